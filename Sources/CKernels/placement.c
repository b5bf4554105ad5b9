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
__attribute__((target_clones("avx512vpopcntdq", "arch=x86-64-v3", "popcnt", "default")))
#endif
// In how many bits each of `count` descriptors, word by word behind each other, differs from one; gives back the fewest.
static uint32_t measure(const uint64_t *word, const uint64_t *others, int count, uint32_t *distances) {
    uint32_t best = 257;
    uint64_t a = word[0], b = word[1], c = word[2], d = word[3];
    for (int k = 0; k < count; k++) {
        uint32_t distance = (uint32_t)(__builtin_popcountll(others[k] ^ a) + __builtin_popcountll(others[MOST + k] ^ b)
                                       + __builtin_popcountll(others[2 * MOST + k] ^ c) + __builtin_popcountll(others[3 * MOST + k] ^ d));
        distances[k] = distance;
        best = distance < best ? distance : best;
    }
    return best;
}

static int find_pairs(
    const struct signet_anchor *query, int query_count, const struct signet_anchor *indexed, int indexed_count,
    struct pair *pairs) {
    uint64_t words[4 * MOST];
    uint32_t distances[MOST];
    for (int k = 0; k < indexed_count; k++) {
        for (int w = 0; w < 4; w++) words[w * MOST + k] = indexed[k].descriptor[w];
    }
    int count = 0;
    for (int q = 0; q < query_count && count < PAIRS; q++) {
        uint32_t best = measure(query[q].descriptor, words, indexed_count, distances);
        if (best > FARTHEST) continue;
        int at = 0;
        while (distances[at] != best) at++;
        // What looks like several places says nothing about which one it is. Two directions of one place are one place.
        // Plain edges and discs are exactly alike, so that the difference counts too.
        uint32_t least = best + CLEARLY > (best * 100 + 87) / 88 ? best + CLEARLY : (best * 100 + 87) / 88;
        int is_alone = 1;
        for (int k = 0; k < indexed_count && is_alone; k++) {
            if (distances[k] >= least) continue;
            is_alone = fabsf(indexed[at].x - indexed[k].x) + fabsf(indexed[at].y - indexed[k].y) <= 4;
        }
        if (is_alone) pairs[count++] = (struct pair){(short)q, (short)at, (short)best};
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
            float dx = p->x - q->x, dy = p->y - q->y, away = sqrtf(dx * dx + dy * dy);
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
