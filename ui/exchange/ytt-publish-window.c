#include "config.h"

#include "ytt-publish-window.h"

#include <glib/gi18n.h>

#include "ytt-format.h"
#include "ytt-list-name.h"
#include "ytt-publish.h"
#include "ytt-server-page.h"

/* What cannot tell how much of it is done shows so often that it is at it, in ms. */
#define PULSE_TIME 120

struct _YttPublishWindow
{
  AdwWindow        parent_instance;

  YttSession      *session;      /* (owned) */
  GArray          *ids;          /* (owned) (nullable) (element-type gint64): what is shown, where that is not all */
  guint            n_shown;
  guint            n_total;
  YttPublishPlace *place;        /* (owned) (nullable): what is there */
  GCancellable    *working;      /* (owned) (nullable): of looking, or of publishing */
  guint            pulse_id;

  /* Template children */
  GtkButton       *next_button;
  GtkStack        *pages;
  YttServerPage   *server_page;
  GtkWidget       *choices;
  AdwActionRow    *place_row;
  AdwComboRow     *what_row;
  GtkLabel        *changed_label;
  GtkLabel        *done_label;
  GtkLabel        *error_label;
  GtkRevealer     *revealer;
  GtkProgressBar  *progress;
};

enum
{
  PUBLISHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttPublishWindow, ytt_publish_window, ADW_TYPE_WINDOW)

/* (transfer none) (nullable): NULL for all */
static GArray *
get_ids (YttPublishWindow *self)
{
  return self->ids != NULL && adw_combo_row_get_selected (self->what_row) == 0 ? self->ids : NULL;
}

/* What will be written */

static char *
describe_writing (YttPublishWindow *self)
{
  guint n = get_ids (self) != NULL ? self->n_shown : self->n_total;
  g_autofree char *number = ytt_format_number (n, 0);
  g_autofree char *written = NULL;
  GString *text = g_string_new (NULL);

  if (!self->place->published)
    written = g_strdup_printf (ngettext ("Tables are made there, and %s facility is written with all that is known of it.",
                                         "Tables are made there, and %s facilities are written with all that is known of them.", n),
                               number);
  else
    written = g_strdup_printf (ngettext ("The tables there become the same as in the document, with %s facility. What others made "
                                         "beside them stays.",
                                         "The tables there become the same as in the document, with %s facilities. What others made "
                                         "beside them stays.", n), number);
  g_string_append (text, written);
  if (get_ids (self) != NULL)
    g_string_append_printf (text, " %s", self->place->published
                            ? _("Facilities that are not shown are removed there. Links to them, saved views, and tours that "
                                "speak of others are left out.")
                            : _("Links to facilities that are not shown, saved views, and tours that speak of others are "
                                "left out."));

  return g_string_free (text, FALSE);
}

static void
update_place (YttPublishWindow *self)
{
  g_autofree char *writing = describe_writing (self), *there = NULL, *number = NULL, *escaped = NULL;
  guint n = (guint) MIN (self->place->n_facilities, G_MAXINT), n_changed = (guint) MIN (self->place->n_changed, G_MAXINT);
  g_autofree char *n_there = ytt_format_number (n, 0), *changed = ytt_format_number (n_changed, 0);
  g_autofree char *warning = g_strdup_printf (
    ngettext ("%s row was changed there since it was published last, and is replaced. To keep it, update from the database first.",
              "%s rows were changed there since it was published last, and are replaced. To keep them, update from the database "
              "first.", n_changed), changed);

  number = g_strdup_printf (ngettext ("%s facility is there", "%s facilities are there", n), n_there);
  there = g_strdup_printf (_("%s, schema %s. %s."), self->place->database, ytt_server_page_get_schema (self->server_page),
                           self->place->published ? number : _("Nothing is published there yet"));
  escaped = g_markup_escape_text (there, -1);
  adw_action_row_set_subtitle (self->place_row, escaped);
  gtk_label_set_label (self->changed_label, warning);
  gtk_widget_set_visible (GTK_WIDGET (self->changed_label), n_changed > 0);
  gtk_label_set_label (self->done_label, writing);
}

