#include "config.h"

#include "ytt-gazetteer.h"

#include <math.h>
#include <string.h>

#include "ytt-codes.h"
#include "ytt-countries.h"
#include "ytt-mercator.h"

/* In steps of zoom, as labels tell how important a town is: what a name that was typed to its end is worth, and what
 * it costs to begin with another word. So "York" finds York, then New York, and then villages that begin so. */
#define WHOLE_NAME_GAIN 4.0
#define LATER_WORD_COST 1.5

/* Towns of one importance come in the order of the labels, where the larger one is first. */
#define ORDER_STEP 1e-6

/* A word that a town's name begins with, or one that stands later in it. */
typedef struct
{
  guint32 key;     /* offset in the folded names of where the word begins */
  guint32 name;    /* and of where its name does */
  guint32 town;    /* index in the towns */
} Word;

typedef struct
{
  guint32 label;
  float   cost;    /* the lower, the more important */
  double  x;       /* Web Mercator, 0 to 1 */
  double  y;
} Place;

typedef struct
{
  guint32 town;
  double  cost;
} Hit;

struct _YttGazetteer
{
  YttBasemap *basemap;   /* (owned) */
  GArray     *places;    /* (element-type Place) */
  GArray     *words;     /* (element-type Word): by their folded text */
  GString    *folded;    /* each name ends with a zero byte */
};

G_DEFINE_BOXED_TYPE (YttGazetteer, ytt_gazetteer, ytt_gazetteer_ref, ytt_gazetteer_unref)

/* Letters and digits of ASCII in lower case, one space between words: what people type who have no other keys. */
static char *
fold (const char *text)
{
  g_autofree char *ascii = g_str_to_ascii (text, "C");
  GString *folded = g_string_sized_new (strlen (ascii));

  for (const char *at = ascii; *at != '\0'; at++)
    {
      if (g_ascii_isalnum (*at))
        g_string_append_c (folded, g_ascii_tolower (*at));
      else if (*at != '\'' && *at != '`' && *at != '?' && folded->len > 0 && folded->str[folded->len - 1] != ' ')
        g_string_append_c (folded, ' ');
    }
  if (folded->len > 0 && folded->str[folded->len - 1] == ' ')
    g_string_truncate (folded, folded->len - 1);

  return g_string_free (folded, FALSE);
}

static int
compare_words (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  const char *folded = user_data;

  return strcmp (folded + ((const Word *) a)->key, folded + ((const Word *) b)->key);
}

static gboolean
is_town (const YttBasemapLabel *label)
{
  return label->kind == YTT_BASEMAP_LABEL_CAPITAL || label->kind == YTT_BASEMAP_LABEL_PLACE ||
         label->kind == YTT_BASEMAP_LABEL_TOWN;
}

static void
add_town (YttGazetteer          *self,
          guint                  index,
          const YttBasemapLabel *label)
{
  g_autofree char *folded = fold (label->name);
  Place place = { index, label->first_zoom + index * ORDER_STEP, label->x, label->y };
  Word word = { self->folded->len, self->folded->len, self->places->len };

  g_array_append_val (self->places, place);
  if (*folded == '\0')
    return;

  g_string_append_len (self->folded, folded, strlen (folded) + 1);
  g_array_append_val (self->words, word);
  for (const char *space = strchr (folded, ' '); space != NULL; space = strchr (space + 1, ' '))
    {
      word.key = word.name + (guint32) (space + 1 - folded);
      g_array_append_val (self->words, word);
    }
}

/**
 * ytt_gazetteer_new:
 * @basemap: (transfer none): whose towns to find
 *
 * Gathers the towns, which takes some hundredths of a second: ytt_gazetteer_load_async() does it on another thread.
 * Labels that are damaged are left out.
 *
 * Returns: (transfer full): a gazetteer
 */
YttGazetteer *
ytt_gazetteer_new (YttBasemap *basemap)
{
  YttGazetteer *self;

  g_return_val_if_fail (basemap != NULL, NULL);

  self = g_atomic_rc_box_new0 (YttGazetteer);
  self->basemap = ytt_basemap_ref (basemap);
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  self->words = g_array_new (FALSE, FALSE, sizeof (Word));
  self->folded = g_string_new (NULL);
  for (guint i = 0; i < ytt_basemap_get_n_labels (basemap); i++)
    {
      YttBasemapLabel label;

      if (ytt_basemap_get_label (basemap, i, &label) && is_town (&label))
        add_town (self, i, &label);
    }
  g_array_sort_with_data (self->words, compare_words, self->folded->str);

  return self;
}

