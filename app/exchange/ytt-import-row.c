#include "config.h"

#include "ytt-import-row.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "ytt-coordinates.h"
#include "ytt-import-told.h"
#include "ytt-import-words.h"
#include "ytt-when.h"

/* What "1 t/yr REO" means, so that a million plain numbers need not be parsed as words. */
typedef struct
{
  char         *unit;
  char         *basis;
  YttQualifier  qualifier;
  YttTense      tense;
} UnitMeaning;

/* The columns that tell more of the claims of a column, -1 for none */
typedef struct
{
  int columns[YTT_N_IMPORT_DETAILS];
} Details;

struct _YttImportReader
{
  YttStaging       *staging;
  YttImportMapping *mapping;
  YttImportRow      row;
  GStringChunk     *texts;       /* of the row */
  GHashTable       *meanings;    /* attribute and unit to their UnitMeaning, or to NULL where it must be parsed */
  const char      **cells;
  gsize            *lengths;
  const char      **stripped;    /* (element-type utf8): the cells of the row, terminated */
  Details          *details;     /* of each column */
  gboolean          guarded;     /* what looks like a formula has an apostrophe before it */
};

static void
unit_meaning_free (UnitMeaning *meaning)
{
  if (meaning == NULL)
    return;

  g_free (meaning->unit);
  g_free (meaning->basis);
  g_free (meaning);
}

/* Of several claims on one attribute each has its details behind it. */
static int
find_detail (const YttImportMapping *mapping,
             guint                   position,
             YttImportDetail         detail)
{
  const YttImportColumn *claim = &g_array_index (mapping->columns, YttImportColumn, position);

  for (guint i = position + 1; i < mapping->columns->len; i++)
    {
      const YttImportColumn *column = &g_array_index (mapping->columns, YttImportColumn, i);

      if (column->field == YTT_IMPORT_CLAIM && g_str_equal (column->attribute, claim->attribute))
        break;
      if (column->field == YTT_IMPORT_DETAIL && g_str_equal (column->attribute, claim->attribute)
          && g_str_equal (column->unit, ytt_import_detail_get_code (detail)))
        return (int) i;
    }

  return ytt_import_mapping_find_detail (mapping, claim->attribute, detail);
}

static Details *
find_details (const YttImportMapping *mapping)
{
  Details *details = g_new0 (Details, mapping->columns->len + 1);

  for (guint i = 0; i < mapping->columns->len; i++)
    {
      const YttImportColumn *column = &g_array_index (mapping->columns, YttImportColumn, i);

      for (guint j = 0; j < YTT_N_IMPORT_DETAILS; j++)
        details[i].columns[j] = column->field == YTT_IMPORT_CLAIM
                                ? find_detail (mapping, i, j) : -1;
    }

  return details;
}

/**
 * ytt_import_reader_new:
 * @staging: a foreign file
 * @mapping: what its columns are for
 *
 * Returns: (transfer full): a reader of its rows
 */
YttImportReader *
ytt_import_reader_new (YttStaging             *staging,
                       const YttImportMapping *mapping)
{
  YttImportReader *self = g_new0 (YttImportReader, 1);
  guint n = ytt_staging_get_n_columns (staging);

  self->staging = g_object_ref (staging);
  self->mapping = ytt_import_mapping_copy (mapping);
  self->texts = g_string_chunk_new (1024);
  self->meanings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) unit_meaning_free);
  self->cells = g_new0 (const char *, n + 1);
  self->lengths = g_new0 (gsize, n + 1);
  self->stripped = g_new0 (const char *, n + 1);
  self->details = find_details (self->mapping);
  self->guarded = g_str_equal (ytt_staging_get_format (staging), "CSV");
  self->row.other_names = g_ptr_array_new ();
  self->row.products = g_ptr_array_new ();
  self->row.elements = g_ptr_array_new ();
  self->row.companies = g_array_new (FALSE, FALSE, sizeof (YttImportCompany));
  self->row.claims = g_array_new (FALSE, FALSE, sizeof (YttImportClaim));

  return self;
}

void
ytt_import_reader_free (YttImportReader *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->row.other_names);
  g_ptr_array_unref (self->row.products);
  g_ptr_array_unref (self->row.elements);
  g_array_unref (self->row.companies);
  g_array_unref (self->row.claims);
  g_free (self->cells);
  g_free (self->lengths);
  g_free (self->stripped);
  g_free (self->details);
  g_hash_table_unref (self->meanings);
  g_string_chunk_free (self->texts);
  ytt_import_mapping_free (self->mapping);
  g_object_unref (self->staging);
  g_free (self);
}

