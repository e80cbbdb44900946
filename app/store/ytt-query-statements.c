#include "config.h"

#include "ytt-query-statements.h"

YttStatements *
ytt_statements_new (sqlite3 *db)
{
  YttStatements *self = g_new0 (YttStatements, 1);

  self->db = db;
  self->prepared = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, (GDestroyNotify) sqlite3_finalize);

  return self;
}

void
ytt_statements_free (YttStatements *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->prepared);
  g_free (self);
}

sqlite3_stmt *
ytt_statements_get (YttStatements  *self,
                    const char     *sql,
                    gint64          id,
                    GError        **error)
{
  sqlite3_stmt *stmt = g_hash_table_lookup (self->prepared, sql);
  int rc = SQLITE_OK;

  if (stmt == NULL)
    {
      rc = sqlite3_prepare_v2 (self->db, sql, -1, &stmt, NULL);
      if (rc == SQLITE_OK)
        g_hash_table_insert (self->prepared, (gpointer) sql, stmt);
    }
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (stmt, 1, id);

  return ytt_sqlite_failed (self->db, rc, error) ? NULL : stmt;
}
