// pipe2 and the closing of all descriptors are extensions.
#define _GNU_SOURCE

#include "spawnshim.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

int signet_spawn(char *const arguments[], pid_t *identifier, int pipes[3]) {
    int ends[6] = {-1, -1, -1, -1, -1, -1};
    int error = 0;
    for (int i = 0; i < 3 && error == 0; i++) {
        if (pipe2(ends + 2 * i, O_CLOEXEC) != 0) error = errno;
    }
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    if (error == 0) {
        posix_spawn_file_actions_init(&actions);
        posix_spawnattr_init(&attributes);
        posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO);
        posix_spawn_file_actions_adddup2(&actions, ends[3], STDOUT_FILENO);
        posix_spawn_file_actions_adddup2(&actions, ends[5], STDERR_FILENO);
        posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
        sigset_t none, all;
        sigemptyset(&none);
        sigfillset(&all);
        posix_spawnattr_setsigmask(&attributes, &none);
        posix_spawnattr_setsigdefault(&attributes, &all);
        posix_spawnattr_setpgroup(&attributes, 0);
        posix_spawnattr_setflags(
            &attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
        error = posix_spawnp(identifier, arguments[0], &actions, &attributes, arguments, environ);
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
    }
    // The program's ends are closed here in any case, ours when there is no program.
    const int ours[3] = {1, 2, 4};
    for (int i = 0; i < 3; i++) {
        int mine = ends[ours[i]];
        int theirs = ends[2 * i + (ours[i] == 2 * i ? 1 : 0)];
        if (theirs >= 0) close(theirs);
        if (error != 0 && mine >= 0) close(mine);
        if (error == 0) {
            fcntl(mine, F_SETFL, fcntl(mine, F_GETFL) | O_NONBLOCK);
            pipes[i] = mine;
        }
    }
    return error;
}

ssize_t signet_write_quietly(int descriptor, const void *bytes, size_t size) {
    sigset_t broken, before, pending;
    sigemptyset(&broken);
    sigaddset(&broken, SIGPIPE);
    sigpending(&pending);
    int was_pending = sigismember(&pending, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken, &before);
    ssize_t written = write(descriptor, bytes, size);
    int error = errno;
    if (written < 0 && error == EPIPE && !was_pending) {
        // Takes our own signal away before the mask is lifted.
        const struct timespec now = {0, 0};
        sigtimedwait(&broken, NULL, &now);
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = error;
    return written;
}
