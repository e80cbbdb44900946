#pragma once

#include "ytt-store-merge-side.h"
#include "ytt-store-merge.h"

G_BEGIN_DECLS

/* The other document: a copy that nobody else has, looked at as any document is, and brought up to date. */
typedef struct
{
  char      *folder;    /* (owned): of the copy */
  char      *path;      /* (owned): the copy */
  YttOpened *opened;    /* (owned) */
  gboolean   is_changes;
  gint64     since;     /* of a file of changes: the position of the entry that it begins after */
} YttMergeTheirs;

YttMergeTheirs *ytt_merge_theirs_open (const char      *path,
                                       GCancellable    *cancellable,
                                       GError         **error);
void            ytt_merge_theirs_free (YttMergeTheirs  *self);

typedef enum
{
  YTT_FATE_NONE,
  YTT_FATE_ADD,
  YTT_FATE_CHANGE,
  YTT_FATE_DELETE,
  YTT_FATE_MISSING,
} YttMergeFate;

/* A column that gets another value. It counts only if the decision, if any, is theirs; @unless: if it is not. */
typedef struct
{
  guint   column;
  YttCell cell;
  int     decision;
  gboolean unless;
} YttMergeSet;

/**
 * YttMergeRow:
 * @key: the row in their document
 * @shape: its table
 * @id: its key in this one
 * @t: (nullable): what happened to it there
 * @m: (nullable): what happened to it here
 * @fate: what becomes of it here
 * @decision: what that hangs on; -1 for nothing
 * @sets: (nullable): columns that change, or that are added otherwise than they are there
 *
 * A row that is not the same on both sides.
 */
typedef struct
{
  YttRowKey      key;
  YttTableShape *shape;
  gint64         id;
  YttMergePast  *t;
  YttMergePast  *m;
  YttMergeFate   fate;
  int            decision;
  GArray        *sets;
} YttMergeRow;

/* The side that loses a claim which is kept twice: it is added as a row of its own. */
typedef struct
{
  int      decision;
  gint64   id;
  YttCell *cells;   /* (owned) */
  YttTableShape *shape;
} YttMergeTwin;

struct _YttMergePlan
{
  gatomicrefcount ref_count;
  YttMergeOf      of;
  YttMergeTheirs *theirs_file;    /* (owned) */
  YttMergeSide   *theirs;         /* (owned): until it is freed; one thread at a time */
  YttMergeSide   *mine;           /* (owned) (nullable): while it is compared */
  gboolean        whole;          /* all rows are compared, for no history tells of them */
  gboolean        theirs_newer;   /* without history: whose data set is the newer one */
  gboolean        mine_newer;
  YttHistoryEntry *ancestor;      /* (owned) (nullable) */
  int             later;          /* whose last sync is later: -1 mine, 1 theirs, 0 both know the same */

  GPtrArray      *rows;           /* (element-type YttMergeRow): in the order of tables and keys */
  GHashTable     *by_id;          /* (element-type YttMergeRow): by their key in this document */
  GHashTable     *by_key;         /* (element-type YttMergeRow): by their key there */
  GHashTable     *aliases;        /* their keys to keys here, where they differ */
  GHashTable     *origins;        /* the other way round */
  GHashTable     *twins;          /* table to a table of digests of rows that only this document has */
  GHashTable     *finders;        /* what statements find rows by what is unique */
  GPtrArray      *losers;         /* (element-type YttMergeTwin) */
  GPtrArray      *extras;         /* (element-type YttMergeRow): of this document, that make room */
  guint           n_renumbered;
  gint64          mine_last;      /* position of this document's last entry */
  gint64          mine_last_id;
  gint64          theirs_last_id; /* 0 for none */
  char           *theirs_date;    /* (nullable): of their data set */

  GPtrArray      *items;
  GPtrArray      *decisions;
  GArray         *same_as;        /* (element-type int): decisions that are one with another */
  guint           counts[YTT_N_MERGE_KINDS];
};

/* Compares; in order of what they do. All set an error. */
gboolean     ytt_merge_find_points     (YttMergePlan  *self,
                                        GError       **error);
