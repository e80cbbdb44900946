#include "config.h"

#include "hand.h"
#include "window-fixture.h"
#include "ytt-balance-chart.h"
#include "ytt-balance-claims.h"
#include "ytt-balance-page.h"
#include "ytt-balance-side.h"
#include "ytt-session-page.h"
#include "ytt-session-profile.h"

#include <string.h>

typedef struct
{
  WindowFixture  window_fixture;
  YttWindow     *window;
  YttSession    *session;
  GtkWidget     *page;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  window_fixture_set_up (&f->window_fixture, data);
  f->window = open_window (&f->window_fixture, f->window_fixture.document);
  f->session = ytt_window_get_session (f->window);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.search", NULL);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.page", "s", "balance");
  wait_for_window (f->window);
  f->page = find_widget (GTK_WIDGET (f->window), YTT_TYPE_BALANCE_PAGE, NULL);
  g_assert_nonnull (f->page);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  close_window (f->window);
  window_fixture_tear_down (&f->window_fixture, data);
}

static GtkWidget *
get_part (Fixture    *f,
          GType       type,
          const char *name)
{
  GtkWidget *part = find_widget (f->page, type, name);

  g_assert_nonnull (part);

  return part;
}

static const char *
get_label (Fixture    *f,
           const char *name)
{
  return gtk_label_get_label (GTK_LABEL (get_part (f, GTK_TYPE_LABEL, name)));
}

static GtkWidget *
get_bars (Fixture *f)
{
  return find_widget (get_part (f, YTT_TYPE_BALANCE_CHART, NULL), GTK_TYPE_LIST_BOX, "list");
}

static guint
count_children (GtkWidget *widget)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n++;

  return n;
}

static void
select_stage (Fixture *f,
              guint    position)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (get_part (f, GTK_TYPE_DROP_DOWN, "stage_drop")), position);
  wait_for_window (f->window);
}

/* Chooses what is counted by the words that people see. */
static void
select_basis (Fixture    *f,
              const char *words)
{
  GtkDropDown *drop = GTK_DROP_DOWN (get_part (f, GTK_TYPE_DROP_DOWN, "basis_drop"));
  GListModel *model = gtk_drop_down_get_model (drop);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(GtkStringObject) item = g_list_model_get_item (model, i);

      if (g_strcmp0 (gtk_string_object_get_string (item), words) == 0)
        {
          gtk_drop_down_set_selected (drop, i);
          wait_for_window (f->window);
          return;
        }
    }

  g_error ("“%s” is not offered", words);
}

static gboolean
shows_claims (Fixture *f)
{
  g_assert_true (gtk_widget_get_visible (get_part (f, YTT_TYPE_BALANCE_CLAIMS, NULL))
                 != gtk_widget_get_visible (get_part (f, YTT_TYPE_BALANCE_SIDE, NULL)));

  return gtk_widget_get_visible (get_part (f, YTT_TYPE_BALANCE_CLAIMS, NULL));
}

static gboolean
has_rows (gpointer data)
{
  return gtk_widget_get_first_child (data) != NULL;
}

static GtkWidget *
get_claims_list (Fixture *f)
{
  return find_widget (get_part (f, YTT_TYPE_BALANCE_CLAIMS, NULL), GTK_TYPE_LIST_BOX, "list");
}

/* The page opens on separation, with bars, shares and what was left out. */
static void
test_opens (Fixture       *f,
            gconstpointer  data)
{
  g_assert_cmpuint (count_children (get_bars (f)), >, 5);
  g_assert_nonnull (strstr (get_label (f, "title"), "Separation"));
  g_assert_nonnull (strstr (get_label (f, "caption"), "t/yr\u00a0REO"));
  g_assert_nonnull (strstr (get_label (f, "caption"), "facilities with a figure here"));
  g_assert_nonnull (strstr (get_label (f, "share"), "%"));
  g_assert_nonnull (strstr (get_label (f, "share_words"), "facilities with a figure here"));
  g_assert_nonnull (strstr (get_label (f, "hhi_words"), "facilities with a figure here"));
  g_assert_true (g_str_has_prefix (get_label (f, "left_out_title"), "Left out: "));
  g_assert_cmpuint (count_children (get_part (f, GTK_TYPE_LIST_BOX, "left_out_list")), >, 2);
  g_assert_false (shows_claims (f));
}

