#include "iscc.h"

#include <math.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// The reference rounds after each operation.
#pragma STDC FP_CONTRACT OFF

enum { SIDE = SIGNET_ISCC_SIDE, PRECISION = 22 };

// A sample before white: Pillow's paste through a mask.
static inline uint8_t before_white(uint8_t value, uint8_t alpha) {
    unsigned sum = 255u * (255u - alpha) + (unsigned)value * alpha + 128;
    return (uint8_t)(((sum >> 8) + sum) >> 8);
}

static int differs(const uint8_t *pixel, const uint8_t *alpha, int channels, const uint8_t *border) {
    for (int c = 0; c < channels; c++) {
        if ((alpha == NULL ? pixel[c] : before_white(pixel[c], *alpha)) != border[c]) return 1;
    }
    return 0;
}

void signet_iscc_content(
    const uint8_t *pixels, const uint8_t *alpha, size_t width, size_t height, int channels, size_t box[4]) {
    uint8_t border[3] = {0, 0, 0};
    for (int c = 0; c < channels; c++) border[c] = alpha == NULL ? pixels[c] : before_white(pixels[c], *alpha);
    size_t left = width, right = 0, top = height, bottom = 0;
    for (size_t y = 0; y < height; y++) {
        const uint8_t *row = pixels + y * width * (size_t)channels;
        const uint8_t *mask = alpha == NULL ? NULL : alpha + y * width;
#define DIFFERS(x) differs(row + (x) * (size_t)channels, mask == NULL ? NULL : mask + (x), channels, border)
        // Only what widens the rectangle matters.
        size_t x = 0;
        while (x < width && !DIFFERS(x)) x++;
        if (x == width) continue;
        if (top == height) top = y;
        bottom = y + 1;
        if (x < left) left = x;
        size_t end = width;
        while (end > right && !DIFFERS(end - 1)) end--;
        if (end > right) right = end;
#undef DIFFERS
    }
    if (right == 0) left = top = 0, right = width, bottom = height;
    box[0] = left;
    box[1] = top;
    box[2] = right - left;
    box[3] = bottom - top;
}

struct filter {
    size_t first[SIDE];
    size_t counts[SIDE];
    size_t most;
    int32_t *weights;
    // The same weights in two parts, for processors that multiply words: weight = high * 2048 + low. Zeros fill up what is left of
    // `most`.
    int16_t *high;
    int16_t *low;
};

enum { STEP = 16, LOW_BITS = 11 };

// At most so many weights for each of the outputs, in whole steps.
static size_t most_weights(size_t length) { return (4 * (length / SIDE + 1) + 3 + STEP - 1) / STEP * STEP; }

static size_t filter_size(size_t length) { return SIDE * most_weights(length) * (sizeof(int32_t) + 2 * sizeof(int16_t)); }

static double bicubic(double x) {
    const double a = -0.5;
    if (x < 0) x = -x;
    if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
    if (x < 2) return (((x - 5) * x + 8) * x - 4) * a;
    return 0;
}

// `memory` has filter_size(length) bytes.
static struct filter make_filter(size_t length, uint8_t *memory) {
    struct filter filter = {.most = most_weights(length), .weights = (int32_t *)(void *)memory};
    filter.high = (int16_t *)(void *)(filter.weights + SIDE * filter.most);
    filter.low = filter.high + SIDE * filter.most;
    memset(memory, 0, filter_size(length));
    double scale = (double)length / SIDE, wide = scale < 1 ? 1 : scale, support = 2 * wide;
    for (int out = 0; out < SIDE; out++) {
        double centre = (out + 0.5) * scale, inverse = 1 / wide, sum = 0;
        int low = (int)(centre - support + 0.5), high = (int)(centre + support + 0.5);
        if (low < 0) low = 0;
        if (high > (int)length) high = (int)length;
        size_t count = (size_t)(high - low);
        int32_t *row = filter.weights + (size_t)out * filter.most;
        for (size_t k = 0; k < count; k++) sum += bicubic(((double)(int)k + low - centre + 0.5) * inverse);
        for (size_t k = 0; k < count; k++) {
            double weight = bicubic(((double)(int)k + low - centre + 0.5) * inverse);
            if (sum != 0) weight /= sum;
            row[k] = (int32_t)(weight * (1 << PRECISION) + (weight < 0 ? -0.5 : 0.5));
            filter.high[(size_t)out * filter.most + k] = (int16_t)(row[k] >> LOW_BITS);
            filter.low[(size_t)out * filter.most + k] = (int16_t)(row[k] & ((1 << LOW_BITS) - 1));
        }
        filter.first[out] = (size_t)low;
        filter.counts[out] = count;
    }
    return filter;
}

