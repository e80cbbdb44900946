#include "config.h"

#include "ytt-export-window.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-export.h"
#include "ytt-format.h"
#include "ytt-list-name.h"
#include "ytt-save-dialog.h"

struct _YttExportWindow
{
  AdwWindow        parent_instance;

  YttSession      *session;      /* (owned) */
  GArray          *ids;          /* (owned) (nullable) (element-type gint64): what is shown, where that is not all */
  GCancellable    *saving;       /* (owned) (nullable) */
  GFile           *file;         /* (owned) (nullable): that is being written */

  /* Template children */
  AdwToastOverlay *toast_overlay;
  GtkWidget       *export_button;
  GtkWidget       *choices;
  AdwComboRow     *what_row;
  AdwComboRow     *format_row;
  GtkLabel        *losses_label;
  GtkRevealer     *revealer;
  GtkProgressBar  *progress;
};

enum
{
  SIGNAL_EXPORTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttExportWindow, ytt_export_window, ADW_TYPE_WINDOW)

static YttExportFormat
get_format (YttExportWindow *self)
{
  return (YttExportFormat) MIN (adw_combo_row_get_selected (self->format_row), YTT_N_EXPORT_FORMATS - 1);
}

/* (transfer none) (nullable): NULL for all */
static GArray *
get_ids (YttExportWindow *self)
{
  return self->ids != NULL && adw_combo_row_get_selected (self->what_row) == 0 ? self->ids : NULL;
}

static void
update (YttExportWindow *self)
{
  const char *losses = ytt_export_format_get_losses (get_format (self));
  YttMoment moment = ytt_session_get_moment (self->session);
  g_autoptr(GString) text = g_string_new (losses != NULL ? losses : _("The file holds all that the document holds of it."));

  if (!ytt_moment_is_now (moment))
    g_string_append_printf (text, " %s", _("Figures are those of the moment that the window shows."));
  gtk_label_set_label (self->losses_label, text->str);
  gtk_widget_set_sensitive (self->choices, self->saving == NULL);
  gtk_widget_set_sensitive (self->export_button, self->saving == NULL);
  gtk_revealer_set_reveal_child (self->revealer, self->saving != NULL);
}

static void
changed_cb (YttExportWindow *self)
{
  /* Not yet where the template is being made. */
  if (self->session != NULL)
    update (self);
}

/* Writing */

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  YttExportWindow *self = user_data;

  gtk_progress_bar_set_fraction (self->progress, fraction);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  YttExportWindow *self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean good = ytt_export_finish (YTT_STORE (object), result, &error);

  g_application_release (g_application_get_default ());
  /* Whoever waits does not keep the window, which must not outlive the one that it belongs to: when it goes all is
   * cancelled, and it is not looked at any more. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->saving);
  update (self);
  if (good)
    {
      g_signal_emit (self, signals[SIGNAL_EXPORTED], 0, self->file);
      gtk_window_close (GTK_WINDOW (self));
    }
  else
    {
      ytt_save_dialog_tell_error (self->toast_overlay, error);
    }
}

/* "csv" of "claims.csv" */
static gboolean
has_last_ending (const char      *name,
                 YttExportFormat  format)
{
  const char *suffix = ytt_export_format_get_suffix (format), *last = strrchr (suffix, '.');
  const char *dot = strrchr (name, '.');

  return dot != NULL && g_ascii_strcasecmp (dot + 1, last != NULL ? last + 1 : suffix) == 0;
}

/* Whoever types another ending that is known means it, unless what was chosen may end so, too. */
static GFile *
complete_name (YttExportWindow *self,
               GFile           *file,
               YttExportFormat *format)
{
  g_autofree char *name = g_file_get_basename (file);

  *format = get_format (self);
  if (ytt_export_format_is_folder (*format) && name != NULL)
    {
      ytt_export_format_from_name (name, format);
      return g_object_ref (file);
    }
  if (name != NULL && (has_last_ending (name, *format) || ytt_export_format_from_name (name, format)))
    return g_object_ref (file);

  return ytt_save_dialog_add_suffix (file, ytt_export_format_get_suffix (*format));
}

static void
chosen_cb (GtkWidget *window,
           GFile     *file)
{
  ytt_export_window_save (YTT_EXPORT_WINDOW (window), file);
}

