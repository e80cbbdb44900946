#include "config.h"

#include "window-fixture.h"
#include "ytt-facet-list.h"
#include "ytt-facet-row.h"
#include "ytt-filter-bar.h"
#include "ytt-filter-chips.h"
#include "ytt-range-editor.h"
#include "ytt-state.h"

typedef struct
{
  WindowFixture  window_fixture;
  YttWindow     *window;
  YttSession    *session;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  window_fixture_set_up (&f->window_fixture, data);
  f->window = open_window (&f->window_fixture, f->window_fixture.document);
  f->session = ytt_window_get_session (f->window);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  close_window (f->window);
  window_fixture_tear_down (&f->window_fixture, data);
}

static void
collect (GtkWidget *widget,
         GType      type,
         GPtrArray *found)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

static GPtrArray *
find_all (GtkWidget *widget,
          GType      type)
{
  GPtrArray *found = g_ptr_array_new ();

  collect (widget, type, found);

  return found;
}

static GtkWidget *
find_first (GtkWidget *widget,
            GType      type)
{
  g_autoptr(GPtrArray) found = find_all (widget, type);

  return found->len > 0 ? g_ptr_array_index (found, 0) : NULL;
}

static GtkMenuButton *
get_button (Fixture    *f,
            const char *label)
{
  g_autoptr(GPtrArray) buttons = find_all (find_first (GTK_WIDGET (f->window), YTT_TYPE_FILTER_BAR),
                                           GTK_TYPE_MENU_BUTTON);

  for (guint i = 0; i < buttons->len; i++)
    if (g_str_equal (gtk_menu_button_get_label (g_ptr_array_index (buttons, i)), label))
      return g_ptr_array_index (buttons, i);

  g_assert_not_reached ();
}

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

static gboolean
is_unmapped (gpointer data)
{
  return !gtk_widget_get_mapped (data);
}

static gboolean
has_size (gpointer data)
{
  return gtk_widget_get_height (data) > 0;
}

static gboolean
is_counted (gpointer data)
{
  YttSession *session = data;

  return !ytt_session_get_loading (session) && ytt_session_get_counts (session) != NULL;
}

static GtkWidget *
open_popover (Fixture    *f,
              const char *label)
{
  GtkMenuButton *button = get_button (f, label);
  GtkWidget *popover;

  wait_until (is_counted, f->session);
  gtk_menu_button_popup (button);
  popover = GTK_WIDGET (gtk_menu_button_get_popover (button));
  g_assert_nonnull (popover);
  /* GTK 4.8 minds a popover being closed while the pointer, wherever it is, waits for a tooltip in it. */
  gtk_widget_set_can_target (gtk_popover_get_child (GTK_POPOVER (popover)), FALSE);
  wait_until (is_mapped, popover);

  return popover;
}

static void
close_popover (GtkWidget *popover)
{
  gtk_popover_popdown (GTK_POPOVER (popover));
  wait_until (is_unmapped, popover);
}

/* The page of a facet that has no button of its own. */
static GtkWidget *
open_page (Fixture    *f,
           GtkWidget  *popover,
           const char *title)
{
  g_autoptr(GPtrArray) rows = find_all (popover, ADW_TYPE_ACTION_ROW);
  GtkWidget *stack = find_first (popover, GTK_TYPE_STACK);

  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (adw_preferences_row_get_title (g_ptr_array_index (rows, i)), title))
      {
        gtk_widget_activate (g_ptr_array_index (rows, i));
        return gtk_stack_get_visible_child (GTK_STACK (stack));
      }

  g_assert_not_reached ();
}

static YttFacetRow *
find_row (GtkWidget  *where,
          const char *value)
{
  g_autoptr(GPtrArray) rows = find_all (where, YTT_TYPE_FACET_ROW);

  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (ytt_facet_row_get_value (g_ptr_array_index (rows, i)), value))
      return g_ptr_array_index (rows, i);

  return NULL;
}

static GtkWidget *
get_check (YttFacetRow *row)
{
  return find_first (GTK_WIDGET (row), GTK_TYPE_CHECK_BUTTON);
}

static GtkWidget *
get_leave_out (YttFacetRow *row)
{
  return find_first (GTK_WIDGET (row), GTK_TYPE_TOGGLE_BUTTON);
}

