#pragma once

#include "ytt-text-field.h"

G_BEGIN_DECLS

/* A text field for an amount of money as people write it: "about USD 223m". */
GtkWidget *ytt_amount_field_new  (const char *title);
/* As ytt_field_bind(). The table has the columns "amount", "currency" and "amount_qualifier". */
void       ytt_amount_field_bind (YttField   *field,
                                  YttEditor  *editor,
                                  const char *table);

G_END_DECLS
