#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The parts of the speaker's screen, in the order in which the keyboard goes through them. */
typedef enum
{
  YTT_SPEAKER_PART_WALL,
  YTT_SPEAKER_PART_NEXT,
  YTT_SPEAKER_PART_CLOCKS,
  YTT_SPEAKER_PART_STOPS,
  YTT_SPEAKER_PART_NOTES,
  YTT_SPEAKER_PART_SOURCES,
  YTT_SPEAKER_N_PARTS,
} YttSpeakerPart;

#define YTT_TYPE_SPEAKER_LAYOUT (ytt_speaker_layout_get_type ())

/**
 * YttSpeakerLayout:
 *
 * Lays out the speaker's screen. Wide, the pictures, clocks and stops stand on one side and the notes with their
 * sources on the other, and all of it fits the height: a low screen makes the pictures smaller, never the letters.
 * Narrow, the parts stand one above the other, as high as they are.
 */
G_DECLARE_FINAL_TYPE (YttSpeakerLayout, ytt_speaker_layout, YTT, SPEAKER_LAYOUT, GtkLayoutManager)

GtkLayoutManager *ytt_speaker_layout_new      (void);
/* The widget must be a child of the one that is laid out, and outlive that. */
void              ytt_speaker_layout_set_part (YttSpeakerLayout *self,
                                               YttSpeakerPart    part,
                                               GtkWidget        *widget);

G_END_DECLS
