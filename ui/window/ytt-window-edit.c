/* Editing, from the keys and menus of the window. */

#include "config.h"

#include "ytt-editor.h"
#include "ytt-session-page.h"
#include "ytt-session-profile.h"
#include "ytt-store-rows.h"
#include "ytt-window-private.h"

#include <glib/gi18n.h>

/* What undo takes back must be seen for a while: look, "Type, space, motion". */
#define UNDO_TOAST_S 10

static YttEditor *
get_editor (YttWindow *self)
{
  return ytt_session_get_editor (self->session);
}

/*< private >
 * ytt_window_get_record:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the record that the actions are about: the one on the screen
 */
YttRecord *
ytt_window_get_record (YttWindow *self)
{
  YttRecord *record = ytt_session_get_record (self->session);

  return record != NULL && record->id == ytt_session_get_selected (self->session) ? record : NULL;
}

static AdwToast *
make_toast (const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  return adw_toast_new (escaped);
}

/*< private >
 * ytt_window_offer_undo:
 * @self: a window
 * @entry: an entry of the history
 * @text: what was done, in words
 *
 * Says what was done, and offers to take it back.
 */
void
ytt_window_offer_undo (YttWindow  *self,
                       gint64      entry,
                       const char *text)
{
  AdwToast *toast = make_toast (text);

  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_action_name (toast, "win.take-back");
  adw_toast_set_action_target_value (toast, g_variant_new_int64 (entry));
  adw_toast_set_timeout (toast, UNDO_TOAST_S);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

/* For panes, which know no window: (entry, what was done). */
static void
offer_undo_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  const char *text;
  gint64 entry;

  g_variant_get (parameter, "(x&s)", &entry, &text);
  ytt_window_offer_undo (user_data, entry, text);
}

/*< private >
 * ytt_window_check_can_edit:
 * @self: a window
 *
 * Whoever wants to edit what can only be read wants a copy, and is offered one.
 *
 * Returns: whether its document can be edited
 */
gboolean
ytt_window_check_can_edit (YttWindow *self)
{
  AdwToast *toast;

  if (ytt_editor_get_can_edit (get_editor (self)))
    return TRUE;

  toast = make_toast (_("This document can only be read"));
  adw_toast_set_button_label (toast, _("Save a Copy…"));
  adw_toast_set_action_name (toast, "win.save-copy");
  adw_toast_overlay_add_toast (self->toast_overlay, toast);

  return FALSE;
}

/* The map and its panes, with the pane of details to be seen. */
static void
show_detail (YttWindow *self)
{
  ytt_session_set_page (self->session, YTT_PAGE_MAP);
  ytt_window_set_detail_open (self, TRUE);
}

/*< private >
 * ytt_window_get_organisation:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the organisation whose page stands before the record
 */
YttProfile *
ytt_window_get_organisation (YttWindow *self)
{
  YttProfile *profile = ytt_session_get_profile_open (self->session) ? ytt_session_get_profile (self->session) : NULL;

  return profile != NULL && profile->organisation != 0 ? profile : NULL;
}

/* Whether there is something to edit on the page that is shown. */
static gboolean
has_editable (YttWindow *self)
{
  switch (ytt_session_get_page (self->session))
    {
    case YTT_PAGE_MAP:
      return ytt_window_get_organisation (self) != NULL || ytt_window_get_record (self) != NULL;
    case YTT_PAGE_ANNOUNCEMENTS:
      return ytt_session_get_announcement (self->session) != 0;
    case YTT_PAGE_BALANCE:
    default:
      return FALSE;
    }
}

