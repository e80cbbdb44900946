/* A facility as a row of a table, in columns that are called as in the files of the data set, so that an import knows them
 * by their names. */

#include "config.h"

#include "ytt-export-cells.h"

#include <math.h>
#include <string.h>

#include "ytt-when.h"

/* The columns of a facility, in order. Behind them are those of its figures. */
enum
{
  FACILITY,
  NAME,
  OTHER_NAMES,
  OPERATOR,
  OWNERS,
  COUNTRY,
  ADMIN1,
  LOCALITY,
  LATITUDE,
  LONGITUDE,
  LOCATION_PRECISION,
  LOCATION_SOURCE,
  LOCATION_NOTE,
  STAGES,
  PRODUCTS,
  ELEMENTS,
  SUMMARY,
  SOURCES,
  FIGURES,
};

static const char * const columns[FIGURES] = {
  "facility", "name", "other_names", "operator", "owners", "country", "admin1", "locality", "latitude", "longitude",
  "location_precision", "location_source", "location_note", "stages", "products", "elements", "summary", "sources"
};

/* What is told of a figure besides its value, in order. */
enum
{
  VALUE,
  VALUE_MAX,
  UNIT,
  BASIS,
  PART,
  SCOPE,
  QUALIFIER,
  TENSE,
  AS_OF,
  SOURCE,
  NOTE,
  N_DETAILS
};

static const char * const details[N_DETAILS] = {
  "", "max", "unit", "basis", "part", "scope", "qualifier", "tense", "as_of", "source", "note"
};

/* A walk over what is known of one facility. */
typedef struct
{
  YttExportCellFunc func;
  gpointer          data;
} Walk;

static void
tell (const Walk    *walk,
      guint          column,
      const char    *text,
      YttExportKind  kind)
{
  if (text != NULL && *text != '\0')
    walk->func (column, columns[column], text, kind, walk->data);
}

/* Lists stand in one cell, parted by semicolons; an item that has one would become two. */
static void
append_item (GString    *list,
             const char *item)
{
  gsize start;

  if (list->len > 0)
    g_string_append_c (list, ';');
  start = list->len;
  g_string_append (list, item);
  g_strdelimit (list->str + start, ";\n", ',');
}

static void
tell_strings (const Walk *walk,
              guint       column,
              GStrv       strings)
{
  g_autoptr(GString) list = g_string_new (NULL);

  for (guint i = 0; strings != NULL && strings[i] != NULL; i++)
    append_item (list, strings[i]);
  tell (walk, column, list->str, YTT_EXPORT_TEXT);
}

static void
tell_companies (const Walk *walk,
                guint       column,
                GPtrArray  *companies)
{
  g_autoptr(GString) list = g_string_new (NULL);

  for (guint i = 0; i < companies->len; i++)
    {
      const YttOrganisation *company = g_ptr_array_index (companies, i);
      char share[G_ASCII_DTOSTR_BUF_SIZE];

      append_item (list, company->name);
      if (!isnan (company->share))
        g_string_append_printf (list, " %s%%", g_ascii_formatd (share, sizeof share, "%.10g", company->share));
    }
  tell (walk, column, list->str, YTT_EXPORT_TEXT);
}

static void
tell_stages (const Walk *walk,
             YttStages   stages)
{
  g_autoptr(GString) list = g_string_new (NULL);

  for (guint i = 0; i < YTT_N_STAGES; i++)
    if ((stages & (1u << i)) != 0)
      append_item (list, ytt_stage_to_code (1 << i));
  tell (walk, STAGES, list->str, YTT_EXPORT_TEXT);
}

static void
tell_sources (const Walk *walk,
              GPtrArray  *sources)
{
  g_autoptr(GString) list = g_string_new (NULL);

  for (guint i = 0; i < sources->len; i++)
    {
      const YttSource *source = g_ptr_array_index (sources, i);

      append_item (list, source->slug != NULL ? source->slug : source->title);
    }
  tell (walk, SOURCES, list->str, YTT_EXPORT_TEXT);
}

const char *
ytt_export_format_degrees (char   *text,
                           double  degrees)
{
  g_ascii_formatd (text, G_ASCII_DTOSTR_BUF_SIZE, "%.15g", degrees);

  return g_ascii_strtod (text, NULL) == degrees ? text : g_ascii_dtostr (text, G_ASCII_DTOSTR_BUF_SIZE, degrees);
}

static void
tell_degrees (const Walk *walk,
              guint       column,
              double      degrees)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  tell (walk, column, ytt_export_format_degrees (text, degrees), YTT_EXPORT_NUMBER);
}

/**
 * ytt_export_is_number:
 * @text: a text
 *
 * Returns: whether it is a number as JSON writes one (RFC 8259, section 6), with no more digits than a double holds
 */
gboolean
ytt_export_is_number (const char *text)
{
  const char *at = *text == '-' ? text + 1 : text;
  gsize whole = strspn (at, "0123456789"), behind = 0;

  if (whole == 0 || (whole > 1 && *at == '0'))
    return FALSE;
  at += whole;
  if (*at == '.')
    {
      behind = strspn (at + 1, "0123456789");
      if (behind == 0)
        return FALSE;
      at += 1 + behind;
    }

  return *at == '\0' && whole + behind <= 15;
}

