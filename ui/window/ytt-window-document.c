#include "config.h"

#include "ytt-window-private.h"

#include <glib/gi18n.h>

#include "ytt-opening.h"
#include "ytt-shipped.h"

/* Until then a document that opens at once would only flash a spinner. */
#define SPINNER_AFTER_MS 300

static const char *
get_failure_title (const GError *error)
{
  if (error->domain != YTT_ERROR)
    return _("This File Could Not Be Opened");

  switch ((YttError) error->code)
    {
    case YTT_ERROR_TOO_NEW:
      return _("This File Is Newer");
    case YTT_ERROR_NOT_OURS:
      return _("Not a Document of Ytterby");
    case YTT_ERROR_DAMAGED:
      return _("This File Is Damaged");
    case YTT_ERROR_NOT_FOUND:
      return _("There Is No Such File");
    case YTT_ERROR_PERMISSION:
      return _("This File Cannot Be Read");
    case YTT_ERROR_BUSY:
      return _("Another Program Holds This File");
    case YTT_ERROR_SPACE:
      return _("The Disk Is Full");
    case YTT_ERROR_STORE:
    case YTT_ERROR_SYNTAX:
    default:
      return _("This File Could Not Be Opened");
    }
}

/* What failed for a reason outside of the file may go well the next time. */
static gboolean
may_pass (const GError *error)
{
  return error->domain != YTT_ERROR
         || (error->code != YTT_ERROR_TOO_NEW && error->code != YTT_ERROR_NOT_OURS);
}

/* Messages of the core are sentences without their full stop. */
static char *
describe_failure (const GError *error)
{
  const char *assurance = "";
  const char *stop = g_str_has_suffix (error->message, ".") ? "" : ".";
  g_autofree char *text = NULL;

  if (error->domain == YTT_ERROR
      && (error->code == YTT_ERROR_TOO_NEW || error->code == YTT_ERROR_NOT_OURS || error->code == YTT_ERROR_DAMAGED))
    assurance = _("The file was left as it is.");

  text = g_strdup_printf ("%s%s %s", error->message, stop, assurance);

  return g_markup_escape_text (g_strchomp (text), -1);
}

/*< private >
 * ytt_window_suggest_way_out:
 *
 * Of the ways on from a document that cannot be opened, marks the one that saves most.
 */
void
ytt_window_suggest_way_out (YttWindow *self)
{
  GtkWidget *ways[] = { self->failed_restore, self->failed_recover, self->failed_open };
  gboolean suggested = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      if (!suggested && gtk_widget_get_visible (ways[i]))
        {
          gtk_widget_add_css_class (ways[i], "suggested-action");
          suggested = TRUE;
        }
      else
        gtk_widget_remove_css_class (ways[i], "suggested-action");
    }
}

static void
show_failure (YttWindow *self,
              GError    *error)
{
  g_autofree char *description = NULL;
  g_autofree char *path = self->path != NULL ? g_filename_display_name (self->path) : NULL;

  g_clear_handle_id (&self->opening_source, g_source_remove);
  g_clear_error (&self->error);
  self->error = error;

  description = describe_failure (error);
  adw_status_page_set_title (self->failed_page, get_failure_title (error));
  adw_status_page_set_description (self->failed_page, description);
  gtk_label_set_text (self->failed_path, path != NULL ? path : "");
  gtk_widget_set_visible (GTK_WIDGET (self->failed_path), path != NULL && strstr (error->message, path) == NULL);
  gtk_widget_set_visible (self->failed_retry, may_pass (error));
  gtk_widget_set_visible (self->failed_recover, FALSE);
  gtk_widget_set_visible (self->failed_restore, FALSE);
  ytt_window_suggest_way_out (self);
  gtk_widget_set_visible (self->failed_shipped, !self->shipped);
  gtk_stack_set_visible_child_name (self->stack, "failed");
  ytt_window_look_into_damage (self);
  ytt_window_look_for_backups (self);
  ytt_window_update (self);
  ytt_window_present_if_ready (self);
}

static void
show_bars (YttWindow *self)
{
  const char *reason = self->no_copy_reason;
  g_autofree char *text = NULL;

  if (ytt_store_get_read_only (self->store))
    {
      if (reason == NULL)
        reason = ytt_store_get_read_only_reason (self->store);
      /* Translators: before a sentence that says why the document cannot be changed */
      text = g_markup_printf_escaped ("<b>%s</b> %s", _("Read-only."), reason != NULL ? reason : "");
      gtk_label_set_markup (self->read_only_label, text);
    }
  gtk_widget_set_visible (self->read_only_bar, text != NULL);
}

