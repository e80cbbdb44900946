/* Keeping copies of pages and papers in a document. A file is read, and its digest worked out, before the document is
 * touched: no slow disk keeps others from writing, and what was digested is what is kept. */

#include "config.h"

#include "ytt-store-attach.h"

#include "ytt-history-write.h"
#include "ytt-id.h"

#include <glib/gi18n.h>
#include <string.h>

#define CHUNK_SIZE (256 * 1024)
#define DIGEST_SIZE 32

/* How much of the work is done once a file is read. */
#define READ_SHARE 0.5

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_blob, sqlite3_blob_close)

typedef struct
{
  GFile             *file;       /* (owned) (nullable): NULL where the content was given */
  GBytes            *bytes;      /* (owned) (nullable): the content, once it is read */
  char              *name;       /* (owned) (nullable) */
  gint64             source;
  guint8             digest[DIGEST_SIZE];
  GCancellable      *cancellable;   /* (owned) (nullable) */

  GMainContext      *context;    /* (owned): where progress is told */
  YttAttachProgress  progress;   /* (nullable) */
  gpointer           progress_data;
  gboolean           finished;   /* of the caller's thread */
} Attach;

static void
attach_clear (gpointer data)
{
  Attach *self = data;

  g_clear_object (&self->file);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_free (self->name);
}

static void
attach_unref (Attach *self)
{
  g_atomic_rc_box_release_full (self, attach_clear);
}

typedef struct
{
  Attach *attach;   /* (owned) */
  double  fraction;
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  attach_unref (step->attach);
  g_free (step);
}

static gboolean
told_cb (gpointer user_data)
{
  Step *step = user_data;

  if (!step->attach->finished)
    step->attach->progress (step->fraction, step->attach->progress_data);

  return G_SOURCE_REMOVE;
}

static void
tell_progress (Attach *self,
               double  fraction)
{
  g_autoptr(GSource) source = NULL;
  Step *step;

  if (self->progress == NULL)
    return;

  step = g_new0 (Step, 1);
  step->attach = g_atomic_rc_box_acquire (self);
  step->fraction = fraction;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, told_cb, step, step_free);
  g_source_attach (source, self->context);
}

/* Reading */

static gboolean
set_read_error (Attach  *self,
                GError  *cause,
                GError **error)
{
  YttError code = YTT_ERROR_STORE;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, cause);
      return FALSE;
    }

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    code = YTT_ERROR_NOT_FOUND;
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    code = YTT_ERROR_PERMISSION;

  if (code == YTT_ERROR_NOT_FOUND)
    g_set_error (error, YTT_ERROR, code, _("There is no file “%s”"), self->name);
  else
    /* Translators: a file, and what the system says of it */
    g_set_error (error, YTT_ERROR, code, _("“%s” cannot be read: %s"), self->name, cause->message);
  g_error_free (cause);

  return FALSE;
}

static gboolean
check_size (Attach   *self,
            goffset   size,
            GError  **error)
{
  g_autofree char *most = g_format_size (YTT_ATTACHMENT_MAX_SIZE);

  if (size > 0 && size <= YTT_ATTACHMENT_MAX_SIZE)
    return TRUE;

  if (size <= 0)
    g_set_error (error, YTT_ERROR, YTT_ERROR_INVALID, _("“%s” is empty, so no copy of it was kept"), self->name);
  else
    /* Translators: a file, and a size such as "50.0 MB" */
    g_set_error (error, YTT_ERROR, YTT_ERROR_INVALID,
                 _("“%s” is too large: a copy of up to %s can be kept"), self->name, most);

  return FALSE;
}

/* A pipe would wait for ever, and of an open document SQLite's locks would go when the file is closed again. */
static gboolean
check_file (Attach   *self,
            goffset  *size,
            GError  **error)
{
  g_autofree char *path = g_file_get_path (self->file);
  GError *cause = NULL;
  g_autoptr(GFileInfo) info = g_file_query_info (self->file, G_FILE_ATTRIBUTE_STANDARD_TYPE ","
                                                 G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                 G_FILE_QUERY_INFO_NONE, self->cancellable, &cause);

  if (info == NULL)
    return set_read_error (self, cause, error);

  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_INVALID, _("“%s” is not a file of which a copy can be kept"), self->name);
      return FALSE;
    }

  if (path != NULL && ytt_open_files_contain (path))
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_INVALID, _("“%s” is a document that is open"), self->name);
      return FALSE;
    }

  *size = g_file_info_get_size (info);

  return check_size (self, *size, error);
}

