/* The index of a large document is patched at what an edit changed, and is then just what reading it anew gives. */

#include "config.h"

#include <string.h>

#include "edit-fixture.h"
#include "ytt-query-facets-private.h"

/* More than are put in the order of the user's language. */
#define N_FACILITIES 20500

#define COPIES \
  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20500)" \
  " INSERT INTO facility (id, geom, name, country, location_precision)" \
  " SELECT 10 * i, CASE WHEN i % 7 <> 0 THEN (SELECT geom FROM facility WHERE geom IS NOT NULL LIMIT 1) END," \
  "        CASE i % 3 WHEN 0 THEN 'Alike' ELSE 'Made ' || (i * 7919 % 20500) END, 'EE', 'site' FROM n;"

/* What is read in a thread of the store's. */
typedef struct
{
  YttIndex        *index;     /* (owned) */
  YttFacetColumns *columns;   /* belongs to the index */
} Seen;

static void
seen_free (Seen *seen)
{
  ytt_index_unref (seen->index);
  g_free (seen);
}

static void
see_job (GTask        *task,
         sqlite3      *db,
         gpointer      task_data,
         GCancellable *cancellable)
{
  Seen *seen = g_new0 (Seen, 1);
  GError *error = NULL;

  g_assert_true (ytt_sqlite_exec (db, "BEGIN", &error));
  seen->index = ytt_index_get (g_task_get_source_object (task), db, (YttMoment) { 0 }, &error);
  g_assert_no_error (error);
  seen->columns = ytt_index_get_columns (seen->index, db, &error);
  g_assert_no_error (error);
  g_assert_true (ytt_sqlite_exec (db, "COMMIT", &error));
  g_task_return_pointer (task, seen, (GDestroyNotify) seen_free);
}

