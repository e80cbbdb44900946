#include "config.h"

#include "ytt-map-picture-load.h"

#include <math.h>

#include "ytt-arc-set.h"
#include "ytt-country-points.h"
#include "ytt-error.h"
#include "ytt-filter-words.h"
#include "ytt-mercator.h"
#include "ytt-session-shown.h"
#include "ytt-store-sources.h"
#include "ytt-timeline.h"

/* How close a facility is shown by itself. */
#define SELECTION_ZOOM 6.0

/* Beyond its middle a marker reaches so far, in px: who stands at the edge of the picture is on it. */
#define MARKER_REACH 24.0

typedef struct
{
  YttMapPicture   *picture;   /* (owned) */
  YttView         *view;      /* (owned) */
  YttPictureScope  scope;
  YttPictureShown  shown;
  YttResult       *found;     /* (owned) (nullable) */
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_clear_pointer (&load->picture, ytt_map_picture_free);
  ytt_view_unref (load->view);
  ytt_picture_shown_clear (&load->shown);
  g_clear_pointer (&load->found, ytt_result_free);
  g_free (load);
}

/**
 * ytt_picture_shown_init:
 * @self: (out caller-allocates): what is shown
 * @session: the session of a window
 *
 * Takes what the window shows now and no view keeps; clear it when it is not needed any more.
 */
void
ytt_picture_shown_init (YttPictureShown *self,
                        YttSession      *session)
{
  YttSupply *supply = ytt_session_get_supply (session);
  YttChain *chain = ytt_supply_get_chain (supply);
  const YttPictureShown shown = { ytt_session_get_shown (session),
                                  chain != NULL ? ytt_supply_get_links (supply) : NULL,
                                  chain != NULL ? chain->facilities : NULL };

  ytt_picture_shown_copy (self, &shown);
}

/**
 * ytt_picture_shown_copy:
 * @self: (out caller-allocates): gets references
 * @other: what is shown
 */
void
ytt_picture_shown_copy (YttPictureShown       *self,
                        const YttPictureShown *other)
{
  self->points = other->points != NULL ? g_array_ref (other->points) : NULL;
  self->links = other->links != NULL ? g_ptr_array_ref (other->links) : NULL;
  self->emphasis = other->emphasis != NULL ? g_array_ref (other->emphasis) : NULL;
}

/**
 * ytt_picture_shown_clear:
 * @self: what is shown
 */
void
ytt_picture_shown_clear (YttPictureShown *self)
{
  g_clear_pointer (&self->points, g_array_unref);
  g_clear_pointer (&self->links, g_ptr_array_unref);
  g_clear_pointer (&self->emphasis, g_array_unref);
}

/* The selected facility, and with it where its links lead. */
static void
frame_selection (YttMapPicture *picture)
{
  g_autoptr(YttCountryPoints) countries = NULL;
  g_autoptr(YttArcSet) arcs = NULL;
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (YttPoint));
  g_autoptr(GArray) points = NULL;

  for (guint i = 0; i < picture->points->len; i++)
    if (g_array_index (picture->points, YttPoint, i).id == picture->selected)
      g_array_append_val (places, g_array_index (picture->points, YttPoint, i));
  if (picture->basemap != NULL)
    countries = ytt_country_points_new (picture->basemap);
  arcs = ytt_arc_set_new (picture->links, countries);
  ytt_arc_set_append_places (arcs, places);

  points = picture->points;
  picture->points = g_steal_pointer (&places);
  ytt_map_picture_show_points (picture);
  picture->zoom = MIN (picture->zoom, SELECTION_ZOOM);
  g_array_unref (picture->points);
  picture->points = g_steal_pointer (&points);
}

/* What is shown of the world; the footer, which takes room from the map, may have grown since. */
static void
frame (Load *load)
{
  YttMapPicture *picture = load->picture;
  const YttView *view = load->view;

  if (load->scope == YTT_PICTURE_OF_RESULT)
    ytt_map_picture_show_points (picture);
  else if (load->scope == YTT_PICTURE_OF_SELECTION)
    frame_selection (picture);
  else
    ytt_map_picture_show_view (picture, view->latitude, view->longitude, view->zoom, view->width, view->height);
}