/* The document's own name, with another ending; a folder is made as files are, under a new name. */
static void
export_cb (YttExportWindow *self)
{
  YttStore *store = ytt_session_get_store (self->session);
  g_autofree char *title = NULL, *name = NULL;

  if (store == NULL)
    return;

  title = g_filename_display_basename (ytt_store_get_path (store));
  if (g_str_has_suffix (title, ".gpkg"))
    title[strlen (title) - strlen (".gpkg")] = '\0';
  name = ytt_save_dialog_make_name (title, ytt_export_format_get_suffix (get_format (self)));
  ytt_save_dialog_show (GTK_WINDOW (self), _("Export"), name, G_USER_DIRECTORY_DOCUMENTS, ytt_store_get_path (store),
                        chosen_cb);
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
ytt_export_window_dispose (GObject *object)
{
  YttExportWindow *self = YTT_EXPORT_WINDOW (object);

  if (self->saving != NULL)
    g_cancellable_cancel (self->saving);
  g_clear_object (&self->session);
  g_clear_object (&self->saving);
  g_clear_object (&self->file);
  g_clear_pointer (&self->ids, g_array_unref);

  G_OBJECT_CLASS (ytt_export_window_parent_class)->dispose (object);
}

static void
ytt_export_window_class_init (YttExportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ytt_export_window_dispose;

  signals[SIGNAL_EXPORTED] =
    g_signal_new ("exported", YTT_TYPE_EXPORT_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_FILE);

  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "exchange/ytt-export-window.ui");
  gtk_widget_class_bind_template_child (widget_class, YttExportWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, YttExportWindow, export_button);
  gtk_widget_class_bind_template_child (widget_class, YttExportWindow, choices);
  gtk_widget_class_bind_template_child (widget_class, YttExportWindow, what_row);
  gtk_widget_class_bind_template_child (widget_class, YttExportWindow, format_row);
  gtk_widget_class_bind_template_child (widget_class, YttExportWindow, losses_label);
  gtk_widget_class_bind_template_child (widget_class, YttExportWindow, revealer);
  gtk_widget_class_bind_template_child (widget_class, YttExportWindow, progress);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, close_key_cb, NULL);
}

static void
ytt_export_window_init (YttExportWindow *self)
{
  g_autoptr(GtkStringList) formats = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (YttExportFormat format = 0; format < YTT_N_EXPORT_FORMATS; format++)
    gtk_string_list_append (formats, ytt_export_format_get_label (format));
  adw_combo_row_set_model (self->format_row, G_LIST_MODEL (formats));
  ytt_list_name_set (GTK_WIDGET (self->choices), _("What to export"));
}

/* What the filter and the search leave, or all, each with how many there are */
static void
fill_what (YttExportWindow *self)
{
  GArray *ids = ytt_facility_list_get_ids (ytt_session_get_facilities (self->session));
  guint n = ids != NULL ? ids->len : 0, n_total = ytt_session_get_n_total (self->session);
  g_autoptr(GtkStringList) choices = gtk_string_list_new (NULL);
  g_autofree char *n_shown = ytt_format_number (n, 0), *n_all = ytt_format_number (n_total, 0);
  /* Translators: what of a document is exported, with the number of facilities */
  g_autofree char *shown = g_strdup_printf (_("What Is Shown (%s)"), n_shown), *all = g_strdup_printf (_("All (%s)"), n_all);

  if (ids != NULL && n < n_total)
    {
      self->ids = g_array_ref (ids);
      gtk_string_list_append (choices, shown);
    }
  gtk_string_list_append (choices, all);
  adw_combo_row_set_model (self->what_row, G_LIST_MODEL (choices));
}

/**
 * ytt_export_window_new:
 * @session: a session over a document
 *
 * Returns: (transfer floating): a window
 */
GtkWidget *
ytt_export_window_new (YttSession *session)
{
  YttExportWindow *self;

  g_return_val_if_fail (YTT_IS_SESSION (session), NULL);

  self = g_object_new (YTT_TYPE_EXPORT_WINDOW, NULL);
  self->session = g_object_ref (session);
  fill_what (self);
  update (self);

  return GTK_WIDGET (self);
}

/**
 * ytt_export_window_save:
 * @self: a window
 * @file: where to; what its name ends with decides what it will be, if that is known
 *
 * Writes what is chosen on another thread. When it is written the window closes; when it cannot be, the window says why and
 * stays.
 */
void
ytt_export_window_save (YttExportWindow *self,
                        GFile           *file)
{
  YttStore *store;
  YttExportFormat format;
  const char *path;

  g_return_if_fail (YTT_IS_EXPORT_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  store = ytt_session_get_store (self->session);
  if (self->saving != NULL || store == NULL)
    return;

  g_clear_object (&self->file);
  self->file = complete_name (self, file, &format);
  path = g_file_peek_path (self->file);
  if (path == NULL)
    {
      adw_toast_overlay_add_toast (self->toast_overlay,
                                   adw_toast_new (_("Files are written on this computer, or in a folder mounted here")));
      return;
    }

  /* The program does not end while a thread of it writes, be it only to remove what it has begun. */
  g_application_hold (g_application_get_default ());
  self->saving = g_cancellable_new ();
  gtk_progress_bar_set_fraction (self->progress, 0);
  update (self);
  ytt_export_async (store, get_ids (self), ytt_session_get_moment (self->session), format, path, progress_cb, self,
                    self->saving, saved_cb, self);
}
