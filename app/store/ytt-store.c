/* One open document. Each connection lives on a thread of its own, which takes jobs from
 * a queue: one queue for the connection that writes, one that the reading ones share. */

#include "config.h"

#include "ytt-history-write.h"
#include "ytt-query-index.h"

#include <glib/gi18n.h>

typedef struct
{
  GTask        *task;   /* (owned) */
  YttStoreFunc  func;   /* (nullable): NULL ends the thread */
} Job;

/* Lives as long as its thread, which frees it. */
typedef struct
{
  sqlite3     *db;       /* (owned) */
  GAsyncQueue *queue;    /* (owned) */
  gint        *closing;  /* (owned): shared with the store */
  YttGuard     guard;
} Worker;

struct _YttStore
{
  GObject       parent_instance;

  char         *path;          /* (owned) */
  char         *file_key;      /* (owned) (nullable) */
  char         *reason;        /* (owned) (nullable) */
  gboolean      read_only;

  /* In a document that can only be read, the first connection still watches and copies. */
  GAsyncQueue  *write_queue;   /* (owned) */
  GAsyncQueue  *read_queue;    /* (owned) */
  GThread      *threads[YTT_N_CONNECTIONS];
  gint         *closing;       /* (owned): atomic; reading jobs are cut short once it is set */

  GFileMonitor *monitor;       /* (owned) (nullable) */
  GSource      *clock;         /* (owned) (nullable) */
  guint         n_looking;     /* looks under way */
  int           data_version;  /* as last seen by the first connection */
  gint          today;         /* atomic: YYYYMMDD, 0 for the clock's */
  YttBackupState backups;
};

enum
{
  CHANGED,
  BACKUP_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttStore, ytt_store, G_TYPE_OBJECT)

static void
worker_free (Worker *worker)
{
  g_clear_pointer (&worker->db, sqlite3_close_v2);
  g_async_queue_unref (worker->queue);
  g_atomic_rc_box_release (worker->closing);
  g_free (worker);
}

static void
run_job (Worker *worker,
         Job    *job)
{
  g_autoptr(GTask) task = job->task;

  if (g_task_return_error_if_cancelled (task))
    return;

  if (worker->guard.closing != NULL && g_atomic_int_get (worker->closing) != 0)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The document was closed"));
      return;
    }

  worker->guard.cancellable = g_task_get_cancellable (task);
  job->func (task, worker->db, g_task_get_task_data (task), worker->guard.cancellable);
  worker->guard.cancellable = NULL;
}

static gpointer
worker_thread (gpointer data)
{
  Worker *worker = data;

  for (;;)
    {
      g_autofree Job *job = g_async_queue_pop (worker->queue);

      if (job->func == NULL)
        break;

      run_job (worker, job);
    }

  /* Where another program left it in write-ahead mode and has let go by now; else this changes nothing. */
  if (worker->guard.closing == NULL && sqlite3_db_readonly (worker->db, "main") == 0)
    ytt_sqlite_exec_at_once (worker->db, "PRAGMA journal_mode = DELETE", &worker->guard);

  worker_free (worker);

  return NULL;
}

/* Takes @db. */
static GThread *
start_worker (YttStore *self,
              sqlite3  *db,
              gboolean  first)
{
  Worker *worker = g_new0 (Worker, 1);

  worker->db = db;
  worker->queue = g_async_queue_ref (first ? self->write_queue : self->read_queue);
  worker->closing = g_atomic_rc_box_acquire (self->closing);
  worker->guard.closing = first ? NULL : worker->closing;
  ytt_sqlite_set_guard (db, &worker->guard);

  return g_thread_new (first ? "ytt-write" : "ytt-read", worker_thread, worker);
}

/* Takes @task. */
static void
push (YttStore     *self,
      GAsyncQueue  *queue,
      GTask        *task,
      YttStoreFunc  func)
{
  Job *job;

  if (g_atomic_int_get (self->closing) != 0)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The document was closed"));
      g_object_unref (task);
      return;
    }

  job = g_new0 (Job, 1);
  job->task = task;
  job->func = func;
  g_async_queue_push (queue, job);
}

/**
 * ytt_store_push_read:
 * @self: the store
 * @task: (transfer full): what @func answers
 * @func: the job
 *
 * Runs a job on one of the connections that read.
 */