static gboolean
has_focus_within (gpointer data)
{
  Fixture *f = data;
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (f->window));

  return focus != NULL && gtk_widget_is_ancestor (focus, f->page);
}

static gboolean
is_on_a_bar (Fixture *f)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (f->window));

  return focus != NULL && gtk_widget_get_parent (focus) == get_bars (f);
}

/* The keyboard goes into the page with whoever turns to it, and from there to the bars. */
static void
test_keyboard (Fixture       *f,
               gconstpointer  data)
{
  guint n_steps = 0;

  /* Also when the page has just been made. */
  wait_until (has_focus_within, f);

  ytt_session_set_page (f->session, YTT_PAGE_MAP);
  wait_for_window (f->window);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.search", NULL);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.page", "s", "balance");
  wait_until (has_focus_within, f);

  while (!is_on_a_bar (f) && n_steps++ < 12)
    gtk_widget_child_focus (GTK_WIDGET (f->window), GTK_DIR_TAB_FORWARD);
  g_assert_true (is_on_a_bar (f));
}

static gboolean
has_focus (gpointer data)
{
  return gtk_root_get_focus (gtk_widget_get_root (data)) == data;
}

static gboolean
holds_focus (gpointer data)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (data));

  return focus != NULL && gtk_widget_is_ancestor (focus, data);
}

static gboolean
is_next_bar (gpointer data)
{
  Fixture *f = data;

  GtkWidget *first = gtk_widget_get_first_child (get_bars (f));

  return gtk_root_get_focus (GTK_ROOT (f->window)) == gtk_widget_get_next_sibling (first);
}

static gboolean
shows_map (gpointer data)
{
  return ytt_session_get_page (data) == YTT_PAGE_MAP;
}

/* By keys alone: to the bars, along them, into one and back, on past them, and off to the map. */
static void
test_keys (Fixture       *f,
           gconstpointer  data)
{
  GtkWidget *claims = get_part (f, YTT_TYPE_BALANCE_CLAIMS, NULL);
  GtkWidget *side = get_part (f, YTT_TYPE_BALANCE_SIDE, NULL);

  wait_until (has_focus_within, f);
  gtk_widget_grab_focus (gtk_widget_get_first_child (get_bars (f)));
  wait_until (has_focus, gtk_widget_get_first_child (get_bars (f)));
  hand_press ("Down");
  wait_until (is_next_bar, f);
  hand_press ("Return");
  wait_until (holds_focus, claims);
  wait_until (has_rows, get_claims_list (f));
  hand_press ("Escape");
  wait_until (is_next_bar, f);

  /* What was there before has its place again. */
  wait_for_frames (side);
  hand_press ("Tab");
  wait_until (holds_focus, side);
  hand_press ("shift+Tab");
  wait_until (holds_focus, get_bars (f));
  hand_press ("shift+Tab");
  wait_until (has_focus_within, f);
  g_assert_false (is_on_a_bar (f));
  hand_press ("alt+1");
  wait_until (shows_map, f->session);
}

static gboolean
is_active (gpointer data)
{
  return gtk_window_is_active (data);
}

static gboolean
is_focus_seen (gpointer data)
{
  GtkWidget *focus = gtk_root_get_focus (data);

  return focus != NULL && gtk_widget_get_mapped (focus) && gtk_widget_has_visible_focus (focus);
}

/* Who left on this page comes back to it: keys go to what is seen, not into the list beside the map. */
static void
test_starts_here (Fixture       *f,
                  gconstpointer  data)
{
  YttWindow *other = ytt_window_new (f->window_fixture.application);
  YttSession *session = ytt_window_get_session (other);

  gtk_widget_add_css_class (GTK_WIDGET (other), "picture");
  ytt_session_set_page (session, YTT_PAGE_BALANCE);
  gtk_window_present (GTK_WINDOW (other));
  ytt_window_open (other, f->window_fixture.document);
  wait_for_window (other);
  wait_until (is_active, other);
  hand_press ("Tab");
  wait_until (is_focus_seen, other);
  close_window (other);
}

