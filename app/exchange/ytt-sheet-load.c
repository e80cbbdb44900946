/* Reads what is printed from a document. */

#include "config.h"

#include "ytt-sheet-load.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ytt-error.h"
#include "ytt-format.h"
#include "ytt-footer.h"
#include "ytt-map-picture-load.h"
#include "ytt-sheet-content-private.h"
#include "ytt-sheet-table.h"
#include "ytt-sheet-tour.h"
#include "ytt-store-rows.h"

/* The map that a view was taken from, where nobody knows how large it was, in px. */
#define MAP_WIDTH 1000
#define MAP_HEIGHT 700

/* What a map takes of a page, in px, with room for a footer: of one that stands, and of one that lies on its side. */
#define TALL_WIDTH 665
#define TALL_HEIGHT 900
#define WIDE_WIDTH 735
#define WIDE_HEIGHT 620

/* How close a facility is shown on its sheet, by how exact its place is. */
#define SITE_ZOOM 5.4
#define REGION_ZOOM 4.4

typedef struct
{
  YttSheetRequest *request;    /* (owned) */
  YttSheetContent *content;    /* (owned) (nullable) */
  GHashTable      *sources;    /* (owned) (nullable) (element-type gint64 YttSource) */
  GHashTable      *claims;     /* (owned) (nullable) (element-type gint64 YttSource): whose they are, of @sources */
  GHashTable      *tellings;   /* (owned) (nullable) (element-type gint64 GPtrArray): who tells of announcements */
  YttView         *view;       /* (owned) (nullable): of the stop that is read */
  guint            next;       /* the row or stop that is read */
} Load;

static void read_next_row  (GTask *task);
static void read_next_stop (GTask *task);

static void
load_free (gpointer data)
{
  Load *load = data;

  ytt_sheet_request_free (load->request);
  g_clear_pointer (&load->content, ytt_sheet_content_unref);
  g_clear_pointer (&load->claims, g_hash_table_unref);
  g_clear_pointer (&load->sources, g_hash_table_unref);
  g_clear_pointer (&load->tellings, g_hash_table_unref);
  g_clear_pointer (&load->view, ytt_view_unref);
  g_free (load);
}

/* The end of every way: the answer, or why there is none. */
static void
finish (GTask  *task,    /* (transfer full) */
        GError *error)   /* (transfer full) (nullable) */
{
  Load *load = g_task_get_task_data (task);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&load->content), (GDestroyNotify) ytt_sheet_content_unref);
  g_object_unref (task);
}

/* The map */

static double
get_side (int side,
          int fallback)
{
  return side > 0 ? side : fallback;
}

/* A picture has sources for what it shows, so it is asked for in the shape that it will have on paper. */
static void
load_picture (GTask               *task,
              YttView             *view,
              GAsyncReadyCallback  callback)
{
  Load *load = g_task_get_task_data (task);
  double width = load->request->landscape ? WIDE_WIDTH : TALL_WIDTH;
  double height = load->request->landscape ? WIDE_HEIGHT : TALL_HEIGHT;

  ytt_map_picture_load_async (g_task_get_source_object (task), load->request->basemap, view, YTT_PICTURE_OF_VIEW,
                              width, height, 1, g_task_get_cancellable (task), callback, task);
}

/* Back to a map as large as that of the view: the sheet finds out by itself how large it is on paper. */
static YttMapPicture *
take_picture (YttMapPicture *picture,   /* (transfer full) (nullable) */
              const YttView *view)
{
  if (picture != NULL)
    {
      picture->width = get_side (view->width, MAP_WIDTH);
      picture->height = get_side (view->height, MAP_HEIGHT);
      picture->latitude = view->latitude;
      picture->longitude = view->longitude;
      picture->zoom = view->zoom;
    }

  return picture;
}

