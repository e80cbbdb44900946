#include "config.h"

#include "ytt-tour-export.h"

#include <glib/gi18n.h>

#include "ytt-picture-copy.h"
#include "ytt-save-dialog.h"
#include "ytt-tour-file.h"
#include "ytt-tours.h"

/* In the order of the row: what most people can open comes first. */
static const YttTourFileFormat formats[] = { YTT_TOUR_FILE_HTML, YTT_TOUR_FILE_KML };

struct _YttTourExport
{
  AdwWindow        parent_instance;

  YttSession      *session;      /* (owned) */
  gint64           wanted;       /* the tour to be chosen once the tours are there; 0 for the first one */
  GCancellable    *saving;       /* (owned) (nullable) */
  GFile           *file;         /* (owned) (nullable): that is being written */

  /* Template children */
  AdwToastOverlay *toast_overlay;
  GtkWidget       *export_button;
  GtkStack        *button_stack;
  AdwComboRow     *tour_row;
  AdwComboRow     *format_row;
  GtkWidget       *notes_row;
  GtkSwitch       *notes_switch;
};

enum
{
  SIGNAL_EXPORTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttTourExport, ytt_tour_export, ADW_TYPE_WINDOW)

/* (transfer none) (nullable) */
static YttTour *
get_tour (YttTourExport *self)
{
  return adw_combo_row_get_selected_item (self->tour_row);
}

static YttTourFileFormat
get_format (YttTourExport *self)
{
  return formats[MIN (adw_combo_row_get_selected (self->format_row), G_N_ELEMENTS (formats) - 1)];
}

static void
update (YttTourExport *self)
{
  YttTour *tour = get_tour (self);
  gboolean is_page = get_format (self) == YTT_TOUR_FILE_HTML;

  gtk_widget_set_visible (self->notes_row, is_page);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->format_row),
                               is_page ? _("One file for any browser; it needs no network")
                                       : _("A flight from place to place, with figures and sources"));
  gtk_widget_set_sensitive (self->export_button,
                            tour != NULL && ytt_tour_get_n_stops (tour) > 0 && self->saving == NULL);
  gtk_stack_set_visible_child_name (self->button_stack, self->saving != NULL ? "saving" : "export");
}

static void
changed_cb (YttTourExport *self)
{
  /* Not yet where the template is being made. */
  if (self->session != NULL)
    update (self);
}

/* The tours of a document that has just been opened come later. */
static void
choose_wanted (YttTourExport *self)
{
  GListModel *tours = adw_combo_row_get_model (self->tour_row);

  for (guint i = 0; tours != NULL && i < g_list_model_get_n_items (tours); i++)
    {
      g_autoptr(YttTour) tour = g_list_model_get_item (tours, i);

      if (ytt_tour_get_id (tour) == self->wanted)
        adw_combo_row_set_selected (self->tour_row, i);
    }
  update (self);
}

static char *
get_title_cb (YttTour  *tour,
              gpointer  user_data)
{
  return g_strdup (tour != NULL ? ytt_tour_get_title (tour) : "");
}

/* Writing */

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  YttTourExport *self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean good = ytt_tour_file_save_finish (YTT_STORE (object), result, &error);

  /* Whoever waits does not keep the window: when it goes all is cancelled, and it is not looked at any more. */
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

/* Whoever types another suffix that is known means it. */
static GFile *
complete_name (YttTourExport     *self,
               GFile             *file,
               YttTourFileFormat *format)
{
  g_autofree char *name = g_file_get_basename (file);

  *format = get_format (self);
  if (name != NULL && ytt_tour_file_format_from_name (name, format))
    return g_object_ref (file);

  return ytt_save_dialog_add_suffix (file, ytt_tour_file_format_get_suffix (*format));
}

static void
chosen_cb (GtkWidget *window,
           GFile     *file)
{
  ytt_tour_export_save (YTT_TOUR_EXPORT (window), file);
}

