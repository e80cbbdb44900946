#include "config.h"

#include "ytt-query-announcements.h"

#include "ytt-query-text.h"

#include <glib/gi18n.h>
#include <math.h>

/* The rows of the timeline, and one announcement whole. */

static const char row_sql[] =
  "SELECT a.id, a.date, a.kind, a.title, a.amount, a.currency, a.amount_qualifier, a.rung,"
  "       (SELECT group_concat(name, ', ')"
  "        FROM (SELECT o.name AS name FROM announcement_party p JOIN organisation o ON o.id = p.organisation"
  "              WHERE p.announcement = a.id ORDER BY p.position, p.id))"
  " FROM announcement a WHERE a.id = ?1";

static const char announcement_sql[] =
  "SELECT id, announcement, date, kind, title, summary, status, amount, currency, amount_qualifier, rung, materials"
  " FROM announcement WHERE id = ?1";

static const char parties_sql[] =
  "SELECT o.id, o.organisation, o.name, o.kind, o.country, o.website, p.role"
  " FROM announcement_party p JOIN organisation o ON o.id = p.organisation"
  " WHERE p.announcement = ?1 ORDER BY p.position, p.id";

static const char facilities_sql[] =
  "SELECT a.facility FROM announcement_facility a JOIN facility f ON f.id = a.facility"
  " WHERE a.announcement = ?1 ORDER BY f.name, f.id";

static const char sources_sql[] =
  "SELECT " YTT_SOURCE_COLUMNS " FROM announcement_source a JOIN source s ON s.id = a.source"
  " WHERE a.announcement = ?1 ORDER BY s.published DESC, s.title, s.id";

static char *
dup_text_or_empty (sqlite3_stmt *stmt,
                   int           column)
{
  char *text = ytt_sqlite_dup_text (stmt, column);

  return text != NULL ? text : g_strdup ("");
}

/* An announcement has to be called something. */
static char *
dup_title (sqlite3_stmt *stmt,
           int           column)
{
  char *title = ytt_sqlite_dup_text (stmt, column);

  return title != NULL ? title : g_strdup (_("Untitled"));
}

/* What another program may have written there is no rung of ours. */
static YttRung
get_rung (sqlite3_stmt *stmt,
          int           column)
{
  YttRung rung = YTT_RUNG_NOT_STATED;

  ytt_rung_from_code ((const char *) sqlite3_column_text (stmt, column), &rung);

  return rung;
}

static YttAnnouncementRow *
make_row (sqlite3_stmt *stmt)
{
  YttAnnouncementRow *row = g_new0 (YttAnnouncementRow, 1);

  row->id = sqlite3_column_int64 (stmt, 0);
  row->date = ytt_sqlite_dup_text (stmt, 1);
  row->day = ytt_period_parse (row->date);
  row->kind = dup_text_or_empty (stmt, 2);
  row->title = dup_title (stmt, 3);
  row->amount = ytt_sqlite_dup_text (stmt, 4);
  row->currency = ytt_sqlite_dup_text (stmt, 5);
  row->amount_qualifier = ytt_sqlite_dup_text (stmt, 6);
  row->rung = get_rung (stmt, 7);
  row->parties = ytt_sqlite_dup_text (stmt, 8);

  return row;
}

