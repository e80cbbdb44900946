#include "config.h"

#include "ytt-speaker-stops.h"

#include "ytt-speaker-clocks.h"

#include <glib/gi18n.h>

struct _YttSpeakerStops
{
  AdwBin      parent_instance;

  YttTalk    *talk;   /* (owned) (nullable) */
  GtkWidget  *scrolled;
  GtkWidget  *list;
  guint       scroll_id;
};

G_DEFINE_FINAL_TYPE (YttSpeakerStops, ytt_speaker_stops, ADW_TYPE_BIN)

char *
ytt_speaker_get_stop_title (YttTour *tour,
                            guint    index)
{
  const char *title = ytt_tour_stop_get_title (ytt_tour_get_stop (tour, index));

  if (*title != '\0')
    return g_strdup (title);

  /* Translators: a stop of a tour that has no title; its number */
  return g_strdup_printf (_("Stop %u"), index + 1);
}

static GtkWidget *
make_label (const char *text,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
describe (GtkWidget  *row,
          guint       number,
          const char *title,
          double      seconds)
{
  g_autofree char *duration = ytt_speaker_format_duration (seconds);
  g_autofree char *name = NULL;

  if (seconds > 0)
    /* Translators: a stop of a tour, as it is read out: number, title, minutes and seconds */
    name = g_strdup_printf (_("%u, %s, %s"), number, title, duration);
  else
    name = g_strdup_printf ("%u, %s", number, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
make_row (YttTour *tour,
          guint    index)
{
  YttTourStop *stop = ytt_tour_get_stop (tour, index);
  double seconds = ytt_tour_stop_get_seconds (stop);
  g_autofree char *title = ytt_speaker_get_stop_title (tour, index);
  g_autofree char *number = g_strdup_printf ("%u", index + 1);
  g_autofree char *duration = seconds > 0 ? ytt_speaker_format_duration (seconds) : NULL;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = make_label (number, "stop-number");
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_width_chars (GTK_LABEL (label), 2);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), label);

  label = make_label (title, "stop-title");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);

  label = make_label (duration, "stop-seconds");
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), label);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, title);
  describe (row, index + 1, title, seconds);

  return row;
}

/* Brings the row of the stop into sight, with those before and after it. */
static gboolean
show_current_cb (GtkWidget     *widget,
                 GdkFrameClock *clock,
                 gpointer       user_data)
{
  YttSpeakerStops *self = YTT_SPEAKER_STOPS (widget);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  graphene_rect_t bounds;

  if (row != NULL)
    {
      if (!gtk_widget_compute_bounds (GTK_WIDGET (row), self->list, &bounds) || bounds.size.height <= 0)
        return G_SOURCE_CONTINUE;   /* it has not been laid out yet */

      gtk_adjustment_clamp_page (adjustment, bounds.origin.y - bounds.size.height,
                                 bounds.origin.y + 2 * bounds.size.height);
    }
  self->scroll_id = 0;

  return G_SOURCE_REMOVE;
}

/* Where a row is, is known in the next frame. */
static void
show_current (YttSpeakerStops *self)
{
  if (self->scroll_id == 0)
    self->scroll_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), show_current_cb, NULL, NULL);
}

static void
update_current (YttSpeakerStops *self)
{
  guint index = ytt_talk_get_index (self->talk);
  GtkListBoxRow *row;

  for (guint i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int) i)) != NULL; i++)
    {
      if (i < index)
        gtk_widget_add_css_class (GTK_WIDGET (row), "past");
      else
        gtk_widget_remove_css_class (GTK_WIDGET (row), "past");
      if (i == index)
        gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
    }

  show_current (self);
}

static void
update_rows (YttSpeakerStops *self)
{
  YttTour *tour = ytt_talk_get_tour (self->talk);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (row));
  for (guint i = 0; i < ytt_tour_get_n_stops (tour); i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (tour, i));

  update_current (self);
}

/* The list selects what is pressed before the talk has gone there, which it may not do. */
static void
row_activated_cb (YttSpeakerStops *self,
                  GtkListBoxRow   *row)
{
  ytt_talk_go_to (self->talk, (guint) gtk_list_box_row_get_index (row));
  update_current (self);
}

static void
ytt_speaker_stops_dispose (GObject *object)
{
  YttSpeakerStops *self = YTT_SPEAKER_STOPS (object);

  g_clear_object (&self->talk);

  G_OBJECT_CLASS (ytt_speaker_stops_parent_class)->dispose (object);
}

static void
ytt_speaker_stops_class_init (YttSpeakerStopsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ytt_speaker_stops_dispose;
}

static void
ytt_speaker_stops_init (YttSpeakerStops *self)
{
  self->list = gtk_list_box_new ();
  gtk_widget_add_css_class (self->list, "stops");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Stops"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);

  self->scrolled = gtk_scrolled_window_new ();
  gtk_widget_add_css_class (self->scrolled, "panel");
  gtk_widget_set_overflow (self->scrolled, GTK_OVERFLOW_HIDDEN);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scrolled), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->list);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)), "changed",
                           G_CALLBACK (show_current), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), self->scrolled);
}

void
ytt_speaker_stops_set_talk (YttSpeakerStops *self,
                            YttTalk         *talk)
{
  g_return_if_fail (YTT_IS_SPEAKER_STOPS (self));
  g_return_if_fail (YTT_IS_TALK (talk));
  g_return_if_fail (self->talk == NULL);

  self->talk = g_object_ref (talk);
  g_signal_connect_object (talk, "notify::tour", G_CALLBACK (update_rows), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (talk, "notify::index", G_CALLBACK (update_current), self, G_CONNECT_SWAPPED);
  update_rows (self);
}