static void
edit_cb (GSimpleAction *action,
         GVariant      *state,
         gpointer       user_data)
{
  YttWindow *self = user_data;
  gboolean editing = g_variant_get_boolean (state);

  if (editing && (!has_editable (self) || !ytt_window_check_can_edit (self)))
    return;

  if (editing && ytt_session_get_page (self->session) == YTT_PAGE_MAP && ytt_window_get_organisation (self) == NULL)
    {
      while (ytt_session_get_profile_open (self->session))
        ytt_session_close_profile (self->session);
      show_detail (self);
    }
  /* Where only one column fits, its list may be the one that is shown. */
  if (editing && ytt_session_get_page (self->session) == YTT_PAGE_ANNOUNCEMENTS
      && ytt_window_get_announcements (self) != NULL)
    ytt_announcements_page_set_detail_open (ytt_window_get_announcements (self), TRUE);
  ytt_editor_set_editing (get_editor (self), editing);
}

static void
new_facility_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  YttWindow *self = user_data;

  if (!ytt_window_check_can_edit (self))
    return;

  ytt_detail_pane_set_adding (self->detail_pane, TRUE);
  show_detail (self);
  ytt_detail_pane_set_adding (self->detail_pane, TRUE);
}

static void
new_announcement_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  YttWindow *self = user_data;

  if (!ytt_window_check_can_edit (self))
    return;

  ytt_session_set_page (self->session, YTT_PAGE_ANNOUNCEMENTS);
  if (ytt_window_get_announcements (self) != NULL)
    ytt_announcements_page_add (ytt_window_get_announcements (self));
}

/* What the page that is shown is about. */
static void
new_cb (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  YttWindow *self = user_data;

  if (ytt_session_get_page (self->session) == YTT_PAGE_ANNOUNCEMENTS)
    new_announcement_cb (action, parameter, user_data);
  else
    new_facility_cb (action, parameter, user_data);
}

/* Duplicating */

typedef struct
{
  YttWindow *window;   /* (owned) */
  char      *name;     /* (owned): of the one that is copied */
  gint64     copy;     /* the key of the copy */
} Duplicate;

static void
duplicate_free (Duplicate *duplicate)
{
  g_object_unref (duplicate->window);
  g_free (duplicate->name);
  g_free (duplicate);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Duplicate, duplicate_free)

static void
duplicated_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(Duplicate) duplicate = user_data;
  YttWindow *self = duplicate->window;
  g_autoptr(GError) error = NULL;

  if (ytt_editor_commit_finish (YTT_EDITOR (object), result, &error) == 0)
    {
      if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        ytt_window_toast (self, error->message);
      return;
    }

  ytt_session_go_to (self->session, duplicate->copy);
  show_detail (self);
  ytt_editor_set_editing (get_editor (self), TRUE);
}

/* What a plant is said to be goes along; what is claimed of it, with its sources, is about that one only. */
static void
copy_rows (YttChanges *changes,
           Duplicate  *duplicate,
           GPtrArray  *rows)
{
  g_autofree char *name = NULL;

  duplicate->copy = 0;
  for (guint i = 0; i < rows->len; i++)
    {
      YttRow *row = g_ptr_array_index (rows, i);
      gboolean facility = g_str_equal (ytt_row_get_table (row), "facility");
      g_auto(GStrv) columns = ytt_row_get_columns (row);
      gint64 id = ytt_changes_insert (changes, ytt_row_get_table (row));

      for (gsize j = 0; columns[j] != NULL; j++)
        if (!g_str_equal (columns[j], "id") && !g_str_equal (columns[j], "facility"))
          ytt_changes_set (changes, columns[j], ytt_row_get (row, columns[j]));

      if (facility)
        {
          duplicate->copy = id;
          /* Translators: the name of a facility that is a copy of another; %s is the other's name */
          name = g_strdup_printf (_("%s (copy)"), duplicate->name);
          ytt_changes_set (changes, "name", YTT_CELL_OF_TEXT (name));
        }
      else
        ytt_changes_set (changes, "facility", YTT_CELL_OF_INTEGER (duplicate->copy));
    }
}

