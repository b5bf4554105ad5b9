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
