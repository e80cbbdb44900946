#include "config.h"

#include "window-fixture.h"
#include "ytt-list-row.h"
#include "ytt-store-private.h"

typedef struct
{
  WindowFixture  window_fixture;
  YttWindow     *window;
  YttSession    *session;
  GListModel    *facilities;
} Fixture;

static GtkWidget *
get_part (Fixture    *f,
          GType       type,
          const char *name)
{
  GtkWidget *part = find_widget (GTK_WIDGET (f->window->list_pane), type, name);

  g_assert_nonnull (part);

  return part;
}

static GtkSelectionModel *
get_selection (Fixture *f)
{
  return gtk_list_view_get_model (GTK_LIST_VIEW (get_part (f, GTK_TYPE_LIST_VIEW, NULL)));
}

static guint
get_selected_position (Fixture *f)
{
  return gtk_single_selection_get_selected (GTK_SINGLE_SELECTION (get_selection (f)));
}

static const char *
get_count (Fixture *f)
{
  return gtk_label_get_text (GTK_LABEL (get_part (f, GTK_TYPE_LABEL, "count")));
}

static const char *
get_page (Fixture *f)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (get_part (f, GTK_TYPE_STACK, "stack")));
}

static void
type_search (Fixture    *f,
             const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (get_part (f, GTK_TYPE_SEARCH_ENTRY, NULL)), text);
}

static gboolean
is_searched (gpointer data)
{
  Fixture *f = data;
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (get_part (f, GTK_TYPE_SEARCH_ENTRY, NULL)));

  return g_str_equal (typed, ytt_session_get_search (f->session)) && !ytt_session_get_loading (f->session);
}

static void
search (Fixture    *f,
        const char *text)
{
  type_search (f, text);
  wait_until (is_searched, f);
}

static gboolean
has_all_rows (gpointer data)
{
  return g_list_model_get_n_items (data) == 221;
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  window_fixture_set_up (&f->window_fixture, data);
  f->window = open_window (&f->window_fixture, f->window_fixture.document);
  f->session = ytt_window_get_session (f->window);
  f->facilities = G_LIST_MODEL (ytt_session_get_facilities (f->session));

  /* Rows out of sight come after the first frame. */
  wait_until (has_all_rows, get_selection (f));
  wait_for_frames (GTK_WIDGET (f->window));
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  close_window (f->window);
  window_fixture_tear_down (&f->window_fixture, data);
}

static void
test_count (Fixture       *f,
            gconstpointer  data)
{
  g_assert_cmpuint (g_list_model_get_n_items (f->facilities), ==, 221);
  g_assert_cmpstr (get_count (f), ==, "221 facilities");
  g_assert_cmpstr (get_page (f), ==, "list");

  search (f, "narva");
  g_assert_cmpuint (g_list_model_get_n_items (f->facilities), <, 221);
  g_assert_cmpuint (g_list_model_get_n_items (f->facilities), >, 0);
  g_assert_true (g_str_has_suffix (get_count (f), " of 221 facilities"));

  search (f, "");
  g_assert_cmpstr (get_count (f), ==, "221 facilities");
}

static void
block_job (GTask        *task,
           sqlite3      *db,
           gpointer      task_data,
           GCancellable *cancellable)
{
  const gint *released = task_data;

  while (g_atomic_int_get (released) == 0)
    g_usleep (200);
  g_task_return_boolean (task, TRUE);
}

static void
first_shown_cb (Fixture *f)
{
  if (!ytt_session_get_loading (f->session) || g_list_model_get_n_items (f->facilities) == 0)
    return;

  g_assert_cmpuint (g_list_model_get_n_items (f->facilities), ==, 50);
  g_assert_cmpstr (get_count (f), ==, "");
  g_assert_cmpstr (get_page (f), ==, "list");
  gtk_selection_model_select_item (get_selection (f), 2, TRUE);
}

/* A large document shows its first rows while all are still being read; nobody has counted then, and what is chosen
 * from them stays. */
