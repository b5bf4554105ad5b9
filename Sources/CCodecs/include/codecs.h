#ifndef SIGNET_CODECS_H
#define SIGNET_CODECS_H

#include <stddef.h>
#include <stdint.h>

/// What a file's header says about its picture, before anything is allocated for it.
struct signet_image_header {
    uint32_t width;
    uint32_t height;
    /// 1 (gray) or 3 (red, green, blue): what decoding gives.
    int channels;
    /// EXIF orientation, 1 to 8; 1 when there is none.
    int orientation;
    int has_alpha;
    int has_profile;
    /// Whether there are more pictures than the one that is decoded.
    int has_more;
    /// Bytes that decoding holds beside the output, as far as they are known: coefficients of progressive JPEG, rows of
    /// interlaced PNG.
    uint64_t working_bytes;
};

enum signet_decode_result {
    SIGNET_DECODE_OK = 0,
    /// The picture came out, but the data is damaged or ends early.
    SIGNET_DECODE_DAMAGED,
    SIGNET_DECODE_FAILED,
    /// The library that can decode this is not installed.
    SIGNET_DECODE_UNAVAILABLE,
};

/// All functions take a whole file in memory, keep no state, and may be called by several threads at once. `out` has room for
/// width * height * channels bytes of the header, scaled where a scale is given; all of it is written unless decoding failed.
/// `alpha` has room for width * height bytes of opacity; null when nobody asks, or the header has none.

enum signet_decode_result signet_jpeg_header(const uint8_t *data, size_t size, struct signet_image_header *header);

/// - scale: the denominator 1, 2, 4 or 8; the output's sides are rounded up.
/// - channels: of the output: 1 takes the luma as it is stored, 3 is red, green, blue.
enum signet_decode_result signet_jpeg_decode(
    const uint8_t *data, size_t size, int scale, int channels, uint8_t *out, size_t out_size);

enum signet_decode_result signet_png_header(const uint8_t *data, size_t size, struct signet_image_header *header);

/// 16 bits a sample become the upper 8, palettes and small gray depths are expanded.
enum signet_decode_result signet_png_decode(
    const uint8_t *data, size_t size, int channels, uint8_t *out, size_t out_size, uint8_t *alpha);

enum signet_decode_result signet_webp_header(const uint8_t *data, size_t size, struct signet_image_header *header);

enum signet_decode_result signet_webp_decode(
    const uint8_t *data, size_t size, uint8_t *out, size_t out_size, uint8_t *alpha);

/// The first frame on the canvas. What it does not cover is transparent black.
enum signet_decode_result signet_gif_header(const uint8_t *data, size_t size, struct signet_image_header *header);

enum signet_decode_result signet_gif_decode(
    const uint8_t *data, size_t size, uint8_t *out, size_t out_size, uint8_t *alpha);

/// The libraries of TIFF, AVIF and HEIF are loaded at the first call (SIGNET_DECODE_UNAVAILABLE when they are not there) and run in
/// a process of their own with limits on memory and time, so that no file can do more to this one than fail. `out_size` is exactly
/// width * height * 3, `working_bytes` what the header said.

/// The first directory. Associated and unassociated alpha come out the same: colours that transparency has darkened.
enum signet_decode_result signet_tiff_header(const uint8_t *data, size_t size, struct signet_image_header *header);

enum signet_decode_result signet_tiff_decode(
    const uint8_t *data, size_t size, uint64_t working_bytes, uint8_t *out, size_t out_size, uint8_t *alpha);

/// The primary image, turned and cropped as its properties say (so that the orientation is 1).
enum signet_decode_result signet_heif_header(const uint8_t *data, size_t size, struct signet_image_header *header);

enum signet_decode_result signet_heif_decode(
    const uint8_t *data, size_t size, uint64_t working_bytes, uint8_t *out, size_t out_size, uint8_t *alpha);

/// Writes `width * height * channels` bytes of pixels as a baseline JPEG.
///
/// - channels: 1 (gray) or 3 (red, green, blue).
/// - Returns: its size in bytes; 0 when it cannot be made or does not fit into `out_size`.
size_t signet_jpeg_encode(
    const uint8_t *pixels, uint32_t width, uint32_t height, int channels, int quality, uint8_t *out, size_t out_size);

/// The orientation (tag 0x0112) of a TIFF-structured EXIF block; 1 when there is none or it is damaged.
int signet_exif_orientation(const uint8_t *data, size_t size);

/// Asks for large pages behind memory that is about to be filled; nothing depends on the answer.
void signet_prefer_large_pages(void *start, size_t size);

#endif
