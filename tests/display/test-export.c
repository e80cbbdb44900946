/* What a window shows, or all, becomes a file, as a hand makes it. */

#include "config.h"

#include "hand.h"
#include "window-fixture.h"

#include <glib/gstdio.h>

#include "ytt-export-window.h"
#include "ytt-export.h"

/* The toast on the screen; (nullable) */
static const char *
get_toast (GtkWidget *overlay)
{
  GtkWidget *toast = gtk_widget_get_last_child (overlay);
  GtkWidget *label = toast != gtk_widget_get_first_child (overlay) ? find_widget (toast, GTK_TYPE_LABEL, NULL) : NULL;

  return label != NULL ? gtk_label_get_label (GTK_LABEL (label)) : NULL;
}

/* What the first button of the toast does */
static const char *
get_toast_action (GtkWidget *overlay)
{
  GtkWidget *button = find_widget (gtk_widget_get_last_child (overlay), GTK_TYPE_BUTTON, NULL);

  return gtk_actionable_get_action_name (GTK_ACTIONABLE (button));
}

static gboolean
is_told (gpointer data)
{
  return get_toast (data) != NULL;
}

static YttExportWindow *
find_export (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (YTT_IS_EXPORT_WINDOW (window))
        return YTT_EXPORT_WINDOW (window);
    }

  return NULL;
}

static GtkWidget *
find_part (GType       type,
           const char *name)
{
  return find_widget (GTK_WIDGET (find_export ()), type, name);
}

static gboolean
is_open (gpointer data)
{
  return find_export () != NULL && gtk_widget_get_mapped (GTK_WIDGET (find_export ()));
}

static gboolean
is_gone (gpointer data)
{
  return find_export () == NULL;
}

static gboolean
has_all (gpointer data)
{
  YttSession *session = ytt_window_get_session (data);

  return ytt_session_get_n_total (session) == 221 && !ytt_session_get_loading (session);
}

static gboolean
has_few (gpointer data)
{
  YttSession *session = ytt_window_get_session (data);

  return !ytt_session_get_loading (session)
         && g_list_model_get_n_items (G_LIST_MODEL (ytt_session_get_facilities (session))) < 10;
}

static YttExportWindow *
open_export (YttWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.export", NULL);
  wait_until (is_open, NULL);
  wait_for_frames (GTK_WIDGET (find_export ()));

  return find_export ();
}

static const char *
get_choice (const char *row,
            guint       position)
{
  GListModel *choices = adw_combo_row_get_model (ADW_COMBO_ROW (find_part (ADW_TYPE_COMBO_ROW, row)));

  return gtk_string_list_get_string (GTK_STRING_LIST (choices), position);
}

static char *
read_file (WindowFixture *f,
           const char    *name)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);
  g_autoptr(GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

/* What is searched is exported, or all of it. */
static void
test_shown (WindowFixture *f,
            gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  g_autoptr(GFile) few = g_file_new_build_filename (f->folder, "few", NULL);
  g_autoptr(GFile) all = g_file_new_build_filename (f->folder, "all.csv", NULL);
  g_autofree char *few_text = NULL, *all_text = NULL;

  wait_until (has_all, window);
  open_export (window);
  g_assert_cmpstr (get_choice ("what_row", 0), ==, "All (221)");
  g_assert_cmpstr (get_choice ("what_row", 1), ==, NULL);
  gtk_window_close (GTK_WINDOW (find_export ()));
  wait_until (is_gone, NULL);

  ytt_session_set_search (ytt_window_get_session (window), "narva");
  wait_until (has_few, window);
  open_export (window);
  g_assert_true (g_str_has_prefix (get_choice ("what_row", 0), "What Is Shown ("));
  ytt_export_window_save (find_export (), few);
  wait_until (is_gone, NULL);
  wait_until (is_told, window->toast_overlay);
  g_assert_cmpstr (get_toast (GTK_WIDGET (window->toast_overlay)), ==, "“few.geojson” exported");
  few_text = read_file (f, "few.geojson");
  g_assert_nonnull (strstr (few_text, "ee-narva-neo"));
  g_assert_null (strstr (few_text, "ao-longonjo"));

  /* The name decides the format. */
  open_export (window);
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_part (ADW_TYPE_COMBO_ROW, "what_row")), 1);
  ytt_export_window_save (find_export (), all);
  wait_until (is_gone, NULL);
  all_text = read_file (f, "all.csv");
  g_assert_nonnull (strstr (all_text, "ao-longonjo"));
  g_assert_nonnull (strstr (all_text, "capacity_unit"));

  close_window (window);
}