static void
map_loaded_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  GTask *task = user_data;
  Load *load = g_task_get_task_data (task);
  GError *error = NULL;
  YttMapPicture *picture = ytt_map_picture_load_finish (YTT_STORE (object), result, &error);

  load->content->picture = take_picture (picture, load->request->view);
  if (picture != NULL)
    {
      picture->title = g_strdup (load->content->document);
      ytt_map_picture_set_backdrop (picture, load->request->backdrop);
      g_free (load->content->attribution);
      load->content->attribution = g_strdup (picture->footer->attribution);
      load->content->filter = g_strdup (load->request->result);
      /* Translators: the title of a map that is printed: that of the document */
      load->content->title = g_strdup_printf (_("Map: %s"), load->content->document);
    }
  finish (task, error);
}

/* The fact sheet */

/* Where it is, alone on its map. */
static YttMapPicture *
make_place (const YttRecord *record,
            YttBasemap      *basemap)
{
  YttPoint point = { record->id, record->longitude, record->latitude, (guint8) record->stages,
                     (guint8) record->status, (guint8) record->precision, (guint8) record->promised };
  YttMapPicture *picture;

  if (isnan (record->latitude) || isnan (record->longitude))
    return NULL;

  picture = ytt_map_picture_new (basemap, MAP_WIDTH, MAP_HEIGHT);
  picture->points = g_array_new (FALSE, TRUE, sizeof (YttPoint));
  g_array_append_val (picture->points, point);
  picture->latitude = record->latitude;
  picture->longitude = record->longitude;
  picture->zoom = record->precision == YTT_PRECISION_REGION ? REGION_ZOOM : SITE_ZOOM;

  return picture;
}

/* (nullable): in the words that stand below pictures */
static char *
describe_moment (YttMoment moment)
{
  g_autoptr(YttFooter) footer = NULL;

  if (ytt_moment_is_now (moment))
    return NULL;

  footer = ytt_footer_new ();
  footer->moment = moment;

  return ytt_footer_get_head (footer);
}

static void
record_read_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  GTask *task = user_data;
  Load *load = g_task_get_task_data (task);
  GError *error = NULL;

  load->content->record = ytt_store_get_record_finish (YTT_STORE (object), result, &error);
  if (load->content->record != NULL)
    {
      load->content->title = g_strdup (load->content->record->name);
      load->content->picture = make_place (load->content->record, load->request->basemap);
      load->content->filter = describe_moment (load->request->view->moment);
    }
  finish (task, error);
}

/* The table */

static void
row_read_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  GTask *task = user_data;
  Load *load = g_task_get_task_data (task);
  g_autoptr(YttRecord) record = NULL;
  g_autoptr(GError) error = NULL;

  record = ytt_store_get_record_finish (YTT_STORE (object), result, &error);
  if (record != NULL)
    g_ptr_array_add (load->content->rows, ytt_sheet_row_new (record));
  else if (!g_error_matches (error, YTT_ERROR, YTT_ERROR_NOT_FOUND))
    {
      /* One that has been deleted since is left out. */
      finish (task, g_steal_pointer (&error));
      return;
    }

  read_next_row (task);
}

static void
read_next_row (GTask *task)   /* (transfer full) */
{
  Load *load = g_task_get_task_data (task);

  if (load->request->ids == NULL || load->next == load->request->ids->len)
    {
      finish (task, NULL);
      return;
    }

  ytt_store_get_record_async (g_task_get_source_object (task),
                              g_array_index (load->request->ids, gint64, load->next++), load->request->view->moment,
                              g_task_get_cancellable (task), row_read_cb, task);
}

static void
load_rows (GTask *task)   /* (transfer full) */
{
  Load *load = g_task_get_task_data (task);
  guint n = load->request->ids != NULL ? load->request->ids->len : 0;

  if (n > YTT_SHEET_MOST_ROWS)
    {
      g_autofree char *there = ytt_format_number (n, 0), *most = ytt_format_number (YTT_SHEET_MOST_ROWS, 0);

      finish (task, g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                                 /* Translators: how many facilities there are, and how many can be printed */
                                 _("%s facilities are too many for paper. Search and filter down to %s or fewer."),
                                 there, most));
      return;
    }

  load->content->title = g_strdup (_("Facilities"));
  load->content->filter = g_strdup (load->request->result);
  load->content->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_sheet_row_free);
  read_next_row (task);
}

