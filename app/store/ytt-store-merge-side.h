#pragma once

#include "ytt-change-apply.h"
#include "ytt-history-log.h"
#include "ytt-record-tables.h"

G_BEGIN_DECLS

/* The key of a row of meta that says up to which entry another document was taken in. */
#define YTT_MERGED_KEY "merged:"
/* Of one that says which release was taken in; its date comes after it. */
#define YTT_MERGED_RELEASE YTT_MERGED_KEY "release "

/* A column that was changed: what it held before, and the last entry that changed it. */
typedef struct
{
  guint8  column;
  guint   entry;    /* position among the entries of the log */
  YttCell before;
} YttMergePastCell;

/**
 * YttMergePast:
 * @key: the row
 * @existed: whether it was there at the point that was gone back to
 * @exists: whether it was there after the last entry
 * @first: the first entry since that touched it
 * @last: the last one
 * @cells: (nullable) (element-type YttMergePastCell): of a row that existed, the columns that were changed
 *
 * What happened to a row since a point of a document's history.
 */
typedef struct
{
  YttRowKey  key;
  gboolean   existed;
  gboolean   exists;
  guint      first;
  guint      last;
  GArray    *cells;
} YttMergePast;

/**
 * YttMergeSide:
 * @db: (not owned): a connection to the document
 * @log: its history
 * @shapes: its tables
 * @seen: the position of the last entry that the other side knows of; 0 for none
 * @pasts: (nullable): what happened to rows since
 * @from_other: for each entry of the log, whether it took in the other side
 * @is_release: whether it is a shipped data set
 * @texts: what texts of cells live in
 *
 * One of two documents that are merged.
 */
typedef struct
{
  sqlite3       *db;
  YttHistoryLog *log;
  GHashTable    *shapes;
  gint64         seen;
  GHashTable    *pasts;
  GByteArray    *from_other;
  gboolean       is_release;
  GStringChunk  *texts;
  GHashTable    *selects;   /* table to the statement that reads one of its rows */
} YttMergeSide;

YttMergeSide  *ytt_merge_side_new        (sqlite3        *db,
                                          GError        **error);
void           ytt_merge_side_free       (YttMergeSide   *self);
gboolean       ytt_merge_side_read_pasts (YttMergeSide   *self,
                                          YttMergeSide   *other,
                                          GError        **error);
YttMergePast  *ytt_merge_side_get_past   (YttMergeSide   *self,
                                          const char     *table,
                                          gint64          row);
gboolean       ytt_merge_side_deleted    (YttMergeSide   *self,
                                          YttMergePast   *past);
/* Whether its own edits changed a column since; @entry: which one did last. */
gboolean       ytt_merge_side_changed    (YttMergeSide   *self,
                                          YttMergePast   *past,
                                          guint           column,
                                          const YttCell  *now,
                                          guint          *entry);
/* What a column held at the point that was gone back to. */
YttCell        ytt_merge_side_get_before (YttMergePast   *past,
                                          guint           column,
                                          const YttCell  *now);
YttTableShape *ytt_merge_side_get_shape  (YttMergeSide   *self,
                                          const char     *table,
                                          GError        **error);
/* (transfer full) (nullable) (array): a row's cells, the key first; NULL without an error if it is not there */
YttCell       *ytt_merge_side_read_row   (YttMergeSide   *self,
                                          const char     *table,
                                          gint64          row,
                                          GError        **error);
gboolean       ytt_merge_side_has_row    (YttMergeSide   *self,
                                          const char     *table,
                                          gint64          row);
/* The cells of a row that a statement stands on, from its first column. */
void           ytt_merge_side_take_cells (YttMergeSide   *self,
                                          YttTableShape  *shape,
                                          sqlite3_stmt   *stmt,
                                          YttCell        *cells);
const YttHistoryEntry *ytt_merge_side_get_entry (YttMergeSide *self,
                                          guint           entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttMergeSide, ytt_merge_side_free)

G_END_DECLS
