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

/**
 * ytt_supply_link_describe:
 * @link: a link
 *
 * Returns: (transfer full): from where to where it leads, what it supplies and how far that is, and who says so, a
 *   line each; a last line where its end is drawn at no place of its own
 */
char *
ytt_supply_link_describe (const YttSupplyLink *link)
{
  g_autofree char *supply = NULL;
  g_autofree char *source = NULL;
  g_autoptr(GString) text = NULL;

  g_return_val_if_fail (link != NULL, NULL);

  supply = ytt_supply_format (link->material, link->state, link->since, link->until);
  source = ytt_supply_link_format_source (link);
  text = g_string_new (NULL);
  /* Translators: a supply link, from a facility to a facility or company */
  g_string_append_printf (text, _("%s → %s"), link->from.name, link->to.name);
  g_string_append_printf (text, "\n%s", supply);
  if (source != NULL)
    g_string_append_printf (text, "\n%s", source);
  if (link->to.facility == 0 && link->to.country != NULL)
    {
      g_string_append_c (text, '\n');
      /* Translators: a company, then its country */
      g_string_append_printf (text, _("Drawn to the country of %s, %s: its plant is not recorded"), link->to.name,
                              ytt_country_get_name (link->to.country));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
