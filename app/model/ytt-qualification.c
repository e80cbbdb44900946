#include "config.h"

#include "ytt-qualification.h"

static gboolean
has (guint says,
     guint what)
{
  return (says & (1u << what)) != 0;
}

static void
add (GArray       *list,
     YttQualifier  qualifier,
     YttTense      tense)
{
  YttQualification qualification = { qualifier, tense };

  g_array_append_val (list, qualification);
}

/**
 * ytt_qualifications_list:
 * @says: what was said: a bit for each #YttQualifier and #YttSays
 * @is_range: whether the value has two ends, so that "from" is no "at least"
 *
 * A claim has one qualifier (facts of the data set: planned and expected are always promised, about and up-to may be
 * either, at-least is always stated). What is planned is about, what is promised to be about is both, and what is planned
 * at most is a promise; but nothing is planned and at least: that is for people to say.
 *
 * Returns: (transfer full) (element-type YttQualification): what it may come to, one at least
 */
GArray *
ytt_qualifications_list (guint    says,
                         gboolean is_range)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (YttQualification));
  gboolean planned = has (says, YTT_QUALIFIER_PLANNED) || has (says, YTT_QUALIFIER_EXPECTED);
  gboolean promised = planned || has (says, YTT_SAYS_PROMISED);
  gboolean about = has (says, YTT_QUALIFIER_ABOUT) || has (says, YTT_SAYS_ESTIMATED);
  gboolean at_least = has (says, YTT_QUALIFIER_AT_LEAST) || has (says, YTT_SAYS_AFTER)
                      || (has (says, YTT_SAYS_FROM) && !is_range);

  if (has (says, YTT_QUALIFIER_UP_TO) || has (says, YTT_SAYS_BEFORE))
    {
      add (list, YTT_QUALIFIER_UP_TO, promised ? YTT_TENSE_PROMISED : YTT_TENSE_STATED);
      if (at_least)
        add (list, YTT_QUALIFIER_AT_LEAST, YTT_TENSE_STATED);
      return list;
    }

  if (has (says, YTT_QUALIFIER_PLANNED) || (promised && !planned && !about))
    add (list, YTT_QUALIFIER_PLANNED, YTT_TENSE_PROMISED);
  if (has (says, YTT_QUALIFIER_EXPECTED) || (has (says, YTT_SAYS_ESTIMATED) && !promised))
    add (list, YTT_QUALIFIER_EXPECTED, YTT_TENSE_PROMISED);
  if (at_least)
    add (list, YTT_QUALIFIER_AT_LEAST, YTT_TENSE_STATED);
  else if (!planned && about)
    add (list, YTT_QUALIFIER_ABOUT, promised ? YTT_TENSE_PROMISED : YTT_TENSE_STATED);
  if (list->len == 0)
    add (list, YTT_QUALIFIER_EXACT, YTT_TENSE_STATED);

  return list;
}
