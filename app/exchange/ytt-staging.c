#include "config.h"

#include "ytt-staging-format.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

/* What is told of the file: {"format": "CSV", "layer": "plants", "layers": [{"name": "plants", "rows": 3}],
 * "columns": ["name", "place"], "reference": null, "encoding": null, "lines": 1, "shapes": 0}.
 *
 * The process that wrote the file had read a stranger's one, so nothing in it is believed. */

struct _YttStaging
{
  GObject      parent_instance;

  GMappedFile *file;
  const guint8 *data;
  gsize        size;       /* of the rows and what is before them */
  guint        n_rows;
  const guint8 *starts;    /* 64 bits a row, not aligned */
  char        *format;
  char        *layer;
  char        *reference;  /* (nullable) */
  char        *encoding;   /* (nullable) */
  gboolean     has_lines;
  guint        n_shapes;
  GPtrArray   *layers;     /* (element-type YttStagedLayer) */
  GPtrArray   *columns;    /* (element-type utf8) */
};

G_DEFINE_FINAL_TYPE (YttStaging, ytt_staging, G_TYPE_OBJECT)

static void
staged_layer_free (YttStagedLayer *layer)
{
  g_free (layer->name);
  g_free (layer);
}

static void
ytt_staging_finalize (GObject *object)
{
  YttStaging *self = YTT_STAGING (object);

  g_clear_pointer (&self->file, g_mapped_file_unref);
  g_free (self->format);
  g_free (self->layer);
  g_free (self->reference);
  g_free (self->encoding);
  g_ptr_array_unref (self->layers);
  g_ptr_array_unref (self->columns);

  G_OBJECT_CLASS (ytt_staging_parent_class)->finalize (object);
}

static void
ytt_staging_class_init (YttStagingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ytt_staging_finalize;
}

static void
ytt_staging_init (YttStaging *self)
{
  self->layers = g_ptr_array_new_with_free_func ((GDestroyNotify) staged_layer_free);
  self->columns = g_ptr_array_new_with_free_func (g_free);
}

static guint64
read_word (const guint8 *data)
{
  guint64 value;

  memcpy (&value, data, sizeof value);

  return GUINT64_FROM_LE (value);
}

static double
read_double (const guint8 *data)
{
  guint64 bits = read_word (data);
  double value;

  memcpy (&value, &bits, sizeof value);

  return value;
}

static guint32
read_length (const guint8 *data)
{
  guint32 value;

  memcpy (&value, data, sizeof value);

  return GUINT32_FROM_LE (value);
}

static gboolean
set_broken (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("The file could not be read to its end."));

  return FALSE;
}

static char *
dup_member (JsonObject *about,
            const char *name)
{
  JsonNode *node = json_object_get_member (about, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? g_strdup (json_node_get_string (node)) : NULL;
}

static gint64
get_number (JsonObject *about,
            const char *name,
            gint64      otherwise)
{
  JsonNode *node = json_object_get_member (about, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : otherwise;
}

static void
read_layers (YttStaging *self,
             JsonObject *about)
{
  JsonNode *node = json_object_get_member (about, "layers");
  JsonArray *layers = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; layers != NULL && i < json_array_get_length (layers); i++)
    {
      JsonNode *element = json_array_get_element (layers, i);
      YttStagedLayer *layer;

      if (!JSON_NODE_HOLDS_OBJECT (element))
        continue;
      layer = g_new0 (YttStagedLayer, 1);
      layer->name = dup_member (json_node_get_object (element), "name");
      layer->n_rows = get_number (json_node_get_object (element), "rows", -1);
      g_ptr_array_add (self->layers, layer);
    }
}

static gboolean
read_columns (YttStaging  *self,
              JsonObject  *about,
              GError     **error)
{
  JsonNode *node = json_object_get_member (about, "columns");
  JsonArray *columns = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (columns == NULL || json_array_get_length (columns) > YTT_STAGING_MOST_COLUMNS)
    return set_broken (error);

  for (guint i = 0; i < json_array_get_length (columns); i++)
    {
      JsonNode *element = json_array_get_element (columns, i);
      const char *name = JSON_NODE_HOLDS_VALUE (element) ? json_node_get_string (element) : NULL;

      g_ptr_array_add (self->columns, g_strdup (name != NULL ? name : ""));
    }

  return TRUE;
}

static gboolean
read_about (YttStaging  *self,
            const char  *text,
            gsize        length,
            GError     **error)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root;
  JsonObject *about;

  if (!g_utf8_validate (text, (gssize) length, NULL)
      || !json_parser_load_from_data (parser, text, (gssize) length, NULL))
    return set_broken (error);
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return set_broken (error);

  about = json_node_get_object (root);
  self->format = dup_member (about, "format");
  self->layer = dup_member (about, "layer");
  self->reference = dup_member (about, "reference");
  self->encoding = dup_member (about, "encoding");
  self->has_lines = get_number (about, "lines", 0) != 0;
  self->n_shapes = (guint) CLAMP (get_number (about, "shapes", 0), 0, G_MAXINT);
  read_layers (self, about);

  return read_columns (self, about, error);
}

