/* Looking at a whole document for all that could be wrong with it, without touching it. */

#include "config.h"

#include "ytt-audit-private.h"

#include "ytt-schema.h"
#include "ytt-store-head.h"

#include <glib/gi18n.h>
#include <string.h>

/* As many lines of SQLite's own verdict, which stops at 100 unless it is told. */
#define MOST_PAGES 1000000

/**
 * ytt_finding_kind_get_code:
 * @kind: a kind of finding
 *
 * Returns: (transfer none): what programs know it by; never translated
 */
const char *
ytt_finding_kind_get_code (YttFindingKind kind)
{
  static const char * const codes[YTT_N_FINDING_KINDS] = {
    [YTT_FINDING_FILE]       = "file",
    [YTT_FINDING_SCHEMA]     = "schema",
    [YTT_FINDING_VALUE]      = "value",
    [YTT_FINDING_REFERENCE]  = "reference",
    [YTT_FINDING_DERIVED]    = "derived",
    [YTT_FINDING_SOURCE]     = "source",
    [YTT_FINDING_HISTORY]    = "history",
    [YTT_FINDING_GEOPACKAGE] = "geopackage",
  };

  g_return_val_if_fail (kind < YTT_N_FINDING_KINDS, NULL);

  return codes[kind];
}

/*< private >
 * ytt_audit_tell:
 * @self: an audit
 * @place: where
 * @advice: what to do, in whole sentences
 * @format: what is wrong
 * @...: for @format
 *
 * Tells whoever asked of a finding.
 */
void
ytt_audit_tell (YttAudit       *self,
                const YttPlace *place,
                const char     *advice,
                const char     *format,
                ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  self->func (&(YttFinding) { place->kind, place->table, place->row, place->column, place->name, what, advice }, self->data);
}

static gboolean
is_damage (int rc)
{
  return (rc & 0xff) == SQLITE_CORRUPT || (rc & 0xff) == SQLITE_NOTADB;
}

static void
tell_damage (YttAudit *self)
{
  ytt_audit_tell (self, &(YttPlace) { YTT_FINDING_FILE },
                  _("Go on with a backup copy, or open the document in Ytterby, which recovers what can be read."),
                  _("a part of it cannot be read, and what stands there was not looked at"));
}

/*< private >
 * ytt_audit_ask:
 * @self: an audit
 * @sql: a question
 * @func: called with each row of the answer
 * @data: for @func
 * @error: return location for a #YttError
 *
 * Damage that is met on the way is a finding, and ends the answer.
 *
 * Returns: %FALSE if the question could not be asked
 */
gboolean
ytt_audit_ask (YttAudit         *self,
               const char       *sql,
               YttAuditRowFunc   func,
               gpointer          data,
               GError          **error)
{
  g_autoptr(sqlite3_stmt) stmt = NULL;
  int rc = sqlite3_prepare_v2 (self->db, sql, -1, &stmt, NULL);

  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    if ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
      func (self, stmt, data);

  if (is_damage (rc))
    {
      tell_damage (self);
      return TRUE;
    }

  return !ytt_sqlite_failed (self->db, rc, error);
}

/* The file */

