#include "config.h"

#include "ytt-query-first.h"

#include "ytt-query-index-private.h"
#include "ytt-query-text.h"

#include <string.h>

/* The list's first rows, read by the indexes of the document in the orders of ytt-query-index-orders.c. Each order is a
 * row of groups of facilities that are alike in it, by name within the group; every statement below finds the beginning
 * of a group without sorting it. Where a foreign document has values that do not fit, what comes before them is told. */

/* In all statements, ?1 is how many are still lacking. */
static const char by_name_sql[] = "SELECT id FROM facility_shown ORDER BY sort_name, id LIMIT ?1";

static const char by_start_sql[] =
  "SELECT id FROM facility_shown WHERE start_year > 0 AND start_year < 32767"
  " ORDER BY start_year, sort_name, id LIMIT ?1";

static const char country_sql[] =
  "SELECT id FROM facility_shown WHERE country = ?2 ORDER BY sort_name, id LIMIT ?1";

/* One day is written in up to three ways. */
static const char day_sql[] =
  "SELECT id, sort_name FROM facility_shown WHERE newest_claim = ?2"
  " UNION ALL SELECT id, sort_name FROM facility_shown WHERE newest_claim = ?3"
  " UNION ALL SELECT id, sort_name FROM facility_shown WHERE newest_claim = ?4"
  " ORDER BY sort_name, id LIMIT ?1";

static const char no_claim_sql[] =
  "SELECT id FROM facility_shown WHERE newest_claim IS NULL ORDER BY sort_name, id LIMIT ?1";

/* Asked only when nearly all are of this kind: so it goes by the names, and the plus keeps it from another index. */
static const char no_start_sql[] =
  "SELECT id FROM facility_shown WHERE +start_year IS NULL OR start_year NOT BETWEEN 1 AND 32766"
  " ORDER BY sort_name, id LIMIT ?1";

static const char no_country_sql[] =
  "SELECT id FROM facility_shown WHERE +country IS NULL OR country NOT GLOB '[A-Z][A-Z]'"
  " ORDER BY sort_name, id LIMIT ?1";

/* The newest before ?1, the newest of all before NULL: no text comes behind a blob. */
static const char newest_sql[] =
  "SELECT max (newest_claim) FROM facility_shown WHERE newest_claim < coalesce (?1, x'')";

/* The first of those that are too many for an order of names that the user's language gives. */
static const char is_large_sql[] = "SELECT 1 FROM facility_shown ORDER BY sort_name LIMIT 1 OFFSET ?1";

typedef struct
{
  sqlite3 *db;
  GArray  *ids;   /* (element-type gint64) */
  guint    n;     /* wanted */
} First;

/* Appends what a prepared statement finds; it can be run again then. */
static gboolean
append (First         *self,
        sqlite3_stmt  *stmt,
        GError       **error)
{
  int rc;

  sqlite3_bind_int64 (stmt, 1, self->n - self->ids->len);
  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);

      g_array_append_val (self->ids, id);
    }
  if (ytt_sqlite_failed (self->db, rc, error))
    return FALSE;

  sqlite3_reset (stmt);
  return TRUE;
}

static gboolean
append_sql (First       *self,
            const char  *sql,
            GError     **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;

  if (self->ids->len >= self->n)
    return TRUE;

  return !ytt_sqlite_failed (self->db, sqlite3_prepare_v2 (self->db, sql, -1, &stmt, NULL), error)
         && append (self, stmt, error);
}

static gboolean
append_by_country (First   *self,
                   GError **error)
{
  guint16 ranks[N_COUNTRIES], codes[N_COUNTRIES] = { 0, };
  g_autoptr(sqlite3_stmt) stmt = NULL;

  if (ytt_sqlite_failed (self->db, sqlite3_prepare_v2 (self->db, country_sql, -1, &stmt, NULL), error))
    return FALSE;

  ytt_index_rank_countries (ranks);
  for (char first = 'A'; first <= 'Z'; first++)
    for (char second = 'A'; second <= 'Z'; second++)
      {
        guint16 code = ytt_index_pack_country ((const char[]) { first, second, '\0' });

        codes[ranks[code]] = code;
      }

  for (guint i = 0; i < 26 * 26 && self->ids->len < self->n; i++)
    {
      const char text[] = { (char) ('A' - 1 + codes[i] / 27), (char) ('A' - 1 + codes[i] % 27) };

      sqlite3_bind_text (stmt, 2, text, sizeof text, SQLITE_TRANSIENT);
      if (!append (self, stmt, error))
        return FALSE;
    }

  return append_sql (self, no_country_sql, error);
}

/* YYYY, YYYY-MM or YYYY-MM-DD, and nothing of it 0 but the year */
static gboolean
is_date (const char *text)
{
  static const char pattern[] = "9999-99-99";
  gsize length = strlen (text);

  if (length != 4 && length != 7 && length != 10)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (pattern[i] == '9' ? !g_ascii_isdigit (text[i]) : text[i] != pattern[i])
      return FALSE;

  return (length < 7 || strncmp (text + 5, "00", 2) != 0) && (length < 10 || strcmp (text + 8, "00") != 0);
}

/* Appends those of one day. Its month and its year count as their first day, and come before it as texts: returns the
 * least of them in @date. */
