#include "config.h"

#include "ytt-check.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-nearest.h"
#include "ytt-vocabulary.h"

#define is_empty(text) (*(text) == '\0')

static void
check_facility (const YttTable *table,
                guint           row,
                GPtrArray      *problems)
{
  gboolean has_latitude = !is_empty (ytt_table_get (table, row, "latitude"));
  gboolean has_longitude = !is_empty (ytt_table_get (table, row, "longitude"));
  gboolean has_precision = !is_empty (ytt_table_get (table, row, "location_precision"));
  gboolean has_source = !is_empty (ytt_table_get (table, row, "location_source"));

  if (has_latitude != has_longitude)
    ytt_check_add_problem (problems, table, row, has_latitude ? "longitude" : "latitude",
                           _("is empty, but the other coordinate is there."));
  else if (has_latitude != has_precision)
    ytt_check_add_problem (problems, table, row, "location_precision",
                           has_latitude ? _("is empty, but there are coordinates.")
                                        : _("there is a precision, but no coordinates."));
  else if (has_latitude != has_source)
    ytt_check_add_problem (problems, table, row, "location_source",
                           has_latitude ? _("is empty, but there are coordinates.")
                                        : _("there is a source, but no coordinates."));
}

static void
check_owners (const YttTable *table,
              guint           row,
              GPtrArray      *problems)
{
  g_auto(GStrv) owners = ytt_table_split_list (ytt_table_get (table, row, "owners"));
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; owners[i] != NULL; i++)
    {
      g_auto(GStrv) parts = ytt_table_split_item (owners[i], TRUE);

      if (g_hash_table_contains (seen, parts[0]))
        ytt_check_add_problem (problems, table, row, "owners", _("“%s” is there twice."), parts[0]);
      g_hash_table_add (seen, g_steal_pointer (&parts[0]));
    }
}

static void
check_shares (const YttTable *table,
              guint           row,
              GPtrArray      *problems)
{
  g_auto(GStrv) owners = ytt_table_split_list (ytt_table_get (table, row, "owners"));
  double sum = 0;

  for (guint i = 0; owners[i] != NULL; i++)
    {
      g_auto(GStrv) parts = ytt_table_split_item (owners[i], TRUE);

      if (parts[1] != NULL)
        sum += g_ascii_strtod (parts[1], NULL);
    }

  /* Shares such as 33.3 have no exact binary form. */
  if (sum > 100 + 1e-6)
    ytt_check_add_problem (problems, table, row, "owners", _("the shares come to %.15g %%."), sum);
}

static gboolean
check_claim_value (const YttTable *table,
                   guint           row,
                   const char     *column,
                   gboolean        is_date,
                   GPtrArray      *problems)
{
  const char *text = ytt_table_get (table, row, column);

  if (is_date && !ytt_check_is_date (text))
    {
      ytt_check_add_problem (problems, table, row, column,
                             _("“%s” is not a date. Write YYYY, YYYY-MM or YYYY-MM-DD."), text);
      return FALSE;
    }
  if (!is_date && !ytt_check_is_number (text))
    {
      ytt_check_add_problem (problems, table, row, column,
                             _("“%s” is not a number. Write digits, with a point before decimals."), text);
      return FALSE;
    }
  if (!is_date && g_ascii_strtod (text, NULL) < 0)
    {
      ytt_check_add_problem (problems, table, row, column, _("%s is less than nothing."), text);
      return FALSE;
    }

  return TRUE;
}

