#pragma once

#include "ytt-store-private.h"

G_BEGIN_DECLS

/**
 * YttSchema:
 * @steps: (array zero-terminated=1): the tables; the first step makes them, each later one
 *   appends to what the one before left. Their count is the schema's number.
 * @views: what is read from the tables
 * @triggers: what keeps the derived tables
 * @derive: works out the derived tables anew
 *
 * How a document is built, as SQL. Only tests bring another one than the default.
 */
typedef struct
{
  const char * const *steps;
  const char         *views;
  const char         *triggers;
  const char         *derive;
} YttSchema;

/* type, name: "view" and what it is called; of a trigger that is not ours the table that it is on. what: a sentence.
 * unreadable: whether rows cannot be read for it */
typedef void (*YttSchemaDifferenceFunc) (const char *type,
                                         const char *name,
                                         const char *what,
                                         gboolean    unreadable,
                                         gpointer    data);

const YttSchema *ytt_schema_get_default (void);
guint            ytt_schema_get_number  (const YttSchema *schema);
gboolean         ytt_schema_build       (const YttSchema *schema,
                                         sqlite3         *db,
                                         GError         **error);
gboolean         ytt_schema_build_bare  (const YttSchema *schema,
                                         sqlite3         *db,
                                         GError         **error);
gboolean         ytt_schema_check       (const YttSchema *schema,
                                         sqlite3         *db,
                                         const char      *path,
                                         const char      *backup_folder,
                                         char           **reason,
                                         GError         **error);
gboolean         ytt_schema_drop_foreign_triggers (const YttSchema  *schema,
                                         sqlite3         *db,
                                         GError         **error);
gboolean         ytt_schema_mend        (const YttSchema *schema,
                                         sqlite3         *db,
                                         const char      *path,
                                         GError         **error);
gboolean         ytt_schema_compare     (const YttSchema *schema,
                                         sqlite3         *db,
                                         const char      *path,
                                         char           **reason,
                                         GError         **error);
gboolean         ytt_schema_list_differences (const YttSchema *schema,
                                         sqlite3         *db,
                                         YttSchemaDifferenceFunc func,
                                         gpointer         data,
                                         GError         **error);
/* 0 if the document is none of ours */
gboolean         ytt_schema_read_number (sqlite3         *db,
                                         guint           *number,
                                         GError         **error);

G_END_DECLS
