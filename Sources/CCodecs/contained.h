#ifndef SIGNET_CONTAINED_H
#define SIGNET_CONTAINED_H

#include <stddef.h>

/// Runs `work` in a process of its own, so that what a library does with hostile data ends there: crashes, memory beyond `memory` bytes
/// more than this process has, more than ten seconds of CPU time. What `work` writes comes back only through memory from
/// `signet_shared_alloc`.
///
/// Returns what `work` returned (0 to 125), or -1 when it did not return.
int signet_contained(int (*work)(void *context), void *context, size_t memory);

/// Zeroed memory that both processes see; null when there is none.
void *signet_shared_alloc(size_t size);
void signet_shared_free(void *memory, size_t size);

#endif