static Seen *
see (YttStore *store)
{
  g_autoptr(GAsyncResult) result = NULL;

  ytt_store_push_read (store, g_task_new (store, NULL, store_keep_result_cb, &result), see_job);
  store_wait_result (&result);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

#define assert_column(a, b, n) g_assert_cmpmem ((a), sizeof *(a) * (n), (b), sizeof *(b) * (n))
#define assert_array(a, b) \
  g_assert_cmpmem ((a)->data, (a)->len * g_array_get_element_size (a), (b)->data, (b)->len * g_array_get_element_size (b))

static void
assert_same_columns (YttFacetColumns *a,
                     YttFacetColumns *b,
                     guint            n)
{
  assert_column (a->elements, b->elements, n);
  assert_column (a->capacities, b->capacities, n);
  assert_column (a->most_capacities, b->most_capacities, n);
  assert_column (a->conflicts, b->conflicts, n);
  assert_column (a->newest_sources, b->newest_sources, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpstr (g_ptr_array_index (a->basis_names, a->bases[i]), ==, g_ptr_array_index (b->basis_names, b->bases[i]));
  g_assert_cmpuint (a->n_organisations, ==, b->n_organisations);
  assert_column (a->organisation_ids, b->organisation_ids, a->n_organisations);
  assert_column (a->organisation_begins, b->organisation_begins, a->n_organisations + 1);
  assert_column (a->organisation_facilities, b->organisation_facilities, a->organisation_begins[a->n_organisations]);
  assert_column (a->all.stages, b->all.stages, N_STAGE_SETS);
  assert_column (a->all.statuses, b->all.statuses, YTT_N_STATUSES);
  assert_column (a->all.countries, b->all.countries, N_COUNTRIES);
  assert_column (a->all.starts, b->all.starts, N_STARTS);
  assert_column (a->all.source_years, b->all.source_years, N_YEARS);
}

static void
assert_same_points (GArray *a,
                    GArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    {
      const YttPoint *one = &g_array_index (a, YttPoint, i), *other = &g_array_index (b, YttPoint, i);

      g_assert_true (one->id == other->id && one->longitude == other->longitude && one->latitude == other->latitude
                     && one->stages == other->stages && one->status == other->status
                     && one->precision == other->precision && one->promised == other->promised);
    }
}

static void
assert_same (const Seen *a,
             const Seen *b)
{
  guint n = a->index->ids->len;

  assert_array (a->index->ids, b->index->ids);
  assert_array (a->index->by_name, b->index->by_name);
  assert_same_points (a->index->points, b->index->points);
  assert_column (a->index->orders[YTT_ORDER_NAME], b->index->orders[YTT_ORDER_NAME], n);
  assert_column (a->index->stages, b->index->stages, n);
  assert_column (a->index->statuses, b->index->statuses, n);
  assert_column (a->index->precisions, b->index->precisions, n);
  assert_column (a->index->countries, b->index->countries, n);
  assert_column (a->index->starts, b->index->starts, n);
  assert_column (a->index->newest, b->index->newest, n);
  assert_same_columns (a->columns, b->columns, n);
}

/* What the document's own store sees is what one sees that has read nothing before; and whether it was read anew. */
static void
assert_seen (EditFixture *f,
             Seen       **before,
             gboolean     patched)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(YttStore) other = store_open (f->path, YTT_STORE_OPEN, &error);
  Seen *now = see (f->store);
  Seen *fresh;

  g_assert_no_error (error);
  fresh = see (other);
  assert_same (now, fresh);
  g_assert_true (now->index != (*before)->index);
  g_assert_cmpint (now->index->ids == (*before)->index->ids, ==, patched);

  seen_free (fresh);
  ytt_store_close (other);
  seen_free (*before);
  *before = now;
}

static void
set_up (EditFixture   *f,
        gconstpointer  data)
{
  edit_fixture_set_up_shipped (f, data);
  ytt_store_close (f->store);
  g_clear_object (&f->store);
  store_run (f->path, COPIES);
  edit_reopen (f);
}

static void
update (YttChanges *changes,
        gint64      id,
        const char *column,
        YttCell     cell)
{
  ytt_changes_update (changes, "facility", id);
  ytt_changes_set (changes, column, cell);
}

static void
claim (YttChanges *changes,
       gint64      source,
       gint64      facility,
       const char *attribute,
       const char *value)
{
  ytt_changes_insert (changes, "claim");
  ytt_changes_set (changes, "facility", YTT_CELL_OF_INTEGER (facility));
  ytt_changes_set (changes, "attribute", YTT_CELL_OF_TEXT (attribute));
  ytt_changes_set (changes, "value", YTT_CELL_OF_TEXT (value));
  if (g_str_equal (attribute, "capacity"))
    {
      ytt_changes_set (changes, "unit", YTT_CELL_OF_TEXT ("t/yr"));
      ytt_changes_set (changes, "basis", YTT_CELL_OF_TEXT ("unheard-of"));
    }
  ytt_changes_set (changes, "source", YTT_CELL_OF_INTEGER (source));
}

/* The nth of the edits that are patched. */
static void
make_edit (EditFixture *f,
           YttChanges  *changes,
           guint        n)
{
  gint64 source = edit_ask_number (f, "SELECT id FROM source WHERE published IS NOT NULL LIMIT 1");

  switch (n)
    {
    case 0:   /* to the front, past the end, among those alike, and side by side */
      update (changes, 50, "name", YTT_CELL_OF_TEXT ("!"));
      update (changes, 100, "name", YTT_CELL_OF_TEXT ("ZZZZ"));
      update (changes, 110, "name", YTT_CELL_OF_TEXT ("ZZZZZ"));
      update (changes, 1000, "name", YTT_CELL_OF_TEXT ("Alike"));
      update (changes, 1010, "name", YTT_CELL_OF_TEXT ("Alike"));
      break;
    case 1:   /* on the map, off it, and elsewhere */
      update (changes, 70, "geom", YTT_CELL_OF_POINT (-180, 90));
      update (changes, 80, "geom", YTT_CELL_OF_NULL);
      update (changes, 205000, "geom", YTT_CELL_OF_POINT (1.5, -2.5));
      update (changes, 90, "location_precision", YTT_CELL_OF_TEXT ("region"));
      update (changes, 60, "country", YTT_CELL_OF_TEXT ("FI"));
      break;
    case 2:   /* what is derived */
      claim (changes, source, 120, "status", "operating");
      claim (changes, source, 120, "start", "2027");
      claim (changes, source, 130, "capacity", "1200");
      ytt_changes_insert (changes, "facility_stage");
      ytt_changes_set (changes, "facility", YTT_CELL_OF_INTEGER (130));
      ytt_changes_set (changes, "stage", YTT_CELL_OF_TEXT ("magnet"));
      break;
    case 3:   /* over a source, of several */
      ytt_changes_update (changes, "source", source);
      ytt_changes_set (changes, "published", YTT_CELL_OF_TEXT ("2026-01-02"));
      break;
    case 4:   /* nothing that it has */
    default:
      update (changes, 140, "summary", YTT_CELL_OF_TEXT ("About it"));
      break;
    }
}

static void
test_edits (EditFixture   *f,
            gconstpointer  data)
{
  Seen *seen = see (f->store);
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (ytt_index_get_n (seen->index), >, N_FACILITIES);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr(YttChanges) changes = ytt_changes_new ();

      make_edit (f, changes, i);
      edit_do (f, changes, "Edit");
      assert_seen (f, &seen, TRUE);
    }
  for (guint i = 0; i < 5; i++)
    {
      edit_undo (f, &error);
      g_assert_no_error (error);
      /* Several at once are patched over, too. */
      if (i != 1)
        assert_seen (f, &seen, TRUE);
    }
  seen_free (seen);
}

