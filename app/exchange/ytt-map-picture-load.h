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

/* Reads what a picture of the map shows from a document, and whose facts these are. */
void           ytt_map_picture_load_async  (YttStore             *store,
                                            YttBasemap           *basemap,
                                            YttView              *view,
                                            YttPictureScope       scope,
                                            double                width,
                                            double                height,
                                            double                magnification,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
YttMapPicture *ytt_map_picture_load_finish (YttStore             *store,
                                            GAsyncResult         *result,
                                            GError              **error);

G_END_DECLS
