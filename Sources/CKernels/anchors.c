#include "anchors.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// Places are the extrema of differences of Gaussians over scales (Lowe 2004), described by histograms of gradients around
// them, of which only comparisons are kept: those survive changes of contrast, colour and compression.

enum { LEVELS = 3, IMAGES = LEVELS + 3, MARGIN = 5, CELLS = 8, MOST_CANDIDATES = 20000, REACH = 24, WIDE = 32, SMALLEST = 24 };

// Images with little texture have only faint places: the strongest are taken first, so that the floor hardly matters for others.
static const float LEAST = 0.15f;
// How much more a place may curve in one direction than in the other.
static const float EDGE = 20;

#if defined(__x86_64__) && defined(__linux__)
#define CLONED __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define CLONED
#endif


struct candidate {
    float x, y, sigma, response;
    int level;
};

// Weighted sums of `taps` rows on either side of a middle one; the rows may be one row at different offsets.
CLONED static void combine(const float *const *above, const float *const *below, const float *kernel, int taps, float *out, int width) {
    int x = 0;
    for (; x + WIDE <= width; x += WIDE) {
        float sum[WIDE];
        for (int j = 0; j < WIDE; j++) sum[j] = kernel[0] * above[0][x + j];
        for (int k = 1; k <= taps; k++) {
            const float *a = above[k] + x, *b = below[k] + x;
            float weight = kernel[k];
            for (int j = 0; j < WIDE; j++) sum[j] += weight * (a[j] + b[j]);
        }
        for (int j = 0; j < WIDE; j++) out[x + j] = sum[j];
    }
    for (; x < width; x++) {
        float sum = kernel[0] * above[0][x];
        for (int k = 1; k <= taps; k++) sum += kernel[k] * (above[k][x] + below[k][x]);
        out[x] = sum;
    }
}

// Near the edges the outermost pixel stands for what lies beyond. `padded` has room for a row and 2 * REACH more.
static void blur(const float *in, float *out, float *scratch, float *padded, int width, int height, float sigma) {
    int reach = (int)ceilf(sigma * 3);
    reach = reach < 1 ? 1 : reach > REACH ? REACH : reach;
    float kernel[REACH + 1], sum = 0;
    for (int k = 0; k <= reach; k++) {
        kernel[k] = expf(-(float)(k * k) / (2 * sigma * sigma));
        sum += k == 0 ? kernel[k] : 2 * kernel[k];
    }
    for (int k = 0; k <= reach; k++) kernel[k] /= sum;
    const float *above[REACH + 1], *below[REACH + 1];
    for (int y = 0; y < height; y++) {
        const float *row = in + (size_t)y * (size_t)width;
        for (int k = 0; k < reach; k++) {
            padded[k] = row[0];
            padded[reach + width + k] = row[width - 1];
        }
        memcpy(padded + reach, row, sizeof(float) * (size_t)width);
        for (int k = 0; k <= reach; k++) {
            above[k] = padded + reach - k;
            below[k] = padded + reach + k;
        }
        combine(above, below, kernel, reach, scratch + (size_t)y * (size_t)width, width);
    }
    for (int y = 0; y < height; y++) {
        for (int k = 0; k <= reach; k++) {
            above[k] = scratch + (size_t)(y - k < 0 ? 0 : y - k) * (size_t)width;
            below[k] = scratch + (size_t)(y + k >= height ? height - 1 : y + k) * (size_t)width;
        }
        combine(above, below, kernel, reach, out + (size_t)y * (size_t)width, width);
    }
}

CLONED static void subtract(const float *left, const float *right, float *out, size_t count) {
    for (size_t k = 0; k < count; k++) out[k] = left[k] - right[k];
}

