#pragma once

#include "ytt-balance.h"
#include "ytt-moment.h"
#include "ytt-statistic.h"
#include "ytt-store.h"

G_BEGIN_DECLS

/* What the page of balances asks a document. */

/* What a balance is asked for; zeroed but for @stage, it is of all facilities, now, in the stage's usual basis. */
typedef struct
{
  GArray              *ids;          /* (nullable) (element-type gint64): the facilities to look at, %NULL for all */
  YttMoment            moment;
  YttStages            stage;        /* one stage */
  const char          *basis;        /* (nullable) */
  const YttConversion *conversion;   /* (nullable): its basis goes before @basis */
} YttBalanceQuery;

/* One entry of a balance in words. */
typedef struct
{
  YttBalanceEntry  entry;
  char            *name;      /* the facility's */
  YttClaim        *claim;     /* (nullable): with its source */
  YttSource       *source;    /* (nullable) */
} YttBalanceLine;

void        ytt_balance_line_free              (YttBalanceLine       *line);

void        ytt_store_get_balance_async        (YttStore              *self,
                                                const YttBalanceQuery *query,
                                                GCancellable          *cancellable,
                                                GAsyncReadyCallback    callback,
                                                gpointer               user_data);
YttBalance *ytt_store_get_balance_finish       (YttStore              *self,
                                                GAsyncResult          *result,
                                                GError               **error);

void        ytt_store_get_balance_lines_async  (YttStore              *self,
                                                GArray                *entries,
                                                GCancellable          *cancellable,
                                                GAsyncReadyCallback    callback,
                                                gpointer               user_data);
GPtrArray  *ytt_store_get_balance_lines_finish (YttStore              *self,
                                                GAsyncResult          *result,
                                                GError               **error);

void        ytt_store_get_statistics_async     (YttStore              *self,
                                                YttMoment              moment,
                                                GCancellable          *cancellable,
                                                GAsyncReadyCallback    callback,
                                                gpointer               user_data);
GPtrArray  *ytt_store_get_statistics_finish    (YttStore              *self,
                                                GAsyncResult          *result,
                                                GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttBalanceLine, ytt_balance_line_free)

G_END_DECLS
