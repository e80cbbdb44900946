#include "config.h"

#include "ytt-query-index.h"

#include "ytt-geometry.h"

#include <locale.h>
#include <string.h>

/* Up to this many facilities, names stand in the order of the user's language. Above it, they stand in that of
 * sort_name (folded, by code point), which the document has an index on: comparing a million names as people do takes
 * seconds. */
#define MAX_COLLATED 20000

#define N_ORDERS (YTT_ORDER_NEWEST_CLAIM + 1)
#define N_COUNTRIES (27 * 27)

/* Where a facility has no start or no claim: behind all that have one. */
#define NO_START G_MAXINT16
#define NO_CLAIM 0

struct _YttIndex
{
  gatomicrefcount ref_count;
  guint           generation;
  guint32         stamp;            /* the file's change counter, 0 where it tells nothing */

  GArray         *ids;              /* (element-type gint64) ascending */
  GArray         *points;           /* (element-type YttPoint) */
  GArray         *by_name;          /* (element-type gint64): the ids in the order of names */
  guint16        *countries;
  gint16         *starts;
  gint32         *newest;           /* YYYYMMDD */

  guint32        *buckets;          /* where the ids that share their upper bits begin */
  guint           n_buckets;
  guint           shift;
  gboolean        is_dense;         /* each id is one more than the one before */

  GMutex          mutex;            /* guards what follows */
  guint32        *orders[N_ORDERS]; /* (nullable): made when first asked for */
  guint32        *ranks[N_ORDERS];  /* (nullable): made when first asked for */
};

/* What hangs on a store: the index, and which version of it each connection knows to be what it sees. */
typedef struct
{
  GMutex      mutex;
  YttIndex   *index;         /* (owned) (nullable) */
  GHashTable *versions;      /* connection to Version */
  guint       generation;
} Holder;

typedef struct
{
  int   data_version;
  guint generation;
} Version;

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
  g_free (self->countries);
  g_free (self->starts);
  g_free (self->newest);
  g_free (self->buckets);
  for (guint i = 0; i < N_ORDERS; i++)
    {
      g_free (self->orders[i]);
      g_free (self->ranks[i]);
    }
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static void
holder_free (Holder *holder)
{
  g_clear_pointer (&holder->index, ytt_index_unref);
  g_hash_table_unref (holder->versions);
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
      holder->versions = g_hash_table_new_full (NULL, NULL, NULL, g_free);
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

static void
append_point (YttIndex     *self,
              sqlite3_stmt *stmt,
              gint64        id)
{
  YttPoint point = { .id = id };
  YttPrecision precision = YTT_PRECISION_UNKNOWN;
  YttStatus status = YTT_STATUS_UNKNOWN;
  const guint8 *blob = sqlite3_column_blob (stmt, 1);

  if (blob == NULL
      || !ytt_geometry_decode_point (blob, (gsize) sqlite3_column_bytes (stmt, 1), &point.longitude, &point.latitude))
    return;

  /* Other programs may write anything; what is not on the globe has no place on the map. */
  if (!(point.latitude >= -90 && point.latitude <= 90 && point.longitude >= -180 && point.longitude <= 180))
    return;

  /* Nothing told: as if it stood at the town, for an approximate place never looks exact. */
  if (!ytt_precision_from_code (get_text (stmt, 2), &precision))
    precision = YTT_PRECISION_LOCALITY;
  ytt_status_from_code (get_text (stmt, 4), &status);

  point.stages = (guint8) sqlite3_column_int (stmt, 3);
  point.status = (guint8) status;
  point.precision = (guint8) precision;
  g_array_append_val (self->points, point);
}

static gboolean
read_facilities (YttIndex  *self,
                 sqlite3   *db,
                 guint      n_expected,
                 GError   **error)
{
  static const char sql[] =
    "SELECT f.id, f.geom, f.location_precision, s.stages, s.status, f.country, s.start_year, s.newest_claim"
    " FROM facility f LEFT JOIN facility_shown s ON s.id = f.id ORDER BY f.id";
  g_autoptr(sqlite3_stmt) stmt = NULL;
  guint n = 0;
  int rc;

  if (ytt_sqlite_failed (db, sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), error))
    return FALSE;

  self->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_expected);
  self->points = g_array_sized_new (FALSE, FALSE, sizeof (YttPoint), n_expected);
  self->countries = g_new (guint16, n_expected);
  self->starts = g_new (gint16, n_expected);
  self->newest = g_new (gint32, n_expected);

  /* Counted in the same transaction, so there is room for all. */
  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW && n < n_expected)
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);
      int start = sqlite3_column_int (stmt, 6);

      g_array_append_val (self->ids, id);
      append_point (self, stmt, id);
      self->countries[n] = ytt_index_pack_country (get_text (stmt, 5));
      self->starts[n] = start > 0 && start < NO_START ? (gint16) start : NO_START;
      self->newest[n] = pack_date (get_text (stmt, 7));
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
  self->buckets = g_new (guint32, self->n_buckets + 1);
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