static void
load_worker (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  g_autofree char *path = ytt_basemap_find_file ();
  g_autoptr(GError) error = NULL;
  g_autoptr(YttBasemap) basemap = ytt_basemap_open (path, &error);

  if (basemap == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, ytt_gazetteer_new (basemap), (GDestroyNotify) ytt_gazetteer_unref);
}

/**
 * ytt_gazetteer_load_async:
 * @cancellable: (nullable): what gives it up
 * @callback: called when it is there
 * @user_data: passed to @callback
 *
 * Makes a gazetteer of the basemap that ytt_basemap_find_file() names, on another thread.
 */
void
ytt_gazetteer_load_async (GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, ytt_gazetteer_load_async);
  g_task_run_in_thread (task, load_worker);
}

/**
 * ytt_gazetteer_load_finish:
 * @result: what the callback was given
 * @error: (out) (optional): #YTT_ERROR_NOT_FOUND, #YTT_ERROR_PERMISSION, #YTT_ERROR_NOT_OURS, #YTT_ERROR_DAMAGED or
 *   %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the gazetteer
 */
YttGazetteer *
ytt_gazetteer_load_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_gazetteer_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ytt_gazetteer_ref:
 * @self: a gazetteer
 *
 * Returns: (transfer full): @self
 */
YttGazetteer *
ytt_gazetteer_ref (YttGazetteer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  YttGazetteer *self = data;

  ytt_basemap_unref (self->basemap);
  g_array_unref (self->places);
  g_array_unref (self->words);
  g_string_free (self->folded, TRUE);
}

/**
 * ytt_gazetteer_unref:
 * @self: (transfer full): a gazetteer
 *
 * Lets go of the gazetteer, from any thread.
 */
void
ytt_gazetteer_unref (YttGazetteer *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear);
}

static void
get_town (YttGazetteer *self,
          guint         index,
          YttTown      *town)
{
  const Place *place = &g_array_index (self->places, Place, index);
  YttBasemapLabel label;

  ytt_basemap_get_label (self->basemap, place->label, &label);
  *town = (YttTown) { .name = label.name, .state = "", .from_geonames = label.kind == YTT_BASEMAP_LABEL_TOWN };
  ytt_mercator_unproject (place->x, place->y, &town->latitude, &town->longitude);
  if (strlen (label.region) >= 3 && label.region[2] == '|')
    {
      memcpy (town->country, label.region, 2);
      town->state = label.region + 3;
    }
}

