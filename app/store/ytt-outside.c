/* What other programs change. Triggers, which fire in their process too, note each row that they touch, with what it
 * held at first; and need nothing for it that SQLite does not bring along. The notes become an entry of the history as
 * soon as one of us comes across them: what the rows held and what they hold now are put into two scratch databases,
 * and SQLite's session extension finds the difference.
 *
 * Our own commits are noted as well, but they tell of themselves and leave the notes empty. */

#include "config.h"

#include "ytt-outside.h"

#include "ytt-history-write.h"
#include "ytt-query-text.h"
#include "ytt-record-tables.h"

#include <glib/gi18n.h>

/* ?, ... for so many columns, or c1, ... */
static char *
list_columns (YttTableShape *shape,
              const char    *prefix,
              gboolean       noted)
{
  g_autoptr(GString) list = g_string_new (NULL);

  for (guint i = 1; i < shape->columns->len; i++)
    {
      if (noted)
        g_string_append_printf (list, ", c%u", i);
      else
        g_string_append_printf (list, ", %s\"%s\"", prefix, (const char *) g_ptr_array_index (shape->columns, i));
    }

  return g_string_free (g_steal_pointer (&list), FALSE);
}

/* Rows that one to be inserted could replace, by its key or by what only one may hold. */
static char *
match_rivals (sqlite3       *db,
              YttTableShape *shape)
{
  g_autoptr(GString) condition = g_string_new ("o.id = NEW.id");
  g_autoptr(sqlite3_stmt) stmt = NULL;

  if (sqlite3_prepare_v2 (db, "SELECT (SELECT group_concat ('o.\"' || c.name || '\" = NEW.\"' || c.name || '\"', ' AND ')"
                              "        FROM pragma_index_info(i.name) c)"
                              " FROM pragma_index_list(?1) i WHERE i.\"unique\" ORDER BY i.seq", -1, &stmt, NULL) == SQLITE_OK)
    {
      sqlite3_bind_text (stmt, 1, shape->record->name, -1, SQLITE_STATIC);
      while (sqlite3_step (stmt) == SQLITE_ROW)
        g_string_append_printf (condition, " OR (%s)", (const char *) sqlite3_column_text (stmt, 0));
    }

  return g_string_free (g_steal_pointer (&condition), FALSE);
}

static void
trigger_free (YttOutsideTrigger *trigger)
{
  g_free (trigger->name);
  g_free (trigger->table);
  g_free (trigger->sql);
  g_free (trigger);
}

/* @when: before or after what; @body: (transfer full): what it does */
static void
add_trigger (GPtrArray  *triggers,
             const char *table,
             const char *name,
             const char *when,
             char       *body)
{
  YttOutsideTrigger *trigger = g_new0 (YttOutsideTrigger, 1);

  trigger->name = g_strdup_printf ("%s_noted_%s", table, name);
  trigger->table = g_strdup (table);
  trigger->sql = g_strdup_printf ("CREATE TRIGGER \"%s\" %s ON \"%s\" BEGIN\n%sEND",
                                  trigger->name, when, table, body);
  g_ptr_array_add (triggers, trigger);
  g_free (body);
}

/* What is noted is what a row held at first. The conflict clause of the statement that fired a trigger would override
 * one that is written in it, so none is. */
