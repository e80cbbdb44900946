#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A box in pixels. */
typedef struct
{
  float left;
  float top;
  float right;
  float bottom;
} YttLabelBox;

static inline gboolean
ytt_label_box_meets (const YttLabelBox *self,
                     const YttLabelBox *other)
{
  return self->left < other->right && other->left < self->right &&
         self->top < other->bottom && other->top < self->bottom;
}

/**
 * YttLabelGrid:
 *
 * Boxes that do not overlap, found by where they are. If the plane is a
 * cylinder (the world), boxes that stick out on one side are met on the other.
 */
typedef struct _YttLabelGrid YttLabelGrid;

YttLabelGrid *ytt_label_grid_new  (double             width,
                                   double             height,
                                   gboolean           wraps);
void          ytt_label_grid_free (YttLabelGrid      *self);
gboolean      ytt_label_grid_add  (YttLabelGrid      *self,
                                   const YttLabelBox *box);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttLabelGrid, ytt_label_grid_free)

G_END_DECLS