/* The list is where arrows go on to the next facility, and Ctrl+C is free to copy it. Beside other pages it cannot be
 * seen, and keys would be lost in it. */
static void
focus_page (YttWindow *self)
{
  YttPage page = ytt_session_get_page (self->session);
  GtkWidget *other = page != YTT_PAGE_MAP ? ytt_pages_get_page (self->pages, page) : NULL;

  gtk_widget_grab_focus (other != NULL ? other : GTK_WIDGET (self->list_pane));
}

static void
take_store (YttWindow *self,
            YttStore  *store,   /* (transfer full) (nullable) */
            GError    *error)   /* (transfer full) (nullable) */
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error);
      return;   /* the window is gone, or opens another document */
    }

  if (store == NULL)
    {
      show_failure (self, error);
      return;
    }

  g_clear_handle_id (&self->opening_source, g_source_remove);
  self->store = store;
  g_free (self->path);
  self->path = g_strdup (ytt_store_get_path (self->store));
  show_bars (self);
  ytt_window_keep_backups (self);
  ytt_window_inspect_soon (self);
  ytt_session_set_store (self->session, self->store);
  gtk_stack_set_visible_child_name (self->stack, "document");
  focus_page (self);
  ytt_window_grant_wishes (self);
  ytt_window_update (self);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(YttWindow) self = user_data;
  GError *error = NULL;
  YttStore *store = ytt_store_open_finish (result, &error);

  take_store (self, store, error);
}

static void
taken_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(YttWindow) self = user_data;
  GError *error = NULL;
  YttStore *store = ytt_opening_take_finish (result, &error);

  take_store (self, store, error);
}

static void
open_path (YttWindow     *self,
           YttStoreFlags  flags)
{
  g_autoptr(YttWindow) owned = g_object_ref (self);

  if (flags == YTT_STORE_OPEN && ytt_opening_take_async (self->path, self->cancellable, taken_cb, owned))
    {
      g_steal_pointer (&owned);
      return;
    }

  ytt_store_open_async (self->path, flags, self->cancellable, opened_cb, g_steal_pointer (&owned));
}

/* A home that cannot be written is no reason to show nothing: what came with the program can be read. */
static gboolean
open_without_copy (YttWindow    *self,
                   const GError *reason)
{
  g_autofree char *path = ytt_shipped_find (NULL);

  if (path == NULL)
    return FALSE;

  g_free (self->no_copy_reason);
  /* Translators: %s is a sentence that says why there is no copy, such as that a folder cannot be written */
  self->no_copy_reason = g_strdup_printf (_("%s. The data set is shown as it came."), reason->message);
  g_free (self->path);
  self->path = g_steal_pointer (&path);
  open_path (self, YTT_STORE_READ_ONLY);

  return TRUE;
}

static void
prepared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(YttWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  YttShippedState state = YTT_SHIPPED_CURRENT;
  g_autofree char *path = ytt_shipped_prepare_finish (result, &state, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (path == NULL)
    {
      if (!open_without_copy (self, error))
        show_failure (self, g_steal_pointer (&error));
      return;
    }

  g_free (self->path);
  self->path = g_steal_pointer (&path);
  gtk_widget_set_visible (self->facts_bar, state == YTT_SHIPPED_NEWER_FACTS);
  open_path (self, YTT_STORE_OPEN);
}

static gboolean
opening_takes_long_cb (gpointer user_data)
{
  YttWindow *self = user_data;

  self->opening_source = 0;
  gtk_stack_set_visible_child_name (self->stack, "opening");

  return G_SOURCE_REMOVE;
}

static void
closed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GApplication) application = user_data;
  g_autoptr(GError) error = NULL;

  /* Nobody is left to be told, and each change was a transaction of its own. */
  if (!ytt_store_close_finish (YTT_STORE (object), result, &error))
    g_debug ("Closing the document: %s", error->message);
  if (application != NULL)
    g_application_release (application);
}

/*< private >
 * ytt_window_close_document:
 *
 * Stops what is under way and closes the store. The program lives on until that is done.
 */
