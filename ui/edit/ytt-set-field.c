#include "config.h"

#include "ytt-set-field.h"

#include <string.h>

#include "ytt-field-private.h"

typedef struct
{
  char      *code;     /* (owned) */
  GtkWidget *toggle;
} Choice;

struct _YttSetField
{
  YttField    parent_instance;

  YttWrapBox *input;
  GArray     *choices;        /* (owned) (element-type Choice) */
  GPtrArray  *rows;           /* (owned) (nullable) (element-type YttRow): as they stand in the document */
  gint64      owner;
  char       *table;          /* (owned) (nullable) */
  char       *owner_column;   /* (owned) (nullable) */
  char       *column;         /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (YttSetField, ytt_set_field, YTT_TYPE_FIELD)

static void
choice_clear (gpointer data)
{
  g_free (((Choice *) data)->code);
}

/* What is to be inserted and deleted is known only once the rows are those of the last save: a toggle on its way, or just
 * arrived, is waited for. */
static void
save_if_known (YttSetField *self)
{
  YttFieldPrivate *priv = ytt_field_get_private (YTT_FIELD (self));

  if (priv->in_flight == 0 && strcmp (priv->stored, priv->shown) == 0 && ytt_field_is_touched (YTT_FIELD (self)))
    ytt_field_save (YTT_FIELD (self));
}

static void
toggled_cb (YttSetField *self)
{
  if (ytt_field_is_showing (YTT_FIELD (self)))
    return;

  ytt_field_edited (YTT_FIELD (self));
  save_if_known (self);
}

static gboolean
has_code (GStrv       codes,
          const char *code)
{
  return g_strv_contains ((const char * const *) codes, code);
}

static const char *
peek_code (YttSetField *self,
           guint        position)
{
  return ytt_row_get_text (g_ptr_array_index (self->rows, position), self->column);
}

/* Codes that are none of ours stay as they are. */
static char *
ytt_set_field_get_text (YttField *field)
{
  YttSetField *self = YTT_SET_FIELD (field);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->choices->len; i++)
    {
      Choice *choice = &g_array_index (self->choices, Choice, i);

      if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (choice->toggle)))
        g_string_append_printf (text, "%s%s", text->len > 0 ? ";" : "", choice->code);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
ytt_set_field_set_text (YttField   *field,
                        const char *text)
{
  YttSetField *self = YTT_SET_FIELD (field);
  g_auto(GStrv) codes = g_strsplit (text, ";", -1);

  for (guint i = 0; i < self->choices->len; i++)
    {
      Choice *choice = &g_array_index (self->choices, Choice, i);

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (choice->toggle), has_code (codes, choice->code));
    }
}

static void
ytt_set_field_save (YttField        *field,
                    YttFieldReading *reading,
                    YttChanges      *changes)
{
  YttSetField *self = YTT_SET_FIELD (field);
  g_autofree char *text = ytt_set_field_get_text (field);
  g_auto(GStrv) wanted = g_strsplit (text, ";", -1);

  for (guint i = 0; i < self->choices->len; i++)
    {
      const char *code = g_array_index (self->choices, Choice, i).code;
      YttRow *row = NULL;

      for (guint j = 0; self->rows != NULL && j < self->rows->len; j++)
        if (g_strcmp0 (peek_code (self, j), code) == 0)
          row = g_ptr_array_index (self->rows, j);

      if (row != NULL && !has_code (wanted, code))
        {
          ytt_changes_delete (changes, self->table, ytt_row_get_id (row));
          ytt_changes_expect (changes, self->column, YTT_CELL_OF_TEXT (code));
        }
      else if (row == NULL && has_code (wanted, code))
        {
          ytt_changes_insert (changes, self->table);
          ytt_changes_set (changes, self->owner_column, YTT_CELL_OF_INTEGER (self->owner));
          ytt_changes_set (changes, self->column, YTT_CELL_OF_TEXT (code));
        }
    }
}

/* The toggles are one stop on the way through the fields; arrows go from one to the other. */
static gboolean
ytt_set_field_focus (GtkWidget        *widget,
                     GtkDirectionType  direction)
{
  YttFieldPrivate *priv = ytt_field_get_private (YTT_FIELD (widget));
  gboolean within = gtk_widget_get_focus_child (priv->input) != NULL;

  if (within && (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD)
      && !gtk_widget_get_visible (priv->message_box))
    return FALSE;

  return GTK_WIDGET_CLASS (ytt_set_field_parent_class)->focus (widget, direction);
}

static gboolean
ytt_set_field_grab_focus (GtkWidget *widget)
{
  YttSetField *self = YTT_SET_FIELD (widget);

  return self->choices->len > 0 && gtk_widget_grab_focus (g_array_index (self->choices, Choice, 0).toggle);
}

