#include "config.h"

#include "ytt-wall-question.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-codes.h"
#include "ytt-facility.h"
#include "ytt-symbol-image.h"

struct _YttWallQuestion
{
  AdwBin             parent_instance;

  YttTalk           *talk;      /* (owned) */

  GtkText           *text;
  gboolean           narrow;    /* a name has no room beside its country */
  GtkScrolledWindow *scrolled;
  GtkListBox        *list;
  GtkWidget         *empty;     /* says that nothing was found */
};

G_DEFINE_FINAL_TYPE (YttWallQuestion, ytt_wall_question, ADW_TYPE_BIN)

/* Rows */

static void
show_facility (YttFacility *facility,
               GtkWidget   *row)
{
  const YttFacilityRow *content = ytt_facility_get_row (facility);
  GtkWidget *box = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));
  GtkWidget *symbol = gtk_widget_get_first_child (box);
  GtkWidget *name = gtk_widget_get_next_sibling (symbol);
  GtkWidget *country = gtk_widget_get_next_sibling (name);

  /* An empty line would only flash. */
  gtk_widget_set_visible (row, content != NULL);
  if (content == NULL)
    return;

  ytt_symbol_image_set_stages (YTT_SYMBOL_IMAGE (symbol), content->stages);
  ytt_symbol_image_set_status (YTT_SYMBOL_IMAGE (symbol), content->status);
  gtk_label_set_label (GTK_LABEL (name), content->name);
  gtk_label_set_label (GTK_LABEL (country), ytt_country_get_name (content->country));
}

/* A list of rows that say nothing yet would be an empty piece of paper. */
static void
update_rows (YttWallQuestion *self)
{
  gboolean any = FALSE;
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      show_facility (g_object_get_data (G_OBJECT (row), "facility"), GTK_WIDGET (row));
      gtk_widget_set_visible (gtk_widget_get_last_child (gtk_list_box_row_get_child (row)), !self->narrow);
      any |= gtk_widget_get_visible (GTK_WIDGET (row));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->scrolled), any);
}

static GtkWidget *
make_row (gpointer item,
          gpointer user_data)
{
  YttWallQuestion *self = user_data;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *name = gtk_label_new (NULL);
  GtkWidget *country = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (name, "wall-answer");
  gtk_widget_add_css_class (country, "wall-answer-country");
  gtk_box_append (GTK_BOX (box), ytt_symbol_image_new (YTT_STAGE_NONE, YTT_STATUS_UNKNOWN, 52));
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), country);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY, name, country, NULL, -1);

  g_object_set_data_full (G_OBJECT (row), "facility", g_object_ref (item), g_object_unref);
  g_signal_connect_object (item, "notify::loaded", G_CALLBACK (update_rows), self, G_CONNECT_SWAPPED);

  return row;
}

static void
answer (YttWallQuestion *self,
        GtkListBoxRow   *row)
{
  YttFacility *facility = row != NULL ? g_object_get_data (G_OBJECT (row), "facility") : NULL;

  if (facility != NULL)
    ytt_talk_answer (self->talk, ytt_facility_get_id (facility));
}

static void
row_activated_cb (YttWallQuestion *self,
                  GtkListBoxRow   *row)
{
  answer (self, row);
}

/* Where there is not room for all of them, the chosen one is to be seen. */
static void
select_row (YttWallQuestion *self,
            GtkListBoxRow   *row)
{
  graphene_rect_t bounds;

  gtk_list_box_select_row (self->list, row);
  if (gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (self->scrolled), bounds.origin.y,
                               bounds.origin.y + bounds.size.height);
}

/* The best one is chosen as soon as there is one, so that Enter suffices. GTK shows each row that it is given; those
 * that say nothing yet are hidden again. */
static void
answers_changed_cb (YttWallQuestion *self)
{
  gboolean any = g_list_model_get_n_items (ytt_talk_get_answers (self->talk)) > 0;

  update_rows (self);
  if (any)
    select_row (self, gtk_list_box_get_row_at_index (self->list, 0));
}

/* Text */

static void
update_empty (YttWallQuestion *self)
{
  g_autofree char *words = g_strstrip (g_strdup (ytt_talk_get_words (self->talk)));
  guint n_answers = g_list_model_get_n_items (ytt_talk_get_answers (self->talk));

  if (*words == '\0' || n_answers > 0)
    gtk_widget_set_visible (self->empty, FALSE);
  else if (!ytt_talk_get_asking (self->talk))
    gtk_widget_set_visible (self->empty, TRUE);
}

static void
text_changed_cb (YttWallQuestion *self)
{
  ytt_talk_ask (self->talk, gtk_editable_get_text (GTK_EDITABLE (self->text)));
}

