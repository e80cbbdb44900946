/* Deleting the facility or the organisation that is shown: nothing is asked, undo is offered and shows it again. */

#include "config.h"

#include "ytt-editor.h"
#include "ytt-session-profile.h"
#include "ytt-store-rows.h"
#include "ytt-summary.h"
#include "ytt-window-private.h"

#include <glib/gi18n.h>

typedef struct
{
  YttWindow  *window;   /* (owned) */
  const char *table;    /* a static string */
  char       *name;     /* (owned) */
  gint64      id;
} Deletion;

static void
deletion_free (Deletion *deletion)
{
  g_object_unref (deletion->window);
  g_free (deletion->name);
  g_free (deletion);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deletion, deletion_free)

static gboolean
is_facility (const char *table)
{
  return g_str_equal (table, "facility");
}

/* Before anybody reads what is not there any more. */
static void
leave_deleted (YttSession *session,
               Deletion   *deletion)
{
  if (!is_facility (deletion->table))
    ytt_session_leave_organisation (session, deletion->id);
  else if (ytt_session_get_selected (session) == deletion->id)
    ytt_session_set_selected (session, 0);
}

static void
deleted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Deletion) deletion = user_data;
  YttWindow *self = deletion->window;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  gint64 entry = ytt_editor_commit_finish (YTT_EDITOR (object), result, &error);

  if (entry == 0)
    {
      if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        ytt_window_toast (self, error->message);
      return;
    }

  leave_deleted (self->session, deletion);
  self->deleted_table = deletion->table;
  self->deleted = deletion->id;

  /* Translators: %s is the name of a facility or an organisation */
  text = ytt_summary_fill_in (_("Deleted %s"), deletion->name);
  ytt_window_offer_undo (self, entry, text);
}

static void
delete_row (YttWindow  *self,
            const char *table,
            gint64      id,
            const char *name)
{
  YttEditor *editor = ytt_session_get_editor (self->session);
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autofree char *summary = NULL;
  Deletion *deletion = g_new0 (Deletion, 1);

  deletion->window = g_object_ref (self);
  deletion->table = table;
  deletion->name = g_strdup (name);
  deletion->id = id;
  ytt_changes_delete (changes, table, id);
  /* Translators: %s is the name of a facility or an organisation */
  summary = ytt_summary_fill_in (_("Delete %s"), name);
  ytt_editor_set_editing (editor, FALSE);
  ytt_editor_commit_async (editor, changes, summary, NULL, NULL, deleted_cb, deletion);
}

static void
delete_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  YttWindow *self = user_data;
  YttRecord *record = ytt_window_get_record (self);

  if (record != NULL && ytt_window_check_can_edit (self))
    delete_row (self, "facility", record->id, record->name);
}

/* What refers to it goes along: stakes in facilities, what it was party to, links to it. What it owns is nobody's then. */
static void
delete_organisation_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       user_data)
{
  YttWindow *self = user_data;
  YttProfile *profile = ytt_window_get_organisation (self);

  if (profile != NULL && ytt_window_check_can_edit (self))
    delete_row (self, "organisation", profile->organisation, profile->name);
}

static void
restored_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(YttWindow) self = user_data;
  g_autoptr(GPtrArray) rows = ytt_store_read_rows_finish (YTT_STORE (object), result, NULL);
  YttRow *row = rows != NULL && rows->len > 0 ? g_ptr_array_index (rows, 0) : NULL;

  if (row == NULL || self->session == NULL || ytt_session_get_store (self->session) != YTT_STORE (object)
      || ytt_row_get_id (row) != self->deleted)
    return;

  if (!is_facility (ytt_row_get_table (row)))
    ytt_session_open_organisation (self->session, ytt_row_get_id (row));
  else if (ytt_session_get_selected (self->session) == 0)
    ytt_session_go_to (self->session, ytt_row_get_id (row));
  else
    return;
  self->deleted = 0;
}

/*< private >
 * ytt_window_show_restored:
 * @self: a window
 *
 * If what was deleted last is back: there it is, but for a facility in whose place another was selected.
 */
void
ytt_window_show_restored (YttWindow *self)
{
  const YttRowsWanted wanted = { self->deleted_table, "id", self->deleted };
  YttStore *store = ytt_session_get_store (self->session);

  if (self->deleted != 0 && store != NULL)
    ytt_store_read_rows_async (store, &wanted, 1, NULL, restored_cb, g_object_ref (self));
}

static const GActionEntry entries[] = {
  { "delete", delete_cb },
  { "delete-organisation", delete_organisation_cb },
};

/*< private >
 * ytt_window_add_delete_actions:
 * @self: a window
 *
 * Adds the actions that delete what is shown.
 */
void
ytt_window_add_delete_actions (YttWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