static void
tell_page (YttAudit     *self,
           sqlite3_stmt *stmt,
           gpointer      data)
{
  const char *verdict = (const char *) sqlite3_column_text (stmt, 0);
  g_auto(GStrv) lines = g_strsplit (verdict != NULL ? verdict : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0' && !g_str_has_prefix (lines[i], "***") && strcmp (lines[i], "ok") != 0)
      ytt_audit_tell (self, &(YttPlace) { YTT_FINDING_FILE },
                      _("Go on with a backup copy, or open the document in Ytterby, which recovers what can be read."),
                      _("it is damaged: %s"), lines[i]);
}

/* Of a connection that knows no virtual tables: since 3.44, SQLite asks them too, and the search index is looked at by
 * itself. It reads all, whatever its length. */
static gboolean
audit_pages (YttAudit        *self,
             gboolean         immutable,
             const YttGuard  *guard,
             GError         **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA integrity_check(%d)", MOST_PAGES);
  g_autoptr(sqlite3) db = ytt_sqlite_connect_to_read (self->path, immutable, guard, error);
  YttAudit pages = *self;

  if (db == NULL || ytt_sqlite_failed (db, sqlite3_drop_modules (db, NULL), error))
    return FALSE;

  sqlite3_limit (db, SQLITE_LIMIT_LENGTH, G_MAXINT);
  pages.db = db;

  return ytt_audit_ask (&pages, sql, tell_page, NULL, error);
}

/* The schema */

static void
take_difference (const char *type,
                 const char *name,
                 const char *what,
                 gboolean    unreadable,
                 gpointer    data)
{
  YttAudit *self = data;
  g_autofree char *text = g_strdup (what);

  self->unreadable |= unreadable;
  self->other_rule |= strcmp (type, "view") == 0;
  if (g_str_has_suffix (text, "."))
    text[strlen (text) - 1] = '\0';

  ytt_audit_tell (self, &(YttPlace) { YTT_FINDING_SCHEMA, name },
                  unreadable ? _("Go on with a backup copy, or open the document in Ytterby, which recovers what can be read.")
                             : _("Save a copy of the document in Ytterby: there it is put right."),
                  "%s", text);
}

static gboolean
audit_schema (YttAudit  *self,
              GError   **error)
{
  const YttSchema *schema = ytt_schema_get_default ();
  guint number;

  if (!ytt_schema_read_number (self->db, &number, error))
    return FALSE;

  if (number == 0)
    g_set_error (error, YTT_ERROR, YTT_ERROR_NOT_OURS, _("“%s” is a GeoPackage, but not a document of Ytterby"), self->path);
  else if (number > ytt_schema_get_number (schema))
    g_set_error (error, YTT_ERROR, YTT_ERROR_TOO_NEW,
                 _("“%s” was written by a later version of Ytterby (its schema is %u, this version knows %u)"),
                 self->path, number, ytt_schema_get_number (schema));
  else if (number < ytt_schema_get_number (schema))
    g_set_error (error, YTT_ERROR, YTT_ERROR_INVALID,
                 _("“%s” was written by an earlier version of Ytterby. Open it there once, which brings it up to date."),
                 self->path);
  else
    return ytt_schema_list_differences (schema, self->db, take_difference, self, error);

  return FALSE;
}

/* The whole */

static gboolean
audit (YttAudit            *self,
       const YttStoreHead  *head,
       const YttGuard      *guard,
       GError             **error)
{
  gboolean immutable = head->wal && !head->has_wal_file;
  g_autoptr(sqlite3) db = ytt_sqlite_connect_to_read (self->path, immutable, guard, error);

  if (db == NULL)
    return FALSE;

  self->db = db;

  return audit_pages (self, immutable, guard, error)
         && audit_schema (self, error)
         && ytt_audit_geopackage (self, error)
         && (self->unreadable || ytt_audit_rows (self, error))
         && (self->unreadable || self->other_rule || ytt_audit_derived (self, error));
}

/* Whoever may only read cannot undo what somebody else left half done. */
static gboolean
tell_half_done (YttAudit *self)
{
  g_autofree char *journal = g_strconcat (self->path, "-journal", NULL);
  g_autofree char *name = g_path_get_basename (journal);
  g_autofree char *shown = g_filename_display_name (name);

  if (!g_file_test (journal, G_FILE_TEST_EXISTS))
    return FALSE;

  ytt_audit_tell (self, &(YttPlace) { YTT_FINDING_FILE },
                  _("Open the document in Ytterby, which takes that back, and look again."),
                  _("a program was stopped while it wrote, and left “%s”"), shown);

  return TRUE;
}

/**
 * ytt_audit_document:
 * @path: (type filename): a document that this process has no connection to
 * @func: called with each finding
 * @data: for @func
 * @cancellable: (nullable): to give up
 * @error: return location for a #YttError
 *
 * Looks at a document, in the calling thread, for all that could be wrong with it: whether the file is whole, its schema
 * is ours, each value is of the kind that its column asks for, whatever is named is there, what is derived is what the rule
 * gives, facts have sources, no part of the history is missing, and it is a GeoPackage. Nothing is ever written.
 *
 * Returns: %FALSE if it could not be looked at
 */
gboolean
ytt_audit_document (const char      *path,
                    YttFindingFunc   func,
                    gpointer         data,
                    GCancellable    *cancellable,
                    GError         **error)
{
  const YttGuard guard = { cancellable, NULL };
  YttAudit self = { NULL, path, func, data };
  YttStoreHead head = { 0 };
  g_autoptr(GError) reason = NULL;

  g_return_val_if_fail (path != NULL && func != NULL, FALSE);

  if (!ytt_store_head_read (path, &head, error))
    return FALSE;
  if (audit (&self, &head, &guard, &reason))
    return TRUE;

  if (g_error_matches (reason, YTT_ERROR, YTT_ERROR_PERMISSION) && tell_half_done (&self))
    return TRUE;

  /* Where even the first page is damaged, nothing else can be asked. */
  if (g_error_matches (reason, YTT_ERROR, YTT_ERROR_DAMAGED))
    {
      tell_damage (&self);
      return TRUE;
    }

  g_propagate_error (error, g_steal_pointer (&reason));

  return FALSE;
}