static void
rows_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(Duplicate) duplicate = user_data;
  YttWindow *self = duplicate->window;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = ytt_store_read_rows_finish (YTT_STORE (object), result, &error);
  g_autoptr(YttChanges) changes = NULL;
  g_autofree char *summary = NULL;

  if (rows == NULL || rows->len == 0)
    {
      if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        ytt_window_toast (self, error->message);
      return;
    }

  changes = ytt_changes_new ();
  copy_rows (changes, duplicate, rows);
  summary = g_strdup_printf (_("Duplicate %s"), duplicate->name);
  ytt_editor_commit_async (get_editor (self), changes, summary, NULL, NULL, duplicated_cb,
                           g_steal_pointer (&duplicate));
}

static void
duplicate_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  YttWindow *self = user_data;
  YttRecord *record = ytt_window_get_record (self);
  Duplicate *duplicate;

  if (record == NULL || !ytt_window_check_can_edit (self))
    return;

  const YttRowsWanted wanted[] = {
    { "facility", "id", record->id },
    { "facility_stage", "facility", record->id },
    { "facility_element", "facility", record->id },
    { "facility_product", "facility", record->id },
    { "facility_organisation", "facility", record->id },
    { "facility_source", "facility", record->id },
  };

  duplicate = g_new0 (Duplicate, 1);
  duplicate->window = g_object_ref (self);
  duplicate->name = g_strdup (record->name);
  ytt_store_read_rows_async (ytt_session_get_store (self->session), wanted, G_N_ELEMENTS (wanted), NULL, rows_read_cb,
                             duplicate);
}

/* Taking back */

static void
undo_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  ytt_editor_undo (get_editor (user_data));
}

static void
redo_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  ytt_editor_redo (get_editor (user_data));
}

/* That very entry, whatever was done since. */
static void
take_back_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  YttWindow *self = user_data;
  gint64 entry = g_variant_get_int64 (parameter);

  if (entry == self->newest_entry)
    ytt_editor_undo (get_editor (self));
  else
    ytt_editor_revert (get_editor (self), entry, NULL);
}

static void
done_cb (YttWindow  *self,
         gint64      entry,
         const char *summary,
         int         kind)
{
  g_autofree char *text = NULL;

  self->newest_entry = entry;
  if (kind == YTT_HISTORY_UNDO)
    /* Translators: %s is what was done, as in "Change the name of Narva magnet plant" */
    text = g_strdup_printf (_("Undone: %s"), summary);
  else if (kind == YTT_HISTORY_REDO)
    text = g_strdup_printf (_("Done again: %s"), summary);
  else if (kind == YTT_HISTORY_REVERT)
    text = g_strdup (_("Taken back"));
  if (text == NULL)
    return;

  ytt_window_toast (self, text);
  if (kind != YTT_HISTORY_REDO)
    ytt_window_show_restored (self);
}

