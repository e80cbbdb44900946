/* The one door through which a document, or a part of it, leaves as a file of another kind. */

#include "config.h"

#include "ytt-export-private.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "ytt-data-set.h"
#include "ytt-error.h"
#include "ytt-picture-file.h"
#include "ytt-store-part.h"
#include "ytt-store-records.h"

/* So many facilities are read at once: in the meantime nobody can write to the document. */
#define CHUNK 200

/* Progress is told in steps of so much. */
#define STEP 0.005

#define SHOWN_ONLY \
  N_("Of each kind of figure only the one that is shown, not the claims behind it. No announcements, supply links, tours " \
     "and history. What is imported from it again has this file as its source.")

/* In the order of the enumeration. A name may have the ending of several: the longest counts. */
static const struct
{
  const char    *suffixes[3];
  const char    *label;
  const char    *losses;
  gboolean       folder;
  YttExportFunc  write;
} formats[YTT_N_EXPORT_FORMATS] = {
  [YTT_EXPORT_GEOJSON] = { { "geojson", "json", NULL }, N_("GeoJSON"), SHOWN_ONLY, FALSE, ytt_export_write_geojson },
  [YTT_EXPORT_XLSX] = {
    { "xlsx", NULL }, N_("Spreadsheet (XLSX)"),
    N_("No announcements, supply links, tours and history. What is imported from it again has this file as its source."),
    FALSE, ytt_export_write_xlsx
  },
  [YTT_EXPORT_CSV] = { { "csv", NULL }, N_("Facilities as text (CSV)"), SHOWN_ONLY, FALSE, ytt_export_write_csv },
  [YTT_EXPORT_CLAIMS_CSV] = {
    { "claims.csv", NULL }, N_("Claims as text (CSV)"),
    N_("Claims with their sources, but no places, companies, products and elements of the facilities. No announcements, "
       "supply links, tours and history. What is imported from it again has this file as its source."),
    FALSE, ytt_export_write_claims_csv
  },
  [YTT_EXPORT_KML] = { { "kml", NULL }, N_("Google Earth (KML)"), SHOWN_ONLY, FALSE, ytt_export_write_kml },
  [YTT_EXPORT_BIBTEX] = {
    { "bib", NULL }, N_("Sources (BibTeX)"), N_("Nothing but the sources."), FALSE, ytt_export_write_bibtex
  },
  [YTT_EXPORT_CSL] = {
    { "csl.json", NULL }, N_("Sources (CSL-JSON)"), N_("Nothing but the sources."), FALSE, ytt_export_write_csl
  },
  [YTT_EXPORT_GPKG] = {
    { "gpkg", NULL }, N_("Document (GeoPackage)"),
    N_("Where only a part of the facilities is exported: no history, no saved views, and no tours that speak of others."),
    FALSE, ytt_export_write_gpkg
  },
  [YTT_EXPORT_FOLDER] = {
    { NULL }, N_("Folder of tables (CSV)"),
    N_("No history, no copies of pages that were kept with sources, and nothing that another program put into the document, "
       "such as roles other than operator and owner. An empty text becomes none. Where only a part of the facilities is "
       "exported: no saved views, and no tours that speak of others."),
    TRUE, ytt_export_write_folder
  },
};

/* An export, as it was asked for. The task owns it. */
typedef struct
{
  GArray            *ids;            /* (owned) (nullable) */
  YttMoment          moment;
  YttExportFormat    format;
  char              *path;
  YttExportProgress  progress;       /* (nullable) */
  gpointer           progress_data;
} Job;

static void
job_free (Job *job)
{
  g_clear_pointer (&job->ids, g_array_unref);
  g_free (job->path);
  g_free (job);
}

/**
 * ytt_export_format_get_suffix:
 * @format: a format
 *
 * Returns: (transfer none): what a file's name ends with, without the dot; "" for a folder
 */
const char *
ytt_export_format_get_suffix (YttExportFormat format)
{
  g_return_val_if_fail (format < YTT_N_EXPORT_FORMATS, "");

  return formats[format].suffixes[0] != NULL ? formats[format].suffixes[0] : "";
}

static gboolean
has_suffix (const char *name,
            const char *suffix)
{
  gsize length = strlen (name), ending = strlen (suffix);

  return length > ending + 1 && name[length - ending - 1] == '.'
         && g_ascii_strcasecmp (name + length - ending, suffix) == 0;
}

/**
 * ytt_export_format_from_name:
 * @name: of a file; one that ends in "/" is a folder
 * @format: (out): its format
 *
 * Returns: whether its ending tells
 */