/* They may be typed on the speaker's screen. */
static void
words_changed_cb (YttWallQuestion *self)
{
  const char *words = ytt_talk_get_words (self->talk);

  if (strcmp (gtk_editable_get_text (GTK_EDITABLE (self->text)), words) == 0)
    return;

  /* It first takes out what was there, which is not what was typed. */
  g_signal_handlers_block_by_func (self->text, text_changed_cb, self);
  gtk_editable_set_text (GTK_EDITABLE (self->text), words);
  gtk_editable_set_position (GTK_EDITABLE (self->text), -1);
  g_signal_handlers_unblock_by_func (self->text, text_changed_cb, self);
}

static void
text_activated_cb (YttWallQuestion *self)
{
  answer (self, gtk_list_box_get_selected_row (self->list));
}

static gboolean
key_pressed_cb (YttWallQuestion *self,
                guint            keyval)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    index++;
  else if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    index--;
  else
    return GDK_EVENT_PROPAGATE;

  row = gtk_list_box_get_row_at_index (self->list, index);
  if (row != NULL)
    select_row (self, row);

  return GDK_EVENT_STOP;
}

/* Each question begins with nothing. */
static void
mode_changed_cb (YttWallQuestion *self)
{
  gboolean open = ytt_talk_get_mode (self->talk) == YTT_TALK_QUESTION;

  gtk_widget_set_visible (GTK_WIDGET (self), open);
  if (!open)
    return;

  gtk_editable_set_text (GTK_EDITABLE (self->text), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static void
ytt_wall_question_dispose (GObject *object)
{
  YttWallQuestion *self = YTT_WALL_QUESTION (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  self->list = NULL;
  g_clear_object (&self->talk);

  G_OBJECT_CLASS (ytt_wall_question_parent_class)->dispose (object);
}

static void
ytt_wall_question_class_init (YttWallQuestionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ytt_wall_question_dispose;
}

static void
ytt_wall_question_init (YttWallQuestion *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 20);
  GtkWidget *icon = gtk_image_new_from_icon_name ("system-search-symbolic");
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->text = GTK_TEXT (gtk_text_new ());
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  self->scrolled = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());

  gtk_image_set_pixel_size (GTK_IMAGE (icon), 40);
  gtk_text_set_placeholder_text (self->text, _("Name or Place of a Facility"));
  gtk_widget_set_hexpand (GTK_WIDGET (self->text), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->text), "wall-words");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Facility"), -1);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_SINGLE);
  gtk_widget_set_can_focus (GTK_WIDGET (self->list), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "wall-answers");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Facilities"), -1);

  gtk_scrolled_window_set_policy (self->scrolled, GTK_POLICY_NEVER, GTK_POLICY_EXTERNAL);
  gtk_scrolled_window_set_propagate_natural_height (self->scrolled, TRUE);
  gtk_scrolled_window_set_child (self->scrolled, GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (GTK_WIDGET (self->scrolled), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->scrolled), FALSE);

  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->text));
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->scrolled));
  self->empty = gtk_label_new (_("No facility matches."));
  gtk_label_set_xalign (GTK_LABEL (self->empty), 0);
  gtk_label_set_wrap (GTK_LABEL (self->empty), TRUE);
  gtk_widget_add_css_class (self->empty, "wall-answer-country");
  gtk_widget_set_visible (self->empty, FALSE);
  gtk_box_append (GTK_BOX (box), self->empty);
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "wall-panel");
  gtk_widget_add_css_class (GTK_WIDGET (self), "wall-question");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->text), keys);
  g_signal_connect_swapped (self->text, "changed", G_CALLBACK (text_changed_cb), self);
  g_signal_connect_swapped (self->text, "activate", G_CALLBACK (text_activated_cb), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
}

/**
 * ytt_wall_question_new:
 * @talk: a talk
 *
 * Returns: (transfer floating): the search of a talk, which shows itself when it is wanted
 */
GtkWidget *
ytt_wall_question_new (YttTalk *talk)
{
  YttWallQuestion *self = g_object_new (YTT_TYPE_WALL_QUESTION, NULL);

  self->talk = g_object_ref (talk);
  gtk_list_box_bind_model (self->list, ytt_talk_get_answers (talk), make_row, self, NULL);
  g_signal_connect_object (ytt_talk_get_answers (talk), "items-changed", G_CALLBACK (answers_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (talk, "notify::mode", G_CALLBACK (mode_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (talk, "notify::words", G_CALLBACK (words_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (talk, "notify::words", G_CALLBACK (update_empty), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (talk, "notify::asking", G_CALLBACK (update_empty), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/**
 * ytt_wall_question_set_narrow:
 * @self: a search
 * @narrow: whether the wall is hardly wider than high, or stands on its side
 *
 * There, the answers are names alone, so that these can be read.
 */
void
ytt_wall_question_set_narrow (YttWallQuestion *self,
                              gboolean         narrow)
{
  g_return_if_fail (YTT_IS_WALL_QUESTION (self));

  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  update_rows (self);
}