static guint
get_n_shown (Fixture *f)
{
  wait_until (is_counted, f->session);

  return g_list_model_get_n_items (G_LIST_MODEL (ytt_session_get_facilities (f->session)));
}

static void
activate (Fixture   *f,
          GtkWidget *widget)
{
  g_assert_true (gtk_widget_is_sensitive (widget));
  /* A button that is activated plays being pressed first. */
  if (GTK_IS_BUTTON (widget))
    g_signal_emit_by_name (widget, "clicked");
  else
    gtk_widget_activate (widget);
  wait_until (is_counted, f->session);
}

static void
clear_filter (Fixture *f)
{
  ytt_session_set_filter (f->session, NULL);
  wait_until (is_counted, f->session);
}

static void
set_filter (Fixture    *f,
            const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(YttFilter) filter = ytt_filter_from_string (text, &error);

  g_assert_no_error (error);
  ytt_session_set_filter (f->session, filter);
  wait_until (is_counted, f->session);
}

static void
assert_filter (Fixture    *f,
               const char *text)
{
  g_autofree char *filter = ytt_filter_to_string (ytt_session_get_filter (f->session));

  g_assert_cmpstr (filter, ==, text);
}

/* Each value of a list brings as many facilities as it says, asked for and left out. */
static void
check_rows (Fixture   *f,
            GtkWidget *where)
{
  g_autoptr(GPtrArray) rows = find_all (where, YTT_TYPE_FACET_ROW);

  g_assert_cmpuint (rows->len, >, 1);
  for (guint i = 0; i < MIN (rows->len, 12); i++)
    {
      YttFacetRow *row = g_ptr_array_index (rows, i);
      guint count = ytt_facet_row_get_count (row);

      activate (f, get_check (row));
      g_assert_cmpint (ytt_facet_row_get_state (row), ==, YTT_FACET_ROW_WANTED);
      g_assert_cmpuint (get_n_shown (f), ==, count);
      /* The row's own number stays, for it is that under all other facets. */
      g_assert_cmpuint (ytt_facet_row_get_count (row), ==, count);

      activate (f, get_leave_out (row));
      g_assert_cmpint (ytt_facet_row_get_state (row), ==, YTT_FACET_ROW_LEFT_OUT);
      g_assert_cmpuint (get_n_shown (f), ==, 221 - count);

      activate (f, get_leave_out (row));
      g_assert_cmpint (ytt_facet_row_get_state (row), ==, YTT_FACET_ROW_OFF);
      g_assert_cmpuint (get_n_shown (f), ==, 221);
    }
}

static gboolean
has_focus_within (GtkWidget *widget,
                  YttWindow *window)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static gboolean
has_no_focus (gpointer data)
{
  return !has_focus_within (data, YTT_WINDOW (gtk_widget_get_root (data)));
}

static void
test_buttons (Fixture       *f,
              gconstpointer  data)
{
  static const char * const labels[] = { "Stage", "Status", "Country" };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      GtkWidget *popover;

      /* Nothing of it is made before it is wanted. */
      g_assert_null (gtk_menu_button_get_popover (get_button (f, labels[i])));
      popover = open_popover (f, labels[i]);
      check_rows (f, popover);
      close_popover (popover);
    }
}

static void
test_more (Fixture       *f,
           gconstpointer  data)
{
  static const char * const titles[] = { "Element", "Organisation", "Place", "Contradictions" };

  g_assert_null (gtk_menu_button_get_popover (get_button (f, "More")));
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      GtkWidget *popover = open_popover (f, "More");

      check_rows (f, open_page (f, popover, titles[i]));
      close_popover (popover);
      wait_until (has_no_focus, popover);
    }
}

typedef struct
{
  GtkWidget  *where;
  const char *there;
  const char *gone;
} Expected;

static gboolean
is_searched (gpointer data)
{
  Expected *expected = data;

  return (expected->there == NULL || find_row (expected->where, expected->there) != NULL)
         && find_row (expected->where, expected->gone) == NULL;
}

