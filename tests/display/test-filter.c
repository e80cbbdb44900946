#include "config.h"

#include "filter-fixture.h"

/* What the lists of values offer, and what each brings. */

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

static gboolean
has_size (gpointer data)
{
  return gtk_widget_get_height (data) > 0;
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
  ADD ("/filter/keyboard", test_keyboard);
  ADD ("/filter/names", test_names);
#undef ADD

  return g_test_run ();
}
