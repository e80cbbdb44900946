#include "config.h"

#include "ytt-picture.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <errno.h>

#define LOOK_EVERY_MS 20
#define SETTLED_FRAMES 5     /* in a row: what has just arrived has to be drawn, and may ask for more */
#define DEADLINE_US (30 * G_USEC_PER_SEC)

typedef struct
{
  char   *path;
  gint64  deadline;
  gint64  settled_at;   /* the frame since which nothing lacks, -1 for none */
} Picture;

static void
picture_free (Picture *picture)
{
  g_free (picture->path);
  g_free (picture);
}

static gboolean
write_file (GdkTexture  *texture,
            const char  *path,
            GError     **error)
{
  g_autoptr(GBytes) bytes = gdk_texture_save_to_png_bytes (texture);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return g_file_set_contents_full (path, data, length, G_FILE_SET_CONTENTS_CONSISTENT, 0666, error);
}

/**
 * ytt_picture_save:
 * @widget: a widget that is on a screen
 * @path: the file to write, as PNG
 * @error: return location for an error
 *
 * Returns: whether the file was written
 */
gboolean
ytt_picture_save (GtkWidget   *widget,
                  const char  *path,
                  GError     **error)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int scale = gtk_widget_get_scale_factor (widget);
  int width = gdk_paintable_get_intrinsic_width (paintable);
  int height = gdk_paintable_get_intrinsic_height (paintable);
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (widget));

  gtk_snapshot_scale (snapshot, scale, scale);
  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL || renderer == NULL)
    {
      /* Between the wish to be painted anew and the next frame, a widget has no picture either. */
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY, _("The window is not on the screen."));
      return FALSE;
    }

  texture = gsk_renderer_render_texture (renderer, node,
                                         &GRAPHENE_RECT_INIT (0, 0, width * scale, height * scale));

  return write_file (texture, path, error);
}

static char *
get_lacking (YttWindow *window)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (window)))
    return g_strdup (_("the window is not on the screen"));

  return ytt_window_get_lacking (window);
}

static gboolean
has_settled (YttWindow *window,
             Picture   *picture,
             gboolean   complete)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));

  if (!complete || clock == NULL)
    {
      picture->settled_at = -1;
      return FALSE;
    }

  if (picture->settled_at < 0)
    picture->settled_at = gdk_frame_clock_get_frame_counter (clock);
  if (gdk_frame_clock_get_frame_counter (clock) - picture->settled_at >= SETTLED_FRAMES)
    return TRUE;

  gtk_widget_queue_draw (GTK_WIDGET (window));

  return FALSE;
}

static gboolean
look_cb (gpointer user_data)
{
  GTask *task = user_data;
  Picture *picture = g_task_get_task_data (task);
  YttWindow *window = g_task_get_source_object (task);
  g_autofree char *lacking = get_lacking (window);
  g_autoptr(GError) error = NULL;

  if (!has_settled (window, picture, lacking == NULL))
    {
      if (g_get_monotonic_time () < picture->deadline)
        return G_SOURCE_CONTINUE;

      if (lacking == NULL)
        lacking = g_strdup (_("the window is not drawn"));
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                               _("After 30 seconds there was no picture: %s"), lacking);
    }
  else if (ytt_picture_save (GTK_WIDGET (window), picture->path, &error))
    g_task_return_boolean (task, TRUE);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY) && g_get_monotonic_time () < picture->deadline)
    return G_SOURCE_CONTINUE;
  else
    g_task_return_error (task, g_steal_pointer (&error));

  return G_SOURCE_REMOVE;
}

/**
 * ytt_picture_take_async:
 * @window: a window that was presented
 * @path: the file to write, as PNG
 * @callback: called when the picture is there, or after 30 seconds
 * @user_data: for @callback
 *
 * Takes a picture as soon as @window shows all that it was asked to.
 */
void
ytt_picture_take_async (YttWindow           *window,
                        const char          *path,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task = g_task_new (window, NULL, callback, user_data);
  Picture *picture = g_new0 (Picture, 1);

  picture->path = g_strdup (path);
  picture->settled_at = -1;
  picture->deadline = g_get_monotonic_time () + DEADLINE_US;
  g_task_set_source_tag (task, ytt_picture_take_async);
  g_task_set_task_data (task, picture, (GDestroyNotify) picture_free);
  g_timeout_add_full (G_PRIORITY_DEFAULT, LOOK_EVERY_MS, look_cb, task, g_object_unref);
}

/**
 * ytt_picture_take_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: whether the picture was taken
 */
gboolean
ytt_picture_take_finish (GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