static void
clear_row (YttImportReader *self)
{
  YttImportRow *row = &self->row;

  g_string_chunk_clear (self->texts);
  row->slug = row->name = row->country = row->admin1 = row->locality = row->summary = "";
  row->date = self->mapping->date != NULL ? self->mapping->date : "";
  row->longitude = row->latitude = NAN;
  row->precision = YTT_PRECISION_UNKNOWN;
  row->stages = YTT_STAGE_NONE;
  row->status = YTT_STATUS_UNKNOWN;
  g_ptr_array_set_size (row->other_names, 0);
  g_ptr_array_set_size (row->products, 0);
  g_ptr_array_set_size (row->elements, 0);
  g_array_set_size (row->companies, 0);
  g_array_set_size (row->claims, 0);
}

static const char *
keep (YttImportReader *self,
      const char      *text)
{
  return g_string_chunk_insert (self->texts, text);
}

static const char *
keep_part (YttImportReader *self,
           const char      *start,
           const char      *end)
{
  while (start < end && g_ascii_isspace (*start))
    start++;
  while (end > start && g_ascii_isspace (end[-1]))
    end--;

  return g_string_chunk_insert_len (self->texts, start, end - start);
}

/* The cells of the row, without spaces around them. */
static void
take_cells (YttImportReader *self,
            guint            row)
{
  ytt_staging_get_cells (self->staging, row, self->cells, self->lengths);
  for (guint i = 0; i < self->mapping->columns->len; i++)
    {
      const YttImportColumn *column = &g_array_index (self->mapping->columns, YttImportColumn, i);

      self->stripped[i] = self->cells[i] == NULL || column->field == YTT_IMPORT_IGNORED
                          ? "" : keep_part (self, self->cells[i], self->cells[i] + self->lengths[i]);
      /* See ytt_csv_append_row(). */
      if (self->guarded && self->stripped[i][0] == '\'' && self->stripped[i][1] != '\0'
          && strchr ("=+-@", self->stripped[i][1]) != NULL)
        self->stripped[i]++;
    }
}

typedef gboolean (*ItemFunc) (YttImportReader  *self,
                              const char       *item,
                              GError          **error);

/* The items of a list, which stand between semicolons, and line breaks of a cell. */
static gboolean
for_each_item (YttImportReader  *self,
               const char       *list,
               ItemFunc          func,
               GError          **error)
{
  while (*list != '\0')
    {
      gsize length = strcspn (list, ";\n");
      const char *item = keep_part (self, list, list + length);

      if (*item != '\0' && !func (self, item, error))
        return FALSE;
      list += length;
      if (*list != '\0')
        list++;
    }

  return TRUE;
}

static gboolean
add_other_name (YttImportReader  *self,
                const char       *item,
                GError          **error)
{
  g_ptr_array_add (self->row.other_names, (gpointer) item);

  return TRUE;
}

static gboolean
add_product (YttImportReader  *self,
             const char       *item,
             GError          **error)
{
  g_ptr_array_add (self->row.products, (gpointer) item);

  return TRUE;
}

static gboolean
add_element (YttImportReader  *self,
             const char       *item,
             GError          **error)
{
  const char *symbol = ytt_import_read_element (item, error);

  if (symbol == NULL)
    return FALSE;

  g_ptr_array_add (self->row.elements, (gpointer) symbol);

  return TRUE;
}

static gboolean
add_stage (YttImportReader  *self,
           const char       *item,
           GError          **error)
{
  YttStages stage;

  if (!ytt_import_read_stage (item, &stage, error))
    return FALSE;

  self->row.stages |= stage;

  return TRUE;
}

static gboolean
add_operator (YttImportReader  *self,
              const char       *item,
              GError          **error)
{
  YttImportCompany company = { "operator", item, NAN };

  g_array_append_val (self->row.companies, company);

  return TRUE;
}

