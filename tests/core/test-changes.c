/* The list of changes that an editor hands over. */

#include "ytt-changes.h"

static void
test_fills_rows_in_order (void)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autofree char *text = g_strdup ("Narva");
  const YttChange *change;
  const YttChangedCell *cell;
  gint64 id;

  id = ytt_changes_insert (changes, "facility");
  ytt_changes_set (changes, "name", YTT_CELL_OF_TEXT (text));
  ytt_changes_update (changes, "claim", 7);
  ytt_changes_expect (changes, "value", YTT_CELL_OF_TEXT (text));
  ytt_changes_set (changes, "value", YTT_CELL_OF_INTEGER (5));
  ytt_changes_delete (changes, "link", 9);
  text[0] = 'X';

  g_assert_cmpint (id, >, 0);
  g_assert_cmpuint (ytt_changes_get_n (changes), ==, 3);

  change = ytt_changes_get (changes, 0);
  g_assert_cmpint (change->kind, ==, YTT_CHANGE_INSERT);
  g_assert_cmpint (change->id, ==, id);
  cell = &g_array_index (change->cells, YttChangedCell, 0);
  g_assert_cmpstr (cell->cell.text, ==, "Narva");
  g_assert_false (cell->expected);

  change = ytt_changes_get (changes, 1);
  g_assert_cmpint (change->kind, ==, YTT_CHANGE_UPDATE);
  g_assert_cmpuint (change->cells->len, ==, 1);
  cell = &g_array_index (change->cells, YttChangedCell, 0);
  g_assert_true (cell->expected && cell->set);
  g_assert_cmpstr (cell->old.text, ==, "Narva");
  g_assert_cmpint (cell->cell.integer, ==, 5);

  change = ytt_changes_get (changes, 2);
  g_assert_cmpint (change->kind, ==, YTT_CHANGE_DELETE);
  g_assert_cmpint (change->id, ==, 9);
  g_assert_cmpuint (change->cells->len, ==, 0);
}

static void
test_takes_the_last_value (void)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  const YttChangedCell *cell;

  ytt_changes_update (changes, "facility", 1);
  ytt_changes_set (changes, "name", YTT_CELL_OF_TEXT ("first"));
  ytt_changes_set (changes, "name", YTT_CELL_OF_TEXT (NULL));

  cell = &g_array_index (ytt_changes_get (changes, 0)->cells, YttChangedCell, 0);
  g_assert_cmpuint (ytt_changes_get (changes, 0)->cells->len, ==, 1);
  g_assert_true (cell->set);
  g_assert_cmpint (cell->cell.kind, ==, YTT_CELL_NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/changes/fills-rows-in-order", test_fills_rows_in_order);
  g_test_add_func ("/changes/takes-the-last-value", test_takes_the_last_value);

  return g_test_run ();
}
