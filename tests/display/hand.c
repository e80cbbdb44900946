#include "config.h"

#include "hand.h"

#include "window-fixture.h"

#define CARRY_DEADLINE_S 30

static gboolean
has_exited (gpointer data)
{
  return g_subprocess_get_identifier (data) == NULL;
}

static gboolean
is_active (gpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_window_is_active (window))
        return TRUE;
    }

  return FALSE;
}

static gboolean
pass_cb (gpointer data)
{
  guint *n_passes = data;

  *n_passes += 1;

  return *n_passes < 2;
}

static gboolean
has_passed (gpointer data)
{
  return *(guint *) data == 2;
}

/*
 * The server has sent all that xdotool did when it answers. None of it is waiting any more when a source after the
 * events has its turn, unless a frame held them back: that is painted in the same turn, hence a second one.
 */
static void
wait_for_keys (void)
{
  guint n_passes = 0;

  gdk_display_sync (gdk_display_get_default ());
  g_idle_add_full (GDK_PRIORITY_REDRAW, pass_cb, &n_passes, NULL);
  wait_until (has_passed, &n_passes);
}

typedef struct
{
  GdkEventType type;
  gboolean     is_there;
} Awaited;

/* What moved before the button was pressed is none of a drag. */
static gboolean
event_cb (GSignalInvocationHint *hint,
          guint                  n_values,
          const GValue          *values,
          gpointer               data)
{
  Awaited *awaited = data;
  GdkEvent *event = g_value_peek_pointer (&values[1]);

  if (gdk_event_get_event_type (event) == awaited->type
      && (awaited->type != GDK_MOTION_NOTIFY || (gdk_event_get_modifier_state (event) & GDK_BUTTON1_MASK) != 0))
    awaited->is_there = TRUE;

  return TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static void
xdotool (const char *arguments)
{
  g_autofree char *line = g_strconcat ("xdotool ", arguments, NULL);
  g_auto(GStrv) argv = g_strsplit (line, " ", -1);
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) process = NULL;

  process = g_subprocess_newv ((const char * const *) argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_async (process, NULL, NULL, NULL);
  wait_until (has_exited, process);
  g_assert_true (g_subprocess_get_successful (process));
}

/*
 * As xdotool(), with an event that comes of it. A click may come later than other events, since the window manager has it
 * first, and where the pointer is told with the next frame.
 */
static void
xdotool_until (const char   *arguments,
               GdkEventType  type)
{
  guint signal = g_signal_lookup ("event", GDK_TYPE_SURFACE);
  Awaited awaited = { type, FALSE };
  gulong hook = g_signal_add_emission_hook (signal, 0, event_cb, &awaited, NULL);

  xdotool (arguments);
  wait_until (is_true, &awaited.is_there);
  g_signal_remove_emission_hook (signal, hook);
}

/* The pointer, by so many px. */
static void
move (int dx,
      int dy)
{
  g_autofree char *arguments = g_strdup_printf ("mousemove_relative -- %d %d", dx, dy);

  xdotool_until (arguments, GDK_MOTION_NOTIFY);
}

/* Where a widget's place in the window begins that the server knows; a popover is one of its own, beside its parent. */
static void
add_popup_position (GtkWidget *native,
                    double    *x,
                    double    *y)
{
  while (GTK_IS_POPOVER (native))
    {
      GtkNative *parent = gtk_widget_get_native (gtk_widget_get_parent (native));
      GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (native));

      *x += gdk_popup_get_position_x (GDK_POPUP (surface));
      *y += gdk_popup_get_position_y (GDK_POPUP (surface));
      native = GTK_WIDGET (parent);
    }
}

/**
 * hand_click:
 * @widget: what is on the screen, in the active window or a popover of it
 * @part: where from its left to its right, 0 to 1
 */
void
hand_click (GtkWidget *widget,
            double     part)
{
  GtkWidget *native = GTK_WIDGET (gtk_widget_get_native (widget));
  g_autofree char *arguments = NULL;
  graphene_rect_t bounds;
  double x, y;

  g_assert_true (gtk_widget_compute_bounds (widget, native, &bounds));
  gtk_native_get_surface_transform (GTK_NATIVE (native), &x, &y);
  x += bounds.origin.x + bounds.size.width * part;
  y += bounds.origin.y + bounds.size.height / 2;
  add_popup_position (native, &x, &y);
  arguments = g_strdup_printf ("getactivewindow mousemove --window %%1 %d %d click 1", (int) x, (int) y);
  xdotool_until (arguments, GDK_BUTTON_RELEASE);
}

