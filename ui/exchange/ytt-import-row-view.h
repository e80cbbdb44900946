#pragma once

#include <gtk/gtk.h>

#include "ytt-import.h"

G_BEGIN_DECLS

#define YTT_TYPE_IMPORT_ROW_VIEW (ytt_import_row_view_get_type ())

/**
 * YttImportRowView:
 *
 * A row of a foreign file as a review lists it: its name, what it would change or why it cannot be used, a button that
 * leaves it out or takes it in again, and one that asks which facility it is.
 *
 * Signals:
 *   "decided" (int64 facility, string name): what the row is, as for ytt_import_decide(), and what the facility is called
 */
G_DECLARE_FINAL_TYPE (YttImportRowView, ytt_import_row_view, YTT, IMPORT_ROW_VIEW, GtkBox)

GtkWidget *ytt_import_row_view_new  (void);
void       ytt_import_row_view_show (YttImportRowView *self,
                                     YttStore         *store,
                                     YttImport        *import,
                                     guint             row,
                                     const char       *chosen);

G_END_DECLS
