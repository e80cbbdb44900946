#pragma once

#include <glib-object.h>

#include "ytt-cell.h"

G_BEGIN_DECLS

#define YTT_TYPE_ROW (ytt_row_get_type ())

/**
 * YttRow:
 *
 * One row of a record table as it stands in the document, for whoever edits it: column by column, with nothing chosen or
 * derived. Filled by one owner, then shared by reference.
 */
typedef struct _YttRow YttRow;

GType       ytt_row_get_type  (void);
YttRow     *ytt_row_new       (const char *table,
                               gint64      id);
YttRow     *ytt_row_ref       (YttRow     *self);
void        ytt_row_unref     (YttRow     *self);

const char *ytt_row_get_table (YttRow     *self);
gint64      ytt_row_get_id    (YttRow     *self);
void        ytt_row_set       (YttRow     *self,
                               const char *column,
                               YttCell     cell);
YttCell     ytt_row_get       (YttRow     *self,
                               const char *column);
const char *ytt_row_get_text  (YttRow     *self,
                               const char *column);
GStrv       ytt_row_get_columns (YttRow   *self);

gboolean    ytt_cell_equal    (YttCell     a,
                               YttCell     b);
char       *ytt_cell_to_text  (YttCell     cell);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttRow, ytt_row_unref)

G_END_DECLS
