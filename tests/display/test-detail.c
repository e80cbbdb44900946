#include "config.h"

#include <adwaita.h>

#include "detail-fixture.h"
#include "detail-widgets.h"
#include "ytt-claim-row.h"
#include "ytt-element-strip.h"
#include "ytt-figure-row.h"
#include "ytt-record-header.h"
#include "ytt-record-view.h"
#include "ytt-web.h"
#include "ytt-wrap-box.h"

/* A record view in a window, and what its rows asked the pane for. */
typedef struct
{
  GtkWidget     *window;
  YttRecordView *view;
  GString       *asked;
} Fixture;

static void
asked_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  g_autofree char *text = g_variant_print (parameter, FALSE);
  Fixture *f = user_data;

  g_string_append_printf (f->asked, "%s %s;", g_action_get_name (G_ACTION (action)), text);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  static const GActionEntry entries[] = {
    { .name = "open", .activate = asked_cb, .parameter_type = "s" },
    { .name = "search", .activate = asked_cb, .parameter_type = "s" },
    { .name = "select", .activate = asked_cb, .parameter_type = "x" },
    { .name = "organisation", .activate = asked_cb, .parameter_type = "x" },
  };
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr(YttRecord) record = create_narva ();

  f->asked = g_string_new (NULL);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), f);

  f->view = g_object_new (YTT_TYPE_RECORD_VIEW, NULL);
  f->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (f->window), 372, 700);
  gtk_window_set_child (GTK_WINDOW (f->window), GTK_WIDGET (f->view));
  gtk_widget_insert_action_group (f->window, "detail", G_ACTION_GROUP (group));
  ytt_record_view_set_record (f->view, record);
  gtk_window_present (GTK_WINDOW (f->window));
  wait_until (find (GTK_WIDGET (f->view), is_text, "Sources") != NULL);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  GtkWidget *view = GTK_WIDGET (f->view);

  /* What lives on in a pane would live on at every selection. */
  g_object_add_weak_pointer (G_OBJECT (view), (gpointer *) &view);
  gtk_window_destroy (GTK_WINDOW (f->window));
  wait_until (view == NULL);
  g_string_free (f->asked, TRUE);
}

