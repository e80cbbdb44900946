#pragma once

#include <gtk/gtk.h>

#include "ytt-import.h"

G_BEGIN_DECLS

#define YTT_TYPE_IMPORT_ROW_VIEW (ytt_import_row_view_get_type ())

/**
 * YttImportRowView:
 *
 * A row of a foreign file as a review lists it: its name, what it would change or why it cannot be used, and a button that
 * leaves it out or takes it in again.
 *
 * Signals:
 *   "decided" (): the button was clicked
 */
G_DECLARE_FINAL_TYPE (YttImportRowView, ytt_import_row_view, YTT, IMPORT_ROW_VIEW, GtkBox)

GtkWidget *ytt_import_row_view_new  (void);
void       ytt_import_row_view_show (YttImportRowView *self,
                                     YttImport        *import,
                                     guint             row);

G_END_DECLS