static gboolean
read_content (Attach   *self,
              goffset   expected,
              GError  **error)
{
  GError *cause = NULL;
  g_autoptr(GFileInputStream) stream = g_file_read (self->file, self->cancellable, &cause);
  g_autoptr(GByteArray) content = g_byte_array_sized_new ((guint) expected);
  g_autofree guint8 *chunk = g_malloc (CHUNK_SIZE);
  gssize n = 0;

  if (stream == NULL)
    return set_read_error (self, cause, error);

  /* One byte more than is allowed tells that a file has grown too large meanwhile. */
  while (content->len <= YTT_ATTACHMENT_MAX_SIZE
         && (n = g_input_stream_read (G_INPUT_STREAM (stream), chunk, CHUNK_SIZE, self->cancellable, &cause)) > 0)
    {
      g_byte_array_append (content, chunk, (guint) n);
      tell_progress (self, READ_SHARE * MIN (content->len / (double) expected, 1));
    }

  if (n < 0)
    return set_read_error (self, cause, error);

  if (!check_size (self, content->len, error))
    return FALSE;

  self->bytes = g_byte_array_free_to_bytes (g_steal_pointer (&content));

  return TRUE;
}

static void
read_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Attach *self = task_data;
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  GError *error = NULL;
  goffset size = 0;
  gsize length = DIGEST_SIZE;

  if (self->file != NULL ? !check_file (self, &size, &error) || !read_content (self, size, &error)
                         : !check_size (self, (goffset) g_bytes_get_size (self->bytes), &error))
    {
      g_task_return_error (task, error);
      return;
    }

  g_checksum_update (checksum, g_bytes_get_data (self->bytes, NULL), (gssize) g_bytes_get_size (self->bytes));
  g_checksum_get_digest (checksum, self->digest, &length);
  g_task_return_boolean (task, TRUE);
}

/* Writing */

static char *
dup_digest (Attach *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < DIGEST_SIZE; i++)
    g_string_append_printf (text, "%02x", self->digest[i]);

  return g_string_free (text, FALSE);
}

