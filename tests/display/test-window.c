#include "config.h"

#include "window-fixture.h"

#include <glib/gstdio.h>

static const char *
get_page (YttWindow *window)
{
  return gtk_stack_get_visible_child_name (window->stack);
}

static void
activate (YttWindow  *window,
          const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), action, NULL));
}

static gboolean
is_read (gpointer data)
{
  return ytt_session_get_record (data) != NULL;
}

static void
select_narva (YttWindow *window)
{
  ytt_window_select (window, "narva");
  wait_until (is_read, ytt_window_get_session (window));
  g_assert_cmpstr (ytt_session_get_record (ytt_window_get_session (window))->name, ==, "Narva magnet plant");
}

typedef struct
{
  YttWindow *window;
  gboolean   list;
  gboolean   map;
  gboolean   detail;
} Panes;

static gboolean
is_laid_out (gpointer data)
{
  Panes *panes = data;
  GtkWidget *map = gtk_widget_get_parent (GTK_WIDGET (panes->window->map_pane));

  return !ytt_shell_get_sliding (panes->window->shell)
         && gtk_widget_get_child_visible (GTK_WIDGET (panes->window->list_stack)) == panes->list
         && gtk_widget_get_child_visible (map) == panes->map
         && gtk_widget_get_child_visible (GTK_WIDGET (panes->window->detail_pane)) == panes->detail;
}

/* Panes come and go at the next frame, or slide. */
#define assert_shown(w, l, m, d) \
  G_STMT_START { \
    Panes panes = { (w), (l), (m), (d) }; \
    wait_until (is_laid_out, &panes); \
  } G_STMT_END

/* The whole way: the shipped document, its list, one facility, and the panes agree. */
static void
test_opens (WindowFixture *f,
            gconstpointer  data)
{
  YttWindow *window = open_window (f, NULL);
  YttSession *session = ytt_window_get_session (window);
  g_autofree char *description = NULL;

  g_assert_true (ytt_window_has_document (window));
  g_assert_cmpstr (get_page (window), ==, "document");
  g_assert_cmpuint (ytt_session_get_n_total (session), ==, 221);
  g_assert_true (ytt_list_pane_get_session (window->list_pane) == session);
  g_assert_true (ytt_map_pane_get_session (window->map_pane) == session);
  g_assert_true (ytt_detail_pane_get_session (window->detail_pane) == session);
  g_assert_false (gtk_widget_get_visible (window->read_only_bar));

  select_narva (window);
  description = ytt_window_describe (window);
  g_assert_nonnull (strstr (description, "Facilities shown: 221 of 221\n"));
  g_assert_nonnull (strstr (description, "Selected: Narva magnet plant ("));
  close_window (window);
}

static void
test_folding (WindowFixture *f,
              gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);

  /* Wide: nothing is selected, and the detail pane says what the document holds. */
  assert_shown (window, TRUE, TRUE, TRUE);
  g_assert_true (ytt_detail_pane_get_toolbar_visible (window->detail_pane));
  activate (window, "win.show-summary");
  assert_shown (window, TRUE, TRUE, FALSE);
  select_narva (window);
  assert_shown (window, TRUE, TRUE, TRUE);

  resize_window (window, 800, 600);
  assert_shown (window, FALSE, TRUE, TRUE);
  activate (window, "win.show-list");
  assert_shown (window, TRUE, TRUE, TRUE);

  /* Choosing in a list that covers the map puts it away. */
  g_signal_emit_by_name (window->list_pane, "activated");
  assert_shown (window, FALSE, TRUE, TRUE);

  resize_window (window, 360, 600);
  assert_shown (window, FALSE, TRUE, FALSE);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window->card)));
  g_assert_true (ytt_map_pane_get_narrow (window->map_pane));
  g_assert_false (ytt_detail_pane_get_toolbar_visible (window->detail_pane));

  /* The list that was wanted where there was room is wanted there again. */
  resize_window (window, 1200, 700);
  assert_shown (window, TRUE, TRUE, TRUE);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (window->card)));
  close_window (window);
}

