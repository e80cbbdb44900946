#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean ytt_web_is_address (const char *uri);

G_END_DECLS
