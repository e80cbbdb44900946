#pragma once

#include <gtk/gtk.h>

#include "ytt-import.h"

G_BEGIN_DECLS

#define YTT_TYPE_IMPORT_CHOOSER (ytt_import_chooser_get_type ())

/**
 * YttImportChooser:
 *
 * Asks which facility of a document a row of a foreign file is: found by its name, a new one, or none. What stands in the
 * row is looked for at first. Down goes from the field to what was found, Enter takes the first.
 *
 * Signals:
 *   "chosen" (int64 facility, string name): a facility's key and name, or one of %YTT_IMPORT_AS_GUESSED,
 *     %YTT_IMPORT_AS_NEW and %YTT_IMPORT_NOT_AT_ALL and ""
 */
G_DECLARE_FINAL_TYPE (YttImportChooser, ytt_import_chooser, YTT, IMPORT_CHOOSER, GtkPopover)

GtkWidget *ytt_import_chooser_new (YttStore   *store,
                                   const char *name,
                                   gint64      decision);

G_END_DECLS
