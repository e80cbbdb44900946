#pragma once

#include "ytt-store.h"

G_BEGIN_DECLS

typedef enum
{
  YTT_PROBLEM_LARGE,       /* longer than any value that is read */
  YTT_PROBLEM_KIND,        /* a number where a text should be, and the like */
  YTT_PROBLEM_TEXT,        /* a text that is no UTF-8, or ends in its middle */
  YTT_PROBLEM_PLACE,       /* no point on the globe */
  YTT_PROBLEM_REFERENCE,   /* a row is named that is not there */
  YTT_PROBLEM_CYCLE,       /* an organisation is its own parent, over some steps */
  YTT_PROBLEM_SEARCH,      /* the search index is damaged, or does not know all facilities */
} YttProblemKind;

/**
 * YttProblem:
 * @kind: what is wrong
 * @table: the table
 * @id: the row's key; 0 for the table as a whole
 * @facility: the facility that the row is, or is a part of; 0 for none
 * @column: (nullable): the column
 * @title: (nullable): what people know the row by, in valid UTF-8
 *
 * A row that cannot be shown as it should be: another program wrote it.
 */
typedef struct
{
  YttProblemKind  kind;
  char           *table;
  gint64          id;
  gint64          facility;
  char           *column;
  char           *title;
} YttProblem;

/* How many problems are told one by one, and how many rows are looked at. */
#define YTT_PROBLEMS_TOLD   100
#define YTT_ROWS_INSPECTED  500000

/**
 * YttInspection:
 * @problems: (element-type YttProblem): at most %YTT_PROBLEMS_TOLD
 * @n_rows: how many rows have a problem; of those looked at
 */
typedef struct
{
  GPtrArray *problems;
  guint      n_rows;
} YttInspection;

void           ytt_problem_free          (YttProblem           *problem);
char          *ytt_problem_describe      (const YttProblem     *problem);
void           ytt_inspection_free       (YttInspection        *inspection);

void           ytt_store_inspect_async   (YttStore             *self,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
YttInspection *ytt_store_inspect_finish  (YttStore             *self,
                                          GAsyncResult         *result,
                                          GError              **error);

/* Makes the search index anew, which is no edit. */
void           ytt_store_mend_search_async  (YttStore             *self,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean       ytt_store_mend_search_finish (YttStore             *self,
                                             GAsyncResult         *result,
                                             GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttProblem, ytt_problem_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttInspection, ytt_inspection_free)

G_END_DECLS
