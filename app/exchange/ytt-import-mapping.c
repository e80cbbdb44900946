#include "config.h"

#include "ytt-import-mapping.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

/* Whether a file has points is looked up in so many of its rows. */
#define ROWS_A_LOOK 100

/* The newest version of what is kept. */
#define VERSION 1

/* Codes are kept in files; words are what columns of others are called by, letters only. */
static const struct
{
  const char *code;
  const char *label;
  const char *words;
} fields[YTT_N_IMPORT_FIELDS] = {
  [YTT_IMPORT_IGNORED] = { "ignored", N_("Not imported"), "" },
  [YTT_IMPORT_SLUG] = { "facility", N_("Key"), "facility slug key id uid identifier" },
  [YTT_IMPORT_NAME] = { "name", N_("Name"),
                        "name facilityname plant plantname project projectname mine site sitename title bezeichnung nom" },
  [YTT_IMPORT_OTHER_NAMES] = { "other-names", N_("Other names"), "othernames aliases alias alsoknownas aka names" },
  [YTT_IMPORT_LATITUDE] = { "latitude", N_("Latitude"), "latitude lat y breite breitengrad latitud ycoord declat latdec" },
  [YTT_IMPORT_LONGITUDE] = { "longitude", N_("Longitude"),
                             "longitude lon long lng x laenge längengrad längegrad longitud xcoord declon londec" },
  [YTT_IMPORT_COORDINATES] = { "coordinates", N_("Coordinates"), "coordinates coordinate coords latlon latlong location position" },
  [YTT_IMPORT_PRECISION] = { "precision", N_("Precision of the place"), "precision locationprecision accuracy" },
  [YTT_IMPORT_COUNTRY] = { "country", N_("Country"), "country countrycode iso iso2 isoa2 land pays countryname" },
  [YTT_IMPORT_ADMIN1] = { "admin1", N_("State or province"), "admin1 state province region admin bundesland stateprovince" },
  [YTT_IMPORT_LOCALITY] = { "locality", N_("Town"), "locality town city place ort ville municipality" },
  [YTT_IMPORT_STAGES] = { "stages", N_("Stages"), "stages stage type facilitytype planttype segment step" },
  [YTT_IMPORT_STATUS] = { "status", N_("Status"), "status projectstatus operatingstatus state2 zustand statut" },
  [YTT_IMPORT_OPERATOR] = { "operator", N_("Operator"), "operator company companies betreiber exploitant operators" },
  [YTT_IMPORT_OWNERS] = { "owners", N_("Owners"), "owners owner ownership eigentümer propriétaire shareholders" },
  [YTT_IMPORT_PRODUCTS] = { "products", N_("Products"), "products product produkte produits output" },
  [YTT_IMPORT_ELEMENTS] = { "elements", N_("Elements"), "elements element ree elemente" },
  [YTT_IMPORT_SUMMARY] = { "summary", N_("Description"), "summary description note notes comment comments remarks beschreibung" },
  [YTT_IMPORT_CLAIM] = { "claim", N_("Figure"), "" },
  [YTT_IMPORT_UNIT] = { "unit", N_("Unit of the figure before"), "unit units einheit capacityunit uom" },
  [YTT_IMPORT_DATE] = { "date", N_("Date of the figures"), "date asof statusasof updated lastupdated stand year datum" },
  [YTT_IMPORT_DETAIL] = { "detail", N_("Detail of a figure"), "" },
};

/* As our own exports call them behind the attribute. */
static const char * const details[YTT_N_IMPORT_DETAILS] = {
  "max", "unit", "basis", "part", "scope", "qualifier", "tense", "as_of", "note"
};