/* (transfer full) (element-type gint64): the facilities that stand on the picture */
static GArray *
find_in_view (YttMapPicture *picture)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  double world = ytt_mercator_get_world_size (picture->zoom), x, y, width, height, north, south, half, ignored;

  ytt_map_picture_get_map_size (picture, &width, &height);
  ytt_mercator_project (picture->latitude, picture->longitude, &x, &y);
  ytt_mercator_unproject (x, y - (height / 2 + MARKER_REACH) / world, &north, &ignored);
  ytt_mercator_unproject (x, y + (height / 2 + MARKER_REACH) / world, &south, &ignored);
  half = (width / 2 + MARKER_REACH) / world * 360;

  for (guint i = 0; i < picture->points->len; i++)
    {
      const YttPoint *point = &g_array_index (picture->points, YttPoint, i);
      double away = fabs (point->longitude - picture->longitude);

      if (point->latitude <= north && point->latitude >= south && MIN (away, 360 - away) <= half)
        g_array_append_val (ids, point->id);
    }

  return ids;
}

static void
sources_found_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Load *load = g_task_get_task_data (task);
  GError *error = NULL;

  load->picture->footer->sources = ytt_store_get_shown_sources_finish (YTT_STORE (object), result, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  frame (load);
  g_task_return_pointer (task, g_steal_pointer (&load->picture), (GDestroyNotify) ytt_map_picture_free);
}

static void
find_sources (GTask *task)   /* (transfer full) */
{
  Load *load = g_task_get_task_data (task);
  g_autoptr(GArray) ids = NULL;

  frame (load);
  ids = find_in_view (load->picture);
  ytt_store_get_shown_sources_async (g_task_get_source_object (task), ids, load->picture->links,
                                     load->picture->selected, load->view->moment, g_task_get_cancellable (task),
                                     sources_found_cb, task);
}

static void
links_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  GTask *task = user_data;
  Load *load = g_task_get_task_data (task);
  GError *error = NULL;

  load->picture->links = ytt_store_get_links_finish (YTT_STORE (object), result, NULL, &error);
  if (error == NULL)
    {
      find_sources (task);
      return;
    }

  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
read_links (GTask *task)   /* (transfer full) */
{
  Load *load = g_task_get_task_data (task);
  YttSupplyMode mode = load->view->has_layers ? load->view->links : YTT_SUPPLY_SELECTION;
  gboolean whole = load->found->ids->len == load->found->n_total;
  YttLinksScope scope = mode == YTT_SUPPLY_SELECTION ? YTT_LINKS_OF_FIRST
                        : whole                      ? YTT_LINKS_OF_ALL
                                                     : YTT_LINKS_OF_IDS;

  if (load->shown.links != NULL)
    {
      load->picture->links = g_ptr_array_ref (load->shown.links);
      find_sources (task);
      return;
    }
  if (mode == YTT_SUPPLY_NONE || (mode == YTT_SUPPLY_SELECTION && load->picture->selected == 0))
    {
      find_sources (task);
      return;
    }

  ytt_store_get_links_async (g_task_get_source_object (task), scope, load->picture->selected,
                             scope == YTT_LINKS_OF_IDS ? load->found->ids : NULL, YTT_SUPPLY_MOST_LINKS,
                             load->view->moment, g_task_get_cancellable (task), links_read_cb, task);
}

/* Whoever is selected is shown though search and filter leave it out, but not where it is not there at that moment. */
static void
take_selected (Load            *load,
               const YttRecord *record)
{
  YttMapPicture *picture = load->picture;
  YttPoint guest = { record->id, record->longitude, record->latitude, (guint8) record->stages,
                     (guint8) record->status, (guint8) record->precision, (guint8) record->promised };
  g_autoptr(GArray) points = NULL;

  picture->selected = record->id;
  picture->selected_name = g_strdup (record->name);
  for (guint i = 0; i < picture->points->len; i++)
    if (g_array_index (picture->points, YttPoint, i).id == record->id)
      return;
  if (isnan (record->latitude) || !record->there)
    return;

  /* The result's own points are shared. */
  points = g_array_copy (picture->points);
  g_array_append_val (points, guest);
  g_array_unref (picture->points);
  picture->points = g_steal_pointer (&points);
}

static void
record_read_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  GTask *task = user_data;
  Load *load = g_task_get_task_data (task);
  g_autoptr(YttRecord) record = NULL;
  g_autoptr(GError) error = NULL;

  record = ytt_store_get_record_finish (YTT_STORE (object), result, &error);
  /* A facility that has been deleted since is no reason to have no picture. */
  if (record == NULL && !g_error_matches (error, YTT_ERROR, YTT_ERROR_NOT_FOUND))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }

  if (record != NULL)
    take_selected (load, record);
  read_links (task);
}

