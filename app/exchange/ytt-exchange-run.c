#include "config.h"

#include "ytt-exchange-run.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

G_DEFINE_QUARK (ytt-exchange-error-quark, ytt_exchange_error)

/* What a pipe holds before anybody reads it is at least so much. */
#define MOST_INPUT 65536

/* One run. The task owns it. */
typedef struct
{
  GSubprocess         *process;
  GDataInputStream    *lines;
  YttExchangeProgress  progress;
  gpointer             progress_data;
  char                *failure;       /* (nullable) what the program said last */
  char                *told;          /* (nullable) */
  gboolean             wants_password;
  gboolean             done;
  gboolean             hangs;
  guint                patience;      /* in ms */
  guint                patience_id;
  gulong               cancelled_id;
} Job;

static void
job_free (Job *job)
{
  g_clear_handle_id (&job->patience_id, g_source_remove);
  g_clear_object (&job->lines);
  g_clear_object (&job->process);
  g_free (job->failure);
  g_free (job->told);
  g_free (job);
}

static char *
find_program (void)
{
  const char *named = g_getenv ("YTTERBY_EXCHANGE");

  return named != NULL && *named != '\0' ? g_strdup (named) : g_build_filename (YTT_LIBEXECDIR, "ytterby-exchange", NULL);
}

static void
return_failure (GTask *task)
{
  Job *job = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (job->hangs)
    g_task_return_new_error (task, YTT_EXCHANGE_ERROR, YTT_EXCHANGE_ERROR_HANGS, _("It did not come to an end."));
  else if (job->failure != NULL)
    g_task_return_new_error (task, YTT_EXCHANGE_ERROR,
                             job->wants_password ? YTT_EXCHANGE_ERROR_PASSWORD : YTT_EXCHANGE_ERROR_TOLD, "%s", job->failure);
  else if (g_subprocess_get_if_signaled (job->process))
    g_task_return_new_error (task, YTT_EXCHANGE_ERROR, YTT_EXCHANGE_ERROR_BROKE, _("It was ended by the system."));
  else
    g_task_return_new_error (task, YTT_EXCHANGE_ERROR, YTT_EXCHANGE_ERROR_ENDED, _("It ended before it was done."));
}

static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Job *job = g_task_get_task_data (task);

  g_subprocess_wait_finish (G_SUBPROCESS (object), result, NULL);
  g_clear_handle_id (&job->patience_id, g_source_remove);
  if (job->cancelled_id != 0)
    g_cancellable_disconnect (g_task_get_cancellable (task), job->cancelled_id);
  job->cancelled_id = 0;

  if (job->done && g_subprocess_get_if_exited (job->process) && g_subprocess_get_exit_status (job->process) == 0)
    g_task_return_boolean (task, TRUE);
  else
    return_failure (task);
}

static gboolean
lost_patience_cb (gpointer user_data)
{
  Job *job = user_data;

  job->patience_id = 0;
  job->hangs = TRUE;
  g_subprocess_force_exit (job->process);

  return G_SOURCE_REMOVE;
}

static void
wait_again (Job *job)
{
  g_clear_handle_id (&job->patience_id, g_source_remove);
  job->patience_id = g_timeout_add (job->patience, lost_patience_cb, job);
}

static void
take_text (char       **text,
           const char  *line)
{
  g_free (*text);
  *text = g_utf8_make_valid (line, -1);
}

static void
take_line (GTask      *task,
           const char *line)
{
  Job *job = g_task_get_task_data (task);
  gboolean wanted = job->progress != NULL && !g_cancellable_is_cancelled (g_task_get_cancellable (task));

  /* Whoever gave up may be gone. */
  if (g_str_has_prefix (line, "progress ") && wanted)
    job->progress (CLAMP (g_ascii_strtod (line + strlen ("progress "), NULL), 0, 1), job->progress_data);
  else if (g_str_has_prefix (line, "failed "))
    take_text (&job->failure, line + strlen ("failed "));
  else if (g_str_has_prefix (line, "told "))
    take_text (&job->told, line + strlen ("told "));
  else if (g_str_equal (line, "password"))
    job->wants_password = TRUE;
  else if (g_str_equal (line, "done"))
    job->done = TRUE;
}

