#pragma once

#include <gtk/gtk.h>

#include "ytt-session.h"

G_BEGIN_DECLS

#define YTT_TYPE_TOLD_POPOVER (ytt_told_popover_get_type ())

/**
 * YttToldPopover:
 *
 * The second clock: a calendar and an entry for the day, steps from telling to telling, and what is left out by any
 * day. It reads the days of the tellings when it is first opened, or the clock turned.
 *
 * Properties: "tellings" (pointer to YttTellings, nullable; r)
 */
G_DECLARE_FINAL_TYPE (YttToldPopover, ytt_told_popover, YTT, TOLD_POPOVER, GtkPopover)

void  ytt_told_popover_set_session       (YttToldPopover *self,
                                          YttSession     *session);
/* (transfer full) (nullable): "75 claims and 5 statuses have no date"; NULL until that has been read */
char *ytt_told_popover_describe_left_out (YttToldPopover *self);

G_END_DECLS
