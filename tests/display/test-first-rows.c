#include "config.h"

#include "ytt-first-rows.h"

/* What a list that follows the changes would show. */
static void
follow_cb (GListModel *rows,
           guint       position,
           guint       removed,
           guint       added,
           GArray     *followed)
{
  g_assert_cmpuint (position + removed, <=, followed->len);
  g_array_remove_range (followed, position, removed);
  for (guint i = 0; i < added; i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (rows, position + i);

      g_assert_nonnull (item);
      g_array_insert_val (followed, position + i, item);
    }
  g_assert_cmpuint (followed->len, ==, g_list_model_get_n_items (rows));
}

static void
assert_followed (YttFirstRows *rows,
                 GArray       *followed,
                 guint         n)
{
  g_assert_cmpuint (followed->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (rows), i);

      g_assert_true (item == g_array_index (followed, GObject *, i));
    }
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (rows), n));
}

static void
splice (GListStore *store,
        guint       position,
        guint       removed,
        guint       added)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < added; i++)
    g_ptr_array_add (items, g_object_new (G_TYPE_OBJECT, NULL));
  g_list_store_splice (store, position, removed, items->pdata, added);
}

static void
test_changes (void)
{
  static const struct { guint position, removed, added, shown; } changes[] = {
    { 0, 0, 3, 3 }, { 3, 0, 9, 5 }, { 4, 3, 3, 5 }, { 5, 2, 0, 5 }, { 1, 8, 1, 3 }, { 0, 1, 7, 5 }, { 2, 2, 2, 5 },
    { 7, 1, 4, 5 },
  };
  g_autoptr(GListStore) store = g_list_store_new (G_TYPE_OBJECT);
  g_autoptr(YttFirstRows) rows = ytt_first_rows_new (5);
  g_autoptr(GArray) followed = g_array_new (FALSE, FALSE, sizeof (GObject *));

  g_signal_connect (rows, "items-changed", G_CALLBACK (follow_cb), followed);
  ytt_first_rows_set_model (rows, G_LIST_MODEL (store));
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      splice (store, changes[i].position, changes[i].removed, changes[i].added);
      assert_followed (rows, followed, changes[i].shown);
    }

  ytt_first_rows_show_all (rows);
  assert_followed (rows, followed, g_list_model_get_n_items (G_LIST_MODEL (store)));
  splice (store, 3, 4, 2);
  assert_followed (rows, followed, g_list_model_get_n_items (G_LIST_MODEL (store)));
  ytt_first_rows_set_model (rows, NULL);
  assert_followed (rows, followed, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/first-rows/changes", test_changes);

  return g_test_run ();
}
