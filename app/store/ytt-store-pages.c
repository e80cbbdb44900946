/* Reading a database file page by page. Nothing that stands in it is believed before it has been found to fit. */

#include "config.h"

#include "ytt-store-pages.h"

#include "ytt-error.h"
#include "ytt-files.h"
#include "ytt-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAD_SIZE     100
#define MIN_PAGE_SIZE 512
#define MAX_PAGE_SIZE 65536
#define MAX_DEPTH     32     /* levels of a tree; each has at least two branches */
#define MAX_VALUES    2000   /* columns that SQLite allows in a table */
#define N_SAMPLES     400    /* pages, to find out their size where the head is lost */
#define KIND_UNKNOWN  255    /* not looked at yet */

struct _YttPageFile
{
  char       *path;
  int         fd;
  goffset     size;        /* of the file, bytes */
  gsize       page_size;
  gsize       usable;      /* of a page, bytes */
  guint32     n_pages;
  guint32     n_walked;
  guint32     freelist;    /* 0 for none, or unknown */
  char        wide_text;
  guint8     *kinds;       /* by page number */
  guint8     *used;        /* by page number */
  guint8     *page;        /* for a look at one */
  GByteArray *payload;
  GArray     *values;      /* (element-type YttPageValue) */
};

static guint32
get_16 (const guint8 *data)
{
  return (guint32) data[0] << 8 | data[1];
}

static guint32
get_32 (const guint8 *data)
{
  return get_16 (data) << 16 | get_16 (data + 2);
}

/* Returns the number of bytes, 0 if it does not end before @end. */
static gsize
get_varint (const guint8 *data,
            const guint8 *end,
            guint64      *value)
{
  *value = 0;
  for (gsize i = 0; i < 9 && data + i < end; i++)
    {
      if (i == 8)
        {
          *value = *value << 8 | data[i];
          return 9;
        }

      *value = *value << 7 | (data[i] & 0x7f);
      if ((data[i] & 0x80) == 0)
        return i + 1;
    }

  return 0;
}

