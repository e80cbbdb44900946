#include "config.h"

#include "ytt-format.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* What a figure that is not the plant's own speaks of. */
static const char *
get_scope_words (const char *scope)
{
  static const struct
  {
    const char *scope;
    const char *words;
  } scopes[] = {
    { "part",          N_("of a part") },
    { "project",       N_("of the whole project") },
    { "several-sites", N_("of several sites") },
    { "company",       N_("of the whole company") },
    { "district",      N_("of the whole district") },
    { "country",       N_("of the whole country") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (scopes); i++)
    if (g_strcmp0 (scopes[i].scope, scope) == 0)
      return _(scopes[i].words);

  return NULL;
}

static const char *
get_tense_words (const YttClaim *claim)
{
  if (claim->inferred)
    return _("inferred");
  if (claim->qualifier == YTT_QUALIFIER_PLANNED)
    return _("planned");
  if (claim->qualifier == YTT_QUALIFIER_EXPECTED)
    return _("expected");

  return claim->tense == YTT_TENSE_PROMISED ? _("promised") : _("as stated");
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

static const char *
get_source_name (const YttSource *source)
{
  return source->publisher != NULL && *source->publisher != '\0' ? source->publisher : source->title;
}

/* Tonnes with no basis can be anything, and the note says what (see data/README.md); Mt alone is ore. */
static gboolean
is_told_by_note (const YttClaim *claim)
{
  return (g_str_has_prefix (claim->unit, "t/") || g_str_has_prefix (claim->unit, "kg") || strcmp (claim->unit, "t") == 0)
         && *claim->basis == '\0' && claim->note != NULL && *claim->note != '\0';
}

/**
 * ytt_format_claim_caption:
 * @claim: a claim
 *
 * Returns: (transfer full): what part it speaks of, how it was said, by whom and when, as in
 *   "phase 1, as stated · Automotive World, 19 Sep 2025"; of tonnes without a basis also what they are of
 */
char *
ytt_format_claim_caption (const YttClaim *claim)
{
  g_autoptr(GString) words = g_string_new (NULL);
  g_autoptr(GString) origin = g_string_new (NULL);

  g_return_val_if_fail (claim != NULL, NULL);

  /* Where a part is named, it says of what it is a part, or that it is a whole company or project. */
  if (claim->part != NULL && *claim->part != '\0')
    append_item (words, ", ", claim->part);
  else
    append_item (words, ", ", get_scope_words (claim->scope));
  if (is_told_by_note (claim) && g_strcmp0 (claim->note, claim->part) != 0)
    append_item (words, ", ", claim->note);
  append_item (words, ", ", get_tense_words (claim));

  if (claim->source != NULL)
    append_item (origin, ", ", get_source_name (claim->source));
  if (claim->as_of != NULL)
    {
      g_autofree char *date = ytt_format_date (claim->as_of);

      append_item (origin, ", ", date);
    }
  else
    append_item (origin, ", ", _("no date"));

  append_item (words, " · ", origin->str);

  return g_strdup (words->str);
}

/**
 * ytt_format_shown_reason:
 * @figure: a figure
 *
 * Returns: (transfer none): a line that says why its shown claim is the one that is shown
 */
const char *
ytt_format_shown_reason (const YttFigure *figure)
{
  switch ((YttShownReason) figure->why)
    {
    case YTT_SHOWN_PINNED:
      return _("Shown: chosen by an editor");

    case YTT_SHOWN_SCOPE:
      return _("Shown: the claim about the plant itself");

    case YTT_SHOWN_NEWEST:
      return _("Shown: the newest claim about the plant itself");

    case YTT_SHOWN_MORE_EXACT:
      return _("Shown: the most exact of the newest claims");

    case YTT_SHOWN_MORE_SOURCES:
      return _("Shown: the value that most sources give");

    case YTT_SHOWN_FIRST:
      return _("Shown: the first of several claims alike");

    case YTT_SHOWN_BASIS:
      return strcmp (figure->attribute, "capacity") == 0 || strcmp (figure->attribute, "production") == 0
             ? _("Shown: the claim in the basis that its last stage is counted in")
             : _("Shown: the newest claim; others are counted otherwise");

    case YTT_SHOWN_WHOLE:
      return _("Shown: the claim about the whole; others are about parts of it");

    case YTT_SHOWN_LATEST_PART:
      return _("Shown: the part that was told of last; no claim is about the whole");

    case YTT_SHOWN_STATED:
      return _("Shown: stated; other claims are about what is to come");

    case YTT_SHOWN_WIDER:
      return _("Shown: no claim is about the plant itself");

    case YTT_SHOWN_ONLY:
    default:
      return _("Shown: the only claim");
    }
}

static void
append_line (GString    *text,
             const char *label,
             const char *value)
{
  if (value != NULL && *value != '\0')
    /* Translators: a line of a record that is copied as text: what it is, and the value */
    g_string_append_printf (text, _("%s: %s\n"), label, value);
}

static void
append_organisations (GString    *text,
                      const char *label,
                      GPtrArray  *organisations)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < organisations->len; i++)
    {
      const YttOrganisation *organisation = g_ptr_array_index (organisations, i);
      g_autoptr(GString) name = g_string_new (organisation->name);

      if (organisation->country != NULL)
        g_string_append_printf (name, " (%s)", ytt_country_get_name (organisation->country));
      if (!isnan (organisation->share))
        {
          g_autofree char *share = ytt_format_number (organisation->share, -1);

          g_string_append_printf (name, " %s\302\240%%", share);
        }
      append_item (names, "; ", name->str);
    }

  append_line (text, label, names->str);
}

