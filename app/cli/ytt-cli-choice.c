#include "config.h"

#include "ytt-cli.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "ytt-error.h"
#include "ytt-saved-view.h"
#include "ytt-store-tours.h"
#include "ytt-store-views.h"
#include "ytt-timeline.h"
#include "ytt-tour.h"

/* What of a document a command is about. */

/**
 * ytt_cli_choice_clear:
 * @choice: what was chosen
 */
void
ytt_cli_choice_clear (YttCliChoice *choice)
{
  g_free (choice->view);
  g_free (choice->tour);
  g_free (choice->select);
  g_free (choice->at);
  g_free (choice->search);
  g_strfreev (choice->filters);
  g_free (choice->told);
  g_free (choice->links);
  *choice = (YttCliChoice) { 0 };
}

/* "59.36,28.15,6" */
static gboolean
parse_place (const char *text,
             double     *latitude,
             double     *longitude,
             double     *zoom)
{
  g_auto(GStrv) parts = g_strsplit (text, ",", -1);
  double numbers[3];

  if (g_strv_length (parts) != G_N_ELEMENTS (numbers))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      char *end;

      g_strstrip (parts[i]);
      numbers[i] = g_ascii_strtod (parts[i], &end);
      if (end == parts[i] || *end != '\0' || !isfinite (numbers[i]))
        return FALSE;
    }

  *latitude = numbers[0];
  *longitude = numbers[1];
  *zoom = numbers[2];

  return fabs (*latitude) <= 90 && fabs (*longitude) <= 180 && *zoom >= 0 && *zoom <= 20;
}

/* Documents may have words that are not ours, but whoever types one has most likely mistyped another. */
static gboolean
is_known (YttFacet    facet,
          const char *value)
{
  YttStages stage;
  YttStatus status;
  YttPrecision precision;

  if (*value == '\0')
    return TRUE;

  switch (facet)
    {
    case YTT_FACET_STAGE:
      return ytt_stage_from_code (value, &stage);
    case YTT_FACET_STATUS:
      return ytt_status_from_code (value, &status);
    case YTT_FACET_PRECISION:
      return ytt_precision_from_code (value, &precision);
    case YTT_FACET_COUNTRY:
    case YTT_FACET_ELEMENT:
    case YTT_FACET_ORGANISATION:
    case YTT_FACET_START:
    case YTT_FACET_CAPACITY:
    case YTT_FACET_CONFLICT:
    case YTT_FACET_NEWEST_SOURCE:
    default:
      return ytt_facet_is_valid (facet, value);
    }
}

/* "stage=magnet", "country!=CN". (transfer full) (nullable): @filter with that */
static YttFilter *
add_term (YttFilter  *filter,
          const char *text)
{
  const char *equals = strchr (text, '=');
  gboolean negated = equals != NULL && equals > text && equals[-1] == '!';
  g_autofree char *code = NULL;
  YttFacet facet;

  if (equals == NULL)
    return NULL;

  code = g_strndup (text, (gsize) (equals - text) - (negated ? 1 : 0));
  if (!ytt_facet_from_code (code, &facet) || !is_known (facet, equals + 1))
    return NULL;

  return ytt_filter_with (filter, facet, equals + 1, negated);
}

static gboolean
parse_links (const char    *text,
             YttSupplyMode *mode)
{
  g_autoptr(GEnumClass) modes = g_type_class_ref (YTT_TYPE_SUPPLY_MODE);
  const GEnumValue *value = g_enum_get_value_by_nick (modes, text);

  if (value != NULL)
    *mode = value->value;

  return value != NULL;
}

static gboolean
check_words (const YttCliChoice *choice,
             const YttCommand   *command)
{
  double latitude, longitude, zoom;
  YttSupplyMode mode;

  if (choice->at != NULL && !parse_place (choice->at, &latitude, &longitude, &zoom))
    {
      ytt_cli_refuse (command, _("“%s” is no place; write --at LATITUDE,LONGITUDE,ZOOM, as in 59.36,28.15,6."),
                      choice->at);
      return FALSE;
    }
  if (choice->links != NULL && !parse_links (choice->links, &mode))
    {
      ytt_cli_refuse (command, _("“%s” is no choice of links; write selection, all or none."), choice->links);
      return FALSE;
    }
  for (guint i = 0; choice->filters != NULL && choice->filters[i] != NULL; i++)
    {
      g_autoptr(YttFilter) none = ytt_filter_new ();
      g_autoptr(YttFilter) filter = add_term (none, choice->filters[i]);

      if (filter != NULL)
        continue;
      ytt_cli_refuse (command, _("“%s” is no filter; write it as stage=magnet or country!=CN."), choice->filters[i]);
      return FALSE;
    }

  return TRUE;
}

