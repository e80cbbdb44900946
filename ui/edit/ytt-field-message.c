/* What a field says under its text. */

#include "config.h"

#include "ytt-field-private.h"

#include <glib/gi18n.h>

/* Long enough that a commit of the usual length says nothing. */
static const char *
get_waiting_text (YttFieldPrivate *priv)
{
  if (priv->editor != NULL && ytt_editor_get_waiting (priv->editor))
    return _("Another program is writing to the document. This is saved as soon as it is done");

  return NULL;
}

static void
answer_clicked_cb (YttField  *self,
                   GtkButton *button)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);
  YttFieldReading *reading = g_object_get_data (G_OBJECT (button), "reading");
  g_autoptr(YttFieldReading) taken = reading != NULL ? ytt_field_reading_ref (reading) : NULL;

  /* The buttons go; the focus stays in the field. */
  if (priv->focus != NULL)
    gtk_widget_grab_focus (priv->focus);
  if (taken != NULL)
    ytt_field_take_reading (self, taken);
}

static void
keep_mine_cb (YttField *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  ytt_field_keep_mine (self);
}

static void
take_theirs_cb (YttField *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  ytt_field_take_theirs (self);
}

static void
try_again_cb (YttField *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  ytt_field_save (self);
}

static GtkWidget *
add_answer (YttField   *self,
            const char *label,
            GCallback   callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  GtkWidget *child = gtk_button_get_child (GTK_BUTTON (button));

  gtk_label_set_ellipsize (GTK_LABEL (child), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (button, label);
  gtk_widget_add_css_class (button, "answer");
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  ytt_wrap_box_append (ytt_field_get_private (self)->answers, button);

  return button;
}

static void
add_readings (YttField *self)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);

  for (guint i = 0; i < priv->asked->len; i++)
    {
      YttFieldReading *reading = g_ptr_array_index (priv->asked, i);
      const char *label = ytt_field_reading_get_label (reading);
      GtkWidget *button = add_answer (self, label != NULL ? label : "–", G_CALLBACK (answer_clicked_cb));

      g_object_set_data_full (G_OBJECT (button), "reading", ytt_field_reading_ref (reading),
                              (GDestroyNotify) ytt_field_reading_unref);
    }
}

static void
add_answers (YttField      *self,
             YttFieldState  state)
{
  switch (state)
    {
    case YTT_FIELD_ASKING:
      add_readings (self);
      break;
    case YTT_FIELD_CONFLICT:
      add_answer (self, _("Keep Mine"), G_CALLBACK (keep_mine_cb));
      add_answer (self, _("Take Theirs"), G_CALLBACK (take_theirs_cb));
      break;
    case YTT_FIELD_FAILED:
      add_answer (self, _("Try Again"), G_CALLBACK (try_again_cb));
      break;
    case YTT_FIELD_CLEAN:
    case YTT_FIELD_TYPING:
    case YTT_FIELD_READING:
    case YTT_FIELD_INVALID:
    case YTT_FIELD_SAVING:
    default:
      break;
    }
}

static void
set_class (GtkWidget  *widget,
           const char *name,
           gboolean    set)
{
  if (set)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
update_accessible (YttField   *self,
                   const char *message)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);

  if (priv->focus == NULL)
    return;

  gtk_accessible_update_state (GTK_ACCESSIBLE (priv->focus), GTK_ACCESSIBLE_STATE_INVALID,
                               priv->state == YTT_FIELD_INVALID ? GTK_ACCESSIBLE_INVALID_TRUE
                                                                : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  if (message != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (priv->focus), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, message, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (priv->focus), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

/* Says what is going on. A reason, where there is one, is the message. */
void
ytt_field_set_state (YttField      *self,
                     YttFieldState  state,
                     const char    *message)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);
  g_autofree char *text = NULL;

  if (state == YTT_FIELD_SAVING)
    message = get_waiting_text (priv);
  else if (state == YTT_FIELD_ASKING)
    message = _("Which one is meant?");
  text = g_strdup (message);   /* it may be the one that is shown */

  if (priv->state == state && g_strcmp0 (text != NULL ? text : "", gtk_label_get_label (priv->message)) == 0
      && state != YTT_FIELD_ASKING)
    return;

  priv->state = state;
  ytt_wrap_box_clear (priv->answers);
  add_answers (self, state);
  gtk_widget_set_visible (GTK_WIDGET (priv->answers),
                          gtk_widget_get_first_child (GTK_WIDGET (priv->answers)) != NULL);
  gtk_label_set_label (priv->message, text != NULL ? text : "");
  gtk_widget_set_visible (priv->message_box, text != NULL);
  gtk_widget_set_visible (GTK_WIDGET (priv->note),
                          text == NULL && *gtk_label_get_label (priv->note) != '\0');
  set_class (GTK_WIDGET (self), "invalid", state == YTT_FIELD_INVALID || state == YTT_FIELD_FAILED);
  set_class (GTK_WIDGET (self), "asking", state == YTT_FIELD_ASKING || state == YTT_FIELD_CONFLICT);
  update_accessible (self, text);
}

/**
 * ytt_field_get_message:
 * @self: a field
 *
 * Returns: (transfer none) (nullable): what the field says under its text
 */
const char *
ytt_field_get_message (YttField *self)
{
  YttFieldPrivate *priv;

  g_return_val_if_fail (YTT_IS_FIELD (self), NULL);

  priv = ytt_field_get_private (self);

  return gtk_widget_get_visible (priv->message_box) ? gtk_label_get_label (priv->message) : NULL;
}

void
ytt_field_make_message (YttField *self)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);

  /* An alert is read out when it appears, wherever the focus is. */
  priv->message_box = g_object_new (GTK_TYPE_BOX,
                                    "orientation", GTK_ORIENTATION_VERTICAL,
                                    "spacing", 6,
                                    "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT,
                                    "visible", FALSE,
                                    NULL);
  gtk_widget_add_css_class (priv->message_box, "field-message");
  priv->message = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (priv->message, 0);
  gtk_label_set_wrap (priv->message, TRUE);
  gtk_label_set_wrap_mode (priv->message, PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (priv->message_box), GTK_WIDGET (priv->message));
  priv->answers = YTT_WRAP_BOX (ytt_wrap_box_new ());
  gtk_widget_set_visible (GTK_WIDGET (priv->answers), FALSE);
  gtk_box_append (GTK_BOX (priv->message_box), GTK_WIDGET (priv->answers));
  gtk_box_append (GTK_BOX (priv->box), priv->message_box);
}
