#include "exif.h"

#include <libexif/exif-data.h>
#include <libexif/exif-log.h>
#include <libexif/exif-mem.h>
#include <stdlib.h>
#include <string.h>

// Many entries may point at the same bytes, and libexif copies them for each. Its allocator has no context, so what one
// call may still allocate is kept per thread.
static _Thread_local size_t budget;

static void *bounded_alloc(ExifLong size) {
    if (size > budget) return NULL;
    budget -= size;
    return calloc(1, size == 0 ? 1 : size);
}

static void *bounded_realloc(void *memory, ExifLong size) {
    // Growing tables are small and grow by steps; the step, not the sum of all sizes, is what counts.
    if (size > (8u << 20)) return NULL;
    return realloc(memory, size == 0 ? 1 : size);
}

struct visit {
    void *context;
    signet_exif_visitor visitor;
    int is_big_endian;
    int directory;
    size_t given;
};

static void visit_entry(ExifEntry *entry, void *data) {
    struct visit *visit = data;
    const char *name = exif_tag_get_name_in_ifd(entry->tag, (ExifIfd)visit->directory);
    if (name == NULL || entry->data == NULL) return;
    struct signet_exif_entry out = {name, visit->directory, 0, visit->is_big_endian, entry->data, entry->size};
    char text[4200];
    if (entry->tag == EXIF_TAG_USER_COMMENT && entry->format != EXIF_FORMAT_ASCII) {
        out.is_raw_comment = 1;
    } else if (entry->format != EXIF_FORMAT_ASCII) {
        text[0] = 0;
        exif_entry_get_value(entry, text, sizeof text);
        text[sizeof text - 1] = 0;
        out.value = (const unsigned char *)text;
        out.value_size = strlen(text);
    } else {
        const unsigned char *end = memchr(entry->data, 0, entry->size);
        if (end != NULL) out.value_size = (size_t)(end - entry->data);
    }
    visit->given++;
    visit->visitor(visit->context, &out);
}

static void visit_content(ExifContent *content, void *data) {
    struct visit *visit = data;
    visit->directory = (int)exif_content_get_ifd(content);
    exif_content_foreach_entry(content, visit_entry, data);
}

static void note_damage(ExifLog *log, ExifLogCode code, const char *domain, const char *format, va_list args, void *data) {
    (void)log;
    (void)domain;
    (void)format;
    (void)args;
    if (code == EXIF_LOG_CODE_CORRUPT_DATA || code == EXIF_LOG_CODE_NO_MEMORY) *(int *)data = 1;
}

// libexif decodes maker notes of many makers whenever it meets their tag, and most of its vulnerabilities were there.
// The tag is therefore made unknown: with a known format after it, the two bytes are an entry and nothing else.
static void hide_maker_notes(uint8_t *tiff, size_t size) {
    if (size < 12) return;
    const int is_big_endian = tiff[0] == 'M';
    const uint8_t first = is_big_endian ? 0x92 : 0x7C, second = is_big_endian ? 0x7C : 0x92;
    uint8_t *at = tiff, *const end = tiff + size - 3;
    while (at < end && (at = memchr(at, first, (size_t)(end - at))) != NULL) {
        const unsigned format = is_big_endian ? at[2] << 8 | at[3] : at[3] << 8 | at[2];
        if (at[1] == second && format >= 1 && format <= 13) at[0] = at[1] = 0xFE;
        at++;
    }
}

int signet_exif_visit(const uint8_t *tiff, size_t size, void *context, signet_exif_visitor visitor) {
    static const uint8_t prefix[] = {'E', 'x', 'i', 'f', 0, 0};
    int is_damaged = 0;
    struct visit visit = {context, visitor, 0, 0, 0};
    // First of all, because libexif takes even its own allocator from it.
    budget = size * 8 + (1u << 20);
    uint8_t *copy = malloc(sizeof prefix + size);
    ExifMem *memory = exif_mem_new(bounded_alloc, bounded_realloc, free);
    ExifLog *log = exif_log_new();
    ExifData *data = memory == NULL ? NULL : exif_data_new_mem(memory);
    if (copy != NULL && log != NULL && data != NULL) {
        memcpy(copy, prefix, sizeof prefix);
        memcpy(copy + sizeof prefix, tiff, size);
        hide_maker_notes(copy + sizeof prefix, size);
        // Tags that libexif adds or rewrites to follow the specification are not in the file.
        exif_data_unset_option(data, EXIF_DATA_OPTION_FOLLOW_SPECIFICATION);
        exif_log_set_func(log, note_damage, &is_damaged);
        exif_data_log(data, log);
        exif_data_load_data(data, copy, (unsigned)(sizeof prefix + size));
        // From here on libexif only complains about single values that it would rather have in another form.
        exif_log_set_func(log, NULL, NULL);
        visit.is_big_endian = exif_data_get_byte_order(data) == EXIF_BYTE_ORDER_MOTOROLA;
        exif_data_foreach_content(data, visit_content, &visit);
    }
    if (data != NULL) exif_data_unref(data);
    if (log != NULL) exif_log_unref(log);
    if (memory != NULL) exif_mem_unref(memory);
    free(copy);
    return visit.given == 0 ? 2 : is_damaged;
}
