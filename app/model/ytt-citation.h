#pragma once

#include "ytt-reading.h"

G_BEGIN_DECLS

/**
 * YttCitation:
 * @title: (nullable): of the page or the document
 * @publisher: (nullable): who published it; of a bare address, its host
 * @published: (nullable): when, in ISO 8601; %NULL too if @dates are to be asked about
 * @dates: (nullable) (element-type YttReading): what an ambiguous date may be
 * @url: (nullable): an http, https or geo address, never another
 * @rest: (nullable): words that found no place, such as authors
 *
 * A source, as far as a pasted text tells of one.
 */
typedef struct
{
  char      *title;
  char      *publisher;
  char      *published;
  GPtrArray *dates;
  char      *url;
  char      *rest;
} YttCitation;

/* (transfer full) (nullable): from an address, a citation in words, BibTeX, RIS or a wiki's template */
YttCitation *ytt_citation_parse (const char   *text,
                                 YttSpan      *where,
                                 GError      **error);
void         ytt_citation_free  (YttCitation  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttCitation, ytt_citation_free)

G_END_DECLS
