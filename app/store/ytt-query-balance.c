#include "config.h"

#include "ytt-store-balance.h"

#include "ytt-query-index-private.h"
#include "ytt-query-text.h"
#include "ytt-timeline.h"

#include <math.h>
#include <string.h>

/* How often a reading looks whether it is still wanted, in rows. */
#define CHECK_EVERY 1024

/* Up to one facility in so many, each is looked up; above it, the claims are read from end to end. */
#define FEW 8

/* Tonnages are all that a balance looks at, the others to say why there is no capacity. */
#define BALANCE_SQL \
  "SELECT s.id, s.country, s.stages, s.status, " YTT_CLAIM_COLUMNS \
  " FROM facility_shown s LEFT JOIN claim c ON c.facility = s.id AND NOT c.withdrawn" \
  " AND c.attribute IN ('capacity', 'production', 'feed', 'permitted-capacity', 'mining-rate')"

static const char all_sql[] = BALANCE_SQL " WHERE s.stages & ?1 ORDER BY s.id";
static const char one_sql[] = BALANCE_SQL " WHERE s.stages & ?1 AND s.id = ?2";

enum
{
  FACILITY,
  COUNTRY,
  STAGES,
  STATUS,
  CLAIM,
};

/* A balance in hand. The rows of one facility stand together. */
typedef struct
{
  const YttBalanceQuery *query;
  GCancellable          *cancellable;
  YttBalance            *balance;
  GHashTable            *wanted;     /* (owned) (nullable) (element-type gint64): NULL for all */
  YttIndex              *index;      /* (nullable): of the moment, NULL for now */

  gint64                 facility;   /* the one being read, 0 for none */
  char                   country[3];
  YttStages              stages;
  YttStatus              status;
  gboolean               promised;
  GPtrArray             *claims;     /* (owned) (element-type YttClaim): of that facility */
  guint                  n_rows;
} Weighing;

static void
query_free (gpointer data)
{
  YttBalanceQuery *query = data;

  g_clear_pointer (&query->ids, g_array_unref);
  g_free ((char *) query->basis);
  g_free (query);
}

/* What the stage is most often counted in: design, section 2. */
static const char *
get_usual_basis (YttStages stage)
{
  switch (stage)
    {
    case YTT_STAGE_MINING:
      return "ore";

    case YTT_STAGE_CONCENTRATION:
      return "concentrate";

    case YTT_STAGE_METAL:
      return "metal";

    case YTT_STAGE_MAGNET:
    case YTT_STAGE_RECYCLING:
      return "magnets";

    case YTT_STAGE_CRACKING:
    case YTT_STAGE_SEPARATION:
    case YTT_STAGE_NONE:
    default:
      return "REO";
    }
}

static void
add_facility (Weighing *weighing)
{
  if (weighing->facility == 0)
    return;

  ytt_balance_add (weighing->balance, weighing->claims, weighing->facility, weighing->country, weighing->stages,
                   weighing->status, weighing->promised);
  g_ptr_array_set_size (weighing->claims, 0);
  weighing->facility = 0;
}

/* What the facility is at the moment. */
static void
read_status (Weighing     *weighing,
             sqlite3_stmt *stmt)
{
  guint position = weighing->index != NULL ? ytt_index_find (weighing->index, weighing->facility) : G_MAXUINT;

  weighing->status = YTT_STATUS_UNKNOWN;
  weighing->promised = FALSE;
  if (position == G_MAXUINT)
    {
      ytt_status_from_code ((const char *) sqlite3_column_text (stmt, STATUS), &weighing->status);
      return;
    }

  weighing->status = weighing->index->statuses[position];
  weighing->promised = weighing->index->promised != NULL && weighing->index->promised[position] != 0;
}

static void
begin_facility (Weighing     *weighing,
                sqlite3_stmt *stmt,
                gint64        facility)
{
  const char *country = (const char *) sqlite3_column_text (stmt, COUNTRY);

  add_facility (weighing);
  if (weighing->wanted != NULL && !g_hash_table_contains (weighing->wanted, &facility))
    return;

  weighing->facility = facility;
  g_strlcpy (weighing->country, country != NULL ? country : "", sizeof weighing->country);
  weighing->stages = ytt_sqlite_get_stages (stmt, STAGES);
  read_status (weighing, stmt);
}

static gboolean
read_rows (Weighing      *weighing,
           sqlite3       *db,
           sqlite3_stmt  *stmt,
           GError       **error)
{
  gint64 last = 0;
  int rc;

  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      gint64 facility = sqlite3_column_int64 (stmt, FACILITY);

      if (facility != last)
        begin_facility (weighing, stmt, facility);
      last = facility;

      if (weighing->facility != 0 && sqlite3_column_type (stmt, CLAIM) != SQLITE_NULL)
        {
          g_autoptr(YttClaim) claim = ytt_sqlite_dup_claim (stmt, CLAIM);

          if (ytt_claim_is_told (claim, weighing->query->moment.told))
            g_ptr_array_add (weighing->claims, g_steal_pointer (&claim));
        }

      if (++weighing->n_rows % CHECK_EVERY == 0 && g_cancellable_set_error_if_cancelled (weighing->cancellable, error))
        return FALSE;
    }

  add_facility (weighing);

  return !ytt_sqlite_failed (db, rc, error);
}

