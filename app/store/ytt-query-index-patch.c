/* What our own edits change in the index of a large document: it is patched at the few facilities that they touched,
 * rather than read anew.
 *
 * The connection that writes notes which facilities each of its transactions changed, derived rows included, and from
 * which state of the file it led to the next, as the file counts them. Where such notes lead from the state that an
 * index is of to the one that is read now, nobody else wrote in between. All else is read anew: facilities that come or
 * go, bulk work, what other programs did, and documents in WAL mode, which count nothing. */

#include "config.h"

#include "ytt-query-index-private.h"

#include "ytt-query-facets-private.h"

#include <string.h>

/* Reading more of them one by one would take longer than reading all. */
#define MOST_FACILITIES 500

/* Edits that nobody looked at in between. */
#define MOST_NOTES 64

typedef struct
{
  guint32   from;          /* the state before; after it comes the next number */
  GArray   *facilities;    /* (owned) (element-type gint64): each perhaps several times */
  gboolean  whole;         /* too much has changed */
  gboolean  parts;         /* organisations or elements have: facets have columns of these */
} Note;

typedef struct
{
  sqlite3 *db;          /* the connection that writes */
  Note    *under_way;   /* (owned) (nullable): of the transaction that it is in; of its thread alone */
  GMutex   mutex;
  GQueue   notes;       /* (element-type Note) (owned): the newest in front */
} Notes;

static void
note_free (Note *note)
{
  g_array_unref (note->facilities);
  g_free (note);
}

static void
notes_free (Notes *notes)
{
  g_clear_pointer (&notes->under_way, note_free);
  g_queue_clear_full (&notes->notes, (GDestroyNotify) note_free);
  g_mutex_clear (&notes->mutex);
  g_free (notes);
}

/* Noting, in the thread of the connection that writes */

/* One that was committed is over once the file is in another state. */
static Note *
get_under_way (Notes *self)
{
  if (self->under_way != NULL && self->under_way->from != 0 && self->under_way->from != ytt_index_read_stamp (self->db))
    g_clear_pointer (&self->under_way, note_free);

  if (self->under_way == NULL)
    {
      self->under_way = g_new0 (Note, 1);
      self->under_way->facilities = g_array_new (FALSE, FALSE, sizeof (gint64));
    }

  return self->under_way;
}

static void
changed_cb (gpointer       data,
            int            operation,
            const char    *database,
            const char    *table,
            sqlite3_int64  row)
{
  Notes *self = data;
  gboolean facility = strcmp (table, "facility") == 0;
  gint64 id = row;

  if (facility || strcmp (table, "facility_shown") == 0)
    {
      Note *note = get_under_way (self);

      note->whole = note->whole || (facility && operation != SQLITE_UPDATE) || note->facilities->len > 4 * MOST_FACILITIES;
      if (!note->whole)
        g_array_append_val (note->facilities, id);
    }
  else if (strcmp (table, "facility_element") == 0 || strcmp (table, "facility_organisation") == 0
           || strcmp (table, "organisation") == 0)
    {
      get_under_way (self)->parts = TRUE;
    }
}

/* The transaction has the file to itself, which is in the state of before still. If it is not done after all, it is
 * rolled back or tried again. */
static int
commit_cb (gpointer data)
{
  Notes *self = data;
  Note *note = get_under_way (self);
  Note *kept;

  note->from = ytt_index_read_stamp (self->db);
  if (note->from == 0)
    return 0;

  kept = g_memdup2 (note, sizeof *note);
  kept->facilities = g_array_copy (note->facilities);
  g_mutex_lock (&self->mutex);
  if (self->notes.head != NULL && ((Note *) self->notes.head->data)->from == kept->from)
    note_free (g_queue_pop_head (&self->notes));
  g_queue_push_head (&self->notes, kept);
  if (self->notes.length > MOST_NOTES)
    note_free (g_queue_pop_tail (&self->notes));
  g_mutex_unlock (&self->mutex);

  return 0;
}

