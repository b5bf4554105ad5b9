#include "anchors.h"
#include "cloned.h"
#include "patch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#if defined(__linux__)
#include <sys/mman.h>
#endif

// Places are the extrema of differences of Gaussians over scales (Lowe 2004), described by histograms of gradients around
// them, of which only comparisons are kept: those survive changes of contrast, colour and compression.

enum { LEVELS = 3, IMAGES = LEVELS + 3, MARGIN = 5, CELLS = 8, MOST_CANDIDATES = 20000, REACH = 24, WIDE = 32, SMALLEST = 24 };

// Images with little texture have only faint places: the strongest are taken first, so that the floor hardly matters for others.
static const float LEAST = 0.15f;
// How much more a place may curve in one direction than in the other.
static const float EDGE = 20;


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

// Near the edges the outermost pixel stands for what lies beyond. `rows` has room for 2 * REACH + 1 rows, which are blurred across
// and wait until they are blurred down, and for one with 2 * REACH more.
static void blur(const float *in, float *out, float *rows, int width, int height, float sigma) {
    int reach = (int)ceilf(sigma * 3);
    reach = reach < 1 ? 1 : reach > REACH ? REACH : reach;
    float kernel[REACH + 1], sum = 0;
    for (int k = 0; k <= reach; k++) {
        kernel[k] = expf(-(float)(k * k) / (2 * sigma * sigma));
        sum += k == 0 ? kernel[k] : 2 * kernel[k];
    }
    for (int k = 0; k <= reach; k++) kernel[k] /= sum;
    const float *above[REACH + 1], *below[REACH + 1];
    float *padded = rows + (size_t)(2 * REACH + 1) * (size_t)width;
    int waiting = 2 * reach + 1, next = 0;
    for (int y = 0; y < height; y++) {
        for (; next < height && next <= y + reach; next++) {
            const float *row = in + (size_t)next * (size_t)width;
            for (int k = 0; k < reach; k++) {
                padded[k] = row[0];
                padded[reach + width + k] = row[width - 1];
            }
            memcpy(padded + reach, row, sizeof(float) * (size_t)width);
            for (int k = 0; k <= reach; k++) {
                above[k] = padded + reach - k;
                below[k] = padded + reach + k;
            }
            combine(above, below, kernel, reach, rows + (size_t)(next % waiting) * (size_t)width, width);
        }
        for (int k = 0; k <= reach; k++) {
            int up = y - k < 0 ? 0 : y - k, down = y + k >= height ? height - 1 : y + k;
            above[k] = rows + (size_t)(up % waiting) * (size_t)width;
            below[k] = rows + (size_t)(down % waiting) * (size_t)width;
        }
        combine(above, below, kernel, reach, out + (size_t)y * (size_t)width, width);
    }
}

CLONED static void subtract(const float *left, const float *right, float *out, size_t count) {
    for (size_t k = 0; k < count; k++) out[k] = left[k] - right[k];
}