/* The handout */

static void
add_source (GPtrArray       *sources,
            const YttSource *source)
{
  YttSource *copy;

  for (guint i = 0; i < sources->len; i++)
    if (((YttSource *) g_ptr_array_index (sources, i))->id == source->id)
      return;

  copy = g_new0 (YttSource, 1);
  copy->id = source->id;
  copy->slug = g_strdup (source->slug);
  copy->title = g_strdup (source->title);
  copy->publisher = g_strdup (source->publisher);
  copy->published = g_strdup (source->published);
  copy->url = g_strdup (source->url);
  g_ptr_array_add (sources, copy);
}

/* What the stop's text rests on, in the order in which the stop has it. */
static GPtrArray *
collect_sources (Load        *load,
                 YttTourStop *stop)
{
  GPtrArray *sources = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_source_free);
  GArray *claims = ytt_tour_stop_get_claims (stop), *announcements = ytt_tour_stop_get_announcements (stop);

  for (guint i = 0; i < claims->len; i++)
    {
      const YttSource *source = g_hash_table_lookup (load->claims, &g_array_index (claims, gint64, i));

      if (source != NULL)
        add_source (sources, source);
    }
  for (guint i = 0; i < announcements->len; i++)
    {
      GPtrArray *tellers = g_hash_table_lookup (load->tellings, &g_array_index (announcements, gint64, i));

      for (guint j = 0; tellers != NULL && j < tellers->len; j++)
        add_source (sources, g_ptr_array_index (tellers, j));
    }

  return sources;
}

static YttSheetStop *
get_page (Load *load)
{
  return g_ptr_array_index (load->content->stops, load->content->stops->len - 1);
}

static void
stop_picture_loaded_cb (GObject      *object,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  GTask *task = user_data;
  Load *load = g_task_get_task_data (task);
  GError *error = NULL;
  YttMapPicture *picture = ytt_map_picture_load_finish (YTT_STORE (object), result, &error);

  get_page (load)->map = take_picture (picture, load->view);
  if (error != NULL)
    finish (task, error);
  else
    read_next_stop (task);
}

static void
stop_record_read_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  GTask *task = user_data;
  Load *load = g_task_get_task_data (task);
  YttSheetStop *page = get_page (load);
  g_autoptr(GError) error = NULL;

  page->record = ytt_store_get_record_finish (YTT_STORE (object), result, &error);
  if (g_error_matches (error, YTT_ERROR, YTT_ERROR_NOT_FOUND))
    page->gone = TRUE;
  else if (error != NULL)
    {
      finish (task, g_steal_pointer (&error));
      return;
    }

  load_picture (task, load->view, stop_picture_loaded_cb);
}

/* Begins the page of the next stop that has a map; those before it have words alone. FALSE: there is none. What cannot
 * be read of a stop, such as a view of a newer version, leaves a page with its words. */
static gboolean
begin_next_stop (Load *load)
{
  YttTour *tour = load->request->tour;

  g_clear_pointer (&load->view, ytt_view_unref);
  while (load->view == NULL && load->next < ytt_tour_get_n_stops (tour))
    {
      YttTourStop *stop = ytt_tour_get_stop (tour, load->next++);
      YttSheetStop *page = ytt_sheet_stop_new (stop);

      page->sources = collect_sources (load, stop);
      g_ptr_array_add (load->content->stops, page);
      if (ytt_tour_stop_get_kind (stop) == YTT_STOP_VIEW)
        load->view = ytt_view_new_from_json (ytt_tour_stop_get_content (stop), NULL);
    }

  return load->view != NULL;
}

