#ifndef SIGNET_MIH_COMPACT_H
#define SIGNET_MIH_COMPACT_H

#include <stddef.h>
#include <stdint.h>

#include "mih.h"

/// Multi-index hashing over 256-bit hashes with lists of row numbers only, in `bands` bands of about 256 / bands bits.
///
/// Every row of a list that is looked up has to be fetched from memory, which is what a search costs. Fewer and longer bands have
/// shorter lists, and tables that only pay when there are many hashes.

enum {
    SIGNET_MIH_MOST_BANDS = 16,
    SIGNET_MIH_FEWEST_BANDS = 12,
};

struct signet_mih_compact {
    /// Permuted hashes, 4 words each.
    const uint64_t *rows;
    uint32_t count;
    /// SIGNET_MIH_FEWEST_BANDS to SIGNET_MIH_MOST_BANDS.
    int bands;
    /// For each band 2^bits + 1 places in its list, rising to `count`; see `signet_mih_compact_table`.
    const uint32_t *offsets;
    /// For each band `count` row numbers.
    const uint32_t *ids;
};

/// Where a band's table starts, in places; that of the band after the last is the length of all.
size_t signet_mih_compact_table(int bands, int band);

/// In bytes.
size_t signet_mih_compact_scratch(uint32_t count);

/// Makes one band's table and list.
void signet_mih_compact_build(
    const uint64_t *rows, uint32_t count, int bands, int band, uint32_t *offsets, uint32_t *ids, uint8_t *scratch);

/// All rows within `radius` (0 to 31) of a permuted query, in no order. Returns how many there are; at most `capacity` are
/// written. `damaged` becomes 1 when a table or a list leads to where nothing is: then some may have been missed.
size_t signet_mih_compact_search(
    const struct signet_mih_compact *index, const uint64_t query[4], unsigned radius, struct signet_mih_match *matches,
    size_t capacity, int *damaged);

#endif
