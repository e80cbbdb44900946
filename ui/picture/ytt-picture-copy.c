#include "config.h"

#include "ytt-picture-copy.h"

#include "ytt-picture-file.h"
#include "ytt-theme.h"

/* Sharp enough for a page that it is pasted into. */
#define SCALE 2.0

/* Of a map that has no size yet. */
#define DEFAULT_WIDTH 1280
#define DEFAULT_HEIGHT 800

typedef struct
{
  YttView        *view;       /* (owned) */
  YttTheme        theme;
  YttMapBackdrop *backdrop;   /* (owned) (nullable) */
  YttMapPicture  *picture;    /* (owned) (nullable) */
  GBytes         *png;        /* (owned) (nullable) */
  GBytes         *svg;        /* (owned) (nullable) */
  GdkTexture     *texture;    /* (owned) (nullable) */
} Copy;

static void
copy_free (gpointer data)
{
  Copy *copy = data;

  ytt_view_unref (copy->view);
  g_clear_pointer (&copy->backdrop, ytt_map_backdrop_unref);
  g_clear_pointer (&copy->picture, ytt_map_picture_free);
  g_clear_pointer (&copy->png, g_bytes_unref);
  g_clear_pointer (&copy->svg, g_bytes_unref);
  g_clear_object (&copy->texture);
  g_free (copy);
}

/**
 * ytt_picture_open_basemap:
 *
 * Returns: (transfer full) (nullable): the offline map; the map itself says why if there is none
 */
YttBasemap *
ytt_picture_open_basemap (void)
{
  g_autofree char *path = ytt_basemap_find_file ();

  return path != NULL ? ytt_basemap_open (path, NULL) : NULL;
}

/**
 * ytt_picture_get_font:
 * @widget: a widget
 *
 * Returns: (transfer full): the font family that it is written in
 */
char *
ytt_picture_get_font (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);

  return g_strdup (pango_font_description_get_family (pango_context_get_font_description (context)));
}

static void
put_on_clipboard (GtkWidget *widget,
                  Copy      *copy)
{
  g_autoptr(GdkContentProvider) provider = NULL;
  GdkContentProvider *providers[] = {
    gdk_content_provider_new_for_bytes ("image/png", copy->png),
    gdk_content_provider_new_for_bytes ("image/svg+xml", copy->svg),
    gdk_content_provider_new_typed (GDK_TYPE_TEXTURE, copy->texture),
  };

  provider = gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));
  gdk_clipboard_set_content (gtk_widget_get_clipboard (widget), provider);
}

static void
encoded_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  put_on_clipboard (g_task_get_source_object (task), g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

static void
encode_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Copy *copy = task_data;
  GError *error = NULL;

  copy->png = ytt_map_picture_encode (copy->picture, YTT_PICTURE_PNG, SCALE, cancellable, &error);
  if (copy->png != NULL)
    copy->svg = ytt_map_picture_encode (copy->picture, YTT_PICTURE_SVG, 1, cancellable, &error);
  if (copy->svg != NULL)
    copy->texture = gdk_texture_new_from_bytes (copy->png, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data, encoding = NULL;
  Copy *copy = g_task_get_task_data (task);
  const YttView *view = copy->view;
  GError *error = NULL;

  copy->picture = ytt_map_picture_load_finish (YTT_STORE (object), result, &error);
  if (copy->picture == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  copy->picture->theme = copy->theme;
  ytt_map_picture_set_backdrop (copy->picture, copy->backdrop);
  copy->picture->font = ytt_picture_get_font (g_task_get_source_object (task));
  ytt_map_picture_set_map_size (copy->picture, MAX (view->width, 1), MAX (view->height, 1));
  ytt_map_picture_show_view (copy->picture, view->latitude, view->longitude, view->zoom, view->width, view->height);

  /* The other task's data live as long as it waits for this one. */
  encoding = g_task_new (NULL, g_task_get_cancellable (task), encoded_cb, task);
  g_task_set_source_tag (encoding, loaded_cb);
  g_task_set_task_data (encoding, copy, NULL);
  g_steal_pointer (&task);
  g_task_run_in_thread (encoding, encode_thread);
}

/**
 * ytt_picture_copy_async:
 * @widget: a widget of the window, whose clipboard and font are taken
 * @store: the document
 * @view: what the window shows, with the size of its map
 * @shown: (nullable): what the window shows besides
 * @backdrop: (transfer none) (nullable): what lies over the basemap there
 * @cancellable: (nullable): a cancellable
 * @callback: called when the picture is on the clipboard
 * @user_data: for @callback
 *
 * Copies the map as it is shown, with legend, scale and footer around it. It is read and drawn on other threads.
 */
void
ytt_picture_copy_async (GtkWidget             *widget,
                        YttStore              *store,
                        YttView               *view,
                        const YttPictureShown *shown,
                        YttMapBackdrop        *backdrop,
                        GCancellable          *cancellable,
                        GAsyncReadyCallback    callback,
                        gpointer               user_data)
{
  g_autoptr(YttBasemap) basemap = ytt_picture_open_basemap ();
  Copy *copy;
  GTask *task;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (YTT_IS_STORE (store));
  g_return_if_fail (view != NULL);

  copy = g_new0 (Copy, 1);
  copy->view = ytt_view_copy (view);
  copy->theme = ytt_theme_get_current ();
  copy->backdrop = backdrop != NULL ? ytt_map_backdrop_ref (backdrop) : NULL;
  if (view->width <= 0 || view->height <= 0)
    {
      copy->view->width = DEFAULT_WIDTH;
      copy->view->height = DEFAULT_HEIGHT;
    }

  task = g_task_new (widget, cancellable, callback, user_data);
  g_task_set_source_tag (task, ytt_picture_copy_async);
  g_task_set_task_data (task, copy, copy_free);
  ytt_map_picture_load_shown_async (store, basemap, copy->view, shown, YTT_PICTURE_OF_VIEW, copy->view->width,
                                    copy->view->height, 1, cancellable, loaded_cb, task);
}

/**
 * ytt_picture_copy_finish:
 * @widget: the widget
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: whether the picture is on the clipboard
 */
gboolean
ytt_picture_copy_finish (GtkWidget     *widget,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, widget), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