static void
test_web_address (void)
{
  static const struct
  {
    const char *uri;
    gboolean    web;
  } cases[] = {
    { "https://example.org/a?b=c#d", TRUE },
    { "http://example.org", TRUE },
    { "HTTPS://EXAMPLE.ORG", TRUE },
    { "https://xn--bcher-kva.example/", TRUE },
    { NULL, FALSE },
    { "", FALSE },
    { "example.org", FALSE },
    { "https:", FALSE },
    { "https:///etc/passwd", FALSE },
    { "file:///etc/passwd", FALSE },
    { "javascript:alert(1)", FALSE },
    { "mailto:somebody@example.org", FALSE },
    { "smb://example.org/share", FALSE },
    { "https ://example.org", FALSE },
    { "httpsx://example.org", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    if (ytt_web_is_address (cases[i].uri) != cases[i].web)
      g_error ("“%s” is taken for the other kind", cases[i].uri);
}

static void
test_figure (Fixture       *f,
             gconstpointer  data)
{
  GtkWidget *figure = find (GTK_WIDGET (f->view), is_figure, "capex");

  g_assert_nonnull (figure);
  g_assert_nonnull (find (figure, is_text, "Plant cost"));
  g_assert_nonnull (find (figure, is_text, "EUR\302\24075\302\240million"));
  g_assert_nonnull (find (figure, is_text, "as stated · Automotive World, 19\302\240Sep\302\2402025"));
  g_assert_nonnull (find (figure, is_text, "7 claims"));
  g_assert_nonnull (find (figure, is_icon, "dialog-warning-symbolic"));

  figure = find (GTK_WIDGET (f->view), is_figure, "start");
  g_assert_nonnull (find (figure, is_text, "1 claim"));
  g_assert_null (find (figure, is_icon, "dialog-warning-symbolic"));
}

static void
test_ledger (Fixture       *f,
             gconstpointer  data)
{
  const GType claim_row = YTT_TYPE_CLAIM_ROW, badge_type = GTK_TYPE_TOGGLE_BUTTON;
  GtkWidget *figure = find (GTK_WIDGET (f->view), is_figure, "capex");
  GtkWidget *badge = find (figure, is_of_type, &badge_type);

  g_assert_cmpuint (count (figure, is_of_type, &claim_row), ==, 0);
  gtk_test_accessible_assert_property (badge, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Plant cost: EUR\302\24075\302\240million, 7 claims, sources differ");
  gtk_test_accessible_assert_state (badge, GTK_ACCESSIBLE_STATE_EXPANDED, FALSE);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (badge), TRUE);
  iterate (20);
  gtk_test_accessible_assert_state (badge, GTK_ACCESSIBLE_STATE_EXPANDED, TRUE);
  g_assert_cmpuint (count (figure, is_of_type, &claim_row), ==, 7);
  wait_until (find (figure, is_text, "Shown: the newest claim about the plant itself") != NULL);

  /* Of the six others, one speaks of the same thing, in the same currency and the same year, and says otherwise. */
  g_assert_cmpuint (count (figure, is_text, "differs"), ==, 1);
  g_assert_cmpuint (count (figure, is_icon, "object-select-symbolic"), ==, 7);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (badge), FALSE);
  wait_until (find (figure, is_text, "differs") == NULL);
}

static void
test_promise (Fixture       *f,
              gconstpointer  data)
{
  GtkWidget *figure = find (GTK_WIDGET (f->view), is_figure, "jobs");

  g_assert_nonnull (find (figure, is_text, "100\302\240people"));
  g_assert_nonnull (find (figure, is_text,
                          "Promised since: 400\302\240people · expected · Rohstoff.net, Nov\302\2402025"));
}

static void
test_status (Fixture       *f,
             gconstpointer  data)
{
  const GType header_type = YTT_TYPE_RECORD_HEADER, chip_type = GTK_TYPE_TOGGLE_BUTTON;
  const GType claim_row = YTT_TYPE_CLAIM_ROW;
  GtkWidget *header = find (GTK_WIDGET (f->view), is_of_type, &header_type);
  GtkWidget *chip = find (header, is_of_type, &chip_type);

  gtk_test_accessible_assert_property (chip, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Status: Commissioning, Dec\302\2402025, 2 claims");
  ytt_record_header_set_expanded (YTT_RECORD_HEADER (header), TRUE);
  g_assert_cmpuint (count (header, is_of_type, &claim_row), ==, 2);
}

static void
test_supply (Fixture       *f,
             gconstpointer  data)
{
  GtkWidget *row = find (GTK_WIDGET (f->view), is_row_titled, "Silmet separation plant");

  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "NdPr oxide, planned for 2026");
  g_signal_emit_by_name (row, "activate");
  g_assert_cmpstr (f->asked->str, ==, "select 815;");

  row = find (GTK_WIDGET (f->view), is_row_titled, "Schaeffler");
  g_signal_emit_by_name (row, "activate");
  g_assert_cmpstr (f->asked->str, ==, "select 815;organisation 4711;");
}

/* Shows all rows of the section whose list is cut, as somebody does who asks for all. */
static void
show_all (Fixture    *f,
          const char *text)
{
  GtkWidget *label = find (GTK_WIDGET (f->view), is_text, text);

  g_assert_nonnull (label);
  g_signal_emit_by_name (gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX), "row-activated",
                         gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW));
}

static void
test_sources (Fixture       *f,
              gconstpointer  data)
{
  GtkWidget *row;

  g_assert_null (find (GTK_WIDGET (f->view), is_row_titled,
                       "Gallery: Canadian company opens new magnet factory in Narva"));
  show_all (f, "All 8");

  row = find (GTK_WIDGET (f->view), is_row_titled, "Neo opens Estonia rare earth plant to cut EU reliance on China");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==,
                   "Automotive World · 19\302\240Sep\302\2402025");
  g_signal_emit_by_name (row, "activate");
  g_assert_cmpstr (f->asked->str, ==, "open 'https://www.automotiveworld.com/articles/neo-opens-estonia-rare-earth-"
                                      "plant-to-cut-eu-reliance-on-china/';");

  /* A file, a script and a source without an address. */
  row = find (GTK_WIDGET (f->view), is_row_titled,
              "Europe's EV makers line up at Estonia rare earth magnet site (Bloomberg)");
  g_assert_false (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (row)));
  row = find (GTK_WIDGET (f->view), is_row_titled, "EU-Funded Magnet Factory in Estonia <b>Expected</b> & Awaited");
  g_assert_false (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (row)));
  row = find (GTK_WIDGET (f->view), is_row_titled,
              "Silmeti omanik alustab suvel Narva 100-miljoni-eurose magnetitehase ehitust");
  g_assert_false (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (row)));
}

