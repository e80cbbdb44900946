/* Taking back what was done, and doing it again. An old change set is applied inverted inside a new session, and what
 * that one recorded is kept as an entry of its own. */

#include "config.h"

#include "ytt-change-apply.h"
#include "ytt-format.h"
#include "ytt-history-log.h"
#include "ytt-history-write.h"
#include "ytt-store-history.h"

#include <glib/gi18n.h>

/* So many entries are named where something rests on them; of the others it is said how many there are. */
#define MAX_NAMED 3

typedef struct
{
  YttHistoryKind  kind;     /* undo, redo or revert */
  gint64          entry;    /* of a revert */
  char           *who;      /* (owned) */
  char           *reason;   /* (owned) (nullable) */
} Undo;

static void
undo_free (Undo *self)
{
  g_free (self->who);
  g_free (self->reason);
  g_free (self);
}

static char *
describe_entry (const YttHistoryEntry *entry)
{
  g_autoptr(GDateTime) at = entry->at != NULL ? g_date_time_new_from_iso8601 (entry->at, NULL) : NULL;
  g_autoptr(GDateTime) local = at != NULL ? g_date_time_to_local (at) : NULL;
  g_autofree char *iso = local != NULL ? g_date_time_format (local, "%Y-%m-%d") : NULL;
  g_autofree char *day = ytt_format_date (iso);

  if (entry->who == NULL)
    /* Translators: an entry of the history: what was done, and the day */
    return g_strdup_printf (_("“%s” (%s)"), entry->summary, day);

  /* Translators: an entry of the history: what was done, a person, and the day */
  return g_strdup_printf (_("“%s” (%s, %s)"), entry->summary, entry->who, day);
}

/* Whether an entry's change set is about one of the rows. */
static gboolean
touches (sqlite3     *db,
         gint64       entry,
         GHashTable  *rows,
         gboolean    *found,
         GError     **error)
{
  g_autoptr(YttChangeSet) set = ytt_change_set_open (db, entry, FALSE, error);
  g_autoptr(GError) failure = NULL;

  *found = FALSE;
  if (set == NULL)
    return FALSE;

  while (!*found && ytt_change_set_next (set, &failure))
    *found = ytt_row_set_has (rows, set->table, set->row);

  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}

/* Those that stand are the reason; where there is none, somebody took something back that this one had come after. */
static GPtrArray *
find_resting (sqlite3        *db,
              YttHistoryLog  *log,
              gint64          source,
              GHashTable     *rows,
              gboolean        standing,
              GError        **error)
{
  YttLogEntry *origin = ytt_history_log_find (log, source);
  g_autoptr(GPtrArray) resting = g_ptr_array_new ();

  for (guint i = 0; i < log->entries->len; i++)
    {
      YttLogEntry *node = g_ptr_array_index (log->entries, i);
      YttLogEntry *latest = ytt_history_log_find (log, standing ? node->applied_by : node->entry->id);
      gboolean found;

      if (origin == NULL || latest == NULL || latest->entry->position <= origin->entry->position ||
          (standing && (!node->entry->stands || node->entry->kind == YTT_HISTORY_UNDO ||
                        node->entry->kind == YTT_HISTORY_REDO)))
        continue;

      if (!touches (db, latest->entry->id, rows, &found, error))
        return NULL;
      if (found)
        g_ptr_array_add (resting, node->entry);
    }

  return g_steal_pointer (&resting);
}

static char *
name_entries (GPtrArray *entries)
{
  g_autoptr(GString) names = g_string_new (NULL);
  guint n_more = entries->len > MAX_NAMED ? entries->len - MAX_NAMED : 0;

  for (guint i = 0; i < MIN (entries->len, MAX_NAMED); i++)
    {
      g_autofree char *name = describe_entry (g_ptr_array_index (entries, i));

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name);
    }

  if (n_more > 0)
    {
      g_string_append (names, " ");
      g_string_append_printf (names, ngettext ("and %u more", "and %u more", n_more), n_more);
    }

  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
