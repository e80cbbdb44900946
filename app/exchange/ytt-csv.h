#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * YttCsvRow:
 * @line: the line on which it begins, from 1
 * @fields: (array) (element-type utf8): the texts of its fields
 *
 * One row of a CSV file. A field in quotes may hold line ends, so a row is not always a line.
 */
typedef struct
{
  guint      line;
  GPtrArray *fields;
} YttCsvRow;

void        ytt_csv_row_free  (YttCsvRow    *row);

GPtrArray  *ytt_csv_parse     (const char   *text,
                               gssize        length,
                               GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttCsvRow, ytt_csv_row_free)

G_END_DECLS
