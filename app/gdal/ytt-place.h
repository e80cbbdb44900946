#pragma once

#include "ytt-server.h"

G_BEGIN_DECLS

/**
 * YttPlace:
 * @version: of the server, such as 150004
 * @postgis: (nullable): the schema that PostGIS is in
 * @database: its name
 * @exists: whether the schema is there
 * @may_create: whether the user may make it, or tables in it
 * @read_only: whether the server is a copy of another
 * @schema: the number of the document's schema that is published there, 0 for none
 * @n_facilities: how many are published there
 *
 * A schema of a server, as a place to publish to.
 */
typedef struct
{
  int       version;
  char     *postgis;
  char     *database;
  gboolean  exists;
  gboolean  may_create;
  gboolean  read_only;
  int       schema;
  gint64    n_facilities;
} YttPlace;

/* Its quiet end: where nothing was looked at yet, nothing is freed. */
void     ytt_place_clear (YttPlace    *place);
gboolean ytt_place_look  (YttServer   *server,
                          const char  *schema,
                          YttPlace    *place,
                          GError     **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (YttPlace, ytt_place_clear)

G_END_DECLS
