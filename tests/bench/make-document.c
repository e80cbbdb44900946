#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ytt-loader.h"

/* make-document N OUT.gpkg: a document of N made-up facilities, the same at every run, to measure with.
 *
 * It is as a national register might be: names of a few words, of which some are frequent and most are rare; places
 * in crowds; an operator, a status, a start and a capacity each, and a second capacity for every third; elements for
 * three in five. */

#define N_WORDS 20000
#define N_CENTRES 3000
#define N_ORGANISATIONS 20000
#define N_SOURCES 5000

typedef struct
{
  YttLoader *loader;
  guint64    random;
  char      *words[N_WORDS];
  double     centres[N_CENTRES][2];
  guint      n_facilities;
} Maker;

static const char * const stages[] = {
  "mining", "mining", "mining", "concentration", "cracking", "separation", "metal", "magnet", "recycling"
};
static const char * const bases[] = {
  "ore", "ore", "ore", "concentrate", "REO", "REO", "metal", "magnets", "magnets"
};
static const char * const statuses[] = {
  "exploration", "exploration", "proposed", "proposed", "construction", "commissioning", "operating", "operating",
  "suspended", "closed"
};
static const char * const countries[] = {
  "AU", "BR", "CA", "CN", "CN", "CN", "DE", "EE", "FR", "GB", "GL", "IN", "JP", "KR", "KZ", "MY", "RU", "SE", "US",
  "US", "VN", "ZA"
};
static const char * const kinds[] = { "mine", "works", "plant", "refinery", "deposit", "project" };

/* xorshift64*: good enough to scatter with, and the same everywhere. */
static guint64
next_random (Maker *self)
{
  self->random ^= self->random >> 12;
  self->random ^= self->random << 25;
  self->random ^= self->random >> 27;
  return self->random * G_GUINT64_CONSTANT (2685821657736338717);
}

/* From 0 to just below 1. */
static double
next_double (Maker *self)
{
  return (next_random (self) >> 11) / 9007199254740992.0;
}

static guint
next_below (Maker *self,
            guint  limit)
{
  return (guint) (next_double (self) * limit);
}

/* Small numbers are much more frequent than large ones. */
static guint
next_rank (Maker *self,
           guint  limit)
{
  return MIN ((guint) pow (limit, next_double (self)), limit) - 1;
}

static char *
make_word (Maker *self)
{
  static const char * const heads[] = { "b", "br", "d", "f", "g", "h", "k", "kr", "l", "m", "n", "p", "r", "s", "st",
                                        "t", "v", "w", "z", "" };
  static const char * const hearts[] = { "a", "e", "i", "o", "u", "ä", "ö", "é", "ai", "ou" };
  static const char * const tails[] = { "", "", "n", "r", "s", "l", "nd", "rk", "st", "m" };
  g_autoptr(GString) word = g_string_new (NULL);

  for (guint n = 2 + next_below (self, 2); n > 0; n--)
    {
      g_string_append (word, heads[next_below (self, G_N_ELEMENTS (heads))]);
      g_string_append (word, hearts[next_below (self, G_N_ELEMENTS (hearts))]);
      g_string_append (word, tails[next_below (self, G_N_ELEMENTS (tails))]);
    }
  word->str[0] = g_ascii_toupper (word->str[0]);

  return g_string_free (g_steal_pointer (&word), FALSE);
}

static const char *
next_word (Maker *self)
{
  return self->words[next_rank (self, N_WORDS)];
}

