#include "config.h"

#include "ytt-profile-rows.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ytt-detail-rows.h"
#include "ytt-format.h"
#include "ytt-link-sample.h"
#include "ytt-symbol-image.h"

static void
make_activatable (GtkWidget  *row,
                  const char *action_name,
                  gint64      target)
{
  ytt_row_add_chevron (row);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action_name);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "x", target);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
}

static void
show_facility (GtkWidget   *row,
               YttFacility *facility)
{
  const YttFacilityRow *read = ytt_facility_get_row (facility);
  const char *stake = g_object_get_data (G_OBJECT (row), "stake");
  g_autofree char *place = NULL, *subtitle = NULL;
  YttSymbolImage *symbol = g_object_get_data (G_OBJECT (row), "symbol");

  if (read == NULL)
    return;

  place = ytt_format_place (read->locality, NULL, read->country);
  if (stake != NULL && *place != '\0')
    subtitle = g_strdup_printf ("%s · %s", stake, place);
  else
    subtitle = g_strdup (stake != NULL ? stake : place);
  if (read->headline != NULL)
    {
      g_autofree char *before = g_steal_pointer (&subtitle);

      subtitle = g_strdup_printf ("%s\n%s · %s", before, ytt_status_get_label (read->status), read->headline);
    }
  else
    {
      g_autofree char *before = g_steal_pointer (&subtitle);

      subtitle = g_strdup_printf ("%s\n%s", before, ytt_status_get_label (read->status));
    }

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), read->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  ytt_symbol_image_set_stages (symbol, read->stages);
  ytt_symbol_image_set_status (symbol, read->status);
}

static void
loaded_cb (GtkWidget   *row,
           GParamSpec  *pspec,
           YttFacility *facility)
{
  show_facility (row, facility);
}

/**
 * ytt_stake_row_new:
 * @stake: what somebody is to the facility
 * @facility: the facility, which may not have been read yet
 *
 * Returns: (transfer floating): a row that leads to the facility
 */
GtkWidget *
ytt_stake_row_new (const YttStake *stake,
                   YttFacility    *facility)
{
  GtkWidget *row = ytt_property_row_new ("", NULL);
  GtkWidget *symbol = ytt_symbol_image_new (YTT_STAGE_NONE, YTT_STATUS_UNKNOWN, 32);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), symbol);
  g_object_set_data (G_OBJECT (row), "symbol", symbol);
  g_object_set_data_full (G_OBJECT (row), "stake", ytt_stake_format (stake->operates, stake->owns, stake->share), g_free);
  make_activatable (row, "detail.select", stake->facility);

  g_signal_connect_object (facility, "notify::loaded", G_CALLBACK (loaded_cb), row, G_CONNECT_SWAPPED);
  /* The list keeps a facility only as long as somebody looks at it. */
  g_object_set_data_full (G_OBJECT (row), "facility", g_object_ref (facility), g_object_unref);
  show_facility (row, facility);

  return row;
}

/**
 * ytt_subsidiary_row_new:
 * @organisation: an organisation below another one, or in a country
 *
 * Returns: (transfer floating): a row that leads to its page
 */
GtkWidget *
ytt_subsidiary_row_new (const YttOrganisation *organisation)
{
  const char *kind = ytt_organisation_kind_get_label (organisation->kind);
  g_autofree char *subtitle = NULL;
  GtkWidget *row;

  if (organisation->country != NULL)
    subtitle = g_strdup_printf ("%s · %s", kind, ytt_country_get_name (organisation->country));
  row = ytt_property_row_new (organisation->name, subtitle != NULL ? subtitle : kind);
  make_activatable (row, "detail.organisation", organisation->id);

  return row;
}

/**
 * ytt_announced_row_new:
 * @announcement: what was announced
 *
 * Returns: (transfer floating): a row that leads to it on the page of announcements
 */
GtkWidget *
ytt_announced_row_new (const YttAnnouncement *announcement)
{
  g_autofree char *date = *announcement->date != '\0' ? ytt_format_date (announcement->date) : g_strdup (_("no date"));
  g_autoptr(GString) subtitle = g_string_new (date);
  GtkWidget *row;

  g_string_append_printf (subtitle, " · %s", ytt_announcement_kind_get_label (announcement->kind));
  if (announcement->amount != NULL)
    {
      g_autofree char *amount = ytt_format_amount (announcement->amount, announcement->currency,
                                                   announcement->amount_qualifier);

      g_string_append_printf (subtitle, " · %s", amount);
    }

  row = ytt_property_row_new (announcement->title, subtitle->str);
  make_activatable (row, "detail.announcement", announcement->id);

  return row;
}

/**
 * ytt_flow_row_new:
 * @link: a supply link
 *
 * Returns: (transfer floating): from where to where, what and how far it has come; it leads to the facility at its
 *   beginning
 */
GtkWidget *
ytt_flow_row_new (const YttSupplyLink *link)
{
  YttLinkState drawn = ytt_link_standing_get_drawn (link->standing, link->state);
  g_autofree char *what = ytt_supply_format (link->material, link->state, link->since, link->until);
  g_autofree char *source = ytt_supply_link_format_source (link);
  g_autofree char *title = g_strdup_printf ("%s → %s", link->from.name, link->to.name);
  g_autofree char *subtitle = source != NULL ? g_strdup_printf ("%s\n%s", what, source) : g_steal_pointer (&what);
  /* Translators: a supply link for a screen reader: who supplies, who is supplied, and what */
  g_autofree char *label = g_strdup_printf (_("From %s to %s: %s"), link->from.name, link->to.name, subtitle);
  GtkWidget *row = ytt_property_row_new (title, subtitle);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), ytt_link_sample_new (link->maker, drawn));
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  make_activatable (row, "detail.select", link->from.facility);

  return row;
}

/**
 * ytt_statistic_row_new:
 * @statistic: what was published on the country
 *
 * Returns: (transfer floating): a row that opens the page it was published on
 */
GtkWidget *
ytt_statistic_row_new (const YttStatistic *statistic)
{
  const YttSource *source = statistic->source;
  g_autofree char *value = ytt_statistic_format (statistic);
  g_autofree char *date = source->published != NULL ? ytt_format_date (source->published) : g_strdup (_("no date"));
  /* Translators: a statistic and its year: "Mine production, 2024" */
  g_autofree char *title = g_strdup_printf (_("%s, %d"), ytt_statistic_measure_get_label (statistic->measure),
                                            statistic->year);
  g_autofree char *subtitle = g_strdup_printf ("%s\n%s, %s", value,
                                               source->publisher != NULL ? source->publisher : source->title, date);
  GtkWidget *row = ytt_property_row_new (title, subtitle);

  ytt_row_open_page (row, source->url);

  return row;
}
