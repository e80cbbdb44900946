#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define YTT_TYPE_ELEMENT_STRIP (ytt_element_strip_get_type ())

/**
 * YttElementStrip:
 *
 * The rare earths in a row, those that a record names set off. It breaks into lines where it is too narrow.
 */
G_DECLARE_FINAL_TYPE (YttElementStrip, ytt_element_strip, YTT, ELEMENT_STRIP, GtkWidget)

GtkWidget *ytt_element_strip_new          (void);
void       ytt_element_strip_set_elements (YttElementStrip    *self,
                                           const char * const *elements);

G_END_DECLS
