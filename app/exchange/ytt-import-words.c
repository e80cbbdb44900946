#include "config.h"

#include "ytt-import-words.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "ytt-countries.h"
#include "ytt-elements.h"
#include "ytt-nearest.h"

typedef struct
{
  const char *word;
  int         value;
} Meaning;

/* Beside codes and labels. "Refinery" alone may crack as well, but separates. */
static const Meaning stage_words[] = {
  { "mine", YTT_STAGE_MINING }, { "open pit", YTT_STAGE_MINING }, { "quarry", YTT_STAGE_MINING },
  { "extraction", YTT_STAGE_MINING }, { "concentrator", YTT_STAGE_CONCENTRATION },
  { "beneficiation", YTT_STAGE_CONCENTRATION }, { "leaching", YTT_STAGE_CRACKING },
  { "cracking and leaching", YTT_STAGE_CRACKING }, { "hydrometallurgy", YTT_STAGE_CRACKING },
  { "refining", YTT_STAGE_SEPARATION }, { "refinery", YTT_STAGE_SEPARATION }, { "separation plant", YTT_STAGE_SEPARATION },
  { "metals", YTT_STAGE_METAL }, { "alloy", YTT_STAGE_METAL }, { "metal and alloy", YTT_STAGE_METAL },
  { "metallisation", YTT_STAGE_METAL }, { "metallization", YTT_STAGE_METAL }, { "strip casting", YTT_STAGE_METAL },
  { "magnets", YTT_STAGE_MAGNET }, { "magnet making", YTT_STAGE_MAGNET }, { "magnet plant", YTT_STAGE_MAGNET },
  { "recycler", YTT_STAGE_RECYCLING }, { "recycling plant", YTT_STAGE_RECYCLING },
};

static const Meaning status_words[] = {
  { "active", YTT_STATUS_OPERATING }, { "in operation", YTT_STATUS_OPERATING }, { "producing", YTT_STATUS_OPERATING },
  { "operational", YTT_STATUS_OPERATING }, { "in production", YTT_STATUS_OPERATING },
  { "under construction", YTT_STATUS_CONSTRUCTION }, { "being built", YTT_STATUS_CONSTRUCTION },
  { "planned", YTT_STATUS_PROPOSED }, { "announced", YTT_STATUS_PROPOSED }, { "proposal", YTT_STATUS_PROPOSED },
  { "exploring", YTT_STATUS_EXPLORATION }, { "prospect", YTT_STATUS_EXPLORATION },
  { "ramp-up", YTT_STATUS_COMMISSIONING }, { "ramping up", YTT_STATUS_COMMISSIONING },
  { "care and maintenance", YTT_STATUS_SUSPENDED }, { "on hold", YTT_STATUS_SUSPENDED }, { "idle", YTT_STATUS_SUSPENDED },
  { "mothballed", YTT_STATUS_SUSPENDED }, { "shut", YTT_STATUS_CLOSED }, { "shut down", YTT_STATUS_CLOSED },
  { "retired", YTT_STATUS_CLOSED }, { "decommissioned", YTT_STATUS_CLOSED }, { "canceled", YTT_STATUS_CANCELLED },
  { "abandoned", YTT_STATUS_CANCELLED },
};

static char *
fold (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  return g_utf8_strdown (stripped, -1);
}

static void
add (GHashTable *table,
     const char *word,
     gpointer    value)
{
  if (word != NULL && *word != '\0')
    g_hash_table_insert (table, fold (word), value);
}

static void
add_meanings (GHashTable    *table,
              const Meaning *meanings,
              gsize          n)
{
  for (gsize i = 0; i < n; i++)
    add (table, meanings[i].word, GINT_TO_POINTER (meanings[i].value));
}

static gpointer
make_stages (gpointer data)
{
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);

  add_meanings (table, stage_words, G_N_ELEMENTS (stage_words));
  for (guint i = 0; i < YTT_N_STAGES; i++)
    {
      add (table, ytt_stage_get_label (1 << i), GINT_TO_POINTER (1 << i));
      add (table, ytt_stage_to_code (1 << i), GINT_TO_POINTER (1 << i));
    }

  return table;
}

