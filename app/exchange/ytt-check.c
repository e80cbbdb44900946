#include "config.h"

#include "ytt-check.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "ytt-filter.h"
#include "ytt-moment.h"
#include "ytt-nearest.h"
#include "ytt-vocabulary.h"

typedef enum
{
  FIELD_TEXT,
  FIELD_KEY,
  FIELD_CODE,
  FIELD_DATE,
  FIELD_NUMBER,
  FIELD_URL,
  FIELD_REFERENCE,   /* to the key of another file */
  FIELD_PARTY,       /* organisation:role */
  FIELD_OWNER,       /* organisation, or organisation:share in per cent */
  FIELD_FILTER,      /* as ytt_filter_to_string() writes it */
  FIELD_ID,          /* of its row, where that does not follow from the key */
  FIELD_FLAG,        /* 1, or 0 or empty */
  FIELD_IDS,         /* of the rows that a list becomes, and their places: ID@POSITION, either of which may be left out */
} FieldKind;

typedef enum
{
  NOT_EMPTY = 1 << 0,   /* in the data set that comes with Ytterby */
  NEEDED    = 1 << 1,   /* no document can do without */
  A_LIST    = 1 << 2,   /* items between semicolons */
  LINES     = 1 << 3,   /* may have line ends */
  OPEN      = 1 << 4,   /* documents may hold what that data set may not */
  EXTRA     = 1 << 5,   /* a column that need not be there: only documents that people edited have something to say there */
} FieldFlags;

typedef struct
{
  const char         *name;
  FieldKind           kind;
  FieldFlags          flags;
  const char * const *words;       /* of a code; of a reference, what else is allowed (nullable) */
  YttFile             file;        /* of a reference */
  double              least;       /* of a number */
  double              greatest;
} Field;

static const char * const geonames[] = { "geonames", NULL };
static const char * const world[] = { "WLD", NULL };

#define MUST (NOT_EMPTY | NEEDED)

#define TEXT(name, ...)        { name, FIELD_TEXT, __VA_ARGS__ }
#define KEY(name)              { name, FIELD_KEY, MUST }
#define ID                     { "id", FIELD_ID, EXTRA }
#define IDS(list)              { list "_ids", FIELD_IDS, EXTRA }
#define FLAG(name)             { name, FIELD_FLAG, EXTRA }
#define CODE(name, words, ...) { name, FIELD_CODE, __VA_ARGS__, ytt_vocabulary_##words }
#define DATE(name, ...)        { name, FIELD_DATE, __VA_ARGS__ }
#define REF(name, file, ...)   { name, FIELD_REFERENCE, __VA_ARGS__, NULL, YTT_FILE_##file }
#define NUMBER(name, least, greatest, ...) { name, FIELD_NUMBER, __VA_ARGS__, NULL, 0, least, greatest }

static const Field source_fields[] = {
  KEY ("source"), TEXT ("title", MUST), TEXT ("publisher", 0), DATE ("published", 0),
  { "url", FIELD_URL, OPEN }, ID, { NULL }
};

static const Field organisation_fields[] = {
  KEY ("organisation"), TEXT ("name", MUST), CODE ("kind", organisation_kinds, NOT_EMPTY | OPEN),
  CODE ("country", countries, 0), REF ("parent", ORGANISATIONS, 0), { "website", FIELD_URL, OPEN },
  REF ("source", SOURCES, 0), ID, { NULL }
};

