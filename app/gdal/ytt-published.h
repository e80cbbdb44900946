#pragma once

#include "ytt-server.h"

G_BEGIN_DECLS

/* Beside the tables of a document stands one that tells how each row was when it was published, by hashes: what others
 * changed there since can be told from it, whatever a document has become in the meantime. */
#define YTT_PUBLISHED_TABLE "ytterby_published"

/* What becomes of a table's rows that others changed. */
typedef enum
{
  YTT_PUBLISHED_FACILITY,   /* a hash for each column */
  YTT_PUBLISHED_PART,       /* of a facility: can be fetched */
  YTT_PUBLISHED_NAMED,      /* new ones come with the facilities that name them */
  YTT_PUBLISHED_OTHER,      /* is only told */
} YttPublishedKind;

/**
 * YttPublishedRows:
 * @table: a table's name
 * @kind: what becomes of its rows
 * @columns: (array zero-terminated=1): those that are told apart
 * @rest: (nullable) (array zero-terminated=1): those that cannot be fetched by themselves, which have a hash of their own
 *
 * A table whose rows are kept in mind.
 */
typedef struct
{
  const char         *table;
  YttPublishedKind    kind;
  const char * const *columns;
  const char * const *rest;
} YttPublishedRows;

/* All of them; the last has no name. */
const YttPublishedRows *ytt_published_get_rows (void);
/* (transfer full): the hashes of a row, as SQL */
char                   *ytt_published_dup_hashes (const YttPublishedRows  *rows,
                                                  const char              *alias);
/* Whether it is kept in mind how rows were, and the newest entry of the history of what was published, 0 for none */
gboolean                ytt_published_look     (YttServer               *server,
                                                const char              *schema,
                                                gboolean                *kept,
                                                gint64                  *entry,
                                                GError                 **error);
/* Inside the transaction that published. schema: as SQL */
gboolean                ytt_published_keep     (YttServer               *server,
                                                const char              *schema,
                                                gboolean                 exists,
                                                gint64                   entry,
                                                GError                 **error);
/* How much others changed since; inside the transaction that reads. removed: rows that are no more there, or withdrawn */
gboolean                ytt_published_count    (YttServer               *server,
                                                const char              *schema,
                                                YttPublishedKind         kind,
                                                gint64                  *changed,
                                                gint64                  *removed,
                                                GError                 **error);

G_END_DECLS
