/* Printing, as a hand does it: what is chosen, what is to be seen, what becomes of it. */

#include "config.h"

#include "hand.h"
#include "window-fixture.h"

#include <stdio.h>
#include <string.h>

#include "ytt-print-job.h"
#include "ytt-print-page.h"
#include "ytt-print-window.h"

static YttPrintWindow *
find_preview (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (YTT_IS_PRINT_WINDOW (window))
        return YTT_PRINT_WINDOW (window);
    }

  return NULL;
}

static gboolean
is_ready (gpointer data)
{
  YttPrintWindow *preview = find_preview ();

  return preview != NULL && gtk_widget_get_mapped (GTK_WIDGET (preview)) && ytt_print_window_get_ready (preview);
}

static gboolean
is_gone (gpointer data)
{
  return find_preview () == NULL;
}

static YttPrintWindow *
open_preview (YttWindow  *window,
              const char *key)
{
  wait_for_window (window);
  hand_press (key);
  wait_until (is_ready, NULL);
  wait_for_frames (GTK_WIDGET (find_preview ()));

  return find_preview ();
}

static void
select_facility (YttWindow  *window,
                 const char *words)
{
  ytt_window_select (window, words);
  wait_for_window (window);
}

static GtkWidget *
find_row (YttPrintWindow *preview,
          const char     *title,
          const char     *subtitle)
{
  GtkWidget *list = find_widget (GTK_WIDGET (preview), GTK_TYPE_LIST_BOX, "what_list");

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title) == 0
        && (subtitle == NULL || g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), subtitle) == 0))
      return row;

  return NULL;
}

static void
choose (YttPrintWindow *preview,
        const char     *title,
        const char     *subtitle)
{
  GtkWidget *row = find_row (preview, title, subtitle);

  g_assert_nonnull (row);
  hand_click (row, 0.5);
  wait_until (is_ready, NULL);
}

static guint
count_pages (YttPrintWindow *preview)
{
  return ytt_sheet_get_n_pages (ytt_print_window_get_sheet (preview));
}

static gboolean
is_seen (YttPrintWindow *preview,
         GType           type,
         const char     *name)
{
  return gtk_widget_get_mapped (find_widget (GTK_WIDGET (preview), type, name));
}

/* Ctrl+P offers the facility that is looked at, on a page of its own. */
static void
test_key (WindowFixture *f,
          gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttPrintWindow *preview;

  select_facility (window, "ee-narva-neo");
  preview = open_preview (window, "ctrl+p");
  g_assert_cmpstr (ytt_sheet_get_title (ytt_print_window_get_sheet (preview)), ==, "Narva magnet plant");
  g_assert_cmpuint (count_pages (preview), ==, 1);
  g_assert_false (is_seen (preview, GTK_TYPE_BOX, "pager"));
  g_assert_false (is_seen (preview, GTK_TYPE_LIST_BOX, "notes_list"));

  hand_press ("Escape");
  wait_until (is_gone, NULL);
  close_window (window);
}

/* Without a facility the map is offered, and no fact sheet. */
static void
test_no_selection (WindowFixture *f,
                   gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttPrintWindow *preview = open_preview (window, "ctrl+p");
  const YttPaper *paper = ytt_sheet_get_paper (ytt_print_window_get_sheet (preview));

  g_assert_true (g_str_has_prefix (ytt_sheet_get_title (ytt_print_window_get_sheet (preview)), "Map: "));
  g_assert_cmpfloat (paper->width, >, paper->height);
  g_assert_null (find_row (preview, "Fact Sheet", NULL));

  hand_press ("Escape");
  wait_until (is_gone, NULL);
  close_window (window);
}

