#include "config.h"

#include "ytt-fetch-sql.h"

#include <glib/gi18n.h>

#include "ytt-published.h"

static const YttPublishedRows *
find_rows (const char *table)
{
  const YttPublishedRows *rows = ytt_published_get_rows ();

  while (!g_str_equal (rows->table, table))
    rows++;

  return rows;
}

/* "FROM s.claim t LEFT JOIN s.ytterby_published p ... WHERE ...": the rows of a table that others changed or added, or all */
static void
append_news (const YttFetchSql *self,
             GString           *sql,
             const char        *table)
{
  g_autofree char *hashes = ytt_published_dup_hashes (find_rows (table), "t");

  g_string_append_printf (sql, "FROM %s.%s t ", self->schema, table);
  if (self->kept)
    g_string_append_printf (sql, "LEFT JOIN %s." YTT_PUBLISHED_TABLE " p ON p.record_table = '%s' AND p.id = t.id ",
                            self->schema, table);
  if (self->all)
    g_string_append (sql, "WHERE TRUE");
  else
    g_string_append_printf (sql, "WHERE p.hashes[1] IS DISTINCT FROM (%s)[1]", hashes);
  if (g_str_equal (table, "claim"))
    g_string_append (sql, " AND t.withdrawn = 0");
}

/* What is told of a column where it was changed. */
static void
append_column (const YttFetchSql *self,
               GString           *sql,
               guint              position,
               const char        *value,
               const char        *name)
{
  const char *column = find_rows ("facility")->columns[position];

  if (self->all)
    g_string_append_printf (sql, ", %s AS %s", value, name);
  else
    g_string_append_printf (sql, ", CASE WHEN p.hashes[%u] IS DISTINCT FROM hashtext(f.%s::text) THEN %s END AS %s",
                            position + 1, column, value, name);
}

static void
append_columns (const YttFetchSql *self,
                GString           *sql)
{
  const YttPublishedRows *rows = find_rows ("facility");

  for (guint i = 0; rows->columns[i] != NULL; i++)
    {
      g_autofree char *value = g_strconcat ("f.", rows->columns[i], NULL);

      if (g_str_equal (rows->columns[i], "geom"))
        {
          append_column (self, sql, i, "ST_X(f.geom)", "x");
          append_column (self, sql, i, "ST_Y(f.geom)", "y");
        }
      else if (!g_str_equal (rows->columns[i], "facility"))
        append_column (self, sql, i, value, rows->columns[i]);
    }
}

/* Lists stand in one cell, parted by semicolons. */
static void
append_list (const YttFetchSql *self,
             GString           *sql,
             const char        *table,
             const char        *item,
             const char        *order,
             const char        *name)
{
  g_string_append_printf (sql, ", (SELECT string_agg(replace(%s, ';', ','), ';' ORDER BY %s) ", item, order);
  append_news (self, sql, table);
  g_string_append_printf (sql, " AND t.facility = f.id) AS %s", name);
}

static void
append_companies (const YttFetchSql *self,
                  GString           *sql,
                  const char        *role,
                  const char        *share,
                  const char        *name)
{
  g_string_append_printf (sql, ", (SELECT string_agg(replace((SELECT o.name FROM %s.organisation o WHERE o.id = t.organisation), "
                          "';', ',')%s, ';' ORDER BY t.position, t.id) ", self->schema, share);
  append_news (self, sql, "facility_organisation");
  g_string_append_printf (sql, " AND t.facility = f.id AND t.role = '%s') AS %s", role, name);
}

/* The facilities that are news themselves, or of which something is. */
static void
append_facility_news (const YttFetchSql *self,
                      GString           *sql)
{
  g_autofree char *hashes = ytt_published_dup_hashes (find_rows ("facility"), "f");

  if (self->all)
    return;

  g_string_append_printf (sql, " WHERE p.hashes IS DISTINCT FROM %s OR f.id IN (", hashes);
  for (const YttPublishedRows *rows = ytt_published_get_rows (), *first = NULL; rows->table != NULL; rows++)
    if (rows->kind == YTT_PUBLISHED_PART)
      {
        g_string_append (sql, first != NULL ? " UNION ALL SELECT t.facility " : "SELECT t.facility ");
        append_news (self, sql, rows->table);
        first = rows;
      }
  g_string_append (sql, ")");
}