static void
rolled_back_cb (gpointer data)
{
  Notes *self = data;

  g_mutex_lock (&self->mutex);
  if (self->under_way != NULL && self->under_way->from != 0 && self->notes.head != NULL
      && ((Note *) self->notes.head->data)->from == self->under_way->from)
    note_free (g_queue_pop_head (&self->notes));
  g_mutex_unlock (&self->mutex);
  g_clear_pointer (&self->under_way, note_free);
}

/*< private >
 * ytt_index_watch:
 * @store: a store
 * @db: its connection that writes, which no thread uses yet
 *
 * From now on it is noted what each transaction changes.
 */
void
ytt_index_watch (YttStore *store,
                 sqlite3  *db)
{
  Notes *notes = g_new0 (Notes, 1);

  notes->db = db;
  g_mutex_init (&notes->mutex);
  g_object_set_data_full (G_OBJECT (store), "ytt-index-notes", notes, (GDestroyNotify) notes_free);
  sqlite3_update_hook (db, changed_cb, notes);
  sqlite3_commit_hook (db, commit_cb, notes);
  sqlite3_rollback_hook (db, rolled_back_cb, notes);
}

/* Patching */

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 id_a = *(const gint64 *) a, id_b = *(const gint64 *) b;

  return (id_a > id_b) - (id_a < id_b);
}

static void
drop_doubles (GArray *ids)
{
  guint n = 0;

  g_array_sort (ids, compare_ids);
  for (guint i = 0; i < ids->len; i++)
    if (i == 0 || g_array_index (ids, gint64, i) != g_array_index (ids, gint64, i - 1))
      g_array_index (ids, gint64, n++) = g_array_index (ids, gint64, i);
  g_array_set_size (ids, n);
}

/* Adds what was changed from a state to the next. */
static gboolean
add_note (Notes    *self,
          guint32   from,
          GArray   *ids,
          gboolean *parts)
{
  for (GList *link = self->notes.head; link != NULL; link = link->next)
    {
      const Note *note = link->data;

      if (note->from != from)
        continue;

      g_array_append_vals (ids, note->facilities->data, note->facilities->len);
      *parts = *parts || note->parts;
      return !note->whole;
    }

  return FALSE;
}

/* (transfer full) (nullable) (element-type gint64): what was changed between two states, ascending; %NULL if that is not
 * known, or too much. */
static GArray *
find_changed (YttStore *store,
              guint32   from,
              guint32   to,
              gboolean *parts)
{
  Notes *self = g_object_get_data (G_OBJECT (store), "ytt-index-notes");
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean known = self != NULL && from != 0 && to != 0 && to - from <= MOST_NOTES;

  *parts = FALSE;
  if (!known)
    return NULL;

  g_mutex_lock (&self->mutex);
  for (guint32 state = from; known && state != to; state++)
    known = add_note (self, state, ids, parts);
  g_mutex_unlock (&self->mutex);

  drop_doubles (ids);

  return known && ids->len <= MOST_FACILITIES ? g_steal_pointer (&ids) : NULL;
}

/* A facility that is read anew. */
typedef struct
{
  guint    position;
  guint    after;      /* the position that comes before it in the order of names; G_MAXUINT for none */
  gboolean placed;
  YttPoint point;
} Patch;

/* Columns of its own, with what the shared ones hold. */
static void
own_columns (YttIndex *self,
             YttIndex *old)
{
  guint n = self->ids->len;

  ytt_column_clear (self->stages);
  ytt_column_clear (self->statuses);
  ytt_column_clear (self->precisions);
  ytt_column_clear (self->countries);
  ytt_column_clear (self->starts);
  ytt_column_clear (self->newest);
  self->stages = ytt_column_copy (old->stages, n);
  self->statuses = ytt_column_copy (old->statuses, n);
  self->precisions = ytt_column_copy (old->precisions, n);
  self->countries = ytt_column_copy (old->countries, n);
  self->starts = ytt_column_copy (old->starts, n);
  self->newest = ytt_column_copy (old->newest, n);
}