static void
test_first_rows (Fixture       *f,
                 gconstpointer  data)
{
  g_autofree char *path = copy_document (&f->window_fixture, "large.gpkg");
  g_autoptr(YttFacility) third = NULL;
  g_autoptr(YttStore) store = NULL;
  static gint released = 0;   /* outlives the job */
  GTask *task;

  run_sql (path,
           "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
           " INSERT INTO facility (id, facility, name) SELECT i, 'made-' || i, 'Works ' || i FROM n");
  close_window (f->window);
  f->window = open_window (&f->window_fixture, path);
  f->session = ytt_window_get_session (f->window);
  f->facilities = G_LIST_MODEL (ytt_session_get_facilities (f->session));
  store = g_object_ref (ytt_session_get_store (f->session));
  g_assert_cmpstr (get_count (f), ==, "20,221 facilities");

  /* With one connection busy, the answer comes behind the first rows. */
  ytt_session_set_store (f->session, NULL);
  task = g_task_new (store, NULL, NULL, NULL);
  g_task_set_task_data (task, &released, NULL);
  ytt_store_push_read (store, task, block_job);
  g_signal_connect_data (f->facilities, "items-changed", G_CALLBACK (first_shown_cb), f, NULL,
                         G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  ytt_session_set_store (f->session, store);
  wait_until (is_searched, f);
  g_atomic_int_set (&released, 1);
  g_signal_handlers_disconnect_by_func (f->facilities, first_shown_cb, f);

  g_assert_cmpstr (get_count (f), ==, "20,221 facilities");
  g_assert_cmpuint (get_selected_position (f), ==, 2);
  third = g_list_model_get_item (f->facilities, 2);
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, ytt_facility_get_id (third));
  wait_for_window (f->window);
}

static void
test_no_match (Fixture       *f,
               gconstpointer  data)
{
  search (f, "<b>qqq & zzz</b>");
  g_assert_cmpstr (get_page (f), ==, "no-match");
  g_assert_cmpstr (get_count (f), ==, "0 of 221 facilities");
  g_assert_nonnull (strstr (adw_status_page_get_description (ADW_STATUS_PAGE (get_part (f, ADW_TYPE_STATUS_PAGE,
                                                                                       "page"))),
                            "&lt;b&gt;qqq &amp; zzz&lt;/b&gt;"));

  /* The way out. */
  gtk_widget_activate (get_part (f, ADW_TYPE_ACTION_ROW, NULL));
  wait_until (is_searched, f);
  g_assert_cmpstr (ytt_session_get_search (f->session), ==, "");
  g_assert_cmpstr (get_page (f), ==, "list");
}

static void
log_change_cb (guint *n_changes)
{
  (*n_changes)++;
}

/* Typing on: of many searches in a row only the last shows. */
static void
test_typing (Fixture       *f,
             gconstpointer  data)
{
  static const char * const typed[] = { "m", "ma", "mag", "magn", "magne", "magnet" };
  guint n_changes = 0;
  guint n_found;

  search (f, "magnet");
  n_found = g_list_model_get_n_items (f->facilities);
  search (f, "");

  g_signal_connect_swapped (f->facilities, "items-changed", G_CALLBACK (log_change_cb), &n_changes);
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      type_search (f, typed[i]);
      ytt_session_set_search (f->session, typed[i]);
    }
  wait_until (is_searched, f);
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (f->facilities), ==, n_found);
  g_signal_handlers_disconnect_by_func (f->facilities, log_change_cb, &n_changes);
}

static void
test_selection_from_list (Fixture       *f,
                          gconstpointer  data)
{
  gint64 id = ytt_facility_list_get_id (YTT_FACILITY_LIST (f->facilities), 7);

  gtk_selection_model_select_item (get_selection (f), 7, TRUE);
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, id);

  /* As Space does, or a click with Ctrl. */
  g_assert_false (gtk_selection_model_unselect_item (get_selection (f), 7));
  g_assert_cmpuint (get_selected_position (f), ==, 7);
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, id);

  gtk_selection_model_select_item (get_selection (f), 220, TRUE);
  g_assert_cmpint (ytt_session_get_selected (f->session), ==,
                   ytt_facility_list_get_id (YTT_FACILITY_LIST (f->facilities), 220));
}

static void
test_selection_from_session (Fixture       *f,
                             gconstpointer  data)
{
  gint64 id = ytt_facility_list_get_id (YTT_FACILITY_LIST (f->facilities), 150);

  g_assert_cmpuint (get_selected_position (f), ==, GTK_INVALID_LIST_POSITION);
  ytt_session_set_selected (f->session, id);
  g_assert_cmpuint (get_selected_position (f), ==, 150);
  ytt_session_set_selected (f->session, 0);
  g_assert_cmpuint (get_selected_position (f), ==, GTK_INVALID_LIST_POSITION);
}

