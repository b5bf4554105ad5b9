#include "layout.h"
#include "cloned.h"

#include <math.h>
#include <string.h>

// Sums are rounded step by step, so that every processor makes the same of them.
#pragma STDC FP_CONTRACT OFF

enum { SIDE = SIGNET_LAYOUT_SIDE, BLOCK = 8, STEP = 4, LEVELS = 24 };

// Below this standard deviation a block is flat, and says nothing.
static const float FLAT = 2;
// Blocks that are less alike speak against the place.
static const float ALIKE = 0.8f;

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
    // Where the middle of each pixel of the layout lies in the query.
    float x[SIDE * SIDE], y[SIDE * SIDE];
    uint8_t is_visible[SIDE * SIDE];
};

// Returns how many pixels of the layout lie inside of the query.
CLONED static int project(
    struct view *view, int width, int height, struct signet_layout_place place, float inside, float right, float bottom) {
    int visible = 0;
    for (int y = 0; y < height; y++) {
        float v = (float)y + 0.5f;
        for (int x = 0; x < width; x++) {
            int at = y * width + x;
            float u = (float)x + 0.5f, px = place.a * u - place.b * v + place.left, py = place.b * u + place.a * v + place.top;
            uint8_t is_visible = (uint8_t)((px >= inside) & (py >= inside) & (px <= right - inside) & (py <= bottom - inside));
            view->x[at] = px;
            view->y[at] = py;
            view->is_visible[at] = is_visible;
            visible += is_visible;
        }
    }
    return visible;
}

// The sums of one cell: how many, of either, of their squares, of their products.
static inline void add(const struct view *view, const uint8_t *layout, int width, int left, int top, float sums[6]) {
    float n = 0, t = 0, q = 0, tt = 0, qq = 0, tq = 0;
    for (int y = top; y < top + STEP; y++) {
        for (int x = left; x < left + STEP; x++) {
            int at = y * width + x;
            float visible = (float)view->is_visible[at], a = visible * (float)layout[at], b = visible * view->seen[at];
            n += visible;
            t += a;
            q += b;
            tt += a * a;
            qq += b * b;
            tq += a * b;
        }
    }
    float all[6] = {n, t, q, tt, qq, tq};
    memcpy(sums, all, sizeof all);
}

enum { BLOCKS = SIDE / STEP - 1 };

// How much each block says, and how alike it is.
struct blocks {
    float weight[BLOCKS][BLOCKS], alike[BLOCKS][BLOCKS];
};

// The rectangle of blocks that agrees best: where the sum of what is alike beyond `ALIKE` is largest.
static void find_core(
    const struct blocks *blocks, int across, int down, int area, struct signet_layout_match *match, int edges[4]) {
    float best = 0;
    for (int top = 0; top < down; top++) {
        float columns[BLOCKS] = {0};
        for (int bottom = top; bottom < down; bottom++) {
            float sum = 0;
            for (int x = 0, left = 0; x < across; x++) {
                columns[x] += blocks->weight[bottom][x] * (blocks->alike[bottom][x] - ALIKE);
                if (sum <= 0) {
                    sum = 0;
                    left = x;
                }
                sum += columns[x];
                if (sum <= best) continue;
                best = sum;
                edges[0] = left, edges[1] = top, edges[2] = x + 1, edges[3] = bottom + 1;
            }
        }
    }
    float sum = 0, weights = 0;
    for (int y = edges[1]; y < edges[3]; y++) {
        for (int x = edges[0]; x < edges[2]; x++) {
            sum += blocks->weight[y][x] * blocks->alike[y][x];
            weights += blocks->weight[y][x];
        }
    }
    if (weights <= 0) return;
    match->core_correlation = sum / weights;
    match->core_texture = weights;
    match->core_share = (float)((edges[2] - edges[0] + 1) * STEP * (edges[3] - edges[1] + 1) * STEP) / (float)area;
}

// How what the query shows of a rectangle differs from the layout: brighter or darker, of more or less contrast; and by how much still.
struct light {
    float gain, offset, error;
};

