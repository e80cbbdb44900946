#pragma once

#include "ytt-server.h"

G_BEGIN_DECLS

typedef void (*YttPublishProgress) (double   fraction,
                                    gpointer data);

/* (transfer full) (nullable): what was done, as JSON */
char *ytt_publish      (YttServer           *server,
                        GDALDatasetH         document,
                        const char          *schema,
                        gint64               entry,
                        YttPublishProgress   progress,
                        gpointer             progress_data,
                        GError             **error);
/* (transfer full) (nullable): what is there, as JSON */
char *ytt_publish_look (YttServer           *server,
                        const char          *schema,
                        GError             **error);

G_END_DECLS
