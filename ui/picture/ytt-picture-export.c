#include "config.h"

#include "ytt-picture-export.h"

#include <glib/gi18n.h>

#include "ytt-picture-copy.h"
#include "ytt-picture-file.h"
#include "ytt-save-dialog.h"
#include "ytt-texture.h"
#include "ytt-theme.h"

/* How large the preview is at most, in px. */
#define PREVIEW_WIDTH 556.0
#define PREVIEW_HEIGHT 320.0

/* Of a map that has no size yet. */
#define DEFAULT_WIDTH 1280
#define DEFAULT_HEIGHT 800

/* In the order of the rows; in px of 1/96 inch. The page is that of A4. */
static const struct { double width, height; } shapes[] = {
  { 0, 0 }, { 1280, 720 }, { 1122, 794 }, { 794, 1122 }, { 1080, 1080 }
};
static const double magnifications[] = { 1, 1.5, 2, 3 };

struct _YttPictureExport
{
  AdwWindow        parent_instance;

  YttStore        *store;         /* (owned) */
  YttView         *view;          /* (owned) */
  YttPictureShown  shown;         /* what the window shows besides */
  YttMapBackdrop  *backdrop;      /* (owned) (nullable): what lies over the basemap in the window */
  YttMapPicture   *loaded;        /* (owned) (nullable): as it was read */
  YttMapPicture   *picture;       /* (owned) (nullable): as it was chosen to be */
  GCancellable    *loading;       /* (owned) (nullable) */
  GCancellable    *drawing;       /* (owned) (nullable) */
  GCancellable    *saving;        /* (owned) (nullable) */
  GFile           *file;          /* (owned) (nullable): that is being written */
  gboolean         outdated;      /* what is being drawn is not what is wanted any more */

  /* Template children */
  AdwToastOverlay *toast_overlay;
  GtkWidget       *export_button;
  GtkStack        *stack;
  GtkPicture      *preview;
  GtkLabel        *failed_label;
  AdwComboRow     *format_row;
  AdwComboRow     *shape_row;
  AdwComboRow     *scale_row;
  AdwComboRow     *letters_row;
  GtkEditable     *title_row;
  GtkSwitch       *legend_switch;
  GtkSwitch       *scale_bar_switch;
  GtkSwitch       *dark_switch;
};

enum
{
  SIGNAL_EXPORTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttPictureExport, ytt_picture_export, ADW_TYPE_WINDOW)

static void draw (YttPictureExport *self);

/* Who waits for an answer does not keep the window, which must not outlive the one that it belongs to: when it goes, all
 * is cancelled, and a callback that hears so looks at nothing else. */
static void
stop (GCancellable **cancellable)
{
  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
}

static YttPictureFormat
get_format (YttPictureExport *self)
{
  return (YttPictureFormat) MIN (adw_combo_row_get_selected (self->format_row), YTT_N_PICTURE_FORMATS - 1);
}

static double
get_scale (YttPictureExport *self)
{
  return adw_combo_row_get_selected (self->scale_row) + 1.0;
}

static double
get_magnification (YttPictureExport *self)
{
  return magnifications[MIN (adw_combo_row_get_selected (self->letters_row), G_N_ELEMENTS (magnifications) - 1)];
}

/* The size of the whole picture; 0 for one around the map as the window shows it. */
static void
get_size (YttPictureExport *self,
          double           *width,
          double           *height)
{
  guint shape = MIN (adw_combo_row_get_selected (self->shape_row), G_N_ELEMENTS (shapes) - 1);

  *width = shapes[shape].width;
  *height = shapes[shape].height;
}

static void
show_failure (YttPictureExport *self,
              const GError     *error)
{
  gtk_label_set_label (self->failed_label, error->message);
  gtk_stack_set_visible_child_name (self->stack, "failed");
  gtk_widget_set_sensitive (self->export_button, FALSE);
}

/* The theme's contrast is the window's, as its light is not. */
static YttTheme
get_theme (YttPictureExport *self)
{
  gboolean contrast = ytt_theme_is_contrast (ytt_theme_get_current ());

  if (gtk_switch_get_active (self->dark_switch))
    return contrast ? YTT_THEME_DARK_CONTRAST : YTT_THEME_DARK;

  return contrast ? YTT_THEME_LIGHT_CONTRAST : YTT_THEME_LIGHT;
}