/* What columns of figures are called by. */
static const struct
{
  const char *attribute;
  const char *words;
} figures[] = {
  { "capacity", "capacity nameplate nameplatecapacity plantcapacity annualcapacity kapazität capacité headlinecapacity" },
  { "capex", "capex cost plantcost investment capitalcost investition" },
  { "start", "start startup startyear startdate commissioning firstproduction operationalyear yearopened opening" },
  { "production", "production annualproduction output2 produktion" },
  { "resource", "resource resources" },
  { "reserve", "reserve reserves" },
  { "grade", "grade treograde oregrade" },
  { "jobs", "jobs employees workforce staff arbeitsplätze" },
  { "mine-life", "minelife lifeofmine lom" },
  { "funding", "funding finance grant" },
};

const char *
ytt_import_field_get_label (YttImportField field)
{
  g_return_val_if_fail (field < YTT_N_IMPORT_FIELDS, "");

  return _(fields[field].label);
}

const char *
ytt_import_detail_get_code (YttImportDetail detail)
{
  g_return_val_if_fail (detail < YTT_N_IMPORT_DETAILS, "");

  return details[detail];
}

gboolean
ytt_import_field_from_code (const char     *code,
                            YttImportField *field)
{
  for (YttImportField i = 0; i < YTT_N_IMPORT_FIELDS; i++)
    if (g_strcmp0 (code, fields[i].code) == 0)
      {
        *field = i;
        return TRUE;
      }

  return FALSE;
}

static void
column_clear (gpointer data)
{
  YttImportColumn *column = data;

  g_free (column->attribute);
  g_free (column->unit);
}

static YttImportMapping *
mapping_new (guint       n_columns,
             const char *name)
{
  YttImportMapping *mapping = g_new0 (YttImportMapping, 1);

  mapping->columns = g_array_sized_new (FALSE, TRUE, sizeof (YttImportColumn), n_columns);
  g_array_set_clear_func (mapping->columns, column_clear);
  g_array_set_size (mapping->columns, n_columns);
  for (guint i = 0; i < n_columns; i++)
    g_array_index (mapping->columns, YttImportColumn, i).unit = g_strdup ("");
  mapping->source = g_strdup (name);

  return mapping;
}

void
ytt_import_mapping_free (YttImportMapping *mapping)
{
  if (mapping == NULL)
    return;

  g_array_unref (mapping->columns);
  g_free (mapping->date);
  g_free (mapping->source);
  g_free (mapping->address);
  g_free (mapping);
}

YttImportMapping *
ytt_import_mapping_copy (const YttImportMapping *mapping)
{
  YttImportMapping *copy = mapping_new (mapping->columns->len, mapping->source);

  for (guint i = 0; i < mapping->columns->len; i++)
    {
      const YttImportColumn *column = &g_array_index (mapping->columns, YttImportColumn, i);

      ytt_import_mapping_set (copy, i, column->field, column->attribute, column->unit);
    }
  copy->swapped = mapping->swapped;
  copy->precision = mapping->precision;
  copy->date = g_strdup (mapping->date);
  copy->address = g_strdup (mapping->address);

  return copy;
}

static gboolean
has_attribute (YttImportField field)
{
  return field == YTT_IMPORT_CLAIM || field == YTT_IMPORT_DETAIL;
}

/**
 * ytt_import_mapping_set:
 * @mapping: a mapping
 * @column: from 0
 * @field: what the column is for
 * @attribute: (nullable): of %YTT_IMPORT_CLAIM and %YTT_IMPORT_DETAIL: what the claims are about
 * @unit: (nullable): of %YTT_IMPORT_CLAIM: the unit and basis of numbers that stand alone; of %YTT_IMPORT_DETAIL: which
 *
 * Says what a column is for.
 */
void
ytt_import_mapping_set (YttImportMapping *mapping,
                        guint             column,
                        YttImportField    field,
                        const char       *attribute,
                        const char       *unit)
{
  YttImportColumn *set;

  g_return_if_fail (column < mapping->columns->len);
  g_return_if_fail (has_attribute (field) == (attribute != NULL));

  set = &g_array_index (mapping->columns, YttImportColumn, column);
  set->field = field;
  g_free (set->attribute);
  set->attribute = g_strdup (attribute);
  g_free (set->unit);
  set->unit = g_strdup (unit != NULL ? unit : "");
}

