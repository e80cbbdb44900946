#pragma once

#include <adwaita.h>

#include "ytt-session.h"

G_BEGIN_DECLS

#define YTT_TYPE_UPDATE_WINDOW (ytt_update_window_get_type ())

/**
 * YttUpdateWindow:
 *
 * Brings what was changed in a PostgreSQL database since it was published to into a session's document: asks where that is,
 * shows what would become of each facility, and imports it when that is asked for. Until then nothing is written; closing
 * the window gives up.
 *
 * Signals:
 *   "imported" (int64 entry, string summary): it is in the document, and can be taken back
 */
G_DECLARE_FINAL_TYPE (YttUpdateWindow, ytt_update_window, YTT, UPDATE_WINDOW, AdwWindow)

GtkWidget *ytt_update_window_new (YttSession *session);

G_END_DECLS
