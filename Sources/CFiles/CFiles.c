#define _GNU_SOURCE
#include "CFiles.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

int cfiles_open_entry(int folder, const char *name) {
  return openat(folder, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
}

int cfiles_open_unnamed(int folder) { return openat(folder, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0666); }

int cfiles_give_name(int file, int folder, const char *name) {
  // The other way, AT_EMPTY_PATH, is for the superuser alone.
  char path[32];
  snprintf(path, sizeof path, "/proc/self/fd/%d", file);
  return linkat(AT_FDCWD, path, folder, name, AT_SYMLINK_FOLLOW);
}

int cfiles_open_in_memory(void) { return memfd_create("text", MFD_CLOEXEC); }

int cfiles_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

void cfiles_copy_attributes(int source, int target) {
  char names[4096], value[4096];
  ssize_t length = flistxattr(source, names, sizeof names);
  for (ssize_t place = 0; place < length; place += (ssize_t)strlen(names + place) + 1) {
    ssize_t size = fgetxattr(source, names + place, value, sizeof value);
    if (size >= 0) (void)fsetxattr(target, names + place, value, (size_t)size, 0);
  }
}