static uint8_t rounded(int32_t sum) {
    int32_t value = (sum + (1 << (PRECISION - 1))) >> PRECISION;
    return value < 0 ? 0 : value > 255 ? 255 : (uint8_t)value;
}

static inline __attribute__((always_inline)) void gray_row_portable(
    const uint8_t *row, const uint8_t *alpha, size_t from, size_t width, int channels, uint8_t *gray) {
    for (size_t x = from; x < width; x++) {
        const uint8_t *pixel = row + x * (size_t)channels;
        unsigned red = pixel[0], green = pixel[channels == 3 ? 1 : 0], blue = pixel[channels == 3 ? 2 : 0];
        if (alpha != NULL) {
            red = before_white((uint8_t)red, alpha[x]);
            green = before_white((uint8_t)green, alpha[x]);
            blue = before_white((uint8_t)blue, alpha[x]);
        }
        gray[x] = (uint8_t)((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16);
    }
}

static inline __attribute__((always_inline)) void filter_row(const uint8_t *gray, const struct filter *filter, uint8_t *out) {
    for (int o = 0; o < SIDE; o++) {
        const int32_t *weights = filter->weights + (size_t)o * filter->most;
        const uint8_t *from = gray + filter->first[o];
        int32_t sum = 0;
        for (size_t k = 0; k < filter->counts[o]; k++) sum += (int32_t)from[k] * weights[k];
        out[o] = rounded(sum);
    }
}

static void row_portable(
    const uint8_t *row, const uint8_t *alpha, size_t width, int channels, const struct filter *filter, uint8_t *gray,
    uint8_t *out) {
    gray_row_portable(row, alpha, 0, width, channels, gray);
    filter_row(gray, filter, out);
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void row_avx2(
    const uint8_t *row, const uint8_t *alpha, size_t width, int channels, const struct filter *filter, uint8_t *gray,
    uint8_t *out) {
    size_t x = 0;
    if (channels == 3 && alpha == NULL) {
        // Two pixels a half as words red, green, green, blue: half of green's weight twice, because it is too large for a word.
        const __m256i spread = _mm256_setr_epi8(
            0, -1, 1, -1, 1, -1, 2, -1, 3, -1, 4, -1, 4, -1, 5, -1, 6, -1, 7, -1, 7, -1, 8, -1, 9, -1, 10, -1, 10, -1, 11,
            -1);
        const __m256i weights = _mm256_set1_epi64x((int64_t)7471 << 48 | (int64_t)19235 << 32 | 19235 << 16 | 19595);
        const __m256i half = _mm256_set1_epi32(0x8000);
        const __m256i order = _mm256_setr_epi32(0, 1, 4, 5, 2, 3, 6, 7);
        // Loads reach 4 bytes beyond the eight pixels.
        for (; x + 10 <= width; x += 8) {
            const uint8_t *at = row + x * 3;
            __m256i low = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)at));
            __m256i high = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(at + 12)));
            low = _mm256_madd_epi16(_mm256_shuffle_epi8(low, spread), weights);
            high = _mm256_madd_epi16(_mm256_shuffle_epi8(high, spread), weights);
            // Halves: pixels 0 1 4 5 and 2 3 6 7.
            __m256i sums = _mm256_srli_epi32(_mm256_add_epi32(_mm256_hadd_epi32(low, high), half), 16);
            sums = _mm256_permutevar8x32_epi32(sums, order);
            __m128i words = _mm_packus_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
            _mm_storel_epi64((__m128i *)(gray + x), _mm_packus_epi16(words, words));
        }
    }
    gray_row_portable(row, alpha, x, width, channels, gray);
    for (int o = 0; o < SIDE; o++) {
        const int16_t *high = filter->high + (size_t)o * filter->most, *low = filter->low + (size_t)o * filter->most;
        const uint8_t *from = gray + filter->first[o];
        __m256i highs = _mm256_setzero_si256(), lows = highs;
        // Sums wrap around on the way; the whole does not.
        for (size_t k = 0; k < filter->counts[o]; k += STEP) {
            __m256i words = _mm256_cvtepu8_epi16(_mm_loadu_si128((const __m128i *)(from + k)));
            highs = _mm256_add_epi32(highs, _mm256_madd_epi16(words, _mm256_loadu_si256((const __m256i *)(high + k))));
            lows = _mm256_add_epi32(lows, _mm256_madd_epi16(words, _mm256_loadu_si256((const __m256i *)(low + k))));
        }
        __m256i sums = _mm256_add_epi32(_mm256_slli_epi32(highs, LOW_BITS), lows);
        __m128i sum = _mm_add_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
        sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0x4E));
        sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0xB1));
        out[o] = rounded(_mm_cvtsi128_si32(sum));
    }
}
#endif

