#pragma once

#include "window-fixture.h"

G_BEGIN_DECLS

/* Does to the monitors of with-display --monitors what hands do to plugs. Each waits until GTK has seen it. */
void        monitors_change   (guint       n_monitors,
                               const char *arguments);
/* DUMMY0, 1280x800, and to its right DUMMY1, 1024x768 */
void        monitors_plug_in  (void);

/* The plug of the monitor that a window fills; "window" if it fills none */
const char *get_place         (GtkWindow  *window);
/* Fails unless the windows get to these places. */
void        assert_places     (GtkWindow  *wall,
                               const char *wall_place,
                               GtkWindow  *speaker,
                               const char *speaker_place);

G_END_DECLS