/* Pages are turned by keys and buttons, and end at the ends. */
static void
test_pages (WindowFixture *f,
            gconstpointer  data)
{
  static const struct { const char *key; int page; } keys[] = {
    { "Right", 1 }, { "Page_Down", 2 }, { "Left", 1 }, { "Page_Up", 0 }, { "Left", 0 }, { "End", -1 }, { "Right", -1 },
    { "Home", 0 },
  };
  YttWindow *window = open_window (f, f->document);
  YttPrintWindow *preview = open_preview (window, "ctrl+p");
  GtkWidget *page, *label;
  int n;

  choose (preview, "List", "221 facilities");
  n = (int) count_pages (preview);
  g_assert_cmpint (n, >, 10);
  page = find_widget (GTK_WIDGET (preview), YTT_TYPE_PRINT_PAGE, NULL);
  label = find_widget (GTK_WIDGET (preview), GTK_TYPE_LABEL, "page_label");
  gtk_widget_grab_focus (page);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      int wanted = keys[i].page >= 0 ? keys[i].page : n - 1;
      g_autofree char *words = g_strdup_printf ("Page %d of %d", wanted + 1, n);

      hand_press (keys[i].key);
      wait_until (is_ready, NULL);
      g_assert_cmpint ((int) ytt_print_window_get_page (preview), ==, wanted);
      g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==, words);
    }

  /* What is shown is said, too. */
  gtk_widget_activate_action (GTK_WIDGET (preview), "print.next", NULL);
  wait_until (is_ready, NULL);
  g_assert_cmpuint (ytt_print_window_get_page (preview), ==, 1);

  hand_press ("Escape");
  wait_until (is_gone, NULL);
  close_window (window);
}

/* Size and orientation lay the pages out anew; each kind of sheet keeps its own orientation. */
static void
test_paper (WindowFixture *f,
            gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttPrintWindow *preview;
  GtkWidget *size, *orientation;
  const YttPaper *paper;

  select_facility (window, "ee-narva-neo");
  preview = open_preview (window, "ctrl+p");
  size = find_widget (GTK_WIDGET (preview), ADW_TYPE_COMBO_ROW, "size_row");
  orientation = find_widget (GTK_WIDGET (preview), ADW_TYPE_COMBO_ROW, "orientation_row");

  adw_combo_row_set_selected (ADW_COMBO_ROW (size), 1);
  wait_until (is_ready, NULL);
  paper = ytt_sheet_get_paper (ytt_print_window_get_sheet (preview));
  g_assert_cmpfloat_with_epsilon (paper->width, 612, 0.1);

  adw_combo_row_set_selected (ADW_COMBO_ROW (orientation), 1);
  wait_until (is_ready, NULL);
  paper = ytt_sheet_get_paper (ytt_print_window_get_sheet (preview));
  g_assert_cmpfloat_with_epsilon (paper->width, 792, 0.1);

  choose (preview, "List", NULL);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (orientation)), ==, 0);
  choose (preview, "Fact Sheet", NULL);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (orientation)), ==, 1);

  hand_press ("Escape");
  wait_until (is_gone, NULL);
  close_window (window);
}

