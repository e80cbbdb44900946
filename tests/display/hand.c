#include "config.h"

#include "hand.h"

#include "window-fixture.h"

static gboolean
has_exited (gpointer data)
{
  return g_subprocess_get_identifier (data) == NULL;
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
  xdotool (arguments);
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
  GtkWidget *native = GTK_WIDGET (gtk_widget_get_native (widget));
  g_autofree char *arguments = NULL, *press = NULL;
  graphene_rect_t bounds;
  double left, top;

  g_assert_true (gtk_widget_compute_bounds (widget, native, &bounds));
  gtk_native_get_surface_transform (GTK_NATIVE (native), &left, &top);
  left += bounds.origin.x + x;
  top += bounds.origin.y + y;
  arguments = g_strdup_printf ("getactivewindow mousemove --window %%1 %d %d mousedown 1"
                               " mousemove_relative -- %d %d sleep 0.1 mousemove_relative -- %d %d sleep 0.2",
                               (int) left, (int) top, dx / 2, dy / 2, dx - dx / 2, dy - dy / 2);
  xdotool (arguments);
  /* Not by hand_press(), which lets go of the button as of all that is held. */
  press = key != NULL ? g_strdup_printf ("key %s", key) : NULL;
  if (press != NULL)
    xdotool (press);
  xdotool ("mouseup 1");
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

  xdotool (arguments);
}

void
hand_type (const char *text)
{
  g_autofree char *arguments = g_strdup_printf ("type --clearmodifiers %s", text);

  xdotool (arguments);
}