gboolean     ytt_merge_collect         (YttMergePlan  *self,
                                        GError       **error);
gboolean     ytt_merge_classify        (YttMergePlan  *self,
                                        GError       **error);
gboolean     ytt_merge_settle          (YttMergePlan  *self,
                                        GError       **error);
gboolean     ytt_merge_name            (YttMergePlan  *self,
                                        GError       **error);

YttMergeRow *ytt_merge_add_row         (YttMergePlan  *self,
                                        const char    *table,
                                        gint64         row,
                                        GError       **error);
/* (transfer full) (nullable): a row of theirs with the keys that it refers to as they are here */
YttCell     *ytt_merge_read_theirs     (YttMergePlan  *self,
                                        YttMergeRow   *row,
                                        GError       **error);
gint64       ytt_merge_map             (YttMergePlan  *self,
                                        const char    *table,
                                        gint64         id);
void         ytt_merge_set_alias       (YttMergePlan  *self,
                                        YttMergeRow   *row,
                                        gint64         id);
gboolean     ytt_merge_compare_cells   (YttMergePlan  *self,
                                        YttMergeRow   *row,
                                        const YttCell *mine,
                                        const YttCell *theirs,
                                        gboolean       known);
void         ytt_merge_row_set         (YttMergeRow   *row,
                                        guint          column,
                                        YttCell        cell,
                                        int            decision,
                                        gboolean       unless);
int          ytt_merge_ask             (YttMergePlan     *self,
                                        YttMergeQuestion  question,
                                        YttMergeRow      *row,
                                        const char       *column);
void         ytt_merge_view_entry      (YttMergeView          *view,
                                        const YttHistoryEntry *entry);
int          ytt_merge_find_decision   (YttMergePlan  *self,
                                        int            decision);
gboolean     ytt_merge_settle_deletions (YttMergePlan *self,
                                        GError       **error);
int          ytt_merge_ask_reference   (YttMergePlan  *self,
                                        YttMergeRow   *row,
                                        guint          column,
                                        gboolean       theirs,
                                        GError       **error);
void         ytt_merge_join            (YttMergePlan  *self,
                                        int           *decision,
                                        int            other);
YttMergeRow *ytt_merge_find_row        (YttMergePlan  *self,
                                        const char    *table,
                                        gint64         id);
void         ytt_merge_index_row       (YttMergePlan  *self,
                                        YttMergeRow   *row);
void         ytt_merge_sort_rows       (YttMergePlan  *self);
gint64       ytt_merge_unmap           (YttMergePlan  *self,
                                        const char    *table,
                                        gint64         id);
gboolean     ytt_merge_goes_with       (YttTableShape *shape,
                                        guint          column);
/* 0 if there is none */
gint64       ytt_merge_find_same       (YttMergePlan  *self,
                                        YttMergeRow   *row,
                                        const YttCell *cells,
                                        gboolean      *by_name,
                                        GError       **error);
gboolean     ytt_merge_is_one          (YttMergeRow   *row,
                                        const YttCell *mine,
                                        const YttCell *theirs);
/* Columns that are unique together: the same in two rows, they are one row. NULL-ended; NULL for none. */
const char * const *ytt_merge_get_key_columns (const char *table);
/* The column of the words that a record is known by in its data set; NULL for none. */
const char  *ytt_merge_get_slug_column (const char    *table);
/* (transfer full): what a row is, in words */
char        *ytt_merge_describe        (YttMergePlan  *self,
                                        YttMergeSide  *side,
                                        YttTableShape *shape,
                                        const YttCell *cells);
char        *ytt_merge_put_in_words    (YttMergePlan  *self,
                                        YttMergeSide  *side,
                                        YttTableShape *shape,
                                        const YttCell *cells,
                                        const guint   *columns,
                                        guint          n_columns);
void         ytt_merge_digest          (YttTableShape *shape,
                                        const YttCell *cells,
                                        guint8         digest[32]);
sqlite3     *ytt_bulk_get_connection   (YttBulk       *bulk);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttMergeTheirs, ytt_merge_theirs_free)

G_END_DECLS
