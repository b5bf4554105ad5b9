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
    /// Bytes that decoding holds beside the output, as far as they are known: coefficients of progressive JPEG, rows of
    /// interlaced PNG.
    uint64_t working_bytes;
};

enum signet_decode_result {
    SIGNET_DECODE_OK = 0,
    /// The picture came out, but the data is damaged or ends early.
    SIGNET_DECODE_DAMAGED,
    SIGNET_DECODE_FAILED,
};

/// All functions take a whole file in memory, keep no state, and may be called by several threads at once. `out` has room for
/// width * height * channels bytes of the header, scaled where a scale is given.

enum signet_decode_result signet_jpeg_header(const uint8_t *data, size_t size, struct signet_image_header *header);

/// - scale: the denominator 1, 2, 4 or 8; the output's sides are rounded up.
/// - channels: of the output: 1 takes the luma as it is stored, 3 is red, green, blue.
enum signet_decode_result signet_jpeg_decode(
    const uint8_t *data, size_t size, int scale, int channels, uint8_t *out, size_t out_size);

enum signet_decode_result signet_png_header(const uint8_t *data, size_t size, struct signet_image_header *header);

/// 16 bits a sample become the upper 8, transparency is dropped, palettes and small gray depths are expanded.
enum signet_decode_result signet_png_decode(
    const uint8_t *data, size_t size, int channels, uint8_t *out, size_t out_size);

enum signet_decode_result signet_webp_header(const uint8_t *data, size_t size, struct signet_image_header *header);

enum signet_decode_result signet_webp_decode(const uint8_t *data, size_t size, uint8_t *out, size_t out_size);

/// The orientation (tag 0x0112) of a TIFF-structured EXIF block; 1 when there is none or it is damaged.
int signet_exif_orientation(const uint8_t *data, size_t size);

#endif
