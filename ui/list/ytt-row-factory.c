#include "config.h"

#include "ytt-row-factory.h"

#include "ytt-list-row.h"

/* Rows beyond each edge of what is in sight that are awake too, so that scrolling meets no empty one. */
#define MARGIN_ROWS 8

/* Before anything is laid out: a window of 1000. */
#define FIRST_PAGE 1000

/* What a factory knows of the list that it serves. */
typedef struct
{
  GtkListView   *view;         /* (weak) (nullable) */
  GtkAdjustment *adjustment;   /* (owned) (nullable) */
  GPtrArray     *items;        /* (element-type GtkListItem) (not owned): those that show something now */
  guint          tick;
  int            row_height;   /* px, what a row that is awake needs */
} Rows;

static gboolean
is_near (Rows        *rows,
         GtkListItem *item)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (rows->view));
  double value = rows->adjustment != NULL ? gtk_adjustment_get_value (rows->adjustment) : 0;
  double page = rows->adjustment != NULL ? gtk_adjustment_get_page_size (rows->adjustment) : 0;
  double upper = rows->adjustment != NULL ? gtk_adjustment_get_upper (rows->adjustment) : 0;
  guint n_items = model != NULL ? g_list_model_get_n_items (model) : 0;
  double position = gtk_list_item_get_position (item);
  double height = YTT_ROW_HEIGHT + 1;

  if (page < 1)
    page = FIRST_PAGE;
  else if (n_items > 0 && upper > page)
    height = MAX (upper / n_items, 1);

  return position >= value / height - MARGIN_ROWS && position <= (value + page) / height + MARGIN_ROWS;
}

static YttListRow *
get_row (GtkListItem *item)
{
  return YTT_LIST_ROW (gtk_list_item_get_child (item));
}

/* Rows that sleep are as high as the others, whatever the size of the text. */
static void
update_height (Rows       *rows,
               YttListRow *row)
{
  GtkWidget *content = adw_bin_get_child (ADW_BIN (row));
  int height = 0;

  if (content != NULL)
    gtk_widget_measure (content, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  if (height == 0 || height == rows->row_height)
    return;

  rows->row_height = height;
  for (guint i = 0; i < rows->items->len; i++)
    gtk_widget_set_size_request (GTK_WIDGET (get_row (g_ptr_array_index (rows->items, i))), -1, height);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  Rows *rows = user_data;
  YttListRow *shown = NULL;

  rows->tick = 0;
  for (guint i = 0; i < rows->items->len; i++)
    {
      GtkListItem *item = g_ptr_array_index (rows->items, i);
      gboolean near = is_near (rows, item);

      ytt_list_row_set_awake (get_row (item), near);
      if (near)
        shown = get_row (item);
    }
  if (shown != NULL)
    update_height (rows, shown);

  return G_SOURCE_REMOVE;
}

/* Not at once: the list tells of its place while it lays itself out, when nothing may be added to it. */
static void
queue_update (Rows *rows)
{
  if (rows->tick == 0)
    rows->tick = gtk_widget_add_tick_callback (GTK_WIDGET (rows->view), tick_cb, rows, NULL);
}

static void
adjustment_notify_cb (GtkListItemFactory *factory)
{
  Rows *rows = g_object_get_data (G_OBJECT (factory), "ytt-rows");
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (rows->view));

  if (rows->adjustment == adjustment)
    return;

  if (rows->adjustment != NULL)
    g_signal_handlers_disconnect_by_data (rows->adjustment, rows);
  g_set_object (&rows->adjustment, adjustment);
  if (adjustment == NULL)
    return;

  g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (queue_update), rows);
  g_signal_connect_swapped (adjustment, "changed", G_CALLBACK (queue_update), rows);
}

static void
row_released_cb (GtkListItem     *item,
                 int              n_press,
                 double           x,
                 double           y,
                 GtkGestureClick *gesture)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));

  if (n_press == 1 && gtk_widget_contains (row, x, y))
    gtk_widget_activate_action (row, "list.activate-item", "u", gtk_list_item_get_position (item));
}

/* One click reads a facility. The list's own way of doing so also selects whatever the pointer passes. */
static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          Rows                     *rows)
{
  GtkWidget *row = ytt_list_row_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_object (click, "released", G_CALLBACK (row_released_cb), item, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         Rows                     *rows)
{
  YttListRow *row = get_row (item);

  g_ptr_array_add (rows->items, item);
  gtk_widget_set_size_request (GTK_WIDGET (row), -1, rows->row_height);
  ytt_list_row_set_awake (row, is_near (rows, item));
  ytt_list_row_set_facility (row, gtk_list_item_get_item (item));
  queue_update (rows);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           Rows                     *rows)
{
  g_ptr_array_remove_fast (rows->items, item);
  ytt_list_row_set_facility (get_row (item), NULL);
}

static void
rows_free (gpointer data)
{
  Rows *rows = data;

  if (rows->tick != 0 && rows->view != NULL)
    gtk_widget_remove_tick_callback (GTK_WIDGET (rows->view), rows->tick);
  if (rows->adjustment != NULL)
    g_signal_handlers_disconnect_by_data (rows->adjustment, rows);
  g_clear_object (&rows->adjustment);
  g_clear_weak_pointer (&rows->view);
  g_ptr_array_unref (rows->items);
  g_free (rows);
}

/**
 * ytt_row_factory_new:
 * @view: the one list that the factory serves
 *
 * Makes rows that show something only near to what is in sight of @view.
 *
 * Returns: (transfer full): a factory of #YttListRow for a model of #YttFacility
 */
GtkListItemFactory *
ytt_row_factory_new (GtkListView *view)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Rows *rows = g_new0 (Rows, 1);

  g_set_weak_pointer (&rows->view, view);
  rows->items = g_ptr_array_new ();
  rows->row_height = YTT_ROW_HEIGHT;
  g_object_set_data_full (G_OBJECT (factory), "ytt-rows", rows, rows_free);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), rows);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), rows);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), rows);
  g_signal_connect_object (view, "notify::vadjustment", G_CALLBACK (adjustment_notify_cb), factory, G_CONNECT_SWAPPED);
  adjustment_notify_cb (factory);

  return factory;
}
