/* Whether the schema in a document is the one that this version writes. A document may come
 * from anybody: what runs when it is written to must be ours, or another program's that is
 * known to be harmless. */

#include "config.h"

#include "ytt-schema.h"

#include "ytt-outside.h"

#include <glib/gi18n.h>
#include <string.h>

/* A row of sqlite_schema. */
typedef struct
{
  char *type;
  char *name;
  char *table;
  char *sql;
} Object;

static void
object_free (Object *object)
{
  g_free (object->type);
  g_free (object->name);
  g_free (object->table);
  g_free (object->sql);
  g_free (object);
}

/* SQLite's names do not mind the case of ASCII letters. */
static char *
make_key (const char *name)
{
  return g_ascii_strdown (name, -1);
}

static char *
get_text (sqlite3_stmt *stmt,
          int           column)
{
  const char *text = (const char *) sqlite3_column_text (stmt, column);

  return g_strdup (text != NULL ? text : "");
}

/* (transfer full): name in lower case to Object */
static GHashTable *
read_objects (sqlite3  *db,
              GError  **error)
{
  static const char sql[] =
    "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
  g_autoptr(GHashTable) objects = NULL;
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc;

  objects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) object_free);
  rc = sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL);

  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
      {
        Object *object = g_new0 (Object, 1);

        object->type = get_text (stmt, 0);
        object->name = get_text (stmt, 1);
        object->table = get_text (stmt, 2);
        object->sql = get_text (stmt, 3);
        g_hash_table_insert (objects, make_key (object->name), object);
      }

  if (ytt_sqlite_failed (db, rc, error))
    return NULL;

  return g_steal_pointer (&objects);
}

static GHashTable *
read_expected (const YttSchema  *schema,
               GError          **error)
{
  g_autoptr(sqlite3) db = NULL;
  g_autoptr(GHashTable) objects = NULL;
  g_autoptr(GPtrArray) triggers = NULL;

  if (ytt_sqlite_failed (NULL, sqlite3_open (":memory:", &db), error) ||
      !ytt_schema_build_bare (schema, db, error) ||
      (objects = read_objects (db, error)) == NULL ||
      (triggers = ytt_outside_list_triggers (db, error)) == NULL)
    return NULL;

  for (guint i = 0; i < triggers->len; i++)
    {
      YttOutsideTrigger *trigger = g_ptr_array_index (triggers, i);
      Object *object = g_new0 (Object, 1);

      object->type = g_strdup ("trigger");
      object->name = g_strdup (trigger->name);
      object->table = g_strdup (trigger->table);
      object->sql = g_strdup (trigger->sql);
      g_hash_table_insert (objects, make_key (object->name), object);
    }

  return g_steal_pointer (&objects);
}

static Object *
find (GHashTable *objects,
      const char *name)
{
  g_autofree char *key = make_key (name);

  return g_hash_table_lookup (objects, key);
}

/* What FTS5 and GeoPackage keep for themselves may be written differently by their later versions. */
static gboolean
is_compared (const Object *object)
{
  return !g_str_has_prefix (object->name, "search_") && !g_str_has_prefix (object->name, "gpkg_");
}

/* The next word of SQL: a name without its quotes, or one character of anything else. Strings
 * and comments come out as nothing that could be taken for a name. */
static gboolean
next_token (const char **sql,
            GString     *token)
{
  const char *p = *sql;
  char quote;

  g_string_truncate (token, 0);

  for (;;)
    {
      p += strspn (p, " \t\r\n\f");
      if (g_str_has_prefix (p, "--"))
        p += strcspn (p, "\n");
      else if (g_str_has_prefix (p, "/*"))
        p = strstr (p + 2, "*/") != NULL ? strstr (p + 2, "*/") + 2 : p + strlen (p);
      else
        break;
    }

  if (*p == '\0')
    return FALSE;

  quote = *p == '[' ? ']' : *p;
  if (strchr ("\"`]'", quote) != NULL)
    {
      gboolean string = quote == '\'';

      for (p++; *p != '\0' && (*p != quote || p[1] == quote); p++)
        {
          if (*p == quote)
            p++;
          if (!string)
            g_string_append_c (token, *p);
        }
      if (*p != '\0')
        p++;
      if (string)
        g_string_assign (token, "'");
    }
  else if (g_ascii_isalnum (*p) || *p == '_' || (*p & 0x80) != 0)
    for (; g_ascii_isalnum (*p) || *p == '_' || *p == '$' || (*p & 0x80) != 0; p++)
      g_string_append_c (token, *p);
  else
    g_string_append_c (token, *p++);

  *sql = p;

  return TRUE;
}

static gboolean
is_word (const GString *token,
         const char    *word)
{
  return g_ascii_strcasecmp (token->str, word) == 0;
}

