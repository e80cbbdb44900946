#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * YttScreen:
 * @name: (nullable): the plug that a screen is on, such as "HDMI-1"; the same one before and after it was unplugged
 * @x: where it begins in the desktop, in px from the left
 * @y: where it begins, in px from the top
 * @width: in px
 * @height: in px
 *
 * A screen that a talk may use.
 */
typedef struct
{
  const char *name;
  int         x;
  int         y;
  int         width;
  int         height;
} YttScreen;

/**
 * YttScreenWish:
 * @wall: (nullable): the screen that the wall was on by the last word of a person
 * @speaker: (nullable): the one that the speaker's was on
 * @home: (nullable): the one that the window stands on from which the talk was started
 *
 * What is known of where the two windows of a talk belong, by the screens' names. A name stays while its screen is
 * unplugged, so that all is as before when it comes back.
 */
typedef struct
{
  const char *wall;
  const char *speaker;
  const char *home;
} YttScreenWish;

/**
 * YttScreenPlan:
 * @wall: the index of the screen for the wall, -1 if there is none
 * @speaker: that of the speaker's screen; the same as @wall where one has to do for both
 */
typedef struct
{
  int wall;
  int speaker;
} YttScreenPlan;

YttScreenPlan ytt_screens_plan     (const YttScreen     *screens,
                                    guint                n_screens,
                                    const YttScreenWish *wish);
gboolean      ytt_screen_is_inside (const char          *name);

G_END_DECLS
