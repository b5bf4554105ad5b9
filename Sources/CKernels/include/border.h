#ifndef SIGNET_BORDER_H
#define SIGNET_BORDER_H

#include <stddef.h>
#include <stdint.h>

/// The rectangle inside a plain border: letterbox bars, frames, margins of screenshots, also one within another.
///
/// A line belongs to the border when nearly all of it has the colour of the outermost line, give or take what compression adds.
///
/// - channels: 1 or 3.
/// - box: left, top, width, height. At least a quarter of each side and 32 pixels stay.
/// Returns whether there is a border worth telling: at least 1.5 % of a side.
int signet_plain_border(const uint8_t *pixels, size_t width, size_t height, int channels, size_t box[4]);

#endif
