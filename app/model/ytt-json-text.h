#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A text as JSON writes it (RFC 8259, section 7), with its quotation marks. */
void ytt_json_append_text (GString    *out,
                           const char *text);

G_END_DECLS
