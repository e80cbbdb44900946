#include "config.h"

#include "ytt-ground-note.h"

struct _YttGroundNote
{
  AdwBin         parent_instance;

  YttMapGround  *ground;   /* (owned) (nullable) */

  /* Template children */
  GtkOrientable *box;
  GtkOrientable *buttons;
  GtkWidget     *choose_button;
  GtkLabel      *label;
  GtkWidget     *retry_button;
};

G_DEFINE_FINAL_TYPE (YttGroundNote, ytt_ground_note, ADW_TYPE_BIN)

static void
update (YttGroundNote *self)
{
  const char *note = self->ground != NULL ? ytt_map_ground_get_note (self->ground) : NULL;
  const GError *failure = self->ground != NULL ? ytt_map_ground_get_failure (self->ground) : NULL;
  gboolean is_file = note != NULL && ytt_map_ground_get_kind (self->ground) == YTT_GROUND_FILE;

  gtk_label_set_label (self->label, note != NULL ? note : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), failure != NULL ? failure->message : NULL);
  gtk_widget_set_visible (self->choose_button, is_file);
  gtk_widget_set_visible (GTK_WIDGET (self), note != NULL);
}

static void
try_again_cb (YttGroundNote *self)
{
  if (self->ground != NULL)
    ytt_map_ground_try_again (self->ground);
}

static void
ytt_ground_note_dispose (GObject *object)
{
  ytt_ground_note_set_ground (YTT_GROUND_NOTE (object), NULL);

  G_OBJECT_CLASS (ytt_ground_note_parent_class)->dispose (object);
}

static void
ytt_ground_note_class_init (YttGroundNoteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ytt_ground_note_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "map/ytt-ground-note.ui");
  gtk_widget_class_bind_template_child (widget_class, YttGroundNote, box);
  gtk_widget_class_bind_template_child (widget_class, YttGroundNote, buttons);
  gtk_widget_class_bind_template_child (widget_class, YttGroundNote, choose_button);
  gtk_widget_class_bind_template_child (widget_class, YttGroundNote, label);
  gtk_widget_class_bind_template_child (widget_class, YttGroundNote, retry_button);
  gtk_widget_class_bind_template_callback (widget_class, try_again_cb);
}

static void
ytt_ground_note_init (YttGroundNote *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ytt_ground_note_set_ground:
 * @self: a note
 * @ground: (transfer none) (nullable): of whose failures it tells
 */
void
ytt_ground_note_set_ground (YttGroundNote *self,
                            YttMapGround  *ground)
{
  g_return_if_fail (YTT_IS_GROUND_NOTE (self));

  if (self->ground == ground)
    return;

  if (self->ground != NULL)
    g_signal_handlers_disconnect_by_data (self->ground, self);
  g_set_object (&self->ground, ground);
  if (ground != NULL)
    {
      g_signal_connect_object (ground, "notify::note", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      update (self);
    }
}

/**
 * ytt_ground_note_set_narrow:
 * @self: a note
 * @narrow: whether the window is narrow
 *
 * Stacks words and buttons in a narrow window.
 */
void
ytt_ground_note_set_narrow (YttGroundNote *self,
                            gboolean       narrow)
{
  GtkOrientation orientation = narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  g_return_if_fail (YTT_IS_GROUND_NOTE (self));

  gtk_orientable_set_orientation (self->box, orientation);
  gtk_orientable_set_orientation (self->buttons, orientation);
}
