#pragma once

#include "fuzz.h"
#include "ytt-reading.h"

G_BEGIN_DECLS

/* What holds for the readings of any text, or for the error: one of both, and a place within the text. */
void  check_parsed   (const char       *text,
                      gconstpointer     readings,
                      const YttSpan    *where,
                      const GError     *error);
/* That what is put into a field for a reading means just that. */
void  check_typed    (const char       *attribute,
                      const YttReading *reading);

G_END_DECLS
