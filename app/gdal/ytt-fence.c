#include "config.h"

#include "ytt-fence.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>

/* What is needed to read descriptors that are open, to write, to have memory, threads and time, and to end. All else is
 * refused: to open a file, to connect, to start a program. */
static const int allowed[] = {
  SCMP_SYS (read), SCMP_SYS (pread64), SCMP_SYS (readv), SCMP_SYS (write), SCMP_SYS (pwrite64), SCMP_SYS (writev),
  SCMP_SYS (lseek), SCMP_SYS (fstat), SCMP_SYS (close), SCMP_SYS (ftruncate), SCMP_SYS (fsync), SCMP_SYS (fdatasync),
  SCMP_SYS (mmap), SCMP_SYS (munmap), SCMP_SYS (mremap), SCMP_SYS (mprotect), SCMP_SYS (madvise), SCMP_SYS (brk),
  SCMP_SYS (futex), SCMP_SYS (set_robust_list), SCMP_SYS (rseq), SCMP_SYS (sched_yield), SCMP_SYS (sched_getaffinity),
  SCMP_SYS (rt_sigaction), SCMP_SYS (rt_sigprocmask), SCMP_SYS (rt_sigreturn), SCMP_SYS (sigaltstack), SCMP_SYS (tgkill),
  SCMP_SYS (clock_gettime), SCMP_SYS (clock_nanosleep), SCMP_SYS (nanosleep), SCMP_SYS (gettimeofday),
  SCMP_SYS (time), SCMP_SYS (getrandom), SCMP_SYS (getpid), SCMP_SYS (gettid), SCMP_SYS (getuid), SCMP_SYS (geteuid),
  SCMP_SYS (getgid), SCMP_SYS (getegid), SCMP_SYS (uname), SCMP_SYS (sysinfo), SCMP_SYS (getrusage),
  SCMP_SYS (exit), SCMP_SYS (exit_group), SCMP_SYS (restart_syscall),
};

/* What a connection that is there needs besides. */
static const int talking[] = {
  SCMP_SYS (sendto), SCMP_SYS (recvfrom), SCMP_SYS (sendmsg), SCMP_SYS (recvmsg), SCMP_SYS (poll), SCMP_SYS (ppoll),
  SCMP_SYS (shutdown), SCMP_SYS (getsockopt), SCMP_SYS (getsockname), SCMP_SYS (getpeername),
};

/* What reaching a server does not need: to start programs, to meddle with others, to be a server, and to change files. */
static const int denied[] = {
  SCMP_SYS (execve), SCMP_SYS (execveat), SCMP_SYS (fork), SCMP_SYS (vfork), SCMP_SYS (ptrace), SCMP_SYS (kill),
  SCMP_SYS (tkill), SCMP_SYS (process_vm_readv), SCMP_SYS (process_vm_writev), SCMP_SYS (listen), SCMP_SYS (accept),
  SCMP_SYS (accept4), SCMP_SYS (creat), SCMP_SYS (truncate), SCMP_SYS (unlink), SCMP_SYS (unlinkat), SCMP_SYS (rename),
  SCMP_SYS (renameat), SCMP_SYS (renameat2), SCMP_SYS (mkdir), SCMP_SYS (mkdirat), SCMP_SYS (mknod), SCMP_SYS (mknodat),
  SCMP_SYS (rmdir), SCMP_SYS (link), SCMP_SYS (linkat), SCMP_SYS (symlink), SCMP_SYS (symlinkat), SCMP_SYS (chmod),
  SCMP_SYS (fchmod), SCMP_SYS (fchmodat), SCMP_SYS (chown), SCMP_SYS (fchown), SCMP_SYS (lchown), SCMP_SYS (fchownat),
  SCMP_SYS (mount), SCMP_SYS (umount2), SCMP_SYS (unshare), SCMP_SYS (setns), SCMP_SYS (chroot), SCMP_SYS (pivot_root),
  SCMP_SYS (bpf), SCMP_SYS (userfaultfd),
};

static gboolean
set_limit (int      resource,
           guint64  most,
           GError **error)
{
  struct rlimit limit;

  if (getrlimit (resource, &limit) == 0)
    {
      limit.rlim_max = MIN (limit.rlim_max, (rlim_t) most);
      limit.rlim_cur = limit.rlim_max;
      if (setrlimit (resource, &limit) == 0)
        return TRUE;
    }

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The reader of foreign files cannot be fenced in: %s"),
               g_strerror (errno));

  return FALSE;
}

static int
add_all (scmp_filter_ctx  context,
         guint32          action,
         const int       *calls,
         guint            n)
{
  int rc = 0;

  for (guint i = 0; rc == 0 && i < n; i++)
    rc = seccomp_rule_add (context, action, calls[i], 0);

  return rc;
}

