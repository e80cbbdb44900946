#include "config.h"

#include "ytt-reference-field.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-codes.h"
#include "ytt-format.h"
#include "ytt-record-part.h"
#include "ytt-source-field.h"

/* How many that are named in another way are asked about. */
#define MAX_NEAR 4

/* What a field refers to, and what a name was looked up for. */
typedef struct
{
  YttMatchKind  kind;
  char         *column;        /* (owned) (nullable): what it saves into */
  char         *required;      /* (owned) (nullable) */
  GArray       *excluded;      /* (owned) (element-type gint64) */
  char         *why_excluded;  /* (owned) (nullable) */
  GPtrArray    *rows;          /* (owned) (nullable) (element-type YttRow): what has the names */

  char         *text;          /* (owned) (nullable) */
  GPtrArray    *matches;       /* (owned) (nullable) (element-type YttMatch): NULL while it is looked up */
  GError       *error;         /* (owned) (nullable) */
  GCancellable *cancellable;   /* (owned) (nullable) */
} Reference;

typedef struct
{
  YttField  *field;       /* (owned) */
  Reference *reference;   /* lives as long as the field */
  GPtrArray *matches;     /* (owned) (nullable): what was found before it asks on */
} Asked;

static void
asked_free (Asked *asked)
{
  g_clear_pointer (&asked->matches, g_ptr_array_unref);
  g_object_unref (asked->field);
  g_free (asked);
}

static Reference *
get_reference (YttField *field)
{
  return g_object_get_data (G_OBJECT (field), "reference");
}

static void
forget (Reference *reference)
{
  g_cancellable_cancel (reference->cancellable);
  g_clear_object (&reference->cancellable);
  g_clear_pointer (&reference->text, g_free);
  g_clear_pointer (&reference->matches, g_ptr_array_unref);
  g_clear_error (&reference->error);
}

static void
reference_free (gpointer data)
{
  Reference *reference = data;

  forget (reference);
  g_free (reference->column);
  g_free (reference->required);
  g_array_unref (reference->excluded);
  g_free (reference->why_excluded);
  g_clear_pointer (&reference->rows, g_ptr_array_unref);
  g_free (reference);
}

static gboolean
is_same_name (const char *a,
              const char *b)
{
  g_autofree char *folded_a = g_utf8_casefold (a, -1), *folded_b = g_utf8_casefold (b, -1);

  return g_utf8_collate (folded_a, folded_b) == 0;
}

static gboolean
may_be_new (Reference *reference)
{
  return reference->kind == YTT_MATCH_ORGANISATION || reference->kind == YTT_MATCH_SUPPLY_END;
}

/* Before those that were found by their words. */
static void
prepend_alike (Reference *reference,
               GPtrArray *alike)
{
  gint64 sign = reference->kind == YTT_MATCH_SUPPLY_END ? -1 : 1;

  for (guint i = 0; i < alike->len; i++)
    {
      YttMatch *match = g_ptr_array_index (alike, i);
      YttMatch *copy;

      for (guint j = reference->matches->len; j-- > 0;)
        if (((YttMatch *) g_ptr_array_index (reference->matches, j))->id == sign * match->id)
          g_ptr_array_remove_index (reference->matches, j);

      copy = g_new0 (YttMatch, 1);
      copy->id = sign * match->id;
      copy->text = g_strdup (match->text);
      copy->detail = g_strdup (match->detail);
      g_ptr_array_insert (reference->matches, (int) i, copy);
    }
}

/* An organisation that is named a little otherwise must not be added anew. */
static void
alike_found_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  Asked *asked = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) alike = ytt_store_find_similar_finish (YTT_STORE (object), result, &error);

  /* After a cancellation the reference may be gone. */
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      asked->reference->matches = g_steal_pointer (&asked->matches);
      if (alike != NULL)
        prepend_alike (asked->reference, alike);
      asked->reference->error = g_steal_pointer (&error);
      ytt_field_read_again (asked->field);
    }
  asked_free (asked);
}