static void
add_triggers_of (GPtrArray     *triggers,
                 sqlite3       *db,
                 YttTableShape *shape)
{
  const char *table = shape->record->name;
  g_autofree char *noted = list_columns (shape, NULL, TRUE);
  g_autofree char *old_values = list_columns (shape, "OLD.", FALSE);
  g_autofree char *found_values = list_columns (shape, "o.", FALSE);
  g_autofree char *rivals = match_rivals (db, shape);
  g_autofree char *old_row = NULL;

  add_trigger (triggers, table, "before", "BEFORE INSERT", g_strdup_printf (
    "  INSERT INTO history_noted (record_table, record, existed%s)\n"
    "    SELECT '%s', o.id, 1%s FROM \"%s\" o WHERE (%s)\n"
    "    AND NOT EXISTS (SELECT 1 FROM history_noted WHERE record_table = '%s' AND record = o.id);\n",
    noted, table, found_values, table, rivals, table));
  add_trigger (triggers, table, "insert", "AFTER INSERT", g_strdup_printf (
    "  INSERT INTO history_noted (record_table, record, existed) SELECT '%s', NEW.id, 0\n"
    "    WHERE NOT EXISTS (SELECT 1 FROM history_noted WHERE record_table = '%s' AND record = NEW.id);\n",
    table, table));

  old_row = g_strdup_printf (
    "  INSERT INTO history_noted (record_table, record, existed%s) SELECT '%s', OLD.id, 1%s\n"
    "    WHERE NOT EXISTS (SELECT 1 FROM history_noted WHERE record_table = '%s' AND record = OLD.id);\n",
    noted, table, old_values, table);
  add_trigger (triggers, table, "update", "AFTER UPDATE", g_strdup_printf (
    "%s"
    "  INSERT INTO history_noted (record_table, record, existed) SELECT '%s', NEW.id, 0\n"
    "    WHERE NEW.id IS NOT OLD.id\n"
    "    AND NOT EXISTS (SELECT 1 FROM history_noted WHERE record_table = '%s' AND record = NEW.id);\n",
    old_row, table, table));
  add_trigger (triggers, table, "delete", "AFTER DELETE", g_steal_pointer (&old_row));
}

static gboolean
has_table (sqlite3    *db,
           const char *name)
{
  return sqlite3_table_column_metadata (db, "main", name, NULL, NULL, NULL, NULL, NULL, NULL) == SQLITE_OK;
}

/**
 * ytt_outside_list_triggers:
 * @db: a document
 * @error: return location for a #YttError
 *
 * Writes the triggers that note what is done to the record tables of @db. They are made from the tables' columns, so
 * that they never lag behind the schema.
 *
 * Returns: (transfer full) (element-type YttOutsideTrigger): the triggers; %NULL on error
 */
GPtrArray *
ytt_outside_list_triggers (sqlite3  *db,
                           GError  **error)
{
  const YttRecordTable *tables = ytt_record_tables_get ();
  g_autoptr(GPtrArray) triggers = g_ptr_array_new_with_free_func ((GDestroyNotify) trigger_free);

  if (!has_table (db, "history_noted"))
    return g_steal_pointer (&triggers);

  for (guint i = 0; tables[i].name != NULL; i++)
    {
      g_autoptr(YttTableShape) shape = NULL;

      if (!has_table (db, tables[i].name))
        continue;

      shape = ytt_table_shape_read (db, tables[i].name, error);
      if (shape == NULL)
        return NULL;

      add_triggers_of (triggers, db, shape);
    }

  return g_steal_pointer (&triggers);
}

/**
 * ytt_outside_add_triggers:
 * @db: a document
 * @error: return location for a #YttError
 *
 * Puts those of ytt_outside_list_triggers() on its tables.
 *
 * Returns: whether they are there now
 */
gboolean
ytt_outside_add_triggers (sqlite3  *db,
                          GError  **error)
{
  g_autoptr(GPtrArray) triggers = ytt_outside_list_triggers (db, error);

  if (triggers == NULL)
    return FALSE;

  for (guint i = 0; i < triggers->len; i++)
    if (!ytt_sqlite_exec (db, ((YttOutsideTrigger *) g_ptr_array_index (triggers, i))->sql, error))
      return FALSE;

  return TRUE;
}

gboolean
ytt_outside_has_notes (sqlite3 *db)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;

  return sqlite3_prepare_v2 (db, "SELECT 1 FROM history_noted LIMIT 1", -1, &stmt, NULL) == SQLITE_OK &&
         sqlite3_step (stmt) == SQLITE_ROW;
}

gboolean
ytt_outside_forget (sqlite3  *db,
                    GError  **error)
{
  return ytt_sqlite_exec (db, "DELETE FROM history_noted", error);
}

