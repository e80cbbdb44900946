#include "config.h"

#include "ytt-label-loader.h"

#include "ytt-texture.h"

struct _YttLabelLoader
{
  GThread      *thread;     /* (owned) */

  /* The thread's until it ends */
  YttBasemap   *basemap;    /* (owned) */
  PangoContext *context;    /* (owned): nobody else's */
  gboolean      has_view;
  YttLabelView  view;
  YttTheme      theme;
  double        scale;
  YttLabels    *labels;     /* (owned) */
  GHashTable   *pictures;   /* (owned): key of a YttPlacedLabel to GdkTexture */
};

static gpointer
load_thread (gpointer data)
{
  YttLabelLoader *self = data;
  const GArray *placed;

  self->labels = ytt_labels_new (self->basemap, self->context);
  if (!self->has_view)
    return NULL;

  placed = ytt_labels_place (self->labels, &self->view, NULL, 0);
  for (guint i = 0; i < placed->len; i++)
    {
      const YttPlacedLabel *label = &g_array_index (placed, YttPlacedLabel, i);

      if (!g_hash_table_contains (self->pictures, GUINT_TO_POINTER (label->key)))
        g_hash_table_insert (self->pictures, GUINT_TO_POINTER (label->key),
                             ytt_texture_new (ytt_labels_render (self->labels, label, self->theme, self->scale)));
    }

  return NULL;
}

/**
 * ytt_label_loader_make_context:
 * @like: (transfer none): gives the font's family, the language and the text's scale
 *
 * Fonts belong to a map of them, which only one thread at a time may use.
 *
 * Returns: (transfer full): a context with a map of its own
 */
PangoContext *
ytt_label_loader_make_context (PangoContext *like)
{
  PangoFontMap *fonts = pango_cairo_font_map_new ();
  PangoContext *context = pango_font_map_create_context (fonts);

  pango_cairo_context_set_resolution (context, pango_cairo_context_get_resolution (like));
  pango_context_set_font_description (context, pango_context_get_font_description (like));
  pango_context_set_language (context, pango_context_get_language (like));
  pango_context_set_base_dir (context, pango_context_get_base_dir (like));
  g_object_unref (fonts);

  return context;
}

/**
 * ytt_label_loader_new:
 * @basemap: (transfer none): where the labels stand
 * @context: (transfer none): gives the font's family, the language and the text's scale
 * @view: (nullable): what will be seen first
 * @theme: its colours
 * @scale: device pixels in a px
 *
 * Begins to load. It has to be finished.
 *
 * Returns: (transfer full): the loader
 */
YttLabelLoader *
ytt_label_loader_new (YttBasemap         *basemap,
                      PangoContext       *context,
                      const YttLabelView *view,
                      YttTheme            theme,
                      double              scale)
{
  YttLabelLoader *self = g_new0 (YttLabelLoader, 1);

  self->basemap = ytt_basemap_ref (basemap);
  self->context = ytt_label_loader_make_context (context);
  self->has_view = view != NULL;
  if (view != NULL)
    self->view = *view;
  self->theme = theme;
  self->scale = scale;
  self->pictures = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->thread = g_thread_new ("ytt-labels", load_thread, self);

  return self;
}

/**
 * ytt_label_loader_finish:
 * @self: (transfer full): a loader
 * @theme: colours that are wanted now
 * @scale: device pixels in a px now
 * @pictures: key of a YttPlacedLabel to GdkTexture: what was drawn is added, if it suits
 *
 * Waits for what is still to be done.
 *
 * Returns: (transfer full): the labels
 */
YttLabels *
ytt_label_loader_finish (YttLabelLoader *self,
                         YttTheme        theme,
                         double          scale,
                         GHashTable     *pictures)
{
  YttLabels *labels;
  GHashTableIter iter;
  gpointer key, picture;

  g_thread_join (self->thread);
  labels = self->labels;
  g_hash_table_iter_init (&iter, self->pictures);
  while (self->theme == theme && self->scale == scale && g_hash_table_iter_next (&iter, &key, &picture))
    g_hash_table_insert (pictures, key, g_object_ref (picture));

  g_hash_table_unref (self->pictures);
  g_object_unref (self->context);
  ytt_basemap_unref (self->basemap);
  g_free (self);

  return labels;
}
