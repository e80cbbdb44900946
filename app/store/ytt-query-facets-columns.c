#include "config.h"

#include "ytt-query-facets-private.h"

#include "ytt-elements.h"
#include "ytt-ledger.h"
#include "ytt-query-text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What facets need of a document, read into columns. */

YttFacetColumns *
ytt_facet_columns_new (void)
{
  return g_new0 (YttFacetColumns, 1);
}

YttFacetColumns *
ytt_facet_columns_new_from (YttFacetColumns *columns)
{
  YttFacetColumns *self = g_memdup2 (columns, sizeof *columns);

  ytt_column_ref (self->elements);
  ytt_column_ref (self->capacities);
  ytt_column_ref (self->most_capacities);
  ytt_column_ref (self->bases);
  g_ptr_array_ref (self->basis_names);
  ytt_column_ref (self->conflicts);
  ytt_column_ref (self->newest_sources);
  ytt_column_ref (self->organisation_ids);
  g_ptr_array_ref (self->organisation_names);
  ytt_column_ref (self->organisation_begins);
  ytt_column_ref (self->organisation_facilities);
  ytt_column_ref (self->organised);
  memset (&self->all, 0, sizeof self->all);

  return self;
}

void
ytt_facet_columns_free (YttFacetColumns *self)
{
  if (self == NULL)
    return;

  ytt_column_clear (self->elements);
  ytt_column_clear (self->capacities);
  ytt_column_clear (self->most_capacities);
  ytt_column_clear (self->bases);
  g_clear_pointer (&self->basis_names, g_ptr_array_unref);
  ytt_column_clear (self->conflicts);
  ytt_column_clear (self->newest_sources);
  ytt_column_clear (self->organisation_ids);
  g_clear_pointer (&self->organisation_names, g_ptr_array_unref);
  ytt_column_clear (self->organisation_begins);
  ytt_column_clear (self->organisation_facilities);
  ytt_column_clear (self->organised);
  ytt_histogram_clear (&self->all);
  g_free (self);
}

guint32
ytt_element_get_bit (const char *symbol)
{
  const char * const *symbols = ytt_elements_get ();

  for (guint i = 0; i < N_ELEMENTS && symbols[i] != NULL; i++)
    if (g_strcmp0 (symbols[i], symbol) == 0)
      return 1u << i;

  return 0;
}

guint32
ytt_elements_get_mask (const char *definition,
                       gboolean    heavy)
{
  const YttElementDefinition *found = ytt_element_definition_from_code (definition);
  const char * const *symbols;
  guint32 mask = 0;

  if (found == NULL)
    found = ytt_element_definition_from_code (YTT_ELEMENT_DEFINITION_DEFAULT);

  symbols = heavy ? found->heavy : found->light;
  for (guint i = 0; symbols[i] != NULL; i++)
    mask |= ytt_element_get_bit (symbols[i]);

  return mask;
}

static const char *
get_text (sqlite3_stmt *stmt,
          int           column)
{
  return (const char *) sqlite3_column_text (stmt, column);
}

static gboolean
read_elements (YttFacetColumns  *self,
               YttIndex         *index,
               sqlite3          *db,
               GError          **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  self->elements = ytt_column_new (guint32, ytt_index_get_n (index));

  rc = sqlite3_prepare_v2 (db, "SELECT facility, element FROM facility_element", -1, &stmt, NULL);
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      guint position = ytt_index_find (index, sqlite3_column_int64 (stmt, 0));

      if (position != G_MAXUINT)
        self->elements[position] |= ytt_element_get_bit (get_text (stmt, 1));
    }

  return !ytt_sqlite_failed (db, rc, error);
}

