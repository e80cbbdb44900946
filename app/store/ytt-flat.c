/* A document as flat tables, each row with all that belongs to it: lists stand in one cell, and what is referred to is
 * named by its key. This is how the data set is written that documents are built from (see data/README.md). */

#include "config.h"

#include "ytt-flat.h"

#include "ytt-geometry.h"
#include "ytt-id.h"
#include "ytt-store-private.h"

#include <math.h>
#include <string.h>

struct _YttFlat
{
  sqlite3  *db;
  YttGuard  guard;   /* it owns its cancellable */
};

/* A column; without an expression it has the name of the document's own. */
typedef struct
{
  const char *name;
  const char *sql;     /* (nullable) */
  gboolean    extra;
} Column;

/* Rows of a table of their own that become one cell, and where their keys or places do not follow from it, another one. */
typedef struct
{
  const char *name;
  const char *table;
  const char *owner;      /* the column that names the row */
  const char *join;       /* (nullable) the table that an item is a row of */
  const char *where;      /* (nullable) */
  const char *item;       /* as it is written */
  const char *key;        /* what the key of the row is made of, beside its owner's */
  gboolean    positioned;
  gboolean    extra;
} List;

typedef struct
{
  const char   *table;
  const char   *join;     /* (nullable) */
  const char   *order;
  const char   *key;
  const Column *columns;
  const List   *lists;    /* (nullable) */
} Flat;

#define OWN_ID(table, key) { "id", "csv_own_id ('" table "', t." key ", t.id)", TRUE }
#define ORGANISATION "JOIN organisation o ON o.id = r.organisation"
#define ORGANISATION_KEY "csv_key (o.organisation, o.id)"
#define SHARED "csv_ref (" ORGANISATION_KEY ") || coalesce (':' || csv_number (r.share), '')"

static const Column source_columns[] = {
  { "source", "csv_key (t.source, t.id)" }, { "title" }, { "publisher" }, { "published" }, { "url" },
  OWN_ID ("source", "source"), { NULL }
};

static const Column organisation_columns[] = {
  { "organisation", "csv_key (t.organisation, t.id)" }, { "name" }, { "kind" }, { "country" },
  { "parent", "(SELECT csv_key (o.organisation, o.id) FROM organisation o WHERE o.id = t.parent)" }, { "website" },
  { "source", "(SELECT csv_key (s.source, s.id) FROM source s WHERE s.id = t.source)" },
  OWN_ID ("organisation", "organisation"), { NULL }
};

static const Column facility_columns[] = {
  { "facility", "csv_key (t.facility, t.id)" }, { "name" }, { "country" }, { "admin1" }, { "locality" },
  { "latitude", "csv_y (t.geom)" }, { "longitude", "csv_x (t.geom)" }, { "location_precision" }, { "location_source" },
  { "location_note" }, { "summary" }, OWN_ID ("facility", "facility"), { NULL }
};

static const List facility_lists[] = {
  { "names", "facility_name", "facility", NULL, NULL, "csv_item (r.name)", "r.name", FALSE, TRUE },
  { "operator", "facility_organisation", "facility", ORGANISATION, "r.role = 'operator'", SHARED,
    ORGANISATION_KEY " || '/operator'", TRUE },
  { "owners", "facility_organisation", "facility", ORGANISATION, "r.role = 'owner'", SHARED, ORGANISATION_KEY " || '/owner'",
    TRUE },
  { "stages", "facility_stage", "facility", NULL, NULL, "csv_item (r.stage)", "r.stage" },
  { "products", "facility_product", "facility", NULL, NULL, "csv_item (r.product)", "r.product", TRUE },
  { "elements", "facility_element", "facility", NULL, NULL, "csv_item (r.element)", "r.element" },
  { "sources", "facility_source", "facility", "JOIN source s ON s.id = r.source", NULL,
    "csv_item (csv_key (s.source, s.id))", "csv_key (s.source, s.id)" },
  { NULL }
};