/* A region is all its countries, and a country in it can be left out. */
static void
test_regions (Fixture       *f,
              gconstpointer  data)
{
  GtkWidget *popover = open_popover (f, "Country");
  YttFacetRow *asia = find_row (popover, "142");
  YttFacetRow *china = find_row (popover, "CN");
  guint n_asia = ytt_facet_row_get_count (asia);
  guint n_china = ytt_facet_row_get_count (china);
  GtkWidget *search = find_first (popover, GTK_TYPE_SEARCH_ENTRY);

  g_assert_cmpuint (n_china, ==, 51);
  activate (f, get_check (asia));
  g_assert_cmpuint (get_n_shown (f), ==, n_asia);
  activate (f, get_leave_out (china));
  g_assert_cmpuint (get_n_shown (f), ==, n_asia - n_china);
  assert_filter (f, "country=142&country=!CN");

  /* The search finds regions and countries by the beginnings of their words. */
  g_assert_true (gtk_widget_get_visible (search));
  gtk_editable_set_text (GTK_EDITABLE (search), "king");
  wait_until (is_searched, &((Expected) { popover, "GB", "142" }));
  gtk_editable_set_text (GTK_EDITABLE (search), "east asi");
  wait_until (is_searched, &((Expected) { popover, "030", "GB" }));
  g_assert_nonnull (find_row (popover, "035"));   /* South-eastern Asia */
  gtk_editable_set_text (GTK_EDITABLE (search), "TURK");
  wait_until (is_searched, &((Expected) { popover, "TR", "030" }));
  gtk_editable_set_text (GTK_EDITABLE (search), "urk");
  wait_until (is_searched, &((Expected) { popover, NULL, "TR" }));
  gtk_editable_set_text (GTK_EDITABLE (search), "qqq");
  wait_until (is_searched, &((Expected) { popover, NULL, "GB" }));
  gtk_editable_set_text (GTK_EDITABLE (search), "");
  wait_until (is_searched, &((Expected) { popover, "142", "qqq" }));
  close_popover (popover);
}

/* What other facets leave nothing of is dimmed, and still there. */
static void
test_other_facets (Fixture       *f,
                   gconstpointer  data)
{
  GtkWidget *popover;
  YttFacetRow *row;

  set_filter (f, "country=EE");
  popover = open_popover (f, "Stage");
  row = find_row (popover, "mining");
  g_assert_nonnull (row);
  g_assert_cmpuint (ytt_facet_row_get_count (row), ==, 0);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (row), "none"));
  row = find_row (popover, "magnet");
  g_assert_cmpuint (ytt_facet_row_get_count (row), ==, 1);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (row), "none"));

  /* The numbers follow while the list is open, and the rows stay where they are. */
  clear_filter (f);
  g_assert_true (find_row (popover, "magnet") == row);
  g_assert_cmpuint (ytt_facet_row_get_count (row), >, 1);
  close_popover (popover);
}

/* Who draws the border is chosen with light and heavy, and stays with the filter. */
static void
test_definition (Fixture       *f,
                 gconstpointer  data)
{
  GtkWidget *popover = open_popover (f, "More");
  GtkWidget *page = open_page (f, popover, "Element");
  GtkWidget *definition = find_first (page, GTK_TYPE_DROP_DOWN);
  guint n_usgs, n_eu;

  activate (f, get_check (find_row (page, "light")));
  n_usgs = get_n_shown (f);
  g_assert_cmpstr (ytt_facet_row_get_label (find_row (page, "light")), ==, "Light (USGS)");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (definition), 1);
  n_eu = get_n_shown (f);
  assert_filter (f, "element=light&definition=eu");
  g_assert_cmpstr (ytt_facet_row_get_label (find_row (page, "light")), ==, "Light (European Union)");
  g_assert_cmpint (ytt_facet_row_get_state (find_row (page, "light")), ==, YTT_FACET_ROW_WANTED);
  /* To the USGS europium and gadolinium are light. */
  g_assert_cmpuint (n_eu, <=, n_usgs);
  close_popover (popover);
}

static GtkWidget *
get_entry (GtkWidget *page,
           guint      position)
{
  g_autoptr(GPtrArray) entries = find_all (page, GTK_TYPE_ENTRY);

  g_assert_cmpuint (position, <, entries->len);

  return g_ptr_array_index (entries, position);
}

