#include "config.h"

#include "ytt-query-claims.h"

#include "ytt-format.h"
#include "ytt-geometry.h"
#include "ytt-ledger.h"

#include <glib/gi18n.h>
#include <math.h>

static const char row_sql[] =
  "SELECT f.id, f.facility, f.name, f.country, f.locality, f.admin1, f.location_precision, f.geom,"
  "       s.stages, s.status, s.headline_value, s.headline_value_max, s.headline_unit, s.headline_basis,"
  "       s.headline_qualifier, s.headline_as_of,"
  "       (SELECT o.name FROM facility_organisation r JOIN organisation o ON o.id = r.organisation"
  "        WHERE r.facility = f.id AND r.role = 'operator' ORDER BY r.position, r.id LIMIT 1)"
  " FROM facility f LEFT JOIN facility_shown s ON s.id = f.id WHERE f.id = ?1";

enum
{
  ID,
  SLUG,
  NAME,
  COUNTRY,
  LOCALITY,
  ADMIN1,
  PRECISION,
  GEOM,
  STAGES,
  STATUS,
  VALUE,
  VALUE_MAX,
  UNIT,
  BASIS,
  QUALIFIER,
  AS_OF,
  OPERATOR,
};

/* What is read, and as it is when. */
typedef struct
{
  GArray    *ids;      /* (owned) (element-type gint64) */
  YttMoment  moment;
  guint32    today;    /* YYYYMMDD */
} Request;

static void
request_free (Request *request)
{
  g_array_unref (request->ids);
  g_free (request);
}

static char *
format_headline (const YttClaim *claim)
{
  g_autofree char *text = ytt_format_claim (claim);

  if (claim->qualifier == YTT_QUALIFIER_PLANNED)
    /* Translators: a headline capacity, such as "2,000 t/yr magnets, planned" */
    return g_strdup_printf (_("%s, planned"), text);
  if (claim->qualifier == YTT_QUALIFIER_EXPECTED)
    /* Translators: a headline capacity, such as "2,000 t/yr magnets, expected" */
    return g_strdup_printf (_("%s, expected"), text);

  return g_steal_pointer (&text);
}

/* The headline as a claim, so that it reads like all others. */
static char *
make_headline (sqlite3_stmt *stmt)
{
  YttClaim claim = { .qualifier = YTT_QUALIFIER_EXACT };
  g_autofree char *value = ytt_sqlite_dup_text (stmt, VALUE);
  g_autofree char *value_max = ytt_sqlite_dup_text (stmt, VALUE_MAX);
  g_autofree char *unit = ytt_sqlite_dup_text (stmt, UNIT);
  g_autofree char *basis = ytt_sqlite_dup_text (stmt, BASIS);

  if (value == NULL)
    return NULL;

  claim.attribute = (char *) "capacity";
  claim.value = value;
  claim.value_max = value_max;
  claim.unit = unit != NULL ? unit : (char *) "";
  claim.basis = basis != NULL ? basis : (char *) "";
  ytt_qualifier_from_code ((const char *) sqlite3_column_text (stmt, QUALIFIER), &claim.qualifier);

  return format_headline (&claim);
}

static YttFacilityRow *
make_row (sqlite3_stmt *stmt)
{
  YttFacilityRow *row = g_new0 (YttFacilityRow, 1);
  const guint8 *geometry = sqlite3_column_blob (stmt, GEOM);

  row->id = sqlite3_column_int64 (stmt, ID);
  row->slug = ytt_sqlite_dup_text (stmt, SLUG);
  row->name = ytt_sqlite_dup_text (stmt, NAME);
  if (row->name == NULL)
    row->name = g_strdup (_("Unnamed"));
  row->country = ytt_sqlite_dup_text (stmt, COUNTRY);
  row->locality = ytt_sqlite_dup_text (stmt, LOCALITY);
  row->admin1 = ytt_sqlite_dup_text (stmt, ADMIN1);
  row->operator_name = ytt_sqlite_dup_text (stmt, OPERATOR);
  row->stages = ytt_sqlite_get_stages (stmt, STAGES);
  ytt_status_from_code ((const char *) sqlite3_column_text (stmt, STATUS), &row->status);

  if (geometry == NULL
      || !ytt_geometry_decode_point (geometry, (gsize) sqlite3_column_bytes (stmt, GEOM),
                                     &row->longitude, &row->latitude))
    row->longitude = row->latitude = NAN;
  else if (!ytt_precision_from_code ((const char *) sqlite3_column_text (stmt, PRECISION), &row->precision))
    row->precision = YTT_PRECISION_LOCALITY;

  row->headline = make_headline (stmt);
  row->headline_date = ytt_sqlite_dup_text (stmt, AS_OF);

  return row;
}

