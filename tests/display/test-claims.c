#include "config.h"

#include "claim-fixture.h"

#include "hand.h"
#include "ytt-claim-row.h"

/* Claims and sources in the record editor, with keys as those of a hand. */

#define NARVA "(SELECT id FROM facility WHERE facility = 'ee-narva-neo')"
#define ALL_CLAIMS \
  "SELECT group_concat (id || '|' || attribute || '|' || part || '|' || scope || '|' || value || '|'" \
  " || coalesce (value_max, '-') || '|' || unit || '|' || basis || '|' || qualifier || '|' || coalesce (tense, '-')" \
  " || '|' || coalesce (as_of, '-') || '|' || source || '|' || coalesce (note, '-') || '|' || pinned" \
  " || coalesce (pin_reason, '-') || '|' || withdrawn || coalesce (withdrawn_reason, '-')" \
  " || coalesce (typed, '-'), char (10)) FROM (SELECT * FROM claim WHERE facility = " NARVA " ORDER BY id)"
#define ALL_SOURCES "SELECT group_concat (id || '|' || title, char (10)) FROM (SELECT * FROM source ORDER BY id)"

/* A claim is added with a new source in one edit, and both go with one undo. */
static void
test_add (WindowFixture *f,
          gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  g_autofree char *claims = ask_document (f->document, ALL_CLAIMS);
  g_autofree char *sources = ask_document (f->document, ALL_SOURCES);
  GtkWidget *adder;
  YttField *value, *title;
  g_autofree char *text = NULL, *date = NULL;

  edit_facility (window, "ee-narva-neo");
  adder = open_row (window, is_adder, NULL);
  choose (adder, "About", "capacity");
  value = wait_for_field (adder, "Value");
  type_words (value, "3 ktpa NdPr");
  hand_press ("Tab");
  wait_for_label (adder, "Means 3,000 t/yr NdPr");

  press_button (adder, "Add Claim");
  wait_for_label (adder, "The claim has no source yet");

  type_words (find_field (adder, "Source"), "https://example.org/2025/11/03/narva");
  hand_press ("Tab");
  title = wait_for_field (adder, "Title of the New Source");
  text = ytt_field_get_text (find_field (adder, "Publisher"));
  g_assert_cmpstr (text, ==, "example.org");
  date = ytt_field_get_text (find_field (adder, "Date"));
  g_assert_cmpstr (date, ==, "3\302\240Nov\302\2402025");
  type_words (title, "Narva makes oxide");
  press_button (adder, "Add Claim");
  wait_for_undo (window, "Add a claim on Narva magnet plant (Capacity)");
  assert_document (f->document,
                   "SELECT c.value || c.unit || c.basis || c.qualifier || c.tense || c.as_of || c.typed || s.title"
                   " || s.publisher || s.published || s.url FROM claim c JOIN source s ON s.id = c.source"
                   " WHERE typed IS NOT NULL",
                   "3000t/yrNdPrexactstated2025-11-033 ktpa NdPrNarva makes oxideexample.org2025-11-03"
                   "https://example.org/2025/11/03/narva");
  wait_for (window, is_claim, "3,000 t/yr NdPr");
  wait_for (window, is_source, "Narva makes oxide");

  hand_press ("ctrl+z");
  wait_for_undo (window, NULL);
  assert_document (f->document, ALL_CLAIMS, claims);
  assert_document (f->document, ALL_SOURCES, sources);
}

/* What may mean several things is asked about, once. */
static void
test_ask (WindowFixture *f,
          gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  GtkWidget *adder;
  YttField *value;

  edit_facility (window, "ee-narva-neo");
  adder = open_row (window, is_adder, NULL);
  choose (adder, "About", "resource");
  value = wait_for_field (adder, "Value");
  type_words (value, "20 MT ore");
  hand_press ("Tab");
  wait_for_state (value, YTT_FIELD_ASKING);
  click_button (GTK_WIDGET (value), "20\302\240Mt\302\240ore (million tonnes)");
  wait_for_state (value, YTT_FIELD_TYPING);
  hand_press ("Tab");
  g_assert_cmpint (ytt_field_get_state (value), ==, YTT_FIELD_TYPING);
  g_assert_nonnull (ytt_field_get_reading (value));
}