static void
check_claim_values (const YttTable *table,
                    guint           row,
                    GPtrArray      *problems)
{
  const char *value = ytt_table_get (table, row, "value");
  const char *value_max = ytt_table_get (table, row, "value_max");
  const char *unit = ytt_table_get (table, row, "unit");
  gboolean is_date = g_str_equal (unit, "date");

  if (!check_claim_value (table, row, "value", is_date, problems))
    return;

  if (!is_empty (value_max))
    {
      if (!check_claim_value (table, row, "value_max", is_date, problems))
        return;
      if (is_date ? strcmp (value_max, value) <= 0
                  : g_ascii_strtod (value_max, NULL) <= g_ascii_strtod (value, NULL))
        ytt_check_add_problem (problems, table, row, "value_max", _("%s is not above the value, %s."),
                               value_max, value);
    }

  if (g_str_equal (unit, "%") && g_ascii_strtod (is_empty (value_max) ? value : value_max, NULL) > 100)
    ytt_check_add_problem (problems, table, row, "value", _("is more than 100 %%."));
}

static void
check_claim_unit (const YttTable *table,
                  guint           row,
                  GPtrArray      *problems)
{
  const char *unit = ytt_table_get (table, row, "unit");
  const char *attribute = ytt_table_get (table, row, "attribute");
  const char *basis = ytt_table_get (table, row, "basis");
  gboolean has_mass = g_str_has_prefix (unit, "t") || g_str_has_prefix (unit, "Mt")
                      || g_str_has_prefix (unit, "kg");

  if (!g_strv_contains (ytt_vocabulary_units, unit) && !g_strv_contains (ytt_vocabulary_currencies, unit))
    ytt_check_add_problem (problems, table, row, "unit", _("“%s” is unknown. Nearest: %s."), unit,
                           ytt_nearest_find (ytt_vocabulary_units, unit));
  else if (!ytt_vocabulary_attribute_has_unit (attribute, unit))
    ytt_check_add_problem (problems, table, row, "unit", _("%s is not counted in %s."), attribute, unit);
  else if (!is_empty (basis) && !has_mass && !g_str_equal (unit, "%"))
    ytt_check_add_problem (problems, table, row, "basis", _("%s has a basis, but is no mass."), unit);
  else if (has_mass && is_empty (basis) && g_str_has_prefix (unit, "t")
           && is_empty (ytt_table_get (table, row, "note")))
    ytt_check_add_problem (problems, table, row, "note", _("must say what the tonnes are of, for the basis is empty."));
}

static void
check_claim_tense (const YttTable *table,
                   guint           row,
                   GPtrArray      *problems)
{
  static const char * const promises[] = { "planned", "expected", NULL };
  static const char * const statements[] = { "exact", "at-least", NULL };
  const char *qualifier = ytt_table_get (table, row, "qualifier");
  gboolean promised = g_str_equal (ytt_table_get (table, row, "tense"), "promised");

  if (promised ? g_strv_contains (statements, qualifier) : g_strv_contains (promises, qualifier))
    ytt_check_add_problem (problems, table, row, "tense", _("“%s” does not go with the qualifier “%s”."),
                           promised ? "promised" : "stated", qualifier);
}

static void
check_announcement (const YttTable *table,
                    guint           row,
                    GPtrArray      *problems)
{
  gboolean has_amount = !is_empty (ytt_table_get (table, row, "amount"));

  if (has_amount == is_empty (ytt_table_get (table, row, "currency")))
    ytt_check_add_problem (problems, table, row, "currency",
                           has_amount ? _("is empty, but there is an amount.") : _("there is a currency, but no amount."));
  else if (has_amount == is_empty (ytt_table_get (table, row, "amount_qualifier")))
    ytt_check_add_problem (problems, table, row, "amount_qualifier",
                           has_amount ? _("is empty, but there is an amount.") : _("there is a qualifier, but no amount."));
}

