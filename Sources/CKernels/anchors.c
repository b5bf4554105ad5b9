#include "anchors.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// Places are the extrema of differences of Gaussians over scales (Lowe 2004), described by histograms of gradients around
// them, of which only comparisons are kept: those survive changes of contrast, colour and compression.

enum { LEVELS = 3, IMAGES = LEVELS + 3, MARGIN = 5, CELLS = 8, MOST_CANDIDATES = 20000 };

struct candidate {
    float x, y, sigma, response;
    int octave, level;
};

static void blur(const float *in, float *out, float *scratch, int width, int height, float sigma) {
    int reach = (int)ceilf(sigma * 3);
    if (reach < 1) reach = 1;
    if (reach > 24) reach = 24;
    float kernel[25], sum = 0;
    for (int k = 0; k <= reach; k++) {
        kernel[k] = expf(-(float)(k * k) / (2 * sigma * sigma));
        sum += k == 0 ? kernel[k] : 2 * kernel[k];
    }
    for (int k = 0; k <= reach; k++) kernel[k] /= sum;
    // Across; near the edges the outermost pixel stands for what lies beyond.
    for (int y = 0; y < height; y++) {
        const float *row = in + (size_t)y * (size_t)width;
        float *to = scratch + (size_t)y * (size_t)width;
        int from = reach < width ? reach : width, until = width - reach > from ? width - reach : from;
        for (int x = 0; x < width; x++) {
            if (x == from && until > from) x = until;
            if (x >= width) break;
            float value = kernel[0] * row[x];
            for (int k = 1; k <= reach; k++) {
                int left = x - k < 0 ? 0 : x - k, right = x + k >= width ? width - 1 : x + k;
                value += kernel[k] * (row[left] + row[right]);
            }
            to[x] = value;
        }
        for (int x = from; x < until; x++) to[x] = kernel[0] * row[x];
        for (int k = 1; k <= reach; k++) {
            float weight = kernel[k];
            for (int x = from; x < until; x++) to[x] += weight * (row[x - k] + row[x + k]);
        }
    }
    for (int y = 0; y < height; y++) {
        float *to = out + (size_t)y * (size_t)width;
        const float *middle = scratch + (size_t)y * (size_t)width;
        for (int x = 0; x < width; x++) to[x] = kernel[0] * middle[x];
        for (int k = 1; k <= reach; k++) {
            const float *above = scratch + (size_t)(y - k < 0 ? 0 : y - k) * (size_t)width;
            const float *below = scratch + (size_t)(y + k >= height ? height - 1 : y + k) * (size_t)width;
            float weight = kernel[k];
            for (int x = 0; x < width; x++) to[x] += weight * (above[x] + below[x]);
        }
    }
}

static int is_extremum(const float *const planes[3], size_t at, int width, float value) {
    if (value > 0) {
        for (int p = 0; p < 3; p++) {
            for (int dy = -1; dy <= 1; dy++) {
                const float *row = planes[p] + at + (ptrdiff_t)dy * width;
                for (int dx = -1; dx <= 1; dx++) {
                    if (row[dx] >= value && (p != 1 || dx != 0 || dy != 0)) return 0;
                }
            }
        }
    } else {
        for (int p = 0; p < 3; p++) {
            for (int dy = -1; dy <= 1; dy++) {
                const float *row = planes[p] + at + (ptrdiff_t)dy * width;
                for (int dx = -1; dx <= 1; dx++) {
                    if (row[dx] <= value && (p != 1 || dx != 0 || dy != 0)) return 0;
                }
            }
        }
    }
    return 1;
}

static int by_response(const void *left, const void *right) {
    float a = ((const struct candidate *)left)->response, b = ((const struct candidate *)right)->response;
    return (a < b) - (a > b);
}

static float pixel(const float *plane, int width, int height, int x, int y) {
    x = x < 0 ? 0 : x >= width ? width - 1 : x;
    y = y < 0 ? 0 : y >= height ? height - 1 : y;
    return plane[(size_t)y * (size_t)width + (size_t)x];
}