static const Column claim_columns[] = {
  { "claim", "csv_key (t.claim, t.id)" }, { "facility", "csv_key (f.facility, f.id)" }, { "attribute" }, { "part" },
  { "scope" }, { "value" }, { "value_max" }, { "unit" }, { "basis" }, { "qualifier" }, { "tense" }, { "as_of" },
  { "source", "csv_key (s.source, s.id)" }, { "note" }, { "inferred", "nullif (t.inferred, 0)", TRUE },
  { "pinned", "nullif (t.pinned, 0)", TRUE }, { "pin_reason", NULL, TRUE }, { "withdrawn", "nullif (t.withdrawn, 0)", TRUE },
  { "withdrawn_reason", NULL, TRUE }, { "typed", NULL, TRUE }, OWN_ID ("claim", "claim"), { NULL }
};

static const Column announcement_columns[] = {
  { "announcement", "csv_key (t.announcement, t.id)" }, { "date" }, { "kind" }, { "title" }, { "summary" }, { "amount" },
  { "currency" }, { "amount_qualifier" }, { "materials" }, { "status" }, { "rung" },
  OWN_ID ("announcement", "announcement"), { NULL }
};

static const List announcement_lists[] = {
  { "parties", "announcement_party", "announcement", ORGANISATION, NULL,
    "csv_ref (" ORGANISATION_KEY ") || ':' || csv_item (r.role)", ORGANISATION_KEY " || '/' || r.role", TRUE },
  { "facilities", "announcement_facility", "announcement", "JOIN facility f ON f.id = r.facility", NULL,
    "csv_item (csv_key (f.facility, f.id))", "csv_key (f.facility, f.id)" },
  { "sources", "announcement_source", "announcement", "JOIN source s ON s.id = r.source", NULL,
    "csv_item (csv_key (s.source, s.id))", "csv_key (s.source, s.id)" },
  { NULL }
};

static const Column link_columns[] = {
  { "link", "csv_key (t.link, t.id)" }, { "from_facility", "csv_key (f.facility, f.id)" },
  { "to_facility", "(SELECT csv_key (x.facility, x.id) FROM facility x WHERE x.id = t.to_facility)" },
  { "to_organisation", "(SELECT " ORGANISATION_KEY " FROM organisation o WHERE o.id = t.to_organisation)" },
  { "material" }, { "maker", NULL, TRUE }, { "state" }, { "since" }, { "until" },
  { "announcement", "(SELECT csv_key (a.announcement, a.id) FROM announcement a WHERE a.id = t.announcement)" },
  { "source", "(SELECT csv_key (s.source, s.id) FROM source s WHERE s.id = t.source)" }, { "note" },
  OWN_ID ("link", "link"), { NULL }
};

static const Column figure_columns[] = {
  { "measure" }, { "country" }, { "year" }, { "value" }, { "unit" }, { "qualifier" },
  { "source", "csv_key (s.source, s.id)" },
  { "id", "csv_own_id ('figure', t.measure || '/' || t.country || '/' || t.year || '/' || t.unit || '/' || t.qualifier"
          " || '/' || csv_key (s.source, s.id), t.id)", TRUE },
  { NULL }
};

static const Column tour_columns[] = {
  { "tour", "csv_key (t.tour, t.id)" }, { "title" }, { "note" }, OWN_ID ("tour", "tour"), { NULL }
};

/* Stops have no key: what their own was in the data set, nothing tells. */
static const Column stop_columns[] = {
  { "stop", "csv_key (NULL, t.id)" }, { "tour", "csv_key (p.tour, p.id)" },
  { "position",
    "nullif (t.position, (SELECT count (*) FROM tour_stop o WHERE o.tour = t.tour"
    " AND (o.position < t.position OR (o.position = t.position AND o.id <= t.id))))", TRUE },
  { "kind" }, { "title" }, { "text" }, { "notes" }, { "seconds", "csv_number (t.seconds)" },
  { "facility", "(SELECT csv_key (f.facility, f.id) FROM facility f WHERE f.id = t.facility)" },
  { "content", NULL, TRUE }, { NULL }
};

static const List stop_lists[] = {
  { "claims", "tour_stop_claim", "stop", "JOIN claim c ON c.id = r.claim", NULL, "csv_item (csv_key (c.claim, c.id))",
    "csv_key (c.claim, c.id)" },
  { "announcements", "tour_stop_announcement", "stop", "JOIN announcement a ON a.id = r.announcement", NULL,
    "csv_item (csv_key (a.announcement, a.id))", "csv_key (a.announcement, a.id)" },
  { NULL }
};

static const Column view_columns[] = {
  { "id" }, { "position" }, { "name" }, { "content" }, { NULL }
};

