#pragma once

#include "ytt-text-field.h"

G_BEGIN_DECLS

/* A text field for a year, a month or a day in any form that people write: "2027", "Sep 2025", "8 September 2025". */
GtkWidget *ytt_date_field_new  (const char *title);
/* As ytt_field_bind(). The column holds dates in ISO 8601, or nothing. */
void       ytt_date_field_bind (YttField   *field,
                                YttEditor  *editor,
                                const char *table,
                                const char *column);

G_END_DECLS
