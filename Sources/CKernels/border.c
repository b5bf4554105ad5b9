#include "border.h"

#include <stdlib.h>

enum {
    LEAST = 32,
    PASSES = 3,
    // In steps of a sample: how far a pixel may be from the border's colour before it counts as another, and on average.
    NEAR = 20,
    MEAN = 6,
    // One in so many pixels may be of another colour.
    OUTLIERS = 50,
};

struct line {
    const uint8_t *first;
    size_t step;
    size_t count;
};

static void mean_colour(struct line line, int channels, unsigned colour[3]) {
    unsigned long long sums[3] = {0, 0, 0};
    for (size_t k = 0; k < line.count; k++) {
        for (int c = 0; c < channels; c++) sums[c] += line.first[k * line.step + (size_t)c];
    }
    for (int c = 0; c < channels; c++) colour[c] = (unsigned)((sums[c] + line.count / 2) / line.count);
}

static int is_plain(struct line line, int channels, const unsigned colour[3]) {
    size_t others = 0, allowed = line.count / OUTLIERS;
    unsigned long long sum = 0;
    for (size_t k = 0; k < line.count; k++) {
        int most = 0;
        for (int c = 0; c < channels; c++) {
            int difference = abs((int)line.first[k * line.step + (size_t)c] - (int)colour[c]);
            if (difference > most) most = difference;
        }
        sum += (unsigned)most;
        if (most > NEAR && ++others > allowed) return 0;
    }
    return sum <= (unsigned long long)MEAN * line.count;
}

int signet_plain_border(const uint8_t *pixels, size_t width, size_t height, int channels, size_t box[4]) {
    size_t left = 0, top = 0, right = width, bottom = height;
    size_t least_width = width / 4 > LEAST ? width / 4 : LEAST, least_height = height / 4 > LEAST ? height / 4 : LEAST;
    for (int pass = 0; pass < PASSES; pass++) {
        int found = 0;
        for (int side = 0; side < 4; side++) {
            unsigned colour[3];
            for (int started = 0;; started = 1) {
                if (side < 2 ? bottom - top <= least_height : right - left <= least_width) break;
                size_t x = side == 3 ? right - 1 : left, y = side == 1 ? bottom - 1 : top;
                struct line line = {
                    pixels + (y * width + x) * (size_t)channels, (side < 2 ? 1 : width) * (size_t)channels,
                    side < 2 ? right - left : bottom - top};
                if (!started) mean_colour(line, channels, colour);
                if (!is_plain(line, channels, colour)) break;
                found = 1;
                if (side == 0) top++;
                else if (side == 1) bottom--;
                else if (side == 2) left++;
                else right--;
            }
        }
        if (!found) break;
    }
    box[0] = left;
    box[1] = top;
    box[2] = right - left;
    box[3] = bottom - top;
    return (width - box[2]) * 200 >= width * 3 || (height - box[3]) * 200 >= height * 3;
}
