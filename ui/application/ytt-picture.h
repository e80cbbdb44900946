#pragma once

#include "ytt-window.h"

G_BEGIN_DECLS

gboolean  ytt_picture_save        (GtkWidget            *widget,
                                   const char           *path,
                                   GError              **error);

void      ytt_picture_take_async  (YttWindow            *window,
                                   const char           *path,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
gboolean  ytt_picture_take_finish (GAsyncResult         *result,
                                   GError              **error);

G_END_DECLS