static gboolean
read_all (Weighing  *weighing,
          sqlite3   *db,
          GError   **error)
{
  const GArray *ids = weighing->query->ids;
  g_autoptr(sqlite3_stmt) stmt = NULL;

  if (ids != NULL)
    {
      weighing->wanted = g_hash_table_new (g_int64_hash, g_int64_equal);
      for (guint i = 0; i < ids->len; i++)
        g_hash_table_add (weighing->wanted, &g_array_index (ids, gint64, i));
    }

  if (ytt_sqlite_failed (db, sqlite3_prepare_v2 (db, all_sql, -1, &stmt, NULL), error))
    return FALSE;

  sqlite3_bind_int (stmt, 1, (int) weighing->balance->stage);

  return read_rows (weighing, db, stmt, error);
}

static gboolean
read_some (Weighing  *weighing,
           sqlite3   *db,
           GError   **error)
{
  const GArray *ids = weighing->query->ids;
  g_autoptr(sqlite3_stmt) stmt = NULL;

  if (ytt_sqlite_failed (db, sqlite3_prepare_v2 (db, one_sql, -1, &stmt, NULL), error))
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    {
      sqlite3_bind_int (stmt, 1, (int) weighing->balance->stage);
      sqlite3_bind_int64 (stmt, 2, g_array_index (ids, gint64, i));
      if (!read_rows (weighing, db, stmt, error))
        return FALSE;

      sqlite3_reset (stmt);
    }

  return TRUE;
}

static gboolean
count_facilities (sqlite3  *db,
                  guint    *n,
                  GError  **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  rc = sqlite3_prepare_v2 (db, "SELECT count (*) FROM facility_shown", -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_step (stmt);
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  *n = (guint) sqlite3_column_int64 (stmt, 0);
  return TRUE;
}

static YttBalance *
weigh (YttIndex               *index,
       sqlite3                *db,
       const YttBalanceQuery  *query,
       const char             *basis,
       GCancellable           *cancellable,
       GError                **error)
{
  Weighing weighing = { .query = query, .index = index, .cancellable = cancellable };
  g_autoptr(YttBalance) balance = ytt_balance_new (query->stage, basis, query->conversion);
  gboolean done;
  guint n;

  if (!count_facilities (db, &n, error))
    return NULL;

  weighing.balance = balance;
  weighing.claims = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_claim_free);
  if (query->ids != NULL && query->ids->len < n / FEW)
    done = read_some (&weighing, db, error);
  else
    done = read_all (&weighing, db, error);
  g_clear_pointer (&weighing.wanted, g_hash_table_unref);
  g_ptr_array_unref (weighing.claims);
  if (!done)
    return NULL;

  ytt_balance_finish (balance);

  return g_steal_pointer (&balance);
}

static YttBalance *
find_balance (YttStore               *store,
              sqlite3                *db,
              const YttBalanceQuery  *query,
              GCancellable           *cancellable,
              GError                **error)
{
  const char *basis = query->basis;
  g_autoptr(YttIndex) index = NULL;
  g_autoptr(YttBalance) balance = NULL;

  if (!ytt_moment_is_now (query->moment))
    {
      index = ytt_index_get (store, db, query->moment, error);
      if (index == NULL)
        return NULL;
    }

  if (query->conversion != NULL)
    basis = query->conversion->from;

  balance = weigh (index, db, query, basis != NULL ? basis : get_usual_basis (query->stage), cancellable, error);

  /* Nobody chose the basis, and another one tells something. */
  if (balance != NULL && basis == NULL && balance->n_counted == 0 && balance->bases->len > 0)
    {
      g_autofree char *best = g_strdup (g_array_index (balance->bases, YttBalanceBasis, 0).basis);

      g_clear_pointer (&balance, ytt_balance_unref);
      balance = weigh (index, db, query, best, cancellable, error);
    }

  return g_steal_pointer (&balance);
}

static void
balance_job (GTask        *task,
             sqlite3      *db,
             gpointer      task_data,
             GCancellable *cancellable)
{
  YttBalance *balance = NULL;
  GError *error = NULL;

  if (ytt_sqlite_exec (db, "BEGIN", &error))
    {
      balance = find_balance (g_task_get_source_object (task), db, task_data, cancellable, &error);
      sqlite3_exec (db, "COMMIT", NULL, NULL, NULL);
    }

  if (balance != NULL)
    g_task_return_pointer (task, balance, (GDestroyNotify) ytt_balance_unref);
  else
    g_task_return_error (task, error);
}

