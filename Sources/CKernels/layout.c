#include "layout.h"

#include <math.h>
#include <string.h>

enum { SIDE = SIGNET_LAYOUT_SIDE, BLOCK = 8, STEP = 4, LEVELS = 24 };

// Below this standard deviation a block is flat, and says nothing.
static const float FLAT = 2;

struct query {
    const uint8_t *levels[LEVELS];
    int widths[LEVELS], heights[LEVELS], count, mirrored;
};

static void prepare(struct query *query, const uint8_t *levels, int width, int height, int mirrored) {
    query->count = 0;
    query->mirrored = mirrored;
    while (width > 0 && height > 0 && query->count < LEVELS) {
        query->levels[query->count] = levels;
        query->widths[query->count] = width;
        query->heights[query->count++] = height;
        levels += (size_t)width * (size_t)height;
        width /= 2;
        height /= 2;
    }
}

// The value between the pixels of a level; beyond the edges that of the outermost pixel.
static float sample(const struct query *query, int level, float x, float y) {
    int width = query->widths[level], height = query->heights[level];
    const uint8_t *pixels = query->levels[level];
    x -= 0.5f;
    y -= 0.5f;
    if (!(x > 0)) x = 0;
    if (!(y > 0)) y = 0;
    if (x > (float)(width - 1)) x = (float)(width - 1);
    if (y > (float)(height - 1)) y = (float)(height - 1);
    int x0 = (int)x, y0 = (int)y, x1 = x0 + 1 < width ? x0 + 1 : x0, y1 = y0 + 1 < height ? y0 + 1 : y0;
    float fx = x - (float)x0, fy = y - (float)y0;
    const uint8_t *above = pixels + (size_t)y0 * (size_t)width, *below = pixels + (size_t)y1 * (size_t)width;
    return ((float)above[x0] * (1 - fx) + (float)above[x1] * fx) * (1 - fy)
           + ((float)below[x0] * (1 - fx) + (float)below[x1] * fx) * fy;
}

struct view {
    float seen[SIDE * SIDE];
    uint8_t is_visible[SIDE * SIDE];
};

static void correlate(const struct view *view, const uint8_t *layout, int width, int height, struct signet_layout_match *match) {
    float sum = 0, weights = 0, box[4] = {0, 0, 0, 0};
    int agreeing = 0;
    for (int top = 0; top + BLOCK <= height; top += STEP) {
        for (int left = 0; left + BLOCK <= width; left += STEP) {
            int n = 0;
            float t = 0, q = 0, tt = 0, qq = 0, tq = 0;
            for (int y = top; y < top + BLOCK; y++) {
                for (int x = left; x < left + BLOCK; x++) {
                    int at = y * width + x;
                    if (!view->is_visible[at]) continue;
                    float a = (float)layout[at], b = view->seen[at];
                    n++;
                    t += a;
                    q += b;
                    tt += a * a;
                    qq += b * b;
                    tq += a * b;
                }
            }
            if (n < BLOCK * BLOCK * 3 / 4) continue;
            float count = (float)n;
            float deviation = sqrtf(fmaxf((tt - t * t / count) / count, 0));
            if (deviation < FLAT) continue;
            float weight = deviation < 20 ? deviation : 20;
            float other = sqrtf(fmaxf((qq - q * q / count) / count, 0));
            float alike = other > 0.25f ? (tq - t * q / count) / count / (deviation * other) : 0;
            sum += weight * alike;
            weights += weight;
            if (alike < 0.6f) continue;
            float edges[4] = {(float)left, (float)top, (float)(left + BLOCK), (float)(top + BLOCK)};
            for (int e = 0; e < 4; e++) {
                if (agreeing == 0 || (e < 2 ? edges[e] < box[e] : edges[e] > box[e])) box[e] = edges[e];
            }
            agreeing++;
        }
    }
    match->texture = weights;
    match->correlation = weights > 0 ? sum / weights : 0;
    memcpy(match->box, box, sizeof box);
}

