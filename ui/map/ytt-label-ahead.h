#pragma once

#include <gdk/gdk.h>

#include "ytt-labels.h"

G_BEGIN_DECLS

/**
 * YttLabelAhead:
 *
 * Decides on another thread which labels will show, and draws them, before they are seen: on the way of a flight a new
 * zoom would else cost a frame. It has labels of its own, which are read once.
 */
typedef struct _YttLabelAhead YttLabelAhead;

/**
 * YttLabelsDrawn:
 * @decided: (owned): for ytt_labels_add_decided()
 * @pictures: (owned): key of a YttPlacedLabel to GdkTexture
 * @n_bytes: of all pictures
 */
typedef struct
{
  GHashTable *decided;
  GHashTable *pictures;
  gsize       n_bytes;
} YttLabelsDrawn;

void            ytt_labels_drawn_free      (YttLabelsDrawn      *self);

YttLabelAhead  *ytt_label_ahead_new        (YttBasemap          *basemap,
                                            PangoContext        *context);
void            ytt_label_ahead_unref      (YttLabelAhead       *self);
void            ytt_label_ahead_draw_async (YttLabelAhead       *self,
                                            GArray              *views,
                                            YttTheme             theme,
                                            double               scale,
                                            GHashTable          *pictures,
                                            gsize                most_bytes,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
YttLabelsDrawn *ytt_label_ahead_draw_finish (GAsyncResult       *result,
                                             GError            **error);

/* What a picture takes, four bytes to a pixel. */
gsize           ytt_label_ahead_get_n_bytes (GdkTexture         *picture);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttLabelsDrawn, ytt_labels_drawn_free)

G_END_DECLS