static gboolean
is_found (gpointer data)
{
  Fixture *f = data;

  return ytt_session_get_record (f->session) != NULL;
}

/* The selection survives a search that still has it, at whatever place; else it is let go. */
static void
test_selection_and_search (Fixture       *f,
                           gconstpointer  data)
{
  gint64 id;

  ytt_window_select (f->window, "narva");
  wait_until (is_found, f);
  id = ytt_session_get_selected (f->session);
  g_assert_cmpint (ytt_facility_list_get_id (YTT_FACILITY_LIST (f->facilities), get_selected_position (f)), ==, id);

  search (f, "narva");
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, id);
  g_assert_cmpint (ytt_facility_list_get_id (YTT_FACILITY_LIST (f->facilities), get_selected_position (f)), ==, id);

  search (f, "");
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, id);
  g_assert_cmpint (ytt_facility_list_get_id (YTT_FACILITY_LIST (f->facilities), get_selected_position (f)), ==, id);

  search (f, "mountain pass");
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, 0);
  g_assert_cmpuint (get_selected_position (f), ==, GTK_INVALID_LIST_POSITION);
}

static void
log_search_cb (YttSession *session,
               GParamSpec *pspec,
               GString    *log)
{
  g_string_append_printf (log, "%s;", ytt_session_get_search (session));
}

/* A search made elsewhere comes into the entry, and no other search comes of that. */
static void
test_search_from_session (Fixture       *f,
                          gconstpointer  data)
{
  g_autoptr(GString) searches = g_string_new (NULL);

  g_signal_connect (f->session, "notify::search", G_CALLBACK (log_search_cb), searches);
  ytt_session_set_search (f->session, "mine");
  ytt_session_set_search (f->session, "magnet");
  ytt_session_set_search (f->session, "Größe");
  wait_until (is_searched, f);
  ytt_session_set_search (f->session, "");
  wait_until (is_searched, f);
  g_assert_cmpstr (searches->str, ==, "mine;magnet;Größe;;");
}

static gboolean
is_not_loading (gpointer data)
{
  return !ytt_session_get_loading (data);
}

static void
test_order (Fixture       *f,
            gconstpointer  data)
{
  GtkMenuButton *button = GTK_MENU_BUTTON (get_part (f, GTK_TYPE_MENU_BUTTON, "order_button"));
  gint64 first = ytt_facility_list_get_id (YTT_FACILITY_LIST (f->facilities), 0);

  /* Nothing is more relevant than another without words. */
  g_assert_cmpstr (gtk_menu_button_get_label (button), ==, "Name");
  gtk_widget_activate_action (GTK_WIDGET (button), "facilities.order", "s", "newest-claim");
  g_assert_cmpint (ytt_session_get_order (f->session), ==, YTT_ORDER_NEWEST_CLAIM);
  g_assert_cmpint (ytt_settings_get_order (ytt_application_get_settings (f->window_fixture.application)), ==,
                   YTT_ORDER_NEWEST_CLAIM);
  g_assert_cmpstr (gtk_menu_button_get_label (button), ==, "Newest Claim");
  wait_until (is_not_loading, f->session);
  g_assert_cmpint (ytt_facility_list_get_id (YTT_FACILITY_LIST (f->facilities), 0), !=, first);

  gtk_widget_activate_action (GTK_WIDGET (button), "facilities.order", "s", "no such order");
  g_assert_cmpint (ytt_session_get_order (f->session), ==, YTT_ORDER_NEWEST_CLAIM);
  gtk_widget_activate_action (GTK_WIDGET (button), "facilities.order", "s", "relevance");
  search (f, "magnet");
  g_assert_cmpstr (gtk_menu_button_get_label (button), ==, "Relevance");
}

static gboolean
is_laid_out (gpointer data)
{
  return gtk_widget_get_height (data) > 0;
}

/* The row of a facility, if the list keeps one and it shows its name. */
static GtkWidget *
find_shown_row (Fixture *f,
                guint    position)
{
  g_autoptr(YttFacility) facility = g_list_model_get_item (f->facilities, position);
  GtkWidget *list = get_part (f, GTK_TYPE_LIST_VIEW, NULL);

  for (GtkWidget *item = gtk_widget_get_first_child (list); item != NULL; item = gtk_widget_get_next_sibling (item))
    {
      GtkWidget *name = find_widget (item, GTK_TYPE_LABEL, "name");

      if (name != NULL && facility != NULL && ytt_facility_get_loaded (facility)
          && g_strcmp0 (gtk_label_get_text (GTK_LABEL (name)), ytt_facility_get_row (facility)->name) == 0)
        return item;
    }

  return NULL;
}

