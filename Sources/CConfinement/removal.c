#define _GNU_SOURCE
#include "confinement.h"
#include "walls.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int confined_directory(int base, const char *name) {
    if (mkdirat(base, name, 0700) != 0) return -1;
    int directory = openat(base, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (directory < 0) return -1;
    // Scripts look whether others may pass through the directories above their own.
    if (fchmod(directory, 0755) != 0 || (confinement_is_nobodys() && fchown(directory, nobody, nobody) != 0)) {
        close(directory);
        return -1;
    }
    return directory;
}

int confined_open(int directory, const char *path, int flags, mode_t mode) {
    int folder = dup(directory);
    char name[NAME_MAX + 1];
    for (const char *slash; folder >= 0 && (slash = strchr(path, '/')); path = slash + 1) {
        size_t length = (size_t)(slash - path);
        if (length == 0) continue;
        if (length > NAME_MAX) {
            close(folder);
            errno = ENAMETOOLONG;
            return -1;
        }
        memcpy(name, path, length);
        name[length] = 0;
        int next = strcmp(name, "..") == 0
            ? (errno = ELOOP, -1) : openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        int error = errno;
        close(folder);
        errno = error;
        folder = next;
    }
    if (folder < 0) return -1;
    // Nobody waits for the other end of a pipe.
    int file = openat(folder, *path ? path : ".", flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, mode);
    int error = errno;
    close(folder);
    errno = error;
    return file;
}

static bool is_directory(int base, const char *name) {
    struct stat status;
    return fstatat(base, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(status.st_mode);
}

// Whatever its mode is. Nobody else is there any more who could put a link into its place.
static DIR *open_stream(int base, const char *name) {
    if (!is_directory(base, name)) return NULL;
    fchmodat(base, name, 0700, 0);
    int directory = openat(base, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (directory < 0) return NULL;
    DIR *stream = fdopendir(directory);
    if (!stream) close(directory);
    return stream;
}

static bool is_entry(const char *name) { return strcmp(name, ".") != 0 && strcmp(name, "..") != 0; }

static int unlink_any(int base, const char *name) {
    return unlinkat(base, name, 0) == 0 ? 0 : unlinkat(base, name, AT_REMOVEDIR);
}

// Empties a directory but for directories that are not empty, which become neighbours of it: however deep a tree is, two
// descriptors are enough.
static int flatten(int base, const char *name, unsigned long *count) {
    DIR *stream = open_stream(base, name);
    if (!stream) return -1;
    int inside = dirfd(stream);
    for (struct dirent *entry; (entry = readdir(stream));) {
        if (!is_entry(entry->d_name) || unlink_any(inside, entry->d_name) == 0) continue;
        if (!is_directory(inside, entry->d_name)) continue;
        char other[32];
        snprintf(other, sizeof other, "%lu", (*count)++);
        // A directory moves only if it can be written.
        fchmodat(inside, entry->d_name, 0700, 0);
        renameat(inside, entry->d_name, base, other);
    }
    closedir(stream);
    return unlinkat(base, name, AT_REMOVEDIR);
}

int confined_remove(int base, const char *name) {
    static const char bin_name[] = ".removed";
    unsigned long count = 0;
    if (mkdirat(base, bin_name, 0700) != 0 && errno != EEXIST) return -1;
    int bin = openat(base, bin_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (bin < 0) return -1;
    int result = renameat(base, name, bin, "all");
    if (result == 0) result = flatten(bin, "all", &count);
    for (unsigned long index = 0; index < count; index++) {
        char moved[32];
        snprintf(moved, sizeof moved, "%lu", index);
        if (flatten(bin, moved, &count) != 0 && errno != ENOENT) result = -1;
    }
    close(bin);
    unlinkat(base, bin_name, AT_REMOVEDIR);
    return result;
}

int confined_remove_all(int base, int above, const char *base_name) {
    int copy = openat(base, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *stream = copy < 0 ? NULL : fdopendir(copy);
    if (!stream) return -1;
    for (struct dirent *entry; (entry = readdir(stream));) {
        if (!is_entry(entry->d_name) || unlink_any(base, entry->d_name) == 0) continue;
        if (strcmp(entry->d_name, ".removed") != 0) confined_remove(base, entry->d_name);
    }
    closedir(stream);
    return unlinkat(above, base_name, AT_REMOVEDIR);
}
