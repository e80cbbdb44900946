#include "config.h"

#include "ytt-link-picture.h"

#include <math.h>

#include "ytt-mercator.h"

/* How many steps of zoom a picture is stretched or shrunk at most: lines are twice or half as wide then. */
#define MOST_STRETCH 1.0

typedef struct
{
  YttLinkPicture *picture;   /* (owned) (nullable) */
  YttArcDrawing  *drawing;   /* (owned) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->picture, ytt_link_picture_free);
  ytt_arc_drawing_free (job->drawing);
  g_free (job);
}

static void
draw_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Job *job = task_data;
  cairo_t *cr = ytt_link_picture_begin (job->picture);

  ytt_arc_drawing_draw (job->drawing, cr, job->picture->theme, FALSE, cancellable);
  cairo_destroy (cr);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&job->picture), (GDestroyNotify) ytt_link_picture_free);
}

/**
 * ytt_map_view_get_arc_view:
 * @view: what a map shows
 * @arc_view: (out): the same, for arcs
 */
void
ytt_map_view_get_arc_view (const YttMapView *view,
                           YttArcView       *arc_view)
{
  double world = ytt_mercator_get_world_size (view->zoom);

  *arc_view = (YttArcView) { world, view->x - view->width / 2 / world, view->y - view->height / 2 / world,
                             view->width, view->height };
}

/**
 * ytt_link_picture_new:
 * @view: what it will show
 * @theme: the palette
 * @scale: pixels to a px
 *
 * Returns: (transfer full): a picture with nothing on it
 */
YttLinkPicture *
ytt_link_picture_new (const YttMapView *view,
                      YttTheme          theme,
                      double            scale)
{
  YttLinkPicture *self = g_new0 (YttLinkPicture, 1);

  self->view = *view;
  self->theme = theme;
  self->scale = scale;
  self->surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) ceil (view->width * scale),
                                              (int) ceil (view->height * scale));

  return self;
}

/**
 * ytt_link_picture_free:
 * @self: (transfer full): a picture
 */
void
ytt_link_picture_free (YttLinkPicture *self)
{
  g_clear_pointer (&self->surface, cairo_surface_destroy);
  g_free (self);
}

/**
 * ytt_link_picture_begin:
 * @self: a picture
 *
 * Returns: (transfer full): draws on it, in px from its upper left
 */
cairo_t *
ytt_link_picture_begin (YttLinkPicture *self)
{
  cairo_t *cr = cairo_create (self->surface);

  cairo_scale (cr, self->scale, self->scale);

  return cr;
}

/**
 * ytt_link_picture_get_offset:
 * @self: a picture
 * @view: what the map shows
 * @x: (out): how far the picture's middle lies east of that of the map, in px
 * @y: (out): how far it lies south of it
 */
void
ytt_link_picture_get_offset (const YttLinkPicture *self,
                             const YttMapView     *view,
                             double               *x,
                             double               *y)
{
  double world = ytt_mercator_get_world_size (view->zoom);

  *x = ytt_mercator_difference (view->x, self->view.x) * world;
  *y = (self->view.y - view->y) * world;
}

/**
 * ytt_link_picture_serves:
 * @self: a picture
 * @view: what the map shows
 * @margin_left: how much of the picture's margin must be left on each side, 0 to 1
 *
 * Returns: whether the picture shows all of that, as it should look
 */
gboolean
ytt_link_picture_serves (const YttLinkPicture *self,
                         const YttMapView     *view,
                         double                margin_left)
{
  double x, y;

  if (self->view.zoom != view->zoom || self->view.width < view->width || self->view.height < view->height)
    return FALSE;

  ytt_link_picture_get_offset (self, view, &x, &y);

  return fabs (x) <= (self->view.width - view->width) / 2 * (1 - margin_left) + 0.5 &&
         fabs (y) <= (self->view.height - view->height) / 2 * (1 - margin_left) + 0.5;
}

/**
 * ytt_link_picture_can_stretch:
 * @self: a picture
 * @view: what the map shows
 *
 * Returns: whether the picture, moved and stretched, will do for a moment: enough of it is seen
 */
gboolean
ytt_link_picture_can_stretch (const YttLinkPicture *self,
                              const YttMapView     *view)
{
  double x, y;

  ytt_link_picture_get_offset (self, view, &x, &y);

  return fabs (self->view.zoom - view->zoom) <= MOST_STRETCH && fabs (x) <= view->width && fabs (y) <= view->height;
}

/**
 * ytt_link_picture_draw_async:
 * @self: (transfer full): a picture
 * @drawing: (transfer full): what to draw on it
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when it is drawn
 * @user_data: data for @callback
 *
 * Draws on another thread.
 */
void
ytt_link_picture_draw_async (YttLinkPicture      *self,
                             YttArcDrawing       *drawing,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->picture = self;
  job->drawing = drawing;
  g_task_set_source_tag (task, ytt_link_picture_draw_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, draw_thread);
}

/**
 * ytt_link_picture_draw_finish:
 * @result: what the callback was given
 * @error: set to %G_IO_ERROR_CANCELLED when it was cancelled
 *
 * Returns: (transfer full) (nullable): the picture
 */
YttLinkPicture *
ytt_link_picture_draw_finish (GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
