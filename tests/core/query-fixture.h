#pragma once

#include "ytt-session.h"
#include "ytt-store-private.h"

G_BEGIN_DECLS

/* What the tests of queries share: documents to ask, and answers that are waited for, but not for ever. */

typedef struct
{
  char     *folder;
  char     *path;
  YttStore *store;
  YttMoment moment;   /* of what is asked; now at first */
} Fixture;

/* A copy of the shipped document, opened. */
void        fixture_set_up_shipped (Fixture *self, gconstpointer data);
/* An empty document. */
void        fixture_set_up_empty   (Fixture *self, gconstpointer data);
void        fixture_tear_down      (Fixture *self, gconstpointer data);

/* Runs statements on the connection that writes, as an edit would. */
void        fixture_run            (Fixture *self, const char *sql);
/* The same with triggers off, as bulk work does; what is derived is worked out at the end. */
void        fixture_run_bulk       (Fixture *self, const char *sql);

YttResult  *fixture_search         (Fixture *self, const char *words, YttOrder order);
GPtrArray  *fixture_get_rows       (Fixture *self, GArray *ids);
YttRecord  *fixture_get_record     (Fixture *self, const char *slug);
YttRecord  *fixture_get_record_by_id (Fixture *self, gint64 id);
/* 0 if there is none */
gint64      fixture_find           (Fixture *self, const char *slug_or_words);

/* Turns the main loop until @condition holds, and fails after half a minute. */
void        wait_until             (gboolean (*condition) (gpointer data), gpointer data);

G_END_DECLS