void
ytt_store_push_read (YttStore     *self,
                     GTask        *task,
                     YttStoreFunc  func)
{
  push (self, self->read_queue, task, func);
}

/**
 * ytt_store_push_write:
 * @self: the store
 * @task: (transfer full): what @func answers
 * @func: the job
 *
 * Runs a job on the connection that writes, after those pushed before it. In a document
 * that can only be read it fails at once.
 */
void
ytt_store_push_write (YttStore     *self,
                      GTask        *task,
                      YttStoreFunc  func)
{
  if (self->read_only)
    {
      g_task_return_new_error (task, YTT_ERROR, YTT_ERROR_PERMISSION,
                               _("The document can only be read. %s"), self->reason);
      g_object_unref (task);
      return;
    }

  push (self, self->write_queue, task, func);
}

/**
 * ytt_store_push_first:
 * @self: the store
 * @task: (transfer full): what @func answers
 * @func: the job, which changes nothing
 *
 * Runs a job on the connection that would write, in between what it writes.
 */
void
ytt_store_push_first (YttStore     *self,
                      GTask        *task,
                      YttStoreFunc  func)
{
  push (self, self->write_queue, task, func);
}

/**
 * ytt_store_emit_changed:
 * @self: the store
 *
 * Tells of a change of its own, which the next look does not find: data_version tells only of other connections.
 */
void
ytt_store_emit_changed (YttStore *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
look_job (GTask        *task,
          sqlite3      *db,
          gpointer      task_data,
          GCancellable *cancellable)
{
  g_task_return_int (task, ytt_sqlite_get_data_version (db));
}

static void
note_job (GTask        *task,
          sqlite3      *db,
          gpointer      task_data,
          GCancellable *cancellable)
{
  g_task_return_boolean (task, ytt_sqlite_note_outside (db, NULL) != 0);
}

/* What could not be written now is brought in by the next look or edit. */
static void
noted_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  if (g_task_propagate_boolean (G_TASK (result), NULL))
    ytt_store_emit_changed (YTT_STORE (object));
}

/* People see at once what another program did; then it becomes a part of the history, which is told again. */
static void
note_outside (YttStore *self)
{
  GTask *task;

  if (self->read_only)
    return;

  task = g_task_new (self, NULL, noted_cb, NULL);
  g_task_set_source_tag (task, note_outside);
  push (self, self->write_queue, task, note_job);
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  YttStore *self = YTT_STORE (object);
  int data_version = (int) g_task_propagate_int (G_TASK (result), NULL);

  self->n_looking--;
  /* Whoever holds the document right now will be done with it, and then the next look tells. */
  if (data_version < 0 || data_version == self->data_version)
    return;

  self->data_version = data_version;
  g_signal_emit (self, signals[CHANGED], 0);
  note_outside (self);
}

/**
 * ytt_store_look_for_changes:
 * @self: the store
 *
 * Looks whether another program changed the document since the last look, and if so emits
 * #YttStore::changed a moment later. The store also looks by itself, each second and as
 * soon as the system tells of a change to the file.
 */
void
ytt_store_look_for_changes (YttStore *self)
{
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));

  task = g_task_new (self, NULL, looked_cb, NULL);
  g_task_set_source_tag (task, ytt_store_look_for_changes);
  self->n_looking++;
  push (self, self->write_queue, task, look_job);
}

static void
file_changed_cb (YttStore *self)
{
  ytt_store_look_for_changes (self);
}

static gboolean
clock_cb (gpointer user_data)
{
  YttStore *self = user_data;

  /* Where another program holds the document, the look that waits for it will do. */
  if (self->n_looking == 0)
    ytt_store_look_for_changes (self);

  return G_SOURCE_CONTINUE;
}

/* The monitor watches by name and opens nothing, so that no lock of ours is dropped. Of what a program writes on another
 * computer, or under another name of the file, or beside it in write-ahead mode, it tells nothing; so the document itself
 * is asked each second, which takes a hundredth of a millisecond. */
static void
watch (YttStore *self)
{
  g_autoptr(GFile) file = g_file_new_for_path (self->path);

  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (file_changed_cb), self, G_CONNECT_SWAPPED);

  self->clock = g_timeout_source_new_seconds (1);
  g_source_set_callback (self->clock, clock_cb, self, NULL);
  g_source_set_static_name (self->clock, "[ytterby] look for changes");
  g_source_attach (self->clock, g_main_context_get_thread_default ());
}