static gboolean
read_end (YttStaging  *self,
          GError     **error)
{
  gsize size = g_mapped_file_get_length (self->file);
  const guint8 *end;
  guint64 n_rows, index, told, length;

  self->data = (const guint8 *) g_mapped_file_get_contents (self->file);
  if (size < YTT_STAGING_MAGIC_SIZE + YTT_STAGING_END_SIZE
      || memcmp (self->data, YTT_STAGING_MAGIC, YTT_STAGING_MAGIC_SIZE) != 0)
    return set_broken (error);

  end = self->data + size - YTT_STAGING_END_SIZE;
  n_rows = read_word (end);
  index = read_word (end + 8);
  told = read_word (end + 16);
  length = read_word (end + 24);
  size -= YTT_STAGING_END_SIZE;
  if (memcmp (end + 32, YTT_STAGING_MAGIC, YTT_STAGING_MAGIC_SIZE) != 0 || n_rows > G_MAXUINT / 16
      || index > size || told > size || length > size || told + length != size || index + 8 * n_rows != told)
    return set_broken (error);

  self->n_rows = (guint) n_rows;
  self->size = index;
  self->starts = self->data + index;

  return read_about (self, (const char *) self->data + told, length, error);
}

/**
 * ytt_staging_open:
 * @path: a staging file
 * @error: return location for a #GIOErrorEnum or #GFileError
 *
 * Returns: (transfer full) (nullable): what it holds
 */
