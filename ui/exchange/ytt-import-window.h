#pragma once

#include <adwaita.h>

#include "ytt-pasted.h"
#include "ytt-session.h"

G_BEGIN_DECLS

#define YTT_TYPE_IMPORT_WINDOW (ytt_import_window_get_type ())

/**
 * YttImportWindow:
 *
 * Brings a foreign file into the document of a session: reads it, shows how its columns are understood and what would become
 * of each row, and imports it when that is asked for. Until then nothing is written; closing the window gives up.
 *
 * Signals:
 *   "imported" (int64 entry, string summary): it is in the document, and can be taken back
 */
G_DECLARE_FINAL_TYPE (YttImportWindow, ytt_import_window, YTT, IMPORT_WINDOW, AdwWindow)

GtkWidget *ytt_import_window_new (YttSession *session,
                                  const char *path);
/* A text that was pasted */
GtkWidget *ytt_import_window_new_for_text (YttSession *session,
                                           const char *text,
                                           YttPasted   pasted,
                                           GError    **error);

G_END_DECLS
