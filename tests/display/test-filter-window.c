#include "config.h"

#include "filter-fixture.h"
#include "ytt-state.h"

/* What the window makes of a filter: its chips, what it says where nothing is left, its ways back, its shapes. */

static void
test_chips (Fixture       *f,
            gconstpointer  data)
{
  g_autofree char *one = NULL;
  g_autofree char *many = NULL;
  g_autofree char *left = NULL;

  g_assert_false (gtk_widget_get_visible (get_chips (f)));
  set_filter (f, "stage=mining");
  g_assert_true (gtk_widget_get_visible (get_chips (f)));
  one = get_chip_texts (f);
  g_assert_cmpstr (one, ==, "Mining;");

  set_filter (f, "stage=mining&country=!CN&start=2025..2027&capacity=magnets:1000..");
  many = get_chip_texts (f);
  g_assert_cmpstr (many, ==, "Mining;not China;2025–2027;magnets ≥ 1,000 t/yr;Clear all;");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (get_chip (f, 1)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Remove “not China”");

  activate (f, get_chip (f, 1));
  assert_filter (f, "stage=mining&start=2025..2027&capacity=magnets:1000..");
  activate (f, get_chip (f, 3));
  assert_filter (f, "");
  g_assert_false (gtk_widget_get_visible (get_chips (f)));

  /* An organisation is called by its name. */
  {
    GtkWidget *popover = open_popover (f, "More");
    GtkWidget *page = open_page (f, popover, "Organisation");
    YttFacetRow *row = find_row (page, ytt_facet_row_get_value (YTT_FACET_ROW (find_first (page,
                                                                                           YTT_TYPE_FACET_ROW))));
    g_autofree char *expected = g_strdup_printf ("%s;", ytt_facet_row_get_label (row));

    activate (f, get_check (row));
    left = get_chip_texts (f);
    g_assert_cmpstr (left, ==, expected);
    close_popover (popover);
  }
}

static AdwActionRow *
get_way_out (Fixture    *f,
             const char *title)
{
  g_autoptr(GPtrArray) rows = find_all (GTK_WIDGET (f->window->list_pane), ADW_TYPE_ACTION_ROW);

  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (adw_preferences_row_get_title (g_ptr_array_index (rows, i)), title))
      return g_ptr_array_index (rows, i);

  return NULL;
}

static guint
get_promise (AdwActionRow *row)
{
  g_autoptr(GPtrArray) labels = find_all (GTK_WIDGET (row), GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    {
      const char *text = gtk_label_get_text (g_ptr_array_index (labels, i));

      if (strstr (text, " facilit") != NULL)
        return (guint) g_ascii_strtoull (text, NULL, 10);
    }

  return 0;
}

/* Each way out brings what it says. */
static void
test_nothing_found (Fixture       *f,
                    gconstpointer  data)
{
  static const char * const titles[] = { "Leave out Mining", "Leave out “narva”", "Clear everything" };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      AdwActionRow *row;
      GtkWidget *page;
      guint n;

      ytt_session_set_search (f->session, "narva");
      set_filter (f, "stage=mining");
      g_assert_cmpuint (get_n_shown (f), ==, 0);
      page = find_first (GTK_WIDGET (f->window->list_pane), ADW_TYPE_STATUS_PAGE);
      g_assert_cmpstr (adw_status_page_get_description (ADW_STATUS_PAGE (page)), ==,
                       "No record with “narva” in its name, place or companies has the stage Mining.");

      row = get_way_out (f, titles[i]);
      g_assert_nonnull (row);
      n = get_promise (row);
      g_assert_cmpuint (n, >, 0);
      activate (f, GTK_WIDGET (row));
      g_assert_cmpuint (get_n_shown (f), ==, n);
      clear_filter (f);
      ytt_session_set_search (f->session, "");
      wait_until (is_counted, f->session);
    }

  /* Where a filter only leaves out, that is said. */
  ytt_session_set_search (f->session, "narva");
  set_filter (f, "country=!EE");
  g_assert_cmpuint (get_n_shown (f), ==, 0);
  g_assert_cmpstr (adw_status_page_get_description (ADW_STATUS_PAGE (find_first (GTK_WIDGET (f->window->list_pane),
                                                                                 ADW_TYPE_STATUS_PAGE))), ==,
                   "Every record with “narva” in its name, place or companies has the country Estonia.");

  /* Where each by itself brings nothing, only all together is offered. */
  ytt_session_set_search (f->session, "qqq");
  set_filter (f, "start=1000..1001");
  g_assert_null (get_way_out (f, "Leave out “qqq”"));
  g_assert_nonnull (get_way_out (f, "Clear everything"));
}

