#include "config.h"

#include "ytt-stop-details.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ytt-basis-list.h"
#include "ytt-long-text-field.h"
#include "ytt-stop-row.h"
#include "ytt-store-rows.h"
#include "ytt-summary.h"
#include "ytt-text-field.h"
#include "ytt-tours.h"

/* Nobody stays longer at one stop. */
#define MOST_SECONDS 3600

struct _YttStopDetails
{
  AdwBin        parent_instance;

  YttSession   *session;             /* (owned) (nullable) */
  YttTourStop  *stop;                /* (owned) (nullable) */
  YttRow       *row;                 /* (owned) (nullable): still to be shown in the fields */
  guint         row_tick;            /* waits until they have a place */
  GCancellable *row_cancellable;     /* (owned) (nullable): while the row is read */

  /* Made with the first session */
  YttField     *title;               /* (nullable) */
  YttField     *text;
  YttField     *notes;
  YttField     *seconds;

  /* Template children */
  GtkWidget    *scroller;
  GtkWidget    *buttons;
  GtkWidget    *update_button;
  GtkWidget    *room;
  GtkWidget    *notice;
  GtkLabel     *notice_label;
  AdwPreferencesGroup *fields;
  GtkWidget    *reading;
  GtkLabel     *text_label;
  GtkLabel     *notes_label;
  YttBasisList *basis;
};

G_DEFINE_FINAL_TYPE (YttStopDetails, ytt_stop_details, ADW_TYPE_BIN)

/* How long a stop takes */

/* "90", "90 s", "1:30", "1.5 min" */
static gboolean
parse_seconds (const char *text,
               double     *seconds)
{
  g_autofree char *plain = g_strdelimit (g_strdup (text), ",", '.');
  const char *rest;
  char *end;
  double number = g_ascii_strtod (plain, &end);

  if (end == plain || !isfinite (number) || number < 0)
    return FALSE;

  rest = g_strchug (end);
  if (*rest == ':')
    {
      guint64 part;

      if (number != floor (number) || !g_ascii_string_to_unsigned (rest + 1, 10, 0, 59, &part, NULL))
        return FALSE;
      *seconds = number * 60 + (double) part;
    }
  else if (*rest == '\0' || g_str_equal (rest, "s") || g_str_equal (rest, "sec"))
    *seconds = number;
  else if (g_str_equal (rest, "m") || g_str_equal (rest, "min"))
    *seconds = number * 60;
  else
    return FALSE;

  return *seconds <= MOST_SECONDS;
}

static gboolean
read_seconds_cb (YttField    *field,
                 const char  *text,
                 GPtrArray   *readings,
                 gpointer     user_data,
                 GError     **error)
{
  YttFieldReading *reading;
  double seconds = 0;

  if (*text != '\0' && !parse_seconds (text, &seconds))
    {
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_INVALID,
                           _("Seconds, such as 90, or minutes and seconds, such as 1:30; an hour at most"));
      return FALSE;
    }

  reading = ytt_field_reading_new (NULL);
  ytt_field_reading_set (reading, "seconds", seconds > 0 ? YTT_CELL_OF_REAL (seconds) : YTT_CELL_OF_NULL);
  g_ptr_array_add (readings, reading);

  return TRUE;
}

static char *
format_seconds_cb (YttField *field,
                   YttRow   *row,
                   gpointer  user_data)
{
  YttCell cell = ytt_row_get (row, "seconds");

  if (cell.kind == YTT_CELL_INTEGER)
    return ytt_stop_format_seconds ((double) cell.integer);

  return cell.kind == YTT_CELL_REAL ? ytt_stop_format_seconds (cell.real) : g_strdup ("");
}

/* Fields */

static YttField *
add_field (YttStopDetails *self,
           GtkWidget      *field,
           const char     *column)
{
  ytt_field_bind (YTT_FIELD (field), ytt_session_get_editor (self->session), "tour_stop", column);
  adw_preferences_group_add (self->fields, field);

  return YTT_FIELD (field);
}

static void
make_fields (YttStopDetails *self)
{
  self->title = add_field (self, ytt_text_field_new (_("Title")), "title");
  self->text = add_field (self, ytt_long_text_field_new (_("Text on the Wall")), "text");
  self->notes = add_field (self, ytt_long_text_field_new (_("Notes for the Speaker")), "notes");
  self->seconds = add_field (self, ytt_text_field_new (_("How Long It Takes")), "seconds");
  ytt_field_set_read_func (self->seconds, read_seconds_cb, NULL, NULL);
  ytt_field_set_format_func (self->seconds, format_seconds_cb, NULL, NULL);
}

