#include "codecs.h"
#include "contained.h"

#include <dlfcn.h>
#include <libheif/heif.h>
#include <pthread.h>
#include <string.h>

// libheif brings the encoders and decoders of three formats with it, which would cost every start of the program.
static struct {
    struct heif_context *(*context_alloc)(void);
    void (*context_free)(struct heif_context *);
    void (*context_set_max_decoding_threads)(struct heif_context *, int);
    struct heif_error (*context_read_from_memory_without_copy)(
        struct heif_context *, const void *, size_t, const struct heif_reading_options *);
    struct heif_error (*context_get_primary_image_handle)(struct heif_context *, struct heif_image_handle **);
    int (*context_get_number_of_top_level_images)(struct heif_context *);
    void (*image_handle_release)(const struct heif_image_handle *);
    int (*image_handle_get_width)(const struct heif_image_handle *);
    int (*image_handle_get_height)(const struct heif_image_handle *);
    int (*image_handle_get_ispe_width)(const struct heif_image_handle *);
    int (*image_handle_get_ispe_height)(const struct heif_image_handle *);
    int (*image_handle_has_alpha_channel)(const struct heif_image_handle *);
    enum heif_color_profile_type (*image_handle_get_color_profile_type)(const struct heif_image_handle *);
    struct heif_error (*decode_image)(
        const struct heif_image_handle *, struct heif_image **, enum heif_colorspace, enum heif_chroma,
        const struct heif_decoding_options *);
    const uint8_t *(*image_get_plane_readonly)(const struct heif_image *, enum heif_channel, int *);
    int (*image_get_width)(const struct heif_image *, enum heif_channel);
    int (*image_get_height)(const struct heif_image *, enum heif_channel);
    void (*image_release)(const struct heif_image *);
    int is_ready;
} lib;

// What the library may take beyond what the size of the picture explains, in bytes.
enum { SPARE = 64 << 20 };

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
    void *handle = dlopen("libheif.so.1", RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL) return;
#define LOAD(name)                                                                                                     \
    {                                                                                                                  \
        void *symbol = dlsym(handle, "heif_" #name);                                                                   \
        if (symbol == NULL) return;                                                                                    \
        memcpy(&lib.name, &symbol, sizeof symbol);                                                                     \
    }
    LOAD(context_alloc)
    LOAD(context_free)
    LOAD(context_set_max_decoding_threads)
    LOAD(context_read_from_memory_without_copy)
    LOAD(context_get_primary_image_handle)
    LOAD(context_get_number_of_top_level_images)
    LOAD(image_handle_release)
    LOAD(image_handle_get_width)
    LOAD(image_handle_get_height)
    LOAD(image_handle_get_ispe_width)
    LOAD(image_handle_get_ispe_height)
    LOAD(image_handle_has_alpha_channel)
    LOAD(image_handle_get_color_profile_type)
    LOAD(decode_image)
    LOAD(image_get_plane_readonly)
    LOAD(image_get_width)
    LOAD(image_get_height)
    LOAD(image_release)
#undef LOAD
    lib.is_ready = 1;
}

// Null when the file has no primary image.
static struct heif_context *open_input(const uint8_t *data, size_t size, struct heif_image_handle **handle) {
    struct heif_context *context = lib.context_alloc();
    if (context == NULL) return NULL;
    // One thread: several images are decoded at a time where that is asked for.
    lib.context_set_max_decoding_threads(context, 0);
    struct heif_error error = lib.context_read_from_memory_without_copy(context, data, size, NULL);
    if (error.code == heif_error_Ok) error = lib.context_get_primary_image_handle(context, handle);
    if (error.code == heif_error_Ok) return context;
    lib.context_free(context);
    return NULL;
}

static enum signet_decode_result read_header(const uint8_t *data, size_t size, struct signet_image_header *header) {
    struct heif_image_handle *handle = NULL;
    struct heif_context *context = open_input(data, size, &handle);
    if (context == NULL) return SIGNET_DECODE_FAILED;
    int width = lib.image_handle_get_width(handle), height = lib.image_handle_get_height(handle);
    int stored_width = lib.image_handle_get_ispe_width(handle), stored_height = lib.image_handle_get_ispe_height(handle);
    enum signet_decode_result result = SIGNET_DECODE_FAILED;
    if (width > 0 && height > 0 && stored_width > 0 && stored_height > 0) {
        header->width = (uint32_t)width;
        header->height = (uint32_t)height;
        header->channels = 3;
        header->orientation = 1;
        header->has_alpha = lib.image_handle_has_alpha_channel(handle);
        header->has_profile = lib.image_handle_get_color_profile_type(handle) == heif_color_profile_type_rICC
            || lib.image_handle_get_color_profile_type(handle) == heif_color_profile_type_prof;
        header->has_more = lib.context_get_number_of_top_level_images(context) > 1;
        // The decoder's planes of up to 16 bits, and the picture before and after its colours are converted.
        header->working_bytes = (uint64_t)stored_width * (uint64_t)stored_height * 15;
        result = SIGNET_DECODE_OK;
    }
    lib.image_handle_release(handle);
    lib.context_free(context);
    return result;
}