/* Whether the content that a row has is this one, byte by byte: another program may have cut it. */
static gboolean
is_whole (Attach  *self,
          sqlite3 *db,
          gint64   id)
{
  g_autoptr(sqlite3_blob) blob = NULL;
  g_autofree guint8 *chunk = g_malloc (CHUNK_SIZE);
  gsize size;
  const guint8 *data = g_bytes_get_data (self->bytes, &size);

  if (sqlite3_blob_open (db, "main", "attachment", "content", id, 0, &blob) != SQLITE_OK
      || (gsize) sqlite3_blob_bytes (blob) != size)
    return FALSE;

  for (gsize at = 0; at < size; at += CHUNK_SIZE)
    {
      gsize n = MIN (size - at, CHUNK_SIZE);

      if (sqlite3_blob_read (blob, chunk, (int) n, (int) at) != SQLITE_OK || memcmp (chunk, data + at, n) != 0)
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_content (Attach   *self,
               sqlite3  *db,
               gint64    id,
               GError  **error)
{
  g_autoptr(sqlite3_blob) blob = NULL;
  gsize size;
  const guint8 *data = g_bytes_get_data (self->bytes, &size);
  int rc = sqlite3_blob_open (db, "main", "attachment", "content", id, 1, &blob);

  for (gsize at = 0; rc == SQLITE_OK && at < size; at += CHUNK_SIZE)
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;

      rc = sqlite3_blob_write (blob, data + at, (int) MIN (size - at, CHUNK_SIZE), (int) at);
      tell_progress (self, READ_SHARE + (1 - READ_SHARE) * at / (double) size);
    }

  return !ytt_sqlite_refused (db, rc, error);
}

/* 0 if there is none, or with an error */
static gint64
find_id (sqlite3     *db,
         const char  *digest,
         GError     **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc = sqlite3_prepare_v2 (db, "SELECT id FROM attachment WHERE sha256 = ?1", -1, &stmt, NULL);

  if (rc == SQLITE_OK)
    {
      sqlite3_bind_text (stmt, 1, digest, -1, SQLITE_STATIC);
      rc = sqlite3_step (stmt);
    }

  return !ytt_sqlite_failed (db, rc, error) && rc == SQLITE_ROW ? sqlite3_column_int64 (stmt, 0) : 0;
}

/* The row with room for the content, which is put there afterwards. */
static gboolean
make_room (Attach      *self,
           sqlite3     *db,
           gint64       id,
           gboolean     known,
           const char  *digest,
           GError     **error)
{
  static const char insert[] =
    "INSERT INTO attachment (id, sha256, name, media_type, size, added, content)"
    " VALUES (?1, ?2, ?3, ?4, ?5, strftime ('%Y-%m-%dT%H:%M:%SZ', 'now'), zeroblob (?5))";
  static const char update[] =
    "UPDATE attachment SET size = ?5, content = zeroblob (?5) WHERE id = ?1";
  gsize size;
  const guint8 *data = g_bytes_get_data (self->bytes, &size);
  g_autofree char *type = g_content_type_guess (self->name, data, MIN (size, 4096), NULL);
  g_autofree char *media_type = g_content_type_get_mime_type (type);
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc = sqlite3_prepare_v2 (db, known ? update : insert, -1, &stmt, NULL);

  if (rc == SQLITE_OK)
    {
      sqlite3_bind_int64 (stmt, 1, id);
      sqlite3_bind_text (stmt, 2, digest, -1, SQLITE_STATIC);
      sqlite3_bind_text (stmt, 3, self->name, -1, SQLITE_STATIC);
      sqlite3_bind_text (stmt, 4, media_type, -1, SQLITE_STATIC);
      sqlite3_bind_int64 (stmt, 5, (gint64) size);
      rc = sqlite3_step (stmt);
    }

  return !ytt_sqlite_refused (db, rc, error)
         && ytt_sqlite_exec (db, "UPDATE gpkg_contents SET last_change = strftime ('%Y-%m-%dT%H:%M:%fZ', 'now')"
                                 " WHERE table_name = 'attachment'", error);
}

static gint64
do_attach (sqlite3   *db,
           gpointer   data,
           GError   **error)
{
  Attach *self = data;
  g_autofree char *digest = dup_digest (self);
  g_autoptr(GError) failure = NULL;
  gint64 id = find_id (db, digest, &failure);
  gboolean known = id != 0;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return 0;
    }

  if (known && is_whole (self, db, id))
    return id;

  if (!known)
    id = ytt_id_for_digest (self->digest);

  return make_room (self, db, id, known, digest, error) && write_content (self, db, id, error) ? id : 0;
}

/* The copy as the document has it, under the name that it was first kept by. */
static YttAttachment *
read_kept (Attach   *self,
           sqlite3  *db,
           gint64    id,
           GError  **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  YttAttachment *attachment;
  int rc = sqlite3_prepare_v2 (db, "SELECT name, media_type, added,"
                                   " (SELECT id FROM source_attachment WHERE source = ?2 AND attachment = ?1)"
                                   " FROM attachment WHERE id = ?1", -1, &stmt, NULL);

  if (rc == SQLITE_OK)
    {
      sqlite3_bind_int64 (stmt, 1, id);
      sqlite3_bind_int64 (stmt, 2, self->source);
      rc = sqlite3_step (stmt);
    }
  if (ytt_sqlite_failed (db, rc, error))
    return NULL;

  attachment = g_new0 (YttAttachment, 1);
  attachment->id = id;
  attachment->size = (gint64) g_bytes_get_size (self->bytes);
  attachment->name = ytt_attachment_safe_name ((const char *) sqlite3_column_text (stmt, 0));
  attachment->media_type = g_strdup ((const char *) sqlite3_column_text (stmt, 1));
  attachment->added = g_strdup ((const char *) sqlite3_column_text (stmt, 2));
  attachment->link = sqlite3_column_int64 (stmt, 3);
  attachment->source = attachment->link != 0 ? self->source : 0;

  return attachment;
}

static void
attach_job (GTask        *task,
            sqlite3      *db,
            gpointer      task_data,
            GCancellable *cancellable)
{
  Attach *self = task_data;
  g_autoptr(YttAttachment) attachment = NULL;
  GError *error = NULL;
  gint64 id = 0;

  if (ytt_store_backup_if_due (task, db, &error))
    id = ytt_sqlite_write (db, do_attach, self, &error);
  if (id != 0)
    attachment = read_kept (self, db, id, &error);

  if (attachment != NULL)
    g_task_return_pointer (task, g_steal_pointer (&attachment), (GDestroyNotify) ytt_attachment_free);
  else
    g_task_return_error (task, error);
}