static void
test_narrow_pages (WindowFixture *f,
                   gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttSession *session = ytt_window_get_session (window);

  resize_window (window, 400, 700);
  assert_shown (window, FALSE, TRUE, FALSE);
  g_assert_true (gtk_widget_get_visible (window->list_button));
  g_assert_true (gtk_widget_get_visible (window->search_button));

  activate (window, "win.search");
  assert_shown (window, TRUE, FALSE, FALSE);
  g_assert_cmpstr (adw_window_title_get_title (window->title), ==, "Facilities");

  gtk_widget_activate_action (GTK_WIDGET (window->list_pane), "facilities.order", "s", "name");
  wait_for_window (window);
  ytt_session_set_selected (session, ytt_facility_list_get_id (ytt_session_get_facilities (session), 0));
  g_signal_emit_by_name (window->list_pane, "activated");
  assert_shown (window, FALSE, FALSE, TRUE);
  g_assert_true (gtk_widget_get_visible (window->back_button));
  g_assert_false (gtk_widget_get_visible (window->list_button));

  activate (window, "win.back");
  assert_shown (window, TRUE, FALSE, FALSE);
  g_assert_cmpint (ytt_session_get_selected (session), !=, 0);

  activate (window, "win.show-list");
  assert_shown (window, FALSE, TRUE, FALSE);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window->card)));
  g_signal_emit_by_name (window->card, "clicked");
  assert_shown (window, FALSE, FALSE, TRUE);

  /* What the place of the record asks for: its page gives way to the map. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window->detail_pane), "win.go-to-selection", NULL));
  assert_shown (window, FALSE, TRUE, FALSE);
  g_signal_emit_by_name (window->card, "clicked");
  assert_shown (window, FALSE, FALSE, TRUE);

  /* Escape: back to where it was found, then away from it. */
  activate (window, "win.step-back");
  assert_shown (window, FALSE, TRUE, FALSE);
  g_assert_cmpint (ytt_session_get_selected (session), !=, 0);
  activate (window, "win.step-back");
  assert_shown (window, FALSE, TRUE, FALSE);
  g_assert_cmpint (ytt_session_get_selected (session), ==, 0);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (window->card)));
  close_window (window);
}

static void
test_state (WindowFixture *f,
            gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttSession *session = ytt_window_get_session (window);
  g_autofree char *path = ytt_state_get_path ();
  g_autoptr(YttState) state = NULL;
  double latitude, longitude, zoom;
  gint64 id;

  ytt_window_search (window, "magnet");
  wait_for_window (window);
  select_narva (window);
  id = ytt_session_get_selected (session);
  ytt_session_set_viewport (session, 48.5, 15.25, 6);
  activate (window, "win.show-list");
  resize_window (window, 1100, 640);
  close_window (window);

  state = ytt_state_load (path);
  g_assert_cmpint (state->width, ==, 1100);
  g_assert_cmpint (state->height, ==, 640);
  g_assert_false (state->show_list);
  g_assert_cmpstr (state->document, ==, f->document);
  g_assert_cmpstr (state->search, ==, "magnet");
  g_assert_cmpint (state->selected, ==, id);

  /* Started again: the same place. */
  g_application_activate (G_APPLICATION (f->application));
  window = YTT_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (f->application)));
  session = ytt_window_get_session (window);
  wait_for_window (window);
  wait_until (is_read, session);
  g_assert_cmpstr (ytt_window_get_path (window), ==, f->document);
  g_assert_cmpstr (ytt_session_get_search (session), ==, "magnet");
  g_assert_cmpint (ytt_session_get_selected (session), ==, id);
  ytt_session_get_viewport (session, &latitude, &longitude, &zoom);
  g_assert_cmpfloat_with_epsilon (latitude, 48.5, 0.01);
  g_assert_cmpfloat_with_epsilon (longitude, 15.25, 0.01);
  g_assert_cmpfloat_with_epsilon (zoom, 6, 0.01);
  g_assert_false (ytt_shell_get_show_list (window->shell));
  close_window (window);
  g_assert_cmpint (g_remove (path), ==, 0);
}

/* The last document is gone: the shipped one, and no page of regret. */
static void
test_state_without_document (WindowFixture *f,
                             gconstpointer  data)
{
  g_autofree char *path = ytt_state_get_path ();
  g_autoptr(YttState) state = ytt_state_new ();
  YttWindow *window;

  state->document = g_build_filename (f->folder, "gone.gpkg", NULL);
  state->selected = 12;
  g_assert_true (ytt_state_save (state, path, NULL));

  g_application_activate (G_APPLICATION (f->application));
  window = YTT_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (f->application)));
  wait_for_window (window);
  g_assert_true (ytt_window_has_document (window));
  g_assert_cmpint (ytt_session_get_selected (ytt_window_get_session (window)), ==, 0);
  close_window (window);
  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
