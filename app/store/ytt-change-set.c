/* Change sets, as SQLite's session extension makes them, on their way into the history and out of it. They are
 * compressed and stored in pieces, and never whole in memory. */

#include "config.h"

#include "ytt-change-set.h"

#include "ytt-record-tables.h"

#include <glib/gi18n.h>
#include <string.h>

sqlite3_session *
ytt_change_set_record (sqlite3  *db,
                       GError  **error)
{
  const YttRecordTable *tables = ytt_record_tables_get ();
  g_autoptr(sqlite3_session) session = NULL;
  int rc = sqlite3session_create (db, "main", &session);

  /* By name: derived rows and what FTS5 keeps for itself must not be recorded. */
  for (guint i = 0; rc == SQLITE_OK && tables[i].name != NULL; i++)
    rc = sqlite3session_attach (session, tables[i].name);

  if (ytt_sqlite_failed (NULL, rc, error))
    return NULL;

  return g_steal_pointer (&session);
}

/* Where a change set goes, and what was in its way. */
typedef struct
{
  YttChangeWriter *writer;
  GError          *error;   /* (owned) (nullable) */
} Output;

static int
write_cb (void       *data,
          const void *bytes,
          int         size)
{
  Output *output = data;

  return ytt_change_writer_add (output->writer, bytes, (gsize) size, &output->error) ? SQLITE_OK : SQLITE_ABORT;
}

/* Behind what the writer has already. */
gboolean
ytt_change_set_append (sqlite3_session  *session,
                       YttChangeWriter  *writer,
                       GError          **error)
{
  Output output = { writer, NULL };
  int rc = sqlite3session_changeset_strm (session, write_cb, &output);

  if (output.error == NULL)
    return !ytt_sqlite_failed (NULL, rc, error);

  g_propagate_error (error, output.error);

  return FALSE;
}

/**
 * ytt_change_set_write:
 * @db: the connection that writes, inside a transaction
 * @session: what was recorded
 * @entry: the key of the entry
 * @empty: (out): whether nothing had changed; then nothing was written
 * @error: return location for an error
 *
 * Returns: whether it was written
 */
gboolean
ytt_change_set_write (sqlite3          *db,
                      sqlite3_session  *session,
                      gint64            entry,
                      gboolean         *empty,
                      GError          **error)
{
  g_autoptr(YttChangeWriter) writer = ytt_change_writer_new (db, entry, error);
  gboolean any = FALSE;

  if (writer == NULL || !ytt_change_set_append (session, writer, error) || !ytt_change_writer_finish (writer, &any, error))
    return FALSE;
  *empty = !any;

  return TRUE;
}

/* A statement of its own for each, for an unfinished one would keep the writer from committing. */
static gboolean
read_piece (YttChangeSet *self)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  g_clear_pointer (&self->content, g_bytes_unref);
  self->offset = 0;

  rc = sqlite3_prepare_v2 (self->db, "SELECT content FROM history_piece WHERE history = ?1 AND piece = ?2", -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    {
      sqlite3_bind_int64 (stmt, 1, self->entry);
      sqlite3_bind_int (stmt, 2, self->piece++);
      rc = sqlite3_step (stmt);
    }
  if (ytt_sqlite_failed (self->db, rc, &self->error))
    return FALSE;

  if (rc == SQLITE_ROW)
    self->content = g_bytes_new (sqlite3_column_blob (stmt, 0), (gsize) sqlite3_column_bytes (stmt, 0));

  return TRUE;
}

static gboolean
decompress (YttChangeSet *self,
            guint8       *buffer,
            gsize         size,
            gsize        *n_filled)
{
  while (*n_filled == 0 && !self->ended)
    {
      gsize available, n_read = 0;
      const guint8 *bytes;
      GConverterResult result;

      if ((self->content == NULL || self->offset == g_bytes_get_size (self->content)) && !read_piece (self))
        return FALSE;
      if (self->content == NULL)
        return FALSE;   /* it says itself where it ends, and has not yet */

      bytes = g_bytes_get_data (self->content, &available);
      result = g_converter_convert (self->decompressor, bytes + self->offset, available - self->offset, buffer, size,
                                    G_CONVERTER_NO_FLAGS, &n_read, n_filled, &self->error);
      self->offset += n_read;
      self->ended = result == G_CONVERTER_FINISHED;
      if (result == G_CONVERTER_ERROR)
        return FALSE;
    }

  return TRUE;
}

