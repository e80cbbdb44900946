#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define YTT_TYPE_WRAP_BOX (ytt_wrap_box_get_type ())

/**
 * YttWrapBox:
 *
 * Lays its children out one after the other, each as wide as it wants to be, and goes on in a new line where they
 * do not fit: for chips, whose number and width are not known.
 */
G_DECLARE_FINAL_TYPE (YttWrapBox, ytt_wrap_box, YTT, WRAP_BOX, GtkWidget)

GtkWidget *ytt_wrap_box_new    (void);
void       ytt_wrap_box_append (YttWrapBox *self,
                                GtkWidget  *child);
void       ytt_wrap_box_clear  (YttWrapBox *self);

G_END_DECLS
