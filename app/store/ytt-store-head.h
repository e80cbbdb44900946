#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define YTT_GEOPACKAGE_ID 0x47504B47u   /* "GPKG" */

typedef struct
{
  gboolean wal;            /* left in write-ahead mode by another program */
  gboolean has_wal_file;   /* and with changes beside it */
  goffset  size;           /* bytes */
} YttStoreHead;

gboolean ytt_store_head_read (const char    *path,
                              YttStoreHead  *head,
                              GError       **error);

G_END_DECLS
