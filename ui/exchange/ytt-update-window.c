#include "config.h"

#include "ytt-update-window.h"

#include <glib/gi18n.h>

#include "ytt-fetch.h"
#include "ytt-import-review.h"
#include "ytt-server-page.h"

/* What cannot tell how much of it is done shows so often that it is at it, in ms. */
#define PULSE_TIME 120

struct _YttUpdateWindow
{
  AdwWindow        parent_instance;

  YttSession      *session;       /* (owned) */
  YttFetched      *fetched;       /* (owned) (nullable) */
  YttImport       *import;        /* (owned) (nullable) */
  GCancellable    *cancellable;   /* (owned): of all that is done */
  GCancellable    *reviewing;     /* (owned) (nullable) */
  guint            pulse_id;
  gboolean         decided;       /* the review under way only follows what was said of a row */
  gboolean         importing;

  /* Template children */
  GtkButton       *next_button;
  GtkStack        *pages;
  YttServerPage   *server_page;
  AdwStatusPage   *working_page;
  GtkProgressBar  *progress;
  AdwStatusPage   *nothing_page;
  GtkLabel        *remarks_label;
  YttImportReview *rows;
};

enum
{
  IMPORTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttUpdateWindow, ytt_update_window, ADW_TYPE_WINDOW)

static gboolean
is_at (YttUpdateWindow *self,
       const char      *page)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), page) == 0;
}

static guint
count_usable (YttUpdateWindow *self)
{
  return ytt_import_count (self->import, YTT_IMPORT_NEW) + ytt_import_count (self->import, YTT_IMPORT_CHANGED);
}

/* What the one button does on each page, and whether it can */
static void
update_button (YttUpdateWindow *self)
{
  gboolean server = is_at (self, "server");
  gboolean usable = server ? ytt_server_page_get_complete (self->server_page)
                           : is_at (self, "review") && ytt_import_get_reviewed (self->import) && count_usable (self) > 0;

  gtk_button_set_label (self->next_button, server ? _("_Next") : _("_Import"));
  gtk_widget_set_visible (GTK_WIDGET (self->next_button), !is_at (self, "nothing"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->next_button), usable);
}

static void
show_page (YttUpdateWindow *self,
           const char      *page)
{
  g_clear_handle_id (&self->pulse_id, g_source_remove);
  gtk_stack_set_visible_child_name (self->pages, page);
  update_button (self);
}

static gboolean
pulse_cb (gpointer user_data)
{
  YttUpdateWindow *self = user_data;

  gtk_progress_bar_pulse (self->progress);

  return G_SOURCE_CONTINUE;
}

static void
show_working (YttUpdateWindow *self,
              const char      *title)
{
  /* A field that is not shown any more keeps the focus, and GTK complains. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  adw_status_page_set_title (self->working_page, title);
  adw_status_page_set_description (self->working_page, NULL);
  gtk_progress_bar_set_fraction (self->progress, 0);
  show_page (self, "working");
  self->pulse_id = g_timeout_add (PULSE_TIME, pulse_cb, self);
}

static void
show_failure (YttUpdateWindow *self,
              const GError    *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  show_page (self, "server");
  ytt_server_page_set_error (self->server_page, error);
}

static void
changed_cb (YttUpdateWindow *self)
{
  /* Not yet where the template is being made. */
  if (self->session != NULL)
    update_button (self);
}

/* The review */

static void
show_nothing (YttUpdateWindow *self)
{
  g_auto(GStrv) remarks = ytt_fetched_dup_remarks (self->fetched);
  g_autofree char *joined = g_strjoinv (" ", remarks), *text = NULL, *escaped = NULL;

  text = g_strconcat (_("Nothing that can be brought in was changed there since it was published."), *joined != '\0' ? "\n\n" : NULL,
                      joined, NULL);
  escaped = g_markup_escape_text (text, -1);
  adw_status_page_set_description (self->nothing_page, escaped);
  show_page (self, "nothing");
}