/* The notes are the speaker's until they are asked for. */
static void
test_handout (WindowFixture *f,
              gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttPrintWindow *preview;
  g_autofree char *without = NULL, *with = NULL;

  wait_for_window (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.print-tour", NULL);
  wait_until (is_ready, NULL);
  preview = find_preview ();
  choose (preview, "Handout", "From mine to magnet");
  g_assert_cmpstr (ytt_sheet_get_title (ytt_print_window_get_sheet (preview)), ==, "From mine to magnet");
  g_assert_true (is_seen (preview, GTK_TYPE_LIST_BOX, "notes_list"));

  without = ytt_sheet_get_text (ytt_print_window_get_sheet (preview), 1);
  gtk_switch_set_active (GTK_SWITCH (find_widget (GTK_WIDGET (preview), GTK_TYPE_SWITCH, NULL)), TRUE);
  wait_until (is_ready, NULL);
  with = ytt_sheet_get_text (ytt_print_window_get_sheet (preview), 1);
  g_assert_null (strstr (without, "\nNotes\n"));
  g_assert_nonnull (strstr (with, "\nNotes\n"));

  gtk_window_close (GTK_WINDOW (preview));
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

static const char *
get_toast (YttPrintWindow *preview)
{
  GtkWidget *overlay = find_widget (GTK_WIDGET (preview), ADW_TYPE_TOAST_OVERLAY, "toast_overlay");
  GtkWidget *toast = gtk_widget_get_last_child (overlay);
  GtkWidget *label = toast != gtk_widget_get_first_child (overlay) ? find_widget (toast, GTK_TYPE_LABEL, NULL) : NULL;

  return label != NULL ? gtk_label_get_label (GTK_LABEL (label)) : "";
}

static gboolean
is_saved (gpointer data)
{
  return strcmp (get_toast (data), "Saved as PDF") == 0;
}

static gboolean
has_failed (gpointer data)
{
  return strstr (get_toast (data), "was not written: its folder is not there") != NULL;
}

static gboolean
can_save (gpointer data)
{
  GtkWidget *button = find_widget (data, GTK_TYPE_BUTTON, "save_button");

  return gtk_widget_is_sensitive (button);
}

/* Ctrl+S asks where, and makes a file of what is to be seen. */
static void
test_save (WindowFixture *f,
           gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttPrintWindow *preview;
  g_autoptr(GFile) folder = g_file_new_for_path (f->folder);
  g_autofree char *name = NULL, *path = NULL, *contents = NULL;
  GtkWindow *chooser = NULL;

  select_facility (window, "ee-narva-neo");
  preview = open_preview (window, "ctrl+p");
  hand_press ("ctrl+s");
  wait_until (has_chooser, &chooser);
  name = gtk_file_chooser_get_current_name (GTK_FILE_CHOOSER (chooser));
  g_assert_cmpstr (name, ==, "Narva magnet plant.pdf");
  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (chooser), folder, NULL);
  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_ACCEPT);
  wait_until (is_saved, preview);

  path = g_build_filename (f->folder, name, NULL);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_true (g_str_has_prefix (contents, "%PDF-"));

  gtk_window_close (GTK_WINDOW (preview));
  wait_until (is_gone, NULL);
  close_window (window);
}

/* Where nothing can be written, that is said, and the pages are still there. */
static void
test_unwritable (WindowFixture *f,
                 gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttPrintWindow *preview = open_preview (window, "ctrl+p");
  g_autofree char *nowhere = g_build_filename (f->folder, "no such folder", "map.pdf", NULL);
  g_autofree char *somewhere = g_build_filename (f->folder, "map.pdf", NULL);
  g_autoptr(GFile) bad = g_file_new_for_path (nowhere), good = g_file_new_for_path (somewhere);

  ytt_print_window_save (preview, bad);
  wait_until (has_failed, preview);
  wait_until (can_save, preview);
  g_assert_true (is_ready (NULL));
  ytt_print_window_save (preview, good);
  wait_until (is_saved, preview);
  g_assert_true (g_file_test (somewhere, G_FILE_TEST_IS_REGULAR));

  gtk_window_close (GTK_WINDOW (preview));
  wait_until (is_gone, NULL);
  close_window (window);
}

static gboolean
is_refused (gpointer data)
{
  return is_seen (data, ADW_TYPE_STATUS_PAGE, "message");
}

/* A list that fills a shelf is refused in words, and anything else can still be printed. */
static void
test_too_many (WindowFixture *f,
               gconstpointer  data)
{
  YttWindow *window;
  YttPrintWindow *preview;
  AdwStatusPage *message;

  run_sql (f->document,
           "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
           " INSERT INTO facility (name, country) SELECT 'Made up ' || i, 'EE' FROM n;");
  window = open_window (f, f->document);
  preview = open_preview (window, "ctrl+p");
  hand_click (find_row (preview, "List", "2,221 facilities"), 0.5);
  wait_until (is_refused, preview);
  message = ADW_STATUS_PAGE (find_widget (GTK_WIDGET (preview), ADW_TYPE_STATUS_PAGE, "message"));
  g_assert_nonnull (strstr (adw_status_page_get_description (message), "2,221"));
  g_assert_nonnull (strstr (adw_status_page_get_description (message), "2,000 or fewer"));
  g_assert_null (ytt_print_window_get_sheet (preview));
  g_assert_false (can_save (preview));

  choose (preview, "Map", NULL);
  g_assert_true (can_save (preview));

  gtk_window_close (GTK_WINDOW (preview));
  wait_until (is_gone, NULL);
  close_window (window);
}