/* Where another program may write on its own account: its spatial index and its row counts. */
static gboolean
is_harmless_target (GHashTable *objects,
                    const char *name)
{
  Object *object = find (objects, name);

  if (object == NULL || strcmp (object->type, "table") != 0)
    return FALSE;
  if (g_ascii_strcasecmp (name, "gpkg_ogr_contents") == 0)
    return TRUE;

  return g_ascii_strncasecmp (name, "rtree_facility_", strlen ("rtree_facility_")) == 0 &&
         g_ascii_strncasecmp (object->sql, "CREATE VIRTUAL TABLE ", strlen ("CREATE VIRTUAL TABLE ")) == 0 &&
         strstr (object->sql, " USING rtree") != NULL;
}

/* GDAL's triggers for a spatial index and for the number of rows, by what they do and not
 * by their names: those anybody can give. */
static gboolean
is_harmless_trigger (GHashTable   *objects,
                     const Object *trigger)
{
  static const char * const never[] = { "select", "with", "raise", "join", "attach", "pragma" };
  g_autoptr(GString) token = g_string_new (NULL);
  const char *p = trigger->sql;
  gboolean in_body = FALSE;
  gboolean wants_target = FALSE;

  while (next_token (&p, token))
    {
      for (guint i = 0; i < G_N_ELEMENTS (never); i++)
        if (is_word (token, never[i]))
          return FALSE;

      if (wants_target && is_word (token, "or"))
        next_token (&p, token);   /* UPDATE OR REPLACE */
      else if (wants_target && !is_harmless_target (objects, token->str))
        return FALSE;
      else if (wants_target)
        wants_target = FALSE;
      else if (is_word (token, "begin"))
        in_body = TRUE;
      else
        wants_target = in_body && (is_word (token, "into") || is_word (token, "from") || is_word (token, "update"));
    }

  return in_body && !wants_target;
}

/* The tables that we write to, and what the harmless triggers on them write to. */
static gboolean
is_watched_table (GHashTable *expected,
                  const char *table)
{
  return find (expected, table) != NULL ||
         g_ascii_strcasecmp (table, "gpkg_ogr_contents") == 0 ||
         g_ascii_strncasecmp (table, "rtree_facility_", strlen ("rtree_facility_")) == 0;
}

static gboolean
is_foreign_trigger (GHashTable   *expected,
                    GHashTable   *objects,
                    const Object *object)
{
  return strcmp (object->type, "trigger") == 0 &&
         is_watched_table (expected, object->table) &&
         find (expected, object->name) == NULL &&
         !is_harmless_trigger (objects, object);
}

static char *
describe_foreign_trigger (const Object *object)
{
  return g_strdup_printf (_("Another program put the trigger “%s” on its table “%s”."), object->name, object->table);
}

static char *
find_foreign_trigger (GHashTable *expected,
                      GHashTable *objects)
{
  GHashTableIter iter;
  Object *object;

  g_hash_table_iter_init (&iter, objects);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &object))
    if (is_foreign_trigger (expected, objects, object))
      return describe_foreign_trigger (object);

  return NULL;
}

/**
 * ytt_schema_drop_foreign_triggers:
 * @schema: how this version of the program builds documents
 * @db: a connection to a document
 * @error: return location for a #YttError
 *
 * Takes away the triggers for which the document had better only be read.
 *
 * Returns: %TRUE if there are none any more
 */
gboolean
ytt_schema_drop_foreign_triggers (const YttSchema  *schema,
                                  sqlite3          *db,
                                  GError          **error)
{
  g_autoptr(GHashTable) expected = read_expected (schema, error);
  g_autoptr(GHashTable) objects = NULL;
  GHashTableIter iter;
  Object *object;

  if (expected == NULL || (objects = read_objects (db, error)) == NULL)
    return FALSE;

  g_hash_table_iter_init (&iter, objects);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &object))
    if (is_foreign_trigger (expected, objects, object))
      {
        char *sql = sqlite3_mprintf ("DROP TRIGGER \"%w\"", object->name);
        gboolean dropped = ytt_sqlite_exec (db, sql, error);

        sqlite3_free (sql);
        if (!dropped)
          return FALSE;
      }

  return TRUE;
}

/* Column names in order, each followed by a line break. */
static char *
read_columns (sqlite3    *db,
              const char *table)
{
  g_autoptr(GString) columns = g_string_new (NULL);
  g_autoptr(sqlite3_stmt) stmt = NULL;

  if (sqlite3_prepare_v2 (db, "SELECT name FROM pragma_table_info(?)", -1, &stmt, NULL) == SQLITE_OK)
    {
      sqlite3_bind_text (stmt, 1, table, -1, SQLITE_STATIC);
      while (sqlite3_step (stmt) == SQLITE_ROW)
        g_string_append_printf (columns, "%s\n", sqlite3_column_text (stmt, 0));
    }

  return g_string_free (g_steal_pointer (&columns), FALSE);
}

/* Its rows are whatever a module makes of them. */
static gboolean
is_virtual (const Object *table)
{
  return g_ascii_strncasecmp (table->sql, "CREATE VIRTUAL", strlen ("CREATE VIRTUAL")) == 0;
}