// Marks the pixels of a row that stand out from their neighbours in the same plane and from the pixels over and under them.
CLONED static void mark(
    const float *under, const float *at, const float *over, int width, int from, int to, float least, uint8_t *marks) {
    for (int x = from; x < to; x++) {
        const float *up = at + x - width, *down = at + x + width;
        float v = at[x];
        float a = at[x - 1] > at[x + 1] ? at[x - 1] : at[x + 1], b = at[x - 1] < at[x + 1] ? at[x - 1] : at[x + 1];
        float c = up[0] > down[0] ? up[0] : down[0], d = up[0] < down[0] ? up[0] : down[0];
        float e = under[x] > over[x] ? under[x] : over[x], f = under[x] < over[x] ? under[x] : over[x];
        float high = a > c ? a : c, low = b < d ? b : d;
        high = high > e ? high : e;
        low = low < f ? low : f;
        marks[x] = (uint8_t)((v >= least) & (v > high)) | (uint8_t)((v <= -least) & (v < low));
    }
}

static int is_extremum(const float *const planes[3], size_t at, int width, float value) {
    float sign = value > 0 ? 1 : -1;
    value *= sign;
    for (int p = 0; p < 3; p++) {
        int plane = p == 0 ? 1 : p == 1 ? 0 : 2;
        for (int dy = -1; dy <= 1; dy++) {
            const float *row = planes[plane] + at + (ptrdiff_t)dy * width;
            for (int dx = -1; dx <= 1; dx++) {
                if (sign * row[dx] >= value && (plane != 1 || dx != 0 || dy != 0)) return 0;
            }
        }
    }
    return 1;
}

static int by_response(const void *left, const void *right) {
    float a = ((const struct candidate *)left)->response, b = ((const struct candidate *)right)->response;
    return (a < b) - (a > b);
}

// The angle of (x, y), within 0.0003 of atan2f, in 0 ..< 2 pi.
static inline float direction_of(float x, float y) {
    float ax = fabsf(x), ay = fabsf(y);
    float big = ax > ay ? ax : ay, small = ax > ay ? ay : ax;
    if (big <= 0) return 0;
    float t = small / big, s = t * t;
    float angle = t * (0.99997726f + s * (-0.33262347f + s * (0.19354346f + s * (-0.11643287f + s * (0.05265332f - s * 0.01172120f)))));
    if (ay > ax) angle = (float)M_PI_2 - angle;
    if (x < 0) angle = (float)M_PI - angle;
    if (y < 0) angle = 2 * (float)M_PI - angle;
    return angle < 2 * (float)M_PI ? angle : 0;
}

// The direction in which most of the surroundings change, and a second one where it is nearly as strong.
static int directions(const float *plane, int width, int height, float x, float y, float sigma, float out[2]) {
    enum { BINS = 36, FAR = 24 };
    float bins[BINS] = {0}, smooth[BINS], falloff[FAR + 1];
    float spread = 1.5f * sigma;
    int reach = (int)(3 * spread + 0.5f);
    if (reach > FAR) reach = FAR;
    for (int d = 0; d <= reach; d++) falloff[d] = expf(-(float)(d * d) / (2 * spread * spread));
    int cx = (int)(x + 0.5f), cy = (int)(y + 0.5f);
    // Large surroundings are smooth: every other pixel says the same.
    int step = reach > 10 ? 2 : 1;
    for (int dy = -reach; dy <= reach; dy += step) {
        if (cy + dy < 1 || cy + dy >= height - 1) continue;
        for (int dx = -reach; dx <= reach; dx += step) {
            if (dx * dx + dy * dy > reach * reach || cx + dx < 1 || cx + dx >= width - 1) continue;
            const float *at = plane + (size_t)(cy + dy) * (size_t)width + (size_t)(cx + dx);
            float gx = at[1] - at[-1], gy = at[width] - at[-width];
            float weight = sqrtf(gx * gx + gy * gy) * falloff[dx < 0 ? -dx : dx] * falloff[dy < 0 ? -dy : dy];
            int bin = (int)(direction_of(gx, gy) * BINS / (2 * (float)M_PI));
            bins[bin < BINS ? bin : 0] += weight;
        }
    }
    for (int pass = 0; pass < 2; pass++) {
        for (int b = 0; b < BINS; b++) smooth[b] = (bins[(b + BINS - 1) % BINS] + bins[b] + bins[(b + 1) % BINS]) / 3;
        memcpy(bins, smooth, sizeof bins);
    }
    int count = 0;
    float best = 0;
    for (int b = 0; b < BINS; b++) best = bins[b] > best ? bins[b] : best;
    if (best <= 0) return 0;
    int used = -1;
    for (int round = 0; round < 2; round++) {
        int at = -1;
        for (int b = 0; b < BINS; b++) {
            float before = bins[(b + BINS - 1) % BINS], after = bins[(b + 1) % BINS];
            if (b == used || bins[b] <= before || bins[b] < after || bins[b] < (round ? 0.85f : 1.0f) * best) continue;
            if (at < 0 || bins[b] > bins[at]) at = b;
        }
        if (at < 0) break;
        float before = bins[(at + BINS - 1) % BINS], after = bins[(at + 1) % BINS];
        float bottom = before - 2 * bins[at] + after;
        float shift = bottom != 0 ? 0.5f * (before - after) / bottom : 0;
        float angle = ((float)at + 0.5f + shift) * 2 * (float)M_PI / BINS;
        out[count++] = angle < 0 ? angle + 2 * (float)M_PI : angle;
        used = at;
    }
    return count;
}