/* A source is found again by its address, and its date is that of the claim. */
static void
test_same_source (WindowFixture *f,
                  gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  g_autofree char *sources = ask_document (f->document, ALL_SOURCES);
  g_autofree char *url = ask_document (f->document, "SELECT url FROM source WHERE url LIKE 'https://www.%' AND"
                                                    " length (url) < 90 ORDER BY id LIMIT 1");
  g_autofree char *wanted = ask_document (f->document, "SELECT id FROM source WHERE url LIKE 'https://www.%' AND"
                                                       " length (url) < 90 ORDER BY id LIMIT 1");
  g_autofree char *typed = g_strconcat ("http://", url + strlen ("https://www."), NULL);
  GtkWidget *adder;

  edit_facility (window, "ee-narva-neo");
  adder = open_row (window, is_adder, NULL);
  choose (adder, "About", "jobs");
  type_words (wait_for_field (adder, "Value"), "about 1,234");
  type_words (find_field (adder, "Source"), typed);
  hand_press ("Tab");
  wait_for_state (find_field (adder, "Source"), YTT_FIELD_TYPING);
  g_assert_null (look_for_field (adder, "Title of the New Source"));
  press_button (adder, "Add Claim");
  wait_for_undo (window, "Add a claim on Narva magnet plant (Jobs)");
  assert_document (f->document, ALL_SOURCES, sources);
  assert_document (f->document, "SELECT source FROM claim WHERE typed = 'about 1,234' AND qualifier = 'about'", wanted);
}

/* An editor's own knowledge is a source by the editor's name. */
static void
test_own_knowledge (WindowFixture *f,
                    gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttStore *store;
  GtkWidget *adder;

  edit_facility (window, "ee-narva-neo");
  store = ytt_session_get_store (ytt_window_get_session (window));
  ytt_store_set_who (store, "Anna");
  adder = open_row (window, is_adder, NULL);
  choose (adder, "About", "jobs");
  type_words (wait_for_field (adder, "Value"), "77");
  hand_press ("Tab");
  hand_press ("Tab");
  hand_press ("space");
  wait_for_field (adder, "Title of the New Source");
  press_button (adder, "Add Claim");
  wait_for_undo (window, "Add a claim on Narva magnet plant (Jobs)");
  assert_document (f->document,
                   "SELECT s.title || '/' || s.publisher FROM claim c JOIN source s ON s.id = c.source"
                   " WHERE c.typed = '77'", "Own knowledge of Anna/Anna");
}

static gboolean
contradicts_two (gpointer data)
{
  gpointer parts[] = { data, "Means EUR 40 million\nContradicts EUR 96 million (as stated · ERR News (copy at"
                             " estonianews.pages.dev), Sep 2025) and 1 other claim" };

  return gtk_widget_has_css_class (data, "contradicts") && has_label (parts);
}

static gboolean
contradicts_none (gpointer data)
{
  return !gtk_widget_has_css_class (data, "contradicts");
}

/* What a figure contradicts is said while it is typed, and for as long as it does. */
static void
test_contradiction (WindowFixture *f,
                    gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  GtkWidget *adder;
  YttField *value;

  edit_facility (window, "ee-narva-neo");
  adder = open_row (window, is_adder, NULL);
  choose (adder, "About", "capex");
  type_words (wait_for_field (adder, "Date"), "Oct 2025");
  hand_press ("Tab");
  value = find_field (adder, "Value");
  type_words (value, "EUR 40m");
  wait_until (contradicts_two, value);
  type_words (find_field (adder, "Part"), "land");
  hand_press ("Tab");
  wait_until (contradicts_none, value);
}

/* A claim is changed field by field. */
static void
test_change (WindowFixture *f,
             gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  g_autofree char *claims = ask_document (f->document, ALL_CLAIMS);
  GtkWidget *row;
  YttField *value;

  edit_facility (window, "ee-narva-neo");
  row = open_row (window, is_claim, "2,000 t/yr magnets");
  value = wait_for_field (row, "Value");
  type_words (value, "up to 2.1 kt/a magnets");
  hand_press ("Return");
  wait_for_undo (window, "Change a claim on Narva magnet plant (Capacity)");
  assert_document (f->document,
                   "SELECT value || unit || basis || qualifier || tense || typed FROM claim WHERE typed IS NOT NULL",
                   "2100t/yrmagnetsup-tostatedup to 2.1 kt/a magnets");
  wait_for (window, is_claim, "up to 2,100 t/yr magnets");

  hand_press ("ctrl+z");
  wait_for_undo (window, NULL);
  assert_document (f->document, ALL_CLAIMS, claims);
  wait_for (window, is_claim, "2,000 t/yr magnets");
}