static void
attached_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Attach *self = g_task_get_task_data (task);
  GError *error = NULL;
  YttAttachment *attachment = g_task_propagate_pointer (G_TASK (result), &error);

  self->finished = TRUE;
  if (attachment != NULL)
    g_task_return_pointer (task, attachment, (GDestroyNotify) ytt_attachment_free);
  else
    g_task_return_error (task, error);
}

static GTask *
make_part (GTask               *task,
           GAsyncReadyCallback  callback)
{
  GTask *part = g_task_new (g_task_get_source_object (task), g_task_get_cancellable (task), callback,
                            g_object_ref (task));

  g_task_set_source_tag (part, make_part);
  g_task_set_check_cancellable (part, FALSE);
  g_task_set_task_data (part, g_atomic_rc_box_acquire (g_task_get_task_data (task)), (GDestroyNotify) attach_unref);

  return part;
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Attach *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      ytt_store_push_write (YTT_STORE (object), make_part (task, attached_cb), attach_job);
      return;
    }

  self->finished = TRUE;
  g_task_return_error (task, error);
}

/* Takes attach. */
static void
start (YttStore            *self,
       Attach              *attach,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr(GTask) part = NULL;

  /* Whoever cancels too late must hear that it was done. */
  g_task_set_source_tag (task, ytt_store_attach_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, attach, (GDestroyNotify) attach_unref);
  g_set_object (&attach->cancellable, cancellable);
  attach->context = g_main_context_ref (g_task_get_context (task));

  part = make_part (task, read_cb);
  g_task_run_in_thread (part, read_thread);
}

/**
 * ytt_store_attach_async:
 * @self: the store
 * @file: what a copy is kept of, up to %YTT_ATTACHMENT_MAX_SIZE bytes
 * @source: the key of the source that it is to belong to; 0 for none
 * @progress: (nullable) (scope notified): told how far it is
 * @progress_data: for @progress, until @callback is called
 * @cancellable: (nullable): to give up, with nothing kept
 * @callback: called when it is on the disk, or cannot be kept
 * @user_data: for @callback
 *
 * Keeps a copy of a file in the document. What is there already is not stored twice, and keeps its name. It is in no
 * change set, so undo does not take it away; nothing that is shown changes until a source has it.
 */
void
ytt_store_attach_async (YttStore            *self,
                        GFile               *file,
                        gint64               source,
                        YttAttachProgress    progress,
                        gpointer             progress_data,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autofree char *basename = NULL;
  Attach *attach;

  g_return_if_fail (YTT_IS_STORE (self));
  g_return_if_fail (G_IS_FILE (file));

  basename = g_file_get_basename (file);
  attach = g_atomic_rc_box_new0 (Attach);
  attach->file = g_object_ref (file);
  attach->name = ytt_attachment_safe_name (basename);
  attach->source = source;
  attach->progress = progress;
  attach->progress_data = progress_data;
  start (self, attach, cancellable, callback, user_data);
}

/**
 * ytt_store_attach_bytes_async:
 * @self: the store
 * @bytes: the content
 * @name: (nullable): what it is to be called; made safe
 * @source: the key of the source that it is to belong to; 0 for none
 * @cancellable: (nullable): to give up, with nothing kept
 * @callback: called when it is on the disk, or cannot be kept
 * @user_data: for @callback
 *
 * Like ytt_store_attach_async(), for what is in memory.
 */
void
ytt_store_attach_bytes_async (YttStore            *self,
                              GBytes              *bytes,
                              const char          *name,
                              gint64               source,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  Attach *attach;

  g_return_if_fail (YTT_IS_STORE (self));
  g_return_if_fail (bytes != NULL);

  attach = g_atomic_rc_box_new0 (Attach);
  attach->bytes = g_bytes_ref (bytes);
  attach->name = ytt_attachment_safe_name (name);
  attach->source = source;
  start (self, attach, cancellable, callback, user_data);
}

/**
 * ytt_store_attach_finish:
 * @self: the store
 * @result: what the callback got
 * @error: return location for a #YttError: %YTT_ERROR_INVALID where the file is empty, too large or no file,
 *   %YTT_ERROR_NOT_FOUND, %YTT_ERROR_PERMISSION, %YTT_ERROR_SPACE, %YTT_ERROR_BUSY; or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the copy
 */
YttAttachment *
ytt_store_attach_finish (YttStore      *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