char *
ytt_fetch_sql_make_facilities (const YttFetchSql *self)
{
  GString *sql = g_string_new ("SELECT f.id::text AS id, f.name AS title, f.facility AS facility");

  /* A row of an unrelated document may have the same number. */
  g_string_append (sql, self->all ? ", NULL::text AS known" : ", p.id::text AS known");
  append_columns (self, sql);
  append_list (self, sql, "facility_name", "t.name", "t.id", "other_names");
  append_companies (self, sql, "operator", "", "operator");
  append_companies (self, sql, "owner", " || coalesce(' ' || t.share || '%', '')", "owners");
  append_list (self, sql, "facility_stage", "t.stage", "t.id", "stages");
  append_list (self, sql, "facility_product", "t.product", "t.position, t.id", "products");
  append_list (self, sql, "facility_element", "t.element", "t.id", "elements");
  g_string_append_printf (sql, " FROM %s.facility f", self->schema);
  if (self->kept)
    g_string_append_printf (sql, " LEFT JOIN %s." YTT_PUBLISHED_TABLE " p ON p.record_table = 'facility' AND p.id = f.id",
                            self->schema);
  append_facility_news (self, sql);
  g_string_append (sql, " ORDER BY f.id");

  return g_string_free (sql, FALSE);
}

/* A claim that comes from the database says in its note which source it has there. */
char *
ytt_fetch_sql_make_claims (const YttFetchSql *self)
{
  GString *sql = g_string_new ("SELECT t.facility::text AS facility_id, t.attribute, t.value, t.value_max, t.unit, t.basis, t.part, "
                               "t.scope, t.qualifier, t.tense, t.as_of, ");
  /* Translators: of a figure that was found in a database: what is named there as its source, which follows. */
  g_autofree char *there = ytt_sql_text (_("Source there: "));

  g_string_append_printf (sql, "concat_ws(E'\\n', nullif(t.note, ''), (SELECT %s || concat_ws(', ', s.title, s.publisher, "
                          "s.published, s.url) FROM %s.source s WHERE s.id = t.source)) AS note ", there, self->schema);
  append_news (self, sql, "claim");
  g_string_append (sql, " ORDER BY t.facility, t.attribute, t.id");

  return g_string_free (sql, FALSE);
}

char *
ytt_fetch_sql_make_rooms (const YttFetchSql *self)
{
  GString *sql = g_string_new ("WITH n AS (SELECT t.attribute, count(*) AS n ");

  append_news (self, sql, "claim");
  g_string_append (sql, " GROUP BY t.attribute, t.facility), q AS (SELECT attribute, max(n) AS n FROM n GROUP BY attribute) "
                   "SELECT attribute, n FROM q ORDER BY attribute COLLATE \"C\"");

  return g_string_free (sql, FALSE);
}

/* Of claims whether a date, a note and the like alone were changed; of facilities the key, and what is told of their place. */
char *
ytt_fetch_sql_make_rest (const YttFetchSql *self)
{
  g_autofree char *hashes = ytt_published_dup_hashes (find_rows ("claim"), "t");
  const YttPublishedRows *rows = find_rows ("facility");
  GString *sql = g_string_new (NULL);
  const char *s = self->schema;

  g_string_append_printf (sql, "WITH q AS (SELECT (SELECT count(*) FROM %s.claim t JOIN %s." YTT_PUBLISHED_TABLE " p "
                          "ON p.record_table = 'claim' AND p.id = t.id WHERE t.withdrawn = 0 AND p.hashes[1] = (%s)[1] "
                          "AND p.hashes[2] IS DISTINCT FROM (%s)[2]) + (SELECT count(*) FROM %s.facility f JOIN %s."
                          YTT_PUBLISHED_TABLE " p ON p.record_table = 'facility' AND p.id = f.id WHERE FALSE", s, s, hashes, hashes,
                          s, s);
  for (guint i = 0; rows->columns[i] != NULL; i++)
    if (g_str_equal (rows->columns[i], "facility") || g_str_equal (rows->columns[i], "location_source")
        || g_str_equal (rows->columns[i], "location_note"))
      g_string_append_printf (sql, " OR p.hashes[%u] IS DISTINCT FROM hashtext(f.%s::text)", i + 1, rows->columns[i]);
  g_string_append (sql, ") AS n) SELECT n FROM q");

  return g_string_free (sql, FALSE);
}

char *
ytt_fetch_sql_make_emptied (const YttFetchSql *self)
{
  const YttPublishedRows *rows = find_rows ("facility");
  GString *sql = g_string_new ("WITH q AS (SELECT coalesce(sum(0");

  for (guint i = 0; rows->columns[i] != NULL; i++)
    g_string_append_printf (sql, " + (f.%s IS NULL AND p.hashes[%u] IS NOT NULL)::int", rows->columns[i], i + 1);
  g_string_append_printf (sql, "), 0)::bigint AS n FROM %s.facility f JOIN %s." YTT_PUBLISHED_TABLE
                          " p ON p.record_table = 'facility' AND p.id = f.id) SELECT n FROM q", self->schema, self->schema);

  return g_string_free (sql, FALSE);
}
