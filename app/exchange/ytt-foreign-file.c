#include "config.h"

#include "ytt-foreign-file.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "ytt-exchange-run.h"

/* A program that says nothing for so long hangs: while it reads it tells how far it is ten times a second, and what it
 * does before that takes a file of some gigabytes a few seconds. */
#define PATIENCE_MS 60000

static guint patience_ms = PATIENCE_MS;

/* What spreadsheets and databases have written tables in, the usual ones first. */
static const YttForeignEncoding encodings[] = {
  { "UTF-8", N_("All languages") },
  { "WINDOWS-1252", N_("Western European") },
  { "WINDOWS-1250", N_("Central European") },
  { "WINDOWS-1251", N_("Cyrillic") },
  { "KOI8-R", N_("Cyrillic") },
  { "WINDOWS-1253", N_("Greek") },
  { "WINDOWS-1254", N_("Turkish") },
  { "WINDOWS-1257", N_("Baltic") },
  { "GB18030", N_("Chinese, simplified") },
  { "BIG5", N_("Chinese, traditional") },
  { "SHIFT_JIS", N_("Japanese") },
  { "EUC-JP", N_("Japanese") },
  { "EUC-KR", N_("Korean") },
  { "WINDOWS-1258", N_("Vietnamese") },
  { "ISO-8859-15", N_("Western European") },
  { "CP437", N_("DOS") },
  { "CP850", N_("DOS, Western European") },
  { "MACINTOSH", N_("Old Macintosh") },
  { "UTF-16LE", N_("All languages") },
  { "UTF-16BE", N_("All languages") },
};

/**
 * ytt_foreign_file_get_encodings:
 * @n: (out): how many there are
 *
 * Returns: (array length=n): the encodings that can be chosen from; others that iconv knows can be read, too
 */
const YttForeignEncoding *
ytt_foreign_file_get_encodings (guint *n)
{
  *n = G_N_ELEMENTS (encodings);

  return encodings;
}

/* One file that is being read. The task owns it. */
typedef struct
{
  char *staging;   /* the path of what is written; nobody else can read its folder */
  char *folder;
  char *name;      /* of the file, as people see it */
} Job;

static void
job_free (Job *job)
{
  if (job->staging != NULL)
    g_unlink (job->staging);
  if (job->folder != NULL)
    g_rmdir (job->folder);
  g_free (job->staging);
  g_free (job->folder);
  g_free (job->name);
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
return_failure (GTask        *task,
                const GError *error)
{
  Job *job = g_task_get_task_data (task);

  if (error->domain != YTT_EXCHANGE_ERROR)
    g_task_return_error (task, g_error_copy (error));
  else if (error->code == YTT_EXCHANGE_ERROR_HANGS)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                             _("Reading “%s” did not come to an end and was given up. Nothing was changed."), job->name);
  else if (error->code == YTT_EXCHANGE_ERROR_BROKE)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED,
                             _("“%s” needs more memory or time than a file may take, or is made so that its reader breaks. "
                               "Nothing was changed."), job->name);
  else if (error->code == YTT_EXCHANGE_ERROR_ENDED)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED,
                             _("“%s” could not be read to its end. Nothing was changed."), job->name);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s", error->message);
}

static void
ran_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (ytt_exchange_run_finish (result, NULL, &error))
    return_staging (task);
  else
    return_failure (task, error);
}

/**
 * ytt_foreign_file_read_as_async:
 * @path: a file that GDAL can read; no address
 * @choice: how to read it
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
ytt_foreign_file_read_as_async (const char             *path,
                                const YttForeignChoice *choice,
                                YttForeignProgress      progress,
                                gpointer                progress_data,
                                GCancellable           *cancellable,
                                GAsyncReadyCallback     callback,
                                gpointer                user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr(GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  Job *job = g_new0 (Job, 1);
  GError *error = NULL;

  g_return_if_fail (path != NULL && choice != NULL);

  g_task_set_source_tag (task, ytt_foreign_file_read_as_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  job->name = g_filename_display_basename (path);
  job->folder = g_dir_make_tmp ("ytterby-XXXXXX", &error);
  if (job->folder == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  job->staging = g_build_filename (job->folder, "staging", NULL);
  g_ptr_array_add (arguments, g_strdup ("read"));
  if (choice->layer != NULL)
    g_ptr_array_add (arguments, g_strdup_printf ("--layer=%s", choice->layer));
  if (choice->encoding != NULL)
    g_ptr_array_add (arguments, g_strdup_printf ("--encoding=%s", choice->encoding));
  if (choice->separator != '\0')
    g_ptr_array_add (arguments, g_strdup_printf ("--separator=%c", choice->separator));
  g_ptr_array_add (arguments, g_strdup ("--"));
  g_ptr_array_add (arguments, g_canonicalize_filename (path, NULL));
  g_ptr_array_add (arguments, g_strdup (job->staging));
  g_ptr_array_add (arguments, NULL);
  ytt_exchange_run_async ((const char * const *) arguments->pdata, NULL, patience_ms, progress, progress_data, cancellable,
                          ran_cb, g_object_ref (task));
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
 * Reads a foreign file and finds out how it is written.
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
  YttForeignChoice choice = { .layer = layer };

  ytt_foreign_file_read_as_async (path, &choice, progress, progress_data, cancellable, callback, user_data);
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
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_foreign_file_read_as_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