static gboolean
has_link_to_no_page (GtkWidget     *widget,
                     gconstpointer  data)
{
  const char *markup = GTK_IS_LABEL (widget) ? gtk_label_get_label (GTK_LABEL (widget)) : "";

  return strstr (markup, "file:") != NULL || strstr (markup, "javascript:") != NULL;
}

static gboolean
has_web_link (GtkWidget     *widget,
              gconstpointer  data)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_label (GTK_LABEL (widget)), "<a href=\"https:") != NULL;
}

static gboolean
repeats_itself (GtkWidget     *widget,
                gconstpointer  data)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_tooltip_text (widget) != NULL
         && strstr (gtk_label_get_text (GTK_LABEL (widget)), gtk_widget_get_tooltip_text (widget)) != NULL;
}

static gboolean
is_cut_off (GtkWidget     *widget,
            gconstpointer  data)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
         && pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget)));
}

/* Lines break where they have to, so that no tooltip is needed to read their end. */
static void
test_whole_lines (Fixture       *f,
                  gconstpointer  data)
{
  GtkWidget *figure = find (GTK_WIDGET (f->view), is_figure, "capex");

  ytt_figure_row_set_expanded (YTT_FIGURE_ROW (figure), TRUE);
  iterate (20);
  g_assert_cmpuint (count (figure, repeats_itself, NULL), ==, 0);
  g_assert_cmpuint (count (figure, is_cut_off, NULL), ==, 0);
}

static void
test_claim_links (Fixture       *f,
                  gconstpointer  data)
{
  GtkWidget *figure = find (GTK_WIDGET (f->view), is_figure, "capex");
  GtkWidget *label;
  gboolean handled = FALSE;

  ytt_figure_row_set_expanded (YTT_FIGURE_ROW (figure), TRUE);
  g_assert_cmpuint (count (figure, has_link_to_no_page, NULL), ==, 0);
  g_assert_cmpuint (count (figure, has_web_link, NULL), ==, 3);

  label = find (figure, has_web_link, NULL);
  g_signal_emit_by_name (label, "activate-link", "https://example.org/", &handled);
  g_assert_true (handled);
  g_assert_cmpstr (f->asked->str, ==, "open 'https://example.org/';");
}

static void
test_announcements (Fixture       *f,
                    gconstpointer  data)
{
  const GType expander = ADW_TYPE_EXPANDER_ROW;
  GtkWidget *row;

  g_assert_cmpuint (count (GTK_WIDGET (f->view), is_of_type, &expander), ==, 3);
  show_all (f, "All 5");
  g_assert_null (find (GTK_WIDGET (f->view), is_text, "All 5"));
  g_assert_cmpuint (count (GTK_WIDGET (f->view), is_of_type, &expander), ==, 5);

  row = find (GTK_WIDGET (f->view), is_row_titled, "Export Development Canada lends Neo USD 50 million for Narva");
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==, "2024 · Loan");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  wait_until (find (row, is_text,
                    "Credit for the Estonian magnet plant.\n\n"
                    "Amount: up to USD\302\24050\302\240million\n"
                    "Issuer: Neo Performance Materials\n"
                    "Sources: Automotive World, Moneycontrol") != NULL);
  g_assert_cmpuint (count (row, has_web_link, NULL), ==, 1);
  g_assert_cmpuint (count (row, has_link_to_no_page, NULL), ==, 0);
}

static void
test_elements (Fixture       *f,
               gconstpointer  data)
{
  const GType strip_type = YTT_TYPE_ELEMENT_STRIP;
  GtkWidget *strip = find (GTK_WIDGET (f->view), is_of_type, &strip_type);
  g_autoptr(GListModel) elements = gtk_widget_observe_children (strip);

  gtk_test_accessible_assert_role (strip, GTK_ACCESSIBLE_ROLE_LIST);
  g_assert_cmpuint (g_list_model_get_n_items (elements), ==, 17);
  gtk_test_accessible_assert_property (find (strip, is_text, "Nd"), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Nd, neodymium, named");
  gtk_test_accessible_assert_property (find (strip, is_text, "Dy"), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Dy, dysprosium, not named");
  g_assert_null (find (GTK_WIDGET (f->view), is_text, "Not recorded: which elements it is about."));
}

static void
assert_button (GtkWidget  *row,
               const char *icon_name,
               const char *action_name)
{
  GtkWidget *icon = find (row, is_icon, icon_name);
  GtkWidget *button;

  g_assert_nonnull (icon);
  button = gtk_widget_get_ancestor (icon, GTK_TYPE_BUTTON);
  g_assert_nonnull (button);
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), ==, action_name);
}

