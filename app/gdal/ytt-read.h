#pragma once

#include "ytt-input.h"

G_BEGIN_DECLS

typedef void (*YttReadProgress) (double   fraction,
                                 gpointer data);

gboolean ytt_read_prepare (GError          **error);
gboolean ytt_read_file    (YttInput         *input,
                           const char       *layer,
                           int               output,
                           YttReadProgress   progress,
                           gpointer          progress_data,
                           GError          **error);

G_END_DECLS
