/* Tours in files, as a hand makes them. */

#include "config.h"

#include "hand.h"
#include "window-fixture.h"

#include <glib/gstdio.h>

#include "ytt-tour-export.h"
#include "ytt-tours.h"

/* The toast on the screen; (nullable) */
static const char *
get_toast (GtkWidget *overlay)
{
  GtkWidget *toast = gtk_widget_get_last_child (overlay);
  GtkWidget *label = toast != gtk_widget_get_first_child (overlay) ? find_widget (toast, GTK_TYPE_LABEL, NULL) : NULL;

  return label != NULL ? gtk_label_get_label (GTK_LABEL (label)) : NULL;
}

static gboolean
is_told (gpointer data)
{
  return get_toast (GTK_WIDGET (((YttWindow *) data)->toast_overlay)) != NULL;
}

static YttTourExport *
find_export (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (YTT_IS_TOUR_EXPORT (window))
        return YTT_TOUR_EXPORT (window);
    }

  return NULL;
}

static AdwComboRow *
find_row (const char *name)
{
  return ADW_COMBO_ROW (find_widget (GTK_WIDGET (find_export ()), ADW_TYPE_COMBO_ROW, name));
}

static GtkWidget *
find_button (void)
{
  return find_widget (GTK_WIDGET (find_export ()), GTK_TYPE_BUTTON, "export_button");
}

static gboolean
is_ready (gpointer data)
{
  return find_export () != NULL && gtk_widget_get_mapped (GTK_WIDGET (find_export ()))
         && gtk_widget_get_sensitive (find_button ());
}

static gboolean
is_gone (gpointer data)
{
  return find_export () == NULL;
}

