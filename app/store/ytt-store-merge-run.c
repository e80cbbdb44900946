/* The merge itself: what was planned goes into the document, as one change. */

#include "config.h"

#include "ytt-store-merge-private.h"

#include "ytt-id.h"

#include <glib/gi18n.h>
#include <string.h>

#define ROWS_A_LOOK 200

typedef struct
{
  YttMergePlan   *plan;      /* (owned) */
  YttMergeChoice *choices;   /* (owned): one a decision */

  /* While it runs */
  YttBulk        *bulk;
  sqlite3        *db;
  GPtrArray      *put_off;   /* (element-type YttMergeRow): that wait until others have made room */
  guint           n_done;
  gboolean        any;
} Run;

static void
run_free (Run *run)
{
  ytt_merge_plan_unref (run->plan);
  g_free (run->choices);
  g_free (run);
}

/* Whether theirs is taken. Both as claims: the row goes to whoever changed it last. */
static gboolean
is_theirs (Run *run,
           int  decision)
{
  YttMergeDecision *asked;

  if (decision < 0)
    return TRUE;

  asked = g_ptr_array_index (run->plan->decisions, (guint) decision);

  return (run->choices[decision] == YTT_MERGE_BOTH ? asked->newer : run->choices[decision]) == YTT_MERGE_THEIRS;
}

static gboolean
counts (Run              *run,
        const YttMergeSet *set)
{
  return is_theirs (run, set->decision) != set->unless;
}

static gboolean
look (Run     *run,
      GError **error)
{
  guint n = run->plan->rows->len;

  return run->n_done++ % ROWS_A_LOOK != 0 || ytt_bulk_tell (run->bulk, n > 0 ? MIN (1.0, (double) run->n_done / n) : 1, error);
}

static gboolean
ask_id (sqlite3      *db,
        const char   *sql,
        gint64        a,
        gint64       *answer)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL) != SQLITE_OK)
    return FALSE;

  sqlite3_bind_int64 (stmt, 1, a);
  if (sqlite3_step (stmt) != SQLITE_ROW)
    return FALSE;
  *answer = sqlite3_column_int64 (stmt, 0);

  return TRUE;
}

static gboolean
check_unchanged (Run     *run,
                 GError **error)
{
  gint64 last = 0;

  ask_id (run->db, "SELECT id FROM history WHERE ?1 IS NOT NULL ORDER BY position DESC LIMIT 1", 0, &last);
  if (last == run->plan->mine_last_id)
    return TRUE;

  g_set_error_literal (error, YTT_ERROR, YTT_ERROR_CHANGED,
                       _("The document was changed since it was compared; nothing was merged. Compare again."));

  return FALSE;
}

static gboolean
is_taken (const GError *error)
{
  return g_error_matches (error, YTT_ERROR, YTT_ERROR_INVALID);
}

/* (transfer full): columns that change, with NULL at their end; the cells go to @cells */
static GPtrArray *
list_sets (Run         *run,
           YttMergeRow *row,
           gboolean     without_slug,
           GArray      *cells)
{
  GPtrArray *columns = g_ptr_array_new ();
  const char *slug = ytt_merge_get_slug_column (row->key.table);

  for (guint i = 0; i < row->sets->len; i++)
    {
      const YttMergeSet *set = &g_array_index (row->sets, YttMergeSet, i);
      const char *column = g_ptr_array_index (row->shape->columns, set->column);

      if (!counts (run, set) || (without_slug && g_strcmp0 (column, slug) == 0))
        continue;
      g_ptr_array_add (columns, (gpointer) column);
      g_array_append_val (cells, set->cell);
    }
  if (columns->len > 0)
    g_ptr_array_add (columns, NULL);

  return columns;
}

