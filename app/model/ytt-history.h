#pragma once

#include <glib-object.h>

#include "ytt-changes.h"

G_BEGIN_DECLS

typedef enum
{
  YTT_HISTORY_EDIT,
  YTT_HISTORY_UNDO,
  YTT_HISTORY_REDO,
  YTT_HISTORY_REVERT,
  YTT_HISTORY_IMPORT,
  YTT_HISTORY_MERGE,
  YTT_HISTORY_OUTSIDE,   /* done by another program */
} YttHistoryKind;

/**
 * YttHistoryEntry:
 * @id: its key, alike in copies of the document
 * @position: its place in the order of this document, from 1
 * @at: when, ISO 8601 in UTC, to the second
 * @who: (nullable): whose edit it was; %NULL where it is not known, as with other programs
 * @kind: what was done
 * @summary: what was done, in words
 * @reason: (nullable): why
 * @undoes: the entry that it took back or did again; 0 for none
 * @stands: whether what it did was not taken back later
 *
 * One entry of a document's history.
 */
typedef struct
{
  gint64          id;
  gint64          position;
  char           *at;
  char           *who;
  YttHistoryKind  kind;
  char           *summary;
  char           *reason;
  gint64          undoes;
  gboolean        stands;
} YttHistoryEntry;

/**
 * YttHistoryField:
 * @kind: whether the row was inserted, updated or deleted
 * @table: the row's table
 * @row: the row's key
 * @record_table: (nullable): the table of the record that the row is a part of
 * @record: that record's key; 0 for none
 * @record_name: (nullable): its name as it is now, or as it was when it was deleted
 * @column: the column
 * @old: (nullable): what it held, in words: names instead of keys, places as coordinates
 * @new: (nullable): what it holds since
 *
 * One field that an entry changed.
 */
typedef struct
{
  YttChangeKind  kind;
  char          *table;
  gint64         row;
  char          *record_table;
  gint64         record;
  char          *record_name;
  char          *column;
  char          *old;
  char          *new;
} YttHistoryField;

YttHistoryEntry *ytt_history_entry_new  (void);
void             ytt_history_entry_free (YttHistoryEntry *entry);
void             ytt_history_field_free (YttHistoryField *field);

const char      *ytt_history_kind_to_code   (YttHistoryKind  kind);
gboolean         ytt_history_kind_from_code (const char     *code,
                                             YttHistoryKind *kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttHistoryEntry, ytt_history_entry_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttHistoryField, ytt_history_field_free)

G_END_DECLS