static void
end_watch (YttStore *self)
{
  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);

  if (self->clock != NULL)
    g_source_destroy (self->clock);
  g_clear_pointer (&self->clock, g_source_unref);
}

static YttStore *
store_new (YttOpened *opened)
{
  YttStore *self = g_object_new (YTT_TYPE_STORE, NULL);

  self->path = g_steal_pointer (&opened->path);
  self->file_key = g_steal_pointer (&opened->file_key);
  self->reason = g_steal_pointer (&opened->reason);
  self->read_only = opened->read_only;
  self->data_version = opened->data_version;

  if (!opened->read_only)
    ytt_index_watch (self, opened->connections[0]);
  for (guint i = 0; i < YTT_N_CONNECTIONS; i++)
    self->threads[i] = start_worker (self, g_steal_pointer (&opened->connections[i]), i == 0);

  if (!opened->immutable)
    watch (self);

  return self;
}

typedef struct
{
  char          *path;
  YttStoreFlags  flags;
} OpenData;

static void
open_data_free (OpenData *data)
{
  g_free (data->path);
  g_free (data);
}

static void
open_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  OpenData *data = task_data;
  GError *error = NULL;
  YttOpened *opened = ytt_opened_new (data->path, data->flags, cancellable, &error);

  if (opened != NULL)
    g_task_return_pointer (task, opened, (GDestroyNotify) ytt_opened_free);
  else
    g_task_return_error (task, error);
}

/**
 * ytt_store_open_async:
 * @path: (type filename): the document
 * @flags: how to open it
 * @cancellable: (nullable): to give up
 * @callback: called when the document is open, or cannot be
 * @user_data: for @callback
 *
 * Opens a document, or makes an empty one. It is brought up to date if an earlier version
 * wrote it, and can only be read if it or its folder cannot be written.
 */
void
ytt_store_open_async (const char          *path,
                      YttStoreFlags        flags,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  OpenData *data = g_new0 (OpenData, 1);

  g_return_if_fail (path != NULL);

  data->path = g_strdup (path);
  data->flags = flags;
  g_task_set_source_tag (task, ytt_store_open_async);
  g_task_set_task_data (task, data, (GDestroyNotify) open_data_free);
  g_task_run_in_thread (task, open_thread);
}

/**
 * ytt_store_open_finish:
 * @result: what the callback got
 * @error: return location for a #YttError
 *
 * Call it in the thread that opened the document: there its signal will be emitted.
 *
 * Returns: (transfer full) (nullable): the store, or %NULL with a #YttError
 */
YttStore *
ytt_store_open_finish (GAsyncResult  *result,
                       GError       **error)
{
  g_autoptr(YttOpened) opened = NULL;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  opened = g_task_propagate_pointer (G_TASK (result), error);

  return opened != NULL ? store_new (opened) : NULL;
}

static void
end_thread (YttStore *self,
            guint     i)
{
  g_autoptr(GThread) thread = g_steal_pointer (&self->threads[i]);

  /* A last reference can be dropped by a job's own thread, which cannot wait for itself. */
  if (thread != g_thread_self ())
    g_thread_join (g_steal_pointer (&thread));
}

/* The reading connections go first: the one that writes tidies up as the last. */
static void
end_threads (YttStore *self)
{
  for (guint i = 1; i < YTT_N_CONNECTIONS; i++)
    g_async_queue_push (self->read_queue, g_new0 (Job, 1));
  for (guint i = 1; i < YTT_N_CONNECTIONS; i++)
    end_thread (self, i);

  g_async_queue_push (self->write_queue, g_new0 (Job, 1));
  end_thread (self, 0);

  g_clear_pointer (&self->file_key, ytt_open_files_release);
}

/**
 * ytt_store_close:
 * @self: the store
 *
 * Does the writing that was asked for, cuts reading short, and closes the document. To
 * close it twice is no error.
 */
void
ytt_store_close (YttStore *self)
{
  g_return_if_fail (YTT_IS_STORE (self));

  end_watch (self);

  if (g_atomic_int_compare_and_exchange (self->closing, 0, 1) && self->threads[0] != NULL)
    end_threads (self);
}

