#include "config.h"

#include "ytt-query-timelines.h"

#include "ytt-ledger.h"
#include "ytt-query-text.h"

/* The claims that tell of a status, read once for a document. It asks the index of claims for facility and attribute,
 * so that other claims are passed over unread; and among those on one attribute, rows come in the order of their ids. */
static const char timelines_sql[] =
  "SELECT facility, attribute, part, scope, value, value_max, unit, basis, qualifier, tense, as_of, pinned, source"
  " FROM claim"
  " WHERE facility >= ?1 AND attribute IN ('status', 'start', 'completion', 'construction-start') AND NOT withdrawn"
  " ORDER BY facility, attribute, id";

enum
{
  FACILITY,
  ATTRIBUTE,
  PART,
  SCOPE,
  VALUE,
  VALUE_MAX,
  UNIT,
  BASIS,
  QUALIFIER,
  TENSE,
  AS_OF,
  PINNED,
  SOURCE,
};

static YttTimelines *
timelines_new (guint n)
{
  YttTimelines *self = g_new0 (YttTimelines, 1);

  self->begins = g_new0 (guint32, n + 1);
  self->claims = g_array_new (FALSE, FALSE, sizeof (YttTimelineClaim));
  g_mutex_init (&self->mutex);

  return self;
}

void
ytt_timelines_free (YttTimelines *self)
{
  g_free (self->begins);
  g_array_unref (self->claims);
  ytt_column_clear (self->newest);
  g_clear_pointer (&self->columns, ytt_facet_columns_free);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* The statement keeps the texts; "" where there is none. */
static char *
peek_text (sqlite3_stmt *stmt,
           int           column)
{
  const char *text = (const char *) sqlite3_column_text (stmt, column);

  return (char *) (text != NULL ? text : "");
}

static void
append_claim (YttTimelines *self,
              sqlite3_stmt *stmt)
{
  YttTimelineClaim short_claim;
  YttClaim claim = {
    .attribute = peek_text (stmt, ATTRIBUTE),
    .part = peek_text (stmt, PART),
    .scope = peek_text (stmt, SCOPE),
    .value = peek_text (stmt, VALUE),
    .unit = peek_text (stmt, UNIT),
    .basis = peek_text (stmt, BASIS),
    .as_of = peek_text (stmt, AS_OF),
    .pinned = sqlite3_column_int (stmt, PINNED) != 0,
    .source_id = sqlite3_column_int64 (stmt, SOURCE),
  };

  if (*peek_text (stmt, VALUE_MAX) != '\0')
    claim.value_max = peek_text (stmt, VALUE_MAX);
  ytt_sqlite_read_meaning (stmt, QUALIFIER, TENSE, &claim);

  if (ytt_timeline_claim_init (&short_claim, &claim))
    g_array_append_val (self->claims, short_claim);
}

/* All claims of the facilities before @position are there. */
static void
close_up_to (YttTimelines *self,
             guint         position)
{
  while (self->n_read < position)
    {
      guint begin = self->begins[self->n_read];

      ytt_timeline_sort (&g_array_index (self->claims, YttTimelineClaim, begin), self->claims->len - begin);
      self->begins[++self->n_read] = self->claims->len;
    }
}

static gboolean
read_timelines (YttTimelines  *self,
                YttIndex      *now,
                sqlite3       *db,
                GError       **error)
{
  const gint64 *ids = ytt_index_get_ids (now);
  guint n = ytt_index_get_n (now), position = self->n_read;
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  if (position == n)
    return TRUE;

  /* What was begun of a facility when the reading was broken off is read again. */
  g_array_set_size (self->claims, self->begins[position]);
  rc = sqlite3_prepare_v2 (db, timelines_sql, -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (stmt, 1, ids[position]);
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      gint64 id = sqlite3_column_int64 (stmt, FACILITY);

      while (position < n && ids[position] < id)
        position++;
      close_up_to (self, position);
      if (position < n && ids[position] == id)
        append_claim (self, stmt);
    }
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  close_up_to (self, n);
  return TRUE;
}

YttTimelines *
ytt_timelines_get (YttIndex  *now,
                   sqlite3   *db,
                   GError   **error)
{
  if (now->timelines == NULL)
    now->timelines = timelines_new (ytt_index_get_n (now));

  return read_timelines (now->timelines, now, db, error) ? now->timelines : NULL;
}

static gint32 *
read_newest (YttIndex  *now,
             sqlite3   *db,
             guint32    told,
             GError   **error)
{
  gint32 *newest = ytt_column_new (gint32, ytt_index_get_n (now));
  g_autoptr(sqlite3_stmt) stmt = NULL;
  guint position = G_MAXUINT;
  gint64 last = 0;
  int rc;

  rc = sqlite3_prepare_v2 (db, "SELECT facility, as_of FROM claim WHERE as_of <> '' AND NOT withdrawn", -1, &stmt,
                           NULL);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    {
      gint64 id;
      guint32 day;

      rc = sqlite3_step (stmt);
      if (rc != SQLITE_ROW)
        break;

      id = sqlite3_column_int64 (stmt, 0);
      if (position == G_MAXUINT || id != last)
        position = ytt_index_find (now, id);
      last = id;
      day = ytt_day_parse ((const char *) sqlite3_column_text (stmt, 1));
      if (position != G_MAXUINT && day <= told && (gint32) day > newest[position])
        newest[position] = (gint32) day;
    }

  if (ytt_sqlite_failed (db, rc, error))
    ytt_column_clear (newest);

  return newest;
}

/* Whoever turned the clock last is likely to go on with that one. */
static void
set_told (YttTimelines *self,
          guint32       told)
{
  if (self->told == told)
    return;

  self->told = told;
  ytt_column_clear (self->newest);
  g_clear_pointer (&self->columns, ytt_facet_columns_free);
}

gint32 *
ytt_timelines_get_newest (YttTimelines  *self,
                          YttIndex      *now,
                          sqlite3       *db,
                          guint32        told,
                          GError       **error)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  set_told (self, told);
  if (self->newest == NULL)
    self->newest = read_newest (now, db, told, error);

  return self->newest != NULL ? ytt_column_ref (self->newest) : NULL;
}

