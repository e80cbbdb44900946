#pragma once

#include "ytt-filter.h"

G_BEGIN_DECLS

/* (nullable): the value that two typed ends make; NULL where one of them cannot be read, "" where both are empty.
 * @basis is for a capacity only. A newest source has but a date that it is older than, in @to. */
char *ytt_range_text_to_value   (YttFacet     facet,
                                 const char  *basis,
                                 const char  *from,
                                 const char  *to);
/* How the end of a value is typed. */
char *ytt_range_text_from_value (YttFacet     facet,
                                 const char  *end);

G_END_DECLS
