/* What many rows of another file are compared with. */

#include "config.h"

#include "ytt-store-facts.h"

#include "ytt-geometry.h"
#include "ytt-query-words.h"
#include "ytt-store-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A hash of a text, and whose it is. */
typedef struct
{
  guint64 hash;
  gint64  id;
} Key;

struct _YttFacts
{
  gatomicrefcount ref_count;

  GArray *facilities;      /* (element-type YttFactsFacility): by id */
  GArray *slugs;           /* (element-type Key): by hash */
  GArray *names;           /* (element-type Key): by hash, of folded names; of other names, too */
  GArray *organisations;   /* (element-type Key): by hash, of folded names */
  GArray *sources;         /* (element-type Key): by hash, of titles and addresses */
  GArray *facts;           /* (element-type guint64): sorted */
};

G_DEFINE_BOXED_TYPE (YttFacts, ytt_facts, ytt_facts_ref, ytt_facts_unref)

/* FNV-1a in 64 bits (Fowler, Noll, Vo), its end mixed once more (as in MurmurHash3), so that texts that differ in their
 * last letter only are far apart. */
#define FNV_BASIS G_GUINT64_CONSTANT (0xcbf29ce484222325)
#define FNV_PRIME G_GUINT64_CONSTANT (0x100000001b3)

static guint64
hash_bytes (guint64     hash,
            const void *bytes,
            gsize       length)
{
  const guint8 *at = bytes;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ at[i]) * FNV_PRIME;

  return hash;
}

static guint64
mix (guint64 hash)
{
  hash ^= hash >> 33;
  hash *= G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
  hash ^= hash >> 33;

  return hash;
}

static guint64
hash_text (const char *text)
{
  return mix (hash_bytes (FNV_BASIS, text, strlen (text)));
}

/* Without the zeros at the end of decimals: a spreadsheet makes 4 of 4.0. */
static gsize
measure_number (const char *text)
{
  gsize length = strlen (text), whole = strspn (text, "-0123456789");

  if (text[whole] != '.' || whole + 1 + strspn (text + whole + 1, "0123456789") != length)
    return length;
  while (text[length - 1] == '0')
    length--;

  return text[length - 1] == '.' ? length - 1 : length;
}

/* The byte of nothing ends each part. */
static guint64
hash_fact (gint64              facility,
           const char         *kind,
           const char * const *parts)
{
  guint64 hash = hash_bytes (FNV_BASIS, &facility, sizeof facility);
  gboolean claim = g_str_equal (kind, "claim");

  hash = hash_bytes (hash, kind, strlen (kind) + 1);
  for (; *parts != NULL; parts++)
    {
      hash = hash_bytes (hash, *parts, claim ? measure_number (*parts) : strlen (*parts));
      hash = hash_bytes (hash, "", 1);
    }

  return mix (hash);
}

/* As text, so that rounding is the same on both sides. */
static guint64
hash_place (gint64 facility,
            double longitude,
            double latitude)
{
  char place[64];
  const char *parts[] = { place, NULL };

  g_snprintf (place, sizeof place, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
              (gint64) llround (longitude * 1e7), (gint64) llround (latitude * 1e7));

  return hash_fact (facility, "geom", parts);
}

static guint64
hash_name (const char *name)
{
  g_autofree char *folded = NULL;

  if (g_str_is_ascii (name))
    folded = g_ascii_strdown (name, -1);
  else
    folded = ytt_words_fold (name);

  return hash_text (folded);
}