static void
line_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Job *job = g_task_get_task_data (task);
  g_autofree char *line = g_data_input_stream_read_line_finish (job->lines, result, NULL, NULL);

  if (line == NULL)
    {
      g_subprocess_wait_async (job->process, NULL, ended_cb, g_steal_pointer (&task));
      return;
    }

  take_line (task, line);
  wait_again (job);
  g_data_input_stream_read_line_async (job->lines, G_PRIORITY_DEFAULT, NULL, line_cb, g_steal_pointer (&task));
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_subprocess_force_exit (user_data);
}

/* The pipe is filled before the program is there, so that writing can neither block nor meet a closed end. */
static gboolean
give_input (GSubprocessLauncher  *launcher,
            GBytes               *input,
            GError              **error)
{
  gsize size;
  const char *data = g_bytes_get_data (input, &size);
  int ends[2];

  if (!g_unix_open_pipe (ends, FD_CLOEXEC, error))
    return FALSE;

  if (write (ends[1], data, size) != (gssize) size)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s", g_strerror (errno));
      close (ends[0]);
      close (ends[1]);
      return FALSE;
    }
  close (ends[1]);
  g_subprocess_launcher_take_stdin_fd (launcher, ends[0]);

  return TRUE;
}

static gboolean
start (Job                 *job,
       const char * const  *arguments,
       GBytes              *input,
       GError             **error)
{
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                                                       | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr(GPtrArray) all = g_ptr_array_new ();
  g_autofree char *program = find_program ();
  g_autoptr(GError) why = NULL;

  if (input != NULL && !give_input (launcher, input, error))
    return FALSE;

  g_ptr_array_add (all, program);
  for (; *arguments != NULL; arguments++)
    g_ptr_array_add (all, (gpointer) *arguments);
  g_ptr_array_add (all, NULL);
  job->process = g_subprocess_launcher_spawnv (launcher, (const char * const *) all->pdata, &why);
  if (job->process == NULL)
    {
      g_set_error (error, YTT_EXCHANGE_ERROR, YTT_EXCHANGE_ERROR_MISSING,
                   _("The reader of foreign files is not installed: %s"), why->message);
      return FALSE;
    }

  job->lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (job->process));

  return TRUE;
}

/**
 * ytt_exchange_run_async:
 * @arguments: (array zero-terminated=1): what it is to do, without its name
 * @input: (nullable): what it reads from its standard input, less than 64 KB
 * @patience: in ms: how long it may say nothing before it is ended
 * @progress: (nullable): called now and then
 * @progress_data: for @progress
 * @cancellable: (nullable): ends the program
 * @callback: called when it has ended
 * @user_data: for @callback
 *
 * Runs ytterby-exchange. Whatever becomes of it, here that is an answer or an error.
 */
void
ytt_exchange_run_async (const char * const  *arguments,
                        GBytes              *input,
                        guint                patience,
                        YttExchangeProgress  progress,
                        gpointer             progress_data,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);
  GError *error = NULL;

  g_return_if_fail (arguments != NULL);
  g_return_if_fail (input == NULL || g_bytes_get_size (input) < MOST_INPUT);

  g_task_set_source_tag (task, ytt_exchange_run_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  job->patience = patience;
  job->progress = progress;
  job->progress_data = progress_data;
  if (g_task_return_error_if_cancelled (task))
    return;
  if (!start (job, arguments, input, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  if (cancellable != NULL)
    job->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), g_object_ref (job->process),
                                               g_object_unref);
  wait_again (job);
  g_data_input_stream_read_line_async (job->lines, G_PRIORITY_DEFAULT, NULL, line_cb, g_object_ref (task));
}

/**
 * ytt_exchange_run_finish:
 * @result: what the callback got
 * @told: (out) (optional) (nullable): what it told of its work
 * @error: return location for a #YttExchangeError or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether it did what it was to do
 */
gboolean
ytt_exchange_run_finish (GAsyncResult  *result,
                         char         **told,
                         GError       **error)
{
  Job *job;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_exchange_run_async), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  job = g_task_get_task_data (G_TASK (result));
  if (told != NULL)
    *told = g_steal_pointer (&job->told);

  return TRUE;
}
