#ifndef CONFINEMENT_H
#define CONFINEMENT_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/// What stands between a run and the rest of the machine.
struct confinement_walls {
    /// The version of the kernel's Landlock interface; 0 where there is none.
    int32_t landlock;
    /// Nothing but the directory of the run can be written, and no mode, owner or time can be changed elsewhere.
    bool mounts;
    /// Processes outside are not there.
    bool processes;
    /// `/proc` shows the processes of the run only.
    bool own_proc;
    bool network;
    /// Calls that no script of devstack has a reason for are refused.
    bool filter;
};

/// What a run can do although it must not, as the trial found it: bits of `confined_try`.
enum confinement_breach {
    breach_write = 1 << 0,
    breach_attributes = 1 << 1,
    breach_signal = 1 << 2,
    breach_trace = 1 << 3,
    breach_network = 1 << 4,
    breach_terminal = 1 << 5,
    breach_remove = 1 << 6,
};

/// What a run may take.
struct confinement_limits {
    /// Bytes of address space of one process, and of one file.
    uint64_t memory, file_size;
    /// Processes at a time.
    uint64_t processes;
    /// Seconds of processor time of one process.
    uint64_t seconds;
};

/// One program to be run confined.
struct confined_program {
    /// The directory of the run: the only place that it can change.
    int directory;
    /// The same as a path without links.
    const char *path;
    /// The directory in which it is, and that one's parent and name: all in it is removed when nobody is left to do it.
    int base, above;
    const char *base_name;
    /// Where it starts, below its directory.
    const char *working_directory;
    /// What standard output and standard error go to.
    int output;
    /// What may be read with all below it, and what may be executed, beside the directory of the run.
    char *const *readable;
    char *const *executable;
    char *const *arguments;
    char *const *environment;
    struct confinement_limits limits;
    /// For trials: walls that are not to be built. All of them, and the run is confined by nothing.
    struct confinement_walls without;
};

/// How starting a program ended.
struct confinement_report {
    struct confinement_walls walls;
    /// The step that failed, and the error's number; 0 for none.
    int32_t step, error;
    /// Only of `confined_try`.
    int32_t breaches;
};

/// Starts a program in a session and, as far as the kernel lets us, in namespaces of its own. Standard input is empty.
///
/// The process that is returned looks after it: it ends with the program's status, 128 and the signal's number for one
/// that was killed, when nothing of the run is alive any more. At SIGTERM, and when whoever started it is gone, it ends all
/// at once; in the latter case it removes the base too. A root user's runs belong to nobody. Returns -1 with errno where no
/// process can be made.
pid_t confined_spawn(const struct confined_program *program, struct confinement_report *report);

/// Tries what must fail in the same surroundings, instead of running the program. `outside` is a file that belongs to who
/// calls, outside the directory of the run. Returns 0, or an error's number.
int confined_try(const struct confined_program *program, const char *outside, struct confinement_report *report);

/// Whether runs belong to nobody: for root, where there is such a user (not in every container).
bool confinement_is_nobodys(void);

/// The name of a step of a report.
const char *confinement_step(int32_t step);

/// Makes the directory of a run, which must not be there, for who will own it. Returns a descriptor, or -1 with errno.
int confined_directory(int base, const char *name);

/// Removes a directory and all below it, following no link, whatever the modes are. Returns 0, or -1 with errno.
int confined_remove(int base, const char *name);

/// Removes everything in a directory, and the directory. Returns 0, or -1 with errno.
int confined_remove_all(int base, int above, const char *base_name);

/// From now on SIGINT, SIGTERM and SIGHUP are only noted.
void confinement_note_interruptions(void);

/// The signal that was noted; 0 for none.
int confinement_interruption(void);

/// Ends this process by a signal, as if it had not been noted.
_Noreturn void confinement_end_by(int number);

/// Opens what stands at a relative path, following no link in any component. Returns -1 with errno.
int confined_open(int directory, const char *path, int flags, mode_t mode);

#endif