void
ytt_import_mapping_swap (YttImportMapping *mapping)
{
  int north = ytt_import_mapping_find (mapping, YTT_IMPORT_LATITUDE);
  int east = ytt_import_mapping_find (mapping, YTT_IMPORT_LONGITUDE);

  if (north < 0 || east < 0)
    {
      mapping->swapped = !mapping->swapped;
      return;
    }

  ytt_import_mapping_set (mapping, (guint) north, YTT_IMPORT_LONGITUDE, NULL, NULL);
  ytt_import_mapping_set (mapping, (guint) east, YTT_IMPORT_LATITUDE, NULL, NULL);
}

int
ytt_import_mapping_find (const YttImportMapping *mapping,
                         YttImportField          field)
{
  for (guint i = 0; i < mapping->columns->len; i++)
    if (g_array_index (mapping->columns, YttImportColumn, i).field == field)
      return (int) i;

  return -1;
}

int
ytt_import_mapping_find_detail (const YttImportMapping *mapping,
                                const char             *attribute,
                                YttImportDetail         detail)
{
  for (guint i = 0; i < mapping->columns->len; i++)
    {
      const YttImportColumn *column = &g_array_index (mapping->columns, YttImportColumn, i);

      if (column->field == YTT_IMPORT_DETAIL && g_str_equal (column->attribute, attribute)
          && g_str_equal (column->unit, details[detail]))
        return (int) i;
    }

  return -1;
}

/* Letters and digits in small letters, without what stands in brackets. */
static char *
simplify (const char *text)
{
  GString *simple = g_string_new (NULL);
  guint depth = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (c == '(' || c == '[')
        depth++;
      else if ((c == ')' || c == ']') && depth > 0)
        depth--;
      else if (depth == 0 && g_unichar_isalnum (c))
        g_string_append_unichar (simple, g_unichar_tolower (c));
    }

  return g_string_free (simple, FALSE);
}

static gboolean
is_word_of (const char *words,
            const char *word)
{
  gsize length = strlen (word);

  for (const char *at = words; length > 0 && (at = strstr (at, word)) != NULL; at++)
    if ((at == words || at[-1] == ' ') && (at[length] == '\0' || at[length] == ' '))
      return TRUE;

  return FALSE;
}

/* "Capacity (t/yr REO)" names the unit of its numbers. */
static char *
find_unit (const char *name)
{
  const char *start = strpbrk (name, "([");
  const char *end = start != NULL ? strpbrk (start, ")]") : NULL;

  return end != NULL ? g_strstrip (g_strndup (start + 1, (gsize) (end - start - 1))) : g_strdup ("");
}

static gboolean
guess_figure (YttImportMapping *mapping,
              guint             column,
              const char       *name,
              const char       *simple)
{
  const char *attribute = NULL;
  g_autofree char *unit = find_unit (name);

  for (guint i = 0; attribute == NULL && i < G_N_ELEMENTS (figures); i++)
    if (is_word_of (figures[i].words, simple))
      attribute = figures[i].attribute;
  for (guint i = 0; attribute == NULL && ytt_attribute_get_nth (i) != NULL; i++)
    {
      g_autofree char *code = simplify (ytt_attribute_get_nth (i));
      g_autofree char *label = simplify (ytt_attribute_get_label (ytt_attribute_get_nth (i)));

      if (!g_str_equal (code, "status") && (g_str_equal (code, simple) || g_str_equal (label, simple)))
        attribute = ytt_attribute_get_nth (i);
    }
  if (attribute == NULL)
    return FALSE;

  ytt_import_mapping_set (mapping, column, YTT_IMPORT_CLAIM, attribute, unit);

  return TRUE;
}