/* Other programs may append columns; what stands in ours can then still be read. */
static gboolean
can_be_read (const YttSchema *schema,
             sqlite3         *db,
             const Object    *ours,
             const Object    *theirs)
{
  g_autoptr(sqlite3) fresh = NULL;
  g_autofree char *wanted = NULL;
  g_autofree char *found = NULL;

  if (strcmp (ours->type, "table") != 0)
    return TRUE;
  if (theirs == NULL || strcmp (theirs->type, "table") != 0 || is_virtual (ours) || is_virtual (theirs))
    return FALSE;

  if (sqlite3_open (":memory:", &fresh) != SQLITE_OK || !ytt_schema_build (schema, fresh, NULL))
    return FALSE;

  wanted = read_columns (fresh, ours->name);
  found = read_columns (db, ours->name);

  return g_str_has_prefix (found, wanted);
}

static char *
describe_difference (const Object *ours,
                     const Object *theirs)
{
  return theirs == NULL
    ? g_strdup_printf (_("Its %s “%s” is missing."), ours->type, ours->name)
    : g_strdup_printf (_("Another program changed its %s “%s”."), ours->type, ours->name);
}

/**
 * ytt_schema_list_differences:
 * @schema: how this version of the program builds documents
 * @db: a connection to a document that bears the schema's number
 * @func: called with each difference
 * @data: for @func
 * @error: return location for a #YttError
 *
 * Tells all that ytt_schema_compare() would find fault with, in the order of names.
 *
 * Returns: whether all could be compared
 */
gboolean
ytt_schema_list_differences (const YttSchema          *schema,
                             sqlite3                  *db,
                             YttSchemaDifferenceFunc   func,
                             gpointer                  data,
                             GError                  **error)
{
  g_autoptr(GHashTable) expected = read_expected (schema, error);
  g_autoptr(GHashTable) objects = NULL;
  g_autoptr(GList) names = NULL;

  if (expected == NULL || (objects = read_objects (db, error)) == NULL)
    return FALSE;

  names = g_list_sort (g_hash_table_get_keys (expected), (GCompareFunc) strcmp);
  for (GList *name = names; name != NULL; name = name->next)
    {
      Object *ours = g_hash_table_lookup (expected, name->data);
      Object *theirs = g_hash_table_lookup (objects, name->data);

      if (is_compared (ours)
          && (theirs == NULL || strcmp (ours->type, theirs->type) != 0 || strcmp (ours->sql, theirs->sql) != 0))
        {
          g_autofree char *what = describe_difference (ours, theirs);

          func (ours->type, ours->name, what, !can_be_read (schema, db, ours, theirs), data);
        }
    }

  g_list_free (g_steal_pointer (&names));
  names = g_list_sort (g_hash_table_get_keys (objects), (GCompareFunc) strcmp);
  for (GList *name = names; name != NULL; name = name->next)
    {
      Object *object = g_hash_table_lookup (objects, name->data);

      if (is_foreign_trigger (expected, objects, object))
        {
          g_autofree char *what = describe_foreign_trigger (object);

          func (object->type, object->table, what, FALSE, data);
        }
    }

  return TRUE;
}

/**
 * ytt_schema_compare:
 * @schema: how this version of the program builds documents
 * @db: a connection to a document that bears the schema's number
 * @path: (type filename): the document, for messages
 * @reason: (out) (nullable): one sentence: why it had better only be read
 * @error: return location for a #YttError
 *
 * Compares what is in the document with what should be. Other programs may add tables and
 * views, and triggers that keep a spatial index.
 *
 * Returns: %FALSE if it cannot even be read
 */
gboolean
ytt_schema_compare (const YttSchema  *schema,
                    sqlite3          *db,
                    const char       *path,
                    char            **reason,
                    GError          **error)
{
  g_autoptr(GHashTable) expected = read_expected (schema, error);
  g_autoptr(GHashTable) objects = NULL;
  GHashTableIter iter;
  Object *ours;

  *reason = NULL;
  if (expected == NULL || (objects = read_objects (db, error)) == NULL)
    return FALSE;

  g_hash_table_iter_init (&iter, expected);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &ours))
    {
      Object *theirs = find (objects, ours->name);

      if (!is_compared (ours) ||
          (theirs != NULL && strcmp (ours->type, theirs->type) == 0 && strcmp (ours->sql, theirs->sql) == 0))
        continue;

      if (!can_be_read (schema, db, ours, theirs))
        {
          g_set_error (error, YTT_ERROR, YTT_ERROR_DAMAGED,
                       _("“%s” cannot be read: its table “%s” is missing or was changed by another program"),
                       path, ours->name);
          g_clear_pointer (reason, g_free);
          return FALSE;
        }

      if (*reason == NULL)
        *reason = describe_difference (ours, theirs);
    }

  if (*reason == NULL)
    *reason = find_foreign_trigger (expected, objects);

  return TRUE;
}
