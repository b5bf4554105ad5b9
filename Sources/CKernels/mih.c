#include "mih.h"

#include <string.h>

#define KERNEL(name) name##_portable
#define TARGET
#include "mih_kernel.h"
#undef KERNEL
#undef TARGET

#if defined(__x86_64__)
#define KERNEL(name) name##_popcnt
#define TARGET __attribute__((target("popcnt,bmi")))
#define inline inline __attribute__((target("popcnt,bmi"), always_inline))
#include "mih_kernel.h"
#undef inline
#undef KERNEL
#undef TARGET
#endif

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

void signet_mih_permute(const uint64_t *table, const uint64_t *hashes, size_t count, uint64_t *out) {
    for (size_t row = 0; row < count; row++) {
        uint64_t a = 0, b = 0, c = 0, d = 0;
        for (size_t byte = 0; byte < 32; byte++) {
            size_t value = hashes[row * 4 + (byte >> 3)] >> ((byte & 7) * 8) & 0xFF;
            const uint64_t *spread = table + (byte * 256 + value) * 4;
            a |= spread[0];
            b |= spread[1];
            c |= spread[2];
            d |= spread[3];
        }
        out[row * 4] = a;
        out[row * 4 + 1] = b;
        out[row * 4 + 2] = c;
        out[row * 4 + 3] = d;
    }
}

static inline unsigned word_of(const uint64_t *row, int band) { return row[band >> 2] >> ((band & 3) * 16) & 0xFFFF; }

void signet_mih_build_band(
    const uint64_t *rows, uint32_t count, int band, uint32_t *offsets, struct signet_mih_entry *entries, uint32_t *ids,
    struct signet_mih_entry *scratch) {
    memset(offsets, 0, (SIGNET_MIH_KEYS + 1) * sizeof(uint32_t));
    for (uint32_t row = 0; row < count; row++) offsets[word_of(rows + (size_t)row * 4, band) + 1]++;
    for (size_t key = 0; key < SIGNET_MIH_KEYS; key++) offsets[key + 1] += offsets[key];
    // While a list is filled, offsets[key] is where the next row of that key goes, which ends where the next key starts.
    if (ids != NULL) {
        for (uint32_t row = 0; row < count; row++) ids[offsets[word_of(rows + (size_t)row * 4, band)]++] = row;
    } else {
        // First by the upper half of the key, then by the lower: scattering to 65,536 places at once would miss the caches and
        // the page tables with nearly every entry.
        uint32_t heads[256];
        uint8_t *lows = (uint8_t *)(scratch + count);
        for (size_t high = 0; high < 256; high++) heads[high] = offsets[high << 8];
        for (uint32_t row = 0; row < count; row++) {
            const uint64_t *hash = rows + (size_t)row * 4;
            unsigned key = word_of(hash, band);
            struct signet_mih_entry entry = {.row = row};
            for (int w = 0; w < 6; w++) entry.sketch[w] = (uint16_t)word_of(hash, (band + 1 + w) & 15);
            uint32_t at = heads[key >> 8]++;
            scratch[at] = entry;
            lows[at] = (uint8_t)key;
        }
        uint32_t k = 0;
        for (unsigned high = 0; high < 256; high++) {
            for (; k < heads[high]; k++) entries[offsets[high << 8 | lows[k]]++] = scratch[k];
        }
    }
    memmove(offsets + 1, offsets, SIGNET_MIH_KEYS * sizeof(uint32_t));
    offsets[0] = 0;
}

int signet_mih_is_sound(const uint32_t *offsets, uint32_t count) {
    for (size_t band = 0; band < SIGNET_MIH_BANDS; band++) {
        const uint32_t *table = offsets + band * (SIGNET_MIH_KEYS + 1);
        if (table[0] != 0 || table[SIGNET_MIH_KEYS] != count) return 0;
        int rises = 1;
        for (size_t key = 0; key < SIGNET_MIH_KEYS; key++) rises &= table[key] <= table[key + 1];
        if (!rises) return 0;
    }
    return 1;
}

size_t signet_mih_search(
    const struct signet_mih *index, const uint64_t query[4], unsigned radius, struct signet_mih_match *matches,
    size_t capacity, int *damaged) {
    if (radius > SIGNET_MIH_RADIUS) return 0;
    // With fewer differences than bands, some band has none.
    unsigned reach = radius >= SIGNET_MIH_BANDS ? 1 : 0;
    return signet_mih_candidates(index, query, radius, reach, matches, capacity, damaged);
}

size_t signet_mih_candidates(
    const struct signet_mih *index, const uint64_t query[4], unsigned radius, unsigned reach,
    struct signet_mih_match *matches, size_t capacity, int *damaged) {
    *damaged = 0;
    if (index->count == 0) return 0;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("popcnt")) return search_popcnt(index, query, radius, reach, matches, capacity, damaged);
#endif
    return search_portable(index, query, radius, reach, matches, capacity, damaged);
}

size_t signet_hamming_scan(
    const uint64_t *rows, size_t count, const uint64_t query[4], unsigned radius, struct signet_mih_match *matches,
    size_t capacity) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("popcnt")) return scan_popcnt(rows, count, query, radius, matches, capacity);
#endif
    return scan_portable(rows, count, query, radius, matches, capacity);
}
