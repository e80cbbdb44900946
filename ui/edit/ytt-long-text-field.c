#include "config.h"

#include "ytt-long-text-field.h"

#include <string.h>

struct _YttLongTextField
{
  YttField       parent_instance;

  GtkTextView   *input;
  GtkTextBuffer *buffer;   /* (not owned): the view's */
};

G_DEFINE_FINAL_TYPE (YttLongTextField, ytt_long_text_field, YTT_TYPE_FIELD)

static void
changed_cb (YttLongTextField *self)
{
  if (!ytt_field_is_showing (YTT_FIELD (self)))
    ytt_field_edited (YTT_FIELD (self));
}

static gboolean
key_pressed_cb (YttLongTextField *self,
                guint             keyval,
                guint             keycode,
                GdkModifierType   modifiers)
{
  if ((keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter) || (modifiers & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;

  ytt_field_save (YTT_FIELD (self));

  return GDK_EVENT_STOP;
}

static char *
ytt_long_text_field_get_text (YttField *field)
{
  YttLongTextField *self = YTT_LONG_TEXT_FIELD (field);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);

  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

static void
ytt_long_text_field_set_text (YttField   *field,
                              const char *text)
{
  YttLongTextField *self = YTT_LONG_TEXT_FIELD (field);
  g_autofree char *before = ytt_long_text_field_get_text (field);

  /* What was typed before is not there to be taken back any more. */
  gtk_text_buffer_begin_irreversible_action (self->buffer);
  if (strcmp (before, text) != 0)
    gtk_text_buffer_set_text (self->buffer, text, -1);
  gtk_text_buffer_end_irreversible_action (self->buffer);
}

static gboolean
ytt_long_text_field_undo (YttField *field)
{
  YttLongTextField *self = YTT_LONG_TEXT_FIELD (field);

  if (!gtk_text_buffer_get_can_undo (self->buffer))
    return FALSE;

  gtk_text_buffer_undo (self->buffer);

  return TRUE;
}

static gboolean
ytt_long_text_field_redo (YttField *field)
{
  YttLongTextField *self = YTT_LONG_TEXT_FIELD (field);

  if (!gtk_text_buffer_get_can_redo (self->buffer))
    return FALSE;

  gtk_text_buffer_redo (self->buffer);

  return TRUE;
}

static void
ytt_long_text_field_class_init (YttLongTextFieldClass *klass)
{
  YttFieldClass *field_class = YTT_FIELD_CLASS (klass);

  field_class->get_text = ytt_long_text_field_get_text;
  field_class->set_text = ytt_long_text_field_set_text;
  field_class->undo = ytt_long_text_field_undo;
  field_class->redo = ytt_long_text_field_redo;
}

static void
ytt_long_text_field_init (YttLongTextField *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->input = GTK_TEXT_VIEW (gtk_text_view_new ());
  self->buffer = gtk_text_view_get_buffer (self->input);
  gtk_text_view_set_wrap_mode (self->input, GTK_WRAP_WORD_CHAR);
  /* Tab goes on to the next field: a description has none. */
  gtk_text_view_set_accepts_tab (self->input, FALSE);
  ytt_field_set_input (YTT_FIELD (self), GTK_WIDGET (self->input), GTK_WIDGET (self->input), FALSE);

  g_signal_connect_swapped (self->buffer, "changed", G_CALLBACK (changed_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->input), keys);
}

/**
 * ytt_long_text_field_new:
 * @title: what the text is
 *
 * Returns: (transfer floating): a field for a text of several lines
 */
GtkWidget *
ytt_long_text_field_new (const char *title)
{
  return g_object_new (YTT_TYPE_LONG_TEXT_FIELD, "title", title, NULL);
}
