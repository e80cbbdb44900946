#include "config.h"

#include "ytt-amount-field.h"

#include <glib/gi18n.h>

#include "ytt-quantity.h"

static void
add_reading (GPtrArray  *readings,
             const char *label,
             YttCell     amount,
             YttCell     currency,
             YttCell     qualifier)
{
  YttFieldReading *reading = ytt_field_reading_new (label);

  ytt_field_reading_set (reading, "amount", amount);
  ytt_field_reading_set (reading, "currency", currency);
  ytt_field_reading_set (reading, "amount_qualifier", qualifier);
  g_ptr_array_add (readings, reading);
}

/* What the three columns have no room for is not let go silently. */
static gboolean
check (const YttReading  *amount,
       GError           **error)
{
  if (amount->value_max != NULL)
    {
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_INVALID,
                           _("An announcement has one amount, such as “up to USD 223m”"));
      return FALSE;
    }
  if (amount->note != NULL && *amount->note != '\0')
    {
      /* Translators: %s is what was typed beside an amount of money */
      g_set_error (error, YTT_ERROR, YTT_ERROR_INVALID, _("“%s” has no place here. It may stand in the summary"),
                   amount->note);
      return FALSE;
    }

  return TRUE;
}

static gboolean
read_cb (YttField    *field,
         const char  *text,
         GPtrArray   *readings,
         gpointer     user_data,
         GError     **error)
{
  g_autoptr(GPtrArray) amounts = NULL;

  if (*text == '\0')
    {
      add_reading (readings, NULL, YTT_CELL_OF_NULL, YTT_CELL_OF_NULL, YTT_CELL_OF_NULL);
      return TRUE;
    }

  amounts = ytt_quantity_parse ("capex", text, NULL, error);
  for (guint i = 0; amounts != NULL && i < amounts->len; i++)
    {
      const YttReading *amount = g_ptr_array_index (amounts, i);

      if (!check (amount, error))
        return FALSE;

      add_reading (readings, amount->meaning, YTT_CELL_OF_TEXT (amount->value), YTT_CELL_OF_TEXT (amount->unit),
                   YTT_CELL_OF_TEXT (ytt_qualifier_to_code (amount->qualifier)));
    }

  return amounts != NULL;
}

static const char *
get_text (YttRow     *row,
          const char *column)
{
  const char *text = ytt_row_get_text (row, column);

  return text != NULL ? text : "";
}

static char *
format_cb (YttField *field,
           YttRow   *row,
           gpointer  user_data)
{
  g_autofree char *amount = ytt_cell_to_text (ytt_row_get (row, "amount"));
  YttClaim claim = { 0 };

  if (*amount == '\0')
    return g_strdup ("");

  claim.attribute = (char *) "capex";
  claim.part = (char *) "";
  claim.basis = (char *) "";
  claim.value = amount;
  claim.unit = (char *) get_text (row, "currency");
  ytt_qualifier_from_code (get_text (row, "amount_qualifier"), &claim.qualifier);

  return ytt_readings_unparse (&claim);
}

/**
 * ytt_amount_field_new:
 * @title: what the money is for
 *
 * Returns: (transfer floating): a text field for an amount of money
 */
GtkWidget *
ytt_amount_field_new (const char *title)
{
  return ytt_text_field_new (title);
}

/**
 * ytt_amount_field_bind:
 * @field: a field for an amount
 * @editor: (nullable): the way into the document
 * @table: a record table that has the three columns
 */
void
ytt_amount_field_bind (YttField   *field,
                       YttEditor  *editor,
                       const char *table)
{
  g_return_if_fail (YTT_IS_TEXT_FIELD (field));

  ytt_field_bind (field, editor, table, "amount");
  ytt_field_set_read_func (field, read_cb, NULL, NULL);
  ytt_field_set_format_func (field, format_cb, NULL, NULL);
}
