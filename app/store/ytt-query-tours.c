#include "config.h"

#include "ytt-store-tours.h"

#include "ytt-query-text.h"
#include "ytt-tour.h"

/* More is no talk any more; another program may have written what it liked. */
#define MOST_TOURS "1000"
#define MOST_STOPS "100000"

static const char tours_sql[] =
  "SELECT id, tour, title, note FROM tour ORDER BY title, id LIMIT " MOST_TOURS;

static const char stops_sql[] =
  "SELECT id, tour, position, kind, title, text, notes, seconds, facility, content FROM tour_stop"
  " ORDER BY tour, position, id LIMIT " MOST_STOPS;

static const char claims_sql[] =
  "SELECT stop, claim FROM tour_stop_claim ORDER BY stop, id LIMIT " MOST_STOPS;

static const char announcements_sql[] =
  "SELECT stop, announcement FROM tour_stop_announcement ORDER BY stop, id LIMIT " MOST_STOPS;

/* What was read so far, each by the key of the row that it belongs to. */
typedef struct
{
  GHashTable *claims;         /* (element-type gint64 GArray): of stops */
  GHashTable *announcements;  /* (element-type gint64 GArray): of stops */
  GHashTable *stops;          /* (element-type gint64 GPtrArray): of tours */
  GPtrArray  *tours;          /* (element-type YttTour) */
} Reading;

typedef void (*RowFunc) (sqlite3_stmt *stmt,
                         Reading      *reading);

static void
reading_clear (Reading *reading)
{
  g_clear_pointer (&reading->claims, g_hash_table_unref);
  g_clear_pointer (&reading->announcements, g_hash_table_unref);
  g_clear_pointer (&reading->stops, g_hash_table_unref);
  g_clear_pointer (&reading->tours, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static gint64 *
copy_key (gint64 key)
{
  return g_memdup2 (&key, sizeof key);
}

static void
take_key (GHashTable   *keys,
          sqlite3_stmt *stmt)
{
  gint64 stop = sqlite3_column_int64 (stmt, 0), key = sqlite3_column_int64 (stmt, 1);
  GArray *of_stop = g_hash_table_lookup (keys, &stop);

  if (of_stop == NULL)
    {
      of_stop = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_hash_table_insert (keys, copy_key (stop), of_stop);
    }
  g_array_append_val (of_stop, key);
}

static void
take_claim (sqlite3_stmt *stmt,
            Reading      *reading)
{
  take_key (reading->claims, stmt);
}

static void
take_announcement (sqlite3_stmt *stmt,
                   Reading      *reading)
{
  take_key (reading->announcements, stmt);
}

static void
take_stop (sqlite3_stmt *stmt,
           Reading      *reading)
{
  g_autofree char *kind = ytt_sqlite_dup_text (stmt, 3);
  g_autofree char *title = ytt_sqlite_dup_text (stmt, 4);
  g_autofree char *text = ytt_sqlite_dup_text (stmt, 5);
  g_autofree char *notes = ytt_sqlite_dup_text (stmt, 6);
  g_autofree char *content = ytt_sqlite_dup_text (stmt, 9);
  YttTourStopFields fields = {
    .id = sqlite3_column_int64 (stmt, 0),
    .tour = sqlite3_column_int64 (stmt, 1),
    .position = sqlite3_column_int64 (stmt, 2),
    .kind = ytt_stop_kind_from_code (kind),
    .title = title,
    .text = text,
    .notes = notes,
    .seconds = sqlite3_column_double (stmt, 7),
    .facility = sqlite3_column_int64 (stmt, 8),
    .content = content,
  };
  GPtrArray *of_tour = g_hash_table_lookup (reading->stops, &fields.tour);

  if (of_tour == NULL)
    {
      of_tour = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (reading->stops, copy_key (fields.tour), of_tour);
    }
  g_ptr_array_add (of_tour, ytt_tour_stop_new (&fields, g_hash_table_lookup (reading->claims, &fields.id),
                                               g_hash_table_lookup (reading->announcements, &fields.id)));
}

static void
take_tour (sqlite3_stmt *stmt,
           Reading      *reading)
{
  gint64 id = sqlite3_column_int64 (stmt, 0);
  g_autofree char *slug = ytt_sqlite_dup_text (stmt, 1);
  g_autofree char *title = ytt_sqlite_dup_text (stmt, 2);
  g_autofree char *note = ytt_sqlite_dup_text (stmt, 3);
  GPtrArray *stops = g_hash_table_lookup (reading->stops, &id);
  g_autoptr(GPtrArray) none = stops == NULL ? g_ptr_array_new_with_free_func (g_object_unref) : NULL;

  g_ptr_array_add (reading->tours, ytt_tour_new (id, slug, title, note, stops != NULL ? stops : none));
}

static gboolean
for_each_row (sqlite3     *db,
              const char  *sql,
              RowFunc      func,
              Reading     *reading,
              GError     **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc = sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL);

  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
      func (stmt, reading);

  return !ytt_sqlite_failed (db, rc, error);
}

static void
tours_job (GTask        *task,
           sqlite3      *db,
           gpointer      task_data,
           GCancellable *cancellable)
{
  g_auto(Reading) reading = {
    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_array_unref),
    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_array_unref),
    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_ptr_array_unref),
    g_ptr_array_new_with_free_func (g_object_unref),
  };
  GError *error = NULL;

  if (for_each_row (db, claims_sql, take_claim, &reading, &error)
      && for_each_row (db, announcements_sql, take_announcement, &reading, &error)
      && for_each_row (db, stops_sql, take_stop, &reading, &error)
      && for_each_row (db, tours_sql, take_tour, &reading, &error))
    g_task_return_pointer (task, g_steal_pointer (&reading.tours), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * ytt_store_get_tours_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called when the tours are there
 * @user_data: for @callback
 *
 * Reads the tours that are kept in the document, each with its stops and what they rest on.
 */
void
ytt_store_get_tours_async (YttStore            *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_get_tours_async);
  ytt_store_push_read (self, task, tours_job);
}

/**
 * ytt_store_get_tours_finish:
 * @self: a store
 * @result: what the callback got
 * @error: return location for a #YttError
 *
 * Returns: (transfer full) (nullable) (element-type YttTour): by title
 */
GPtrArray *
ytt_store_get_tours_finish (YttStore      *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_store_get_tours_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
