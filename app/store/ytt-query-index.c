#include "config.h"

#include "ytt-query-index-private.h"

#include "ytt-geometry.h"
#include "ytt-query-facets-private.h"
#include "ytt-query-hits.h"
#include "ytt-query-text.h"

#include <string.h>

/* What hangs on a store. The file counts its changes in its head, which tells whether the index is that of what a
 * connection sees, and so the connections share one. In WAL mode it does not; there each connection has an index of
 * its own, for data_version compares only with what the same connection read earlier. */
typedef struct
{
  GMutex      mutex;
  YttIndex   *shared;   /* (owned) (nullable) */
  GHashTable *own;      /* connection to YttIndex */
  GQueue      moments;  /* (element-type YttIndex) (owned): of other moments, the one asked for last in front */
} Holder;

/* How many moments are kept at hand: whoever compares goes to and fro between two or three. */
#define MAX_MOMENTS 4

static YttIndex *
index_ref (YttIndex *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
ytt_index_unref (YttIndex *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->points, g_array_unref);
  g_clear_pointer (&self->by_name, g_array_unref);
  ytt_column_clear (self->present);
  ytt_column_clear (self->stages);
  ytt_column_clear (self->statuses);
  ytt_column_clear (self->promised);
  ytt_column_clear (self->precisions);
  ytt_column_clear (self->countries);
  ytt_column_clear (self->starts);
  ytt_column_clear (self->newest);
  ytt_column_clear (self->buckets);
  for (guint i = 0; i < N_ORDERS; i++)
    {
      ytt_column_clear (self->orders[i]);
      ytt_column_clear (self->ranks[i]);
    }
  g_queue_clear_full (&self->hits, (GDestroyNotify) ytt_hits_unref);
  g_clear_pointer (&self->columns, ytt_facet_columns_free);
  g_clear_pointer (&self->timelines, ytt_timelines_free);
  g_clear_pointer (&self->now, ytt_index_unref);
  g_mutex_clear (&self->columns_mutex);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static void
holder_free (Holder *holder)
{
  g_clear_pointer (&holder->shared, ytt_index_unref);
  g_hash_table_unref (holder->own);
  g_queue_clear_full (&holder->moments, (GDestroyNotify) ytt_index_unref);
  g_mutex_clear (&holder->mutex);
  g_free (holder);
}

static Holder *
get_holder (YttStore *store)
{
  static GMutex mutex;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&mutex);
  Holder *holder = g_object_get_data (G_OBJECT (store), "ytt-index");

  if (holder == NULL)
    {
      holder = g_new0 (Holder, 1);
      g_mutex_init (&holder->mutex);
      holder->own = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) ytt_index_unref);
      g_object_set_data_full (G_OBJECT (store), "ytt-index", holder, (GDestroyNotify) holder_free);
    }

  return holder;
}

/**
 * ytt_index_pack_country:
 * @iso2: (nullable): an ISO 3166-1 alpha-2 code in capitals
 *
 * Returns: a number for it, below 729; 0 for what is no such code
 */
guint16
ytt_index_pack_country (const char *iso2)
{
  if (iso2 == NULL || !g_ascii_isupper (iso2[0]) || !g_ascii_isupper (iso2[1]) || iso2[2] != '\0')
    return 0;

  return (guint16) ((iso2[0] - 'A' + 1) * 27 + (iso2[1] - 'A' + 1));
}

static gint32
pack_date (const char *iso)
{
  guint year, month = 1, day = 1;

  if (iso == NULL || strlen (iso) < 4)
    return NO_CLAIM;

  year = (guint) g_ascii_strtoull (iso, NULL, 10);
  if (strlen (iso) >= 7)
    month = (guint) g_ascii_strtoull (iso + 5, NULL, 10);
  if (strlen (iso) >= 10)
    day = (guint) g_ascii_strtoull (iso + 8, NULL, 10);

  return (gint32) (MIN (year, 9999) * 10000 + MIN (month, 99) * 100 + MIN (day, 99));
}

static const char *
get_text (sqlite3_stmt *stmt,
          int           column)
{
  return (const char *) sqlite3_column_text (stmt, column);
}

