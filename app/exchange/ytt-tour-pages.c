/* A tour with all that is told in it, read from the document stop by stop. */

#include "config.h"

#include "ytt-tour-pages.h"

#include <glib/gi18n.h>

#include "ytt-codes.h"
#include "ytt-format.h"
#include "ytt-map-picture-load.h"
#include "ytt-query-announcements.h"
#include "ytt-store-rows.h"

/* The picture of a view that does not know how large its map was. */
#define USUAL_WIDTH 960
#define USUAL_HEIGHT 540

typedef struct
{
  YttTourPages *pages;        /* (owned) */
  YttBasemap   *basemap;      /* (owned) (nullable) */
  guint         at;           /* the page that is being read */
  GArray       *facilities;   /* (owned) (element-type gint64): whose claims it rests on, yet to be read */
  guint         announcement; /* of its announcements, the next one */
} Load;

static void read_page         (GTask *task);
static void read_facilities   (GTask *task);
static void read_announcement (GTask *task);
static void read_picture      (GTask *task);

static void
proof_free (YttTourProof *proof)
{
  g_free (proof->text);
  g_free (proof->about);
  g_ptr_array_unref (proof->sources);
  g_free (proof);
}

static void
page_free (YttTourPage *page)
{
  g_object_unref (page->stop);
  g_clear_pointer (&page->view, ytt_view_unref);
  g_clear_pointer (&page->record, ytt_record_unref);
  g_free (page->line);
  g_clear_pointer (&page->figures, g_ptr_array_unref);
  g_ptr_array_unref (page->proofs);
  g_clear_pointer (&page->picture, ytt_map_picture_free);
  g_free (page);
}

void
ytt_tour_pages_free (YttTourPages *self)
{
  g_return_if_fail (self != NULL);

  g_clear_object (&self->tour);
  g_free (self->document);
  g_free (self->date);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_free (self);
}

static void
load_free (gpointer data)
{
  Load *load = data;

  g_clear_pointer (&load->pages, ytt_tour_pages_free);
  g_clear_pointer (&load->basemap, ytt_basemap_unref);
  g_array_unref (load->facilities);
  g_free (load);
}

static YttTourPage *
page_new (YttTourStop *stop)
{
  YttTourPage *page = g_new0 (YttTourPage, 1);

  page->stop = g_object_ref (stop);
  page->figures = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_key_figure_free);
  page->proofs = g_ptr_array_new_with_free_func ((GDestroyNotify) proof_free);
  /* What cannot be read is shown as words alone; nothing of the document is lost by that. */
  if (ytt_tour_stop_get_kind (stop) == YTT_STOP_VIEW && *ytt_tour_stop_get_content (stop) != '\0')
    page->view = ytt_view_new_from_json (ytt_tour_stop_get_content (stop), NULL);
  page->missing = page->view != NULL && page->view->selected != 0 && ytt_tour_stop_get_facility (stop) == 0;

  return page;
}

static YttTourPage *
get_page (GTask *task)
{
  Load *load = g_task_get_task_data (task);

  return g_ptr_array_index (load->pages->pages, load->at);
}

/* Proofs */

static YttSource *
source_copy (const YttSource *source)
{
  YttSource *copy = g_new0 (YttSource, 1);

  copy->id = source->id;
  copy->slug = g_strdup (source->slug);
  copy->title = g_strdup (source->title);
  copy->publisher = g_strdup (source->publisher);
  copy->published = g_strdup (source->published);
  copy->url = g_strdup (source->url);

  return copy;
}

/* Takes the texts. */
static YttTourProof *
add_proof (YttTourPage *page,
           gint64       claim,
           char        *text,
           char        *about)
{
  YttTourProof *proof = g_new0 (YttTourProof, 1);

  proof->claim = claim;
  proof->text = text;
  proof->about = about;
  proof->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_source_free);
  g_ptr_array_add (page->proofs, proof);

  return proof;
}