/* What a bad disk or a file cut short does not give counts as zeros, which no page begins with. */
static void
read_at (YttPageFile *self,
         goffset      offset,
         guint8      *buffer,
         gsize        size)
{
  gsize done = 0;

  while (done < size)
    {
      gssize n = pread (self->fd, buffer + done, size - done, offset + done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        break;
      done += n;
    }

  memset (buffer + done, 0, size - done);
}

static void
read_page (YttPageFile *self,
           guint32      number,
           guint8      *page)
{
  read_at (self, (goffset) (number - 1) * self->page_size, page, self->page_size);
}

/* A page's own header begins behind the file's on page 1. */
static YttPageKind
find_kind (const guint8 *page,
           gsize         size,
           gboolean      first)
{
  gsize start = first ? HEAD_SIZE : 0;
  guint kind = page[start];
  gsize head_size = kind == YTT_PAGE_INDEX_INTERIOR || kind == YTT_PAGE_TABLE_INTERIOR ? 12 : 8;
  guint n_cells;
  gsize end;

  if (kind != YTT_PAGE_INDEX_INTERIOR && kind != YTT_PAGE_TABLE_INTERIOR &&
      kind != YTT_PAGE_INDEX_LEAF && kind != YTT_PAGE_TABLE_LEAF)
    return YTT_PAGE_LOST;

  n_cells = get_16 (page + start + 3);
  end = start + head_size + 2 * n_cells;
  if (end > size)
    return YTT_PAGE_LOST;

  for (guint i = 0; i < n_cells; i++)
    {
      guint32 offset = get_16 (page + start + head_size + 2 * i);

      if (offset < end || offset + 4 > size)
        return YTT_PAGE_LOST;
    }

  return kind;
}

/* A wrong size hits as many beginnings of pages as it has in common with the right one, so the smallest of the best
 * is right. */
static gboolean
guess_page_size (YttPageFile *self)
{
  g_autofree guint8 *page = g_malloc (MAX_PAGE_SIZE);
  double best = 0;

  for (gsize size = MAX_PAGE_SIZE; size >= MIN_PAGE_SIZE; size /= 2)
    {
      guint32 n_pages = self->size / size;
      guint32 step = MAX (n_pages / N_SAMPLES, 1) | 1;   /* odd, so that no multiple is preferred */
      guint n_tried = 0, n_good = 0;

      for (guint32 i = 1; i < n_pages; i += step, n_tried++)
        {
          read_at (self, (goffset) i * size, page, size);
          n_good += find_kind (page, size, FALSE) != YTT_PAGE_LOST && get_16 (page + 3) > 0;
        }

      if (n_good == 0 || (double) n_good / n_tried < 0.8 * best)
        continue;

      best = MAX (best, (double) n_good / n_tried);
      self->page_size = size;
    }

  self->usable = self->page_size;

  return best > 0;
}

/* Sizes in the file's first bytes, if they are there. */
static gboolean
read_head (YttPageFile *self)
{
  guint8 head[HEAD_SIZE];

  read_at (self, 0, head, HEAD_SIZE);
  if (memcmp (head, "SQLite format 3", 16) != 0)
    return guess_page_size (self);

  self->page_size = get_16 (head + 16) == 1 ? MAX_PAGE_SIZE : get_16 (head + 16);
  if (self->page_size < MIN_PAGE_SIZE || (self->page_size & (self->page_size - 1)) != 0 ||
      self->page_size - head[20] < 480)
    return guess_page_size (self);

  self->usable = self->page_size - head[20];
  self->freelist = get_32 (head + 32);
  self->wide_text = get_32 (head + 56) == 2 ? 'l' : get_32 (head + 56) == 3 ? 'b' : 0;

  return TRUE;
}

static gboolean
open_file (YttPageFile  *self,
           GError      **error)
{
  struct stat status;

  /* Not blocking: a pipe would wait for a writer for ever. */
  self->fd = g_open (self->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  if (self->fd < 0 || fstat (self->fd, &status) != 0)
    {
      ytt_file_set_error (error, errno, self->path);
      return FALSE;
    }

  self->size = status.st_size;
  if (!S_ISREG (status.st_mode))
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_NOT_OURS, _("“%s” is not a file"), self->path);
      return FALSE;
    }

  return TRUE;
}

static void
mark_free_pages (YttPageFile *self)
{
  guint8 *page = self->page;
  guint32 trunk = self->freelist;

  while (trunk > 1 && trunk <= self->n_pages && !self->used[trunk])
    {
      guint32 n;

      self->used[trunk] = TRUE;
      read_page (self, trunk, page);
      n = get_32 (page + 4);
      if (n > self->usable / 4 - 2)
        return;   /* it is not one */

      for (guint32 i = 0; i < n; i++)
        {
          guint32 number = get_32 (page + 8 + 4 * i);

          if (number > 1 && number <= self->n_pages)
            self->used[number] = TRUE;
        }
      trunk = get_32 (page);
    }
}

/**
 * ytt_page_file_new:
 * @path: (type filename): a file that this process has no connection to
 * @error: return location for a #YttError
 *
 * Returns: (transfer full) (nullable): its pages, or %NULL if it cannot be read or has none
 */
YttPageFile *
ytt_page_file_new (const char  *path,
                   GError     **error)
{
  g_autoptr(YttPageFile) self = g_new0 (YttPageFile, 1);

  self->path = g_strdup (path);
  self->fd = -1;
  self->payload = g_byte_array_new ();
  self->values = g_array_new (FALSE, TRUE, sizeof (YttPageValue));

  if (ytt_open_files_contain (path))
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_BUSY, _("“%s” is open in a window; close it there first"), path);
      return NULL;
    }

  if (!open_file (self, error))
    return NULL;

  if (!read_head (self) || (self->size + self->page_size - 1) / self->page_size > G_MAXUINT32 - 1)
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_NOT_OURS, _("Nothing of a document was found in “%s”"), path);
      return NULL;
    }

  self->n_pages = (self->size + self->page_size - 1) / self->page_size;
  self->kinds = g_malloc (self->n_pages + 1);
  memset (self->kinds, KIND_UNKNOWN, self->n_pages + 1);
  self->used = g_malloc0 (self->n_pages + 1);
  self->page = g_malloc (self->page_size);
  mark_free_pages (self);

  return g_steal_pointer (&self);
}

