#pragma once

#include "ytt-cell.h"
#include "ytt-history.h"
#include "ytt-store.h"

G_BEGIN_DECLS

/**
 * YttBulk:
 *
 * Many rows on their way into a document, in one transaction and one entry of its history. It is there while a
 * #YttBulkFunc runs.
 */
typedef struct _YttBulk YttBulk;

/**
 * YttBulkFunc:
 * @bulk: takes the rows
 * @data: what was given with it
 * @error: return location for an error
 *
 * Runs in the thread that writes.
 *
 * Returns: whether all rows went in; else nothing stays of them
 */
typedef gboolean (*YttBulkFunc) (YttBulk   *bulk,
                                 gpointer   data,
                                 GError   **error);

/**
 * YttBulkPhase:
 * @YTT_BULK_ROWS: rows go into the document
 * @YTT_BULK_HISTORY: what changed goes into the history
 * @YTT_BULK_SEARCH: what is derived from the rows is worked out, the search index with it
 *
 * What is being done.
 */
typedef enum
{
  YTT_BULK_ROWS,
  YTT_BULK_HISTORY,
  YTT_BULK_SEARCH,
} YttBulkPhase;

/* Called in the thread that asked, now and then: how much of a phase is done, 0 to 1. */
typedef void (*YttBulkProgress) (YttBulkPhase phase,
                                 double       fraction,
                                 gpointer     user_data);

/**
 * YttBulkJob:
 * @func: gives the rows
 * @data: for @func
 * @free_data: (nullable): frees @data
 * @kind: what is done: an import, a merge
 * @n_rows: about how many rows there will be
 * @additions: whether rows are only inserted, or rows of facility changed that were there before, which takes a
 *   fraction of the time
 * @summary: what is done, in words
 * @reason: (nullable): why
 * @progress: (nullable): called now and then
 * @progress_data: for @progress; it must outlast the callback
 *
 * What is to be done to a document.
 */
typedef struct
{
  YttBulkFunc      func;
  gpointer         data;
  GDestroyNotify   free_data;
  YttHistoryKind   kind;
  guint            n_rows;
  gboolean         additions;
  const char      *summary;
  const char      *reason;
  YttBulkProgress  progress;
  gpointer         progress_data;
} YttBulkJob;

void        ytt_store_bulk_async  (YttStore             *self,
                                   const YttBulkJob     *job,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
/* Finish: as for a commit. */
gint64      ytt_store_bulk_finish (YttStore             *self,
                                   GAsyncResult         *result,
                                   GError              **error);

/* For whoever gives the rows. Names of columns are constants and end with NULL. */
gboolean    ytt_bulk_insert       (YttBulk              *self,
                                   const char           *table,
                                   const char * const   *columns,
                                   gint64                id,
                                   const YttCell        *cells,
                                   GError              **error);
gboolean    ytt_bulk_update       (YttBulk              *self,
                                   const char           *table,
                                   const char * const   *columns,
                                   gint64                id,
                                   const YttCell        *cells,
                                   GError              **error);
gboolean    ytt_bulk_delete       (YttBulk              *self,
                                   const char           *table,
                                   gint64                id,
                                   GError              **error);
gboolean    ytt_bulk_tell         (YttBulk              *self,
                                   double                fraction,
                                   GError              **error);

G_END_DECLS