static void
rows_job (GTask        *task,
          sqlite3      *db,
          gpointer      task_data,
          GCancellable *cancellable)
{
  GArray *ids = task_data;
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_announcement_row_free);
  g_autoptr(sqlite3_stmt) stmt = NULL;
  GError *error = NULL;
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

  if (ytt_sqlite_failed (db, rc, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&rows), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * ytt_store_get_announcement_rows_async:
 * @self: a store
 * @ids: (array length=n_ids): keys of announcements; copied
 * @n_ids: how many
 * @cancellable: (nullable): a cancellable
 * @callback: called when the rows are there
 * @user_data: for @callback
 *
 * Reads what the timeline shows of some announcements.
 */
void
ytt_store_get_announcement_rows_async (YttStore            *self,
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
  g_task_set_source_tag (task, ytt_store_get_announcement_rows_async);
  g_task_set_task_data (task, copy, (GDestroyNotify) g_array_unref);
  ytt_store_push_read (self, task, rows_job);
}

/**
 * ytt_store_get_announcement_rows_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type YttAnnouncementRow): the rows in the order of the ids, without
 *   those that are gone
 */
GPtrArray *
ytt_store_get_announcement_rows_finish (YttStore      *self,
                                        GAsyncResult  *result,
                                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_store_get_announcement_rows_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef void (*RowFunc) (sqlite3_stmt          *stmt,
                         YttAnnouncementRecord *record,
                         gpointer               data);

static gboolean
for_each_row (sqlite3                *db,
              const char             *sql,
              YttAnnouncementRecord  *record,
              RowFunc                 func,
              gpointer                data,
              GError                **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc = sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (stmt, 1, record->announcement->id);
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    func (stmt, record, data);

  return !ytt_sqlite_failed (db, rc, error);
}

static void
take_announcement (sqlite3_stmt          *stmt,
                   YttAnnouncementRecord *record,
                   gpointer               data)
{
  YttAnnouncement *announcement = record->announcement;
  g_autofree char *materials = ytt_sqlite_dup_text (stmt, 11);

  announcement->slug = ytt_sqlite_dup_text (stmt, 1);
  announcement->date = dup_text_or_empty (stmt, 2);
  announcement->kind = dup_text_or_empty (stmt, 3);
  announcement->title = dup_title (stmt, 4);
  announcement->summary = ytt_sqlite_dup_text (stmt, 5);
  announcement->status = ytt_sqlite_dup_text (stmt, 6);
  announcement->amount = ytt_sqlite_dup_text (stmt, 7);
  announcement->currency = ytt_sqlite_dup_text (stmt, 8);
  announcement->amount_qualifier = ytt_sqlite_dup_text (stmt, 9);
  record->rung = get_rung (stmt, 10);

  if (materials != NULL)
    {
      g_strfreev (record->materials);
      record->materials = g_strsplit (materials, ";", -1);
    }
}

static void
take_party (sqlite3_stmt          *stmt,
            YttAnnouncementRecord *record,
            gpointer               data)
{
  YttOrganisation *party = g_new0 (YttOrganisation, 1);

  party->id = sqlite3_column_int64 (stmt, 0);
  party->slug = ytt_sqlite_dup_text (stmt, 1);
  party->name = dup_text_or_empty (stmt, 2);
  party->kind = dup_text_or_empty (stmt, 3);
  party->country = ytt_sqlite_dup_text (stmt, 4);
  party->website = ytt_sqlite_dup_text (stmt, 5);
  party->role = dup_text_or_empty (stmt, 6);
  party->share = NAN;

  g_ptr_array_add (record->announcement->parties, party);
}

static void
take_facility (sqlite3_stmt          *stmt,
               YttAnnouncementRecord *record,
               gpointer               data)
{
  gint64 id = sqlite3_column_int64 (stmt, 0);

  g_array_append_val ((GArray *) data, id);
}

static void
take_source (sqlite3_stmt          *stmt,
             YttAnnouncementRecord *record,
             gpointer               data)
{
  YttSource *source = ytt_sqlite_dup_source (stmt, 0);

  if (source != NULL)
    g_ptr_array_add (record->sources, source);
}

static YttAnnouncementRecord *
read_record (sqlite3  *db,
             gint64    id,
             GError  **error)
{
  g_autoptr(YttAnnouncementRecord) record = ytt_announcement_record_new ();
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GPtrArray *facilities;

  record->announcement->id = id;
  if (!for_each_row (db, announcement_sql, record, take_announcement, NULL, error))
    return NULL;

  if (record->announcement->title == NULL)
    {
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_NOT_FOUND, _("The announcement is no longer in the document"));
      return NULL;
    }

  if (!for_each_row (db, parties_sql, record, take_party, NULL, error)
      || !for_each_row (db, facilities_sql, record, take_facility, ids, error)
      || !for_each_row (db, sources_sql, record, take_source, NULL, error)
      || (facilities = ytt_sqlite_read_rows (db, ids, error)) == NULL)
    return NULL;

  g_ptr_array_unref (record->facilities);
  record->facilities = facilities;

  return g_steal_pointer (&record);
}

static void
record_job (GTask        *task,
            sqlite3      *db,
            gpointer      task_data,
            GCancellable *cancellable)
{
  YttAnnouncementRecord *record = NULL;
  GError *error = NULL;

  if (ytt_sqlite_exec (db, "BEGIN", &error))
    {
      record = read_record (db, *(gint64 *) task_data, &error);
      sqlite3_exec (db, record != NULL ? "COMMIT" : "ROLLBACK", NULL, NULL, NULL);
    }

  if (record != NULL)
    g_task_return_pointer (task, record, (GDestroyNotify) ytt_announcement_record_unref);
  else
    g_task_return_error (task, error);
}

/**
 * ytt_store_get_announcement_async:
 * @self: a store
 * @id: the key of an announcement
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is there
 * @user_data: for @callback
 *
 * Reads one announcement whole. %YTT_ERROR_NOT_FOUND where it is gone.
 */
void
ytt_store_get_announcement_async (YttStore            *self,
                                  gint64               id,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_get_announcement_async);
  g_task_set_task_data (task, g_memdup2 (&id, sizeof id), g_free);
  ytt_store_push_read (self, task, record_job);
}

/**
 * ytt_store_get_announcement_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the announcement
 */
YttAnnouncementRecord *
ytt_store_get_announcement_finish (YttStore      *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_store_get_announcement_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
