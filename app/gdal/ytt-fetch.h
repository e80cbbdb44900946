#pragma once

#include "ytt-publish.h"

G_BEGIN_DECLS

char *ytt_fetch (YttServer           *server,
                 const char          *schema,
                 gboolean             all,
                 int                  output,
                 YttPublishProgress   progress,
                 gpointer             progress_data,
                 GError             **error);

G_END_DECLS
