/* Announcements that come and go: adding one by its title, and deleting one. */

#include "config.h"

#include "ytt-announcement-editor-private.h"

#include <glib/gi18n.h>

#include "ytt-editor.h"
#include "ytt-session-page.h"
#include "ytt-summary.h"

/* Deleting */

/* An announcement that is being deleted. */
typedef struct
{
  YttAnnouncementEditor *editor;   /* (owned) */
  gint64                 id;
  char                  *text;     /* (owned): what is said of it then */
} Deletion;

static void
deletion_free (Deletion *deletion)
{
  g_object_unref (deletion->editor);
  g_free (deletion->text);
  g_free (deletion);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deletion, deletion_free)

static void
deleted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Deletion) deletion = user_data;
  YttAnnouncementEditor *self = deletion->editor;
  g_autoptr(GError) error = NULL;
  gint64 entry = ytt_editor_commit_finish (YTT_EDITOR (object), result, &error);

  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ytt_field_set_note (self->title, error->message);
  if (entry == 0 || self->session == NULL)
    return;

  gtk_widget_activate_action (GTK_WIDGET (self), "win.offer-undo", "(xs)", entry, deletion->text);
  self->deleted = deletion->id;
  if (ytt_session_get_announcement (self->session) == deletion->id)
    ytt_session_set_announcement (self->session, 0);
}

/* The one that was deleted last is back: there it is. */
void
ytt_announcement_editor_undone (YttAnnouncementEditor *self,
                                gint64                 entry,
                                const char            *summary,
                                int                    kind)
{
  gint64 deleted = self->deleted;

  if (kind != YTT_HISTORY_UNDO || deleted == 0 || ytt_session_get_announcement (self->session) != 0)
    return;

  self->deleted = 0;
  ytt_session_set_announcement (self->session, deleted);
}

void
ytt_announcement_editor_delete (YttAnnouncementEditor *self)
{
  g_autoptr(YttChanges) changes = NULL;
  g_autofree char *summary = NULL;
  Deletion *deletion;

  if (self->session == NULL || self->shown == 0 || self->adding)
    return;

  changes = ytt_changes_new ();
  ytt_changes_delete (changes, "announcement", self->shown);
  deletion = g_new0 (Deletion, 1);
  deletion->editor = g_object_ref (self);
  deletion->id = self->shown;
  /* Translators, here and below: %s is the title of an announcement */
  deletion->text = ytt_summary_fill_in (_("Deleted “%s”"), self->name);
  summary = ytt_summary_fill_in (_("Delete “%s”"), self->name);
  ytt_editor_set_editing (ytt_session_get_editor (self->session), FALSE);
  ytt_editor_commit_async (ytt_session_get_editor (self->session), changes, summary, NULL, NULL, deleted_cb, deletion);
}

/* Adding */

static char *
dup_typed_title (YttAnnouncementEditor *self)
{
  return g_strstrip (ytt_field_get_text (self->title));
}

void
ytt_announcement_editor_update_add_button (YttAnnouncementEditor *self)
{
  g_autofree char *title = dup_typed_title (self);

  gboolean warned = *title != '\0' && g_strcmp0 (self->warned, title) == 0;

  gtk_button_set_label (self->add_button, warned ? _("_Add Nevertheless") : _("_Add"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->add_button), *title != '\0' && self->added == 0);
}

/* Others that it may be are pointed out while one types. */
void
ytt_announcement_editor_title_edited (YttAnnouncementEditor *self)
{
  g_autofree char *title = dup_typed_title (self);

  ytt_announcement_editor_update_add_button (self);
  if (self->session == NULL)
    return;

  ytt_field_set_note (self->title, NULL);
  ytt_similar_row_ask (self->similar, ytt_session_get_store (self->session), self->shown, title);
}

/* It is there: on to what else there is to say about it. */
static void
added_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(YttAnnouncementEditor) self = user_data;
  g_autoptr(GError) error = NULL;
  gint64 added = self->added;

  ytt_editor_commit_finish (YTT_EDITOR (object), result, &error);
  self->added = 0;
  if (self->session == NULL)
    return;

  ytt_announcement_editor_update_add_button (self);
  if (error != NULL)
    {
      ytt_field_set_note (self->title, error->message);
      return;
    }

  if (self->adding)
    ytt_field_clear (self->title);
  g_clear_pointer (&self->warned, g_free);
  ytt_announcement_editor_set_adding (self, FALSE);
  ytt_session_set_announcement (self->session, added);
  ytt_editor_set_editing (ytt_session_get_editor (self->session), TRUE);
}

static void
commit_new (YttAnnouncementEditor *self)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autofree char *title = dup_typed_title (self);
  g_autofree char *summary = NULL;

  self->added = ytt_changes_insert (changes, "announcement");
  ytt_changes_set (changes, "title", YTT_CELL_OF_TEXT (title));
  ytt_announcement_editor_update_add_button (self);
  /* Translators: %s is the title of an announcement */
  summary = g_strdup_printf (_("Add “%s”"), title);
  ytt_editor_commit_async (ytt_session_get_editor (self->session), changes, summary, NULL, NULL, added_cb,
                           g_object_ref (self));
}

static void
similar_found_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(YttAnnouncementEditor) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) matches = ytt_store_find_similar_finish (YTT_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL || !self->adding)
    return;

  if (matches == NULL || matches->len == 0)
    {
      commit_new (self);
      return;
    }

  g_free (self->warned);
  self->warned = dup_typed_title (self);
  ytt_field_set_note (self->title, _("There may be this announcement already"));
  ytt_announcement_editor_update_add_button (self);
}

/* The first time others that it may be are only pointed out. */
void
ytt_announcement_editor_add (YttAnnouncementEditor *self)
{
  g_autofree char *title = dup_typed_title (self);
  YttStore *store = self->session != NULL ? ytt_session_get_store (self->session) : NULL;

  if (!self->adding || self->added != 0 || *title == '\0' || store == NULL)
    return;
  if (g_strcmp0 (self->warned, title) == 0)
    {
      commit_new (self);
      return;
    }

  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->looking = g_cancellable_new ();
  ytt_store_find_similar_async (store, YTT_MATCH_ANNOUNCEMENT, 0, title, self->looking, similar_found_cb,
                                g_object_ref (self));
}
