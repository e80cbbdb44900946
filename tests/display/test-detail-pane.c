#include "config.h"

#include <adwaita.h>

#include "detail-widgets.h"
#include "ytt-detail-pane.h"
#include "ytt-figure-row.h"
#include "ytt-record-view.h"

/* The pane over the shipped document. */
typedef struct
{
  GtkWidget     *window;
  YttDetailPane *pane;
  YttSession    *session;
  YttStore      *store;
} PaneFixture;

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gint64
find_facility (PaneFixture *f,
               const char  *slug)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gint64 id;

  ytt_store_find_async (f->store, slug, NULL, result_cb, &result);
  wait_until (result != NULL);
  id = ytt_store_find_finish (f->store, result, &error);
  g_assert_no_error (error);

  return id;
}

static void
set_up_pane (PaneFixture   *f,
             gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  ytt_store_open_async (g_getenv ("YTTERBY_SHIPPED"), YTT_STORE_READ_ONLY, NULL, result_cb, &result);
  wait_until (result != NULL);
  f->store = ytt_store_open_finish (result, &error);
  g_assert_no_error (error);

  f->session = ytt_session_new ();
  f->pane = YTT_DETAIL_PANE (ytt_detail_pane_new (f->session));
  f->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (f->window), 372, 700);
  gtk_window_set_child (GTK_WINDOW (f->window), GTK_WIDGET (f->pane));
  gtk_window_present (GTK_WINDOW (f->window));
  ytt_session_set_store (f->session, f->store);
  wait_until (ytt_session_get_summary (f->session) != NULL && !ytt_session_get_loading (f->session));
}

static void
tear_down_pane (PaneFixture   *f,
                gconstpointer  data)
{
  GtkWidget *pane = GTK_WIDGET (f->pane);
  gpointer session = f->session;

  g_object_add_weak_pointer (G_OBJECT (pane), (gpointer *) &pane);
  gtk_window_destroy (GTK_WINDOW (f->window));
  wait_until (pane == NULL);
  ytt_session_set_store (f->session, NULL);

  /* What it has asked its document for is cancelled, and holds it until that has been said. */
  g_object_add_weak_pointer (G_OBJECT (f->session), &session);
  g_object_unref (f->session);
  wait_until (session == NULL);
  ytt_store_close (f->store);
  g_object_unref (f->store);
}

static void
select_facility (PaneFixture *f,
                 const char  *slug)
{
  gint64 id = find_facility (f, slug);

  ytt_session_set_selected (f->session, id);
  wait_until (ytt_session_get_record (f->session) != NULL && ytt_session_get_record (f->session)->id == id);
  iterate (20);
}

static void
text_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
}

static char *
read_clipboard (PaneFixture *f)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (f->pane)), NULL, text_read_cb, &text);
  wait_until (text != NULL);

  return text;
}

#define WHOLE_DOCUMENT \
  "List and map show another time than now. The numbers here are those of the whole document."

static void
test_summary (PaneFixture   *f,
              gconstpointer  data)
{
  const YttSummary *summary = ytt_session_get_summary (f->session);
  g_autofree char *title = g_strdup_printf ("%u Facilities", summary->n_facilities);

  g_assert_nonnull (find (GTK_WIDGET (f->pane), is_text, title));
  g_assert_nonnull (find (GTK_WIDGET (f->pane), is_text, "Newest claim"));
  g_assert_nonnull (find (GTK_WIDGET (f->pane), is_text, "Facilities whose place is unknown"));

  /* Whatever the clocks show, it tells of the whole document, and says so. */
  g_assert_null (find (GTK_WIDGET (f->pane), is_text, WHOLE_DOCUMENT));
  ytt_session_set_moment (f->session, (YttMoment) { 2020, 0 });
  g_assert_nonnull (find (GTK_WIDGET (f->pane), is_text, WHOLE_DOCUMENT));
  g_assert_nonnull (find (GTK_WIDGET (f->pane), is_text, title));
  ytt_session_set_moment (f->session, (YttMoment) { 0, 20250801 });
  g_assert_nonnull (find (GTK_WIDGET (f->pane), is_text, WHOLE_DOCUMENT));
  ytt_session_set_moment (f->session, (YttMoment) { 0 });
  g_assert_null (find (GTK_WIDGET (f->pane), is_text, WHOLE_DOCUMENT));

  select_facility (f, "ee-narva-neo");
  g_assert_null (find (GTK_WIDGET (f->pane), is_text, title));
  gtk_widget_activate_action (GTK_WIDGET (f->pane), "detail.close", NULL);
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, 0);
  g_assert_nonnull (find (GTK_WIDGET (f->pane), is_text, title));
}