static struct light fit(const struct view *view, const uint8_t *layout, int width, const int box[4]) {
    float n = 0, t = 0, q = 0, tt = 0, tq = 0, error = 0;
    for (int y = box[1]; y < box[3]; y++) {
        for (int x = box[0]; x < box[2]; x++) {
            int at = y * width + x;
            float visible = (float)view->is_visible[at], a = visible * (float)layout[at], b = visible * view->seen[at];
            n += visible, t += a, q += b, tt += a * a, tq += a * b;
        }
    }
    n = fmaxf(n, 1);
    float spread = tt - t * t / n;
    struct light light = {spread > 1 ? (tq - t * q / n) / spread : 1, 0, 0};
    light.offset = (q - light.gain * t) / n;
    for (int y = box[1]; y < box[3]; y++) {
        for (int x = box[0]; x < box[2]; x++) {
            int at = y * width + x;
            if (view->is_visible[at]) error += fabsf(view->seen[at] - light.gain * (float)layout[at] - light.offset);
        }
    }
    light.error = error / n;
    return light;
}

// Whether a line of pixels shows the same: `count` of them from `at` on, `step` apart. What the query hardly shows does not.
static int is_same(
    const struct view *view, const uint8_t *layout, int at, int step, int count, struct light light) {
    float error = 0;
    int visible = 0;
    for (int k = 0; k < count; k++, at += step) {
        if (!view->is_visible[at]) continue;
        visible++;
        error += fabsf(view->seen[at] - light.gain * (float)layout[at] - light.offset);
    }
    return visible * 4 >= count * 3 && error <= fmaxf(8, 2.5f * light.error) * (float)visible;
}

// Moves the edges of a rectangle that was found by blocks to where the images begin to differ.
static void move_edges(const struct view *view, const uint8_t *layout, int width, int height, int box[4]) {
    struct light light = fit(view, layout, width, box);
    for (int round = 0; round < 2; round++) {
        for (int e = 0; e < 4; e++) {
            int across = e & 1, sign = e < 2 ? -1 : 1, limit = across ? height : width;
            int from = across ? box[0] : box[1], count = (across ? box[2] : box[3]) - from;
            // The line just inside of the edge, and the one just outside.
            for (int inward = 0; inward < BLOCK && box[across + 2] - box[across] > BLOCK; inward++) {
                int line = box[e] - (e < 2 ? 0 : 1), at = across ? line * width + from : from * width + line;
                if (is_same(view, layout, at, across ? 1 : width, count, light)) break;
                box[e] -= sign;
            }
            while (e < 2 ? box[e] > 0 : box[e] < limit) {
                int line = box[e] - (e < 2 ? 1 : 0), at = across ? line * width + from : from * width + line;
                if (!is_same(view, layout, at, across ? 1 : width, count, light)) break;
                box[e] += sign;
            }
        }
    }
}

