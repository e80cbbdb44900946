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
add_rules (scmp_filter_ctx context)
{
  int rc = 0;

  for (guint i = 0; rc == 0 && i < G_N_ELEMENTS (allowed); i++)
    rc = seccomp_rule_add (context, SCMP_ACT_ALLOW, allowed[i], 0);

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
  int rc;

  if (!set_limit (RLIMIT_AS, fence->memory, error) || !set_limit (RLIMIT_FSIZE, fence->output, error)
      || !set_limit (RLIMIT_CPU, fence->seconds, error) || !set_limit (RLIMIT_CORE, 0, error))
    return FALSE;

  context = seccomp_init (SCMP_ACT_ERRNO (EPERM));
  rc = context == NULL ? -ENOMEM : add_rules (context);
  if (rc == 0)
    rc = seccomp_load (context);
  if (context != NULL)
    seccomp_release (context);
  if (rc != 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The reader of foreign files cannot be fenced in: %s"),
                 g_strerror (-rc));

  return rc == 0;
}
