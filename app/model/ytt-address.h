#pragma once

#include "ytt-number.h"

G_BEGIN_DECLS

/* Whether it is an http, https or geo address, and nothing else. */
gboolean  ytt_address_is_allowed (const char *address);
/* (transfer full) (nullable): "reuters.com", for people to read */
char     *ytt_address_get_host   (const char *address);
/* (transfer full): what two addresses of one page have in common */
char     *ytt_address_get_key    (const char *address);
/* (transfer full) (nullable): the day or the month that the address names, in ISO 8601 */
char     *ytt_address_get_date   (const char *address);
/* The address in a text, and where it stands. */
gboolean  ytt_address_find       (const char  *text,
                                  char       **address,
                                  YttSpan     *where,
                                  GError     **error);

G_END_DECLS
