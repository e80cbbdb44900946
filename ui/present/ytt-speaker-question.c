#include "config.h"

#include "ytt-speaker-question.h"

#include "ytt-codes.h"
#include "ytt-facility.h"

#include <glib/gi18n.h>
#include <string.h>

struct _YttSpeakerQuestion
{
  AdwBin     parent_instance;

  YttTalk   *talk;   /* (owned) (nullable) */
  GtkWidget *entry;
  GtkWidget *answers;
  GtkWidget *empty;
};

G_DEFINE_FINAL_TYPE (YttSpeakerQuestion, ytt_speaker_question, ADW_TYPE_BIN)

/* A row of the answers. What it shows of its facility comes a moment later. */

static void
show_facility (GtkWidget   *row,
               YttFacility *facility)
{
  const YttFacilityRow *values = ytt_facility_get_row (facility);
  GtkWidget *box = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));
  GtkWidget *name = gtk_widget_get_first_child (box);
  g_autofree char *place = NULL;
  const char *country;

  if (values == NULL)
    return;

  country = values->country != NULL ? ytt_country_get_name (values->country) : NULL;
  if (values->operator_name != NULL && country != NULL)
    /* Translators: who runs a facility, and its country */
    place = g_strdup_printf (_("%s, %s"), values->operator_name, country);
  else
    place = g_strdup (country != NULL ? country : values->operator_name);

  gtk_label_set_text (GTK_LABEL (name), values->name);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (name)), place != NULL ? place : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, values->name, -1);
}

static void
facility_loaded_cb (GtkWidget   *row,
                    GParamSpec  *pspec,
                    YttFacility *facility)
{
  show_facility (row, facility);
}

static GtkWidget *
make_row (gpointer item,
          gpointer user_data)
{
  YttFacility *facility = item;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *label = gtk_label_new (NULL);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (label, i == 0 ? "answer-name" : "dim-label");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  /* What is typed goes on being typed. */
  gtk_widget_set_focusable (row, FALSE);

  g_signal_connect_object (facility, "notify::loaded", G_CALLBACK (facility_loaded_cb), row, G_CONNECT_SWAPPED);
  show_facility (row, facility);

  return row;
}

static void
answer (YttSpeakerQuestion *self,
        guint               index)
{
  g_autoptr(YttFacility) facility = g_list_model_get_item (ytt_talk_get_answers (self->talk), index);

  if (facility != NULL)
    ytt_talk_answer (self->talk, ytt_facility_get_id (facility));
}

static void
row_activated_cb (YttSpeakerQuestion *self,
                  GtkListBoxRow      *row)
{
  answer (self, (guint) gtk_list_box_row_get_index (row));
}

static guint
get_selected (YttSpeakerQuestion *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->answers));

  return row != NULL ? (guint) gtk_list_box_row_get_index (row) : 0;
}

static void
select_index (YttSpeakerQuestion *self,
              guint               index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->answers), (int) index);

  if (row != NULL)
    gtk_list_box_select_row (GTK_LIST_BOX (self->answers), row);
}

static void
activate_cb (YttSpeakerQuestion *self)
{
  answer (self, get_selected (self));
}

static void
text_changed_cb (YttSpeakerQuestion *self)
{
  if (self->talk != NULL && ytt_talk_get_mode (self->talk) == YTT_TALK_QUESTION)
    ytt_talk_ask (self->talk, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

/* They may be typed on the wall. The entry first takes out what was there, which is not what was typed. */
static void
show_words (YttSpeakerQuestion *self,
            const char         *words)
{
  if (strcmp (gtk_editable_get_text (GTK_EDITABLE (self->entry)), words) == 0)
    return;

  g_signal_handlers_block_by_func (self->entry, text_changed_cb, self);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), words);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  g_signal_handlers_unblock_by_func (self->entry, text_changed_cb, self);
}


static void
stop_search_cb (YttSpeakerQuestion *self)
{
  ytt_talk_end_question (self->talk);
}

