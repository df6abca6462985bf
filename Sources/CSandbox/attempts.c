#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int try_socket(void) {
  int opened = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  return opened < 0 ? errno : close(opened);
}

/// A child that waits to be told, so that exec is tried without losing this process.
static int try_fork(void (*in_child)(void)) {
  pid_t child = fork();
  if (child < 0) return errno;
  if (child == 0) {
    if (in_child) in_child();
    _exit(errno & 0xff);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return in_child && WIFEXITED(status) ? WEXITSTATUS(status) : 0;
}

static void exec_true(void) { execl("/bin/true", "true", NULL); }

/// Without the right to fork, exec is tried on something that is no program: EACCES and ENOEXEC mean it was tried.
static int try_exec(void) {
  char *nothing[] = {NULL};
  if (execve("/usr", nothing, nothing) < 0 && errno != EACCES && errno != ENOEXEC) return errno;
  return try_fork(exec_true);
}

static int try_read(void) {
  int opened = open("/etc/passwd", O_RDONLY | O_CLOEXEC);
  return opened < 0 ? errno : close(opened);
}

static int try_write(void) {
  char path[] = "/tmp/quern-self-check-XXXXXX";
  int opened = mkstemp(path);
  if (opened < 0) return errno;
  int error = write(opened, "x", 1) == 1 ? 0 : errno;
  close(opened);
  unlink(path);
  return error;
}

static int try_code(void) {
  void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return page == MAP_FAILED ? errno : munmap(page, 4096);
}

static int try_limit(void) {
  struct rlimit limit = {RLIM_INFINITY, RLIM_INFINITY};
  return setrlimit(RLIMIT_DATA, &limit) ? errno : 0;
}

static int try_memory(uint64_t memory) {
  void *pages = mmap(NULL, memory, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return pages == MAP_FAILED ? errno : munmap(pages, memory);
}

const char *csandbox_attempt_name(enum csandbox_attempt attempt) {
  switch (attempt) {
    case CSANDBOX_ATTEMPT_SOCKET: return "open a network socket";
    case CSANDBOX_ATTEMPT_EXEC: return "run a program";
    case CSANDBOX_ATTEMPT_FORK: return "start a process";
    case CSANDBOX_ATTEMPT_READ: return "read /etc/passwd";
    case CSANDBOX_ATTEMPT_WRITE: return "write a file";
    case CSANDBOX_ATTEMPT_SIGNAL: return "signal another process";
    case CSANDBOX_ATTEMPT_TRACE: return "trace a process";
    case CSANDBOX_ATTEMPT_CODE: return "make code";
    case CSANDBOX_ATTEMPT_LIMIT: return "raise a limit";
    case CSANDBOX_ATTEMPT_MEMORY: return "take more memory than its limit";
    default: return NULL;
  }
}

int csandbox_try(enum csandbox_attempt attempt, uint64_t memory) {
  switch (attempt) {
    case CSANDBOX_ATTEMPT_SOCKET: return try_socket();
    case CSANDBOX_ATTEMPT_EXEC: return try_exec();
    case CSANDBOX_ATTEMPT_FORK: return try_fork(NULL);
    case CSANDBOX_ATTEMPT_READ: return try_read();
    case CSANDBOX_ATTEMPT_WRITE: return try_write();
    case CSANDBOX_ATTEMPT_SIGNAL: return kill(getppid(), 0) ? errno : 0;
    case CSANDBOX_ATTEMPT_TRACE: return ptrace(PTRACE_TRACEME, 0, NULL, NULL) ? errno : 0;
    case CSANDBOX_ATTEMPT_CODE: return try_code();
    case CSANDBOX_ATTEMPT_LIMIT: return try_limit();
    case CSANDBOX_ATTEMPT_MEMORY: return try_memory(memory);
    default: return EINVAL;
  }
}