test_one_window_a_document (WindowFixture *f,
                            gconstpointer  data)
{
  g_autofree char *other_path = copy_document (f, "other.gpkg");
  g_autofree char *link_path = g_build_filename (f->folder, "link.gpkg", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (f->document);
  g_autoptr(GFile) other_file = g_file_new_for_path (other_path);
  g_autoptr(GFile) link = g_file_new_for_path (link_path);
  YttWindow *window, *other;

  g_assert_true (g_file_make_symbolic_link (link, f->document, NULL, NULL));
  window = ytt_application_open_file (f->application, file, NULL);
  wait_for_window (window);
  other = ytt_application_open_file (f->application, other_file, window);
  g_assert_true (other != window);
  wait_for_window (other);
  g_assert_true (ytt_application_open_file (f->application, file, NULL) == window);
  g_assert_true (ytt_application_open_file (f->application, link, NULL) == window);
  g_assert_true (ytt_application_open_file (f->application, other_file, NULL) == other);
  close_window (other);
  close_window (window);
}

/* Each cause has a page of its own, which leads on. */
static void
assert_failure (WindowFixture *f,
                const char    *path,
                YttError       code,
                const char    *title,
                gboolean       may_try_again)
{
  YttWindow *window = open_window (f, path);
  g_autoptr(GFile) file = g_file_new_for_path (f->document);

  g_assert_false (ytt_window_has_document (window));
  g_assert_error ((GError *) ytt_window_get_error (window), YTT_ERROR, (int) code);
  g_assert_cmpstr (get_page (window), ==, "failed");
  g_assert_cmpstr (adw_status_page_get_title (window->failed_page), ==, title);
  g_assert_cmpstr (gtk_label_get_text (window->failed_path), ==, path);
  g_assert_cmpint (gtk_widget_get_visible (window->failed_retry), ==, may_try_again);
  g_assert_true (gtk_widget_get_visible (window->failed_shipped));
  g_assert_false (gtk_widget_get_visible (window->list_button));

  /* Opening another one takes this window, for it has nothing to show. */
  g_assert_true (ytt_application_open_file (f->application, file, window) == window);
  wait_for_window (window);
  g_assert_true (ytt_window_has_document (window));
  g_assert_cmpstr (get_page (window), ==, "document");
  close_window (window);
}

static void
test_not_found (WindowFixture *f,
                gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->folder, "a & b.gpkg", NULL);

  assert_failure (f, path, YTT_ERROR_NOT_FOUND, "There Is No Such File", TRUE);
}

static void
test_not_ours (WindowFixture *f,
               gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->folder, "notes.txt", NULL);

  g_assert_true (g_file_set_contents (path, "Not a database, but long enough to have a head.\n", -1, NULL));
  assert_failure (f, path, YTT_ERROR_NOT_OURS, "Not a Document of Ytterby", FALSE);
}

static void
test_too_new (WindowFixture *f,
              gconstpointer  data)
{
  run_sql (f->document, "UPDATE meta SET value = '999' WHERE key = 'schema'");
  {
    g_autofree char *path = g_strdup (f->document);

    g_free (f->document);
    f->document = copy_document (f, "other.gpkg");
    assert_failure (f, path, YTT_ERROR_TOO_NEW, "This File Is Newer", FALSE);
  }
}

static void
test_damaged (WindowFixture *f,
              gconstpointer  data)
{
  g_autofree char *path = copy_document (f, "damaged.gpkg");
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_assert_true (g_file_set_contents (path, text, length / 2, NULL));
  assert_failure (f, path, YTT_ERROR_DAMAGED, "This File Is Damaged", TRUE);
}

/* Both what is wrong and that nothing was made worse, whichever way the damage shows. */
static void
test_damaged_inside (WindowFixture *f,
                     gconstpointer  data)
{
  g_autofree char *path = copy_document (f, "damaged.gpkg");
  g_autofree char *text = NULL;
  YttWindow *window;
  const char *description;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  memset (text + length / 2 / 4096 * 4096, 0xa5, 4096);
  g_assert_true (g_file_set_contents (path, text, length, NULL));
  window = open_window (f, path);

  g_assert_cmpstr (adw_status_page_get_title (window->failed_page), ==, "This File Is Damaged");
  description = adw_status_page_get_description (window->failed_page);
  g_assert_nonnull (strstr (description, "a part of it cannot be read."));
  g_assert_true (g_str_has_suffix (description, "The file was left as it is."));
  g_assert_null (strstr (description, "***"));
  close_window (window);
}

