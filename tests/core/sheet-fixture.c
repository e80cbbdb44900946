#include "config.h"

#include "sheet-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ytt-store-tours.h"

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static void
keep_result_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
is_at_rest (gpointer data)
{
  return !ytt_session_get_loading (data);
}

void
sheet_fixture_set_up (SheetFixture  *f,
                      gconstpointer  data)
{
  fixture_set_up_shipped (&f->query, data);
  f->session = ytt_session_new ();
  ytt_session_set_store (f->session, f->query.store);
  wait_until (is_at_rest, f->session);
  ytt_session_set_viewport (f->session, 50, 10, 3);
  ytt_session_set_viewport_size (f->session, 1000, 700);
}

static gboolean
is_ours_alone (gpointer data)
{
  return G_OBJECT (data)->ref_count == 1;
}

void
sheet_fixture_tear_down (SheetFixture  *f,
                         gconstpointer  data)
{
  /* What a query still under way holds goes once it has answered. */
  ytt_session_set_store (f->session, NULL);
  wait_until (is_ours_alone, f->session);
  g_assert_finalize_object (f->session);
  fixture_tear_down (&f->query, data);
}

YttSheetContent *
sheet_load (SheetFixture     *f,
            YttSheetRequest  *request,
            GError          **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  ytt_sheet_load_async (f->query.store, request, NULL, keep_result_cb, &result);
  wait_until (has_result, &result);

  return ytt_sheet_load_finish (f->query.store, result, error);
}

YttSheet *
sheet_make (SheetFixture    *f,
            YttSheetRequest *request,
            const YttPaper  *paper,
            gboolean         with_notes)
{
  g_autoptr(YttSheetContent) content = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  YttSheet *sheet;

  content = sheet_load (f, request, &error);
  g_assert_no_error (error);
  ytt_sheet_content_lay_out_async (content, paper, with_notes, NULL, keep_result_cb, &result);
  wait_until (has_result, &result);
  sheet = ytt_sheet_content_lay_out_finish (result, &error);
  g_assert_no_error (error);

  return sheet;
}

YttSheetRequest *
sheet_ask_for_facility (SheetFixture *f,
                        gint64        facility)
{
  g_autofree char *basemap_path = ytt_basemap_find_file ();
  g_autoptr(YttBasemap) basemap = basemap_path != NULL ? ytt_basemap_open (basemap_path, NULL) : NULL;
  YttSheetRequest *request;

  request = ytt_sheet_request_new_for_session (f->session, YTT_PRINT_FACILITY, NULL, basemap);
  request->facility = facility;

  return request;
}

YttTour *
sheet_find_tour (SheetFixture *f,
                 const char   *title)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) tours = NULL;

  ytt_store_get_tours_async (f->query.store, NULL, keep_result_cb, &result);
  wait_until (has_result, &result);
  tours = ytt_store_get_tours_finish (f->query.store, result, NULL);
  for (guint i = 0; i < tours->len; i++)
    if (g_strcmp0 (ytt_tour_get_title (g_ptr_array_index (tours, i)), title) == 0)
      return g_object_ref (g_ptr_array_index (tours, i));

  g_assert_not_reached ();
}

char *
sheet_run (YttSheet   *sheet,
           const char *program,
           const char *option)
{
  g_autoptr(GBytes) pdf = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("ytterby-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "sheet.pdf", NULL);
  const char *argv[] = { program, option, path, NULL, NULL };
  char *out = NULL;
  int status;

  if (strcmp (program, "pdftotext") == 0)
    argv[3] = "-";
  pdf = ytt_sheet_to_pdf (sheet, NULL, &error);
  g_assert_no_error (error);
  g_file_set_contents (path, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf), &error);
  g_assert_no_error (error);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);

  return out;
}

char *
sheet_squeeze (const char *text)
{
  GString *squeezed = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      /* A hyphen at the end of a line may be one of the text or one of the line's. */
      if (!g_unichar_isspace (letter) && letter != 0xa0 && letter != '-' && letter != 0x2010)
        g_string_append_unichar (squeezed, letter);
    }

  return g_string_free (squeezed, FALSE);
}

void
sheet_assert_has (const char *squeezed,
                  const char *words)
{
  g_autofree char *wanted = sheet_squeeze (words);

  if (strstr (squeezed, wanted) == NULL)
    g_error ("“%s” is not in:\n%s", words, squeezed);
}
