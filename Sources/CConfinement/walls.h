// What the files of this module share. Everything here runs between fork and exec, in a process with one thread.
#ifndef WALLS_H
#define WALLS_H

#include "confinement.h"

#include <stdbool.h>
#include <sys/types.h>

enum confinement_steps {
    step_none, step_streams, step_owner, step_user_map, step_mounts, step_process, step_directory, step_limits,
    step_landlock, step_filter, step_program,
};

/// Enters namespaces, as many as there are to be had. Returns the step that failed.
int enter_namespaces(const struct confined_program *program, struct confinement_walls *walls);

/// Gives up the rights of root. Returns 0, or -1 with errno.
int become_nobody(void);

/// Shows the run's own processes in `/proc`. To be called by the first process of a process namespace.
void mount_own_proc(struct confinement_walls *walls);

/// Whether the kernel knows Landlock, and in which version.
int landlock_version(void);

/// Restricts this process and what it starts. Returns 0, or -1 with errno.
int restrict_files(const struct confined_program *program, int directory, int version);

/// Refuses calls of the kernel. Without a wall of mounts, those that change modes, owners and times do nothing.
int refuse_calls(bool has_mounts);

/// Tries what must fail; the breaches that it found.
int try_breaches(const char *outside, pid_t stranger);

/// Ends all descendants of this process, which has to be a subreaper and to see them in `/proc`.
void end_descendants(void);

/// The same directory by its path, as this process sees it; -1 where something else stands there.
int reopened_directory(const struct confined_program *program);

/// Who runs what root starts.
enum { nobody = 65534 };

#endif
