#include "config.h"

#include "filter-fixture.h"
#include "hand.h"

/* Ranges: years, capacities and the age of sources. */

/* What is told of the range that is typed. */
static const char *
get_count (GtkWidget *page)
{
  g_autoptr(GPtrArray) labels = find_all (page, GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    if (gtk_widget_has_css_class (g_ptr_array_index (labels, i), "range-count"))
      return gtk_label_get_label (g_ptr_array_index (labels, i));

  return NULL;
}

static void
assert_count (Fixture   *f,
              GtkWidget *page)
{
  g_autofree char *expected = g_strdup_printf ("%u facilities", get_n_shown (f));

  g_assert_cmpuint (get_n_shown (f), >, 1);
  g_assert_cmpstr (get_count (page), ==, expected);
}

static void
test_years (Fixture       *f,
            gconstpointer  data)
{
  GtkWidget *popover = open_popover (f, "More");
  GtkWidget *page = open_page (f, popover, "Start");
  guint n_from;

  enter (f, get_entry (page, 0), "2025");
  assert_filter (f, "start=2025..");
  n_from = get_n_shown (f);
  enter (f, get_entry (page, 1), "2027");
  assert_filter (f, "start=2025..2027");
  assert_count (f, page);
  g_assert_cmpuint (get_n_shown (f), <=, n_from);

  /* What is no range is marked, and changes nothing. */
  enter (f, get_entry (page, 1), "2020");
  assert_filter (f, "start=2025..2027");
  g_assert_true (gtk_widget_has_css_class (get_entry (page, 1), "error"));
  enter (f, get_entry (page, 1), "soon");
  assert_filter (f, "start=2025..2027");
  enter (f, get_entry (page, 1), " 2026 ");
  assert_filter (f, "start=2025..2026");
  g_assert_false (gtk_widget_has_css_class (get_entry (page, 1), "error"));

  /* A chip taken away empties the fields. */
  clear_filter (f);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_entry (page, 0))), ==, "");
  enter (f, get_entry (page, 1), "1960");
  assert_filter (f, "start=..1960");
  enter (f, get_entry (page, 1), "");
  assert_filter (f, "");
  close_popover (popover);
}

/* A capacity is in one basis, and each basis has its own range. */
static void
test_capacity (Fixture       *f,
               gconstpointer  data)
{
  GtkWidget *popover = open_popover (f, "More");
  GtkWidget *page = open_page (f, popover, "Capacity");
  GtkWidget *basis = find_first (page, GTK_TYPE_DROP_DOWN);
  GtkStringObject *first = gtk_drop_down_get_selected_item (GTK_DROP_DOWN (basis));

  g_assert_true (g_str_has_prefix (gtk_string_object_get_string (first), "magnets ("));
  enter (f, get_entry (page, 0), "1,000");
  assert_filter (f, "capacity=magnets:1000..");
  g_assert_cmpuint (get_n_shown (f), >, 0);
  g_assert_cmpuint (get_n_shown (f), <, 221);

  assert_count (f, page);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (basis), 1);
  g_assert_cmpstr (get_count (page), ==, "");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_entry (page, 0))), ==, "");
  enter (f, get_entry (page, 1), "500.5");
  g_assert_cmpuint (ytt_filter_get_n_terms (ytt_session_get_filter (f->session)), ==, 2);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (basis), 0);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_entry (page, 0))), ==, "1000");
  close_popover (popover);
}

static void
test_newest_source (Fixture       *f,
                    gconstpointer  data)
{
  GtkWidget *popover = open_popover (f, "More");
  GtkWidget *page = open_page (f, popover, "Newest source");

  enter (f, get_entry (page, 0), "2024-06");
  assert_filter (f, "newest-source=..2024-05-31");
  enter (f, get_entry (page, 0), "2025");
  assert_filter (f, "newest-source=..2024-12-31");
  enter (f, get_entry (page, 0), "2024-02-30");
  assert_filter (f, "newest-source=..2024-12-31");
  g_assert_true (gtk_widget_has_css_class (get_entry (page, 0), "error"));
  close_popover (popover);
}

static gboolean
has_focus (gpointer data)
{
  return gtk_widget_has_focus (data) || has_focus_within (data, YTT_WINDOW (gtk_widget_get_root (data)));
}

static void
assert_chips (Fixture    *f,
              const char *expected)
{
  g_autofree char *texts = get_chip_texts (f);

  g_assert_cmpstr (texts, ==, expected);
}

/* Where it stands, and no longer on its way there. */
static gboolean
is_settled (gpointer data)
{
  GtkWidget *stack = gtk_widget_get_ancestor (data, GTK_TYPE_STACK);

  return gtk_widget_get_mapped (data) && !gtk_stack_get_transition_running (GTK_STACK (stack));
}

