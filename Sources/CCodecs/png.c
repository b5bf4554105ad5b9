#include "codecs.h"

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

struct input {
    const uint8_t *data;
    size_t size;
};

static void read_input(png_structp png, png_bytep out, size_t size) {
    struct input *input = png_get_io_ptr(png);
    if (size > input->size) png_error(png, "end of input");
    memcpy(out, input->data, size);
    input->data += size;
    input->size -= size;
}

static void on_error(png_structp png, png_const_charp message) {
    (void)message;
    png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp message) {
    (void)png;
    (void)message;
}

static png_structp start(struct input *input, png_infop *info) {
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, on_error, on_warning);
    if (png == NULL) return NULL;
    *info = png_create_info_struct(png);
    if (*info == NULL) {
        png_destroy_read_struct(&png, NULL, NULL);
        return NULL;
    }
    png_set_read_fn(png, input, read_input);
    // The caller has limits of its own; these keep ancillary chunks small.
    png_set_user_limits(png, 1 << 20, 1 << 20);
    png_set_chunk_cache_max(png, 256);
    png_set_chunk_malloc_max(png, 8 << 20);
    // For too large a chunk the library only warns, and then makes room for it: what the pixels do not need is passed over.
    static const png_byte skipped[] = "bKGD\0cHRM\0gAMA\0hIST\0iTXt\0oFFs\0pCAL\0pHYs\0sBIT\0sCAL\0sPLT\0sRGB\0tEXt\0tIME\0zTXt";
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, skipped, sizeof skipped / 5);
    // A wrong checksum of pixel data is noticed by zlib's own; Pillow reads on past those of ancillary chunks too.
    png_set_crc_action(png, PNG_CRC_DEFAULT, PNG_CRC_WARN_DISCARD);
    return png;
}

enum signet_decode_result signet_png_header(const uint8_t *data, size_t size, struct signet_image_header *header) {
    struct input input = {data, size};
    png_infop info = NULL;
    memset(header, 0, sizeof *header);
    png_structp png = start(&input, &info);
    if (png == NULL) return SIGNET_DECODE_FAILED;
    if (setjmp(png_jmpbuf(png))) {
        png_destroy_read_struct(&png, &info, NULL);
        return SIGNET_DECODE_FAILED;
    }
    png_read_info(png, info);
    header->width = png_get_image_width(png, info);
    header->height = png_get_image_height(png, info);
    int type = png_get_color_type(png, info);
    header->channels = type & PNG_COLOR_MASK_COLOR ? 3 : 1;
    header->has_alpha = (type & PNG_COLOR_MASK_ALPHA) != 0 || png_get_valid(png, info, PNG_INFO_tRNS) != 0;
    header->has_profile = png_get_valid(png, info, PNG_INFO_iCCP) != 0;
    // Passes are put together in a picture with opacity before it is split.
    if (header->has_alpha) {
        int interlaced = png_get_interlace_type(png, info) != PNG_INTERLACE_NONE;
        header->working_bytes = (uint64_t)header->width * (interlaced ? header->height : 1) * ((uint64_t)header->channels + 1);
    }
    header->orientation = 1;
    png_bytep exif = NULL;
    png_uint_32 exif_size = 0;
    if (png_get_eXIf_1(png, info, &exif_size, &exif) != 0 && exif != NULL) {
        header->orientation = signet_exif_orientation(exif, exif_size);
    }
    png_destroy_read_struct(&png, &info, NULL);
    return SIGNET_DECODE_OK;
}

// Takes the opacity out of a row.
static void split_row(const uint8_t *row, size_t width, int channels, uint8_t *out, uint8_t *alpha) {
    for (size_t x = 0; x < width; x++) {
        for (int c = 0; c < channels; c++) *out++ = *row++;
        *alpha++ = *row++;
    }
}

// Reads the rows, into `mixed` first when opacity has to be split off.
static void read_rows(
    png_structp png, size_t width, size_t height, int channels, int passes, uint8_t *out, uint8_t *alpha, uint8_t *mixed,
    volatile int *started) {
    size_t row = width * (size_t)channels, mixed_row = width * ((size_t)channels + 1);
    for (int pass = 0; pass < passes; pass++) {
        for (size_t y = 0; y < height; y++) {
            uint8_t *to = alpha == NULL ? out + y * row : mixed + (passes > 1 ? y * mixed_row : 0);
            png_read_row(png, to, NULL);
            *started = 1;
            if (alpha != NULL) split_row(to, width, channels, out + y * row, alpha + y * width);
        }
    }
}

enum signet_decode_result signet_png_decode(
    const uint8_t *data, size_t size, int channels, uint8_t *out, size_t out_size, uint8_t *alpha) {
    struct input input = {data, size};
    png_infop info = NULL;
    png_structp png = start(&input, &info);
    if (png == NULL) return SIGNET_DECODE_FAILED;
    volatile int started = 0;
    uint8_t *volatile mixed = NULL;
    if (setjmp(png_jmpbuf(png))) {
        png_destroy_read_struct(&png, &info, NULL);
        free(mixed);
        return started ? SIGNET_DECODE_DAMAGED : SIGNET_DECODE_FAILED;
    }
    png_read_info(png, info);
    int type = png_get_color_type(png, info);
    if (type == PNG_COLOR_TYPE_PALETTE) png_set_palette_to_rgb(png);
    if (type == PNG_COLOR_TYPE_GRAY) png_set_expand_gray_1_2_4_to_8(png);
    if (alpha != NULL && png_get_valid(png, info, PNG_INFO_tRNS) != 0) png_set_tRNS_to_alpha(png);
    if (png_get_bit_depth(png, info) == 16) png_set_strip_16(png);
    if (alpha == NULL) png_set_strip_alpha(png);
    int passes = png_set_interlace_handling(png);
    png_read_update_info(png, info);
    size_t width = png_get_image_width(png, info);
    size_t height = png_get_image_height(png, info);
    size_t row = width * (size_t)channels, mixed_row = width * ((size_t)channels + 1);
    if (png_get_rowbytes(png, info) != (alpha == NULL ? row : mixed_row) || row == 0 || height > out_size / row) {
        png_error(png, "size");
    }
    // What a damaged file does not fill is black.
    memset(out, 0, row * height);
    if (alpha != NULL) {
        memset(alpha, 0xFF, width * height);
        mixed = calloc(passes > 1 ? height : 1, mixed_row);
        if (mixed == NULL) png_error(png, "memory");
    }
    read_rows(png, width, height, channels, passes, out, alpha, mixed, &started);
    // What follows the pixels does not matter to them.
    png_destroy_read_struct(&png, &info, NULL);
    free(mixed);
    return SIGNET_DECODE_OK;
}
