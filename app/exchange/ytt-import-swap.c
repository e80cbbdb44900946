/* Whether latitude and longitude of a file are the other way round, which half of all maps by hand have had once. */

#include "config.h"

#include "ytt-import-private.h"

#include <math.h>

/* Countries are looked up for so many rows, which tell enough of all. */
#define MOST_LOOKED_UP 500

/* A town so near tells the country of a place, in metres. */
#define REACH 100000

/* So many rows must speak for it where one speaks against it. */
#define TIMES_MORE 4

void
ytt_import_swaps_clear (YttImportSwaps *swaps)
{
  g_clear_pointer (&swaps->towns, ytt_gazetteer_unref);
}

/* Without a basemap countries say nothing. */
static void
load_towns (YttImportSwaps *swaps)
{
  g_autofree char *path = ytt_basemap_find_file ();
  g_autoptr(YttBasemap) basemap = ytt_basemap_open (path, NULL);

  swaps->loaded = TRUE;
  if (basemap != NULL)
    swaps->towns = ytt_gazetteer_new (basemap);
}

static gboolean
is_in (YttImportSwaps *swaps,
       const char     *country,
       double          latitude,
       double          longitude)
{
  YttTown town;

  return ytt_gazetteer_find_nearest (swaps->towns, latitude, longitude, REACH, &town) && g_str_equal (town.country, country);
}

/* Whether the document has a facility of that name at the place, and else whether it has one at the swapped place. */
static gboolean
look_for_name (YttImportSwaps     *swaps,
               YttFacts           *facts,
               const YttImportRow *read)
{
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean here = FALSE, there = FALSE;

  ytt_facts_find_name (facts, read->name, keys);
  for (guint i = 0; i < keys->len; i++)
    {
      YttFactsFacility facility;

      if (!ytt_facts_get_facility (facts, g_array_index (keys, gint64, i), &facility) || isnan (facility.longitude))
        continue;
      here |= ytt_import_are_near (read->longitude, read->latitude, facility.longitude, facility.latitude);
      there |= ytt_import_are_near (read->latitude, read->longitude, facility.longitude, facility.latitude);
    }
  swaps->n_right += here;
  swaps->n_swapped += !here && there;

  return here || there;
}

static void
look_for_country (YttImportSwaps     *swaps,
                  const YttImportRow *read)
{
  if (!swaps->loaded)
    load_towns (swaps);
  if (swaps->towns == NULL || swaps->n_looked_up++ >= MOST_LOOKED_UP)
    return;

  if (is_in (swaps, read->country, read->latitude, read->longitude))
    swaps->n_right++;
  else if (is_in (swaps, read->country, read->longitude, read->latitude))
    swaps->n_swapped++;
}

/*< private >
 * ytt_import_swaps_note:
 * @swaps: what the rows before said
 * @facts: what the document knows
 * @read: (nullable): what a row says
 * @error: (nullable): why it cannot be read
 *
 * Looks what a row says about the order of its coordinates: no latitude is beyond 90 degrees; a facility of its name is
 * where it would be the other way round; or its country is.
 */
void
ytt_import_swaps_note (YttImportSwaps     *swaps,
                       YttFacts           *facts,
                       const YttImportRow *read,
                       const GError       *error)
{
  if (read == NULL)
    swaps->n_swapped += g_error_matches (error, YTT_IMPORT_SWAPPED_ERROR);
  else if (isnan (read->latitude))
    return;
  else if (fabs (read->longitude) > 90)
    swaps->n_right++;
  else if (!look_for_name (swaps, facts, read) && *read->country != '\0')
    look_for_country (swaps, read);
}

/*< private >
 * ytt_import_swaps_count:
 * @swaps: what all rows said
 *
 * Returns: how many rows have latitude and longitude the other way round, 0 where that is not so of nearly all that say it
 */
guint
ytt_import_swaps_count (const YttImportSwaps *swaps)
{
  return swaps->n_swapped > TIMES_MORE * swaps->n_right ? swaps->n_swapped : 0;
}
