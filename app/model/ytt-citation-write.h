#pragma once

#include "ytt-record.h"

G_BEGIN_DECLS

/* Sources as programs that keep references read them. */

/* (transfer full): what a source is cited by: its own key, or one of its publisher, year and title; none of @taken */
char *ytt_citation_make_key      (const YttSource *source,
                                  GHashTable      *taken);
void  ytt_citation_append_bibtex (GString         *out,
                                  const YttSource *source,
                                  const char      *key);
void  ytt_citation_append_csl    (GString         *out,
                                  const YttSource *source,
                                  const char      *key);

G_END_DECLS
