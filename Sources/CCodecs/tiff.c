#include "codecs.h"
#include "contained.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <tiffio.h>

// libtiff brings a dozen libraries with it, which would cost every start of the program.
static struct {
    TIFFOpenOptions *(*OpenOptionsAlloc)(void);
    void (*OpenOptionsFree)(TIFFOpenOptions *);
    void (*OpenOptionsSetMaxSingleMemAlloc)(TIFFOpenOptions *, tmsize_t);
    void (*OpenOptionsSetErrorHandlerExtR)(TIFFOpenOptions *, TIFFErrorHandlerExtR, void *);
    void (*OpenOptionsSetWarningHandlerExtR)(TIFFOpenOptions *, TIFFErrorHandlerExtR, void *);
    TIFF *(*ClientOpenExt)(
        const char *, const char *, thandle_t, TIFFReadWriteProc, TIFFReadWriteProc, TIFFSeekProc, TIFFCloseProc,
        TIFFSizeProc, TIFFMapFileProc, TIFFUnmapFileProc, TIFFOpenOptions *);
    void (*Close)(TIFF *);
    int (*GetField)(TIFF *, uint32_t, ...);
    int (*GetFieldDefaulted)(TIFF *, uint32_t, ...);
    int (*LastDirectory)(TIFF *);
    int (*RGBAImageBegin)(TIFFRGBAImage *, TIFF *, int, char[1024]);
    int (*RGBAImageGet)(TIFFRGBAImage *, uint32_t *, uint32_t, uint32_t);
    void (*RGBAImageEnd)(TIFFRGBAImage *);
    int is_ready;
} lib;

// What the library may take beyond what the size of the picture explains, in bytes.
enum { SPARE = 64 << 20 };

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
    void *handle = dlopen("libtiff.so.6", RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL) return;
#define LOAD(name)                                                                                                     \
    {                                                                                                                  \
        void *symbol = dlsym(handle, "TIFF" #name);                                                                    \
        if (symbol == NULL) return;                                                                                    \
        memcpy(&lib.name, &symbol, sizeof symbol);                                                                     \
    }
    LOAD(OpenOptionsAlloc)
    LOAD(OpenOptionsFree)
    LOAD(OpenOptionsSetMaxSingleMemAlloc)
    LOAD(OpenOptionsSetErrorHandlerExtR)
    LOAD(OpenOptionsSetWarningHandlerExtR)
    LOAD(ClientOpenExt)
    LOAD(Close)
    LOAD(GetField)
    LOAD(GetFieldDefaulted)
    LOAD(LastDirectory)
    LOAD(RGBAImageBegin)
    LOAD(RGBAImageGet)
    LOAD(RGBAImageEnd)
#undef LOAD
    lib.is_ready = 1;
}

struct input {
    const uint8_t *data;
    uint64_t size;
    uint64_t at;
};

static tmsize_t read_input(thandle_t handle, void *out, tmsize_t count) {
    struct input *input = handle;
    if (count <= 0 || input->at >= input->size) return 0;
    uint64_t size = input->size - input->at;
    if ((uint64_t)count < size) size = (uint64_t)count;
    memcpy(out, input->data + input->at, size);
    input->at += size;
    return (tmsize_t)size;
}

static tmsize_t write_nothing(thandle_t handle, void *data, tmsize_t count) {
    (void)handle;
    (void)data;
    (void)count;
    return 0;
}

static toff_t seek_input(thandle_t handle, toff_t offset, int whence) {
    struct input *input = handle;
    input->at = whence == SEEK_CUR ? input->at + offset : whence == SEEK_END ? input->size + offset : offset;
    return input->at;
}

static int close_input(thandle_t handle) {
    (void)handle;
    return 0;
}

static toff_t size_input(thandle_t handle) { return ((struct input *)handle)->size; }

static int on_message(TIFF *file, void *context, const char *module, const char *format, va_list arguments) {
    (void)file;
    (void)context;
    (void)module;
    (void)format;
    (void)arguments;
    return 1;
}

// Mapping is off ("m"), so that nothing beyond the file is read; only the first directory is.
static TIFF *open_input(struct input *input, size_t memory) {
    TIFFOpenOptions *options = lib.OpenOptionsAlloc();
    if (options == NULL) return NULL;
    lib.OpenOptionsSetMaxSingleMemAlloc(options, (tmsize_t)memory);
    lib.OpenOptionsSetErrorHandlerExtR(options, on_message, NULL);
    lib.OpenOptionsSetWarningHandlerExtR(options, on_message, NULL);
    TIFF *file = lib.ClientOpenExt(
        "input", "rm", input, read_input, write_nothing, seek_input, close_input, size_input, NULL, NULL, options);
    lib.OpenOptionsFree(options);
    return file;
}

