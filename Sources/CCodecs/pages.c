#include "codecs.h"

#include <sys/mman.h>

void signet_prefer_large_pages(void *start, size_t size) {
    enum { PAGE = 4096, SMALLEST = 4 << 20 };
    if (size < SMALLEST) return;
    uintptr_t first = ((uintptr_t)start + PAGE - 1) / PAGE * PAGE, end = ((uintptr_t)start + size) / PAGE * PAGE;
    madvise((void *)first, end - first, MADV_HUGEPAGE);
}