/* Runs a query about a table, and puts each of its rows into a table of the scratch database. */
static gboolean
copy_rows (sqlite3        *db,
           const char     *query,
           sqlite3        *scratch,
           const char     *schema,
           YttTableShape  *shape,
           GError        **error)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(sqlite3_stmt) select = NULL;
  g_autoptr(sqlite3_stmt) insert = NULL;
  int rc;

  /* A row can be noted twice only by somebody who did it by hand. */
  g_string_printf (sql, "INSERT OR IGNORE INTO %s.\"%s\" VALUES (?", schema, shape->record->name);
  for (guint i = 1; i < shape->columns->len; i++)
    g_string_append (sql, ", ?");
  g_string_append_c (sql, ')');

  rc = sqlite3_prepare_v2 (scratch, sql->str, -1, &insert, NULL);
  if (ytt_sqlite_failed (scratch, rc, error))
    return FALSE;

  rc = sqlite3_prepare_v2 (db, query, -1, &select, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_bind_text (select, 1, shape->record->name, -1, SQLITE_STATIC);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (select)) == SQLITE_ROW)
      {
        for (guint i = 0; i < shape->columns->len; i++)
          sqlite3_bind_value (insert, (int) i + 1, sqlite3_column_value (select, (int) i));
        sqlite3_step (insert);
        if (ytt_sqlite_failed (scratch, sqlite3_reset (insert), error))
          return FALSE;
      }

  return !ytt_sqlite_failed (db, rc, error);
}

static gboolean
make_table (sqlite3        *scratch,
            const char     *schema,
            YttTableShape  *shape,
            GError        **error)
{
  g_autofree char *columns = list_columns (shape, "", FALSE);
  g_autofree char *sql = g_strdup_printf ("CREATE TABLE %s.\"%s\" (\"%s\" INTEGER PRIMARY KEY%s)", schema,
                                          shape->record->name, (const char *) g_ptr_array_index (shape->columns, 0),
                                          columns);

  return ytt_sqlite_exec (scratch, sql, error);
}

/* What a table's rows held, and what they hold: into the session. */
static gboolean
compare_table (sqlite3          *db,
               sqlite3          *scratch,
               sqlite3_session  *session,
               const char       *table,
               GError          **error)
{
  g_autoptr(YttTableShape) shape = ytt_table_shape_read (db, table, error);
  g_autofree char *noted = NULL;
  g_autofree char *columns = NULL;
  g_autofree char *before_sql = NULL;
  g_autofree char *after_sql = NULL;
  int rc;

  if (shape == NULL)
    return FALSE;

  noted = list_columns (shape, NULL, TRUE);
  columns = list_columns (shape, "t.", FALSE);
  before_sql = g_strdup_printf ("SELECT record%s FROM history_noted WHERE record_table = ?1 AND existed", noted);
  after_sql = g_strdup_printf ("SELECT t.id%s FROM history_noted n JOIN \"%s\" t ON t.id = n.record WHERE n.record_table = ?1",
                               columns, table);

  if (!make_table (scratch, "before", shape, error) || !make_table (scratch, "main", shape, error) ||
      !copy_rows (db, before_sql, scratch, "before", shape, error) ||
      !copy_rows (db, after_sql, scratch, "main", shape, error))
    return FALSE;

  rc = sqlite3session_attach (session, table);
  if (rc == SQLITE_OK)
    rc = sqlite3session_diff (session, "before", table, NULL);

  return !ytt_sqlite_failed (scratch, rc, error);
}

static gboolean
has_notes_of (sqlite3    *db,
              const char *table)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;

  if (sqlite3_prepare_v2 (db, "SELECT 1 FROM history_noted WHERE record_table = ?1 LIMIT 1", -1, &stmt, NULL) != SQLITE_OK)
    return FALSE;

  sqlite3_bind_text (stmt, 1, table, -1, SQLITE_STATIC);

  return sqlite3_step (stmt) == SQLITE_ROW;
}

