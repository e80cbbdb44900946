/* The rows of the stops: each stays the same while its stop changes and moves. */

#include "config.h"

#include "ytt-tour-pane-private.h"

/* Room around the chosen row when it is brought into view, in px. */
#define SCROLL_MARGIN 6

static YttStopRow *
find_row (YttTourPane *self,
          gint64       stop)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (ytt_tour_stop_get_id (ytt_stop_row_get_stop (YTT_STOP_ROW (row))) == stop)
      return YTT_STOP_ROW (row);

  return NULL;
}

/* (nullable): what was read of the facility of a stop */
static const YttFacilityRow *
find_facility (YttTourPane *self,
               YttTourStop *stop)
{
  gint64 facility = ytt_tour_stop_get_facility (stop);

  return g_hash_table_lookup (self->facilities, &facility);
}

/* What is in the tour no more. */
static void
remove_rows (YttTourPane *self,
             YttTour     *tour)
{
  GtkListBoxRow *row;
  int i = 0;

  while ((row = gtk_list_box_get_row_at_index (self->list, i)) != NULL)
    {
      gint64 stop = ytt_tour_stop_get_id (ytt_stop_row_get_stop (YTT_STOP_ROW (row)));

      if (tour != NULL && ytt_tour_find_stop (tour, stop, NULL))
        i++;
      else
        gtk_list_box_remove (self->list, GTK_WIDGET (row));
    }
}

static void
rename_cb (YttTourPane *self,
           const char  *title,
           YttStopRow  *row)
{
  ytt_tours_set_title (self->tours, ytt_stop_row_get_stop (row), title);
}

static GtkWidget *
make_row (YttTourPane *self,
          YttTourStop *stop)
{
  GtkWidget *row = ytt_stop_row_new (stop);

  g_signal_connect_object (row, "rename", G_CALLBACK (rename_cb), self, G_CONNECT_SWAPPED);
  ytt_tour_pane_add_drag (self, row);

  return row;
}

/* (nullable): the row that stays where it is while the others move: the keyboard is in it, or else it is chosen. Taken
 * out of the list, it would lose both, and a screen reader would tell of something else in between. */
static GtkListBoxRow *
get_staying_row (YttTourPane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, YTT_TYPE_STOP_ROW) : NULL;

  if (row != NULL && gtk_widget_is_ancestor (row, GTK_WIDGET (self->list)))
    return GTK_LIST_BOX_ROW (row);

  return gtk_list_box_get_selected_row (self->list);
}

static void
move_row (YttTourPane   *self,
          GtkListBoxRow *row,
          int            index)
{
  g_object_ref (row);
  gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_list_box_insert (self->list, GTK_WIDGET (row), index);
  g_object_unref (row);
}

static void
place_row (YttTourPane   *self,
           YttTourStop   *stop,
           guint          index,
           GtkListBoxRow *staying)
{
  YttStopRow *row = find_row (self, ytt_tour_stop_get_id (stop));

  if (row == NULL)
    {
      row = YTT_STOP_ROW (make_row (self, stop));
      gtk_list_box_insert (self->list, GTK_WIDGET (row), (int) index);
    }
  else if (GTK_LIST_BOX_ROW (row) == staying)
    {
      /* Those above it that come later go below it. */
      for (int last; (last = gtk_list_box_row_get_index (staying)) > (int) index;)
        move_row (self, gtk_list_box_get_row_at_index (self->list, (int) index), last);
    }
  else if (gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) != (int) index)
    move_row (self, GTK_LIST_BOX_ROW (row), (int) index);

  ytt_stop_row_update (row, stop, index + 1, find_facility (self, stop));
}

static void
facilities_read_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(YttTourPane) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = ytt_store_get_rows_finish (YTT_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* others are read */

  g_clear_object (&self->cancellable);
  if (rows == NULL)
    return;

  g_hash_table_remove_all (self->facilities);
  g_ptr_array_set_free_func (rows, NULL);
  for (guint i = 0; i < rows->len; i++)
    {
      YttFacilityRow *row = g_ptr_array_index (rows, i);

      g_hash_table_replace (self->facilities, g_memdup2 (&row->id, sizeof row->id), row);
    }
  ytt_tour_pane_show_facilities (self);
}