static void
export_cb (YttTourExport *self)
{
  g_autofree char *name = NULL;

  if (get_tour (self) == NULL || ytt_session_get_store (self->session) == NULL)
    return;

  name = ytt_tour_file_get_name (get_tour (self), get_format (self));
  ytt_save_dialog_show (GTK_WINDOW (self), _("Export Tour"), name, G_USER_DIRECTORY_DOCUMENTS,
                        ytt_store_get_path (ytt_session_get_store (self->session)), chosen_cb);
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
ytt_tour_export_dispose (GObject *object)
{
  YttTourExport *self = YTT_TOUR_EXPORT (object);

  if (self->saving != NULL)
    g_cancellable_cancel (self->saving);
  g_clear_object (&self->saving);
  g_clear_object (&self->file);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (ytt_tour_export_parent_class)->dispose (object);
}

static void
ytt_tour_export_class_init (YttTourExportClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ytt_tour_export_dispose;

  signals[SIGNAL_EXPORTED] =
    g_signal_new ("exported", YTT_TYPE_TOUR_EXPORT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_FILE);

  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "picture/ytt-tour-export.ui");
  gtk_widget_class_bind_template_child (widget_class, YttTourExport, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, YttTourExport, export_button);
  gtk_widget_class_bind_template_child (widget_class, YttTourExport, button_stack);
  gtk_widget_class_bind_template_child (widget_class, YttTourExport, tour_row);
  gtk_widget_class_bind_template_child (widget_class, YttTourExport, format_row);
  gtk_widget_class_bind_template_child (widget_class, YttTourExport, notes_row);
  gtk_widget_class_bind_template_child (widget_class, YttTourExport, notes_switch);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, close_key_cb, NULL);
}

static void
ytt_tour_export_init (YttTourExport *self)
{
  g_autoptr(GtkExpression) title = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));

  title = gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (get_title_cb), NULL, NULL);
  adw_combo_row_set_expression (self->tour_row, title);
}

/**
 * ytt_tour_export_new:
 * @session: a session over a document
 * @tour: the key of the tour to be chosen at first; 0, or one that is not there, for the first one
 *
 * Returns: (transfer floating): a window
 */
GtkWidget *
ytt_tour_export_new (YttSession *session,
                     gint64      tour)
{
  YttTourExport *self;
  YttTours *tours;

  g_return_val_if_fail (YTT_IS_SESSION (session), NULL);

  self = g_object_new (YTT_TYPE_TOUR_EXPORT, NULL);
  self->session = g_object_ref (session);
  self->wanted = tour;
  tours = ytt_session_get_tours (session);
  adw_combo_row_set_model (self->tour_row, G_LIST_MODEL (tours));
  g_signal_connect_object (tours, "notify::loaded", G_CALLBACK (choose_wanted), self, G_CONNECT_SWAPPED);
  choose_wanted (self);

  return GTK_WIDGET (self);
}

/**
 * ytt_tour_export_save:
 * @self: a window in which a tour is chosen
 * @file: where to; what its name ends with decides what it will be, if that is known
 *
 * Writes the tour on another thread. When it is written the window closes; when it cannot be, the window says why and
 * stays.
 */
void
ytt_tour_export_save (YttTourExport *self,
                      GFile         *file)
{
  g_autoptr(YttBasemap) basemap = NULL;
  YttTourFileFormat format;

  g_return_if_fail (YTT_IS_TOUR_EXPORT (self));
  g_return_if_fail (G_IS_FILE (file));

  if (get_tour (self) == NULL || self->saving != NULL || ytt_session_get_store (self->session) == NULL)
    return;

  basemap = ytt_picture_open_basemap ();
  g_clear_object (&self->file);
  self->file = complete_name (self, file, &format);
  self->saving = g_cancellable_new ();
  update (self);
  ytt_tour_file_save_async (ytt_session_get_store (self->session), get_tour (self), basemap, self->file, format,
                            gtk_switch_get_active (self->notes_switch), self->saving, saved_cb, self);
}
