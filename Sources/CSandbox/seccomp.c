#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define OUR_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OUR_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifndef OUR_ARCHITECTURE
int csandbox_restrict_calls(void) { return ENOTSUP; }
#else

/// Allowed whatever their arguments. What a processor lacks (the old path calls, on ARM) is left out.
static const int plain[] = {
  // Bytes: of files that are open, and of the channel.
  SYS_read, SYS_pread64, SYS_readv, SYS_preadv, SYS_write, SYS_writev, SYS_recvmsg, SYS_sendmsg, SYS_ppoll, SYS_lseek,
  SYS_close, SYS_fstat, SYS_dup, SYS_getdents64, SYS_fadvise64, SYS_fstatfs,
  // Names: what they lead to is Landlock's affair.
  SYS_newfstatat, SYS_statx, SYS_faccessat, SYS_readlinkat, SYS_getcwd, SYS_statfs,
#ifdef SYS_faccessat2
  SYS_faccessat2,
#endif
#ifdef SYS_open
  SYS_stat, SYS_lstat, SYS_access, SYS_readlink, SYS_poll, SYS_getdents, SYS_time, SYS_getrlimit, SYS_arch_prctl,
#endif
  // Memory.
  SYS_munmap, SYS_mremap, SYS_brk, SYS_madvise, SYS_mincore,
  // Threads, locks and signals of its own.
  SYS_futex, SYS_set_robust_list, SYS_set_tid_address, SYS_rseq, SYS_sched_yield, SYS_sched_getaffinity, SYS_membarrier,
  SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_sigaltstack, SYS_restart_syscall, SYS_eventfd2, SYS_pipe2,
  SYS_exit, SYS_exit_group,
  // Clocks, randomness, and who it is.
  SYS_clock_gettime, SYS_clock_getres, SYS_clock_nanosleep, SYS_nanosleep, SYS_gettimeofday, SYS_getrandom, SYS_times,
  SYS_getpid, SYS_gettid, SYS_getppid, SYS_getuid, SYS_geteuid, SYS_getgid, SYS_getegid, SYS_uname, SYS_sysinfo,
  SYS_getrusage,
};

struct program {
  struct sock_filter steps[256];
  unsigned short count;
};

static void add(struct program *program, struct sock_filter step) { program->steps[program->count++] = step; }

static void answer(struct program *program, uint32_t verdict) {
  add(program, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, verdict));
}

/// Loads 32 bits of the data about a call.
static void load(struct program *program, size_t offset) {
  add(program, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset));
}

/// Where the halves of an argument are; both processors are little-endian. All but pointers fit into the low one.
static size_t low(int argument) { return offsetof(struct seccomp_data, args) + 8 * (size_t)argument; }
static size_t high(int argument) { return low(argument) + 4; }

static const uint32_t allowed = SECCOMP_RET_ALLOW;
static const uint32_t refused = SECCOMP_RET_ERRNO | EPERM;

/// The call is answered so.
static void call(struct program *program, int number, uint32_t verdict) {
  add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)number, 0, 1));
  answer(program, verdict);
}

/// The call is allowed when the bits of the mask have the value, in that argument (or when they do not).
static void call_masked(struct program *program, int number, int argument, uint32_t mask, uint32_t value, bool equal) {
  add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)number, 0, 5));
  load(program, low(argument));
  add(program, (struct sock_filter)BPF_STMT(BPF_ALU | BPF_AND | BPF_K, mask));
  add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, equal ? 0 : 1, equal ? 1 : 0));
  answer(program, allowed);
  answer(program, refused);
}

/// Mapping is allowed unless it makes code: writable and executable at once, or executable and not from a file.
/// Code from files is what iconv's modules are; they load while documents are read.
static void call_mmap(struct program *program) {
  add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mmap, 0, 7));
  load(program, low(2));
  add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 4));
  add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_WRITE, 2, 0));
  load(program, low(3));
  add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, MAP_ANONYMOUS, 0, 1));
  answer(program, refused);
  answer(program, allowed);
}

/// Limits of its own may be read, and that of CPU time set: it is renewed for each object.
static void call_prlimit(struct program *program) {
  add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_prlimit64, 0, 10));
  load(program, low(0));
  add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 7));
  load(program, low(1));
  add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, RLIMIT_CPU, 4, 0));
  load(program, low(2));
  add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 3));
  load(program, high(2));
  add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 1));
  answer(program, allowed);
  answer(program, refused);
}

/// The whole program; every rule either answers, or leaves the call's number in the accumulator for the next.
static void write_program(struct program *program) {
  const uint32_t writing = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | (O_TMPFILE & ~O_DIRECTORY);
  load(program, offsetof(struct seccomp_data, arch));
  add(program, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OUR_ARCHITECTURE, 1, 0));
  answer(program, SECCOMP_RET_KILL_PROCESS);
  load(program, offsetof(struct seccomp_data, nr));

  call_mmap(program);
  for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) call(program, plain[i], allowed);
  call_masked(program, SYS_openat, 2, writing, O_RDONLY, true);
#ifdef SYS_open
  call_masked(program, SYS_open, 1, writing, O_RDONLY, true);
#endif
  // Flags, duplicates and locks, but not F_SETOWN and F_SETSIG, which send signals to anybody.
  call_masked(program, SYS_fcntl, 1, ~(uint32_t)(F_DUPFD_CLOEXEC | 7), 0, true);
  call_masked(program, SYS_mprotect, 2, PROT_EXEC, PROT_EXEC, false);
  call_masked(program, SYS_clone, 0, CLONE_THREAD, CLONE_THREAD, true);
  call_masked(program, SYS_tgkill, 0, ~0U, (uint32_t)getpid(), true);
  call_prlimit(program);
  // Their older forms are allowed above, and libraries fall back to those; EPERM they would take for an answer.
#ifdef SYS_clone3
  call(program, SYS_clone3, SECCOMP_RET_ERRNO | ENOSYS);
#endif
#ifdef SYS_openat2
  call(program, SYS_openat2, SECCOMP_RET_ERRNO | ENOSYS);
#endif
  // What isatty() asks of standard output.
  call(program, SYS_ioctl, SECCOMP_RET_ERRNO | ENOTTY);
  answer(program, refused);
}

int csandbox_restrict_calls(void) {
  struct program program = {.count = 0};
  write_program(&program);
  struct sock_fprog filter = {.len = program.count, .filter = program.steps};
  return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &filter) ? errno : 0;
}

#endif
