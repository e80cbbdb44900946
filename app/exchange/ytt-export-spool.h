#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * YttExportSpool:
 *
 * Rows that are put aside in a file without a name until it is known which columns they need, so that nobody has to read the
 * document twice and little of it is in memory. First all rows are written, then they are read in the same order.
 */
typedef struct _YttExportSpool YttExportSpool;

/* Called with each cell of a row; the text lives until the next row is read. */
typedef void (*YttExportSpoolFunc) (guint        place,
                                    guint        kind,
                                    const char  *text,
                                    gpointer     data);

/* (transfer full) (nullable): in the folder of path, or where temporary files are */
YttExportSpool *ytt_export_spool_new    (const char          *path,
                                         GError             **error);
void            ytt_export_spool_free   (YttExportSpool      *self);
/* A cell of the row that is written just now. */
void            ytt_export_spool_add    (YttExportSpool      *self,
                                         guint                place,
                                         guint                kind,
                                         const char          *text);
gboolean        ytt_export_spool_end    (YttExportSpool      *self,
                                         GError             **error);
/* All rows are written. */
gboolean        ytt_export_spool_rewind (YttExportSpool      *self,
                                         GError             **error);
/* FALSE with an error; there must be one more row. */
gboolean        ytt_export_spool_read   (YttExportSpool      *self,
                                         YttExportSpoolFunc   func,
                                         gpointer             data,
                                         GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttExportSpool, ytt_export_spool_free)

G_END_DECLS
