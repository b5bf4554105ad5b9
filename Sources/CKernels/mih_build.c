#include "mih.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// Lists are sorted by their 16 bits of key in two steps of 9 and 7: 65,536 places at once would miss the caches and the page
// tables with nearly every entry.
enum { HIGH_BITS = 9, HIGHS = 1 << HIGH_BITS, LOW_BITS = 16 - HIGH_BITS, LOWS = 1 << LOW_BITS };

// How many entries a cache line holds.
#define LINE 4u

void signet_mih_prepare_permutation(const uint8_t places[256], uint64_t *table) {
    memset(table, 0, 32 * 256 * 4 * sizeof(uint64_t));
    for (size_t byte = 0; byte < 32; byte++) {
        for (size_t value = 0; value < 256; value++) {
            uint64_t *out = table + (byte * 256 + value) * 4;
            for (size_t bit = 0; bit < 8; bit++) {
                if ((value >> bit & 1) == 0) continue;
                uint8_t place = places[byte * 8 + bit];
                out[place >> 6] |= (uint64_t)1 << (place & 63);
            }
        }
    }
}

static void permute_portable(const uint64_t *table, const uint64_t *hashes, size_t count, uint64_t *out) {
    for (size_t row = 0; row < count; row++) {
        uint64_t words[4] = {0, 0, 0, 0};
        for (size_t byte = 0; byte < 32; byte++) {
            size_t value = hashes[row * 4 + (byte >> 3)] >> ((byte & 7) * 8) & 0xFF;
            const uint64_t *spread = table + (byte * 256 + value) * 4;
            for (int w = 0; w < 4; w++) words[w] |= spread[w];
        }
        memcpy(out + row * 4, words, sizeof words);
    }
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void permute_avx2(
    const uint64_t *table, const uint64_t *hashes, size_t count, uint64_t *out) {
    for (size_t row = 0; row < count; row++) {
        __m256i even = _mm256_setzero_si256(), odd = even;
        for (size_t word = 0; word < 4; word++) {
            uint64_t rest = hashes[row * 4 + word];
            const uint64_t *spread = table + word * 8 * 256 * 4;
            for (int byte = 0; byte < 8; byte += 2, rest >>= 16, spread += 2 * 256 * 4) {
                even = _mm256_or_si256(even, _mm256_loadu_si256((const __m256i *)(spread + (rest & 0xFF) * 4)));
                odd = _mm256_or_si256(
                    odd, _mm256_loadu_si256((const __m256i *)(spread + (256 + (rest >> 8 & 0xFF)) * 4)));
            }
        }
        _mm256_storeu_si256((__m256i *)(out + row * 4), _mm256_or_si256(even, odd));
    }
}
#endif

void signet_mih_permute(const uint64_t *table, const uint64_t *hashes, size_t count, uint64_t *out) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) {
        permute_avx2(table, hashes, count, out);
        return;
    }
#endif
    permute_portable(table, hashes, count, out);
}

void signet_mih_count(const uint64_t *rows, uint32_t count, uint32_t *offsets) {
    memset(offsets, 0, (size_t)SIGNET_MIH_BANDS * (SIGNET_MIH_KEYS + 1) * sizeof(uint32_t));
    for (uint32_t row = 0; row < count; row++) {
        for (size_t band = 0; band < SIGNET_MIH_BANDS; band++) {
            size_t key = rows[(size_t)row * 4 + (band >> 2)] >> ((band & 3) * 16) & 0xFFFF;
            offsets[band * (SIGNET_MIH_KEYS + 1) + key + 1]++;
        }
    }
    for (size_t band = 0; band < SIGNET_MIH_BANDS; band++) {
        uint32_t *table = offsets + band * (SIGNET_MIH_KEYS + 1);
        for (size_t key = 0; key < SIGNET_MIH_KEYS; key++) table[key + 1] += table[key];
    }
}

static size_t largest_part(const uint32_t *offsets) {
    size_t largest = 0;
    for (size_t band = 0; band < SIGNET_MIH_BANDS; band++) {
        const uint32_t *table = offsets + band * (SIGNET_MIH_KEYS + 1);
        for (size_t high = 0; high < HIGHS; high++) {
            size_t part = table[(high + 1) << LOW_BITS] - table[high << LOW_BITS];
            if (part > largest) largest = part;
        }
    }
    return largest;
}

size_t signet_mih_build_scratch(const uint32_t *offsets, uint32_t count) {
    return 4 * HIGHS * (64 + sizeof(uint32_t)) + largest_part(offsets) * sizeof(struct signet_mih_entry) + (size_t)count * 4;
}

// A line that nobody reads soon: past the caches.
static inline void store_line(void *to, const void *from) {
#if defined(__x86_64__)
    __m128i *out = to;
    const __m128i *in = from;
    for (int k = 0; k < 4; k++) _mm_stream_si128(out + k, _mm_load_si128(in + k));
#else
    memcpy(to, from, 64);
#endif
}

// Four of the 16-bit words from place `at` on.
static inline uint64_t words_at(const uint64_t *words, int at) {
    return at & 3 ? words[at >> 2] >> (16 * (at & 3)) | words[(at >> 2) + 1] << (64 - 16 * (at & 3)) : words[at >> 2];
}