set_rests_error (sqlite3        *db,
                 YttHistoryLog  *log,
                 YttLogEntry    *node,
                 gint64          source,
                 GHashTable     *rows,
                 gboolean        redo,
                 GError        **error)
{
  g_autoptr(GPtrArray) resting = find_resting (db, log, source, rows, TRUE, error);
  g_autofree char *names = NULL;

  if (resting != NULL && resting->len == 0)
    {
      g_ptr_array_unref (resting);
      resting = find_resting (db, log, source, rows, FALSE, error);
    }
  if (resting == NULL)
    return;

  if (resting->len == 0)
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_RESTS,
                   redo ? _("“%s” cannot be done again: the document is not as it was then")
                        : _("“%s” cannot be taken back: the document is not as it left it"), node->entry->summary);
      return;
    }

  names = name_entries (resting);
  g_set_error (error, YTT_ERROR, YTT_ERROR_RESTS,
               /* Translators: the first is what was done, the second a list of later changes */
               redo ? _("“%s” cannot be done again, for this was changed since: %s")
                    : _("“%s” cannot be taken back, for this rests on it: %s"), node->entry->summary, names);
}

static char *
write_summary (YttHistoryKind  kind,
               YttLogEntry    *node)
{
  switch (kind)
    {
    case YTT_HISTORY_UNDO:
      /* Translators: an entry of the history; what was taken back */
      return g_strdup_printf (_("Undone: %s"), node->entry->summary);

    case YTT_HISTORY_REDO:
      /* Translators: an entry of the history; what was done again */
      return g_strdup_printf (_("Redone: %s"), node->entry->summary);

    case YTT_HISTORY_EDIT:
    case YTT_HISTORY_REVERT:
    case YTT_HISTORY_IMPORT:
    case YTT_HISTORY_MERGE:
    case YTT_HISTORY_OUTSIDE:
    default:
      /* Translators: an entry of the history; what was reverted */
      return g_strdup_printf (_("Reverted: %s"), node->entry->summary);
    }
}

/* Applies the inverse of the change set of @source, for the sake of @node. */
static gint64
take_back (Undo           *self,
           sqlite3        *db,
           YttHistoryLog  *log,
           YttLogEntry    *node,
           gint64          source,
           GError        **error)
{
  g_autofree char *summary = write_summary (self->kind, node);
  YttHistoryHead head = { self->kind, self->who, summary, self->reason, node->entry->id };
  g_autoptr(GHashTable) in_the_way = ytt_row_set_new ();
  g_autoptr(sqlite3_session) session = ytt_change_set_record (db, error);
  g_autoptr(GError) failure = NULL;
  guint64 n_wanted = 0, n_done = 0;
  gint64 entry = 0;

  if (session == NULL)
    return 0;

  if (ytt_change_apply_inverse (db, source, &n_wanted, in_the_way, &failure))
    {
      entry = ytt_history_write (db, session, &head, &n_done, &failure);
      if (failure == NULL && n_done != n_wanted)
        ytt_change_find_surplus (db, source, entry, in_the_way, &failure);
    }

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return 0;
    }

  if (g_hash_table_size (in_the_way) == 0)
    return entry;

  set_rests_error (db, log, node, source, in_the_way, self->kind == YTT_HISTORY_REDO, error);

  return 0;
}

static YttLogEntry *
find_to_revert (Undo           *self,
                YttHistoryLog  *log,
                GError        **error)
{
  YttLogEntry *node = ytt_history_log_find (log, self->entry);

  if (node == NULL)
    g_set_error_literal (error, YTT_ERROR, YTT_ERROR_NOT_FOUND, _("There is no such entry in the history"));
  else if (!node->entry->stands)
    g_set_error (error, YTT_ERROR, YTT_ERROR_INVALID, _("“%s” was taken back already"), node->entry->summary);
  else
    return node;

  return NULL;
}

static gint64
do_undo (sqlite3   *db,
         gpointer   data,
         GError   **error)
{
  Undo *self = data;
  g_autoptr(YttHistoryLog) log = ytt_history_log_read (db, error);
  YttLogEntry *node;

  if (log == NULL)
    return 0;

  if (self->kind == YTT_HISTORY_UNDO)
    node = ytt_history_log_find_undo (log, self->who);
  else if (self->kind == YTT_HISTORY_REDO)
    node = ytt_history_log_find_redo (log, self->who);
  else
    node = find_to_revert (self, log, error);

  if (node == NULL)
    return 0;

  return take_back (self, db, log, node, self->kind == YTT_HISTORY_REDO ? node->undone_by : node->applied_by, error);
}