/* "capacity_as_of", as our own exports have it */
static gboolean
guess_detail (YttImportMapping *mapping,
              guint             column,
              const char       *simple)
{
  for (guint i = 0; ytt_attribute_get_nth (i) != NULL; i++)
    {
      const char *attribute = ytt_attribute_get_nth (i);
      g_autofree char *code = simplify (attribute);

      for (guint j = 0; g_str_has_prefix (simple, code) && j < YTT_N_IMPORT_DETAILS; j++)
        {
          g_autofree char *detail = simplify (details[j]);

          if (!g_str_equal (attribute, "status") && g_str_equal (simple + strlen (code), detail))
            {
              ytt_import_mapping_set (mapping, column, YTT_IMPORT_DETAIL, attribute, details[j]);
              return TRUE;
            }
        }
    }

  return FALSE;
}

/* Whether a column is called as the data set calls it; else it may be called as others do. */
static gboolean
is_called (YttImportField  field,
           const char     *simple,
           gboolean        ours)
{
  const char *words = fields[field].words;
  g_autofree char *label = NULL;

  if (ours)
    return *simple != '\0' && strcspn (words, " ") == strlen (simple) && g_str_has_prefix (words, simple);

  label = simplify (_(fields[field].label));

  return is_word_of (words, simple) || g_str_equal (label, simple);
}

static void
guess_column (YttImportMapping *mapping,
              guint             column,
              const char       *name,
              gboolean          ours)
{
  g_autofree char *simple = simplify (name);

  if (g_array_index (mapping->columns, YttImportColumn, column).field != YTT_IMPORT_IGNORED
      || (ours && guess_detail (mapping, column, simple)))
    return;

  for (YttImportField field = YTT_IMPORT_SLUG; field < YTT_N_IMPORT_FIELDS; field++)
    if (!has_attribute (field) && is_called (field, simple, ours)
        && (field == YTT_IMPORT_UNIT || ytt_import_mapping_find (mapping, field) < 0))
      {
        ytt_import_mapping_set (mapping, column, field, NULL, NULL);
        return;
      }

  if (!ours)
    guess_figure (mapping, column, name, simple);
}

/* Points in a reference system that the file names are better than columns, which may be in another one, as "x" and "y"
 * often are. */
static gboolean
has_points (YttStaging *staging)
{
  for (guint i = 0; ytt_staging_get_reference (staging) != NULL && i < MIN (ytt_staging_get_n_rows (staging), ROWS_A_LOOK); i++)
    {
      YttStagedRow row;

      ytt_staging_get_row (staging, i, &row);
      if (isfinite (row.longitude))
        return TRUE;
    }

  return FALSE;
}

static void
leave_out_places (YttImportMapping *mapping)
{
  static const YttImportField places[] = { YTT_IMPORT_LATITUDE, YTT_IMPORT_LONGITUDE, YTT_IMPORT_COORDINATES };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      int column = ytt_import_mapping_find (mapping, places[i]);

      if (column >= 0)
        ytt_import_mapping_set (mapping, (guint) column, YTT_IMPORT_IGNORED, NULL, NULL);
    }
}

/**
 * ytt_import_mapping_guess:
 * @staging: a foreign file
 * @name: what it is called
 *
 * Guesses from their names what the columns of a file are for; what cannot be guessed is left out.
 *
 * Returns: (transfer full): a mapping to begin with
 */
YttImportMapping *
ytt_import_mapping_guess (YttStaging *staging,
                          const char *name)
{
  YttImportMapping *mapping;

  g_return_val_if_fail (YTT_IS_STAGING (staging), NULL);

  mapping = mapping_new (ytt_staging_get_n_columns (staging), name);
  for (int ours = TRUE; ours >= FALSE; ours--)
    for (guint i = 0; i < mapping->columns->len; i++)
      guess_column (mapping, i, ytt_staging_get_column (staging, i), ours);
  if (has_points (staging))
    leave_out_places (mapping);

  return mapping;
}

