#include "codecs.h"

static uint32_t read16(const uint8_t *at, int big) { return big ? at[0] << 8 | at[1] : at[1] << 8 | at[0]; }

static uint32_t read32(const uint8_t *at, int big) {
    return big ? (uint32_t)read16(at, 1) << 16 | read16(at + 2, 1) : (uint32_t)read16(at + 2, 0) << 16 | read16(at, 0);
}

int signet_exif_orientation(const uint8_t *data, size_t size) {
    if (size < 14) return 1;
    int big = data[0] == 'M' && data[1] == 'M';
    if (!big && !(data[0] == 'I' && data[1] == 'I')) return 1;
    if (read16(data + 2, big) != 42) return 1;
    size_t directory = read32(data + 4, big);
    if (directory > size - 2 || directory < 8) return 1;
    size_t entries = read16(data + directory, big);
    for (size_t i = 0; i < entries; i++) {
        size_t at = directory + 2 + i * 12;
        if (at + 12 > size) return 1;
        if (read16(data + at, big) != 0x0112) continue;
        uint32_t value = read16(data + at + 8, big);
        return read16(data + at + 2, big) == 3 && value >= 1 && value <= 8 ? (int)value : 1;
    }
    return 1;
}
