#pragma once

#include <adwaita.h>

#include "ytt-session.h"

G_BEGIN_DECLS

#define YTT_TYPE_PUBLISH_WINDOW (ytt_publish_window_get_type ())

/**
 * YttPublishWindow:
 *
 * Publishes a session's document to a PostgreSQL database: asks where that is, says what is there and what would be written,
 * and writes it. Closing it gives up, and leaves the database as it was.
 *
 * Signals:
 *   "published" (string summary): it is there; the window closes
 */
G_DECLARE_FINAL_TYPE (YttPublishWindow, ytt_publish_window, YTT, PUBLISH_WINDOW, AdwWindow)

GtkWidget *ytt_publish_window_new (YttSession *session);

G_END_DECLS
