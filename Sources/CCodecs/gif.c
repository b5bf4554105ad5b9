#include "codecs.h"

#include <gif_lib.h>
#include <stdlib.h>
#include <string.h>

struct input {
    const uint8_t *data;
    size_t size;
};

static int read_input(GifFileType *file, GifByteType *out, int count) {
    struct input *input = file->UserData;
    size_t size = (size_t)count < input->size ? (size_t)count : input->size;
    memcpy(out, input->data, size);
    input->data += size;
    input->size -= size;
    return (int)size;
}

// Goes to the first image and keeps what its control extension says. `transparent` becomes -1 when no colour is.
static GifFileType *open_first(struct input *input, int *transparent) {
    int error = 0;
    *transparent = -1;
    GifFileType *file = DGifOpen(input, read_input, &error);
    if (file == NULL) return NULL;
    for (;;) {
        GifRecordType type;
        if (DGifGetRecordType(file, &type) == GIF_ERROR) break;
        if (type == IMAGE_DESC_RECORD_TYPE) {
            if (DGifGetImageDesc(file) == GIF_ERROR) break;
            return file;
        }
        if (type != EXTENSION_RECORD_TYPE) break;
        int code;
        GifByteType *block;
        if (DGifGetExtension(file, &code, &block) == GIF_ERROR) break;
        // GIF89a, 23: size 4, then flags, delay and the transparent colour.
        if (code == GRAPHICS_EXT_FUNC_CODE && block != NULL && block[0] == 4 && (block[1] & 1) != 0) *transparent = block[4];
        while (block != NULL) {
            if (DGifGetExtensionNext(file, &block) == GIF_ERROR) {
                DGifCloseFile(file, &error);
                return NULL;
            }
        }
    }
    DGifCloseFile(file, &error);
    return NULL;
}

enum signet_decode_result signet_gif_header(const uint8_t *data, size_t size, struct signet_image_header *header) {
    memset(header, 0, sizeof *header);
    struct input input = {data, size};
    int transparent, error;
    GifFileType *file = open_first(&input, &transparent);
    if (file == NULL) return SIGNET_DECODE_FAILED;
    const GifImageDesc *image = &file->Image;
    // Some files state no canvas.
    header->width = (uint32_t)(file->SWidth > 0 ? file->SWidth : image->Left + image->Width);
    header->height = (uint32_t)(file->SHeight > 0 ? file->SHeight : image->Top + image->Height);
    header->channels = 3;
    header->orientation = 1;
    int covers = image->Left <= 0 && image->Top <= 0 && (uint32_t)(image->Left + image->Width) >= header->width
        && (uint32_t)(image->Top + image->Height) >= header->height;
    header->has_alpha = transparent >= 0 || !covers;
    header->working_bytes = (uint64_t)image->Width;
    DGifCloseFile(file, &error);
    return SIGNET_DECODE_OK;
}

enum signet_decode_result signet_gif_decode(
    const uint8_t *data, size_t size, uint8_t *out, size_t out_size, uint8_t *alpha) {
    struct signet_image_header header;
    if (signet_gif_header(data, size, &header) != SIGNET_DECODE_OK) return SIGNET_DECODE_FAILED;
    struct input input = {data, size};
    int transparent, error;
    GifFileType *file = open_first(&input, &transparent);
    if (file == NULL) return SIGNET_DECODE_FAILED;
    const GifImageDesc image = file->Image;
    const ColorMapObject *colours = image.ColorMap != NULL ? image.ColorMap : file->SColorMap;
    size_t width = header.width, height = header.height;
    GifPixelType *line = image.Width > 0 ? malloc((size_t)image.Width * sizeof *line) : NULL;
    if (width == 0 || height == 0 || height > out_size / (width * 3) || colours == NULL || line == NULL || image.Left < 0
        || image.Top < 0) {
        free(line);
        DGifCloseFile(file, &error);
        return SIGNET_DECODE_FAILED;
    }
    memset(out, 0, width * height * 3);
    if (alpha != NULL) memset(alpha, 0, width * height);
    // Interlaced rows come in four passes (GIF89a, appendix E).
    static const int starts[] = {0, 4, 2, 1}, steps[] = {8, 8, 4, 2};
    enum signet_decode_result result = SIGNET_DECODE_OK;
    int rows = 0;
    for (int pass = 0; pass < (image.Interlace ? 4 : 1) && result == SIGNET_DECODE_OK; pass++) {
        int step = image.Interlace ? steps[pass] : 1;
        for (int y = image.Interlace ? starts[pass] : 0; y < image.Height; y += step) {
            if (DGifGetLine(file, line, image.Width) == GIF_ERROR) {
                result = rows > 0 ? SIGNET_DECODE_DAMAGED : SIGNET_DECODE_FAILED;
                break;
            }
            rows++;
            size_t row = (size_t)image.Top + (size_t)y;
            if (row >= height) continue;
            for (size_t x = 0; x < (size_t)image.Width && (size_t)image.Left + x < width; x++) {
                if (line[x] == transparent || line[x] >= colours->ColorCount) continue;
                GifColorType colour = colours->Colors[line[x]];
                size_t at = row * width + (size_t)image.Left + x;
                out[at * 3] = colour.Red;
                out[at * 3 + 1] = colour.Green;
                out[at * 3 + 2] = colour.Blue;
                if (alpha != NULL) alpha[at] = 0xFF;
            }
        }
    }
    free(line);
    DGifCloseFile(file, &error);
    return result;
}
