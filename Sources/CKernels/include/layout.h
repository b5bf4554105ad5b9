#ifndef SIGNET_LAYOUT_H
#define SIGNET_LAYOUT_H

#include <stddef.h>
#include <stdint.h>

/// The longer side of a layout at most, in pixels.
enum { SIGNET_LAYOUT_SIDE = 64 };

/// Where a layout lies in a query: query = (a * x - b * y + left, b * x + a * y + top), in pixels of both.
struct signet_layout_place {
    float a;
    float b;
    float left;
    float top;
};

/// How well a layout agrees with what the query shows at a place.
struct signet_layout_match {
    struct signet_layout_place place;
    /// -1 to 1: the correlation of blocks of 8 by 8 pixels, averaged by how much there is to see in them.
    float correlation;
    /// How much there is to see in all blocks that the query shows: their standard deviations, up to 20 each, added up.
    float texture;
    /// 0 to 1: how much of the layout lies inside of the query.
    float visible;
    /// The part of the layout that the query shows, as far as it was looked for: left, top, right, bottom, in its pixels.
    float box[4];
    /// The rectangle that agrees best: how alike what is in it looks, how much there is to see, and how much of the layout it is.
    float core_correlation;
    float core_texture;
    float core_share;
};

/// Compares a layout (`width` by `height`, neither above SIGNET_LAYOUT_SIDE) with a query at a place, and at better ones nearby.
///
/// - levels: the query as `signet_pyramid_fill` wrote it.
/// - mirrored: whether the place is one in the mirrored query.
/// - rounds: how many steps the place may move at most; 0 compares once, coarsely.
/// - least: where less than this of the layout is visible, nothing is compared.
struct signet_layout_match signet_layout_compare(
    const uint8_t *levels, int query_width, int query_height, int mirrored, const uint8_t *layout, int width, int height,
    struct signet_layout_place place, int rounds, float least);

#endif
