#include "config.h"

#include "detail-fixture.h"

#include <string.h>

#include "ytt-ledger.h"

/* A part of the shipped record of the Narva magnet plant, with two addresses that must never be opened and a name
 * that looks like markup. */

static YttSource *
add_source (YttRecord  *record,
            const char *slug,
            const char *title,
            const char *publisher,
            const char *published,
            const char *url)
{
  YttSource *source = g_new0 (YttSource, 1);

  source->id = record->sources->len + 1;
  source->slug = g_strdup (slug);
  source->title = g_strdup (title);
  source->publisher = g_strdup (publisher);
  source->published = g_strdup (published);
  source->url = g_strdup (url);
  g_ptr_array_add (record->sources, source);

  return source;
}

static YttSource *
find_source (YttRecord  *record,
             const char *slug)
{
  for (guint i = 0; i < record->sources->len; i++)
    {
      YttSource *source = g_ptr_array_index (record->sources, i);

      if (g_str_equal (source->slug, slug))
        return source;
    }

  g_assert_not_reached ();
}

static void
add_sources (YttRecord *record)
{
  add_source (record, "rohstoff", "Fortschritte auf dem Weg zu Seltenerdmagneten aus Europa (Neo, third quarter 2025)",
              "Rohstoff.net", "2025-11", "https://rohstoff.net/?p=13915");
  add_source (record, "automotiveworld", "Neo opens Estonia rare earth plant to cut EU reliance on China",
              "Automotive World", "2025-09-19",
              "https://www.automotiveworld.com/articles/neo-opens-estonia-rare-earth-plant-to-cut-eu-reliance-on-china/");
  add_source (record, "moneycontrol", "Europe's EV makers line up at Estonia rare earth magnet site (Bloomberg)",
              "Moneycontrol", "2025-09", "file:///etc/passwd");
  add_source (record, "estonianews", "Gallery: Canadian company opens new magnet factory in Narva",
              "ERR News (copy at estonianews.pages.dev)", "2025-09",
              "https://estonianews.pages.dev/1609807509/gallery-canadian-company-opens-new-magnet-factory-in-narva");
  add_source (record, "err-2025", "Magnetitehas meelitab Narva tööstusparki teisigi ettevõtteid", "ERR", "2025-02",
              "https://www.err.ee/1609616372/magnetitehas-meelitab-narva-toostusparki-teisigi-ettevotteid");
  add_source (record, "newstardom", "EU-Funded Magnet Factory in Estonia <b>Expected</b> & Awaited", "New Stardom",
              "2025", "javascript:alert(1)");
  add_source (record, "err-2023", "Silmeti omanik alustab suvel Narva 100-miljoni-eurose magnetitehase ehitust",
              "ERR", "2023-05", NULL);
  add_source (record, "pm-review", "Neo's new European sintered rare earth magnet subsidiary wins major EV supply "
              "contract", "PM Review", "2024-08-21", "http://www.pm-review.com/neos-new-european/");
}

static const struct
{
  const char  *attribute;
  const char  *part;
  const char  *value;
  const char  *value_max;
  const char  *unit;
  const char  *basis;
  YttQualifier qualifier;
  YttTense     tense;
  const char  *as_of;
  const char  *source;
  const char  *note;
} narva_claims[] = {
  { "capacity", "phase 1", "2000", NULL, "t/yr", "magnets", YTT_QUALIFIER_PLANNED, YTT_TENSE_PROMISED,
    "2024-08-21", "pm-review", "first phase, magnet block; 1 to 1.5 million traction motors" },
  { "capacity", "phase 2", "5000", NULL, "t/yr", "magnets", YTT_QUALIFIER_PLANNED, YTT_TENSE_PROMISED,
    "2024-08-21", "pm-review", "second phase" },
  { "capacity", "phase 1", "2000", NULL, "t/yr", "magnets", YTT_QUALIFIER_EXACT, YTT_TENSE_STATED,
    "2025-09-19", "automotiveworld", "first phase; said to be enough for about one million electric cars" },
  { "capacity", "expansion", "5000", NULL, "t/yr", "magnets", YTT_QUALIFIER_PLANNED, YTT_TENSE_PROMISED,
    "2025-11", "rohstoff", "possible expansion" },
  { "capex", "both phases", "250000000", NULL, "EUR", "", YTT_QUALIFIER_PLANNED, YTT_TENSE_PROMISED,
    "2023-05", "err-2023", "both stages together; about this much" },
  { "capex", "", "75000000", "100000000", "EUR", "", YTT_QUALIFIER_EXPECTED, YTT_TENSE_PROMISED,
    "2025", "newstardom", "range of EUR 75 to 100 million" },
  { "capex", "phase 1", "120000000", NULL, "EUR", "", YTT_QUALIFIER_PLANNED, YTT_TENSE_PROMISED,
    "2025-02", "err-2025", "first stage" },
  { "capex", "", "75000000", NULL, "USD", "", YTT_QUALIFIER_EXACT, YTT_TENSE_STATED,
    "2025-09", "moneycontrol", "built plant, as reported by Bloomberg" },
  { "capex", "", "96000000", NULL, "EUR", "", YTT_QUALIFIER_EXACT, YTT_TENSE_STATED,
    "2025-09", "estonianews", "factory at its opening, Estonian public broadcaster" },
  { "capex", "", "75000000", NULL, "EUR", "", YTT_QUALIFIER_EXACT, YTT_TENSE_STATED,
    "2025-09-19", "automotiveworld", "same figure, other currency than Bloomberg" },
  { "capex", "", "90000000", NULL, "EUR", "", YTT_QUALIFIER_ABOUT, YTT_TENSE_STATED,
    "2024-08-21", "pm-review", "made up: an older one is merely earlier" },
  { "start", "series production", "2026", NULL, "date", "", YTT_QUALIFIER_EXPECTED, YTT_TENSE_PROMISED,
    "2025-11", "rohstoff", "series production, mid-2026" },
  { "jobs", "", "100", NULL, "people", "", YTT_QUALIFIER_EXACT, YTT_TENSE_STATED,
    "2025-09", "estonianews", "employed at opening, from 14 countries" },
  { "jobs", "", "400", NULL, "people", "", YTT_QUALIFIER_EXPECTED, YTT_TENSE_PROMISED,
    "2025-11", "rohstoff", "made up: a promise that is newer than the statement" },
};

