#include "config.h"

#include "ytt-screens.h"

/* Which window of a talk stands on which screen. */

static const YttScreen LAPTOP = { "eDP-1", 0, 0, 1440, 900 };
static const YttScreen PROJECTOR = { "HDMI-1", 1440, 0, 1024, 768 };
static const YttScreen DESK = { "DP-2", 2464, 0, 3840, 2160 };
/* The projector when it shows what the laptop shows. */
static const YttScreen MIRROR = { "HDMI-1", 0, 0, 1024, 768 };

/* The plan in names, so that a failure can be read: "wall/speaker". */
static char *
plan (const YttScreenWish *wish,
      guint                n_screens,
      const YttScreen     *screens)
{
  YttScreenPlan found = ytt_screens_plan (screens, n_screens, wish);

  return g_strdup_printf ("%s/%s", found.wall < 0 ? "-" : screens[found.wall].name,
                          found.speaker < 0 ? "-" : screens[found.speaker].name);
}

#define assert_plan(expected, wish, ...)                                           \
  G_STMT_START                                                                     \
    {                                                                              \
      const YttScreen screens[] = { __VA_ARGS__ };                                 \
      g_autofree char *found = plan ((wish), G_N_ELEMENTS (screens), screens);     \
                                                                                   \
      g_assert_cmpstr (found, ==, (expected));                                     \
    }                                                                              \
  G_STMT_END

static void
test_start (void)
{
  YttScreenWish wish = { .home = "eDP-1" };

  assert_plan ("HDMI-1/eDP-1", &wish, LAPTOP, PROJECTOR);
  assert_plan ("HDMI-1/eDP-1", &wish, PROJECTOR, LAPTOP);
  assert_plan ("HDMI-1/eDP-1", &wish, LAPTOP, PROJECTOR, DESK);
  assert_plan ("eDP-1/eDP-1", &wish, LAPTOP);

  /* The window had been dragged to the projector to be shown: the room still looks at the projector. */
  wish.home = "HDMI-1";
  assert_plan ("HDMI-1/eDP-1", &wish, LAPTOP, PROJECTOR);
  /* Two screens on a desk: the wall is the one that nobody works on. */
  assert_plan ("DP-2/HDMI-1", &wish, PROJECTOR, DESK);
  assert_plan ("DP-2/HDMI-1", &wish, DESK, PROJECTOR);
  /* Nobody knows where the window is. */
  wish.home = NULL;
  assert_plan ("HDMI-1/eDP-1", &wish, LAPTOP, PROJECTOR);
  assert_plan ("HDMI-1/DP-2", &wish, PROJECTOR, DESK);
}

static void
test_without_names (void)
{
  static const YttScreen left = { NULL, 0, 0, 1280, 800 };
  static const YttScreen right = { NULL, 1280, 0, 1024, 768 };
  static const YttScreen screens[] = { left, right };
  YttScreenWish wish = { NULL, NULL, NULL };
  YttScreenPlan found = ytt_screens_plan (screens, 2, &wish);

  g_assert_cmpint (found.wall, ==, 0);
  g_assert_cmpint (found.speaker, ==, 1);
  g_assert_false (ytt_screen_is_inside (NULL));
}

static void
test_swapped (void)
{
  const YttScreenWish wish = { .wall = "eDP-1", .speaker = "HDMI-1", .home = "eDP-1" };

  assert_plan ("eDP-1/HDMI-1", &wish, LAPTOP, PROJECTOR);
  assert_plan ("eDP-1/HDMI-1", &wish, PROJECTOR, LAPTOP);
  assert_plan ("eDP-1/HDMI-1", &wish, DESK, PROJECTOR, LAPTOP);
}

static void
test_unplugged (void)
{
  const YttScreenWish wish = { .wall = "HDMI-1", .speaker = "eDP-1", .home = "eDP-1" };
  g_autofree char *none = plan (&wish, 0, NULL);

  /* One left: both are there, whichever it is. */
  assert_plan ("eDP-1/eDP-1", &wish, LAPTOP);
  assert_plan ("HDMI-1/HDMI-1", &wish, PROJECTOR);
  /* Two left of three: the one who stays keeps his place. */
  assert_plan ("DP-2/eDP-1", &wish, LAPTOP, DESK);
  assert_plan ("HDMI-1/DP-2", &wish, PROJECTOR, DESK);
  assert_plan ("DP-2/DP-2", &wish, DESK);
  /* None, as for a moment while a computer wakes. */
  g_assert_cmpstr (none, ==, "-/-");
  /* And as before when they come back, in whatever order. */
  assert_plan ("HDMI-1/eDP-1", &wish, DESK, PROJECTOR, LAPTOP);
}

static void
test_mirrored (void)
{
  const YttScreenWish wish = { .wall = "HDMI-1", .speaker = "eDP-1", .home = "eDP-1" };

  /* Both show the same, so the speaker's screen must not stand on the one in front of the room. */
  assert_plan ("eDP-1/eDP-1", &wish, LAPTOP, MIRROR);
  assert_plan ("DP-2/eDP-1", &wish, LAPTOP, MIRROR, DESK);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/screens/start", test_start);
  g_test_add_func ("/screens/without-names", test_without_names);
  g_test_add_func ("/screens/swapped", test_swapped);
  g_test_add_func ("/screens/unplugged", test_unplugged);
  g_test_add_func ("/screens/mirrored", test_mirrored);

  return g_test_run ();
}
