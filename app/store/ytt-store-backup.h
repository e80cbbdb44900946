#pragma once

#include "ytt-store.h"

G_BEGIN_DECLS

/* How many are kept of one document. */
#define YTT_BACKUPS_PER_DOCUMENT 10

/* Bytes that all of them may take together, as far as one is kept of each document. */
#define YTT_BACKUPS_SIZE (G_GUINT64_CONSTANT (2) * 1024 * 1024 * 1024)

/* (nullable) (type filename): %NULL, as at first, for none. To be set before the document is changed. */
void       ytt_store_set_backup_folder (YttStore            *self,
                                        const char          *folder);

G_END_DECLS
