#pragma once

#include "ytt-history.h"
#include "ytt-store-bulk.h"

G_BEGIN_DECLS

/* What becomes of a row of theirs. */
typedef enum
{
  YTT_MERGE_ADDED,
  YTT_MERGE_CHANGED,
  YTT_MERGE_DELETED,
  YTT_MERGE_MISSING,   /* it rests on a row that is not in this document, and is left out */
} YttMergeKind;

#define YTT_N_MERGE_KINDS 4

typedef enum
{
  YTT_MERGE_MINE,
  YTT_MERGE_THEIRS,
  YTT_MERGE_BOTH,      /* as claims */
} YttMergeChoice;

typedef enum
{
  YTT_MERGE_VALUE,          /* both changed it */
  YTT_MERGE_THEY_DELETED,   /* what was changed, or is needed, here */
  YTT_MERGE_HERE_DELETED,   /* what was changed, or is needed, there */
  YTT_MERGE_PIN,            /* each pinned another claim on the same thing */
} YttMergeQuestion;

/**
 * YttMergeItem:
 * @kind: what becomes of the row
 * @table: the row's table
 * @row: its key in this document
 * @record_table: the table of the record that the row is a part of
 * @record: that record's key
 * @record_name: (nullable): its name
 * @what: (nullable): what is added, changed or deleted, in words
 * @decision: the decision that it hangs on; -1 for none
 *
 * One row that arrives.
 */
typedef struct
{
  YttMergeKind  kind;
  char         *table;
  gint64        row;
  char         *record_table;
  gint64        record;
  char         *record_name;
  char         *what;
  int           decision;
} YttMergeItem;

/**
 * YttMergeView:
 * @text: (nullable): what it holds on this side, in words; %NULL for nothing
 * @who: (nullable): who changed it last
 * @at: (nullable): when, ISO 8601
 * @why: (nullable): the reason given, or else what was done
 *
 * One side of a decision.
 */
typedef struct
{
  char *text;
  char *who;
  char *at;
  char *why;
} YttMergeView;

/**
 * YttMergeDecision:
 * @question: what is to be decided
 * @table: the row's table
 * @row: its key in this document
 * @column: (nullable): the first of the columns that it is about
 * @record_table: the table of the record that the row is a part of
 * @record: that record's key
 * @record_name: (nullable): its name
 * @what: (nullable): what the row is, in words
 * @mine: this document's side
 * @theirs: the other side
 * @before: (nullable): what it held when both were the same, if that is known
 * @may_both: whether both can be kept, as claims
 * @newer: which side was changed last; the choice unless a person makes one
 *
 * Something that both sides changed.
 */
typedef struct
{
  YttMergeQuestion  question;
  char             *table;
  gint64            row;
  char             *column;
  char             *record_table;
  gint64            record;
  char             *record_name;
  char             *what;
  YttMergeView      mine;
  YttMergeView      theirs;
  char             *before;
  gboolean          may_both;
  YttMergeChoice    newer;
} YttMergeDecision;

/* What the other file is. */
typedef enum
{
  YTT_MERGE_OF_DOCUMENT,
  YTT_MERGE_OF_RELEASE,   /* the shipped data set of a new release */
  YTT_MERGE_OF_CHANGES,   /* a file of changes */
} YttMergeOf;

#define YTT_TYPE_MERGE_PLAN (ytt_merge_plan_get_type ())

/**
 * YttMergePlan:
 *
 * What would become of a document if another one was merged into it: what arrives, and what has to be decided. It keeps
 * a copy of the other document until it is freed.
 */
typedef struct _YttMergePlan YttMergePlan;

GType             ytt_merge_plan_get_type        (void);
YttMergePlan     *ytt_merge_plan_ref             (YttMergePlan         *self);
void              ytt_merge_plan_unref           (YttMergePlan         *self);
YttMergeOf        ytt_merge_plan_get_of          (YttMergePlan         *self);
/* Rows of which nothing has to be decided */
guint             ytt_merge_plan_count           (YttMergePlan         *self,
                                                  YttMergeKind          kind);
/* (element-type YttMergeItem): those that are named, which are not all where there are very many */
GPtrArray        *ytt_merge_plan_get_items       (YttMergePlan         *self);
/* (element-type YttMergeDecision) */
GPtrArray        *ytt_merge_plan_get_decisions   (YttMergePlan         *self);
/* (nullable): the entry that both know, or that the comparison begins from */
const YttHistoryEntry *ytt_merge_plan_get_ancestor (YttMergePlan       *self);
/* How many rows came with the key of another one, and get a new one. */
guint             ytt_merge_plan_get_n_renumbered (YttMergePlan        *self);
/* (transfer full) (array zero-terminated=1): who made the entries of theirs since */
char            **ytt_merge_plan_dup_people      (YttMergePlan         *self);
gboolean          ytt_merge_plan_is_empty        (YttMergePlan         *self);

/* Finish: (transfer full) */
void              ytt_store_merge_compare_async  (YttStore             *self,
                                                  const char           *path,
                                                  gboolean              release,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
YttMergePlan     *ytt_store_merge_compare_finish (YttStore             *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
/* Finish: as for a commit; %YTT_ERROR_CHANGED where the document was changed since it was compared. */
void              ytt_store_merge_run_async      (YttStore             *self,
                                                  YttMergePlan         *plan,
                                                  const YttMergeChoice *choices,
                                                  const char           *summary,
                                                  const char           *reason,
                                                  YttBulkProgress       progress,
                                                  gpointer              progress_data,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gint64            ytt_store_merge_run_finish     (YttStore             *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttMergePlan, ytt_merge_plan_unref)

G_END_DECLS
