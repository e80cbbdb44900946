#pragma once

#include <adwaita.h>

#include "ytt-import-mapping.h"

G_BEGIN_DECLS

#define YTT_TYPE_IMPORT_COLUMN_ROW (ytt_import_column_row_get_type ())

/**
 * YttImportColumnRow:
 *
 * A column of a foreign file: its name, samples of what stands in it, and a choice of what it is for.
 *
 * Signals:
 *   "changed": something else was chosen
 */
G_DECLARE_FINAL_TYPE (YttImportColumnRow, ytt_import_column_row, YTT, IMPORT_COLUMN_ROW, AdwActionRow)

GtkWidget *ytt_import_column_row_new   (YttStaging            *staging,
                                        guint                  column,
                                        const YttImportColumn *chosen);
void       ytt_import_column_row_apply (YttImportColumnRow    *self,
                                        YttImportMapping      *mapping);

G_END_DECLS