typedef struct
{
  char   *key;
  gint64  id;
} Collated;

static int
compare_collated (gconstpointer a,
                  gconstpointer b)
{
  const Collated *collated_a = a;
  const Collated *collated_b = b;
  int order = strcmp (collated_a->key, collated_b->key);

  /* Facilities of one name always stand in one order. */
  return order != 0 ? order : (collated_a->id > collated_b->id) - (collated_a->id < collated_b->id);
}

static void
collated_clear (gpointer data)
{
  g_free (((Collated *) data)->key);
}

/* The C locale compares bytes, which puts Ö behind z: sort_name does better. */
static gboolean
has_collation (void)
{
  const char *name = setlocale (LC_COLLATE, NULL);

  return name != NULL && strcmp (name, "C") != 0 && strcmp (name, "POSIX") != 0 && !g_str_has_prefix (name, "C.");
}

/* Appends the ids in the order of the document's index on names. */
static gboolean
read_folded_names (GArray   *ids,
                   sqlite3  *db,
                   GError  **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  rc = sqlite3_prepare_v2 (db, "SELECT id FROM facility_shown ORDER BY sort_name, id", -1, &stmt, NULL);
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);

      g_array_append_val (ids, id);
    }

  return !ytt_sqlite_failed (db, rc, error);
}

/* Appends the ids in the order that the user's language gives the names. */
static gboolean
read_collated_names (GArray   *ids,
                     sqlite3  *db,
                     GError  **error)
{
  g_autoptr(GArray) names = g_array_new (FALSE, FALSE, sizeof (Collated));
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  g_array_set_clear_func (names, collated_clear);

  rc = sqlite3_prepare_v2 (db, "SELECT id, name FROM facility", -1, &stmt, NULL);
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      const char *name = get_text (stmt, 1);
      g_autofree char *valid = g_utf8_make_valid (name != NULL ? name : "", -1);
      Collated collated = { g_utf8_collate_key (valid, -1), sqlite3_column_int64 (stmt, 0) };

      g_array_append_val (names, collated);
    }

  g_array_sort (names, compare_collated);
  for (guint i = 0; i < names->len; i++)
    g_array_append_val (ids, g_array_index (names, Collated, i).id);

  return !ytt_sqlite_failed (db, rc, error);
}

/* What the derived table does not have, or has without its facility, because another program wrote without our
 * triggers: the one stands last, the other is left out. Returns whether there was anything of the kind. */
static gboolean
add_left_out (YttIndex *self,
              guint32  *order,
              guint    *n)
{
  g_autofree guint8 *seen = g_new0 (guint8, self->ids->len);
  guint n_kept = 0, n_seen = 0;

  for (guint i = 0; i < *n; i++)
    if (order[i] != G_MAXUINT && !seen[order[i]])
      {
        seen[order[i]] = 1;
        order[n_kept++] = order[i];
      }

  if (n_kept == *n && n_kept == self->ids->len)
    return FALSE;

  n_seen = n_kept;
  for (guint i = 0; i < self->ids->len && n_seen < self->ids->len; i++)
    if (!seen[i])
      {
        order[n_kept++] = i;
        n_seen++;
      }

  *n = n_kept;
  return TRUE;
}

