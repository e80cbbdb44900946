#include "config.h"

#include "ytt-screens.h"

/*
 * Which of a talk's two windows stands on which screen. A person's word counts most; without one the wall takes a
 * screen that is plugged in over one that is part of the computer, and one that nobody works on over the one that the
 * talk was started from.
 */

/**
 * ytt_screen_is_inside:
 * @name: (nullable): the plug that a screen is on
 *
 * Whether a screen is part of the computer, such as a laptop's own. The kernel calls the plugs of these eDP, LVDS and
 * DSI, whatever stands behind them.
 */
gboolean
ytt_screen_is_inside (const char *name)
{
  return name != NULL &&
         (g_str_has_prefix (name, "eDP") || g_str_has_prefix (name, "LVDS") || g_str_has_prefix (name, "DSI"));
}

/* Two screens that show the same, one beside the laptop and one in front of the room, are one to plan with. */
static gboolean
is_mirror (const YttScreen *screens,
           guint            index)
{
  const YttScreen *screen = &screens[index];

  for (guint i = 0; i < index; i++)
    if (screens[i].x == screen->x && screens[i].y == screen->y)
      return TRUE;

  return FALSE;
}

static gboolean
has_name (const YttScreen *screen,
          const char      *name)
{
  return name != NULL && g_strcmp0 (screen->name, name) == 0;
}

/* How well a screen fits the wall. */
static int
rate_for_wall (const YttScreen     *screen,
               const YttScreenWish *wish)
{
  int rate = 1;

  if (has_name (screen, wish->wall))
    rate += 16;
  if (!has_name (screen, wish->speaker))
    rate += 8;
  if (!ytt_screen_is_inside (screen->name))
    rate += 4;
  if (!has_name (screen, wish->home))
    rate += 2;

  return rate;
}

/* How well it fits the speaker, once the wall has its own. */
static int
rate_for_speaker (const YttScreen     *screen,
                  const YttScreenWish *wish)
{
  int rate = 1;

  if (has_name (screen, wish->speaker))
    rate += 8;
  if (has_name (screen, wish->home))
    rate += 4;
  if (ytt_screen_is_inside (screen->name))
    rate += 2;

  return rate;
}

typedef int (*Rate) (const YttScreen     *screen,
                     const YttScreenWish *wish);

/* The first of those that fit best, but for the one that is @taken; -1 if there is no other. */
static int
choose (const YttScreen     *screens,
        guint                n_screens,
        const YttScreenWish *wish,
        int                  taken,
        Rate                 rate)
{
  int chosen = -1;
  int best = 0;

  for (guint i = 0; i < n_screens; i++)
    {
      int rating = rate (&screens[i], wish);

      if ((int) i == taken || rating <= best || is_mirror (screens, i))
        continue;
      chosen = i;
      best = rating;
    }

  return chosen;
}

/**
 * ytt_screens_plan:
 * @screens: (array length=n_screens): the screens that there are now
 * @n_screens: how many, 0 while none is plugged in
 * @wish: what is known of where the windows belong
 *
 * Decides where the wall and the speaker's screen stand. The same screens and the same wish always give the same plan,
 * so a screen that comes back gets its window back.
 */
YttScreenPlan
ytt_screens_plan (const YttScreen     *screens,
                  guint                n_screens,
                  const YttScreenWish *wish)
{
  YttScreenPlan plan;

  plan.wall = choose (screens, n_screens, wish, -1, rate_for_wall);
  plan.speaker = choose (screens, n_screens, wish, plan.wall, rate_for_speaker);
  if (plan.speaker < 0)
    plan.speaker = plan.wall;

  return plan;
}
