/* A tour written to a file, for programs that know nothing of documents. */

#include "config.h"

#include "ytt-tour-file.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-picture-file.h"
#include "ytt-tour-html.h"
#include "ytt-tour-kml.h"

static const char * const suffixes[YTT_N_TOUR_FILE_FORMATS] = {
  [YTT_TOUR_FILE_KML]  = "kml",
  [YTT_TOUR_FILE_HTML] = "html",
};

typedef struct
{
  YttTourPages      *pages;    /* (owned) (nullable): once it was read */
  GFile             *file;     /* (owned) */
  YttTourFileFormat  format;
  gboolean           notes;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  g_clear_pointer (&save->pages, ytt_tour_pages_free);
  g_object_unref (save->file);
  g_free (save);
}

/**
 * ytt_tour_file_format_get_suffix:
 * @format: a format
 *
 * Returns: (transfer none): what a file's name ends with, without the dot
 */
const char *
ytt_tour_file_format_get_suffix (YttTourFileFormat format)
{
  g_return_val_if_fail (format < YTT_N_TOUR_FILE_FORMATS, NULL);

  return suffixes[format];
}

/**
 * ytt_tour_file_format_from_name:
 * @name: a file's name
 * @format: (out): return location for its format
 *
 * Returns: whether its ending tells
 */
gboolean
ytt_tour_file_format_from_name (const char        *name,
                                YttTourFileFormat *format)
{
  const char *dot = strrchr (name, '.');

  for (guint i = 0; dot != NULL && i < YTT_N_TOUR_FILE_FORMATS; i++)
    if (g_ascii_strcasecmp (dot + 1, suffixes[i]) == 0)
      {
        *format = i;
        return TRUE;
      }

  return FALSE;
}

/**
 * ytt_tour_file_get_name:
 * @tour: a tour
 * @format: what is to be written
 *
 * Returns: (transfer full): its title as the name of a file: without what a file system somewhere would not have
 */
char *
ytt_tour_file_get_name (YttTour           *tour,
                        YttTourFileFormat  format)
{
  g_autofree char *title = g_strdup (ytt_tour_get_title (tour));

  for (char *at = title; *at != '\0'; at++)
    if (strchr ("/\\:*?\"<>|", *at) != NULL || g_ascii_iscntrl (*at))
      *at = '-';
  g_strstrip (title);

  return g_strdup_printf ("%s.%s", *title != '\0' && *title != '.' ? title : _("Tour"), suffixes[format]);
}

static void
write_thread (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Save *save = task_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;
  char *text;

  text = save->format == YTT_TOUR_FILE_KML ? ytt_tour_kml_write (save->pages)
                                           : ytt_tour_html_write (save->pages, save->notes, cancellable, &error);
  if (text != NULL)
    bytes = g_bytes_new_take (text, strlen (text));

  if (bytes != NULL && ytt_file_write (save->file, bytes, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
pages_loaded_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Save *save = g_task_get_task_data (task);

  save->pages = ytt_tour_pages_load_finish (YTT_STORE (object), result, &error);
  if (save->pages != NULL)
    g_task_run_in_thread (task, write_thread);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * ytt_tour_file_save_async:
 * @store: a document
 * @tour: one of its tours
 * @basemap: (nullable): what lies below on the maps of a page of HTML; without it they are left out
 * @file: the file to write
 * @format: what to write
 * @notes: whether what the speaker says is told as well; KML has no place for it
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when the file was written, or could not be
 * @user_data: for @callback
 *
 * Writes a tour with all that is told in it to a file. Either all of it is there in the end, or what was there before.
 */
void
ytt_tour_file_save_async (YttStore            *store,
                          YttTour             *tour,
                          YttBasemap          *basemap,
                          GFile               *file,
                          YttTourFileFormat    format,
                          gboolean             notes,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task;
  Save *save;

  g_return_if_fail (YTT_IS_STORE (store));
  g_return_if_fail (YTT_IS_TOUR (tour));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (format < YTT_N_TOUR_FILE_FORMATS);

  task = g_task_new (store, cancellable, callback, user_data);
  save = g_new0 (Save, 1);
  save->file = g_object_ref (file);
  save->format = format;
  save->notes = notes;
  g_task_set_source_tag (task, ytt_tour_file_save_async);
  g_task_set_task_data (task, save, save_free);
  ytt_tour_pages_load_async (store, tour, format == YTT_TOUR_FILE_HTML ? basemap : NULL, cancellable, pages_loaded_cb,
                             task);
}

/**
 * ytt_tour_file_save_finish:
 * @store: the document
 * @result: what the callback was given
 * @error: return location for an error, which says in words what happened to which file
 *
 * Returns: whether the file was written
 */
gboolean
ytt_tour_file_save_finish (YttStore      *store,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_tour_file_save_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