static void
add_claim (YttTourPage     *page,
           const YttRecord *record,
           const YttClaim  *claim)
{
  const char *attribute = ytt_attribute_get_label (claim->attribute);
  const char *part = claim->part != NULL && *claim->part != '\0' ? claim->part : NULL;
  YttTourProof *proof;

  proof = add_proof (page, claim->id, ytt_format_claim (claim),
                     part != NULL
                     /* Translators: a facility, what is claimed of it, and of which part, such as "phase 1" */
                     ? g_strdup_printf (_("%s: %s, %s"), record->name, attribute, part)
                     : g_strdup_printf (_("%s: %s"), record->name, attribute));
  if (claim->source != NULL)
    g_ptr_array_add (proof->sources, source_copy (claim->source));
}

static gboolean
is_on_card (const YttTourPage *page,
            gint64             claim)
{
  for (guint i = 0; i < page->figures->len; i++)
    if (((YttKeyFigure *) g_ptr_array_index (page->figures, i))->claim == claim)
      return TRUE;

  return FALSE;
}

static gboolean
is_rested_on (const YttTourPage *page,
              gint64             claim)
{
  GArray *claims = ytt_tour_stop_get_claims (page->stop);

  for (guint i = 0; i < claims->len; i++)
    if (g_array_index (claims, gint64, i) == claim)
      return TRUE;

  return FALSE;
}

/* Those of the card come first, then what else the words rest on; both in the order of the detail pane. */
static void
add_claims (YttTourPage     *page,
            const YttRecord *record)
{
  for (guint pass = record == page->record ? 0 : 1; pass < 2; pass++)
    for (guint i = 0; i <= record->figures->len; i++)
      {
        const YttFigure *figure = i < record->figures->len ? g_ptr_array_index (record->figures, i)
                                                           : record->status_figure;

        for (guint j = 0; figure != NULL && j < figure->claims->len; j++)
          {
            const YttClaim *claim = g_ptr_array_index (figure->claims, j);
            gboolean on_card = record == page->record && is_on_card (page, claim->id);

            if (pass == 0 ? on_card : !on_card && is_rested_on (page, claim->id))
              add_claim (page, record, claim);
          }
      }
}

/* Reading, one step after the other */

static YttMoment
get_moment (YttTourPage *page)
{
  return page->view != NULL ? page->view->moment : (YttMoment) { 0 };
}

static void
picture_read_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  YttTourPage *page = get_page (task);
  Load *load = g_task_get_task_data (task);

  page->picture = ytt_map_picture_load_finish (YTT_STORE (object), result, &error);
  if (page->picture == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* Words and sources stand beside it, so the map has all of the room, that of the footer too. */
  page->picture->legend = FALSE;
  page->picture->scale = FALSE;
  page->picture->latitude = page->view->latitude;
  page->picture->longitude = page->view->longitude;
  page->picture->zoom = ytt_view_get_zoom_for (page->view, USUAL_WIDTH, USUAL_HEIGHT);

  load->at++;
  read_page (g_steal_pointer (&task));
}

static void
read_picture (GTask *task)
{
  Load *load = g_task_get_task_data (task);
  YttTourPage *page = get_page (task);

  if (load->basemap != NULL && page->view != NULL)
    {
      ytt_map_picture_load_async (g_task_get_source_object (task), load->basemap, page->view, YTT_PICTURE_OF_VIEW,
                                  USUAL_WIDTH, USUAL_HEIGHT, 1, g_task_get_cancellable (task), picture_read_cb, task);
      return;
    }

  load->at++;
  read_page (task);
}

/* The last proof, an announcement, goes to its place among the others: behind the claims, the newest first. */
static void
sort_in_last (GPtrArray *proofs)
{
  for (guint i = proofs->len - 1; i > 0; i--)
    {
      YttTourProof *before = g_ptr_array_index (proofs, i - 1), *proof = g_ptr_array_index (proofs, i);

      if (before->claim != 0 || before->day >= proof->day)
        break;

      g_ptr_array_index (proofs, i - 1) = proof;
      g_ptr_array_index (proofs, i) = before;
    }
}

