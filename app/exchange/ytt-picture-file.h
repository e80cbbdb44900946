#pragma once

#include "ytt-map-picture.h"

G_BEGIN_DECLS

/* The files that a picture can be written as. Pixels have a scale; the others are vectors. */
typedef enum
{
  YTT_PICTURE_PNG,
  YTT_PICTURE_SVG,
  YTT_PICTURE_PDF,
} YttPictureFormat;

#define YTT_N_PICTURE_FORMATS 3

/* How many pixels a PNG may have to each unit of the picture, and on each side. */
#define YTT_PICTURE_MOST_SCALE 4.0
#define YTT_PICTURE_MOST_PIXELS 32767

/* "png"; what a file's name ends with, without the dot. */
const char *ytt_picture_format_get_suffix     (YttPictureFormat     format);
gboolean    ytt_picture_format_from_name      (const char          *name,
                                               YttPictureFormat    *format);

/* The following draw, and may be called from any thread. */
cairo_surface_t *ytt_map_picture_render       (YttMapPicture       *picture,
                                               double               scale,
                                               GError             **error);
GBytes     *ytt_map_picture_encode            (YttMapPicture       *picture,
                                               YttPictureFormat     format,
                                               double               scale,
                                               GCancellable        *cancellable,
                                               GError             **error);
gboolean    ytt_map_picture_save              (YttMapPicture       *picture,
                                               GFile               *file,
                                               YttPictureFormat     format,
                                               double               scale,
                                               GCancellable        *cancellable,
                                               GError             **error);

/* These draw on another thread. */
void        ytt_map_picture_encode_async      (YttMapPicture       *picture,
                                               YttPictureFormat     format,
                                               double               scale,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
GBytes     *ytt_map_picture_encode_finish     (GAsyncResult        *result,
                                               GError             **error);
void        ytt_map_picture_save_async        (YttMapPicture       *picture,
                                               GFile               *file,
                                               YttPictureFormat     format,
                                               double               scale,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
gboolean    ytt_map_picture_save_finish       (GAsyncResult        *result,
                                               GError             **error);

/* For whatever is written to a file at once: replaces it whole or leaves it as it was, and says in words why not. */
gboolean    ytt_file_write                    (GFile               *file,
                                               GBytes              *bytes,
                                               GCancellable        *cancellable,
                                               GError             **error);

/* Says in words why a file was not written. */
void        ytt_file_take_error               (GError              *reason,
                                               const char          *name,
                                               GError             **error);

/* The same of what the store wrote, or did not. */
void        ytt_file_take_document_error      (GError              *reason,
                                               const char          *path,
                                               GError             **error);

/* (transfer full): text as XML has it: escaped, and without what no XML may hold */
char       *ytt_xml_escape                    (const char          *text);

G_END_DECLS