static gboolean
read_names (YttIndex  *self,
            sqlite3   *db,
            GError   **error)
{
  g_autoptr(GArray) ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), self->ids->len);
  gboolean collate = self->ids->len <= MAX_COLLATED && has_collation ();
  guint32 *order;
  guint n;

  if (!(collate ? read_collated_names (ids, db, error) : read_folded_names (ids, db, error)))
    return FALSE;

  /* One after the other, and not between the steps of the statement: then the processor waits for many at a time. */
  n = ids->len;
  order = g_new (guint32, n + self->ids->len);
  for (guint i = 0; i < n; i++)
    order[i] = ytt_index_find (self, g_array_index (ids, gint64, i));

  if (add_left_out (self, order, &n))
    {
      g_array_set_size (ids, n);
      for (guint i = 0; i < n; i++)
        g_array_index (ids, gint64, i) = ytt_index_get_ids (self)[order[i]];
    }

  self->orders[YTT_ORDER_NAME] = order;
  self->by_name = g_steal_pointer (&ids);

  return TRUE;
}

/* The file counts its changes itself, in its head, unless it is in WAL mode. The connection holds a lock on the file
 * here, so this is the state that it reads. Only its own descriptor may be used for that. */
static guint32
read_stamp (sqlite3 *db)
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
read_index (sqlite3  *db,
            guint32   stamp,
            GError  **error)
{
  g_autoptr(YttIndex) self = g_new0 (YttIndex, 1);
  guint n;

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->stamp = stamp;

  if (!count_facilities (db, &n, error) || !read_facilities (self, db, n, error))
    return NULL;

  make_buckets (self);
  if (!read_names (self, db, error))
    return NULL;

  return g_steal_pointer (&self);
}

static gboolean
is_current (Holder  *holder,
            sqlite3 *db,
            int      data_version,
            guint32  stamp)
{
  const Version *version = g_hash_table_lookup (holder->versions, db);

  if (holder->index == NULL)
    return FALSE;

  if (version != NULL && version->data_version == data_version && version->generation == holder->index->generation)
    return TRUE;

  return stamp != 0 && stamp == holder->index->stamp;
}

/**
 * ytt_index_get:
 * @store: a store
 * @db: the connection of the calling thread, inside a transaction
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the index of what the transaction sees
 */