static void
test_narva (PaneFixture   *f,
            gconstpointer  data)
{
  GtkWidget *figure;

  select_facility (f, "ee-narva-neo");
  g_assert_nonnull (find (GTK_WIDGET (f->pane), is_text, "Narva magnet plant"));
  g_assert_nonnull (find (GTK_WIDGET (f->pane), is_text, "Narva, Ida-Virumaa, Estonia"));

  figure = find (GTK_WIDGET (f->pane), is_figure, "capex");
  g_assert_nonnull (find (figure, is_text, "EUR\302\24075\302\240million"));
  g_assert_nonnull (find (figure, is_text, "as stated · Automotive World, 19\302\240Sep\302\2402025"));
  g_assert_nonnull (find (figure, is_text, "7 claims"));
  g_assert_nonnull (find (figure, is_icon, "dialog-warning-symbolic"));
}

/* From the plant to the one that feeds it, by a click on the link. */
static void
test_follow_link (PaneFixture   *f,
                  gconstpointer  data)
{
  gint64 silmet = find_facility (f, "ee-sillamae-silmet");

  select_facility (f, "ee-narva-neo");
  g_signal_emit_by_name (find (GTK_WIDGET (f->pane), is_row_titled, "Silmet separation plant"), "activate");
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, silmet);
  wait_until (find (GTK_WIDGET (f->pane), is_text, "Silmet separation plant") != NULL
              && ytt_session_get_record (f->session) != NULL);
  g_assert_nonnull (find (GTK_WIDGET (f->pane), is_row_titled, "Narva magnet plant"));
}

static void
test_copy (PaneFixture   *f,
           gconstpointer  data)
{
  g_autofree char *record = NULL;
  g_autofree char *coordinates = NULL;

  select_facility (f, "ee-narva-neo");
  gtk_widget_activate_action (GTK_WIDGET (f->pane), "detail.copy", NULL);
  record = read_clipboard (f);
  g_assert_nonnull (strstr (record, "Narva magnet plant"));
  g_assert_nonnull (strstr (record, "EUR\302\24075\302\240million"));
  g_assert_nonnull (strstr (record, "https://www.automotiveworld.com/articles/neo-opens-estonia"));

  gtk_widget_activate_action (GTK_WIDGET (f->pane), "detail.copy-coordinates", NULL);
  coordinates = read_clipboard (f);
  g_assert_cmpstr (coordinates, ==, "59.3618°\302\240N, 28.1478°\302\240E");
}

static gboolean
is_button_for (GtkWidget     *widget,
               gconstpointer  action)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0;
}

/* One figure to quote: what it is, how it was said, and where that can be read. */
static void
test_copy_figure (PaneFixture   *f,
                  gconstpointer  data)
{
  g_autofree char *text = NULL;
  GtkWidget *figure;

  select_facility (f, "ee-narva-neo");
  figure = find (GTK_WIDGET (f->pane), is_figure, "capex");
  ytt_figure_row_set_expanded (YTT_FIGURE_ROW (figure), TRUE);
  g_signal_emit_by_name (find (figure, is_button_for, "detail.copy-figure"), "clicked");

  text = read_clipboard (f);
  g_assert_cmpstr (text, ==,
                   "Narva magnet plant, Plant cost: EUR\302\24075\302\240million"
                   " (as stated · Automotive World, 19\302\240Sep\302\2402025)\n"
                   "Neo opens Estonia rare earth plant to cut EU reliance on China, Automotive World,"
                   " 19\302\240Sep\302\2402025,"
                   " https://www.automotiveworld.com/articles/neo-opens-estonia-rare-earth-plant-to-cut-eu-reliance-on-"
                   "china/\n");
  wait_until (find (GTK_WIDGET (f->pane), is_text, "Figure copied with its source") != NULL);
}

static gboolean
is_disabled_button (GtkWidget     *widget,
                    gconstpointer  action)
{
  return GTK_IS_BUTTON (widget) && !gtk_widget_is_sensitive (widget)
         && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0;
}

static void
test_pane_names (PaneFixture   *f,
                 gconstpointer  data)
{
  g_assert_nonnull (find (GTK_WIDGET (f->pane), is_disabled_button, "detail.copy"));
  select_facility (f, "ee-narva-neo");
  g_assert_null (find (GTK_WIDGET (f->pane), is_disabled_button, "detail.copy"));
  g_assert_cmpuint (count (GTK_WIDGET (f->pane), is_nameless_button, NULL), ==, 0);
}

/* The view is made with the first record that is shown. */
static gboolean
shows_record (PaneFixture *f,
              gint64       id)
{
  const GType view_type = YTT_TYPE_RECORD_VIEW;
  GtkWidget *view = find (GTK_WIDGET (f->pane), is_of_type, &view_type);

  return view != NULL && ytt_record_view_get_record (YTT_RECORD_VIEW (view))->id == id;
}

static YttRecordView *
show_record (PaneFixture *f,
             gint64       id)
{
  const GType view_type = YTT_TYPE_RECORD_VIEW;
  YttRecordView *view;

  ytt_session_set_selected (f->session, id);
  wait_until (ytt_session_get_record (f->session) != NULL && ytt_session_get_record (f->session)->id == id);
  wait_until (shows_record (f, id));
  view = YTT_RECORD_VIEW (find (GTK_WIDGET (f->pane), is_of_type, &view_type));

  /* What is further down is filled when nothing else is to be done. */
  while (g_main_context_iteration (NULL, FALSE))
    ;

  return view;
}