static void
read_next_stop (GTask *task)   /* (transfer full) */
{
  Load *load = g_task_get_task_data (task);
  gint64 facility;

  if (!begin_next_stop (load))
    {
      finish (task, NULL);
      return;
    }

  facility = ytt_tour_stop_get_facility (get_page (load)->stop);
  if (facility == 0)
    facility = load->view->selected;
  if (facility != 0)
    ytt_store_get_record_async (g_task_get_source_object (task), facility, load->view->moment,
                                g_task_get_cancellable (task), stop_record_read_cb, task);
  else
    load_picture (task, load->view, stop_picture_loaded_cb);
}

static YttSource *
make_source (YttRow *row)
{
  YttSource *source = g_new0 (YttSource, 1);

  source->id = ytt_row_get_id (row);
  source->slug = g_strdup (ytt_row_get_text (row, "source"));
  source->title = g_strdup (ytt_row_get_text (row, "title"));
  source->publisher = g_strdup (ytt_row_get_text (row, "publisher"));
  source->published = g_strdup (ytt_row_get_text (row, "published"));
  source->url = g_strdup (ytt_row_get_text (row, "url"));

  return source;
}

static gint64 *
copy_key (gint64 key)
{
  return g_memdup2 (&key, sizeof key);
}

/* Whose a claim is, or who tells of an announcement. */
static void
take_rest (Load   *load,
           YttRow *row)
{
  gint64 key = ytt_row_get (row, "source").integer;
  YttSource *source = g_hash_table_lookup (load->sources, &key);

  if (source == NULL)
    return;

  if (g_strcmp0 (ytt_row_get_table (row), "claim") == 0)
    g_hash_table_insert (load->claims, copy_key (ytt_row_get_id (row)), source);
  else if (g_strcmp0 (ytt_row_get_table (row), "announcement_source") == 0)
    {
      gint64 announcement = ytt_row_get (row, "announcement").integer;
      GPtrArray *tellers = g_hash_table_lookup (load->tellings, &announcement);

      if (tellers == NULL)
        {
          tellers = g_ptr_array_new ();
          g_hash_table_insert (load->tellings, copy_key (announcement), tellers);
        }
      g_ptr_array_add (tellers, source);
    }
}

static void
take_rests (Load      *load,
            GPtrArray *rows)
{
  load->sources = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) ytt_source_free);
  load->claims = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  load->tellings = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < rows->len; i++)
    {
      YttRow *row = g_ptr_array_index (rows, i);

      if (g_strcmp0 (ytt_row_get_table (row), "source") == 0)
        g_hash_table_insert (load->sources, copy_key (ytt_row_get_id (row)), make_source (row));
    }
  for (guint i = 0; i < rows->len; i++)
    if (g_strcmp0 (ytt_row_get_table (g_ptr_array_index (rows, i)), "source") != 0)
      take_rest (load, g_ptr_array_index (rows, i));
}

static void
want_rows (GArray     *wanted,
           const char *table,
           const char *column,
           GArray     *keys)
{
  for (guint i = 0; i < keys->len; i++)
    {
      const YttRowsWanted rows = { table, column, g_array_index (keys, gint64, i) };

      g_array_append_val (wanted, rows);
    }
}

static void
rests_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  GTask *task = user_data;
  Load *load = g_task_get_task_data (task);
  g_autoptr(GPtrArray) rows = NULL;
  GError *error = NULL;

  rows = ytt_store_read_rows_finish (YTT_STORE (object), result, &error);
  if (rows == NULL)
    {
      finish (task, error);
      return;
    }

  take_rests (load, rows);
  read_next_stop (task);
}