/* "Pensana 84 %", "Pensana (84%)" */
static gboolean
add_owner (YttImportReader  *self,
           const char       *item,
           GError          **error)
{
  YttImportCompany company = { "owner", item, NAN };
  const char *sign = strrchr (item, '%'), *start = sign;

  if (sign != NULL && (sign[1] == '\0' || g_str_equal (sign + 1, ")")))
    {
      while (start > item && (g_ascii_isspace (start[-1])))
        start--;
      while (start > item && (g_ascii_isdigit (start[-1]) || start[-1] == '.' || start[-1] == ','))
        start--;
      if (start < sign && start > item)
        {
          g_autofree char *number = g_strdelimit (g_strndup (start, (gsize) (sign - start)), ",", '.');
          double share = g_ascii_strtod (number, NULL);
          const char *end = start;

          while (end > item && (g_ascii_isspace (end[-1]) || end[-1] == '('))
            end--;
          if (share > 0 && share <= 100)
            {
              company.share = share;
              company.name = keep_part (self, item, end);
            }
        }
    }
  g_array_append_val (self->row.companies, company);

  return TRUE;
}

/* Plain decimals, with a point or one comma; FALSE for anything else. */
static gboolean
read_decimal (const char *text,
              double     *value)
{
  char number[48];
  char *end;

  if (strlen (text) >= sizeof number || strspn (text, "+-0123456789.,eE") != strlen (text))
    return FALSE;

  g_strlcpy (number, text, sizeof number);
  if (strchr (number, '.') == NULL && strchr (number, ',') == strrchr (number, ','))
    g_strdelimit (number, ",", '.');
  *value = g_ascii_strtod (number, &end);

  return end != number && *end == '\0' && isfinite (*value);
}

static gboolean
set_place (YttImportReader  *self,
           double            latitude,
           double            longitude,
           GError          **error)
{
  if (fabs (latitude) > 90 && fabs (latitude) <= 180 && fabs (longitude) <= 90)
    g_set_error (error, YTT_IMPORT_SWAPPED_ERROR,
                 _("%.6g is no latitude. Are latitude and longitude the other way round?"), latitude);
  else if (fabs (latitude) > 90 || fabs (longitude) > 180)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 _("%.8g, %.8g are no degrees. Coordinates in metres need a file that names their reference system."),
                 latitude, longitude);
  else
    {
      self->row.latitude = latitude;
      self->row.longitude = longitude;
      return TRUE;
    }

  return FALSE;
}

static gboolean
read_coordinates (YttImportReader  *self,
                  const char       *text,
                  GError          **error)
{
  g_autoptr(GPtrArray) places = ytt_coordinates_parse (text, NULL, error);
  const YttCoordinates *first, *second;

  if (places == NULL)
    return FALSE;

  first = g_ptr_array_index (places, 0);
  if (places->len == 1)
    return set_place (self, first->latitude, first->longitude, error);

  second = g_ptr_array_index (places, 1);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("“%s” may mean %s or %s."), text, first->meaning, second->meaning);

  return FALSE;
}

/* The places of two columns, or of the file's own points. */
static gboolean
read_place (YttImportReader  *self,
            guint             row,
            int              *at,
            GError          **error)
{
  int north = ytt_import_mapping_find (self->mapping, YTT_IMPORT_LATITUDE);
  int east = ytt_import_mapping_find (self->mapping, YTT_IMPORT_LONGITUDE);
  const char *latitude = north >= 0 ? self->stripped[north] : "", *longitude = east >= 0 ? self->stripped[east] : "";
  g_autofree char *both = NULL;
  YttStagedRow staged;
  double x, y;

  if (*latitude == '\0' && *longitude == '\0')
    {
      ytt_staging_get_row (self->staging, row, &staged);
      x = self->mapping->swapped ? staged.latitude : staged.longitude;
      y = self->mapping->swapped ? staged.longitude : staged.latitude;
      return !isnan (self->row.latitude) || !isfinite (x) || !isfinite (y) || set_place (self, y, x, error);
    }

  *at = *latitude == '\0' ? north : east;
  if (*latitude == '\0' || *longitude == '\0')
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("Half of the coordinates is missing."));
      return FALSE;
    }

  *at = north;
  if (read_decimal (latitude, &y) && read_decimal (longitude, &x))
    return set_place (self, y, x, error);
  both = g_strconcat (latitude, ", ", longitude, NULL);

  return read_coordinates (self, both, error);
}

static gboolean
read_date (YttImportReader  *self,
           const char       *text,
           GError          **error)
{
  g_autoptr(GPtrArray) readings = ytt_when_parse (text, YTT_WHEN_PLAIN, NULL, error);

  if (readings == NULL)
    return FALSE;
  if (readings->len > 1)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("“%s” may mean several days. Write 2025-09-08."), text);
      return FALSE;
    }

  self->row.date = keep (self, ((YttReading *) g_ptr_array_index (readings, 0))->value);

  return TRUE;
}

