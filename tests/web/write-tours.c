#include "config.h"

#include <locale.h>

#include "ytt-store-tours.h"
#include "ytt-tour-file.h"

/* write-tours DOCUMENT BASEMAP FOLDER .kml|.html: writes each tour of a document as FOLDER/N.kml or FOLDER/N.html, from 0,
 * for the programs of others that are tried with them. */

static GMainLoop *loop;
static GAsyncResult *answer;

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  answer = g_object_ref (result);
  g_main_loop_quit (loop);
}

static void
wait_for_answer (void)
{
  g_clear_object (&answer);
  g_main_loop_run (loop);
}

static gboolean
write_tour (YttStore           *store,
            YttBasemap         *basemap,
            YttTour            *tour,
            const char         *folder,
            YttTourFileFormat   format,
            guint               index,
            GError            **error)
{
  g_autofree char *name = g_strdup_printf ("%u.%s", index, ytt_tour_file_format_get_suffix (format));
  g_autoptr(GFile) file = g_file_new_build_filename (folder, name, NULL);
  gint64 started = g_get_monotonic_time ();

  ytt_tour_file_save_async (store, tour, basemap, file, format, TRUE, NULL, answered_cb, NULL);
  wait_for_answer ();
  if (!ytt_tour_file_save_finish (store, answer, error))
    return FALSE;

  g_print ("%s: %s, %.0f ms\n", name, ytt_tour_get_title (tour), (g_get_monotonic_time () - started) / 1e3);

  return TRUE;
}

static gboolean
write_tours (const char         *document,
             const char         *basemap_path,
             const char         *folder,
             YttTourFileFormat   format,
             GError            **error)
{
  g_autoptr(YttBasemap) basemap = ytt_basemap_open (basemap_path, error);
  g_autoptr(YttStore) store = NULL;
  g_autoptr(GPtrArray) tours = NULL;

  if (basemap == NULL)
    return FALSE;

  ytt_store_open_async (document, YTT_STORE_READ_ONLY, NULL, answered_cb, NULL);
  wait_for_answer ();
  store = ytt_store_open_finish (answer, error);
  if (store == NULL)
    return FALSE;

  ytt_store_get_tours_async (store, NULL, answered_cb, NULL);
  wait_for_answer ();
  tours = ytt_store_get_tours_finish (store, answer, error);
  for (guint i = 0; tours != NULL && i < tours->len; i++)
    if (!write_tour (store, basemap, g_ptr_array_index (tours, i), folder, format, i, error))
      g_clear_pointer (&tours, g_ptr_array_unref);
  ytt_store_close (store);

  return tours != NULL;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GError) error = NULL;
  YttTourFileFormat format;

  setlocale (LC_ALL, "");
  if (argc != 5 || !ytt_tour_file_format_from_name (argv[4], &format))
    {
      g_printerr ("Usage: %s DOCUMENT BASEMAP FOLDER .kml|.html\n", argv[0]);
      return 2;
    }

  loop = g_main_loop_new (NULL, FALSE);
  if (!write_tours (argv[1], argv[2], argv[3], format, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  g_clear_object (&answer);
  g_main_loop_unref (loop);

  return 0;
}
