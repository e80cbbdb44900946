#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * YttFetchSql:
 * @schema: the schema that was published to, as SQL
 * @kept: whether it is known there how rows were when they were published
 * @all: whether all is wanted, and not only what was changed since
 *
 * What is asked of a server.
 */
typedef struct
{
  char       *schema;
  gboolean    kept;
  gboolean    all;
} YttFetchSql;

/* (transfer full): each a statement, or a query for a cursor */
char *ytt_fetch_sql_make_facilities (const YttFetchSql *self);
char *ytt_fetch_sql_make_claims     (const YttFetchSql *self);
/* attribute, and the most claims on it that one facility has */
char *ytt_fetch_sql_make_rooms      (const YttFetchSql *self);
/* How many claims and facilities were changed in what cannot be fetched by itself; only where it is known how they were. */
char *ytt_fetch_sql_make_rest       (const YttFetchSql *self);
/* How many columns of facilities hold nothing any more; only where it is known how they were. */
char *ytt_fetch_sql_make_emptied    (const YttFetchSql *self);

G_END_DECLS