YttStaging *
ytt_staging_open (const char  *path,
                  GError     **error)
{
  g_autoptr(YttStaging) self = g_object_new (YTT_TYPE_STAGING, NULL);

  self->file = g_mapped_file_new (path, FALSE, error);
  if (self->file == NULL || !read_end (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

const char *
ytt_staging_get_format (YttStaging *self)
{
  g_return_val_if_fail (YTT_IS_STAGING (self), NULL);

  return self->format;
}

const char *
ytt_staging_get_layer (YttStaging *self)
{
  g_return_val_if_fail (YTT_IS_STAGING (self), NULL);

  return self->layer;
}

GPtrArray *
ytt_staging_get_layers (YttStaging *self)
{
  g_return_val_if_fail (YTT_IS_STAGING (self), NULL);

  return self->layers;
}

const char *
ytt_staging_get_reference (YttStaging *self)
{
  g_return_val_if_fail (YTT_IS_STAGING (self), NULL);

  return self->reference;
}

const char *
ytt_staging_get_encoding (YttStaging *self)
{
  g_return_val_if_fail (YTT_IS_STAGING (self), NULL);

  return self->encoding;
}

gboolean
ytt_staging_get_has_lines (YttStaging *self)
{
  g_return_val_if_fail (YTT_IS_STAGING (self), FALSE);

  return self->has_lines;
}

guint
ytt_staging_get_n_shapes (YttStaging *self)
{
  g_return_val_if_fail (YTT_IS_STAGING (self), 0);

  return self->n_shapes;
}

guint
ytt_staging_get_n_columns (YttStaging *self)
{
  g_return_val_if_fail (YTT_IS_STAGING (self), 0);

  return self->columns->len;
}

const char *
ytt_staging_get_column (YttStaging *self,
                        guint       column)
{
  g_return_val_if_fail (YTT_IS_STAGING (self), NULL);
  g_return_val_if_fail (column < self->columns->len, NULL);

  return g_ptr_array_index (self->columns, column);
}

guint
ytt_staging_get_n_rows (YttStaging *self)
{
  g_return_val_if_fail (YTT_IS_STAGING (self), 0);

  return self->n_rows;
}

/* Where a row begins, or 0 if that cannot be true. */
static gsize
get_start (YttStaging *self,
           guint       row)
{
  guint64 start = read_word (self->starts + 8 * (gsize) row);

  return start >= YTT_STAGING_MAGIC_SIZE && start <= self->size && self->size - start >= YTT_STAGING_ROW_SIZE
         ? (gsize) start : 0;
}

/**
 * ytt_staging_get_row:
 * @self: a staging file
 * @row: from 0, less than ytt_staging_get_n_rows()
 * @staged: (out): the row without its cells; its place may be none on Earth, where the file
 *   counts in something else than degrees
 *
 * Looks a row up.
 */
void
ytt_staging_get_row (YttStaging   *self,
                     guint         row,
                     YttStagedRow *staged)
{
  gsize start;

  g_return_if_fail (YTT_IS_STAGING (self));
  g_return_if_fail (row < self->n_rows);

  *staged = (YttStagedRow) { NAN, NAN, row + 1 };
  start = get_start (self, row);
  if (start == 0)
    return;

  staged->longitude = read_double (self->data + start);
  staged->latitude = read_double (self->data + start + 8);
  staged->number = (gint64) read_word (self->data + start + 16);
}

/**
 * ytt_staging_get_cells:
 * @self: a staging file
 * @row: from 0, less than ytt_staging_get_n_rows()
 * @texts: (array) (out caller-allocates): for each column its text, not terminated, or %NULL for nothing; they live as
 *   long as @self
 * @lengths: (array) (out caller-allocates): for each column the bytes of its text
 *
 * Looks up all cells of a row.
 *
 * Returns: whether they could be read; else all are nothing
 */
gboolean
ytt_staging_get_cells (YttStaging   *self,
                       guint         row,
                       const char  **texts,
                       gsize        *lengths)
{
  gsize start, at;

  g_return_val_if_fail (YTT_IS_STAGING (self), FALSE);
  g_return_val_if_fail (row < self->n_rows, FALSE);

  start = get_start (self, row);
  at = start + YTT_STAGING_ROW_SIZE;
  for (guint i = 0; i < self->columns->len; i++)
    {
      guint32 length = start != 0 && self->size - at >= 4 ? read_length (self->data + at) : YTT_STAGING_NOTHING;

      texts[i] = NULL;
      lengths[i] = 0;
      if (start == 0 || self->size - at < 4)
        {
          start = 0;
          continue;
        }
      at += 4;
      if (length == YTT_STAGING_NOTHING)
        continue;
      if (length > self->size - at || !g_utf8_validate ((const char *) self->data + at, length, NULL))
        {
          start = 0;
          continue;
        }
      texts[i] = (const char *) self->data + at;
      lengths[i] = length;
      at += length;
    }

  return start != 0;
}

char *
ytt_staging_dup_cell (YttStaging *self,
                      guint       row,
                      guint       column)
{
  g_autofree const char **texts = NULL;
  g_autofree gsize *lengths = NULL;

  g_return_val_if_fail (YTT_IS_STAGING (self), NULL);
  g_return_val_if_fail (column < self->columns->len, NULL);

  texts = g_new (const char *, self->columns->len);
  lengths = g_new (gsize, self->columns->len);
  if (!ytt_staging_get_cells (self, row, texts, lengths) || texts[column] == NULL)
    return NULL;

  return g_strndup (texts[column], lengths[column]);
}