static void
ytt_set_field_finalize (GObject *object)
{
  YttSetField *self = YTT_SET_FIELD (object);

  g_clear_pointer (&self->choices, g_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self->table);
  g_free (self->owner_column);
  g_free (self->column);

  G_OBJECT_CLASS (ytt_set_field_parent_class)->finalize (object);
}

static void
ytt_set_field_class_init (YttSetFieldClass *klass)
{
  YttFieldClass *field_class = YTT_FIELD_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ytt_set_field_finalize;
  GTK_WIDGET_CLASS (klass)->focus = ytt_set_field_focus;
  GTK_WIDGET_CLASS (klass)->grab_focus = ytt_set_field_grab_focus;
  field_class->get_text = ytt_set_field_get_text;
  field_class->set_text = ytt_set_field_set_text;
  field_class->save = ytt_set_field_save;
}

static void
ytt_set_field_init (YttSetField *self)
{
  self->choices = g_array_new (FALSE, TRUE, sizeof (Choice));
  g_array_set_clear_func (self->choices, choice_clear);
  self->input = YTT_WRAP_BOX (ytt_wrap_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->input), "choices");
  ytt_field_set_input (YTT_FIELD (self), GTK_WIDGET (self->input), GTK_WIDGET (self->input), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "set");
  g_signal_connect (self, "saved", G_CALLBACK (save_if_known), NULL);
}

/**
 * ytt_set_field_new:
 * @title: what is chosen
 *
 * Returns: (transfer floating): a field without choices yet
 */
GtkWidget *
ytt_set_field_new (const char *title)
{
  return g_object_new (YTT_TYPE_SET_FIELD, "title", title, NULL);
}

/**
 * ytt_set_field_bind:
 * @self: a field
 * @editor: (nullable): the way into the document
 * @table: the table with a row for each code, such as "facility_stage"
 * @owner_column: its column with the record's key
 * @column: its column with the code
 */
void
ytt_set_field_bind (YttSetField *self,
                    YttEditor   *editor,
                    const char  *table,
                    const char  *owner_column,
                    const char  *column)
{
  g_return_if_fail (YTT_IS_SET_FIELD (self));
  g_return_if_fail (table != NULL && owner_column != NULL && column != NULL);

  ytt_field_bind (YTT_FIELD (self), editor, table, column);
  g_free (self->table);
  self->table = g_strdup (table);
  g_free (self->owner_column);
  self->owner_column = g_strdup (owner_column);
  g_free (self->column);
  self->column = g_strdup (column);
}

/**
 * ytt_set_field_add:
 * @self: a field
 * @code: what is stored
 * @label: what people read
 * @accessible_name: (nullable): what is read out, where @label is too short for that
 *
 * Adds a toggle at the end.
 */
void
ytt_set_field_add (YttSetField *self,
                   const char  *code,
                   const char  *label,
                   const char  *accessible_name)
{
  Choice choice;

  g_return_if_fail (YTT_IS_SET_FIELD (self));
  g_return_if_fail (code != NULL && label != NULL);

  choice.code = g_strdup (code);
  choice.toggle = gtk_toggle_button_new_with_label (label);
  gtk_widget_add_css_class (choice.toggle, "choice");
  if (accessible_name != NULL)
    {
      gtk_widget_set_tooltip_text (choice.toggle, accessible_name);
      gtk_accessible_update_property (GTK_ACCESSIBLE (choice.toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, accessible_name,
                                      -1);
    }
  g_signal_connect_object (choice.toggle, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  ytt_wrap_box_append (self->input, choice.toggle);
  g_array_append_val (self->choices, choice);
}

/**
 * ytt_set_field_set_rows:
 * @self: a field
 * @owner: the key of the record
 * @rows: (element-type YttRow): the rows of the record as they stand in the document; those of other tables are left out
 */
void
ytt_set_field_set_rows (YttSetField *self,
                        gint64       owner,
                        GPtrArray   *rows)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GPtrArray) own = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_row_unref);

  g_return_if_fail (YTT_IS_SET_FIELD (self));
  g_return_if_fail (self->table != NULL);
  g_return_if_fail (rows != NULL);

  for (guint i = 0; i < rows->len; i++)
    if (strcmp (ytt_row_get_table (g_ptr_array_index (rows, i)), self->table) == 0)
      g_ptr_array_add (own, ytt_row_ref (g_ptr_array_index (rows, i)));
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = g_steal_pointer (&own);
  self->owner = owner;

  for (guint i = 0; i < self->choices->len; i++)
    {
      const char *code = g_array_index (self->choices, Choice, i).code;
      gboolean has = FALSE;

      for (guint j = 0; j < self->rows->len; j++)
        has = has || g_strcmp0 (peek_code (self, j), code) == 0;
      if (has)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ";" : "", code);
    }
  ytt_field_take_stored (YTT_FIELD (self), owner, text->str);
  save_if_known (self);
}
