#pragma once

#include <gtk/gtk.h>

#include "ytt-talk.h"

G_BEGIN_DECLS

/* The keys of a talk, and of a clicker, in a window: next, back, a stop's number, blank, laser pointer, question, end.
 * While text is typed in it, letters, digits and the keys that move in a text are text. @widget owns what is added. */
void     ytt_talk_keys_add   (GtkWidget       *widget,
                              YttTalk         *talk);
/* For those who get their keys elsewhere: whether the key was one of a talk. */
gboolean ytt_talk_keys_press (YttTalk         *talk,
                              guint            keyval,
                              GdkModifierType  state,
                              gboolean         typing);

G_END_DECLS
