#define _GNU_SOURCE
#include "walls.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static bool can_write(const char *path) {
    int file = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
    if (file >= 0) close(file);
    return file >= 0 || truncate(path, 0) == 0;
}

// A call that does nothing says so too: what counts is what is there afterwards. Where the file cannot even be seen, it
// cannot be changed.
static bool can_change_attributes(const char *path) {
    struct stat before, after;
    bool is_seen = stat(path, &before) == 0;
    const struct timespec times[2] = {{.tv_sec = 1}, {.tv_sec = 1}};
    bool has_mode = chmod(path, 0601) == 0;
    bool has_times = utimensat(AT_FDCWD, path, times, 0) == 0;
    if (!is_seen || stat(path, &after) != 0) return has_mode && has_times && !is_seen;
    return before.st_mode != after.st_mode || before.st_mtime != after.st_mtime;
}

static bool can_trace(pid_t stranger) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/root/", stranger);
    int root = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (root >= 0) close(root);
    return root >= 0 || ptrace(PTRACE_SEIZE, stranger, NULL, NULL) == 0;
}

static bool can_connect(int family, int kind) {
    int end = socket(family, kind, 0);
    if (end < 0) return false;
    close(end);
    return true;
}

int try_breaches(const char *outside, pid_t stranger) {
    int breaches = 0;
    if (can_write(outside)) breaches |= breach_write;
    if (can_change_attributes(outside)) breaches |= breach_attributes;
    if (kill(stranger, 0) == 0) breaches |= breach_signal;
    if (can_trace(stranger)) breaches |= breach_trace;
    if (can_connect(AF_INET, SOCK_DGRAM) || can_connect(AF_INET, SOCK_STREAM) || can_connect(AF_UNIX, SOCK_STREAM)) {
        breaches |= breach_network;
    }
    if (open("/dev/tty", O_RDWR | O_CLOEXEC) >= 0 || ioctl(1, TIOCSTI, "") == 0) breaches |= breach_terminal;
    if (unlink(outside) == 0) breaches |= breach_remove;
    return breaches;
}
