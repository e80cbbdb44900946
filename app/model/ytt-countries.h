#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A country as iso-codes names it in English. */
typedef struct
{
  const char *code;   /* ISO 3166-1 alpha-2 */
  const char *name;
} YttCountry;

const YttCountry *ytt_countries_get (gsize *n_countries);

G_END_DECLS