static gboolean
has_same_name (GPtrArray  *matches,
               const char *text)
{
  for (guint i = 0; i < matches->len; i++)
    if (is_same_name (((YttMatch *) g_ptr_array_index (matches, i))->text, text))
      return TRUE;

  return FALSE;
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Asked *asked = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) matches = ytt_store_match_finish (YTT_STORE (object), result, &error);

  /* After a cancellation the reference may be gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      asked_free (asked);
      return;
    }
  if (matches != NULL && may_be_new (asked->reference) && !has_same_name (matches, asked->reference->text))
    {
      asked->matches = g_steal_pointer (&matches);
      ytt_store_find_similar_async (YTT_STORE (object), YTT_MATCH_ORGANISATION, 0, asked->reference->text,
                                    asked->reference->cancellable, alike_found_cb, asked);
      return;
    }

  asked->reference->matches = g_steal_pointer (&matches);
  asked->reference->error = g_steal_pointer (&error);
  ytt_field_read_again (asked->field);
  asked_free (asked);
}

static void
look_up (YttField   *field,
         const char *text,
         Reference  *reference)
{
  YttStore *store = ytt_editor_get_store (ytt_field_get_editor (field));
  Asked *asked;

  forget (reference);
  if (store == NULL)
    return;

  reference->text = g_strdup (text);
  reference->cancellable = g_cancellable_new ();
  asked = g_new0 (Asked, 1);
  asked->field = g_object_ref (field);
  asked->reference = reference;
  ytt_store_match_async (store, reference->kind, text, 2 * MAX_NEAR, reference->cancellable, found_cb, asked);
}

/* Reading */

static void
add_reading (GPtrArray  *readings,
             const char *label,
             gint64      key,
             const char *name)
{
  YttFieldReading *reading = ytt_field_reading_new (label);

  ytt_field_reading_set (reading, "key", YTT_CELL_OF_INTEGER (key));
  ytt_field_reading_set (reading, "name", YTT_CELL_OF_TEXT (name));
  g_ptr_array_add (readings, reading);
}

/* What tells it from others of the name: where it is, or when it was. */
static char *
describe (YttMatch     *match,
          YttMatchKind  kind)
{
  g_autofree char *detail = NULL;

  if (match->detail != NULL && *match->detail != '\0')
    detail = kind == YTT_MATCH_ANNOUNCEMENT ? ytt_format_date (match->detail)
             : strlen (match->detail) == 2  ? g_strdup (ytt_country_get_name (match->detail))
                                            : g_strdup (match->detail);
  if (match->id < 0 && detail != NULL)
    /* Translators: an organisation and its country, beside facilities of the same name */
    return g_strdup_printf (_("%s (organisation, %s)"), match->text, detail);
  if (match->id < 0)
    return g_strdup_printf (_("%s (organisation)"), match->text);
  if (detail == NULL)
    return g_strdup (match->text);

  /* Translators: a facility, organisation or announcement, and its country or date */
  return g_strdup_printf (_("%s (%s)"), match->text, detail);
}

/* Those of that very name; without one, those that are near, and a new one where there may be one. */
static void
add_matches (GPtrArray  *readings,
             Reference  *reference,
             const char *text)
{
  GPtrArray *matches = reference->matches;
  g_autofree char *label = NULL;

  for (guint i = 0; i < matches->len; i++)
    {
      YttMatch *match = g_ptr_array_index (matches, i);
      g_autofree char *name = describe (match, reference->kind);

      if (is_same_name (match->text, text))
        add_reading (readings, name, match->id, match->text);
    }
  if (readings->len > 0)
    return;

  for (guint i = 0; i < matches->len && i < MAX_NEAR; i++)
    {
      YttMatch *match = g_ptr_array_index (matches, i);
      g_autofree char *name = describe (match, reference->kind);

      add_reading (readings, name, match->id, match->text);
    }
  if (!may_be_new (reference))
    return;

  /* Translators: a button that adds an organisation of this name to the document */
  label = g_strdup_printf (_("Add “%s”"), text);
  add_reading (readings, label, 0, text);
  if (reference->kind == YTT_MATCH_SUPPLY_END)
    ytt_field_reading_set (g_ptr_array_index (readings, readings->len - 1), "sign", YTT_CELL_OF_INTEGER (-1));
}

static const char *
get_unknown_text (YttMatchKind kind)
{
  return kind == YTT_MATCH_ANNOUNCEMENT ? _("The document has no announcement of this title")
                                        : _("The document has no facility of this name");
}

static gboolean
fail (GError     **error,
      const char  *message)
{
  g_set_error_literal (error, YTT_ERROR, YTT_ERROR_INVALID, message);

  return FALSE;
}

/* Takes out what it cannot be. */
static gboolean
check (Reference  *reference,
       GPtrArray  *readings,
       GError    **error)
{
  for (guint i = readings->len; i-- > 0;)
    {
      YttCell key = ytt_field_reading_get (g_ptr_array_index (readings, i), "key");

      for (guint j = 0; j < reference->excluded->len; j++)
        if (key.kind == YTT_CELL_INTEGER && key.integer == g_array_index (reference->excluded, gint64, j))
          {
            g_ptr_array_remove_index (readings, i);
            break;
          }
    }

  return readings->len > 0 || fail (error, reference->why_excluded);
}

