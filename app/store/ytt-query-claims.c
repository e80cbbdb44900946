#include "config.h"

#include "ytt-query-claims.h"

static const char claims_sql[] =
  "SELECT " YTT_CLAIM_COLUMNS " FROM claim c WHERE c.facility = ?1 AND NOT c.withdrawn ORDER BY c.id";

static const char withdrawn_sql[] =
  "SELECT " YTT_CLAIM_COLUMNS " FROM claim c WHERE c.facility = ?1 AND c.withdrawn"
  " ORDER BY c.attribute, c.as_of DESC, c.id";

static GPtrArray *
read_claims (YttStatements  *statements,
             const char     *sql,
             gint64          facility,
             GError        **error)
{
  g_autoptr(GPtrArray) claims = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_claim_free);
  sqlite3_stmt *stmt = ytt_statements_get (statements, sql, facility, error);
  int rc;

  if (stmt == NULL)
    return NULL;

  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    g_ptr_array_add (claims, ytt_sqlite_dup_claim (stmt, 0));
  rc = sqlite3_reset (stmt);

  return ytt_sqlite_failed (statements->db, rc, error) ? NULL : g_steal_pointer (&claims);
}

GPtrArray *
ytt_query_read_claims (YttStatements  *statements,
                       gint64          facility,
                       GError        **error)
{
  return read_claims (statements, claims_sql, facility, error);
}

GPtrArray *
ytt_query_read_withdrawn (YttStatements  *statements,
                          gint64          facility,
                          GError        **error)
{
  return read_claims (statements, withdrawn_sql, facility, error);
}

void
ytt_claims_leave_out (GPtrArray *claims,
                      guint32    told,
                      guint     *n_later,
                      guint     *n_undated)
{
  guint n_kept = 0;

  *n_later = *n_undated = 0;

  for (guint i = 0; i < claims->len; i++)
    {
      YttClaim *claim = g_ptr_array_index (claims, i);

      if (ytt_claim_is_told (claim, told))
        {
          /* The others move up, and in their order. */
          claims->pdata[i] = claims->pdata[n_kept];
          claims->pdata[n_kept++] = claim;
        }
      else if (ytt_day_parse (claim->as_of) != 0)
        (*n_later)++;
      else
        (*n_undated)++;
    }

  g_ptr_array_set_size (claims, (int) n_kept);
}