/* The first rows that are any, and best those that do something */
static void
choose_verdict (YttUpdateWindow *self)
{
  static const YttImportVerdict order[] = {
    YTT_IMPORT_NEW, YTT_IMPORT_CHANGED, YTT_IMPORT_UNUSABLE, YTT_IMPORT_SAME, YTT_IMPORT_LEFT_OUT
  };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (ytt_import_count (self->import, order[i]) > 0)
      {
        ytt_import_review_choose (self->rows, order[i]);
        return;
      }
}

static void
show_review (YttUpdateWindow *self)
{
  g_auto(GStrv) remarks = ytt_fetched_dup_remarks (self->fetched);
  g_autofree char *joined = g_strjoinv (" ", remarks);

  gtk_label_set_label (self->remarks_label, joined);
  gtk_widget_set_visible (GTK_WIDGET (self->remarks_label), *joined != '\0');
  ytt_import_review_show (self->rows, self->import, !self->decided);
  if (!self->decided)
    choose_verdict (self);
  show_page (self, "review");
}

static void
reviewed_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(YttUpdateWindow) self = user_data;

  if (ytt_import_review_finish (YTT_IMPORT (object), result, NULL) && YTT_IMPORT (object) == self->import)
    show_review (self);
}

static void
review (YttUpdateWindow *self,
        gboolean         decided)
{
  self->decided = decided;
  g_cancellable_cancel (self->reviewing);
  g_clear_object (&self->reviewing);
  self->reviewing = g_cancellable_new ();
  ytt_import_review_async (self->import, NULL, NULL, self->reviewing, reviewed_cb, g_object_ref (self));
}

static void
decided_cb (YttUpdateWindow *self)
{
  update_button (self);
  review (self, TRUE);
}

static void
facts_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(YttUpdateWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(YttFacts) facts = ytt_store_get_facts_finish (YTT_STORE (object), result, &error);

  if (facts == NULL)
    {
      show_failure (self, error);
      return;
    }

  self->import = ytt_fetched_create_import (self->fetched, facts);
  review (self, FALSE);
}

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(YttUpdateWindow) self = user_data;
  g_autoptr(GError) error = NULL;

  self->fetched = ytt_fetch_finish (YTT_STORE (object), result, &error);
  if (self->fetched == NULL)
    {
      show_failure (self, error);
      return;
    }

  ytt_server_page_keep (self->server_page);
  if (ytt_staging_get_n_rows (self->fetched->staging) == 0)
    show_nothing (self);
  else
    ytt_store_get_facts_async (YTT_STORE (object), self->cancellable, facts_cb, g_object_ref (self));
}

static void
fetch_progress_cb (double   fraction,
                   gpointer user_data)
{
  YttUpdateWindow *self = user_data;

  g_clear_handle_id (&self->pulse_id, g_source_remove);
  gtk_progress_bar_set_fraction (self->progress, fraction);
}

static void
fetch (YttUpdateWindow *self)
{
  ytt_server_page_set_error (self->server_page, NULL);
  show_working (self, _("Looking What Was Changed…"));
  ytt_fetch_async (ytt_session_get_store (self->session), ytt_server_page_get_address (self->server_page),
                   ytt_server_page_get_schema (self->server_page), ytt_server_page_get_password (self->server_page), FALSE,
                   fetch_progress_cb, self, self->cancellable, fetched_cb, g_object_ref (self));
}

/* The import */

static void
imported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(YttUpdateWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  gint64 entry = ytt_import_run_finish (self->import, result, &error);
  guint n = count_usable (self);
  g_autofree char *summary = NULL;

  self->importing = FALSE;
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_object (&self->import);
      g_clear_pointer (&self->fetched, ytt_fetched_free);
      show_failure (self, error);
      return;
    }

  if (error == NULL)
    {
      summary = g_strdup_printf (ngettext ("%u facility updated from the database", "%u facilities updated from the database", n), n);
      g_signal_emit (self, signals[IMPORTED], 0, entry, summary);
    }
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
import_progress_cb (YttBulkPhase phase,
                    double       fraction,
                    gpointer     user_data)
{
  YttUpdateWindow *self = user_data;

  if (phase == YTT_BULK_ROWS)
    fetch_progress_cb (fraction, self);
}