CLONED static void correlate(
    const struct view *view, const uint8_t *layout, int width, int height, int fewest, int is_last,
    struct signet_layout_match *match) {
    // Blocks overlap by half, so that each is put together of four cells.
    float cells[SIDE / STEP][SIDE / STEP][6];
    for (int y = 0; y + STEP <= height; y += STEP) {
        for (int x = 0; x + STEP <= width; x += STEP) add(view, layout, width, x, y, cells[y / STEP][x / STEP]);
    }
    float sum = 0, weights = 0, box[4] = {0, 0, 0, 0};
    int agreeing = 0;
    struct blocks blocks;
    memset(&blocks, 0, sizeof blocks);
    for (int top = 0; top + BLOCK <= height; top += STEP) {
        for (int left = 0; left + BLOCK <= width; left += STEP) {
            const float (*row)[6] = (const float (*)[6])&cells[top / STEP][left / STEP], (*next)[6] = row + SIDE / STEP;
            float all[6];
            for (int k = 0; k < 6; k++) all[k] = row[0][k] + row[1][k] + next[0][k] + next[1][k];
            int n = (int)all[0];
            float t = all[1], q = all[2], tt = all[3], qq = all[4], tq = all[5];
            if (n < fewest) continue;
            float count = (float)n;
            float deviation = sqrtf(fmaxf((tt - t * t / count) / count, 0));
            float other = sqrtf(fmaxf((qq - q * q / count) / count, 0));
            float *core_weight = &blocks.weight[top / STEP][left / STEP];
            if (deviation < FLAT) {
                // Something where nothing should be.
                if (other > 2 * FLAT) *core_weight = other < 20 ? other : 20;
                continue;
            }
            float weight = deviation < 20 ? deviation : 20;
            float alike = other > 0.25f ? (tq - t * q / count) / count / (deviation * other) : 0;
            *core_weight = weight;
            blocks.alike[top / STEP][left / STEP] = alike;
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
    if (fewest != BLOCK * BLOCK * 3 / 4) return;
    int core[4] = {0, 0, 0, 0};
    find_core(&blocks, width / STEP - 1, height / STEP - 1, width * height, match, core);
    if (!is_last || agreeing == 0) return;
    // Where not all that is seen is alike, blocks may agree by chance: then it is the core that was found.
    int edges[4] = {(int)box[0], (int)box[1], (int)box[2], (int)box[3]};
    if (match->correlation < 0.95f && match->core_share > 0) {
        for (int e = 0; e < 4; e++) edges[e] = core[e] * STEP + (e < 2 ? 0 : STEP);
    }
    move_edges(view, layout, width, height, edges);
    for (int e = 0; e < 4; e++) match->box[e] = (float)edges[e];
}

// `fine`: how many samples across each pixel of the layout; 0: every other pixel of every other row only. `least`: nothing is compared when less of the layout is visible.
static struct signet_layout_match compare(
    const struct query *query, const uint8_t *layout, int width, int height, struct signet_layout_place place, int fine, float least) {
    struct signet_layout_match match;
    struct view view;
    memset(&match, 0, sizeof match);
    match.place = place;
    int apart = fine > 0 ? 1 : 2;
    fine = fine > 0 ? fine : 1;
    float size = hypotf(place.a, place.b), step = size / (float)fine, inverse = 1;
    if (!(size > 0.01f && size < 10000)) return match;
    int level = 0;
    while (step > 1.6f && level < query->count - 1) {
        step /= 2;
        inverse /= 2;
        level++;
    }
    float right = (float)query->widths[0], bottom = (float)query->heights[0];
    int visible = project(&view, width, height, place, 0.35f * size, right, bottom);
    match.visible = (float)visible / (float)(width * height);
    if (visible == 0 || match.visible < least) return match;
    if (apart > 1) memset(view.seen, 0, sizeof view.seen);
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            int at = y * width + x;
            float sum = 0;
            if (apart > 1 && ((x | y) & 1)) {
                view.is_visible[at] = 0;
                continue;
            }
            for (int part = 0; part < fine * fine && view.is_visible[at]; part++) {
                // From the middle of the pixel to that of the part.
                float u = ((float)(part % fine) + 0.5f) / (float)fine - 0.5f, v = ((float)(part / fine) + 0.5f) / (float)fine - 0.5f;
                float px = view.x[at] + place.a * u - place.b * v, py = view.y[at] + place.b * u + place.a * v;
                sum += sample(query, level, (query->mirrored ? right - px : px) * inverse, py * inverse);
            }
            view.seen[at] = sum / (float)(fine * fine);
        }
    }
    correlate(&view, layout, width, height, BLOCK * BLOCK * 3 / 4 / (apart * apart), fine > 1, &match);
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
    struct signet_layout_place place, int rounds, float least) {
    struct query query;
    struct signet_layout_match none;
    memset(&none, 0, sizeof none);
    none.place = place;
    if (width <= 0 || height <= 0 || width > SIDE || height > SIDE || query_width <= 0 || query_height <= 0) return none;
    prepare(&query, levels, query_width, query_height, mirrored);
    struct signet_layout_match best = compare(&query, layout, width, height, place, rounds > 0 ? 1 : 0, least);
    if (rounds <= 0) return best;
    float step = 1;
    for (int round = 0; round < rounds && step > 0.2f; round++) {
        struct signet_layout_match next = best;
        for (int way = 0; way < 8; way++) {
            struct signet_layout_place other = moved(best.place, way, step, (float)width, (float)height);
            struct signet_layout_match match = compare(&query, layout, width, height, other, 1, 0);
            if (worth(&match) > worth(&next)) next = match;
        }
        if (worth(&next) <= worth(&best) + 0.0001f) step /= 2;
        best = next;
    }
    return compare(&query, layout, width, height, best.place, 2, 0);
}
