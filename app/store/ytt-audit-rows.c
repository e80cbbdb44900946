/* The rows of a document: what they hold, what they name, and what they rest on. */

#include "config.h"

#include "ytt-audit-private.h"

#include "ytt-query-text.h"
#include "ytt-record-tables.h"

#include <glib/gi18n.h>

/* Values and references of what people record */

static const char *
get_advice (YttProblemKind kind)
{
  switch (kind)
    {
    case YTT_PROBLEM_LARGE:
      return _("Shorten it in the program that wrote it.");
    case YTT_PROBLEM_PLACE:
      return _("Place the facility anew in Ytterby.");
    case YTT_PROBLEM_REFERENCE:
      return _("Choose what is there instead, or delete the row.");
    case YTT_PROBLEM_CYCLE:
      return _("Take the parent company away from one of them.");
    case YTT_PROBLEM_SEARCH:
    case YTT_PROBLEM_KIND:
    case YTT_PROBLEM_TEXT:
    default:
      return _("Write it anew in Ytterby, or in the program that wrote it.");
    }
}

static const char *
get_what (YttProblemKind kind)
{
  switch (kind)
    {
    case YTT_PROBLEM_LARGE:
      return _("holds more than a million characters, so the record is not shown");
    case YTT_PROBLEM_TEXT:
      return _("holds characters that cannot be read");
    case YTT_PROBLEM_PLACE:
      return _("holds no point on the globe, so the facility is not on the map");
    case YTT_PROBLEM_REFERENCE:
      return _("names a record that is not there");
    case YTT_PROBLEM_CYCLE:
      return _("the organisation is its own parent company, over some steps");
    case YTT_PROBLEM_SEARCH:
    case YTT_PROBLEM_KIND:
    default:
      return _("holds a value of another kind than it should");
    }
}

static void
take_problem (const YttProblem *problem,
              gpointer          data)
{
  const YttPlace place = {
    problem->kind == YTT_PROBLEM_REFERENCE ? YTT_FINDING_REFERENCE : YTT_FINDING_VALUE,
    problem->table, problem->id, problem->column, problem->title
  };

  /* The index is looked at more closely with all that is derived. */
  if (problem->kind != YTT_PROBLEM_SEARCH)
    ytt_audit_tell (data, &place, get_advice (problem->kind), "%s", get_what (problem->kind));
}

/* What the other tables name: their entries, and what belongs to them. */

static void
tell_reference (YttAudit     *self,
                sqlite3_stmt *stmt,
                gpointer      data)
{
  const char *table = (const char *) sqlite3_column_text (stmt, 0);
  const char *parent = (const char *) sqlite3_column_text (stmt, 2);
  const YttPlace place = { YTT_FINDING_REFERENCE, table, sqlite3_column_int64 (stmt, 1),
                           (const char *) sqlite3_column_text (stmt, 3), NULL };

  if (table != NULL && ytt_record_tables_find (table) == NULL)
    ytt_audit_tell (self, &place, _("Delete the row in the program that wrote it."),
                    _("names a row of “%s” that is not there"), parent != NULL ? parent : "");
}

/* Facts without sources */

typedef struct
{
  const char *table;
  const char *sql;      /* id, name */
  const char *what;
  const char *advice;
} Rest;

static void
tell_rest (YttAudit     *self,
           sqlite3_stmt *stmt,
           gpointer      data)
{
  const Rest *rest = data;
  g_autofree char *name = ytt_sqlite_dup_text (stmt, 1);
  const YttPlace place = { YTT_FINDING_SOURCE, rest->table, sqlite3_column_int64 (stmt, 0), NULL, name };

  ytt_audit_tell (self, &place, _(rest->advice), "%s", _(rest->what));
}

/* A claim and a figure cannot be without: that their source is there is looked at with all references. */
static gboolean
audit_sources (YttAudit  *self,
               GError   **error)
{
  static const Rest rests[] = {
    { "facility",
      "SELECT id, name FROM facility f WHERE NOT EXISTS (SELECT 1 FROM facility_source WHERE facility = f.id)"
      " AND NOT EXISTS (SELECT 1 FROM claim WHERE facility = f.id)",
      N_("rests on no source, and no claim tells of it"), N_("Add a source to it.") },
    { "announcement",
      "SELECT id, title FROM announcement a WHERE NOT EXISTS (SELECT 1 FROM announcement_source WHERE announcement = a.id)",
      N_("rests on no source"), N_("Add a source to it.") },
    { "link",
      "SELECT id, material FROM link WHERE source IS NULL AND announcement IS NULL",
      N_("rests on no source and on no announcement"), N_("Add a source to it.") },
    { "organisation",
      "SELECT id, name FROM organisation WHERE source IS NULL AND parent IS NOT NULL",
      N_("has a parent company, and no source that tells it"), N_("Add a source to it.") },
    { "source",
      "SELECT id, source FROM source WHERE trim (title) = '' AND coalesce (trim (url), '') = ''",
      N_("has neither a title nor an address, so nobody finds it again"), N_("Give it a title, or the address of the page.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rests); i++)
    if (!ytt_audit_ask (self, rests[i].sql, tell_rest, (gpointer) &rests[i], error))
      return FALSE;

  return TRUE;
}

/* The history */

static void
tell_history (YttAudit     *self,
              sqlite3_stmt *stmt,
              gpointer      data)
{
  g_autofree char *summary = ytt_sqlite_dup_text (stmt, 1);

  ytt_audit_tell (self, &(YttPlace) { YTT_FINDING_HISTORY, "history", sqlite3_column_int64 (stmt, 0), NULL, summary },
                  _("Go on with a backup copy if it has to be taken back."),
                  _("a part of what was changed is missing, so it cannot be taken back"));
}

/* Pieces of an entry are counted from 0. */
static gboolean
audit_history (YttAudit  *self,
               GError   **error)
{
  static const char sql[] =
    "SELECT h.id, h.summary FROM history h"
    " JOIN (SELECT history, count (*) AS n, max (piece) AS last FROM history_piece GROUP BY history) p ON p.history = h.id"
    " WHERE p.n <> p.last + 1 ORDER BY h.position";

  return ytt_audit_ask (self, sql, tell_history, NULL, error);
}

/*< private >
 * ytt_audit_rows:
 * @self: an audit of a document whose tables are ours
 * @error: return location for a #YttError
 *
 * Returns: whether all rows could be looked at
 */
gboolean
ytt_audit_rows (YttAudit  *self,
                GError   **error)
{
  static const char references[] =
    "SELECT c.\"table\", c.rowid, c.parent, l.\"from\" FROM pragma_foreign_key_check c"
    " JOIN pragma_foreign_key_list (c.\"table\") l ON l.id = c.fkid";

  return ytt_inspect_all (self->db, take_problem, self, error)
         && ytt_audit_ask (self, references, tell_reference, NULL, error)
         && audit_sources (self, error)
         && audit_history (self, error);
}
