#pragma once

#include "ytt-field.h"

G_BEGIN_DECLS

/* What an edit did, with the name of the record. */
char *ytt_summary_fill_in (const char *format,
                           const char *name);
void  ytt_field_summarize (YttField   *field,
                           const char *format,
                           const char *name);

G_END_DECLS
