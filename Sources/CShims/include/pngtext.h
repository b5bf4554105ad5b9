#ifndef SIGNET_PNGTEXT_H
#define SIGNET_PNGTEXT_H

#include <stddef.h>
#include <stdint.h>

/// Receives one text: the keyword (Latin-1) and the value (UTF-8 for iTXt, else nominally Latin-1), uncompressed.
typedef void (*signet_png_text_visitor)(
    void *context, const char *key, size_t key_size, const char *value, size_t value_size);

/// Reads one PNG text chunk (length, type, data and checksum) with libpng and hands out what it says.
///
/// Returns how many texts the chunk gave: 0 when it is damaged or inflates to more than `limit` bytes. No pixel data is
/// involved: libpng sees a file that consists of an invented IHDR and this chunk.
int signet_png_visit_text(
    const uint8_t *chunk, size_t size, size_t limit, void *context, signet_png_text_visitor visitor);

#endif
