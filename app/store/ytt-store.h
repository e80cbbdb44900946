#pragma once

#include <gio/gio.h>

#include "ytt-chain.h"
#include "ytt-error.h"
#include "ytt-facility.h"
#include "ytt-filter.h"
#include "ytt-moment.h"
#include "ytt-point.h"
#include "ytt-record.h"

G_BEGIN_DECLS

#define YTT_TYPE_STORE (ytt_store_get_type ())

/**
 * YttStore:
 *
 * One open document: a GeoPackage with one writing and several reading connections, each on a thread of its own.
 * Every call is asynchronous and may be cancelled. Close it before the last reference is dropped.
 *
 * Its signal "changed" tells, in the thread that opened it, that the document was changed, by an
 * edit or by another program.
 */
G_DECLARE_FINAL_TYPE (YttStore, ytt_store, YTT, STORE, GObject)

typedef enum
{
  YTT_STORE_OPEN      = 0,
  YTT_STORE_CREATE    = 1 << 0,   /* make an empty document; an existing file is an error */
  YTT_STORE_READ_ONLY = 1 << 1,
} YttStoreFlags;

typedef enum
{
  YTT_ORDER_RELEVANCE,
  YTT_ORDER_NAME,
  YTT_ORDER_COUNTRY,
  YTT_ORDER_START,
  YTT_ORDER_NEWEST_CLAIM,
} YttOrder;

GType        ytt_order_get_type (void);
#define YTT_TYPE_ORDER (ytt_order_get_type ())

/* Whose supply links are asked for. */
typedef enum
{
  YTT_LINKS_OF_FIRST,   /* those of one facility */
  YTT_LINKS_OF_IDS,     /* those of some facilities */
  YTT_LINKS_OF_ALL,
  YTT_LINKS_OF_ANNOUNCEMENT,   /* those that one announcement tells of, and those between its facilities */
} YttLinksScope;

/**
 * YttQuery:
 * @words: (nullable): what was typed; each is the beginning of a word of the document
 * @order: the order of the answer
 * @filter: (nullable): what is wanted; %NULL for all
 * @moment: the moment that is looked at; zeroed for now
 *
 * What is asked of a document. Zeroed, it asks for all facilities, by name.
 */
typedef struct
{
  const char *words;
  YttOrder    order;
  YttFilter  *filter;
  YttMoment   moment;
} YttQuery;

/**
 * YttResult:
 * @ids: (element-type gint64): in order
 * @points: (element-type YttPoint): those of them that have a place, in order of id
 * @n_total: facilities in the document
 * @counts: (nullable): how many carry each value; %NULL as long as what they need has not been read, and without a
 *   filter: then ytt_store_count_async() brings them
 * @without: (nullable) (element-type guint): where nothing was found: how many would be, for each term of the filter in
 *   its order without that term, and last without the words
 *
 * An answer to a query. Its arrays and counts are shared and never change.
 */
typedef struct
{
  GArray         *ids;
  GArray         *points;
  guint           n_total;
  YttFacetCounts *counts;
  GArray         *without;
} YttResult;

/* What a document holds, for the empty detail pane and the about window. */
typedef struct
{
  guint  n_facilities;
  guint  n_unplaced;
  guint  n_claims;
  guint  n_sources;
  guint  n_organisations;
  guint  n_announcements;
  guint  n_links;
  guint  n_countries;
  char  *newest_claim;   /* (nullable) ISO 8601 */
  char  *last_change;    /* (nullable) ISO 8601 */
  char  *title;          /* (nullable) */
} YttSummary;

void         ytt_result_free   (YttResult *result);
void         ytt_summary_free  (YttSummary *summary);

void         ytt_store_open_async        (const char           *path,
                                          YttStoreFlags         flags,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
YttStore    *ytt_store_open_finish       (GAsyncResult         *result,
                                          GError              **error);
void         ytt_store_close_async       (YttStore             *self,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean     ytt_store_close_finish      (YttStore             *self,
                                          GAsyncResult         *result,
                                          GError              **error);
/* Drains and joins the threads at once; for the end of a program and tests. */
void         ytt_store_close             (YttStore             *self);

const char  *ytt_store_get_path          (YttStore             *self);
gboolean     ytt_store_get_read_only     (YttStore             *self);
/* (nullable): one sentence that says why */
const char  *ytt_store_get_read_only_reason (YttStore          *self);

/* YYYYMMDD */
guint32      ytt_store_get_today         (YttStore             *self);
void         ytt_store_set_today         (YttStore             *self,
                                          guint32               today);

/* Looks whether another program changed the document since, and if so emits #YttStore::changed.
 * The store also looks by itself, each second and as soon as the system tells of a change. */
void         ytt_store_look_for_changes  (YttStore             *self);

void         ytt_store_search_async      (YttStore             *self,
                                          const YttQuery       *query,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
YttResult   *ytt_store_search_finish     (YttStore             *self,
                                          GAsyncResult         *result,
                                          GError              **error);
/* The counts alone, for the first answer of a document, which does not wait for them. */
void         ytt_store_count_async       (YttStore             *self,
                                          const YttQuery       *query,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
YttFacetCounts *ytt_store_count_finish   (YttStore             *self,
                                          GAsyncResult         *result,
                                          GError              **error);
/* A window of rows, as they are at a moment. Finish: (element-type YttFacilityRow), in the order of the ids; what is
 * gone is left out. */
void         ytt_store_get_rows_async    (YttStore             *self,
                                          const gint64         *ids,
                                          guint                 n_ids,
                                          YttMoment             moment,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GPtrArray   *ytt_store_get_rows_finish   (YttStore             *self,
                                          GAsyncResult         *result,
                                          GError              **error);
void         ytt_store_get_record_async  (YttStore             *self,
                                          gint64                id,
                                          YttMoment             moment,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
YttRecord   *ytt_store_get_record_finish (YttStore             *self,
                                          GAsyncResult         *result,
                                          GError              **error);
void         ytt_store_get_summary_async (YttStore             *self,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
YttSummary  *ytt_store_get_summary_finish (YttStore            *self,
                                          GAsyncResult         *result,
                                          GError              **error);
/* A slug, else the first hit of a search. Finish: the id, or 0 with %YTT_ERROR_NOT_FOUND. */
void         ytt_store_find_async        (YttStore             *self,
                                          const char           *slug_or_words,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gint64       ytt_store_find_finish       (YttStore             *self,
                                          GAsyncResult         *result,
                                          GError              **error);

/* Supply links with both their ends. Finish: (element-type YttSupplyLink); cut: whether the limit left some out. */
void         ytt_store_get_links_async   (YttStore             *self,
                                          YttLinksScope         scope,
                                          gint64                first,
                                          GArray               *ids,
                                          guint                 limit,
                                          YttMoment             moment,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GPtrArray   *ytt_store_get_links_finish  (YttStore             *self,
                                          GAsyncResult         *result,
                                          gboolean             *cut,
                                          GError              **error);
/* Follows supply links over several steps. */
void         ytt_store_trace_async       (YttStore             *self,
                                          gint64                facility,
                                          YttChainDirection     direction,
                                          guint                 limit,
                                          YttMoment             moment,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
YttChain    *ytt_store_trace_finish      (YttStore             *self,
                                          GAsyncResult         *result,
                                          GError              **error);

/* Copies with the backup API; nothing else may open a document that is open. */
void         ytt_store_save_copy_async   (YttStore             *self,
                                          const char           *path,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean     ytt_store_save_copy_finish  (YttStore             *self,
                                          GAsyncResult         *result,
                                          GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttResult, ytt_result_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttSummary, ytt_summary_free)

G_END_DECLS