static gboolean
read_cb (YttField    *field,
         const char  *text,
         GPtrArray   *readings,
         gpointer     user_data,
         GError     **error)
{
  Reference *reference = user_data;
  gint64 picked = ytt_text_field_get_picked (YTT_TEXT_FIELD (field));

  if (*text == '\0' && reference->required != NULL)
    return fail (error, reference->required);
  if (*text == '\0')
    {
      g_ptr_array_add (readings, ytt_field_reading_new (NULL));
      return TRUE;
    }
  if (picked != 0)
    {
      add_reading (readings, NULL, picked, text);
      return check (reference, readings, error);
    }

  if (g_strcmp0 (reference->text, text) != 0)
    look_up (field, text, reference);
  if (reference->error != NULL)
    {
      *error = g_error_copy (reference->error);
      g_clear_pointer (&reference->text, g_free);   /* the next time it is asked again */
      return FALSE;
    }
  if (reference->matches == NULL)
    return FALSE;

  add_matches (readings, reference, text);
  if (readings->len == 0)
    return fail (error, get_unknown_text (reference->kind));

  return check (reference, readings, error);
}

/* Showing and saving */

/**
 * ytt_rows_get_name:
 * @rows: (element-type YttRow): rows
 * @table: the table that @key is of
 * @key: a cell that refers to a row of it
 *
 * Returns: (transfer none): what that row is called; "" where it refers to none of @rows
 */
const char *
ytt_rows_get_name (GPtrArray  *rows,
                   const char *table,
                   YttCell     key)
{
  YttRow *row = rows != NULL && key.kind == YTT_CELL_INTEGER && key.integer != 0
                ? ytt_rows_find (rows, table, key.integer) : NULL;
  const char *name = row != NULL ? ytt_row_get_text (row, "name") : NULL;

  if (row != NULL && name == NULL)
    name = ytt_row_get_text (row, "title");

  return name != NULL ? name : "";
}

static const char *
get_table (YttMatchKind kind)
{
  switch ((guint) kind)
    {
    case YTT_MATCH_ORGANISATION:
      return "organisation";
    case YTT_MATCH_ANNOUNCEMENT:
      return "announcement";
    case YTT_MATCH_SOURCE:
      return "source";
    default:
      return "facility";
    }
}

static char *
format_cb (YttField *field,
           YttRow   *row,
           gpointer  user_data)
{
  Reference *reference = user_data;
  const char *name;

  if (reference->kind != YTT_MATCH_SUPPLY_END)
    return g_strdup (ytt_rows_get_name (reference->rows, get_table (reference->kind), ytt_row_get (row, reference->column)));

  name = ytt_rows_get_name (reference->rows, "facility", ytt_row_get (row, "to_facility"));
  if (*name == '\0')
    name = ytt_rows_get_name (reference->rows, "organisation", ytt_row_get (row, "to_organisation"));

  return g_strdup (name);
}

static YttCell
make_cell (gint64 key)
{
  return key != 0 ? YTT_CELL_OF_INTEGER (key) : YTT_CELL_OF_NULL;
}

static void
change (YttChanges *changes,
        YttRow     *row,
        const char *column,
        YttCell     cell)
{
  ytt_changes_expect (changes, column, ytt_row_get (row, column));
  ytt_changes_set (changes, column, cell);
}

static void
save_cb (YttField        *field,
         YttFieldReading *reading,
         YttChanges      *changes,
         gpointer         user_data)
{
  Reference *reference = user_data;
  YttRow *row = ytt_field_get_row (field);
  const char *column = reference->column;
  YttCell cell, other;
  gint64 key;

  if (row == NULL)
    return;

  key = ytt_reference_field_take (reading, changes);
  cell = make_cell (MAX (key, 0));
  other = make_cell (MAX (-key, 0));
  if (ytt_cell_equal (ytt_row_get (row, column), cell)
      && (reference->kind != YTT_MATCH_SUPPLY_END || ytt_cell_equal (ytt_row_get (row, "to_organisation"), other)))
    return;

  ytt_changes_update (changes, ytt_row_get_table (row), ytt_row_get_id (row));
  change (changes, row, column, cell);
  if (reference->kind == YTT_MATCH_SUPPLY_END)
    change (changes, row, "to_organisation", other);
}

/* What was looked up holds only until the document has one more. */
static void
saved_cb (Reference *reference)
{
  forget (reference);
}