static const Field facility_fields[] = {
  KEY ("facility"), TEXT ("name", MUST), TEXT ("names", A_LIST | EXTRA),
  { "operator", FIELD_OWNER, A_LIST, NULL, YTT_FILE_ORGANISATIONS },
  { "owners", FIELD_OWNER, A_LIST, NULL, YTT_FILE_ORGANISATIONS },
  CODE ("country", countries, NOT_EMPTY), TEXT ("admin1", 0), TEXT ("locality", 0),
  NUMBER ("latitude", -90, 90, 0), NUMBER ("longitude", -180, 180, 0),
  CODE ("location_precision", precisions, 0),
  { "location_source", FIELD_REFERENCE, OPEN, geonames, YTT_FILE_SOURCES }, TEXT ("location_note", 0),
  CODE ("stages", stages, NOT_EMPTY | A_LIST), CODE ("status", statuses, NOT_EMPTY), DATE ("status_as_of", 0),
  TEXT ("products", A_LIST), CODE ("elements", elements, A_LIST), TEXT ("summary", 0),
  REF ("sources", SOURCES, NOT_EMPTY | A_LIST), ID,
  IDS ("names"), IDS ("operator"), IDS ("owners"), IDS ("stages"), IDS ("products"), IDS ("elements"), IDS ("sources"),
  { NULL }
};

static const Field claim_fields[] = {
  KEY ("claim"), REF ("facility", FACILITIES, MUST), CODE ("attribute", attributes, MUST | OPEN),
  TEXT ("part", 0), CODE ("scope", scopes, NOT_EMPTY), TEXT ("value", MUST), TEXT ("value_max", 0),
  TEXT ("unit", NOT_EMPTY), CODE ("basis", bases, OPEN), CODE ("qualifier", qualifiers, NOT_EMPTY),
  CODE ("tense", tenses, NOT_EMPTY), DATE ("as_of", 0), REF ("source", SOURCES, MUST), TEXT ("note", 0),
  FLAG ("inferred"), FLAG ("pinned"), TEXT ("pin_reason", EXTRA), FLAG ("withdrawn"), TEXT ("withdrawn_reason", EXTRA),
  TEXT ("typed", EXTRA), ID, { NULL }
};

static const Field announcement_fields[] = {
  KEY ("announcement"), DATE ("date", NOT_EMPTY), CODE ("kind", announcement_kinds, NOT_EMPTY | OPEN),
  TEXT ("title", MUST), TEXT ("summary", 0), NUMBER ("amount", 0, 1e15, OPEN), CODE ("currency", currencies, OPEN),
  CODE ("amount_qualifier", amount_qualifiers, 0),
  { "parties", FIELD_PARTY, A_LIST, NULL, YTT_FILE_ORGANISATIONS },
  REF ("facilities", FACILITIES, A_LIST), TEXT ("materials", A_LIST | OPEN),
  CODE ("status", announcement_statuses, NOT_EMPTY | OPEN), CODE ("rung", rungs, 0),
  REF ("sources", SOURCES, NOT_EMPTY | A_LIST), ID,
  IDS ("parties"), IDS ("facilities"), IDS ("sources"), { NULL }
};

static const Field link_fields[] = {
  KEY ("link"), REF ("from_facility", FACILITIES, MUST), REF ("to_facility", FACILITIES, 0),
  REF ("to_organisation", ORGANISATIONS, 0), TEXT ("material", NOT_EMPTY), TEXT ("maker", EXTRA),
  CODE ("state", link_states, MUST | OPEN), DATE ("since", 0), DATE ("until", 0), REF ("announcement", ANNOUNCEMENTS, 0),
  REF ("source", SOURCES, NOT_EMPTY), TEXT ("note", 0), ID, { NULL }
};

static const Field figure_fields[] = {
  CODE ("measure", measures, MUST | OPEN), { "country", FIELD_CODE, MUST, ytt_vocabulary_countries },
  NUMBER ("year", 1900, 2100, MUST), NUMBER ("value", 0, 1e12, MUST | OPEN), TEXT ("unit", NOT_EMPTY),
  CODE ("qualifier", qualifiers, NOT_EMPTY), REF ("source", SOURCES, MUST), ID, { NULL }
};

static const Field tour_fields[] = {
  KEY ("tour"), TEXT ("title", MUST), TEXT ("note", 0), ID, { NULL }
};