/* Takes all choices over into a picture of its own. */
static void
compose (YttPictureExport *self)
{
  const YttView *view = self->view;
  YttMapPicture *picture = ytt_map_picture_copy (self->loaded);
  double width, height;

  picture->theme = get_theme (self);
  ytt_map_picture_set_backdrop (picture, self->backdrop);
  picture->font = ytt_picture_get_font (GTK_WIDGET (self));
  picture->title = g_strdup (gtk_editable_get_text (self->title_row));
  picture->legend = gtk_switch_get_active (self->legend_switch);
  picture->scale = gtk_switch_get_active (self->scale_bar_switch);
  get_size (self, &width, &height);
  if (width <= 0)
    {
      double magnification = picture->magnification;

      /* The same px as in the window, of which fewer have room where letters are larger. */
      ytt_map_picture_set_map_size (picture, view->width / magnification, view->height / magnification);
    }
  ytt_map_picture_show_view (picture, view->latitude, view->longitude, view->zoom, view->width, view->height);

  g_clear_pointer (&self->picture, ytt_map_picture_free);
  self->picture = picture;
}

static const char *
describe_format (YttPictureFormat format)
{
  switch (format)
    {
    case YTT_PICTURE_SVG:
      return _("Vectors, for drawing programs");
    case YTT_PICTURE_PDF:
      return _("Vectors, for print");
    case YTT_PICTURE_PNG:
    default:
      return _("Pixels, for documents and the web");
    }
}

static void
update_rows (YttPictureExport *self)
{
  YttPictureFormat format = get_format (self);
  double scale = format == YTT_PICTURE_PNG ? get_scale (self) : 1;
  g_autofree char *text = ytt_map_picture_get_text (self->picture);
  g_autofree char *size = g_strdup_printf (_("%.0f × %.0f pixels"), self->picture->width * scale,
                                           self->picture->height * scale);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->format_row), describe_format (format));
  gtk_widget_set_visible (GTK_WIDGET (self->scale_row), format == YTT_PICTURE_PNG);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->scale_row), size);
  gtk_picture_set_alternative_text (self->preview, text);
}

typedef struct
{
  YttMapPicture *picture;   /* (owned) */
  double         scale;
} Drawing;

static void
drawing_free (gpointer data)
{
  Drawing *drawing = data;

  ytt_map_picture_free (drawing->picture);
  g_free (drawing);
}

