#ifndef CONFINEMENT_H
#define CONFINEMENT_H

#include <sys/types.h>

/// How far the kernel can confine a process: the version of its Landlock interface, 0 where there is none.
int confinement_version(void);

/// Starts a program as the leader of a process group of its own that can change nothing outside one directory, cannot
/// execute only some programs beside what lies in the directory, cannot open TCP connections and cannot signal anything
/// outside, as far as the kernel can see to that. Standard input is
/// empty; both output streams go to one file. Returns the process, or -1 with errno; a program that cannot be confined
/// or run ends with 126.
pid_t confined_spawn(
    const char *directory, char *const programs[], const char *working_directory, const char *output,
    char *const arguments[], char *const environment[]);

#endif