static gboolean
has_popover (gpointer data)
{
  GtkPopover *popover = gtk_menu_button_get_popover (data);

  return popover != NULL && gtk_widget_get_mapped (GTK_WIDGET (popover));
}

static GtkWidget *
wait_for_popover (GtkMenuButton *button)
{
  wait_until (has_popover, button);

  return GTK_WIDGET (gtk_menu_button_get_popover (button));
}

/* Down from the first row to that of the facet, and in. */
static GtkWidget *
open_page_by_keys (GtkWidget  *popover,
                   const char *title)
{
  g_autoptr(GPtrArray) rows = find_all (popover, ADW_TYPE_ACTION_ROW);
  GtkWidget *stack = find_first (popover, GTK_TYPE_STACK);

  for (guint i = 0; i < rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (rows, i);

      wait_until (has_focus, row);
      if (g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title))
        {
          hand_press ("Return");
          wait_until (is_unmapped, row);
          return gtk_stack_get_visible_child (GTK_STACK (stack));
        }
      hand_press ("Down");
    }

  g_assert_not_reached ();
}

static GtkWidget *
get_range_leave_out (GtkWidget *page)
{
  GtkWidget *fields = gtk_widget_get_parent (get_entry (page, 0));
  GtkWidget *last = gtk_widget_get_last_child (fields);

  g_assert_true (GTK_IS_TOGGLE_BUTTON (last));

  return last;
}

static gboolean
is_pressed (GtkWidget *page)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (get_range_leave_out (page)));
}

typedef struct
{
  YttSession *session;
  const char *filter;
} Wanted;

static gboolean
has_filter (gpointer data)
{
  const Wanted *wanted = data;
  g_autofree char *filter = ytt_filter_to_string (ytt_session_get_filter (wanted->session));

  return g_str_equal (filter, wanted->filter) && is_counted (wanted->session);
}

static void
wait_for_filter (Fixture    *f,
                 const char *filter)
{
  Wanted wanted = { f->session, filter };

  wait_until (has_filter, &wanted);
}

static guint
count_years (Fixture *f,
             int      first,
             int      last)
{
  YttFacetCounts *counts = ytt_session_get_counts (f->session);
  guint n = 0;

  for (int year = first; year <= last; year++)
    {
      g_autofree char *value = g_strdup_printf ("%d", year);

      n += ytt_facet_counts_find (counts, YTT_FACET_START, value);
    }

  return n;
}

/* What is left out is all that the range would have brought, and comes back with the chip. */
static void
test_leave_out (Fixture       *f,
                gconstpointer  data)
{
  GtkWidget *popover = open_for_pointer (f, "More");
  GtkWidget *page = open_page (f, popover, "Start");
  GtkWidget *leave_out = get_range_leave_out (page);
  YttFacetRow *unrecorded = find_row (page, "");
  guint n_unrecorded = ytt_facet_row_get_count (unrecorded);
  guint n_within;

  enter (f, get_entry (page, 0), "2025");
  enter (f, get_entry (page, 1), "2027");
  n_within = get_n_shown (f);
  g_assert_cmpuint (n_within, >, 0);
  g_assert_cmpuint (n_within, ==, count_years (f, 2025, 2027));

  wait_until (is_settled, leave_out);
  hand_click (leave_out, 0.5);
  wait_for_filter (f, "start=!2025..2027");
  g_assert_cmpuint (get_n_shown (f), ==, 221 - n_within);
  assert_chips (f, "not 2025–2027;");
  /* The numbers of a facet are those under all the others. */
  g_assert_cmpuint (count_years (f, 2025, 2027), ==, n_within);
  g_assert_cmpuint (ytt_facet_row_get_count (unrecorded), ==, n_unrecorded);

  /* What is typed next is left out as well. */
  enter (f, get_entry (page, 1), "2030");
  assert_filter (f, "start=!2025..2030");
  g_assert_cmpuint (get_n_shown (f), ==, 221 - count_years (f, 2025, 2030));

  hand_click (leave_out, 0.5);
  wait_for_filter (f, "start=2025..2030");
  assert_chips (f, "2025–2030;");
  hand_click (leave_out, 0.5);
  wait_for_filter (f, "start=!2025..2030");
  activate (f, get_chip (f, 0));
  assert_filter (f, "");
  g_assert_false (is_pressed (page));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_entry (page, 0))), ==, "");
  hand_leave ();
  close_popover (popover);
}