gboolean
ytt_export_format_from_name (const char      *name,
                             YttExportFormat *format)
{
  gboolean folder = g_str_has_suffix (name, "/");
  gsize longest = 0;

  g_return_val_if_fail (name != NULL, FALSE);

  for (guint i = 0; i < YTT_N_EXPORT_FORMATS; i++)
    {
      if (folder && formats[i].folder)
        {
          *format = i;
          return TRUE;
        }
      for (const char * const *suffix = formats[i].suffixes; !folder && *suffix != NULL; suffix++)
        if (strlen (*suffix) > longest && has_suffix (name, *suffix))
          {
            *format = i;
            longest = strlen (*suffix);
          }
    }

  return longest > 0;
}

const char *
ytt_export_format_get_label (YttExportFormat format)
{
  g_return_val_if_fail (format < YTT_N_EXPORT_FORMATS, "");

  return _(formats[format].label);
}

const char *
ytt_export_format_get_losses (YttExportFormat format)
{
  g_return_val_if_fail (format < YTT_N_EXPORT_FORMATS, NULL);

  return formats[format].losses != NULL ? _(formats[format].losses) : NULL;
}

gboolean
ytt_export_format_is_folder (YttExportFormat format)
{
  g_return_val_if_fail (format < YTT_N_EXPORT_FORMATS, FALSE);

  return formats[format].folder;
}

typedef struct
{
  GTask  *task;      /* (owned) */
  double  fraction;
} Told;

static void
told_free (gpointer data)
{
  Told *told = data;

  g_object_unref (told->task);
  g_free (told);
}

static gboolean
told_cb (gpointer user_data)
{
  const Told *told = user_data;
  const Job *job = g_task_get_task_data (told->task);

  /* Whoever gave up may be gone. */
  if (!g_task_get_completed (told->task) && !g_cancellable_is_cancelled (g_task_get_cancellable (told->task)))
    job->progress (told->fraction, job->progress_data);

  return G_SOURCE_REMOVE;
}

/*< private >
 * ytt_export_tell:
 * @self: an export
 * @fraction: how much is done, 0 to 1
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Tells whoever asked for the export how far it is.
 *
 * Returns: whether to go on
 */
gboolean
ytt_export_tell (YttExport  *self,
                 double      fraction,
                 GError    **error)
{
  const Job *job = g_task_get_task_data (self->task);
  g_autoptr(GSource) source = NULL;
  Told *told;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (job->progress == NULL || fraction < self->told + STEP)
    return TRUE;

  self->told = fraction;
  told = g_new0 (Told, 1);
  told->task = g_object_ref (self->task);
  told->fraction = fraction;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, told_cb, told, told_free);
  g_source_attach (source, g_task_get_context (self->task));

  return TRUE;
}

/*< private >
 * ytt_export_wait_cb:
 * @object: the store
 * @result: an answer
 * @user_data: a #YttExportWait
 */
void
ytt_export_wait_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  YttExportWait *wait = user_data;

  wait->result = g_object_ref (result);
}

GAsyncResult *
ytt_export_wait (YttExportWait *wait)
{
  while (wait->result == NULL)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);

  return g_steal_pointer (&wait->result);
}

static void
ask_for_chunk (YttExport     *self,
               guint          first,
               YttExportWait *wait)
{
  if (first < self->ids->len)
    ytt_store_get_records_async (self->store, &g_array_index (self->ids, gint64, first), MIN (CHUNK, self->ids->len - first),
                                 self->moment, self->cancellable, ytt_export_wait_cb, wait);
}

/* (transfer full) (nullable): while they are looked at the next ones are read */
static GPtrArray *
take_chunk (YttExport      *self,
            guint           first,
            YttExportWait  *wait,
            GError        **error)
{
  g_autoptr(GAsyncResult) result = ytt_export_wait (wait);
  GPtrArray *records = ytt_store_get_records_finish (self->store, result, error);

  if (records != NULL)
    ask_for_chunk (self, first + CHUNK, wait);

  return records;
}

static gboolean
look_at_chunk (YttExport            *self,
               GPtrArray            *records,
               double                done,
               YttExportRecordFunc   func,
               gpointer              data,
               GError              **error)
{
  for (guint i = 0; i < records->len; i++)
    if (!func (g_ptr_array_index (records, i), data, error))
      return FALSE;

  return ytt_export_tell (self, done, error);
}

/*< private >
 * ytt_export_for_each_record:
 * @self: an export
 * @begin: the progress at its begin, 0 to 1
 * @end: the progress at its end, 0 to 1
 * @func: called with each facility
 * @data: for @func
 * @error: return location for an error
 *
 * Reads the facilities with what is claimed on them, some at a time. Each is whole; what somebody changes in the meantime
 * is seen by those that come later.
 *
 * Returns: whether @func had all of them, and did not fail
 */