/* What the footer says of the result. */
static void
describe_result (Load     *load,
                 YttStore *store)
{
  YttFooter *footer = load->picture->footer;

  footer->moment = load->view->moment;
  footer->date = ytt_day_to_iso (ytt_store_get_today (store));
  footer->n_shown = load->found->ids->len;
  footer->n_total = load->found->n_total;
  footer->search = g_strdup (load->view->search);
  if (!ytt_filter_is_empty (load->view->filter))
    footer->filter = ytt_filter_describe (load->view->filter, load->found->counts);
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  GTask *task = user_data;
  Load *load = g_task_get_task_data (task);
  GError *error = NULL;

  load->found = ytt_store_search_finish (YTT_STORE (object), result, &error);
  if (load->found == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  describe_result (load, YTT_STORE (object));
  load->picture->points = g_array_ref (load->shown.points != NULL ? load->shown.points : load->found->points);
  load->picture->emphasis = load->shown.emphasis != NULL ? g_array_ref (load->shown.emphasis) : NULL;
  if (load->view->selected == 0)
    read_links (task);
  else
    ytt_store_get_record_async (YTT_STORE (object), load->view->selected, load->view->moment,
                                g_task_get_cancellable (task), record_read_cb, task);
}

static void
summary_read_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  GTask *task = user_data;
  Load *load = g_task_get_task_data (task);
  const YttQuery query = { load->view->search, YTT_ORDER_NAME, load->view->filter, load->view->moment };
  g_autoptr(YttSummary) summary = NULL;
  GError *error = NULL;

  summary = ytt_store_get_summary_finish (YTT_STORE (object), result, &error);
  if (summary == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  load->picture->footer->document =
    summary->title != NULL ? g_strdup (summary->title)
                           : g_filename_display_basename (ytt_store_get_path (YTT_STORE (object)));
  load->picture->footer->newest = g_strdup (summary->newest_claim);
  ytt_store_search_async (YTT_STORE (object), &query, g_task_get_cancellable (task), found_cb, task);
}

/**
 * ytt_map_picture_load_async:
 * @store: a document
 * @basemap: (nullable): what lies below
 * @view: what is wanted of the document; its viewport counts for %YTT_PICTURE_OF_VIEW only
 * @scope: what of the world is shown
 * @width: of the picture, see #YttMapPicture
 * @height: likewise
 * @magnification: likewise
 * @cancellable: (nullable): a cancellable
 * @callback: called when the picture is there
 * @user_data: for @callback
 *
 * Reads all that a picture shows: the result of search and filter at the view's moment, the selected facility, supply
 * links, and the sources of the statuses and links in the part of the map that is shown. Whoever changes the picture's
 * size or viewport afterwards by more than a little should load it again.
 */
void
ytt_map_picture_load_async (YttStore            *store,
                            YttBasemap          *basemap,
                            YttView             *view,
                            YttPictureScope      scope,
                            double               width,
                            double               height,
                            double               magnification,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  ytt_map_picture_load_shown_async (store, basemap, view, NULL, scope, width, height, magnification, cancellable,
                                    callback, user_data);
}

/**
 * ytt_map_picture_load_shown_async:
 * @store: a document
 * @basemap: (nullable): what lies below
 * @view: what is wanted of the document
 * @shown: (nullable): what a window shows besides
 * @scope: see ytt_map_picture_load_async()
 * @width: likewise
 * @height: likewise
 * @magnification: likewise
 * @cancellable: (nullable): a cancellable
 * @callback: called when the picture is there
 * @user_data: for @callback
 *
 * Reads a picture of what a window shows: with a chain that is traced, for one.
 */
void
ytt_map_picture_load_shown_async (YttStore              *store,
                                  YttBasemap            *basemap,
                                  YttView               *view,
                                  const YttPictureShown *shown,
                                  YttPictureScope        scope,
                                  double                 width,
                                  double                 height,
                                  double                 magnification,
                                  GCancellable          *cancellable,
                                  GAsyncReadyCallback    callback,
                                  gpointer               user_data)
{
  Load *load;
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (store));
  g_return_if_fail (view != NULL);
  g_return_if_fail (width > 0 && height > 0 && magnification > 0);

  load = g_new0 (Load, 1);
  load->picture = ytt_map_picture_new (basemap, width, height);
  load->picture->magnification = magnification;
  load->view = ytt_view_ref (view);
  load->scope = scope;
  if (shown != NULL)
    ytt_picture_shown_copy (&load->shown, shown);

  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_map_picture_load_async);
  g_task_set_task_data (task, load, load_free);
  ytt_store_get_summary_async (store, cancellable, summary_read_cb, task);
}

/**
 * ytt_map_picture_load_finish:
 * @store: the document
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the picture, with legend and scale and without a title
 */
YttMapPicture *
ytt_map_picture_load_finish (YttStore      *store,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_map_picture_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
