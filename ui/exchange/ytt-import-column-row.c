#include "config.h"

#include "ytt-import-column-row.h"

#include <glib/gi18n.h>

/* What is shown of a column's content. */
#define MOST_SAMPLES 3
#define MOST_ROWS 200
#define MOST_LETTERS 60

struct _YttImportColumnRow
{
  AdwActionRow  parent_instance;

  guint         column;
  guint         changed_id;   /* while a unit is being typed */
  GArray       *choices;      /* (element-type Choice): as the drop-down lists them */
  char         *detail;       /* (nullable): which one the column tells of figures, where it tells one */

  GtkDropDown  *choice;
  GtkEntry     *unit;
};

/* What a column may be for: a field, or figures of an attribute. */
typedef struct
{
  YttImportField  field;
  const char     *attribute;   /* (nullable) */
} Choice;

/* Typing goes on until nothing was typed for so long, in ms. */
#define TYPING_TIME 400

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttImportColumnRow, ytt_import_column_row, ADW_TYPE_ACTION_ROW)

static const Choice *
get_choice (YttImportColumnRow *self)
{
  guint selected = gtk_drop_down_get_selected (self->choice);

  return &g_array_index (self->choices, Choice, selected < self->choices->len ? selected : 0);
}

static void
choice_cb (YttImportColumnRow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->unit), get_choice (self)->field == YTT_IMPORT_CLAIM);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
typed_cb (gpointer user_data)
{
  YttImportColumnRow *self = user_data;

  self->changed_id = 0;
  g_signal_emit (self, signals[CHANGED], 0);

  return G_SOURCE_REMOVE;
}

static void
unit_cb (YttImportColumnRow *self)
{
  g_clear_handle_id (&self->changed_id, g_source_remove);
  self->changed_id = g_timeout_add (TYPING_TIME, typed_cb, self);
}

static void
ytt_import_column_row_dispose (GObject *object)
{
  YttImportColumnRow *self = YTT_IMPORT_COLUMN_ROW (object);

  g_clear_handle_id (&self->changed_id, g_source_remove);
  g_clear_pointer (&self->choices, g_array_unref);
  g_clear_pointer (&self->detail, g_free);

  G_OBJECT_CLASS (ytt_import_column_row_parent_class)->dispose (object);
}

static void
ytt_import_column_row_class_init (YttImportColumnRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ytt_import_column_row_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
ytt_import_column_row_init (YttImportColumnRow *self)
{
  self->choices = g_array_new (FALSE, FALSE, sizeof (Choice));
}

static void
add_choice (YttImportColumnRow *self,
            GtkStringList      *names,
            YttImportField      field,
            const char         *attribute)
{
  Choice choice = { field, attribute };
  g_autofree char *detail = NULL;

  if (field == YTT_IMPORT_DETAIL)
    /* Translators: what a column of a table is for, as in "Capacity: as_of" */
    detail = g_strdup_printf (_("%s: %s"), ytt_attribute_get_label (attribute), self->detail);

  g_array_append_val (self->choices, choice);
  gtk_string_list_append (names, detail != NULL ? detail
                                 : attribute != NULL ? ytt_attribute_get_label (attribute) : ytt_import_field_get_label (field));
}

/* First what facilities are described by, then figures. */
static GtkStringList *
list_choices (YttImportColumnRow    *self,
              const YttImportColumn *chosen)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (YttImportField field = YTT_IMPORT_IGNORED; field < YTT_N_IMPORT_FIELDS; field++)
    if (field != YTT_IMPORT_CLAIM && field != YTT_IMPORT_DETAIL)
      add_choice (self, names, field, NULL);
  if (chosen->field == YTT_IMPORT_DETAIL)
    {
      self->detail = g_strdup (chosen->unit);
      add_choice (self, names, YTT_IMPORT_DETAIL, g_intern_string (chosen->attribute));
    }
  for (guint i = 0; ytt_attribute_get_nth (i) != NULL; i++)
    if (!g_str_equal (ytt_attribute_get_nth (i), "status"))
      add_choice (self, names, YTT_IMPORT_CLAIM, ytt_attribute_get_nth (i));

  return names;
}

