#include "config.h"

#include "ytt-basemap.h"

#include <string.h>

#include <glib/gi18n.h>

#include "ytt-error.h"

#define MAGIC "YTTBMAP1"
#define MAGIC_SIZE 8
#define HEADER_SIZE (MAGIC_SIZE + 6 * 4)
#define BAND_SIZE 8
#define MAX_BANDS 32
#define MAX_CELL_ZOOM 12
#define RECORD_SIZE 20

#define FILE_NAME "ytterby.basemap"
#define BUILD_FILE_NAME "resources" G_DIR_SEPARATOR_S "basemap" G_DIR_SEPARATOR_S FILE_NAME

/* A grid of cells that serves some zooms. */
typedef struct
{
  int cell_zoom;
  int first_zoom;
  gsize index;      /* offset of the cells' offsets */
} Band;

struct _YttBasemap
{
  GBytes       *bytes;           /* (owned) */
  const guint8 *data;
  gsize         size;

  Band          bands[MAX_BANDS];
  guint         n_bands;

  gsize         labels;          /* offset of the first record */
  guint         n_labels;
  const char   *strings;         /* ends with a zero byte */
  gsize         strings_size;
};

static guint32
read_uint32 (YttBasemap *self,
             gsize       offset)
{
  guint32 value;

  g_assert (offset + sizeof value <= self->size);
  memcpy (&value, self->data + offset, sizeof value);

  return GUINT32_FROM_LE (value);
}

static gboolean
has_range (YttBasemap *self,
           guint64     offset,
           guint64     size)
{
  return offset <= self->size && size <= self->size - offset;
}

static void
set_damaged (GError **error)
{
  g_set_error_literal (error, YTT_ERROR, YTT_ERROR_DAMAGED,
                       _("The basemap is damaged. Installing Ytterby again mends it."));
}

static gboolean
read_bands (YttBasemap *self)
{
  self->n_bands = read_uint32 (self, MAGIC_SIZE + 4);
  if (self->n_bands == 0 || self->n_bands > MAX_BANDS ||
      !has_range (self, HEADER_SIZE, (guint64) self->n_bands * BAND_SIZE))
    return FALSE;

  for (guint i = 0; i < self->n_bands; i++)
    {
      const guint8 *head = self->data + HEADER_SIZE + i * BAND_SIZE;
      Band *band = &self->bands[i];

      band->cell_zoom = head[0];
      band->first_zoom = head[1];
      band->index = read_uint32 (self, HEADER_SIZE + i * BAND_SIZE + 4);

      /* Zooms rise from the first one on, and cells are never smaller than a tile. */
      if (band->cell_zoom > MAX_CELL_ZOOM || band->cell_zoom > band->first_zoom ||
          band->first_zoom <= (i == 0 ? -1 : self->bands[i - 1].first_zoom) ||
          !has_range (self, band->index, (guint64) 4 << (2 * band->cell_zoom)))
        return FALSE;
    }

  return self->bands[0].first_zoom == 0;
}

static gboolean
read_header (YttBasemap *self)
{
  guint64 strings;

  if (self->size < HEADER_SIZE || read_uint32 (self, MAGIC_SIZE) != self->size || !read_bands (self))
    return FALSE;

  self->labels = read_uint32 (self, MAGIC_SIZE + 8);
  self->n_labels = read_uint32 (self, MAGIC_SIZE + 12);
  strings = read_uint32 (self, MAGIC_SIZE + 16);
  self->strings_size = read_uint32 (self, MAGIC_SIZE + 20);

  if (!has_range (self, self->labels, (guint64) self->n_labels * RECORD_SIZE) ||
      !has_range (self, strings, self->strings_size) || self->strings_size == 0)
    return FALSE;

  self->strings = (const char *) self->data + strings;

  return self->strings[self->strings_size - 1] == '\0';
}

/**
 * ytt_basemap_new_from_bytes:
 * @bytes: (transfer none): what stands in a basemap file
 * @error: (out) (optional): #YTT_ERROR_NOT_OURS or #YTT_ERROR_DAMAGED
 *
 * Makes a basemap of bytes in memory. Only the header is read now.
 *
 * Returns: (transfer full) (nullable): the basemap
 */
