#include "config.h"

#include "ytt-foreign-file.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

/* A program that says nothing for so long hangs: while it reads it tells how far it is ten times a second, and what it
 * does before that takes a file of some gigabytes a few seconds. */
#define PATIENCE_MS 60000

static guint patience_ms = PATIENCE_MS;

/* One file that is being read. The task owns it. */
typedef struct
{
  GSubprocess        *process;
  GDataInputStream   *lines;
  char               *staging;       /* the path of what is written; nobody else can read its folder */
  char               *folder;
  char               *name;          /* of the file, as people see it */
  YttForeignProgress  progress;
  gpointer            progress_data;
  char               *failure;       /* (nullable) what the program said last */
  gboolean            done;
  gboolean            hangs;
  guint               patience_id;
  gulong              cancelled_id;
} Job;

static void
job_free (Job *job)
{
  g_clear_handle_id (&job->patience_id, g_source_remove);
  if (job->staging != NULL)
    g_unlink (job->staging);
  if (job->folder != NULL)
    g_rmdir (job->folder);
  g_clear_object (&job->lines);
  g_clear_object (&job->process);
  g_free (job->staging);
  g_free (job->folder);
  g_free (job->name);
  g_free (job->failure);
  g_free (job);
}

/**
 * ytt_foreign_file_set_patience:
 * @patience: in ms, 0 for what it is ordinarily
 *
 * Says how long a reader that tells nothing is waited for.
 */
void
ytt_foreign_file_set_patience (guint patience)
{
  patience_ms = patience > 0 ? patience : PATIENCE_MS;
}

static char *
find_program (void)
{
  const char *named = g_getenv ("YTTERBY_EXCHANGE");

  return named != NULL && *named != '\0' ? g_strdup (named) : g_build_filename (YTT_LIBEXECDIR, "ytterby-exchange", NULL);
}

static void
return_staging (GTask *task)
{
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;
  YttStaging *staging = ytt_staging_open (job->staging, &error);

  if (staging != NULL)
    g_task_return_pointer (task, staging, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
return_failure (GTask *task)
{
  Job *job = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (job->hangs)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                             _("Reading “%s” did not come to an end and was given up. Nothing was changed."), job->name);
  else if (job->failure != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s", job->failure);
  else if (g_subprocess_get_if_signaled (job->process))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED,
                             _("“%s” needs more memory or time than a file may take, or is made so that its reader breaks. "
                               "Nothing was changed."), job->name);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED,
                             _("“%s” could not be read to its end. Nothing was changed."), job->name);
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
    return_staging (task);
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
  job->patience_id = g_timeout_add (patience_ms, lost_patience_cb, job);
}

static void
take_line (Job        *job,
           const char *line)
{
  if (g_str_has_prefix (line, "progress ") && job->progress != NULL)
    job->progress (CLAMP (g_ascii_strtod (line + strlen ("progress "), NULL), 0, 1), job->progress_data);
  else if (g_str_has_prefix (line, "failed "))
    {
      g_free (job->failure);
      job->failure = g_utf8_make_valid (line + strlen ("failed "), -1);
    }
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

  take_line (job, line);
  wait_again (job);
  g_data_input_stream_read_line_async (job->lines, G_PRIORITY_DEFAULT, NULL, line_cb, g_steal_pointer (&task));
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_subprocess_force_exit (user_data);
}

static gboolean
start (Job         *job,
       const char  *path,
       const char  *layer,
       GError     **error)
{
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                                                       | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr(GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);

  job->folder = g_dir_make_tmp ("ytterby-XXXXXX", error);
  if (job->folder == NULL)
    return FALSE;
  job->staging = g_build_filename (job->folder, "staging", NULL);

  g_ptr_array_add (arguments, find_program ());
  g_ptr_array_add (arguments, g_strdup ("read"));
  if (layer != NULL)
    g_ptr_array_add (arguments, g_strdup_printf ("--layer=%s", layer));
  g_ptr_array_add (arguments, g_strdup ("--"));
  g_ptr_array_add (arguments, g_canonicalize_filename (path, NULL));
  g_ptr_array_add (arguments, g_strdup (job->staging));
  g_ptr_array_add (arguments, NULL);
  job->process = g_subprocess_launcher_spawnv (launcher, (const char * const *) arguments->pdata, error);
  if (job->process == NULL)
    {
      g_prefix_error (error, _("The reader of foreign files is not installed: "));
      return FALSE;
    }

  job->lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (job->process));

  return TRUE;
}

/**
 * ytt_foreign_file_read_async:
 * @path: a file that GDAL can read; no address
 * @layer: (nullable): which layer or sheet; %NULL for the first that has rows
 * @progress: (nullable): called now and then
 * @progress_data: for @progress
 * @cancellable: (nullable): a cancellable
 * @callback: called when the file has been read
 * @user_data: for @callback
 *
 * Reads a foreign file by a program of its own, which is fenced in by the system: it can open nothing but that file and
 * what belongs to it, reach nobody, and use up only so much. If it breaks or hangs that is an error here, and no more.
 */
void
ytt_foreign_file_read_async (const char          *path,
                             const char          *layer,
                             YttForeignProgress   progress,
                             gpointer             progress_data,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);
  GError *error = NULL;

  g_return_if_fail (path != NULL);

  g_task_set_source_tag (task, ytt_foreign_file_read_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  job->name = g_filename_display_basename (path);
  job->progress = progress;
  job->progress_data = progress_data;
  if (g_task_return_error_if_cancelled (task))
    return;
  if (!start (job, path, layer, &error))
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
 * ytt_foreign_file_read_finish:
 * @result: what the callback got
 * @error: return location for a #GIOErrorEnum that says what is wrong with the file
 *
 * Returns: (transfer full) (nullable): what the file holds
 */
YttStaging *
ytt_foreign_file_read_finish (GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_foreign_file_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