static void
read_facilities (YttTourPane *self,
                 YttTour     *tour)
{
  YttStore *store = ytt_session_get_store (self->session);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  for (guint i = 0; tour != NULL && i < ytt_tour_get_n_stops (tour); i++)
    {
      gint64 facility = ytt_tour_stop_get_facility (ytt_tour_get_stop (tour, i));

      if (facility != 0)
        g_array_append_val (ids, facility);
    }
  if (ids->len == 0 || store == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  ytt_store_get_rows_async (store, (const gint64 *) (gpointer) ids->data, ids->len, (YttMoment) { 0 },
                            self->cancellable, facilities_read_cb, g_object_ref (self));
}

/*< private >
 * ytt_tour_pane_show_facilities:
 *
 * Says in each row what is known of its facility.
 */
void
ytt_tour_pane_show_facilities (YttTourPane *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      YttTourStop *stop = ytt_stop_row_get_stop (YTT_STOP_ROW (row));

      ytt_stop_row_set_facility (YTT_STOP_ROW (row), find_facility (self, stop));
    }
}

static gboolean
has_focus (YttTourPane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list));
}

/*< private >
 * ytt_tour_pane_update_rows:
 *
 * Brings the rows into agreement with the tour. The keyboard stays in the list, whatever becomes of its row.
 */
void
ytt_tour_pane_update_rows (YttTourPane *self)
{
  YttTour *tour = self->tours != NULL ? ytt_tours_get_current (self->tours) : NULL;
  gboolean had_focus = has_focus (self);
  GtkListBoxRow *staying;

  self->refreshing = TRUE;
  remove_rows (self, tour);
  staying = get_staying_row (self);
  for (guint i = 0; tour != NULL && i < ytt_tour_get_n_stops (tour); i++)
    place_row (self, ytt_tour_get_stop (tour, i), i, staying);
  self->refreshing = FALSE;

  if (self->session != NULL)
    read_facilities (self, tour);

  ytt_tour_pane_select_row (self);
  if (had_focus && !has_focus (self))
    {
      GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

      gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (self->list));
    }
}

/* A row that is new or was moved has its place once the frame in which this is called first was laid out. */
static gboolean
scroll_cb (GtkWidget     *list,
           GdkFrameClock *clock,
           gpointer       user_data)
{
  YttTourPane *self = user_data;
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  graphene_rect_t bounds;

  if (row != NULL && gtk_widget_get_mapped (list) && (!self->laid_out || gtk_widget_get_height (GTK_WIDGET (row)) == 0))
    {
      self->laid_out = TRUE;
      return G_SOURCE_CONTINUE;
    }

  self->scroll_tick = 0;
  if (row != NULL && gtk_widget_compute_bounds (GTK_WIDGET (row), list, &bounds))
    gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (self->scrolled),
                               bounds.origin.y - SCROLL_MARGIN,
                               bounds.origin.y + bounds.size.height + SCROLL_MARGIN);

  return G_SOURCE_REMOVE;
}

/*< private >
 * ytt_tour_pane_select_row:
 *
 * Selects the row of the stop that is chosen, and brings it into view where another one is, or where it has moved.
 */
void
ytt_tour_pane_select_row (YttTourPane *self)
{
  gint64 stop = self->tours != NULL ? ytt_tours_get_stop (self->tours) : 0;
  YttStopRow *row = stop != 0 ? find_row (self, stop) : NULL;
  int index = row != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) : -1;

  self->refreshing = TRUE;
  gtk_list_box_select_row (self->list, row != NULL ? GTK_LIST_BOX_ROW (row) : NULL);
  self->refreshing = FALSE;

  if (self->scrolled_to == stop && self->scrolled_index == index)
    return;

  self->scrolled_to = stop;
  self->scrolled_index = index;
  self->laid_out = FALSE;
  if (row != NULL && self->scroll_tick == 0)
    self->scroll_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->list), scroll_cb, self, NULL);
}
