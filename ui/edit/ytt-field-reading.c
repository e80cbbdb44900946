#include "config.h"

#include "ytt-field-reading.h"

struct _YttFieldReading
{
  gatomicrefcount  ref_count;
  char            *label;   /* (owned) (nullable) */
  YttRow          *row;     /* (owned) */
};

/**
 * ytt_field_reading_new:
 * @label: (nullable): words to choose it by, such as "metric tons"; unused where it is the only one
 *
 * Returns: (transfer full): a reading that sets nothing yet
 */
YttFieldReading *
ytt_field_reading_new (const char *label)
{
  YttFieldReading *self = g_new0 (YttFieldReading, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->label = g_strdup (label);
  self->row = ytt_row_new ("", 0);

  return self;
}

YttFieldReading *
ytt_field_reading_ref (YttFieldReading *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
ytt_field_reading_unref (YttFieldReading *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  ytt_row_unref (self->row);
  g_free (self->label);
  g_free (self);
}

/**
 * ytt_field_reading_get_label:
 * @self: a reading
 *
 * Returns: (nullable): the words to choose it by
 */
const char *
ytt_field_reading_get_label (YttFieldReading *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->label;
}

/**
 * ytt_field_reading_set:
 * @self: a reading
 * @column: a column of the field's row, or any other name for a field that saves in its own way
 * @cell: what the text means for it; its text is copied
 */
void
ytt_field_reading_set (YttFieldReading *self,
                       const char      *column,
                       YttCell          cell)
{
  g_return_if_fail (self != NULL);

  ytt_row_set (self->row, column, cell);
}

/**
 * ytt_field_reading_get:
 * @self: a reading
 * @column: a column
 *
 * Returns: what the text means for it, which lives as long as the reading
 */
YttCell
ytt_field_reading_get (YttFieldReading *self,
                       const char      *column)
{
  g_return_val_if_fail (self != NULL, YTT_CELL_OF_NULL);

  return ytt_row_get (self->row, column);
}

/**
 * ytt_field_reading_get_row:
 * @self: a reading
 *
 * Returns: (transfer none): all that it sets
 */
YttRow *
ytt_field_reading_get_row (YttFieldReading *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->row;
}
