#include "config.h"

#include "ytt-tour-note.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ytt-long-text-field.h"
#include "ytt-store-rows.h"
#include "ytt-summary.h"

#define WIDTH 288   /* px: an open popover fits into the narrowest window */

struct _YttTourNote
{
  GtkPopover    parent_instance;

  YttSession   *session;       /* (owned) */
  YttTour      *tour;          /* (owned) (nullable) */
  YttRow       *row;           /* (owned) (nullable): still to be shown in the field */
  GCancellable *cancellable;   /* (owned) (nullable): while it is read */
  guint         row_tick;      /* waits until the field has a width */

  YttField     *field;
};

G_DEFINE_FINAL_TYPE (YttTourNote, ytt_tour_note, GTK_TYPE_POPOVER)

/* A view of a text learns how high it is when it gets its width: until then it stays empty. */
static gboolean
row_tick_cb (GtkWidget     *widget,
             GdkFrameClock *clock,
             gpointer       user_data)
{
  YttTourNote *self = user_data;
  g_autoptr(YttRow) row = NULL;

  if (self->row != NULL && self->tour != NULL && gtk_widget_get_width (GTK_WIDGET (self->field)) <= 0
      && gtk_widget_get_mapped (widget))
    return G_SOURCE_CONTINUE;

  self->row_tick = 0;
  row = g_steal_pointer (&self->row);
  if (row != NULL && self->tour != NULL)
    {
      ytt_field_summarize (self->field, _("Change the description of the tour “%s”"), ytt_tour_get_title (self->tour));
      ytt_field_set_row (self->field, row);
      gtk_widget_grab_focus (GTK_WIDGET (self->field));
    }

  return G_SOURCE_REMOVE;
}

static void
row_read_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(YttTourNote) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = ytt_store_read_rows_finish (YTT_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* another one is read */

  g_clear_object (&self->cancellable);
  if (rows == NULL || rows->len != 1)
    return;

  g_clear_pointer (&self->row, ytt_row_unref);
  self->row = ytt_row_ref (g_ptr_array_index (rows, 0));
  if (self->row_tick == 0)
    self->row_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), row_tick_cb, self, NULL);
}

static void
stop_reading (YttTourNote *self)
{
  g_clear_pointer (&self->row, ytt_row_unref);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
read_row (YttTourNote *self)
{
  YttStore *store = ytt_session_get_store (self->session);

  stop_reading (self);
  if (store == NULL || self->tour == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  ytt_store_read_rows_async (store, &(YttRowsWanted) { "tour", "id", ytt_tour_get_id (self->tour) }, 1,
                             self->cancellable, row_read_cb, g_object_ref (self));
}

static void
ytt_tour_note_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ytt_tour_note_parent_class)->map (widget);

  read_row (YTT_TOUR_NOTE (widget));
}

/* Escape, a click elsewhere and another tour save alike; what the field itself puts back stays put back. */
static void
closed_cb (YttTourNote *self)
{
  ytt_field_save (self->field);
}

static void
ytt_tour_note_dispose (GObject *object)
{
  YttTourNote *self = YTT_TOUR_NOTE (object);

  stop_reading (self);
  g_clear_object (&self->tour);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (ytt_tour_note_parent_class)->dispose (object);
}

static void
ytt_tour_note_class_init (YttTourNoteClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ytt_tour_note_dispose;
  GTK_WIDGET_CLASS (klass)->map = ytt_tour_note_map;
}

static void
ytt_tour_note_init (YttTourNote *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *field = ytt_long_text_field_new (_("Description"));

  self->field = YTT_FIELD (field);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), field);
  gtk_widget_set_size_request (group, WIDTH, -1);
  gtk_popover_set_child (GTK_POPOVER (self), group);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Description of the tour"),
                                  -1);
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);
}

/**
 * ytt_tour_note_new:
 * @session: whose tours are composed
 *
 * Returns: (transfer floating): a popover, without a tour
 */
GtkWidget *
ytt_tour_note_new (YttSession *session)
{
  YttTourNote *self;

  g_return_val_if_fail (YTT_IS_SESSION (session), NULL);

  self = g_object_new (YTT_TYPE_TOUR_NOTE, NULL);
  self->session = g_object_ref (session);
  ytt_field_bind (self->field, ytt_session_get_editor (session), "tour", "note");
  ytt_fields_name_list (GTK_WIDGET (self->field), _("Description of the tour"));

  return GTK_WIDGET (self);
}

/**
 * ytt_tour_note_set_tour:
 * @self: a popover
 * @tour: (nullable): the tour that is composed, as it is now
 */
void
ytt_tour_note_set_tour (YttTourNote *self,
                        YttTour     *tour)
{
  gboolean other;

  g_return_if_fail (YTT_IS_TOUR_NOTE (self));
  g_return_if_fail (tour == NULL || YTT_IS_TOUR (tour));

  other = tour == NULL || self->tour == NULL || ytt_tour_get_id (tour) != ytt_tour_get_id (self->tour);
  g_set_object (&self->tour, tour);
  if (other)
    {
      /* Nothing that is typed before this one's is there may come into the one before. */
      gtk_popover_popdown (GTK_POPOVER (self));
      ytt_field_save (self->field);
      stop_reading (self);
      ytt_field_set_row (self->field, NULL);
    }
  else if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    read_row (self);
}

/**
 * ytt_tour_note_get_loading:
 * @self: a popover
 *
 * Returns: whether what it shows is still being read
 */
gboolean
ytt_tour_note_get_loading (YttTourNote *self)
{
  g_return_val_if_fail (YTT_IS_TOUR_NOTE (self), FALSE);

  return self->cancellable != NULL || self->row_tick != 0;
}