YttBasemap *
ytt_basemap_new_from_bytes (GBytes  *bytes,
                            GError **error)
{
  g_autoptr(YttBasemap) self = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);

  self = g_atomic_rc_box_new0 (YttBasemap);
  self->bytes = g_bytes_ref (bytes);
  self->data = g_bytes_get_data (bytes, &self->size);

  if (self->size < MAGIC_SIZE || memcmp (self->data, MAGIC, MAGIC_SIZE) != 0)
    {
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_NOT_OURS, _("The file is not a basemap of Ytterby."));
      return NULL;
    }
  if (!read_header (self))
    {
      set_damaged (error);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * ytt_basemap_open:
 * @path: (type filename): the file
 * @error: (out) (optional): #YTT_ERROR_NOT_FOUND, #YTT_ERROR_PERMISSION,
 *   #YTT_ERROR_NOT_OURS or #YTT_ERROR_DAMAGED
 *
 * Maps a basemap file into memory; it is read as it is drawn.
 *
 * Returns: (transfer full) (nullable): the basemap
 */
YttBasemap *
ytt_basemap_open (const char  *path,
                  GError     **error)
{
  g_autoptr(GMappedFile) file = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) local_error = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  file = g_mapped_file_new (path, FALSE, &local_error);
  if (file == NULL)
    {
      gboolean is_missing = g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT);

      g_set_error_literal (error, YTT_ERROR, is_missing ? YTT_ERROR_NOT_FOUND : YTT_ERROR_PERMISSION,
                           local_error->message);
      return NULL;
    }
  bytes = g_mapped_file_get_bytes (file);

  return ytt_basemap_new_from_bytes (bytes, error);
}

/* From the program's place upwards: the build folder, then the source tree that holds it. */
static char *
find_beside_program (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;

  for (int level = 0; folder != NULL && level < 5; level++)
    {
      g_autofree char *path = g_build_filename (folder, BUILD_FILE_NAME, NULL);
      char *parent;

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&path);
      parent = g_path_get_dirname (folder);
      g_free (folder);
      folder = parent;
    }

  return NULL;
}

/**
 * ytt_basemap_find_file:
 *
 * Finds the basemap's file: the one that the environment variable
 * `YTTERBY_BASEMAP` names; else, for a program that was not installed, the one
 * in the tree that it was built in; else the installed one.
 *
 * Returns: (transfer full) (type filename): the path, which
 *   ytt_basemap_open() may still find missing
 */
char *
ytt_basemap_find_file (void)
{
  const char *named = g_getenv ("YTTERBY_BASEMAP");
  char *path;

  if (named != NULL && *named != '\0')
    return g_strdup (named);

  path = find_beside_program ();

  return path != NULL ? path : g_build_filename (YTT_PKGDATADIR, FILE_NAME, NULL);
}

/**
 * ytt_basemap_ref:
 * @self: a basemap
 *
 * Returns: (transfer full): @self
 */
YttBasemap *
ytt_basemap_ref (YttBasemap *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  YttBasemap *self = data;

  g_clear_pointer (&self->bytes, g_bytes_unref);
}

/**
 * ytt_basemap_unref:
 * @self: (transfer full): a basemap
 *
 * Lets go of the basemap, from any thread.
 */
void
ytt_basemap_unref (YttBasemap *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear);
}

/* Divides a cell's bytes into its layers. */
static gboolean
read_blocks (YttBasemapBlock  rest,
             YttBasemapBlock *blocks)
{
  while (rest.data < rest.end)
    {
      guint layer = *rest.data++;
      guint32 n_features, size;

      if (!ytt_basemap_read_number (&rest, &n_features) || !ytt_basemap_read_number (&rest, &size) ||
          size > (gsize) (rest.end - rest.data) || layer >= YTT_BASEMAP_N_LAYERS)
        return FALSE;

      blocks[layer].data = rest.data;
      blocks[layer].end = rest.data + size;
      blocks[layer].n_features = n_features;
      rest.data += size;
    }

  return TRUE;
}

/**
 * ytt_basemap_find_cell:
 * @self: a basemap
 * @zoom: zoom of the tile, 0 and more
 * @x: the tile's column, 0 to 2^zoom - 1
 * @y: the tile's row, 0 to 2^zoom - 1
 * @cell: (out): where it stands, and its features
 * @error: (out) (optional): #YTT_ERROR_DAMAGED
 *
 * Finds the one cell that the tile is drawn from: the tile itself, or a larger
 * one that holds it. In the open sea it has no features.
 *
 * Returns: %FALSE if the file is damaged
 */