static gboolean
has_proposal (GtkWidget  *widget,
              const char *text)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW) != NULL
         && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text) == 0;
}

static gboolean
has_text_of (gpointer data)
{
  Typed *typed = data;

  return has_text (typed) && ytt_field_get_state (typed->field) == YTT_FIELD_CLEAN;
}

/* A source that the document has is found by what is typed of its title. */
static void
test_reuse_source (WindowFixture *f,
                   gconstpointer  data)
{
  static const char title[] = "Construction of magnet factory in Narva begins";
  YttWindow *window = open_window (f, f->document);
  g_autofree char *sources = ask_document (f->document, ALL_SOURCES);
  GtkWidget *row;
  Typed typed = { NULL, title };

  edit_facility (window, "ee-narva-neo");
  row = open_row (window, is_claim, "2,000 t/yr magnets");
  typed.field = wait_for_field (row, "Source");
  type_words (typed.field, "factory narva constr");
  wait_for (YTT_WINDOW (window), has_proposal, title);
  hand_press ("Down");
  hand_press ("Return");
  wait_for_undo (window, "Change a claim on Narva magnet plant (Capacity)");
  wait_until (has_text_of, &typed);
  assert_document (f->document, ALL_SOURCES, sources);
  assert_document (f->document,
                   "SELECT s.title FROM claim c JOIN source s ON s.id = c.source"
                   " WHERE c.claim = 'ee-narva-neo-capacity-phase-1-automotiveworld-2025-1'", title);
}

static gboolean
is_withdrawn (GtkWidget  *widget,
              const char *text)
{
  return is_claim (widget, text) && gtk_widget_has_css_class (widget, "withdrawn");
}

static gboolean
is_not_withdrawn (GtkWidget  *widget,
                  const char *text)
{
  return is_claim (widget, text) && !gtk_widget_has_css_class (widget, "withdrawn");
}

static GtkWidget *
get_focus (YttWindow *window)
{
  return gtk_root_get_focus (GTK_ROOT (window));
}

typedef struct
{
  YttWindow *window;
  GtkWidget *widget;
} Focus;

static gboolean
is_inside (gpointer data)
{
  Focus *focus = data;
  GtkWidget *widget = get_focus (focus->window);

  return widget != NULL && (widget == focus->widget || gtk_widget_is_ancestor (widget, focus->widget));
}

/* The first field gets the focus when all are there. */
static void
edit_again (YttWindow *window)
{
  Focus focus = { window, NULL };

  hand_press ("ctrl+e");
  wait_for (window, is_adder, NULL);
  focus.widget = GTK_WIDGET (find_field (GTK_WIDGET (window), "Name"));
  wait_until (is_inside, &focus);
}

static gboolean
is_struck (GtkWidget  *widget,
           const char *text)
{
  return YTT_IS_CLAIM_ROW (widget) && gtk_widget_has_css_class (widget, "withdrawn");
}

/* A claim is withdrawn with a reason, and put back. */
static void
test_withdraw (WindowFixture *f,
               gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  g_autofree char *claims = ask_document (f->document, ALL_CLAIMS);
  GtkWidget *row;

  edit_facility (window, "ee-narva-neo");
  row = open_row (window, is_claim, "Commissioning");
  wait_for_field (row, "Status");
  press_button (row, "Withdraw");
  wait_for_field (row, "Withdrawn Because");
  hand_type ("misread");
  hand_press ("Return");
  wait_for_undo (window, "Withdraw a claim on Narva magnet plant (Status)");
  assert_document (f->document,
                   "SELECT withdrawn || withdrawn_reason FROM claim WHERE attribute = 'status' AND facility = " NARVA,
                   "1misread");
  assert_document (f->document, "SELECT status IS NULL FROM facility_shown WHERE id = " NARVA, "1");
  wait_for (window, is_withdrawn, "Commissioning");

  /* Who only reads sees it struck out, though there is no figure any more. */
  hand_press ("ctrl+e");
  wait_for (window, is_struck, NULL);
  edit_again (window);
  row = wait_for (window, is_withdrawn, "Commissioning");

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  press_button (row, "Put Back");
  wait_for_undo (window, "Put back a claim on Narva magnet plant (Status)");
  wait_for (window, is_not_withdrawn, "Commissioning");
  assert_document (f->document, ALL_CLAIMS, claims);

  hand_press ("ctrl+z");
  wait_for (window, is_withdrawn, "Commissioning");
  hand_press ("ctrl+z");
  wait_for (window, is_not_withdrawn, "Commissioning");
  assert_document (f->document, ALL_CLAIMS, claims);
}

