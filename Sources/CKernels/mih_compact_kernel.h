// Included once for each kind of processor; KERNEL names the functions and sets their target.

// The first bands take what 256 bits leave over.
static inline int KERNEL(band_bits)(int bands, int band) { return 256 / bands + (band < 256 % bands); }

static inline int KERNEL(band_start)(int bands, int band) {
    return 256 / bands * band + (band < 256 % bands ? band : 256 % bands);
}

static inline uint32_t KERNEL(band_key)(const uint64_t *words, int start, int bits) {
    int shift = start & 63;
    uint64_t key = words[start >> 6] >> shift;
    if (shift + bits > 64) key |= words[(start >> 6) + 1] << (64 - shift);
    return (uint32_t)(key & (((uint64_t)1 << bits) - 1));
}

// What a search needs to know about the bands.
struct KERNEL(plan) {
    int starts[SIGNET_MIH_MOST_BANDS];
    int bits[SIGNET_MIH_MOST_BANDS];
    // In how many bits keys may differ; below 0 the band is not asked. The reaches and 1 each add up to one more than the radius, so
    // that hashes within it cannot exceed all of them.
    int reaches[SIGNET_MIH_MOST_BANDS];
    uint32_t keys[SIGNET_MIH_MOST_BANDS];
};

TARGET static void KERNEL(make_plan)(int bands, unsigned radius, const uint64_t *query, struct KERNEL(plan) *plan) {
    for (int b = 0; b < bands; b++) {
        plan->starts[b] = KERNEL(band_start)(bands, b);
        plan->bits[b] = KERNEL(band_bits)(bands, b);
        plan->keys[b] = KERNEL(band_key)(query, plan->starts[b], plan->bits[b]);
        plan->reaches[b] = (int)((radius + (unsigned)bands - (unsigned)b) / (unsigned)bands) - 1;
    }
}

// Every key within reach, and where in all tables it stands. Returns how many there are.
TARGET static int KERNEL(list_probes)(
    const struct KERNEL(plan) *plan, int bands, const uint32_t *offsets, const uint32_t **probes, uint8_t *owners) {
    int count = 0;
    const uint32_t *table = offsets;
    for (int b = 0; b < bands; table += ((size_t)1 << plan->bits[b]) + 1, b++) {
        int first = count;
        if (plan->reaches[b] >= 0) probes[count++] = table + plan->keys[b];
        for (int i = 0; i < plan->bits[b] && plan->reaches[b] >= 1; i++) {
            uint32_t near = plan->keys[b] ^ (uint32_t)1 << i;
            probes[count++] = table + near;
            for (int j = 0; j < i && plan->reaches[b] >= 2; j++) probes[count++] = table + (near ^ (uint32_t)1 << j);
        }
        for (int p = first; p < count; p++) {
            owners[p] = (uint8_t)b;
            __builtin_prefetch(probes[p]);
        }
    }
    return count;
}

// A row is reported by the first band that leads to it.
TARGET static int KERNEL(is_first_compact)(
    const struct KERNEL(plan) *plan, const uint64_t *row, int band) {
    for (int b = 0; b < band; b++) {
        uint32_t difference = KERNEL(band_key)(row, plan->starts[b], plan->bits[b]) ^ plan->keys[b];
        if (__builtin_popcount(difference) <= plan->reaches[b]) return 0;
    }
    return 1;
}

TARGET static size_t KERNEL(search_compact)(
    const struct signet_mih_compact *index, const uint64_t *query, unsigned radius, struct signet_mih_match *matches,
    size_t capacity, int *damaged) {
    // At most 4 * 254 + 4 * 232 + 4 * 22 probes, of twelve bands.
    enum { MOST_PROBES = 2048, PIECE = 2048, AHEAD = 40 };
    const uint32_t *probes[MOST_PROBES];
    uint32_t starts[MOST_PROBES], ends[MOST_PROBES], rows[PIECE];
    uint8_t owners[MOST_PROBES], bands[PIECE];
    struct KERNEL(plan) plan;
    KERNEL(make_plan)(index->bands, radius, query, &plan);
    int count = KERNEL(list_probes)(&plan, index->bands, index->offsets, probes, owners);
    for (int p = 0; p < count; p++) {
        starts[p] = probes[p][0];
        ends[p] = probes[p][1];
        if (starts[p] > ends[p] || ends[p] > index->count) {
            *damaged = 1;
            ends[p] = starts[p];
        }
        if (starts[p] < ends[p]) __builtin_prefetch(index->ids + (size_t)owners[p] * index->count + starts[p]);
    }
    size_t found = 0;
    int waiting = 0;
    for (int p = 0; p <= count; p++) {
        const uint32_t *list = p < count ? index->ids + (size_t)owners[p] * index->count : NULL;
        uint32_t k = p < count ? starts[p] : 0, end = p < count ? ends[p] : 0;
        // The rows of a piece are all named before the first is fetched, so that many are under way.
        do {
            for (; k < end && waiting < PIECE; k++) {
                if (list[k] >= index->count) {
                    *damaged = 1;
                    continue;
                }
                rows[waiting] = list[k];
                bands[waiting++] = owners[p];
            }
            if (waiting < PIECE && p < count) break;
            for (int i = 0; i < AHEAD && i < waiting; i++) __builtin_prefetch(index->rows + (size_t)rows[i] * 4);
            for (int i = 0; i < waiting; i++) {
                if (i + AHEAD < waiting) __builtin_prefetch(index->rows + (size_t)rows[i + AHEAD] * 4);
                const uint64_t *row = index->rows + (size_t)rows[i] * 4;
                unsigned distance =
                    (unsigned)(__builtin_popcountll(row[0] ^ query[0]) + __builtin_popcountll(row[1] ^ query[1]));
                if (__builtin_expect(distance > radius, 1)) continue;
                distance += (unsigned)(__builtin_popcountll(row[2] ^ query[2]) + __builtin_popcountll(row[3] ^ query[3]));
                if (distance > radius || !KERNEL(is_first_compact)(&plan, row, bands[i])) continue;
                if (found < capacity) matches[found] = (struct signet_mih_match){rows[i], distance};
                found++;
            }
            waiting = 0;
        } while (k < end);
    }
    return found;
}