static const Column meta_columns[] = {
  { "key" }, { "value" }, OWN_ID ("meta", "key"), { NULL }
};

static const Flat flats[YTT_N_FLAT_TABLES] = {
  [YTT_FLAT_SOURCES] = { "source", NULL, "t.source, t.id", "csv_key (t.source, t.id)", source_columns },
  [YTT_FLAT_ORGANISATIONS] = {
    "organisation", NULL, "t.organisation, t.id", "csv_key (t.organisation, t.id)", organisation_columns
  },
  [YTT_FLAT_FACILITIES] = {
    "facility", NULL, "t.facility, t.id", "csv_key (t.facility, t.id)", facility_columns, facility_lists
  },
  [YTT_FLAT_CLAIMS] = {
    "claim", "JOIN facility f ON f.id = t.facility JOIN source s ON s.id = t.source", "t.claim, t.id",
    "csv_key (t.claim, t.id)", claim_columns
  },
  [YTT_FLAT_ANNOUNCEMENTS] = {
    "announcement", NULL, "t.announcement, t.id", "csv_key (t.announcement, t.id)", announcement_columns, announcement_lists
  },
  [YTT_FLAT_LINKS] = { "link", "JOIN facility f ON f.id = t.from_facility", "t.link, t.id", "", link_columns },
  [YTT_FLAT_FIGURES] = {
    "figure", "JOIN source s ON s.id = t.source", "t.measure, t.country, t.year, t.unit, t.qualifier, t.id", "", figure_columns
  },
  [YTT_FLAT_TOURS] = { "tour", NULL, "t.tour, t.id", "", tour_columns },
  [YTT_FLAT_TOUR_STOPS] = {
    "tour_stop", "JOIN tour p ON p.id = t.tour", "p.tour, p.id, t.position, t.id", "csv_key (NULL, t.id)", stop_columns,
    stop_lists
  },
  [YTT_FLAT_VIEWS] = { "saved_view", NULL, "t.position, t.id", "", view_columns },
  [YTT_FLAT_META] = { "meta", "WHERE t.key <> 'schema'", "t.key", "", meta_columns },
};

/* What the questions ask for */

static const char *
get_text (sqlite3_value *value)
{
  const char *text = (const char *) sqlite3_value_text (value);

  return text != NULL ? text : "";
}

/* csv_key (key, id): what a row is named by */
static void
key_cb (sqlite3_context  *context,
        int               n_values,
        sqlite3_value   **values)
{
  g_autofree char *made = NULL;

  if (*get_text (values[0]) != '\0')
    {
      sqlite3_result_value (context, values[0]);
      return;
    }

  made = g_strdup_printf (YTT_FLAT_NO_KEY "%" G_GINT64_FORMAT, (gint64) sqlite3_value_int64 (values[1]));
  sqlite3_result_text (context, made, -1, SQLITE_TRANSIENT);
}

/* csv_own_id (table, key, id): the id, where it does not follow from the key */
static void
own_id_cb (sqlite3_context  *context,
           int               n_values,
           sqlite3_value   **values)
{
  const char *key = get_text (values[1]);

  if (*key != '\0' && ytt_id_for_key (get_text (values[0]), key) != sqlite3_value_int64 (values[2]))
    sqlite3_result_value (context, values[2]);
}

/* csv_item (text), csv_ref (text): as it stands in a list; the latter may be followed by a colon */
static void
item_cb (sqlite3_context  *context,
         int               n_values,
         sqlite3_value   **values)
{
  const char *parting = sqlite3_user_data (context);
  g_autoptr(GString) item = g_string_new (NULL);

  for (const char *p = get_text (values[0]); *p != '\0'; p++)
    {
      if (strchr (parting, *p) != NULL)
        g_string_append_c (item, '\\');
      g_string_append_c (item, *p);
    }
  sqlite3_result_text (context, item->str, (int) item->len, SQLITE_TRANSIENT);
}

/**
 * ytt_flat_format_number:
 * @number: a finite number
 *
 * Returns: (transfer full): the fewest digits that are read as the same number, with a point and no exponent
 */
char *
ytt_flat_format_number (double number)
{
  g_autofree char *text = g_malloc (512);
  char format[16];

  for (int decimals = 0; decimals <= 340; decimals++)
    {
      g_snprintf (format, sizeof format, "%%.%df", decimals);
      g_ascii_formatd (text, 512, format, number);
      if (g_ascii_strtod (text, NULL) == number)
        break;
    }

  return g_steal_pointer (&text);
}

