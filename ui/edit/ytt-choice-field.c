#include "config.h"

#include "ytt-choice-field.h"

#include <glib/gi18n.h>
#include <string.h>

/* More than can be looked over: they are searched by typing. */
#define MANY_CHOICES 12

struct _YttChoiceField
{
  YttField       parent_instance;

  GtkDropDown   *input;
  GtkStringList *labels;   /* (owned) */
  GPtrArray     *codes;    /* (owned) (element-type utf8): in the order of the labels */
  guint          unknown;  /* where a code stands that is none of ours; GTK_INVALID_LIST_POSITION for none */
  gboolean       filling;
};

G_DEFINE_FINAL_TYPE (YttChoiceField, ytt_choice_field, YTT_TYPE_FIELD)

/* The focus lies on the button within, which does not take over the name of the list, nor what is chosen in it. */
static void
update_name (YttChoiceField *self)
{
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->input));
  guint selected = gtk_drop_down_get_selected (self->input);
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));
  const char *chosen = selected != GTK_INVALID_LIST_POSITION ? gtk_string_list_get_string (self->labels, selected) : NULL;
  g_autofree char *name = NULL;

  /* Translators: what is read out for a choice: its title, and what is chosen */
  name = chosen != NULL ? g_strdup_printf (_("%s: %s"), title, chosen) : g_strdup (title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
selected_cb (YttChoiceField *self)
{
  update_name (self);
  if (self->filling || ytt_field_is_showing (YTT_FIELD (self)))
    return;

  ytt_field_edited (YTT_FIELD (self));
  ytt_field_save (YTT_FIELD (self));
}

static char *
ytt_choice_field_get_text (YttField *field)
{
  YttChoiceField *self = YTT_CHOICE_FIELD (field);
  guint selected = gtk_drop_down_get_selected (self->input);

  return g_strdup (selected < self->codes->len ? g_ptr_array_index (self->codes, selected) : "");
}

static guint
find_code (YttChoiceField *self,
           const char     *code)
{
  for (guint i = 0; i < self->codes->len; i++)
    if (strcmp (g_ptr_array_index (self->codes, i), code) == 0)
      return i;

  return GTK_INVALID_LIST_POSITION;
}

/* A code that another program wrote is shown as it is, and can be chosen away. */
static void
ytt_choice_field_set_text (YttField   *field,
                           const char *text)
{
  YttChoiceField *self = YTT_CHOICE_FIELD (field);
  guint position = find_code (self, text);

  if (position == GTK_INVALID_LIST_POSITION && *text != '\0')
    {
      position = self->codes->len;
      self->unknown = position;
      g_ptr_array_add (self->codes, g_strdup (text));
      gtk_string_list_append (self->labels, text);
    }
  gtk_drop_down_set_selected (self->input, position);

  if (self->unknown != GTK_INVALID_LIST_POSITION && position != self->unknown)
    {
      g_ptr_array_remove_index (self->codes, self->unknown);
      gtk_string_list_remove (self->labels, self->unknown);
      self->unknown = GTK_INVALID_LIST_POSITION;
    }
}

static void
ytt_choice_field_dispose (GObject *object)
{
  YttChoiceField *self = YTT_CHOICE_FIELD (object);

  self->filling = TRUE;
  if (self->input != NULL)
    g_signal_handlers_disconnect_by_data (self->input, self);
  self->input = NULL;

  G_OBJECT_CLASS (ytt_choice_field_parent_class)->dispose (object);
}

static void
ytt_choice_field_finalize (GObject *object)
{
  YttChoiceField *self = YTT_CHOICE_FIELD (object);

  g_object_unref (self->labels);
  g_ptr_array_unref (self->codes);

  G_OBJECT_CLASS (ytt_choice_field_parent_class)->finalize (object);
}

static void
ytt_choice_field_class_init (YttChoiceFieldClass *klass)
{
  YttFieldClass *field_class = YTT_FIELD_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ytt_choice_field_dispose;
  G_OBJECT_CLASS (klass)->finalize = ytt_choice_field_finalize;
  field_class->get_text = ytt_choice_field_get_text;
  field_class->set_text = ytt_choice_field_set_text;
}

static void
set_up_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item)
{
  GtkStringObject *string = gtk_list_item_get_item (item);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), gtk_string_object_get_string (string));
}

/* Where a choice has a long name, the button takes the room that is left, and the menu what it needs. */
static void
let_shrink (YttChoiceField *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_drop_down_set_list_factory (self->input, gtk_drop_down_get_factory (self->input));
  gtk_drop_down_set_factory (self->input, factory);
  g_object_unref (factory);
}

static void
ytt_choice_field_init (YttChoiceField *self)
{
  GtkExpression *expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  self->codes = g_ptr_array_new_with_free_func (g_free);
  self->labels = gtk_string_list_new (NULL);
  self->unknown = GTK_INVALID_LIST_POSITION;
  self->filling = TRUE;
  self->input = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_object_ref (self->labels)), expression));
  gtk_drop_down_set_selected (self->input, GTK_INVALID_LIST_POSITION);
  gtk_widget_set_valign (GTK_WIDGET (self->input), GTK_ALIGN_CENTER);
  let_shrink (self);
  ytt_field_set_input (YTT_FIELD (self), GTK_WIDGET (self->input), GTK_WIDGET (self->input), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "one-of");
  self->filling = FALSE;

  g_signal_connect_swapped (self->input, "notify::selected", G_CALLBACK (selected_cb), self);
  g_signal_connect (self, "notify::title", G_CALLBACK (update_name), NULL);
}

/**
 * ytt_choice_field_new:
 * @title: what is chosen
 *
 * Returns: (transfer floating): a field without choices yet
 */
GtkWidget *
ytt_choice_field_new (const char *title)
{
  return g_object_new (YTT_TYPE_CHOICE_FIELD, "title", title, NULL);
}

/**
 * ytt_choice_field_add:
 * @self: a field
 * @code: what is stored; the empty text for nothing
 * @label: what people read
 *
 * Adds a choice at the end.
 */
void
ytt_choice_field_add (YttChoiceField *self,
                      const char     *code,
                      const char     *label)
{
  g_autofree char *text = NULL;

  g_return_if_fail (YTT_IS_CHOICE_FIELD (self));
  g_return_if_fail (code != NULL && label != NULL);

  /* The first that is added would be chosen by itself. */
  self->filling = TRUE;
  text = ytt_choice_field_get_text (YTT_FIELD (self));
  g_ptr_array_add (self->codes, g_strdup (code));
  gtk_string_list_append (self->labels, label);
  gtk_drop_down_set_selected (self->input, find_code (self, text));
  gtk_drop_down_set_enable_search (self->input, self->codes->len > MANY_CHOICES);
  self->filling = FALSE;
}

/**
 * ytt_choice_field_clear_choices:
 * @self: a field
 *
 * Takes all choices out, to be added anew before the field is shown again.
 */
void
ytt_choice_field_clear_choices (YttChoiceField *self)
{
  g_return_if_fail (YTT_IS_CHOICE_FIELD (self));

  self->filling = TRUE;
  g_ptr_array_set_size (self->codes, 0);
  gtk_string_list_splice (self->labels, 0, g_list_model_get_n_items (G_LIST_MODEL (self->labels)), NULL);
  self->unknown = GTK_INVALID_LIST_POSITION;
  self->filling = FALSE;
}