/* The toggle may come first; closed, the popover forgets a wish that no range came to. */
static void
test_leave_out_first (Fixture       *f,
                      gconstpointer  data)
{
  GtkWidget *popover = open_popover (f, "More");
  GtkWidget *page = open_page (f, popover, "Newest source");

  activate (f, get_range_leave_out (page));
  assert_filter (f, "");
  activate (f, get_check (find_row (page, "")));
  g_assert_true (is_pressed (page));
  enter (f, get_entry (page, 0), "2025");
  assert_filter (f, "newest-source=&newest-source=!..2024-12-31");
  enter (f, get_entry (page, 0), "");
  assert_filter (f, "newest-source=");
  g_assert_true (is_pressed (page));
  clear_filter (f);
  close_popover (popover);
  g_assert_false (is_pressed (page));
}

/* Of a capacity, each basis has its own range, and its own way to take it. */
static void
test_leave_out_capacity (Fixture       *f,
                         gconstpointer  data)
{
  GtkWidget *popover = open_popover (f, "More");
  GtkWidget *page = open_page (f, popover, "Capacity");
  GtkWidget *basis = find_first (page, GTK_TYPE_DROP_DOWN);
  guint n_within;

  enter (f, get_entry (page, 0), "1000");
  n_within = get_n_shown (f);
  activate (f, get_range_leave_out (page));
  assert_filter (f, "capacity=!magnets:1000..");
  g_assert_cmpuint (get_n_shown (f), ==, 221 - n_within);
  assert_chips (f, "not magnets ≥ 1,000 t/yr;");

  gtk_drop_down_set_selected (GTK_DROP_DOWN (basis), 1);
  g_assert_false (is_pressed (page));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (basis), 0);
  g_assert_true (is_pressed (page));

  /* Whose text leaves a range out, too, finds it so. */
  set_filter (f, "capacity=magnets:..500");
  g_assert_false (is_pressed (page));
  set_filter (f, "capacity=!magnets:..500");
  g_assert_true (is_pressed (page));
  activate (f, get_leave_out (find_row (page, "")));
  assert_filter (f, "capacity=!magnets:..500&capacity=!");
  close_popover (popover);
}

/* Not a click: from the button on by keys alone. */
static void
test_keyboard (Fixture       *f,
               gconstpointer  data)
{
  GtkMenuButton *button = get_button (f, "More");
  GtkWidget *popover, *page;

  wait_until (is_counted, f->session);
  gtk_widget_child_focus (GTK_WIDGET (button), GTK_DIR_TAB_FORWARD);
  hand_press ("space");
  popover = wait_for_popover (button);
  page = open_page_by_keys (popover, "Start");

  wait_until (has_focus, get_entry (page, 0));
  hand_type ("2025");
  hand_press ("Tab");
  wait_until (has_focus, get_entry (page, 1));
  hand_type ("2027");
  hand_press ("Tab");
  wait_until (has_focus, get_range_leave_out (page));
  hand_press ("space");
  wait_for_filter (f, "start=!2025..2027");
  hand_press ("Tab");
  wait_until (has_focus, get_check (find_row (page, "")));
  hand_press ("Right");
  wait_until (has_focus, get_leave_out (find_row (page, "")));
  hand_press ("space");
  wait_for_filter (f, "start=!2025..2027&start=!");
  assert_chips (f, "not 2025–2027;start recorded;Clear all;");
  hand_press ("Escape");
  wait_until (is_unmapped, popover);
  wait_until (has_focus, button);
}

static void
test_names (Fixture       *f,
            gconstpointer  data)
{
  static const struct { const char *title, *name; } pages[] = {
    { "Start", "Exclude these years" },
    { "Capacity", "Exclude these capacities" },
    { "Newest source", "Exclude what is older" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GtkWidget *popover = open_popover (f, "More");
      GtkWidget *leave_out = get_range_leave_out (open_page (f, popover, pages[i].title));

      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (leave_out), GTK_ACCESSIBLE_PROPERTY_LABEL, pages[i].name);
      activate (f, leave_out);
      gtk_test_accessible_assert_state (GTK_ACCESSIBLE (leave_out), GTK_ACCESSIBLE_STATE_PRESSED,
                                        GTK_ACCESSIBLE_TRISTATE_TRUE);
      close_popover (popover);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/filter-ranges/years", test_years);
  ADD ("/filter-ranges/capacity", test_capacity);
  ADD ("/filter-ranges/newest-source", test_newest_source);
  ADD ("/filter-ranges/leave-out", test_leave_out);
  ADD ("/filter-ranges/leave-out-first", test_leave_out_first);
  ADD ("/filter-ranges/leave-out-capacity", test_leave_out_capacity);
  ADD ("/filter-ranges/keyboard", test_keyboard);
  ADD ("/filter-ranges/names", test_names);
#undef ADD

  return g_test_run ();
}