static void
test_narrow (Fixture       *f,
             gconstpointer  data)
{
  GtkWidget *bar, *popover;
  graphene_rect_t bounds;

  resize_window (f->window, 360, 720);
  ytt_shell_set_show_list (f->window->shell, TRUE);
  set_filter (f, "stage=mining&country=!CN&start=2025..2027&capacity=magnets:1000..&status=operating&conflict=yes");
  bar = find_first (GTK_WIDGET (f->window), YTT_TYPE_FILTER_BAR);
  wait_until (is_mapped, bar);
  for (guint i = 0; i < 7; i++)
    {
      g_assert_true (gtk_widget_compute_bounds (get_chip (f, i), bar, &bounds));
      g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, gtk_widget_get_width (bar) + 0.5);
    }
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (f->window)), <=, 360);

  popover = open_popover (f, "Country");
  g_assert_cmpint (gtk_widget_get_width (popover), <=, 360);
  close_popover (popover);
}

typedef struct
{
  GtkWidget  *title;
  const char *text;
} Subtitle;

static gboolean
has_whole_subtitle (gpointer data)
{
  const Subtitle *subtitle = data;
  g_autoptr(GPtrArray) labels = find_all (subtitle->title, GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    if (gtk_widget_get_mapped (g_ptr_array_index (labels, i))
        && g_str_equal (gtk_label_get_text (g_ptr_array_index (labels, i)), subtitle->text))
      return !pango_layout_is_ellipsized (gtk_label_get_layout (g_ptr_array_index (labels, i)));

  return FALSE;
}

/* How many there are is to be read in the narrowest window, too. */
static void
test_narrow_count (Fixture       *f,
                   gconstpointer  data)
{
  Subtitle subtitle = { GTK_WIDGET (f->window->title), "221 facilities" };
  g_autofree char *text = NULL;

  resize_window (f->window, 360, 720);
  ytt_shell_set_show_list (f->window->shell, FALSE);
  wait_until (is_counted, f->session);
  wait_until (has_whole_subtitle, &subtitle);

  set_filter (f, "precision=!site");
  text = g_strdup_printf ("%u of 221", get_n_shown (f));
  subtitle.text = text;
  wait_until (has_whole_subtitle, &subtitle);
}

static gboolean
stands_mirrored (gpointer data)
{
  Fixture *f = data;
  GtkWidget *bar = find_first (GTK_WIDGET (f->window), YTT_TYPE_FILTER_BAR);
  graphene_rect_t first, second;

  return gtk_widget_compute_bounds (GTK_WIDGET (get_button (f, "Stage")), bar, &first)
         && gtk_widget_compute_bounds (GTK_WIDGET (get_button (f, "Status")), bar, &second)
         && first.origin.x > second.origin.x;
}

static gboolean
rows_are_mirrored (gpointer data)
{
  YttFacetRow *row = find_row (data, "CN");
  graphene_rect_t first, second;

  return gtk_widget_compute_bounds (get_check (row), data, &first)
         && gtk_widget_compute_bounds (get_leave_out (row), data, &second)
         && first.origin.x > second.origin.x;
}

static void
test_right_to_left (Fixture       *f,
                    gconstpointer  data)
{
  GtkWidget *popover;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  set_filter (f, "stage=mining&status=operating");
  wait_until (stands_mirrored, f);

  popover = open_popover (f, "Country");
  wait_until (rows_are_mirrored, popover);
  close_popover (popover);
}

static gboolean
can_go_back (gpointer data)
{
  return ytt_trail_get_can_go_back (YTT_WINDOW (data)->trail);
}

/* As if the key had been pressed where no text is typed. */
static void
press (Fixture *f,
       guint    key)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (f->window));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller)
          || gtk_event_controller_get_propagation_phase (controller) != GTK_PHASE_BUBBLE)
        continue;

      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr(GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (GTK_IS_KEYVAL_TRIGGER (trigger)
              && gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key
              && gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, GTK_WIDGET (f->window), NULL))
            return;
        }
    }

  g_assert_not_reached ();
}

