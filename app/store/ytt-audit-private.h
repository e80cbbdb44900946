#pragma once

#include "ytt-audit.h"
#include "ytt-store-inspect.h"
#include "ytt-store-private.h"

G_BEGIN_DECLS

/* A document that is being looked at. */
typedef struct
{
  sqlite3        *db;
  const char     *path;
  YttFindingFunc  func;
  gpointer        data;
  gboolean        unreadable;   /* a table is missing or has other columns: its rows cannot be asked for */
  gboolean        other_rule;   /* a view is not ours: what is derived cannot be compared */
  gboolean        no_contents;  /* the tables of GeoPackage itself are not there */
} YttAudit;

/* The place of a finding; all but the kind may be left out. */
typedef struct
{
  YttFindingKind  kind;
  const char     *table;
  gint64          row;
  const char     *column;
  const char     *name;
} YttPlace;

void      ytt_audit_tell           (YttAudit        *self,
                                    const YttPlace  *place,
                                    const char      *advice,
                                    const char      *format,
                                    ...) G_GNUC_PRINTF (4, 5);

typedef void (*YttAuditRowFunc)    (YttAudit        *self,
                                    sqlite3_stmt    *stmt,
                                    gpointer         data);

/* Calls func with each row; damage that is met on the way is a finding, and no error. */
gboolean  ytt_audit_ask            (YttAudit        *self,
                                    const char      *sql,
                                    YttAuditRowFunc  func,
                                    gpointer         data,
                                    GError         **error);

gboolean  ytt_audit_geopackage     (YttAudit *self, GError **error);
gboolean  ytt_audit_rows           (YttAudit *self, GError **error);
gboolean  ytt_audit_derived        (YttAudit *self, GError **error);

/* In ytt-store-inspect.c. */
typedef void (*YttProblemFunc)     (const YttProblem *problem,
                                    gpointer          data);

gboolean  ytt_inspect_all          (sqlite3          *db,
                                    YttProblemFunc    func,
                                    gpointer          data,
                                    GError          **error);

G_END_DECLS