static void
add_claim (YttImportReader  *self,
           const char       *attribute,
           const YttReading *reading,
           const char       *typed)
{
  YttImportClaim claim = { attribute, keep (self, reading->value),
                           reading->value_max != NULL ? keep (self, reading->value_max) : "",
                           keep (self, reading->unit), keep (self, reading->basis), typed,
                           reading->note != NULL ? keep (self, reading->note) : "", "", "site", NULL,
                           reading->qualifier, reading->tense };

  g_array_append_val (self->row.claims, claim);
}

static gboolean
parse_claim (YttImportReader  *self,
             const char       *attribute,
             const char       *text,
             GError          **error)
{
  g_autoptr(GPtrArray) readings = ytt_readings_parse (attribute, text, NULL, error);

  if (readings == NULL)
    return FALSE;
  if (readings->len > 1)
    {
      const YttReading *first = g_ptr_array_index (readings, 0), *second = g_ptr_array_index (readings, 1);

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("“%s” may mean %s or %s."), text,
                   first->meaning, second->meaning);
      return FALSE;
    }

  add_claim (self, attribute, g_ptr_array_index (readings, 0), text);

  return TRUE;
}

/* A number that needs no thought: digits, and a point with what is behind it. Three digits behind it may be thousands. */
static gboolean
is_plain_number (const char *text)
{
  gsize whole = strspn (text, "0123456789");
  const char *point = text + whole;
  gsize behind = *point == '.' ? strspn (point + 1, "0123456789") : 0;

  return whole > 0 && whole <= 15 && (text[0] != '0' || whole == 1)
         && (*point == '\0' || (*point == '.' && behind > 0 && behind != 3 && point[1 + behind] == '\0'));
}

/* (nullable): NULL where numbers with this unit have to be parsed */
static const UnitMeaning *
get_unit_meaning (YttImportReader *self,
                  const char      *attribute,
                  const char      *unit)
{
  g_autofree char *key = g_strconcat (attribute, "\x1f", unit, NULL);
  g_autofree char *sample = NULL;
  g_autoptr(GPtrArray) readings = NULL;
  UnitMeaning *meaning = NULL;
  gpointer found;

  if (g_hash_table_lookup_extended (self->meanings, key, NULL, &found))
    return found;

  sample = g_strconcat ("7 ", unit, NULL);
  readings = ytt_attribute_is_date (attribute) ? NULL : ytt_readings_parse (attribute, sample, NULL, NULL);
  if (readings != NULL && readings->len == 1)
    {
      const YttReading *reading = g_ptr_array_index (readings, 0);

      if (g_str_equal (reading->value, "7") && reading->value_max == NULL && reading->note == NULL)
        {
          meaning = g_new0 (UnitMeaning, 1);
          *meaning = (UnitMeaning) { g_strdup (reading->unit), g_strdup (reading->basis), reading->qualifier, reading->tense };
        }
    }
  g_hash_table_insert (self->meanings, g_steal_pointer (&key), meaning);

  return meaning;
}

static const char *
get_detail (YttImportReader *self,
            guint            position,
            YttImportDetail  detail)
{
  int column = self->details[position].columns[detail];

  return column >= 0 ? self->stripped[column] : "";
}

/* A claim that is told in all its parts, in columns that our own exports have: as it stands there. */
static gboolean
read_told (YttImportReader *self,
           guint            position)
{
  const YttImportColumn *column = &g_array_index (self->mapping->columns, YttImportColumn, position);
  const char *details[YTT_N_IMPORT_DETAILS];
  YttImportClaim claim;

  for (guint i = 0; i < YTT_N_IMPORT_DETAILS; i++)
    details[i] = get_detail (self, position, i);
  if (!ytt_import_read_told (column->attribute, self->stripped[position], details, self->texts, &claim))
    return FALSE;

  g_array_append_val (self->row.claims, claim);

  return TRUE;
}

