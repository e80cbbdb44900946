#pragma once

#include "ytt-citation.h"

G_BEGIN_DECLS

/* The first BibTeX entry of a text. */
gboolean  ytt_citation_parse_bibtex   (YttCitation  *self,
                                       const char   *text,
                                       YttSpan      *where,
                                       GError      **error);
/* A citation template of a wiki, and a record of RIS. */
gboolean  ytt_citation_parse_template (YttCitation  *self,
                                       const char   *text,
                                       YttSpan      *where,
                                       GError      **error);
gboolean  ytt_citation_parse_ris      (YttCitation  *self,
                                       const char   *text,
                                       YttSpan      *where,
                                       GError      **error);
/* Fields by their names in BibTeX, values as people read them; @where becomes all of @text. */
gboolean  ytt_citation_take_fields    (YttCitation  *self,
                                       GHashTable   *fields,
                                       const char   *text,
                                       YttSpan      *where,
                                       GError      **error);
/* Takes a date, or what it may be; FALSE for no date. */
gboolean  ytt_citation_take_date      (YttCitation  *self,
                                       const char   *text);

G_END_DECLS