static int
add_rules (scmp_filter_ctx  context,
           const YttFence  *fence)
{
  int rc = add_all (context, SCMP_ACT_ALLOW, allowed, G_N_ELEMENTS (allowed));

  if (rc == 0 && fence->talks)
    rc = add_all (context, SCMP_ACT_ALLOW, talking, G_N_ELEMENTS (talking));

  /* Threads, but no processes. What is in the structure of clone3 a filter cannot see; the C library then falls back. */
  if (rc == 0)
    rc = seccomp_rule_add (context, SCMP_ACT_ERRNO (ENOSYS), SCMP_SYS (clone3), 0);
  if (rc == 0)
    rc = seccomp_rule_add (context, SCMP_ACT_ALLOW, SCMP_SYS (clone), 1,
                           SCMP_A0 (SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
  /* The C library asks whether a file is a terminal, and how a descriptor was opened. */
  if (rc == 0)
    rc = seccomp_rule_add (context, SCMP_ACT_ERRNO (ENOTTY), SCMP_SYS (ioctl), 0);
  if (rc == 0)
    rc = seccomp_rule_add (context, SCMP_ACT_ALLOW, SCMP_SYS (fcntl), 1, SCMP_A1 (SCMP_CMP_EQ, F_GETFL));
  if (rc == 0)
    rc = seccomp_rule_add (context, SCMP_ACT_ALLOW, SCMP_SYS (newfstatat), 1,
                           SCMP_A3 (SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, AT_EMPTY_PATH));
  /* A limit may be looked up, not changed. */
  if (rc == 0)
    rc = seccomp_rule_add (context, SCMP_ACT_ALLOW, SCMP_SYS (prlimit64), 1, SCMP_A2 (SCMP_CMP_EQ, 0));

  return rc;
}

/* Files may be read, as by those who look up the server's address, its password and its certificate. */
static int
add_outer_rules (scmp_filter_ctx context)
{
  static const struct { guint64 mask, value; } writing[] = {
    { O_ACCMODE, O_WRONLY }, { O_ACCMODE, O_RDWR }, { O_CREAT, O_CREAT }, { O_TRUNC, O_TRUNC }
  };
  int rc = add_all (context, SCMP_ACT_ERRNO (EPERM), denied, G_N_ELEMENTS (denied));

  for (guint i = 0; rc == 0 && i < G_N_ELEMENTS (writing); i++)
    {
      rc = seccomp_rule_add (context, SCMP_ACT_ERRNO (EPERM), SCMP_SYS (openat), 1,
                             SCMP_A2 (SCMP_CMP_MASKED_EQ, writing[i].mask, writing[i].value));
      if (rc == 0)
        rc = seccomp_rule_add (context, SCMP_ACT_ERRNO (EPERM), SCMP_SYS (open), 1,
                               SCMP_A1 (SCMP_CMP_MASKED_EQ, writing[i].mask, writing[i].value));
    }
  /* What is in a structure a filter cannot see; there are older calls. */
  if (rc == 0)
    rc = seccomp_rule_add (context, SCMP_ACT_ERRNO (ENOSYS), SCMP_SYS (openat2), 0);
  if (rc == 0)
    rc = seccomp_rule_add (context, SCMP_ACT_ERRNO (ENOSYS), SCMP_SYS (clone3), 0);
  if (rc == 0)
    rc = seccomp_rule_add (context, SCMP_ACT_ERRNO (ENOSYS), SCMP_SYS (io_uring_setup), 0);
  if (rc == 0)
    rc = seccomp_rule_add (context, SCMP_ACT_ERRNO (EPERM), SCMP_SYS (clone), 1,
                           SCMP_A0 (SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));

  return rc;
}

static gboolean
load (scmp_filter_ctx   context,
      int               rc,
      GError          **error)
{
  if (rc == 0)
    rc = seccomp_load (context);
  if (context != NULL)
    seccomp_release (context);
  if (rc != 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The reader of foreign files cannot be fenced in: %s"),
                 g_strerror (-rc));

  return rc == 0;
}

static gboolean
set_limits (const YttFence  *fence,
            GError         **error)
{
  return set_limit (RLIMIT_AS, fence->memory, error) && set_limit (RLIMIT_FSIZE, fence->output, error)
         && set_limit (RLIMIT_CPU, fence->seconds, error) && set_limit (RLIMIT_CORE, 0, error);
}

/**
 * ytt_fence_limit:
 * @fence: what may be used up
 * @error: return location for a #GIOErrorEnum
 *
 * A wider fence, for as long as a server is looked for: from here on this process can read files and connect, but can
 * start no program, change no file, be no server and touch no other process. ytt_fence_enter() then closes what is open.
 *
 * Returns: whether the fence stands
 */
gboolean
ytt_fence_limit (const YttFence  *fence,
                 GError         **error)
{
  scmp_filter_ctx context;

  if (!set_limits (fence, error))
    return FALSE;

  context = seccomp_init (SCMP_ACT_ALLOW);

  return load (context, context == NULL ? -ENOMEM : add_outer_rules (context), error);
}

/**
 * ytt_fence_enter:
 * @fence: what may be used up
 * @error: return location for a #GIOErrorEnum
 *
 * From here on this process can open nothing, reach nobody and start no program, which cannot be taken back: it works
 * with the descriptors that it has. What is refused fails with EPERM, as if there were no right to do it.
 *
 * Returns: whether the fence stands
 */
gboolean
ytt_fence_enter (const YttFence  *fence,
                 GError         **error)
{
  scmp_filter_ctx context;

  if (!set_limits (fence, error))
    return FALSE;

  context = seccomp_init (SCMP_ACT_ERRNO (EPERM));

  return load (context, context == NULL ? -ENOMEM : add_rules (context, fence), error);
}

/**
 * ytt_fence_is_full:
 *
 * Libraries tell of memory that they did not get in many ways, or not at all.
 *
 * Returns: whether this process has taken more than half of the memory that it may have
 */
gboolean
ytt_fence_is_full (void)
{
  struct rlimit limit;
  struct rusage used;

  return getrlimit (RLIMIT_AS, &limit) == 0 && getrusage (RUSAGE_SELF, &used) == 0
         && (guint64) used.ru_maxrss > limit.rlim_cur / 1024 / 2;
}
