#include "pdq.h"

#include <math.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { SIDE = 64, FREQUENCIES = 16 };

// sum[k] += weight * row[k]. Both forms multiply, round and add, so that the processor does not change a hash.
static void add_rows_portable(
    const uint8_t *const rows[4], const float weights[4], size_t count, size_t from, float *sum) {
    for (size_t k = from; k < count; k++) {
        float value = sum[k];
        for (int r = 0; r < 4; r++) value += weights[r] * (float)rows[r][k];
        sum[k] = value;
    }
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void add_rows_avx2(
    const uint8_t *const rows[4], const float weights[4], size_t count, float *sum) {
    __m256 weight[4];
    for (int r = 0; r < 4; r++) weight[r] = _mm256_set1_ps(weights[r]);
    size_t k = 0;
    for (; k + 16 <= count; k += 16) {
        __m256 low = _mm256_loadu_ps(sum + k);
        __m256 high = _mm256_loadu_ps(sum + k + 8);
        for (int r = 0; r < 4; r++) {
            __m128i bytes = _mm_loadu_si128((const __m128i *)(rows[r] + k));
            __m256 first = _mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(bytes));
            __m256 second = _mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(_mm_srli_si128(bytes, 8)));
            low = _mm256_add_ps(low, _mm256_mul_ps(first, weight[r]));
            high = _mm256_add_ps(high, _mm256_mul_ps(second, weight[r]));
        }
        _mm256_storeu_ps(sum + k, low);
        _mm256_storeu_ps(sum + k + 8, high);
    }
    add_rows_portable(rows, weights, count, k, sum);
}
#endif

static void add_rows(const uint8_t *const rows[4], const float weights[4], size_t count, float *sum) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) {
        add_rows_avx2(rows, weights, count, sum);
        return;
    }
#endif
    add_rows_portable(rows, weights, count, 0, sum);
}

// What one sample along an axis of `length` takes from which places: box * box at the decimated place.
struct taps {
    size_t first;
    size_t count;
    // At most 2 * (window - 1) + 1 with a window of length / 128, and 9 * length / 512 at the canonical size: more than enough
    // for SIGNET_PDQ_LONGEST.
    double weights[4096];
};

static void box(size_t at, size_t length, size_t window, size_t *first, size_t *end) {
    size_t half = (window + 2) / 2;
    size_t before = window - half;
    *first = at > before ? at - before : 0;
    *end = at + half < length ? at + half : length;
}

static void find_taps(size_t sample, size_t length, struct taps *taps) {
    size_t window = (length + 127) / 128;
    size_t at = (size_t)(((double)sample + 0.5) * (double)length / SIDE);
    size_t first, end;
    box(at, length, window, &first, &end);
    size_t low, high, ignored;
    box(first, length, window, &low, &ignored);
    box(end - 1, length, window, &ignored, &high);
    taps->first = low;
    taps->count = high - low;
    memset(taps->weights, 0, taps->count * sizeof(double));
    for (size_t middle = first; middle < end; middle++) {
        size_t from, to;
        box(middle, length, window, &from, &to);
        double weight = 1.0 / ((double)(end - first) * (double)(to - from));
        for (size_t k = from; k < to; k++) taps->weights[k - low] += weight;
    }
}

// The taps of the canonical size, each spread over what it is resampled from: a triangle as wide as the reduction, whose weights
// add up to 1; linear interpolation where the image is smaller.
static void find_canonical_taps(size_t sample, size_t length, struct taps *taps) {
    struct taps canonical;
    find_taps(sample, SIGNET_PDQ_CANONICAL, &canonical);
    double scale = (double)length / SIGNET_PDQ_CANONICAL, reach = scale > 1 ? scale : 1;
    double low = ((double)canonical.first + 0.5) * scale - reach;
    taps->first = low > 0 ? (size_t)low : 0;
    taps->count = 0;
    memset(taps->weights, 0, sizeof taps->weights);
    for (size_t k = 0; k < canonical.count; k++) {
        double centre = ((double)(canonical.first + k) + 0.5) * scale;
        size_t from = centre > reach ? (size_t)(centre - reach) : 0, to = (size_t)(centre + reach) + 1;
        if (to > length) to = length;
        double sum = 0;
        for (int pass = 0; pass < 2; pass++) {
            for (size_t x = from; x < to; x++) {
                double weight = 1 - fabs((double)x + 0.5 - centre) / reach;
                if (weight <= 0) continue;
                if (pass == 0) sum += weight;
                else taps->weights[x - taps->first] += canonical.weights[k] * weight / sum;
            }
        }
        if (to - taps->first > taps->count) taps->count = to - taps->first;
    }
}

static size_t most_taps(size_t length) {
    size_t plain = 2 * ((length + 127) / 128), canonical = length * 9 / SIGNET_PDQ_CANONICAL + 12;
    return plain > canonical ? plain : canonical;
}