/* What is chosen says what it loses, and keeps its own ending. */
static void
test_formats (WindowFixture *f,
              gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  g_autoptr(GFile) claims = g_file_new_build_filename (f->folder, "claims.csv", NULL);
  g_autofree char *text = NULL;

  wait_until (has_all, window);
  open_export (window);
  for (guint i = 0; i < YTT_N_EXPORT_FORMATS; i++)
    {
      const char *losses = ytt_export_format_get_losses (i);

      adw_combo_row_set_selected (ADW_COMBO_ROW (find_part (ADW_TYPE_COMBO_ROW, "format_row")), i);
      g_assert_cmpstr (get_choice ("format_row", i), ==, ytt_export_format_get_label (i));
      if (losses != NULL)
        g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (find_part (GTK_TYPE_LABEL, "losses_label"))), ==, losses);
    }
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_part (ADW_TYPE_COMBO_ROW, "format_row")), YTT_EXPORT_CLAIMS_CSV);
  ytt_export_window_save (find_export (), claims);
  wait_until (is_gone, NULL);
  text = read_file (f, "claims.csv");
  g_assert_nonnull (strstr (text, "source_title,publisher"));

  close_window (window);
}

/* All tables, in a folder that has the name that was typed. */
static void
test_folder (WindowFixture *f,
             gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  g_autoptr(GFile) folder = g_file_new_build_filename (f->folder, "tables", NULL);
  g_autofree char *text = NULL, *path = g_file_get_path (folder);
  g_autoptr(GDir) files = NULL;
  const char *name;

  wait_until (has_all, window);
  open_export (window);
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_part (ADW_TYPE_COMBO_ROW, "format_row")), YTT_EXPORT_FOLDER);
  ytt_export_window_save (find_export (), folder);
  wait_until (is_gone, NULL);
  wait_until (is_told, window->toast_overlay);
  g_assert_cmpstr (get_toast_action (GTK_WIDGET (window->toast_overlay)), ==, "win.show-in-folder");
  text = read_file (f, "tables/facilities.csv");
  g_assert_nonnull (strstr (text, "\r\nee-narva-neo,"));

  files = g_dir_open (path, 0, NULL);
  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_assert_cmpint (g_unlink (file), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
  close_window (window);
}

/* What cannot be written is told, and the window stays. */
static void
test_failing (WindowFixture *f,
              gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  g_autoptr(GFile) nowhere = g_file_new_build_filename (f->folder, "none", "x.geojson", NULL);

  wait_until (has_all, window);
  open_export (window);
  ytt_export_window_save (find_export (), nowhere);
  wait_until (is_told, find_part (ADW_TYPE_TOAST_OVERLAY, "toast_overlay"));
  g_assert_nonnull (strstr (get_toast (find_part (ADW_TYPE_TOAST_OVERLAY, "toast_overlay")), "its folder is not there"));
  g_assert_true (gtk_widget_get_sensitive (find_part (GTK_TYPE_BUTTON, "export_button")));
  gtk_window_close (GTK_WINDOW (find_export ()));
  wait_until (is_gone, NULL);

  close_window (window);
}

/* Whoever closes the window while it writes gives up, and nothing is left behind; the same with the window below. */
static void
test_cancel (WindowFixture *f,
             gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  g_autoptr(GFile) file = g_file_new_build_filename (f->folder, "x.xlsx", NULL);
  g_autofree char *path = g_file_get_path (file);
  gpointer export = NULL;

  wait_until (has_all, window);
  ytt_export_window_save (open_export (window), file);
  g_assert_false (gtk_widget_get_sensitive (find_part (GTK_TYPE_BUTTON, "export_button")));
  gtk_window_close (GTK_WINDOW (find_export ()));
  wait_until (is_gone, NULL);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  ytt_export_window_save (open_export (window), file);
  g_object_add_weak_pointer (G_OBJECT (find_export ()), &export);
  close_window (window);
  g_assert_null (export);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, WindowFixture, NULL, window_fixture_set_up, func, window_fixture_tear_down)
  ADD ("/export/shown", test_shown);
  ADD ("/export/formats", test_formats);
  ADD ("/export/folder", test_folder);
  ADD ("/export/failing", test_failing);
  ADD ("/export/cancel", test_cancel);
#undef ADD

  return g_test_run ();
}
