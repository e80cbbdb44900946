/* What is wanted on paper. */

#include "config.h"

#include "ytt-filter-words.h"
#include "ytt-footer.h"
#include "ytt-sheet-load.h"
#include "ytt-store-history.h"

/* The same words that stand below pictures. */
static char *
describe_result (YttSession *session)
{
  g_autoptr(YttFooter) footer = ytt_footer_new ();
  YttFilter *filter = ytt_session_get_filter (session);

  footer->moment = ytt_session_get_moment (session);
  footer->n_shown = g_list_model_get_n_items (G_LIST_MODEL (ytt_session_get_facilities (session)));
  footer->n_total = ytt_session_get_n_total (session);
  footer->search = g_strdup (ytt_session_get_search (session));
  if (!ytt_filter_is_empty (filter))
    footer->filter = ytt_filter_describe (filter, ytt_session_get_counts (session));

  return ytt_footer_get_head (footer);
}

/**
 * ytt_sheet_request_new_for_session:
 * @session: what a window shows, with a document
 * @subject: what is printed of it
 * @tour: (nullable): the tour of a handout
 * @basemap: (nullable): what lies below maps
 *
 * Returns: (transfer full): a request for what the window shows now
 */
YttSheetRequest *
ytt_sheet_request_new_for_session (YttSession      *session,
                                   YttPrintSubject  subject,
                                   YttTour         *tour,
                                   YttBasemap      *basemap)
{
  YttSheetRequest *self;
  YttStore *store;
  GArray *ids;

  g_return_val_if_fail (YTT_IS_SESSION (session), NULL);

  self = g_new0 (YttSheetRequest, 1);
  store = ytt_session_get_store (session);
  ids = ytt_facility_list_get_ids (ytt_session_get_facilities (session));
  self->subject = subject;
  self->view = ytt_view_new_for_session (session, NULL);
  self->facility = ytt_session_get_selected (session);
  self->tour = tour != NULL ? g_object_ref (tour) : NULL;
  self->ids = ids != NULL ? g_array_ref (ids) : NULL;
  self->result = describe_result (session);
  self->author = store != NULL ? g_strdup (ytt_store_get_who (store)) : NULL;
  self->basemap = basemap != NULL ? ytt_basemap_ref (basemap) : NULL;
  self->made = g_get_real_time () / G_USEC_PER_SEC;

  return self;
}

YttSheetRequest *
ytt_sheet_request_copy (const YttSheetRequest *self)
{
  YttSheetRequest *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->view = ytt_view_ref (self->view);
  copy->tour = self->tour != NULL ? g_object_ref (self->tour) : NULL;
  copy->ids = self->ids != NULL ? g_array_ref (self->ids) : NULL;
  copy->result = g_strdup (self->result);
  copy->author = g_strdup (self->author);
  copy->backdrop = self->backdrop != NULL ? ytt_map_backdrop_ref (self->backdrop) : NULL;
  copy->basemap = self->basemap != NULL ? ytt_basemap_ref (self->basemap) : NULL;

  return copy;
}

void
ytt_sheet_request_free (YttSheetRequest *self)
{
  g_return_if_fail (self != NULL);

  ytt_view_unref (self->view);
  g_clear_object (&self->tour);
  g_clear_pointer (&self->ids, g_array_unref);
  g_free (self->result);
  g_free (self->author);
  g_clear_pointer (&self->basemap, ytt_basemap_unref);
  g_clear_pointer (&self->backdrop, ytt_map_backdrop_unref);
  g_free (self);
}
