#include "patch.h"
#include "cloned.h"

#include <math.h>
#include <string.h>

// Sums are rounded step by step, so that every processor makes the same of them.
#pragma STDC FP_CONTRACT OFF

// The angle of (x, y), within 0.0003 of atan2f, in 0 ..< 2 pi. Without branches, because nobody can foresee them.
static inline float direction_of(float x, float y) {
    float ax = fabsf(x), ay = fabsf(y);
    float big = ax > ay ? ax : ay, small = ax > ay ? ay : ax;
    float t = small / (big > 0 ? big : 1), s = t * t;
    float angle = t * (0.99997726f + s * (-0.33262347f + s * (0.19354346f + s * (-0.11643287f + s * (0.05265332f - s * 0.01172120f)))));
    angle = ay > ax ? (float)M_PI_2 - angle : angle;
    angle = x < 0 ? (float)M_PI - angle : angle;
    angle = y < 0 ? 2 * (float)M_PI - angle : angle;
    return ((angle < 2 * (float)M_PI) & (big > 0)) ? angle : 0;
}

enum { SAMPLES = SIGNET_PATCH_SIDE * SIGNET_PATCH_SIDE };

// For each sample its weight by its distance and gradient, and where between the eight directions from `angle` that points.
CLONED static void turn(const float *gx, const float *gy, const float *weights, float angle, float *strength, float *turned) {
    for (int k = 0; k < SAMPLES; k++) {
        strength[k] = sqrtf(gx[k] * gx[k] + gy[k] * gy[k]) * weights[k];
        float eighths = (direction_of(gx[k], gy[k]) - angle) * 8 / (2 * (float)M_PI);
        turned[k] = eighths < 0 ? eighths + 8 : eighths;
    }
}

int signet_patch_directions(const float *plane, int width, int height, float x, float y, float sigma, float out[2]) {
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

void signet_patch_prepare(struct signet_patch_sampling *s) {
    // In units of a cell: 20 samples across 4 cells, and half a cell around them for smooth borders.
    for (int i = 0; i < SIGNET_PATCH_SIDE; i++) {
        s->offset[i] = ((float)i - 9.5f) * 5 / SIGNET_PATCH_SIDE;
        float at = s->offset[i] + 1.5f;
        s->cell[i] = (int)floorf(at);
        s->share[i] = at - floorf(at);
    }
    for (int j = 0; j < SIGNET_PATCH_SIDE; j++) {
        for (int i = 0; i < SIGNET_PATCH_SIDE; i++) {
            s->weight[j][i] = expf(-(s->offset[i] * s->offset[i] + s->offset[j] * s->offset[j]) / (2 * 4));
        }
    }
}

// The mean of the two middle values; the values change places.
static float median_of(float values[128]) {
    int low = 0, high = 127;
    while (low < high) {
        float pivot = values[(low + high) / 2];
        int i = low, j = high;
        while (i <= j) {
            while (values[i] < pivot) i++;
            while (values[j] > pivot) j--;
            if (i > j) break;
            float value = values[i];
            values[i++] = values[j];
            values[j--] = value;
        }
        if (j < 64) low = i;
        if (i > 64) high = j;
    }
    float below = values[0];
    for (int k = 1; k < 64; k++) below = values[k] > below ? values[k] : below;
    return (below + values[64]) / 2;
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

void signet_patch_describe(
    const struct signet_patch_sampling *s, const float *plane, int width, int height, float x, float y, float sigma, float angle,
    uint64_t bits[4], uint64_t *mirrored) {
    // One more on each side takes what lies outside.
    float wide[6][6][8];
    memset(wide, 0, sizeof wide);
    float cosine = cosf(angle), sine = sinf(angle);
    const float cell = 3 * sigma;
    float gx[SAMPLES], gy[SAMPLES], strength[SAMPLES], turned[SAMPLES];
    for (int j = 0; j < SIGNET_PATCH_SIDE; j++) {
        for (int i = 0; i < SIGNET_PATCH_SIDE; i++) {
            float u = s->offset[i] * cell, v = s->offset[j] * cell;
            float fx = x + u * cosine - v * sine + 0.5f, fy = y + u * sine + v * cosine + 0.5f;
            int k = j * SIGNET_PATCH_SIDE + i;
            gx[k] = gy[k] = 0;
            if (fx < 1 || fy < 1 || fx >= (float)(width - 1) || fy >= (float)(height - 1)) continue;
            const float *at = plane + (size_t)fy * (size_t)width + (size_t)fx;
            gx[k] = at[1] - at[-1];
            gy[k] = at[width] - at[-width];
        }
    }
    turn(gx, gy, &s->weight[0][0], angle, strength, turned);
    for (int j = 0; j < SIGNET_PATCH_SIDE; j++) {
        for (int i = 0; i < SIGNET_PATCH_SIDE; i++) {
            float weight = strength[j * SIGNET_PATCH_SIDE + i], place = turned[j * SIGNET_PATCH_SIDE + i];
            int d = (int)place;
            float toward = place - (float)d;
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
    float bins[4][4][8], other[4][4][8], values[128];
    for (int cy = 0; cy < 4; cy++) memcpy(bins[cy], wide[cy + 1][1], sizeof bins[cy]);
    memcpy(values, bins, sizeof values);
    float median = median_of(values);
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