static void
announcement_read_cb (GObject      *object,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(YttAnnouncementRecord) record = NULL;
  YttTourProof *proof;

  record = ytt_store_get_announcement_finish (YTT_STORE (object), result, &error);
  if (record == NULL && !g_error_matches (error, YTT_ERROR, YTT_ERROR_NOT_FOUND))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (record != NULL)
    {
      proof = add_proof (get_page (task), 0, g_strdup (record->announcement->title),
                         record->announcement->date != NULL ? ytt_format_date (record->announcement->date)
                                                            : g_strdup (_("no date")));
      proof->day = record->announcement->date != NULL ? ytt_period_parse (record->announcement->date) : 0;
      for (guint i = 0; i < record->sources->len; i++)
        g_ptr_array_add (proof->sources, source_copy (g_ptr_array_index (record->sources, i)));
      sort_in_last (get_page (task)->proofs);
    }
  read_announcement (g_steal_pointer (&task));
}

static void
read_announcement (GTask *task)
{
  Load *load = g_task_get_task_data (task);
  GArray *announcements = ytt_tour_stop_get_announcements (get_page (task)->stop);

  if (load->announcement < announcements->len)
    {
      ytt_store_get_announcement_async (g_task_get_source_object (task),
                                        g_array_index (announcements, gint64, load->announcement++),
                                        g_task_get_cancellable (task), announcement_read_cb, task);
      return;
    }

  read_picture (task);
}

static void
other_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(YttRecord) record = ytt_store_get_record_finish (YTT_STORE (object), result, &error);

  if (record == NULL && !g_error_matches (error, YTT_ERROR, YTT_ERROR_NOT_FOUND))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (record != NULL)
    add_claims (get_page (task), record);
  read_facilities (g_steal_pointer (&task));
}

static void
read_facilities (GTask *task)
{
  Load *load = g_task_get_task_data (task);
  gint64 facility;

  if (load->facilities->len == 0)
    {
      load->announcement = 0;
      read_announcement (task);
      return;
    }

  facility = g_array_index (load->facilities, gint64, 0);
  g_array_remove_index (load->facilities, 0);
  ytt_store_get_record_async (g_task_get_source_object (task), facility, get_moment (get_page (task)),
                              g_task_get_cancellable (task), other_read_cb, task);
}

/* A stop may rest on claims on other facilities than its own; the claim alone tells which. */
static void
rows_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = ytt_store_read_rows_finish (YTT_STORE (object), result, &error);
  Load *load = g_task_get_task_data (task);
  YttTourPage *page = get_page (task);

  if (rows == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_array_set_size (load->facilities, 0);
  for (guint i = 0; i < rows->len; i++)
    {
      gint64 facility = ytt_row_get (g_ptr_array_index (rows, i), "facility").integer;
      gboolean known = page->record != NULL && page->record->id == facility;

      for (guint j = 0; j < load->facilities->len && !known; j++)
        known = g_array_index (load->facilities, gint64, j) == facility;
      if (!known)
        g_array_append_val (load->facilities, facility);
    }
  read_facilities (g_steal_pointer (&task));
}

static void
read_claims (GTask *task)
{
  Load *load = g_task_get_task_data (task);
  GArray *claims = ytt_tour_stop_get_claims (get_page (task)->stop);
  g_autofree YttRowsWanted *wanted = g_new0 (YttRowsWanted, MAX (claims->len, 1));

  if (claims->len == 0)
    {
      g_array_set_size (load->facilities, 0);
      read_facilities (task);
      return;
    }

  for (guint i = 0; i < claims->len; i++)
    wanted[i] = (YttRowsWanted) { "claim", "id", g_array_index (claims, gint64, i) };
  ytt_store_read_rows_async (g_task_get_source_object (task), wanted, claims->len, g_task_get_cancellable (task),
                             rows_read_cb, task);
}

