#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define YTT_TYPE_MONITORS (ytt_monitors_get_type ())

/**
 * YttMonitors:
 *
 * Keeps the two windows of a talk where they belong: the wall full screen on one monitor, the speaker's screen on
 * another. Where there is only one, the speaker's screen is a window behind the wall. What is plugged in or out
 * meanwhile moves the windows and does nothing else.
 */
G_DECLARE_FINAL_TYPE (YttMonitors, ytt_monitors, YTT, MONITORS, GObject)

YttMonitors *ytt_monitors_new            (GtkWindow   *wall,
                                          GtkWindow   *speaker,
                                          GtkWindow   *home);
void         ytt_monitors_show           (YttMonitors *self);
void         ytt_monitors_swap           (YttMonitors *self);
/* Whether each window has a monitor of its own. */
gboolean     ytt_monitors_get_apart      (YttMonitors *self);
/* Whether the wall fills its monitor, or is to as soon as there is one; TRUE at the start. */
gboolean     ytt_monitors_get_fullscreen (YttMonitors *self);
void         ytt_monitors_set_fullscreen (YttMonitors *self,
                                          gboolean     fullscreen);

G_END_DECLS