static gboolean
make_sources (Maker   *self,
              GError **error)
{
  static const char * const columns[] = { "id", "title", "published", NULL };

  for (guint i = 1; i <= N_SOURCES; i++)
    {
      g_autofree char *title = g_strdup_printf ("Report %u", i);
      g_autofree char *published = g_strdup_printf ("%u-%02u-%02u", 2015 + i % 11, 1 + i % 12, 1 + i % 28);
      YttCell cells[] = { YTT_CELL_OF_INTEGER (i), YTT_CELL_OF_TEXT (title), YTT_CELL_OF_TEXT (published) };

      if (!ytt_loader_insert (self->loader, "source", columns, cells, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
make_organisations (Maker   *self,
                    GError **error)
{
  static const char * const columns[] = { "id", "name", "kind", "country", NULL };

  for (guint i = 1; i <= N_ORGANISATIONS; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s %s Ltd", next_word (self), next_word (self));
      YttCell cells[] = {
        YTT_CELL_OF_INTEGER (i), YTT_CELL_OF_TEXT (name), YTT_CELL_OF_TEXT ("company"),
        YTT_CELL_OF_TEXT (countries[next_below (self, G_N_ELEMENTS (countries))]),
      };

      if (!ytt_loader_insert (self->loader, "organisation", columns, cells, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
make_facilities (Maker   *self,
                 GError **error)
{
  static const char * const columns[] = {
    "id", "geom", "facility", "name", "country", "admin1", "locality", "location_precision", NULL
  };

  for (guint i = 1; i <= self->n_facilities; i++)
    {
      const double *centre = self->centres[next_rank (self, N_CENTRES)];
      g_autofree char *key = g_strdup_printf ("made-%u", i);
      g_autofree char *name = g_strdup_printf ("%s %s %s", next_word (self), next_word (self),
                                               kinds[next_below (self, G_N_ELEMENTS (kinds))]);
      double longitude = centre[0] + 4 * (next_double (self) + next_double (self) - 1);
      double latitude = centre[1] + 3 * (next_double (self) + next_double (self) - 1);
      YttCell cells[] = {
        YTT_CELL_OF_INTEGER (i),
        i % 50 == 0 ? YTT_CELL_OF_NULL : YTT_CELL_OF_POINT (CLAMP (longitude, -180, 180), latitude),
        YTT_CELL_OF_TEXT (key), YTT_CELL_OF_TEXT (name),
        YTT_CELL_OF_TEXT (countries[next_below (self, G_N_ELEMENTS (countries))]),
        YTT_CELL_OF_TEXT (next_word (self)), YTT_CELL_OF_TEXT (next_word (self)),
        i % 50 == 0 ? YTT_CELL_OF_NULL : YTT_CELL_OF_TEXT (i % 3 == 0 ? "locality" : "site"),
      };

      if (!ytt_loader_insert (self->loader, "facility", columns, cells, error))
        return FALSE;
    }

  return TRUE;
}

/* What hangs on a facility is worked out from its number, table by table, for rows come fastest in that order. */
static guint
stage_of (guint facility)
{
  return facility * 2654435761u % G_N_ELEMENTS (stages);
}

static gboolean
make_stages (Maker   *self,
             GError **error)
{
  static const char * const columns[] = { "id", "facility", "stage", NULL };
  gint64 id = 0;

  for (guint i = 1; i <= self->n_facilities; i++)
    {
      guint stage = stage_of (i);
      guint last = i % 4 == 0 && stage >= 2 && stage + 1 < G_N_ELEMENTS (stages) ? stage + 1 : stage;

      for (; stage <= last; stage++)
        {
          YttCell cells[] = { YTT_CELL_OF_INTEGER (++id), YTT_CELL_OF_INTEGER (i), YTT_CELL_OF_TEXT (stages[stage]) };

          if (!ytt_loader_insert (self->loader, "facility_stage", columns, cells, error))
            return FALSE;
        }
    }

  return TRUE;
}

/* Two in five name none; the others what an ore has most of, or what magnets need, and some by themselves. */
static gboolean
make_elements (Maker   *self,
               GError **error)
{
  static const char * const columns[] = { "id", "facility", "element", NULL };
  static const char * const sets[] = {
    "", "", "La Ce Pr Nd", "Nd Pr", "Nd Pr Dy Tb", "La Ce Pr Nd Sm Eu Gd Tb Dy Y", "Sm", "Sc", "", ""
  };
  gint64 id = 0;

  for (guint i = 1; i <= self->n_facilities; i++)
    {
      g_auto(GStrv) symbols = g_strsplit (sets[i * 40503u / 64 % G_N_ELEMENTS (sets)], " ", -1);

      for (guint k = 0; symbols[k] != NULL; k++)
        {
          YttCell cells[] = { YTT_CELL_OF_INTEGER (++id), YTT_CELL_OF_INTEGER (i), YTT_CELL_OF_TEXT (symbols[k]) };

          if (!ytt_loader_insert (self->loader, "facility_element", columns, cells, error))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
make_operators_and_products (Maker   *self,
                             GError **error)
{
  static const char * const operator_columns[] = { "id", "facility", "organisation", "role", NULL };
  static const char * const product_columns[] = { "id", "facility", "product", NULL };

  for (guint i = 1; i <= self->n_facilities; i++)
    {
      YttCell cells[] = {
        YTT_CELL_OF_INTEGER (i), YTT_CELL_OF_INTEGER (i),
        YTT_CELL_OF_INTEGER (1 + next_rank (self, N_ORGANISATIONS)), YTT_CELL_OF_TEXT ("operator"),
      };

      if (!ytt_loader_insert (self->loader, "facility_organisation", operator_columns, cells, error))
        return FALSE;
    }

  for (guint i = 1; i <= self->n_facilities; i++)
    {
      YttCell cells[] = { YTT_CELL_OF_INTEGER (i), YTT_CELL_OF_INTEGER (i), YTT_CELL_OF_TEXT (bases[stage_of (i)]) };

      if (!ytt_loader_insert (self->loader, "facility_product", product_columns, cells, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
make_claim (Maker       *self,
            gint64      *id,
            guint        facility,
            const char  *attribute,
            const char  *value,
            const char  *unit,
            const char  *basis,
            const char  *tense,
            GError     **error)
{
  static const char * const columns[] = {
    "id", "facility", "attribute", "value", "unit", "basis", "qualifier", "tense", "as_of", "source", NULL
  };
  guint source = 1 + next_below (self, N_SOURCES);
  g_autofree char *as_of = g_strdup_printf ("%u-%02u", 2015 + source % 11, 1 + source % 12);
  YttCell cells[] = {
    YTT_CELL_OF_INTEGER (++*id), YTT_CELL_OF_INTEGER (facility), YTT_CELL_OF_TEXT (attribute),
    YTT_CELL_OF_TEXT (value), YTT_CELL_OF_TEXT (unit), YTT_CELL_OF_TEXT (basis),
    YTT_CELL_OF_TEXT (g_str_equal (tense, "stated") ? "exact" : "planned"), YTT_CELL_OF_TEXT (tense),
    YTT_CELL_OF_TEXT (as_of), YTT_CELL_OF_INTEGER (source),
  };

  return ytt_loader_insert (self->loader, "claim", columns, cells, error);
}

static gboolean
make_claims (Maker   *self,
             GError **error)
{
  gint64 id = 0;

  for (guint i = 1; i <= self->n_facilities; i++)
    {
      const char *status = statuses[next_below (self, G_N_ELEMENTS (statuses))];
      const char *tense = g_str_equal (status, "operating") ? "stated" : "promised";
      const char *basis = bases[stage_of (i)];
      g_autofree char *start = g_strdup_printf ("%u", 1990 + next_below (self, 41));
      g_autofree char *capacity = g_strdup_printf ("%u", 100 * (1 + next_rank (self, 1000)));
      g_autofree char *other = g_strdup_printf ("%u", 100 * (1 + next_rank (self, 1000)));

      if (!make_claim (self, &id, i, "status", status, "", "", "stated", error)
          || !make_claim (self, &id, i, "start", start, "date", "", tense, error)
          || !make_claim (self, &id, i, "capacity", capacity, "t/yr", basis, tense, error)
          || (i % 3 == 0 && !make_claim (self, &id, i, "capacity", other, "t/yr", basis, tense, error)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
make_document (Maker       *self,
               const char  *path,
               GError     **error)
{
  for (guint i = 0; i < N_WORDS; i++)
    self->words[i] = make_word (self);
  for (guint i = 0; i < N_CENTRES; i++)
    {
      self->centres[i][0] = 360 * next_double (self) - 180;
      self->centres[i][1] = 120 * next_double (self) - 50;
    }

  self->loader = ytt_loader_new (path, error);

  return self->loader != NULL
         && make_sources (self, error)
         && make_organisations (self, error)
         && make_facilities (self, error)
         && make_stages (self, error)
         && make_elements (self, error)
         && make_operators_and_products (self, error)
         && make_claims (self, error)
         && ytt_loader_finish (self->loader, "2025-12-31", error);
}

int
main (int    argc,
      char **argv)
{
  g_autofree Maker *maker = g_new0 (Maker, 1);
  g_autoptr(GError) error = NULL;
  gboolean made;

  if (argc != 3 || atoi (argv[1]) < 1)
    {
      g_printerr ("Usage: %s N OUT.gpkg\n", argv[0]);
      return 2;
    }

  maker->n_facilities = atoi (argv[1]);
  maker->random = 20250919;
  made = make_document (maker, argv[2], &error);
  if (!made)
    g_printerr ("%s\n", error->message);

  ytt_loader_free (maker->loader);
  for (guint i = 0; i < N_WORDS; i++)
    g_free (maker->words[i]);

  return made ? 0 : 1;
}
