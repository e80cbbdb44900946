#include "config.h"

#include "ytt-published.h"

#include <string.h>

/* The columns of schema 1. Orders and what is derived are left out: they are nobody's facts. */
static const char * const facility[] = {
  "geom", "facility", "name", "country", "admin1", "locality", "location_precision", "location_source", "location_note",
  "summary", NULL
};
static const char * const facility_name[] = { "facility", "name", NULL };
static const char * const facility_stage[] = { "facility", "stage", NULL };
static const char * const facility_element[] = { "facility", "element", NULL };
static const char * const facility_product[] = { "facility", "product", NULL };
static const char * const facility_organisation[] = { "facility", "organisation", "role", "share", NULL };
static const char * const facility_source[] = { "facility", "source", NULL };
static const char * const claim[] = {
  "facility", "attribute", "part", "value", "value_max", "unit", "basis", "qualifier", "withdrawn", NULL
};
static const char * const claim_rest[] = { "scope", "tense", "as_of", "source", "note", "pinned", NULL };
static const char * const source[] = { "source", "title", "publisher", "published", "url", NULL };
static const char * const organisation[] = { "organisation", "name", "kind", "country", "parent", "website", NULL };
static const char * const announcement[] = {
  "announcement", "date", "kind", "title", "summary", "amount", "currency", "amount_qualifier", "materials", "status", "rung",
  NULL
};
static const char * const announcement_party[] = { "announcement", "organisation", "role", NULL };
static const char * const announcement_facility[] = { "announcement", "facility", NULL };
static const char * const announcement_source[] = { "announcement", "source", NULL };
static const char * const links[] = {
  "link", "from_facility", "to_facility", "to_organisation", "material", "maker", "state", "since", "until", "announcement",
  "source", "note", NULL
};
static const char * const figure[] = { "measure", "country", "year", "value", "unit", "qualifier", "source", NULL };

static const YttPublishedRows all_rows[] = {
  { "facility", YTT_PUBLISHED_FACILITY, facility },
  { "facility_name", YTT_PUBLISHED_PART, facility_name },
  { "facility_stage", YTT_PUBLISHED_PART, facility_stage },
  { "facility_element", YTT_PUBLISHED_PART, facility_element },
  { "facility_product", YTT_PUBLISHED_PART, facility_product },
  { "facility_organisation", YTT_PUBLISHED_PART, facility_organisation },
  { "claim", YTT_PUBLISHED_PART, claim, claim_rest },
  { "source", YTT_PUBLISHED_NAMED, source },
  { "organisation", YTT_PUBLISHED_NAMED, organisation },
  { "facility_source", YTT_PUBLISHED_OTHER, facility_source },
  { "announcement", YTT_PUBLISHED_OTHER, announcement },
  { "announcement_party", YTT_PUBLISHED_OTHER, announcement_party },
  { "announcement_facility", YTT_PUBLISHED_OTHER, announcement_facility },
  { "announcement_source", YTT_PUBLISHED_OTHER, announcement_source },
  { "link", YTT_PUBLISHED_OTHER, links },
  { "figure", YTT_PUBLISHED_OTHER, figure },
  { NULL }
};

const YttPublishedRows *
ytt_published_get_rows (void)
{
  return all_rows;
}

char *
ytt_published_dup_hashes (const YttPublishedRows *rows,
                          const char             *alias)
{
  gboolean apart = rows->kind == YTT_PUBLISHED_FACILITY;
  GString *sql = g_string_new (apart ? "ARRAY[" : "ARRAY[hashtext(ROW(");

  for (guint i = 0; rows->columns[i] != NULL; i++)
    {
      g_autofree char *name = ytt_sql_name (rows->columns[i]);

      g_string_append_printf (sql, "%s%s%s.%s%s", i > 0 ? ", " : "", apart ? "hashtext(" : "", alias, name,
                              apart ? "::text)" : "");
    }
  g_string_append (sql, apart ? "" : ")::text)");
  for (guint i = 0; rows->rest != NULL && rows->rest[i] != NULL; i++)
    {
      g_autofree char *name = ytt_sql_name (rows->rest[i]);

      g_string_append_printf (sql, "%s%s.%s%s", i > 0 ? ", " : ", hashtext(ROW(", alias, name,
                              rows->rest[i + 1] == NULL ? ")::text)" : "");
    }
  g_string_append (sql, "]");

  return g_string_free (sql, FALSE);
}

gboolean
ytt_published_look (YttServer   *server,
                    const char  *schema,
                    gboolean    *kept,
                    gint64      *entry,
                    GError     **error)
{
  g_autofree char *text = ytt_sql_text (schema), *name = ytt_sql_name (schema);
  g_autofree char *find = g_strdup_printf (
    "WITH q AS (SELECT count(*) AS n FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace s ON s.oid = c.relnamespace "
    "WHERE c.relname = '" YTT_PUBLISHED_TABLE "' AND s.nspname = %s) SELECT n FROM q", text);
  g_autofree char *ask = g_strdup_printf (
    "WITH q AS (SELECT id FROM %s." YTT_PUBLISHED_TABLE " WHERE record_table = 'history') SELECT id FROM q", name);
  g_autoptr(GPtrArray) found = ytt_server_ask (server, find, error), rows = NULL;

  *kept = FALSE;
  *entry = 0;
  if (found == NULL)
    return FALSE;

  *kept = !g_str_equal (((char **) g_ptr_array_index (found, 0))[0], "0");
  if (!*kept)
    return TRUE;
  rows = ytt_server_ask (server, ask, error);
  if (rows != NULL && rows->len > 0)
    *entry = g_ascii_strtoll (((char **) g_ptr_array_index (rows, 0))[0], NULL, 10);

  return rows != NULL;
}