gboolean
ytt_export_for_each_record (YttExport            *self,
                            double                begin,
                            double                end,
                            YttExportRecordFunc   func,
                            gpointer              data,
                            GError              **error)
{
  YttExportWait wait = { NULL };

  ask_for_chunk (self, 0, &wait);
  for (guint first = 0; first < self->ids->len; first += CHUNK)
    {
      double done = begin + (end - begin) * MIN (first + CHUNK, self->ids->len) / self->ids->len;
      g_autoptr(GPtrArray) records = take_chunk (self, first, &wait, error);

      if (records == NULL)
        return FALSE;
      if (look_at_chunk (self, records, done, func, data, error))
        continue;

      /* Somebody is still to be told that these are there. */
      if (first + CHUNK < self->ids->len)
        g_object_unref (ytt_export_wait (&wait));
      return FALSE;
    }

  return TRUE;
}

/* (transfer full) (nullable) (element-type gint64): all facilities, by name */
static GArray *
find_all (YttExport  *self,
          GError    **error)
{
  const YttQuery query = { NULL, YTT_ORDER_NAME, NULL, { 0 } };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(YttResult) found = NULL;
  YttExportWait wait = { NULL };

  ytt_store_search_async (self->store, &query, self->cancellable, ytt_export_wait_cb, &wait);
  result = ytt_export_wait (&wait);
  found = ytt_store_search_finish (self->store, result, error);

  return found != NULL ? g_array_ref (found->ids) : NULL;
}

/* What a link names is replaced and not the link. */
static char *
resolve (const char *path)
{
  g_autofree char *target = g_canonicalize_filename (path, NULL);
  char *real = g_file_test (target, G_FILE_TEST_IS_SYMLINK) ? realpath (target, NULL) : NULL;
  char *resolved = g_strdup (real != NULL ? real : target);

  free (real);

  return resolved;
}

/* A name in the same folder that nothing has. */
static char *
make_beside (const char *target)
{
  g_autofree char *folder = g_path_get_dirname (target), *name = g_path_get_basename (target);
  char *beside = NULL;

  do
    {
      g_autofree char *hidden = g_strdup_printf (".%.100s.%08x", name, g_random_int ());

      g_free (beside);
      beside = g_build_filename (folder, hidden, NULL);
    }
  while (g_file_test (beside, G_FILE_TEST_EXISTS) || g_file_test (beside, G_FILE_TEST_IS_SYMLINK));

  return beside;
}

/* A file, or a folder of files, that was being written. */
static void
remove_written (const char *path)
{
  g_autoptr(GDir) folder = NULL;
  const char *name;

  if (g_unlink (path) == 0)
    return;

  folder = g_dir_open (path, 0, NULL);
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_rmdir (path);
}

/* An earlier export is replaced, but nobody's folder with other files in it. */
static gboolean
may_be_replaced (const char  *folder,
                 GError     **error)
{
  g_autoptr(GDir) files = g_dir_open (folder, 0, error);
  const char *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    {
      gboolean ours = FALSE;

      for (YttFile file = 0; file < YTT_N_FILES; file++)
        ours |= strcmp (name, ytt_data_set_get_file_name (file)) == 0;
      if (!ours)
        {
          g_autofree char *shown = g_filename_display_name (name);

          g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST, _("there are other files in it, such as “%s”; choose another folder"), shown);
          return FALSE;
        }
    }

  return files != NULL;
}

/* The old folder goes only when the new one has its name. */
static gboolean
put_folder_in_place (const char  *beside,
                     const char  *target,
                     GError     **error)
{
  g_autofree char *aside = make_beside (target);
  gboolean exists = g_file_test (target, G_FILE_TEST_EXISTS);

  if ((!exists || g_rename (target, aside) == 0) && g_rename (beside, target) == 0)
    {
      if (exists)
        remove_written (aside);
      return TRUE;
    }

  g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (errno), g_strerror (errno));
  if (exists && !g_file_test (target, G_FILE_TEST_EXISTS))
    g_rename (aside, target);

  return FALSE;
}

