#include "config.h"

#include "ytt-session-private.h"

#include "ytt-editor.h"
#include "ytt-store-first.h"

/* What the session asks of its document, and what it does with the answers. */

/* More rows than a high screen has room for. */
#define N_FIRST_ROWS 50

static void
cancel (GCancellable **cancellable)
{
  if (*cancellable == NULL)
    return;

  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
}

/* Takes the error. */
void
ytt_session_set_error (YttSession  *self,
                       GError     **place,
                       GError      *error)
{
  if (*place == NULL && error == NULL)
    return;

  g_clear_error (place);
  *place = error;
  ytt_session_notify (self, YTT_SESSION_PROP_ERROR);
}

/* Takes the record. */
static void
set_record (YttSession *self,
            YttRecord  *record)
{
  if (self->record == record)
    return;

  g_clear_pointer (&self->record, ytt_record_unref);
  self->record = record;
  ytt_session_notify (self, YTT_SESSION_PROP_RECORD);
}

static void
record_read_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(YttSession) self = user_data;
  g_autoptr(GError) error = NULL;
  YttRecord *record;

  record = ytt_store_get_record_finish (YTT_STORE (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* another facility has been selected */

  g_clear_object (&self->record_cancellable);
  if (record != NULL)
    set_record (self, record);
  ytt_session_set_error (self, &self->record_error, g_steal_pointer (&error));
}

/* An older record stays until the newer one of the same facility is there. */
void
ytt_session_read_record (YttSession *self)
{
  cancel (&self->record_cancellable);

  if (self->record != NULL && self->record->id != self->selected)
    set_record (self, NULL);

  if (self->store == NULL || self->selected == 0)
    {
      ytt_session_set_error (self, &self->record_error, NULL);
      return;
    }

  self->record_cancellable = g_cancellable_new ();
  ytt_store_get_record_async (self->store, self->selected, self->moment, self->record_cancellable,
                              record_read_cb, g_object_ref (self));
}

static void
summary_read_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(YttSession) self = user_data;
  g_autoptr(GError) error = NULL;
  YttSummary *summary;

  summary = ytt_store_get_summary_finish (YTT_STORE (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* another document has taken its place */

  g_clear_object (&self->summary_cancellable);

  /* What fails here fails in the search too, and is told there. */
  if (summary == NULL)
    return;

  g_clear_pointer (&self->summary, ytt_summary_free);
  self->summary = summary;
  ytt_session_notify (self, YTT_SESSION_PROP_SUMMARY);
}

void
ytt_session_read_summary (YttSession *self)
{
  cancel (&self->summary_cancellable);

  if (self->store == NULL)
    return;

  self->summary_cancellable = g_cancellable_new ();
  ytt_store_get_summary_async (self->store, self->summary_cancellable, summary_read_cb, g_object_ref (self));
}

void
ytt_session_set_n_total (YttSession *self,
                         guint       n_total)
{
  if (self->n_total == n_total)
    return;

  self->n_total = n_total;
  ytt_session_notify (self, YTT_SESSION_PROP_N_TOTAL);
}

void
ytt_session_set_points (YttSession *self,
                        GArray     *points)
{
  if (self->points == points)
    return;

  g_clear_pointer (&self->points, g_array_unref);
  self->points = points != NULL ? g_array_ref (points) : NULL;
  ytt_session_notify (self, YTT_SESSION_PROP_POINTS);
  ytt_session_notify (self, YTT_SESSION_PROP_SHOWN);
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(YttSession) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(YttFacetCounts) counts = NULL;

  counts = ytt_store_count_finish (YTT_STORE (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* another search brings its own */

  g_clear_object (&self->count_cancellable);
  if (counts != NULL)
    ytt_session_set_counts (self, counts);
  else
    ytt_session_set_error (self, &self->search_error, g_steal_pointer (&error));
}

/* A document that has just been opened shows its rows before all is read that facets need. */
static void
read_counts (YttSession *self)
{
  const YttQuery query = ytt_session_get_query (self);

  cancel (&self->count_cancellable);
  self->count_cancellable = g_cancellable_new ();
  ytt_store_count_async (self->store, &query, self->count_cancellable, counted_cb, g_object_ref (self));
}

/* The facility that another one led to is shown, if need be by going to now. What was chosen although the result did
 * not have it stays, and so does what is traced. */
static void
keep_selection (YttSession *self)
{
  YttChain *chain = self->supply != NULL ? ytt_supply_get_chain (self->supply) : NULL;

  if (self->selected == 0 || ytt_facility_list_find (self->facilities, self->selected) != G_MAXUINT)
    return;

  /* What is being edited stays, though the filter leaves it out by now. */
  if (self->editor != NULL && ytt_editor_get_editing (self->editor))
    return;

  if (self->selected == self->led_to && !ytt_moment_is_now (self->moment))
    ytt_session_set_moment (self, (YttMoment) { 0 });
  else if (!ytt_session_is_guest (self, self->selected)
           && (chain == NULL || !ytt_chain_contains (chain, self->selected)))
    ytt_session_set_selected (self, 0);
}

static void
first_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(YttSession) self = user_data;
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GError) error = NULL;

  rows = ytt_store_get_first_finish (YTT_STORE (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* the answer has come, or another one is wanted */

  g_clear_object (&self->first_cancellable);

  /* What fails here fails in the search too, and is told there. */
  if (rows == NULL || rows->len == 0)
    return;

  ytt_facility_list_set_moment (self->facilities, self->moment);
  ytt_facility_list_take_rows (self->facilities, g_steal_pointer (&rows));
}

/* Before a large document has answered for the first time, the list shows at least what it will begin with. */
static void
read_first (YttSession *self)
{
  if (self->points != NULL || self->search[0] != '\0' || !ytt_filter_is_empty (self->filter)
      || !ytt_moment_is_now (self->moment))
    return;

  self->first_cancellable = g_cancellable_new ();
  ytt_store_get_first_async (self->store, self->order, N_FIRST_ROWS, self->first_cancellable, first_read_cb,
                             g_object_ref (self));
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(YttSession) self = user_data;
  g_autoptr(YttResult) found = NULL;
  g_autoptr(GError) error = NULL;

  found = ytt_store_search_finish (YTT_STORE (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* a later search has taken over */

  g_clear_object (&self->search_cancellable);
  cancel (&self->first_cancellable);

  /* All of it changes before anybody is told, so that list, map and detail never see half a result. */
  g_object_freeze_notify (G_OBJECT (self));
  if (found != NULL)
    {
      ytt_session_set_n_total (self, found->n_total);
      ytt_session_set_points (self, found->points);
      ytt_facility_list_set_moment (self->facilities, self->moment);
      ytt_facility_list_set_ids (self->facilities, self->store, found->ids);
      ytt_session_set_without (self, found->without);
      if (found->counts != NULL)
        ytt_session_set_counts (self, found->counts);
      else
        read_counts (self);
      keep_selection (self);
      self->led_to = 0;
      ytt_session_update_shown (self, TRUE);
    }
  else if (self->points == NULL)
    {
      /* A beginning is worth nothing without the rest. */
      ytt_facility_list_set_ids (self->facilities, self->store, NULL);
    }
  ytt_session_set_error (self, &self->search_error, g_steal_pointer (&error));
  ytt_session_notify (self, YTT_SESSION_PROP_LOADING);
  g_object_thaw_notify (G_OBJECT (self));
}

void
ytt_session_start_search (YttSession *self)
{
  gboolean was_loading = self->search_cancellable != NULL;

  cancel (&self->search_cancellable);
  cancel (&self->first_cancellable);
  cancel (&self->count_cancellable);

  if (self->store != NULL)
    {
      const YttQuery query = ytt_session_get_query (self);

      /* Asked first, and so on a connection of its own. */
      read_first (self);
      self->search_cancellable = g_cancellable_new ();
      ytt_store_search_async (self->store, &query, self->search_cancellable, found_cb, g_object_ref (self));
    }

  if (was_loading != (self->search_cancellable != NULL))
    ytt_session_notify (self, YTT_SESSION_PROP_LOADING);
}

void
ytt_session_cancel (YttSession *self)
{
  cancel (&self->search_cancellable);
  cancel (&self->first_cancellable);
  cancel (&self->count_cancellable);
  cancel (&self->record_cancellable);
  cancel (&self->summary_cancellable);
  ytt_session_shown_cancel (self);
}
