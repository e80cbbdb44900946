#pragma once

#include "ytt-codes.h"

G_BEGIN_DECLS

/* What words say beside the codes of YttQualifier; what that comes to, the rest of the text decides. A bit each. */
typedef enum
{
  YTT_SAYS_FROM = YTT_QUALIFIER_EXPECTED + 1,   /* "from 5 to 7", "from 5" */
  YTT_SAYS_ESTIMATED,                           /* about, or expected */
  YTT_SAYS_BEFORE,                              /* of dates: up to the day before */
  YTT_SAYS_AFTER,
  YTT_SAYS_PROMISED,                            /* planned or expected, whichever */
} YttSays;

typedef struct
{
  YttQualifier qualifier;
  YttTense     tense;
} YttQualification;

/* (transfer full) (element-type YttQualification): what the words may come to; more than one is to be asked */
GArray *ytt_qualifications_list (guint    says,
                                 gboolean is_range);

G_END_DECLS