/* One claim is chosen to be shown, for a reason. */
static void
test_pin (WindowFixture *f,
          gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  g_autofree char *claims = ask_document (f->document, ALL_CLAIMS);
  GtkWidget *row;

  edit_facility (window, "ee-narva-neo");
  row = open_row (window, is_claim, "2,000 t/yr magnets");
  wait_for_field (row, "Value");
  press_button (row, "Show This One");
  wait_for_field (row, "Shown Because");
  hand_type ("seen");
  hand_press ("Tab");
  wait_for_undo (window, "Choose the claim to show on Narva magnet plant (Capacity)");
  assert_document (f->document, "SELECT value || pin_reason FROM claim WHERE pinned", "2000seen");
  wait_for_label (row, "Let the Rules Choose");
  press_button (row, "Let the Rules Choose");
  wait_for_undo (window, "Let the rules choose the claim on Narva magnet plant (Capacity)");
  assert_document (f->document, ALL_CLAIMS, claims);
}

static gboolean
rests_are_told (gpointer data)
{
  return find_label (data, "On it rest: 1 claim on 1 facility") != NULL;
}

/* A source is changed where it stands, and tells what rests on it. */
static void
test_source (WindowFixture *f,
             gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  g_autofree char *sources = ask_document (f->document, ALL_SOURCES);
  g_autofree char *title = ask_document (f->document,
    "SELECT s.title FROM claim c JOIN source s ON s.id = c.source WHERE c.facility = " NARVA
    " AND (SELECT count (*) FROM claim o WHERE o.source = s.id) = 1"
    " AND NOT EXISTS (SELECT 1 FROM announcement_source a WHERE a.source = s.id)"
    " AND NOT EXISTS (SELECT 1 FROM link l WHERE l.source = s.id) LIMIT 1");
  GtkWidget *row;

  edit_facility (window, "ee-narva-neo");
  row = open_row (window, is_source, title);
  wait_for_field (row, "Title");
  wait_until (rests_are_told, row);
  type_words (find_field (row, "Title"), "Another title");
  hand_press ("Return");
  wait_for (window, is_source, "Another title");
  type_words (find_field (row, "Address"), "javascript:alert(1)");
  hand_press ("Return");
  wait_for_state (find_field (row, "Address"), YTT_FIELD_INVALID);
  hand_press ("Escape");

  hand_press ("ctrl+z");
  wait_for (window, is_source, title);
  assert_document (f->document, ALL_SOURCES, sources);
}

static gboolean
is_named (gpointer data)
{
  return find_label (data, "Zzyzx-works") != NULL && find_label (data, "Capacity, 1 withdrawn claim") != NULL
         && find_label (data, "Zzyzx-deal") != NULL && find_label (data, "Zzyzx-works → Narva magnet plant") != NULL;
}

static gboolean
is_selected (gpointer session)
{
  return ytt_session_get_selected (session) == 1001;
}

