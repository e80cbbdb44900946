#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which of the words that are known was meant by one that is not. */
const char  *ytt_nearest_find         (const char * const *words,
                                       const char         *text);
guint        ytt_nearest_get_distance (const char         *a,
                                       const char         *b);

G_END_DECLS
