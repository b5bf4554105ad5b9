#ifndef SIGNET_MIH_H
#define SIGNET_MIH_H

#include <stddef.h>
#include <stdint.h>

/// Multi-index hashing over 256-bit hashes in 16 bands of 16 bits: two hashes that differ in at most 31 bits agree in some band
/// up to one bit, so looking up each band's key and its 16 neighbours misses nothing.

enum {
    SIGNET_MIH_BANDS = 16,
    SIGNET_MIH_KEYS = 65536,
    /// The largest distance that is searched through the bands; beyond it all rows are looked at.
    SIGNET_MIH_RADIUS = 31,
};

/// A row of one band's list, with six of the other bands' words, so that nearly all strangers are told without a look at their row.
struct signet_mih_entry {
    uint32_t row;
    uint16_t sketch[6];
};

struct signet_mih {
    /// Permuted hashes, 4 words each.
    const uint64_t *rows;
    uint32_t count;
    /// 16 tables of 65,537 places in the band's list, rising to `count`.
    const uint32_t *offsets;
    /// 16 lists of `count`.
    const struct signet_mih_entry *entries;
};

struct signet_mih_match {
    uint32_t row;
    uint32_t distance;
};

/// Spreads bits as `signet_mih_prepare_permutation` laid down in `table` (32 * 256 * 4 words): bit i goes to places[i].
void signet_mih_prepare_permutation(const uint8_t places[256], uint64_t *table);
void signet_mih_permute(const uint64_t *table, const uint64_t *hashes, size_t count, uint64_t *out);

/// The 16 tables of permuted rows.
void signet_mih_count(const uint64_t *rows, uint32_t count, uint32_t *offsets);

/// In bytes.
size_t signet_mih_build_scratch(const uint32_t *offsets, uint32_t count);

/// Makes four lists of permuted rows, of the bands from 4 * `four` on, by the 16 tables. `scratch` starts with a cache line.
void signet_mih_build(
    const uint64_t *rows, uint32_t count, int four, const uint32_t *offsets, struct signet_mih_entry *entries, uint8_t *scratch);

/// Whether the tables rise and end at `count`: what searching relies on to stay inside the lists.
int signet_mih_is_sound(const uint32_t *offsets, uint32_t count);

/// All rows within `radius` (0 to 31) of a permuted query, in no order. Returns how many there are; at most `capacity` are
/// written. `damaged` becomes 1 when a list names a row that does not exist.
size_t signet_mih_search(
    const struct signet_mih *index, const uint64_t query[4], unsigned radius, struct signet_mih_match *matches,
    size_t capacity, int *damaged);

/// The rows within `radius` (any) that agree with the query in some band up to `reach` (0 or 1) bits: most of the near ones, and
/// fewer of the far ones.
size_t signet_mih_candidates(
    const struct signet_mih *index, const uint64_t query[4], unsigned radius, unsigned reach,
    struct signet_mih_match *matches, size_t capacity, int *damaged);

/// The same as `signet_mih_search` by looking at every row; any radius up to 256; rows and query in the same order of bits.
size_t signet_hamming_scan(
    const uint64_t *rows, size_t count, const uint64_t query[4], unsigned radius, struct signet_mih_match *matches,
    size_t capacity);

#endif
