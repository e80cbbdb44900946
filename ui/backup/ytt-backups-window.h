#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define YTT_TYPE_BACKUPS_WINDOW (ytt_backups_window_get_type ())

/**
 * YttBackupsWindow:
 *
 * The backups of a document, of which each can be made a new document. Below are those of other documents, for this one
 * may have been moved.
 *
 * Its signal "restored" brings the path of the new document, when that is there; the window closes then.
 */
G_DECLARE_FINAL_TYPE (YttBackupsWindow, ytt_backups_window, YTT, BACKUPS_WINDOW, AdwWindow)

GtkWidget *ytt_backups_window_new     (const char       *folder,
                                       const char       *document);
/* Of the backup at @position, as they are listed; what its button does once a name is chosen. */
void       ytt_backups_window_restore (YttBackupsWindow *self,
                                       guint             position,
                                       const char       *new_path);

G_END_DECLS
