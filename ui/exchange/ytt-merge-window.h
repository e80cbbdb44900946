#pragma once

#include <adwaita.h>

#include "ytt-session.h"

G_BEGIN_DECLS

#define YTT_TYPE_MERGE_WINDOW (ytt_merge_window_get_type ())

/**
 * YttMergeWindow:
 *
 * Merges another document, a file of changes or the data set of a new release into the document of a session: compares them,
 * shows what arrives and what both changed, and merges when that is asked for. Until then nothing is written; closing the
 * window gives up.
 *
 * Signals:
 *   "merged" (int64 entry, string summary): it is in the document, and can be taken back
 */
G_DECLARE_FINAL_TYPE (YttMergeWindow, ytt_merge_window, YTT, MERGE_WINDOW, AdwWindow)

GtkWidget *ytt_merge_window_new (YttSession *session,
                                 const char *path,
                                 gboolean    release);

G_END_DECLS
