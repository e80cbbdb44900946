#include "ytt-fence.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* What a process can still do once it is fenced in, each time in a child, for there is no way back. */

typedef gboolean (*Trial) (int fd);

static const YttFence fence = { .memory = G_GUINT64_CONSTANT (512) << 20, .output = 1 << 20, .seconds = 2 };

static gboolean (*enter) (const YttFence *, GError **) = ytt_fence_enter;

/* Runs @trial behind the fence; its answer, or the signal that ended it, negative. */
static int
try_behind_fence (Trial trial)
{
  int fd = g_mkstemp_full (g_strdup_printf ("%s/fence-XXXXXX", g_get_tmp_dir ()), O_RDWR | O_CREAT, 0600);
  pid_t child;
  int status = 0;

  g_assert_cmpint (fd, >=, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      if (!enter (&fence, NULL))
        _exit (99);
      _exit (trial (fd) ? 1 : 0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  close (fd);
  g_assert_false (WIFEXITED (status) && WEXITSTATUS (status) == 99);

  return WIFEXITED (status) ? WEXITSTATUS (status) : -WTERMSIG (status);
}

static gboolean
can_open (int fd)
{
  return open ("/etc/passwd", O_RDONLY) >= 0 || fopen ("/proc/self/maps", "r") != NULL || errno != EPERM;
}

static gboolean
can_make_file (int fd)
{
  return open ("/tmp/behind-the-fence", O_WRONLY | O_CREAT, 0600) >= 0;
}

static gboolean
can_connect (int fd)
{
  return socket (AF_INET, SOCK_STREAM, 0) >= 0 || socket (AF_UNIX, SOCK_STREAM, 0) >= 0 || errno != EPERM;
}

static gboolean
can_start (int fd)
{
  char *arguments[] = { (char *) "/bin/true", NULL };

  if (fork () >= 0 || system ("true") == 0)
    return TRUE;

  execv (arguments[0], arguments);

  return FALSE;
}

static gboolean
can_signal (int fd)
{
  return kill (getppid (), 0) == 0;
}

static gboolean
can_get_memory (int fd)
{
  return mmap (NULL, (gsize) 1 << 30, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

static gboolean
can_raise_limit (int fd)
{
  YttFence wider = fence;

  wider.memory *= 4;
  ytt_fence_enter (&wider, NULL);

  return can_get_memory (fd);
}

/* What it has it may use. */
static gboolean
can_write (int fd)
{
  char text[4] = "";

  return write (fd, "abc", 3) == 3 && lseek (fd, 0, SEEK_SET) == 0 && read (fd, text, 3) == 3
         && malloc (1 << 20) != NULL;
}

static gboolean
can_fill_disk (int fd)
{
  static const char block[65536];

  signal (SIGXFSZ, SIG_IGN);
  for (guint i = 0; i < 64; i++)
    if (write (fd, block, sizeof block) != (gssize) sizeof block)
      return FALSE;

  return TRUE;
}

static gboolean
run_on (int fd)
{
  for (volatile gboolean on = TRUE; on; )
    ;

  return TRUE;
}

static void
test_refused (gconstpointer data)
{
  g_assert_cmpint (try_behind_fence ((Trial) data), ==, 0);
}

static void
test_allowed (void)
{
  g_assert_cmpint (try_behind_fence (can_write), ==, 1);
}

static void
test_time (void)
{
  int answer = try_behind_fence (run_on);

  g_assert_true (answer == -SIGKILL || answer == -SIGXCPU);
}

/* While a server is looked for, files can be read and connections made, and no more. */

static gboolean
can_change_files (int fd)
{
  g_autofree char *name = g_strdup_printf ("%s/behind-the-fence", g_get_tmp_dir ());

  return can_make_file (fd) || open ("/dev/null", O_RDWR) >= 0 || open (".", O_TMPFILE | O_WRONLY, 0600) >= 0
         || g_mkdir (name, 0700) == 0 || g_unlink ("/nowhere") == 0 || errno != EPERM;
}

static gboolean
can_serve (int fd)
{
  return listen (socket (AF_UNIX, SOCK_STREAM, 0), 1) == 0;
}

static gboolean
can_look_around (int fd)
{
  return open ("/etc/passwd", O_RDONLY) >= 0 && socket (AF_INET, SOCK_STREAM, 0) >= 0;
}

/* Once it was found the narrower fence counts. */
static gboolean
can_look_around_later (int fd)
{
  if (!can_look_around (fd) || !ytt_fence_enter (&fence, NULL))
    return TRUE;

  return can_open (fd) || can_connect (fd);
}

static void
test_wide (gconstpointer data)
{
  enter = ytt_fence_limit;
  g_assert_cmpint (try_behind_fence ((Trial) data), ==, data == (gconstpointer) can_look_around);
  enter = ytt_fence_enter;
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/fence/open", can_open, test_refused);
  g_test_add_data_func ("/fence/make-file", can_make_file, test_refused);
  g_test_add_data_func ("/fence/connect", can_connect, test_refused);
  g_test_add_data_func ("/fence/start", can_start, test_refused);
  g_test_add_data_func ("/fence/signal", can_signal, test_refused);
  g_test_add_data_func ("/fence/memory", can_get_memory, test_refused);
  g_test_add_data_func ("/fence/raise-limit", can_raise_limit, test_refused);
  g_test_add_data_func ("/fence/disk", can_fill_disk, test_refused);
  g_test_add_data_func ("/fence/wide/change-files", can_change_files, test_wide);
  g_test_add_data_func ("/fence/wide/serve", can_serve, test_wide);
  g_test_add_data_func ("/fence/wide/start", can_start, test_wide);
  g_test_add_data_func ("/fence/wide/signal", can_signal, test_wide);
  g_test_add_data_func ("/fence/wide/look", can_look_around, test_wide);
  g_test_add_data_func ("/fence/wide/then-narrow", can_look_around_later, test_wide);
  g_test_add_func ("/fence/allowed", test_allowed);
  g_test_add_func ("/fence/time", test_time);

  return g_test_run ();
}
