#pragma once

#include "ytt-announcement.h"
#include "ytt-store.h"

G_BEGIN_DECLS

/**
 * YttNewsItem:
 * @facility: its key
 * @facility_name: never %NULL
 * @country: (nullable): ISO 3166-1 alpha-2
 * @day: when @claim was made, as ytt_period_parse() has it
 * @claim: what was told since; it has its source, which the change owns
 * @before: (nullable): what had been told before: the status, the promised start, or the claim that it contradicts
 *
 * Something that happened to a facility since a day.
 */
typedef struct
{
  gint64     facility;
  char      *facility_name;
  char      *country;
  guint32    day;
  YttClaim  *claim;
  YttClaim  *before;
  YttSource *source;
  YttSource *before_source;   /* (nullable) */
} YttNewsItem;

/**
 * YttNews:
 * @opened: (element-type YttNewsItem)
 * @slipped: (element-type YttNewsItem)
 * @contradicted: (element-type YttNewsItem)
 *
 * What changed since a day, the newest first. See ytt_store_get_changes_async() for the rules.
 */
typedef struct
{
  GPtrArray *opened;
  GPtrArray *slipped;
  GPtrArray *contradicted;
} YttNews;

void        ytt_news_free              (YttNews           *changes);

void        ytt_store_get_changes_async   (YttStore             *self,
                                           guint32               since,
                                           guint32               told,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
YttNews *ytt_store_get_changes_finish  (YttStore             *self,
                                           GAsyncResult         *result,
                                           GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttNews, ytt_news_free)

G_END_DECLS