static gboolean
append_day (First         *self,
            sqlite3_stmt  *stmt,
            char          *date,
            GError       **error)
{
  g_autofree char *day = g_strconcat (date, &"-01-01"[strlen (date) - 4], NULL);
  gboolean first_of_month = strcmp (day + 8, "01") == 0;
  gboolean first_of_year = strcmp (day + 5, "01-01") == 0;

  sqlite3_bind_text (stmt, 2, day, -1, SQLITE_TRANSIENT);
  sqlite3_bind_null (stmt, 3);
  sqlite3_bind_null (stmt, 4);
  if (first_of_month)
    sqlite3_bind_text (stmt, 3, day, 7, SQLITE_TRANSIENT);
  if (first_of_year)
    sqlite3_bind_text (stmt, 4, day, 4, SQLITE_TRANSIENT);
  if (!append (self, stmt, error))
    return FALSE;

  if (first_of_year)
    date[4] = '\0';
  else if (first_of_month)
    date[7] = '\0';

  return TRUE;
}

/* Goes back through the days that there are. */
static gboolean
append_by_newest (First   *self,
                  GError **error)
{
  g_autoptr(sqlite3_stmt) newest_stmt = NULL;
  g_autoptr(sqlite3_stmt) day_stmt = NULL;
  g_autofree char *date = NULL;

  if (ytt_sqlite_failed (self->db, sqlite3_prepare_v2 (self->db, newest_sql, -1, &newest_stmt, NULL), error)
      || ytt_sqlite_failed (self->db, sqlite3_prepare_v2 (self->db, day_sql, -1, &day_stmt, NULL), error))
    return FALSE;

  while (self->ids->len < self->n)
    {
      sqlite3_bind_text (newest_stmt, 1, date, -1, SQLITE_TRANSIENT);
      if (ytt_sqlite_failed (self->db, sqlite3_step (newest_stmt), error))
        return FALSE;
      g_free (date);
      date = ytt_sqlite_dup_text (newest_stmt, 0);
      sqlite3_reset (newest_stmt);

      if (date == NULL)
        return append_sql (self, no_claim_sql, error);
      if (!is_date (date))
        return TRUE;
      if (!append_day (self, day_stmt, date, error))
        return FALSE;
    }

  return TRUE;
}

GArray *
ytt_sqlite_read_first (sqlite3   *db,
                       YttOrder   order,
                       guint      n,
                       GError   **error)
{
  g_autoptr(GArray) ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);
  First self = { db, ids, n };
  gboolean done;

  switch (order)
    {
    case YTT_ORDER_COUNTRY:
      done = append_by_country (&self, error);
      break;

    case YTT_ORDER_START:
      done = append_sql (&self, by_start_sql, error) && append_sql (&self, no_start_sql, error);
      break;

    case YTT_ORDER_NEWEST_CLAIM:
      done = append_by_newest (&self, error);
      break;

    case YTT_ORDER_RELEVANCE:
    case YTT_ORDER_NAME:
    default:
      done = append_sql (&self, by_name_sql, error);
    }

  return done ? g_steal_pointer (&ids) : NULL;
}

static gboolean
read_is_large (sqlite3   *db,
               gboolean  *is_large,
               GError   **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  rc = sqlite3_prepare_v2 (db, is_large_sql, -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int (stmt, 1, YTT_INDEX_MAX_COLLATED);
  if (rc == SQLITE_OK)
    rc = sqlite3_step (stmt);
  *is_large = rc == SQLITE_ROW;

  return !ytt_sqlite_failed (db, rc, error);
}

typedef struct
{
  YttOrder order;
  guint    n;
} Request;

static void
first_job (GTask        *task,
           sqlite3      *db,
           gpointer      task_data,
           GCancellable *cancellable)
{
  const Request *request = task_data;
  g_autoptr(GArray) ids = NULL;
  GPtrArray *rows = NULL;
  GError *error = NULL;
  gboolean is_large;

  if (read_is_large (db, &is_large, &error))
    ids = is_large ? ytt_sqlite_read_first (db, request->order, request->n, &error)
                   : g_array_new (FALSE, FALSE, sizeof (gint64));
  if (ids != NULL)
    rows = ytt_sqlite_read_rows (db, ids, &error);

  if (rows != NULL)
    g_task_return_pointer (task, rows, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * ytt_store_get_first_async:
 * @self: a store
 * @order: the order of the list
 * @n: how many rows
 * @cancellable: (nullable): a cancellable
 * @callback: called when the rows are there
 * @user_data: for @callback
 *
 * Reads the rows that the list of all facilities begins with now, without words and without a filter. In a large
 * document they are there long before the first answer of ytt_store_search_async(), whose ids begin with theirs. A small
 * one answers as fast, in an order of names that only the answer knows: there are no rows then.
 */
void
ytt_store_get_first_async (YttStore            *self,
                           YttOrder             order,
                           guint                n,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  const Request request = { order, n };
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_get_first_async);
  g_task_set_task_data (task, g_memdup2 (&request, sizeof request), g_free);
  ytt_store_push_read (self, task, first_job);
}

/**
 * ytt_store_get_first_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type YttFacilityRow): the rows in order, at most as many as were asked
 *   for; none of a small document
 */
GPtrArray *
ytt_store_get_first_finish (YttStore      *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_store_get_first_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