/* FALSE without an error: it cannot be patched. */
static gboolean
read_patches (YttIndex  *self,
              sqlite3   *db,
              GArray    *ids,
              GArray    *patches,
              GError   **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;

  if (ytt_sqlite_failed (db, sqlite3_prepare_v2 (db, "SELECT " YTT_INDEX_COLUMNS " WHERE f.id = ?1", -1, &stmt, NULL), error))
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      Patch patch = { .position = ytt_index_find (self, id) };
      int rc;

      sqlite3_bind_int64 (stmt, 1, id);
      rc = sqlite3_step (stmt);
      if (rc == SQLITE_ROW && patch.position != G_MAXUINT)
        {
          patch.placed = ytt_index_read_row (self, stmt, patch.position, &patch.point);
          g_array_append_val (patches, patch);
        }
      if (ytt_sqlite_failed (db, rc, error))
        return FALSE;
      sqlite3_reset (stmt);
      /* One that is in neither was derived for a moment only. */
      if ((rc == SQLITE_ROW) != (patch.position != G_MAXUINT))
        return FALSE;
    }

  return TRUE;
}

/* Points stand by ascending id, as the patches do. */
static void
patch_points (YttIndex *self,
              GArray   *patches)
{
  GArray *old = self->points;
  GArray *points = g_array_sized_new (FALSE, FALSE, sizeof (YttPoint), old->len + patches->len);
  guint from = 0;

  for (guint i = 0; i < patches->len; i++)
    {
      const Patch *patch = &g_array_index (patches, Patch, i);
      gint64 id = ytt_index_get_ids (self)[patch->position];
      guint low = from, high = old->len;

      while (low < high)
        {
          guint middle = low + (high - low) / 2;

          if (g_array_index (old, YttPoint, middle).id < id)
            low = middle + 1;
          else
            high = middle;
        }
      if (low > from)
        g_array_append_vals (points, &g_array_index (old, YttPoint, from), low - from);
      if (patch->placed)
        g_array_append_val (points, patch->point);
      from = low < old->len && g_array_index (old, YttPoint, low).id == id ? low + 1 : low;
    }
  if (from < old->len)
    g_array_append_vals (points, &g_array_index (old, YttPoint, from), old->len - from);

  self->points = points;
  g_array_unref (old);
}

/* Who comes before each in the order of names, which the document has an index on. */
static gboolean
read_neighbours (YttIndex  *self,
                 sqlite3   *db,
                 GArray    *patches,
                 GError   **error)
{
  static const char sql[] =
    "SELECT mine.id, (SELECT id FROM facility_shown WHERE (sort_name, id) < (mine.sort_name, mine.id)"
    "                 ORDER BY sort_name DESC, id DESC LIMIT 1)"
    " FROM facility_shown mine WHERE mine.id = ?1";
  g_autoptr(sqlite3_stmt) stmt = NULL;

  if (ytt_sqlite_failed (db, sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), error))
    return FALSE;

  for (guint i = 0; i < patches->len; i++)
    {
      Patch *patch = &g_array_index (patches, Patch, i);
      int rc;

      sqlite3_bind_int64 (stmt, 1, ytt_index_get_ids (self)[patch->position]);
      rc = sqlite3_step (stmt);
      if (ytt_sqlite_failed (db, rc, error))
        return FALSE;
      if (rc != SQLITE_ROW)
        return FALSE;   /* not derived: another program wrote it */
      patch->after = sqlite3_column_type (stmt, 1) != SQLITE_NULL
                     ? ytt_index_find (self, sqlite3_column_int64 (stmt, 1)) : G_MAXUINT;
      if (sqlite3_column_type (stmt, 1) != SQLITE_NULL && patch->after == G_MAXUINT)
        return FALSE;
      sqlite3_reset (stmt);
    }

  return TRUE;
}