static void
show_row (YttStopDetails *self)
{
  g_autoptr(YttRow) row = g_steal_pointer (&self->row);
  const char *title = ytt_tour_stop_get_title (self->stop);
  const char *name = title[0] != '\0' ? title : _("Untitled");

  ytt_field_summarize (self->title, _("Change the title of the stop “%s”"), name);
  ytt_field_summarize (self->text, _("Change the text of the stop “%s”"), name);
  ytt_field_summarize (self->notes, _("Change the notes of the stop “%s”"), name);
  ytt_field_summarize (self->seconds, _("Change how long the stop “%s” takes"), name);
  ytt_field_set_row (self->title, row);
  ytt_field_set_row (self->text, row);
  ytt_field_set_row (self->notes, row);
  ytt_field_set_row (self->seconds, row);
}

static gboolean
row_tick_cb (GtkWidget     *widget,
             GdkFrameClock *clock,
             gpointer       user_data)
{
  YttStopDetails *self = user_data;

  gboolean placed = gtk_widget_get_width (GTK_WIDGET (self->fields)) > 0;

  if (self->row != NULL && !placed && gtk_widget_get_mapped (widget))
    return G_SOURCE_CONTINUE;

  self->row_tick = 0;
  if (self->row != NULL && placed)
    show_row (self);

  return G_SOURCE_REMOVE;
}

/* A view of a text learns how high it is when it gets its width. Where that comes with the text, in the midst of giving
 * sizes, GTK loses the wish for another size: the fields get theirs while they are empty. */
static void
show_row_soon (YttStopDetails *self)
{
  if (self->row == NULL || self->title == NULL || self->stop == NULL)
    return;

  if (gtk_widget_get_width (GTK_WIDGET (self->fields)) > 0)
    show_row (self);
  else if (self->row_tick == 0)
    self->row_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), row_tick_cb, self, NULL);
}

static void
ytt_stop_details_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ytt_stop_details_parent_class)->map (widget);

  show_row_soon (YTT_STOP_DETAILS (widget));
}

static void
row_read_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(YttStopDetails) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = ytt_store_read_rows_finish (YTT_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* another one is read */

  g_clear_object (&self->row_cancellable);
  if (rows == NULL || rows->len != 1)
    return;

  g_clear_pointer (&self->row, ytt_row_unref);
  self->row = ytt_row_ref (g_ptr_array_index (rows, 0));
  show_row_soon (self);
}

/* Showing a stop */

static void
stop_reading (YttStopDetails *self)
{
  g_clear_pointer (&self->row, ytt_row_unref);
  g_cancellable_cancel (self->row_cancellable);
  g_clear_object (&self->row_cancellable);
}

static void
read_stop (YttStopDetails *self)
{
  YttStore *store = ytt_session_get_store (self->session);
  const YttRowsWanted wanted = { "tour_stop", "id", ytt_tour_stop_get_id (self->stop) };

  stop_reading (self);
  if (store == NULL)
    return;

  /* Where nothing is edited there are no fields. */
  if (ytt_editor_get_can_edit (ytt_session_get_editor (self->session)))
    {
      self->row_cancellable = g_cancellable_new ();
      ytt_store_read_rows_async (store, &wanted, 1, self->row_cancellable, row_read_cb, g_object_ref (self));
    }
}

/* (nullable): what whoever composes has to know of it */
static const char *
get_notice (YttTourStop *stop,
            gboolean     can_edit,
            gboolean    *can_update)
{
  g_autoptr(YttView) view = NULL;

  *can_update = FALSE;
  if (ytt_tour_stop_get_kind (stop) == YTT_STOP_SLIDE)
    return NULL;

  *can_update = TRUE;
  view = ytt_view_new_from_json (ytt_tour_stop_get_content (stop), NULL);
  if (view == NULL)
    return can_edit ? _("What this stop shows cannot be read. “Update from View” gives it something to show.")
                    : _("What this stop shows cannot be read.");
  if (view->newer)
    {
      *can_update = FALSE;
      return _("A newer Ytterby made this stop. It is shown as far as this one can read it, and what it shows is left"
               " as it is.");
    }
  if (view->selected != 0 && ytt_tour_stop_get_facility (stop) == 0)
    return _("The facility of this stop was deleted. Its place is shown without a card.");

  return NULL;
}

static void
update_can_edit (YttStopDetails *self)
{
  gboolean can_edit = self->session != NULL && ytt_editor_get_can_edit (ytt_session_get_editor (self->session));

  gtk_widget_set_visible (self->buttons, can_edit);
  gtk_widget_set_visible (GTK_WIDGET (self->fields), can_edit);
  gtk_widget_set_visible (self->reading, !can_edit);
  if (self->stop != NULL)
    read_stop (self);
}