static YttClaim *
create_claim (YttRecord  *record,
              gsize       index)
{
  YttClaim *claim = g_new0 (YttClaim, 1);

  claim->id = (gint64) index + 1;
  claim->slug = g_strdup_printf ("narva-%u", (guint) index);
  claim->attribute = g_strdup (narva_claims[index].attribute);
  claim->part = g_strdup (narva_claims[index].part);
  claim->scope = g_strdup ("site");
  claim->value = g_strdup (narva_claims[index].value);
  claim->value_max = g_strdup (narva_claims[index].value_max);
  claim->unit = g_strdup (narva_claims[index].unit);
  claim->basis = g_strdup (narva_claims[index].basis);
  claim->qualifier = narva_claims[index].qualifier;
  claim->tense = narva_claims[index].tense;
  claim->as_of = g_strdup (narva_claims[index].as_of);
  claim->note = g_strdup (narva_claims[index].note);
  claim->source = find_source (record, narva_claims[index].source);
  claim->source_id = claim->source->id;

  return claim;
}

static YttClaim *
create_status_claim (YttRecord  *record,
                     const char *status,
                     const char *as_of,
                     const char *source)
{
  YttClaim *claim = g_new0 (YttClaim, 1);

  claim->id = g_str_hash (status);
  claim->slug = g_strconcat ("status-", status, NULL);
  claim->attribute = g_strdup ("status");
  claim->part = g_strdup ("");
  claim->scope = g_strdup ("site");
  claim->value = g_strdup (status);
  claim->unit = g_strdup ("");
  claim->basis = g_strdup ("");
  claim->as_of = g_strdup (as_of);
  claim->source = find_source (record, source);
  claim->source_id = claim->source->id;

  return claim;
}

static YttOrganisation *
create_organisation (const char *name,
                     const char *role,
                     const char *country,
                     double      share)
{
  YttOrganisation *organisation = g_new0 (YttOrganisation, 1);

  organisation->id = g_str_hash (name);
  organisation->slug = g_strdup (name);
  organisation->name = g_strdup (name);
  organisation->kind = g_strdup ("company");
  organisation->role = g_strdup (role);
  organisation->country = g_strdup (country);
  organisation->share = share;

  return organisation;
}

static void
add_link (YttRecord    *record,
          gboolean      incoming,
          gint64        other_facility,
          const char   *name,
          const char   *material,
          YttStages     maker,
          YttLinkState  state,
          const char   *since)
{
  YttLink *link = g_new0 (YttLink, 1);

  link->id = record->links->len + 1;
  link->incoming = incoming;
  link->other_facility = other_facility;
  link->other_organisation = other_facility == 0 ? 1000 : 0;
  link->other_name = g_strdup (name);
  link->material = g_strdup (material);
  link->maker = maker;
  link->state = state;
  link->since = g_strdup (since);
  g_ptr_array_add (record->links, link);
}

static void
add_announcement (YttRecord  *record,
                  const char *date,
                  const char *kind,
                  const char *title,
                  const char *summary,
                  const char *amount)
{
  YttAnnouncement *announcement = g_new0 (YttAnnouncement, 1);

  announcement->id = record->announcements->len + 1;
  announcement->date = g_strdup (date);
  announcement->kind = g_strdup (kind);
  announcement->title = g_strdup (title);
  announcement->summary = g_strdup (summary);
  announcement->amount = g_strdup (amount);
  announcement->currency = g_strdup (amount != NULL ? "USD" : NULL);
  announcement->amount_qualifier = g_strdup (amount != NULL ? "up-to" : NULL);
  announcement->parties = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_organisation_free);
  g_ptr_array_add (announcement->parties, create_organisation ("Neo Performance Materials", "issuer", "CA", 0));
  announcement->sources = g_ptr_array_new ();
  g_ptr_array_add (announcement->sources, find_source (record, "automotiveworld"));
  g_ptr_array_add (announcement->sources, find_source (record, "moneycontrol"));
  g_ptr_array_add (record->announcements, announcement);
}