static gboolean
change_row (Run          *run,
            YttMergeRow  *row,
            gboolean      last,
            GError      **error)
{
  g_autoptr(GArray) cells = g_array_new (FALSE, FALSE, sizeof (YttCell));
  g_autoptr(GPtrArray) columns = list_sets (run, row, FALSE, cells);
  g_autoptr(GError) failure = NULL;

  if (columns->len == 0)
    return TRUE;

  run->any = TRUE;
  if (ytt_bulk_update (run->bulk, row->key.table, (const char * const *) columns->pdata, row->id,
                       (const YttCell *) (gpointer) cells->data, &failure))
    return TRUE;
  if (!is_taken (failure))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (!last)
    {
      g_ptr_array_add (run->put_off, row);
      return TRUE;
    }

  /* Another row says just that already; a short name that is taken is done without. */
  if (ytt_merge_get_key_columns (row->key.table) != NULL)
    return ytt_bulk_delete (run->bulk, row->key.table, row->id, error);

  g_array_set_size (cells, 0);
  g_ptr_array_unref (columns);
  columns = list_sets (run, row, TRUE, cells);

  return columns->len == 0
         || ytt_bulk_update (run->bulk, row->key.table, (const char * const *) columns->pdata, row->id,
                             (const YttCell *) (gpointer) cells->data, error);
}

/* A row goes, and what belongs to it or cannot be without it; triggers would do so too, but may be off. */
static gboolean
delete_deep (Run         *run,
             const char  *table,
             gint64       id,
             GError     **error);

static gboolean
let_go_of (Run            *run,
           YttTableShape  *shape,
           guint           position,
           gint64          id,
           GError        **error)
{
  const char *column = g_ptr_array_index (shape->columns, position), *columns[] = { column, NULL };
  YttCell nothing = YTT_CELL_OF_NULL;
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM \"%s\" WHERE \"%s\" = ?1", shape->record->name, column);
  gint64 other;

  while (ask_id (run->db, sql, id, &other))
    if (ytt_merge_goes_with (shape, position) ? !delete_deep (run, shape->record->name, other, error)
                                       : !ytt_bulk_update (run->bulk, shape->record->name, columns, other, &nothing, error))
      return FALSE;

  return TRUE;
}

static gboolean
delete_deep (Run         *run,
             const char  *table,
             gint64       id,
             GError     **error)
{
  const YttRecordTable *tables = ytt_record_tables_get ();

  for (guint i = 0; tables[i].name != NULL; i++)
    {
      YttTableShape *shape = ytt_merge_side_get_shape (run->plan->theirs, tables[i].name, error);

      if (shape == NULL)
        return FALSE;
      for (guint k = 1; k < shape->columns->len; k++)
        if (g_strcmp0 (g_ptr_array_index (shape->parents, k), table) == 0
            && !let_go_of (run, shape, k, id, error))
          return FALSE;
    }

  run->any = TRUE;

  return ytt_bulk_delete (run->bulk, table, id, error);
}

/* Attachments: contents that no change set has. */

static gint64
find_attachment (sqlite3    *db,
                 const char *sha256)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;

  if (sqlite3_prepare_v2 (db, "SELECT id FROM attachment WHERE sha256 = ?1", -1, &stmt, NULL) != SQLITE_OK)
    return 0;
  sqlite3_bind_text (stmt, 1, sha256, -1, SQLITE_STATIC);

  return sqlite3_step (stmt) == SQLITE_ROW ? sqlite3_column_int64 (stmt, 0) : 0;
}

static gboolean
is_whole (const void *content,
          int         size,
          const char *sha256)
{
  g_autofree char *digest = NULL;

  /* One that was removed by hand is kept as a name. */
  if (size == 0)
    return TRUE;

  digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, content, (gsize) size);

  return g_strcmp0 (digest, sha256) == 0;
}

