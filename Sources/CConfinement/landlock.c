#define _GNU_SOURCE
#include "walls.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

// The kernel's interface, spelt out: the headers of older systems lack the later parts. The numbers are the same on
// every architecture.
enum { create_ruleset_call = 444, add_rule_call = 445, restrict_self_call = 446 };
enum { ask_version = 1, rule_path_beneath = 1 };

struct ruleset {
    uint64_t files;
    uint64_t network;
    uint64_t scoped;
};

struct path_rule {
    uint64_t allowed;
    int32_t parent;
} __attribute__((packed));

static const uint64_t execute_file = 1 << 0;
static const uint64_t write_file = 1 << 1;
static const uint64_t read_file = 1 << 2;
static const uint64_t read_directory = 1 << 3;
static const uint64_t truncate_file = 1 << 14;

int landlock_version(void) {
    long version = syscall(create_ruleset_call, NULL, (size_t)0, ask_version);
    return version < 0 ? 0 : (int)version;
}

static int allow_below(int ruleset, int parent, uint64_t rights) {
    struct path_rule rule = {.allowed = rights, .parent = parent};
    return (int)syscall(add_rule_call, ruleset, rule_path_beneath, &rule, 0);
}

// What is not there needs no rule.
static int allow_path(int ruleset, const char *path, uint64_t rights) {
    int file = open(path, O_PATH | O_CLOEXEC);
    if (file < 0) return errno == ENOENT || errno == ENOTDIR || errno == EACCES ? 0 : -1;
    int result = allow_below(ruleset, file, rights);
    // A directory's right does not fit a file.
    if (result != 0 && errno == EINVAL) result = allow_below(ruleset, file, rights & ~read_directory);
    close(file);
    return result;
}

// Reading, executing, writing, removing and making of all kinds; then moving between directories, truncating, and the
// controls of devices.
static uint64_t handled_rights(int version) {
    uint64_t rights = 0x1fff;
    if (version >= 2) rights |= 1 << 13;
    if (version >= 3) rights |= truncate_file;
    if (version >= 5) rights |= 1 << 15;
    return rights;
}

int restrict_files(const struct confined_program *program, int directory, int version) {
    uint64_t rights = handled_rights(version);
    struct ruleset handled = {.files = rights, .network = version >= 4 ? 3 : 0, .scoped = version >= 6 ? 3 : 0};
    size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
    int ruleset = (int)syscall(create_ruleset_call, &handled, size, 0);
    if (ruleset < 0) return -1;
    uint64_t to_a_file = read_file | write_file | (version >= 3 ? truncate_file : 0);
    if (allow_below(ruleset, directory, rights) != 0 || allow_path(ruleset, "/dev/null", to_a_file) != 0) return -1;
    for (char *const *path = program->readable; *path; path++) {
        if (allow_path(ruleset, *path, read_file | read_directory) != 0) return -1;
    }
    for (char *const *path = program->executable; *path; path++) {
        if (allow_path(ruleset, *path, execute_file | read_file) != 0) return -1;
    }
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || syscall(restrict_self_call, ruleset, 0) != 0) return -1;
    return close(ruleset);
}