static void
test_place (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(YttRecord) unplaced = create_unplaced ();
  GtkWidget *row;

  row = find (GTK_WIDGET (f->view), is_row_titled, "59.3618°\302\240N, 28.1478°\302\240E");
  g_assert_nonnull (row);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "The site itself, from Grondstoffen-atlas");
  assert_button (row, "edit-copy-symbolic", "detail.copy-coordinates");
  assert_button (row, "find-location-symbolic", "win.go-to-selection");
  assert_button (row, "adw-external-link-symbolic", "detail.open-place");

  ytt_record_view_set_record (f->view, unplaced);
  iterate (20);
  row = find (GTK_WIDGET (f->view), is_row_titled, "Place unknown: in the list, not on the map.");
  g_assert_nonnull (row);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "Only the country is told.");
  g_assert_null (find (row, is_icon, "find-location-symbolic"));
  g_assert_null (find (row, is_icon, "adw-external-link-symbolic"));
  g_assert_nonnull (find (GTK_WIDGET (f->view), is_text, "Not recorded: which elements it is about."));
  g_assert_null (find (GTK_WIDGET (f->view), is_text, "Figures"));
}

static void
test_operator (Fixture       *f,
               gconstpointer  data)
{
  gint64 operator = ((YttOrganisation *) g_ptr_array_index (ytt_record_view_get_record (f->view)->operators, 0))->id;
  g_autofree char *asked = g_strdup_printf ("organisation %" G_GINT64_FORMAT ";", operator);
  gboolean handled = FALSE;

  g_signal_emit_by_name (find (GTK_WIDGET (f->view), is_text, "Neo Performance Materials"),
                         "activate-link", "0", &handled);
  g_assert_true (handled);
  g_assert_cmpstr (f->asked->str, ==, asked);

  /* A name that looks like markup is a name. */
  g_assert_nonnull (find (GTK_WIDGET (f->view), is_row_titled, "Neo & <i>Sons</i>"));
}

static double
get_scrolled (Fixture *f)
{
  const GType scroller = GTK_TYPE_SCROLLED_WINDOW;
  GtkWidget *widget = find (GTK_WIDGET (f->view), is_of_type, &scroller);

  return gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (widget)));
}

static void
test_read_again (Fixture       *f,
                 gconstpointer  data)
{
  const GType scroller = GTK_TYPE_SCROLLED_WINDOW;
  GtkWidget *widget = find (GTK_WIDGET (f->view), is_of_type, &scroller);
  g_autoptr(YttRecord) again = create_narva ();
  g_autoptr(YttRecord) other = create_narva ();

  ytt_figure_row_set_expanded (YTT_FIGURE_ROW (find (GTK_WIDGET (f->view), is_figure, "capex")), TRUE);
  iterate (300);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (widget)), 150);

  ytt_record_view_set_record (f->view, again);
  iterate (300);
  g_assert_true (ytt_figure_row_get_expanded (YTT_FIGURE_ROW (find (GTK_WIDGET (f->view), is_figure, "capex"))));
  g_assert_false (ytt_figure_row_get_expanded (YTT_FIGURE_ROW (find (GTK_WIDGET (f->view), is_figure, "jobs"))));
  g_assert_cmpfloat (get_scrolled (f), ==, 150);

  other->id++;
  ytt_record_view_set_record (f->view, other);
  iterate (300);
  g_assert_false (ytt_figure_row_get_expanded (YTT_FIGURE_ROW (find (GTK_WIDGET (f->view), is_figure, "capex"))));
  g_assert_cmpfloat (get_scrolled (f), ==, 0);
}

static void
test_names (Fixture       *f,
            gconstpointer  data)
{
  g_assert_cmpuint (count (GTK_WIDGET (f->view), is_nameless_button, NULL), ==, 0);
}

/* Nothing makes the pane wider than the narrowest window, not even large text. */
static void
test_narrow (Fixture       *f,
             gconstpointer  data)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi, minimum;

  ytt_figure_row_set_expanded (YTT_FIGURE_ROW (find (GTK_WIDGET (f->view), is_figure, "capex")), TRUE);
  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 96 * 1024 * 3 / 2, NULL);
  iterate (50);
  gtk_widget_measure (GTK_WIDGET (f->view), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);

  g_assert_cmpint (minimum, <=, 360);
}