// Marks the pixels of a row that stand out from their neighbours in the same plane and from the pixels over and under them.
CLONED static void mark(
    const float *under, const float *before, const float *at, const float *after, const float *over, int from, int to, float least,
    uint8_t *marks) {
    for (int x = from; x < to; x++) {
        const float *up = before + x, *down = after + x;
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

// `gauss`: four planes, between which the three differences lie.
static int is_extremum(float *const *gauss, size_t at, int width, float value) {
    float sign = value > 0 ? 1 : -1;
    value *= sign;
    for (int p = 0; p < 3; p++) {
        int plane = p == 0 ? 1 : p == 1 ? 0 : 2;
        for (int dy = -1; dy <= 1; dy++) {
            const float *row = gauss[plane] + at + (ptrdiff_t)dy * width, *next = gauss[plane + 1] + at + (ptrdiff_t)dy * width;
            for (int dx = -1; dx <= 1; dx++) {
                if (sign * (next[dx] - row[dx]) >= value && (plane != 1 || dx != 0 || dy != 0)) return 0;
            }
        }
    }
    return 1;
}

static int by_response(const void *left, const void *right) {
    float a = ((const struct candidate *)left)->response, b = ((const struct candidate *)right)->response;
    return (a < b) - (a > b);
}

// `rows` has room for six rows.
static int find_places(float *const gauss[IMAGES], int w, int h, struct candidate *found, float *rows) {
    int total = 0;
    float ratio = powf(2, 1.0f / LEVELS);
    size_t length = (size_t)w;
    float *under = rows + 3 * length, *over = under + length;
    uint8_t *marks = (uint8_t *)(over + length);
    for (int level = 1; level <= LEVELS; level++) {
        float *const *planes = gauss + level - 1;
        for (int y = MARGIN - 1; y <= MARGIN; y++) {
            subtract(planes[2] + (size_t)y * length, planes[1] + (size_t)y * length, rows + (size_t)(y % 3) * length, length);
        }
        for (int y = MARGIN; y < h - MARGIN; y++) {
            size_t row = (size_t)y * length, below_row = row + length;
            subtract(planes[1] + row, planes[0] + row, under, length);
            subtract(planes[3] + row, planes[2] + row, over, length);
            subtract(planes[2] + below_row, planes[1] + below_row, rows + (size_t)((y + 1) % 3) * length, length);
            const float *before = rows + (size_t)((y - 1) % 3) * length, *at = rows + (size_t)(y % 3) * length;
            const float *after = rows + (size_t)((y + 1) % 3) * length;
            mark(under, before, at, after, over, MARGIN, w - MARGIN, LEAST, marks);
            for (int x = MARGIN; x < w - MARGIN; x++) {
                if (!marks[x]) continue;
                float value = at[x];
                if (!is_extremum(planes, row + (size_t)x, w, value)) continue;
                float xx = at[x + 1] + at[x - 1] - 2 * value, yy = after[x] + before[x] - 2 * value;
                float xy = (after[x + 1] - after[x - 1] - before[x + 1] + before[x - 1]) / 4;
                float trace = xx + yy, determinant = xx * yy - xy * xy;
                // Edges are found anywhere along themselves.
                if (determinant <= 0 || trace * trace * EDGE >= (EDGE + 1) * (EDGE + 1) * determinant) continue;
                float gx = (at[x + 1] - at[x - 1]) / 2, gy = (after[x] - before[x]) / 2;
                float sx = -(yy * gx - xy * gy) / determinant, sy = -(xx * gy - xy * gx) / determinant;
                if (fabsf(sx) > 1 || fabsf(sy) > 1) continue;
                float bend = under[x] + over[x] - 2 * value, ss = bend != 0 ? -(over[x] - under[x]) / 2 / bend : 0;
                ss = ss > 0.5f ? 0.5f : ss < -0.5f ? -0.5f : ss;
                if (total == MOST_CANDIDATES) return total;
                found[total++] = (struct candidate){
                    (float)x + sx, (float)y + sy, 1.6f * powf(ratio, (float)level + ss), fabsf(value), level};
            }
        }
    }
    return total;
}

// Memory in large pages where there are such.
static float *reserve(size_t bytes) {
    size_t page = (size_t)2 << 20, size = (bytes + page - 1) / page * page;
    float *memory = aligned_alloc(page, size);
#if defined(__linux__)
    if (memory != NULL) madvise(memory, size, MADV_HUGEPAGE);
#endif
    return memory;
}

int signet_anchors_extract(
    const uint8_t *gray, int width, int height, struct signet_anchor *anchors, uint64_t (*mirrored)[4], int capacity) {
    if (width < 32 || height < 32 || capacity <= 0) return 0;
    size_t area = (size_t)width * (size_t)height;
    // The Gaussians of an octave, and rows to work in.
    float *planes = reserve(sizeof(float) * (area * IMAGES + (size_t)width * (2 * REACH + 2) + 2 * REACH));
    struct candidate *found = malloc(sizeof(struct candidate) * MOST_CANDIDATES);
    uint8_t *counts = calloc(12, CELLS * CELLS);
    if (planes == NULL || found == NULL || counts == NULL) {
        free(planes);
        free(found);
        free(counts);
        return -1;
    }
    struct signet_patch_sampling sampling;
    signet_patch_prepare(&sampling);
    float *gauss[IMAGES], *rows = planes + area * IMAGES;
    int written = 0;
    for (int i = 0; i < IMAGES; i++) gauss[i] = planes + area * (size_t)i;
    for (size_t k = 0; k < area; k++) gauss[1][k] = (float)gray[k];
    blur(gauss[1], gauss[0], rows, width, height, 1.52f);
    int w = width, h = height;
    // Half of the anchors may come from the finest octave, half of the rest from the next, and so on.
    int quota = capacity / 2, left = capacity;
    for (int octave = 0; octave < 8 && w >= SMALLEST && h >= SMALLEST && left > 0; octave++) {
        float ratio = powf(2, 1.0f / LEVELS), scale = (float)(1 << octave);
        for (int i = 1; i < IMAGES; i++) {
            float before = 1.6f * powf(ratio, (float)(i - 1));
            blur(gauss[i - 1], gauss[i], rows, w, h, before * sqrtf(ratio * ratio - 1));
        }
        int total = find_places(gauss, w, h, found, rows);
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
                int ways = signet_patch_directions(plane, w, h, place->x, place->y, place->sigma, angles);
                for (int a = 0; a < ways && left > 0; a++) {
                    struct signet_anchor *anchor = &anchors[written];
                    // The middle of a pixel keeps its place over the octaves.
                    anchor->x = (place->x + 0.5f) * scale;
                    anchor->y = (place->y + 0.5f) * scale;
                    anchor->radius = place->sigma * scale * 6;
                    anchor->angle = angles[a];
                    signet_patch_describe(&sampling, plane, w, h, place->x, place->y, place->sigma, angles[a], anchor->descriptor,
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
                gauss[0][(size_t)y * (size_t)next_w + (size_t)x] = (at[0] + at[1] + at[w] + at[w + 1]) / 4;
            }
        }
        w = next_w;
        h = next_h;
    }
    free(planes);
    free(found);
    free(counts);
    return written;
}
