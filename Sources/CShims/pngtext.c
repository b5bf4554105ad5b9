#include "pngtext.h"

#include <png.h>
#include <setjmp.h>
#include <string.h>

// Signature and IHDR of a 1 by 1 grey image, in front of the chunk to be read.
static const uint8_t head[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0, 0, 1, 0,
                               0,    0,   1,   8,   0,    0,    0,    0,    0x3A, 0x7E, 0x9B, 0x55};
// png_read_info returns when it meets the first IDAT, of which it reads only this much.
static const uint8_t tail[] = {0, 0, 0, 0, 'I', 'D', 'A', 'T'};

struct input {
    const uint8_t *parts[3];
    size_t sizes[3];
    int part;
};

static void read_input(png_structp png, png_bytep out, size_t size) {
    struct input *input = png_get_io_ptr(png);
    while (size > 0) {
        if (input->part == 3) png_error(png, "end of input");
        size_t count = input->sizes[input->part];
        if (count == 0) {
            input->part++;
            continue;
        }
        if (count > size) count = size;
        memcpy(out, input->parts[input->part], count);
        input->parts[input->part] += count;
        input->sizes[input->part] -= count;
        out += count;
        size -= count;
    }
}

// The default handlers print to standard error; the caller reports damage itself.
static void on_error(png_structp png, png_const_charp message) {
    (void)message;
    png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp message) {
    (void)png;
    (void)message;
}

int signet_png_visit_text(
    const uint8_t *chunk, size_t size, size_t limit, void *context, signet_png_text_visitor visitor) {
    struct input input = {{head, chunk, tail}, {sizeof head, size, sizeof tail}, 0};
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, on_error, on_warning);
    if (png == NULL) return 0;
    // Set before setjmp and not changed after it, so that its value survives the jump.
    png_infop info = png_create_info_struct(png);
    if (info == NULL) {
        png_destroy_read_struct(&png, NULL, NULL);
        return 0;
    }
    volatile int given = 0;
    if (setjmp(png_jmpbuf(png)) == 0) {
        png_set_read_fn(png, &input, read_input);
        png_set_user_limits(png, 1, 1);
        png_set_chunk_malloc_max(png, limit);
        png_set_chunk_cache_max(png, 4);
        png_read_info(png, info);
        png_textp texts = NULL;
        int count = 0;
        png_get_text(png, info, &texts, &count);
        for (int i = 0; i < count; i++) {
            const png_text *text = &texts[i];
            size_t length = text->compression >= PNG_ITXT_COMPRESSION_NONE ? text->itxt_length : text->text_length;
            if (text->key == NULL || text->text == NULL) continue;
            visitor(context, text->key, strlen(text->key), text->text, length);
            given = given + 1;
        }
    }
    png_destroy_read_struct(&png, &info, NULL);
    return given;
}
