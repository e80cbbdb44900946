#pragma once

#include "ytt-store-private.h"

G_BEGIN_DECLS

/**
 * YttStatements:
 * @db: a connection
 *
 * Statements that are prepared once and then run for one facility after the other; to prepare one takes longer than to run
 * it. It must be freed before the transaction ends.
 */
typedef struct
{
  sqlite3    *db;
  GHashTable *prepared;   /* (owned): by their SQL, which is a constant */
} YttStatements;

YttStatements *ytt_statements_new  (sqlite3        *db);
void           ytt_statements_free (YttStatements  *self);
/* (transfer none) (nullable): ready to be stepped, with the key as its first parameter; to be reset after that */
sqlite3_stmt  *ytt_statements_get  (YttStatements  *self,
                                    const char     *sql,
                                    gint64          id,
                                    GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttStatements, ytt_statements_free)

G_END_DECLS