/* A bar opens what it adds up, by the keyboard too, and Escape goes back to it. */
static void
test_bar_opens_claims (Fixture       *f,
                       gconstpointer  data)
{
  GtkWidget *row = gtk_widget_get_first_child (get_bars (f));
  GtkWidget *claims = get_claims_list (f);

  gtk_widget_grab_focus (row);
  g_signal_emit_by_name (row, "activate");
  g_assert_true (shows_claims (f));
  wait_until (has_rows, claims);
  g_assert_cmpuint (count_children (claims), >, 3);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (f->window)),
                                         get_part (f, YTT_TYPE_BALANCE_CLAIMS, NULL)));

  g_signal_emit_by_name (get_part (f, YTT_TYPE_BALANCE_CLAIMS, NULL), "closed");
  g_assert_false (shows_claims (f));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (f->window)) == row);
}

/* A line of the claims leads to its facility on the map. */
static void
test_claim_leads_to_facility (Fixture       *f,
                              gconstpointer  data)
{
  GtkWidget *claims = get_claims_list (f);

  g_signal_emit_by_name (gtk_widget_get_first_child (get_bars (f)), "activate");
  wait_until (has_rows, claims);
  g_signal_emit_by_name (gtk_widget_get_first_child (claims), "activate");
  g_assert_cmpint (ytt_session_get_page (f->session), ==, YTT_PAGE_MAP);
  g_assert_cmpint (ytt_session_get_selected (f->session), !=, 0);
  wait_for_window (f->window);
}

static gboolean
has_profile (gpointer data)
{
  return ytt_session_get_profile (data) != NULL;
}

/* From a country's bar to the country's page; what was left out is of several countries and leads to none. */
static void
test_bar_leads_to_country (Fixture       *f,
                           gconstpointer  data)
{
  GtkWidget *button = find_widget (get_part (f, YTT_TYPE_BALANCE_CLAIMS, NULL), GTK_TYPE_BUTTON, "country");

  g_signal_emit_by_name (gtk_widget_get_first_child (get_part (f, GTK_TYPE_LIST_BOX, "left_out_list")), "activate");
  g_assert_false (gtk_widget_get_visible (button));
  g_signal_emit_by_name (get_part (f, YTT_TYPE_BALANCE_CLAIMS, NULL), "closed");

  g_signal_emit_by_name (gtk_widget_get_first_child (get_bars (f)), "activate");
  g_assert_true (gtk_widget_get_visible (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpint (ytt_session_get_page (f->session), ==, YTT_PAGE_MAP);
  wait_until (has_profile, f->session);
  g_assert_cmpstr (ytt_session_get_profile (f->session)->country, ==, "CN");
  wait_for_window (f->window);
}

static void
test_reason_opens_what_was_left_out (Fixture       *f,
                                     gconstpointer  data)
{
  GtkWidget *reasons = get_part (f, GTK_TYPE_LIST_BOX, "left_out_list"), *claims = get_claims_list (f);
  GtkWidget *row = gtk_widget_get_first_child (reasons);
  guint n = (guint) g_ascii_strtoull (gtk_label_get_label (GTK_LABEL (find_widget (row, GTK_TYPE_LABEL, NULL))), NULL, 10);

  g_assert_cmpuint (n, >, 0);

  g_signal_emit_by_name (row, "activate");
  wait_until (has_rows, claims);
  g_assert_cmpuint (count_children (claims), ==, n);
}

/* A conversion is offered, never made unasked, and shows its factor and where that is from. */
static void
test_conversion_is_shown (Fixture       *f,
                          gconstpointer  data)
{
  GtkWidget *derived = get_part (f, GTK_TYPE_LABEL, "derived");

  g_assert_false (gtk_widget_get_visible (derived));
  select_basis (f, "t/yr\u00a0NdPr oxide");
  g_assert_false (gtk_widget_get_visible (derived));
  select_basis (f, "t/yr\u00a0NdPr metal, derived");
  g_assert_true (gtk_widget_get_visible (derived));
  g_assert_nonnull (strstr (gtk_label_get_label (GTK_LABEL (derived)), "0.828"));
  g_assert_nonnull (strstr (gtk_label_get_label (GTK_LABEL (derived)), "IUPAC"));
  g_assert_nonnull (strstr (get_label (f, "caption"), "NdPr metal"));

  /* Another stage begins with its own basis. */
  select_stage (f, 5);
  g_assert_false (gtk_widget_get_visible (derived));
  g_assert_nonnull (strstr (get_label (f, "caption"), "magnets"));
}

static void
read_text_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
}

static gboolean
is_set (gpointer data)
{
  return *(gpointer *) data != NULL;
}

static void
test_copies (Fixture       *f,
             gconstpointer  data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (f->window));
  g_autofree char *csv = NULL;

  gtk_widget_activate_action (f->page, "balance.copy-csv", NULL);
  gdk_clipboard_read_text_async (clipboard, NULL, read_text_cb, &csv);
  wait_until (is_set, &csv);
  g_assert_true (g_str_has_prefix (csv, "stage,basis,country,operating,"));
  g_assert_nonnull (strstr (csv, "\r\nseparation,REO,CN,"));
  g_assert_nonnull (strstr (csv, "\r\nseparation,REO,total,"));

  gtk_widget_activate_action (f->page, "balance.copy-picture", NULL);
  g_assert_true (gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), GDK_TYPE_TEXTURE));
}

