#pragma once

#include "window-fixture.h"

#include "ytt-speaker.h"

G_BEGIN_DECLS

/* The stops of the talk: a slide, Narva's plant with an older cost than the one that is shown, and the world. */
enum
{
  STOP_WELCOME,
  STOP_NARVA,
  STOP_WORLD,
  N_STOPS,
};

/* The time that Narva's stop is to take, in seconds; it is soon over */
#define NARVA_SECONDS 0.5

/* A talk over the shipped document, with its wall and its speaker's screen in a window each. */
typedef struct
{
  WindowFixture  fixture;
  YttStore      *store;
  YttTalk       *talk;
  GtkWidget     *wall_window;
  GtkWidget     *window;
  YttSpeaker    *speaker;
  gint64         narva;
  guint          n_swaps;
  guint          n_ends;
} SpeakerFixture;

/* data: the size of the speaker's window, "WxH"; 1440x900 where it is NULL */
void       speaker_fixture_set_up    (SpeakerFixture *f,
                                      gconstpointer   data);
void       speaker_fixture_tear_down (SpeakerFixture *f,
                                      gconstpointer   data);
/* Lets a tour of that many stops, none of which says anything, take the place of the fixture's. */
void       speaker_fixture_show_bare (SpeakerFixture *f,
                                      guint           n_stops);
/* A part of the speaker's screen by its name in the template. */
GtkWidget *speaker_get               (SpeakerFixture *f,
                                      const char     *name);
/* Whether a label that can be seen there has this text, or begins with it where it ends with "…". */
gboolean   speaker_says              (GtkWidget      *widget,
                                      const char     *text);
void       speaker_wait_for_words    (GtkWidget      *widget,
                                      const char     *text);

G_END_DECLS
