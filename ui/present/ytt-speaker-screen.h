#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define YTT_TYPE_SPEAKER_SCREEN (ytt_speaker_screen_get_type ())

/**
 * YttSpeakerScreen:
 *
 * A small picture of a wall: as high as the wall's shape makes it at its width, with rounded corners.
 *
 * Properties:
 *   "child"  GtkWidget, nullable; rw: fills it
 *   "ratio"  double; rw: of the wall's width to its height, more than 0; 16:9 at first
 */
G_DECLARE_FINAL_TYPE (YttSpeakerScreen, ytt_speaker_screen, YTT, SPEAKER_SCREEN, GtkWidget)

GtkWidget *ytt_speaker_screen_get_child (YttSpeakerScreen *self);
void       ytt_speaker_screen_set_child (YttSpeakerScreen *self,
                                         GtkWidget        *child);
void       ytt_speaker_screen_set_ratio (YttSpeakerScreen *self,
                                         double            ratio);

G_END_DECLS