static void
result_number (sqlite3_context *context,
               double           number)
{
  if (isfinite (number))
    sqlite3_result_text (context, ytt_flat_format_number (number), -1, g_free);
}

static void
number_cb (sqlite3_context  *context,
           int               n_values,
           sqlite3_value   **values)
{
  if (sqlite3_value_type (values[0]) == SQLITE_INTEGER || sqlite3_value_type (values[0]) == SQLITE_FLOAT)
    result_number (context, sqlite3_value_double (values[0]));
}

/* csv_x (geom), csv_y (geom): degrees */
static void
place_cb (sqlite3_context  *context,
          int               n_values,
          sqlite3_value   **values)
{
  double longitude, latitude;

  if (sqlite3_value_type (values[0]) == SQLITE_BLOB
      && ytt_geometry_decode_point (sqlite3_value_blob (values[0]), (gsize) sqlite3_value_bytes (values[0]), &longitude,
                                    &latitude))
    result_number (context, sqlite3_user_data (context) != NULL ? latitude : longitude);
}

/* csv_entry (table, key, id, position, place): what of a list's row does not follow from its item, as ID@POSITION, where
 * either may be left out */
static void
entry_cb (sqlite3_context  *context,
          int               n_values,
          sqlite3_value   **values)
{
  g_autoptr(GString) entry = g_string_new (NULL);
  gint64 id = sqlite3_value_int64 (values[2]);

  if (ytt_id_for_key (get_text (values[0]), get_text (values[1])) != id)
    g_string_append_printf (entry, "%" G_GINT64_FORMAT, id);
  if (sqlite3_value_type (values[3]) == SQLITE_INTEGER && sqlite3_value_int64 (values[3]) != sqlite3_value_int64 (values[4]))
    g_string_append_printf (entry, "@%" G_GINT64_FORMAT, (gint64) sqlite3_value_int64 (values[3]));
  sqlite3_result_text (context, entry->str, (int) entry->len, SQLITE_TRANSIENT);
}

/* csv_entries (list): nothing, if that is what it says */
static void
entries_cb (sqlite3_context  *context,
            int               n_values,
            sqlite3_value   **values)
{
  const char *list = get_text (values[0]);

  if (list[strspn (list, ";")] != '\0')
    sqlite3_result_value (context, values[0]);
}

static gboolean
add_functions (sqlite3  *db,
               GError  **error)
{
  static const struct
  {
    const char *name;
    int         n_values;
    const char *data;
    void      (*func) (sqlite3_context *, int, sqlite3_value **);
  } functions[] = {
    { "csv_key", 2, NULL, key_cb },
    { "csv_own_id", 3, NULL, own_id_cb },
    { "csv_item", 1, "\\;", item_cb },
    { "csv_ref", 1, "\\;:", item_cb },
    { "csv_number", 1, NULL, number_cb },
    { "csv_x", 1, NULL, place_cb },
    { "csv_y", 1, "y", place_cb },
    { "csv_entry", 5, NULL, entry_cb },
    { "csv_entries", 1, NULL, entries_cb },
  };

  for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
    if (ytt_sqlite_failed (db, sqlite3_create_function_v2 (db, functions[i].name, functions[i].n_values,
                                                           SQLITE_UTF8 | SQLITE_DETERMINISTIC, (gpointer) functions[i].data,
                                                           functions[i].func, NULL, NULL, NULL), error))
      return FALSE;

  return TRUE;
}

/* The questions */

static void
append_list (GString    *sql,
             const Flat *flat,
             const List *list)
{
  const char *order = list->positioned ? "r.position, r.id" : "r.id";
  g_autofree char *rows =
    g_strdup_printf ("FROM \"%s\" r %s WHERE r.\"%s\" = t.id AND %s", list->table, list->join != NULL ? list->join : "",
                     list->owner, list->where != NULL ? list->where : "1");

  g_string_append_printf (sql, ", (SELECT group_concat (i, ';') FROM (SELECT %s AS i %s ORDER BY %s))", list->item, rows,
                          order);
  g_string_append_printf (sql,
                          ", (SELECT csv_entries (group_concat (e, ';')) FROM (SELECT csv_entry ('%s', %s || '/' || %s, r.id,"
                          " %s, row_number () OVER (ORDER BY %s) - 1) AS e %s ORDER BY %s))",
                          list->table, flat->key, list->key, list->positioned ? "r.position" : "NULL", order, rows, order);
}

