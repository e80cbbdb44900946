#include "config.h"

#include "ytt-query-text.h"

#include "ytt-format.h"
#include "ytt-geometry.h"

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

/* The headline as a claim, so that it reads like all others; the statement still owns the texts. */
static char *
make_headline (sqlite3_stmt *stmt)
{
  YttClaim claim = { .qualifier = YTT_QUALIFIER_EXACT };
  g_autofree char *text = NULL;

  claim.attribute = (char *) "capacity";
  claim.value = (char *) sqlite3_column_text (stmt, VALUE);
  if (claim.value == NULL)
    return NULL;

  claim.value_max = (char *) sqlite3_column_text (stmt, VALUE_MAX);
  claim.unit = (char *) sqlite3_column_text (stmt, UNIT);
  claim.basis = (char *) sqlite3_column_text (stmt, BASIS);
  ytt_qualifier_from_code ((const char *) sqlite3_column_text (stmt, QUALIFIER), &claim.qualifier);

  text = ytt_format_claim (&claim);
  if (claim.qualifier == YTT_QUALIFIER_PLANNED)
    /* Translators: a headline capacity, such as "2,000 t/yr magnets, planned" */
    return g_strdup_printf (_("%s, planned"), text);
  if (claim.qualifier == YTT_QUALIFIER_EXPECTED)
    /* Translators: a headline capacity, such as "2,000 t/yr magnets, expected" */
    return g_strdup_printf (_("%s, expected"), text);

  return g_steal_pointer (&text);
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
  row->stages = (YttStages) sqlite3_column_int (stmt, STAGES);
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

/* (transfer full) (nullable) (element-type YttFacilityRow): in the order of the ids, without those that are gone */
GPtrArray *
ytt_sqlite_read_rows (sqlite3  *db,
                      GArray   *ids,
                      GError  **error)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_facility_row_free);
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  rc = sqlite3_prepare_v2 (db, row_sql, -1, &stmt, NULL);
  for (guint i = 0; i < ids->len && (rc == SQLITE_OK || rc == SQLITE_ROW || rc == SQLITE_DONE); i++)
    {
      sqlite3_bind_int64 (stmt, 1, g_array_index (ids, gint64, i));
      rc = sqlite3_step (stmt);
      if (rc == SQLITE_ROW)
        {
          g_ptr_array_add (rows, make_row (stmt));
          rc = sqlite3_step (stmt);
        }
      sqlite3_reset (stmt);
    }

  return ytt_sqlite_failed (db, rc, error) ? NULL : g_steal_pointer (&rows);
}

static void
rows_job (GTask        *task,
          sqlite3      *db,
          gpointer      task_data,
          GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *rows = ytt_sqlite_read_rows (db, task_data, &error);

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
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task;
  GArray *copy;

  g_return_if_fail (YTT_IS_STORE (self));
  g_return_if_fail (ids != NULL || n_ids == 0);

  copy = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_ids);
  g_array_append_vals (copy, ids, n_ids);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_get_rows_async);
  g_task_set_task_data (task, copy, (GDestroyNotify) g_array_unref);
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