static void
enter (Fixture    *f,
       GtkWidget  *entry,
       const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
  wait_until (is_counted, f->session);
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

  gtk_drop_down_set_selected (GTK_DROP_DOWN (basis), 1);
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

static GtkWidget *
get_chips (Fixture *f)
{
  return find_first (GTK_WIDGET (f->window), YTT_TYPE_FILTER_CHIPS);
}

static char *
get_chip_texts (Fixture *f)
{
  g_autoptr(GPtrArray) labels = find_all (get_chips (f), GTK_TYPE_LABEL);
  g_autoptr(GString) texts = g_string_new (NULL);

  for (guint i = 0; i < labels->len; i++)
    g_string_append_printf (texts, "%s;", gtk_label_get_text (g_ptr_array_index (labels, i)));

  return g_string_free (g_steal_pointer (&texts), FALSE);
}

static GtkWidget *
get_chip (Fixture *f,
          guint    position)
{
  g_autoptr(GPtrArray) chips = find_all (get_chips (f), GTK_TYPE_BUTTON);

  g_assert_cmpuint (position, <, chips->len);

  return g_ptr_array_index (chips, position);
}

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

/* From the search on with Tab, Space and arrows; the focus is never lost. */
static void
test_keyboard (Fixture       *f,
               gconstpointer  data)
{
  GtkWidget *window = GTK_WIDGET (f->window);
  GtkWidget *popover, *focus;

  wait_until (is_counted, f->session);
  ytt_list_pane_focus_search (f->window->list_pane);
  gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
  g_assert_true (has_focus_within (GTK_WIDGET (get_button (f, "Stage")), f->window));
  popover = open_popover (f, "Stage");
  /* Arrows go by where things are. */
  wait_until (has_size, get_check (find_row (popover, "magnet")));

  /* The first row, the second, and its other control. */
  focus = gtk_root_get_focus (GTK_ROOT (f->window));
  g_assert_true (focus == get_check (find_row (popover, "recycling")));
  gtk_widget_child_focus (popover, GTK_DIR_DOWN);
  focus = gtk_root_get_focus (GTK_ROOT (f->window));
  g_assert_true (focus == get_check (find_row (popover, "mining")));
  activate (f, focus);
  assert_filter (f, "stage=mining");
  gtk_widget_child_focus (popover, GTK_DIR_RIGHT);
  focus = gtk_root_get_focus (GTK_ROOT (f->window));
  g_assert_true (focus == get_leave_out (find_row (popover, "mining")));
  activate (f, focus);
  assert_filter (f, "stage=!mining");
  close_popover (popover);

  /* Chips, one after the other. */
  set_filter (f, "stage=mining&country=CN");
  gtk_widget_grab_focus (get_chip (f, 0));
  activate (f, gtk_root_get_focus (GTK_ROOT (f->window)));
  assert_filter (f, "country=CN");
  g_assert_true (gtk_root_get_focus (GTK_ROOT (f->window)) == get_chip (f, 0));
  activate (f, get_chip (f, 0));
  assert_filter (f, "");
  g_assert_true (has_focus_within (find_first (window, YTT_TYPE_FILTER_BAR), f->window));
}

static void
test_names (Fixture       *f,
            gconstpointer  data)
{
  GtkWidget *popover = open_popover (f, "Stage");
  YttFacetRow *row = find_row (popover, "magnet");

  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (get_check (row)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Magnets, 55 facilities");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (get_leave_out (row)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Exclude Magnets");
  activate (f, get_check (row));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (get_check (row)), GTK_ACCESSIBLE_STATE_CHECKED,
                                    GTK_ACCESSIBLE_TRISTATE_TRUE);
  close_popover (popover);
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

  set_filter (f, "stage=magnet&country=!CN");
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
  ADD ("/filter/buttons", test_buttons);
  ADD ("/filter/more", test_more);
  ADD ("/filter/regions", test_regions);
  ADD ("/filter/other-facets", test_other_facets);
  ADD ("/filter/definition", test_definition);
  ADD ("/filter/years", test_years);
  ADD ("/filter/capacity", test_capacity);
  ADD ("/filter/newest-source", test_newest_source);
  ADD ("/filter/chips", test_chips);
  ADD ("/filter/keyboard", test_keyboard);
  ADD ("/filter/names", test_names);
  ADD ("/filter/nothing-found", test_nothing_found);
  ADD ("/filter/narrow", test_narrow);
  ADD ("/filter/right-to-left", test_right_to_left);
  ADD ("/filter/trail", test_trail);
  ADD ("/filter/restore", test_restore);
#undef ADD

  return g_test_run ();
}