static void
test_try_again (WindowFixture *f,
                gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->folder, "late.gpkg", NULL);
  g_autofree char *made = NULL;
  YttWindow *window = open_window (f, path);

  g_assert_error ((GError *) ytt_window_get_error (window), YTT_ERROR, YTT_ERROR_NOT_FOUND);
  made = copy_document (f, "late.gpkg");
  activate (window, "win.try-again");
  wait_for_window (window);
  g_assert_true (ytt_window_has_document (window));
  g_assert_null (ytt_window_get_error (window));
  close_window (window);
}

static void
test_read_only (WindowFixture *f,
                gconstpointer  data)
{
  YttWindow *window;

  run_sql (f->document, "CREATE TRIGGER of_a_stranger AFTER UPDATE ON facility BEGIN SELECT 1; END");
  window = open_window (f, f->document);
  g_assert_true (ytt_window_has_document (window));
  g_assert_true (gtk_widget_get_visible (window->read_only_bar));
  g_assert_nonnull (strstr (gtk_label_get_text (window->read_only_label), "of_a_stranger"));
  close_window (window);
}

/* The user's copy has changes, and the program brings newer facts: the copy stays, and the window says so. */
static void
test_newer_facts (WindowFixture *f,
                  gconstpointer  data)
{
  g_autofree char *shipped = g_strdup (g_getenv ("YTTERBY_SHIPPED"));
  g_autofree char *newer = copy_document (f, "newer.gpkg");
  g_autofree char *copy = NULL;
  YttWindow *window = open_window (f, NULL);
  YttWindow *other = NULL;

  g_assert_false (gtk_widget_get_visible (window->facts_bar));
  copy = g_strdup (ytt_window_get_path (window));
  close_window (window);

  run_sql (copy, "UPDATE facility SET name = 'Changed by me' WHERE name = 'Narva magnet plant'");
  run_sql (newer, "UPDATE meta SET value = '2099-01-01' WHERE key = 'facts_date'");
  g_setenv ("YTTERBY_SHIPPED", newer, TRUE);
  window = open_window (f, NULL);
  g_assert_cmpstr (ytt_window_get_path (window), ==, copy);
  g_assert_true (gtk_widget_get_visible (window->facts_bar));

  activate (window, "win.open-newer");
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (f->application)); l != NULL; l = l->next)
    if (l->data != window)
      other = l->data;
  wait_for_window (other);
  g_assert_cmpstr (ytt_window_get_path (other), ==, newer);
  g_assert_true (gtk_widget_get_visible (other->read_only_bar));

  close_window (other);
  close_window (window);
  g_setenv ("YTTERBY_SHIPPED", shipped, TRUE);
  g_assert_cmpint (g_remove (copy), ==, 0);
}

static GtkWidget *
find_toast (GtkWidget *widget)
{
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "AdwToastWidget"))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_toast (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
has_toast (gpointer data)
{
  return find_toast (GTK_WIDGET (YTT_WINDOW (data)->toast_overlay)) != NULL;
}

static void
test_save_copy (WindowFixture *f,
                gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  g_autofree char *path = g_build_filename (f->folder, "<copy> & more.gpkg", NULL);
  YttWindow *other;

  g_assert_false (has_toast (window));
  ytt_window_save_copy (window, path);
  wait_until (has_toast, window);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  other = open_window (f, path);
  g_assert_cmpuint (ytt_session_get_n_total (ytt_window_get_session (other)), ==, 221);
  close_window (other);
  close_window (window);
}

static void
test_nothing_found (WindowFixture *f,
                    gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);

  ytt_window_select (window, "no such plant anywhere");
  wait_until (has_toast, window);
  g_assert_cmpstr (ytt_window_get_unfound (window), ==, "no such plant anywhere");
  g_assert_cmpint (ytt_session_get_selected (ytt_window_get_session (window)), ==, 0);
  close_window (window);
}

/* Closed while it opens, searches and reads: nothing is left behind, and nothing complains. */
static void
test_closed_early (WindowFixture *f,
                   gconstpointer  data)
{
  for (guint i = 0; i < 3; i++)
    {
      YttWindow *window = ytt_window_new (f->application);

      gtk_window_present (GTK_WINDOW (window));
      ytt_window_open (window, i == 0 ? NULL : f->document);
      ytt_window_search (window, "mag");
      ytt_window_select (window, "narva");
      for (guint n = 0; n < i * 3; n++)
        g_main_context_iteration (NULL, FALSE);
      close_window (window);
    }
}