YttFacts *
ytt_facts_ref (YttFacts *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
ytt_facts_unref (YttFacts *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_array_unref (self->facilities);
  g_array_unref (self->slugs);
  g_array_unref (self->names);
  g_array_unref (self->organisations);
  g_array_unref (self->sources);
  g_array_unref (self->facts);
  g_free (self);
}

static YttFacts *
facts_new (void)
{
  YttFacts *self = g_new0 (YttFacts, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->facilities = g_array_new (FALSE, FALSE, sizeof (YttFactsFacility));
  self->slugs = g_array_new (FALSE, FALSE, sizeof (Key));
  self->names = g_array_new (FALSE, FALSE, sizeof (Key));
  self->organisations = g_array_new (FALSE, FALSE, sizeof (Key));
  self->sources = g_array_new (FALSE, FALSE, sizeof (Key));
  self->facts = g_array_new (FALSE, FALSE, sizeof (guint64));

  return self;
}

static void
add_fact (YttFacts *self,
          guint64   hash)
{
  g_array_append_val (self->facts, hash);
}

static void
add_key (GArray  *keys,
         guint64  hash,
         gint64   id)
{
  Key key = { hash, id };

  g_array_append_val (keys, key);
}

static const char *
get_text (sqlite3_stmt *stmt,
          int           column)
{
  const char *text = (const char *) sqlite3_column_text (stmt, column);

  return text != NULL ? text : "";
}

/* A facility's own columns: id, geom, facility, name, and the others by their names. */
static void
take_facility (YttFacts     *self,
               sqlite3_stmt *stmt)
{
  YttFactsFacility facility = { .id = sqlite3_column_int64 (stmt, 0), .longitude = NAN, .latitude = NAN };

  if (sqlite3_column_type (stmt, 1) == SQLITE_BLOB
      && ytt_geometry_decode_point (sqlite3_column_blob (stmt, 1), (gsize) sqlite3_column_bytes (stmt, 1),
                                    &facility.longitude, &facility.latitude))
    add_fact (self, hash_place (facility.id, facility.longitude, facility.latitude));
  else
    facility.longitude = facility.latitude = NAN;

  if (*get_text (stmt, 2) != '\0')
    add_key (self->slugs, hash_text (get_text (stmt, 2)), facility.id);
  add_key (self->names, hash_name (get_text (stmt, 3)), facility.id);
  g_strlcpy (facility.country, get_text (stmt, 4), sizeof facility.country);
  for (int i = 2; i < sqlite3_column_count (stmt); i++)
    {
      const char *parts[] = { get_text (stmt, i), NULL };

      add_fact (self, hash_fact (facility.id, sqlite3_column_name (stmt, i), parts));
    }

  g_array_append_val (self->facilities, facility);
}

/* The key of a facility, then the parts of a fact. */
static void
take_parts (YttFacts     *self,
            sqlite3_stmt *stmt,
            const char   *kind)
{
  const char *parts[16] = { NULL };
  int n = sqlite3_column_count (stmt) - 1;

  g_assert ((gsize) n < G_N_ELEMENTS (parts));
  for (int i = 0; i < n; i++)
    parts[i] = get_text (stmt, i + 1);
  add_fact (self, hash_fact (sqlite3_column_int64 (stmt, 0), kind, parts));
  if (g_str_equal (kind, "facility_name"))
    add_key (self->names, hash_name (parts[0]), sqlite3_column_int64 (stmt, 0));
}

static void
take_organisation (YttFacts     *self,
                   sqlite3_stmt *stmt)
{
  add_key (self->organisations, hash_name (get_text (stmt, 1)), sqlite3_column_int64 (stmt, 0));
}

static guint64
hash_source (const char *title,
             const char *address)
{
  const char *parts[] = { title, address, NULL };

  return hash_fact (0, "source", parts);
}

static void
take_source (YttFacts     *self,
             sqlite3_stmt *stmt)
{
  add_key (self->sources, hash_source (get_text (stmt, 1), get_text (stmt, 2)), sqlite3_column_int64 (stmt, 0));
}

/* Rows are taken by a function, or are facts of a kind. */
typedef struct
{
  const char *sql;
  void      (*take) (YttFacts *self, sqlite3_stmt *stmt);
  const char *kind;
} Part;

static const Part parts_of_facts[] = {
  { "SELECT id, geom, facility, name, country, admin1, locality, location_precision, summary FROM facility ORDER BY id",
    take_facility },
  { "SELECT id, name FROM organisation", take_organisation },
  { "SELECT id, title, url FROM source", take_source },
  { "SELECT facility, name FROM facility_name", NULL, "facility_name" },
  { "SELECT facility, stage FROM facility_stage", NULL, "facility_stage" },
  { "SELECT facility, element FROM facility_element", NULL, "facility_element" },
  { "SELECT facility, product FROM facility_product", NULL, "facility_product" },
  { "SELECT facility, role, organisation FROM facility_organisation", NULL, "facility_organisation" },
  { "SELECT facility, attribute, part, value, value_max, unit, basis, qualifier FROM claim", NULL, "claim" },
};

static gboolean
read_part (YttFacts    *self,
           sqlite3     *db,
           const Part  *part,
           GError     **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc = sqlite3_prepare_v2 (db, part->sql, -1, &stmt, NULL);

  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
      {
        if (part->take != NULL)
          part->take (self, stmt);
        else
          take_parts (self, stmt, part->kind);
      }

  return !ytt_sqlite_failed (db, rc, error);
}

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  guint64 first = *(const guint64 *) a, second = *(const guint64 *) b;

  return first < second ? -1 : first > second;
}

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  const Key *first = a, *second = b;

  if (first->hash != second->hash)
    return first->hash < second->hash ? -1 : 1;

  return first->id < second->id ? -1 : first->id > second->id;
}