static enum signet_decode_result read_header(const uint8_t *data, size_t size, struct signet_image_header *header) {
    struct input input = {data, size, 0};
    TIFF *file = open_input(&input, 16 << 20);
    if (file == NULL) return SIGNET_DECODE_FAILED;
    uint32_t width = 0, height = 0, profile_size = 0, rows = 0, tile_width = 0, tile_height = 0;
    uint16_t orientation = 1, bits = 1, samples = 1, extra = 0, *extras = NULL;
    void *profile = NULL;
    lib.GetField(file, TIFFTAG_IMAGEWIDTH, &width);
    lib.GetField(file, TIFFTAG_IMAGELENGTH, &height);
    lib.GetFieldDefaulted(file, TIFFTAG_ORIENTATION, &orientation);
    lib.GetFieldDefaulted(file, TIFFTAG_BITSPERSAMPLE, &bits);
    lib.GetFieldDefaulted(file, TIFFTAG_SAMPLESPERPIXEL, &samples);
    lib.GetFieldDefaulted(file, TIFFTAG_ROWSPERSTRIP, &rows);
    lib.GetField(file, TIFFTAG_TILEWIDTH, &tile_width);
    lib.GetField(file, TIFFTAG_TILELENGTH, &tile_height);
    if (lib.GetFieldDefaulted(file, TIFFTAG_EXTRASAMPLES, &extra, &extras) != 1) extra = 0;
    header->has_profile = lib.GetField(file, TIFFTAG_ICCPROFILE, &profile_size, &profile) == 1;
    header->width = width;
    header->height = height;
    header->channels = 3;
    header->orientation = orientation >= 1 && orientation <= 8 ? orientation : 1;
    header->has_alpha = extra > 0 && extras != NULL && (extras[0] == EXTRASAMPLE_ASSOCALPHA || extras[0] == EXTRASAMPLE_UNASSALPHA);
    header->has_more = !lib.LastDirectory(file);
    // The raster, and the strip or tile that is being decoded.
    if (rows > height) rows = height;
    uint64_t part = tile_width > 0 ? (uint64_t)tile_width * tile_height : (uint64_t)width * rows;
    uint64_t sample_bytes = ((uint64_t)bits + 7) / 8;
    header->working_bytes = (uint64_t)width * height * 4;
    if (part > UINT64_MAX / 16 / sample_bytes / (samples > 0 ? samples : 1)) header->working_bytes = UINT64_MAX / 2;
    else header->working_bytes += part * samples * sample_bytes;
    lib.Close(file);
    return SIGNET_DECODE_OK;
}

static enum signet_decode_result decode(
    const uint8_t *data, size_t size, size_t memory, uint8_t *out, size_t out_size, uint8_t *alpha) {
    struct input input = {data, size, 0};
    TIFF *file = open_input(&input, memory);
    if (file == NULL) return SIGNET_DECODE_FAILED;
    TIFFRGBAImage image;
    char message[1024];
    enum signet_decode_result result = SIGNET_DECODE_FAILED;
    if (lib.RGBAImageBegin(&image, file, 0, message)) {
        // Rows as they are stored: turning is the caller's.
        image.req_orientation = image.orientation;
        size_t width = image.width, height = image.height;
        if (width > 0 && height > 0 && height <= out_size / 3 / width) {
            uint32_t *raster = calloc(width * height, sizeof *raster);
            if (raster != NULL) {
                result = lib.RGBAImageGet(&image, raster, (uint32_t)width, (uint32_t)height) ? SIGNET_DECODE_OK : SIGNET_DECODE_DAMAGED;
                for (size_t k = 0; k < width * height; k++) {
                    out[k * 3] = (uint8_t)TIFFGetR(raster[k]);
                    out[k * 3 + 1] = (uint8_t)TIFFGetG(raster[k]);
                    out[k * 3 + 2] = (uint8_t)TIFFGetB(raster[k]);
                    if (alpha != NULL) alpha[k] = (uint8_t)TIFFGetA(raster[k]);
                }
            }
            free(raster);
        }
        lib.RGBAImageEnd(&image);
    }
    lib.Close(file);
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

enum signet_decode_result signet_tiff_header(const uint8_t *data, size_t size, struct signet_image_header *header) {
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
    return decode(job->data, job->size, job->memory, job->out, job->out_size, job->alpha);
}

enum signet_decode_result signet_tiff_decode(
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