static gboolean
is_last_row_shown (gpointer data)
{
  Fixture *f = data;

  return find_shown_row (f, g_list_model_get_n_items (f->facilities) - 1) != NULL;
}

static gboolean
is_first_row_shown (gpointer data)
{
  return find_shown_row (data, 0) != NULL;
}

/* A row has a name for a screen reader, and what it shows once it has been read. */
static void
test_rows (Fixture       *f,
           gconstpointer  data)
{
  g_autofree char *spoken = NULL;
  GtkWidget *row;

  search (f, "narva magnet");
  wait_for_window (f->window);
  wait_until (is_first_row_shown, f);
  row = get_part (f, YTT_TYPE_LIST_ROW, NULL);
  spoken = g_strdup_printf ("Narva magnet plant, %s, %s",
                            gtk_label_get_text (GTK_LABEL (find_widget (row, GTK_TYPE_LABEL, "caption"))),
                            gtk_label_get_text (GTK_LABEL (find_widget (row, GTK_TYPE_LABEL, "status"))));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (find_widget (row, GTK_TYPE_LABEL, "name"))), ==,
                   "Narva magnet plant");
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (find_widget (row, GTK_TYPE_LABEL, "caption"))),
                            "Estonia"));
  gtk_test_accessible_assert_property (gtk_widget_get_parent (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken);
  wait_until (is_laid_out, gtk_widget_get_parent (row));
  g_assert_cmpint (gtk_widget_get_height (gtk_widget_get_parent (row)), ==, 57);   /* and a line below it */
}

static void
select_far_cb (GListModel *facilities,
               guint       position,
               guint       removed,
               guint       added,
               Fixture    *f)
{
  if (added > 200)
    ytt_session_set_selected (f->session,
                              ytt_facility_list_get_id (YTT_FACILITY_LIST (facilities), 150));
}

static gboolean
is_selected_row_in_sight (gpointer data)
{
  Fixture *f = data;
  GtkWidget *list = get_part (f, GTK_TYPE_LIST_VIEW, NULL);
  GtkWidget *row = find_shown_row (f, 150);
  graphene_rect_t bounds;

  return row != NULL && gtk_widget_compute_bounds (row, list, &bounds) && bounds.origin.y >= 0
         && bounds.origin.y + bounds.size.height <= gtk_widget_get_height (list);
}

/* A list that is told to go to rows before it has laid them out shows none at all. */
static void
test_select_at_once (Fixture       *f,
                     gconstpointer  data)
{
  search (f, "narva");
  g_signal_connect (f->facilities, "items-changed", G_CALLBACK (select_far_cb), f);
  type_search (f, "");
  wait_until (is_selected_row_in_sight, f);
  g_assert_nonnull (find_shown_row (f, 149));
  g_assert_nonnull (find_shown_row (f, 151));
  g_signal_handlers_disconnect_by_data (f->facilities, f);
}

/* Rows far from what is in sight wait with what they show until one scrolls there, and are as high as the others. */
static void
test_far_rows (Fixture       *f,
               gconstpointer  data)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (get_part (f, GTK_TYPE_LIST_VIEW, NULL)));
  double upper;

  wait_until (is_first_row_shown, f);
  g_assert_false (is_last_row_shown (f));
  upper = gtk_adjustment_get_upper (adjustment);
  g_assert_cmpfloat_with_epsilon (upper, 221 * 58, 2);

  gtk_adjustment_set_value (adjustment, upper);
  wait_until (is_last_row_shown, f);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_upper (adjustment), upper, 2);
}

static gboolean
has_error (gpointer data)
{
  return ytt_session_get_error (data) != NULL;
}

/* A search that fails says why, and keeps what was found before; the next one that goes well takes that back. */
static void
test_error (Fixture       *f,
            gconstpointer  data)
{
  GtkWidget *bar = get_part (f, GTK_TYPE_BOX, "error_bar");

  search (f, "magnet");
  g_assert_false (gtk_widget_get_visible (bar));
  run_sql (f->window_fixture.document, "ALTER TABLE search RENAME TO search_away");
  type_search (f, "mine");
  wait_until (has_error, f->session);
  g_assert_true (gtk_widget_get_visible (bar));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_part (f, GTK_TYPE_LABEL, "error_label"))), !=, "");
  g_assert_cmpuint (g_list_model_get_n_items (f->facilities), >, 0);
  g_assert_cmpstr (get_page (f), ==, "list");

  run_sql (f->window_fixture.document, "ALTER TABLE search_away RENAME TO search");
  search (f, "magnet plant");
  g_assert_false (gtk_widget_get_visible (bar));
}

