#pragma once

#include <glib-object.h>

#include "ytt-cell.h"

G_BEGIN_DECLS

#define YTT_TYPE_CHANGES (ytt_changes_get_type ())

typedef enum
{
  YTT_CHANGE_INSERT,
  YTT_CHANGE_UPDATE,
  YTT_CHANGE_DELETE,
} YttChangeKind;

/**
 * YttChangedCell:
 * @column: a column
 * @expected: whether @old is what the column must still hold
 * @old: what the editor saw in it; meaningless unless @expected
 * @set: whether @cell is to be put there
 * @cell: what is to be in it; meaningless unless @set
 *
 * A column of a row that changes. Texts belong to the change.
 */
typedef struct
{
  char     *column;
  gboolean  expected;
  YttCell   old;
  gboolean  set;
  YttCell   cell;
} YttChangedCell;

/**
 * YttChange:
 * @kind: what happens to the row
 * @table: one of the record tables
 * @id: the row's key, a positive number
 * @cells: (element-type YttChangedCell): in the order in which they were named
 *
 * One row that is inserted, changed or deleted.
 */
typedef struct
{
  YttChangeKind  kind;
  char          *table;
  gint64         id;
  GArray        *cells;
} YttChange;

/**
 * YttChanges:
 *
 * What an editor wants to be done in one go: rows to insert, to update and to delete, in order. Filled by one owner,
 * then handed to ytt_store_commit_async(), from when on it does not change any more.
 *
 * |[<!-- language="C" -->
 * g_autoptr(YttChanges) changes = ytt_changes_new ();
 *
 * ytt_changes_update (changes, "facility", record->id);
 * ytt_changes_expect (changes, "name", YTT_CELL_OF_TEXT (record->name));
 * ytt_changes_set (changes, "name", YTT_CELL_OF_TEXT ("Narva magnet plant"));
 * ]|
 */
typedef struct _YttChanges YttChanges;

GType             ytt_changes_get_type  (void);
YttChanges       *ytt_changes_new       (void);
YttChanges       *ytt_changes_ref       (YttChanges *self);
void              ytt_changes_unref     (YttChanges *self);

gint64            ytt_changes_insert    (YttChanges *self,
                                         const char *table);
void              ytt_changes_update    (YttChanges *self,
                                         const char *table,
                                         gint64      id);
void              ytt_changes_delete    (YttChanges *self,
                                         const char *table,
                                         gint64      id);
void              ytt_changes_set       (YttChanges *self,
                                         const char *column,
                                         YttCell     cell);
void              ytt_changes_expect    (YttChanges *self,
                                         const char *column,
                                         YttCell     old);

guint             ytt_changes_get_n     (YttChanges *self);
const YttChange  *ytt_changes_get       (YttChanges *self,
                                         guint       position);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttChanges, ytt_changes_unref)

G_END_DECLS