// `fine`: how many samples across each pixel of the layout.
static struct signet_layout_match compare(
    const struct query *query, const uint8_t *layout, int width, int height, struct signet_layout_place place, int fine) {
    struct signet_layout_match match;
    struct view view;
    memset(&match, 0, sizeof match);
    match.place = place;
    float size = hypotf(place.a, place.b), step = size / (float)fine, inverse = 1;
    if (!(size > 0.01f && size < 10000)) return match;
    int level = 0, visible = 0;
    while (step > 1.6f && level < query->count - 1) {
        step /= 2;
        inverse /= 2;
        level++;
    }
    float right = (float)query->widths[0], bottom = (float)query->heights[0], inside = 0.35f * size;
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            int at = y * width + x;
            float u = (float)x + 0.5f, v = (float)y + 0.5f;
            float px = place.a * u - place.b * v + place.left, py = place.b * u + place.a * v + place.top;
            view.is_visible[at] = px >= inside && py >= inside && px <= right - inside && py <= bottom - inside;
            if (!view.is_visible[at]) continue;
            visible++;
            float sum = 0;
            for (int j = 0; j < fine; j++) {
                for (int i = 0; i < fine; i++) {
                    u = (float)x + ((float)i + 0.5f) / (float)fine;
                    v = (float)y + ((float)j + 0.5f) / (float)fine;
                    px = place.a * u - place.b * v + place.left;
                    py = place.b * u + place.a * v + place.top;
                    sum += sample(query, level, (query->mirrored ? right - px : px) * inverse, py * inverse);
                }
            }
            view.seen[at] = sum / (float)(fine * fine);
        }
    }
    match.visible = (float)visible / (float)(width * height);
    if (visible > 0) correlate(&view, layout, width, height, &match);
    return match;
}

// How much a match says: a small visible part may agree by chance.
static float worth(const struct signet_layout_match *match) {
    return match->correlation * fminf(1, sqrtf(match->texture / 400));
}

// Moved, scaled or turned about the middle of the layout.
static struct signet_layout_place moved(struct signet_layout_place p, int way, float step, float width, float height) {
    float x = width / 2, y = height / 2, size = hypotf(p.a, p.b), share = 1.5f * step / fmaxf(width, height);
    float qx = p.a * x - p.b * y + p.left, qy = p.b * x + p.a * y + p.top, sign = way & 1 ? -1 : 1;
    if (way < 2) qx += sign * step * size;
    else if (way < 4) qy += sign * step * size;
    else if (way < 6) {
        float factor = way == 4 ? 1 + share : 1 / (1 + share);
        p.a *= factor;
        p.b *= factor;
    } else {
        float cosine = cosf(share), sine = sign * sinf(share), a = p.a;
        p.a = a * cosine - p.b * sine;
        p.b = a * sine + p.b * cosine;
    }
    p.left = qx - p.a * x + p.b * y;
    p.top = qy - p.b * x - p.a * y;
    return p;
}

struct signet_layout_match signet_layout_compare(
    const uint8_t *levels, int query_width, int query_height, int mirrored, const uint8_t *layout, int width, int height,
    struct signet_layout_place place, int rounds) {
    struct query query;
    struct signet_layout_match none;
    memset(&none, 0, sizeof none);
    none.place = place;
    if (width <= 0 || height <= 0 || width > SIDE || height > SIDE || query_width <= 0 || query_height <= 0) return none;
    prepare(&query, levels, query_width, query_height, mirrored);
    struct signet_layout_match best = compare(&query, layout, width, height, place, 1);
    if (rounds <= 0) return best;
    float step = 1;
    for (int round = 0; round < rounds && step > 0.2f; round++) {
        struct signet_layout_match next = best;
        for (int way = 0; way < 8; way++) {
            struct signet_layout_place other = moved(best.place, way, step, (float)width, (float)height);
            struct signet_layout_match match = compare(&query, layout, width, height, other, 1);
            if (worth(&match) > worth(&next)) next = match;
        }
        if (worth(&next) <= worth(&best) + 0.0001f) step /= 2;
        best = next;
    }
    return compare(&query, layout, width, height, best.place, 2);
}
