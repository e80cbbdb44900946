#include "config.h"

#include "query-fixture.h"

static void
log_change_cb (GListModel *model,
               guint       position,
               guint       removed,
               guint       added,
               gpointer    data)
{
  g_string_append_printf (data, "%u-%u+%u ", position, removed, added);
}

static void
expect_changes (GString    *changes,
                const char *expected)
{
  g_assert_cmpstr (changes->str, ==, expected);
  g_string_truncate (changes, 0);
}

static GArray *
make_ids (const char *digits)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (const char *p = digits; *p != '\0'; p++)
    {
      gint64 id = *p - '0';

      g_array_append_val (ids, id);
    }

  return ids;
}

static void
set_ids (YttFacilityList *list,
         YttStore        *store,
         const char      *digits)
{
  g_autoptr(GArray) ids = make_ids (digits);

  ytt_facility_list_set_ids (list, store, ids);
}

/* The change is trimmed of what both have in common at the beginning and at the end. */
static void
test_changes (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(YttFacilityList) list = ytt_facility_list_new ();
  g_autoptr(GString) changes = g_string_new (NULL);

  g_signal_connect (list, "items-changed", G_CALLBACK (log_change_cb), changes);

  set_ids (list, f->store, "");
  expect_changes (changes, "");
  set_ids (list, f->store, "12345");
  expect_changes (changes, "0-0+5 ");
  set_ids (list, f->store, "12345");
  expect_changes (changes, "");
  set_ids (list, f->store, "1245");
  expect_changes (changes, "2-1+0 ");
  set_ids (list, f->store, "12745");
  expect_changes (changes, "2-0+1 ");
  set_ids (list, f->store, "127");
  expect_changes (changes, "3-2+0 ");
  set_ids (list, f->store, "1117");
  expect_changes (changes, "1-1+2 ");
  set_ids (list, f->store, "117");
  expect_changes (changes, "2-1+0 ");
  set_ids (list, NULL, "117");
  expect_changes (changes, "0-3+3 ");
  set_ids (list, NULL, "");
  expect_changes (changes, "0-3+0 ");

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
}

static void
test_find (void)
{
  g_autoptr(YttFacilityList) list = ytt_facility_list_new ();

  set_ids (list, NULL, "314");
  g_assert_cmpuint (ytt_facility_list_find (list, 4), ==, 2);
  g_assert_cmpuint (ytt_facility_list_find (list, 9), ==, G_MAXUINT);
  g_assert_cmpint (ytt_facility_list_get_id (list, 1), ==, 1);
  g_assert_cmpint (ytt_facility_list_get_id (list, 3), ==, 0);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 3));
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (list)) == YTT_TYPE_FACILITY);
}

static void
make_facilities (Fixture *f)
{
  fixture_run (f,
               "INSERT INTO facility (id, name) VALUES (1, 'One'), (2, 'Two'), (3, 'Three'), (4, 'Four');"
               "INSERT INTO facility (id, name)"
               " WITH RECURSIVE n (i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 2999)"
               " SELECT i, 'Plant ' || i FROM n");
}

static gboolean
is_loaded (gpointer data)
{
  return ytt_facility_get_loaded (data);
}

static void
test_rows (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(YttFacilityList) list = ytt_facility_list_new ();
  g_autoptr(YttFacility) first = NULL, second = NULL, again = NULL;

  make_facilities (f);
  set_ids (list, f->store, "1234");
  first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  second = g_list_model_get_item (G_LIST_MODEL (list), 1);
  g_assert_false (ytt_facility_get_loaded (first));
  g_assert_null (ytt_facility_get_row (first));

  wait_until (is_loaded, first);
  wait_until (is_loaded, second);
  g_assert_cmpstr (ytt_facility_get_row (first)->name, ==, "One");
  g_assert_cmpstr (ytt_facility_get_row (second)->name, ==, "Two");

  /* The same object in another result, with its row. */
  set_ids (list, f->store, "321");
  again = g_list_model_get_item (G_LIST_MODEL (list), 2);
  g_assert_true (again == first);

  /* An equal id of another document is another facility. */
  set_ids (list, NULL, "321");
  g_clear_object (&again);
  again = g_list_model_get_item (G_LIST_MODEL (list), 2);
  g_assert_true (again != first);
  g_assert_false (ytt_facility_get_loaded (again));
}

static void
count_loaded_cb (YttFacility *facility,
                 GParamSpec  *pspec,
                 guint       *n_loaded)
{
  (*n_loaded)++;
}

static gboolean
all_loaded (gpointer data)
{
  return *(guint *) data == 2000;
}