static void
import (YttUpdateWindow *self)
{
  self->importing = TRUE;
  show_working (self, _("Importing…"));
  ytt_import_run_async (self->import, ytt_session_get_store (self->session), import_progress_cb, self, self->cancellable,
                        imported_cb, g_object_ref (self));
}

static void
next_cb (YttUpdateWindow *self)
{
  if (is_at (self, "server"))
    fetch (self);
  else if (is_at (self, "review") && ytt_import_get_reviewed (self->import))
    import (self);
}

static void
give_up (YttUpdateWindow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->reviewing);
}

/* While it is written the window waits to hear whether that could still be stopped. */
static gboolean
ytt_update_window_close_request (GtkWindow *window)
{
  YttUpdateWindow *self = YTT_UPDATE_WINDOW (window);

  give_up (self);
  if (!self->importing)
    gtk_window_destroy (window);

  return TRUE;
}

/* What is under way keeps the window until it has heard that it was given up; by then the one that it belonged to may be
 * gone. */
static void
ytt_update_window_unrealize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ytt_update_window_parent_class)->unrealize (widget);

  gtk_window_set_transient_for (GTK_WINDOW (widget), NULL);
  give_up (YTT_UPDATE_WINDOW (widget));
}

static void
ytt_update_window_dispose (GObject *object)
{
  YttUpdateWindow *self = YTT_UPDATE_WINDOW (object);

  if (self->cancellable != NULL)
    give_up (self);
  g_clear_handle_id (&self->pulse_id, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->reviewing);
  g_clear_object (&self->import);
  g_clear_pointer (&self->fetched, ytt_fetched_free);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (ytt_update_window_parent_class)->dispose (object);
}

static gboolean
close_key_cb (GtkWidget *widget,
              GVariant  *arguments,
              gpointer   user_data)
{
  gtk_window_close (GTK_WINDOW (widget));

  return TRUE;
}

static void
ytt_update_window_class_init (YttUpdateWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ytt_update_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = ytt_update_window_close_request;
  widget_class->unrealize = ytt_update_window_unrealize;

  signals[IMPORTED] = g_signal_new ("imported", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);

  g_type_ensure (YTT_TYPE_IMPORT_REVIEW);
  g_type_ensure (YTT_TYPE_SERVER_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "exchange/ytt-update-window.ui");
  gtk_widget_class_bind_template_child (widget_class, YttUpdateWindow, next_button);
  gtk_widget_class_bind_template_child (widget_class, YttUpdateWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, YttUpdateWindow, server_page);
  gtk_widget_class_bind_template_child (widget_class, YttUpdateWindow, working_page);
  gtk_widget_class_bind_template_child (widget_class, YttUpdateWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, YttUpdateWindow, nothing_page);
  gtk_widget_class_bind_template_child (widget_class, YttUpdateWindow, remarks_label);
  gtk_widget_class_bind_template_child (widget_class, YttUpdateWindow, rows);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, decided_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, close_key_cb, NULL);
}

static void
ytt_update_window_init (YttUpdateWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * ytt_update_window_new:
 * @session: whose document gets what was changed
 *
 * Returns: (transfer floating): a window
 */
GtkWidget *
ytt_update_window_new (YttSession *session)
{
  YttUpdateWindow *self;

  g_return_val_if_fail (YTT_IS_SESSION (session), NULL);

  self = g_object_new (YTT_TYPE_UPDATE_WINDOW, NULL);
  self->session = g_object_ref (session);
  ytt_import_review_set_store (self->rows, ytt_session_get_store (session));
  ytt_server_page_set_description (self->server_page, _("What was changed in a PostgreSQL database since it was published there "
                                                        "comes back, after a look at it."));
  show_page (self, "server");
  gtk_widget_grab_focus (GTK_WIDGET (self->server_page));

  return GTK_WIDGET (self);
}
