#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * YttElementDefinition:
 * @code: what a filter keeps
 * @name: (translated) what people choose by
 * @source: who draws the border so
 * @light: symbols
 * @heavy: symbols
 *
 * Where light ends and heavy begins: no border is agreed, so each is named.
 */
typedef struct
{
  const char         *code;
  const char         *name;
  const char         *source;
  const char * const *light;
  const char * const *heavy;
} YttElementDefinition;

#define YTT_ELEMENT_DEFINITION_DEFAULT "usgs"

/* The seventeen symbols, in the order of the strip: lanthanides by number, then Sc and Y. */
const char * const         *ytt_elements_get                (void);
const char                 *ytt_element_get_name            (const char *symbol);   /* translated */
const YttElementDefinition *ytt_element_definitions_get     (gsize      *n_definitions);
/* (nullable) */
const YttElementDefinition *ytt_element_definition_from_code (const char *code);

G_END_DECLS