YttIndex *
ytt_index_get (YttStore  *store,
               sqlite3   *db,
               GError   **error)
{
  Holder *holder = get_holder (store);
  g_autoptr(GMutexLocker) locker = NULL;
  Version *version;
  guint32 stamp;
  int data_version;

  /* This begins to read, so that nothing changes any more until the transaction ends. */
  if (!read_data_version (db, &data_version, error))
    return NULL;

  stamp = read_stamp (db);

  /* Whoever comes while it is being read waits for it, and then has it too. */
  locker = g_mutex_locker_new (&holder->mutex);
  if (!is_current (holder, db, data_version, stamp))
    {
      YttIndex *index = read_index (db, stamp, error);

      if (index == NULL)
        return NULL;

      index->generation = ++holder->generation;
      g_clear_pointer (&holder->index, ytt_index_unref);
      holder->index = index;
    }

  version = g_new (Version, 1);
  version->data_version = data_version;
  version->generation = holder->index->generation;
  g_hash_table_replace (holder->versions, db, version);

  return index_ref (holder->index);
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

typedef struct
{
  char    *key;
  guint16  code;
} CountryName;

static int
compare_country_names (gconstpointer a,
                       gconstpointer b)
{
  return strcmp (((const CountryName *) a)->key, ((const CountryName *) b)->key);
}

/* The place of each packed code among the countries, as their names stand in the user's language; unknown ones last. */
static void
rank_countries (guint16 ranks[N_COUNTRIES])
{
  CountryName names[26 * 26];
  guint n = 0;

  for (char first = 'A'; first <= 'Z'; first++)
    for (char second = 'A'; second <= 'Z'; second++)
      {
        char code[3] = { first, second, '\0' };

        names[n].code = ytt_index_pack_country (code);
        names[n++].key = g_utf8_collate_key (ytt_country_get_name (code), -1);
      }

  qsort (names, n, sizeof names[0], compare_country_names);
  for (guint i = 0; i < N_COUNTRIES; i++)
    ranks[i] = N_COUNTRIES - 1;
  for (guint i = 0; i < n; i++)
    {
      ranks[names[i].code] = (guint16) i;
      g_free (names[i].key);
    }
}

/* Sorts positions by a key below @n_keys, those alike in the order that they have. */
static guint32 *
sort_by_key (const guint32 *positions,
             guint          n,
             const guint16 *keys,
             guint          n_keys)
{
  g_autofree guint32 *begins = g_new0 (guint32, n_keys + 1);
  guint32 *sorted = g_new (guint32, n);

  for (guint i = 0; i < n; i++)
    begins[keys[positions[i]] + 1]++;
  for (guint i = 0; i < n_keys; i++)
    begins[i + 1] += begins[i];
  for (guint i = 0; i < n; i++)
    sorted[begins[keys[positions[i]]]++] = positions[i];

  return sorted;
}

static guint32 *
order_by_country (YttIndex *self)
{
  guint16 ranks[N_COUNTRIES];
  g_autofree guint16 *keys = g_new (guint16, self->ids->len);

  rank_countries (ranks);
  for (guint i = 0; i < self->ids->len; i++)
    keys[i] = ranks[self->countries[i]];

  return sort_by_key (self->orders[YTT_ORDER_NAME], self->ids->len, keys, N_COUNTRIES);
}

static guint32 *
order_by_start (YttIndex *self)
{
  g_autofree guint16 *keys = g_new (guint16, self->ids->len);

  for (guint i = 0; i < self->ids->len; i++)
    keys[i] = (guint16) self->starts[i];

  return sort_by_key (self->orders[YTT_ORDER_NAME], self->ids->len, keys, NO_START + 1);
}

/* Newest first: by the day within the year, then by the year. */
static guint32 *
order_by_newest (YttIndex *self)
{
  g_autofree guint16 *keys = g_new (guint16, self->ids->len);
  g_autofree guint32 *by_day = NULL;

  for (guint i = 0; i < self->ids->len; i++)
    keys[i] = (guint16) (9999 - self->newest[i] % 10000);
  by_day = sort_by_key (self->orders[YTT_ORDER_NAME], self->ids->len, keys, 10000);

  for (guint i = 0; i < self->ids->len; i++)
    keys[i] = (guint16) (9999 - self->newest[i] / 10000);
  return sort_by_key (by_day, self->ids->len, keys, 10000);
}

static guint32 *
get_order (YttIndex *self,
           YttOrder  order)
{
  if (self->orders[order] == NULL)
    self->orders[order] = order == YTT_ORDER_COUNTRY ? order_by_country (self)
                          : order == YTT_ORDER_START ? order_by_start (self)
                          : order_by_newest (self);

  return self->orders[order];
}

/* The order of relevance is that of names here. */
static YttOrder
resolve_order (YttOrder order)
{
  return order == YTT_ORDER_RELEVANCE || (guint) order >= N_ORDERS ? YTT_ORDER_NAME : order;
}

/**
 * ytt_index_get_order:
 * @self: an index
 * @order: an order; that of relevance is that of names here
 *
 * Returns: (transfer none): all positions in that order
 */
const guint32 *
ytt_index_get_order (YttIndex *self,
                     YttOrder  order)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return get_order (self, resolve_order (order));
}

/**
 * ytt_index_get_ranks:
 * @self: an index
 * @order: an order; that of relevance is that of names here
 *
 * Returns: (transfer none): for each position, its place in that order
 */
const guint32 *
ytt_index_get_ranks (YttIndex *self,
                     YttOrder  order)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  order = resolve_order (order);
  if (self->ranks[order] == NULL)
    {
      const guint32 *positions = get_order (self, order);

      self->ranks[order] = g_new (guint32, self->ids->len);
      for (guint i = 0; i < self->ids->len; i++)
        self->ranks[order][positions[i]] = i;
    }

  return self->ranks[order];
}