/* Gone in the middle of it, it takes all with it. */
static void
test_close (WindowFixture *f,
            gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);

  wait_for_window (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.print", NULL);
  g_assert_nonnull (find_preview ());
  gtk_window_close (GTK_WINDOW (find_preview ()));
  wait_until (is_gone, NULL);

  close_window (window);
}

typedef struct
{
  GAsyncResult *result;
  gboolean      done;
} Answer;

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  ((Answer *) user_data)->result = g_object_ref (result);
}

static gboolean
is_answered (gpointer data)
{
  return ((Answer *) data)->result != NULL;
}

static void
done_cb (GtkPrintOperation       *operation,
         GtkPrintOperationResult  result,
         gpointer                 user_data)
{
  g_assert_cmpint (result, ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  ((Answer *) user_data)->done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Answer *) data)->done;
}

static guint
count_pages_of_file (const char *path,
                     const char *title)
{
  const char *argv[] = { "pdfinfo", path, NULL };
  g_autofree char *out = NULL, *titled = g_strdup_printf ("Title:           %s\n", title);
  g_autoptr(GError) error = NULL;
  guint n = 0;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (out, titled));
  g_assert_cmpint (sscanf (strstr (out, "Pages:"), "Pages: %u", &n), ==, 1);

  return n;
}

/* What GTK prints is what the preview showed; on another paper than that, it is laid out for it. */
static void
test_operation (WindowFixture *f,
                gconstpointer  data)
{
  const char *papers[] = { GTK_PAPER_NAME_A4, GTK_PAPER_NAME_A5 };
  YttWindow *window = open_window (f, f->document);
  g_autoptr(YttSheetRequest) request = NULL;
  g_autoptr(YttSheetContent) content = NULL;
  g_autoptr(YttSheet) sheet = NULL;
  YttPaper paper = ytt_paper_new (YTT_PAPER_A4, FALSE);
  Answer answer = { NULL };
  guint n[G_N_ELEMENTS (papers)];

  wait_for_window (window);
  request = ytt_sheet_request_new_for_session (window->session, YTT_PRINT_LIST, NULL, NULL);
  ytt_sheet_load_async (window->store, request, NULL, answered_cb, &answer);
  wait_until (is_answered, &answer);
  content = ytt_sheet_load_finish (window->store, answer.result, NULL);
  g_clear_object (&answer.result);
  sheet = ytt_sheet_content_lay_out (content, &paper, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    {
      g_autoptr(GtkPrintOperation) operation = ytt_print_job_create_operation (content, sheet, FALSE);
      g_autoptr(GtkPageSetup) setup = gtk_page_setup_new ();
      g_autofree char *path = g_strdup_printf ("%s/%s.pdf", f->folder, papers[i]);
      GtkPaperSize *size = gtk_paper_size_new (papers[i]);

      gtk_page_setup_set_paper_size (setup, size);
      gtk_print_operation_set_default_page_setup (operation, setup);
      gtk_print_operation_set_export_filename (operation, path);
      answer.done = FALSE;
      g_signal_connect (operation, "done", G_CALLBACK (done_cb), &answer);
      gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, GTK_WINDOW (window), NULL);
      wait_until (is_done, &answer);
      gtk_paper_size_free (size);

      n[i] = count_pages_of_file (path, "Facilities");
    }

  g_assert_cmpuint (n[0], ==, ytt_sheet_get_n_pages (sheet));
  g_assert_cmpuint (n[1], >, n[0]);

  close_window (window);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, WindowFixture, NULL, window_fixture_set_up, func, window_fixture_tear_down)
  ADD ("/print/key", test_key);
  ADD ("/print/no-selection", test_no_selection);
  ADD ("/print/pages", test_pages);
  ADD ("/print/paper", test_paper);
  ADD ("/print/handout", test_handout);
  ADD ("/print/save", test_save);
  ADD ("/print/unwritable", test_unwritable);
  ADD ("/print/too-many", test_too_many);
  ADD ("/print/close", test_close);
  ADD ("/print/operation", test_operation);
#undef ADD

  return g_test_run ();
}