static int
read_cb (void *data,
         void *buffer,
         int  *size)
{
  YttChangeSet *self = data;
  gsize n_filled = 0;

  if (!decompress (self, buffer, (gsize) *size, &n_filled) ||
      !ytt_change_grammar_read (&self->grammar, buffer, n_filled) ||
      (n_filled == 0 && !ytt_change_grammar_end (&self->grammar)))
    return SQLITE_CORRUPT;

  *size = (int) n_filled;

  return SQLITE_OK;
}

/* SQLite's own words speak of its insides; what reading met before is nearer to the cause. */
static gboolean
failed (YttChangeSet  *self,
        int            rc,
        GError       **error)
{
  if (rc == SQLITE_OK || rc == SQLITE_ROW || rc == SQLITE_DONE)
    return FALSE;

  if (self->error != NULL && self->error->domain != G_IO_ERROR)
    g_propagate_error (error, g_steal_pointer (&self->error));
  else if (g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&self->error));
  else
    g_set_error_literal (error, YTT_ERROR, YTT_ERROR_DAMAGED, _("An entry of the history is damaged and cannot be read"));

  return TRUE;
}

/**
 * ytt_change_set_open:
 * @db: a connection; it must outlive the change set
 * @entry: the key of an entry of the history
 * @inverted: whether to read it backwards: what it inserted as deleted, what was new as old
 * @error: return location for a #YttError
 *
 * Returns: (transfer full) (nullable): the change set, before its first row
 */
YttChangeSet *
ytt_change_set_open (sqlite3   *db,
                     gint64     entry,
                     gboolean   inverted,
                     GError   **error)
{
  g_autoptr(YttChangeSet) self = g_new0 (YttChangeSet, 1);
  int rc;

  self->db = db;
  self->entry = entry;
  self->decompressor = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
  rc = sqlite3changeset_start_v2_strm (&self->iter, read_cb, self, inverted ? SQLITE_CHANGESETSTART_INVERT : 0);
  if (failed (self, rc, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
ytt_change_set_free (YttChangeSet *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->iter, sqlite3changeset_finalize);
  g_clear_object (&self->decompressor);
  g_clear_pointer (&self->content, g_bytes_unref);
  g_clear_error (&self->error);
  g_free (self);
}

gboolean
ytt_change_set_next (YttChangeSet  *self,
                     GError       **error)
{
  sqlite3_value *key = NULL;
  int indirect;
  int rc = sqlite3changeset_next (self->iter);

  if (rc == SQLITE_ROW)
    rc = sqlite3changeset_op (self->iter, &self->table, &self->n_columns, &self->operation, &indirect);
  if (failed (self, rc, error) || rc == SQLITE_DONE)
    return FALSE;

  key = self->operation == SQLITE_INSERT ? ytt_change_set_get_new (self, 0) : ytt_change_set_get_old (self, 0);
  self->row = key != NULL ? sqlite3_value_int64 (key) : 0;

  return TRUE;
}

sqlite3_value *
ytt_change_set_get_old (YttChangeSet *self,
                        int           column)
{
  sqlite3_value *value = NULL;

  if (self->operation == SQLITE_INSERT || sqlite3changeset_old (self->iter, column, &value) != SQLITE_OK)
    return NULL;

  return value;
}

sqlite3_value *
ytt_change_set_get_new (YttChangeSet *self,
                        int           column)
{
  sqlite3_value *value = NULL;

  if (self->operation == SQLITE_DELETE || sqlite3changeset_new (self->iter, column, &value) != SQLITE_OK)
    return NULL;

  return value;
}
