#ifndef CFILES_H
#define CFILES_H

// What Linux offers for files beyond POSIX, which Swift's view of the C library leaves out. Each function that gives a
// descriptor gives one that is closed where another program begins, or -1 with errno set.

/// The entry of a folder, to be looked at and passed through, not to be read; a link itself, not what it leads to.
int cfiles_open_entry(int folder, const char *name);

/// A new file in a folder, without a name: nothing is left of it unless it is given one.
int cfiles_open_unnamed(int folder);

/// Gives a file without a name one in a folder; fails where something has that name.
int cfiles_give_name(int file, int folder, const char *name);

/// A new file in memory alone.
int cfiles_open_in_memory(void);

/// Both ends of a pipe.
int cfiles_pipe(int ends[2]);

/// Gives a file the access list and the other attributes of another one, as far as may be.
void cfiles_copy_attributes(int source, int target);

#endif
