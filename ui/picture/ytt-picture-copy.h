#pragma once

#include <gtk/gtk.h>

#include "ytt-map-picture-load.h"

G_BEGIN_DECLS

/* Puts a picture of the map, as a window shows it, on the clipboard: as PNG, as SVG, and for programs of GTK. */
void     ytt_picture_copy_async  (GtkWidget              *widget,
                                  YttStore               *store,
                                  YttView                *view,
                                  const YttPictureShown  *shown,
                                  YttMapBackdrop         *backdrop,
                                  GCancellable           *cancellable,
                                  GAsyncReadyCallback     callback,
                                  gpointer                user_data);
gboolean ytt_picture_copy_finish (GtkWidget              *widget,
                                  GAsyncResult           *result,
                                  GError                **error);

/* (transfer full) (nullable): the offline map, for pictures */
YttBasemap *ytt_picture_open_basemap (void);
/* (transfer full): the family of the letters of @widget */
char       *ytt_picture_get_font     (GtkWidget        *widget);

G_END_DECLS
