#pragma once

#include <gtk/gtk.h>

#include "ytt-sheet-load.h"

G_BEGIN_DECLS

/* Hands a sheet to GTK's dialog of printing. Finish: whether it was printed; FALSE without an error: the user did not
 * want to. */
void     ytt_print_job_run_async  (GtkWindow            *parent,
                                   YttSheetContent      *content,
                                   YttSheet             *sheet,
                                   gboolean              with_notes,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
gboolean ytt_print_job_run_finish (GAsyncResult         *result,
                                   GError              **error);

/* (transfer full): what the dialog works with, its pages not drawn yet */
GtkPrintOperation *ytt_print_job_create_operation (YttSheetContent *content,
                                                   YttSheet        *sheet,
                                                   gboolean         with_notes);

G_END_DECLS
