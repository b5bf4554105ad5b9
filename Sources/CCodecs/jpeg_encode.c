#include "codecs.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jerror.h>
#include <jpeglib.h>

struct jump {
    struct jpeg_error_mgr base;
    jmp_buf target;
};

static void on_error(j_common_ptr info) { longjmp(((struct jump *)info->err)->target, 1); }

static void on_message(j_common_ptr info, int level) {
    (void)info;
    (void)level;
}

size_t signet_jpeg_encode(
    const uint8_t *pixels, uint32_t width, uint32_t height, int channels, int quality, uint8_t *out, size_t out_size) {
    struct jpeg_compress_struct info;
    struct jump jump;
    // Changed after setjmp and read after longjmp.
    unsigned char *volatile encoded = NULL;
    unsigned char *buffer = NULL;
    unsigned long size = 0;
    if (width == 0 || height == 0 || width > 65500 || height > 65500 || (channels != 1 && channels != 3)) return 0;
    memset(&info, 0, sizeof info);
    info.err = jpeg_std_error(&jump.base);
    jump.base.error_exit = on_error;
    jump.base.emit_message = on_message;
    if (setjmp(jump.target)) {
        jpeg_destroy_compress(&info);
        free(encoded);
        return 0;
    }
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, &buffer, &size);
    encoded = buffer;
    info.image_width = width;
    info.image_height = height;
    info.input_components = channels;
    info.in_color_space = channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, quality, TRUE);
    jpeg_start_compress(&info, TRUE);
    while (info.next_scanline < info.image_height) {
        JSAMPROW row = (JSAMPROW)(pixels + (size_t)info.next_scanline * width * channels);
        jpeg_write_scanlines(&info, &row, 1);
        encoded = buffer;
    }
    jpeg_finish_compress(&info);
    encoded = buffer;
    jpeg_destroy_compress(&info);
    size_t written = 0;
    if (buffer != NULL && size <= out_size) {
        memcpy(out, buffer, size);
        written = size;
    }
    free(buffer);
    return written;
}