static inline struct signet_mih_entry make_entry(uint32_t row, const uint64_t *words, int band) {
    struct signet_mih_entry entry = {.row = row};
    uint64_t low = words_at(words, band + 1);
    uint32_t high = (uint32_t)words_at(words, band + 5);
    memcpy(entry.sketch, &low, 8);
    memcpy(entry.sketch + 4, &high, 4);
    return entry;
}

// Four bands at once, each by the upper bits of its keys: so many places are written to in turn that every line is put together in a
// cache and goes to memory as a whole.
static void split(
    const uint64_t *rows, uint32_t count, int four, const uint32_t *offsets, struct signet_mih_entry *lists, uint8_t *lows, struct signet_mih_entry *lines,
    uint32_t *heads) {
    struct signet_mih_entry *base[4];
    unsigned shift[4];
    for (int r = 0; r < 4; r++) {
        for (size_t high = 0; high < HIGHS; high++) {
            heads[r * HIGHS + high] = offsets[((size_t)four * 4 + (size_t)r) * (SIGNET_MIH_KEYS + 1) + (high << LOW_BITS)];
        }
        base[r] = lists + (size_t)r * count;
        // Where the list starts within a cache line.
        shift[r] = (unsigned)((uintptr_t)base[r] / sizeof(struct signet_mih_entry) % LINE);
    }
    for (uint32_t row = 0; row < count; row++) {
        const uint64_t *hash = rows + (size_t)row * 4;
        uint64_t words[7];
        for (int w = 0; w < 7; w++) words[w] = hash[(four + w) & 3];
#if defined(__clang__)
#pragma clang loop unroll(full)
#endif
        for (int r = 0; r < 4; r++) {
            unsigned key = words[0] >> (16 * r) & 0xFFFF;
            size_t line = (size_t)r * HIGHS + (key >> LOW_BITS);
            uint32_t at = heads[line]++;
            unsigned slot = (at + shift[r]) % LINE;
            lines[line * LINE + slot] = make_entry(row, words, r);
            lows[(size_t)r * count + at] = (uint8_t)(key & (LOWS - 1));
            if (slot < LINE - 1) continue;
            uint32_t start = offsets[((size_t)four * 4 + (size_t)r) * (SIGNET_MIH_KEYS + 1) + (key >> LOW_BITS << LOW_BITS)];
            if (at >= start + (LINE - 1)) {
                store_line(base[r] + at - (LINE - 1), lines + line * LINE);
            } else {
                for (uint32_t k = start; k <= at; k++) base[r][k] = lines[line * LINE + (k + shift[r]) % LINE];
            }
        }
    }
    // The lines that did not become full.
    for (int r = 0; r < 4; r++) {
        for (size_t high = 0; high < HIGHS; high++) {
            size_t line = (size_t)r * HIGHS + high;
            uint32_t start = offsets[((size_t)four * 4 + (size_t)r) * (SIGNET_MIH_KEYS + 1) + (high << LOW_BITS)];
            uint32_t end = heads[line], filled = (end + shift[r]) % LINE;
            uint32_t from = end - start < filled ? start : end - filled;
            for (uint32_t k = from; k < end; k++) base[r][k] = lines[line * LINE + (k + shift[r]) % LINE];
        }
    }
}

// Each part of one upper half by the lower bits of its keys, within a cache.
static void order(const uint32_t *offsets, struct signet_mih_entry *list, const uint8_t *lows, struct signet_mih_entry *part) {
    for (size_t high = 0; high < HIGHS; high++) {
        const uint32_t *table = offsets + (high << LOW_BITS);
        uint32_t start = table[0], end = table[LOWS], heads[LOWS];
        memcpy(heads, table, sizeof heads);
        memcpy(part, list + start, (size_t)(end - start) * sizeof(struct signet_mih_entry));
        for (uint32_t k = start; k < end; k++) list[heads[lows[k]]++] = part[k - start];
    }
}

static void build_lists(
    const uint64_t *rows, uint32_t count, int four, const uint32_t *offsets, struct signet_mih_entry *lists, uint8_t *scratch) {
    struct signet_mih_entry *lines = (struct signet_mih_entry *)(void *)scratch, *part = lines + 4 * HIGHS * LINE;
    uint32_t *heads = (uint32_t *)(void *)(part + largest_part(offsets));
    uint8_t *lows = (uint8_t *)(heads + 4 * HIGHS);
    split(rows, count, four, offsets, lists, lows, lines, heads);
    for (size_t r = 0; r < 4; r++) {
        const uint32_t *table = offsets + ((size_t)four * 4 + r) * (SIGNET_MIH_KEYS + 1);
        order(table, lists + r * count, lows + r * count, part);
    }
}

void signet_mih_build(
    const uint64_t *rows, uint32_t count, int four, const uint32_t *offsets, struct signet_mih_entry *entries, uint8_t *scratch) {
    build_lists(rows, count, four, offsets, entries, scratch);
#if defined(__x86_64__)
    _mm_sfence();
#endif
}
