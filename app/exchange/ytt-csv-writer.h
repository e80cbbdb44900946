#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Rows of CSV as RFC 4180 writes them, in UTF-8. */
void ytt_csv_append_row (GString            *csv,
                         const char * const *cells);
/* (transfer none): a cell of such a row as it was before */
const char *ytt_csv_unguard (const char *cell);

G_END_DECLS