static void
append_stages (GString   *text,
               YttStages  stages)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < YTT_N_STAGES; i++)
    if (stages & (1u << i))
      append_item (names, ", ", ytt_stage_get_label (1u << i));

  append_line (text, _("Stages"), names->str);
}

static void
append_strv (GString    *text,
             const char *label,
             GStrv       items)
{
  g_autofree char *joined = g_strjoinv (", ", items);

  append_line (text, label, joined);
}

/* A number in brackets after a claim leads to its source below. */
static guint
get_source_number (YttRecord      *record,
                   const YttClaim *claim)
{
  for (guint i = 0; i < record->sources->len; i++)
    if (g_ptr_array_index (record->sources, i) == claim->source)
      return i + 1;

  return 0;
}

static void
append_claim (GString        *text,
              YttRecord      *record,
              const YttClaim *claim,
              const char     *indent,
              gboolean        differs)
{
  g_autofree char *value = ytt_format_claim (claim);
  g_autofree char *caption = ytt_format_claim_caption (claim);
  guint number = get_source_number (record, claim);

  g_string_append_printf (text, "%s%s (%s)", indent, value, caption);
  if (number > 0)
    g_string_append_printf (text, " [%u]", number);
  if (differs)
    g_string_append_printf (text, " – %s", _("differs"));
  if (claim->note != NULL)
    g_string_append_printf (text, ": %s", claim->note);
  g_string_append_c (text, '\n');
}

static void
append_figures (GString   *text,
                YttRecord *record)
{
  if (record->figures->len == 0)
    return;

  g_string_append_printf (text, "\n%s\n", _("Figures"));
  for (guint i = 0; i < record->figures->len; i++)
    {
      const YttFigure *figure = g_ptr_array_index (record->figures, i);

      g_string_append_printf (text, "%s\n", ytt_attribute_get_label (figure->attribute));
      for (guint j = 0; j < figure->claims->len; j++)
        {
          YttClaim *claim = g_ptr_array_index (figure->claims, j);

          append_claim (text, record, claim, j == 0 ? "  " : "    ",
                        g_ptr_array_find (figure->contradicting, claim, NULL));
        }
    }
}

static void
append_announcements (GString   *text,
                      YttRecord *record)
{
  if (record->announcements->len == 0)
    return;

  g_string_append_printf (text, "\n%s\n", _("Announcements"));
  for (guint i = 0; i < record->announcements->len; i++)
    {
      const YttAnnouncement *announcement = g_ptr_array_index (record->announcements, i);
      g_autofree char *date = ytt_format_date (announcement->date);

      g_string_append_printf (text, "  %s · %s · %s", date,
                              ytt_announcement_kind_get_label (announcement->kind), announcement->title);
      if (announcement->amount != NULL)
        {
          g_autofree char *amount = ytt_format_amount (announcement->amount, announcement->currency,
                                                       announcement->amount_qualifier);

          g_string_append_printf (text, " · %s", amount);
        }
      g_string_append_c (text, '\n');
    }
}

