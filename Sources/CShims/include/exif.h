#ifndef SIGNET_EXIF_H
#define SIGNET_EXIF_H

#include <stddef.h>
#include <stdint.h>

/// One EXIF entry: the name of its tag and its value.
struct signet_exif_entry {
    const char *name;
    /// 0 and 1 for IFD0 and IFD1 (the thumbnail's), 2 EXIF, 3 GPS, 4 interoperability.
    int directory;
    /// Whether `value` is the raw UserComment, whose first 8 bytes name its encoding; else it is readable text.
    int is_raw_comment;
    /// Whether multi-byte values are big-endian.
    int is_big_endian;
    const unsigned char *value;
    size_t value_size;
};

typedef void (*signet_exif_visitor)(void *context, const struct signet_exif_entry *entry);

/// Reads TIFF-structured EXIF data with libexif, maker notes excepted, and hands out each entry whose tag has a name.
///
/// Returns 0 when the data is sound as far as libexif can tell, 1 when it is damaged, 2 when nothing could be read.
int signet_exif_visit(const uint8_t *tiff, size_t size, void *context, signet_exif_visitor visitor);

#endif
