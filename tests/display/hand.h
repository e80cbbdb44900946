#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Keys and clicks from outside, as those of a hand. Each returns once the widgets have had them, so that nothing that
 * the test does next comes before them; what follows from them in an idle or in another thread comes later.
 */
void hand_click (GtkWidget  *widget,
                 double      part);
/* From a place in @widget, in px, by so many px; @key is pressed before the button is let go, if it is not NULL. */
void hand_drag  (GtkWidget  *widget,
                 double      x,
                 double      y,
                 int         dx,
                 int         dy,
                 const char *key);
/* The same, of what is dropped somewhere. */
void hand_carry (GtkWidget  *widget,
                 double      x,
                 double      y,
                 int         dx,
                 int         dy);
/* Moves what is carried to and fro by one px until @condition holds. */
void hand_carry_until (gboolean (*condition) (gpointer data),
                       gpointer   data);
void hand_let_go (void);
/* Rests the pointer in the corner of the active window, where nothing is. */
void hand_leave (void);
/* A key as xdotool calls it, into whatever has the focus. */
void hand_press (const char *key);
/* ASCII without spaces */
void hand_type  (const char *text);

G_END_DECLS