static gboolean
insert_attachment (Run           *run,
                   sqlite3_stmt  *from,
                   gint64         id,
                   GError       **error)
{
  static const char sql[] =
    "INSERT INTO attachment (id, sha256, name, media_type, size, added, content) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  if (!is_whole (sqlite3_column_blob (from, 5), sqlite3_column_bytes (from, 5), (const char *) sqlite3_column_text (from, 0)))
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_DAMAGED, _("The copy “%s” in the other document is damaged"),
                   (const char *) sqlite3_column_text (from, 1));
      return FALSE;
    }

  rc = sqlite3_prepare_v2 (run->db, sql, -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (stmt, 1, id);
  for (int i = 0; rc == SQLITE_OK && i < 6; i++)
    rc = i == 5 && sqlite3_column_type (from, i) == SQLITE_NULL ? sqlite3_bind_zeroblob (stmt, i + 2, 0)
                                                                : sqlite3_bind_value (stmt, i + 2, sqlite3_column_value (from, i));
  if (rc == SQLITE_OK)
    rc = sqlite3_step (stmt);

  return !ytt_sqlite_failed (run->db, rc, error);
}

/* The key here of a copy there, which is brought along if need be; 0 with an error. */
static gint64
need_attachment (Run     *run,
                 gint64   id,
                 GError **error)
{
  sqlite3 *theirs = run->plan->theirs->db;
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int limit = sqlite3_limit (theirs, SQLITE_LIMIT_LENGTH, G_MAXINT);
  gint64 here = 0, taken;
  int rc;

  rc = sqlite3_prepare_v2 (theirs, "SELECT sha256, name, media_type, size, added, content FROM attachment WHERE id = ?1", -1,
                           &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (stmt, 1, id);
  if (rc == SQLITE_OK)
    rc = sqlite3_step (stmt);
  sqlite3_limit (theirs, SQLITE_LIMIT_LENGTH, limit);
  if (ytt_sqlite_failed (theirs, rc, error))
    return 0;
  if (rc != SQLITE_ROW || sqlite3_column_type (stmt, 0) != SQLITE_TEXT)
    return id;

  here = find_attachment (run->db, (const char *) sqlite3_column_text (stmt, 0));
  if (here != 0)
    return here;
  here = ask_id (run->db, "SELECT id FROM attachment WHERE id = ?1", id, &taken)
           ? ytt_id_for_key ("attachment", (const char *) sqlite3_column_text (stmt, 0)) : id;

  return insert_attachment (run, stmt, here, error) ? here : 0;
}

/* Additions */

static gboolean
insert_cells (Run            *run,
              YttTableShape  *shape,
              gint64          id,
              const YttCell  *cells,
              GError        **error)
{
  const char *table = shape->record->name;
  const char * const *key = ytt_merge_get_key_columns (table);
  g_autofree const char **columns = g_new0 (const char *, shape->columns->len);
  g_autoptr(GError) failure = NULL;

  for (guint i = 1; i < shape->columns->len; i++)
    columns[i - 1] = g_ptr_array_index (shape->columns, i);

  run->any = TRUE;
  if (ytt_bulk_insert (run->bulk, table, columns, id, cells + 1, &failure))
    return TRUE;

  /* Another row says just that already. */
  if (is_taken (failure) && key != NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

static gboolean
add_row (Run          *run,
         YttMergeRow  *row,
         GError      **error)
{
  g_autofree YttCell *cells = ytt_merge_read_theirs (run->plan, row, error);

  if (cells == NULL)
    return FALSE;

  for (guint i = 0; row->sets != NULL && i < row->sets->len; i++)
    {
      const YttMergeSet *set = &g_array_index (row->sets, YttMergeSet, i);

      if (counts (run, set))
        cells[set->column] = set->cell;
    }

  if (g_str_equal (row->key.table, "source_attachment"))
    {
      guint column = (guint) ytt_table_shape_find_column (row->shape, "attachment");

      cells[column].integer = need_attachment (run, cells[column].integer, error);
      if (cells[column].integer == 0)
        return FALSE;
    }

  return insert_cells (run, row->shape, row->id, cells, error);
}

static gboolean
add_losers (Run     *run,
            GError **error)
{
  for (guint i = 0; i < run->plan->losers->len; i++)
    {
      YttMergeTwin *twin = g_ptr_array_index (run->plan->losers, i);
      gint64 there;

      if (run->choices[twin->decision] != YTT_MERGE_BOTH
          || ask_id (run->db, "SELECT id FROM claim WHERE id = ?1", twin->id, &there))
        continue;
      if (!insert_cells (run, twin->shape, twin->id, twin->cells, error))
        return FALSE;
    }

  return TRUE;
}

/* What was taken in, so that the next merge begins from here. */

/* (transfer full) (nullable) */
static char *
write_aliases (YttMergePlan *plan)
{
  g_autoptr(GString) text = g_string_new (NULL);
  GHashTableIter iter;
  YttRowKey *key;
  gint64 *id;

  g_hash_table_iter_init (&iter, plan->aliases);
  while (g_hash_table_iter_next (&iter, (gpointer *) &key, (gpointer *) &id))
    if (*id != key->row && text->len < YTT_VALUE_LIMIT / 2)
      g_string_append_printf (text, "%s%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, text->len > 0 ? "\n" : "", key->table,
                              key->row, *id);

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static gboolean
is_superseded (YttMergePlan *plan,
               const char   *key)
{
  gint64 id;

  if (g_str_has_prefix (key, YTT_MERGED_RELEASE))
    return plan->of == YTT_MERGE_OF_RELEASE;

  id = g_ascii_strtoll (key + strlen (YTT_MERGED_KEY), NULL, 10);

  return ytt_history_log_find (plan->theirs->log, id) != NULL;
}

static gboolean
note_merged (Run     *run,
             GError **error)
{
  static const char * const columns[] = { "key", "value", NULL };
  YttMergePlan *plan = run->plan;
  g_autofree char *key = NULL, *value = write_aliases (plan);
  g_autoptr(GArray) old = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(sqlite3_stmt) stmt = NULL;
  YttCell cells[2];
  int rc;

  if (plan->of == YTT_MERGE_OF_RELEASE)
    key = g_strconcat (YTT_MERGED_RELEASE, plan->theirs_date, NULL);
  else if (plan->theirs_last_id != 0)
    key = g_strdup_printf (YTT_MERGED_KEY "%" G_GINT64_FORMAT, plan->theirs_last_id);
  else
    return TRUE;

  rc = sqlite3_prepare_v2 (run->db, "SELECT id, key, value IS ?1 FROM meta WHERE key GLOB 'merged:*'", -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_text (stmt, 1, value, -1, SQLITE_STATIC);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
      {
        const char *found = (const char *) sqlite3_column_text (stmt, 1);
        gint64 id = sqlite3_column_int64 (stmt, 0);

        if (g_strcmp0 (found, key) == 0 && sqlite3_column_int (stmt, 2) != 0)
          return TRUE;
        if (is_superseded (plan, found))
          g_array_append_val (old, id);
      }
  if (ytt_sqlite_failed (run->db, rc, error))
    return FALSE;
  g_clear_pointer (&stmt, sqlite3_finalize);

  for (guint i = 0; i < old->len; i++)
    if (!ytt_bulk_delete (run->bulk, "meta", g_array_index (old, gint64, i), error))
      return FALSE;

  cells[0] = YTT_CELL_OF_TEXT (key);
  cells[1] = value != NULL ? YTT_CELL_OF_TEXT (value) : YTT_CELL_OF_NULL;

  return ytt_bulk_insert (run->bulk, "meta", columns, ytt_id_for_key ("meta", key), cells, error);
}

static gboolean
run_rows (Run           *run,
          YttMergeFate   fate,
          GError       **error)
{
  for (guint i = 0; i < run->plan->rows->len; i++)
    {
      YttMergeRow *row = g_ptr_array_index (run->plan->rows, i);
      gint64 there;
      gboolean done = TRUE;

      if (row->fate != fate)
        continue;
      if (!look (run, error))
        return FALSE;

      if (fate == YTT_FATE_CHANGE)
        done = change_row (run, row, FALSE, error);
      else if (!is_theirs (run, row->decision))
        continue;
      else if (fate == YTT_FATE_ADD)
        done = add_row (run, row, error);
      else
        {
          g_autofree char *sql = g_strdup_printf ("SELECT id FROM \"%s\" WHERE id = ?1", row->key.table);

          /* It may have gone with another one. */
          if (ask_id (run->db, sql, row->id, &there))
            done = delete_deep (run, row->key.table, row->id, error);
        }
      if (!done)
        return FALSE;
    }

  return TRUE;
}

/* Changes come first, so that what was moved away does not go with what is deleted. */
static gboolean
merge_rows (YttBulk   *bulk,
            gpointer   data,
            GError   **error)
{
  Run *run = data;
  YttMergePlan *plan = run->plan;
  g_autoptr(GPtrArray) put_off = g_ptr_array_new ();

  run->bulk = bulk;
  run->db = ytt_bulk_get_connection (bulk);
  run->put_off = put_off;
  if (!check_unchanged (run, error))
    return FALSE;

  for (guint i = 0; i < plan->extras->len; i++)
    if (!change_row (run, g_ptr_array_index (plan->extras, i), FALSE, error))
      return FALSE;
  if (!run_rows (run, YTT_FATE_CHANGE, error) || !run_rows (run, YTT_FATE_DELETE, error)
      || !run_rows (run, YTT_FATE_ADD, error) || !add_losers (run, error))
    return FALSE;
  for (guint i = 0; i < put_off->len; i++)
    if (!change_row (run, g_ptr_array_index (put_off, i), TRUE, error))
      return FALSE;

  return (!run->any && plan->decisions->len == 0) || note_merged (run, error);
}

/**
 * ytt_store_merge_run_async:
 * @self: the store that was compared
 * @plan: what ytt_store_merge_compare_finish() returned
 * @choices: (nullable) (array): one for each of its decisions; %NULL for what each says itself
 * @summary: what is done, in words
 * @reason: (nullable): why
 * @progress: (nullable): called now and then
 * @progress_data: for @progress; it must outlast the callback
 * @cancellable: (nullable): to give up; nothing is left of it then
 * @callback: called when it is on the disk, or cannot be done
 * @user_data: for @callback
 *
 * Merges, in one transaction with one entry of the history. References are checked at once. If the document was changed
 * since it was compared nothing is done, and the error is %YTT_ERROR_CHANGED.
 */
void
ytt_store_merge_run_async (YttStore             *self,
                           YttMergePlan         *plan,
                           const YttMergeChoice *choices,
                           const char           *summary,
                           const char           *reason,
                           YttBulkProgress       progress,
                           gpointer              progress_data,
                           GCancellable         *cancellable,
                           GAsyncReadyCallback   callback,
                           gpointer              user_data)
{
  YttBulkJob job = { .func = merge_rows, .free_data = (GDestroyNotify) run_free, .kind = YTT_HISTORY_MERGE,
                     .summary = summary, .reason = reason, .progress = progress, .progress_data = progress_data };
  Run *run;

  g_return_if_fail (YTT_IS_STORE (self));
  g_return_if_fail (plan != NULL && summary != NULL);

  run = g_new0 (Run, 1);
  run->plan = ytt_merge_plan_ref (plan);
  run->choices = g_new0 (YttMergeChoice, plan->decisions->len + 1);
  for (guint i = 0; i < plan->decisions->len; i++)
    run->choices[i] = choices != NULL ? choices[i] : ((YttMergeDecision *) g_ptr_array_index (plan->decisions, i))->newer;
  job.data = run;
  job.n_rows = plan->rows->len;
  ytt_store_bulk_async (self, &job, cancellable, callback, user_data);
}

gint64
ytt_store_merge_run_finish (YttStore      *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  return ytt_store_bulk_finish (self, result, error);
}