/* Back and forward bring filter, selection and viewport back, and the map does not fly away from it. */
static void
test_trail (Fixture       *f,
            gconstpointer  data)
{
  double latitude, longitude, zoom, latitude_now, longitude_now, zoom_now;
  gint64 id = ytt_facility_list_get_id (ytt_session_get_facilities (f->session), 12);

  ytt_trail_settle (f->window->trail);
  g_assert_false (g_action_get_enabled (g_action_map_lookup_action (G_ACTION_MAP (f->window), "view-forward")));
  ytt_session_set_selected (f->session, id);
  wait_until (can_go_back, f->window);
  wait_for_window (f->window);
  /* Beside it: coming back must not fly there again. */
  ytt_session_get_viewport (f->session, &latitude, &longitude, &zoom);
  latitude -= 3;
  longitude += 5;
  ytt_session_set_viewport (f->session, latitude, longitude, zoom);
  ytt_trail_settle (f->window->trail);
  set_filter (f, "country=EE");
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, 0);
  ytt_trail_settle (f->window->trail);
  ytt_session_set_viewport (f->session, 10, 10, 4);
  ytt_trail_settle (f->window->trail);

  press (f, GDK_KEY_bracketleft);
  press (f, GDK_KEY_bracketleft);
  wait_for_window (f->window);
  assert_filter (f, "");
  g_assert_cmpint (ytt_session_get_selected (f->session), ==, id);
  ytt_session_get_viewport (f->session, &latitude_now, &longitude_now, &zoom_now);
  g_assert_cmpfloat_with_epsilon (latitude, latitude_now, 1e-6);
  g_assert_cmpfloat_with_epsilon (longitude, longitude_now, 1e-6);
  g_assert_cmpfloat_with_epsilon (zoom, zoom_now, 1e-6);

  /* Nothing that came to rest since has cut the way forward off. */
  ytt_trail_settle (f->window->trail);
  press (f, GDK_KEY_bracketright);
  wait_for_window (f->window);
  assert_filter (f, "country=EE");
}

/* What a window was left with is there at the next start. */
static void
test_restore (Fixture       *f,
              gconstpointer  data)
{
  YttState *state;
  YttWindow *other;
  YttSession *session;

  set_filter (f, "stage=magnet&country=!CN&start=!2025..2027");
  state = ytt_window_get_state (f->window);
  other = ytt_window_new (f->window_fixture.application);
  ytt_window_restore (other, state);
  ytt_window_open (other, f->window_fixture.document);
  gtk_window_present (GTK_WINDOW (other));
  wait_for_window (other);
  session = ytt_window_get_session (other);
  g_assert_true (ytt_filter_equal (ytt_session_get_filter (session), state->filter));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (ytt_session_get_facilities (session))), ==,
                    get_n_shown (f));
  ytt_state_free (state);
  close_window (other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/filter-window/chips", test_chips);
  ADD ("/filter-window/nothing-found", test_nothing_found);
  ADD ("/filter-window/narrow", test_narrow);
  ADD ("/filter-window/narrow-count", test_narrow_count);
  ADD ("/filter-window/right-to-left", test_right_to_left);
  ADD ("/filter-window/trail", test_trail);
  ADD ("/filter-window/restore", test_restore);
#undef ADD

  return g_test_run ();
}