void
ytt_window_close_document (YttWindow *self)
{
  GApplication *application = g_application_get_default ();
  g_autoptr(YttStore) store = g_steal_pointer (&self->store);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_cancellable_cancel (self->recovering);
  g_clear_object (&self->recovering);
  g_clear_handle_id (&self->opening_source, g_source_remove);
  g_clear_error (&self->error);
  ytt_window_forget_problems (self);
  ytt_session_set_store (self->session, NULL);

  if (store == NULL)
    return;

  if (application != NULL)
    g_application_hold (application);
  ytt_store_close_async (store, closed_cb, application != NULL ? g_object_ref (application) : NULL);
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(YttWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  gint64 id = ytt_store_find_finish (YTT_STORE (object), result, &error);

  self->pending--;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (id != 0)
    {
      g_clear_pointer (&self->unfound_words, g_free);
      ytt_session_set_selected (self->session, id);
    }
  else
    {
      g_autofree char *text = g_strdup_printf (_("Nothing found for “%s”"), self->unfound_words);

      ytt_window_toast (self, text);
    }
}

/* The map would fly to what is selected, but the view is to be as it was left. */
static void
select_again (YttWindow *self,
              gint64     id)
{
  double latitude, longitude, zoom;

  ytt_session_get_viewport (self->session, &latitude, &longitude, &zoom);
  ytt_session_set_selected (self->session, id);
  ytt_session_set_viewport (self->session, latitude, longitude, zoom);
  ytt_map_pane_keep_view (self->map_pane);
}

/*< private >
 * ytt_window_grant_wishes:
 *
 * Selects what was asked for before the document was there. A search that runs would take the selection away
 * again, so it is waited for.
 */
void
ytt_window_grant_wishes (YttWindow *self)
{
  gint64 id = self->wanted_id;

  if (self->store == NULL || ytt_session_get_loading (self->session))
    return;

  self->wanted_id = 0;
  if (self->wanted_words != NULL)
    {
      g_free (self->unfound_words);
      self->unfound_words = g_steal_pointer (&self->wanted_words);
      self->pending++;
      ytt_store_find_async (self->store, self->unfound_words, self->cancellable, found_cb, g_object_ref (self));
    }
  else if (id != 0 && ytt_facility_list_find (ytt_session_get_facilities (self->session), id) != G_MAXUINT)
    {
      select_again (self, id);
    }
}

static void
open_document (YttWindow     *self,
               const char    *path,
               YttStoreFlags  flags)
{
  g_autofree char *copy = g_strdup (path);   /* it may be our own */

  ytt_window_close_document (self);
  gtk_widget_set_visible (self->read_only_bar, FALSE);
  gtk_widget_set_visible (self->facts_bar, FALSE);
  gtk_widget_set_visible (self->recovered_bar, FALSE);
  gtk_widget_set_visible (self->backup_bar, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "empty");

  self->cancellable = g_cancellable_new ();
  self->opening_source = g_timeout_add (SPINNER_AFTER_MS, opening_takes_long_cb, self);
  self->shipped = copy == NULL;
  g_clear_pointer (&self->no_copy_reason, g_free);
  g_free (self->path);
  self->path = self->shipped ? ytt_shipped_get_current () : g_steal_pointer (&copy);

  if (self->path == NULL)
    ytt_shipped_prepare_async (self->cancellable, prepared_cb, g_object_ref (self));
  else
    open_path (self, flags);
  ytt_window_update (self);
}

/**
 * ytt_window_open:
 * @self: a window
 * @path: (nullable): a document; %NULL for the user's copy of the shipped one, which is made where it is missing
 *
 * Shows @path in place of what the window shows now.
 */
void
ytt_window_open (YttWindow  *self,
                 const char *path)
{
  g_return_if_fail (YTT_IS_WINDOW (self));

  open_document (self, path, YTT_STORE_OPEN);
}

/*< private >
 * ytt_window_open_shipped:
 *
 * Shows what came with the program, as it is, to be read.
 */
void
ytt_window_open_shipped (YttWindow *self)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = ytt_shipped_find (&error);

  if (path == NULL)
    {
      show_failure (self, g_steal_pointer (&error));
      return;
    }

  open_document (self, path, YTT_STORE_READ_ONLY);
  self->shipped = TRUE;   /* the next start comes back to the user's own copy */
}

/**
 * ytt_window_get_path:
 * @self: a window
 *
 * Returns: (nullable): path of its document, or of the one that is being or could not be opened
 */
const char *
ytt_window_get_path (YttWindow *self)
{
  g_return_val_if_fail (YTT_IS_WINDOW (self), NULL);

  return self->path;
}

