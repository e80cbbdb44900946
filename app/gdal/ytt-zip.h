#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean ytt_zip_measure (int      fd,
                          guint64  size,
                          guint64 *unpacked);

G_END_DECLS