/* Only the rows in sight are made and read, however long the list is. */
static void
test_lazy (Fixture       *f,
           gconstpointer  data)
{
  GtkWidget *view = get_part (f, GTK_TYPE_LIST_VIEW, NULL);
  guint n_rows = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (view); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n_rows++;

  g_assert_cmpuint (n_rows, >, 0);
  g_assert_cmpuint (n_rows, <, 221);
}

static void
test_activated (Fixture       *f,
                gconstpointer  data)
{
  guint n_activated = 0;
  GtkWidget *view = get_part (f, GTK_TYPE_LIST_VIEW, NULL);

  g_signal_connect_swapped (f->window->list_pane, "activated", G_CALLBACK (log_change_cb), &n_activated);
  gtk_widget_activate_action (view, "list.activate-item", "u", 3);
  g_assert_cmpuint (n_activated, ==, 1);
  g_assert_cmpint (ytt_session_get_selected (f->session), ==,
                   ytt_facility_list_get_id (YTT_FACILITY_LIST (f->facilities), 3));
}

static gboolean
is_selected (gpointer data)
{
  return ytt_session_get_selected (data) != 0;
}

/* Enter opens the first hit of what is typed by then, however fast it was typed. */
static void
test_enter (Fixture       *f,
            gconstpointer  data)
{
  GtkWidget *entry = get_part (f, GTK_TYPE_SEARCH_ENTRY, NULL);
  guint n_activated = 0;

  g_signal_connect_swapped (f->window->list_pane, "activated", G_CALLBACK (log_change_cb), &n_activated);
  type_search (f, "narva magnet");
  g_signal_emit_by_name (entry, "activate");
  wait_until (is_selected, f->session);
  g_assert_cmpuint (n_activated, ==, 1);
  g_assert_cmpstr (ytt_session_get_search (f->session), ==, "narva magnet");
  g_assert_cmpint (ytt_session_get_selected (f->session), ==,
                   ytt_facility_list_get_id (YTT_FACILITY_LIST (f->facilities), 0));

  /* Where nothing is found, or nothing sought, there is nothing to open. */
  ytt_session_set_selected (f->session, 0);
  type_search (f, "no such facility");
  g_signal_emit_by_name (entry, "activate");
  wait_until (is_searched, f);
  type_search (f, "");
  g_signal_emit_by_name (entry, "activate");
  wait_until (is_searched, f);
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, 0);
  g_assert_cmpuint (n_activated, ==, 1);
}

/* Typing after Ctrl+F replaces what was sought before. */
static void
test_focus_search (Fixture       *f,
                   gconstpointer  data)
{
  int start, end;

  search (f, "narva");
  ytt_list_pane_focus_search (f->window->list_pane);
  g_assert_true (gtk_editable_get_selection_bounds (GTK_EDITABLE (get_part (f, GTK_TYPE_SEARCH_ENTRY, NULL)),
                                                    &start, &end));
  g_assert_cmpint (start, ==, 0);
  g_assert_cmpint (end, ==, 5);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/list/count", test_count);
  ADD ("/list/first-rows", test_first_rows);
  ADD ("/list/no-match", test_no_match);
  ADD ("/list/typing", test_typing);
  ADD ("/list/search-from-session", test_search_from_session);
  ADD ("/list/selection-from-list", test_selection_from_list);
  ADD ("/list/selection-from-session", test_selection_from_session);
  ADD ("/list/selection-and-search", test_selection_and_search);
  ADD ("/list/order", test_order);
  ADD ("/list/rows", test_rows);
  ADD ("/list/far-rows", test_far_rows);
  ADD ("/list/select-at-once", test_select_at_once);
  ADD ("/list/error", test_error);
  ADD ("/list/lazy", test_lazy);
  ADD ("/list/activated", test_activated);
  ADD ("/list/enter", test_enter);
  ADD ("/list/focus-search", test_focus_search);
#undef ADD

  return g_test_run ();
}
