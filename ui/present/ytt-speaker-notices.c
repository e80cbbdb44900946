#include "config.h"

#include "ytt-speaker-notices.h"

#include <glib/gi18n.h>

struct _YttSpeakerNotices
{
  AdwBin     parent_instance;

  YttTalk   *talk;   /* (owned) (nullable) */
  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (YttSpeakerNotices, ytt_speaker_notices, ADW_TYPE_BIN)

static void
add (YttSpeakerNotices *self,
     gboolean           warns,
     const char        *text)
{
  GtkWidget *notice = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *image = gtk_image_new_from_icon_name (warns ? "dialog-warning-symbolic" : "dialog-information-symbolic");
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_set_valign (image, GTK_ALIGN_START);
  gtk_accessible_update_state (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (notice), image);
  gtk_box_append (GTK_BOX (notice), label);
  gtk_widget_add_css_class (notice, "speaker-notice");
  if (warns)
    gtk_widget_add_css_class (notice, "warning");
  gtk_box_append (GTK_BOX (self->box), notice);
}

/* What the speaker did to the wall, and how it is undone. */
static void
add_state (YttSpeakerNotices *self)
{
  guint number = ytt_talk_get_number (self->talk);

  if (number > 0)
    {
      /* Translators: the number of a stop that is being typed */
      g_autofree char *text = g_strdup_printf (_("Stop %u: Enter goes there"), number);

      add (self, FALSE, text);
    }
  if (ytt_talk_get_blank (self->talk) == YTT_TALK_BLANK_BLACK)
    add (self, FALSE, _("The wall is black. B shows it again."));
  else if (ytt_talk_get_blank (self->talk) == YTT_TALK_BLANK_WHITE)
    add (self, FALSE, _("The wall is white. W shows it again."));
  if (ytt_talk_get_mode (self->talk) == YTT_TALK_FACILITY)
    add (self, FALSE, _("The wall shows a facility that was asked for. Backspace returns to the stop."));
  else if (ytt_talk_get_moved (self->talk))
    add (self, FALSE, _("The map was moved. Backspace returns to the stop."));
  if (ytt_talk_get_playing (self->talk))
    add (self, FALSE, ytt_talk_get_loop (self->talk) ? _("The stops follow each other by themselves, over and over.")
                                                     : _("The stops follow each other by themselves."));
}

static void
update (YttSpeakerNotices *self)
{
  GPtrArray *remarks = ytt_talk_get_remarks (self->talk);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);

  add_state (self);
  for (guint i = 0; i < remarks->len; i++)
    add (self, TRUE, ((const YttTalkRemark *) g_ptr_array_index (remarks, i))->text);
  if (!ytt_talk_get_inhibited (self->talk))
    add (self, TRUE, _("Nothing keeps the screen from going to sleep."));

  gtk_widget_set_visible (GTK_WIDGET (self), gtk_widget_get_first_child (self->box) != NULL);
}

static void
ytt_speaker_notices_dispose (GObject *object)
{
  YttSpeakerNotices *self = YTT_SPEAKER_NOTICES (object);

  g_clear_object (&self->talk);

  G_OBJECT_CLASS (ytt_speaker_notices_parent_class)->dispose (object);
}

static void
ytt_speaker_notices_class_init (YttSpeakerNoticesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ytt_speaker_notices_dispose;
}

static void
ytt_speaker_notices_init (YttSpeakerNotices *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  adw_bin_set_child (ADW_BIN (self), self->box);
}

/**
 * ytt_speaker_notices_set_talk:
 * @self: a #YttSpeakerNotices
 * @talk: the talk that it tells of; to be set once
 */
void
ytt_speaker_notices_set_talk (YttSpeakerNotices *self,
                              YttTalk           *talk)
{
  static const char * const told[] = {
    "notify::blank", "notify::inhibited", "notify::loop", "notify::mode", "notify::moved", "notify::number",
    "notify::playing", "notify::remarks",
  };

  g_return_if_fail (YTT_IS_SPEAKER_NOTICES (self));
  g_return_if_fail (YTT_IS_TALK (talk));
  g_return_if_fail (self->talk == NULL);

  self->talk = g_object_ref (talk);
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    g_signal_connect_object (talk, told[i], G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
