#define _GNU_SOURCE
#include "contained.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CPU_SECONDS = 10, WALL_SECONDS = 60 };

void *signet_shared_alloc(size_t size) {
    void *memory = mmap(NULL, size > 0 ? size : 1, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

void signet_shared_free(void *memory, size_t size) {
    if (memory != NULL) munmap(memory, size > 0 ? size : 1);
}

// The private memory this process has (proc(5), statm: data), in bytes.
static size_t private_memory(void) {
    char text[256];
    int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    ssize_t count = read(file, text, sizeof text - 1);
    close(file);
    if (count <= 0) return 0;
    text[count] = 0;
    unsigned long long data = 0;
    if (sscanf(text, "%*u %*u %*u %*u %*u %llu", &data) != 1) return 0;
    return (size_t)data * (size_t)sysconf(_SC_PAGESIZE);
}

static void limit(int resource, rlim_t value) {
    struct rlimit limit = {value, value};
    setrlimit(resource, &limit);
}

static _Noreturn void run(int (*work)(void *), void *context, size_t memory) {
    // A crash is an answer: nobody is told, nothing is dumped.
    static const int crashes[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGTRAP, SIGSYS};
    for (size_t k = 0; k < sizeof crashes / sizeof *crashes; k++) signal(crashes[k], SIG_DFL);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, CPU_SECONDS);
    size_t own = private_memory();
    if (own > 0) limit(RLIMIT_DATA, own + memory);
    int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (null >= 0) {
        dup2(null, STDOUT_FILENO);
        dup2(null, STDERR_FILENO);
    }
    _exit(work(context));
}

int signet_contained(int (*work)(void *context), void *context, size_t memory) {
    pid_t child = fork();
    if (child == 0) run(work, context, memory);
    if (child < 0) return -1;
    struct timespec started, now, pause = {0, 200000};
    clock_gettime(CLOCK_MONOTONIC, &started);
    for (;;) {
        int status = 0;
        pid_t ended = waitpid(child, &status, WNOHANG);
        if (ended == child) return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
        if (ended < 0 && errno != EINTR) return -1;
        clock_gettime(CLOCK_MONOTONIC, &now);
        if (now.tv_sec - started.tv_sec > WALL_SECONDS) kill(child, SIGKILL);
        nanosleep(&pause, NULL);
        // From a fifth of a millisecond to five.
        if (pause.tv_nsec < 5000000) pause.tv_nsec += pause.tv_nsec / 4;
    }
}
