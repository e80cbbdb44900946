/* By which figures a facility is introduced, on a wall, to a speaker, on paper: nothing else makes these words. */

#include "config.h"

#include "ytt-key-figures.h"

#include "ytt-format.h"
#include "ytt-ledger.h"

#include <glib/gi18n.h>
#include <string.h>

/* What is asked of a facility: how large, for how much, from when. Each is answered by the first attribute that has a
 * claim about the plant itself. */
static const char * const questions[YTT_MOST_KEY_FIGURES][5] = {
  { "capacity", "production", "resource", "reserve", NULL },
  { "capex", "funding", "purchase-price", NULL },
  { "start", "completion", "construction-start", NULL },
};

/* What stands in for an answer that nobody gave. */
static const char * const others[] = {
  "production", "reserve", "resource", "grade", "permitted-capacity", "mine-life", "jobs",
};

/* "2025-09-19" is told by its month: small print has the month, the speaker's screen the day. */
#define MONTH_LENGTH 7

void
ytt_key_figure_free (YttKeyFigure *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->attribute);
  g_free (self->value);
  g_free (self->small_print);
  g_free (self->publisher);
  g_free (self->title);
  g_free (self->date);
  g_free (self->url);
  g_free (self->others);
  g_free (self);
}

static const char *
get_publisher (const YttSource *source)
{
  return source->publisher != NULL && *source->publisher != '\0' ? source->publisher : source->title;
}

static void
append_item (GString    *string,
             const char *separator,
             const char *item)
{
  if (item == NULL || *item == '\0')
    return;

  if (string->len > 0)
    g_string_append (string, separator);
  g_string_append (string, item);
}

/* Words */

static char *
format_in (const YttClaim *claim,
           const char     *value)
{
  if (claim->qualifier == YTT_QUALIFIER_UP_TO)
    return g_strdup_printf (_("Start by %s"), value);
  if (claim->qualifier == YTT_QUALIFIER_AT_LEAST)
    return g_strdup_printf (_("Start in %s at the earliest"), value);
  if (claim->qualifier == YTT_QUALIFIER_ABOUT)
    return g_strdup_printf (_("Start in about %s"), value);
  if (claim->tense == YTT_TENSE_STATED)
    /* Translators: of a plant that has begun to work; a month or a year */
    return g_strdup_printf (_("Started in %s"), value);

  /* Translators: of a plant that is to begin to work; a month or a year */
  return g_strdup_printf (_("Start in %s"), value);
}

static char *
format_on (const YttClaim *claim,
           const char     *value)
{
  if (claim->qualifier == YTT_QUALIFIER_UP_TO)
    return g_strdup_printf (_("Start by %s"), value);
  if (claim->tense == YTT_TENSE_STATED)
    /* Translators: of a plant that has begun to work; a day */
    return g_strdup_printf (_("Started on %s"), value);

  /* Translators: of a plant that is to begin to work; a day */
  return g_strdup_printf (_("Start on %s"), value);
}

/**
 * ytt_key_figure_format:
 * @claim: a claim
 *
 * Returns: (transfer full): its value as a wall says it: as everywhere, but that a date is a sentence
 */
char *
ytt_key_figure_format (const YttClaim *claim)
{
  g_autofree char *value = NULL;

  g_return_val_if_fail (claim != NULL, NULL);

  if (g_strcmp0 (claim->unit, "date") != 0)
    return ytt_format_claim (claim);

  value = ytt_format_claim_value (claim);
  if (g_strcmp0 (claim->attribute, "start") != 0)
    /* Translators: what happens, such as "Completion", and when */
    return g_strdup_printf (_("%s: %s"), ytt_attribute_get_label (claim->attribute), value);

  return claim->value_max == NULL && strlen (claim->value) > MONTH_LENGTH
         ? format_on (claim, value) : format_in (claim, value);
}

/* What is on the wall without a word before it must be told by the small print: an amount of money may be a cost or a
 * grant. A capacity is told by its unit, a date tells itself. */
static const char *
get_subject (const YttClaim *claim)
{
  if (g_strcmp0 (claim->unit, "date") == 0)
    return NULL;
  if (g_strcmp0 (claim->attribute, "capacity") == 0 && claim->part != NULL && *claim->part != '\0')
    return NULL;

  return ytt_attribute_get_label (claim->attribute);
}

static const char *
get_tense_words (const YttClaim *claim)
{
  if (claim->qualifier == YTT_QUALIFIER_PLANNED)
    return _("planned");
  if (claim->qualifier == YTT_QUALIFIER_EXPECTED)
    return _("expected");

  return claim->tense == YTT_TENSE_PROMISED ? _("promised") : NULL;
}

/* A room is told that there are other figures, and which this one is of them. */
static char *
format_choice (const YttFigure *figure,
               const YttClaim  *claim)
{
  if (figure->contradicting->len == 0 || claim != figure->shown)
    return NULL;

  if (figure->why == YTT_SHOWN_NEWEST)
    return g_strdup_printf (ngettext ("newest of %u figure", "newest of %u figures", figure->claims->len),
                            figure->claims->len);

  return g_strdup_printf (ngettext ("one of %u figure", "one of %u figures", figure->claims->len),
                          figure->claims->len);
}

/* Tonnes of nothing in particular: only the note says of what. */
static const char *
get_note (const YttClaim *claim)
{
  if (g_strcmp0 (claim->unit, "t/yr") != 0 || claim->basis == NULL || *claim->basis != '\0'
      || g_strcmp0 (claim->note, claim->part) == 0)
    return NULL;

  return claim->note;
}

