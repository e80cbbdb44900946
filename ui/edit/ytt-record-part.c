#include "config.h"

#include "ytt-record-part.h"

#include <string.h>

G_DEFINE_INTERFACE (YttRecordPart, ytt_record_part, GTK_TYPE_WIDGET)

static void
ytt_record_part_default_init (YttRecordPartInterface *iface)
{
}

/**
 * ytt_record_part_set_record:
 * @self: a part of the record editor
 * @session: what the window shows; its editor is the way into the document
 * @record: the facility as the detail pane shows it, with its claims, links and announcements
 * @rows: (element-type YttRow): its rows as they stand in the document
 *
 * Shows a facility to be edited.
 */
void
ytt_record_part_set_record (YttRecordPart *self,
                            YttSession    *session,
                            YttRecord     *record,
                            GPtrArray     *rows)
{
  g_return_if_fail (YTT_IS_RECORD_PART (self));

  YTT_RECORD_PART_GET_IFACE (self)->set_record (self, session, record, rows);
}

/**
 * ytt_rows_find:
 * @rows: (element-type YttRow): rows
 * @table: a table
 * @id: a key; 0 for the first row of the table
 *
 * Returns: (transfer none) (nullable): the row
 */
YttRow *
ytt_rows_find (GPtrArray  *rows,
               const char *table,
               gint64      id)
{
  g_return_val_if_fail (rows != NULL && table != NULL, NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      YttRow *row = g_ptr_array_index (rows, i);

      if (strcmp (ytt_row_get_table (row), table) == 0 && (id == 0 || ytt_row_get_id (row) == id))
        return row;
    }

  return NULL;
}
