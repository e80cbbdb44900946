#pragma once

#include <gio/gio.h>

#include "ytt-error.h"

G_BEGIN_DECLS

/* A map has no closer zoom: a pixel is then some 15 cm wide. */
#define YTT_MBTILES_MAX_ZOOM 20

/* Most bytes of a tile, and most pixels of its side. */
#define YTT_MBTILES_MAX_BYTES (4 * 1024 * 1024)
#define YTT_MBTILES_MAX_SIDE 1024

/**
 * YttMbtiles:
 *
 * A map of the user's own: a file after the MBTiles specification 1.3 with tiles that are pictures. It is a stranger's
 * file, so it is only read, nothing of its schema is run but views, and each question is given up after a while.
 * Reference counted; all calls may come from any thread, one waits for another.
 */
typedef struct _YttMbtiles YttMbtiles;

/**
 * YttImageKind:
 *
 * What the first bytes of a picture say that it is.
 */
typedef enum
{
  YTT_IMAGE_UNKNOWN,
  YTT_IMAGE_PNG,
  YTT_IMAGE_JPEG,
  YTT_IMAGE_WEBP,
} YttImageKind;

/* Both block: not for the main thread. */
YttMbtiles   *ytt_mbtiles_open            (const char    *path,
                                           GError       **error);
/* (transfer full): %YTT_ERROR_NOT_FOUND where the file has no such tile */
GBytes       *ytt_mbtiles_read_tile       (YttMbtiles    *self,
                                           int            zoom,
                                           guint          x,
                                           guint          y,
                                           GError       **error);

YttMbtiles   *ytt_mbtiles_ref             (YttMbtiles    *self);
void          ytt_mbtiles_unref           (YttMbtiles    *self);

/* (transfer none): empty where the file does not tell */
const char   *ytt_mbtiles_get_name        (YttMbtiles    *self);
/* (transfer none): text with no markup but `a` with an address of http or https; empty where the file does not tell */
const char   *ytt_mbtiles_get_attribution (YttMbtiles    *self);
/* Degrees; east is more than west, and more than 180 where they lie across the date line. */
void          ytt_mbtiles_get_bounds      (YttMbtiles    *self,
                                           double        *west,
                                           double        *south,
                                           double        *east,
                                           double        *north);
void          ytt_mbtiles_get_zooms       (YttMbtiles    *self,
                                           int           *least,
                                           int           *most);
YttImageKind  ytt_mbtiles_get_kind        (YttMbtiles    *self);

/* Whether a picture may be decoded: it is of a kind we know, and neither empty nor larger than a tile can be. */
gboolean      ytt_image_check             (GBytes        *bytes,
                                           YttImageKind  *kind,
                                           GError       **error);
/* (transfer full): what is safe of a line of HTML */
char         *ytt_attribution_to_markup   (const char    *html);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttMbtiles, ytt_mbtiles_unref)

G_END_DECLS
