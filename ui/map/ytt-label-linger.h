#pragma once

#include "ytt-labels.h"

G_BEGIN_DECLS

/**
 * YttPaintedLabel:
 * @placed: the label
 * @n_missed: for how many frames it has had no place, or has not been shown since
 *
 * A label as a frame shows it, or remembers not to show it.
 */
typedef struct
{
  YttPlacedLabel placed;
  guint          n_missed;
} YttPaintedLabel;

GArray   *ytt_label_linger (const GArray          *placed,
                            const YttLabelView    *view,
                            const GArray          *before,
                            const YttLabelView    *view_before);
gboolean  ytt_painted_label_is_shown (const YttPaintedLabel *self);

G_END_DECLS