/* The first few things that stand in a column, each once. */
static char *
take_samples (YttStaging *staging,
              guint       column)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GString) samples = g_string_new (NULL);

  for (guint row = 0; row < MIN (ytt_staging_get_n_rows (staging), MOST_ROWS); row++)
    {
      g_autofree char *cell = ytt_staging_dup_cell (staging, row, column);

      if (cell == NULL || *g_strstrip (g_strdelimit (cell, "\n\r\t", ' ')) == '\0' || g_hash_table_contains (seen, cell))
        continue;
      g_string_append_printf (samples, "%s%s", samples->len > 0 ? " · " : "", cell);
      g_hash_table_add (seen, g_steal_pointer (&cell));
      if (g_hash_table_size (seen) == MOST_SAMPLES)
        break;
    }
  if (g_utf8_strlen (samples->str, -1) > MOST_LETTERS)
    {
      g_string_truncate (samples, (gsize) (g_utf8_offset_to_pointer (samples->str, MOST_LETTERS) - samples->str));
      g_string_append (samples, "…");
    }

  return g_strdup (samples->len > 0 ? samples->str : _("Nothing stands in it"));
}

static void
choose (YttImportColumnRow    *self,
        const YttImportColumn *chosen)
{
  for (guint i = 0; i < self->choices->len; i++)
    {
      const Choice *choice = &g_array_index (self->choices, Choice, i);

      if (choice->field == chosen->field && g_strcmp0 (choice->attribute, chosen->attribute) == 0)
        gtk_drop_down_set_selected (self->choice, i);
    }
}

/* Many choices are found fastest by typing. */
static void
make_searchable (GtkDropDown *choice)
{
  g_autoptr(GtkExpression) expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  gtk_drop_down_set_expression (choice, expression);
  gtk_drop_down_set_enable_search (choice, TRUE);
}

/**
 * ytt_import_column_row_new:
 * @staging: a foreign file
 * @column: from 0
 * @chosen: what the column is for at first
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
ytt_import_column_row_new (YttStaging            *staging,
                           guint                  column,
                           const YttImportColumn *chosen)
{
  YttImportColumnRow *self = g_object_new (YTT_TYPE_IMPORT_COLUMN_ROW, "use-markup", FALSE, "title-lines", 1,
                                           "subtitle-lines", 1, NULL);
  g_autofree char *samples = take_samples (staging, column);
  const char *name = ytt_staging_get_column (staging, column);
  g_autofree char *label = g_strdup_printf (_("What “%s” is for"), name), *unit_label = g_strdup_printf (_("Unit of “%s”"), name);

  self->column = column;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), samples);
  /* GTK 4.8 complains of a label that is narrower than the dots that would end it. */
  if (g_utf8_strlen (samples, -1) < 3)
    adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);
  if (g_utf8_strlen (name, -1) < 3)
    adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), samples);

  self->unit = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_placeholder_text (self->unit, _("Unit"));
  gtk_editable_set_width_chars (GTK_EDITABLE (self->unit), 10);
  gtk_editable_set_text (GTK_EDITABLE (self->unit), chosen->field == YTT_IMPORT_CLAIM ? chosen->unit : "");
  gtk_widget_set_valign (GTK_WIDGET (self->unit), GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->unit), _("What numbers that stand alone are counted in, such as t/yr REO"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->unit), GTK_ACCESSIBLE_PROPERTY_LABEL, unit_label, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->unit));

  self->choice = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (list_choices (self, chosen)), NULL));
  make_searchable (self->choice);
  gtk_widget_set_valign (GTK_WIDGET (self->choice), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choice), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->choice));
  choose (self, chosen);
  gtk_widget_set_visible (GTK_WIDGET (self->unit), chosen->field == YTT_IMPORT_CLAIM);

  g_signal_connect_object (self->choice, "notify::selected", G_CALLBACK (choice_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->unit, "changed", G_CALLBACK (unit_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/**
 * ytt_import_column_row_apply:
 * @self: a row
 * @mapping: the mapping to tell
 *
 * Tells a mapping what was chosen.
 */
void
ytt_import_column_row_apply (YttImportColumnRow *self,
                             YttImportMapping   *mapping)
{
  const Choice *choice;

  g_return_if_fail (YTT_IS_IMPORT_COLUMN_ROW (self));

  choice = get_choice (self);
  ytt_import_mapping_set (mapping, self->column, choice->field, choice->attribute,
                          choice->field == YTT_IMPORT_CLAIM ? gtk_editable_get_text (GTK_EDITABLE (self->unit))
                          : choice->field == YTT_IMPORT_DETAIL ? self->detail : NULL);
}
