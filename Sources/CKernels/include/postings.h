#ifndef SIGNET_POSTINGS_H
#define SIGNET_POSTINGS_H

#include <stddef.h>
#include <stdint.h>

/// The descriptors of many images' anchors, listed by bands of their bits: anchors that look alike agree in some band.
struct signet_postings {
    /// Permuted descriptors, 4 words each.
    const uint64_t *rows;
    /// Of which image each is, 0 to `images` - 1; its radius in eighths of octaves and its angle in 256ths of a turn.
    const uint32_t *owners;
    const uint8_t *radii;
    const uint8_t *angles;
    uint32_t count;
    uint32_t images;
    /// `bands` bands of `bits` bits each; together at most 256.
    int bands;
    int bits;
    /// For each band 2^bits + 1 places in its list, rising to `count`.
    const uint32_t *offsets;
    /// For each band `count` rows.
    const uint32_t *lists;
    /// For each entry of the lists 16 bits of its descriptor that are not in the band: they tell most strangers without a look
    /// at the row, which is somewhere else in memory.
    const uint16_t *sketches;
};

/// An anchor that is looked up.
struct signet_posting_query {
    uint64_t descriptor[4];
    uint8_t radius;
    uint8_t angle;
};

struct signet_posting_vote {
    uint32_t image;
    float weight;
};

/// Makes one band's table, list and sketches.
void signet_postings_build_band(
    const uint64_t *rows, uint32_t count, int bits, int band, uint32_t *offsets, uint32_t *list, uint16_t *sketches);

/// Whether the tables rise and end at `count`: what looking up relies on to stay inside the lists.
int signet_postings_are_sound(const uint32_t *offsets, uint32_t count, int bits, int bands);

/// The images that share most anchors with the query, seen at about the same scale and rotation; the most promising first.
///
/// - radius: how many of 256 bits may differ.
/// - common: lists that are longer stand for texture or letters, not for an image, and are passed over; at most 256.
/// - votes: at most `capacity`, itself at most 256.
/// Returns how many were written, or -1 when memory is lacking. What a damaged list leads astray is passed over.
int signet_postings_vote(
    const struct signet_postings *postings, const struct signet_posting_query *query, int query_count, unsigned radius,
    uint32_t common, struct signet_posting_vote *votes, int capacity);

#endif
