#define _GNU_SOURCE
#include "confinement.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
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
static const uint64_t truncate_file = 1 << 14;

int confinement_version(void) {
    long version = syscall(create_ruleset_call, NULL, (size_t)0, ask_version);
    return version < 0 ? 0 : (int)version;
}

static int allow_below(int ruleset, const char *path, uint64_t rights) {
    struct path_rule rule = {.allowed = rights, .parent = open(path, O_PATH | O_CLOEXEC)};
    if (rule.parent < 0) return -1;
    long result = syscall(add_rule_call, ruleset, rule_path_beneath, &rule, 0);
    close(rule.parent);
    return (int)result;
}

// Only calls that are safe between fork and exec.
static int confine(const char *directory, char *const programs[]) {
    int version = confinement_version();
    if (version == 0) return 0;
    // Executing, writing, removing and making of all kinds; then moving between directories, and truncating.
    uint64_t rights = execute_file | write_file | (0x1fff & ~(uint64_t)0xf);
    if (version >= 2) rights |= 1 << 13;
    if (version >= 3) rights |= truncate_file;
    struct ruleset handled = {.files = rights, .network = version >= 4 ? 3 : 0, .scoped = version >= 6 ? 3 : 0};
    size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
    int ruleset = (int)syscall(create_ruleset_call, &handled, size, 0);
    if (ruleset < 0) return -1;
    uint64_t to_a_file = version >= 3 ? write_file | truncate_file : write_file;
    if (allow_below(ruleset, directory, rights) != 0) return -1;
    if (allow_below(ruleset, "/dev/null", to_a_file) != 0) return -1;
    for (; *programs; programs++) {
        if (allow_below(ruleset, *programs, execute_file) != 0 && errno != ENOENT) return -1;
    }
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
    if (syscall(restrict_self_call, ruleset, 0) != 0) return -1;
    close(ruleset);
    return 0;
}

static void run(
    const char *directory, char *const programs[], const char *working_directory, const char *output,
    char *const arguments[], char *const environment[]) {
    setpgid(0, 0);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int number = 1; number < 32; number++) signal(number, SIG_DFL);
    int input = open("/dev/null", O_RDONLY);
    int stream = open(output, O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (input < 0 || stream < 0 || chdir(working_directory) != 0) return;
    if (dup2(input, 0) < 0 || dup2(stream, 1) < 0 || dup2(stream, 2) < 0) return;
    if (syscall(SYS_close_range, 3u, ~0u, 0u) != 0) {
        for (int descriptor = 3; descriptor < 1024; descriptor++) close(descriptor);
    }
    if (confine(directory, programs) != 0) return;
    execve(arguments[0], arguments, environment);
}

pid_t confined_spawn(
    const char *directory, char *const programs[], const char *working_directory, const char *output,
    char *const arguments[], char *const environment[]) {
    pid_t child = fork();
    if (child == 0) {
        run(directory, programs, working_directory, output, arguments, environment);
        _exit(126);
    }
    // Whoever comes first: the group exists when this returns.
    if (child > 0) setpgid(child, child);
    return child;
}