static void
start (YttStore            *self,
       YttHistoryKind       kind,
       gint64               entry,
       const char          *reason,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  Undo *undo = g_new0 (Undo, 1);

  undo->kind = kind;
  undo->entry = entry;
  undo->who = g_strdup (ytt_store_get_who (self));
  undo->reason = g_strdup (reason);
  ytt_store_write_async (self, do_undo, undo, (GDestroyNotify) undo_free, cancellable, callback, user_data);
}

/**
 * ytt_store_undo_async:
 * @self: the store
 * @cancellable: (nullable): to give up
 * @callback: called when it was taken back, or cannot be
 * @user_data: for @callback
 *
 * Takes back this person's newest entry that stands. If later entries rest on it nothing is done, and the error, which
 * is %YTT_ERROR_RESTS, names them.
 */
void
ytt_store_undo_async (YttStore            *self,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_return_if_fail (YTT_IS_STORE (self));

  start (self, YTT_HISTORY_UNDO, 0, NULL, cancellable, callback, user_data);
}

gint64
ytt_store_undo_finish (YttStore      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  return ytt_store_write_finish (self, result, error);
}

/**
 * ytt_store_redo_async:
 * @self: the store
 * @cancellable: (nullable): to give up
 * @callback: called when it was done again, or cannot be
 * @user_data: for @callback
 *
 * Does again what this person took back last, unless they edited something since.
 */
void
ytt_store_redo_async (YttStore            *self,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_return_if_fail (YTT_IS_STORE (self));

  start (self, YTT_HISTORY_REDO, 0, NULL, cancellable, callback, user_data);
}

gint64
ytt_store_redo_finish (YttStore      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  return ytt_store_write_finish (self, result, error);
}

/**
 * ytt_store_revert_async:
 * @self: the store
 * @entry: the key of an entry of the history
 * @reason: (nullable): why
 * @cancellable: (nullable): to give up
 * @callback: called when it was taken back, or cannot be
 * @user_data: for @callback
 *
 * Takes back an entry of anybody, however old, as a new edit of this person. If later entries rest on it nothing is
 * done, and the error, which is %YTT_ERROR_RESTS, names them.
 */
void
ytt_store_revert_async (YttStore            *self,
                        gint64               entry,
                        const char          *reason,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (YTT_IS_STORE (self));

  start (self, YTT_HISTORY_REVERT, entry, reason, cancellable, callback, user_data);
}

gint64
ytt_store_revert_finish (YttStore      *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return ytt_store_write_finish (self, result, error);
}

void
ytt_undo_state_free (YttUndoState *state)
{
  if (state == NULL)
    return;

  g_free (state->undo_summary);
  g_free (state->redo_summary);
  g_free (state);
}

static void
undo_state_job (GTask        *task,
                sqlite3      *db,
                gpointer      task_data,
                GCancellable *cancellable)
{
  const char *who = task_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(YttHistoryLog) log = ytt_history_log_read (db, &error);
  YttLogEntry *undo, *redo;
  YttUndoState *state;

  if (log == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  state = g_new0 (YttUndoState, 1);
  undo = ytt_history_log_find_undo (log, who);
  redo = ytt_history_log_find_redo (log, who);
  if (undo != NULL)
    {
      state->undo = undo->entry->id;
      state->undo_summary = g_strdup (undo->entry->summary);
    }
  if (redo != NULL)
    {
      state->redo = redo->entry->id;
      state->redo_summary = g_strdup (redo->entry->summary);
    }
  g_task_return_pointer (task, state, (GDestroyNotify) ytt_undo_state_free);
}

/**
 * ytt_store_get_undo_state_async:
 * @self: the store
 * @cancellable: (nullable): to give up
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Finds out what ytt_store_undo_async() and ytt_store_redo_async() would do.
 */
void
ytt_store_get_undo_state_async (YttStore            *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_get_undo_state_async);
  g_task_set_task_data (task, g_strdup (ytt_store_get_who (self)), g_free);
  ytt_store_push_read (self, task, undo_state_job);
}

YttUndoState *
ytt_store_get_undo_state_finish (YttStore      *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