/**
 * ytt_reference_field_new:
 * @title: what it refers to
 * @kind: of what: %YTT_MATCH_ORGANISATION, %YTT_MATCH_FACILITY, %YTT_MATCH_ANNOUNCEMENT, %YTT_MATCH_SOURCE or
 *   %YTT_MATCH_SUPPLY_END
 *
 * Returns: (transfer floating): a text field that proposes what the document has, and reads a name as one of it
 */
GtkWidget *
ytt_reference_field_new (const char   *title,
                         YttMatchKind  kind)
{
  GtkWidget *field = kind == YTT_MATCH_SOURCE ? ytt_source_field_new (title) : ytt_text_field_new (title);
  Reference *reference = g_new0 (Reference, 1);

  reference->kind = kind;
  reference->excluded = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_object_set_data_full (G_OBJECT (field), "reference", reference, reference_free);
  if (kind == YTT_MATCH_SOURCE)
    {
      ytt_source_field_set_optional (YTT_FIELD (field));
      return field;
    }

  ytt_text_field_set_match_kind (YTT_TEXT_FIELD (field), kind);
  ytt_field_set_read_func (YTT_FIELD (field), read_cb, reference, NULL);
  g_signal_connect_swapped (field, "saved", G_CALLBACK (saved_cb), reference);

  return field;
}

void
ytt_reference_field_set_required (YttField   *field,
                                  const char *required)
{
  Reference *reference = get_reference (field);

  g_return_if_fail (reference != NULL);

  g_free (reference->required);
  reference->required = g_strdup (required);
}

void
ytt_reference_field_set_excluded (YttField     *field,
                                  const gint64 *keys,
                                  guint         n_keys,
                                  const char   *message)
{
  Reference *reference = get_reference (field);

  g_return_if_fail (reference != NULL);
  g_return_if_fail (message != NULL);

  g_array_set_size (reference->excluded, 0);
  g_array_append_vals (reference->excluded, keys, n_keys);
  g_free (reference->why_excluded);
  reference->why_excluded = g_strdup (message);
}

/**
 * ytt_reference_field_bind:
 * @field: a field
 * @editor: (nullable): the way into the document
 * @table: a record table
 * @column: its column that refers to another row; of a supply link's end, "to_facility"
 */
void
ytt_reference_field_bind (YttField   *field,
                          YttEditor  *editor,
                          const char *table,
                          const char *column)
{
  Reference *reference = get_reference (field);

  g_return_if_fail (reference != NULL);

  g_free (reference->column);
  reference->column = g_strdup (column);
  ytt_field_bind (field, editor, table, column);
}

/**
 * ytt_reference_field_set_row:
 * @field: a field that was bound
 * @row: the row as it stands in the document
 * @rows: (element-type YttRow): what it refers to is among them
 *
 * Shows a row, into whose column the field saves from now on.
 */
void
ytt_reference_field_set_row (YttField  *field,
                             YttRow    *row,
                             GPtrArray *rows)
{
  Reference *reference = get_reference (field);

  g_return_if_fail (reference != NULL);
  g_return_if_fail (rows != NULL);

  g_ptr_array_ref (rows);
  g_clear_pointer (&reference->rows, g_ptr_array_unref);
  reference->rows = rows;
  ytt_field_set_format_func (field, format_cb, reference, NULL);
  ytt_field_set_save_func (field, save_cb, reference, NULL);
  ytt_field_set_row (field, row);
}

/**
 * ytt_reference_field_take:
 * @reading: what such a field means
 * @changes: what is going to be saved
 *
 * Adds the organisation or source to @changes if it is new. This names another row, so call it before the row that refers to it is
 * named.
 *
 * Returns: the key as the reading has it, negative for an organisation at the end of a supply link; 0 if the field is
 *   empty
 */
gint64
ytt_reference_field_take (YttFieldReading *reading,
                          YttChanges      *changes)
{
  YttCell key = ytt_field_reading_get (reading, "key");
  gint64 id;

  if (ytt_field_reading_get (reading, "source").kind == YTT_CELL_INTEGER)
    return ytt_source_field_take (reading, changes);
  if (key.kind != YTT_CELL_INTEGER)
    return 0;
  if (key.integer != 0)
    return key.integer;

  id = ytt_changes_insert (changes, "organisation");
  ytt_changes_set (changes, "name", ytt_field_reading_get (reading, "name"));

  return ytt_field_reading_get (reading, "sign").kind == YTT_CELL_INTEGER ? -id : id;
}
