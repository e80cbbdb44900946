#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A region of the UN's standard M49 ("Standard country or area codes for statistical use"). */
typedef struct
{
  const char *code;     /* "150" */
  const char *parent;   /* (nullable): "150" for 154, Northern Europe */
  const char *name;     /* in English; ytt_region_get_name() translates */
} YttRegion;

/* Parents stand before their children. */
const YttRegion *ytt_regions_get        (gsize      *n_regions);
const char      *ytt_region_get_name    (const char *code);
/* (nullable): the code of the smallest region that a country, in ISO 3166-1 alpha-2, belongs to */
const char      *ytt_region_of_country  (const char *iso2);
/* Whether a country is in a region, at any depth. */
gboolean         ytt_region_has_country (const char *code,
                                         const char *iso2);

G_END_DECLS