/* What rests on a source is named, and leads there. */
static void
test_rests (WindowFixture *f,
            gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  g_autofree char *source = ask_document (f->document, "SELECT min (source) FROM claim WHERE facility = " NARVA);
  g_autofree char *question = g_strconcat ("SELECT title FROM source WHERE id = ", source, NULL);
  g_autofree char *title = ask_document (f->document, question);
  g_autofree char *sql =
    g_strdup_printf ("INSERT INTO facility (id, name) VALUES (1001, 'Zzyzx-works');"
                     "INSERT INTO claim (facility, attribute, value, source, withdrawn) VALUES"
                     " (1001, 'capacity', '7', %1$s, 0), (1001, 'capex', '7', %1$s, 1);"
                     "INSERT INTO announcement (id, title) VALUES (1001, 'Zzyzx-deal');"
                     "INSERT INTO announcement_source (announcement, source) VALUES (1001, %1$s);"
                     "INSERT INTO link (from_facility, to_facility, state, source) VALUES (1001, " NARVA ", 'planned', %1$s)",
                     source);
  GtkWidget *row, *label;

  run_sql (f->document, sql);
  edit_facility (window, "ee-narva-neo");
  row = open_row (window, is_source, title);
  wait_for_field (row, "Title");
  wait_until (is_named, row);
  label = find_label (row, "Zzyzx-works");
  gtk_widget_activate (gtk_widget_get_ancestor (label, ADW_TYPE_ACTION_ROW));
  wait_until (is_selected, ytt_window_get_session (window));
}

/* What was begun is there again in another window. */
static void
test_draft (WindowFixture *f,
            gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  GtkWidget *adder;
  g_autofree char *text = NULL;

  edit_facility (window, "ee-narva-neo");
  adder = open_row (window, is_adder, NULL);
  choose (adder, "About", "jobs");
  type_words (wait_for_field (adder, "Value"), "about 1,234");
  hand_press ("Tab");
  close_window (window);

  window = open_window (f, f->document);
  edit_facility (window, "ee-narva-neo");
  adder = wait_for (window, is_adder, NULL);
  text = ytt_field_get_text (wait_for_field (adder, "Value"));
  g_assert_cmpstr (text, ==, "about 1,234");
  g_assert_nonnull (ytt_field_get_reading (find_field (adder, "Value")));
  press_button (adder, "Discard");
  assert_document (f->document, "SELECT count (*) FROM claim WHERE typed IS NOT NULL", "0");
}

static gboolean
is_elsewhere (gpointer data)
{
  Focus *focus = data;

  return get_focus (focus->window) != focus->widget;
}

/* Goes on by Tab until the focus is there. */
static void
tab_to (YttWindow *window,
        GtkWidget *widget)
{
  Focus focus = { window, widget };

  for (guint i = 0; i < 30 && !is_inside (&focus); i++)
    {
      Focus before = { window, get_focus (window) };

      hand_press ("Tab");
      wait_until (is_elsewhere, &before);
    }
  g_assert_true (is_inside (&focus));
}

/* No pointer is needed to add a claim. */
static void
test_keyboard (WindowFixture *f,
               gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  GtkWidget *adder;

  edit_facility (window, "ee-narva-neo");
  adder = wait_for (window, is_adder, NULL);
  g_assert_true (gtk_widget_grab_focus (adder));
  hand_press ("space");
  tab_to (window, GTK_WIDGET (wait_for_field (adder, "About")));
  choose (adder, "About", "jobs");
  tab_to (window, GTK_WIDGET (wait_for_field (adder, "Value")));
  hand_type ("77");
  tab_to (window, GTK_WIDGET (find_field (adder, "Source")));
  hand_type ("https://example.org/2025/11/03/jobs");
  tab_to (window, GTK_WIDGET (wait_for_field (adder, "Title of the New Source")));
  tab_to (window, find_button (adder, "Add Claim"));
  hand_press ("space");
  wait_for_undo (window, "Add a claim on Narva magnet plant (Jobs)");
  assert_document (f->document, "SELECT attribute || value || unit FROM claim WHERE typed = '77'", "jobs77people");
}

int
main (int   argc,
      char *argv[])
{
  adw_init ();
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add (path, WindowFixture, NULL, window_fixture_set_up, function, window_fixture_tear_down)
  ADD ("/claims/add", test_add);
  ADD ("/claims/ask", test_ask);
  ADD ("/claims/same-source", test_same_source);
  ADD ("/claims/own-knowledge", test_own_knowledge);
  ADD ("/claims/contradiction", test_contradiction);
  ADD ("/claims/change", test_change);
  ADD ("/claims/reuse-source", test_reuse_source);
  ADD ("/claims/withdraw", test_withdraw);
  ADD ("/claims/pin", test_pin);
  ADD ("/claims/source", test_source);
  ADD ("/claims/rests", test_rests);
  ADD ("/claims/draft", test_draft);
  ADD ("/claims/keyboard", test_keyboard);

  return g_test_run ();
}