static gboolean
keep_rows (YttServer               *server,
           const char              *schema,
           const YttPublishedRows  *rows,
           GError                 **error)
{
  g_autofree char *hashes = ytt_published_dup_hashes (rows, "t"), *name = ytt_sql_name (rows->table);
  g_autofree char *gone = g_strdup_printf (
    "DELETE FROM %s." YTT_PUBLISHED_TABLE " p WHERE p.record_table = '%s' AND NOT EXISTS "
    "(SELECT 1 FROM %s.%s t WHERE t.id = p.id)", schema, rows->table, schema, name);
  g_autofree char *kept = g_strdup_printf (
    "INSERT INTO %s." YTT_PUBLISHED_TABLE " AS p (record_table, id, hashes) SELECT '%s', t.id, %s FROM %s.%s t "
    "ON CONFLICT (record_table, id) DO UPDATE SET hashes = excluded.hashes WHERE p.hashes IS DISTINCT FROM excluded.hashes",
    schema, rows->table, hashes, schema, name);

  return ytt_server_run (server, gone, error) && ytt_server_run (server, kept, error);
}

/**
 * ytt_published_keep:
 * @server: a connection
 * @schema: the schema that was published to, as SQL
 * @exists: whether the table is there already
 * @entry: the newest entry of the document's history, 0 for none
 * @error: return location for an error
 *
 * Keeps in mind how all rows are now, in the transaction that published them.
 *
 * Returns: whether it did
 */
gboolean
ytt_published_keep (YttServer   *server,
                    const char  *schema,
                    gboolean     exists,
                    gint64       entry,
                    GError     **error)
{
  g_autofree char *make = g_strdup_printf (
    "CREATE TABLE %s." YTT_PUBLISHED_TABLE " (record_table text, id bigint, hashes integer[], PRIMARY KEY (record_table, id))",
    schema);
  g_autofree char *about = g_strdup_printf (
    "COMMENT ON TABLE %s." YTT_PUBLISHED_TABLE " IS 'How rows were when Ytterby published them, to tell what was changed since'",
    schema);
  g_autofree char *forget = g_strdup_printf ("DELETE FROM %s." YTT_PUBLISHED_TABLE " WHERE record_table = 'history'", schema);
  g_autofree char *from = g_strdup_printf (
    "INSERT INTO %s." YTT_PUBLISHED_TABLE " (record_table, id) VALUES ('history', %" G_GINT64_FORMAT ")", schema, entry);

  if (!exists && (!ytt_server_run (server, make, error) || !ytt_server_run (server, about, error)))
    return FALSE;
  for (const YttPublishedRows *rows = all_rows; rows->table != NULL; rows++)
    if (!keep_rows (server, schema, rows, error))
      return FALSE;

  return ytt_server_run (server, forget, error) && ytt_server_run (server, from, error);
}

static char *
make_count_sql (const char             *schema,
                const YttPublishedRows *rows)
{
  g_autofree char *hashes = ytt_published_dup_hashes (rows, "t"), *name = ytt_sql_name (rows->table);
  gboolean is_claim = strcmp (rows->table, "claim") == 0;

  /* A claim that was withdrawn there is as good as gone. */
  return g_strdup_printf (
    "SELECT count(*) FILTER (WHERE t.id IS NOT NULL AND %s%s) AS changed, "
    "count(*) FILTER (WHERE t.id IS NULL%s) AS removed "
    "FROM (SELECT * FROM %s." YTT_PUBLISHED_TABLE " WHERE record_table = '%s') p FULL JOIN %s.%s t ON t.id = p.id "
    "WHERE p.hashes IS DISTINCT FROM CASE WHEN t.id IS NOT NULL THEN %s END",
    rows->kind == YTT_PUBLISHED_NAMED ? "p.id IS NOT NULL" : "TRUE", is_claim ? " AND t.withdrawn = 0" : "",
    is_claim ? " OR (p.id IS NOT NULL AND t.withdrawn <> 0)" : "", schema, rows->table, schema, name, hashes);
}

gboolean
ytt_published_count (YttServer         *server,
                     const char        *schema,
                     YttPublishedKind   kind,
                     gint64            *changed,
                     gint64            *removed,
                     GError           **error)
{
  g_autoptr(GString) sql = g_string_new ("WITH q AS (");
  g_autoptr(GPtrArray) answer = NULL;
  gboolean any = FALSE;

  for (const YttPublishedRows *rows = all_rows; rows->table != NULL; rows++)
    if (rows->kind == kind)
      {
        g_autofree char *part = make_count_sql (schema, rows);

        g_string_append_printf (sql, "%s%s", any ? " UNION ALL " : "", part);
        any = TRUE;
      }
  g_string_append (sql, ") SELECT sum(changed)::bigint AS changed, sum(removed)::bigint AS removed FROM q");

  answer = ytt_server_ask (server, sql->str, error);
  if (answer == NULL)
    return FALSE;

  *changed = g_ascii_strtoll (((char **) g_ptr_array_index (answer, 0))[0], NULL, 10);
  *removed = g_ascii_strtoll (((char **) g_ptr_array_index (answer, 0))[1], NULL, 10);

  return TRUE;
}