gboolean
ytt_index_read_row (YttIndex     *self,
                    sqlite3_stmt *stmt,
                    guint         position,
                    YttPoint     *point)
{
  YttPrecision precision = YTT_PRECISION_UNKNOWN;
  YttStatus status = YTT_STATUS_UNKNOWN;
  const guint8 *blob = sqlite3_column_blob (stmt, 1);
  int start = sqlite3_column_int (stmt, 6);

  ytt_status_from_code (get_text (stmt, 4), &status);
  *point = (YttPoint) { .id = sqlite3_column_int64 (stmt, 0) };
  point->stages = (guint8) ytt_sqlite_get_stages (stmt, 3);
  point->status = (guint8) status;
  self->stages[position] = point->stages;
  self->statuses[position] = point->status;
  self->precisions[position] = YTT_PRECISION_UNKNOWN;
  self->countries[position] = ytt_index_pack_country (get_text (stmt, 5));
  self->starts[position] = start > 0 && start < NO_START ? (gint16) start : NO_START;
  self->newest[position] = pack_date (get_text (stmt, 7));

  /* Other programs may write anything; what is not on the globe has no place on the map. */
  if (blob == NULL
      || !ytt_geometry_decode_point (blob, (gsize) sqlite3_column_bytes (stmt, 1), &point->longitude, &point->latitude)
      || !(point->latitude >= -90 && point->latitude <= 90 && point->longitude >= -180 && point->longitude <= 180))
    return FALSE;

  /* Nothing told: as if it stood at the town, for an approximate place never looks exact. */
  if (!ytt_precision_from_code (get_text (stmt, 2), &precision))
    precision = YTT_PRECISION_LOCALITY;

  point->precision = (guint8) precision;
  self->precisions[position] = point->precision;

  return TRUE;
}

static gboolean
read_facilities (YttIndex  *self,
                 sqlite3   *db,
                 guint      n_expected,
                 GError   **error)
{
  static const char sql[] = "SELECT " YTT_INDEX_COLUMNS " ORDER BY f.id";
  g_autoptr(sqlite3_stmt) stmt = NULL;
  guint n = 0;
  int rc;

  if (ytt_sqlite_failed (db, sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), error))
    return FALSE;

  self->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_expected);
  self->points = g_array_sized_new (FALSE, FALSE, sizeof (YttPoint), n_expected);
  self->stages = ytt_column_new (guint8, n_expected);
  self->statuses = ytt_column_new (guint8, n_expected);
  self->precisions = ytt_column_new (guint8, n_expected);
  self->countries = ytt_column_new (guint16, n_expected);
  self->starts = ytt_column_new (gint16, n_expected);
  self->newest = ytt_column_new (gint32, n_expected);

  /* Counted in the same transaction, so there is room for all. */
  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW && n < n_expected)
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);
      YttPoint point;

      g_array_append_val (self->ids, id);
      if (ytt_index_read_row (self, stmt, n, &point))
        g_array_append_val (self->points, point);
      n++;
    }

  return !ytt_sqlite_failed (db, rc, error);
}

static gboolean
count_facilities (sqlite3  *db,
                  guint    *n,
                  GError  **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  rc = sqlite3_prepare_v2 (db, "SELECT count (*) FROM facility", -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_step (stmt);
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  *n = (guint) sqlite3_column_int64 (stmt, 0);
  return TRUE;
}

/* Ids made here are spread evenly over 53 bits, those of other programs count from 1: the upper bits of what an id is
 * above the least lead close to its place. */
static void
make_buckets (YttIndex *self)
{
  const gint64 *ids = ytt_index_get_ids (self);
  guint n = self->ids->len, bits = 1, position = 0;
  guint64 span;

  if (n == 0)
    return;

  span = (guint64) ids[n - 1] - (guint64) ids[0];
  self->is_dense = span == n - 1;
  if (self->is_dense)
    return;

  while (bits < 24 && (1u << bits) < n)
    bits++;
  while (self->shift < 63 && (span >> self->shift) >= (1u << bits))
    self->shift++;

  self->n_buckets = (guint) (span >> self->shift) + 1;
  self->buckets = ytt_column_new (guint32, self->n_buckets + 1);
  for (guint bucket = 0; bucket < self->n_buckets; bucket++)
    {
      while (position < n && (((guint64) ids[position] - (guint64) ids[0]) >> self->shift) < bucket)
        position++;
      self->buckets[bucket] = position;
    }
  self->buckets[self->n_buckets] = n;
}

/**
 * ytt_index_find:
 * @self: an index
 * @id: the key of a facility
 *
 * Returns: its position, %G_MAXUINT if there is none
 */
guint
ytt_index_find (YttIndex *self,
                gint64    id)
{
  const gint64 *ids = ytt_index_get_ids (self);
  guint64 bucket;
  guint low, high;

  if (self->ids->len == 0 || id < ids[0] || id > ids[self->ids->len - 1])
    return G_MAXUINT;

  /* Numbered through, as other programs do it. */
  if (self->is_dense)
    return (guint) (id - ids[0]);

  bucket = ((guint64) id - (guint64) ids[0]) >> self->shift;
  low = self->buckets[bucket];
  high = self->buckets[bucket + 1];
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (ids[middle] < id)
        low = middle + 1;
      else
        high = middle;
    }

  return low < self->ids->len && ids[low] == id ? low : G_MAXUINT;
}

