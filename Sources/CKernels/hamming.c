#include "hamming.h"

int signet_hamming_256(const uint64_t *left, const uint64_t *right) {
    int distance = 0;
    for (int word = 0; word < 4; word++) distance += __builtin_popcountll(left[word] ^ right[word]);
    return distance;
}
