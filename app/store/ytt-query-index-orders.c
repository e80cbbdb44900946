#include "config.h"

#include "ytt-query-index-private.h"

#include "ytt-query-text.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

/* The orders of the list. */

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
      g_autofree char *name = ytt_sqlite_dup_text (stmt, 1);
      Collated collated = { g_utf8_collate_key (name != NULL ? name : "", -1), sqlite3_column_int64 (stmt, 0) };

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

gboolean
ytt_index_read_names (YttIndex  *self,
                      sqlite3   *db,
                      GError   **error)
{
  g_autoptr(GArray) ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), self->ids->len);
  gboolean collate = self->ids->len <= YTT_INDEX_MAX_COLLATED && has_collation ();
  guint32 *order;
  guint n;

  if (!(collate ? read_collated_names (ids, db, error) : read_folded_names (ids, db, error)))
    return FALSE;

  /* One after the other, and not between the steps of the statement: then the processor waits for many at a time. */
  n = ids->len;
  order = ytt_column_new (guint32, n + self->ids->len);
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

/**
 * ytt_index_rank_countries:
 * @ranks: (out caller-allocates): for each packed code, its place among the countries as their names stand in the
 *   user's language; what is no code comes last
 */
void
ytt_index_rank_countries (guint16 ranks[N_COUNTRIES])
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
  guint32 *sorted = ytt_column_new (guint32, n);

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

  ytt_index_rank_countries (ranks);
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
  guint32 *by_day, *by_year;

  for (guint i = 0; i < self->ids->len; i++)
    keys[i] = (guint16) (9999 - self->newest[i] % 10000);
  by_day = sort_by_key (self->orders[YTT_ORDER_NAME], self->ids->len, keys, 10000);

  for (guint i = 0; i < self->ids->len; i++)
    keys[i] = (guint16) (9999 - self->newest[i] / 10000);
  by_year = sort_by_key (by_day, self->ids->len, keys, 10000);
  ytt_column_clear (by_day);

  return by_year;
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

      self->ranks[order] = ytt_column_new (guint32, self->ids->len);
      for (guint i = 0; i < self->ids->len; i++)
        self->ranks[order][positions[i]] = i;
    }

  return self->ranks[order];
}