static const Field tour_stop_fields[] = {
  KEY ("stop"), REF ("tour", TOURS, MUST), NUMBER ("position", -1e15, 1e15, EXTRA), CODE ("kind", stop_kinds, NOT_EMPTY),
  TEXT ("title", NOT_EMPTY), TEXT ("text", LINES), TEXT ("notes", LINES), NUMBER ("seconds", 1, 3600, OPEN),
  REF ("facility", FACILITIES, 0),
  NUMBER ("latitude", -85, 85, 0), NUMBER ("longitude", -180, 180, 0), NUMBER ("zoom", 0, 20, 0),
  NUMBER ("width", 1, 16384, 0), NUMBER ("height", 1, 16384, 0), { "filter", FIELD_FILTER },
  NUMBER ("year", YTT_MOMENT_FIRST_YEAR, YTT_MOMENT_LAST_YEAR, 0), CODE ("links", link_modes, 0),
  REF ("claims", CLAIMS, A_LIST), REF ("announcements", ANNOUNCEMENTS, A_LIST), TEXT ("content", EXTRA), ID,
  IDS ("claims"), IDS ("announcements"), { NULL }
};

static const Field view_fields[] = {
  { "id", FIELD_ID, MUST }, NUMBER ("position", -1e15, 1e15, 0), TEXT ("name", MUST), TEXT ("content", MUST), { NULL }
};

static const Field meta_fields[] = {
  { "key", FIELD_KEY, MUST }, TEXT ("value", 0), ID, { NULL }
};

static const Field * const file_fields[YTT_N_FILES] = {
  [YTT_FILE_SOURCES]       = source_fields,
  [YTT_FILE_ORGANISATIONS] = organisation_fields,
  [YTT_FILE_FACILITIES]    = facility_fields,
  [YTT_FILE_CLAIMS]        = claim_fields,
  [YTT_FILE_ANNOUNCEMENTS] = announcement_fields,
  [YTT_FILE_LINKS]         = link_fields,
  [YTT_FILE_FIGURES]       = figure_fields,
  [YTT_FILE_TOURS]         = tour_fields,
  [YTT_FILE_TOUR_STOPS]    = tour_stop_fields,
  [YTT_FILE_VIEWS]         = view_fields,
  [YTT_FILE_META]          = meta_fields,
};

/* A field that is being checked. */
typedef struct
{
  const YttDataSet *set;
  YttFile           file;
  const YttTable   *table;
  guint             row;
  const Field      *field;
  GPtrArray        *problems;
} Check;

/**
 * ytt_check_add_problem:
 * @problems: (element-type utf8): the list of problems
 * @table: the table
 * @row: the row, from 0
 * @column: the name of the column
 * @format: what is wrong there, as a sentence that goes on after the column's name
 * @...: arguments of @format
 *
 * Adds a problem, told so that it can be found: “claims.csv, line 14, “unit”: …”.
 */
void
ytt_check_add_problem (GPtrArray      *problems,
                       const YttTable *table,
                       guint           row,
                       const char     *column,
                       const char     *format,
                       ...)
{
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);

  g_ptr_array_add (problems, g_strdup_printf (_("%s, line %u, “%s”: %s"), table->name,
                                              ytt_table_get_line (table, row), column, what));
}

#define add(check, ...) \
  ytt_check_add_problem ((check)->problems, (check)->table, (check)->row, (check)->field->name, __VA_ARGS__)

/**
 * ytt_check_list_columns:
 * @file: a file
 *
 * Returns: (transfer full) (array zero-terminated=1): the names of its columns, the key first
 */
char **
ytt_check_list_columns (YttFile file)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (const Field *field = file_fields[file]; field->name != NULL; field++)
    g_strv_builder_add (builder, field->name);

  return g_strv_builder_end (builder);
}

/**
 * ytt_check_list_needed:
 * @file: a file
 * @strict: whether it is one of the data set that comes with Ytterby
 *
 * Returns: (transfer full) (array zero-terminated=1): the names of the columns that it must have
 */
char **
ytt_check_list_needed (YttFile  file,
                       gboolean strict)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (const Field *field = file_fields[file]; field->name != NULL; field++)
    if (strict ? (field->flags & EXTRA) == 0 : (field->flags & NEEDED) != 0)
      g_strv_builder_add (builder, field->name);

  return g_strv_builder_end (builder);
}

