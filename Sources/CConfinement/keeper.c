#define _GNU_SOURCE
#include "walls.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

const char *confinement_step(int32_t step) {
    switch (step) {
    case step_streams: return "connecting its streams";
    case step_owner: return "giving up the rights of root";
    case step_user_map: return "naming its user";
    case step_mounts: return "making everything else read-only";
    case step_process: return "making a process";
    case step_directory: return "entering its directory";
    case step_limits: return "limiting what it takes";
    case step_landlock: return "restricting files";
    case step_filter: return "restricting calls of the kernel";
    case step_program: return "starting the program";
    default: return "";
    }
}

/// What one start consists of, on its way through the processes.
struct start {
    const struct confined_program *program;
    struct confinement_report report;
    /// Where the report goes.
    int channel;
    /// Of a trial; NULL for a run.
    const char *outside;
    pid_t stranger;
};

static _Noreturn void give_up(struct start *start, int step) {
    start->report.step = step;
    start->report.error = errno;
    ssize_t written = write(start->channel, &start->report, sizeof start->report);
    _exit(written < 0 ? 127 : 126);
}

static void reset_signals(void) {
    sigset_t none;
    sigemptyset(&none);
    for (int number = 1; number < 32; number++) signal(number, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static int shell_status(int status) {
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int limit(int resource, uint64_t value) {
    struct rlimit old, new = {.rlim_cur = value, .rlim_max = value};
    if (getrlimit(resource, &old) != 0) return -1;
    if (old.rlim_max < new.rlim_max) new.rlim_max = old.rlim_max;
    if (old.rlim_max < new.rlim_cur) new.rlim_cur = old.rlim_max;
    return setrlimit(resource, &new);
}

static int limit_all(const struct confinement_limits *limits) {
    if (limit(RLIMIT_AS, limits->memory) || limit(RLIMIT_FSIZE, limits->file_size)) return -1;
    if (limit(RLIMIT_NPROC, limits->processes) || limit(RLIMIT_CPU, limits->seconds)) return -1;
    return limit(RLIMIT_CORE, 0) || limit(RLIMIT_NOFILE, 1024) ? -1 : 0;
}

// MARK: The program's process

static void close_range_of(unsigned first, unsigned last) {
    enum { close_range_call = 436 };
    if (first > last || syscall(close_range_call, first, last, 0u) == 0) return;
    for (unsigned descriptor = first; descriptor <= last && descriptor < 4096; descriptor++) close((int)descriptor);
}

// Closes everything but the standard streams and what is listed, in ascending order.
static void close_others(const int *kept, size_t count) {
    unsigned next = 3;
    for (size_t index = 0; index < count; index++) {
        if ((unsigned)kept[index] < next) continue;
        close_range_of(next, (unsigned)kept[index] - 1);
        next = (unsigned)kept[index] + 1;
    }
    close_range_of(next, ~0u);
}

// What leads to files outside goes; the channel goes when the program starts.
static int connect_streams(int output, int channel) {
    int input = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (input < 0 || dup2(input, 0) < 0 || dup2(output, 1) < 0 || dup2(output, 2) < 0) return -1;
    close_others(&channel, 1);
    return 0;
}

static _Noreturn void become_program(struct start *start) {
    const struct confined_program *program = start->program;
    struct confinement_walls *walls = &start->report.walls;
    int version = program->without.landlock ? 0 : landlock_version();
    setsid();
    reset_signals();
    if (confinement_is_nobodys() && become_nobody() != 0) give_up(start, step_owner);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    int directory = reopened_directory(program);
    if (directory < 0 || fchdir(directory) != 0) give_up(start, step_directory);
    if (*program->working_directory && chdir(program->working_directory) != 0) give_up(start, step_directory);
    if (limit_all(&program->limits) != 0) give_up(start, step_limits);
    if (version > 0 && restrict_files(program, directory, version) != 0) give_up(start, step_landlock);
    walls->landlock = version;
    if (connect_streams(program->output, start->channel) != 0) give_up(start, step_streams);
    if (!program->without.filter) {
        walls->filter = refuse_calls(walls->mounts) == 0;
        if (!walls->filter && errno != ENOSYS && errno != EINVAL) give_up(start, step_filter);
    }
    if (start->outside) {
        start->report.breaches = try_breaches(start->outside, start->stranger);
        give_up(start, step_none);
    }
    if (write(start->channel, &start->report, sizeof start->report) != sizeof start->report) _exit(127);
    execve(program->arguments[0], program->arguments, program->environment);
    give_up(start, step_program);
}

// MARK: Whoever looks after it

static void await_signals(const sigset_t *signals, long milliseconds, bool *must_end) {
    const struct timespec time = {.tv_sec = milliseconds / 1000, .tv_nsec = milliseconds % 1000 * 1000000};
    if (sigtimedwait(signals, NULL, &time) == SIGTERM) *must_end = true;
}

// Buries children until the one is dead; then the others have a moment to pass on what they were given. Both signals
// are blocked, hence none is missed between a look and a pause.
static int bury_until_end(pid_t child, const sigset_t *signals) {
    int status, result = 128 + SIGKILL, patience = 500;
    bool is_over = false, must_end = false;
    while (!must_end && patience > 0) {
        pid_t dead = waitpid(-1, &status, WNOHANG);
        if (dead == child) {
            result = shell_status(status);
            is_over = true;
        } else if (dead < 0 && errno == ECHILD) {
            break;
        } else if (dead == 0) {
            if (is_over) patience--;
            await_signals(signals, is_over ? 1 : 1000, &must_end);
        }
    }
    return result;
}

static sigset_t blocked_signals(void) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGCHLD);
    sigaddset(&signals, SIGTERM);
    sigprocmask(SIG_SETMASK, &signals, NULL);
    return signals;
}

// The first process of a process namespace: when it ends, the kernel ends all others.
static _Noreturn void be_first(struct start *start) {
    mount_own_proc(&start->report.walls);
    if (confinement_is_nobodys() && become_nobody() != 0) give_up(start, step_owner);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    pid_t child = fork();
    if (child < 0) give_up(start, step_process);
    if (child == 0) become_program(start);
    sigset_t signals = blocked_signals();
    close_others(NULL, 0);
    _exit(bury_until_end(child, &signals));
}

// Goes through the walls, and stays before the last: whoever enters a process namespace is a child of this one.
static _Noreturn void enter(struct start *start) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    int step = enter_namespaces(start->program, &start->report.walls);
    if (step != 0) give_up(start, step);
    // Credentials that change forget it.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (!start->report.walls.processes) become_program(start);
    pid_t first = fork();
    if (first < 0) give_up(start, step_process);
    if (first == 0) be_first(start);
    close_others(NULL, 0);
    int status = 0;
    while (waitpid(first, &status, 0) < 0 && errno == EINTR) {}
    _exit(shell_status(status));
}

