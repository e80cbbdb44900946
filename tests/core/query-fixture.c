#include "config.h"

#include "query-fixture.h"

#include <glib/gstdio.h>

void
wait_until (gboolean (*condition) (gpointer data),
            gpointer   data)
{
  /* A checker such as valgrind makes everything many times slower. */
  gint64 seconds = g_getenv ("YTTERBY_CHECKER") != NULL ? 300 : 30;
  gint64 deadline = g_get_monotonic_time () + seconds * G_TIME_SPAN_SECOND;

  while (!condition (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);

      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (200);
    }
}

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

static void
open_document (Fixture       *self,
               YttStoreFlags  flags)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  ytt_store_open_async (self->path, flags, NULL, keep_result_cb, &result);
  wait_until (has_result, &result);
  self->store = ytt_store_open_finish (result, &error);
  g_assert_no_error (error);
}

static void
make_folder (Fixture *self)
{
  g_autoptr(GError) error = NULL;

  self->folder = g_dir_make_tmp ("ytterby-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "document.gpkg", NULL);
}

void
fixture_set_up_shipped (Fixture       *self,
                        gconstpointer  data)
{
  g_autoptr(GFile) shipped = g_file_new_for_path (g_getenv ("YTTERBY_SHIPPED"));
  g_autoptr(GFile) copy = NULL;
  g_autoptr(GError) error = NULL;

  make_folder (self);
  copy = g_file_new_for_path (self->path);
  g_file_copy (shipped, copy, G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  open_document (self, YTT_STORE_OPEN);
}

void
fixture_set_up_empty (Fixture       *self,
                      gconstpointer  data)
{
  make_folder (self);
  open_document (self, YTT_STORE_CREATE);
}

void
fixture_tear_down (Fixture       *self,
                   gconstpointer  data)
{
  if (self->store != NULL)
    ytt_store_close (self->store);

  /* What a job still holds goes once its callback has run. */
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_assert_finalize_object (self->store);
  g_assert_cmpint (g_remove (self->path), ==, 0);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->path);
  g_free (self->folder);
}

static void
run_job (GTask        *task,
         sqlite3      *db,
         gpointer      task_data,
         GCancellable *cancellable)
{
  GError *error = NULL;

  if (ytt_sqlite_exec (db, task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
run_bulk_job (GTask        *task,
              sqlite3      *db,
              gpointer      task_data,
              GCancellable *cancellable)
{
  GError *error = NULL;

  if (ytt_schema_set_triggers (db, FALSE, &error)
      && ytt_sqlite_exec (db, task_data, &error)
      && ytt_schema_derive (db, &error)
      && ytt_schema_set_triggers (db, TRUE, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
push_write (Fixture      *self,
            const char   *sql,
            YttStoreFunc  func)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GTask *task = g_task_new (self->store, NULL, keep_result_cb, &result);

  g_task_set_task_data (task, g_strdup (sql), g_free);
  ytt_store_push_write (self->store, task, func);
  wait_until (has_result, &result);
  g_task_propagate_boolean (G_TASK (result), &error);
  g_assert_no_error (error);
}

void
fixture_run (Fixture    *self,
             const char *sql)
{
  push_write (self, sql, run_job);
}

void
fixture_run_bulk (Fixture    *self,
                  const char *sql)
{
  push_write (self, sql, run_bulk_job);
}

YttResult *
fixture_search (Fixture    *self,
                const char *words,
                YttOrder    order)
{
  const YttQuery query = { .words = words, .order = order, .moment = self->moment };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  YttResult *found;

  ytt_store_search_async (self->store, &query, NULL, keep_result_cb, &result);
  wait_until (has_result, &result);
  found = ytt_store_search_finish (self->store, result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (found);

  return found;
}

GPtrArray *
fixture_get_rows (Fixture *self,
                  GArray  *ids)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *rows;

  ytt_store_get_rows_async (self->store, (const gint64 *) (gconstpointer) ids->data, ids->len, self->moment, NULL,
                            keep_result_cb, &result);
  wait_until (has_result, &result);
  rows = ytt_store_get_rows_finish (self->store, result, &error);
  g_assert_no_error (error);

  return rows;
}

gint64
fixture_find (Fixture    *self,
              const char *slug_or_words)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gint64 id;

  ytt_store_find_async (self->store, slug_or_words, NULL, keep_result_cb, &result);
  wait_until (has_result, &result);
  id = ytt_store_find_finish (self->store, result, &error);
  if (id == 0)
    g_assert_error (error, YTT_ERROR, YTT_ERROR_NOT_FOUND);
  else
    g_assert_no_error (error);

  return id;
}

YttRecord *
fixture_get_record_by_id (Fixture *self,
                          gint64   id)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  YttRecord *record;

  ytt_store_get_record_async (self->store, id, self->moment, NULL, keep_result_cb, &result);
  wait_until (has_result, &result);
  record = ytt_store_get_record_finish (self->store, result, &error);
  g_assert_no_error (error);

  return record;
}

YttRecord *
fixture_get_record (Fixture    *self,
                    const char *slug)
{
  return fixture_get_record_by_id (self, fixture_find (self, slug));
}