/* Puts in place what is different at the moment: the status, and with the second clock the headline too. */
static gboolean
move_to_moment (YttFacilityRow  *row,
                sqlite3         *db,
                const Request   *request,
                GError         **error)
{
  g_autoptr(YttStatements) statements = NULL;
  g_autoptr(GPtrArray) claims = NULL;
  const YttClaim *headline;
  YttStanding standing;
  guint n_later, n_undated;

  if (ytt_moment_is_now (request->moment))
    return TRUE;

  statements = ytt_statements_new (db);
  claims = ytt_query_read_claims (statements, row->id, error);
  if (claims == NULL)
    return FALSE;

  standing = ytt_claims_get_standing (claims, request->moment, request->today);
  row->moment = request->moment;
  row->status = standing.status;
  row->promised = standing.promised;
  if (request->moment.told == 0)
    return TRUE;

  ytt_claims_leave_out (claims, request->moment.told, &n_later, &n_undated);
  headline = ytt_ledger_get_headline (claims, row->stages);
  g_free (row->headline);
  row->headline = headline != NULL ? format_headline (headline) : NULL;
  g_free (row->headline_date);
  row->headline_date = headline != NULL ? g_strdup (headline->as_of) : NULL;

  return TRUE;
}

/* Of a record that no person wrote: see YTT_VALUE_LIMIT. */
static YttFacilityRow *
make_unread_row (gint64 id)
{
  YttFacilityRow *row = g_new0 (YttFacilityRow, 1);

  row->id = id;
  row->name = g_strdup (_("Not readable"));
  row->longitude = row->latitude = NAN;

  return row;
}

/* Adds the row of the facility at a position, which the statement is bound to, if it is still there. */
static gboolean
read_row (sqlite3        *db,
          sqlite3_stmt   *stmt,
          const Request  *request,
          guint           i,
          GPtrArray      *rows,
          GError        **error)
{
  YttFacilityRow *row = NULL;
  int rc = sqlite3_step (stmt);

  /* The others can be read all the same. */
  if (rc == SQLITE_TOOBIG)
    {
      g_ptr_array_add (rows, make_unread_row (g_array_index (request->ids, gint64, i)));
      return TRUE;
    }

  if (rc == SQLITE_ROW)
    {
      row = make_row (stmt);
      g_ptr_array_add (rows, row);
      rc = sqlite3_step (stmt);
    }

  return !ytt_sqlite_failed (db, rc, error)
         && (row == NULL || move_to_moment (row, db, request, error));
}

static GPtrArray *
read_rows (sqlite3        *db,
           const Request  *request,
           GError        **error)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_facility_row_free);
  g_autoptr(sqlite3_stmt) stmt = NULL;

  if (ytt_sqlite_failed (db, sqlite3_prepare_v2 (db, row_sql, -1, &stmt, NULL), error))
    return NULL;

  for (guint i = 0; i < request->ids->len; i++)
    {
      sqlite3_bind_int64 (stmt, 1, g_array_index (request->ids, gint64, i));
      if (!read_row (db, stmt, request, i, rows, error))
        return NULL;
      sqlite3_reset (stmt);
    }

  return g_steal_pointer (&rows);
}

/* (transfer full) (nullable) (element-type YttFacilityRow): in the order of the ids, without those that are gone */
GPtrArray *
ytt_sqlite_read_rows (sqlite3  *db,
                      GArray   *ids,
                      GError  **error)
{
  const Request request = { ids, { 0, }, 0 };

  return read_rows (db, &request, error);
}

static void
rows_job (GTask        *task,
          sqlite3      *db,
          gpointer      task_data,
          GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *rows = NULL;

  /* One transaction: else the document would be locked, looked at for changes and unlocked again for each row. */
  if (ytt_sqlite_exec (db, "BEGIN", &error))
    rows = read_rows (db, task_data, &error);
  if (!sqlite3_get_autocommit (db))
    sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);

  if (rows != NULL)
    g_task_return_pointer (task, rows, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * ytt_store_get_rows_async:
 * @self: a store
 * @ids: (array length=n_ids): keys of facilities; copied
 * @n_ids: how many
 * @moment: what the rows tell of; zeroed for now
 * @cancellable: (nullable): a cancellable
 * @callback: called when the rows are there
 * @user_data: for @callback
 *
 * Reads what a list shows of some facilities.
 */
void
ytt_store_get_rows_async (YttStore            *self,
                          const gint64        *ids,
                          guint                n_ids,
                          YttMoment            moment,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  Request *request;
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));
  g_return_if_fail (ids != NULL || n_ids == 0);

  request = g_new0 (Request, 1);
  request->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_ids);
  g_array_append_vals (request->ids, ids, n_ids);
  request->moment = moment;
  request->today = ytt_store_get_today (self);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_get_rows_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  ytt_store_push_read (self, task, rows_job);
}

/**
 * ytt_store_get_rows_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type YttFacilityRow): the rows in the order of the ids, without those
 *   that are gone
 */
GPtrArray *
ytt_store_get_rows_finish (YttStore      *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_store_get_rows_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
