#include "gray.h"

#include <string.h>

// How much of which source pixels each output pixel is made of, along one axis.
static void span(int out, int out_length, int length, double *from, double *to) {
    *from = (double)out * length / out_length;
    *to = (double)(out + 1) * length / out_length;
}

void signet_gray_resize(
    const uint8_t *pixels, int width, int height, int channels, uint8_t *out, int out_width, int out_height, float *scratch) {
    size_t count = (size_t)width * (size_t)channels;
    for (int y = 0; y < out_height; y++) {
        double from, to;
        span(y, out_height, height, &from, &to);
        memset(scratch, 0, count * sizeof(float));
        for (int row = (int)from; row < height && (double)row < to; row++) {
            double start = from > row ? from : row, end = to < row + 1 ? to : row + 1;
            float weight = (float)((end - start) / (to - from));
            if (weight <= 0) continue;
            const uint8_t *source = pixels + (size_t)row * count;
            for (size_t k = 0; k < count; k++) scratch[k] += weight * (float)source[k];
        }
        if (channels == 3) {
            for (int x = 0; x < width; x++) {
                scratch[x] = 0.299f * scratch[3 * x] + 0.587f * scratch[3 * x + 1] + 0.114f * scratch[3 * x + 2];
            }
        }
        for (int x = 0; out_width == width && x < width; x++) {
            double value = (double)scratch[x] + 0.5;
            out[(size_t)y * (size_t)width + (size_t)x] = value > 255 ? 255 : (uint8_t)value;
        }
        for (int x = 0; out_width < width && x < out_width; x++) {
            span(x, out_width, width, &from, &to);
            double sum = 0;
            for (int column = (int)from; column < width && (double)column < to; column++) {
                double start = from > column ? from : column, end = to < column + 1 ? to : column + 1;
                sum += (end - start) * (double)scratch[column];
            }
            double value = sum / (to - from) + 0.5;
            out[(size_t)y * (size_t)out_width + (size_t)x] = value > 255 ? 255 : (uint8_t)value;
        }
    }
}

void signet_gray_double(const uint8_t *pixels, int width, int height, uint8_t *out) {
    for (int y = 0; y < 2 * height; y++) {
        // Three parts of the pixel it lies in, one of the nearest other one.
        int near = y / 2, far = y & 1 ? near + 1 : near - 1;
        far = far < 0 ? 0 : far >= height ? height - 1 : far;
        const uint8_t *a = pixels + (size_t)near * (size_t)width, *b = pixels + (size_t)far * (size_t)width;
        uint8_t *to = out + (size_t)y * (size_t)width * 2;
        for (int x = 0; x < 2 * width; x++) {
            int left = x / 2, right = x & 1 ? left + 1 : left - 1;
            right = right < 0 ? 0 : right >= width ? width - 1 : right;
            to[x] = (uint8_t)((3 * (3 * a[left] + b[left]) + 3 * a[right] + b[right] + 8) / 16);
        }
    }
}

size_t signet_pyramid_size(int width, int height) {
    size_t size = 0;
    while (width > 0 && height > 0) {
        size += (size_t)width * (size_t)height;
        width /= 2;
        height /= 2;
    }
    return size;
}

void signet_pyramid_fill(const uint8_t *gray, int width, int height, uint8_t *levels) {
    memcpy(levels, gray, (size_t)width * (size_t)height);
    while (width > 1 && height > 1) {
        uint8_t *to = levels + (size_t)width * (size_t)height;
        for (int y = 0; y < height / 2; y++) {
            const uint8_t *row = levels + (size_t)(2 * y) * (size_t)width;
            for (int x = 0; x < width / 2; x++) {
                const uint8_t *at = row + 2 * x;
                to[(size_t)y * (size_t)(width / 2) + (size_t)x] = (uint8_t)((at[0] + at[1] + at[width] + at[width + 1] + 2) / 4);
            }
        }
        levels = to;
        width /= 2;
        height /= 2;
    }
}
