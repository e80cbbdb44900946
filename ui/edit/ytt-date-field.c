#include "config.h"

#include "ytt-date-field.h"

#include <string.h>

#include "ytt-format.h"
#include "ytt-when.h"

static void
set_date (YttFieldReading *reading,
          const char      *column,
          const char      *iso)
{
  ytt_field_reading_set (reading, column, iso != NULL ? YTT_CELL_OF_TEXT (iso) : YTT_CELL_OF_NULL);
}

static gboolean
read_cb (YttField    *field,
         const char  *text,
         GPtrArray   *readings,
         gpointer     user_data,
         GError     **error)
{
  const char *column = user_data;
  g_autoptr(GPtrArray) dates = NULL;

  if (*text == '\0')
    {
      YttFieldReading *nothing = ytt_field_reading_new (NULL);

      set_date (nothing, column, NULL);
      g_ptr_array_add (readings, nothing);
      return TRUE;
    }

  dates = ytt_when_parse (text, YTT_WHEN_PLAIN, NULL, error);
  for (guint i = 0; dates != NULL && i < dates->len; i++)
    {
      const YttReading *date = g_ptr_array_index (dates, i);
      YttFieldReading *reading = ytt_field_reading_new (date->meaning);

      set_date (reading, column, date->value);
      g_ptr_array_add (readings, reading);
    }

  return dates != NULL;
}

/* As people read dates, where that means the same again. */
static char *
format_cb (YttField *field,
           YttRow   *row,
           gpointer  user_data)
{
  const char *iso = ytt_row_get_text (row, user_data);
  g_autofree char *shown = NULL;
  g_autoptr(GPtrArray) dates = NULL;

  if (iso == NULL || *iso == '\0')
    return g_strdup ("");

  shown = ytt_format_date (iso);
  dates = ytt_when_parse (shown, YTT_WHEN_PLAIN, NULL, NULL);
  if (dates != NULL && dates->len == 1 && strcmp (((YttReading *) g_ptr_array_index (dates, 0))->value, iso) == 0)
    return g_steal_pointer (&shown);

  return g_strdup (iso);
}

/**
 * ytt_date_field_new:
 * @title: what happens then
 *
 * Returns: (transfer floating): a text field for a date
 */
GtkWidget *
ytt_date_field_new (const char *title)
{
  return ytt_text_field_new (title);
}

/**
 * ytt_date_field_bind:
 * @field: a field for a date
 * @editor: (nullable): the way into the document
 * @table: a record table
 * @column: its column with the date
 */
void
ytt_date_field_bind (YttField   *field,
                     YttEditor  *editor,
                     const char *table,
                     const char *column)
{
  g_return_if_fail (YTT_IS_TEXT_FIELD (field));

  ytt_field_bind (field, editor, table, column);
  ytt_field_set_read_func (field, read_cb, g_strdup (column), g_free);
  ytt_field_set_format_func (field, format_cb, g_strdup (column), g_free);
}