/**
 * ytt_page_file_free:
 * @self: (nullable): pages
 */
void
ytt_page_file_free (YttPageFile *self)
{
  if (self == NULL)
    return;

  /* Somebody may have opened the document in the meantime, whose locks this would drop: rather one descriptor too
   * many until the program ends. */
  if (self->fd >= 0 && !ytt_open_files_contain (self->path))
    close (self->fd);
  g_byte_array_unref (self->payload);
  g_array_unref (self->values);
  g_free (self->kinds);
  g_free (self->used);
  g_free (self->page);
  g_free (self->path);
  g_free (self);
}

/**
 * ytt_page_file_get_kind:
 * @self: pages
 * @number: any number
 *
 * Returns: of which kind the page of that number is; lost where there is none
 */
YttPageKind
ytt_page_file_get_kind (YttPageFile *self,
                        guint32      number)
{
  if (number < 1 || number > self->n_pages)
    return YTT_PAGE_LOST;

  if (self->kinds[number] == KIND_UNKNOWN)
    {
      read_page (self, number, self->page);
      self->kinds[number] = find_kind (self->page, self->usable, number == 1);
    }

  return self->kinds[number];
}

/**
 * ytt_page_file_survey:
 * @self: pages
 * @permille: (inout): atomic; how much is done, from 0 to 500
 * @cancellable: (nullable): to give up
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Finds out of which kind each page is. What cannot be read is lost, and no error.
 *
 * Returns: %FALSE if it was cancelled
 */
gboolean
ytt_page_file_survey (YttPageFile   *self,
                      gint          *permille,
                      GCancellable  *cancellable,
                      GError       **error)
{
  for (guint32 i = 1; i <= self->n_pages; i++)
    {
      if (i % 256 == 0)
        {
          g_atomic_int_set (permille, (gint) ((guint64) i * 500 / self->n_pages));
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
        }

      ytt_page_file_get_kind (self, i);
    }

  return TRUE;
}

guint32
ytt_page_file_get_n_pages (YttPageFile *self)
{
  return self->n_pages;
}

/* How many pages ytt_page_file_walk() came by. */
guint32
ytt_page_file_get_n_walked (YttPageFile *self)
{
  return self->n_walked;
}

char
ytt_page_file_get_wide_text (YttPageFile *self)
{
  return self->wide_text;
}

gboolean
ytt_page_file_get_used (YttPageFile *self,
                        guint32      number)
{
  return self->used[number];
}

/* How much of a payload stands in its cell; section 1.6 of the format. */
static gsize
get_local_size (YttPageFile *self,
                guint64      size,
                gboolean     index)
{
  gsize usable = self->usable;
  gsize most = index ? (usable - 12) * 64 / 255 - 23 : usable - 35;
  gsize least = (usable - 12) * 32 / 255 - 23;
  gsize local;

  if (size <= most)
    return size;

  local = least + (size - least) % (usable - 4);

  return local <= most ? local : least;
}

/* Brings a payload together, from its cell and the pages that it flows over to. */
static gboolean
gather_payload (YttPageFile  *self,
                const guint8 *data,
                const guint8 *end,
                guint64       size,
                gboolean      index)
{
  gsize local = get_local_size (self, size, index);
  g_autofree guint8 *page = NULL;
  guint32 next;

  if (size > (guint64) self->size || local > (gsize) (end - data))
    return FALSE;

  g_byte_array_set_size (self->payload, 0);
  g_byte_array_append (self->payload, data, local);
  if (local == size)
    return TRUE;
  if (local + 4 > (gsize) (end - data))
    return FALSE;

  page = g_malloc (self->page_size);
  for (next = get_32 (data + local); self->payload->len < size; next = get_32 (page))
    {
      if (next < 2 || next > self->n_pages || ytt_page_file_get_kind (self, next) != YTT_PAGE_LOST)
        return FALSE;

      read_page (self, next, page);
      g_byte_array_append (self->payload, page + 4, MIN (size - self->payload->len, self->usable - 4));
    }

  return next == 0;   /* else the last page is not what it should be */
}