static gboolean
take_digits (const char **at,
             guint        n)
{
  for (guint i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit ((*at)[i]))
        return FALSE;
    }

  *at += n;
  return TRUE;
}

/**
 * ytt_check_is_date:
 * @text: any text
 *
 * Returns: whether @text is a year (YYYY), a month (YYYY-MM) or a day (YYYY-MM-DD) that the calendar has
 */
gboolean
ytt_check_is_date (const char *text)
{
  const char *at = text;
  int month, day;

  if (!take_digits (&at, 4) || atoi (text) == 0)
    return FALSE;
  if (*at == '\0')
    return TRUE;

  if (*at++ != '-' || !take_digits (&at, 2))
    return FALSE;
  month = atoi (text + 5);
  if (month < 1 || month > 12)
    return FALSE;
  if (*at == '\0')
    return TRUE;

  if (*at++ != '-' || !take_digits (&at, 2) || *at != '\0')
    return FALSE;
  day = atoi (text + 8);

  return day > 0 && g_date_valid_dmy (day, month, atoi (text));
}

/**
 * ytt_check_is_number:
 * @text: any text
 *
 * Returns: whether @text is a number in digits with a point at most, and a minus before: no thousands separators,
 *   no comma, no exponent
 */
gboolean
ytt_check_is_number (const char *text)
{
  gsize n = strlen (text);
  gsize digits, decimals;

  if (*text == '-')
    {
      text++;
      n--;
    }

  digits = strspn (text, "0123456789");
  if (digits == n)
    return n > 0;
  if (digits == 0 || text[digits] != '.')
    return FALSE;

  decimals = strspn (text + digits + 1, "0123456789");
  return decimals > 0 && digits + 1 + decimals == n;
}

static const char *
nearest_key (const YttTable *table,
             const char     *text)
{
  const char *nearest = NULL;
  guint least = G_MAXUINT;

  for (guint i = 0; i < ytt_table_get_n_rows (table); i++)
    {
      const char *key = ytt_table_get (table, i, table->columns[0]);
      guint distance = ytt_nearest_get_distance (text, key);

      if (distance < least)
        {
          least = distance;
          nearest = key;
        }
    }

  return nearest;
}

static void
check_code (const Check        *check,
            const char * const *words,
            const char         *text)
{
  if (g_strv_contains (words, text))
    return;

  /* Of codes of two letters the nearest is any. */
  if (strlen (text) > 2)
    add (check, _("“%s” is unknown. Nearest: %s."), text, ytt_nearest_find (words, text));
  else
    add (check, _("“%s” is unknown."), text);
}

/* Documents may name what no list of countries has yet; but a name is no code. */
static void
check_country (const Check *check,
               const char  *text)
{
  gboolean in_figures = check->file == YTT_FILE_FIGURES;

  if (in_figures && g_strv_contains (world, text))
    return;
  if (check->set->strict)
    check_code (check, ytt_vocabulary_countries, text);
  else if (strlen (text) != 2 || !g_ascii_isupper (text[0]) || !g_ascii_isupper (text[1]))
    add (check, _("“%s” is no code of a country. Write two capitals, as in EE."), text);
}

/* A facility's status is a claim without a row of its own. */
static gboolean
is_status_claim (const Check *check,
                 const char  *text)
{
  g_autofree char *facility = NULL;

  if (check->field->file != YTT_FILE_CLAIMS || !g_str_has_suffix (text, "-status"))
    return FALSE;

  facility = g_strndup (text, strlen (text) - strlen ("-status"));

  return ytt_table_find (check->set->tables[YTT_FILE_FACILITIES], facility, NULL);
}

static void
check_reference (const Check *check,
                 const char  *text)
{
  const YttTable *other = check->set->tables[check->field->file];
  const char *nearest;

  if (check->field->words != NULL && g_strv_contains (check->field->words, text))
    return;
  if (ytt_table_find (other, text, NULL) || is_status_claim (check, text))
    return;

  nearest = nearest_key (other, text);
  if (nearest != NULL)
    add (check, _("“%s” is not in %s. Nearest: %s."), text, other->name, nearest);
  else
    add (check, _("“%s” is not in %s."), text, other->name);
}

