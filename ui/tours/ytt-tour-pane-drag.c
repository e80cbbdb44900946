/* Stops are put in another order by dragging them. */

#include "config.h"

#include "ytt-tour-pane-private.h"

/* px from the edge of a list in which it scrolls under what is dragged, and by how much with each step. */
#define SCROLL_EDGE 28
#define SCROLL_STEP 10

/* px: of what is dragged, as of the cards around it */
#define CORNER 8

/* (transfer full): what stands in a row, on a ground of its own instead of the row's, which shows that it is pressed.
 * The surface has nothing behind it where there is no compositor: whatever is not painted is black then. */
static GdkPaintable *
paint_row (GtkWidget             *row,
           const graphene_rect_t *bounds)
{
  GtkWidget *child = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));
  g_autoptr(GdkPaintable) live = gtk_widget_paintable_new (child);
  g_autoptr(GdkPaintable) image = gdk_paintable_get_current_image (live);
  GtkStyleContext *context = gtk_widget_get_style_context (row);
  gboolean composited = gdk_display_is_composited (gtk_widget_get_display (row));
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GdkRGBA ground, edge;
  GskRoundedRect outline;

  if (!gtk_style_context_lookup_color (context, "popover_bg_color", &ground))
    ground = (GdkRGBA) { 1, 1, 1, 1 };
  if (!gtk_style_context_lookup_color (context, "borders", &edge))
    edge = (GdkRGBA) { 0.5f, 0.5f, 0.5f, 1 };

  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (0, 0, bounds->size.width, bounds->size.height),
                                   composited ? CORNER : 0);
  if (composited)
    gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &ground, &outline.bounds);
  gtk_snapshot_save (snapshot);
  /* The child begins where the row's padding ends. */
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (-bounds->origin.x, -bounds->origin.y));
  gdk_paintable_snapshot (image, snapshot, gdk_paintable_get_intrinsic_width (image),
                          gdk_paintable_get_intrinsic_height (image));
  gtk_snapshot_restore (snapshot);
  if (composited)
    gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 1, 1, 1, 1 },
                              (GdkRGBA[4]) { edge, edge, edge, edge });

  return gtk_snapshot_free_to_paintable (snapshot, &bounds->size);
}

/* The icon is painted here, while the row still looks as if it lay there. */
static GdkContentProvider *
prepare_cb (YttTourPane   *self,
            double         x,
            double         y,
            GtkDragSource *source)
{
  YttStopRow *row = YTT_STOP_ROW (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source)));
  g_autoptr(GdkPaintable) icon = NULL;
  graphene_rect_t bounds;

  if (self->session == NULL || !ytt_editor_get_can_edit (ytt_session_get_editor (self->session))
      || !gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (row), &bounds))
    return NULL;

  /* It stays under the pointer; a widget's places begin within its padding, and what is painted does not. */
  icon = paint_row (GTK_WIDGET (row), &bounds);
  gtk_drag_source_set_icon (source, icon, (int) (x - bounds.origin.x), (int) (y - bounds.origin.y));

  return gdk_content_provider_new_typed (YTT_TYPE_TOUR_STOP, ytt_stop_row_get_stop (row));
}

static void
begin_cb (YttTourPane   *self,
          GdkDrag       *drag,
          GtkDragSource *source)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));

  gtk_widget_add_css_class (row, "dragged");
  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
  gtk_widget_grab_focus (row);
}

static void
end_cb (YttTourPane   *self,
        GdkDrag       *drag,
        gboolean       delete_data,
        GtkDragSource *source)
{
  gtk_widget_remove_css_class (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source)), "dragged");
}

/*< private >
 * ytt_tour_pane_add_drag:
 *
 * Lets a row be dragged.
 */
void
ytt_tour_pane_add_drag (YttTourPane *self,
                        GtkWidget   *row)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (begin_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "drag-end", G_CALLBACK (end_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
}

static void
mark (YttTourPane   *self,
      GtkListBoxRow *row,
      const char    *style_class)
{
  if (self->drop_row != NULL)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->drop_row), "drop-above");
      gtk_widget_remove_css_class (GTK_WIDGET (self->drop_row), "drop-below");
    }
  g_set_weak_pointer (&self->drop_row, row);
  if (row != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (row), style_class);
}

/* Before which index something would be dropped. */
static guint
find_place (YttTourPane    *self,
            double          y,
            GtkListBoxRow **row,
            gboolean       *above)
{
  graphene_rect_t bounds;
  int index;

  *row = gtk_list_box_get_row_at_y (self->list, (int) y);
  if (*row == NULL)   /* below the last one */
    {
      GtkListBoxRow *last;

      for (index = 0; (last = gtk_list_box_get_row_at_index (self->list, index)) != NULL; index++)
        *row = last;
      *above = FALSE;
      return (guint) index;
    }

  index = gtk_list_box_row_get_index (*row);
  *above = gtk_widget_compute_bounds (GTK_WIDGET (*row), GTK_WIDGET (self->list), &bounds)
           && y < bounds.origin.y + bounds.size.height / 2;

  return (guint) (*above ? index : index + 1);
}

static void
scroll_at_edge (YttTourPane *self,
                double       y)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  double top = gtk_adjustment_get_value (adjustment);

  if (y - top < SCROLL_EDGE)
    gtk_adjustment_set_value (adjustment, top - SCROLL_STEP);
  else if (top + gtk_adjustment_get_page_size (adjustment) - y < SCROLL_EDGE)
    gtk_adjustment_set_value (adjustment, top + SCROLL_STEP);
}

static GdkDragAction
motion_cb (YttTourPane   *self,
           double         x,
           double         y,
           GtkDropTarget *target)
{
  GtkListBoxRow *row;
  gboolean above;

  find_place (self, y, &row, &above);
  mark (self, row, above ? "drop-above" : "drop-below");
  scroll_at_edge (self, y);

  return GDK_ACTION_MOVE;
}

static void
leave_cb (YttTourPane *self)
{
  mark (self, NULL, NULL);
}

static gboolean
drop_cb (YttTourPane   *self,
         const GValue  *value,
         double         x,
         double         y,
         GtkDropTarget *target)
{
  YttTourStop *stop = g_value_get_object (value);
  YttTour *tour = self->tours != NULL ? ytt_tours_get_current (self->tours) : NULL;
  GtkListBoxRow *row;
  gboolean above;
  guint from, to;

  mark (self, NULL, NULL);
  /* It may come from another window. */
  if (tour == NULL || stop == NULL || !ytt_tour_find_stop (tour, ytt_tour_stop_get_id (stop), &from))
    return FALSE;

  to = find_place (self, y, &row, &above);
  if (to > from)
    to--;
  if (to != from)
    ytt_tours_move_stop (self->tours, stop, to);

  return TRUE;
}

/*< private >
 * ytt_tour_pane_add_drop:
 *
 * Lets stops be dropped on the list.
 */
void
ytt_tour_pane_add_drop (YttTourPane *self)
{
  GtkDropTarget *target = gtk_drop_target_new (YTT_TYPE_TOUR_STOP, GDK_ACTION_MOVE);

  g_signal_connect_object (target, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (target));
}
