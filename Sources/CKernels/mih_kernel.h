// Included once for each kind of processor; KERNEL names the functions and sets their target.

static inline unsigned KERNEL(distance)(const uint64_t *left, const uint64_t *right) {
    return (unsigned)(__builtin_popcountll(left[0] ^ right[0]) + __builtin_popcountll(left[1] ^ right[1])
                      + __builtin_popcountll(left[2] ^ right[2]) + __builtin_popcountll(left[3] ^ right[3]));
}

// A row is reported by the first band that leads to it.
TARGET static int KERNEL(is_first)(const uint64_t *row, const uint64_t *query, int band, unsigned reach) {
    for (int b = 0; b < band; b++) {
        uint64_t difference = (row[b >> 2] ^ query[b >> 2]) >> ((b & 3) * 16) & 0xFFFF;
        if ((unsigned)__builtin_popcountll(difference) <= reach) return 0;
    }
    return 1;
}

TARGET static size_t KERNEL(search)(
    const struct signet_mih *index, const uint64_t *query, unsigned radius, unsigned reach,
    struct signet_mih_match *matches, size_t capacity, int *damaged) {
    const int probes = reach ? 17 : 1;
    size_t found = 0;
    uint16_t words[SIGNET_MIH_BANDS];
    for (int b = 0; b < SIGNET_MIH_BANDS; b++) words[b] = (uint16_t)(query[b >> 2] >> ((b & 3) * 16));
    // The tables and list heads of a band are fetched while the band before is looked through.
    uint32_t starts[2][17], ends[2][17];
    for (int b = 0; b <= SIGNET_MIH_BANDS; b++) {
        if (b < SIGNET_MIH_BANDS) {
            const uint32_t *offsets = index->offsets + (size_t)b * (SIGNET_MIH_KEYS + 1);
            for (int p = 0; p < probes; p++) {
                unsigned key = words[b] ^ (p == 0 ? 0u : 1u << (p - 1));
                starts[b & 1][p] = offsets[key];
                ends[b & 1][p] = offsets[key + 1];
                // Four entries a cache line; what lies behind these the processor fetches by itself.
                const struct signet_mih_entry *head = index->entries + (size_t)b * index->count + starts[b & 1][p];
                for (int line = 0; line < 16; line++) __builtin_prefetch(head + line * 4);
            }
        }
        int band = b - 1;
        if (band < 0) continue;
        uint64_t low = 0;
        uint32_t high = 0;
        for (int w = 0; w < 4; w++) low |= (uint64_t)words[(band + 1 + w) & 15] << (w * 16);
        for (int w = 0; w < 2; w++) high |= (uint32_t)words[(band + 5 + w) & 15] << (w * 16);
        for (int p = 0; p < probes; p++) {
            uint32_t start = starts[band & 1][p], end = ends[band & 1][p];
            const struct signet_mih_entry *list = index->entries + (size_t)band * index->count;
            for (uint32_t k = start; k < end; k++) {
                uint64_t sketch;
                uint32_t rest;
                memcpy(&sketch, list[k].sketch, 8);
                memcpy(&rest, list[k].sketch + 4, 4);
                unsigned part = (unsigned)(__builtin_popcountll(sketch ^ low) + __builtin_popcount(rest ^ high));
                if (__builtin_expect(part > radius, 1)) continue;
                uint32_t row = list[k].row;
                if (row >= index->count) {
                    *damaged = 1;
                    continue;
                }
                unsigned all = KERNEL(distance)(index->rows + (size_t)row * 4, query);
                if (all > radius || !KERNEL(is_first)(index->rows + (size_t)row * 4, query, band, reach)) continue;
                if (found < capacity) matches[found] = (struct signet_mih_match){row, all};
                found++;
            }
        }
    }
    return found;
}

TARGET static size_t KERNEL(scan)(
    const uint64_t *rows, size_t count, const uint64_t *query, unsigned radius, struct signet_mih_match *matches,
    size_t capacity) {
    size_t found = 0;
    for (size_t row = 0; row < count; row++) {
        const uint64_t *hash = rows + row * 4;
        unsigned half = (unsigned)(__builtin_popcountll(hash[0] ^ query[0]) + __builtin_popcountll(hash[1] ^ query[1]));
        if (__builtin_expect(half > radius, 1)) continue;
        unsigned all =
            half + (unsigned)(__builtin_popcountll(hash[2] ^ query[2]) + __builtin_popcountll(hash[3] ^ query[3]));
        if (all > radius) continue;
        if (found < capacity) matches[found] = (struct signet_mih_match){(uint32_t)row, all};
        found++;
    }
    return found;
}
