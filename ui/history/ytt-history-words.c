#include "config.h"

#include "ytt-history-words.h"

#include <glib/gi18n.h>

#include "ytt-format.h"

/* Longer ones are cut: the record has the whole. */
#define MOST_CHARACTERS 300

typedef struct
{
  const char *table;    /* NULL for all tables */
  const char *column;
  const char *name;
} Name;

static const Name names[] = {
  { "facility", "geom", N_("Place") },
  { "facility", "summary", N_("Description") },
  { "facility_name", "name", N_("Other name") },
  { "facility_stage", "stage", N_("Stage") },
  { "facility_element", "element", N_("Element") },
  { "facility_product", "product", N_("Product") },
  { "facility_organisation", "organisation", N_("Operator or owner") },
  { "facility_source", "source", N_("Source of the record") },
  { "claim", "attribute", N_("Claim on") },
  { "claim", "typed", N_("As typed") },
  { "claim", "as_of", N_("Date of the claim") },
  { "source", "url", N_("Address") },
  { "source", "published", N_("Published") },
  { "saved_view", "content", N_("What is shown") },
  { NULL, "name", N_("Name") },
  { NULL, "title", N_("Title") },
  { NULL, "country", N_("Country") },
  { NULL, "admin1", N_("State or province") },
  { NULL, "locality", N_("Town") },
  { NULL, "location_precision", N_("Precision of the place") },
  { NULL, "location_source", N_("Source of the place") },
  { NULL, "location_note", N_("Note on the place") },
  { NULL, "role", N_("Role") },
  { NULL, "share", N_("Share in per cent") },
  { NULL, "position", N_("Position") },
  { NULL, "part", N_("Part") },
  { NULL, "scope", N_("Scope") },
  { NULL, "value", N_("Value") },
  { NULL, "value_max", N_("Value, upper end") },
  { NULL, "unit", N_("Unit") },
  { NULL, "basis", N_("Basis") },
  { NULL, "qualifier", N_("Qualifier") },
  { NULL, "tense", N_("Stated or promised") },
  { NULL, "source", N_("Source") },
  { NULL, "note", N_("Note") },
  { NULL, "pinned", N_("Pinned") },
  { NULL, "pin_reason", N_("Reason for pinning") },
  { NULL, "withdrawn", N_("Withdrawn") },
  { NULL, "withdrawn_reason", N_("Reason for withdrawing") },
  { NULL, "publisher", N_("Publisher") },
  { NULL, "kind", N_("Kind") },
  { NULL, "parent", N_("Parent") },
  { NULL, "website", N_("Web page") },
  { NULL, "date", N_("Date") },
  { NULL, "summary", N_("Summary") },
  { NULL, "amount", N_("Amount") },
  { NULL, "currency", N_("Currency") },
  { NULL, "rung", N_("Rung") },
  { NULL, "status", N_("Status") },
  { NULL, "organisation", N_("Organisation") },
  { NULL, "facility", N_("Facility") },
  { NULL, "announcement", N_("Announcement") },
  { NULL, "from_facility", N_("From") },
  { NULL, "to_facility", N_("To") },
  { NULL, "to_organisation", N_("To") },
  { NULL, "material", N_("Material") },
  { NULL, "state", N_("State") },
  { NULL, "since", N_("Since") },
  { NULL, "until", N_("Until") },
};

/**
 * ytt_history_field_format_name:
 * @field: a field that changed
 *
 * Returns: (transfer full): what people call it; the column's name where there is no word for it
 */
char *
ytt_history_field_format_name (const YttHistoryField *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if ((names[i].table == NULL || g_strcmp0 (names[i].table, field->table) == 0)
        && g_strcmp0 (names[i].column, field->column) == 0)
      return g_strdup (_(names[i].name));

  return g_strdup (field->column);
}

static char *
shorten (const char *text)
{
  g_autofree char *head = NULL;

  if (text == NULL || text[0] == '\0')
    return g_strdup (_("nothing"));
  if (g_utf8_strlen (text, -1) <= MOST_CHARACTERS)
    return g_strdup (text);

  head = g_utf8_substring (text, 0, MOST_CHARACTERS);

  return g_strconcat (head, "…", NULL);
}

/**
 * ytt_history_field_format_change:
 * @field: a field that changed
 *
 * Returns: (transfer full): from what to what; of a row that came or went, what it held
 */
char *
ytt_history_field_format_change (const YttHistoryField *field)
{
  g_autofree char *old = shorten (field->old);
  g_autofree char *new = shorten (field->new);

  switch (field->kind)
    {
    case YTT_CHANGE_INSERT:
      /* Translators: what a field of a new row holds */
      return g_strdup_printf (C_("history", "added: %s"), new);

    case YTT_CHANGE_DELETE:
      /* Translators: what a field of a row held that is gone */
      return g_strdup_printf (C_("history", "deleted: %s"), old);

    case YTT_CHANGE_UPDATE:
    default:
      /* Translators: a field's old and new value */
      return g_strdup_printf (C_("history", "%s → %s"), old, new);
    }
}

/* (transfer full) (nullable): the time here; NULL if another program wrote nonsense */
static GDateTime *
get_time (const YttHistoryEntry *entry)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr(GDateTime) at = g_date_time_new_from_iso8601 (entry->at, utc);

  return at != NULL ? g_date_time_to_local (at) : NULL;
}

/**
 * ytt_history_entry_format_day:
 * @entry: an entry
 *
 * Returns: (transfer full): the day on which it was made, in the time zone of this machine
 */
char *
ytt_history_entry_format_day (const YttHistoryEntry *entry)
{
  g_autoptr(GDateTime) time = get_time (entry);
  g_autofree char *iso = time != NULL ? g_date_time_format (time, "%Y-%m-%d") : NULL;
  g_autofree char *weekday = time != NULL ? g_date_time_format (time, "%A") : NULL;
  g_autofree char *date = iso != NULL ? ytt_format_date (iso) : NULL;

  if (date == NULL)
    return g_strdup (_("Day not known"));

  /* Translators: a weekday and a date, as in "Tuesday, 24 Nov 2026" */
  return g_strdup_printf (C_("history", "%s, %s"), weekday, date);
}

/**
 * ytt_history_entry_format_caption:
 * @entry: an entry
 *
 * Returns: (transfer full): when on its day, by whom and why, and whether it was taken back
 */
char *
ytt_history_entry_format_caption (const YttHistoryEntry *entry)
{
  g_autoptr(GDateTime) time = get_time (entry);
  g_autofree char *clock = time != NULL ? g_date_time_format (time, "%H:%M") : NULL;
  g_autoptr(GPtrArray) parts = g_ptr_array_new ();

  if (clock != NULL)
    g_ptr_array_add (parts, clock);
  if (entry->kind == YTT_HISTORY_OUTSIDE)
    g_ptr_array_add (parts, (gpointer) _("another program"));
  else if (entry->who != NULL && entry->who[0] != '\0')
    g_ptr_array_add (parts, entry->who);
  if (!entry->stands)
    g_ptr_array_add (parts, (gpointer) _("taken back"));
  if (entry->reason != NULL && entry->reason[0] != '\0')
    g_ptr_array_add (parts, entry->reason);
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (" · ", (char **) parts->pdata);
}