/* More than one window, more than the list keeps at hand, and each once. */
static void
test_many (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(YttFacilityList) list = ytt_facility_list_new ();
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GPtrArray) held = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *last = NULL;
  guint n_loaded = 0;

  make_facilities (f);
  for (gint64 id = 1000; id < 3000; id++)
    g_array_append_val (ids, id);
  ytt_facility_list_set_ids (list, f->store, ids);

  for (guint i = 0; i < ids->len; i++)
    {
      YttFacility *facility = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_signal_connect (facility, "notify::loaded", G_CALLBACK (count_loaded_cb), &n_loaded);
      g_ptr_array_add (held, facility);
    }

  wait_until (all_loaded, &n_loaded);
  last = g_strdup (ytt_facility_get_row (g_ptr_array_index (held, 1999))->name);
  g_assert_cmpstr (last, ==, "Plant 2999");

  /* What was looked at last is kept without anybody holding it, and what is older is let go. */
  for (guint i = 0; i < held->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (held, i), &n_loaded);
  g_ptr_array_set_size (held, 0);
  g_ptr_array_add (held, g_list_model_get_item (G_LIST_MODEL (list), 1999));
  g_ptr_array_add (held, g_list_model_get_item (G_LIST_MODEL (list), 0));
  g_assert_true (ytt_facility_get_loaded (g_ptr_array_index (held, 0)));
  g_assert_false (ytt_facility_get_loaded (g_ptr_array_index (held, 1)));
}

static gboolean
has_new_name (gpointer data)
{
  return g_strcmp0 (ytt_facility_get_row (data)->name, "Uno") == 0;
}

static void
test_reload (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(YttFacilityList) list = ytt_facility_list_new ();
  g_autoptr(YttFacility) facility = NULL;

  make_facilities (f);
  set_ids (list, f->store, "12");
  facility = g_list_model_get_item (G_LIST_MODEL (list), 0);
  wait_until (is_loaded, facility);

  fixture_run (f, "UPDATE facility SET name = 'Uno' WHERE id = 1");
  ytt_facility_list_reload (list);
  g_assert_cmpstr (ytt_facility_get_row (facility)->name, ==, "One");
  wait_until (has_new_name, facility);
}

static void
count_failed_cb (YttFacilityList *list,
                 const GError    *error,
                 guint           *n_failed)
{
  g_assert_error (error, YTT_ERROR, YTT_ERROR_STORE);
  (*n_failed)++;
}

static gboolean
has_failed (gpointer data)
{
  return *(guint *) data > 0;
}

/* Rows that cannot be read say so once, and do not ask again for ever. */
static void
test_failed (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(YttFacilityList) list = ytt_facility_list_new ();
  g_autoptr(YttFacility) facility = NULL, again = NULL;
  guint n_failed = 0;

  make_facilities (f);
  fixture_run (f, "DROP TABLE facility_shown");
  g_signal_connect (list, "rows-failed", G_CALLBACK (count_failed_cb), &n_failed);
  set_ids (list, f->store, "12");
  facility = g_list_model_get_item (G_LIST_MODEL (list), 0);
  wait_until (has_failed, &n_failed);

  again = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_true (again == facility);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_failed, ==, 1);
}

static void
test_finalize (Fixture       *f,
               gconstpointer  data)
{
  YttFacilityList *list = ytt_facility_list_new ();
  g_autoptr(YttFacility) held = NULL;

  make_facilities (f);
  set_ids (list, f->store, "1234");
  held = g_list_model_get_item (G_LIST_MODEL (list), 2);

  /* Before the rows are there, and with a facility that outlives the list. */
  g_assert_finalize_object (list);
  g_assert_cmpint (ytt_facility_get_id (held), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/facility-list/find", test_find);
  g_test_add ("/facility-list/changes", Fixture, NULL, fixture_set_up_empty, test_changes, fixture_tear_down);
  g_test_add ("/facility-list/rows", Fixture, NULL, fixture_set_up_empty, test_rows, fixture_tear_down);
  g_test_add ("/facility-list/many", Fixture, NULL, fixture_set_up_empty, test_many, fixture_tear_down);
  g_test_add ("/facility-list/reload", Fixture, NULL, fixture_set_up_empty, test_reload, fixture_tear_down);
  g_test_add ("/facility-list/failed", Fixture, NULL, fixture_set_up_empty, test_failed, fixture_tear_down);
  g_test_add ("/facility-list/finalize", Fixture, NULL, fixture_set_up_empty, test_finalize, fixture_tear_down);

  return g_test_run ();
}
