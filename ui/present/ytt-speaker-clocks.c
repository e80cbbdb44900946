#include "config.h"

#include "ytt-speaker-clocks.h"

#include <glib/gi18n.h>
#include <math.h>

/* What a clock has to show at most; an endless one is not told apart from it. */
#define MOST_SECONDS (99 * 3600.0)

typedef struct
{
  GtkWidget *caption;
  GtkWidget *value;
} Clock;

struct _YttSpeakerClocks
{
  AdwBin   parent_instance;

  YttTalk *talk;   /* (owned) (nullable) */
  Clock    clock;
  Clock    start;
  Clock    stop;
  guint    tick_id;
};

G_DEFINE_FINAL_TYPE (YttSpeakerClocks, ytt_speaker_clocks, ADW_TYPE_BIN)

char *
ytt_speaker_format_duration (double seconds)
{
  guint n = isfinite (seconds) ? (guint) CLAMP (seconds, 0, MOST_SECONDS) : 0;

  if (n < 3600)
    return g_strdup_printf ("%u:%02u", n / 60, n % 60);

  return g_strdup_printf ("%u:%02u:%02u", n / 3600, n / 60 % 60, n % 60);
}

/* A label that is told the same again is laid out again. */
static void
set_text (GtkWidget  *label,
          const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (label)), text) != 0)
    gtk_label_set_text (GTK_LABEL (label), text);
}

static void
set_duration (GtkWidget *label,
              gint64     lasted)
{
  g_autofree char *text = ytt_speaker_format_duration ((double) lasted / G_USEC_PER_SEC);

  set_text (label, text);
}

static void
show_time (YttSpeakerClocks *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  /* Translators: the time of day on the speaker's screen, as for g_date_time_format() */
  g_autofree char *text = g_date_time_format (now, _("%H:%M"));

  set_text (self->clock.value, text);
}

/* What is planned for the stop stands beside its name, and in its place that this is over. */
static void
show_plan (YttSpeakerClocks *self,
           double            lasted)
{
  YttTourStop *stop = ytt_talk_get_stop (self->talk);
  double seconds = stop != NULL ? ytt_tour_stop_get_seconds (stop) : 0;
  g_autofree char *planned = NULL;
  g_autofree char *text = NULL;

  gtk_widget_remove_css_class (self->stop.value, "over");
  if (seconds <= 0)
    {
      set_text (self->stop.caption, _("This stop"));
      return;
    }

  planned = ytt_speaker_format_duration (seconds);
  if (lasted <= seconds)
    {
      /* Translators: over the time that the talk has been at this stop; how long it is to take */
      text = g_strdup_printf (_("This stop, of %s"), planned);
    }
  else
    {
      gtk_widget_add_css_class (self->stop.value, "over");
      /* Translators: over the time that the talk has been at this stop; how long it was to take */
      text = g_strdup_printf (_("This stop, over %s"), planned);
    }
  set_text (self->stop.caption, text);
}

static void
update (YttSpeakerClocks *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 lasted;

  if (self->talk == NULL)
    return;

  lasted = now - ytt_talk_get_stop_since (self->talk);
  show_time (self);
  set_duration (self->start.value, now - ytt_talk_get_started_at (self->talk));
  set_duration (self->stop.value, lasted);
  show_plan (self, (double) lasted / G_USEC_PER_SEC);
}

static gboolean tick_cb (gpointer data);

/* All three turn over with the seconds of the talk, so that one waking is enough. */
static void
wait_for_second (YttSpeakerClocks *self)
{
  gint64 since = g_get_monotonic_time () - ytt_talk_get_started_at (self->talk);
  gint64 rest = G_USEC_PER_SEC - since % G_USEC_PER_SEC;

  self->tick_id = g_timeout_add ((guint) (rest / 1000) + 1, tick_cb, self);
}

static gboolean
tick_cb (gpointer data)
{
  YttSpeakerClocks *self = data;

  self->tick_id = 0;
  update (self);
  wait_for_second (self);

  return G_SOURCE_REMOVE;
}

static void
start (YttSpeakerClocks *self)
{
  if (self->talk == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  update (self);
  if (self->tick_id == 0)
    wait_for_second (self);
}

static void
ytt_speaker_clocks_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ytt_speaker_clocks_parent_class)->map (widget);

  start (YTT_SPEAKER_CLOCKS (widget));
}

static void
ytt_speaker_clocks_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&YTT_SPEAKER_CLOCKS (widget)->tick_id, g_source_remove);

  GTK_WIDGET_CLASS (ytt_speaker_clocks_parent_class)->unmap (widget);
}

static void
ytt_speaker_clocks_dispose (GObject *object)
{
  YttSpeakerClocks *self = YTT_SPEAKER_CLOCKS (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_object (&self->talk);

  G_OBJECT_CLASS (ytt_speaker_clocks_parent_class)->dispose (object);
}

static void
ytt_speaker_clocks_class_init (YttSpeakerClocksClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_speaker_clocks_dispose;
  widget_class->map = ytt_speaker_clocks_map;
  widget_class->unmap = ytt_speaker_clocks_unmap;
}

static void
add_clock (GtkBox     *box,
           Clock      *clock,
           const char *caption,
           const char *name)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  clock->caption = gtk_label_new (caption);
  gtk_widget_add_css_class (clock->caption, "caption");
  gtk_widget_add_css_class (clock->caption, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (clock->caption), 0);
  gtk_label_set_ellipsize (GTK_LABEL (clock->caption), PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (GTK_LABEL (clock->caption), TRUE);
  gtk_label_set_lines (GTK_LABEL (clock->caption), 2);
  clock->value = gtk_label_new (NULL);
  gtk_widget_add_css_class (clock->value, "numeric");
  gtk_widget_add_css_class (clock->value, "clock");
  gtk_widget_set_name (clock->value, name);
  gtk_label_set_xalign (GTK_LABEL (clock->value), 0);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (clock->value), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, clock->caption,
                                  NULL, -1);

  /* One caption may need a second line: the times stand side by side. */
  gtk_widget_set_valign (column, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (column), clock->caption);
  gtk_box_append (GTK_BOX (column), clock->value);
  gtk_box_append (box, column);
}

static void
ytt_speaker_clocks_init (YttSpeakerClocks *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);

  add_clock (GTK_BOX (box), &self->clock, _("Clock"), "clock");
  add_clock (GTK_BOX (box), &self->start, _("Since start"), "since-start");
  add_clock (GTK_BOX (box), &self->stop, _("This stop"), "this-stop");
  adw_bin_set_child (ADW_BIN (self), box);
}

void
ytt_speaker_clocks_set_talk (YttSpeakerClocks *self,
                             YttTalk          *talk)
{
  g_return_if_fail (YTT_IS_SPEAKER_CLOCKS (self));
  g_return_if_fail (YTT_IS_TALK (talk));
  g_return_if_fail (self->talk == NULL);

  self->talk = g_object_ref (talk);
  g_signal_connect_object (talk, "notify::stop-since", G_CALLBACK (start), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (talk, "notify::stop", G_CALLBACK (start), self, G_CONNECT_SWAPPED);
  start (self);
}
