#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * YttBasemap:
 *
 * The offline basemap: one file with Natural Earth's land, waters and borders,
 * and with the labels, mapped into memory. It never changes once opened, so
 * any thread may read it without a lock. tools/basemap/FORMAT.md describes the
 * file. Every read is checked against the file's size: a damaged file gives
 * #YTT_ERROR_DAMAGED, never a crash.
 */
typedef struct _YttBasemap YttBasemap;

/* Whose the basemap is; shown wherever it is. */
#define YTT_BASEMAP_ATTRIBUTION "Natural Earth · GeoNames"

/**
 * YttBasemapLayer:
 *
 * What a feature is. Land and lakes are rings, the others are lines.
 */
typedef enum
{
  YTT_BASEMAP_LAND,
  YTT_BASEMAP_LAKE,
  YTT_BASEMAP_RIVER,
  YTT_BASEMAP_ADMIN1,
  YTT_BASEMAP_BORDER,
  YTT_BASEMAP_DISPUTED,
  YTT_BASEMAP_N_LAYERS,
} YttBasemapLayer;

/**
 * YttBasemapLabelKind:
 *
 * What a label names. A capital, a place and a town have a dot: places are
 * Natural Earth's, towns are GeoNames'.
 */
typedef enum
{
  YTT_BASEMAP_LABEL_COUNTRY,
  YTT_BASEMAP_LABEL_SEA,
  YTT_BASEMAP_LABEL_CAPITAL,
  YTT_BASEMAP_LABEL_PLACE,
  YTT_BASEMAP_LABEL_STATE,
  YTT_BASEMAP_LABEL_TOWN,
  YTT_BASEMAP_N_LABEL_KINDS,
} YttBasemapLabelKind;

/**
 * YttBasemapLabel:
 * @kind: what it names
 * @first_zoom: the first zoom that shows it, in tiles of 256 px
 * @last_zoom: the last one
 * @x: Web Mercator, 0 at 180° W to 1 at 180° E
 * @y: Web Mercator, 0 in the north to 1 in the south
 * @name: (transfer none): the English or international name, valid UTF-8, not empty
 * @msgid: (transfer none): the names by which iso-codes translates it, the best first, bars between; may be empty
 * @region: (transfer none): where a capital, place or town is: ISO 3166-1 alpha-2, a bar, and the name of its state if
 *   that is known; may be empty
 */
typedef struct
{
  YttBasemapLabelKind kind;
  double first_zoom;
  double last_zoom;
  double x;
  double y;
  const char *name;
  const char *msgid;
  const char *region;
} YttBasemapLabel;

/* A cell's side in the coordinates of its points, and how far they may lie beyond. */
#define YTT_BASEMAP_EXTENT 4096
#define YTT_BASEMAP_MARGIN 128

/**
 * YttBasemapBlock:
 * @data: (transfer none): where the features stand
 * @end: behind their last byte
 * @n_features: how many there are
 *
 * The features of one layer in one cell, see ytt_basemap_next_feature().
 */
typedef struct
{
  const guint8 *data;
  const guint8 *end;
  guint n_features;
} YttBasemapBlock;

/**
 * YttBasemapCell:
 * @zoom: zoom of the cell
 * @column: from west, 0 to 2^zoom - 1
 * @row: from north, 0 to 2^zoom - 1
 * @blocks: the features, by #YttBasemapLayer
 */
typedef struct
{
  int zoom;
  guint column;
  guint row;
  YttBasemapBlock blocks[YTT_BASEMAP_N_LAYERS];
} YttBasemapCell;

/**
 * YttBasemapFeature:
 * @zoom: the first zoom that shows it
 * @rank: how important it is, 0 is most
 * @n_points: number of points that follow, see ytt_basemap_next_point()
 * @x: of the point read last
 * @y: of the point read last
 */
typedef struct
{
  int zoom;
  int rank;
  guint n_points;
  gint32 x;
  gint32 y;
} YttBasemapFeature;

char       *ytt_basemap_find_file      (void);

YttBasemap *ytt_basemap_open           (const char  *path,
                                        GError     **error);
YttBasemap *ytt_basemap_new_from_bytes (GBytes      *bytes,
                                        GError     **error);
YttBasemap *ytt_basemap_ref            (YttBasemap  *self);
void        ytt_basemap_unref          (YttBasemap  *self);

gboolean    ytt_basemap_find_cell      (YttBasemap      *self,
                                        int              zoom,
                                        guint            x,
                                        guint            y,
                                        YttBasemapCell  *cell,
                                        GError         **error);
gboolean    ytt_basemap_next_feature   (YttBasemapBlock   *block,
                                        YttBasemapFeature *feature);
gboolean    ytt_basemap_skip_points    (YttBasemapBlock         *block,
                                        const YttBasemapFeature *feature);

guint       ytt_basemap_get_n_labels   (YttBasemap      *self);
gboolean    ytt_basemap_get_label      (YttBasemap      *self,
                                        guint            index,
                                        YttBasemapLabel *label);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttBasemap, ytt_basemap_unref)

/* Reads one number of seven bits a byte, least first. */
static inline gboolean
ytt_basemap_read_number (YttBasemapBlock *block,
                         guint32         *number)
{
  guint32 value = 0;

  for (int shift = 0; shift < 35 && block->data < block->end; shift += 7)
    {
      guint8 byte = *block->data++;

      value |= (guint32) (byte & 127) << shift;
      if (byte < 128)
        {
          *number = value;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * ytt_basemap_next_point:
 * @block: (inout): where to read
 * @feature: (inout): gets the point's coordinates, in #YTT_BASEMAP_EXTENT a cell
 *
 * Reads the next of the feature's points. It stands in the header because a
 * tile has tens of thousands of them.
 *
 * Returns: %FALSE if the file is damaged
 */
static inline gboolean
ytt_basemap_next_point (YttBasemapBlock   *block,
                        YttBasemapFeature *feature)
{
  guint32 dx, dy;

  if (!ytt_basemap_read_number (block, &dx) || !ytt_basemap_read_number (block, &dy))
    return FALSE;

  /* Added as unsigned numbers, for these wrap where a damaged file overflows. */
  feature->x = (gint32) ((guint32) feature->x + ((dx >> 1) ^ (0 - (dx & 1))));
  feature->y = (gint32) ((guint32) feature->y + ((dy >> 1) ^ (0 - (dy & 1))));

  return feature->x >= -YTT_BASEMAP_EXTENT && feature->x <= 2 * YTT_BASEMAP_EXTENT &&
         feature->y >= -YTT_BASEMAP_EXTENT && feature->y <= 2 * YTT_BASEMAP_EXTENT;
}

G_END_DECLS