static pid_t parent_of(const char *process, char *state) {
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%.20s/stat", process);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return -1;
    ssize_t length = read(file, text, sizeof text - 1);
    close(file);
    if (length <= 0) return -1;
    text[length] = 0;
    const char *name_end = strrchr(text, ')');
    int parent = -1;
    return name_end && sscanf(name_end + 1, " %c %d", state, &parent) == 2 ? parent : -1;
}

// Signals every living descendant; how many there are.
static size_t signal_descendants(int number) {
    enum { most = 65536 };
    static pid_t all[most][2];
    size_t count = 0, found = 0;
    DIR *processes = opendir("/proc");
    if (!processes) return 0;
    for (struct dirent *entry; (entry = readdir(processes)) && count < most;) {
        char state = 0;
        pid_t process = (pid_t)atoi(entry->d_name);
        pid_t parent = process > 0 ? parent_of(entry->d_name, &state) : -1;
        if (parent > 0 && state != 'Z') all[count][0] = process, all[count++][1] = parent;
    }
    closedir(processes);
    pid_t self = getpid();
    for (bool is_changed = true; is_changed;) {
        is_changed = false;
        for (size_t index = 0; index < count; index++) {
            if (all[index][1] != self) continue;
            // Whose parent it is belongs to us as well.
            for (size_t other = 0; other < count; other++) {
                if (all[other][1] == all[index][0]) all[other][1] = self, is_changed = true;
            }
            kill(all[index][0], number);
            all[index][1] = -1;
            found++;
        }
    }
    return found;
}

// Stopped first, so that none makes another while its neighbour dies.
void end_descendants(void) {
    for (;;) {
        signal_descendants(SIGSTOP);
        signal_descendants(SIGKILL);
        pid_t dead;
        while ((dead = waitpid(-1, NULL, WNOHANG)) > 0) {}
        if (dead < 0 && errno == ECHILD) return;
        const struct timespec moment = {.tv_nsec = 1000000};
        nanosleep(&moment, NULL);
    }
}

// Outside all walls, where nothing of the run can reach it. It holds no descriptor of others.
static _Noreturn void keep(struct start *start, pid_t parent) {
    const struct confined_program *program = start->program;
    setsid();
    reset_signals();
    sigset_t signals = blocked_signals();
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent) raise(SIGTERM);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    start->stranger = parent;
    pid_t child = fork();
    if (child < 0) give_up(start, step_process);
    if (child == 0) enter(start);
    close(start->channel);
    int status = bury_until_end(child, &signals);
    end_descendants();
    if (getppid() != parent) confined_remove_all(program->base, program->above, program->base_name);
    _exit(status);
}

static int ascending(const void *one, const void *other) {
    return *(const int *)one - *(const int *)other;
}

static pid_t launch(struct start *start, int channel[2]) {
    if (pipe2(channel, O_CLOEXEC) != 0) return -1;
    pid_t parent = getpid();
    pid_t keeper = fork();
    if (keeper == 0) {
        const struct confined_program *program = start->program;
        int kept[] = {channel[1], program->directory, program->base, program->above, program->output};
        qsort(kept, sizeof kept / sizeof *kept, sizeof *kept, ascending);
        close_others(kept, sizeof kept / sizeof *kept);
        start->channel = channel[1];
        keep(start, parent);
    }
    int error = errno;
    close(channel[1]);
    if (keeper < 0) close(channel[0]);
    errno = error;
    return keeper;
}

// A report comes when all walls stand, another one if the program cannot be started.
static void read_reports(int channel, struct confinement_report *report) {
    struct confinement_report next;
    size_t done = 0;
    for (;;) {
        ssize_t count = read(channel, (char *)&next + done, sizeof next - done);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) break;
        done += (size_t)count;
        if (done == sizeof next) *report = next, done = 0;
    }
    close(channel);
}

pid_t confined_spawn(const struct confined_program *program, struct confinement_report *report) {
    struct start start = {.program = program};
    int channel[2];
    memset(report, 0, sizeof *report);
    report->step = step_process;
    pid_t keeper = launch(&start, channel);
    if (keeper > 0) read_reports(channel[0], report);
    return keeper;
}

int confined_try(const struct confined_program *program, const char *outside, struct confinement_report *report) {
    struct start start = {.program = program, .outside = outside};
    int channel[2];
    memset(report, 0, sizeof *report);
    report->step = step_process;
    pid_t keeper = launch(&start, channel);
    if (keeper < 0) return errno;
    read_reports(channel[0], report);
    while (waitpid(keeper, NULL, 0) < 0 && errno == EINTR) {}
    return 0;
}
