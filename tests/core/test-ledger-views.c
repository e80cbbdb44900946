#include "config.h"

#include "query-fixture.h"

#include "ytt-ledger.h"

#include <string.h>

/* The ledger's rules stand twice, in ytt-ledger.c and in the document's views: what the one says the other says too. */

typedef struct
{
  GHashTable *shown;           /* set of gint64: claims that the views show */
  GHashTable *contradictions;  /* set of "low high" */
  GHashTable *derived;         /* facility to Derived */
} Views;

typedef struct
{
  gint64 status;
  gint64 start;
  gint64 headline;
} Derived;

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

static void
keep_result_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static sqlite3_stmt *
prepare (sqlite3    *db,
         const char *sql)
{
  sqlite3_stmt *stmt = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (db));

  return stmt;
}

static void
read_views_job (GTask        *task,
                sqlite3      *db,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Views *views = task_data;
  sqlite3_stmt *stmt;

  stmt = prepare (db, "SELECT id FROM claim_shown");
  while (sqlite3_step (stmt) == SQLITE_ROW)
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);

      g_hash_table_add (views->shown, g_memdup2 (&id, sizeof id));
    }
  sqlite3_finalize (stmt);

  stmt = prepare (db, "SELECT a, b FROM claim_contradiction");
  while (sqlite3_step (stmt) == SQLITE_ROW)
    g_hash_table_add (views->contradictions,
                      g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                                       (gint64) sqlite3_column_int64 (stmt, 0),
                                       (gint64) sqlite3_column_int64 (stmt, 1)));
  sqlite3_finalize (stmt);

  stmt = prepare (db, "SELECT id, status_claim, start_claim, headline_claim FROM facility_shown");
  while (sqlite3_step (stmt) == SQLITE_ROW)
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);
      Derived derived = {
        sqlite3_column_int64 (stmt, 1), sqlite3_column_int64 (stmt, 2), sqlite3_column_int64 (stmt, 3),
      };

      g_hash_table_insert (views->derived, g_memdup2 (&id, sizeof id), g_memdup2 (&derived, sizeof derived));
    }
  sqlite3_finalize (stmt);

  g_task_return_boolean (task, TRUE);
}

static void
read_views (Fixture *f,
            Views   *views)
{
  g_autoptr(GAsyncResult) result = NULL;
  GTask *task = g_task_new (f->store, NULL, keep_result_cb, &result);

  views->shown = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  views->contradictions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  views->derived = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);

  g_task_set_task_data (task, views, NULL);
  ytt_store_push_read (f->store, task, read_views_job);
  wait_until (has_result, &result);
}

static void
clear_views (Views *views)
{
  g_hash_table_unref (views->shown);
  g_hash_table_unref (views->contradictions);
  g_hash_table_unref (views->derived);
}

/* (nullable): what is shown of an attribute as the plant's own */
static const YttClaim *
find_shown (YttRecord  *record,
            const char *attribute)
{
  const YttFigure *found = NULL;

  if (strcmp (attribute, "status") == 0)
    found = record->status_figure;

  for (guint i = 0; i < record->figures->len; i++)
    {
      const YttFigure *figure = g_ptr_array_index (record->figures, i);

      if (strcmp (figure->attribute, attribute) == 0)
        found = figure;
    }

  return found != NULL && ytt_claim_is_eligible (found->shown) ? found->shown : NULL;
}

static gint64
get_shown (YttRecord  *record,
           const char *attribute)
{
  const YttClaim *shown = find_shown (record, attribute);

  return shown != NULL ? shown->id : 0;
}

static GPtrArray *
collect_claims (YttRecord *record)
{
  GPtrArray *claims = g_ptr_array_new ();

  for (guint i = 0; i < record->figures->len; i++)
    g_ptr_array_extend (claims, ((YttFigure *) g_ptr_array_index (record->figures, i))->claims, NULL, NULL);
  if (record->status_figure != NULL)
    g_ptr_array_extend (claims, record->status_figure->claims, NULL, NULL);

  return claims;
}

static void
compare_record (YttRecord *record,
                Views     *views,
                guint     *n_contradictions)
{
  g_autoptr(GPtrArray) claims = collect_claims (record);
  const Derived *derived = g_hash_table_lookup (views->derived, &record->id);
  YttClaim *headline = ytt_ledger_get_headline (claims, record->stages);

  for (guint i = 0; i < claims->len; i++)
    {
      YttClaim *claim = g_ptr_array_index (claims, i);
      gboolean shown = ytt_ledger_choose (claims, claim, NULL) == claim;

      if (shown != g_hash_table_contains (views->shown, &claim->id))
        g_error ("claim %s (%" G_GINT64_FORMAT ") is %sshown in C only", claim->slug, claim->id, shown ? "" : "not ");

      for (guint j = 0; j < claims->len; j++)
        {
          YttClaim *other = g_ptr_array_index (claims, j);
          g_autofree char *pair = NULL;

          if (other->id <= claim->id)
            continue;

          pair = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, claim->id, other->id);
          if (ytt_claims_contradict (claim, other) != g_hash_table_contains (views->contradictions, pair))
            g_error ("C and SQL differ about %s and %s", claim->slug, other->slug);
          *n_contradictions += (guint) ytt_claims_contradict (claim, other);
        }
    }

  g_assert_nonnull (derived);
  g_assert_cmpint (get_shown (record, "status"), ==, derived->status);
  g_assert_cmpint (get_shown (record, "start"), ==, derived->start);
  g_assert_cmpint (headline != NULL ? headline->id : 0, ==, derived->headline);

  /* The line in the pane is the headline, unless an editor pinned a claim in a basis that makes no headline. */
  if (headline != NULL && !find_shown (record, "capacity")->pinned)
    g_assert_cmpint (get_shown (record, "capacity"), ==, headline->id);
}

