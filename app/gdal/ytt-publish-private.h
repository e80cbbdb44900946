#pragma once

#include "ytt-publish.h"

#include <gdal.h>

#include "ytt-place.h"
#include "ytt-tables.h"

G_BEGIN_DECLS

typedef struct
{
  YttServer          *server;     /* (not owned) */
  GDALDatasetH        document;   /* (not owned) */
  GPtrArray          *tables;     /* (element-type YttTable) */
  char               *schema;     /* as SQL */
  YttPlace            place;
  GHashTable         *there;      /* what the schema holds: "r facility", "c facility.name", "k claim.claim_source_fkey" ... */
  YttPublishProgress  progress;
  gpointer            progress_data;
  gint64              n_rows;
  gint64              n_copied;
  gint64              n_merged;
  gint64              removed;
  gint64              changed;
  gint64              added;
} YttPublishing;

gboolean ytt_publishing_run         (YttPublishing  *self,
                                     GError        **error,
                                     const char     *format,
                                     ...) G_GNUC_PRINTF (3, 4);
/* Whether the schema holds something of a kind: @part of @name, or @name itself if it is NULL. */
gboolean ytt_publishing_has         (YttPublishing  *self,
                                     const char     *kind,
                                     const char     *name,
                                     const char     *part);
gboolean ytt_publishing_make_tables (YttPublishing  *self,
                                     GError        **error);
gboolean ytt_publishing_make_keys   (YttPublishing  *self,
                                     GError        **error);
gboolean ytt_publishing_make_view   (YttPublishing  *self,
                                     int             document_schema,
                                     GError        **error);

G_END_DECLS