/* What it rests on is named in more words than fit into a toast. The history's window may be the one that asked. */
static void
failed_cb (YttWindow    *self,
           const GError *error)
{
  GtkWindow *parent = gtk_application_get_active_window (gtk_window_get_application (GTK_WINDOW (self)));
  GtkWidget *dialog;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (parent == NULL || gtk_window_get_transient_for (parent) != GTK_WINDOW (self))
    parent = GTK_WINDOW (self);
  dialog = adw_message_dialog_new (parent, _("Nothing Was Changed"), error->message);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* A menu is no place for whole sentences. */
#define MAX_MENU_CHARS 48

/* "_Undo: Change the name of …": underscores in names are no mnemonics. */
static void
append_item (GMenu      *menu,
             const char *format,
             const char *plain,
             const char *summary,
             const char *action)
{
  g_autofree char *label = NULL;

  if (summary != NULL)
    {
      g_autofree char *beginning = g_utf8_substring (summary, 0, MIN (g_utf8_strlen (summary, -1), MAX_MENU_CHARS));
      g_autofree char *cut = g_strconcat (beginning, strlen (beginning) < strlen (summary) ? "…" : NULL, NULL);
      g_auto(GStrv) parts = g_strsplit (cut, "_", -1);
      g_autofree char *escaped = g_strjoinv ("__", parts);
      GString *text = g_string_new (format);

      g_string_replace (text, "%s", escaped, 1);
      label = g_string_free (text, FALSE);
    }
  g_menu_append (menu, label != NULL ? label : plain, action);
}

static void
update_undo (YttWindow *self)
{
  YttEditor *editor = get_editor (self);
  const char *undo = ytt_editor_get_undo_summary (editor);
  const char *redo = ytt_editor_get_redo_summary (editor);

  g_menu_remove_all (self->undo_section);
  /* Translators: %s is what was done, as in "Change the name of Narva magnet plant" */
  append_item (self->undo_section, _("_Undo: %s"), _("_Undo"), undo, "win.undo");
  append_item (self->undo_section, _("_Redo: %s"), _("_Redo"), redo, "win.redo");
  ytt_window_update_actions (self);
}

static void
editing_cb (YttWindow *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "edit");

  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_boolean (ytt_editor_get_editing (get_editor (self))));
}

static const GActionEntry entries[] = {
  { "edit", NULL, NULL, "false", edit_cb },
  { "new", new_cb },
  { "new-announcement", new_announcement_cb },
  { "new-facility", new_facility_cb },
  { "duplicate", duplicate_cb },
  { "undo", undo_cb },
  { "redo", redo_cb },
  { "take-back", take_back_cb, "x" },
  { "offer-undo", offer_undo_cb, "(xs)" },
};

/*< private >
 * ytt_window_add_edit_actions:
 *
 * Called once the template is there.
 */
void
ytt_window_add_edit_actions (YttWindow *self)
{
  YttEditor *editor = get_editor (self);

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  ytt_window_add_delete_actions (self);
  g_signal_connect_object (editor, "notify::editing", G_CALLBACK (editing_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "notify::undo-summary", G_CALLBACK (update_undo), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "notify::redo-summary", G_CALLBACK (update_undo), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (editor, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::record", G_CALLBACK (ytt_window_update_edit_actions), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->session, "notify::announcement", G_CALLBACK (ytt_window_update_edit_actions), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->session, "notify::profile", G_CALLBACK (ytt_window_update_edit_actions), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->session, "notify::profile-open", G_CALLBACK (ytt_window_update_edit_actions), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->detail_pane, "notify::adding", G_CALLBACK (ytt_window_update), self,
                           G_CONNECT_SWAPPED);
}

/*< private >
 * ytt_window_class_add_edit_keys:
 *
 * Keys of the window and not of the program, which would take them before a field that is being typed in: that takes
 * back its own typing first.
 */
void
ytt_window_class_add_edit_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "win.edit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "win.new", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.redo", NULL);
}

static void
enable (YttWindow  *self,
        const char *name,
        gboolean    enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/*< private >
 * ytt_window_update_edit_actions:
 *
 * Switches off what would do nothing now. A document that can only be read says so when it is to be edited.
 */
void
ytt_window_update_edit_actions (YttWindow *self)
{
  YttEditor *editor = get_editor (self);
  gboolean document = ytt_window_has_document (self);
  gboolean record = document && ytt_window_get_record (self) != NULL && ytt_session_get_page (self->session) == YTT_PAGE_MAP;

  enable (self, "edit", document && has_editable (self));
  enable (self, "new", document);
  enable (self, "new-announcement", document);
  enable (self, "new-facility", document);
  enable (self, "duplicate", record);
  enable (self, "delete", record);
  enable (self, "delete-organisation", document && ytt_window_get_organisation (self) != NULL);
  enable (self, "undo", ytt_editor_get_undo_summary (editor) != NULL);
  enable (self, "redo", ytt_editor_get_redo_summary (editor) != NULL);
}