static void
facts_job (GTask        *task,
           sqlite3      *db,
           gpointer      task_data,
           GCancellable *cancellable)
{
  g_autoptr(YttFacts) self = facts_new ();
  GError *error = NULL;
  gboolean done = ytt_sqlite_exec (db, "BEGIN", &error);

  for (guint i = 0; done && i < G_N_ELEMENTS (parts_of_facts); i++)
    done = read_part (self, db, &parts_of_facts[i], &error);
  if (!sqlite3_get_autocommit (db))
    sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);

  if (!done)
    {
      g_task_return_error (task, error);
      return;
    }

  g_array_sort (self->slugs, compare_keys);
  g_array_sort (self->names, compare_keys);
  g_array_sort (self->organisations, compare_keys);
  g_array_sort (self->sources, compare_keys);
  g_array_sort (self->facts, compare_words);
  g_task_return_pointer (task, g_steal_pointer (&self), (GDestroyNotify) ytt_facts_unref);
}

/**
 * ytt_store_get_facts_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called when they are there
 * @user_data: for @callback
 *
 * Reads what many rows of another file can be compared with.
 */
void
ytt_store_get_facts_async (YttStore            *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_store_get_facts_async);
  ytt_store_push_read (self, task, facts_job);
}

YttFacts *
ytt_store_get_facts_finish (YttStore      *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_store_get_facts_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The first key with such a hash, or its length if there is none. */
static guint
find_key (GArray  *keys,
          guint64  hash)
{
  guint low = 0, high = keys->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (keys, Key, middle).hash < hash)
        low = middle + 1;
      else
        high = middle;
    }

  return low < keys->len && g_array_index (keys, Key, low).hash == hash ? low : keys->len;
}

static gint64
find_one (GArray  *keys,
          guint64  hash)
{
  guint found = find_key (keys, hash);

  return found < keys->len ? g_array_index (keys, Key, found).id : 0;
}

gint64
ytt_facts_find_slug (YttFacts   *self,
                     const char *slug)
{
  g_return_val_if_fail (self != NULL && slug != NULL, 0);

  return find_one (self->slugs, hash_text (slug));
}

gint64
ytt_facts_find_organisation (YttFacts   *self,
                             const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, 0);

  return find_one (self->organisations, hash_name (name));
}

gint64
ytt_facts_find_source (YttFacts   *self,
                       const char *title,
                       const char *address)
{
  g_return_val_if_fail (self != NULL && title != NULL, 0);

  return find_one (self->sources, hash_source (title, address != NULL ? address : ""));
}

/**
 * ytt_facts_find_name:
 * @self: what a document knows
 * @name: a name
 * @keys: (element-type gint64): a list to add to
 *
 * Finds the facilities that are called so, by name or by another name, whatever its case and marks; each once.
 */
void
ytt_facts_find_name (YttFacts   *self,
                     const char *name,
                     GArray     *keys)
{
  guint64 hash;

  g_return_if_fail (self != NULL && name != NULL && keys != NULL);

  hash = hash_name (name);
  for (guint i = find_key (self->names, hash);
       i < self->names->len && g_array_index (self->names, Key, i).hash == hash; i++)
    {
      gint64 id = g_array_index (self->names, Key, i).id;

      if (keys->len == 0 || g_array_index (keys, gint64, keys->len - 1) != id)
        g_array_append_val (keys, id);
    }
}

/**
 * ytt_facts_get_facility:
 * @self: what a document knows
 * @id: a key
 * @facility: (out): what it is told from others by
 *
 * Returns: whether there is such a facility
 */
gboolean
ytt_facts_get_facility (YttFacts         *self,
                        gint64            id,
                        YttFactsFacility *facility)
{
  guint low = 0, high;

  g_return_val_if_fail (self != NULL, FALSE);

  high = self->facilities->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->facilities, YttFactsFacility, middle).id < id)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == self->facilities->len || g_array_index (self->facilities, YttFactsFacility, low).id != id)
    return FALSE;

  *facility = g_array_index (self->facilities, YttFactsFacility, low);

  return TRUE;
}

static gboolean
has_hash (YttFacts *self,
          guint64   hash)
{
  return self->facts->len > 0
         && bsearch (&hash, self->facts->data, self->facts->len, sizeof hash, compare_words) != NULL;
}

/**
 * ytt_facts_has:
 * @self: what a document knows
 * @facility: a key
 * @kind: a column of the table facility, or the name of a table
 * @parts: (array zero-terminated=1): what it holds: of facility_organisation the role and the organisation's key, of claim
 *   attribute, part, value, value_max, unit, basis and qualifier
 *
 * Returns: whether it is there already
 */
gboolean
ytt_facts_has (YttFacts           *self,
               gint64              facility,
               const char         *kind,
               const char * const *parts)
{
  g_return_val_if_fail (self != NULL && kind != NULL && parts != NULL, FALSE);

  return has_hash (self, hash_fact (facility, kind, parts));
}

gboolean
ytt_facts_has_place (YttFacts *self,
                     gint64    facility,
                     double    longitude,
                     double    latitude)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return has_hash (self, hash_place (facility, longitude, latitude));
}

guint
ytt_facts_get_n_facilities (YttFacts *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->facilities->len;
}
