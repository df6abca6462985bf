#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

int csandbox_close_from(int first) {
  if (!syscall(SYS_close_range, (unsigned)first, ~0U, 0)) return 0;
  int error = errno;
  struct rlimit files;
  if (getrlimit(RLIMIT_NOFILE, &files) || files.rlim_cur > 1 << 20) return error;
  for (int descriptor = first; descriptor < (int)files.rlim_cur; descriptor++) close(descriptor);
  return 0;
}

int csandbox_die_with_parent(void) { return prctl(PR_SET_PDEATHSIG, SIGKILL) ? errno : 0; }

int csandbox_die_first(void) {
  int file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (file < 0) return errno;
  int error = write(file, "1000", 4) == 4 ? 0 : errno;
  close(file);
  return error;
}

int csandbox_hide_memory(void) { return prctl(PR_SET_DUMPABLE, 0) ? errno : 0; }

int csandbox_no_new_privileges(void) { return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ? errno : 0; }

/// Sets both limits, so that an unprivileged process cannot raise them again; never above what is set already.
static int bound(int resource, uint64_t value) {
  struct rlimit limit;
  if (getrlimit(resource, &limit)) return errno;
  if (limit.rlim_max != RLIM_INFINITY && limit.rlim_max < value) value = limit.rlim_max;
  limit.rlim_cur = limit.rlim_max = value;
  return setrlimit(resource, &limit) ? errno : 0;
}

int csandbox_limit(uint64_t memory, uint64_t descriptors) {
  int error = bound(RLIMIT_CORE, 0);
  int failed = bound(RLIMIT_NOFILE, descriptors);
  if (!error) error = failed;
  failed = bound(RLIMIT_DATA, memory);
  return error ? error : failed;
}

int csandbox_forbid_writing(void) { return bound(RLIMIT_FSIZE, 0); }

int csandbox_limit_cpu(uint64_t seconds) {
  struct rusage used;
  struct rlimit limit;
  if (getrusage(RUSAGE_SELF, &used) || getrlimit(RLIMIT_CPU, &limit)) return errno;
  // Both times are cut to whole seconds, so at most two are lost.
  limit.rlim_cur = (rlim_t)used.ru_utime.tv_sec + (rlim_t)used.ru_stime.tv_sec + seconds + 2;
  if (limit.rlim_max != RLIM_INFINITY && limit.rlim_cur > limit.rlim_max) limit.rlim_cur = limit.rlim_max;
  return setrlimit(RLIMIT_CPU, &limit) ? errno : 0;
}

/// A failed allocation leaves ENOMEM behind in the thread that then crashes over it: Swift traps, C++ and GLib abort.
static void crashed(int signal) {
  if (errno == ENOMEM) _exit(CSANDBOX_EXIT_MEMORY);
  // The default action has been restored; the signal arrives again when this returns.
  raise(signal);
}

int csandbox_report_memory(void) {
  // Of its own, because a stack that has run over cannot hold the handler.
  static char stack[64 << 10];
  stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
  if (sigaltstack(&alternate, NULL)) return errno;
  const int signals[] = {SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGTRAP};
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
    struct sigaction action = {.sa_handler = crashed, .sa_flags = SA_ONSTACK | (int)SA_RESETHAND};
    if (sigaction(signals[i], &action, NULL)) return errno;
  }
  return 0;
}

uint64_t csandbox_memory(void) {
  static int file = -1;
  if (file < 0) file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  char text[256];
  ssize_t count = file < 0 ? -1 : pread(file, text, sizeof text - 1, 0);
  if (count <= 0) return 0;
  text[count] = 0;
  // Pages of: total, resident, shared, text, library (0), data and stack.
  char *next = text;
  uint64_t pages = 0;
  for (int field = 0; field < 6; field++) pages = strtoull(next, &next, 10);
  return pages * (uint64_t)sysconf(_SC_PAGESIZE);
}
