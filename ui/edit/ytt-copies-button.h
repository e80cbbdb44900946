#pragma once

#include <adwaita.h>

#include "ytt-editor.h"

G_BEGIN_DECLS

#define YTT_TYPE_COPIES_BUTTON (ytt_copies_button_get_type ())

/**
 * YttCopiesButton:
 *
 * A paper clip with the number of copies that are kept of a source: it opens their list, in which they are opened, saved
 * and removed, and others kept. Where there are none, and none can be kept, it is hidden.
 */
G_DECLARE_FINAL_TYPE (YttCopiesButton, ytt_copies_button, YTT, COPIES_BUTTON, AdwBin)

GtkWidget *ytt_copies_button_new           (YttEditor       *editor,
                                            gint64           source);
void       ytt_copies_button_take_drops_on (YttCopiesButton *self,
                                            GtkWidget       *row);
/* Copies that are kept with the source, as last read. */
guint      ytt_copies_button_get_n         (YttCopiesButton *self);

G_END_DECLS