static void
compare_document (Fixture *f,
                  guint    n_facilities)
{
  Views views;
  g_autoptr(YttResult) all = fixture_search (f, "", YTT_ORDER_NAME);
  guint n_contradictions = 0;

  read_views (f, &views);
  g_assert_cmpuint (all->ids->len, ==, n_facilities);
  for (guint i = 0; i < all->ids->len; i++)
    {
      g_autoptr(YttRecord) record = fixture_get_record_by_id (f, g_array_index (all->ids, gint64, i));

      compare_record (record, &views, &n_contradictions);
    }

  g_assert_cmpuint (n_contradictions, >, 0);
  g_assert_cmpuint (n_contradictions, ==, g_hash_table_size (views.contradictions));
  clear_views (&views);
}

static void
test_shipped (Fixture       *f,
              gconstpointer  data)
{
  compare_document (f, 221);
}

static const char *
pick (const char * const *texts)
{
  return texts[g_test_rand_int_range (0, (gint32) g_strv_length ((GStrv) texts))];
}

/* Few different words, so that all clauses of the rule come up again and again. */
static void
append_claim (GString *sql,
              guint    id,
              guint    facility)
{
  static const char * const attributes[] = { "capacity", "capacity", "capex", "start", "status", "jobs", NULL };
  static const char * const parts[] = { "", "", "phase 1", "phase 2", NULL };
  static const char * const scopes[] = { "site", "site", "site", "phase", "company", NULL };
  static const char * const values[] = { "10", "10", "11", "12", "20", "120", "0.5", NULL };
  static const char * const ends[] = { "NULL", "NULL", "NULL", "'15'", "'200'", NULL };
  static const char * const rates[] = { "t/yr", "t/yr", "t/month", "kg/day", NULL };
  static const char * const bases[] = { "", "REO", "TREO", "NdPr oxide", "Dy oxide", "magnets", NULL };
  static const char * const dates[] = { "2025", "2025-01-01", "2025-06", "2024-02-29", "2026-01-01",
                                        "soon", "2025-02-30", "2025-6", "2025-06-01T12:00", NULL };
  static const char * const periods[] = { "2025", "2026", "2026-03", "2026-03-31", "2027-02", NULL };
  static const char * const statuses[] = { "operating", "construction", NULL };
  static const char * const currencies[] = { "EUR", "USD", NULL };
  static const char * const qualifiers[] = { "exact", "about", "at-least", "up-to", "planned", "expected", NULL };
  static const char * const tenses[] = { "NULL", "'stated'", "'promised'", NULL };
  const char *attribute = pick (attributes), *value = pick (values), *end = pick (ends), *unit = pick (rates);
  const char *basis = "";
  g_autofree char *as_of = g_test_rand_int_range (0, 6) == 0 ? g_strdup ("NULL")
                                                             : g_strdup_printf ("'%s'", pick (dates));

  if (strcmp (attribute, "capacity") == 0)
    basis = pick (bases);
  else if (strcmp (attribute, "capex") == 0)
    unit = pick (currencies);
  else if (strcmp (attribute, "jobs") == 0)
    unit = "people";
  else if (strcmp (attribute, "start") == 0)
    unit = "date", value = pick (periods), end = "NULL";
  else
    unit = "", value = pick (statuses), end = "NULL";

  g_string_append_printf (sql,
                          "%s (%u, 'claim-%u', %u, '%s', '%s', '%s', '%s', %s, '%s', '%s', '%s', %s, %s, %d, %d)",
                          id > 1 ? ",\n" : "", id, id, facility, attribute, pick (parts), pick (scopes), value, end,
                          unit, basis, pick (qualifiers), pick (tenses), as_of, g_test_rand_int_range (1, 5),
                          g_test_rand_int_range (0, 25) == 0);
}

static void
test_made (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  const guint n_facilities = 60, n_claims = 12;

  g_string_append (sql, "INSERT INTO source (id, title) VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd');");
  for (guint i = 1; i <= n_facilities; i++)
    {
      static const char * const stages[] = { "magnet", "separation", "recycling", "cracking", NULL };

      g_string_append_printf (sql, "INSERT INTO facility (id, name) VALUES (%u, 'Plant %u');", i, i);
      g_string_append_printf (sql, "INSERT INTO facility_stage (facility, stage) VALUES (%u, '%s');", i, pick (stages));
    }

  g_string_append (sql, "INSERT INTO claim (id, claim, facility, attribute, part, scope, value, value_max, unit, basis,"
                        " qualifier, tense, as_of, source, pinned) VALUES");
  for (guint i = 0; i < n_facilities * n_claims; i++)
    append_claim (sql, i + 1, 1 + i % n_facilities);
  g_string_append (sql, ";");

  fixture_run_bulk (f, sql->str);
  compare_document (f, n_facilities);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/ledger-views/shipped", Fixture, NULL, fixture_set_up_shipped, test_shipped, fixture_tear_down);
  g_test_add ("/ledger-views/made", Fixture, NULL, fixture_set_up_empty, test_made, fixture_tear_down);

  return g_test_run ();
}