enum { SIDE = 20 };

// What a sample of a patch counts for, and where between the cells it lies: the same for every patch.
struct sampling {
    float offset[SIDE], weight[SIDE][SIDE], share[SIDE];
    int cell[SIDE];
};

static void prepare(struct sampling *s) {
    // In units of a cell: 20 samples across 4 cells, and half a cell around them for smooth borders.
    for (int i = 0; i < SIDE; i++) {
        s->offset[i] = ((float)i - 9.5f) * 5 / SIDE;
        float at = s->offset[i] + 1.5f;
        s->cell[i] = (int)floorf(at);
        s->share[i] = at - floorf(at);
    }
    for (int j = 0; j < SIDE; j++) {
        for (int i = 0; i < SIDE; i++) {
            s->weight[j][i] = expf(-(s->offset[i] * s->offset[i] + s->offset[j] * s->offset[j]) / (2 * 4));
        }
    }
}

static int ascending(const void *left, const void *right) {
    float a = *(const float *)left, b = *(const float *)right;
    return (a > b) - (a < b);
}

// Bits 0-127: above the median; bits 128-255: above the next direction of the same cell.
static void compare(const float bins[4][4][8], float median, uint64_t bits[4]) {
    const float *flat = &bins[0][0][0];
    memset(bits, 0, 32);
    for (int k = 0; k < 128; k++) {
        bits[k >> 6] |= (uint64_t)(flat[k] > median) << (k & 63);
        bits[2 + (k >> 6)] |= (uint64_t)(flat[k] > flat[(k & ~7) | ((k + 1) & 7)]) << (k & 63);
    }
}

