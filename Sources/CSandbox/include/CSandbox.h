/// How quern-extract is started, how it is handed files, and how it gives up its rights before it reads any.
///
/// Functions return 0, or an errno value that says why the kernel would not; nothing here aborts or prints. Each
/// measure stands on its own, so that a kernel or container without one of them still gets the others.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// The status with which a child ends that could not get the memory it asked for.
#define CSANDBOX_EXIT_MEMORY 77

// MARK: The parent's side

/// Starts a program with the socket as its standard input (for both directions), standard output and error on
/// /dev/null, no other descriptor, `LANG=C.UTF-8` as its only environment, default signals, and a process group of
/// its own so that an interrupt typed at a terminal reaches the parent alone.
int csandbox_spawn(const char *path, int socket, pid_t *child);

/// A connected pair of stream sockets that do not survive exec.
int csandbox_socketpair(int *parent, int *child);

// MARK: Both sides

/// Sends bytes and, unless it is -1, a descriptor with them, without blocking.
/// - Returns: bytes sent, or a negated errno value (-EAGAIN when the socket is full).
ssize_t csandbox_send(int socket, const void *bytes, size_t count, int descriptor);

/// Receives bytes without blocking; a descriptor that came with them is stored, with close-on-exec set.
/// - Parameter descriptor: set to -1 when none came. When it is NULL, the kernel closes what comes.
/// - Returns: bytes received, 0 at the end, or a negated errno value (-EAGAIN when there is nothing yet).
ssize_t csandbox_receive(int socket, void *bytes, size_t count, int *descriptor);

// MARK: The child's side, in the order they are to be called

/// Closes every descriptor from `first` on.
int csandbox_close_from(int first);

/// Has the kernel kill this process when the thread that started it ends.
int csandbox_die_with_parent(void);

/// Has the kernel take this process first when memory runs out, rather than the pipeline it works for.
int csandbox_die_first(void);

/// Keeps this process's memory out of core files and out of reach of other processes of the same user.
int csandbox_hide_memory(void);

/// Bounds memory (in bytes: heap and private writable mappings) and open files, and forbids core dumps.
int csandbox_limit(uint64_t memory, uint64_t descriptors);

/// Forbids writing to files, those that are open already included; pipes and sockets are not files.
int csandbox_forbid_writing(void);

/// Allows so many seconds of CPU time from now on; the kernel ends the process with SIGXCPU after them.
int csandbox_limit_cpu(uint64_t seconds);

/// Ends the process with CSANDBOX_EXIT_MEMORY when it crashes for want of memory, and as usual when it crashes
/// otherwise.
int csandbox_report_memory(void);

/// Gives up gaining rights by exec: what the two measures below need when not running as root.
int csandbox_no_new_privileges(void);

/// Landlock: nothing of the file system but reading below /usr, /lib and the font configuration; no TCP; no signals
/// or abstract sockets to the outside, as far as the kernel's version of it goes.
/// - Parameter abi: set to the kernel's version, 0 without Landlock.
int csandbox_restrict_files(int *abi);

/// seccomp: only the system calls that reading, mapping and computing need. No sockets, no programs, no processes,
/// no opening for writing, no memory that is both writable and executable; the rest answers EPERM.
int csandbox_restrict_calls(void);

// MARK: Looking at it

/// Bytes of private writable memory (what csandbox_limit bounds) of this process; 0 when unknown.
/// Call it once before the restrictions: it keeps the file it reads open.
uint64_t csandbox_memory(void);

/// Things a confined process must not get away with.
enum csandbox_attempt {
  CSANDBOX_ATTEMPT_SOCKET,
  CSANDBOX_ATTEMPT_EXEC,
  CSANDBOX_ATTEMPT_FORK,
  CSANDBOX_ATTEMPT_READ,
  CSANDBOX_ATTEMPT_WRITE,
  CSANDBOX_ATTEMPT_SIGNAL,
  CSANDBOX_ATTEMPT_TRACE,
  CSANDBOX_ATTEMPT_CODE,
  CSANDBOX_ATTEMPT_LIMIT,
  CSANDBOX_ATTEMPT_MEMORY,
  CSANDBOX_ATTEMPT_COUNT,
};

/// Says in a few words what an attempt tries; NULL for an unknown one.
const char *csandbox_attempt_name(enum csandbox_attempt attempt);

/// Tries it, harmlessly, and undoes it.
/// - Parameter memory: the bound given to csandbox_limit, for the attempt that asks for more.
/// - Returns: 0 when it was possible, else the errno value it was refused with.
int csandbox_try(enum csandbox_attempt attempt, uint64_t memory);
