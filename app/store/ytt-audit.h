#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  YTT_FINDING_FILE,         /* pages or indexes that SQLite finds damaged */
  YTT_FINDING_SCHEMA,       /* a table, a view or a trigger that is not as this version writes it */
  YTT_FINDING_VALUE,        /* a value that its column should not hold */
  YTT_FINDING_REFERENCE,    /* a row is named that is not there */
  YTT_FINDING_DERIVED,      /* what is derived from the records is not what the rule gives */
  YTT_FINDING_SOURCE,       /* a fact without a source */
  YTT_FINDING_HISTORY,      /* an entry of the history of which a part is missing */
  YTT_FINDING_GEOPACKAGE,   /* what GeoPackage 1.3 asks for is not there */
} YttFindingKind;

#define YTT_N_FINDING_KINDS 8

/**
 * YttFinding:
 * @kind: what kind of fault it is
 * @table: (nullable): the table; %NULL for the file
 * @row: its key; 0 for the table as a whole
 * @column: (nullable): the column
 * @name: (nullable): what people know the row by
 * @what: what is wrong, as a sentence that goes on after the place, without its full stop
 * @advice: what to do, as whole sentences
 *
 * Something in a document that should not be so.
 */
typedef struct
{
  YttFindingKind  kind;
  const char     *table;
  gint64          row;
  const char     *column;
  const char     *name;
  const char     *what;
  const char     *advice;
} YttFinding;

/* The finding is there only for the call. */
typedef void (*YttFindingFunc) (const YttFinding *finding,
                                gpointer          data);

/* "reference"; never translated */
const char *ytt_finding_kind_get_code (YttFindingKind    kind);

gboolean    ytt_audit_document        (const char       *path,
                                       YttFindingFunc    func,
                                       gpointer          data,
                                       GCancellable     *cancellable,
                                       GError          **error);

G_END_DECLS
