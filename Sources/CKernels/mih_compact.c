#include "mih_compact.h"

#include <string.h>

#define KERNEL(name) name##_portable
#define TARGET
#include "mih_compact_kernel.h"
#undef KERNEL
#undef TARGET

#if defined(__x86_64__)
#define KERNEL(name) name##_popcnt
#define TARGET __attribute__((target("popcnt,bmi")))
#define inline inline __attribute__((target("popcnt,bmi"), always_inline))
#include "mih_compact_kernel.h"
#undef inline
#undef KERNEL
#undef TARGET
#endif

size_t signet_mih_compact_table(int bands, int band) {
    size_t place = 0;
    for (int b = 0; b < band; b++) place += ((size_t)1 << band_bits_portable(bands, b)) + 1;
    return place;
}

// Lists are sorted in two steps, by the upper and then by the lower bits of their keys: millions of places at once would miss the
// caches with every row. A row waits with its key in a line of its upper part, which goes to memory as a whole.
enum { HIGH_BITS = 11, HIGHS = 1 << HIGH_BITS, MOST_LOWS = 1 << (22 - HIGH_BITS), LINE = 8 };

size_t signet_mih_compact_scratch(uint32_t count) {
    return 64 + HIGHS * LINE * sizeof(uint64_t) + (size_t)count * sizeof(uint64_t);
}

void signet_mih_compact_build(
    const uint64_t *rows, uint32_t count, int bands, int band, uint32_t *offsets, uint32_t *ids, uint8_t *scratch) {
    int bits = band_bits_portable(bands, band), start = band_start_portable(bands, band);
    int low_bits = bits > HIGH_BITS ? bits - HIGH_BITS : 0;
    size_t keys = (size_t)1 << bits, lows = (size_t)1 << low_bits, highs = keys >> low_bits;
    memset(offsets, 0, (keys + 1) * sizeof *offsets);
    for (uint32_t row = 0; row < count; row++) offsets[band_key_portable(rows + (size_t)row * 4, start, bits) + 1]++;
    for (size_t key = 0; key < keys; key++) offsets[key + 1] += offsets[key];

    uint64_t(*lines)[LINE] = (void *)(scratch + (64 - (uintptr_t)scratch % 64) % 64);
    uint64_t *parts = lines[HIGHS];
    uint32_t heads[HIGHS];
    uint8_t filled[HIGHS];
    memset(filled, 0, sizeof filled);
    for (size_t high = 0; high < highs; high++) heads[high] = offsets[high << low_bits];
    for (uint32_t row = 0; row < count; row++) {
        uint32_t key = band_key_portable(rows + (size_t)row * 4, start, bits);
        size_t high = key >> low_bits;
        lines[high][filled[high]++] = (uint64_t)key << 32 | row;
        if (filled[high] < LINE) continue;
        memcpy(parts + heads[high], lines[high], sizeof lines[high]);
        heads[high] += LINE;
        filled[high] = 0;
    }
    for (size_t high = 0; high < highs; high++) {
        memcpy(parts + heads[high], lines[high], filled[high] * sizeof(uint64_t));
        uint32_t places[MOST_LOWS], from = offsets[high << low_bits], to = offsets[(high + 1) << low_bits];
        memcpy(places, offsets + (high << low_bits), lows * sizeof *places);
        for (uint32_t k = from; k < to; k++) ids[places[parts[k] >> 32 & (lows - 1)]++] = (uint32_t)parts[k];
    }
}

size_t signet_mih_compact_search(
    const struct signet_mih_compact *index, const uint64_t query[4], unsigned radius, struct signet_mih_match *matches,
    size_t capacity, int *damaged) {
    *damaged = 0;
    if (index->count == 0 || radius > SIGNET_MIH_RADIUS || index->bands < SIGNET_MIH_FEWEST_BANDS
        || index->bands > SIGNET_MIH_MOST_BANDS) return 0;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("popcnt")) return search_compact_popcnt(index, query, radius, matches, capacity, damaged);
#endif
    return search_compact_portable(index, query, radius, matches, capacity, damaged);
}
