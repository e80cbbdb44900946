#pragma once

#include "ytt-exchange-run.h"
#include "ytt-store.h"

G_BEGIN_DECLS

/* The schema that is published to if nobody says another. */
#define YTT_PUBLISH_SCHEMA "ytterby"

/**
 * YttPublishPlace:
 * @database: its name
 * @published: whether something is published in the schema already
 * @n_facilities: how many are there
 * @n_changed: rows that others changed, added or removed there since; publishing replaces them
 *
 * A schema of a server before it is published to.
 */
typedef struct
{
  char     *database;
  gboolean  published;
  gint64    n_facilities;
  gint64    n_changed;
} YttPublishPlace;

/**
 * YttPublished:
 * @database: where it went
 * @n_facilities: how many are there now
 * @n_claims: the same
 * @n_added: rows that were not there before, of all tables
 * @n_changed: rows that were there and differed
 * @n_removed: rows that are in the document no more
 *
 * What was done by publishing.
 */
typedef struct
{
  char   *database;
  gint64  n_facilities;
  gint64  n_claims;
  gint64  n_added;
  gint64  n_changed;
  gint64  n_removed;
} YttPublished;

void          ytt_published_free       (YttPublished         *published);

/* Whether an address bears a password, which it must not: addresses are kept, and seen by others. */
gboolean      ytt_address_has_password (const char           *address);

void             ytt_publish_place_free  (YttPublishPlace      *place);
/* Looks whether a schema can be published to, and what is there. Finish: (transfer full). */
void             ytt_publish_look_async  (const char           *address,
                                          const char           *schema,
                                          const char           *password,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
YttPublishPlace *ytt_publish_look_finish (GAsyncResult         *result,
                                          GError              **error);

void          ytt_publish_async        (YttStore             *store,
                                        GArray               *ids,
                                        const char           *address,
                                        const char           *schema,
                                        const char           *password,
                                        YttExchangeProgress   progress,
                                        gpointer              progress_data,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
YttPublished *ytt_publish_finish       (YttStore             *store,
                                        GAsyncResult         *result,
                                        GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttPublished, ytt_published_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttPublishPlace, ytt_publish_place_free)

G_END_DECLS
