#pragma once

#include "ytt-citation.h"

G_BEGIN_DECLS

/* The first BibTeX entry of a text. */
gboolean  ytt_citation_parse_bibtex (YttCitation  *self,
                                     const char   *text,
                                     YttSpan      *where,
                                     GError      **error);
/* Takes a date, or what it may be; FALSE for no date. */
gboolean  ytt_citation_take_date    (YttCitation  *self,
                                     const char   *text);

G_END_DECLS
