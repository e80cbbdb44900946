/* What stands on a wall. */

#include "config.h"

#include "ytt-wall-private.h"

#include "ytt-wall-question.h"

static GtkWidget *
make_label (const char *css_class,
            int         lines)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (lines > 0)
    {
      gtk_label_set_lines (GTK_LABEL (label), lines);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
    }
  gtk_widget_add_css_class (label, css_class);

  return label;
}

static gboolean
place_cb (GtkOverlay   *stage,
          GtkWidget    *child,
          GdkRectangle *place,
          YttWall      *self)
{
  return ytt_wall_place (self, child, place);
}

/* Parts */

static void
make_title (YttWall *self)
{
  self->title_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->title = GTK_LABEL (make_label ("wall-title", 3));
  self->text = GTK_LABEL (make_label ("wall-text", 4));
  gtk_box_append (GTK_BOX (self->title_box), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (self->title_box), GTK_WIDGET (self->text));
  gtk_widget_add_css_class (self->title_box, "wall-panel");
  gtk_widget_add_css_class (self->title_box, "wall-title-panel");
  gtk_widget_set_visible (self->title_box, FALSE);
}

static void
make_card (YttWall *self)
{
  self->card = YTT_WALL_CARD (ytt_wall_card_new ());
  self->card_revealer = GTK_REVEALER (gtk_revealer_new ());
  gtk_revealer_set_transition_type (self->card_revealer, GTK_REVEALER_TRANSITION_TYPE_CROSSFADE);
  gtk_revealer_set_transition_duration (self->card_revealer, 200);
  gtk_revealer_set_child (self->card_revealer, GTK_WIDGET (self->card));
  gtk_widget_set_overflow (GTK_WIDGET (self->card_revealer), GTK_OVERFLOW_VISIBLE);
}

static void
make_slide (YttWall *self)
{
  GtkWidget *slide = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 36);
  GtkWidget *rule = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_halign (rule, GTK_ALIGN_START);
  gtk_widget_add_css_class (rule, "wall-slide-rule");
  gtk_box_append (GTK_BOX (words), rule);
  self->slide_title = GTK_LABEL (make_label ("wall-slide-title", 0));
  self->slide_text = GTK_LABEL (make_label ("wall-slide-text", 0));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->slide_title));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->slide_text));
  gtk_widget_set_vexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (slide), words);
  gtk_widget_add_css_class (slide, "wall-slide");

  self->slide_revealer = GTK_REVEALER (gtk_revealer_new ());
  gtk_revealer_set_transition_type (self->slide_revealer, GTK_REVEALER_TRANSITION_TYPE_CROSSFADE);
  gtk_revealer_set_transition_duration (self->slide_revealer, 400);
  gtk_revealer_set_child (self->slide_revealer, slide);
  gtk_widget_set_can_target (GTK_WIDGET (self->slide_revealer), FALSE);
}

static void
make_small_parts (YttWall *self)
{
  self->dots = YTT_WALL_DOTS (ytt_wall_dots_new ());
  gtk_widget_set_halign (GTK_WIDGET (self->dots), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self->dots), GTK_ALIGN_END);

  self->attribution = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_set_halign (GTK_WIDGET (self->attribution), GTK_ALIGN_END);
  gtk_widget_set_valign (GTK_WIDGET (self->attribution), GTK_ALIGN_END);
  gtk_widget_set_can_target (GTK_WIDGET (self->attribution), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->attribution), "wall-attribution");

  self->laser = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_can_target (self->laser, FALSE);
  gtk_widget_set_visible (self->laser, FALSE);
  gtk_widget_add_css_class (self->laser, "wall-laser");

  self->blank = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_visible (self->blank, FALSE);
  gtk_widget_add_css_class (self->blank, "wall-blank");
}

/*< private >
 * ytt_wall_make_stage:
 *
 * Makes all that stands on a wall, what lies above later.
 */
void
ytt_wall_make_stage (YttWall *self)
{
  self->map = YTT_WALL_MAP (ytt_wall_map_new ());
  self->stage = GTK_OVERLAY (gtk_overlay_new ());
  make_title (self);
  make_card (self);
  make_slide (self);
  make_small_parts (self);

  gtk_overlay_set_child (self->stage, GTK_WIDGET (self->map));
  gtk_overlay_add_overlay (self->stage, GTK_WIDGET (self->attribution));
  gtk_overlay_add_overlay (self->stage, GTK_WIDGET (self->card_revealer));
  gtk_overlay_add_overlay (self->stage, self->title_box);
  gtk_overlay_add_overlay (self->stage, GTK_WIDGET (self->slide_revealer));
  gtk_overlay_add_overlay (self->stage, GTK_WIDGET (self->dots));
  gtk_overlay_add_overlay (self->stage, self->laser);
  gtk_overlay_add_overlay (self->stage, self->blank);
  g_signal_connect_object (self->stage, "get-child-position", G_CALLBACK (place_cb), self, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->stage), "wall-stage");
}

/*< private >
 * ytt_wall_add_question:
 *
 * Adds the search, which only a talk has.
 */
void
ytt_wall_add_question (YttWall *self)
{
  self->question = ytt_wall_question_new (self->talk);
  gtk_overlay_add_overlay (self->stage, self->question);
}