/* The least width that the pane needs for a record with all its ledgers open. */
static int
measure_record (PaneFixture *f,
                gint64       id)
{
  const GType figure_type = YTT_TYPE_FIGURE_ROW;
  GtkWidget *view = GTK_WIDGET (show_record (f, id));
  int minimum;

  for (GtkWidget *row = find (view, is_of_type, &figure_type); row != NULL; row = gtk_widget_get_next_sibling (row))
    ytt_figure_row_set_expanded (YTT_FIGURE_ROW (row), TRUE);
  iterate (5);
  gtk_widget_measure (GTK_WIDGET (f->pane), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);

  return minimum;
}

/* Every record of the document can be shown: this finds a text that GTK takes for broken markup, since warnings are
 * fatal. The narrowest window is wide enough for them, also with large text; laying out takes time, so that not all
 * are tried for that, and the window is not on the screen. */
static void
test_all_records (PaneFixture   *f,
                  gconstpointer  data)
{
  YttFacilityList *list = ytt_session_get_facilities (f->session);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_assert_cmpuint (n, ==, ytt_session_get_n_total (f->session));
  gtk_widget_set_visible (f->window, FALSE);

  for (guint i = 0; i < n; i++)
    show_record (f, ytt_facility_list_get_id (list, i));
  for (guint i = 0; i < n; i += 10)
    g_assert_cmpint (measure_record (f, ytt_facility_list_get_id (list, i)), <=, 360);

  g_object_set (settings, "gtk-xft-dpi", 96 * 1024 * 3 / 2, NULL);
  for (guint i = 5; i < n; i += 10)
    g_assert_cmpint (measure_record (f, ytt_facility_list_get_id (list, i)), <=, 360);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

static void
test_failed (PaneFixture   *f,
             gconstpointer  data)
{
  ytt_session_set_selected (f->session, 12345);
  wait_until (find (GTK_WIDGET (f->pane), is_text, "This Record Cannot Be Read") != NULL);
  gtk_widget_activate_action (GTK_WIDGET (f->pane), "detail.close", NULL);
  wait_until (find (GTK_WIDGET (f->pane), is_text, "In This Document") != NULL);

  /* What failed once is over. */
  select_facility (f, "ee-narva-neo");
  g_assert_nonnull (find (GTK_WIDGET (f->pane), is_text, "Narva magnet plant"));
}

/* The next record takes the place of the last: neither an empty page nor a spinner comes between. */
static void
page_cb (GtkStack   *stack,
         GParamSpec *pspec,
         GString    *pages)
{
  g_string_append_printf (pages, "%s ", gtk_stack_get_visible_child_name (stack));
}

static void
test_no_flicker (PaneFixture   *f,
                 gconstpointer  data)
{
  static const char * const slugs[] = { "ee-narva-neo", "ee-sillamae-silmet", "ee-narva-neo" };
  const GType stack_type = GTK_TYPE_STACK;
  g_autoptr(GString) pages = g_string_new (NULL);
  GtkWidget *stack = find (GTK_WIDGET (f->pane), is_of_type, &stack_type);
  gint64 slowest = 0;

  g_signal_connect (stack, "notify::visible-child-name", G_CALLBACK (page_cb), pages);
  for (gsize i = 0; i < G_N_ELEMENTS (slugs); i++)
    {
      gint64 start = g_get_monotonic_time ();

      select_facility (f, slugs[i]);
      slowest = MAX (slowest, g_get_monotonic_time () - start);
    }
  ytt_session_set_selected (f->session, 0);

  /* Where a machine needs so long for a record that waiting shows, there is a spinner, and rightly. */
  if (slowest > 250 * 1000)
    g_string_replace (pages, "loading record ", "", 0);
  if (slowest > 250 * 1000 && !g_str_has_prefix (pages->str, "record "))
    g_string_prepend (pages, "record ");
  g_assert_cmpstr (pages->str, ==, "record summary ");
  g_signal_handlers_disconnect_by_data (stack, pages);
}

int
main (int argc, char **argv)
{
  g_autoptr(GtkCssProvider) provider = NULL;

  g_test_init (&argc, &argv, NULL);
  adw_init ();

  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, "/io/github/ytterby/Ytterby/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);

#define ADD(path, func) g_test_add ("/detail-pane/" path, PaneFixture, NULL, set_up_pane, func, tear_down_pane)
  ADD ("summary", test_summary);
  ADD ("narva", test_narva);
  ADD ("follow-link", test_follow_link);
  ADD ("copy", test_copy);
  ADD ("copy-figure", test_copy_figure);
  ADD ("names", test_pane_names);
  ADD ("all-records", test_all_records);
  ADD ("failed", test_failed);
  ADD ("no-flicker", test_no_flicker);

  return g_test_run ();
}