/* The file counts its changes itself, in its head, unless it is in WAL mode. The connection holds a lock on the file
 * here, so this is the state that it reads. Only its own descriptor may be used for that. */
guint32
ytt_index_read_stamp (sqlite3 *db)
{
  sqlite3_file *file = NULL;
  guint8 head[28];
  guint32 counter;

  if (sqlite3_file_control (db, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK
      || file == NULL || file->pMethods == NULL
      || file->pMethods->xRead (file, head, sizeof head, 0) != SQLITE_OK)
    return 0;

  if (head[18] != 1)
    return 0;

  memcpy (&counter, head + 24, sizeof counter);
  return GUINT32_FROM_BE (counter);
}

static gboolean
read_data_version (sqlite3  *db,
                   int      *version,
                   GError  **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  rc = sqlite3_prepare_v2 (db, "PRAGMA data_version", -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_step (stmt);
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  *version = sqlite3_column_int (stmt, 0);
  return TRUE;
}

static YttIndex *
index_new (void)
{
  YttIndex *self = g_new0 (YttIndex, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  g_mutex_init (&self->columns_mutex);

  return self;
}

static YttIndex *
read_index (sqlite3  *db,
            GError  **error)
{
  g_autoptr(YttIndex) self = index_new ();
  guint n;

  if (!count_facilities (db, &n, error) || !read_facilities (self, db, n, error))
    return NULL;

  make_buckets (self);
  if (!ytt_index_read_names (self, db, error))
    return NULL;

  return g_steal_pointer (&self);
}

YttIndex *
ytt_index_new_from (YttIndex *now)
{
  YttIndex *self = index_new ();

  self->stamp = now->stamp;
  self->data_version = now->data_version;
  self->now = index_ref (now);
  self->ids = g_array_ref (now->ids);
  self->points = g_array_ref (now->points);
  self->by_name = g_array_ref (now->by_name);
  self->stages = ytt_column_ref (now->stages);
  self->statuses = ytt_column_ref (now->statuses);
  self->precisions = ytt_column_ref (now->precisions);
  self->countries = ytt_column_ref (now->countries);
  self->starts = ytt_column_ref (now->starts);
  self->newest = ytt_column_ref (now->newest);
  self->buckets = now->buckets != NULL ? ytt_column_ref (now->buckets) : NULL;
  self->n_buckets = now->n_buckets;
  self->shift = now->shift;
  self->is_dense = now->is_dense;
  self->orders[YTT_ORDER_NAME] = ytt_column_ref (now->orders[YTT_ORDER_NAME]);

  return self;
}

static YttIndex *
find_current (Holder  *holder,
              sqlite3 *db,
              guint32  stamp,
              int      data_version)
{
  YttIndex *index;

  if (stamp != 0)
    return holder->shared != NULL && holder->shared->stamp == stamp ? holder->shared : NULL;

  index = g_hash_table_lookup (holder->own, db);
  return index != NULL && index->data_version == data_version ? index : NULL;
}

/* (transfer full) (nullable) */
static YttIndex *
renew_index (Holder    *holder,
             YttStore  *store,
             sqlite3   *db,
             guint32    stamp,
             GError   **error)
{
  g_autoptr(GError) failure = NULL;
  YttIndex *index = NULL;

  if (holder->shared != NULL && stamp != 0)
    index = ytt_index_patch (holder->shared, store, db, stamp, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return index != NULL ? index : read_index (db, error);
}

/* Takes the index; what the other mode left is of no use any more. */
static void
keep_index (Holder   *holder,
            sqlite3  *db,
            YttIndex *index)
{
  g_clear_pointer (&holder->shared, ytt_index_unref);
  g_queue_clear_full (&holder->moments, (GDestroyNotify) ytt_index_unref);
  if (index->stamp != 0)
    {
      g_hash_table_remove_all (holder->own);
      holder->shared = index;
    }
  else
    g_hash_table_replace (holder->own, db, index);
}

/* (transfer none) (nullable) */
static YttIndex *
get_moment (Holder     *holder,
            YttIndex   *now,
            sqlite3    *db,
            YttMoment   moment,
            guint32     today,
            GError    **error)
{
  YttIndex *index;

  for (GList *link = holder->moments.head; link != NULL; link = link->next)
    {
      index = link->data;
      if (index->now != now || !ytt_moment_equal (index->moment, moment) || index->today != today)
        continue;

      g_queue_unlink (&holder->moments, link);
      g_queue_push_head_link (&holder->moments, link);
      return index;
    }

  index = ytt_index_at_moment (now, db, moment, today, error);
  if (index == NULL)
    return NULL;

  index->moment = moment;
  index->today = today;
  g_queue_push_head (&holder->moments, index);
  if (holder->moments.length > MAX_MOMENTS)
    ytt_index_unref (g_queue_pop_tail (&holder->moments));

  return index;
}

/**
 * ytt_index_get:
 * @store: a store
 * @db: the connection of the calling thread, inside a transaction
 * @moment: the moment that is looked at
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the index of what the transaction sees, as it was or will be at that moment
 */
YttIndex *
ytt_index_get (YttStore   *store,
               sqlite3    *db,
               YttMoment   moment,
               GError    **error)
{
  Holder *holder = get_holder (store);
  g_autoptr(GMutexLocker) locker = NULL;
  YttIndex *index;
  guint32 stamp;
  int data_version;

  /* This begins to read, so that nothing changes any more until the transaction ends. */
  if (!read_data_version (db, &data_version, error))
    return NULL;

  stamp = ytt_index_read_stamp (db);

  /* Whoever comes while it is being read waits for it, and then has it too. */
  locker = g_mutex_locker_new (&holder->mutex);
  index = find_current (holder, db, stamp, data_version);
  if (index == NULL)
    {
      index = renew_index (holder, store, db, stamp, error);
      if (index == NULL)
        return NULL;

      index->stamp = stamp;
      index->data_version = data_version;
      keep_index (holder, db, index);
    }

  if (!ytt_moment_is_now (moment))
    index = get_moment (holder, index, db, moment, ytt_store_get_today (store), error);

  return index != NULL ? index_ref (index) : NULL;
}

guint
ytt_index_get_n (YttIndex *self)
{
  return self->ids->len;
}

const gint64 *
ytt_index_get_ids (YttIndex *self)
{
  return (const gint64 *) (gconstpointer) self->ids->data;
}

GArray *
ytt_index_get_points (YttIndex *self)
{
  return self->points;
}

/* All ids in the order of names. */
GArray *
ytt_index_get_by_name (YttIndex *self)
{
  return self->by_name;
}

/**
 * ytt_index_find_point:
 * @self: an index
 * @id: the key of a facility
 *
 * Returns: (transfer none) (nullable): its point, %NULL if it has no place
 */
const YttPoint *
ytt_index_find_point (YttIndex *self,
                      gint64    id)
{
  const YttPoint *points = (const YttPoint *) (gconstpointer) self->points->data;
  guint low = 0, high = self->points->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (points[middle].id < id)
        low = middle + 1;
      else
        high = middle;
    }

  return low < self->points->len && points[low].id == id ? &points[low] : NULL;
}

const guint16 *
ytt_index_get_countries (YttIndex *self)
{
  return self->countries;
}