/* The arrows choose among the answers while words are typed. */
static gboolean
key_pressed_cb (YttSpeakerQuestion *self,
                guint               key)
{
  guint selected = get_selected (self);

  if (key == GDK_KEY_Down || key == GDK_KEY_KP_Down)
    select_index (self, selected + 1);
  else if ((key == GDK_KEY_Up || key == GDK_KEY_KP_Up) && selected > 0)
    select_index (self, selected - 1);
  else
    return key == GDK_KEY_Up || key == GDK_KEY_KP_Up;

  return TRUE;
}

static void
answers_changed_cb (YttSpeakerQuestion *self)
{
  gboolean any = g_list_model_get_n_items (ytt_talk_get_answers (self->talk)) > 0;

  select_index (self, 0);
  gtk_widget_set_visible (self->answers, any);
  gtk_widget_set_visible (self->empty, !any);
  gtk_label_set_text (GTK_LABEL (self->empty), *gtk_editable_get_text (GTK_EDITABLE (self->entry)) == '\0'
                                               ? _("Type the name of a facility, a company or a place.")
                                               : _("No facility matches."));
}

static void
words_changed_cb (YttSpeakerQuestion *self)
{
  show_words (self, ytt_talk_get_words (self->talk));
  answers_changed_cb (self);
}

static void
mode_changed_cb (YttSpeakerQuestion *self)
{
  gboolean asks = ytt_talk_get_mode (self->talk) == YTT_TALK_QUESTION;

  if (asks == gtk_widget_get_visible (GTK_WIDGET (self)))
    return;

  show_words (self, "");
  gtk_widget_set_visible (GTK_WIDGET (self), asks);
  if (!asks)
    return;

  answers_changed_cb (self);
  gtk_widget_grab_focus (self->entry);
}

static void
ytt_speaker_question_dispose (GObject *object)
{
  YttSpeakerQuestion *self = YTT_SPEAKER_QUESTION (object);

  g_clear_object (&self->talk);

  G_OBJECT_CLASS (ytt_speaker_question_parent_class)->dispose (object);
}

static void
ytt_speaker_question_class_init (YttSpeakerQuestionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ytt_speaker_question_dispose;
}

static void
add_entry (YttSpeakerQuestion *self,
           GtkBox             *box)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = gtk_search_entry_new ();
  g_object_set (self->entry, "placeholder-text", _("One question, please"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Facility to show"), -1);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (text_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "stop-search", G_CALLBACK (stop_search_cb), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->entry, keys);
  gtk_box_append (box, self->entry);
}

static void
ytt_speaker_question_init (YttSpeakerQuestion *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  add_entry (self, GTK_BOX (box));

  self->answers = gtk_list_box_new ();
  gtk_widget_add_css_class (self->answers, "panel");
  gtk_widget_add_css_class (self->answers, "answers");
  gtk_widget_set_overflow (self->answers, GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->answers), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Facilities found"),
                                  -1);
  g_signal_connect_object (self->answers, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->answers);

  self->empty = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->empty), TRUE);
  gtk_widget_add_css_class (self->empty, "dim-label");
  gtk_box_append (GTK_BOX (box), self->empty);

  gtk_widget_add_css_class (GTK_WIDGET (self), "question");
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_END);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * ytt_speaker_question_set_talk:
 * @self: a #YttSpeakerQuestion
 * @talk: the talk that is asked; to be set once
 */
void
ytt_speaker_question_set_talk (YttSpeakerQuestion *self,
                               YttTalk            *talk)
{
  g_return_if_fail (YTT_IS_SPEAKER_QUESTION (self));
  g_return_if_fail (YTT_IS_TALK (talk));
  g_return_if_fail (self->talk == NULL);

  self->talk = g_object_ref (talk);
  gtk_list_box_bind_model (GTK_LIST_BOX (self->answers), ytt_talk_get_answers (talk), make_row, NULL, NULL);
  g_signal_connect_object (ytt_talk_get_answers (talk), "items-changed", G_CALLBACK (answers_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (talk, "notify::mode", G_CALLBACK (mode_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (talk, "notify::words", G_CALLBACK (words_changed_cb), self, G_CONNECT_SWAPPED);
  mode_changed_cb (self);
}
