#pragma once

#include <adwaita.h>

#include "ytt-map-picture-load.h"

G_BEGIN_DECLS

#define YTT_TYPE_PICTURE_EXPORT (ytt_picture_export_get_type ())

/**
 * YttPictureExport:
 *
 * A window that shows the picture of a map as it will be, lets it be changed, and writes it to a file.
 *
 * Signals:
 *   "exported"  (GFile file): the picture was written; the window closes
 */
G_DECLARE_FINAL_TYPE (YttPictureExport, ytt_picture_export, YTT, PICTURE_EXPORT, AdwWindow)

GtkWidget *ytt_picture_export_new       (YttStore              *store,
                                         YttView               *view,
                                         const YttPictureShown *shown,
                                         YttMapBackdrop        *backdrop);
/* Whether the preview shows what was chosen last. */
gboolean   ytt_picture_export_get_drawn (YttPictureExport      *self);
/* Writes what is shown to a file, as if that had been chosen. */
void       ytt_picture_export_save      (YttPictureExport      *self,
                                         GFile                 *file);

G_END_DECLS