/**
 * ytt_store_get_balance_async:
 * @self: a store
 * @query: what is asked for; copied, its ids by reference
 * @cancellable: (nullable): a cancellable
 * @callback: called when the balance is there
 * @user_data: for @callback
 *
 * Adds up the capacities of one stage by country. Without a basis, it is the one that the stage is usually counted in,
 * or if no facility has a figure in that, the one that most have. At another moment, statuses are those of that
 * moment, and only claims count that had been made by then.
 */
void
ytt_store_get_balance_async (YttStore              *self,
                             const YttBalanceQuery *query,
                             GCancellable          *cancellable,
                             GAsyncReadyCallback    callback,
                             gpointer               user_data)
{
  YttBalanceQuery *copy;
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));
  g_return_if_fail (query != NULL && ytt_stages_count (query->stage) == 1);

  copy = g_memdup2 (query, sizeof *query);
  if (copy->ids != NULL)
    g_array_ref (copy->ids);
  copy->basis = g_strdup (query->basis);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_get_balance_async);
  g_task_set_task_data (task, copy, query_free);
  ytt_store_push_read (self, task, balance_job);
}

/**
 * ytt_store_get_balance_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the balance
 */
YttBalance *
ytt_store_get_balance_finish (YttStore      *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_store_get_balance_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static const char line_sql[] =
  "SELECT f.name, " YTT_SOURCE_COLUMNS ", " YTT_CLAIM_COLUMNS
  " FROM facility f LEFT JOIN claim c ON c.id = ?2 LEFT JOIN source s ON s.id = c.source WHERE f.id = ?1";

static YttBalanceLine *
make_line (sqlite3_stmt          *stmt,
           const YttBalanceEntry *entry)
{
  YttBalanceLine *line = g_new0 (YttBalanceLine, 1);

  line->entry = *entry;
  line->name = ytt_sqlite_dup_text (stmt, 0);
  if (line->name == NULL)
    line->name = g_strdup ("");
  line->source = ytt_sqlite_dup_source (stmt, 1);
  if (sqlite3_column_type (stmt, 1 + YTT_N_SOURCE_COLUMNS) != SQLITE_NULL)
    {
      line->claim = ytt_sqlite_dup_claim (stmt, 1 + YTT_N_SOURCE_COLUMNS);
      line->claim->source = line->source;
    }

  return line;
}

static void
lines_job (GTask        *task,
           sqlite3      *db,
           gpointer      task_data,
           GCancellable *cancellable)
{
  const GArray *entries = task_data;
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_balance_line_free);
  g_autoptr(sqlite3_stmt) stmt = NULL;
  GError *error = NULL;
  int rc;

  rc = sqlite3_prepare_v2 (db, line_sql, -1, &stmt, NULL);
  for (guint i = 0; i < entries->len && (rc == SQLITE_OK || rc == SQLITE_DONE); i++)
    {
      const YttBalanceEntry *entry = &g_array_index (entries, YttBalanceEntry, i);

      sqlite3_bind_int64 (stmt, 1, entry->facility);
      sqlite3_bind_int64 (stmt, 2, entry->claim);
      rc = sqlite3_step (stmt);
      if (rc == SQLITE_ROW)
        {
          g_ptr_array_add (lines, make_line (stmt, entry));
          rc = sqlite3_step (stmt);
        }
      sqlite3_reset (stmt);
    }

  if (ytt_sqlite_failed (db, rc, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&lines), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * ytt_balance_line_free:
 * @line: (transfer full) (nullable): a line
 */
void
ytt_balance_line_free (YttBalanceLine *line)
{
  if (line == NULL)
    return;

  g_free (line->name);
  g_clear_pointer (&line->claim, ytt_claim_free);
  g_clear_pointer (&line->source, ytt_source_free);
  g_free (line);
}

/**
 * ytt_store_get_balance_lines_async:
 * @self: a store
 * @entries: (element-type YttBalanceEntry): entries of a balance; taken by reference
 * @cancellable: (nullable): a cancellable
 * @callback: called when the lines are there
 * @user_data: for @callback
 *
 * Reads what is behind some entries: the claims that a bar adds up.
 */
void
ytt_store_get_balance_lines_async (YttStore            *self,
                                   GArray              *entries,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));
  g_return_if_fail (entries != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_get_balance_lines_async);
  g_task_set_task_data (task, g_array_ref (entries), (GDestroyNotify) g_array_unref);
  ytt_store_push_read (self, task, lines_job);
}

/**
 * ytt_store_get_balance_lines_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type YttBalanceLine): in the order of the entries, without those whose
 *   facility is gone
 */
GPtrArray *
ytt_store_get_balance_lines_finish (YttStore      *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_store_get_balance_lines_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
