#pragma once

#include "ytt-store-private.h"

G_BEGIN_DECLS

/* A trigger that notes in history_noted what other programs do to a table. */
typedef struct
{
  char *name;
  char *table;
  char *sql;     /* as SQLite keeps it, without a semicolon behind it */
} YttOutsideTrigger;

/* (transfer full) (element-type YttOutsideTrigger): those that a document with these tables has. */
GPtrArray *ytt_outside_list_triggers (sqlite3  *db,
                                      GError  **error);
gboolean ytt_outside_add_triggers (sqlite3   *db,
                                   GError   **error);
/* Whether something was noted that is not in the history yet. */
gboolean ytt_outside_has_notes    (sqlite3   *db);
/* Appends what was noted to the history, inside a transaction, and empties the notes. 0 without an error if, in the
 * end, nothing had changed. */
gint64   ytt_outside_record       (sqlite3   *db,
                                   GError   **error);
/* Forgets what was noted, for this transaction told of it itself. */
gboolean ytt_outside_forget       (sqlite3   *db,
                                   GError   **error);

G_END_DECLS
