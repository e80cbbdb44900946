#pragma once

#include <pango/pangocairo.h>

#include "ytt-basemap.h"
#include "ytt-cluster-index.h"
#include "ytt-footer.h"
#include "ytt-map-backdrop.h"
#include "ytt-symbol.h"

G_BEGIN_DECLS

#define YTT_TYPE_MAP_PICTURE (ytt_map_picture_get_type ())

/**
 * YttMapPicture:
 * @basemap: (nullable): what lies below; without it there is only water
 * @backdrop: (nullable): what lies over that; ytt_map_picture_set_backdrop() sees to the attribution
 * @width: of the whole picture with its footer, in units of the context that it is drawn on
 * @height: likewise
 * @magnification: how many of these units a px measures; all that stands on the map, lines and letters grow with it
 * @theme: the palette
 * @font: (nullable): the family of the letters; %NULL for that of the desktop
 * @latitude: of the middle of the map, degrees
 * @longitude: of the middle of the map, degrees
 * @zoom: each step doubles the map; at 0 the world measures 256 px
 * @points: (nullable) (element-type YttPoint): the facilities
 * @emphasis: (nullable) (element-type gint64): the facilities beside which others are faint, sorted by key
 * @selected: the one that is selected, 0 for none
 * @selected_name: (nullable): its name tag
 * @links: (nullable) (element-type YttSupplyLink): the supply links, the most important first
 * @title: (nullable): stands above the map
 * @legend: whether there is a legend below the map, if there is room: of all there is, or of what the picture shows
 * @scale: whether there is a scale on the map
 * @footer: what stands below the map
 * @index: (nullable): @points gathered; made when it is needed
 *
 * A picture of the map: plain data, to be filled in. It may be drawn from any thread, but from one at a time: a copy
 * costs next to nothing.
 */
typedef struct
{
  YttBasemap      *basemap;
  YttMapBackdrop  *backdrop;
  double           width;
  double           height;
  double           magnification;
  YttTheme         theme;
  char            *font;
  double           latitude;
  double           longitude;
  double           zoom;
  GArray          *points;
  GArray          *emphasis;
  gint64           selected;
  char            *selected_name;
  GPtrArray       *links;
  char            *title;
  gboolean         legend;
  gboolean         scale;
  YttFooter       *footer;
  YttClusterIndex *index;
} YttMapPicture;

GType          ytt_map_picture_get_type       (void);
YttMapPicture *ytt_map_picture_new            (YttBasemap          *basemap,
                                               double               width,
                                               double               height);
YttMapPicture *ytt_map_picture_copy           (const YttMapPicture *self);
void           ytt_map_picture_free           (YttMapPicture       *self);

/* backdrop: (transfer none) (nullable) */
void           ytt_map_picture_set_backdrop   (YttMapPicture       *self,
                                               YttMapBackdrop      *backdrop);
/* The room that title, legend and footer leave for the map, in px: units of the context by the magnification. */
void           ytt_map_picture_get_map_size   (const YttMapPicture *self,
                                               double              *width,
                                               double              *height);
/* Makes the picture as large as it has to be for that room. */
void           ytt_map_picture_set_map_size   (YttMapPicture       *self,
                                               double               width,
                                               double               height);
/* Shows all that a map of another size, in px, showed. */
void           ytt_map_picture_show_view      (YttMapPicture       *self,
                                               double               latitude,
                                               double               longitude,
                                               double               zoom,
                                               double               width,
                                               double               height);
/* Shows all points. */
void           ytt_map_picture_show_points    (YttMapPicture       *self);

/* Draws all of it, the upper left corner at the origin; FALSE if the basemap is damaged. */
gboolean       ytt_map_picture_draw           (YttMapPicture       *self,
                                               cairo_t             *cr,
                                               GError             **error);
/* Draws the map without title, legend and footer, for whoever tells elsewhere where it comes from: on paper. The map
 * then takes all of width and height. */
gboolean       ytt_map_picture_draw_map       (YttMapPicture       *self,
                                               cairo_t             *cr,
                                               GError             **error);

/* (transfer full): the font that pictures are written in, at 11 points of 96 dpi, not fitted to pixels */
PangoContext  *ytt_map_picture_create_context (const char          *family);
/* (transfer full): "Title - Document", what a file of it is called inside */
char          *ytt_map_picture_get_name       (const YttMapPicture *self);
/* (transfer full): all that the footer says, each source whole, and who is selected; for the file's metadata */
char          *ytt_map_picture_get_text       (const YttMapPicture *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttMapPicture, ytt_map_picture_free)

G_END_DECLS
