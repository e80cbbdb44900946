#pragma once

#include "ytt-backups.h"

G_BEGIN_DECLS

#define YTT_BACKUP_SUFFIX ".gpkg"

char      *ytt_backups_make_name (const char  *document,
                                  guint32      day);
GPtrArray *ytt_backups_list      (const char  *folder,
                                  const char  *document,
                                  GError     **error);

G_END_DECLS
