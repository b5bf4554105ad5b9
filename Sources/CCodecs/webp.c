#include "codecs.h"

#include <stdlib.h>
#include <string.h>
#include <webp/decode.h>

// Looks through the RIFF chunks of an extended file.
static void read_chunks(const uint8_t *data, size_t size, struct signet_image_header *header) {
    size_t at = 12;
    while (at + 8 <= size) {
        size_t length = (size_t)data[at + 4] | (size_t)data[at + 5] << 8 | (size_t)data[at + 6] << 16 | (size_t)data[at + 7] << 24;
        if (length > size - at - 8) return;
        if (memcmp(data + at, "EXIF", 4) == 0) {
            const uint8_t *exif = data + at + 8;
            size_t skip = length > 6 && memcmp(exif, "Exif\0", 6) == 0 ? 6 : 0;
            header->orientation = signet_exif_orientation(exif + skip, length - skip);
        } else if (memcmp(data + at, "ICCP", 4) == 0) {
            header->has_profile = 1;
        }
        at += 8 + length + (length & 1);
    }
}

enum signet_decode_result signet_webp_header(const uint8_t *data, size_t size, struct signet_image_header *header) {
    memset(header, 0, sizeof *header);
    WebPBitstreamFeatures features;
    if (WebPGetFeatures(data, size, &features) != VP8_STATUS_OK) return SIGNET_DECODE_FAILED;
    // The first frame of an animation needs a demuxer.
    if (features.has_animation || features.width <= 0 || features.height <= 0) return SIGNET_DECODE_FAILED;
    header->width = (uint32_t)features.width;
    header->height = (uint32_t)features.height;
    header->channels = 3;
    header->has_alpha = features.has_alpha;
    header->orientation = 1;
    header->working_bytes = (uint64_t)features.width * (uint64_t)features.height * (features.has_alpha ? 8 : 4);
    if (size > 12) read_chunks(data, size, header);
    return SIGNET_DECODE_OK;
}

enum signet_decode_result signet_webp_decode(
    const uint8_t *data, size_t size, uint8_t *out, size_t out_size, uint8_t *alpha) {
    int width = 0;
    int height = 0;
    if (!WebPGetInfo(data, size, &width, &height)) return SIGNET_DECODE_FAILED;
    if ((size_t)width * 3 > out_size / (size_t)height) return SIGNET_DECODE_FAILED;
    if (alpha == NULL) {
        return WebPDecodeRGBInto(data, size, out, out_size, width * 3) != NULL ? SIGNET_DECODE_OK : SIGNET_DECODE_FAILED;
    }
    size_t count = (size_t)width * (size_t)height;
    uint8_t *mixed = malloc(count * 4);
    if (mixed == NULL) return SIGNET_DECODE_FAILED;
    int decoded = WebPDecodeRGBAInto(data, size, mixed, count * 4, width * 4) != NULL;
    for (size_t k = 0; decoded && k < count; k++) {
        memcpy(out + k * 3, mixed + k * 4, 3);
        alpha[k] = mixed[k * 4 + 3];
    }
    free(mixed);
    return decoded ? SIGNET_DECODE_OK : SIGNET_DECODE_FAILED;
}