static char *
make_sql (const Flat *flat)
{
  g_autoptr(GString) sql = g_string_new ("SELECT ");

  for (const Column *column = flat->columns; column->name != NULL; column++)
    {
      g_string_append (sql, column != flat->columns ? ", " : "");
      if (column->sql != NULL)
        g_string_append (sql, column->sql);
      else
        g_string_append_printf (sql, "t.\"%s\"", column->name);
    }
  for (const List *list = flat->lists; list != NULL && list->name != NULL; list++)
    append_list (sql, flat, list);
  g_string_append_printf (sql, " FROM \"%s\" t %s ORDER BY %s", flat->table, flat->join != NULL ? flat->join : "", flat->order);

  return g_strdup (sql->str);
}

/**
 * ytt_flat_list_columns:
 * @table: a table
 *
 * A list has a second column after it, whose name ends with `_ids`: for each item what the row's id and place are, where
 * these do not follow from the item.
 *
 * Returns: (transfer full) (array zero-terminated=1): the names of its columns, the key first
 */
char **
ytt_flat_list_columns (YttFlatTable table)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  for (const Column *column = flats[table].columns; column->name != NULL; column++)
    g_strv_builder_add (names, column->name);
  for (const List *list = flats[table].lists; list != NULL && list->name != NULL; list++)
    {
      g_autofree char *ids = g_strconcat (list->name, "_ids", NULL);

      g_strv_builder_add (names, list->name);
      g_strv_builder_add (names, ids);
    }

  return g_strv_builder_end (names);
}

gboolean
ytt_flat_is_extra (YttFlatTable  table,
                   const char   *name)
{
  for (const Column *column = flats[table].columns; column->name != NULL; column++)
    if (strcmp (column->name, name) == 0)
      return column->extra;
  for (const List *list = flats[table].lists; list != NULL && list->name != NULL; list++)
    if (strcmp (list->name, name) == 0)
      return list->extra;

  return TRUE;
}

/**
 * ytt_flat_open:
 * @path: (type filename): a document that nobody writes to
 * @cancellable: (nullable): to give up
 * @error: return location for a #YttError
 *
 * Returns: (transfer full) (nullable): the document
 */
YttFlat *
ytt_flat_open (const char    *path,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr(YttFlat) self = g_new0 (YttFlat, 1);

  self->guard.cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->db = ytt_sqlite_connect_to_read (path, FALSE, &self->guard, error);
  if (self->db == NULL || !add_functions (self->db, error))
    return NULL;

  /* All is read, however long it is. */
  sqlite3_limit (self->db, SQLITE_LIMIT_LENGTH, G_MAXINT);

  return g_steal_pointer (&self);
}

void
ytt_flat_free (YttFlat *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->db, sqlite3_close_v2);
  g_clear_object (&self->guard.cancellable);
  g_free (self);
}

/**
 * ytt_flat_read:
 * @self: a document
 * @table: a table
 * @func: called with each row, in the order of keys
 * @data: for @func
 * @error: return location for a #YttError, or what @func returns
 *
 * Returns: whether @func had all rows, and did not fail
 */
gboolean
ytt_flat_read (YttFlat       *self,
               YttFlatTable   table,
               YttFlatFunc    func,
               gpointer       data,
               GError       **error)
{
  g_autofree char *sql = make_sql (&flats[table]);
  g_autoptr(sqlite3_stmt) stmt = NULL;
  g_autofree const char **cells = NULL;
  int rc = sqlite3_prepare_v2 (self->db, sql, -1, &stmt, NULL);

  if (ytt_sqlite_failed (self->db, rc, error))
    return FALSE;

  cells = g_new0 (const char *, (gsize) sqlite3_column_count (stmt) + 1);
  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      for (int i = 0; i < sqlite3_column_count (stmt); i++)
        {
          const char *text = (const char *) sqlite3_column_text (stmt, i);

          cells[i] = text != NULL ? text : "";
        }
      if (!func (cells, data, error))
        return FALSE;
    }

  return !ytt_sqlite_failed (self->db, rc, error);
}