// 4 by 4 cells of 8 directions.
static void describe(
    const struct sampling *s, const float *plane, int width, int height, float x, float y, float sigma, float angle,
    uint64_t bits[4], uint64_t *mirrored) {
    // One more on each side takes what lies outside.
    float wide[6][6][8];
    memset(wide, 0, sizeof wide);
    float cosine = cosf(angle), sine = sinf(angle);
    const float cell = 3 * sigma;
    for (int j = 0; j < SIDE; j++) {
        for (int i = 0; i < SIDE; i++) {
            float u = s->offset[i] * cell, v = s->offset[j] * cell;
            float fx = x + u * cosine - v * sine + 0.5f, fy = y + u * sine + v * cosine + 0.5f;
            if (fx < 1 || fy < 1 || fx >= (float)(width - 1) || fy >= (float)(height - 1)) continue;
            const float *at = plane + (size_t)fy * (size_t)width + (size_t)fx;
            float gx = at[1] - at[-1], gy = at[width] - at[-width];
            float weight = sqrtf(gx * gx + gy * gy) * s->weight[j][i];
            float turned = (direction_of(gx, gy) - angle) * 8 / (2 * (float)M_PI);
            if (turned < 0) turned += 8;
            int d = (int)turned;
            float toward = turned - (float)d;
            float (*near)[8] = &wide[s->cell[j] + 1][s->cell[i] + 1];
            for (int dy = 0; dy < 2; dy++) {
                for (int dx = 0; dx < 2; dx++) {
                    float share = weight * (dx ? s->share[i] : 1 - s->share[i]) * (dy ? s->share[j] : 1 - s->share[j]);
                    near[dy * 6 + dx][d & 7] += share * (1 - toward);
                    near[dy * 6 + dx][(d + 1) & 7] += share * toward;
                }
            }
        }
    }
    float bins[4][4][8], other[4][4][8], sorted[128];
    for (int cy = 0; cy < 4; cy++) memcpy(bins[cy], wide[cy + 1][1], sizeof bins[cy]);
    memcpy(sorted, bins, sizeof sorted);
    qsort(sorted, 128, sizeof(float), ascending);
    float median = (sorted[63] + sorted[64]) / 2;
    compare((const float (*)[4][8])bins, median, bits);
    if (mirrored == NULL) return;
    // Mirrored, what lies left of the direction lies right of it, and turns the other way.
    for (int cy = 0; cy < 4; cy++) {
        for (int cx = 0; cx < 4; cx++) {
            for (int d = 0; d < 8; d++) other[cy][cx][d] = bins[3 - cy][cx][(8 - d) & 7];
        }
    }
    compare((const float (*)[4][8])other, median, mirrored);
}

static int find_places(
    float *const difference[IMAGES - 1], int w, int h, struct candidate *found, uint8_t *marks) {
    int total = 0;
    float ratio = powf(2, 1.0f / LEVELS);
    for (int level = 1; level <= LEVELS; level++) {
        const float *around[3] = {difference[level - 1], difference[level], difference[level + 1]};
        for (int y = MARGIN; y < h - MARGIN; y++) {
            size_t row = (size_t)y * (size_t)w;
            mark(around[0] + row, around[1] + row, around[2] + row, w, MARGIN, w - MARGIN, LEAST, marks);
            for (int x = MARGIN; x < w - MARGIN; x++) {
                if (!marks[x]) continue;
                size_t at = row + (size_t)x;
                float value = around[1][at];
                if (!is_extremum(around, at, w, value)) continue;
                const float *d = around[1] + at;
                float xx = d[1] + d[-1] - 2 * value, yy = d[w] + d[-w] - 2 * value;
                float xy = (d[w + 1] - d[w - 1] - d[-w + 1] + d[-w - 1]) / 4;
                float trace = xx + yy, determinant = xx * yy - xy * xy;
                // Edges are found anywhere along themselves.
                if (determinant <= 0 || trace * trace * EDGE >= (EDGE + 1) * (EDGE + 1) * determinant) continue;
                float gx = (d[1] - d[-1]) / 2, gy = (d[w] - d[-w]) / 2;
                float sx = -(yy * gx - xy * gy) / determinant, sy = -(xx * gy - xy * gx) / determinant;
                if (fabsf(sx) > 1 || fabsf(sy) > 1) continue;
                float below = around[0][at], above = around[2][at];
                float bend = below + above - 2 * value, ss = bend != 0 ? -(above - below) / 2 / bend : 0;
                ss = ss > 0.5f ? 0.5f : ss < -0.5f ? -0.5f : ss;
                if (total == MOST_CANDIDATES) return total;
                found[total++] = (struct candidate){
                    (float)x + sx, (float)y + sy, 1.6f * powf(ratio, (float)level + ss), fabsf(value), level};
            }
        }
    }
    return total;
}