/* What all stops rest on is read at once. */
static void
load_tour (GTask *task)   /* (transfer full) */
{
  Load *load = g_task_get_task_data (task);
  YttTour *tour = load->request->tour;
  g_autoptr(GArray) wanted = g_array_new (FALSE, FALSE, sizeof (YttRowsWanted));

  if (ytt_tour_get_n_stops (tour) > YTT_SHEET_MOST_STOPS)
    {
      g_autofree char *there = ytt_format_number (ytt_tour_get_n_stops (tour), 0);
      g_autofree char *most = ytt_format_number (YTT_SHEET_MOST_STOPS, 0);

      finish (task, g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                                 /* Translators: how many stops a tour has, and how many can be printed */
                                 _("%s stops are too many for paper, which takes %s."), there, most));
      return;
    }

  load->content->title = g_strdup (ytt_tour_get_title (tour));
  load->content->stops = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_sheet_stop_free);
  for (guint i = 0; i < ytt_tour_get_n_stops (tour); i++)
    {
      YttTourStop *stop = ytt_tour_get_stop (tour, i);

      want_rows (wanted, "claim", "id", ytt_tour_stop_get_claims (stop));
      want_rows (wanted, "announcement_source", "announcement", ytt_tour_stop_get_announcements (stop));
    }

  if (wanted->len == 0)
    {
      g_autoptr(GPtrArray) none = g_ptr_array_new ();

      take_rests (load, none);
      read_next_stop (task);
      return;
    }

  ytt_store_read_referred_async (g_task_get_source_object (task), (const YttRowsWanted *) wanted->data, wanted->len,
                                 g_task_get_cancellable (task), rests_read_cb, task);
}

/* All of them */

static void
summary_read_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  GTask *task = user_data;
  Load *load = g_task_get_task_data (task);
  const YttSheetRequest *request = load->request;
  g_autoptr(YttSummary) summary = NULL;
  GError *error = NULL;

  summary = ytt_store_get_summary_finish (YTT_STORE (object), result, &error);
  if (summary == NULL)
    {
      finish (task, error);
      return;
    }

  load->content->document =
    summary->title != NULL ? g_strdup (summary->title)
                           : g_filename_display_basename (ytt_store_get_path (YTT_STORE (object)));
  if (request->basemap != NULL && request->subject != YTT_PRINT_LIST)
    load->content->attribution = g_strdup (YTT_BASEMAP_ATTRIBUTION);

  switch (request->subject)
    {
    case YTT_PRINT_FACILITY:
      ytt_store_get_record_async (YTT_STORE (object), request->facility, request->view->moment,
                                  g_task_get_cancellable (task), record_read_cb, task);
      break;

    case YTT_PRINT_LIST:
      load_rows (task);
      break;

    case YTT_PRINT_TOUR:
      load_tour (task);
      break;

    case YTT_PRINT_MAP:
    default:
      load_picture (task, request->view, map_loaded_cb);
    }
}

/**
 * ytt_sheet_load_async:
 * @store: a document
 * @request: what is wanted of it
 * @cancellable: (nullable): ends it
 * @callback: called when all is there
 * @user_data: for @callback
 *
 * Reads all that a sheet says. A table of more than %YTT_SHEET_MOST_ROWS rows is refused in words before anything is
 * read (%G_IO_ERROR_NOT_SUPPORTED), and so is a handout of more than %YTT_SHEET_MOST_STOPS stops.
 */
void
ytt_sheet_load_async (YttStore              *store,
                      const YttSheetRequest *request,
                      GCancellable          *cancellable,
                      GAsyncReadyCallback    callback,
                      gpointer               user_data)
{
  Load *load;
  GTask *task;

  g_return_if_fail (YTT_IS_STORE (store));
  g_return_if_fail (request != NULL && request->view != NULL);
  g_return_if_fail (request->subject != YTT_PRINT_TOUR || request->tour != NULL);

  load = g_new0 (Load, 1);
  load->request = ytt_sheet_request_copy (request);
  load->content = ytt_sheet_content_new (request);

  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_sheet_load_async);
  g_task_set_task_data (task, load, load_free);
  ytt_store_get_summary_async (store, cancellable, summary_read_cb, task);
}

/**
 * ytt_sheet_load_finish:
 * @store: the document
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what was read
 */
YttSheetContent *
ytt_sheet_load_finish (YttStore      *store,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_sheet_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
