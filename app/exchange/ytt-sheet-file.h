#pragma once

#include "ytt-sheet.h"

G_BEGIN_DECLS

void      ytt_sheet_save_async  (YttSheet             *sheet,
                                 GFile                *file,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
gboolean  ytt_sheet_save_finish (GAsyncResult         *result,
                                 GError              **error);

G_END_DECLS