/* What people want to know of it in one cell. */
char *
ytt_export_format_source (const YttSource *source)
{
  gboolean has_publisher = source->publisher != NULL && *source->publisher != '\0';
  gboolean has_date = source->published != NULL && *source->published != '\0';
  GString *text = g_string_new (source->title);

  if (has_publisher || has_date)
    g_string_append_printf (text, " (%s%s%s)", has_publisher ? source->publisher : "",
                            has_publisher && has_date ? ", " : "", has_date ? source->published : "");
  if (source->url != NULL && *source->url != '\0')
    g_string_append_printf (text, ". %s", source->url);

  return g_string_free (text, FALSE);
}

static void
tell_figure (const Walk     *walk,
             const YttClaim *claim)
{
  gboolean date = ytt_attribute_is_date (claim->attribute), status = g_str_equal (claim->attribute, "status");
  YttExportKind kind = date ? YTT_EXPORT_DATE : ytt_export_is_number (claim->value) ? YTT_EXPORT_NUMBER : YTT_EXPORT_TEXT;
  g_autofree char *source = claim->source != NULL ? ytt_export_format_source (claim->source) : NULL;
  guint first = FIGURES + (status ? 0 : 1 + MIN (ytt_attribute_get_rank (claim->attribute), 1000)) * N_DETAILS;
  const char *texts[N_DETAILS] = {
    claim->value, claim->value_max, claim->unit, claim->basis, claim->part, claim->scope,
    ytt_qualifier_to_code (claim->qualifier), claim->tense == YTT_TENSE_PROMISED ? "promised" : "stated",
    claim->as_of, source, claim->note
  };

  /* What nearly all figures are needs no column of its own, and of a status nothing else makes sense. */
  if (g_strcmp0 (claim->scope, "site") == 0)
    texts[SCOPE] = NULL;
  if (date || status)
    texts[UNIT] = NULL;
  if (status && claim->qualifier == YTT_QUALIFIER_EXACT)
    texts[QUALIFIER] = texts[TENSE] = NULL;

  for (guint i = 0; i < N_DETAILS; i++)
    {
      g_autofree char *column = i == VALUE ? g_strdup (claim->attribute)
                                           : g_strconcat (claim->attribute, "_", details[i], NULL);

      if (texts[i] != NULL && *texts[i] != '\0')
        walk->func (first + i, g_strdelimit (column, "-", '_'), texts[i],
                    i <= VALUE_MAX ? kind : i == AS_OF ? YTT_EXPORT_DATE : YTT_EXPORT_TEXT, walk->data);
    }
}

void
ytt_export_for_each_fixed (YttExportCellFunc func,
                           gpointer          data)
{
  for (guint i = 0; i < FIGURES; i++)
    func (i, columns[i], "", i == LATITUDE || i == LONGITUDE ? YTT_EXPORT_NUMBER : YTT_EXPORT_TEXT, data);
  func (FIGURES + VALUE, "status", "", YTT_EXPORT_TEXT, data);
  func (FIGURES + AS_OF, "status_as_of", "", YTT_EXPORT_DATE, data);
}

/**
 * ytt_export_for_each_cell:
 * @record: a facility
 * @func: called with each thing that is known of it
 * @data: for @func
 *
 * Tells what is known of a facility as cells of a table: what it is, its status, and the figures that are shown of it, each
 * with its unit, qualifier, date and source.
 */
void
ytt_export_for_each_cell (const YttRecord   *record,
                          YttExportCellFunc  func,
                          gpointer           data)
{
  const Walk walk = { func, data };

  tell (&walk, FACILITY, record->slug, YTT_EXPORT_TEXT);
  tell (&walk, NAME, record->name, YTT_EXPORT_TEXT);
  tell_strings (&walk, OTHER_NAMES, record->other_names);
  tell_companies (&walk, OPERATOR, record->operators);
  tell_companies (&walk, OWNERS, record->owners);
  tell (&walk, COUNTRY, record->country, YTT_EXPORT_TEXT);
  tell (&walk, ADMIN1, record->admin1, YTT_EXPORT_TEXT);
  tell (&walk, LOCALITY, record->locality, YTT_EXPORT_TEXT);
  if (!isnan (record->longitude))
    {
      tell_degrees (&walk, LATITUDE, record->latitude);
      tell_degrees (&walk, LONGITUDE, record->longitude);
    }
  if (record->precision != YTT_PRECISION_UNKNOWN)
    tell (&walk, LOCATION_PRECISION, ytt_precision_to_code (record->precision), YTT_EXPORT_TEXT);
  tell (&walk, LOCATION_SOURCE, record->location_source, YTT_EXPORT_TEXT);
  tell (&walk, LOCATION_NOTE, record->location_note, YTT_EXPORT_TEXT);
  tell_stages (&walk, record->stages);
  tell_strings (&walk, PRODUCTS, record->products);
  tell_strings (&walk, ELEMENTS, record->elements);
  tell (&walk, SUMMARY, record->summary, YTT_EXPORT_TEXT);
  tell_sources (&walk, record->sources);

  if (record->status_figure != NULL)
    tell_figure (&walk, record->status_figure->shown);
  for (guint i = 0; i < record->figures->len; i++)
    {
      const YttFigure *figure = g_ptr_array_index (record->figures, i);

      tell_figure (&walk, figure->shown);
    }
}
