#pragma once

#include <gtk/gtk.h>

#include "ytt-import.h"

G_BEGIN_DECLS

#define YTT_TYPE_IMPORT_ITEM (ytt_import_item_get_type ())

/**
 * YttImportItem:
 *
 * A row of a foreign file in the list of a review.
 */
G_DECLARE_FINAL_TYPE (YttImportItem, ytt_import_item, YTT, IMPORT_ITEM, GObject)

guint       ytt_import_item_get_row  (YttImportItem    *self);

#define YTT_TYPE_IMPORT_ROWS (ytt_import_rows_get_type ())

/**
 * YttImportRows:
 *
 * The rows of a review that have one verdict, a GListModel of YttImportItem; an item is made when it is looked at.
 */
G_DECLARE_FINAL_TYPE (YttImportRows, ytt_import_rows, YTT, IMPORT_ROWS, GObject)

YttImportRows *ytt_import_rows_new   (void);
/* NULL for none; anew: what is told of each may be another, not only which there are */
void           ytt_import_rows_show    (YttImportRows    *self,
                                       YttImport        *import,
                                       YttImportVerdict  verdict,
                                       gboolean          anew);
/* What is told of one row is another. */
void           ytt_import_rows_refresh (YttImportRows    *self,
                                        guint             row);

G_END_DECLS
