#ifndef SIGNET_CLONED_H
#define SIGNET_CLONED_H

// A function that is compiled for newer processors as well; the program takes the one that fits when it starts.
#if defined(__x86_64__) && defined(__linux__)
#define CLONED __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define CLONED
#endif

#endif
