#ifndef SIGNET_SPAWNSHIM_H
#define SIGNET_SPAWNSHIM_H

#include <sys/types.h>

// Starts a program, found by PATH when its name has no slash, in a process group of its own, with pipes to its standard input,
// output and error. Nothing else that is open is handed on: keys may come from open descriptors. `pipes` are our ends, not
// blocking. 0, or an errno number.
int signet_spawn(char *const arguments[], pid_t *identifier, int pipes[3]);

// Writes to a pipe without a SIGPIPE when nobody reads it any more. As write(2).
ssize_t signet_write_quietly(int descriptor, const void *bytes, size_t size);

#endif