static void
check_link (const YttTable *table,
            guint           row,
            GPtrArray      *problems)
{
  const char *from = ytt_table_get (table, row, "from_facility");
  const char *to = ytt_table_get (table, row, "to_facility");
  const char *since = ytt_table_get (table, row, "since");
  const char *until = ytt_table_get (table, row, "until");
  const char *material = ytt_table_get (table, row, "material");

  if (is_empty (to) == is_empty (ytt_table_get (table, row, "to_organisation")))
    ytt_check_add_problem (problems, table, row, "to_facility",
                           is_empty (to) ? _("a link must lead to a facility or to an organisation.")
                                         : _("a link leads to a facility or to an organisation, not to both."));
  else if (g_str_equal (from, to))
    ytt_check_add_problem (problems, table, row, "to_facility", _("the link leads to where it comes from."));

  /* "2012" until "2012-06" is in order, so only what both name is compared. */
  if (!is_empty (since) && !is_empty (until)
      && strncmp (since, until, MIN (strlen (since), strlen (until))) > 0)
    ytt_check_add_problem (problems, table, row, "until", _("%s is before it began, %s."), until, since);

  if (ytt_vocabulary_get_maker (material) == NULL)
    ytt_check_add_problem (problems, table, row, "material",
                           _("no word of “%s” tells which stage makes it."), material);
}

/* A view needs its whole place, a slide has none. */
static void
check_tour_stop (const YttTable *table,
                 guint           row,
                 GPtrArray      *problems)
{
  static const char * const place[] = { "latitude", "longitude", "zoom", "width", "height" };
  static const char * const shown[] = { "facility", "filter", "year", "links" };
  gboolean is_view = g_str_equal (ytt_table_get (table, row, "kind"), "view");

  for (guint i = 0; i < G_N_ELEMENTS (place); i++)
    {
      if (is_empty (ytt_table_get (table, row, place[i])) == is_view)
        ytt_check_add_problem (problems, table, row, place[i],
                               is_view ? _("is empty, but a view has a place.") : _("a slide has no place."));
    }

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      if (!is_view && !is_empty (ytt_table_get (table, row, shown[i])))
        ytt_check_add_problem (problems, table, row, shown[i], _("a slide shows nothing of the map."));
    }
}

/* A tour without stops could not be given. */
static void
check_tours (const YttTable *tours,
             const YttTable *stops,
             GPtrArray      *problems)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < ytt_table_get_n_rows (stops); i++)
    g_hash_table_add (seen, (gpointer) ytt_table_get (stops, i, "tour"));

  for (guint i = 0; i < ytt_table_get_n_rows (tours); i++)
    {
      if (!g_hash_table_contains (seen, ytt_table_get (tours, i, "tour")))
        ytt_check_add_problem (problems, tours, i, "tour", _("has no stop in %s."), stops->name);
    }
}

/* A parent must not be its own child, however long the chain is. */
static void
check_organisation (const YttTable *table,
                    guint           row,
                    GPtrArray      *problems)
{
  guint at = row;

  for (guint i = 0; i < ytt_table_get_n_rows (table); i++)
    {
      if (!ytt_table_find (table, ytt_table_get (table, at, "parent"), &at))
        return;
      if (at == row)
        break;
    }

  ytt_check_add_problem (problems, table, row, "parent", _("the organisation is a parent of its own."));
}

/* The id that a row says it has must be its own, or it could not be written. */
static void
check_ids (const YttTable *table,
           GPtrArray      *problems)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < ytt_table_get_n_rows (table); i++)
    {
      const char *id = ytt_table_get (table, i, "id");

      if (!is_empty (id) && !g_hash_table_add (seen, (gpointer) id))
        ytt_check_add_problem (problems, table, i, "id", _("“%s” is there twice."), id);
    }
}

/* Which tables a document has is not for its files to say. */
static void
check_entry (const YttTable *table,
             guint           row,
             GPtrArray      *problems)
{
  if (strcmp (ytt_table_get (table, row, "key"), "schema") == 0)
    ytt_check_add_problem (problems, table, row, "key", _("“%s” is written by Ytterby itself; leave the line out."), "schema");
}

/* A place has both coordinates. */
static void
check_coordinates (const YttTable *table,
                   guint           row,
                   GPtrArray      *problems)
{
  gboolean has_latitude = !is_empty (ytt_table_get (table, row, "latitude"));

  if (has_latitude == is_empty (ytt_table_get (table, row, "longitude")))
    ytt_check_add_problem (problems, table, row, has_latitude ? "longitude" : "latitude",
                           _("is empty, but the other coordinate is there."));
}

