#include "config.h"

#include "ytt-change-writer.h"

#define PIECE_SIZE (256 * 1024)

/* So many blocks of so many bytes are on their way at most. */
#define BLOCK_SIZE (256 * 1024)
#define N_BLOCKS   8

struct _YttChangeWriter
{
  sqlite3      *db;
  sqlite3_stmt *insert;      /* (owned) */
  int           n_pieces;
  GByteArray   *block;       /* (owned): not full yet */
  gboolean      any;

  GThread      *thread;      /* (owned) (nullable) */
  GAsyncQueue  *blocks;      /* (owned) (element-type GByteArray): to be compressed; an empty one is the end */
  GAsyncQueue  *spare;       /* (owned) (element-type GByteArray) */
  GAsyncQueue  *pieces;      /* (owned) (element-type GBytes): compressed; an empty one is the end */

  /* Of the thread */
  GConverter   *compressor;  /* (owned) */
  guint8       *piece;       /* (owned) */
  gsize         filled;
};

static void
push_piece (YttChangeWriter *self)
{
  g_async_queue_push (self->pieces, g_bytes_new (self->piece, self->filled));
  self->filled = 0;
}

/* zlib fails for want of memory only, and GLib ends the program then. */
static void
compress (YttChangeWriter *self,
          const guint8    *data,
          gsize            size,
          GConverterFlags  flags)
{
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (size > 0 || (flags == G_CONVERTER_INPUT_AT_END && result != G_CONVERTER_FINISHED))
    {
      gsize n_read = 0, n_written = 0;

      result = g_converter_convert (self->compressor, data, size, self->piece + self->filled, PIECE_SIZE - self->filled,
                                    flags, &n_read, &n_written, NULL);
      g_assert (result != G_CONVERTER_ERROR);
      data += n_read;
      size -= n_read;
      self->filled += n_written;
      if (self->filled == PIECE_SIZE)
        push_piece (self);
    }
}

static gpointer
compress_thread (gpointer data)
{
  YttChangeWriter *self = data;

  for (;;)
    {
      GByteArray *block = g_async_queue_pop (self->blocks);
      gboolean last = block->len == 0;

      compress (self, block->data, block->len, last ? G_CONVERTER_INPUT_AT_END : G_CONVERTER_NO_FLAGS);
      g_byte_array_set_size (block, 0);
      g_async_queue_push (self->spare, block);
      if (last)
        break;
    }

  if (self->filled > 0)
    push_piece (self);
  push_piece (self);

  return NULL;
}

static GByteArray *
block_new (void)
{
  return g_byte_array_sized_new (BLOCK_SIZE);
}

YttChangeWriter *
ytt_change_writer_new (sqlite3  *db,
                       gint64    entry,
                       GError  **error)
{
  g_autoptr(YttChangeWriter) self = g_new0 (YttChangeWriter, 1);
  int rc;

  self->db = db;
  /* Rows of a table are so much alike that more effort makes little of them smaller. */
  self->compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 1));
  self->piece = g_malloc (PIECE_SIZE);
  self->blocks = g_async_queue_new_full ((GDestroyNotify) g_byte_array_unref);
  self->spare = g_async_queue_new_full ((GDestroyNotify) g_byte_array_unref);
  self->pieces = g_async_queue_new_full ((GDestroyNotify) g_bytes_unref);
  self->block = block_new ();
  for (guint i = 1; i < N_BLOCKS; i++)
    g_async_queue_push (self->spare, block_new ());

  rc = sqlite3_prepare_v2 (db, "INSERT INTO history_piece (history, piece, content) VALUES (?1, ?2, ?3)", -1,
                           &self->insert, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (self->insert, 1, entry);
  if (ytt_sqlite_failed (db, rc, error))
    return NULL;

  self->thread = g_thread_new ("ytt-compress", compress_thread, self);

  return g_steal_pointer (&self);
}

static void
end_thread (YttChangeWriter *self)
{
  if (self->thread == NULL)
    return;

  g_async_queue_push (self->blocks, g_byte_array_new ());
  g_thread_join (g_steal_pointer (&self->thread));
}

void
ytt_change_writer_free (YttChangeWriter *self)
{
  if (self == NULL)
    return;

  end_thread (self);
  g_clear_pointer (&self->insert, sqlite3_finalize);
  g_clear_pointer (&self->block, g_byte_array_unref);
  g_clear_pointer (&self->blocks, g_async_queue_unref);
  g_clear_pointer (&self->spare, g_async_queue_unref);
  g_clear_pointer (&self->pieces, g_async_queue_unref);
  g_clear_object (&self->compressor);
  g_free (self->piece);
  g_free (self);
}

static gboolean
write_piece (YttChangeWriter  *self,
             GBytes           *piece,
             GError          **error)
{
  int rc;

  if (g_bytes_get_size (piece) == 0)
    return TRUE;

  sqlite3_bind_int (self->insert, 2, self->n_pieces++);
  rc = sqlite3_bind_blob (self->insert, 3, g_bytes_get_data (piece, NULL), (int) g_bytes_get_size (piece), SQLITE_STATIC);
  if (rc == SQLITE_OK)
    {
      sqlite3_step (self->insert);
      rc = sqlite3_reset (self->insert);
    }
  sqlite3_bind_null (self->insert, 3);

  return !ytt_sqlite_failed (self->db, rc, error);
}

static gboolean
write_pieces (YttChangeWriter  *self,
              GError          **error)
{
  gpointer piece;

  while ((piece = g_async_queue_try_pop (self->pieces)) != NULL)
    {
      gboolean done = write_piece (self, piece, error);

      g_bytes_unref (piece);
      if (!done)
        return FALSE;
    }

  return TRUE;
}

static gboolean
send_block (YttChangeWriter  *self,
            GError          **error)
{
  if (self->block->len == 0)
    return TRUE;

  g_async_queue_push (self->blocks, self->block);
  self->block = g_async_queue_pop (self->spare);

  return write_pieces (self, error);
}

gboolean
ytt_change_writer_add (YttChangeWriter  *self,
                       const guint8     *bytes,
                       gsize             size,
                       GError          **error)
{
  self->any = self->any || size > 0;
  while (size > 0)
    {
      gsize n = MIN (size, BLOCK_SIZE - self->block->len);

      g_byte_array_append (self->block, bytes, (guint) n);
      bytes += n;
      size -= n;
      if (self->block->len == BLOCK_SIZE && !send_block (self, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
ytt_change_writer_finish (YttChangeWriter  *self,
                          gboolean         *any,
                          GError          **error)
{
  *any = self->any;
  if (!self->any)
    return TRUE;
  if (!send_block (self, error))
    return FALSE;

  end_thread (self);

  return write_pieces (self, error);
}
