#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of the connection that failed last: whether a password was tried, be it from a file; whether one is asked for; whether
 * nothing came for too long */
gboolean ytt_libpq_get_used_password  (void);
gboolean ytt_libpq_get_needs_password (void);
gboolean ytt_libpq_get_timed_out      (void);

G_END_DECLS
