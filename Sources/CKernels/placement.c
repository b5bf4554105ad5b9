#include "anchors.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 1024, PAIRS = 1024, FARTHEST = 72, CLEARLY = 10 };

struct pair {
    short query, indexed;
    short distance;
};

static int by_distance(const void *left, const void *right) {
    return ((const struct pair *)left)->distance - ((const struct pair *)right)->distance;
}


#if defined(__x86_64__) && defined(__linux__)
__attribute__((target_clones("popcnt", "default")))
#endif
static int find_pairs(
    const struct signet_anchor *query, int query_count, const struct signet_anchor *indexed, int indexed_count,
    struct pair *pairs) {
    int count = 0;
    for (int q = 0; q < query_count; q++) {
        int best = 257, second = 257, at = -1;
        for (int k = 0; k < indexed_count; k++) {
            const uint64_t *a = query[q].descriptor, *b = indexed[k].descriptor;
            int distance = __builtin_popcountll(a[0] ^ b[0]) + __builtin_popcountll(a[1] ^ b[1])
                           + __builtin_popcountll(a[2] ^ b[2]) + __builtin_popcountll(a[3] ^ b[3]);
            if (distance < best) {
                // Two directions of one place are one place.
                if (at < 0 || fabsf(indexed[at].x - indexed[k].x) + fabsf(indexed[at].y - indexed[k].y) > 4) second = best;
                best = distance;
                at = k;
            } else if (distance < second) {
                if (fabsf(indexed[at].x - indexed[k].x) + fabsf(indexed[at].y - indexed[k].y) > 4) second = distance;
            }
        }
        // What looks like several places says nothing about which one it is.
        // Plain edges and discs are exactly alike, so that the difference counts too.
        if (at < 0 || best > FARTHEST || best * 100 > second * 88 || best + CLEARLY > second) continue;
        if (count < PAIRS) pairs[count++] = (struct pair){(short)q, (short)at, (short)best};
    }
    return count;
}

struct transform {
    float a, b, x, y;
};

static int agrees(
    const struct signet_anchor *q, const struct signet_anchor *k, struct transform t, float scale, float angle, float tolerance) {
    float dx = t.a * k->x - t.b * k->y + t.x - q->x, dy = t.b * k->x + t.a * k->y + t.y - q->y;
    float near = tolerance + 0.25f * q->radius;
    if (dx * dx + dy * dy > near * near) return 0;
    float size = q->radius / (k->radius * scale);
    if (size > 1.5f || size < 0.66f) return 0;
    float turn = fabsf(remainderf(q->angle - k->angle - angle, 2 * (float)M_PI));
    return turn < 0.45f;
}

// Counts places, not pairs: what lies on top of each other in either image counts once.
static int count_places(
    const struct signet_anchor *query, const struct signet_anchor *indexed, const struct pair *pairs, const int *chosen,
    int count, float apart, int *kept) {
    int places = 0;
    for (int i = 0; i < count; i++) {
        const struct signet_anchor *q = &query[pairs[chosen[i]].query], *k = &indexed[pairs[chosen[i]].indexed];
        int is_new = 1;
        for (int j = 0; j < places && is_new; j++) {
            const struct signet_anchor *p = &query[pairs[kept[j]].query], *o = &indexed[pairs[kept[j]].indexed];
            if (fabsf(p->x - q->x) + fabsf(p->y - q->y) < apart || fabsf(o->x - k->x) + fabsf(o->y - k->y) < apart) is_new = 0;
        }
        if (is_new) kept[places++] = chosen[i];
    }
    return places;
}

static int solve(
    const struct signet_anchor *query, const struct signet_anchor *indexed, const struct pair *pairs, const int *chosen,
    int count, struct transform *t) {
    double qx = 0, qy = 0, kx = 0, ky = 0;
    for (int i = 0; i < count; i++) {
        qx += query[pairs[chosen[i]].query].x;
        qy += query[pairs[chosen[i]].query].y;
        kx += indexed[pairs[chosen[i]].indexed].x;
        ky += indexed[pairs[chosen[i]].indexed].y;
    }
    qx /= count, qy /= count, kx /= count, ky /= count;
    double dot = 0, cross = 0, size = 0;
    for (int i = 0; i < count; i++) {
        double ux = indexed[pairs[chosen[i]].indexed].x - kx, uy = indexed[pairs[chosen[i]].indexed].y - ky;
        double vx = query[pairs[chosen[i]].query].x - qx, vy = query[pairs[chosen[i]].query].y - qy;
        dot += ux * vx + uy * vy;
        cross += ux * vy - uy * vx;
        size += ux * ux + uy * uy;
    }
    if (size <= 0) return 0;
    t->a = (float)(dot / size);
    t->b = (float)(cross / size);
    t->x = (float)(qx - (dot / size) * kx + (cross / size) * ky);
    t->y = (float)(qy - (cross / size) * kx - (dot / size) * ky);
    return 1;
}