static void
add_announcements (YttRecord *record)
{
  add_announcement (record, "2025-09-19", "milestone", "Neo opens the Narva magnet plant",
                    "First large works for sintered rare earth magnets for electric vehicles in the EU.", NULL);
  add_announcement (record, "2025-09-19", "memorandum", "Neo and Bosch agree on multi-year magnet supply from Narva",
                    "Announced around the opening; the accounts differ on whether it is a memorandum or a contract.",
                    NULL);
  add_announcement (record, "2024-08-21", "supply", "Neo wins a large electric vehicle award for Narva",
                    "A first-tier car supplier is to take about 35% of the first phase's capacity.", NULL);
  add_announcement (record, "2024", "loan", "Export Development Canada lends Neo USD 50 million for Narva",
                    "Credit for the Estonian magnet plant.", "50000000");
  add_announcement (record, "2023-06-28", "milestone", "Neo starts building the Narva magnet plant", NULL, NULL);
}

static void
add_figures (YttRecord *record)
{
  GPtrArray *claims = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_claim_free);
  GPtrArray *statuses = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_claim_free);
  g_autoptr(GPtrArray) status_figures = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (narva_claims); i++)
    g_ptr_array_add (claims, create_claim (record, i));
  g_ptr_array_unref (record->figures);
  record->figures = ytt_ledger_group (claims, record->stages);

  g_ptr_array_add (statuses, create_status_claim (record, "commissioning", "2025-12", "rohstoff"));
  g_ptr_array_add (statuses, create_status_claim (record, "construction", "2023-05", "err-2023"));
  status_figures = ytt_ledger_group (statuses, record->stages);
  record->status_figure = g_ptr_array_steal_index (status_figures, 0);
}

YttRecord *
create_narva (void)
{
  YttRecord *record = ytt_record_new ();

  record->id = 4711;
  record->slug = g_strdup ("ee-narva-neo");
  record->name = g_strdup ("Narva magnet plant");
  record->country = g_strdup ("EE");
  record->admin1 = g_strdup ("Ida-Virumaa");
  record->locality = g_strdup ("Narva");
  record->latitude = 59.3618;
  record->longitude = 28.1478;
  record->precision = YTT_PRECISION_SITE;
  record->location_source = g_strdup ("grondstoffen-atlas-sillamae-narva");
  record->location_source_title = g_strdup ("Grondstoffen-atlas");
  record->stages = YTT_STAGE_MAGNET;
  record->status = YTT_STATUS_COMMISSIONING;
  record->there = TRUE;
  record->summary = g_strdup ("Neo's sintered magnet works in Narva industrial park, opened on 19 September 2025 as "
                              "the first large one in the EU for electric-vehicle motors. Test batches came first; "
                              "series output was announced for 2026.");
  g_strfreev (record->products);
  record->products = g_strsplit ("sintered NdFeB magnets", ";", -1);
  g_strfreev (record->elements);
  record->elements = g_strsplit ("Nd", ";", -1);

  g_ptr_array_add (record->operators, create_organisation ("Neo Performance Materials", "operator", "CA", G_MAXDOUBLE));
  ((YttOrganisation *) g_ptr_array_index (record->operators, 0))->share = __builtin_nan ("");
  g_ptr_array_add (record->owners, create_organisation ("Neo & <i>Sons</i>", "owner", "CA", 62.5));

  add_sources (record);
  add_figures (record);
  add_link (record, TRUE, 815, "Silmet separation plant", "NdPr oxide", YTT_STAGE_SEPARATION, YTT_LINK_PLANNED, "2026");
  add_link (record, FALSE, 0, "Schaeffler", "sintered NdFeB magnets", YTT_STAGE_MAGNET, YTT_LINK_CONTRACTED, "2026");
  ((YttLink *) g_ptr_array_index (record->links, record->links->len - 1))->other_organisation = 4711;
  add_link (record, FALSE, 0, "Robert Bosch", "sintered NdFeB magnets", YTT_STAGE_MAGNET, YTT_LINK_MEMORANDUM, NULL);
  add_announcements (record);

  return record;
}

YttRecord *
create_unplaced (void)
{
  YttRecord *record = ytt_record_new ();

  record->id = 4712;
  record->slug = g_strdup ("unplaced");
  record->name = g_strdup ("A plant of which nobody has told where it is");
  record->country = g_strdup ("CN");
  record->location_note = g_strdup ("Only the country is told.");
  record->stages = YTT_STAGE_RECYCLING | YTT_STAGE_SEPARATION | YTT_STAGE_METAL;
  record->status = YTT_STATUS_PROPOSED;
  record->there = TRUE;

  return record;
}