static YttTourExport *
open_export (YttWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.export-tour", NULL);
  wait_until (is_ready, NULL);
  wait_for_frames (GTK_WIDGET (find_export ()));

  return find_export ();
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

/* Both tours can be chosen and both formats; notes come along only for who wants them. */
static void
test_formats (WindowFixture *f,
              gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  g_autoptr(GFile) page = g_file_new_build_filename (f->folder, "page", NULL);
  g_autoptr(GFile) with_notes = g_file_new_build_filename (f->folder, "with-notes.html", NULL);
  g_autoptr(GFile) flight = g_file_new_build_filename (f->folder, "flight", NULL);
  g_autofree char *page_text = NULL, *notes_text = NULL, *flight_text = NULL;

  ytt_tour_export_save (open_export (window), page);
  wait_until (is_gone, NULL);
  wait_until (is_told, window);
  g_assert_cmpstr (get_toast (GTK_WIDGET (window->toast_overlay)), ==, "“page.html” exported");
  page_text = read_file (f, "page.html");
  g_assert_nonnull (strstr (page_text, "<title>From mine to magnet</title>"));
  g_assert_null (strstr (page_text, "class=\"notes\""));

  open_export (window);
  gtk_switch_set_active (GTK_SWITCH (find_widget (GTK_WIDGET (find_export ()), GTK_TYPE_SWITCH, "notes_switch")), TRUE);
  ytt_tour_export_save (find_export (), with_notes);
  wait_until (is_gone, NULL);
  notes_text = read_file (f, "with-notes.html");
  g_assert_nonnull (strstr (notes_text, "class=\"notes\""));

  open_export (window);
  adw_combo_row_set_selected (find_row ("tour_row"), 1);
  adw_combo_row_set_selected (find_row ("format_row"), 1);
  g_assert_false (gtk_widget_get_visible (find_widget (GTK_WIDGET (find_export ()), ADW_TYPE_ACTION_ROW, "notes_row")));
  ytt_tour_export_save (find_export (), flight);
  wait_until (is_gone, NULL);
  flight_text = read_file (f, "flight.kml");
  g_assert_nonnull (strstr (flight_text, "<name>The week of 8 September 2025</name>"));
  g_assert_nonnull (strstr (flight_text, "<gx:Tour>"));

  close_window (window);
}

/* The tour that is composed is the one that is meant. */
static void
test_composed_tour (WindowFixture *f,
                    gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttTours *tours = ytt_session_get_tours (ytt_window_get_session (window));
  g_autoptr(YttTour) second = NULL;

  open_export (window);
  second = g_list_model_get_item (G_LIST_MODEL (tours), 1);
  gtk_window_close (GTK_WINDOW (find_export ()));
  wait_until (is_gone, NULL);

  ytt_tours_set_tour (tours, ytt_tour_get_id (second));
  open_export (window);
  g_assert_cmpuint (adw_combo_row_get_selected (find_row ("tour_row")), ==, 1);
  hand_press ("Escape");
  wait_until (is_gone, NULL);

  close_window (window);
}

static gboolean
has_chooser (gpointer data)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (GTK_IS_FILE_CHOOSER (window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        {
          *(GtkWindow **) data = window;
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
is_in_folder (gpointer data)
{
  GtkWindow *chooser = NULL;
  g_autoptr(GFile) folder = NULL;

  if (has_chooser (&chooser))
    folder = gtk_file_chooser_get_current_folder (GTK_FILE_CHOOSER (chooser));

  return folder != NULL && g_file_equal (folder, data);
}

/* As long as it looks at the folder it takes no answer. */
static gboolean
is_accepted (gpointer data)
{
  GtkWindow *chooser = NULL;

  if (has_chooser (&chooser))
    gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_ACCEPT);

  return !has_chooser (&chooser);
}

/* The button asks where, beside the document, with the tour's name and the suffix of the format. */
static void
test_chooser (WindowFixture *f,
              gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  g_autoptr(GFile) folder = g_file_new_for_path (f->folder);
  g_autofree char *name = NULL, *text = NULL;
  GtkWindow *chooser = NULL;

  open_export (window);
  hand_click (find_button (), 0.5);
  wait_until (has_chooser, &chooser);
  name = gtk_file_chooser_get_current_name (GTK_FILE_CHOOSER (chooser));
  g_assert_cmpstr (name, ==, "From mine to magnet.html");
  wait_until (is_in_folder, folder);
  wait_until (is_accepted, NULL);
  wait_until (is_gone, NULL);
  text = read_file (f, name);
  g_assert_true (g_str_has_prefix (text, "<!DOCTYPE html>"));

  close_window (window);
}

static gboolean
has_failed (gpointer data)
{
  const char *text = get_toast (find_widget (data, ADW_TYPE_TOAST_OVERLAY, "toast_overlay"));

  return text != NULL && strstr (text, "was not written") != NULL;
}

/* What cannot be written is said, and nothing of what was chosen is lost. */
static void
test_unwritable (WindowFixture *f,
                 gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttTourExport *export = open_export (window);
  g_autoptr(GFile) file = g_file_new_build_filename (f->folder, "no such folder", "tour.kml", NULL);
  g_autoptr(GFile) good = g_file_new_build_filename (f->folder, "tour.kml", NULL);

  ytt_tour_export_save (export, file);
  g_assert_false (gtk_widget_get_sensitive (find_button ()));
  wait_until (has_failed, export);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (export)));
  g_assert_true (gtk_widget_get_sensitive (find_button ()));
  ytt_tour_export_save (export, good);
  wait_until (is_gone, NULL);

  close_window (window);
}

/* Closing the window ends the work, and leaves no file. */
static void
test_cancel (WindowFixture *f,
             gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  g_autoptr(GFile) file = g_file_new_build_filename (f->folder, "tour.html", NULL);

  ytt_tour_export_save (open_export (window), file);
  gtk_window_close (GTK_WINDOW (find_export ()));
  wait_until (is_gone, NULL);
  wait_for_window (window);
  g_assert_false (g_file_query_exists (file, NULL));
  g_assert_null (get_toast (GTK_WIDGET (window->toast_overlay)));

  close_window (window);
}

/* A document without tours has nothing to export. */
static void
test_no_tours (WindowFixture *f,
               gconstpointer  data)
{
  g_autofree char *path = copy_document (f, "without.gpkg");
  YttWindow *window;

  run_sql (path, "DELETE FROM tour_stop; DELETE FROM tour;");
  window = open_window (f, path);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.export-tour", NULL);
  wait_for_frames (GTK_WIDGET (find_export ()));
  g_assert_false (gtk_widget_get_sensitive (find_button ()));
  gtk_window_close (GTK_WINDOW (find_export ()));
  wait_until (is_gone, NULL);

  close_window (window);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, WindowFixture, NULL, window_fixture_set_up, func, window_fixture_tear_down)
  ADD ("/tour-export/formats", test_formats);
  ADD ("/tour-export/composed-tour", test_composed_tour);
  ADD ("/tour-export/chooser", test_chooser);
  ADD ("/tour-export/unwritable", test_unwritable);
  ADD ("/tour-export/cancel", test_cancel);
  ADD ("/tour-export/no-tours", test_no_tours);
#undef ADD

  return g_test_run ();
}