/**
 * ytt_window_has_document:
 * @self: a window
 *
 * Returns: whether a document is open in it
 */
gboolean
ytt_window_has_document (YttWindow *self)
{
  g_return_val_if_fail (YTT_IS_WINDOW (self), FALSE);

  return self->store != NULL;
}

/**
 * ytt_window_get_error:
 * @self: a window
 *
 * Returns: (nullable): why it shows no document
 */
const GError *
ytt_window_get_error (YttWindow *self)
{
  g_return_val_if_fail (YTT_IS_WINDOW (self), NULL);

  return self->error;
}

/**
 * ytt_window_get_unfound:
 * @self: a window
 *
 * Returns: (nullable): the words that ytt_window_select() found no facility for
 */
const char *
ytt_window_get_unfound (YttWindow *self)
{
  g_return_val_if_fail (YTT_IS_WINDOW (self), NULL);

  return self->unfound_words;
}

/**
 * ytt_window_search:
 * @self: a window
 * @words: what to search; it also holds for a document that is still being opened
 */
void
ytt_window_search (YttWindow  *self,
                   const char *words)
{
  g_return_if_fail (YTT_IS_WINDOW (self));

  ytt_session_set_search (self->session, words);
}

/**
 * ytt_window_select:
 * @self: a window
 * @slug_or_words: a facility's slug, or words of which the first hit is meant
 *
 * Selects it as soon as the document is there, and says so where there is no such facility.
 */
void
ytt_window_select (YttWindow  *self,
                   const char *slug_or_words)
{
  g_return_if_fail (YTT_IS_WINDOW (self));

  g_free (self->wanted_words);
  self->wanted_words = g_strdup (slug_or_words);
  ytt_window_grant_wishes (self);
}

static void
failure_response_cb (GtkWindow  *dialog,
                     const char *response,
                     gpointer    user_data)
{
  GtkWindow *window = gtk_window_get_transient_for (dialog);
  const char *action = user_data;

  if (g_str_equal (response, "elsewhere") && window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), action, NULL);
}

/*< private >
 * ytt_window_tell_failure:
 * @self: a window
 * @heading: what was not done
 * @error: why
 * @action: (transfer none): a constant; the action that asks for another place
 *
 * Says why a file could not be made, in more words than fit into a toast, and offers to make it elsewhere.
 */
void
ytt_window_tell_failure (YttWindow    *self,
                         const char   *heading,
                         const GError *error,
                         const char   *action)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, NULL);

  /* Translators: a sentence that says why a file was not saved, and that nothing is lost */
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog), _("%s. The document is as it was."), error->message);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "close", _("_Close"),
                                    "elsewhere", _("Choose Another _Place…"),
                                    NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "elsewhere");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_signal_connect (dialog, "response", G_CALLBACK (failure_response_cb), (gpointer) action);
  gtk_window_present (GTK_WINDOW (dialog));
}

typedef struct
{
  YttWindow *window;
  char      *path;
} SaveJob;

/* Whoever saves a copy of what can only be read wants to go on with that, where they were. */
static void
go_on_with_copy (YttWindow  *self,
                 const char *path)
{
  gint64 id = ytt_session_get_selected (self->session);

  ytt_window_open (self, path);
  self->wanted_id = id;
}

static void
copy_saved_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  SaveJob *job = user_data;
  g_autoptr(GError) error = NULL;

  if (ytt_store_save_copy_finish (YTT_STORE (object), result, &error))
    {
      g_autofree char *name = g_filename_display_basename (job->path);
      g_autofree char *text = g_strdup_printf (_("Saved as “%s”"), name);

      if (job->window->store == YTT_STORE (object) && ytt_store_get_read_only (job->window->store))
        go_on_with_copy (job->window, job->path);
      ytt_window_toast (job->window, text);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      ytt_window_tell_failure (job->window, _("Not Saved"), error, "win.save-copy");
    }

  g_object_unref (job->window);
  g_free (job->path);
  g_free (job);
}

/*< private >
 * ytt_window_save_copy:
 *
 * Copies the document to @path, and says how it went. The copy of a document that can only be read is opened in its
 * place.
 */
void
ytt_window_save_copy (YttWindow  *self,
                      const char *path)
{
  SaveJob *job;

  if (self->store == NULL)
    return;

  job = g_new0 (SaveJob, 1);
  job->window = g_object_ref (self);
  job->path = g_strdup (path);
  ytt_store_save_copy_async (self->store, path, self->cancellable, copy_saved_cb, job);
}