// The direction in which most of the surroundings change, and a second one where it is nearly as strong.
static int directions(const float *plane, int width, int height, float x, float y, float sigma, float out[2]) {
    enum { BINS = 36 };
    float bins[BINS] = {0}, smooth[BINS];
    float spread = 1.5f * sigma;
    int reach = (int)(3 * spread + 0.5f);
    if (reach > 40) reach = 40;
    int cx = (int)(x + 0.5f), cy = (int)(y + 0.5f);
    for (int dy = -reach; dy <= reach; dy++) {
        for (int dx = -reach; dx <= reach; dx++) {
            if (dx * dx + dy * dy > reach * reach) continue;
            float gx = pixel(plane, width, height, cx + dx + 1, cy + dy) - pixel(plane, width, height, cx + dx - 1, cy + dy);
            float gy = pixel(plane, width, height, cx + dx, cy + dy + 1) - pixel(plane, width, height, cx + dx, cy + dy - 1);
            float weight = sqrtf(gx * gx + gy * gy) * expf(-(float)(dx * dx + dy * dy) / (2 * spread * spread));
            int bin = (int)((atan2f(gy, gx) + (float)M_PI) * BINS / (2 * (float)M_PI));
            bins[((bin % BINS) + BINS) % BINS] += weight;
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
        float angle = ((float)at + 0.5f + shift) * 2 * (float)M_PI / BINS - (float)M_PI;
        out[count++] = angle < 0 ? angle + 2 * (float)M_PI : angle;
        used = at;
    }
    return count;
}

static int ascending(const void *left, const void *right) {
    float a = *(const float *)left, b = *(const float *)right;
    return (a > b) - (a < b);
}

// 4 by 4 cells of 8 directions. Bits 0-127: above the median; bits 128-255: above the next direction of the same cell.
static void describe(
    const float *plane, int width, int height, float x, float y, float sigma, float angle, uint64_t bits[4]) {
    float bins[4][4][8] = {0};
    float cosine = cosf(angle), sine = sinf(angle);
    // 20 samples across 4 cells of 3 sigma, and half a cell around them for smooth borders.
    const float cell = 3 * sigma, step = cell * 5 / 20;
    for (int j = 0; j < 20; j++) {
        for (int i = 0; i < 20; i++) {
            float u = ((float)i - 9.5f) * step, v = ((float)j - 9.5f) * step;
            int px = (int)floorf(x + u * cosine - v * sine + 0.5f), py = (int)floorf(y + u * sine + v * cosine + 0.5f);
            if (px < 1 || py < 1 || px >= width - 1 || py >= height - 1) continue;
            const float *at = plane + (size_t)py * (size_t)width + (size_t)px;
            float gx = at[1] - at[-1], gy = at[width] - at[-width];
            float size = sqrtf(gx * gx + gy * gy);
            if (size <= 0) continue;
            float turned = atan2f(gy, gx) - angle;
            while (turned < 0) turned += 2 * (float)M_PI;
            while (turned >= 2 * (float)M_PI) turned -= 2 * (float)M_PI;
            float weight = size * expf(-(u * u + v * v) / (2 * 4 * cell * cell));
            float cx = u / cell + 1.5f, cy = v / cell + 1.5f, direction = turned * 8 / (2 * (float)M_PI);
            int x0 = (int)floorf(cx), y0 = (int)floorf(cy), d0 = (int)direction;
            float fx = cx - (float)x0, fy = cy - (float)y0, fd = direction - (float)d0;
            for (int dy = 0; dy < 2; dy++) {
                if (y0 + dy < 0 || y0 + dy > 3) continue;
                for (int dx = 0; dx < 2; dx++) {
                    if (x0 + dx < 0 || x0 + dx > 3) continue;
                    float share = weight * (dx ? fx : 1 - fx) * (dy ? fy : 1 - fy);
                    bins[y0 + dy][x0 + dx][d0 & 7] += share * (1 - fd);
                    bins[y0 + dy][x0 + dx][(d0 + 1) & 7] += share * fd;
                }
            }
        }
    }
    const float *flat = &bins[0][0][0];
    float sorted[128];
    memcpy(sorted, flat, sizeof sorted);
    qsort(sorted, 128, sizeof(float), ascending);
    float median = (sorted[63] + sorted[64]) / 2;
    memset(bits, 0, 32);
    for (int k = 0; k < 128; k++) {
        if (flat[k] > median) bits[k >> 6] |= (uint64_t)1 << (k & 63);
        if (flat[k] > flat[(k & ~7) | ((k + 1) & 7)]) bits[2 + (k >> 6)] |= (uint64_t)1 << (k & 63);
    }
}

int signet_anchors_extract(const uint8_t *gray, int width, int height, struct signet_anchor *anchors, int capacity) {
    if (width < 32 || height < 32 || capacity <= 0) return 0;
    size_t area = (size_t)width * (size_t)height;
    // Gaussians, differences, one plane to work in; and the candidates of all octaves.
    float *planes = malloc(sizeof(float) * area * (IMAGES + IMAGES - 1 + 1));
    struct candidate *found = malloc(sizeof(struct candidate) * MOST_CANDIDATES);
    uint8_t *counts = calloc(12, CELLS * CELLS);
    if (planes == NULL || found == NULL || counts == NULL) {
        free(planes);
        free(found);
        free(counts);
        return -1;
    }
    float *gauss[IMAGES], *difference[IMAGES - 1], *scratch = planes + area * (IMAGES + IMAGES - 1);
    int written = 0;
    for (int i = 0; i < IMAGES; i++) gauss[i] = planes + area * (size_t)i;
    for (int i = 0; i < IMAGES - 1; i++) difference[i] = planes + area * (size_t)(IMAGES + i);
    for (size_t k = 0; k < area; k++) difference[0][k] = (float)gray[k];
    blur(difference[0], gauss[0], scratch, width, height, 1.52f);
    int w = width, h = height;
    // Half of the anchors may come from the finest octave, half of the rest from the next, and so on.
    int quota = capacity / 2, left = capacity;
    for (int octave = 0; octave < 8 && w >= 24 && h >= 24 && left > 0; octave++) {
        float ratio = powf(2, 1.0f / LEVELS), scale = (float)(1 << octave);
        size_t count = (size_t)w * (size_t)h;
        for (int i = 1; i < IMAGES; i++) {
            float before = 1.6f * powf(ratio, (float)(i - 1));
            blur(gauss[i - 1], gauss[i], scratch, w, h, before * sqrtf(ratio * ratio - 1));
            for (size_t k = 0; k < count; k++) difference[i - 1][k] = gauss[i][k] - gauss[i - 1][k];
        }
        int total = 0;
        for (int level = 1; level <= LEVELS; level++) {
            const float *around[3] = {difference[level - 1], difference[level], difference[level + 1]};
            for (int y = MARGIN; y < h - MARGIN; y++) {
                for (int x = MARGIN; x < w - MARGIN; x++) {
                    size_t at = (size_t)y * (size_t)w + (size_t)x;
                    float value = around[1][at];
                    if (fabsf(value) < 0.8f || !is_extremum(around, at, w, value)) continue;
                    const float *d = around[1] + at;
                    float xx = d[1] + d[-1] - 2 * value, yy = d[w] + d[-w] - 2 * value;
                    float xy = (d[w + 1] - d[w - 1] - d[-w + 1] + d[-w - 1]) / 4;
                    float trace = xx + yy, determinant = xx * yy - xy * xy;
                    // Edges are found anywhere along themselves.
                    if (determinant <= 0 || trace * trace * 10 >= 121 * determinant) continue;
                    float gx = (d[1] - d[-1]) / 2, gy = (d[w] - d[-w]) / 2;
                    float sx = -(yy * gx - xy * gy) / determinant, sy = -(xx * gy - xy * gx) / determinant;
                    if (fabsf(sx) > 1 || fabsf(sy) > 1) continue;
                    float below = around[0][at], above = around[2][at];
                    float bend = below + above - 2 * value, ss = bend != 0 ? -(above - below) / 2 / bend : 0;
                    if (ss > 0.5f) ss = 0.5f;
                    if (ss < -0.5f) ss = -0.5f;
                    if (total == MOST_CANDIDATES) break;
                    found[total++] = (struct candidate){(float)x + sx, (float)y + sy,
                                                        1.6f * powf(ratio, (float)level + ss), fabsf(value), octave, level};
                }
            }
        }
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
                    struct signet_anchor *anchor = &anchors[written++];
                    // The middle of a pixel keeps its place over the octaves.
                    anchor->x = (place->x + 0.5f) * scale;
                    anchor->y = (place->y + 0.5f) * scale;
                    anchor->radius = place->sigma * scale * 6;
                    anchor->angle = angles[a];
                    describe(plane, w, h, place->x, place->y, place->sigma, angles[a], anchor->descriptor);
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
                scratch[(size_t)y * (size_t)next_w + (size_t)x] =
                    (gauss[LEVELS][(size_t)(2 * y) * (size_t)w + (size_t)(2 * x)]
                     + gauss[LEVELS][(size_t)(2 * y) * (size_t)w + (size_t)(2 * x + 1)]
                     + gauss[LEVELS][(size_t)(2 * y + 1) * (size_t)w + (size_t)(2 * x)]
                     + gauss[LEVELS][(size_t)(2 * y + 1) * (size_t)w + (size_t)(2 * x + 1)]) / 4;
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

// How much of which source pixels each output pixel is made of, along one axis.
static void span(int out, int out_length, int length, double *from, double *to) {
    *from = (double)out * length / out_length;
    *to = (double)(out + 1) * length / out_length;
}

void signet_gray_resize(
    const uint8_t *pixels, int width, int height, int channels, uint8_t *out, int out_width, int out_height, float *scratch) {
    size_t count = (size_t)width * (size_t)channels;
    for (int y = 0; y < out_height; y++) {
        double from, to;
        span(y, out_height, height, &from, &to);
        memset(scratch, 0, count * sizeof(float));
        for (int row = (int)from; row < height && (double)row < to; row++) {
            double start = from > row ? from : row, end = to < row + 1 ? to : row + 1;
            float weight = (float)((end - start) / (to - from));
            if (weight <= 0) continue;
            const uint8_t *source = pixels + (size_t)row * count;
            for (size_t k = 0; k < count; k++) scratch[k] += weight * (float)source[k];
        }
        if (channels == 3) {
            for (int x = 0; x < width; x++) {
                scratch[x] = 0.299f * scratch[3 * x] + 0.587f * scratch[3 * x + 1] + 0.114f * scratch[3 * x + 2];
            }
        }
        for (int x = 0; x < out_width; x++) {
            span(x, out_width, width, &from, &to);
            double sum = 0;
            for (int column = (int)from; column < width && (double)column < to; column++) {
                double start = from > column ? from : column, end = to < column + 1 ? to : column + 1;
                sum += (end - start) * (double)scratch[column];
            }
            double value = sum / (to - from) + 0.5;
            out[(size_t)y * (size_t)out_width + (size_t)x] = value > 255 ? 255 : (uint8_t)value;
        }
    }
}