/* Columns of facets that an edit changes beyond a facility's own row are read anew, and so is all where facilities come
 * and go. */
static void
test_anew (EditFixture   *f,
           gconstpointer  data)
{
  Seen *seen = see (f->store);
  g_autoptr(YttChanges) parts = ytt_changes_new ();
  g_autoptr(YttChanges) added = ytt_changes_new ();
  g_autoptr(YttChanges) deleted = ytt_changes_new ();
  g_autoptr(YttChanges) outside = ytt_changes_new ();
  gint64 organisation;

  organisation = ytt_changes_insert (parts, "organisation");
  ytt_changes_set (parts, "name", YTT_CELL_OF_TEXT ("Aaa"));
  ytt_changes_insert (parts, "facility_organisation");
  ytt_changes_set (parts, "facility", YTT_CELL_OF_INTEGER (40));
  ytt_changes_set (parts, "organisation", YTT_CELL_OF_INTEGER (organisation));
  ytt_changes_set (parts, "role", YTT_CELL_OF_TEXT ("operator"));
  ytt_changes_insert (parts, "facility_element");
  ytt_changes_set (parts, "facility", YTT_CELL_OF_INTEGER (40));
  ytt_changes_set (parts, "element", YTT_CELL_OF_TEXT ("Dy"));
  edit_do (f, parts, "Parts");
  assert_seen (f, &seen, TRUE);

  ytt_changes_insert (added, "facility");
  ytt_changes_set (added, "name", YTT_CELL_OF_TEXT ("New"));
  edit_do (f, added, "Add");
  assert_seen (f, &seen, FALSE);

  ytt_changes_delete (deleted, "facility", 500);
  edit_do (f, deleted, "Delete");
  assert_seen (f, &seen, FALSE);

  /* Another program writes, and nobody looks before the next edit. */
  store_run (f->path, "UPDATE facility SET name = 'Theirs' WHERE id = 600");
  update (outside, 610, "name", YTT_CELL_OF_TEXT ("Ours"));
  edit_do (f, outside, "Ours");
  assert_seen (f, &seen, FALSE);
  seen_free (seen);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/index-patch/" name, EditFixture, NULL, set_up, func, edit_fixture_tear_down)
  ADD ("edits", test_edits);
  ADD ("anew", test_anew);
#undef ADD

  return g_test_run ();
}