/* The number of a basis; @numbers knows those that were met. */
static guint16
get_basis (YttFacetColumns *self,
           GHashTable      *numbers,
           const char      *basis)
{
  gpointer number = g_hash_table_lookup (numbers, basis);
  char *valid;

  /* Nobody has thousands of them; in a document that does, those above are as if not recorded. */
  if (number != NULL || self->basis_names->len > G_MAXUINT16)
    return (guint16) GPOINTER_TO_UINT (number);

  valid = g_utf8_make_valid (basis, -1);
  g_hash_table_insert (numbers, g_strdup (basis), GUINT_TO_POINTER (self->basis_names->len));
  g_ptr_array_add (self->basis_names, valid);

  return (guint16) (self->basis_names->len - 1);
}

/* A headline is always a rate; a range reaches from its value to its greatest. */
static void
read_capacity (YttFacetColumns *self,
               sqlite3_stmt    *stmt,
               GHashTable      *numbers,
               guint            position)
{
  const char *unit = get_text (stmt, 3), *basis = get_text (stmt, 4);
  double factor = 1, most;

  if (sqlite3_column_type (stmt, 1) == SQLITE_NULL || basis == NULL || basis[0] == '\0')
    return;

  ytt_claim_get_common_unit (unit != NULL ? unit : "", &factor);
  self->bases[position] = get_basis (self, numbers, basis);
  self->capacities[position] = sqlite3_column_double (stmt, 1) * factor;
  most = sqlite3_column_double (stmt, 2) * factor;
  self->most_capacities[position] = MAX (most, self->capacities[position]);
}

#define SHOWN_COLUMNS \
  "id, headline_value, headline_value_max, headline_unit, headline_basis, contradicted, newest_source" \
  " FROM facility_shown"

static void
read_shown_row (YttFacetColumns *self,
                sqlite3_stmt    *stmt,
                GHashTable      *numbers,
                guint            position)
{
  read_capacity (self, stmt, numbers, position);
  self->conflicts[position] = sqlite3_column_int (stmt, 5) != 0;
  self->newest_sources[position] = ytt_claim_parse_day (get_text (stmt, 6), FALSE);
}

static gboolean
read_shown (YttFacetColumns  *self,
            YttIndex         *index,
            sqlite3          *db,
            GError          **error)
{
  g_autoptr(GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(sqlite3_stmt) stmt = NULL;
  guint n = ytt_index_get_n (index);
  int rc;

  self->capacities = ytt_column_new (double, n);
  self->most_capacities = ytt_column_new (double, n);
  self->bases = ytt_column_new (guint16, n);
  self->conflicts = ytt_column_new (guint8, n);
  self->newest_sources = ytt_column_new (gint32, n);
  self->basis_names = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->basis_names, g_strdup (""));

  rc = sqlite3_prepare_v2 (db, "SELECT " SHOWN_COLUMNS, -1, &stmt, NULL);
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      guint position = ytt_index_find (index, sqlite3_column_int64 (stmt, 0));

      if (position != G_MAXUINT)
        read_shown_row (self, stmt, numbers, position);
    }

  return !ytt_sqlite_failed (db, rc, error);
}

typedef struct
{
  gint64  id;
  char   *name;
  char   *key;
} Organisation;

static void
organisation_clear (gpointer data)
{
  Organisation *organisation = data;

  g_free (organisation->name);
  g_free (organisation->key);
}

static int
compare_organisations (gconstpointer a,
                       gconstpointer b)
{
  const Organisation *organisation_a = a, *organisation_b = b;
  int order = strcmp (organisation_a->key, organisation_b->key);

  return order != 0 ? order : (organisation_a->id > organisation_b->id) - (organisation_a->id < organisation_b->id);
}

