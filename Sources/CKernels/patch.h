#ifndef SIGNET_PATCH_H
#define SIGNET_PATCH_H

#include <stddef.h>
#include <stdint.h>

// The surroundings of a place in a plane of floats: in which direction they point, and what they look like.

enum { SIGNET_PATCH_SIDE = 20 };

// What a sample of a patch counts for, and where between the cells it lies: the same for every patch.
struct signet_patch_sampling {
    float offset[SIGNET_PATCH_SIDE], weight[SIGNET_PATCH_SIDE][SIGNET_PATCH_SIDE], share[SIGNET_PATCH_SIDE];
    int cell[SIGNET_PATCH_SIDE];
};

void signet_patch_prepare(struct signet_patch_sampling *s);

// The direction in which most of the surroundings change, and a second one where it is nearly as strong. Returns how many.
int signet_patch_directions(const float *plane, int width, int height, float x, float y, float sigma, float out[2]);

// 4 by 4 cells of 8 directions. `mirrored`, unless null, gets what it would be in the mirrored plane.
void signet_patch_describe(
    const struct signet_patch_sampling *s, const float *plane, int width, int height, float x, float y, float sigma, float angle,
    uint64_t bits[4], uint64_t *mirrored);

#endif