/* Appends a position to the order, and those that come after it by the patches. */
static guint
append_with_followers (guint32    *order,
                       guint       n,
                       guint       position,
                       GHashTable *followers)
{
  for (guint next = position;;)
    {
      gpointer follower;

      order[n++] = next;
      if (!g_hash_table_lookup_extended (followers, GUINT_TO_POINTER (next), NULL, &follower))
        return n;
      next = GPOINTER_TO_UINT (follower);
    }
}

/* Those that were patched are taken out, and put in behind whom they follow now: of these there are no two that follow
 * the same. */
static void
patch_order (YttIndex *self,
             GArray   *patches)
{
  guint n = self->ids->len, n_done = 0;
  guint32 *old = self->orders[YTT_ORDER_NAME], *order = ytt_column_new (guint32, n);
  g_autoptr(GHashTable) followers = g_hash_table_new (NULL, NULL);
  g_autofree guint64 *moved = ytt_set_new (n);
  guint first = G_MAXUINT;
  GArray *by_name;

  for (guint i = 0; i < patches->len; i++)
    {
      const Patch *patch = &g_array_index (patches, Patch, i);

      ytt_set_add (moved, patch->position);
      if (patch->after == G_MAXUINT)
        first = patch->position;
      else
        g_hash_table_insert (followers, GUINT_TO_POINTER (patch->after), GUINT_TO_POINTER (patch->position));
    }

  if (first != G_MAXUINT)
    n_done = append_with_followers (order, n_done, first, followers);
  for (guint i = 0; i < n; i++)
    if (!ytt_set_has (moved, old[i]))
      n_done = append_with_followers (order, n_done, old[i], followers);
  g_assert (n_done == n);

  by_name = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);
  g_array_set_size (by_name, n);
  for (guint i = 0; i < n; i++)
    g_array_index (by_name, gint64, i) = ytt_index_get_ids (self)[order[i]];

  self->orders[YTT_ORDER_NAME] = order;
  ytt_column_clear (old);
  g_array_unref (self->by_name);
  self->by_name = by_name;
}

/*< private >
 * ytt_index_patch:
 * @old: the index of an earlier state
 * @store: the document's
 * @db: the connection of the calling thread, inside a transaction
 * @stamp: the state that it reads
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the index of that state; %NULL without an error if it has to be read anew
 */
YttIndex *
ytt_index_patch (YttIndex  *old,
                 YttStore  *store,
                 sqlite3   *db,
                 guint32    stamp,
                 GError   **error)
{
  g_autoptr(YttIndex) self = NULL;
  g_autoptr(GArray) patches = g_array_new (FALSE, FALSE, sizeof (Patch));
  g_autoptr(GArray) ids = NULL;
  YttFacetColumns *columns = g_atomic_pointer_get (&old->columns);
  gboolean parts;

  /* Names in the order of the user's language are in no index, and a small document is read at once. */
  if (old->ids->len <= YTT_INDEX_MAX_COLLATED || old->by_name->len != old->ids->len)
    return NULL;

  ids = find_changed (store, old->stamp, stamp, &parts);
  if (ids == NULL)
    return NULL;

  self = ytt_index_new_from (old);
  g_clear_pointer (&self->now, ytt_index_unref);
  self->stamp = stamp;
  own_columns (self, old);
  if (!read_patches (self, db, ids, patches, error) || !read_neighbours (self, db, patches, error))
    return NULL;

  patch_points (self, patches);
  patch_order (self, patches);
  if (columns != NULL && !parts)
    {
      self->columns = ytt_facet_columns_patch (columns, self, db, ids, error);
      if (self->columns == NULL)
        return NULL;
    }

  return g_steal_pointer (&self);
}