/* The table says the same in words and numbers, for those who see no bars. */
static void
test_table (Fixture       *f,
            gconstpointer  data)
{
  guint n_bars = count_children (get_bars (f));
  GtkWidget *place, *table;

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (get_part (f, GTK_TYPE_TOGGLE_BUTTON, "table_button")), TRUE);
  place = get_part (f, GTK_TYPE_SCROLLED_WINDOW, "table_place");
  table = find_widget (place, GTK_TYPE_BOX, NULL);
  g_assert_nonnull (table);
  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (table)), ==, GTK_ACCESSIBLE_ROLE_TABLE);

  /* A heading and a total beside the countries. */
  g_assert_cmpuint (count_children (table), ==, n_bars + 2);
}

/* Whether the words in the place of the bars can be read, and scroll with the page and not by themselves. */
static gboolean
shows_empty_whole (gpointer data)
{
  GtkWidget *text = get_part (data, GTK_TYPE_LABEL, "empty_text");
  int natural;

  if (!gtk_widget_get_mapped (text) || gtk_widget_get_width (text) == 0)
    return FALSE;

  gtk_widget_measure (text, GTK_ORIENTATION_VERTICAL, gtk_widget_get_width (text), NULL, &natural, NULL, NULL);

  return gtk_widget_get_height (text) >= natural
         && gtk_widget_get_ancestor (text, GTK_TYPE_SCROLLED_WINDOW)
            == gtk_widget_get_ancestor (get_part (data, YTT_TYPE_BALANCE_CHART, NULL), GTK_TYPE_SCROLLED_WINDOW);
}