static gsize
get_value_size (guint64 type)
{
  static const guint8 sizes[] = { 0, 1, 2, 3, 4, 6, 8, 8, 0, 0 };

  return type < G_N_ELEMENTS (sizes) ? sizes[type] : type < 12 ? G_MAXSIZE / 2 : (type - 12) / 2;
}

static void
read_value (YttPageValue *value,
            guint64       type,
            const guint8 *data,
            gsize         size)
{
  guint64 bits = 0;

  value->data = data;
  value->size = size;
  if (type >= 12)
    {
      value->kind = type % 2 == 0 ? YTT_VALUE_BLOB : YTT_VALUE_TEXT;
      return;
    }

  value->kind = type == 0 ? YTT_VALUE_NULL : type == 7 ? YTT_VALUE_REAL : YTT_VALUE_INTEGER;
  if (type >= 1 && type <= 6 && (data[0] & 0x80) != 0)
    bits = G_MAXUINT64;
  for (gsize i = 0; i < size; i++)
    bits = bits << 8 | data[i];
  if (type == 9)
    bits = 1;
  memcpy (&value->real, &bits, sizeof bits);
  value->integer = (gint64) bits;
}

/* Takes the payload apart; section 2.1 of the format. */
static gboolean
split_payload (YttPageFile *self)
{
  const guint8 *data = self->payload->data;
  const guint8 *end = data + self->payload->len;
  const guint8 *type_at = data;
  const guint8 *head_end, *value_at;
  guint64 head_size;
  gsize n;

  g_array_set_size (self->values, 0);
  n = get_varint (data, end, &head_size);
  if (n == 0 || head_size < n || head_size > self->payload->len)
    return FALSE;

  head_end = data + head_size;
  value_at = head_end;
  for (type_at = data + n; type_at < head_end; type_at += n)
    {
      YttPageValue value = { 0 };
      guint64 type;

      n = get_varint (type_at, head_end, &type);
      if (n == 0 || get_value_size (type) > (gsize) (end - value_at) || self->values->len >= MAX_VALUES)
        return FALSE;

      read_value (&value, type, value_at, get_value_size (type));
      value_at += value.size;
      g_array_append_val (self->values, value);
    }

  return value_at == end;
}

/* A cell with a payload: of a table's leaf, or of an index. Returns whether to go on; what does not fit is passed
 * over. */
static gboolean
read_cell (YttPageFile  *self,
           const guint8 *data,
           const guint8 *end,
           YttPageKind   kind,
           YttPageFunc   func,
           gpointer      user_data)
{
  guint64 size = 0, id = 0;
  gsize n;

  if (kind == YTT_PAGE_INDEX_INTERIOR)
    data += 4;   /* the page of what comes before it */

  n = data < end ? get_varint (data, end, &size) : 0;
  if (n == 0)
    return TRUE;
  data += n;

  if (kind == YTT_PAGE_TABLE_LEAF)
    {
      n = get_varint (data, end, &id);
      if (n == 0)
        return TRUE;
      data += n;
    }

  if (!gather_payload (self, data, end, size, kind != YTT_PAGE_TABLE_LEAF) || !split_payload (self))
    return TRUE;

  return func ((gint64) id, (const YttPageValue *) (void *) self->values->data, self->values->len, user_data);
}

typedef struct
{
  YttPageFile *pages;
  gboolean     index;
  gboolean     broken;
  YttPageFunc  func;
  gpointer     user_data;
} Walk;

static gboolean walk_page (Walk    *walk,
                           guint32  number,
                           guint    depth);

