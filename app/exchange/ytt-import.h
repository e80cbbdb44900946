#pragma once

#include "ytt-import-mapping.h"
#include "ytt-store-bulk.h"
#include "ytt-store-facts.h"

G_BEGIN_DECLS

/* What becomes of a row. */
typedef enum
{
  YTT_IMPORT_NEW,        /* a facility that the document does not have */
  YTT_IMPORT_CHANGED,    /* one that it has, and of which the row says something new */
  YTT_IMPORT_SAME,       /* all of it is there already */
  YTT_IMPORT_UNUSABLE,   /* it cannot be read, or fits several facilities */
  YTT_IMPORT_LEFT_OUT,   /* a person said so */
} YttImportVerdict;

#define YTT_N_IMPORT_VERDICTS 5

/* Instead of a facility's key, for ytt_import_decide(). */
#define YTT_IMPORT_AS_GUESSED   0
#define YTT_IMPORT_AS_NEW      -1
#define YTT_IMPORT_NOT_AT_ALL  -2

/* How much is done, 0 to 1; called in the thread that asked. */
typedef void (*YttImportProgress) (double   fraction,
                                   gpointer user_data);

#define YTT_TYPE_IMPORT (ytt_import_get_type ())

/**
 * YttImport:
 *
 * A foreign file on its way into a document: how its columns are read, what would become of each row, and at last the
 * import itself. Nothing is written before that.
 *
 * A row is the facility with the same key; else the only one of the same name that is not in another country or more than
 * 25 km away; else a new one. Whatever a row leaves empty stays as it is in the document. What it tells is added: figures
 * and a status as claims with the file as their source, other names, stages, companies, products and elements beside those
 * that are there. Name, place, precision, country, state, town and description take the place of what was there.
 */
G_DECLARE_FINAL_TYPE (YttImport, ytt_import, YTT, IMPORT, GObject)

YttImport              *ytt_import_new           (YttStaging              *staging,
                                                  YttFacts                *facts,
                                                  const YttImportMapping  *mapping);
YttStaging             *ytt_import_get_staging   (YttImport               *self);
const YttImportMapping *ytt_import_get_mapping   (YttImport               *self);
/* What was reviewed counts no more. */
void                    ytt_import_set_mapping   (YttImport               *self,
                                                  const YttImportMapping  *mapping);

/* Which column says what rows are called, where that of the name is not always filled in. */
void                    ytt_import_set_titles    (YttImport               *self,
                                                  guint                    column);

/* Looks at all rows. Finish: whether all were looked at. */
void                    ytt_import_review_async  (YttImport               *self,
                                                  YttImportProgress        progress,
                                                  gpointer                 progress_data,
                                                  GCancellable            *cancellable,
                                                  GAsyncReadyCallback      callback,
                                                  gpointer                 user_data);
gboolean                ytt_import_review_finish (YttImport               *self,
                                                  GAsyncResult            *result,
                                                  GError                 **error);

gboolean                ytt_import_get_reviewed  (YttImport               *self);
guint                   ytt_import_count         (YttImport               *self,
                                                  YttImportVerdict         verdict);
/* How many rows seem to have latitude and longitude the other way round; 0 where that is not so of nearly all of which it can
 * be told: ytt_import_mapping_swap() mends it. */
guint                   ytt_import_get_n_swapped (YttImport              *self);
YttImportVerdict        ytt_import_get_verdict   (YttImport               *self,
                                                  guint                    row);
/* The facility that a row is about; 0 for none yet */
gint64                  ytt_import_get_facility  (YttImport               *self,
                                                  guint                    row);
/* (transfer full) (nullable): why a row is unusable: "Line 14, “status”: “running” is unknown. Nearest: operating." */
char                   *ytt_import_dup_problem   (YttImport               *self,
                                                  guint                    row);
/* (transfer full): what a row is called */
char                   *ytt_import_dup_name      (YttImport               *self,
                                                  guint                    row);
/* (transfer full) (array zero-terminated=1): what it would change, a line each: "Country: Estonia" */
char                  **ytt_import_dup_news      (YttImport               *self,
                                                  guint                    row);
/* A person says which facility a row is, or one of YTT_IMPORT_AS_GUESSED, YTT_IMPORT_AS_NEW, YTT_IMPORT_NOT_AT_ALL. */
void                    ytt_import_decide        (YttImport               *self,
                                                  guint                    row,
                                                  gint64                   facility);

/* What a person said of a row; YTT_IMPORT_AS_GUESSED where nobody did */
gint64                  ytt_import_get_decision  (YttImport               *self,
                                                  guint                    row);
/* Whether a row can be read, so that all that is open is which facility it is */
gboolean                ytt_import_get_readable  (YttImport               *self,
                                                  guint                    row);

/* One change that can be undone. Finish: as for a commit. */
void                    ytt_import_run_async     (YttImport               *self,
                                                  YttStore                *store,
                                                  YttBulkProgress          progress,
                                                  gpointer                 progress_data,
                                                  GCancellable            *cancellable,
                                                  GAsyncReadyCallback      callback,
                                                  gpointer                 user_data);
gint64                  ytt_import_run_finish    (YttImport               *self,
                                                  GAsyncResult            *result,
                                                  GError                 **error);

G_END_DECLS