size_t signet_iscc_scratch(size_t width, size_t height) {
    return filter_size(width) + filter_size(height) + width + STEP + height * SIDE;
}

void signet_iscc_resize(
    const uint8_t *pixels, const uint8_t *alpha, size_t width, int channels, const size_t box[4], uint8_t *scratch,
    uint8_t *samples) {
    // Across first, as Pillow did up to version 12; since 13 it does images more than about twice as tall as wide the other way round,
    // which can move a sample by a step.
    struct filter across = make_filter(box[2], scratch);
    struct filter down = make_filter(box[3], scratch + filter_size(box[2]));
    // The gray row is read up to a step beyond its end, where weights are zero.
    uint8_t *gray = scratch + filter_size(box[2]) + filter_size(box[3]), *rows = gray + box[2] + STEP;
    memset(gray, 0, box[2] + STEP);
    void (*run)(const uint8_t *, const uint8_t *, size_t, int, const struct filter *, uint8_t *, uint8_t *) = row_portable;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) run = row_avx2;
#endif
    for (size_t y = 0; y < box[3]; y++) {
        size_t at = (box[1] + y) * width + box[0];
        uint8_t *out = rows + y * SIDE;
        run(pixels + at * (size_t)channels, alpha == NULL ? NULL : alpha + at, box[2], channels, &across, gray, out);
        // Pillow leaves a side alone that has its length already.
        if (box[2] == SIDE) memcpy(out, gray, SIDE);
    }
    for (int o = 0; o < SIDE; o++) {
        for (int x = 0; x < SIDE; x++) {
            if (box[3] == SIDE) {
                samples[o * SIDE + x] = rows[o * SIDE + x];
                continue;
            }
            int32_t sum = 0;
            const int32_t *row = down.weights + (size_t)o * down.most;
            for (size_t k = 0; k < down.counts[o]; k++) sum += (int32_t)rows[(down.first[o] + k) * SIDE + (size_t)x] * row[k];
            samples[o * SIDE + x] = rounded(sum);
        }
    }
}

// iscc-core's alg_dct, operation for operation: every rounding counts when a coefficient is compared with the median.
static void transform(const double *in, double *out, int count) {
    if (count == 1) {
        out[0] = in[0];
        return;
    }
    int half = count / 2;
    double sums[SIDE / 2], differences[SIDE / 2], even[SIDE / 2], odd[SIDE / 2];
    for (int i = 0; i < half; i++) {
        sums[i] = in[i] + in[count - 1 - i];
        differences[i] = (in[i] - in[count - 1 - i]) / (cos((i + 0.5) * 3.14159265358979323846 / count) * 2.0);
    }
    transform(sums, even, half);
    transform(differences, odd, half);
    for (int i = 0; i < half - 1; i++) {
        out[2 * i] = even[i];
        out[2 * i + 1] = odd[i] + odd[i + 1];
    }
    out[count - 2] = even[half - 1];
    out[count - 1] = odd[half - 1];
}

static double median(const double *values) {
    double sorted[64];
    for (int i = 0; i < 64; i++) {
        int at = i;
        for (; at > 0 && sorted[at - 1] > values[i]; at--) sorted[at] = sorted[at - 1];
        sorted[at] = values[i];
    }
    return (sorted[31] + sorted[32]) / 2;
}

void signet_iscc_digest(const uint8_t *samples, uint8_t digest[SIGNET_ISCC_BYTES]) {
    double rows[SIDE][SIDE], columns[SIDE][SIDE], line[SIDE];
    for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) line[x] = samples[y * SIDE + x];
        transform(line, rows[y], SIDE);
    }
    for (int x = 0; x < 16; x++) {
        for (int y = 0; y < SIDE; y++) line[y] = rows[y][x];
        transform(line, columns[x], SIDE);
    }
    memset(digest, 0, SIGNET_ISCC_BYTES);
    for (int part = 0; part < 4; part++) {
        double values[64];
        for (int i = 0; i < 64; i++) values[i] = columns[(part & 1) * 8 + (i & 7)][(part >> 1) * 8 + (i >> 3)];
        double middle = median(values);
        for (int i = 0; i < 64; i++) {
            if (values[i] > middle) digest[part * 8 + (i >> 3)] |= (uint8_t)(0x80 >> (i & 7));
        }
    }
}