/* Who may read the file stays as it was. */
static gboolean
put_in_place (const char       *beside,
              const char       *target,
              YttExportFormat   format,
              GError          **error)
{
  GStatBuf was;

  if (g_stat (target, &was) == 0 && (S_ISREG (was.st_mode) || formats[format].folder))
    g_chmod (beside, was.st_mode & 0777);
  if (formats[format].folder)
    return put_folder_in_place (beside, target, error);
  if (format == YTT_EXPORT_GPKG)
    return ytt_store_put_part_in_place (beside, target, error);
  if (g_rename (beside, target) == 0)
    return TRUE;

  g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (errno), g_strerror (errno));

  return FALSE;
}

/* A device or a pipe is written to. */
static gboolean
write_target (YttExport        *self,
              YttExportFormat   format,
              const char       *target,
              GError          **error)
{
  g_autofree char *beside = NULL;
  gboolean exists = g_file_test (target, G_FILE_TEST_EXISTS);

  if (!formats[format].folder && g_file_test (target, G_FILE_TEST_IS_DIR))
    {
      g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_ISDIR, g_strerror (EISDIR));
      return FALSE;
    }
  if (exists && formats[format].folder && !g_file_test (target, G_FILE_TEST_IS_DIR))
    {
      g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_EXIST, _("that is the name of a file"));
      return FALSE;
    }
  if (exists && formats[format].folder && !may_be_replaced (target, error))
    return FALSE;
  if (exists && format == YTT_EXPORT_GPKG && !g_file_test (target, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, _("A document cannot be written to a device or a pipe"));
      return FALSE;
    }
  if (exists && !g_file_test (target, G_FILE_TEST_IS_REGULAR) && !g_file_test (target, G_FILE_TEST_IS_DIR))
    {
      self->path = target;
      return formats[format].write (self, error);
    }

  beside = make_beside (target);
  self->path = beside;
  if (formats[format].write (self, error) && !g_cancellable_set_error_if_cancelled (self->cancellable, error)
      && put_in_place (beside, target, format, error))
    return TRUE;

  remove_written (beside);

  return FALSE;
}

static gboolean
run (GTask   *task,
     GError **error)
{
  Job *job = g_task_get_task_data (task);
  YttExport self = { .store = g_task_get_source_object (task), .all = job->ids == NULL, .moment = job->moment,
                     .cancellable = g_task_get_cancellable (task), .task = task };
  g_autoptr(GArray) ids = job->ids != NULL ? g_array_ref (job->ids) : find_all (&self, error);
  g_autofree char *target = resolve (job->path);
  GError *reason = NULL;

  if (ids == NULL)
    return FALSE;

  self.ids = ids;
  if (write_target (&self, job->format, target, &reason))
    return TRUE;

  ytt_file_take_document_error (reason, target, error);

  return FALSE;
}

static void
export_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  g_autoptr(GMainContext) context = g_main_context_new ();
  GError *error = NULL;
  gboolean done;

  g_main_context_push_thread_default (context);
  done = run (task, &error);
  g_main_context_pop_thread_default (context);

  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * ytt_export_async:
 * @store: a document
 * @ids: (nullable) (element-type gint64): the facilities to export, in order; %NULL for all; it must not be changed
 * @moment: what figures tell of; zeroed for now
 * @format: what to write
 * @path: (type filename): where to; what is there is replaced
 * @progress: (nullable): called now and then
 * @progress_data: for @progress; it must outlast the callback, or the cancelling
 * @cancellable: (nullable): to give up
 * @callback: called when all was written, or nothing
 * @user_data: for @callback
 *
 * Writes facilities of a document, or all of it, as a file of another kind, in a thread of its own. It is written beside
 * its place and put there in the end: whether it fails, or is cancelled, or the disk is full, what was there before stays.
 */
void
ytt_export_async (YttStore            *store,
                  GArray              *ids,
                  YttMoment            moment,
                  YttExportFormat      format,
                  const char          *path,
                  YttExportProgress    progress,
                  gpointer             progress_data,
                  GCancellable        *cancellable,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Job *job;

  g_return_if_fail (YTT_IS_STORE (store));
  g_return_if_fail (format < YTT_N_EXPORT_FORMATS);
  g_return_if_fail (path != NULL);

  job = g_new0 (Job, 1);
  job->ids = ids != NULL ? g_array_ref (ids) : NULL;
  job->moment = moment;
  job->format = format;
  job->path = g_strdup (path);
  job->progress = progress;
  job->progress_data = progress_data;
  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_export_async);
  /* Once the file is in its place it is too late, and it was written. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, export_thread);
}

/**
 * ytt_export_finish:
 * @store: the document
 * @result: what the callback got
 * @error: return location for an error, which says in words what happened to which file
 *
 * Returns: whether the file was written
 */
gboolean
ytt_export_finish (YttStore      *store,
                   GAsyncResult  *result,
                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_export_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
