#define _GNU_SOURCE
#include "walls.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define KERNEL_INTERFACE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define KERNEL_INTERFACE AUDIT_ARCH_AARCH64
#endif

// Numbers that are the same on every architecture, for headers that lack them.
enum {
    pidfd_send_signal_call = 424, io_uring_setup_call = 425, io_uring_enter_call = 426, io_uring_register_call = 427,
    open_tree_call = 428, move_mount_call = 429, fsopen_call = 430, fsconfig_call = 431, fsmount_call = 432,
    fspick_call = 433, clone3_call = 435, pidfd_getfd_call = 438, mount_setattr_call = 442, quotactl_fd_call = 443,
    fchmodat2_call = 452, setxattrat_call = 463, removexattrat_call = 466, open_tree_attr_call = 467,
    file_setattr_call = 469,
};

// Other processes, mounts, namespaces, devices, what all share, and interfaces that do calls of their own.
static const int refused[] = {
    __NR_ptrace, __NR_process_vm_readv, __NR_process_vm_writev, __NR_kcmp, pidfd_getfd_call, pidfd_send_signal_call,
    __NR_migrate_pages, __NR_move_pages,
    __NR_mount, __NR_umount2, __NR_pivot_root, __NR_chroot, __NR_unshare, __NR_setns, open_tree_call, move_mount_call,
    fsopen_call, fsconfig_call, fsmount_call, fspick_call, mount_setattr_call, open_tree_attr_call,
    __NR_open_by_handle_at, __NR_name_to_handle_at, __NR_swapon, __NR_swapoff, __NR_quotactl, quotactl_fd_call,
    __NR_socket, __NR_shmget, __NR_semget, __NR_msgget, __NR_mq_open, __NR_mq_unlink,
    io_uring_setup_call, io_uring_enter_call, io_uring_register_call, __NR_bpf, __NR_perf_event_open, __NR_userfaultfd,
    __NR_fanotify_init, __NR_keyctl, __NR_add_key, __NR_request_key, __NR_personality,
    __NR_reboot, __NR_kexec_load, __NR_kexec_file_load, __NR_init_module, __NR_finit_module, __NR_delete_module,
    __NR_settimeofday, __NR_clock_settime, __NR_adjtimex, __NR_clock_adjtime, __NR_sethostname, __NR_setdomainname,
    __NR_acct, __NR_syslog, __NR_vhangup,
};

// They say that they have done it: a tool that keeps a mode goes on.
static const int passed_over[] = {
    __NR_setpriority, __NR_ioprio_set,
};

// The same without a wall of mounts: nobody sees which file it would be.
static const int attributes[] = {
    __NR_fchmod, __NR_fchmodat, fchmodat2_call, __NR_fchown, __NR_fchownat, __NR_utimensat, __NR_setxattr,
    __NR_lsetxattr, __NR_fsetxattr, __NR_removexattr, __NR_lremovexattr, __NR_fremovexattr, setxattrat_call,
    removexattrat_call, file_setattr_call,
#if defined(__x86_64__)
    __NR_chmod, __NR_chown, __NR_lchown, __NR_utime, __NR_utimes, __NR_futimesat,
#endif
};

// What is allowed for the calling process itself, which these name by 0.
static const int for_oneself[] = {
    __NR_prlimit64, __NR_sched_setaffinity, __NR_sched_setscheduler, __NR_sched_setparam, __NR_sched_setattr,
};

struct filter {
    struct sock_filter code[512];
    unsigned short length;
};

static void add(struct filter *filter, uint16_t code, uint32_t value, uint8_t if_true, uint8_t if_false) {
    filter->code[filter->length++] = (struct sock_filter){.code = code, .k = value, .jt = if_true, .jf = if_false};
}

static void load(struct filter *filter, size_t offset) {
    add(filter, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0);
}

static void answer(struct filter *filter, int error) {
    add(filter, BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (uint32_t)error, 0, 0);
}

static void answer_all(struct filter *filter, const int *calls, size_t count, int error) {
    for (size_t index = 0; index < count; index++) {
        add(filter, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)calls[index], 0, 1);
        answer(filter, error);
    }
}

// Refuses a call whose argument passes a test; the kernel looks at the lower half of it only.
static void refuse_if(struct filter *filter, int call, int argument, uint16_t test, uint32_t value, bool when) {
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call, 0, 4);
    load(filter, offsetof(struct seccomp_data, args) + 8 * (size_t)argument);
    add(filter, BPF_JMP | test | BPF_K, value, when ? 0 : 1, when ? 1 : 0);
    answer(filter, EPERM);
    load(filter, offsetof(struct seccomp_data, nr));
}

#define COUNT(list) (sizeof list / sizeof *list)

int refuse_calls(bool has_mounts) {
#ifndef KERNEL_INTERFACE
    errno = ENOSYS;
    return -1;
#else
    static struct filter filter;
    filter.length = 0;
    load(&filter, offsetof(struct seccomp_data, arch));
    add(&filter, BPF_JMP | BPF_JEQ | BPF_K, KERNEL_INTERFACE, 1, 0);
    answer(&filter, ENOSYS);
    load(&filter, offsetof(struct seccomp_data, nr));
    // The calls of another interface on the same processor.
    add(&filter, BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1);
    answer(&filter, ENOSYS);
    answer_all(&filter, refused, COUNT(refused), EPERM);
    answer_all(&filter, passed_over, COUNT(passed_over), 0);
    if (!has_mounts) answer_all(&filter, attributes, COUNT(attributes), 0);
    // Its flags stand in memory; the C library takes the older call instead.
    answer_all(&filter, (int[]){clone3_call}, 1, ENOSYS);
    refuse_if(&filter, __NR_clone, 0, BPF_JSET,
              CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET
                  | CLONE_NEWCGROUP, true);
    refuse_if(&filter, __NR_ioctl, 1, BPF_JEQ, TIOCSTI, true);
    refuse_if(&filter, __NR_ioctl, 1, BPF_JEQ, TIOCLINUX, true);
    refuse_if(&filter, __NR_ioctl, 1, BPF_JEQ, TIOCSCTTY, true);
    for (size_t index = 0; index < COUNT(for_oneself); index++) {
        refuse_if(&filter, for_oneself[index], 0, BPF_JEQ, 0, false);
    }
    add(&filter, BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0, 0);
    struct sock_fprog program = {.len = filter.length, .filter = filter.code};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
#endif
}