/* All organisations; @numbers takes the place of each. Those without a facility have none in their list. */
static gboolean
read_names (YttFacetColumns  *self,
            sqlite3          *db,
            GHashTable       *numbers,
            GError          **error)
{
  g_autoptr(GArray) organisations = g_array_new (FALSE, FALSE, sizeof (Organisation));
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  g_array_set_clear_func (organisations, organisation_clear);
  rc = sqlite3_prepare_v2 (db, "SELECT id, name FROM organisation", -1, &stmt, NULL);
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      g_autofree char *name = ytt_sqlite_dup_text (stmt, 1);
      Organisation organisation = { .id = sqlite3_column_int64 (stmt, 0) };

      organisation.name = name != NULL ? g_steal_pointer (&name) : g_strdup ("");
      organisation.key = g_utf8_collate_key (organisation.name, -1);
      g_array_append_val (organisations, organisation);
    }
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  g_array_sort (organisations, compare_organisations);
  self->n_organisations = organisations->len;
  self->organisation_ids = ytt_column_new (gint64, organisations->len);
  self->organisation_names = g_ptr_array_new_full (organisations->len, g_free);
  for (guint i = 0; i < organisations->len; i++)
    {
      Organisation *organisation = &g_array_index (organisations, Organisation, i);

      self->organisation_ids[i] = organisation->id;
      g_hash_table_insert (numbers, &self->organisation_ids[i], GUINT_TO_POINTER (i));
      g_ptr_array_add (self->organisation_names, g_steal_pointer (&organisation->name));
    }

  return TRUE;
}

/* An organisation's part in a facility: its number above, the facility's position below. */
static int
compare_parts (gconstpointer a,
               gconstpointer b)
{
  guint64 part_a = *(const guint64 *) a, part_b = *(const guint64 *) b;

  return (part_a > part_b) - (part_a < part_b);
}

/* Whoever both owns and operates a facility is in it once. */
static void
take_parts (YttFacetColumns *self,
            YttIndex        *index,
            GArray          *parts)
{
  guint n = 0, organisation = 0;

  g_array_sort (parts, compare_parts);
  self->organisation_begins = ytt_column_new (guint32, self->n_organisations + 1);
  self->organisation_facilities = ytt_column_new (guint32, parts->len);
  self->organised = ytt_column_new (guint64, ytt_set_get_n_words (ytt_index_get_n (index)));

  for (guint i = 0; i < parts->len; i++)
    {
      guint64 part = g_array_index (parts, guint64, i);

      if (i > 0 && part == g_array_index (parts, guint64, i - 1))
        continue;

      for (; organisation < part >> 32; organisation++)
        self->organisation_begins[organisation + 1] = n;
      self->organisation_facilities[n++] = (guint32) part;
      ytt_set_add (self->organised, (guint32) part);
    }
  for (; organisation < self->n_organisations; organisation++)
    self->organisation_begins[organisation + 1] = n;
}

static gboolean
read_organisations (YttFacetColumns  *self,
                    YttIndex         *index,
                    sqlite3          *db,
                    GError          **error)
{
  static const char sql[] =
    "SELECT facility, organisation FROM facility_organisation WHERE role IN ('operator', 'owner')";
  g_autoptr(GHashTable) numbers = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr(GArray) parts = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  if (!read_names (self, db, numbers, error))
    return FALSE;

  rc = sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL);
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      guint position = ytt_index_find (index, sqlite3_column_int64 (stmt, 0));
      gint64 id = sqlite3_column_int64 (stmt, 1);
      gpointer number;

      if (position != G_MAXUINT && g_hash_table_lookup_extended (numbers, &id, NULL, &number))
        {
          guint64 part = (guint64) GPOINTER_TO_UINT (number) << 32 | position;

          g_array_append_val (parts, part);
        }
    }
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  take_parts (self, index, parts);
  return TRUE;
}

YttFacetColumns *
ytt_facet_columns_read (YttIndex  *index,
                        sqlite3   *db,
                        GError   **error)
{
  g_autoptr(YttFacetColumns) self = ytt_facet_columns_new ();

  if (!read_elements (self, index, db, error)
      || !read_shown (self, index, db, error)
      || !read_organisations (self, index, db, error))
    return NULL;

  ytt_facet_columns_finish (self, index);

  return g_steal_pointer (&self);
}

