#ifndef SIGNET_ISCC_H
#define SIGNET_ISCC_H

#include <stddef.h>
#include <stdint.h>

/// The ISCC image code (ISO 24138), as iscc-core computes it from 32 by 32 gray pixels, and those pixels as Pillow makes them.

enum { SIGNET_ISCC_SIDE = 32, SIGNET_ISCC_BYTES = 32 };

/// The rectangle that is left when the border of exactly the upper left pixel's colour is cut away; all when nothing is left.
///
/// - alpha: a byte for each pixel when the image has transparency, which stands before white; else null.
/// - box: left, top, width, height.
void signet_iscc_content(
    const uint8_t *pixels, const uint8_t *alpha, size_t width, size_t height, int channels, size_t box[4]);

/// In bytes.
size_t signet_iscc_scratch(size_t width, size_t height);

/// The part `box` of an image in gray, resized to 32 by 32 by the bicubic filter of Pillow (across, then down), rounding
/// for rounding.
///
/// - width: of the whole image, in pixels.
/// - samples: 1,024 bytes.
void signet_iscc_resize(
    const uint8_t *pixels, const uint8_t *alpha, size_t width, int channels, const size_t box[4], uint8_t *scratch,
    uint8_t *samples);

/// The 256 bits of the code; shorter codes are its beginning.
void signet_iscc_digest(const uint8_t *samples, uint8_t digest[SIGNET_ISCC_BYTES]);

#endif