/* Files with the same columns in the same order share a mapping. */
static char *
make_path (YttStaging *staging,
           const char *folder)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *name = NULL;

  for (guint i = 0; i < ytt_staging_get_n_columns (staging); i++)
    {
      const char *column = ytt_staging_get_column (staging, i);

      g_checksum_update (checksum, (const guchar *) column, (gssize) strlen (column) + 1);
    }
  name = g_strdup_printf ("%.16s.json", g_checksum_get_string (checksum));

  return g_build_filename (folder, name, NULL);
}

static void
add_text (JsonBuilder *builder,
          const char  *name,
          const char  *text)
{
  if (text == NULL)
    return;

  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

/**
 * ytt_import_mapping_save:
 * @mapping: a mapping
 * @staging: the file that it is for
 * @folder: where mappings are kept, made if it is not there
 * @error: return location for a #GFileError
 *
 * Keeps what the columns are for, for the next file with the same ones. What is about this file alone is not kept: its
 * date, title and address.
 *
 * Returns: whether it was written
 */
gboolean
ytt_import_mapping_save (const YttImportMapping  *mapping,
                         YttStaging              *staging,
                         const char              *folder,
                         GError                 **error)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *path = make_path (staging, folder);
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, VERSION);
  json_builder_set_member_name (builder, "swapped");
  json_builder_add_boolean_value (builder, mapping->swapped);
  add_text (builder, "precision", mapping->precision != YTT_PRECISION_UNKNOWN
                                  ? ytt_precision_to_code (mapping->precision) : NULL);
  json_builder_set_member_name (builder, "columns");
  json_builder_begin_array (builder);
  for (guint i = 0; i < mapping->columns->len; i++)
    {
      const YttImportColumn *column = &g_array_index (mapping->columns, YttImportColumn, i);

      json_builder_begin_object (builder);
      add_text (builder, "name", ytt_staging_get_column (staging, i));
      add_text (builder, "field", fields[column->field].code);
      add_text (builder, "attribute", column->attribute);
      add_text (builder, "unit", *column->unit != '\0' ? column->unit : NULL);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", folder, g_strerror (errno));
      return FALSE;
    }

  return g_file_set_contents (path, text, -1, error);
}

static const char *
get_text (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

static void
take_column (YttImportMapping *mapping,
             guint             position,
             JsonObject       *column)
{
  const char *attribute = get_text (column, "attribute");
  YttImportField field;

  if (ytt_import_field_from_code (get_text (column, "field"), &field)
      && has_attribute (field) == (attribute != NULL))
    ytt_import_mapping_set (mapping, position, field, attribute, get_text (column, "unit"));
}

/**
 * ytt_import_mapping_load:
 * @staging: a foreign file
 * @name: what it is called
 * @folder: where mappings are kept
 *
 * Returns: (transfer full): what was kept for files with these columns, or what can be guessed
 */
YttImportMapping *
ytt_import_mapping_load (YttStaging *staging,
                         const char *name,
                         const char *folder)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autofree char *path = make_path (staging, folder);
  YttImportMapping *mapping = ytt_import_mapping_guess (staging, name);
  JsonNode *root, *columns;
  const char *precision;

  if (!json_parser_load_from_file (parser, path, NULL))
    return mapping;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return mapping;

  mapping->swapped = json_object_get_boolean_member_with_default (json_node_get_object (root), "swapped", FALSE);
  precision = get_text (json_node_get_object (root), "precision");
  if (precision != NULL)
    ytt_precision_from_code (precision, &mapping->precision);
  columns = json_object_get_member (json_node_get_object (root), "columns");
  if (columns != NULL && JSON_NODE_HOLDS_ARRAY (columns)
      && json_array_get_length (json_node_get_array (columns)) == mapping->columns->len)
    for (guint i = 0; i < mapping->columns->len; i++)
      {
        JsonNode *column = json_array_get_element (json_node_get_array (columns), i);

        if (JSON_NODE_HOLDS_OBJECT (column))
          take_column (mapping, i, json_node_get_object (column));
      }

  return mapping;
}
