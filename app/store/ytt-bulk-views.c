#include "config.h"

#include "ytt-bulk-views.h"

/* The views take five times as long for a facility that they are asked for alone. */
#define FACILITIES_A_STATEMENT 1000

static char *
write_ids (const GArray *facilities,
           guint         first,
           guint         n)
{
  GString *json = g_string_new ("[");

  for (guint i = first; i < first + n; i++)
    g_string_append_printf (json, "%s%" G_GINT64_FORMAT, i > first ? "," : "", g_array_index (facilities, gint64, i));
  g_string_append_c (json, ']');

  return g_string_free (json, FALSE);
}

static gboolean
run_statement (sqlite3     *db,
               const char  *sql,
               const char  *ids,
               GError     **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc = sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_bind_text (stmt, 1, ids, -1, SQLITE_STATIC);
  if (rc == SQLITE_OK)
    rc = sqlite3_step (stmt);

  return !ytt_sqlite_failed (db, rc, error);
}

gboolean
ytt_bulk_views_run (sqlite3                *db,
                    const GArray           *facilities,
                    const char * const     *statements,
                    YttBulkDeriveProgress   progress,
                    gpointer                user_data,
                    GError                **error)
{
  for (guint first = 0; first < facilities->len; first += FACILITIES_A_STATEMENT)
    {
      g_autofree char *ids = write_ids (facilities, first, MIN (FACILITIES_A_STATEMENT, facilities->len - first));

      if (!progress ((double) first / facilities->len, user_data, error))
        return FALSE;
      for (guint i = 0; statements[i] != NULL; i++)
        if (!run_statement (db, statements[i], ids, error))
          return FALSE;
    }

  return TRUE;
}
