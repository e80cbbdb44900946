/* The selected row of the list: it follows the session's selection, and comes into sight. */

#include "config.h"

#include "ytt-list-pane-private.h"

#include "ytt-row-factory.h"

/* Neighbours of the selected row that a jump shows with it. */
#define CONTEXT_ROWS 5

/* The row to be scrolled to so that @position is in sight, and what comes after it too; rows are of one height. */
static guint
find_scroll_target (YttListPane *self,
                    guint        position)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list_view));
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  double page = gtk_adjustment_get_page_size (adjustment);
  double value = gtk_adjustment_get_value (adjustment);
  double height = gtk_adjustment_get_upper (adjustment) / MAX (n_rows, 1);
  guint context = (guint) CLAMP (page / MAX (height, 1) / 2 - 1, 0, CONTEXT_ROWS);

  if (position * height < value)
    return position - MIN (context, position);
  if ((position + 1) * height > value + page)
    return MIN (position + context, n_rows - 1);

  return position;
}

static gboolean
scroll_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       user_data)
{
  YttListPane *self = user_data;
  guint position = gtk_single_selection_get_selected (self->selection);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list_view));

  /* Out of sight there is no layout to wait for; coming into sight asks anew. */
  if (!gtk_widget_get_mapped (widget))
    {
      self->scroll_tick = 0;
      return G_SOURCE_REMOVE;
    }

  /* A frame begins before its layout: what is new in the list has its place when the next one begins. */
  if (++self->frames_waited < 2 || gtk_adjustment_get_page_size (adjustment) < 1)
    return G_SOURCE_CONTINUE;

  self->scroll_tick = 0;
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (GTK_WIDGET (self->list_view), "list.scroll-to-item", "u",
                                find_scroll_target (self, position));

  return G_SOURCE_REMOVE;
}

/*< private >
 * ytt_list_pane_queue_scroll:
 *
 * Brings the selected row into sight once the list has been laid out. A list scrolls only to rows that it has laid
 * out: told to go to others, it keeps those and shows none.
 */
void
ytt_list_pane_queue_scroll (YttListPane *self)
{
  self->frames_waited = 0;
  if (self->scroll_tick == 0)
    self->scroll_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->list_view), scroll_cb, self, NULL);
}

/*< private >
 * ytt_list_pane_take_selection:
 *
 * Selects the row of the session's facility.
 */
void
ytt_list_pane_take_selection (YttListPane *self)
{
  gint64 id = ytt_session_get_selected (self->session);
  guint position = GTK_INVALID_LIST_POSITION;

  if (id != 0)
    position = ytt_facility_list_find (ytt_session_get_facilities (self->session), id);
  if (position != GTK_INVALID_LIST_POSITION && position >= g_list_model_get_n_items (G_LIST_MODEL (self->rows)))
    ytt_first_rows_show_all (self->rows);
  if (position == gtk_single_selection_get_selected (self->selection))
    return;

  self->taking = TRUE;
  /* Newer GTK refuses to select nothing where the user may not. */
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, position);
  gtk_single_selection_set_can_unselect (self->selection, FALSE);
  self->taking = FALSE;
  ytt_list_pane_queue_scroll (self);
}

static void
selected_cb (YttListPane *self)
{
  YttFacility *facility;

  if (self->taking || self->session == NULL)
    return;

  /* A list that is filled anew loses its selection; the session keeps it and gives it back. Or the facility is found
   * again elsewhere in it, which nobody chose. */
  facility = gtk_single_selection_get_selected_item (self->selection);
  if (facility != NULL && ytt_facility_get_id (facility) != ytt_session_get_selected (self->session))
    ytt_session_set_selected (self->session, ytt_facility_get_id (facility));
}

/* As many as could be in sight, whatever the height of the window. */
static guint
count_first_rows (GdkDisplay *display)
{
  GListModel *monitors = gdk_display_get_monitors (display);
  int height = 0;

  for (guint i = 0; i < g_list_model_get_n_items (monitors); i++)
    {
      g_autoptr(GdkMonitor) monitor = g_list_model_get_item (monitors, i);
      GdkRectangle geometry;

      gdk_monitor_get_geometry (monitor, &geometry);
      height = MAX (height, geometry.height);
    }

  return (guint) height / YTT_ROW_HEIGHT + 1;
}

static gboolean
show_rest_cb (GtkWidget     *widget,
              GdkFrameClock *clock,
              gpointer       user_data)
{
  YttListPane *self = user_data;

  /* A frame begins before it is painted. */
  if (++self->frames_shown < 2)
    return G_SOURCE_CONTINUE;

  ytt_first_rows_show_all (self->rows);

  return G_SOURCE_REMOVE;
}

/*< private >
 * ytt_list_pane_queue_rest:
 *
 * Shows all rows once the first frame has been painted, which does not wait for those that are out of sight.
 */
void
ytt_list_pane_queue_rest (YttListPane *self)
{
  if (self->frames_shown == 0)
    gtk_widget_add_tick_callback (GTK_WIDGET (self->list_view), show_rest_cb, self, NULL);
}

/*< private >
 * ytt_list_pane_add_selection:
 *
 * Gives the list the model that knows which row is selected.
 */
void
ytt_list_pane_add_selection (YttListPane *self)
{
  self->rows = ytt_first_rows_new (count_first_rows (gtk_widget_get_display (GTK_WIDGET (self))));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->rows)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  /* Nobody takes the selection away in the list, by Space or Ctrl and a click: the session would not know. */
  gtk_single_selection_set_can_unselect (self->selection, FALSE);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
}
