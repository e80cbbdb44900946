#include "config.h"

#include "edit-fixture.h"
#include "hand.h"

/* What of a record is in tables of its own: names, stages, products, companies. */

#define NARVA "(SELECT id FROM facility WHERE facility = 'ee-narva-neo')"
#define NAMES "SELECT group_concat (name, '|') FROM (SELECT name FROM facility_name WHERE facility = " NARVA \
              " ORDER BY name)"
#define STAGES "SELECT group_concat (stage, '|') FROM (SELECT stage FROM facility_stage WHERE facility = " NARVA \
               " ORDER BY stage)"
#define PRODUCTS "SELECT group_concat (product, '|') FROM (SELECT product FROM facility_product WHERE facility = " NARVA \
                 " ORDER BY position, id)"

static void
focus (GtkWidget *widget)
{
  g_assert_true (gtk_widget_grab_focus (widget));
}

static void
add (YttWindow  *window,
     const char *title,
     const char *text)
{
  YttField *adder = find_field (GTK_WIDGET (window), title);

  type_into (adder, text);
  hand_press ("Return");
  wait_for_state (adder, YTT_FIELD_CLEAN);
}

static gboolean
has_field (gpointer data)
{
  gpointer *parts = data;

  return look_for_field (parts[0], parts[1]) != NULL;
}

/* Added one after the other by keys alone, changed, and removed by emptying. */
static void
test_names (WindowFixture *f,
            gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  gpointer name_field[] = { window, "Other Name" };
  YttField *adder, *first;

  edit_facility (window, "ee-narva-neo");
  add (window, "Add Another Name", "Bravo");
  g_assert_nonnull (gtk_widget_get_focus_child (GTK_WIDGET (find_field (GTK_WIDGET (window), "Add Another Name"))));
  add (window, "Add Another Name", "Alpha");
  assert_document (f->document, NAMES, "Alpha|Bravo");
  wait_for_undo (window, "Add a name of Narva magnet plant");
  wait_until (has_field, name_field);

  adder = find_field (GTK_WIDGET (window), "Add Another Name");
  type_into (adder, "Alpha");
  hand_press ("Return");
  wait_for_state (adder, YTT_FIELD_INVALID);
  g_assert_cmpstr (ytt_field_get_message (adder), ==, "This is in the list already");
  hand_press ("Escape");
  wait_for_state (adder, YTT_FIELD_CLEAN);

  first = find_field (GTK_WIDGET (window), "Other Name");
  type_into (first, "Anna");
  hand_press ("Return");
  wait_for_document (f->document, NAMES, "Anna|Bravo");
  wait_for_state (first, YTT_FIELD_CLEAN);
  type_into (first, "");
  hand_press ("Return");
  wait_for_document (f->document, NAMES, "Bravo");
  wait_for_undo (window, "Remove a name of Narva magnet plant");
}

static void
test_products (WindowFixture *f,
               gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);

  run_sql (f->document, "DELETE FROM facility_product WHERE facility = " NARVA ";"
                        "INSERT INTO facility_product (facility, product, position) VALUES"
                        " (" NARVA ", 'alloy', 3), (" NARVA ", 'magnets', 7)");
  edit_facility (window, "ee-narva-neo");
  add (window, "Add a Product", "scrap");
  wait_for_document (f->document, PRODUCTS, "alloy|magnets|scrap");

  focus (GTK_WIDGET (find_field (GTK_WIDGET (window), "Product")));
  hand_press ("alt+Down");
  wait_for_document (f->document, PRODUCTS, "magnets|alloy|scrap");
  wait_for_undo (window, "Reorder the products of Narva magnet plant");
}

static gboolean
has_focus (gpointer data)
{
  return gtk_widget_has_focus (data);
}

static void
count_cb (YttField *field,
          guint    *n)
{
  *n += 1;
}

static gboolean
is_two (gpointer data)
{
  return *(guint *) data == 2;
}