/* The claims of one facility after the other, as told */
typedef struct
{
  YttIndex        *now;
  YttFacetColumns *columns;
  guint32          told;
  GHashTable      *bases;      /* name to number */
  GPtrArray       *claims;     /* (element-type YttClaim): of the facility at hand */
  guint            position;   /* of the facility at hand, G_MAXUINT for none */
} Telling;

static guint16
get_basis (Telling    *telling,
           const char *basis)
{
  GPtrArray *names = telling->columns->basis_names;
  gpointer number = g_hash_table_lookup (telling->bases, basis);

  if (number != NULL || names->len > G_MAXUINT16)
    return (guint16) GPOINTER_TO_UINT (number);

  g_ptr_array_add (names, g_strdup (basis));
  g_hash_table_insert (telling->bases, g_strdup (basis), GUINT_TO_POINTER (names->len - 1));

  return (guint16) (names->len - 1);
}

static gboolean
is_contradicted (GPtrArray *claims)
{
  for (guint i = 0; i < claims->len; i++)
    for (guint j = i + 1; j < claims->len; j++)
      if (ytt_claims_contradict (g_ptr_array_index (claims, i), g_ptr_array_index (claims, j)))
        return TRUE;

  return FALSE;
}

static void
close_facility (Telling *telling)
{
  YttFacetColumns *columns = telling->columns;
  guint position = telling->position;
  const YttClaim *headline;

  if (position == G_MAXUINT || telling->claims->len == 0)
    return;

  columns->conflicts[position] = is_contradicted (telling->claims);
  headline = ytt_ledger_get_headline (telling->claims, telling->now->stages[position]);
  if (headline != NULL)
    {
      double factor, most = 0;

      ytt_claim_get_common_unit (headline->unit, &factor);
      columns->bases[position] = get_basis (telling, headline->basis);
      columns->capacities[position] = g_ascii_strtod (headline->value, NULL) * factor;
      if (headline->value_max != NULL)
        most = g_ascii_strtod (headline->value_max, NULL) * factor;
      columns->most_capacities[position] = MAX (most, columns->capacities[position]);
    }

  g_ptr_array_set_size (telling->claims, 0);
}

