#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean ytt_text_has_bars    (const char *text,
                               gsize       length);
char    *ytt_text_with_commas (const char *text,
                               gsize       length,
                               char        separator,
                               gsize      *new_length);
gsize    ytt_text_find_only_column (const char *text,
                                    gsize       length);

G_END_DECLS