static void
update (YttPublishWindow *self)
{
  gboolean works = self->working != NULL;

  gtk_button_set_label (self->next_button, self->place != NULL ? _("_Publish") : _("_Next"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->next_button),
                            !works && ytt_server_page_get_complete (self->server_page));
  gtk_widget_set_sensitive (GTK_WIDGET (self->server_page), !works);
  gtk_widget_set_sensitive (self->choices, !works);
  gtk_revealer_set_reveal_child (self->revealer, works);
  if (self->place != NULL)
    update_place (self);
  gtk_stack_set_visible_child_name (self->pages, self->place != NULL ? "what" : "server");
}

static void
changed_cb (YttPublishWindow *self)
{
  /* Not yet where the template is being made. */
  if (self->session != NULL)
    update (self);
}

static void
show_error (YttPublishWindow *self,
            const GError     *error)
{
  gtk_label_set_label (self->error_label, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), error != NULL);
}

/* Work */

static gboolean
pulse_cb (gpointer user_data)
{
  YttPublishWindow *self = user_data;

  gtk_progress_bar_pulse (self->progress);

  return G_SOURCE_CONTINUE;
}

static void
begin (YttPublishWindow *self,
       const char       *text)
{
  /* A field that can be typed in no more keeps the focus, and GTK complains. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  self->working = g_cancellable_new ();
  gtk_progress_bar_set_text (self->progress, text);
  gtk_progress_bar_set_fraction (self->progress, 0);
  self->pulse_id = g_timeout_add (PULSE_TIME, pulse_cb, self);
  show_error (self, NULL);
  update (self);
}

static void
end (YttPublishWindow *self)
{
  g_clear_handle_id (&self->pulse_id, g_source_remove);
  g_clear_object (&self->working);
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  YttPublishWindow *self = user_data;
  g_autoptr(GError) error = NULL;
  YttPublishPlace *place = ytt_publish_look_finish (result, &error);

  /* The window is gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  end (self);
  self->place = place;
  update (self);
  ytt_server_page_set_error (self->server_page, error);
  if (place != NULL)
    {
      ytt_server_page_keep (self->server_page);
      gtk_widget_grab_focus (GTK_WIDGET (self->next_button));
    }
}

static void
look (YttPublishWindow *self)
{
  begin (self, _("Looking what is there…"));
  ytt_server_page_set_error (self->server_page, NULL);
  ytt_publish_look_async (ytt_server_page_get_address (self->server_page), ytt_server_page_get_schema (self->server_page),
                          ytt_server_page_get_password (self->server_page), self->working, looked_cb, self);
}

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  YttPublishWindow *self = user_data;

  g_clear_handle_id (&self->pulse_id, g_source_remove);
  gtk_progress_bar_set_fraction (self->progress, fraction);
}

static char *
summarise (const YttPublished *published)
{
  guint n = (guint) MIN (published->n_facilities, G_MAXINT);
  g_autofree char *number = ytt_format_number (n, 0);
  g_autofree char *facilities = g_strdup_printf (ngettext ("%s facility published", "%s facilities published", n), number);
  g_autofree char *added = ytt_format_number (published->n_added, 0), *changed = ytt_format_number (published->n_changed, 0);
  g_autofree char *removed = ytt_format_number (published->n_removed, 0);

  if (published->n_added + published->n_changed + published->n_removed == 0)
    return g_strdup (_("All of it was published already"));

  /* Translators: "221 facilities published: 3 rows added, 2 changed, 0 removed" */
  return g_strdup_printf (_("%s: %s rows added, %s changed, %s removed"), facilities, added, changed, removed);
}

static void
published_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  YttPublishWindow *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(YttPublished) published = ytt_publish_finish (YTT_STORE (object), result, &error);
  g_autofree char *summary = NULL;

  g_application_release (g_application_get_default ());
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  end (self);
  update (self);
  if (published == NULL)
    {
      show_error (self, error);
      return;
    }

  summary = summarise (published);
  g_signal_emit (self, signals[PUBLISHED], 0, summary);
  gtk_window_close (GTK_WINDOW (self));
}

static void
publish (YttPublishWindow *self)
{
  YttStore *store = ytt_session_get_store (self->session);

  if (store == NULL)
    return;

  /* The program does not end while it works, be it only to remove what it has begun. */
  g_application_hold (g_application_get_default ());
  begin (self, _("Publishing…"));
  ytt_publish_async (store, get_ids (self), ytt_server_page_get_address (self->server_page),
                     ytt_server_page_get_schema (self->server_page), ytt_server_page_get_password (self->server_page), progress_cb,
                     self, self->working, published_cb, self);
}