/* A number that stands alone has the unit of its column, or of the one behind it. */
static gboolean
read_claim (YttImportReader  *self,
            guint             position,
            GError          **error)
{
  const YttImportColumn *column = &g_array_index (self->mapping->columns, YttImportColumn, position);
  const char *text = self->stripped[position], *unit = column->unit;
  const UnitMeaning *meaning;
  g_autofree char *both = NULL;
  double number;

  if (read_told (self, position))
    return TRUE;
  if (*get_detail (self, position, YTT_IMPORT_DETAIL_UNIT) != '\0')
    unit = get_detail (self, position, YTT_IMPORT_DETAIL_UNIT);
  if (position + 1 < self->mapping->columns->len
      && g_array_index (self->mapping->columns, YttImportColumn, position + 1).field == YTT_IMPORT_UNIT
      && *self->stripped[position + 1] != '\0')
    unit = self->stripped[position + 1];

  /* "up to 1000" lacks a unit, "up to 1000 t/yr" does not. */
  if (*unit == '\0')
    return parse_claim (self, column->attribute, text, error);
  if (!read_decimal (text, &number) && parse_claim (self, column->attribute, text, NULL))
    return TRUE;

  meaning = is_plain_number (text) ? get_unit_meaning (self, column->attribute, unit) : NULL;
  if (meaning != NULL)
    {
      YttImportClaim claim = { column->attribute, text, "", meaning->unit, meaning->basis, text, "",
                               "", "site", NULL, meaning->qualifier, meaning->tense };

      g_array_append_val (self->row.claims, claim);
      return TRUE;
    }
  both = g_strconcat (text, " ", unit, NULL);

  return parse_claim (self, column->attribute, keep (self, both), error);
}

static gboolean
read_cell (YttImportReader  *self,
           guint             position,
           GError          **error)
{
  const char *text = self->stripped[position];
  YttImportRow *row = &self->row;

  switch (g_array_index (self->mapping->columns, YttImportColumn, position).field)
    {
    case YTT_IMPORT_SLUG:
      row->slug = text;
      return TRUE;
    case YTT_IMPORT_NAME:
      row->name = text;
      return TRUE;
    case YTT_IMPORT_OTHER_NAMES:
      return for_each_item (self, text, add_other_name, error);
    case YTT_IMPORT_COORDINATES:
      return read_coordinates (self, text, error);
    case YTT_IMPORT_PRECISION:
      return ytt_import_read_precision (text, &row->precision, error);
    case YTT_IMPORT_COUNTRY:
      return (row->country = ytt_import_read_country (text, error)) != NULL;
    case YTT_IMPORT_ADMIN1:
      row->admin1 = text;
      return TRUE;
    case YTT_IMPORT_LOCALITY:
      row->locality = text;
      return TRUE;
    case YTT_IMPORT_STAGES:
      return for_each_item (self, text, add_stage, error);
    case YTT_IMPORT_STATUS:
      return ytt_import_read_status (text, &row->status, error);
    case YTT_IMPORT_OPERATOR:
      return for_each_item (self, text, add_operator, error);
    case YTT_IMPORT_OWNERS:
      return for_each_item (self, text, add_owner, error);
    case YTT_IMPORT_PRODUCTS:
      return for_each_item (self, text, add_product, error);
    case YTT_IMPORT_ELEMENTS:
      return for_each_item (self, text, add_element, error);
    case YTT_IMPORT_SUMMARY:
      row->summary = text;
      return TRUE;
    case YTT_IMPORT_CLAIM:
      return read_claim (self, position, error);
    case YTT_IMPORT_DATE:
      return read_date (self, text, error);
    case YTT_IMPORT_IGNORED:
    case YTT_IMPORT_LATITUDE:
    case YTT_IMPORT_LONGITUDE:
    case YTT_IMPORT_UNIT:
    case YTT_IMPORT_DETAIL:
    default:
      return TRUE;
    }
}

/**
 * ytt_import_reader_read:
 * @self: a reader
 * @row: from 0
 * @column: (out): where the error is, -1 for the row as a whole
 * @error: return location for a #GIOErrorEnum or #YttError that says what cannot be read
 *
 * Reads a row by the mapping.
 *
 * Returns: (transfer none) (nullable): what it says, until the next row is read
 */
const YttImportRow *
ytt_import_reader_read (YttImportReader  *self,
                        guint             row,
                        int              *column,
                        GError          **error)
{
  *column = -1;
  clear_row (self);
  take_cells (self, row);
  for (guint i = 0; i < self->mapping->columns->len; i++)
    if (*self->stripped[i] != '\0' && !read_cell (self, i, error))
      {
        *column = (int) i;
        return NULL;
      }

  if (!read_place (self, row, column, error))
    return NULL;
  *column = -1;
  if (!isnan (self->row.latitude) && self->row.precision == YTT_PRECISION_UNKNOWN)
    self->row.precision = self->mapping->precision;

  return &self->row;
}
