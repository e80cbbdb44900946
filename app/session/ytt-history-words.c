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
  { "facility", "geom", NC_("field", "Place") },
  { "facility", "summary", NC_("field", "Description") },
  { "facility_name", "name", NC_("field", "Other name") },
  { "facility_stage", "stage", NC_("field", "Stage") },
  { "facility_element", "element", NC_("field", "Element") },
  { "facility_product", "product", NC_("field", "Product") },
  { "facility_organisation", "organisation", NC_("field", "Operator or owner") },
  { "facility_source", "source", NC_("field", "Source of the record") },
  { "claim", "attribute", NC_("field", "Claim on") },
  { "claim", "typed", NC_("field", "As typed") },
  { "claim", "as_of", NC_("field", "Date of the claim") },
  { "source", "url", NC_("field", "Address") },
  { "source", "published", NC_("field", "Published") },
  { "saved_view", "content", NC_("field", "What is shown") },
  { NULL, "name", NC_("field", "Name") },
  { NULL, "title", NC_("field", "Title") },
  { NULL, "country", NC_("field", "Country") },
  { NULL, "admin1", NC_("field", "State or province") },
  { NULL, "locality", NC_("field", "Town") },
  { NULL, "location_precision", NC_("field", "Precision of the place") },
  { NULL, "location_source", NC_("field", "Source of the place") },
  { NULL, "location_note", NC_("field", "Note on the place") },
  { NULL, "role", NC_("field", "Role") },
  { NULL, "share", NC_("field", "Share in per cent") },
  { NULL, "position", NC_("field", "Position") },
  { NULL, "part", NC_("field", "Part") },
  { NULL, "scope", NC_("field", "Scope") },
  { NULL, "value", NC_("field", "Value") },
  { NULL, "value_max", NC_("field", "Value, upper end") },
  { NULL, "unit", NC_("field", "Unit") },
  { NULL, "basis", NC_("field", "Basis") },
  { NULL, "qualifier", NC_("field", "Qualifier") },
  { NULL, "tense", NC_("field", "Stated or promised") },
  { NULL, "source", NC_("field", "Source") },
  { NULL, "note", NC_("field", "Note") },
  { NULL, "pinned", NC_("field", "Pinned") },
  { NULL, "pin_reason", NC_("field", "Reason for pinning") },
  { NULL, "withdrawn", NC_("field", "Withdrawn") },
  { NULL, "withdrawn_reason", NC_("field", "Reason for withdrawing") },
  { NULL, "publisher", NC_("field", "Publisher") },
  { NULL, "kind", NC_("field", "Kind") },
  { NULL, "parent", NC_("field", "Parent") },
  { NULL, "website", NC_("field", "Web page") },
  { NULL, "date", NC_("field", "Date") },
  { NULL, "summary", NC_("field", "Summary") },
  { NULL, "amount", NC_("field", "Amount") },
  { NULL, "currency", NC_("field", "Currency") },
  { NULL, "rung", NC_("field", "Rung") },
  { NULL, "status", NC_("field", "Status") },
  { NULL, "organisation", NC_("field", "Organisation") },
  { NULL, "facility", NC_("field", "Facility") },
  { NULL, "announcement", NC_("field", "Announcement") },
  { NULL, "from_facility", NC_("field", "From") },
  { NULL, "to_facility", NC_("field", "To") },
  { NULL, "to_organisation", NC_("field", "To") },
  { NULL, "material", NC_("field", "Material") },
  { NULL, "state", NC_("field", "State") },
  { NULL, "since", NC_("field", "Since") },
  { NULL, "until", NC_("field", "Until") },
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
      return g_strdup (g_dpgettext2 (GETTEXT_PACKAGE, "field", names[i].name));

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
