#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * YttMoment:
 * @year: what is shown is the state at the end of this year, 1950 to 2040; 0 for now
 * @told: only claims made up to this day count, as YYYYMMDD; 0 for all claims, dated or not
 *
 * The two clocks: when in the world, and when in the ledger. Zeroed, it is today as known today.
 */
typedef struct
{
  gint16  year;
  guint32 told;
} YttMoment;

#define YTT_MOMENT_FIRST_YEAR 1950
#define YTT_MOMENT_LAST_YEAR 2040

static inline gboolean
ytt_moment_is_now (YttMoment moment)
{
  return moment.year == 0 && moment.told == 0;
}

static inline gboolean
ytt_moment_equal (YttMoment a,
                  YttMoment b)
{
  return a.year == b.year && a.told == b.told;
}

G_END_DECLS
