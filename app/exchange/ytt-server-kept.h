#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The server that was published to, or updated from, last: for the next time. */

/* address, schema: (out) (transfer full): "" where nothing is kept */
void     ytt_server_kept_load (const char  *folder,
                               char       **address,
                               char       **schema);
gboolean ytt_server_kept_save (const char  *folder,
                               const char  *address,
                               const char  *schema,
                               GError     **error);

G_END_DECLS