static guint
find_first (YttGazetteer *self,
            const char   *begin)
{
  guint low = 0, high = self->words->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (strcmp (self->folded->str + g_array_index (self->words, Word, middle).key, begin) < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static gboolean
begins_with (const char *text,
             const char *folded_begin)
{
  g_autofree char *folded = fold (text);

  return g_str_has_prefix (folded, folded_begin);
}

/* Whether the town is where @folded_where says: a state, a country in English or in the user's language, its code. */
static gboolean
is_in (YttGazetteer *self,
       guint         index,
       const char   *folded_where)
{
  gsize n_countries;
  const YttCountry *countries;
  YttTown town;

  if (*folded_where == '\0')
    return TRUE;

  get_town (self, index, &town);
  if (begins_with (town.state, folded_where))
    return TRUE;
  if (*town.country == '\0')
    return FALSE;
  if (g_ascii_strcasecmp (town.country, folded_where) == 0 ||
      begins_with (ytt_country_get_name (town.country), folded_where))
    return TRUE;

  countries = ytt_countries_get (&n_countries);
  for (gsize i = 0; i < n_countries; i++)
    if (g_str_equal (countries[i].code, town.country))
      return begins_with (countries[i].name, folded_where);

  return FALSE;
}

/* Keeps the best, in order; a town that several of its words find counts once. */
static void
take_hit (GArray *hits,
          guint   most,
          Hit     hit)
{
  guint at = 0;

  for (guint i = 0; i < hits->len; i++)
    if (g_array_index (hits, Hit, i).town == hit.town)
      {
        if (g_array_index (hits, Hit, i).cost <= hit.cost)
          return;
        g_array_remove_index (hits, i);
        break;
      }

  while (at < hits->len && g_array_index (hits, Hit, at).cost <= hit.cost)
    at++;
  if (at < most)
    g_array_insert_val (hits, at, hit);
  if (hits->len > most)
    g_array_set_size (hits, most);
}

static gboolean
is_better (GArray *hits,
           guint   most,
           double  cost)
{
  return hits->len < most || cost < g_array_index (hits, Hit, hits->len - 1).cost;
}

/**
 * ytt_gazetteer_search:
 * @self: a gazetteer
 * @typed: the beginning of a town's name, or of a later word of it, in any case and without regard to marks over
 *   letters; behind a comma, the beginning of a state's or a country's name, or a country's code
 * @most: how many to find at most
 *
 * Finds towns, the most likely first: names that were typed to their end before longer ones, and cities before
 * villages.
 *
 * Returns: (transfer full) (element-type YttTown): the towns; none for a text without letters
 */
GArray *
ytt_gazetteer_search (YttGazetteer *self,
                      const char   *typed,
                      guint         most)
{
  g_auto(GStrv) parts = NULL;
  g_autofree char *begin = NULL, *where = NULL;
  g_autoptr(GArray) hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  GArray *towns = g_array_new (FALSE, FALSE, sizeof (YttTown));
  gsize length;

  g_return_val_if_fail (self != NULL, towns);
  g_return_val_if_fail (typed != NULL, towns);

  parts = g_strsplit (typed, ",", 2);
  begin = fold (parts[0] != NULL ? parts[0] : "");
  where = fold (parts[0] != NULL && parts[1] != NULL ? parts[1] : "");
  length = strlen (begin);
  for (guint i = length > 0 && most > 0 ? find_first (self, begin) : self->words->len; i < self->words->len; i++)
    {
      const Word *word = &g_array_index (self->words, Word, i);
      const char *text = self->folded->str + word->key;
      Hit hit = { word->town, g_array_index (self->places, Place, word->town).cost };

      if (strncmp (text, begin, length) != 0)
        break;
      if (word->key != word->name)
        hit.cost += LATER_WORD_COST;
      else if (text[length] == '\0')
        hit.cost -= WHOLE_NAME_GAIN;
      if (is_better (hits, most, hit.cost) && is_in (self, hit.town, where))
        take_hit (hits, most, hit);
    }

  g_array_set_size (towns, hits->len);
  for (guint i = 0; i < hits->len; i++)
    get_town (self, g_array_index (hits, Hit, i).town, &g_array_index (towns, YttTown, i));

  return towns;
}

/**
 * ytt_gazetteer_find_nearest:
 * @self: a gazetteer
 * @latitude: degrees, -90 to 90
 * @longitude: degrees
 * @reach: how far from there to look, in metres; up to some hundred kilometres, for it counts as on a plane
 * @town: (out): the town
 *
 * Finds the town that is nearest to a point, of those that the basemap has.
 *
 * Returns: whether there is one within @reach
 */
gboolean
ytt_gazetteer_find_nearest (YttGazetteer *self,
                            double        latitude,
                            double        longitude,
                            double        reach,
                            YttTown      *town)
{
  guint found = G_MAXUINT;
  double x, y, least;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (town != NULL, FALSE);

  ytt_mercator_project (latitude, longitude, &x, &y);
  least = reach / ytt_mercator_get_metres_per_pixel (latitude, 0) / YTT_MERCATOR_TILE;
  for (guint i = 0; i < self->places->len; i++)
    {
      const Place *place = &g_array_index (self->places, Place, i);
      double distance;

      if (fabs (place->y - y) > least)
        continue;
      distance = hypot (ytt_mercator_difference (x, place->x), place->y - y);
      if (distance <= least)
        {
          least = distance;
          found = i;
        }
    }
  if (found == G_MAXUINT)
    return FALSE;

  get_town (self, found, town);

  return TRUE;
}
