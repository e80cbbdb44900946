#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define YTT_ID_BITS 53
#define YTT_ID_MAX ((G_GINT64_CONSTANT (1) << YTT_ID_BITS) - 1)

gint64  ytt_id_for_key  (const char *table,
                         const char *key);
gint64  ytt_id_for_digest (const guint8 *digest);
gint64  ytt_id_random   (void);

G_END_DECLS
