#pragma once

#include "ytt-map-picture.h"
#include "ytt-view.h"

G_BEGIN_DECLS

/* What a picture shows of the world. */
typedef enum
{
  YTT_PICTURE_OF_VIEW,        /* what the view showed */
  YTT_PICTURE_OF_RESULT,      /* all that search and filter leave */
  YTT_PICTURE_OF_SELECTION,   /* what is around the selected facility */
} YttPictureScope;

/**
 * YttPictureShown:
 * @points: (owned) (nullable) (element-type YttPoint): the facilities on the map, guests among them
 * @links: (owned) (nullable) (element-type YttSupplyLink): the links of the chain that is traced
 * @emphasis: (owned) (nullable) (element-type gint64): the facilities of that chain, sorted
 *
 * What a window shows that no view keeps.
 */
typedef struct
{
  GArray    *points;
  GPtrArray *links;
  GArray    *emphasis;
} YttPictureShown;

void           ytt_picture_shown_init           (YttPictureShown       *self,
                                                 YttSession            *session);
void           ytt_picture_shown_copy           (YttPictureShown       *self,
                                                 const YttPictureShown *other);
void           ytt_picture_shown_clear          (YttPictureShown       *self);

/* Reads what a picture of the map shows from a document, and whose facts these are. */
void           ytt_map_picture_load_async       (YttStore              *store,
                                                 YttBasemap            *basemap,
                                                 YttView               *view,
                                                 YttPictureScope        scope,
                                                 double                 width,
                                                 double                 height,
                                                 double                 magnification,
                                                 GCancellable          *cancellable,
                                                 GAsyncReadyCallback    callback,
                                                 gpointer               user_data);
/* The same, with what a window shows besides. */
void           ytt_map_picture_load_shown_async (YttStore              *store,
                                                 YttBasemap            *basemap,
                                                 YttView               *view,
                                                 const YttPictureShown *shown,
                                                 YttPictureScope        scope,
                                                 double                 width,
                                                 double                 height,
                                                 double                 magnification,
                                                 GCancellable          *cancellable,
                                                 GAsyncReadyCallback    callback,
                                                 gpointer               user_data);
YttMapPicture *ytt_map_picture_load_finish      (YttStore              *store,
                                                 GAsyncResult          *result,
                                                 GError               **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (YttPictureShown, ytt_picture_shown_clear)

G_END_DECLS