/* Columns of its own, with what the shared ones hold, for all that comes from facility_shown. */
static void
own_shown (YttFacetColumns *self,
           YttFacetColumns *old,
           guint            n)
{
  ytt_column_clear (self->capacities);
  ytt_column_clear (self->most_capacities);
  ytt_column_clear (self->bases);
  ytt_column_clear (self->conflicts);
  ytt_column_clear (self->newest_sources);
  self->capacities = ytt_column_copy (old->capacities, n);
  self->most_capacities = ytt_column_copy (old->most_capacities, n);
  self->bases = ytt_column_copy (old->bases, n);
  self->conflicts = ytt_column_copy (old->conflicts, n);
  self->newest_sources = ytt_column_copy (old->newest_sources, n);

  g_ptr_array_unref (self->basis_names);
  self->basis_names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < old->basis_names->len; i++)
    g_ptr_array_add (self->basis_names, g_strdup (g_ptr_array_index (old->basis_names, i)));
}

YttFacetColumns *
ytt_facet_columns_patch (YttFacetColumns  *old,
                         YttIndex         *index,
                         sqlite3          *db,
                         GArray           *ids,
                         GError          **error)
{
  g_autoptr(YttFacetColumns) self = ytt_facet_columns_new_from (old);
  g_autoptr(GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(sqlite3_stmt) stmt = NULL;

  own_shown (self, old, ytt_index_get_n (index));
  for (guint i = 1; i < self->basis_names->len; i++)
    g_hash_table_insert (numbers, g_strdup (g_ptr_array_index (self->basis_names, i)), GUINT_TO_POINTER (i));
  if (ytt_sqlite_failed (db, sqlite3_prepare_v2 (db, "SELECT " SHOWN_COLUMNS " WHERE id = ?1", -1, &stmt, NULL), error))
    return NULL;

  for (guint i = 0; i < ids->len; i++)
    {
      guint position = ytt_index_find (index, g_array_index (ids, gint64, i));
      int rc;

      if (position == G_MAXUINT)
        continue;

      self->capacities[position] = self->most_capacities[position] = 0;
      self->bases[position] = NO_BASIS;
      sqlite3_bind_int64 (stmt, 1, g_array_index (ids, gint64, i));
      if ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
        read_shown_row (self, stmt, numbers, position);
      if (ytt_sqlite_failed (db, rc, error))
        return NULL;
      sqlite3_reset (stmt);
    }

  ytt_facet_columns_finish (self, index);

  return g_steal_pointer (&self);
}

void
ytt_facet_columns_finish (YttFacetColumns *self,
                          YttIndex        *index)
{
  g_autofree guint64 *set = ytt_set_new (ytt_index_get_n (index));
  g_autofree guint32 *positions = NULL;
  guint n_positions;

  ytt_set_fill (set, ytt_index_get_n (index));
  if (index->present != NULL)
    ytt_set_intersect (set, index->present, ytt_index_get_n (index));
  positions = ytt_set_list (set, ytt_index_get_n (index), &n_positions);

  ytt_histogram_init (&self->all, self);
  for (YttFacet facet = YTT_FACET_STAGE; facet < YTT_N_FACETS; facet++)
    ytt_histogram_count (&self->all, index, self, facet, set, positions, n_positions);
}

gboolean
ytt_index_has_columns (YttIndex *self)
{
  return g_atomic_pointer_get (&self->columns) != NULL;
}

/**
 * ytt_index_get_columns:
 * @self: an index
 * @db: the connection of the calling thread, inside the transaction that @self is of
 * @error: return location for an error
 *
 * Reads them if they have not been read; whoever comes meanwhile waits for them.
 *
 * Returns: (transfer none) (nullable): the columns, for as long as the index
 */
YttFacetColumns *
ytt_index_get_columns (YttIndex  *self,
                       sqlite3   *db,
                       GError   **error)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->columns_mutex);

  if (self->columns == NULL)
    {
      YttFacetColumns *now = NULL;

      if (self->now != NULL)
        {
          now = ytt_index_get_columns (self->now, db, error);
          if (now == NULL)
            return NULL;
        }

      g_atomic_pointer_set (&self->columns, now != NULL ? ytt_facet_columns_at_moment (self, now, db, error)
                                                        : ytt_facet_columns_read (self, db, error));
    }

  return self->columns;
}
