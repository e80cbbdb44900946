#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What the windows that write files have in common. */

/* Called with the window and the file that was chosen. */
typedef void (*YttSaveFunc) (GtkWidget *window,
                             GFile     *file);

void   ytt_save_dialog_show       (GtkWindow       *window,
                                   const char      *title,
                                   const char      *name,
                                   GUserDirectory   directory,
                                   const char      *document,
                                   YttSaveFunc      func);
/* (transfer full): the file, with an ending */
GFile *ytt_save_dialog_add_suffix (GFile           *file,
                                   const char      *suffix);
/* (transfer full): a name without what no file may be called by */
char  *ytt_save_dialog_make_name  (const char      *title,
                                   const char      *suffix);
void   ytt_save_dialog_tell_error (AdwToastOverlay *overlay,
                                   const GError    *error);

G_END_DECLS