static void
check_party (const Check *check,
             const char  *text)
{
  g_auto(GStrv) parts = ytt_table_split_item (text, TRUE);

  if (parts[1] == NULL)
    {
      add (check, _("“%s” must name an organisation and its role, with a colon between."), text);
      return;
    }

  check_reference (check, parts[0]);
  if (check->set->strict)
    check_code (check, ytt_vocabulary_roles, parts[1]);
}

static void
check_owner (const Check *check,
             const char  *text)
{
  g_auto(GStrv) parts = ytt_table_split_item (text, TRUE);
  double share;

  check_reference (check, parts[0]);
  if (parts[1] == NULL)
    return;

  share = ytt_check_is_number (parts[1]) ? g_ascii_strtod (parts[1], NULL) : NAN;
  if (check->set->strict ? !(share > 0 && share <= 100) : isnan (share))
    add (check, _("“%s” is not a share in per cent."), parts[1]);
}

static void
check_key (const Check *check,
           const char  *text)
{
  guint other;

  if (check->set->strict && strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen (text))
    add (check, _("“%s” is no key: small letters a to z, digits and hyphens only."), text);
  else if (ytt_table_find (check->table, text, &other) && other != check->row)
    add (check, _("“%s” is there a second time in line %u."), text, ytt_table_get_line (check->table, other));
}

static void
check_number (const Check *check,
              const char  *text)
{
  double value;

  if (!ytt_check_is_number (text))
    {
      add (check, _("“%s” is not a number. Write digits, with a point before decimals."), text);
      return;
    }

  value = g_ascii_strtod (text, NULL);
  if (value < check->field->least || value > check->field->greatest)
    add (check, _("%s is out of range; it must be from %.15g to %.15g."), text, check->field->least,
         check->field->greatest);
}

/* No two rows of a table may have the same one; that it is the key is looked at with the key. */
static void
check_id (const Check *check,
          const char  *text)
{
  gint64 id;

  if (!g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &id, NULL))
    add (check, _("“%s” is not a whole number."), text);
  else if (check->field == file_fields[check->file])
    check_key (check, text);
}

static gboolean
is_entry (const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, "@", 2);
  gint64 number;

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0' && !g_ascii_string_to_signed (parts[i], 10, G_MININT64, G_MAXINT64, &number, NULL))
      return FALSE;

  return TRUE;
}

static void
check_ids (const Check *check,
           const char  *text)
{
  g_autofree char *list = g_strndup (check->field->name, strlen (check->field->name) - strlen ("_ids"));
  g_auto(GStrv) items = ytt_table_split_list (ytt_table_get (check->table, check->row, list));
  g_auto(GStrv) ids = g_strsplit (text, ";", -1);

  if (g_strv_length (items) != g_strv_length (ids))
    add (check, _("has not as many items as “%s”. Leave it empty where that list was changed."), list);
  for (guint i = 0; ids[i] != NULL; i++)
    if (!is_entry (ids[i]))
      add (check, _("“%s” is not a whole number."), ids[i]);
}

static void
check_flag (const Check *check,
            const char  *text)
{
  if (strcmp (text, "0") != 0 && strcmp (text, "1") != 0)
    add (check, _("“%s” is neither 1, for yes, nor 0."), text);
}

static void
check_filter (const Check *check,
              const char  *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(YttFilter) filter = ytt_filter_from_string (text, &error);

  if (filter == NULL)
    add (check, _("“%s” is not a filter: %s."), text, error->message);
}

static void
check_word (const Check *check,
            const char  *text)
{
  if (check->field->words == ytt_vocabulary_countries)
    check_country (check, text);
  else
    check_code (check, check->field->words, text);
}

static void
check_date (const Check *check,
            const char  *text)
{
  if (!ytt_check_is_date (text))
    add (check, _("“%s” is not a date. Write YYYY, YYYY-MM or YYYY-MM-DD."), text);
}

