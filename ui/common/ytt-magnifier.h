#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define YTT_TYPE_MAGNIFIER (ytt_magnifier_get_type ())

/**
 * YttMagnifier:
 *
 * Shows its child larger or smaller than it is made: the child is laid out in a space so many times smaller, and then
 * scaled, what is drawn and where it is pressed alike. Vectors and text come out sharp by themselves; who draws into
 * pictures asks ytt_magnifier_get_pixel_scale() how many pixels they need.
 *
 * Properties:
 *   "child"          GtkWidget, nullable; rw
 *   "magnification"  double; rw: px of the magnifier to one px of the child, more than 0; 1 at first
 */
G_DECLARE_FINAL_TYPE (YttMagnifier, ytt_magnifier, YTT, MAGNIFIER, GtkWidget)

GtkWidget *ytt_magnifier_new               (double        magnification);
GtkWidget *ytt_magnifier_get_child         (YttMagnifier *self);
void       ytt_magnifier_set_child         (YttMagnifier *self,
                                            GtkWidget    *child);
double     ytt_magnifier_get_magnification (YttMagnifier *self);
void       ytt_magnifier_set_magnification (YttMagnifier *self,
                                            double        magnification);

double     ytt_magnifier_get_pixel_scale   (GtkWidget    *widget);

G_END_DECLS
