#pragma once

#include "ytt-store.h"

G_BEGIN_DECLS

typedef struct
{
  guint32 day;   /* YYYYMMDD; a year or a month is its first day */
  guint   n;     /* claims and statuses told of that day */
} YttTelling;

/**
 * YttTellings:
 * @days: (element-type YttTelling): the days on which something was told, the earliest first
 * @n_undated: claims without a date; statuses are not among them
 * @n_undated_statuses: statuses without a date
 * @n_unreadable: claims and statuses with a date that cannot be read, as another program may have written it
 *
 * What the second clock can be turned to, and what it leaves out whatever it is turned to.
 */
typedef struct
{
  GArray *days;
  guint   n_undated;
  guint   n_undated_statuses;
  guint   n_unreadable;
} YttTellings;

void         ytt_tellings_free              (YttTellings          *tellings);

void         ytt_store_get_tellings_async   (YttStore             *self,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
YttTellings *ytt_store_get_tellings_finish  (YttStore             *self,
                                             GAsyncResult         *result,
                                             GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttTellings, ytt_tellings_free)

G_END_DECLS
