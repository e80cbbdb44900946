#include "config.h"

#include "ytt-supply-link.h"

#include "ytt-format.h"

#include <glib/gi18n.h>
#include <math.h>

G_DEFINE_BOXED_TYPE (YttSupplyLink, ytt_supply_link, ytt_supply_link_ref, ytt_supply_link_unref)

/**
 * ytt_supply_link_new:
 *
 * Returns: (transfer full): a link without ends, to be filled before it is shared
 */
YttSupplyLink *
ytt_supply_link_new (void)
{
  YttSupplyLink *link = g_atomic_rc_box_new0 (YttSupplyLink);

  link->from.latitude = link->from.longitude = NAN;
  link->to.latitude = link->to.longitude = NAN;

  return link;
}

/**
 * ytt_supply_link_ref:
 * @link: a link
 *
 * Returns: (transfer full): the same link
 */
YttSupplyLink *
ytt_supply_link_ref (YttSupplyLink *link)
{
  g_return_val_if_fail (link != NULL, NULL);

  return g_atomic_rc_box_acquire (link);
}

static void
clear_end (YttSupplyEnd *end)
{
  g_free (end->name);
  g_free (end->country);
}

static void
clear (gpointer data)
{
  YttSupplyLink *link = data;

  clear_end (&link->from);
  clear_end (&link->to);
  g_free (link->material);
  g_free (link->since);
  g_free (link->until);
  g_free (link->note);
  g_free (link->source);
  g_free (link->source_date);
  g_free (link->source_url);
}

/**
 * ytt_supply_link_unref:
 * @link: (transfer full) (nullable): a link
 */
void
ytt_supply_link_unref (YttSupplyLink *link)
{
  if (link != NULL)
    g_atomic_rc_box_release_full (link, clear);
}

/**
 * ytt_supply_format:
 * @material: what is supplied
 * @state: how far that has come
 * @since: (nullable): ISO 8601
 * @until: (nullable): ISO 8601
 *
 * Returns: (transfer full): the material, how far its supply has come and since when: "NdPr oxide, planned for 2026"
 */
char *
ytt_supply_format (const char   *material,
                   YttLinkState  state,
                   const char   *since,
                   const char   *until)
{
  g_autofree char *from = since != NULL ? ytt_format_date (since) : NULL;
  g_autofree char *end = until != NULL ? ytt_format_date (until) : NULL;

  switch (state)
    {
    case YTT_LINK_OPERATING:
      /* Translators, here and below: the material that is supplied, then how far that has come and since when */
      return from != NULL ? g_strdup_printf (_("%s, flowing since %s"), material, from)
                          : g_strdup_printf (_("%s, flowing"), material);
    case YTT_LINK_CONTRACTED:
      return from != NULL ? g_strdup_printf (_("%s, contracted for %s"), material, from)
                          : g_strdup_printf (_("%s, contracted"), material);
    case YTT_LINK_PLANNED:
      return from != NULL ? g_strdup_printf (_("%s, planned for %s"), material, from)
                          : g_strdup_printf (_("%s, planned"), material);
    case YTT_LINK_MEMORANDUM:
      return from != NULL ? g_strdup_printf (_("%s, memorandum for %s"), material, from)
                          : g_strdup_printf (_("%s, memorandum"), material);
    case YTT_LINK_ENDED:
    default:
      return end != NULL ? g_strdup_printf (_("%s, ended %s"), material, end)
                         : g_strdup_printf (_("%s, ended"), material);
    }
}

/**
 * ytt_supply_link_format_source:
 * @link: a link
 *
 * Returns: (transfer full) (nullable): who says so and when, %NULL where no source is recorded
 */
char *
ytt_supply_link_format_source (const YttSupplyLink *link)
{
  g_autofree char *date = NULL;

  g_return_val_if_fail (link != NULL, NULL);

  if (link->source == NULL)
    return NULL;
  if (link->source_date == NULL)
    return g_strdup (link->source);

  date = ytt_format_date (link->source_date);

  return g_strdup_printf ("%s, %s", link->source, date);
}