/* What a stop shows is said by its content, or by its whole place. */
static void
check_shown (const YttTable *table,
             guint           row,
             GPtrArray      *problems)
{
  static const char * const place[] = { "latitude", "longitude", "zoom", "width", "height" };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (place); i++)
    n += !is_empty (ytt_table_get (table, row, place[i]));

  for (guint i = 0; i < G_N_ELEMENTS (place) && n > 0 && is_empty (ytt_table_get (table, row, "content")); i++)
    if (is_empty (ytt_table_get (table, row, place[i])))
      ytt_check_add_problem (problems, table, row, place[i], _("is empty, but a view has a place."));
}

static void
check_figures (const YttTable *table,
               GPtrArray      *problems)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < ytt_table_get_n_rows (table); i++)
    {
      YttCsvRow *row = g_ptr_array_index (table->rows, i);
      g_autoptr(GString) key = g_string_new (NULL);

      /* A figure with an id of its own is another, whatever it says. */
      if (!is_empty (ytt_table_get (table, i, "id")))
        continue;

      /* Two sources may tell one figure; one source may tell a range in two rows. */
      for (guint j = 0; j < row->fields->len; j++)
        {
          if (!g_str_equal (table->columns[j], "value"))
            g_string_append_printf (key, "%s\n", (char *) g_ptr_array_index (row->fields, j));
        }

      if (!g_hash_table_add (seen, g_string_free (g_steal_pointer (&key), FALSE)))
        ytt_check_add_problem (problems, table, i, "measure",
                               _("its source gives this figure twice with the same qualifier."));
    }
}

typedef struct
{
  YttFile file;
  void  (*check) (const YttTable *table, guint row, GPtrArray *problems);
} Rule;

static void
check_rules (const YttDataSet *set,
             const Rule       *rules,
             GPtrArray        *problems)
{
  for (; rules->check != NULL; rules++)
    {
      const YttTable *table = set->tables[rules->file];

      for (guint row = 0; row < ytt_table_get_n_rows (table); row++)
        rules->check (table, row, problems);
    }
}

/**
 * ytt_check_rows:
 * @set: a data set whose fields have all been checked
 * @problems: (element-type utf8): what is wrong is added here
 *
 * Checks what the fields of a row say together: of a document, what it could not hold.
 */
void
ytt_check_rows (const YttDataSet *set,
                GPtrArray        *problems)
{
  static const Rule always[] = {
    { YTT_FILE_ORGANISATIONS, check_organisation },
    { YTT_FILE_FACILITIES, check_coordinates },
    { YTT_FILE_FACILITIES, check_owners },
    { YTT_FILE_TOUR_STOPS, check_shown },
    { YTT_FILE_META, check_entry },
    { 0, NULL }
  };
  static const Rule strict[] = {
    { YTT_FILE_ORGANISATIONS, check_organisation },
    { YTT_FILE_FACILITIES, check_facility },
    { YTT_FILE_FACILITIES, check_owners },
    { YTT_FILE_FACILITIES, check_shares },
    { YTT_FILE_CLAIMS, check_claim_values },
    { YTT_FILE_CLAIMS, check_claim_unit },
    { YTT_FILE_CLAIMS, check_claim_tense },
    { YTT_FILE_ANNOUNCEMENTS, check_announcement },
    { YTT_FILE_LINKS, check_link },
    { YTT_FILE_TOUR_STOPS, check_tour_stop },
    { 0, NULL }
  };

  check_rules (set, set->strict ? strict : always, problems);
  for (YttFile file = 0; file < YTT_N_FILES; file++)
    check_ids (set->tables[file], problems);
  check_figures (set->tables[YTT_FILE_FIGURES], problems);
  if (set->strict)
    check_tours (set->tables[YTT_FILE_TOURS], set->tables[YTT_FILE_TOUR_STOPS], problems);
}
