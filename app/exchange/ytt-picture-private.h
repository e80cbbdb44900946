#pragma once

#include "ytt-picture-file.h"

G_BEGIN_DECLS

/* What a file says of itself. */
typedef struct
{
  char *title;
  char *author;     /* (nullable) */
  char *text;       /* all that the picture says, each source whole */
  char *keywords;
  char *time;       /* ISO 8601 */
  char *program;
} YttPictureMetadata;

YttPictureMetadata *ytt_picture_metadata_new  (YttMapPicture            *picture);
void                ytt_picture_metadata_free (YttPictureMetadata       *self);

GBytes *ytt_picture_encode_png                (cairo_surface_t          *surface,
                                               double                    scale,
                                               const YttPictureMetadata *metadata,
                                               GCancellable             *cancellable,
                                               GError                  **error);
GBytes *ytt_picture_encode_svg                (YttMapPicture            *picture,
                                               const YttPictureMetadata *metadata,
                                               GError                  **error);
GBytes *ytt_picture_encode_pdf                (YttMapPicture            *picture,
                                               const YttPictureMetadata *metadata,
                                               GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttPictureMetadata, ytt_picture_metadata_free)

G_END_DECLS
