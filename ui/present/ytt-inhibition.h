#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define YTT_TYPE_INHIBITION (ytt_inhibition_get_type ())

/**
 * YttInhibition:
 *
 * Keeps the screen from going to sleep, and the machine, for as long as it lives.
 *
 * Properties:
 *   "granted"  boolean; r: whether there is somebody who keeps them awake
 */
G_DECLARE_FINAL_TYPE (YttInhibition, ytt_inhibition, YTT, INHIBITION, GObject)

YttInhibition *ytt_inhibition_new         (GtkApplication *application,
                                           GtkWindow      *window,
                                           const char     *reason);
gboolean       ytt_inhibition_get_granted (YttInhibition  *self);

G_END_DECLS