size_t signet_pdq_scratch(size_t width, int channels) { return width * (size_t)channels + SIDE * most_taps(width); }

static void downsample(
    const uint8_t *pixels, size_t width, size_t height, size_t stride, int channels,
    void (*find)(size_t, size_t, struct taps *), float *scratch, float *samples) {
    struct taps taps;
    size_t count = width * (size_t)channels;
    // What each column takes is the same for all rows: it is kept behind the row's sums.
    size_t first[SIDE], counts[SIDE];
    float *across = scratch + count;
    size_t most = most_taps(width);
    for (size_t j = 0; j < SIDE; j++) {
        find(j, width, &taps);
        first[j] = taps.first;
        counts[j] = taps.count;
        for (size_t k = 0; k < taps.count; k++) across[j * most + k] = (float)taps.weights[k];
    }
    // First down, for whole rows as they lie in memory; then across, for 64 rows only.
    for (size_t i = 0; i < SIDE; i++) {
        find(i, height, &taps);
        memset(scratch, 0, count * sizeof(float));
        for (size_t k = 0; k < taps.count; k += 4) {
            const uint8_t *rows[4];
            float weights[4];
            for (size_t r = 0; r < 4; r++) {
                size_t row = k + r < taps.count ? k + r : k;
                rows[r] = pixels + (taps.first + row) * stride;
                weights[r] = k + r < taps.count ? (float)taps.weights[row] : 0;
            }
            add_rows(rows, weights, count, scratch);
        }
        if (channels == 3) {
            for (size_t x = 0; x < width; x++) {
                scratch[x] = 0.299f * scratch[3 * x] + 0.587f * scratch[3 * x + 1] + 0.114f * scratch[3 * x + 2];
            }
        }
        for (size_t j = 0; j < SIDE; j++) {
            double sum = 0;
            for (size_t k = 0; k < counts[j]; k++) sum += (double)across[j * most + k] * (double)scratch[first[j] + k];
            samples[i * SIDE + j] = (float)sum;
        }
    }
}

void signet_pdq_downsample(
    const uint8_t *pixels, size_t width, size_t height, size_t stride, int channels, float *scratch, float *samples) {
    downsample(pixels, width, height, stride, channels, find_taps, scratch, samples);
}

void signet_pdq_downsample_canonically(
    const uint8_t *pixels, size_t width, size_t height, size_t stride, int channels, float *scratch, float *samples) {
    downsample(pixels, width, height, stride, channels, find_canonical_taps, scratch, samples);
}

// One neighbour's step as the reference takes it, and whether an error could have moved it to the next whole number.
static void add_step(float left, float right, float tolerance, int *sum, int *doubts) {
    float exact = (left - right) * 100 / 255;
    int step = (int)exact;
    *sum += step < 0 ? -step : step;
    float above = fabsf(exact) - (float)(step < 0 ? -step : step);
    // Below the first whole number there is none to fall to.
    if (above > 1 - tolerance || (above < tolerance && step != 0)) ++*doubts;
}

int signet_pdq_quality(const float *samples, float tolerance, int *unsure) {
    int sum = 0, doubts = 0;
    for (int i = 0; i < SIDE - 1; i++) {
        for (int j = 0; j < SIDE; j++) {
            add_step(samples[i * SIDE + j], samples[(i + 1) * SIDE + j], tolerance, &sum, &doubts);
        }
    }
    for (int i = 0; i < SIDE; i++) {
        for (int j = 0; j < SIDE - 1; j++) {
            add_step(samples[i * SIDE + j], samples[i * SIDE + j + 1], tolerance, &sum, &doubts);
        }
    }
    int quality = sum / 90;
    *unsure = quality < 100 ? (sum - doubts) / 90 != quality || (sum + doubts) / 90 != quality : (sum - doubts) / 90 < 100;
    return quality > 100 ? 100 : quality;
}

void signet_pdq_transform(const float *samples, float *coefficients) {
    float basis[FREQUENCIES][SIDE];
    const float scale = (float)sqrt(2.0 / SIDE);
    for (int i = 0; i < FREQUENCIES; i++) {
        for (int j = 0; j < SIDE; j++) {
            basis[i][j] = (float)(scale * cos(3.14159265358979323846 / 2 / SIDE * (i + 1) * (2 * j + 1)));
        }
    }
    float rows[FREQUENCIES][SIDE];
    for (int i = 0; i < FREQUENCIES; i++) {
        for (int j = 0; j < SIDE; j++) rows[i][j] = 0;
        for (int k = 0; k < SIDE; k++) {
            for (int j = 0; j < SIDE; j++) rows[i][j] += basis[i][k] * samples[k * SIDE + j];
        }
    }
    for (int i = 0; i < FREQUENCIES; i++) {
        for (int j = 0; j < FREQUENCIES; j++) {
            float sum = 0;
            for (int k = 0; k < SIDE; k++) sum += rows[i][k] * basis[j][k];
            coefficients[i * FREQUENCIES + j] = sum;
        }
    }
}
