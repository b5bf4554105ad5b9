#ifndef SIGNET_HAMMING_H
#define SIGNET_HAMMING_H

#include <stdint.h>

/// How many of 256 bits differ.
int signet_hamming_256(const uint64_t *left, const uint64_t *right);

#endif
