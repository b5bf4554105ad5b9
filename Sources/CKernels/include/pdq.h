#ifndef SIGNET_PDQ_H
#define SIGNET_PDQ_H

#include <stddef.h>
#include <stdint.h>

enum {
    SIGNET_PDQ_LONGEST = 131072,
    /// The sides of the size at which `pdq-512` looks at every image.
    SIGNET_PDQ_CANONICAL = 512,
};

size_t signet_pdq_scratch(size_t width, int channels);

/// The 64 by 64 luminance samples PDQ is made from: two box filters in each direction and decimation, as one separable
/// linear map (facebook/ThreatExchange, pdq/cpp/downscaling/downscaling.cpp).
///
/// - pixels: rows of `stride` bytes, of which the first width * channels count; channels is 1 or 3.
/// - scratch: as many floats as `signet_pdq_scratch` says. Neither side may be longer than SIGNET_PDQ_LONGEST.
/// - samples: 64 rows of 64.
void signet_pdq_downsample(
    const uint8_t *pixels, size_t width, size_t height, size_t stride, int channels, float *scratch, float *samples);

/// The samples of the image at the canonical size: resampled by a triangle as wide as the reduction, without rounding in between,
/// then as `signet_pdq_downsample`. Resampling is a separable linear map too, so that the pixels are still read once.
void signet_pdq_downsample_canonically(
    const uint8_t *pixels, size_t width, size_t height, size_t stride, int channels, float *scratch, float *samples);

/// The same by the reference's own eight passes, rounding for rounding; needs two planes of floats as scratch.
void signet_pdq_downsample_exactly(
    const uint8_t *pixels, size_t width, size_t height, size_t stride, int channels, float *scratch, float *samples);

size_t signet_pdq_exact_scratch(size_t width, size_t height);

/// The quality of samples, 0 to 100 (pdqhashing.cpp). `unsure`: whether errors of the samples up to `tolerance` could change it.
int signet_pdq_quality(const float *samples, float tolerance, int *unsure);

/// Frequencies 1 to 16 of the two-dimensional cosine transform: 16 rows of 16 (pdqhashing.cpp).
void signet_pdq_transform(const float *samples, float *coefficients);

#endif
