#include "config.h"

#include "ytt-announcement.h"

#include "ytt-format.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (YttAnnouncementRecord, ytt_announcement_record,
                     ytt_announcement_record_ref, ytt_announcement_record_unref)

/**
 * ytt_period_parse:
 * @iso: (nullable): a year, a month or a day in ISO 8601
 *
 * Returns: the day as YYYYMMDD, with 0 for the month or day that is not told; 0 for what is no date
 */
guint32
ytt_period_parse (const char *iso)
{
  gsize length = iso != NULL ? strlen (iso) : 0;
  guint32 year, month = 0, day = 0;

  if (length != 4 && length != 7 && length != 10)
    return 0;

  for (gsize i = 0; i < length; i++)
    if ((i == 4 || i == 7) ? iso[i] != '-' : !g_ascii_isdigit (iso[i]))
      return 0;

  year = (guint32) g_ascii_strtoull (iso, NULL, 10);
  if (length >= 7)
    month = (guint32) g_ascii_strtoull (iso + 5, NULL, 10);
  if (length == 10)
    day = (guint32) g_ascii_strtoull (iso + 8, NULL, 10);

  if (year == 0
      || (length >= 7 && (month < 1 || month > 12))
      || (length == 10 && !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year)))
    return 0;

  return year * 10000 + month * 100 + day;
}

/**
 * ytt_period_get_first:
 * @day: as ytt_period_parse() has it
 *
 * Returns: the first day of the period that it names; 0 for no date
 */
guint32
ytt_period_get_first (guint32 day)
{
  if (day == 0)
    return 0;

  if (day % 10000 / 100 == 0)
    day += 100;

  return day % 100 == 0 ? day + 1 : day;
}

/**
 * ytt_period_get_last:
 * @day: as ytt_period_parse() has it
 *
 * Returns: the last day of the period that it names; 0 for no date
 */
guint32
ytt_period_get_last (guint32 day)
{
  guint32 month;

  if (day == 0 || day % 100 != 0)
    return day;

  month = day % 10000 / 100;
  if (month == 0)
    return day + 1231;

  return day + g_date_get_days_in_month ((GDateMonth) month, (GDateYear) (day / 10000));
}

/**
 * ytt_period_get_today:
 *
 * Returns: the day by the system's clock and time zone, as YYYYMMDD
 */
guint32
ytt_period_get_today (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  return (guint32) (g_date_time_get_year (now) * 10000 + g_date_time_get_month (now) * 100
                    + g_date_time_get_day_of_month (now));
}

/**
 * ytt_period_to_iso:
 * @day: as ytt_period_parse() has it
 *
 * Returns: (transfer full) (nullable): the date in ISO 8601; %NULL for no date
 */
char *
ytt_period_to_iso (guint32 day)
{
  if (day == 0)
    return NULL;
  if (day % 10000 == 0)
    return g_strdup_printf ("%04u", day / 10000);
  if (day % 100 == 0)
    return g_strdup_printf ("%04u-%02u", day / 10000, day % 10000 / 100);

  return g_strdup_printf ("%04u-%02u-%02u", day / 10000, day % 10000 / 100, day % 100);
}

/**
 * ytt_announcement_query_new:
 *
 * Returns: (transfer full): what wants all announcements
 */
YttAnnouncementQuery *
ytt_announcement_query_new (void)
{
  YttAnnouncementQuery *query = g_new0 (YttAnnouncementQuery, 1);

  query->amount_min = query->amount_max = NAN;

  return query;
}

/**
 * ytt_announcement_query_copy:
 * @query: a query
 *
 * Returns: (transfer full): another that wants the same; both share the array of facilities
 */
YttAnnouncementQuery *
ytt_announcement_query_copy (const YttAnnouncementQuery *query)
{
  YttAnnouncementQuery *copy = g_memdup2 (query, sizeof *query);

  copy->kinds = g_strdupv (query->kinds);
  copy->words = g_strdup (query->words);
  copy->currency = g_strdup (query->currency);
  if (query->facilities != NULL)
    copy->facilities = g_array_ref (query->facilities);

  return copy;
}

void
ytt_announcement_query_free (YttAnnouncementQuery *query)
{
  if (query == NULL)
    return;

  g_strfreev (query->kinds);
  g_free (query->words);
  g_free (query->currency);
  g_clear_pointer (&query->facilities, g_array_unref);
  g_free (query);
}

static void
clear_count (gpointer data)
{
  g_free (((YttKindCount *) data)->kind);
}

YttAnnouncementResult *
ytt_announcement_result_new (void)
{
  YttAnnouncementResult *result = g_new0 (YttAnnouncementResult, 1);

  result->entries = g_array_new (FALSE, FALSE, sizeof (YttAnnouncementEntry));
  result->kinds = g_array_new (FALSE, FALSE, sizeof (YttKindCount));
  g_array_set_clear_func (result->kinds, clear_count);
  result->currencies = g_new0 (char *, 1);

  return result;
}

void
ytt_announcement_result_free (YttAnnouncementResult *result)
{
  if (result == NULL)
    return;

  g_clear_pointer (&result->entries, g_array_unref);
  g_clear_pointer (&result->kinds, g_array_unref);
  g_strfreev (result->currencies);
  g_free (result);
}

void
ytt_announcement_row_free (YttAnnouncementRow *row)
{
  if (row == NULL)
    return;

  g_free (row->date);
  g_free (row->kind);
  g_free (row->title);
  g_free (row->amount);
  g_free (row->currency);
  g_free (row->amount_qualifier);
  g_free (row->parties);
  g_free (row);
}

/**
 * ytt_announcement_record_new:
 *
 * Returns: (transfer full): an empty record, to be filled by whoever reads it
 */