/* Each toggle is a change by itself; of two at once none is lost. */
static void
test_stages (WindowFixture *f,
             gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  YttField *stages;
  guint n_edited = 0;

  edit_facility (window, "ee-narva-neo");
  stages = find_field (GTK_WIDGET (window), "Stages");
  click_button (GTK_WIDGET (stages), "Recycling");
  click_button (GTK_WIDGET (stages), "Separation");
  wait_for_document (f->document, STAGES, "magnet|recycling|separation");
  wait_for_state (stages, YTT_FIELD_CLEAN);
  click_button (GTK_WIDGET (stages), "Magnets");
  wait_for_document (f->document, STAGES, "recycling|separation");
  wait_for_undo (window, "Change the stages of Narva magnet plant");

  /* By keys alone: the toggles are one stop. */
  focus (GTK_WIDGET (find_field (GTK_WIDGET (window), "Add Another Name")));
  hand_press ("Tab");
  wait_until (has_focus, find_button (GTK_WIDGET (stages), "Recycling"));
  hand_press ("Right");
  wait_until (has_focus, find_button (GTK_WIDGET (stages), "Mining"));
  hand_press ("space");
  wait_for_document (f->document, STAGES, "mining|recycling|separation");
  wait_for_state (stages, YTT_FIELD_CLEAN);

  /* There and back before the first is in the document */
  hand_press ("space");
  hand_press ("space");
  hand_press ("space");
  wait_for_document (f->document, STAGES, "recycling|separation");
  wait_for_state (stages, YTT_FIELD_CLEAN);
  g_signal_connect (stages, "edited", G_CALLBACK (count_cb), &n_edited);
  hand_press ("space");
  hand_press ("space");
  wait_until (is_two, &n_edited);
  wait_for_state (stages, YTT_FIELD_CLEAN);
  wait_for_document (f->document, STAGES, "recycling|separation");
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (find_button (GTK_WIDGET (stages), "Mining"))));

  hand_press ("Tab");
  wait_until (has_focus, find_button (GTK_WIDGET (find_field (GTK_WIDGET (window), "Elements")), "Sc"));
}

#define OWNERS "SELECT group_concat (name || coalesce (' ' || share, ''), '|') FROM (SELECT o.name, r.share" \
               " FROM facility_organisation r JOIN organisation o ON o.id = r.organisation" \
               " WHERE r.role = 'owner' AND r.facility = " NARVA " ORDER BY r.position)"

static gboolean
proposes (gpointer data)
{
  return find_label (data, "Lynas Rare Earths") != NULL && find_label (data, "Lynas Malaysia") == NULL;
}

/* The document's own are proposed; a new one is added with the facility in one go; shares are numbers. */
static void
test_owners (WindowFixture *f,
             gconstpointer  data)
{
  YttWindow *window = open_window (f, f->document);
  gpointer share_field[] = { window, "Share in Per Cent" };
  YttField *adder, *share;

  run_sql (f->document, "DELETE FROM facility_organisation WHERE role = 'owner' AND facility = " NARVA);
  edit_facility (window, "ee-narva-neo");
  adder = find_field (GTK_WIDGET (window), "Add an Owner");
  type_into (adder, "Zzyzx-Holdings");
  hand_press ("Return");
  wait_for_document (f->document, OWNERS, "Zzyzx-Holdings");
  wait_for_undo (window, "Add an owner of Narva magnet plant");
  wait_until (has_field, share_field);

  share = find_field (GTK_WIDGET (window), "Share in Per Cent");
  type_into (share, "620");
  hand_press ("Return");
  wait_for_state (share, YTT_FIELD_INVALID);
  type_into (share, "62,5%");
  hand_press ("Return");
  wait_for_document (f->document, OWNERS, "Zzyzx-Holdings 62.5");
  wait_for_state (share, YTT_FIELD_CLEAN);

  adder = find_field (GTK_WIDGET (window), "Add an Owner");
  type_into (adder, "lynas-ra");
  wait_until (proposes, adder);
  hand_press ("Down");
  hand_press ("Return");
  wait_for_document (f->document, OWNERS, "Zzyzx-Holdings 62.5|Lynas Rare Earths");
  assert_document (f->document, "SELECT count (*) FROM organisation WHERE name LIKE 'lyn%'", "2");
}

int
main (int   argc,
      char *argv[])
{
  adw_init ();
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/edit-lists/names", WindowFixture, NULL, window_fixture_set_up, test_names, window_fixture_tear_down);
  g_test_add ("/edit-lists/products", WindowFixture, NULL, window_fixture_set_up, test_products,
              window_fixture_tear_down);
  g_test_add ("/edit-lists/stages", WindowFixture, NULL, window_fixture_set_up, test_stages, window_fixture_tear_down);
  g_test_add ("/edit-lists/owners", WindowFixture, NULL, window_fixture_set_up, test_owners, window_fixture_tear_down);

  return g_test_run ();
}
