/* What a talk does by itself, and what the speaker does to the wall without going anywhere. */

#include "config.h"

#include "ytt-talk-private.h"

/* s; a stop that is shorter would not be seen. */
#define LEAST_SECONDS 0.02
#define MOST_SECONDS 86400.0

/* ms; while a question is open or the wall is blank, it is looked again so soon whether that is over. */
#define PAUSE 500

static gboolean
play_cb (gpointer user_data)
{
  YttTalk *self = user_data;

  self->play_source = 0;

  /* Who asks, or talks before a blank wall, is not to be interrupted. */
  if (self->mode == YTT_TALK_QUESTION || self->blank != YTT_TALK_BLANK_NONE || self->flying)
    self->play_source = g_timeout_add (PAUSE, play_cb, self);
  else if (self->index + 1 < ytt_talk_get_n_stops (self))
    ytt_talk_show_stop (self, self->index + 1);
  else if (self->loop && ytt_talk_get_n_stops (self) > 0)
    ytt_talk_show_stop (self, 0);
  else
    ytt_talk_set_playing (self, FALSE);

  return G_SOURCE_REMOVE;
}

/* What was shown in between, by a click at a stand, stays as long as a stop does. */
void
ytt_talk_play_on (YttTalk *self)
{
  double seconds = YTT_TALK_DEFAULT_SECONDS;

  g_clear_handle_id (&self->play_source, g_source_remove);
  if (!self->playing || self->ended || self->flying)
    return;

  if (ytt_talk_get_stop (self) != NULL && ytt_tour_stop_get_seconds (ytt_talk_get_stop (self)) > 0)
    seconds = CLAMP (ytt_tour_stop_get_seconds (ytt_talk_get_stop (self)), LEAST_SECONDS, MOST_SECONDS);
  self->play_source = g_timeout_add ((guint) (seconds * 1000), play_cb, self);
}

gboolean
ytt_talk_get_playing (YttTalk *self)
{
  g_return_val_if_fail (YTT_IS_TALK (self), FALSE);

  return self->playing;
}

/**
 * ytt_talk_set_playing:
 * @self: a talk
 * @playing: whether stops follow each other by themselves
 *
 * Each stays as long as it says, %YTT_TALK_DEFAULT_SECONDS where it says nothing, from when the map has arrived. After
 * the last one playing ends, unless it goes round.
 */
void
ytt_talk_set_playing (YttTalk  *self,
                      gboolean  playing)
{
  g_return_if_fail (YTT_IS_TALK (self));

  if (self->ended && playing)
    return;

  ytt_talk_set_flag (self, &self->playing, playing, YTT_TALK_PROP_PLAYING);
  ytt_talk_play_on (self);
}

gboolean
ytt_talk_get_loop (YttTalk *self)
{
  g_return_val_if_fail (YTT_IS_TALK (self), FALSE);

  return self->loop;
}

void
ytt_talk_set_loop (YttTalk  *self,
                   gboolean  loop)
{
  g_return_if_fail (YTT_IS_TALK (self));

  ytt_talk_set_flag (self, &self->loop, loop, YTT_TALK_PROP_LOOP);
}

YttTalkBlank
ytt_talk_get_blank (YttTalk *self)
{
  g_return_val_if_fail (YTT_IS_TALK (self), YTT_TALK_BLANK_NONE);

  return self->blank;
}

void
ytt_talk_set_blank (YttTalk      *self,
                    YttTalkBlank  blank)
{
  g_return_if_fail (YTT_IS_TALK (self));

  if (self->blank == blank)
    return;

  self->blank = blank;
  ytt_talk_notify (self, YTT_TALK_PROP_BLANK);
}

/**
 * ytt_talk_toggle_blank:
 * @self: a talk
 * @blank: black or white
 *
 * Blanks the wall so, or takes that back.
 */
void
ytt_talk_toggle_blank (YttTalk      *self,
                       YttTalkBlank  blank)
{
  g_return_if_fail (YTT_IS_TALK (self));

  ytt_talk_set_blank (self, self->blank == blank ? YTT_TALK_BLANK_NONE : blank);
}

gboolean
ytt_talk_get_laser (YttTalk *self)
{
  g_return_val_if_fail (YTT_IS_TALK (self), FALSE);

  return self->laser;
}

void
ytt_talk_set_laser (YttTalk  *self,
                    gboolean  laser)
{
  g_return_if_fail (YTT_IS_TALK (self));

  ytt_talk_set_flag (self, &self->laser, laser, YTT_TALK_PROP_LASER);
}

gboolean
ytt_talk_get_moved (YttTalk *self)
{
  g_return_val_if_fail (YTT_IS_TALK (self), FALSE);

  return self->moved;
}

/**
 * ytt_talk_set_moved:
 * @self: a talk
 * @moved: whether the map was moved by hand
 *
 * For the wall. The next stop key returns to the stop first.
 */
void
ytt_talk_set_moved (YttTalk  *self,
                    gboolean  moved)
{
  g_return_if_fail (YTT_IS_TALK (self));

  ytt_talk_set_flag (self, &self->moved, moved, YTT_TALK_PROP_MOVED);
}

gboolean
ytt_talk_get_flying (YttTalk *self)
{
  g_return_val_if_fail (YTT_IS_TALK (self), FALSE);

  return self->flying;
}

/**
 * ytt_talk_set_flying:
 * @self: a talk
 * @flying: whether the map is on its way
 *
 * For the wall. A stop key meanwhile makes it land; the time of a stop begins when it has.
 */
void
ytt_talk_set_flying (YttTalk  *self,
                     gboolean  flying)
{
  g_return_if_fail (YTT_IS_TALK (self));

  if (self->flying == !!flying)
    return;

  ytt_talk_set_flag (self, &self->flying, flying, YTT_TALK_PROP_FLYING);
  ytt_talk_play_on (self);
}

gboolean
ytt_talk_get_inhibited (YttTalk *self)
{
  g_return_val_if_fail (YTT_IS_TALK (self), FALSE);

  return self->inhibited;
}

/**
 * ytt_talk_set_inhibited:
 * @self: a talk
 * @inhibited: whether something keeps the screen awake
 *
 * For the presenter.
 */
void
ytt_talk_set_inhibited (YttTalk  *self,
                        gboolean  inhibited)
{
  g_return_if_fail (YTT_IS_TALK (self));

  ytt_talk_set_flag (self, &self->inhibited, inhibited, YTT_TALK_PROP_INHIBITED);
}

gboolean
ytt_talk_get_fullscreen (YttTalk *self)
{
  g_return_val_if_fail (YTT_IS_TALK (self), TRUE);

  return self->fullscreen;
}

void
ytt_talk_set_fullscreen (YttTalk  *self,
                         gboolean  fullscreen)
{
  g_return_if_fail (YTT_IS_TALK (self));

  ytt_talk_set_flag (self, &self->fullscreen, fullscreen, YTT_TALK_PROP_FULLSCREEN);
}