static void
append_links (GString   *text,
              YttRecord *record)
{
  if (record->links->len == 0)
    return;

  g_string_append_printf (text, "\n%s\n", _("Supply"));
  for (guint i = 0; i < record->links->len; i++)
    {
      const YttLink *link = g_ptr_array_index (record->links, i);

      g_string_append_printf (text, "  %s %s · %s · %s\n", link->incoming ? "←" : "→", link->other_name,
                              link->material, ytt_link_state_get_label (link->state));
    }
}

/* "Neo opens the plant, Automotive World, 19 Sep 2025, https://…" and the end of the line */
static void
append_source (GString         *text,
               const YttSource *source)
{
  g_string_append (text, source->title);
  if (source->publisher != NULL)
    g_string_append_printf (text, ", %s", source->publisher);
  if (source->published != NULL)
    {
      g_autofree char *date = ytt_format_date (source->published);

      g_string_append_printf (text, ", %s", date);
    }
  if (source->url != NULL)
    g_string_append_printf (text, ", %s", source->url);
  g_string_append_c (text, '\n');
}

static void
append_sources (GString   *text,
                YttRecord *record)
{
  if (record->sources->len == 0)
    return;

  g_string_append_printf (text, "\n%s\n", _("Sources"));
  for (guint i = 0; i < record->sources->len; i++)
    {
      g_string_append_printf (text, "  [%u] ", i + 1);
      append_source (text, g_ptr_array_index (record->sources, i));
    }
}

static void
append_place (GString   *text,
              YttRecord *record)
{
  g_autofree char *place = ytt_format_place (record->locality, record->admin1, record->country);

  append_line (text, _("Place"), place);
  if (isnan (record->latitude))
    append_line (text, _("Coordinates"), _("unknown"));
  else
    {
      g_autofree char *coordinates = ytt_format_coordinates (record->latitude, record->longitude, record->precision);
      g_autofree char *value = g_strdup_printf ("%s (%s)", coordinates, ytt_precision_get_label (record->precision));

      append_line (text, _("Coordinates"), value);
    }
  append_line (text, _("Note on the place"), record->location_note);
}

/**
 * ytt_format_figure:
 * @record: a facility
 * @figure: one of its figures
 *
 * Returns: (transfer full): the claim that is shown, with its source, as plain text to quote
 */
char *
ytt_format_figure (const YttRecord *record,
                   const YttFigure *figure)
{
  GString *text;
  g_autofree char *value = NULL;
  g_autofree char *caption = NULL;

  g_return_val_if_fail (record != NULL, NULL);
  g_return_val_if_fail (figure != NULL, NULL);

  value = ytt_format_claim (figure->shown);
  caption = ytt_format_claim_caption (figure->shown);
  text = g_string_new (NULL);
  /* Translators: a figure that is copied as text: facility, what it is, the value, and how and by whom it was said */
  g_string_append_printf (text, _("%s, %s: %s (%s)\n"), record->name, ytt_attribute_get_label (figure->attribute), value,
                          caption);
  if (figure->shown->source != NULL)
    append_source (text, figure->shown->source);

  return g_string_free (text, FALSE);
}

/**
 * ytt_format_record:
 * @record: a facility whole
 *
 * Returns: (transfer full): the record as plain text, every claim with the number of its source
 */
char *
ytt_format_record (YttRecord *record)
{
  GString *text;

  g_return_val_if_fail (record != NULL, NULL);

  text = g_string_new (record->name);
  g_string_append_c (text, '\n');
  append_strv (text, _("Other names"), record->other_names);
  append_place (text, record);
  if (record->status_figure != NULL)
    {
      g_string_append_printf (text, "%s: ", ytt_attribute_get_label ("status"));
      append_claim (text, record, record->status_figure->shown, "", FALSE);
    }
  else
    append_line (text, ytt_attribute_get_label ("status"), ytt_status_get_label (record->status));
  append_stages (text, record->stages);
  append_organisations (text, _("Operator"), record->operators);
  append_organisations (text, _("Owners"), record->owners);
  append_strv (text, _("Products"), record->products);
  append_strv (text, _("Elements"), record->elements);
  append_line (text, _("About"), record->summary);
  append_figures (text, record);
  append_announcements (text, record);
  append_links (text, record);
  append_sources (text, record);

  return g_string_free (text, FALSE);
}