static enum signet_decode_result decode(const uint8_t *data, size_t size, uint8_t *out, size_t out_size, uint8_t *alpha) {
    struct heif_image_handle *handle = NULL;
    struct heif_context *context = open_input(data, size, &handle);
    if (context == NULL) return SIGNET_DECODE_FAILED;
    size_t width = (size_t)lib.image_handle_get_width(handle), height = (size_t)lib.image_handle_get_height(handle);
    size_t step = alpha == NULL ? 3 : 4;
    struct heif_image *image = NULL;
    enum signet_decode_result result = SIGNET_DECODE_FAILED;
    struct heif_error error = lib.decode_image(
        handle, &image, heif_colorspace_RGB, alpha == NULL ? heif_chroma_interleaved_RGB : heif_chroma_interleaved_RGBA, NULL);
    if (error.code == heif_error_Ok && image != NULL) {
        int stride = 0;
        const uint8_t *plane = lib.image_get_plane_readonly(image, heif_channel_interleaved, &stride);
        // What was decoded need not be what the header said.
        if (plane != NULL && (size_t)lib.image_get_width(image, heif_channel_interleaved) == width
            && (size_t)lib.image_get_height(image, heif_channel_interleaved) == height && stride > 0
            && (size_t)stride >= width * step && height <= out_size / (width * 3)) {
            for (size_t y = 0; y < height; y++) {
                const uint8_t *row = plane + y * (size_t)stride;
                for (size_t x = 0; x < width; x++) {
                    memcpy(out + (y * width + x) * 3, row + x * step, 3);
                    if (alpha != NULL) alpha[y * width + x] = row[x * step + 3];
                }
            }
            result = SIGNET_DECODE_OK;
        }
        lib.image_release(image);
    }
    lib.image_handle_release(handle);
    lib.context_free(context);
    return result;
}

struct header_job {
    const uint8_t *data;
    size_t size;
    struct signet_image_header *header;
};

static int run_header(void *context) {
    struct header_job *job = context;
    return read_header(job->data, job->size, job->header);
}

enum signet_decode_result signet_heif_header(const uint8_t *data, size_t size, struct signet_image_header *header) {
    memset(header, 0, sizeof *header);
    pthread_once(&once, load);
    if (!lib.is_ready) return SIGNET_DECODE_UNAVAILABLE;
    struct signet_image_header *shared = signet_shared_alloc(sizeof *shared);
    if (shared == NULL) return SIGNET_DECODE_FAILED;
    struct header_job job = {data, size, shared};
    int result = signet_contained(run_header, &job, SPARE);
    *header = *shared;
    signet_shared_free(shared, sizeof *shared);
    return result == SIGNET_DECODE_OK ? SIGNET_DECODE_OK : SIGNET_DECODE_FAILED;
}

struct decode_job {
    const uint8_t *data;
    size_t size;
    size_t memory;
    uint8_t *out;
    size_t out_size;
    uint8_t *alpha;
};

static int run_decode(void *context) {
    struct decode_job *job = context;
    return decode(job->data, job->size, job->out, job->out_size, job->alpha);
}

enum signet_decode_result signet_heif_decode(
    const uint8_t *data, size_t size, uint64_t working_bytes, uint8_t *out, size_t out_size, uint8_t *alpha) {
    pthread_once(&once, load);
    if (!lib.is_ready) return SIGNET_DECODE_UNAVAILABLE;
    size_t shared_size = out_size + (alpha != NULL ? out_size / 3 : 0);
    uint8_t *shared = signet_shared_alloc(shared_size);
    if (shared == NULL) return SIGNET_DECODE_FAILED;
    struct decode_job job = {
        data, size, (size_t)working_bytes + SPARE, shared, out_size, alpha != NULL ? shared + out_size : NULL};
    int result = signet_contained(run_decode, &job, job.memory);
    int is_there = result == SIGNET_DECODE_OK || result == SIGNET_DECODE_DAMAGED;
    if (is_there) {
        memcpy(out, shared, out_size);
        if (alpha != NULL) memcpy(alpha, shared + out_size, out_size / 3);
    }
    signet_shared_free(shared, shared_size);
    return is_there ? (enum signet_decode_result)result : SIGNET_DECODE_FAILED;
}