static void
check_url (const Check *check,
           const char  *text)
{
  if (!g_str_has_prefix (text, "https://") && !g_str_has_prefix (text, "http://"))
    add (check, _("“%s” must begin with https:// or http://."), text);
  else if (!g_uri_is_valid (text, G_URI_FLAGS_NONE, NULL))
    add (check, _("“%s” is not a web address."), text);
}

static void
check_item (const Check *check,
            const char  *text)
{
  static void (* const checks[]) (const Check *check, const char *text) = {
    [FIELD_KEY] = check_key,
    [FIELD_CODE] = check_word,
    [FIELD_DATE] = check_date,
    [FIELD_NUMBER] = check_number,
    [FIELD_URL] = check_url,
    [FIELD_REFERENCE] = check_reference,
    [FIELD_PARTY] = check_party,
    [FIELD_OWNER] = check_owner,
    [FIELD_FILTER] = check_filter,
    [FIELD_ID] = check_id,
    [FIELD_FLAG] = check_flag,
    [FIELD_IDS] = check_ids,
  };

  /* A text is any. */
  if (checks[check->field->kind] != NULL)
    checks[check->field->kind] (check, text);
}

static void
check_list (const Check *check,
            const char  *text)
{
  g_auto(GStrv) items = ytt_table_split_list (text);
  gboolean in_two = check->field->kind == FIELD_PARTY || check->field->kind == FIELD_OWNER;

  for (guint i = 0; items[i] != NULL; i++)
    {
      g_autofree char *stripped = g_strstrip (g_strdup (items[i]));
      g_auto(GStrv) plain = in_two ? NULL : ytt_table_split_item (items[i], FALSE);

      if (*stripped == '\0')
        add (check, _("the list has an empty item."));
      else if (check->set->strict && !g_str_equal (stripped, items[i]))
        add (check, _("“%s” has blanks around it."), stripped);
      else
        check_item (check, in_two ? items[i] : plain[0]);

      for (guint j = 0; j < i; j++)
        {
          if (g_str_equal (items[i], items[j]))
            add (check, _("“%s” is there twice."), items[i]);
        }
    }
}

/* How a text of the data set is written. */
static gboolean
check_writing (const Check *check,
               const char  *text,
               gsize        length)
{
  if (g_ascii_isspace (text[0]) || g_ascii_isspace (text[length - 1]))
    {
      add (check, _("“%s” has blanks around it."), text);
      return FALSE;
    }

  for (const char *at = text; *at != '\0'; at++)
    {
      if (g_ascii_iscntrl (*at) && !(*at == '\n' && check->field->flags & LINES))
        {
          add (check, _("has a line end or another control character."));
          return FALSE;
        }
    }

  return TRUE;
}

static void
check_field (const Check *check)
{
  const char *text = ytt_table_get (check->table, check->row, check->field->name);
  gsize length = strlen (text);
  gboolean strict = check->set->strict;

  if (length == 0)
    {
      if (check->field->flags & (strict ? NOT_EMPTY : NEEDED))
        add (check, _("is empty."));
      return;
    }

  if ((strict && !check_writing (check, text, length)) || (!strict && check->field->flags & OPEN))
    return;

  if (check->field->flags & A_LIST)
    check_list (check, text);
  else
    check_item (check, text);
}

/**
 * ytt_check_fields:
 * @set: a data set whose files have all been read
 * @file: the file to check
 * @problems: (element-type utf8): what is wrong is added here
 *
 * Checks each field by itself, and that what it names is there.
 */
void
ytt_check_fields (const YttDataSet *set,
                  YttFile           file,
                  GPtrArray        *problems)
{
  Check check = { set, file, set->tables[file], 0, NULL, problems };

  for (check.row = 0; check.row < ytt_table_get_n_rows (check.table); check.row++)
    {
      for (check.field = file_fields[file]; check.field->name != NULL; check.field++)
        check_field (&check);
    }
}