static int
measure (GtkWidget      *widget,
         GtkOrientation  orientation,
         int             for_size,
         gboolean        natural)
{
  int minimum_size, natural_size;

  gtk_widget_measure (widget, orientation, for_size, &minimum_size, &natural_size, NULL, NULL);

  return natural ? natural_size : minimum_size;
}

static double
get_x (GtkWidget *child)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (child, gtk_widget_get_parent (child), &bounds));

  return bounds.origin.x;
}

/* Chips stand side by side where they fit and below each other where they do not, in the direction of reading. */
static void
test_wrap_box (void)
{
  GtkWidget *box = g_object_ref_sink (ytt_wrap_box_new ());
  GtkWidget *first = NULL, *second = NULL;
  int width, line, least;

  for (int i = 0; i < 3; i++)
    {
      GtkWidget *child = g_object_new (GTK_TYPE_BOX, "width-request", 100 + i, "height-request", 20, NULL);

      ytt_wrap_box_append (YTT_WRAP_BOX (box), child);
      second = i == 1 ? child : second;
      first = i == 0 ? child : first;
    }

  width = measure (box, GTK_ORIENTATION_HORIZONTAL, -1, TRUE);
  least = measure (box, GTK_ORIENTATION_HORIZONTAL, -1, FALSE);
  line = measure (box, GTK_ORIENTATION_VERTICAL, width, TRUE);
  g_assert_cmpint (width, ==, 100 + 101 + 102 + 2 * 6);
  g_assert_cmpint (least, ==, 102);
  g_assert_cmpint (line, ==, 20);
  g_assert_cmpint (measure (box, GTK_ORIENTATION_VERTICAL, width - 1, TRUE), ==, 46);
  g_assert_cmpint (measure (box, GTK_ORIENTATION_VERTICAL, least, TRUE), ==, 72);

  gtk_widget_allocate (box, width, line, -1, NULL);
  g_assert_cmpfloat (get_x (first), ==, 0);
  g_assert_cmpfloat (get_x (second), ==, 106);

  gtk_widget_set_direction (box, GTK_TEXT_DIR_RTL);
  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_allocate (box, width, line, -1, NULL);
  g_assert_cmpfloat (get_x (first), ==, width - 100);
  g_assert_cmpfloat (get_x (second), ==, width - 100 - 6 - 101);

  /* A child that hides takes no room. */
  gtk_widget_set_visible (first, FALSE);
  g_assert_cmpint (measure (box, GTK_ORIENTATION_HORIZONTAL, -1, TRUE), ==, 101 + 102 + 6);

  g_assert_finalize_object (G_OBJECT (box));
}

/* The seventeen elements stand in one line where they fit, else in lines of about equal length. */
static void
test_strip_lines (void)
{
  GtkWidget *strip = g_object_ref_sink (ytt_element_strip_new ());
  int natural = measure (strip, GTK_ORIENTATION_HORIZONTAL, -1, TRUE);
  int least = measure (strip, GTK_ORIENTATION_HORIZONTAL, -1, FALSE);
  int line = measure (strip, GTK_ORIENTATION_VERTICAL, natural, TRUE);

  g_assert_cmpint (least, <, natural);
  g_assert_cmpint (measure (strip, GTK_ORIENTATION_VERTICAL, natural - 1, TRUE), ==, 2 * line + 2);
  g_assert_cmpint (measure (strip, GTK_ORIENTATION_VERTICAL, least, TRUE), ==, 3 * line + 4);

  g_assert_finalize_object (G_OBJECT (strip));
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

  g_test_add_func ("/detail/web-address", test_web_address);
  g_test_add_func ("/detail/wrap-box", test_wrap_box);
  g_test_add_func ("/detail/strip-lines", test_strip_lines);
#define ADD(path, func) g_test_add ("/detail/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("figure", test_figure);
  ADD ("ledger", test_ledger);
  ADD ("promise", test_promise);
  ADD ("status", test_status);
  ADD ("supply", test_supply);
  ADD ("sources", test_sources);
  ADD ("claim-links", test_claim_links);
  ADD ("whole-lines", test_whole_lines);
  ADD ("announcements", test_announcements);
  ADD ("elements", test_elements);
  ADD ("place", test_place);
  ADD ("operator", test_operator);
  ADD ("read-again", test_read_again);
  ADD ("names", test_names);
  ADD ("narrow", test_narrow);
  return g_test_run ();
}