YttAnnouncementRecord *
ytt_announcement_record_new (void)
{
  YttAnnouncementRecord *record = g_atomic_rc_box_new0 (YttAnnouncementRecord);

  record->announcement = g_new0 (YttAnnouncement, 1);
  record->announcement->parties = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_organisation_free);
  record->materials = g_new0 (char *, 1);
  record->facilities = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_facility_row_free);
  record->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_source_free);

  return record;
}

YttAnnouncementRecord *
ytt_announcement_record_ref (YttAnnouncementRecord *record)
{
  return g_atomic_rc_box_acquire (record);
}

static void
clear_record (gpointer data)
{
  YttAnnouncementRecord *record = data;

  ytt_announcement_free (record->announcement);
  g_strfreev (record->materials);
  g_clear_pointer (&record->facilities, g_ptr_array_unref);
  g_clear_pointer (&record->sources, g_ptr_array_unref);
}

void
ytt_announcement_record_unref (YttAnnouncementRecord *record)
{
  if (record != NULL)
    g_atomic_rc_box_release_full (record, clear_record);
}

static const struct
{
  const char *role;
  const char *label;
  const char *word;
} roles[] = {
  /* Translators: the role of a party of a deal, first as a noun, then as a word under its name */
  { "partner",  N_("Partner"),  N_("takes part") },
  { "issuer",   N_("Issuer"),   N_("announces") },
  { "buyer",    N_("Buyer"),    N_("buys") },
  { "seller",   N_("Seller"),   N_("sells") },
  { "grantor",  N_("Grantor"),  N_("grants") },
  { "grantee",  N_("Grantee"),  N_("is granted") },
  { "lender",   N_("Lender"),   N_("lends") },
  { "borrower", N_("Borrower"), N_("borrows") },
  { "investor", N_("Investor"), N_("invests") },
  { "investee", N_("Investee"), N_("is invested in") },
};

/**
 * ytt_party_role_get_label:
 * @role: the code of a party's role, such as "lender"
 *
 * Returns: "Lender", translated; an unknown code comes back as it is
 */
const char *
ytt_party_role_get_label (const char *role)
{
  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_strcmp0 (roles[i].role, role) == 0)
      return _(roles[i].label);

  return role;
}

/**
 * ytt_party_role_get_word:
 * @role: the code of a party's role, such as "lender"
 *
 * Returns: "lends", translated; an unknown code comes back as it is
 */
const char *
ytt_party_role_get_word (const char *role)
{
  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_strcmp0 (roles[i].role, role) == 0)
      return _(roles[i].word);

  return role;
}

/**
 * ytt_party_role_get_nth:
 * @n: a number, from 0
 *
 * Returns: (nullable): the code of a role; %NULL behind the last
 */
const char *
ytt_party_role_get_nth (guint n)
{
  return n < G_N_ELEMENTS (roles) ? roles[n].role : NULL;
}

static void
append_facilities (GString   *text,
                   GPtrArray *facilities)
{
  if (facilities->len == 0)
    return;

  g_string_append_printf (text, "\n%s\n", _("Facilities"));
  for (guint i = 0; i < facilities->len; i++)
    {
      const YttFacilityRow *row = g_ptr_array_index (facilities, i);

      g_string_append_printf (text, "  %s (%s)\n", row->name, ytt_country_get_name (row->country));
    }
}

static void
append_sources (GString   *text,
                GPtrArray *sources)
{
  if (sources->len == 0)
    return;

  g_string_append_printf (text, "\n%s\n", _("Sources"));
  for (guint i = 0; i < sources->len; i++)
    {
      const YttSource *source = g_ptr_array_index (sources, i);
      g_autofree char *date = source->published != NULL ? ytt_format_date (source->published) : NULL;

      g_string_append_printf (text, "  [%u] %s", i + 1, source->title);
      if (source->publisher != NULL)
        g_string_append_printf (text, ", %s", source->publisher);
      if (date != NULL)
        g_string_append_printf (text, ", %s", date);
      if (source->url != NULL)
        g_string_append_printf (text, ", %s", source->url);
      g_string_append_c (text, '\n');
    }
}

/**
 * ytt_format_announcement:
 * @record: an announcement
 *
 * Returns: (transfer full): all of it as plain text to quote, with its sources
 */
char *
ytt_format_announcement (const YttAnnouncementRecord *record)
{
  const YttAnnouncement *announcement;
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *date = NULL;

  g_return_val_if_fail (record != NULL, NULL);

  announcement = record->announcement;
  date = ytt_format_date (announcement->date);
  g_string_append_printf (text, "%s\n%s · %s", announcement->title, date,
                          ytt_announcement_kind_get_label (announcement->kind));
  if (announcement->amount != NULL)
    {
      g_autofree char *amount = ytt_format_amount (announcement->amount, announcement->currency,
                                                   announcement->amount_qualifier);

      g_string_append_printf (text, " · %s", amount);
    }
  if (record->rung != YTT_RUNG_NOT_STATED)
    g_string_append_printf (text, " · %s", ytt_rung_get_label (record->rung));
  g_string_append_c (text, '\n');

  if (announcement->summary != NULL)
    g_string_append_printf (text, "\n%s\n", announcement->summary);

  if (announcement->parties->len > 0)
    g_string_append_printf (text, "\n%s\n", _("Parties"));
  for (guint i = 0; i < announcement->parties->len; i++)
    {
      const YttOrganisation *party = g_ptr_array_index (announcement->parties, i);

      g_string_append_printf (text, "  %s: %s\n", ytt_party_role_get_label (party->role), party->name);
    }

  append_facilities (text, record->facilities);
  append_sources (text, record->sources);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