/* Presses the button in a place, and moves the mouse as far as begins a drag. */
static void
begin_drag (GtkWidget *widget,
            double     x,
            double     y,
            int        dx,
            int        dy)
{
  GtkWidget *native = GTK_WIDGET (gtk_widget_get_native (widget));
  g_autofree char *arguments = NULL;
  graphene_rect_t bounds;
  double left, top;

  g_assert_true (gtk_widget_compute_bounds (widget, native, &bounds));
  gtk_native_get_surface_transform (GTK_NATIVE (native), &left, &top);
  left += bounds.origin.x + x;
  top += bounds.origin.y + y;
  arguments = g_strdup_printf ("getactivewindow mousemove --window %%1 %d %d", (int) left, (int) top);
  xdotool (arguments);
  wait_for_keys ();
  xdotool_until ("mousedown 1", GDK_BUTTON_PRESS);
  move (dx, dy);
}

/**
 * hand_drag:
 * @widget: what is on the screen, in the active window
 * @x: where the drag begins, in px from the widget's left
 * @y: where it begins, in px from its top
 * @dx: how far to the right
 * @dy: how far down
 * @key: (nullable): a key that is pressed before the button is let go
 */
void
hand_drag (GtkWidget  *widget,
           double      x,
           double      y,
           int         dx,
           int         dy,
           const char *key)
{
  g_autofree char *press = NULL;

  begin_drag (widget, x, y, dx / 2, dy / 2);
  move (dx - dx / 2, dy - dy / 2);
  /* Not by hand_press(), which lets go of the button as of all that is held. */
  press = key != NULL ? g_strdup_printf ("key %s", key) : NULL;
  if (press != NULL)
    {
      xdotool (press);
      wait_for_keys ();
    }
  xdotool_until ("mouseup 1", GDK_BUTTON_RELEASE);
}

/**
 * hand_carry:
 * @widget: what is on the screen, in the active window
 * @x: where the drag begins, in px from the widget's left
 * @y: where it begins, in px from its top
 * @dx: how far to the right
 * @dy: how far down
 *
 * As hand_drag(), of something that is dropped elsewhere: by hand_carry_until() and hand_let_go().
 */
void
hand_carry (GtkWidget *widget,
            double     x,
            double     y,
            int        dx,
            int        dy)
{
  g_autofree char *arguments = g_strdup_printf ("mousemove_relative -- %d %d", dx - dx / 2, dy - dy / 2);

  /* Once it is carried, no window is told of a movement. */
  begin_drag (widget, x, y, dx / 2, dy / 2);
  xdotool (arguments);
  wait_for_keys ();
}

/**
 * hand_carry_until:
 * @condition: what holds once the place shows what is over it
 * @data: for @condition
 *
 * A hand never rests: what is under it is told of a place only after it has answered to the one before, and how many
 * movements the toolkit takes to begin with differs from version to version.
 */
void
hand_carry_until (gboolean (*condition) (gpointer data),
                  gpointer   data)
{
  gint64 deadline = g_get_monotonic_time () + CARRY_DEADLINE_S * G_USEC_PER_SEC;
  int step = 1;

  while (!condition (data))
    {
      g_autofree char *arguments = g_strdup_printf ("mousemove_relative -- %d 0", step);

      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      xdotool (arguments);
      wait_for_keys ();
      step = -step;
    }
}

/**
 * hand_let_go:
 *
 * Drops what is carried: no window is told that the button is let go.
 */
void
hand_let_go (void)
{
  xdotool ("mouseup 1");
  wait_for_keys ();
}

void
hand_leave (void)
{
  xdotool ("getactivewindow mousemove --window %1 1 1");
}

void
hand_press (const char *key)
{
  g_autofree char *arguments = g_strdup_printf ("key --clearmodifiers %s", key);

  wait_until (is_active, NULL);
  xdotool (arguments);
  wait_for_keys ();
}

void
hand_type (const char *text)
{
  g_autofree char *arguments = g_strdup_printf ("type --clearmodifiers %s", text);

  wait_until (is_active, NULL);
  xdotool (arguments);
  wait_for_keys ();
}
