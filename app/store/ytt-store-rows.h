#pragma once

#include "ytt-row.h"
#include "ytt-store.h"

G_BEGIN_DECLS

/**
 * YttRowsWanted:
 * @table: one of the record tables
 * @column: the column to look in; "id" for one row
 * @key: what it must hold
 *
 * Rows of a table, such as all other names of a facility: ("facility_name", "facility", id).
 */
typedef struct
{
  const char *table;
  const char *column;
  gint64      key;
} YttRowsWanted;

/**
 * YttMatch:
 * @id: the key of the row; 0 where only its text was asked for
 * @text: what was found
 * @detail: (nullable): what tells it from others of that name
 *
 * One thing of the document that fits what was typed.
 */
typedef struct
{
  gint64  id;
  char   *text;
  char   *detail;
} YttMatch;

/**
 * YttMatchKind:
 * @YTT_MATCH_ORGANISATION: organisations by name; detail is their country's code
 * @YTT_MATCH_SOURCE: sources by title, publisher or address; detail is publisher and date
 * @YTT_MATCH_PRODUCT: the words that products of facilities are told in
 * @YTT_MATCH_MATERIAL: the words that materials of supply links are told in
 * @YTT_MATCH_ADMIN1: names of states and provinces
 * @YTT_MATCH_LOCALITY: names of towns
 * @YTT_MATCH_PART: the parts that claims speak of
 * @YTT_MATCH_FACILITY: facilities by their names; detail is their country's code
 * @YTT_MATCH_ANNOUNCEMENT: announcements by title; detail is their date
 * @YTT_MATCH_SUPPLY_END: facilities, and organisations with their keys made negative; detail is their country's code
 *
 * What is looked for.
 */
typedef enum
{
  YTT_MATCH_ORGANISATION,
  YTT_MATCH_SOURCE,
  YTT_MATCH_PRODUCT,
  YTT_MATCH_MATERIAL,
  YTT_MATCH_ADMIN1,
  YTT_MATCH_LOCALITY,
  YTT_MATCH_PART,
  YTT_MATCH_FACILITY,
  YTT_MATCH_ANNOUNCEMENT,
  YTT_MATCH_SUPPLY_END,
} YttMatchKind;

void        ytt_match_free                  (YttMatch             *match);

/* All of them as they are at one moment. Finish: (element-type YttRow), in the order asked for, each table's by key. */
void        ytt_store_read_rows_async       (YttStore             *self,
                                             const YttRowsWanted  *wanted,
                                             guint                 n_wanted,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
/* The same, and behind them the rows that they refer to, each once. The finish is that of ytt_store_read_rows_async(). */
void        ytt_store_read_referred_async   (YttStore             *self,
                                             const YttRowsWanted  *wanted,
                                             guint                 n_wanted,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
GPtrArray  *ytt_store_read_rows_finish      (YttStore             *self,
                                             GAsyncResult         *result,
                                             GError              **error);

/* Finish: (element-type YttMatch), the best first. */
void        ytt_store_match_async           (YttStore             *self,
                                             YttMatchKind          kind,
                                             const char           *words,
                                             guint                 limit,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
GPtrArray  *ytt_store_match_finish          (YttStore             *self,
                                             GAsyncResult         *result,
                                             GError              **error);

/* Finish: (element-type gint64): the keys of the organisations that are part of one, over however many others. */
void        ytt_store_find_below_async      (YttStore             *self,
                                             gint64                organisation,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
GArray     *ytt_store_find_below_finish     (YttStore             *self,
                                             GAsyncResult         *result,
                                             GError              **error);

/* Finish: (element-type YttMatch): what may be the same one as a facility, an organisation or an announcement. */
void        ytt_store_find_similar_async    (YttStore             *self,
                                             YttMatchKind          kind,
                                             gint64                key,
                                             const char           *name,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
GPtrArray  *ytt_store_find_similar_finish   (YttStore             *self,
                                             GAsyncResult         *result,
                                             GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttMatch, ytt_match_free)

G_END_DECLS