/**
 * ytt_cli_choice_check:
 * @choice: what was given
 * @command: the command, for what is said
 *
 * Looks at all that can be told without a document, and says what is wrong with it.
 *
 * Returns: whether it can be understood
 */
gboolean
ytt_cli_choice_check (const YttCliChoice *choice,
                      const YttCommand   *command)
{
  if (choice->view != NULL && choice->tour != NULL)
    {
      ytt_cli_refuse (command, _("--view and --tour exclude each other."));
      return FALSE;
    }
  if ((choice->tour != NULL) != (choice->stop != 0) || choice->stop < 0)
    {
      ytt_cli_refuse (command, _("--tour TOUR and --stop NUMBER belong together; the first stop is 1."));
      return FALSE;
    }
  if (choice->year != 0 && (choice->year < YTT_MOMENT_FIRST_YEAR || choice->year > YTT_MOMENT_LAST_YEAR))
    {
      ytt_cli_refuse (command, _("The year may be %d to %d."), YTT_MOMENT_FIRST_YEAR, YTT_MOMENT_LAST_YEAR);
      return FALSE;
    }
  if (choice->told != NULL && ytt_day_parse (choice->told) == 0)
    {
      ytt_cli_refuse (command, _("“%s” is no date; write it as 2025-08-01."), choice->told);
      return FALSE;
    }

  return check_words (choice, command);
}

/* (transfer full) (nullable) */
static YttView *
find_saved_view (YttStore    *store,
                 const char  *name,
                 GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) views = NULL;
  YttCliWait wait = { NULL };

  ytt_store_get_views_async (store, NULL, ytt_cli_wait_cb, &wait);
  result = ytt_cli_wait (&wait);
  views = ytt_store_get_views_finish (store, result, error);
  if (views == NULL)
    return NULL;

  for (guint i = 0; i < views->len; i++)
    if (g_strcmp0 (ytt_saved_view_get_name (g_ptr_array_index (views, i)), name) == 0)
      return ytt_view_new_from_json (ytt_saved_view_get_content (g_ptr_array_index (views, i)), error);

  g_set_error (error, YTT_ERROR, YTT_ERROR_NOT_FOUND, _("The document has no view “%s”."), name);
  return NULL;
}

/* By its short name or its whole title, whatever its case, or else by what its title begins with, if no other does.
 * (transfer none) (nullable) */
static YttTour *
match_tour (GPtrArray  *tours,
            const char *words)
{
  g_autofree char *wanted = g_utf8_casefold (words, -1);
  YttTour *found = NULL;
  guint n_found = 0;

  for (guint i = 0; i < tours->len; i++)
    {
      YttTour *tour = g_ptr_array_index (tours, i);
      g_autofree char *folded = g_utf8_casefold (ytt_tour_get_title (tour), -1);

      if (g_strcmp0 (ytt_tour_get_slug (tour), words) == 0)
        return tour;
      if (strcmp (folded, wanted) == 0)
        return tour;
      if (g_str_has_prefix (folded, wanted))
        {
          found = tour;
          n_found++;
        }
    }

  return n_found == 1 ? found : NULL;
}

/* (transfer full) (nullable) */
static YttView *
find_stop (YttStore    *store,
           const char  *title,
           guint        number,
           char       **stop_title,
           GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) tours = NULL;
  YttCliWait wait = { NULL };
  YttTourStop *stop;
  YttTour *tour;

  ytt_store_get_tours_async (store, NULL, ytt_cli_wait_cb, &wait);
  result = ytt_cli_wait (&wait);
  tours = ytt_store_get_tours_finish (store, result, error);
  if (tours == NULL)
    return NULL;

  tour = match_tour (tours, title);
  if (tour == NULL)
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_NOT_FOUND, _("The document has no tour “%s”."), title);
      return NULL;
    }
  if (number > ytt_tour_get_n_stops (tour))
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_NOT_FOUND,
                   ngettext ("“%s” has %u stop.", "“%s” has %u stops.", ytt_tour_get_n_stops (tour)),
                   ytt_tour_get_title (tour), ytt_tour_get_n_stops (tour));
      return NULL;
    }

  stop = ytt_tour_get_stop (tour, number - 1);
  if (ytt_tour_stop_get_kind (stop) == YTT_STOP_SLIDE)
    {
      g_set_error (error, YTT_ERROR, YTT_ERROR_NOT_FOUND, _("Stop %u of “%s” is a slide, without a map."), number,
                   ytt_tour_get_title (tour));
      return NULL;
    }

  *stop_title = g_strdup (ytt_tour_stop_get_title (stop));

  return ytt_view_new_from_json (ytt_tour_stop_get_content (stop), error);
}