// What a pair says where, how large and how turned the whole would be.
static struct transform alone(const struct signet_anchor *q, const struct signet_anchor *k) {
    float scale = q->radius / k->radius, angle = q->angle - k->angle;
    struct transform t = {scale * cosf(angle), scale * sinf(angle), 0, 0};
    t.x = q->x - t.a * k->x + t.b * k->y;
    t.y = q->y - t.b * k->x - t.a * k->y;
    return t;
}

static int is_sensible(struct transform t) {
    float scale = hypotf(t.a, t.b);
    return scale > 0.08f && scale < 12;
}

static struct signet_placement voted(
    const struct signet_anchor *query, const struct signet_anchor *indexed, const struct pair *pairs, int count) {
    struct signet_placement result;
    memset(&result, 0, sizeof result);
    if (count < 2) return result;
    int chosen[PAIRS], kept[PAIRS], best_kept[PAIRS], best = 0;
    struct transform best_transform = {1, 0, 0, 0};
    // Each of the most alike pairs says where, how large and how turned the whole would be: the one that most others bear out
    // counts.
    int hypotheses = count < 160 ? count : 160;
    for (int i = 0; i < hypotheses; i++) {
        const struct signet_anchor *q = &query[pairs[i].query], *k = &indexed[pairs[i].indexed];
        struct transform t = alone(q, k);
        if (!is_sensible(t)) continue;
        float scale = hypotf(t.a, t.b), angle = atan2f(t.b, t.a);
        int agreeing = 0;
        // One pair alone is a rough guess: far from it the error grows.
        for (int j = 0; j < count; j++) {
            const struct signet_anchor *p = &query[pairs[j].query], *o = &indexed[pairs[j].indexed];
            float away = hypotf(p->x - q->x, p->y - q->y);
            if (agrees(p, o, t, scale, angle, 4 + 0.12f * away)) chosen[agreeing++] = j;
        }
        if (agreeing <= best || agreeing < 2) continue;
        // Then all that agree say it better, twice.
        for (int round = 0; round < 2 && agreeing >= 2; round++) {
            if (!solve(query, indexed, pairs, chosen, agreeing, &t)) break;
            scale = hypotf(t.a, t.b);
            angle = atan2f(t.b, t.a);
            agreeing = 0;
            for (int j = 0; j < count; j++) {
                if (agrees(&query[pairs[j].query], &indexed[pairs[j].indexed], t, scale, angle, round ? 5 : 8)) {
                    chosen[agreeing++] = j;
                }
            }
        }
        int places = count_places(query, indexed, pairs, chosen, agreeing, 6, kept);
        if (places > best) {
            best = places;
            best_transform = t;
            memcpy(best_kept, kept, sizeof(int) * (size_t)places);
        }
    }
    if (best < 2) return result;
    result.votes = best;
    result.scale = hypotf(best_transform.a, best_transform.b);
    result.angle = atan2f(best_transform.b, best_transform.a);
    result.x = best_transform.x;
    result.y = best_transform.y;
    int sum = 0;
    for (int i = 0; i < best; i++) {
        const struct signet_anchor *q = &query[pairs[best_kept[i]].query], *k = &indexed[pairs[best_kept[i]].indexed];
        sum += pairs[best_kept[i]].distance;
        float edges[2][4] = {{q->x, q->y, q->x, q->y}, {k->x, k->y, k->x, k->y}};
        float *boxes[2] = {result.query_box, result.indexed_box};
        for (int b = 0; b < 2; b++) {
            for (int e = 0; e < 4; e++) {
                float value = edges[b][e];
                if (i == 0 || (e < 2 ? value < boxes[b][e] : value > boxes[b][e])) boxes[b][e] = value;
            }
        }
    }
    result.distance = (float)sum / (float)best;
    return result;
}

int signet_anchors_place(
    const struct signet_anchor *query, int query_count, const struct signet_anchor *indexed, int indexed_count,
    struct signet_placement *placements, int capacity) {
    struct pair pairs[PAIRS];
    if (query_count > MOST) query_count = MOST;
    if (indexed_count > MOST) indexed_count = MOST;
    int count = find_pairs(query, query_count, indexed, indexed_count, pairs), written = 0;
    qsort(pairs, (size_t)count, sizeof *pairs, by_distance);
    if (capacity > 0) {
        placements[0] = voted(query, indexed, pairs, count);
        if (placements[0].votes > 0) written++;
    }
    for (int i = 0; i < count && written < capacity; i++) {
        const struct signet_anchor *q = &query[pairs[i].query], *k = &indexed[pairs[i].indexed];
        struct transform t = alone(q, k);
        if (!is_sensible(t)) continue;
        placements[written++] = (struct signet_placement){
            1, pairs[i].distance, hypotf(t.a, t.b), atan2f(t.b, t.a), t.x, t.y, {q->x, q->y, q->x, q->y}, {k->x, k->y, k->x, k->y}};
    }
    return written;
}
