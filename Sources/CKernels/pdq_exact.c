#include "pdq.h"

#include <string.h>

// The reference's own arithmetic: running sums in single precision, rows then columns, twice, in its order of operations, so
// that even roundings are the same. Several rows advance together, because one running sum alone waits for itself.

enum { SIDE = 64, LANES = 8 };

struct window {
    size_t length;
    size_t lead;    // summed before the first output
    size_t growing; // outputs while the window grows
    size_t full;    // outputs with the full window
    size_t closing; // outputs while it shrinks
};

static struct window make_window(size_t length) {
    size_t size = (length + 127) / 128;
    size_t half = (size + 2) / 2;
    struct window window = {length, half - 1, size - half + 1, length > size ? length - size : 0, half - 1};
    return window;
}

#define INLINE static inline __attribute__((always_inline))

// One box filter along LANES interleaved sequences. `in` and `out` hold LANES values for each place.
INLINE void box_lanes(const float *in, float *out, struct window window) {
    float sum[LANES] = {0};
    size_t left = 0, right = 0, at = 0;
    int size = 0;
    for (size_t i = 0; i < window.lead; i++, right++) {
        for (int l = 0; l < LANES; l++) sum[l] += in[right * LANES + l];
        size++;
    }
    for (size_t i = 0; i < window.growing; i++, right++, at++) {
        size++;
        for (int l = 0; l < LANES; l++) {
            sum[l] += in[right * LANES + l];
            out[at * LANES + l] = sum[l] / (float)size;
        }
    }
    for (size_t i = 0; i < window.full; i++, right++, left++, at++) {
        for (int l = 0; l < LANES; l++) {
            sum[l] += in[right * LANES + l];
            sum[l] -= in[left * LANES + l];
            out[at * LANES + l] = sum[l] / (float)size;
        }
    }
    for (size_t i = 0; i < window.closing; i++, left++, at++) {
        size--;
        for (int l = 0; l < LANES; l++) {
            sum[l] -= in[left * LANES + l];
            out[at * LANES + l] = sum[l] / (float)size;
        }
    }
}

// The same sums, but only the outputs at the 64 places of `wanted`, which rise.
INLINE void box_lanes_at(const float *in, float *out, struct window window, const size_t wanted[SIDE]) {
    float sum[LANES] = {0};
    size_t left = 0, right = 0, at = 0, next = 0, size = 0;
    for (size_t step = 0; step < window.lead + window.growing + window.full + window.closing && next < SIDE; step++) {
        if (right < window.length) {
            for (int l = 0; l < LANES; l++) sum[l] += in[right * LANES + l];
            right++;
            size++;
        }
        if (step < window.lead) continue;
        if (step >= window.lead + window.growing) {
            for (int l = 0; l < LANES; l++) sum[l] -= in[left * LANES + l];
            left++;
            size--;
        }
        for (; next < SIDE && wanted[next] == at; next++) {
            for (int l = 0; l < LANES; l++) out[next * LANES + l] = sum[l] / (float)(int)size;
        }
        at++;
    }
}

// The same down the columns of a plane whose rows are `width` apart: a row of sums at a time.
INLINE void box_columns(const float *in, float *out, size_t width, struct window window, float *sum) {
    memset(sum, 0, width * sizeof(float));
    size_t left = 0, right = 0, at = 0;
    int size = 0;
    for (size_t i = 0; i < window.lead; i++, right++) {
        for (size_t x = 0; x < width; x++) sum[x] += in[right * width + x];
        size++;
    }
    for (size_t i = 0; i < window.growing; i++, right++, at++) {
        size++;
        for (size_t x = 0; x < width; x++) {
            sum[x] += in[right * width + x];
            out[at * width + x] = sum[x] / (float)size;
        }
    }
    for (size_t i = 0; i < window.full; i++, right++, left++, at++) {
        for (size_t x = 0; x < width; x++) {
            float value = sum[x] + in[right * width + x];
            value -= in[left * width + x];
            sum[x] = value;
            out[at * width + x] = value / (float)size;
        }
    }
    for (size_t i = 0; i < window.closing; i++, left++, at++) {
        size--;
        for (size_t x = 0; x < width; x++) {
            sum[x] -= in[left * width + x];
            out[at * width + x] = sum[x] / (float)size;
        }
    }
}