static void
close_thread (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  end_threads (source_object);
  g_task_return_boolean (task, TRUE);
}

/**
 * ytt_store_close_async:
 * @self: the store
 * @callback: called when the document is closed
 * @user_data: for @callback
 *
 * Like ytt_store_close(), without waiting for the writing.
 */
void
ytt_store_close_async (YttStore            *self,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (YTT_IS_STORE (self));

  end_watch (self);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, ytt_store_close_async);

  if (g_atomic_int_compare_and_exchange (self->closing, 0, 1))
    g_task_run_in_thread (task, close_thread);
  else
    g_task_return_boolean (task, TRUE);
}

gboolean
ytt_store_close_finish (YttStore      *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * ytt_store_get_path:
 * @self: the store
 *
 * Returns: (transfer none) (type filename): the document's absolute path
 */
const char *
ytt_store_get_path (YttStore *self)
{
  g_return_val_if_fail (YTT_IS_STORE (self), NULL);

  return self->path;
}

/**
 * ytt_store_get_read_only:
 * @self: the store
 *
 * Returns: whether nothing can be written
 */
gboolean
ytt_store_get_read_only (YttStore *self)
{
  g_return_val_if_fail (YTT_IS_STORE (self), TRUE);

  return self->read_only;
}

/**
 * ytt_store_get_read_only_reason:
 * @self: the store
 *
 * Returns: (transfer none) (nullable): one sentence that says why nothing can be written
 */
const char *
ytt_store_get_read_only_reason (YttStore *self)
{
  g_return_val_if_fail (YTT_IS_STORE (self), NULL);

  return self->reason;
}

/*< private >
 * ytt_store_get_backup_state:
 *
 * Returns: (transfer none): what the store knows of its backups
 */
YttBackupState *
ytt_store_get_backup_state (YttStore *self)
{
  return &self->backups;
}

/**
 * ytt_store_get_today:
 * @self: the store
 *
 * What lies after it is to come: see ytt_timeline_get_standing(). Any thread may ask.
 *
 * Returns: the day it is here, YYYYMMDD
 */
guint32
ytt_store_get_today (YttStore *self)
{
  g_autoptr(GDateTime) now = NULL;
  int today;

  g_return_val_if_fail (YTT_IS_STORE (self), 0);

  today = g_atomic_int_get (&self->today);
  if (today != 0)
    return (guint32) today;

  now = g_date_time_new_now_local ();

  return (guint32) (g_date_time_get_year (now) * 10000 + g_date_time_get_month (now) * 100
                    + g_date_time_get_day_of_month (now));
}

/**
 * ytt_store_set_today:
 * @self: the store
 * @today: YYYYMMDD; 0 for what the clock says, as at first
 *
 * Sets the day that is taken for today, so that pictures and tests are the same on every day.
 */
void
ytt_store_set_today (YttStore *self,
                     guint32   today)
{
  g_return_if_fail (YTT_IS_STORE (self));

  g_atomic_int_set (&self->today, (gint) today);
}

static void
ytt_store_dispose (GObject *object)
{
  ytt_store_close (YTT_STORE (object));

  G_OBJECT_CLASS (ytt_store_parent_class)->dispose (object);
}

static void
ytt_store_finalize (GObject *object)
{
  YttStore *self = YTT_STORE (object);

  g_free (self->path);
  g_free (self->reason);
  g_free (self->backups.folder);
  g_async_queue_unref (self->write_queue);
  g_async_queue_unref (self->read_queue);
  g_atomic_rc_box_release (self->closing);

  G_OBJECT_CLASS (ytt_store_parent_class)->finalize (object);
}

static void
ytt_store_class_init (YttStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ytt_store_dispose;
  object_class->finalize = ytt_store_finalize;

  /**
   * YttStore::changed:
   *
   * The document was changed, by this store or by another program; all that was read may be out of date.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * YttStore::backup-failed:
   * @error: why
   *
   * The document is changed though it could not be copied before: see ytt_store_set_backup_folder(). Emitted in the
   * thread that asked for the change.
   */
  signals[BACKUP_FAILED] = g_signal_new ("backup-failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
ytt_store_init (YttStore *self)
{
  self->write_queue = g_async_queue_new ();
  self->read_queue = g_async_queue_new ();
  self->closing = g_atomic_rc_box_new0 (gint);
}