static void
test_settings (WindowFixture *f,
               gconstpointer  data)
{
  YttSettings *settings = ytt_application_get_settings (f->application);
  AdwStyleManager *manager = adw_style_manager_get_default ();

  ytt_settings_set_style (settings, YTT_STYLE_DARK);
  g_assert_true (adw_style_manager_get_dark (manager));
  ytt_settings_set_style (settings, YTT_STYLE_LIGHT);
  g_assert_false (adw_style_manager_get_dark (manager));
  ytt_settings_set_style (settings, YTT_STYLE_FOLLOW);
  g_assert_cmpint (adw_style_manager_get_color_scheme (manager), ==, ADW_COLOR_SCHEME_DEFAULT);
}

static void
test_dialogs (WindowFixture *f,
              gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  static const char * const actions[] = { "app.preferences", "app.about", "win.show-help-overlay" };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autoptr(GListModel) toplevels = g_object_ref (gtk_window_get_toplevels ());
      guint n_before = g_list_model_get_n_items (toplevels);

      activate (window, actions[i]);
      g_assert_cmpuint (g_list_model_get_n_items (toplevels), >=, n_before);
      for (guint n = 0; n < 20; n++)
        g_main_context_iteration (NULL, FALSE);
      for (guint n = g_list_model_get_n_items (toplevels); n > 0; n--)
        {
          g_autoptr(GtkWindow) toplevel = g_list_model_get_item (toplevels, n - 1);

          if (toplevel != GTK_WINDOW (window))
            gtk_window_close (toplevel);
        }
    }
  g_assert_nonnull (gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (window)));
  close_window (window);
}

/* Two copies of a document have one title, and are told apart by their files. */
static void
test_title (WindowFixture *f,
            gconstpointer  data)
{
  g_autofree char *path = copy_document (f, "second.gpkg");
  YttWindow *window = open_window (f, path);

  g_assert_true (g_str_has_suffix (gtk_window_get_title (GTK_WINDOW (window)), " (second.gpkg)"));
  g_assert_cmpstr (adw_window_title_get_subtitle (window->title), ==, "second.gpkg");
  close_window (window);
}

static void
assert_icons_are_known (GtkWidget    *widget,
                        GtkIconTheme *theme)
{
  const char *name = GTK_IS_IMAGE (widget) ? gtk_image_get_icon_name (GTK_IMAGE (widget)) : NULL;

  if (name != NULL && !gtk_icon_theme_has_icon (theme, name))
    g_error ("There is no icon %s.", name);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    assert_icons_are_known (child, theme);
}

/* Those of the system, of libadwaita and of our own. */
static void
test_icons (WindowFixture *f,
            gconstpointer  data)
{
  YttWindow *window = open_window (f, NULL);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (GTK_WIDGET (window)));

  assert_icons_are_known (GTK_WIDGET (window), theme);
  g_assert_true (gtk_icon_theme_has_icon (theme, YTT_APPLICATION_ID));
  g_assert_true (gtk_icon_theme_has_icon (theme, "adw-expander-arrow-symbolic"));
  g_assert_true (gtk_icon_theme_has_icon (theme, "user-bookmarks-symbolic"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, WindowFixture, NULL, window_fixture_set_up, func, window_fixture_tear_down)
  ADD ("/window/opens", test_opens);
  ADD ("/window/icons", test_icons);
  ADD ("/window/folding", test_folding);
  ADD ("/window/narrow-pages", test_narrow_pages);
  ADD ("/window/state", test_state);
  ADD ("/window/state-without-document", test_state_without_document);
  ADD ("/window/one-window-a-document", test_one_window_a_document);
  ADD ("/window/title", test_title);
  ADD ("/window/not-found", test_not_found);
  ADD ("/window/not-ours", test_not_ours);
  ADD ("/window/too-new", test_too_new);
  ADD ("/window/damaged", test_damaged);
  ADD ("/window/damaged-inside", test_damaged_inside);
  ADD ("/window/try-again", test_try_again);
  ADD ("/window/read-only", test_read_only);
  ADD ("/window/newer-facts", test_newer_facts);
  ADD ("/window/save-copy", test_save_copy);
  ADD ("/window/nothing-found", test_nothing_found);
  ADD ("/window/closed-early", test_closed_early);
  ADD ("/window/settings", test_settings);
  ADD ("/window/dialogs", test_dialogs);
#undef ADD

  return g_test_run ();
}
