#ifndef SIGNET_GRAY_H
#define SIGNET_GRAY_H

#include <stddef.h>
#include <stdint.h>

/// Averages areas: an image of 1 or 3 channels becomes a gray one (ITU-R BT.601) of another size.
void signet_gray_resize(
    const uint8_t *pixels, int width, int height, int channels, uint8_t *out, int out_width, int out_height, float *scratch);

/// A gray image at twice its size, smoothly.
void signet_gray_double(const uint8_t *pixels, int width, int height, uint8_t *out);

/// How many bytes an image takes together with all its halvings.
size_t signet_pyramid_size(int width, int height);

/// Writes an image and its halvings one after the other, the largest first.
void signet_pyramid_fill(const uint8_t *gray, int width, int height, uint8_t *levels);

#endif
