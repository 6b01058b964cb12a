#define _GNU_SOURCE
#include "walls.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// The interface to mounts by descriptor, spelt out: the headers of older systems lack it. The numbers are the same on every
// architecture.
enum { open_tree_call = 428, move_mount_call = 429, mount_setattr_call = 442 };
enum { clone_tree = 1, from_descriptor = 4, to_descriptor = 0x40, empty_path = 0x1000, recursive = 0x8000 };

struct mount_attributes {
    uint64_t set, clear, propagation, user_namespace;
};

static int write_map(const char *path, const char *format, unsigned inside, unsigned outside) {
    char text[64];
    int length = snprintf(text, sizeof text, format, inside, outside);
    int map = open(path, O_WRONLY | O_CLOEXEC);
    if (map < 0) return -1;
    ssize_t written = write(map, text, (size_t)length);
    close(map);
    return written == length ? 0 : -1;
}

// One user and one group: an ordinary user inside, whoever that is outside.
static int map_identity(uid_t user, gid_t group) {
    if (write_map("/proc/self/setgroups", "deny", 0, 0) != 0 && errno != ENOENT) return -1;
    if (write_map("/proc/self/uid_map", "%u %u 1\n", 1000, user) != 0) return -1;
    return write_map("/proc/self/gid_map", "%u %u 1\n", 1000, group);
}

int reopened_directory(const struct confined_program *program) {
    struct stat expected, found;
    int directory = open(program->path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (directory < 0) return -1;
    if (fstat(program->directory, &expected) == 0 && fstat(directory, &found) == 0
        && expected.st_dev == found.st_dev && expected.st_ino == found.st_ino) return directory;
    close(directory);
    errno = ESTALE;
    return -1;
}

// Everything becomes read-only, but for the directory of the run. Descriptors from before lead around that: they are
// closed before the program starts.
static int restrict_mounts(const struct confined_program *program) {
    struct mount_attributes apart = {.propagation = MS_PRIVATE};
    struct mount_attributes fixed = {.set = MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID};
    if (syscall(mount_setattr_call, AT_FDCWD, "/", recursive, &apart, sizeof apart) != 0) return -1;
    int directory = reopened_directory(program);
    if (directory < 0) return -1;
    int tree = (int)syscall(open_tree_call, directory, "", empty_path | clone_tree | O_CLOEXEC);
    int result = tree < 0 ? -1 : (int)syscall(mount_setattr_call, AT_FDCWD, "/", recursive, &fixed, sizeof fixed);
    if (result == 0) result = (int)syscall(move_mount_call, tree, "", directory, "", from_descriptor | to_descriptor);
    close(directory);
    return result;
}

static bool is_mapped(const char *path, unsigned identity) {
    FILE *map = fopen(path, "re");
    unsigned inside, outside, count;
    bool is_found = !map;
    while (map && fscanf(map, "%u %u %u", &inside, &outside, &count) == 3) {
        if (identity >= inside && identity - inside < count) is_found = true;
    }
    if (map) fclose(map);
    return is_found;
}

bool confinement_is_nobodys(void) {
    return geteuid() == 0 && is_mapped("/proc/self/uid_map", nobody) && is_mapped("/proc/self/gid_map", nobody);
}

int become_nobody(void) {
    if (setgroups(0, NULL) != 0 || setresgid(nobody, nobody, nobody) != 0) return -1;
    if (setresuid(nobody, nobody, nobody) != 0) return -1;
    // Else it may not even look at itself.
    return prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
}

// Root needs no namespace of users for the others; one that cannot become somebody else does.
static int unshare_all(bool is_root, const struct confinement_walls *without, struct confinement_walls *walls) {
    int flags = CLONE_NEWIPC | CLONE_NEWUTS;
    if (!without->mounts) flags |= CLONE_NEWNS;
    if (!without->processes) flags |= CLONE_NEWPID;
    if (!without->network) flags |= CLONE_NEWNET;
    if (!(flags & (CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET))) return -1;
    if (unshare(flags | (is_root ? 0 : CLONE_NEWUSER)) != 0) return -1;
    walls->mounts = flags & CLONE_NEWNS;
    walls->processes = flags & CLONE_NEWPID;
    walls->network = flags & CLONE_NEWNET;
    return 0;
}

int enter_namespaces(const struct confined_program *program, struct confinement_walls *walls) {
    uid_t user = geteuid();
    gid_t group = getegid();
    bool is_root = confinement_is_nobodys();
    bool is_apart = unshare_all(is_root, &program->without, walls) == 0;
    if (!is_apart && is_root) {
        // A container's root may lack the right that an ordinary user has.
        if (become_nobody() != 0) return step_owner;
        user = nobody, group = nobody, is_root = false;
        is_apart = unshare_all(false, &program->without, walls) == 0;
    }
    if (is_apart && !is_root && map_identity(user, group) != 0) return step_user_map;
    if (walls->mounts && restrict_mounts(program) != 0) return step_mounts;
    return 0;
}

void mount_own_proc(struct confinement_walls *walls) {
    if (!walls->mounts) return;
    walls->own_proc = mount("proc", "/proc", "proc", MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) == 0;
}