static void
record_read_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  YttTourPage *page = get_page (task);

  page->record = ytt_store_get_record_finish (YTT_STORE (object), result, &error);
  if (page->record == NULL && !g_error_matches (error, YTT_ERROR, YTT_ERROR_NOT_FOUND))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (page->record != NULL)
    {
      page->line = ytt_key_figures_get_line (page->record);
      g_ptr_array_unref (page->figures);
      page->figures = ytt_key_figures_new (page->record);
      add_claims (page, page->record);
    }
  read_claims (g_steal_pointer (&task));
}

/* Takes the task. */
static void
read_page (GTask *task)
{
  Load *load = g_task_get_task_data (task);
  YttTourPage *page;
  gint64 facility;

  if (load->at == load->pages->pages->len)
    {
      g_task_return_pointer (task, g_steal_pointer (&load->pages), (GDestroyNotify) ytt_tour_pages_free);
      g_object_unref (task);
      return;
    }

  page = get_page (task);
  facility = ytt_tour_stop_get_facility (page->stop);
  if (facility != 0 && page->view != NULL)
    ytt_store_get_record_async (g_task_get_source_object (task), facility, get_moment (page),
                                g_task_get_cancellable (task), record_read_cb, task);
  else
    read_claims (task);
}

static void
summary_read_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(YttSummary) summary = ytt_store_get_summary_finish (YTT_STORE (object), result, &error);
  Load *load = g_task_get_task_data (task);

  if (summary == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  load->pages->document = summary->title != NULL && *summary->title != '\0'
                          ? g_strdup (summary->title)
                          : g_path_get_basename (ytt_store_get_path (YTT_STORE (object)));
  load->pages->date = g_strdup (summary->last_change);
  read_page (g_steal_pointer (&task));
}

/**
 * ytt_tour_pages_load_async:
 * @store: a document
 * @tour: one of its tours, with its stops as they are to be told
 * @basemap: (nullable): to draw maps with; without it there are none
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when all has been read, or it failed
 * @user_data: for @callback
 *
 * Reads what the stops of a tour show and what they rest on. What was deleted since is left out.
 */
void
ytt_tour_pages_load_async (YttStore            *store,
                           YttTour             *tour,
                           YttBasemap          *basemap,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task;
  Load *load;

  g_return_if_fail (YTT_IS_STORE (store));
  g_return_if_fail (YTT_IS_TOUR (tour));

  task = g_task_new (store, cancellable, callback, user_data);
  load = g_new0 (Load, 1);
  load->pages = g_new0 (YttTourPages, 1);
  load->pages->tour = g_object_ref (tour);
  load->pages->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) page_free);
  load->basemap = basemap != NULL ? ytt_basemap_ref (basemap) : NULL;
  load->facilities = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < ytt_tour_get_n_stops (tour); i++)
    g_ptr_array_add (load->pages->pages, page_new (ytt_tour_get_stop (tour, i)));

  g_task_set_source_tag (task, ytt_tour_pages_load_async);
  g_task_set_task_data (task, load, load_free);
  ytt_store_get_summary_async (store, cancellable, summary_read_cb, task);
}

/**
 * ytt_tour_pages_load_finish:
 * @store: the document
 * @result: what the callback was given
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable): the tour with all that is told in it, %NULL with a #YttError or
 *   %G_IO_ERROR_CANCELLED
 */
YttTourPages *
ytt_tour_pages_load_finish (YttStore      *store,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ytt_tour_pages_format_source:
 * @source: a source
 *
 * Returns: (transfer full): who published it, what it is called, and when it was published
 */
char *
ytt_tour_pages_format_source (const YttSource *source)
{
  g_autofree char *date = source->published != NULL && *source->published != '\0'
                          ? ytt_format_date (source->published) : g_strdup (_("no date"));

  if (source->publisher == NULL || *source->publisher == '\0')
    /* Translators: the title of a source, and its date */
    return g_strdup_printf (_("“%s”, %s"), source->title, date);

  /* Translators: who published a source, its title, and its date */
  return g_strdup_printf (_("%s: “%s”, %s"), source->publisher, source->title, date);
}
