#pragma once

#include "ytt-change-grammar.h"
#include "ytt-change-writer.h"
#include "ytt-store-private.h"

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_session, sqlite3session_delete)

/* (transfer full): a session that records what is done to the record tables from now on */
sqlite3_session *ytt_change_set_record (sqlite3          *db,
                                        GError          **error);
gboolean         ytt_change_set_append (sqlite3_session  *session,
                                        YttChangeWriter  *writer,
                                        GError          **error);
/* Writes what a session recorded into the history, as pieces of an entry. */
gboolean         ytt_change_set_write  (sqlite3          *db,
                                        sqlite3_session  *session,
                                        gint64            entry,
                                        gboolean         *empty,
                                        GError          **error);

/**
 * YttChangeSet:
 * @table: the table of the row
 * @operation: SQLITE_INSERT, SQLITE_UPDATE or SQLITE_DELETE
 * @n_columns: how many columns the row has; the first is its key
 * @row: the row's key
 *
 * An entry's change set while it is read, a row at a time, so that it may be of any size.
 */
typedef struct
{
  sqlite3                *db;
  gint64                  entry;
  int                     piece;         /* the next one to be read */
  GConverter             *decompressor;  /* (owned) */
  GBytes                 *content;       /* (owned) (nullable): of the piece, as it is stored */
  gsize                   offset;        /* how much of it was taken */
  gboolean                ended;
  YttChangeGrammar        grammar;       /* of what was taken */
  GError                 *error;         /* (owned) (nullable): what reading a piece met */
  sqlite3_changeset_iter *iter;          /* (owned) */

  const char             *table;
  int                     operation;
  int                     n_columns;
  gint64                  row;
} YttChangeSet;

YttChangeSet  *ytt_change_set_open     (sqlite3       *db,
                                        gint64         entry,
                                        gboolean       inverted,
                                        GError       **error);
void           ytt_change_set_free     (YttChangeSet  *self);
/* FALSE at the end, and with an error if it cannot be read on */
gboolean       ytt_change_set_next     (YttChangeSet  *self,
                                        GError       **error);
/* (transfer none) (nullable): what the column held before, and since; NULL if the row was not there or the column did
 * not change. Valid until the next row. */
sqlite3_value *ytt_change_set_get_old  (YttChangeSet  *self,
                                        int            column);
sqlite3_value *ytt_change_set_get_new  (YttChangeSet  *self,
                                        int            column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttChangeSet, ytt_change_set_free)

G_END_DECLS
