#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// Written out, because the system's headers may be older than the kernel it runs on (and the other way round).
// https://docs.kernel.org/userspace-api/landlock.html
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif

struct ruleset {
  uint64_t files;    // ABI 1
  uint64_t network;  // ABI 4
  uint64_t scopes;   // ABI 6
};

struct beneath {
  uint64_t allowed;
  int32_t folder;
} __attribute__((packed));

enum {
  asks_version = 1,
  rule_beneath = 1,
  read_file = 1 << 2,
  read_folder = 1 << 3,
  files_abi1 = (1 << 13) - 1,
  files_abi2 = (1 << 14) - 1,  // renaming and linking across folders
  files_abi3 = (1 << 15) - 1,  // truncating
  files_abi5 = (1 << 16) - 1,  // ioctl on devices
  network_abi4 = 3,            // TCP bind and connect
  scopes_abi6 = 3,             // abstract sockets, signals
};

/// What poppler, fontconfig, iconv and the dynamic loader read while they work; no document is among it.
static const char *const readable[] = {
  "/usr", "/lib", "/lib64", "/etc/fonts", "/etc/ld.so.cache", "/var/cache/fontconfig",
};

static int allow(int rules, const char *path) {
  int opened = open(path, O_PATH | O_CLOEXEC);
  if (opened < 0) return errno == ENOENT ? 0 : errno;
  struct stat status;
  int error = fstat(opened, &status) ? errno : 0;
  struct beneath rule = {.allowed = read_file, .folder = opened};
  if (S_ISDIR(status.st_mode)) rule.allowed |= read_folder;
  if (!error && syscall(SYS_landlock_add_rule, rules, rule_beneath, &rule, 0)) error = errno;
  close(opened);
  return error;
}

int csandbox_restrict_files(int *abi) {
  long version = syscall(SYS_landlock_create_ruleset, NULL, 0, asks_version);
  *abi = version < 0 ? 0 : (int)version;
  if (version < 0) return errno;

  struct ruleset wanted = {
    .files = version >= 5 ? files_abi5 : version >= 3 ? files_abi3 : version == 2 ? files_abi2 : files_abi1,
    .network = version >= 4 ? network_abi4 : 0,
    .scopes = version >= 6 ? scopes_abi6 : 0,
  };
  size_t size = version >= 6 ? sizeof wanted : version >= 4 ? offsetof(struct ruleset, scopes) : sizeof wanted.files;
  int rules = (int)syscall(SYS_landlock_create_ruleset, &wanted, size, 0);
  if (rules < 0) return errno;

  int error = 0;
  for (size_t i = 0; !error && i < sizeof readable / sizeof *readable; i++) error = allow(rules, readable[i]);
  if (!error && syscall(SYS_landlock_restrict_self, rules, 0)) error = errno;
  close(rules);
  return error;
}
