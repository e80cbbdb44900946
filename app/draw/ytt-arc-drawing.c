#include "ytt-arc-drawing.h"

/* Beyond the view as much is drawn as an arrowhead may reach back into it, in px. */
#define ROOM 16.0

typedef struct
{
  YttArcPath   *path;           /* (owned) */
  YttStages     maker;
  YttLinkState  state;
} Line;

struct _YttArcDrawing
{
  GArray     *lines;            /* (owned) (element-type Line) those on top last */
  YttArcView  view;
};

static void
clear_line (gpointer data)
{
  Line *line = data;

  ytt_arc_path_unref (line->path);
}

/**
 * ytt_arc_drawing_new:
 * @view: what will be drawn, in all copies of the world
 *
 * Returns: (transfer full): a drawing of nothing
 */
YttArcDrawing *
ytt_arc_drawing_new (const YttArcView *view)
{
  YttArcDrawing *drawing = g_new0 (YttArcDrawing, 1);

  drawing->view = *view;
  drawing->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_array_set_clear_func (drawing->lines, clear_line);

  return drawing;
}

/**
 * ytt_arc_drawing_free:
 * @drawing: (transfer full): a drawing
 */
void
ytt_arc_drawing_free (YttArcDrawing *drawing)
{
  g_array_unref (drawing->lines);
  g_free (drawing);
}

/**
 * ytt_arc_drawing_add:
 * @drawing: a drawing
 * @path: (transfer none): the way, as fine as the view needs it; a reference is taken
 * @maker: the stage that makes the material
 * @state: how far the supply has come
 *
 * Adds an arc on top of those before.
 */
void
ytt_arc_drawing_add (YttArcDrawing *drawing,
                     YttArcPath    *path,
                     YttStages      maker,
                     YttLinkState   state)
{
  Line line = { ytt_arc_path_ref (path), maker, state };

  g_array_append_val (drawing->lines, line);
}

/**
 * ytt_arc_drawing_draw:
 * @drawing: a drawing
 * @cr: where to draw; the view begins at 0, 0
 * @theme: the palette
 * @bold: whether the pointer is over them
 * @cancellable: (nullable): stops between two arcs
 *
 * Draws each copy of an arc that may be seen.
 *
 * Returns: %FALSE if it was cancelled
 */
gboolean
ytt_arc_drawing_draw (YttArcDrawing *drawing,
                      cairo_t       *cr,
                      YttTheme       theme,
                      gboolean       bold,
                      GCancellable  *cancellable)
{
  for (guint i = 0; i < drawing->lines->len; i++)
    {
      const Line *line = &g_array_index (drawing->lines, Line, i);
      double x, y, width, height;
      int first, last;

      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;

      ytt_arc_path_get_bounds (line->path, &x, &y, &width, &height);
      ytt_arc_view_get_copies (&drawing->view, x, width, ROOM, &first, &last);
      for (int copy = first; copy <= last; copy++)
        {
          YttArcView here = drawing->view;

          here.x -= copy;
          ytt_draw_arc (cr, line->path, &here, line->maker, line->state, theme, bold);
        }
    }

  return TRUE;
}