static gboolean
walk_inside (Walk         *walk,
             const guint8 *page,
             gsize         start,
             YttPageKind   kind,
             guint         depth)
{
  const guint8 *end = page + walk->pages->usable;
  guint n_cells = get_16 (page + start + 3);

  for (guint i = 0; i < n_cells; i++)
    {
      const guint8 *cell = page + get_16 (page + start + 12 + 2 * i);

      if (!walk_page (walk, get_32 (cell), depth + 1) ||
          (kind == YTT_PAGE_INDEX_INTERIOR &&
           !read_cell (walk->pages, cell, end, kind, walk->func, walk->user_data)))
        return FALSE;
    }

  return walk_page (walk, get_32 (page + start + 8), depth + 1);
}

static gboolean
walk_leaf (YttPageFile  *self,
           const guint8 *page,
           gsize         start,
           YttPageKind   kind,
           YttPageFunc   func,
           gpointer      user_data)
{
  guint n_cells = get_16 (page + start + 3);

  for (guint i = 0; i < n_cells; i++)
    if (!read_cell (self, page + get_16 (page + start + 8 + 2 * i), page + self->usable, kind, func, user_data))
      return FALSE;

  return TRUE;
}

static gboolean
walk_page (Walk    *walk,
           guint32  number,
           guint    depth)
{
  YttPageFile *self = walk->pages;
  YttPageKind kind = ytt_page_file_get_kind (self, number);
  gsize start = number == 1 ? HEAD_SIZE : 0;
  g_autofree guint8 *page = NULL;
  gboolean fits;

  fits = walk->index ? kind == YTT_PAGE_INDEX_INTERIOR || kind == YTT_PAGE_INDEX_LEAF
                     : kind == YTT_PAGE_TABLE_INTERIOR || kind == YTT_PAGE_TABLE_LEAF;
  if (!fits || depth > MAX_DEPTH || self->used[number])
    {
      walk->broken = TRUE;
      return TRUE;
    }

  self->used[number] = TRUE;
  self->n_walked++;
  page = g_malloc (self->page_size);
  read_page (self, number, page);
  if (find_kind (page, self->usable, number == 1) != kind)
    {
      walk->broken = TRUE;   /* somebody wrote to the file in between */
      return TRUE;
    }

  return kind == YTT_PAGE_INDEX_INTERIOR || kind == YTT_PAGE_TABLE_INTERIOR
    ? walk_inside (walk, page, start, kind, depth)
    : walk_leaf (self, page, start, kind, walk->func, walk->user_data);
}

/**
 * ytt_page_file_walk:
 * @self: pages
 * @root: where a table or index begins
 * @index: which of both
 * @broken: (out): whether something of it cannot be read
 * @func: (scope call): called for each row, in their order
 * @user_data: for @func
 *
 * Reads what can be read of a table or index. Its pages are used then, and are not read a second time.
 *
 * Returns: %FALSE if @func ended it
 */
gboolean
ytt_page_file_walk (YttPageFile *self,
                    guint32      root,
                    gboolean     index,
                    gboolean    *broken,
                    YttPageFunc  func,
                    gpointer     user_data)
{
  Walk walk = { self, index, FALSE, func, user_data };
  gboolean whole = walk_page (&walk, root, 0);

  *broken = walk.broken;

  return whole;
}

/**
 * ytt_page_file_read_rows:
 * @self: pages
 * @number: a leaf of a table
 * @func: (scope call): called for each row
 * @user_data: for @func
 *
 * Reads the rows of one page, whichever table it belongs to.
 *
 * Returns: %FALSE if @func ended it
 */
gboolean
ytt_page_file_read_rows (YttPageFile *self,
                         guint32      number,
                         YttPageFunc  func,
                         gpointer     user_data)
{
  g_autofree guint8 *page = g_malloc (self->page_size);

  g_return_val_if_fail (ytt_page_file_get_kind (self, number) == YTT_PAGE_TABLE_LEAF, TRUE);

  read_page (self, number, page);
  if (find_kind (page, self->usable, number == 1) != YTT_PAGE_TABLE_LEAF)
    return TRUE;

  return walk_leaf (self, page, number == 1 ? HEAD_SIZE : 0, YTT_PAGE_TABLE_LEAF, func, user_data);
}