static void
test_follows_the_search (Fixture       *f,
                         gconstpointer  data)
{
  GtkWidget *loosen;

  ytt_session_set_search (f->session, "estonia");
  wait_for_window (f->window);
  g_assert_cmpuint (count_children (get_bars (f)), <=, 1);
  g_assert_nonnull (strstr (get_label (f, "caption"), "of 1 facility with"));

  select_stage (f, 5);
  g_assert_cmpuint (count_children (get_bars (f)), ==, 1);
  g_assert_cmpstr (get_label (f, "share"), ==, "\u2013");

  ytt_session_set_search (f->session, "nothing has these words");
  wait_for_window (f->window);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (find_widget (get_part (f, YTT_TYPE_BALANCE_CHART, NULL),
                                                                             GTK_TYPE_STACK, "stack"))), ==, "empty");
  wait_until (shows_empty_whole, f);
  g_assert_false (gtk_widget_get_mapped (get_part (f, GTK_TYPE_LIST_BOX, "left_out_list")));

  /* And what to do about it. */
  loosen = get_part (f, GTK_TYPE_BUTTON, "loosen");
  g_assert_true (gtk_widget_get_mapped (loosen));
  g_assert_true (gtk_widget_get_sensitive (loosen));
  g_signal_emit_by_name (loosen, "clicked");
  wait_for_window (f->window);
  g_assert_cmpstr (ytt_session_get_search (f->session), ==, "");
  g_assert_false (gtk_widget_get_mapped (loosen));
  g_assert_false (gtk_widget_get_sensitive (loosen));
}

/* Both clocks hold here too: what was told of by then, and what is promised for later. */
static void
test_clocks (Fixture       *f,
             gconstpointer  data)
{
  GtkWidget *told = get_part (f, GTK_TYPE_BUTTON, "told_button");
  g_autofree char *now = g_strdup (get_label (f, "total_parts"));

  g_assert_false (gtk_widget_get_visible (told));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (get_part (f, GTK_TYPE_DROP_DOWN, "year_drop")), 1);
  g_assert_cmpint (ytt_session_get_moment (f->session).year, ==, 2040);
  wait_for_window (f->window);
  g_assert_cmpstr (get_label (f, "total_parts"), !=, now);

  ytt_session_set_moment (f->session, (YttMoment) { .told = 20240101 });
  wait_for_window (f->window);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (get_part (f, GTK_TYPE_DROP_DOWN, "year_drop"))), ==, 0);
  g_assert_true (gtk_widget_get_visible (told));
  g_assert_cmpstr (get_label (f, "total_parts"), !=, now);

  g_signal_emit_by_name (told, "clicked");
  wait_for_window (f->window);
  g_assert_false (gtk_widget_get_visible (told));
  g_assert_cmpstr (get_label (f, "total_parts"), ==, now);
}

static gboolean
is_away (gpointer data)
{
  return !gtk_widget_get_child_visible (data);
}

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

/* Where there is no room beside the chart, the claims take its place. */
static void
test_narrow (Fixture       *f,
             gconstpointer  data)
{
  GtkWidget *chart = get_part (f, YTT_TYPE_BALANCE_CHART, NULL);
  graphene_rect_t bounds;

  resize_window (f->window, 360, 720);
  g_assert_true (gtk_widget_get_mapped (chart));
  g_assert_true (gtk_widget_compute_bounds (chart, GTK_WIDGET (f->window), &bounds));
  g_assert_cmpfloat (bounds.origin.x, >=, 0);
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, 360);

  g_signal_emit_by_name (gtk_widget_get_first_child (get_bars (f)), "activate");
  wait_until (has_rows, get_claims_list (f));
  wait_until (is_away, gtk_widget_get_parent (chart));
  g_signal_emit_by_name (get_part (f, YTT_TYPE_BALANCE_CLAIMS, NULL), "closed");
  wait_until (is_mapped, chart);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  gtk_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/balance/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("opens", test_opens);
  ADD ("keyboard", test_keyboard);
  ADD ("keys", test_keys);
  ADD ("starts-here", test_starts_here);
  ADD ("bar-opens-claims", test_bar_opens_claims);
  ADD ("claim-leads-to-facility", test_claim_leads_to_facility);
  ADD ("bar-leads-to-country", test_bar_leads_to_country);
  ADD ("reason-opens-what-was-left-out", test_reason_opens_what_was_left_out);
  ADD ("conversion-is-shown", test_conversion_is_shown);
  ADD ("copies", test_copies);
  ADD ("table", test_table);
  ADD ("follows-the-search", test_follows_the_search);
  ADD ("clocks", test_clocks);
  ADD ("narrow", test_narrow);
#undef ADD

  return g_test_run ();
}