static void
take_published (Telling    *telling,
                guint       position,
                const char *published)
{
  guint32 day = ytt_day_parse (published);

  if (position != G_MAXUINT && day <= telling->told && (gint32) day > telling->columns->newest_sources[position])
    telling->columns->newest_sources[position] = (gint32) day;
}

static gboolean
read_told_claims (Telling   *telling,
                  sqlite3   *db,
                  GError   **error)
{
  static const char sql[] =
    "SELECT c.facility, s.published, " YTT_CLAIM_COLUMNS
    " FROM claim c LEFT JOIN source s ON s.id = c.source"
    " WHERE c.as_of <> '' AND c.as_of <= ?1 AND NOT c.withdrawn ORDER BY c.facility, c.attribute, c.id";
  g_autofree char *told = ytt_day_to_iso (telling->told);
  g_autoptr(sqlite3_stmt) stmt = NULL;
  gint64 last = 0;
  int rc;

  rc = sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_text (stmt, 1, told, -1, SQLITE_STATIC);
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);
      g_autoptr(YttClaim) claim = ytt_sqlite_dup_claim (stmt, 2);

      if (telling->position == G_MAXUINT || id != last)
        {
          close_facility (telling);
          telling->position = ytt_index_find (telling->now, id);
          last = id;
        }
      /* Text compares as dates do, but not everything is a date. */
      if (telling->position == G_MAXUINT || !ytt_claim_is_told (claim, telling->told))
        continue;

      take_published (telling, telling->position, (const char *) sqlite3_column_text (stmt, 1));
      g_ptr_array_add (telling->claims, g_steal_pointer (&claim));
    }
  close_facility (telling);

  return !ytt_sqlite_failed (db, rc, error);
}

static gboolean
read_told_sources (Telling   *telling,
                   sqlite3   *db,
                   GError   **error)
{
  static const char sql[] =
    "SELECT r.facility, s.published FROM facility_source r JOIN source s ON s.id = r.source";
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  rc = sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL);
  if (ytt_sqlite_failed (db, rc, error))
    return FALSE;

  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    take_published (telling, ytt_index_find (telling->now, sqlite3_column_int64 (stmt, 0)),
                    (const char *) sqlite3_column_text (stmt, 1));

  return !ytt_sqlite_failed (db, rc, error);
}

static YttFacetColumns *
read_columns (YttIndex         *now,
              YttFacetColumns  *columns,
              sqlite3          *db,
              guint32           told,
              GError          **error)
{
  g_autoptr(YttFacetColumns) self = ytt_facet_columns_new_from (columns);
  g_autoptr(GHashTable) bases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) claims = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_claim_free);
  Telling telling = { now, self, told, bases, claims, G_MAXUINT };
  guint n = ytt_index_get_n (now);

  ytt_column_clear (self->capacities);
  ytt_column_clear (self->most_capacities);
  ytt_column_clear (self->bases);
  ytt_column_clear (self->conflicts);
  ytt_column_clear (self->newest_sources);
  g_clear_pointer (&self->basis_names, g_ptr_array_unref);

  self->capacities = ytt_column_new (double, n);
  self->most_capacities = ytt_column_new (double, n);
  self->bases = ytt_column_new (guint16, n);
  self->conflicts = ytt_column_new (guint8, n);
  self->newest_sources = ytt_column_new (gint32, n);
  self->basis_names = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->basis_names, g_strdup (""));

  if (!read_told_claims (&telling, db, error) || !read_told_sources (&telling, db, error))
    return NULL;

  return g_steal_pointer (&self);
}

YttFacetColumns *
ytt_timelines_get_columns (YttTimelines     *self,
                           YttIndex         *now,
                           YttFacetColumns  *columns,
                           sqlite3          *db,
                           guint32           told,
                           GError          **error)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  set_told (self, told);
  if (self->columns == NULL)
    self->columns = read_columns (now, columns, db, told, error);

  /* Another thread may turn the clock on as soon as this one lets go. */
  return self->columns != NULL ? ytt_facet_columns_new_from (self->columns) : NULL;
}
