#include "config.h"

#include "ytt-format-moment.h"

#include "ytt-format.h"
#include "ytt-timeline.h"

#include <glib/gi18n.h>

char *
ytt_format_status (YttStatus status,
                   gboolean  promised)
{
  if (status == YTT_STATUS_UNKNOWN)
    return g_strdup ("");

  if (promised)
    /* Translators: a status that is not a fact but was promised for then: "Operating, promised" */
    return g_strdup_printf (_("%s, promised"), ytt_status_get_label (status));

  return g_strdup (ytt_status_get_label (status));
}

char *
ytt_format_standing (YttStatus status,
                     gboolean  promised,
                     YttMoment moment)
{
  if (moment.year == 0 || status == YTT_STATUS_UNKNOWN)
    return ytt_format_status (status, promised);

  if (promised)
    /* Translators: a status at the end of a year that was promised: "Operating in 2027, promised" */
    return g_strdup_printf (_("%s in %d, promised"), ytt_status_get_label (status), moment.year);

  /* Translators: a status at the end of a year: "Operating in 2015" */
  return g_strdup_printf (_("%s in %d"), ytt_status_get_label (status), moment.year);
}

char *
ytt_format_told (guint32 told)
{
  g_autofree char *iso = ytt_day_to_iso (told);
  g_autofree char *date = ytt_format_date (iso);

  /* Translators: only what was claimed up to that day is shown: "As told on 1 Aug 2025" */
  return g_strdup_printf (_("As told on %s"), date);
}