/* All records to which something was done, as their table and key: what a row was a part of, and what it is now. */
static char *
write_records_query (sqlite3  *db,
                     GError  **error)
{
  const YttRecordTable *tables = ytt_record_tables_get ();
  g_autoptr(GString) sql = g_string_new ("SELECT '' AS record_table, 0 AS record WHERE 0");

  for (guint i = 0; tables[i].name != NULL; i++)
    {
      const YttOwner *owner = &tables[i].owners[0];
      g_autoptr(YttTableShape) shape = NULL;

      if (!has_notes_of (db, tables[i].name))
        continue;
      if (owner->column == NULL)
        {
          g_string_append_printf (sql, " UNION SELECT '%s', record FROM history_noted WHERE record_table = '%s'",
                                  tables[i].name, tables[i].name);
          continue;
        }

      shape = ytt_table_shape_read (db, tables[i].name, error);
      if (shape == NULL)
        return NULL;
      g_string_append_printf (sql,
                              " UNION SELECT '%s', c%d FROM history_noted WHERE record_table = '%s' AND existed"
                              " UNION SELECT '%s', t.\"%s\" FROM history_noted n JOIN \"%s\" t ON t.id = n.record"
                              "       WHERE n.record_table = '%s'",
                              owner->table, ytt_table_shape_find_column (shape, owner->column), tables[i].name,
                              owner->table, owner->column, tables[i].name, tables[i].name);
    }

  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* (transfer full) (nullable): a record's name as it is now, or as it was when it went */
static char *
read_title (sqlite3       *db,
            YttTableShape *shape,
            gint64         record)
{
  int column = ytt_table_shape_find_column (shape, shape->record->title);
  g_autofree char *sql = NULL;
  g_autoptr(sqlite3_stmt) stmt = NULL;

  sql = g_strdup_printf ("SELECT coalesce ((SELECT \"%s\" FROM \"%s\" WHERE id = ?1), (SELECT c%d FROM history_noted"
                         "                  WHERE record_table = '%s' AND record = ?1 AND existed))",
                         shape->record->title, shape->record->name, column, shape->record->name);
  if (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL) != SQLITE_OK)
    return NULL;

  sqlite3_bind_int64 (stmt, 1, record);

  return sqlite3_step (stmt) == SQLITE_ROW ? ytt_sqlite_dup_text (stmt, 0) : NULL;
}

/* (transfer full) (nullable): which record, or how many */
static char *
write_summary (sqlite3  *db,
               GError  **error)
{
  g_autofree char *sql = write_records_query (db, error);
  g_autoptr(sqlite3_stmt) stmt = NULL;
  g_autoptr(YttTableShape) shape = NULL;
  g_autofree char *title = NULL;
  gint64 record = 0;
  guint n = 0;
  int rc;

  if (sql == NULL)
    return NULL;

  rc = sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW && n++ == 0)
      {
        record = sqlite3_column_int64 (stmt, 1);
        shape = ytt_table_shape_read (db, (const char *) sqlite3_column_text (stmt, 0), NULL);
      }
  if (ytt_sqlite_failed (db, rc, error))
    return NULL;

  if (n == 1 && shape != NULL && (title = read_title (db, shape, record)) != NULL)
    /* Translators: an entry of the history; the name of what was changed */
    return g_strdup_printf (_("Another program changed %s"), title);

  /* Translators: an entry of the history */
  return g_strdup_printf (ngettext ("Another program changed %u record", "Another program changed %u records", n), n);
}

/* Without a name it is in a file that nobody sees, and in memory as long as it is small. */
static sqlite3 *
open_scratch (GError **error)
{
  g_autoptr(sqlite3) scratch = NULL;
  int rc = sqlite3_open_v2 ("", &scratch, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);

  if (ytt_sqlite_failed (scratch, rc, error) ||
      !ytt_sqlite_exec (scratch, "ATTACH '' AS before; PRAGMA main.journal_mode = OFF; PRAGMA before.journal_mode = OFF; BEGIN",
                        error))
    return NULL;

  return g_steal_pointer (&scratch);
}

/**
 * ytt_outside_record:
 * @db: the connection that writes, inside a transaction
 * @error: return location for an error
 *
 * Makes an entry of what other programs did since this was asked last. It can be told and taken back like any other.
 *
 * Returns: the entry's key; 0 if all is as it was, or with an error
 */
gint64
ytt_outside_record (sqlite3  *db,
                    GError  **error)
{
  const YttRecordTable *tables = ytt_record_tables_get ();
  g_autofree char *summary = write_summary (db, error);
  g_autoptr(sqlite3) scratch = summary != NULL ? open_scratch (error) : NULL;
  g_autoptr(sqlite3_session) session = NULL;
  YttHistoryHead head = { YTT_HISTORY_OUTSIDE, NULL, summary, NULL, 0 };
  g_autoptr(GError) failure = NULL;
  gint64 entry;

  if (scratch == NULL || ytt_sqlite_failed (scratch, sqlite3session_create (scratch, "main", &session), error))
    return 0;

  for (guint i = 0; tables[i].name != NULL; i++)
    if (has_notes_of (db, tables[i].name) && !compare_table (db, scratch, session, tables[i].name, error))
      return 0;

  entry = ytt_history_write (db, session, &head, NULL, &failure);

  if (failure == NULL && ytt_outside_forget (db, &failure))
    return entry;

  g_propagate_error (error, g_steal_pointer (&failure));

  return 0;
}