static void
next_cb (YttPublishWindow *self)
{
  if (self->working != NULL)
    return;

  if (self->place != NULL)
    publish (self);
  else
    look (self);
}

static void
back_cb (YttPublishWindow *self)
{
  g_clear_pointer (&self->place, ytt_publish_place_free);
  show_error (self, NULL);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->server_page));
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
ytt_publish_window_dispose (GObject *object)
{
  YttPublishWindow *self = YTT_PUBLISH_WINDOW (object);

  if (self->working != NULL)
    g_cancellable_cancel (self->working);
  end (self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->place, ytt_publish_place_free);

  G_OBJECT_CLASS (ytt_publish_window_parent_class)->dispose (object);
}

static void
ytt_publish_window_class_init (YttPublishWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ytt_publish_window_dispose;

  signals[PUBLISHED] = g_signal_new ("published", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (YTT_TYPE_SERVER_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "exchange/ytt-publish-window.ui");
  gtk_widget_class_bind_template_child (widget_class, YttPublishWindow, next_button);
  gtk_widget_class_bind_template_child (widget_class, YttPublishWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, YttPublishWindow, server_page);
  gtk_widget_class_bind_template_child (widget_class, YttPublishWindow, choices);
  gtk_widget_class_bind_template_child (widget_class, YttPublishWindow, place_row);
  gtk_widget_class_bind_template_child (widget_class, YttPublishWindow, what_row);
  gtk_widget_class_bind_template_child (widget_class, YttPublishWindow, changed_label);
  gtk_widget_class_bind_template_child (widget_class, YttPublishWindow, done_label);
  gtk_widget_class_bind_template_child (widget_class, YttPublishWindow, error_label);
  gtk_widget_class_bind_template_child (widget_class, YttPublishWindow, revealer);
  gtk_widget_class_bind_template_child (widget_class, YttPublishWindow, progress);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, close_key_cb, NULL);
}

static void
ytt_publish_window_init (YttPublishWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ytt_list_name_set (GTK_WIDGET (self->choices), _("What to publish"));
}

/* What the filter and the search leave, or all, each with how many there are */
static void
fill_what (YttPublishWindow *self)
{
  GArray *ids = ytt_facility_list_get_ids (ytt_session_get_facilities (self->session));
  g_autoptr(GtkStringList) choices = gtk_string_list_new (NULL);
  g_autofree char *n_shown = NULL, *n_all = NULL, *shown = NULL, *all = NULL;

  self->n_shown = ids != NULL ? ids->len : 0;
  self->n_total = ytt_session_get_n_total (self->session);
  n_shown = ytt_format_number (self->n_shown, 0);
  n_all = ytt_format_number (self->n_total, 0);
  shown = g_strdup_printf (_("What Is Shown (%s)"), n_shown);
  all = g_strdup_printf (_("All (%s)"), n_all);

  if (ids != NULL && self->n_shown < self->n_total)
    {
      self->ids = g_array_ref (ids);
      gtk_string_list_append (choices, shown);
    }
  gtk_string_list_append (choices, all);
  adw_combo_row_set_model (self->what_row, G_LIST_MODEL (choices));
  /* What was published of the whole would be removed, so less than that is what somebody chooses. */
  adw_combo_row_set_selected (self->what_row, self->ids != NULL ? 1 : 0);
}

/**
 * ytt_publish_window_new:
 * @session: a session over a document
 *
 * Returns: (transfer floating): a window
 */
GtkWidget *
ytt_publish_window_new (YttSession *session)
{
  YttPublishWindow *self;

  g_return_val_if_fail (YTT_IS_SESSION (session), NULL);

  self = g_object_new (YTT_TYPE_PUBLISH_WINDOW, NULL);
  ytt_server_page_set_description (self->server_page, _("The document is written to a PostgreSQL database with PostGIS, where "
                                                        "QGIS and SQL see it."));
  self->session = g_object_ref (session);
  fill_what (self);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->server_page));

  return GTK_WIDGET (self);
}