static gpointer
make_statuses (gpointer data)
{
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);

  add_meanings (table, status_words, G_N_ELEMENTS (status_words));
  for (int status = YTT_STATUS_EXPLORATION; status < YTT_N_STATUSES; status++)
    {
      add (table, ytt_status_get_label (status), GINT_TO_POINTER (status));
      add (table, ytt_status_to_code (status), GINT_TO_POINTER (status));
    }

  return table;
}

static gpointer
make_precisions (gpointer data)
{
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);

  for (int precision = YTT_PRECISION_SITE; precision <= YTT_PRECISION_REGION; precision++)
    {
      add (table, ytt_precision_get_label (precision), GINT_TO_POINTER (precision));
      add (table, ytt_precision_to_code (precision), GINT_TO_POINTER (precision));
    }

  return table;
}

static gpointer
make_countries (gpointer data)
{
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);
  gsize n;
  const YttCountry *countries = ytt_countries_get (&n);

  for (gsize i = 0; i < n; i++)
    {
      add (table, countries[i].name, (gpointer) countries[i].code);
      add (table, ytt_country_get_name (countries[i].code), (gpointer) countries[i].code);
      add (table, countries[i].code, (gpointer) countries[i].code);
    }
  add (table, "USA", (gpointer) "US");
  add (table, "UK", (gpointer) "GB");
  add (table, "Russia", (gpointer) "RU");
  add (table, "South Korea", (gpointer) "KR");
  add (table, "Korea", (gpointer) "KR");
  add (table, "Vietnam", (gpointer) "VN");

  return table;
}

static gpointer
make_elements (gpointer data)
{
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);

  for (const char * const *symbol = ytt_elements_get (); *symbol != NULL; symbol++)
    {
      add (table, ytt_element_get_name (*symbol), (gpointer) *symbol);
      add (table, *symbol, (gpointer) *symbol);
    }

  return table;
}

/* Each list is made once and kept; after that it is only read. */
static GHashTable *
get_table (GOnce       *once,
           GThreadFunc  make)
{
  return g_once (once, make, NULL);
}

static gpointer
look_up (GHashTable  *table,
         const char  *text,
         GError     **error)
{
  g_autofree char *folded = fold (text);
  gpointer value = g_hash_table_lookup (table, folded);
  g_autofree gpointer *words = NULL;

  if (value != NULL)
    return value;

  words = g_hash_table_get_keys_as_array (table, NULL);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("“%s” is unknown. Nearest: %s."), text,
               ytt_nearest_find ((const char * const *) words, folded));

  return NULL;
}

gboolean
ytt_import_read_stage (const char  *text,
                       YttStages   *stages,
                       GError     **error)
{
  static GOnce once = G_ONCE_INIT;

  *stages = GPOINTER_TO_INT (look_up (get_table (&once, make_stages), text, error));

  return *stages != YTT_STAGE_NONE;
}

gboolean
ytt_import_read_status (const char  *text,
                        YttStatus   *status,
                        GError     **error)
{
  static GOnce once = G_ONCE_INIT;

  *status = GPOINTER_TO_INT (look_up (get_table (&once, make_statuses), text, error));

  return *status != YTT_STATUS_UNKNOWN;
}

gboolean
ytt_import_read_precision (const char    *text,
                           YttPrecision  *precision,
                           GError       **error)
{
  static GOnce once = G_ONCE_INIT;

  *precision = GPOINTER_TO_INT (look_up (get_table (&once, make_precisions), text, error));

  return *precision != YTT_PRECISION_UNKNOWN;
}

const char *
ytt_import_read_country (const char  *text,
                         GError     **error)
{
  static GOnce once = G_ONCE_INIT;

  return look_up (get_table (&once, make_countries), text, error);
}

const char *
ytt_import_read_element (const char  *text,
                         GError     **error)
{
  static GOnce once = G_ONCE_INIT;

  return look_up (get_table (&once, make_elements), text, error);
}