static char *
format_small_print (const YttFigure *figure,
                    const YttClaim  *claim)
{
  g_autoptr(GString) words = g_string_new (NULL);
  g_autoptr(GString) origin = g_string_new (NULL);
  g_autofree char *choice = format_choice (figure, claim);

  append_item (words, ", ", get_subject (claim));
  append_item (words, ", ", claim->part);
  append_item (words, ", ", get_note (claim));
  append_item (words, ", ", get_tense_words (claim));
  append_item (words, ", ", choice);

  if (claim->source != NULL)
    append_item (origin, ", ", get_publisher (claim->source));
  if (claim->as_of != NULL)
    {
      g_autofree char *month = g_strndup (claim->as_of, MONTH_LENGTH);
      g_autofree char *date = ytt_format_date (month);

      append_item (origin, ", ", date);
    }
  else
    append_item (origin, ", ", _("no date"));

  append_item (words, " · ", origin->str);

  return g_strdup (words->str);
}

static char *
format_others (const YttFigure *figure)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < figure->contradicting->len; i++)
    {
      const YttClaim *claim = g_ptr_array_index (figure->contradicting, i);
      g_autofree char *value = ytt_format_claim (claim);
      g_autofree char *item = claim->source != NULL
                              /* Translators: a figure, and who tells it */
                              ? g_strdup_printf (_("%s (%s)"), value, get_publisher (claim->source))
                              : g_strdup (value);

      append_item (text, ", ", item);
    }

  return text->len > 0 ? g_strdup (text->str) : NULL;
}

static YttKeyFigure *
key_figure_new (const YttFigure *figure,
                const YttClaim  *claim)
{
  YttKeyFigure *self = g_new0 (YttKeyFigure, 1);

  self->claim = claim->id;
  self->attribute = g_strdup (figure->attribute);
  self->value = ytt_key_figure_format (claim);
  self->small_print = format_small_print (figure, claim);
  self->date = g_strdup (claim->as_of);
  self->n_claims = figure->claims->len;
  if (claim == figure->shown)
    {
      self->contradicted = figure->contradicting->len > 0;
      self->others = format_others (figure);
    }
  if (claim->source != NULL)
    {
      self->source = claim->source->id;
      self->publisher = g_strdup (claim->source->publisher);
      self->title = g_strdup (claim->source->title);
      self->url = g_strdup (claim->source->url);
    }

  return self;
}

/* Choice */

/* (nullable): a company's, country's or project's figure is never a plant's. */
static const YttClaim *
get_claim (YttRecord       *record,
           const YttFigure *figure)
{
  if (strcmp (figure->attribute, "capacity") == 0)
    {
      const YttClaim *headline = ytt_ledger_get_headline (figure->claims, record->stages);

      if (headline != NULL)
        return headline;
    }

  return ytt_claim_is_eligible (figure->shown) ? figure->shown : NULL;
}

static gboolean
has_attribute (GPtrArray  *figures,
               const char *attribute)
{
  for (guint i = 0; i < figures->len; i++)
    if (strcmp (((YttKeyFigure *) g_ptr_array_index (figures, i))->attribute, attribute) == 0)
      return TRUE;

  return FALSE;
}

/* Whether there was one to add. */
static gboolean
add_attribute (GPtrArray  *figures,
               YttRecord  *record,
               const char *attribute)
{
  for (guint i = 0; i < record->figures->len; i++)
    {
      const YttFigure *figure = g_ptr_array_index (record->figures, i);
      const YttClaim *claim;

      if (strcmp (figure->attribute, attribute) != 0)
        continue;

      claim = get_claim (record, figure);
      if (claim == NULL)
        return FALSE;

      g_ptr_array_add (figures, key_figure_new (figure, claim));
      return TRUE;
    }

  return FALSE;
}

/**
 * ytt_key_figures_new:
 * @record: a facility whole
 *
 * Chooses how large it is, what it costs and when it starts, and where nobody told that, what else there is.
 *
 * Returns: (transfer full) (element-type YttKeyFigure): at most %YTT_MOST_KEY_FIGURES; none where the ledger has no
 *   figure about the plant itself
 */
GPtrArray *
ytt_key_figures_new (YttRecord *record)
{
  GPtrArray *figures;

  g_return_val_if_fail (record != NULL, NULL);

  figures = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_key_figure_free);
  for (guint i = 0; i < YTT_MOST_KEY_FIGURES; i++)
    for (guint j = 0; questions[i][j] != NULL; j++)
      if (add_attribute (figures, record, questions[i][j]))
        break;

  for (guint i = 0; i < G_N_ELEMENTS (others) && figures->len < YTT_MOST_KEY_FIGURES; i++)
    if (!has_attribute (figures, others[i]))
      add_attribute (figures, record, others[i]);

  return figures;
}

/**
 * ytt_key_figures_get_line:
 * @record: a facility whole
 *
 * Returns: (transfer full): who owns it alone, else who runs it, and its country; only the country where neither is known
 */
char *
ytt_key_figures_get_line (const YttRecord *record)
{
  g_autoptr(GString) line = g_string_new (NULL);
  GPtrArray *organisations;

  g_return_val_if_fail (record != NULL, NULL);

  /* Whoever owns all of it is the name that a room knows; operators are often companies made for the one plant. */
  organisations = record->owners->len == 1 || record->operators->len == 0 ? record->owners : record->operators;
  if (organisations->len > 0)
    append_item (line, ", ", ((YttOrganisation *) g_ptr_array_index (organisations, 0))->name);
  append_item (line, ", ", ytt_country_get_name (record->country));

  return g_strdup (line->str);
}