static void
show_text (GtkLabel   *label,
           const char *text)
{
  gtk_label_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), text[0] != '\0');
}

static void
show_stop (YttStopDetails *self)
{
  gboolean can_update;
  gboolean can_edit = ytt_editor_get_can_edit (ytt_session_get_editor (self->session));
  const char *notice = get_notice (self->stop, can_edit, &can_update);

  gtk_label_set_text (self->notice_label, notice != NULL ? notice : "");
  gtk_widget_set_visible (self->notice, notice != NULL);
  gtk_widget_set_visible (self->update_button, can_update);
  gtk_widget_set_visible (self->room, !can_update);
  show_text (self->text_label, ytt_tour_stop_get_text (self->stop));
  show_text (self->notes_label, ytt_tour_stop_get_notes (self->stop));
}

/**
 * ytt_stop_details_set_stop:
 * @self: details
 * @stop: (nullable): the stop that is chosen, as it is now
 */
void
ytt_stop_details_set_stop (YttStopDetails *self,
                           YttTourStop    *stop)
{
  gboolean other;

  g_return_if_fail (YTT_IS_STOP_DETAILS (self));
  g_return_if_fail (stop == NULL || YTT_IS_TOUR_STOP (stop));

  if (self->stop == stop
      || (stop != NULL && self->stop != NULL && ytt_tour_stop_equal (self->stop, stop)))
    return;

  other = stop == NULL || self->stop == NULL || ytt_tour_stop_get_id (stop) != ytt_tour_stop_get_id (self->stop);
  g_set_object (&self->stop, stop);
  ytt_basis_list_set_stop (self->basis, stop);
  if (stop == NULL)
    {
      stop_reading (self);
      return;
    }

  if (other)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
  show_stop (self);
  read_stop (self);
}

/**
 * ytt_stop_details_set_session:
 * @self: details
 * @session: (nullable): whose tours are composed
 */
void
ytt_stop_details_set_session (YttStopDetails *self,
                              YttSession     *session)
{
  g_return_if_fail (YTT_IS_STOP_DETAILS (self));
  g_return_if_fail (session == NULL || YTT_IS_SESSION (session));

  if (self->session == session)
    return;

  ytt_stop_details_set_stop (self, NULL);
  g_set_object (&self->session, session);
  ytt_basis_list_set_session (self->basis, session);
  if (session == NULL)
    return;

  if (self->title == NULL)
    make_fields (self);
  g_signal_connect_object (ytt_session_get_editor (session), "notify::can-edit", G_CALLBACK (update_can_edit), self,
                           G_CONNECT_SWAPPED);
  update_can_edit (self);
}

/**
 * ytt_stop_details_get_loading:
 * @self: details
 *
 * Returns: whether something of the stop is still being read
 */
gboolean
ytt_stop_details_get_loading (YttStopDetails *self)
{
  g_return_val_if_fail (YTT_IS_STOP_DETAILS (self), FALSE);

  return self->row_cancellable != NULL || ytt_basis_list_get_loading (self->basis)
         || (self->row != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)));
}

static void
ytt_stop_details_dispose (GObject *object)
{
  YttStopDetails *self = YTT_STOP_DETAILS (object);

  stop_reading (self);
  self->title = self->text = self->notes = self->seconds = NULL;
  g_clear_object (&self->stop);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (ytt_stop_details_parent_class)->dispose (object);
}

static void
ytt_stop_details_class_init (YttStopDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ytt_stop_details_dispose;
  widget_class->map = ytt_stop_details_map;

  g_type_ensure (YTT_TYPE_BASIS_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "tours/ytt-stop-details.ui");
  gtk_widget_class_bind_template_child (widget_class, YttStopDetails, scroller);
  gtk_widget_class_bind_template_child (widget_class, YttStopDetails, buttons);
  gtk_widget_class_bind_template_child (widget_class, YttStopDetails, update_button);
  gtk_widget_class_bind_template_child (widget_class, YttStopDetails, room);
  gtk_widget_class_bind_template_child (widget_class, YttStopDetails, notice);
  gtk_widget_class_bind_template_child (widget_class, YttStopDetails, notice_label);
  gtk_widget_class_bind_template_child (widget_class, YttStopDetails, fields);
  gtk_widget_class_bind_template_child (widget_class, YttStopDetails, reading);
  gtk_widget_class_bind_template_child (widget_class, YttStopDetails, text_label);
  gtk_widget_class_bind_template_child (widget_class, YttStopDetails, notes_label);
  gtk_widget_class_bind_template_child (widget_class, YttStopDetails, basis);
}

static void
ytt_stop_details_init (YttStopDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