gboolean
ytt_basemap_find_cell (YttBasemap      *self,
                       int              zoom,
                       guint            x,
                       guint            y,
                       YttBasemapCell  *cell,
                       GError         **error)
{
  const Band *band;
  YttBasemapBlock rest;
  gsize offset;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (cell != NULL, FALSE);
  g_return_val_if_fail (zoom >= 0 && zoom < 31, FALSE);
  g_return_val_if_fail (x < 1u << zoom && y < 1u << zoom, FALSE);

  band = &self->bands[0];
  for (guint i = 1; i < self->n_bands && self->bands[i].first_zoom <= zoom; i++)
    band = &self->bands[i];

  *cell = (YttBasemapCell) { .zoom = band->cell_zoom };
  cell->column = x >> (zoom - band->cell_zoom);
  cell->row = y >> (zoom - band->cell_zoom);

  offset = read_uint32 (self, band->index + 4 * (((gsize) cell->row << band->cell_zoom) + cell->column));
  if (offset == 0)
    return TRUE;

  if (has_range (self, offset, 4) && has_range (self, offset + 4, read_uint32 (self, offset)))
    {
      rest.data = self->data + offset + 4;
      rest.end = rest.data + read_uint32 (self, offset);
      if (read_blocks (rest, cell->blocks))
        return TRUE;
    }

  set_damaged (error);
  return FALSE;
}

/**
 * ytt_basemap_next_feature:
 * @block: (inout): features; one is taken off
 * @feature: (out): the feature
 *
 * Reads the head of the next feature; its points are to be read
 * (ytt_basemap_next_point()) or skipped (ytt_basemap_skip_points()) before the
 * next one.
 *
 * Returns: %FALSE if the file is damaged
 */
gboolean
ytt_basemap_next_feature (YttBasemapBlock   *block,
                          YttBasemapFeature *feature)
{
  guint32 n_points;

  if (block->end - block->data < 2)
    return FALSE;

  *feature = (YttBasemapFeature) { .zoom = block->data[0], .rank = block->data[1] };
  block->data += 2;
  if (!ytt_basemap_read_number (block, &n_points) || n_points > (gsize) (block->end - block->data) / 2)
    return FALSE;
  feature->n_points = n_points;

  return TRUE;
}

/**
 * ytt_basemap_skip_points:
 * @block: (inout): features
 * @feature: the one that was read last, with no points taken
 *
 * Returns: %FALSE if the file is damaged
 */
gboolean
ytt_basemap_skip_points (YttBasemapBlock         *block,
                         const YttBasemapFeature *feature)
{
  for (guint left = 2 * feature->n_points; left > 0; left--)
    {
      while (block->data < block->end && *block->data >= 128)
        block->data++;
      if (block->data == block->end)
        return FALSE;
      block->data++;
    }

  return TRUE;
}

/**
 * ytt_basemap_get_n_labels:
 * @self: a basemap
 *
 * Returns: number of labels
 */
guint
ytt_basemap_get_n_labels (YttBasemap *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_labels;
}

static const char *
get_string (YttBasemap *self,
            guint32     offset)
{
  const char *string;

  if (offset >= self->strings_size)
    return NULL;
  string = self->strings + offset;

  return g_utf8_validate (string, -1, NULL) ? string : NULL;
}

/**
 * ytt_basemap_get_label:
 * @self: a basemap
 * @index: 0 to ytt_basemap_get_n_labels() - 1, the most important first within
 *   countries, seas, capitals and places, states, towns
 * @label: (out): the label; its strings live as long as @self
 *
 * Returns: %FALSE if the label is damaged
 */
gboolean
ytt_basemap_get_label (YttBasemap      *self,
                       guint            index,
                       YttBasemapLabel *label)
{
  const guint8 *tail;
  gsize record;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (index < self->n_labels, FALSE);
  g_return_val_if_fail (label != NULL, FALSE);

  record = self->labels + (gsize) index * RECORD_SIZE;
  tail = self->data + record + 16;
  label->x = read_uint32 (self, record) / 4294967296.0;
  label->y = read_uint32 (self, record + 4) / 4294967296.0;
  label->name = get_string (self, read_uint32 (self, record + 8));
  label->msgid = label->region = get_string (self, read_uint32 (self, record + 12));
  label->kind = tail[0];
  label->first_zoom = tail[1] / 10.0;
  label->last_zoom = tail[2] / 10.0;

  if (label->name == NULL || label->msgid == NULL || *label->name == '\0' || tail[0] >= YTT_BASEMAP_N_LABEL_KINDS)
    return FALSE;

  /* Towns are not translated: where they are stands there instead. */
  if (label->kind == YTT_BASEMAP_LABEL_CAPITAL || label->kind == YTT_BASEMAP_LABEL_PLACE ||
      label->kind == YTT_BASEMAP_LABEL_TOWN)
    label->msgid = "";
  else
    label->region = "";

  return TRUE;
}