// `wanted`: null for all outputs; else `out` has only those 64 columns.
INLINE void box_rows(
    const float *in, float *out, size_t width, size_t height, struct window window, const size_t *wanted, float *lanes) {
    float *from = lanes, *to = lanes + width * LANES;
    size_t out_width = wanted == NULL ? width : SIDE;
    for (size_t y = 0; y < height; y += LANES) {
        for (size_t l = 0; l < LANES; l++) {
            // The last rows are repeated to fill the lanes.
            const float *row = in + (y + l < height ? y + l : height - 1) * width;
            for (size_t x = 0; x < width; x++) from[x * LANES + l] = row[x];
        }
        if (wanted == NULL) box_lanes(from, to, window);
        else box_lanes_at(from, to, window, wanted);
        for (size_t l = 0; l < LANES && y + l < height; l++) {
            float *row = out + (y + l) * out_width;
            for (size_t x = 0; x < out_width; x++) row[x] = to[x * LANES + l];
        }
    }
}

size_t signet_pdq_exact_scratch(size_t width, size_t height) {
    // The second half of the passes needs 64 columns even of a narrow image.
    size_t wide = width > SIDE ? width : SIDE;
    return 2 * wide * height + wide + 2 * wide * LANES;
}

INLINE void downsample(
    const uint8_t *pixels, size_t width, size_t height, size_t stride, int channels, float *scratch, float *samples) {
    size_t wide = width > SIDE ? width : SIDE;
    float *first = scratch, *second = scratch + wide * height;
    float *sum = second + wide * height, *lanes = sum + wide;
    for (size_t y = 0; y < height; y++) {
        const uint8_t *row = pixels + y * stride;
        float *out = first + y * width;
        if (channels == 1) {
            for (size_t x = 0; x < width; x++) out[x] = (float)row[x];
            continue;
        }
        for (size_t x = 0; x < width; x++) {
            out[x] = 0.299f * (float)row[3 * x] + 0.587f * (float)row[3 * x + 1] + 0.114f * (float)row[3 * x + 2];
        }
    }
    size_t columns[SIDE];
    for (size_t j = 0; j < SIDE; j++) columns[j] = (size_t)(((double)j + 0.5) * (double)width / SIDE);
    if (width != SIDE || height != SIDE) {
        struct window across = make_window(width), down = make_window(height);
        box_rows(first, second, width, height, across, NULL, lanes);
        box_columns(second, first, width, down, sum);
        // Of the second pair only the samples' columns matter.
        box_rows(first, second, width, height, across, columns, lanes);
        box_columns(second, first, SIDE, down, sum);
    }
    for (size_t i = 0; i < SIDE; i++) {
        size_t y = (size_t)(((double)i + 0.5) * (double)height / SIDE);
        memcpy(samples + i * SIDE, first + y * SIDE, SIDE * sizeof(float));
    }
}

static void downsample_portable(
    const uint8_t *pixels, size_t width, size_t height, size_t stride, int channels, float *scratch, float *samples) {
    downsample(pixels, width, height, stride, channels, scratch, samples);
}

#if defined(__x86_64__)
// Wider vectors, the same operations: multiplying and adding at once is another set of instructions.
__attribute__((target("avx2"))) static void downsample_avx2(
    const uint8_t *pixels, size_t width, size_t height, size_t stride, int channels, float *scratch, float *samples) {
    downsample(pixels, width, height, stride, channels, scratch, samples);
}
#endif

void signet_pdq_downsample_exactly(
    const uint8_t *pixels, size_t width, size_t height, size_t stride, int channels, float *scratch, float *samples) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) {
        downsample_avx2(pixels, width, height, stride, channels, scratch, samples);
        return;
    }
#endif
    downsample_portable(pixels, width, height, stride, channels, scratch, samples);
}
