#ifndef SIGNET_ANCHORS_H
#define SIGNET_ANCHORS_H

#include <stddef.h>
#include <stdint.h>

/// A distinctive place in an image; see Fingerprints/Anchor.swift.
struct signet_anchor {
    float x;
    float y;
    float radius;
    float angle;
    uint64_t descriptor[4];
};

/// Finds the distinctive places of a gray image of `width` by `height` pixels, at most `capacity`, the strongest of each part and
/// each scale of the image first. Coordinates are of that image. `mirrored`, unless null, gets the descriptors of the same places
/// in the mirrored image. Returns how many, or -1 when memory is lacking.
int signet_anchors_extract(
    const uint8_t *gray, int width, int height, struct signet_anchor *anchors, uint64_t (*mirrored)[4], int capacity);

/// How one set of anchors lies in another.
struct signet_placement {
    /// How many places agree.
    int votes;
    /// Bits in which the agreeing pairs differ, on average.
    float distance;
    /// query = scale * rotate(angle) * indexed + (x, y)
    float scale;
    float angle;
    float x;
    float y;
    /// What the agreeing places cover: left, top, right, bottom.
    float query_box[4];
    float indexed_box[4];
};

/// Pairs anchors that look alike and finds how `indexed` may lie in `query`: first the position, scale and rotation on which most
/// distinct places agree, when two or more do; then what the most alike pairs say each by itself, with one vote. Takes at most
/// 1,024 anchors of each side. Returns how many placements were written.
int signet_anchors_place(
    const struct signet_anchor *query, int query_count, const struct signet_anchor *indexed, int indexed_count,
    struct signet_placement *placements, int capacity);

#endif
