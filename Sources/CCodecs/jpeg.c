#include "codecs.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jerror.h>
#include <jpeglib.h>

// libjpeg's own handler ends the process.
struct jump {
    struct jpeg_error_mgr base;
    jmp_buf target;
    int damaged;
};

static void on_error(j_common_ptr info) { longjmp(((struct jump *)info->err)->target, 1); }

// Level -1 is a warning about damaged data; it is noted, not printed.
static void on_message(j_common_ptr info, int level) {
    if (level < 0) ((struct jump *)info->err)->damaged = 1;
}

static void start(struct jpeg_decompress_struct *info, struct jump *jump, const uint8_t *data, size_t size) {
    info->err = jpeg_std_error(&jump->base);
    jump->base.error_exit = on_error;
    jump->base.emit_message = on_message;
    jump->damaged = 0;
    jpeg_create_decompress(info);
    jpeg_mem_src(info, data, size);
}

enum signet_decode_result signet_jpeg_header(const uint8_t *data, size_t size, struct signet_image_header *header) {
    struct jpeg_decompress_struct info;
    struct jump jump;
    memset(header, 0, sizeof *header);
    memset(&info, 0, sizeof info);
    info.err = jpeg_std_error(&jump.base);
    jump.base.error_exit = on_error;
    if (setjmp(jump.target)) {
        jpeg_destroy_decompress(&info);
        return SIGNET_DECODE_FAILED;
    }
    start(&info, &jump, data, size);
    jpeg_save_markers(&info, JPEG_APP0 + 1, 65535);
    jpeg_save_markers(&info, JPEG_APP0 + 2, 16);
    jpeg_read_header(&info, TRUE);
    header->width = info.image_width;
    header->height = info.image_height;
    header->channels = info.jpeg_color_space == JCS_GRAYSCALE ? 1 : 3;
    header->orientation = 1;
    if (info.progressive_mode) {
        header->working_bytes = (uint64_t)info.image_width * info.image_height * info.num_components * sizeof(JCOEF);
    }
    for (jpeg_saved_marker_ptr marker = info.marker_list; marker != NULL; marker = marker->next) {
        if (marker->marker == JPEG_APP0 + 1 && marker->data_length > 6 && memcmp(marker->data, "Exif\0", 6) == 0) {
            if (header->orientation == 1) {
                header->orientation = signet_exif_orientation(marker->data + 6, marker->data_length - 6);
            }
        } else if (marker->marker == JPEG_APP0 + 2 && marker->data_length >= 12) {
            if (memcmp(marker->data, "ICC_PROFILE", 12) == 0) header->has_profile = 1;
        }
    }
    jpeg_destroy_decompress(&info);
    return SIGNET_DECODE_OK;
}

// Inks as Pillow takes them: the Adobe marker says that they are stored inverted.
static void inks_to_light(uint8_t *row, uint32_t width, int inverted) {
    for (uint32_t x = 0; x < width; x++) {
        const uint8_t *ink = row + (size_t)x * 4;
        unsigned black = inverted ? ink[3] : 255u - ink[3];
        for (int c = 0; c < 3; c++) {
            unsigned product = (inverted ? 255u - ink[c] : ink[c]) * black + 128;
            // Exact division by 255 with rounding.
            unsigned part = (product + (product >> 8)) >> 8;
            row[(size_t)x * 3 + c] = (uint8_t)(black - part);
        }
    }
}

enum signet_decode_result signet_jpeg_decode(
    const uint8_t *data, size_t size, int scale, int channels, uint8_t *out, size_t out_size) {
    struct jpeg_decompress_struct info;
    struct jump jump;
    memset(&info, 0, sizeof info);
    info.err = jpeg_std_error(&jump.base);
    jump.base.error_exit = on_error;
    // Freed with libjpeg's other memory.
    if (setjmp(jump.target)) {
        jpeg_destroy_decompress(&info);
        return SIGNET_DECODE_FAILED;
    }
    start(&info, &jump, data, size);
    jpeg_read_header(&info, TRUE);
    int inks = info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK;
    if (inks) {
        if (channels != 3) ERREXIT(&info, JERR_CONVERSION_NOTIMPL);
        info.out_color_space = JCS_CMYK;
    } else {
        info.out_color_space = channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
    }
    info.scale_num = 1;
    info.scale_denom = (unsigned)scale;
    info.dct_method = JDCT_ISLOW;
    jpeg_start_decompress(&info);
    size_t row = (size_t)info.output_width * (size_t)channels;
    if (row == 0 || info.output_height > out_size / row) ERREXIT(&info, JERR_IMAGE_TOO_BIG);
    JSAMPARRAY line = NULL;
    if (inks) line = info.mem->alloc_sarray((j_common_ptr)&info, JPOOL_IMAGE, info.output_width * 4, 1);
    while (info.output_scanline < info.output_height) {
        uint8_t *at = out + (size_t)info.output_scanline * row;
        if (inks) {
            jpeg_read_scanlines(&info, line, 1);
            inks_to_light(line[0], info.output_width, info.saw_Adobe_marker);
            memcpy(at, line[0], row);
        } else {
            // Several rows a call, as many as the library makes at once.
            JSAMPROW rows[8];
            int count = 0;
            while (count < 8 && info.output_scanline + (unsigned)count < info.output_height) {
                rows[count] = at + (size_t)count * row;
                count++;
            }
            jpeg_read_scanlines(&info, rows, (JDIMENSION)count);
        }
    }
    jpeg_finish_decompress(&info);
    int damaged = jump.damaged;
    jpeg_destroy_decompress(&info);
    return damaged ? SIGNET_DECODE_DAMAGED : SIGNET_DECODE_OK;
}
