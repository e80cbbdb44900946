#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Rows of CSV as RFC 4180 writes them, in UTF-8. */
void ytt_csv_append_row (GString            *csv,
                         const char * const *cells);

G_END_DECLS