int signet_anchors_extract(
    const uint8_t *gray, int width, int height, struct signet_anchor *anchors, uint64_t (*mirrored)[4], int capacity) {
    if (width < 32 || height < 32 || capacity <= 0) return 0;
    size_t area = (size_t)width * (size_t)height;
    // Gaussians, differences, one plane to work in; and the candidates of an octave.
    float *planes = malloc(sizeof(float) * (area * (IMAGES + IMAGES - 1 + 1) + (size_t)width + 2 * REACH));
    struct candidate *found = malloc(sizeof(struct candidate) * MOST_CANDIDATES);
    uint8_t *counts = calloc(12, CELLS * CELLS);
    if (planes == NULL || found == NULL || counts == NULL) {
        free(planes);
        free(found);
        free(counts);
        return -1;
    }
    struct sampling sampling;
    prepare(&sampling);
    float *gauss[IMAGES], *difference[IMAGES - 1], *scratch = planes + area * (IMAGES + IMAGES - 1), *padded = scratch + area;
    int written = 0;
    for (int i = 0; i < IMAGES; i++) gauss[i] = planes + area * (size_t)i;
    for (int i = 0; i < IMAGES - 1; i++) difference[i] = planes + area * (size_t)(IMAGES + i);
    for (size_t k = 0; k < area; k++) difference[0][k] = (float)gray[k];
    blur(difference[0], gauss[0], scratch, padded, width, height, 1.52f);
    int w = width, h = height;
    // Half of the anchors may come from the finest octave, half of the rest from the next, and so on.
    int quota = capacity / 2, left = capacity;
    for (int octave = 0; octave < 8 && w >= SMALLEST && h >= SMALLEST && left > 0; octave++) {
        float ratio = powf(2, 1.0f / LEVELS), scale = (float)(1 << octave);
        size_t count = (size_t)w * (size_t)h;
        for (int i = 1; i < IMAGES; i++) {
            float before = 1.6f * powf(ratio, (float)(i - 1));
            blur(gauss[i - 1], gauss[i], scratch, padded, w, h, before * sqrtf(ratio * ratio - 1));
            subtract(gauss[i], gauss[i - 1], difference[i - 1], count);
        }
        int total = find_places(difference, w, h, found, (uint8_t *)padded);
        qsort(found, (size_t)total, sizeof *found, by_response);
        memset(counts, 0, CELLS * CELLS);
        // First a fair share for every part of the image, so that each crop keeps some; then the strongest of the rest.
        int share = quota / (CELLS * CELLS / 2) + 1, taken = 0;
        for (int pass = 0; pass < 2; pass++) {
            for (int k = 0; k < total && taken < quota && left > 0; k++) {
                struct candidate *place = &found[k];
                if (place->response < 0) continue;
                int cell = (int)(place->y * CELLS / (float)h) * CELLS + (int)(place->x * CELLS / (float)w);
                if (cell < 0 || cell >= CELLS * CELLS) continue;
                if (pass == 0 && counts[cell] >= share) continue;
                counts[cell]++;
                place->response = -1;
                float angles[2];
                const float *plane = gauss[place->level];
                int ways = directions(plane, w, h, place->x, place->y, place->sigma, angles);
                for (int a = 0; a < ways && left > 0; a++) {
                    struct signet_anchor *anchor = &anchors[written];
                    // The middle of a pixel keeps its place over the octaves.
                    anchor->x = (place->x + 0.5f) * scale;
                    anchor->y = (place->y + 0.5f) * scale;
                    anchor->radius = place->sigma * scale * 6;
                    anchor->angle = angles[a];
                    describe(&sampling, plane, w, h, place->x, place->y, place->sigma, angles[a], anchor->descriptor,
                             mirrored ? mirrored[written] : NULL);
                    written++;
                    left--;
                    taken++;
                }
            }
        }
        quota = left / 2 > capacity / 8 ? left / 2 : left;
        // The next octave starts from the image that is blurred twice as much, at half the size.
        int next_w = w / 2, next_h = h / 2;
        for (int y = 0; y < next_h; y++) {
            for (int x = 0; x < next_w; x++) {
                const float *at = gauss[LEVELS] + (size_t)(2 * y) * (size_t)w + (size_t)(2 * x);
                scratch[(size_t)y * (size_t)next_w + (size_t)x] = (at[0] + at[1] + at[w] + at[w + 1]) / 4;
            }
        }
        memcpy(gauss[0], scratch, sizeof(float) * (size_t)next_w * (size_t)next_h);
        w = next_w;
        h = next_h;
    }
    free(planes);
    free(found);
    free(counts);
    return written;
}