static void
draw_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Drawing *drawing = task_data;
  g_autoptr(GError) error = NULL;
  cairo_surface_t *surface = ytt_map_picture_render (drawing->picture, drawing->scale, &error);

  if (surface != NULL)
    g_task_return_pointer (task, ytt_texture_new (surface), g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* (transfer full): the texture in px, of which it has several pixels each on some screens */
static GdkPaintable *
make_paintable (GdkTexture *texture,
                int         scale)
{
  graphene_rect_t box = GRAPHENE_RECT_INIT (0, 0, (float) gdk_texture_get_width (texture) / scale,
                                            (float) gdk_texture_get_height (texture) / scale);
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();

  gtk_snapshot_append_texture (snapshot, texture, &box);

  return gtk_snapshot_to_paintable (snapshot, &box.size);
}

/* Gathering very many facilities takes its time, and they are the same ones in the next picture. */
static void
keep_index (YttPictureExport *self,
            const Drawing    *drawing)
{
  YttMapPicture *drawn = drawing->picture;

  if (self->loaded->points != drawn->points || drawn->index == NULL)
    return;

  g_clear_pointer (&self->loaded->index, ytt_cluster_index_unref);
  self->loaded->index = ytt_cluster_index_ref (drawn->index);
}

static void
drawn_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  YttPictureExport *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  g_autoptr(GdkPaintable) paintable = NULL;

  texture = g_task_propagate_pointer (G_TASK (result), &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* the window is closed, or others are read */

  g_clear_object (&self->drawing);
  keep_index (self, g_task_get_task_data (G_TASK (result)));
  if (self->outdated)
    {
      draw (self);
      return;
    }
  if (texture == NULL)
    {
      show_failure (self, error);
      return;
    }

  paintable = make_paintable (texture, gtk_widget_get_scale_factor (GTK_WIDGET (self)));
  gtk_picture_set_paintable (self->preview, paintable);
  gtk_stack_set_visible_child_name (self->stack, "picture");
  gtk_widget_set_sensitive (self->export_button, self->saving == NULL);
}

/* One at a time: what is typed meanwhile is drawn after. */
static void
draw (YttPictureExport *self)
{
  g_autoptr(GTask) task = NULL;
  Drawing *drawing;

  if (self->loaded == NULL)
    return;

  compose (self);
  update_rows (self);
  self->outdated = self->drawing != NULL;
  if (self->outdated)
    return;

  self->drawing = g_cancellable_new ();
  drawing = g_new0 (Drawing, 1);
  drawing->picture = ytt_map_picture_copy (self->picture);
  drawing->scale = MIN (PREVIEW_WIDTH / self->picture->width, PREVIEW_HEIGHT / self->picture->height)
                   * gtk_widget_get_scale_factor (GTK_WIDGET (self));
  task = g_task_new (NULL, self->drawing, drawn_cb, self);
  g_task_set_source_tag (task, draw);
  g_task_set_task_data (task, drawing, drawing_free);
  g_task_run_in_thread (task, draw_thread);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  YttPictureExport *self = user_data;
  g_autoptr(GError) error = NULL;
  YttMapPicture *picture;

  picture = ytt_map_picture_load_finish (YTT_STORE (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* another shape is wanted, or the window is gone */

  g_clear_object (&self->loading);
  if (picture == NULL)
    {
      show_failure (self, error);
      return;
    }

  g_clear_pointer (&self->loaded, ytt_map_picture_free);
  self->loaded = picture;
  draw (self);
}

/* Another shape may show more of the world, and so other sources. */
static void
load (YttPictureExport *self)
{
  g_autoptr(YttBasemap) basemap = ytt_picture_open_basemap ();
  double width, height;

  get_size (self, &width, &height);
  if (width <= 0)
    {
      width = self->view->width;
      height = self->view->height;
    }

  if (self->loading != NULL)
    stop (&self->loading);
  self->loading = g_cancellable_new ();
  ytt_map_picture_load_shown_async (self->store, basemap, self->view, &self->shown, YTT_PICTURE_OF_VIEW, width, height,
                                    get_magnification (self), self->loading, loaded_cb, self);
}

static void
changed_cb (YttPictureExport *self)
{
  draw (self);
}

static void
reshaped_cb (YttPictureExport *self)
{
  if (self->view != NULL)
    load (self);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  YttPictureExport *self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean good = ytt_map_picture_save_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* the window was closed meanwhile */

  g_clear_object (&self->saving);
  gtk_widget_set_sensitive (self->export_button, TRUE);
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
complete_name (YttPictureExport *self,
               GFile            *file,
               YttPictureFormat *format)
{
  g_autofree char *name = g_file_get_basename (file);

  *format = get_format (self);
  if (name != NULL && ytt_picture_format_from_name (name, format))
    return g_object_ref (file);

  return ytt_save_dialog_add_suffix (file, ytt_picture_format_get_suffix (*format));
}

static void
chosen_cb (GtkWidget *window,
           GFile     *file)
{
  ytt_picture_export_save (YTT_PICTURE_EXPORT (window), file);
}

static void
export_cb (YttPictureExport *self)
{
  g_autofree char *title = NULL, *name = NULL;

  if (self->picture == NULL)
    return;

  title = ytt_map_picture_get_name (self->picture);
  name = ytt_save_dialog_make_name (title, ytt_picture_format_get_suffix (get_format (self)));
  ytt_save_dialog_show (GTK_WINDOW (self), _("Export Picture"), name, G_USER_DIRECTORY_PICTURES,
                        ytt_store_get_path (self->store), chosen_cb);
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
ytt_picture_export_dispose (GObject *object)
{
  YttPictureExport *self = YTT_PICTURE_EXPORT (object);

  if (self->loading != NULL)
    stop (&self->loading);
  if (self->drawing != NULL)
    stop (&self->drawing);
  if (self->saving != NULL)
    stop (&self->saving);
  g_clear_object (&self->store);
  g_clear_object (&self->file);
  g_clear_pointer (&self->view, ytt_view_unref);
  ytt_picture_shown_clear (&self->shown);
  g_clear_pointer (&self->backdrop, ytt_map_backdrop_unref);
  g_clear_pointer (&self->loaded, ytt_map_picture_free);
  g_clear_pointer (&self->picture, ytt_map_picture_free);

  G_OBJECT_CLASS (ytt_picture_export_parent_class)->dispose (object);
}

static void
ytt_picture_export_class_init (YttPictureExportClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ytt_picture_export_dispose;

  signals[SIGNAL_EXPORTED] =
    g_signal_new ("exported", YTT_TYPE_PICTURE_EXPORT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                  G_TYPE_FILE);

  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "picture/ytt-picture-export.ui");
  gtk_widget_class_bind_template_child (widget_class, YttPictureExport, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, YttPictureExport, export_button);
  gtk_widget_class_bind_template_child (widget_class, YttPictureExport, stack);
  gtk_widget_class_bind_template_child (widget_class, YttPictureExport, preview);
  gtk_widget_class_bind_template_child (widget_class, YttPictureExport, failed_label);
  gtk_widget_class_bind_template_child (widget_class, YttPictureExport, format_row);
  gtk_widget_class_bind_template_child (widget_class, YttPictureExport, shape_row);
  gtk_widget_class_bind_template_child (widget_class, YttPictureExport, scale_row);
  gtk_widget_class_bind_template_child (widget_class, YttPictureExport, letters_row);
  gtk_widget_class_bind_template_child (widget_class, YttPictureExport, title_row);
  gtk_widget_class_bind_template_child (widget_class, YttPictureExport, legend_switch);
  gtk_widget_class_bind_template_child (widget_class, YttPictureExport, scale_bar_switch);
  gtk_widget_class_bind_template_child (widget_class, YttPictureExport, dark_switch);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, reshaped_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, close_key_cb, NULL);
}

static void
ytt_picture_export_init (YttPictureExport *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_switch_set_active (self->dark_switch, ytt_theme_is_dark (ytt_theme_get_current ()));
}

/**
 * ytt_picture_export_new:
 * @store: the document
 * @view: what is to be shown, with the size of the window's map
 * @shown: (nullable): what the window shows besides
 * @backdrop: (transfer none) (nullable): what lies over the basemap there
 *
 * Returns: (transfer floating): a window
 */
GtkWidget *
ytt_picture_export_new (YttStore              *store,
                        YttView               *view,
                        const YttPictureShown *shown,
                        YttMapBackdrop        *backdrop)
{
  YttPictureExport *self;

  g_return_val_if_fail (YTT_IS_STORE (store), NULL);
  g_return_val_if_fail (view != NULL, NULL);

  self = g_object_new (YTT_TYPE_PICTURE_EXPORT, NULL);
  self->store = g_object_ref (store);
  self->view = ytt_view_copy (view);
  if (shown != NULL)
    ytt_picture_shown_copy (&self->shown, shown);
  self->backdrop = backdrop != NULL ? ytt_map_backdrop_ref (backdrop) : NULL;
  if (view->width <= 0 || view->height <= 0)
    {
      self->view->width = DEFAULT_WIDTH;
      self->view->height = DEFAULT_HEIGHT;
    }
  load (self);

  return GTK_WIDGET (self);
}

/**
 * ytt_picture_export_get_drawn:
 * @self: a window
 *
 * Returns: whether the preview shows what was chosen last
 */
gboolean
ytt_picture_export_get_drawn (YttPictureExport *self)
{
  g_return_val_if_fail (YTT_IS_PICTURE_EXPORT (self), FALSE);

  return self->loaded != NULL && self->loading == NULL && self->drawing == NULL;
}

/**
 * ytt_picture_export_save:
 * @self: a window that shows a picture
 * @file: where to; what its name ends with decides what it will be, if that is known
 *
 * Writes the picture on another thread. When it is written the window closes; when it cannot be, the window says why and
 * stays.
 */
void
ytt_picture_export_save (YttPictureExport *self,
                         GFile            *file)
{
  YttPictureFormat format;

  g_return_if_fail (YTT_IS_PICTURE_EXPORT (self));
  g_return_if_fail (G_IS_FILE (file));

  if (self->picture == NULL || self->saving != NULL)
    return;

  g_clear_object (&self->file);
  self->file = complete_name (self, file, &format);
  self->saving = g_cancellable_new ();
  gtk_widget_set_sensitive (self->export_button, FALSE);
  ytt_map_picture_save_async (self->picture, self->file, format, get_scale (self), self->saving, saved_cb, self);
}