/* (transfer full): now, all facilities, nobody selected */
static YttView *
make_plain_view (void)
{
  g_autoptr(YttSession) session = ytt_session_new ();
  g_autoptr(YttView) view = ytt_view_new_for_session (session, NULL);
  YttView *copy = ytt_view_copy (view);

  copy->width = copy->height = 0;

  return copy;
}

static gboolean
select_words (YttStore    *store,
              const char  *words,
              YttView     *view,
              GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  YttCliWait wait = { NULL };

  ytt_store_find_async (store, words, NULL, ytt_cli_wait_cb, &wait);
  result = ytt_cli_wait (&wait);
  view->selected = ytt_store_find_finish (store, result, error);

  return view->selected != 0;
}

/* What else was said changes the view. */
static gboolean
apply (const YttCliChoice  *choice,
       YttStore            *store,
       YttView             *view,
       GError             **error)
{
  if (choice->search != NULL)
    {
      g_free (view->search);
      view->search = g_strdup (choice->search);
    }
  for (guint i = 0; choice->filters != NULL && choice->filters[i] != NULL; i++)
    {
      YttFilter *filter = add_term (view->filter, choice->filters[i]);

      ytt_filter_unref (view->filter);
      view->filter = filter;
    }
  if (choice->year != 0)
    view->moment.year = (gint16) choice->year;
  if (choice->told != NULL)
    view->moment.told = ytt_day_parse (choice->told);
  if (choice->links != NULL)
    view->has_layers = parse_links (choice->links, &view->links);
  if (choice->at != NULL)
    {
      parse_place (choice->at, &view->latitude, &view->longitude, &view->zoom);
      view->width = view->height = 0;
    }

  return choice->select == NULL || select_words (store, choice->select, view, error);
}

/**
 * ytt_cli_choice_get_view:
 * @choice: what was given, and checked
 * @store: a document
 * @title: (out) (transfer full) (nullable): the title of the tour's stop
 * @placed: (out): whether the view says what part of the world is shown
 * @error: return location for an error, %YTT_ERROR_NOT_FOUND for what the document has not
 *
 * Returns: (transfer full) (nullable): what was chosen
 */
YttView *
ytt_cli_choice_get_view (const YttCliChoice  *choice,
                         YttStore            *store,
                         char               **title,
                         gboolean            *placed,
                         GError             **error)
{
  g_autoptr(YttView) base = NULL;
  g_autoptr(YttView) view = NULL;

  *title = NULL;
  if (choice->view != NULL)
    base = find_saved_view (store, choice->view, error);
  else if (choice->tour != NULL)
    base = find_stop (store, choice->tour, (guint) choice->stop, title, error);
  else
    base = make_plain_view ();
  if (base == NULL)
    return NULL;

  view = ytt_view_copy (base);
  *placed = choice->at != NULL || ((choice->view != NULL || choice->tour != NULL) && choice->select == NULL);

  return apply (choice, store, view, error) ? g_steal_pointer (&view) : NULL;
}

/**
 * ytt_cli_choice_find:
 * @choice: what was chosen
 * @store: a document
 * @view: what ytt_cli_choice_get_view() made of it
 * @ids: (out) (transfer full) (nullable) (element-type gint64): the facilities; %NULL where nothing says that not all are meant
 * @error: return location for an error of the store
 *
 * Returns: whether they were found
 */
gboolean
ytt_cli_choice_find (const YttCliChoice  *choice,
                     YttStore            *store,
                     const YttView       *view,
                     GArray             **ids,
                     GError             **error)
{
  YttQuery query = { *view->search != '\0' ? view->search : NULL, YTT_ORDER_NAME, view->filter, view->moment };
  g_autoptr(GAsyncResult) answer = NULL;
  g_autoptr(YttResult) result = NULL;
  YttCliWait wait = { NULL };

  *ids = NULL;
  if (choice->view == NULL && choice->search == NULL && choice->filters == NULL)
    return TRUE;

  ytt_store_search_async (store, &query, NULL, ytt_cli_wait_cb, &wait);
  answer = ytt_cli_wait (&wait);
  result = ytt_store_search_finish (store, answer, error);
  if (result != NULL)
    *ids = g_array_ref (result->ids);

  return result != NULL;
}
