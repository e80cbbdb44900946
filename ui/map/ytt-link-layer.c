#include "config.h"

#include "ytt-link-layer-private.h"

#include <adwaita.h>
#include <math.h>

#include "ytt-arc-set.h"
#include "ytt-link-picture.h"
#include "ytt-magnifier.h"
#include "ytt-mercator.h"
#include "ytt-texture.h"
#include "ytt-theme.h"

/* How far the picture reaches beyond the map on each side, as a share of it, and how large it may be, in pixels. */
#define REACH 0.3
#define MOST_PIXELS (16 * 1000 * 1000)

/* More arcs than this would hold up a frame: cairo takes a tenth of a second for a thousand. Another thread draws them
 * anew, and what was drawn last is moved and stretched until that is there. */
#define MOST_EXACT 60

/* A picture of more pixels than this, as on a large wall, holds up a frame however few arcs there are: while the zoom
 * changes it is drawn more coarsely, and in full by another thread once it does not. */
#define MOST_PROMPT_PIXELS (3 * 1000 * 1000)

/* When the zoom has stayed as it is for so long, in ms. */
#define STILL_TIME 120

/* Of the margin so much is left when a picture is drawn anew that a pan does not come to its end. */
#define MARGIN_LEFT 0.6

enum
{
  PROP_0,
  PROP_N_LEFT_OUT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttLinkLayer, ytt_link_layer, SHUMATE_TYPE_LAYER)

static void
get_visible (YttLinkLayer *self,
             YttArcView   *arc_view)
{
  YttMapView view;

  ytt_map_motion_get_view (self->motion, &view);
  ytt_map_view_get_arc_view (&view, arc_view);
}

static void
drop_picture (YttLinkLayer *self)
{
  g_cancellable_cancel (self->drawing);
  g_clear_object (&self->drawing);
  g_clear_object (&self->texture);
  g_clear_pointer (&self->picture, ytt_link_picture_free);
}

static void
forget_picture (YttLinkLayer *self)
{
  drop_picture (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
links_changed_cb (YttLinkLayer *self)
{
  GPtrArray *links = self->supply != NULL ? ytt_supply_get_links (self->supply) : self->links;
  guint before = ytt_arc_set_get_n_left_out (self->arcs);

  if (self->countries == NULL && self->basemap != NULL && links != NULL && links->len > 0)
    self->countries = ytt_country_points_new (self->basemap);

  ytt_arc_set_free (self->arcs);
  self->arcs = ytt_arc_set_new (links, self->countries);
  ytt_arc_set_set_context (self->arcs, gtk_widget_get_pango_context (GTK_WIDGET (self)));
  ytt_link_layer_set_pointed (self, NULL);
  forget_picture (self);
  if (before != ytt_arc_set_get_n_left_out (self->arcs))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_LEFT_OUT]);
}

/* The software renderer turns the whole of a texture into a surface whenever it draws it; of a surface it takes what
 * is seen. Others would have to take a surface to the graphics card each time. */
static gboolean
draws_in_software (YttLinkLayer *self)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  GskRenderer *renderer = native != NULL ? gtk_native_get_renderer (native) : NULL;

  return renderer != NULL && GSK_IS_CAIRO_RENDERER (renderer);
}

/* The picture has a margin, so that a pan need not draw anew; while the zoom changes every frame does. */
static double
choose_reach (YttLinkLayer     *self,
              const YttMapView *view,
              double            scale)
{
  double pixels = view->width * view->height * scale * scale;

  if (ytt_arc_set_get_n_arcs (self->arcs) <= MOST_EXACT &&
      (view->zoom != self->last_zoom || pixels > MOST_PROMPT_PIXELS))
    return 0;

  return CLAMP ((sqrt (MOST_PIXELS / pixels) - 1) / 2, 0, REACH);
}

/* Returns a picture to be drawn for a view, and what is to be drawn on it. */
static YttLinkPicture *
plan_picture (YttLinkLayer      *self,
              const YttMapView  *view,
              YttTheme           theme,
              double             scale,
              YttArcDrawing    **drawing)
{
  double reach = choose_reach (self, view, scale);
  YttMapView pictured = *view;
  YttArcView arc_view;

  pictured.width = ceil (view->width * (1 + 2 * reach));
  pictured.height = ceil (view->height * (1 + 2 * reach));
  ytt_map_view_get_arc_view (&pictured, &arc_view);
  *drawing = ytt_arc_set_freeze (self->arcs, &arc_view);

  return ytt_link_picture_new (&pictured, theme, scale);
}

/* Shows what was drawn, with the rings and their names, of which there are few. */
static void
take_picture (YttLinkLayer   *self,
              YttLinkPicture *picture)   /* (transfer full) */
{
  cairo_t *cr = ytt_link_picture_begin (picture);
  YttArcView arc_view;

  ytt_map_view_get_arc_view (&picture->view, &arc_view);
  ytt_arc_set_draw_ends (self->arcs, cr, &arc_view, picture->theme);
  cairo_destroy (cr);

  drop_picture (self);
  self->picture = picture;
  if (!draws_in_software (self))
    self->texture = ytt_texture_new (g_steal_pointer (&picture->surface));
}

static void
draw_picture (YttLinkLayer     *self,
              const YttMapView *view,
              YttTheme          theme,
              double            scale)
{
  g_autoptr(YttArcDrawing) drawing = NULL;
  YttLinkPicture *picture = plan_picture (self, view, theme, scale, &drawing);
  cairo_t *cr = ytt_link_picture_begin (picture);

  ytt_arc_drawing_draw (drawing, cr, theme, FALSE, NULL);
  cairo_destroy (cr);
  take_picture (self, picture);
}

static void
drawn_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(YttLinkLayer) self = user_data;
  YttLinkPicture *picture = ytt_link_picture_draw_finish (result, NULL);

  /* Being cancelled, since it is out of date, is the only way for it to fail. */
  if (picture == NULL)
    return;

  take_picture (self, picture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* One at a time: when it is there, the next frame sees whether it will do. */
static void
start_drawing (YttLinkLayer     *self,
               const YttMapView *view,
               YttTheme          theme,
               double            scale)
{
  YttArcDrawing *drawing;
  YttLinkPicture *picture;

  if (self->drawing != NULL)
    return;

  picture = plan_picture (self, view, theme, scale, &drawing);
  self->drawing = g_cancellable_new ();
  ytt_link_picture_draw_async (picture, drawing, self->drawing, drawn_cb, g_object_ref (self));
}

static void
add_picture (YttLinkLayer     *self,
             GtkSnapshot      *snapshot,
             const YttMapView *view,
             double            x,
             double            y,
             double            stretch)
{
  double side = stretch / self->picture->scale;
  cairo_t *cr;

  if (self->texture != NULL)
    {
      gtk_snapshot_append_texture (snapshot, self->texture,
                                   &GRAPHENE_RECT_INIT (x, y, gdk_texture_get_width (self->texture) * side,
                                                        gdk_texture_get_height (self->texture) * side));
      return;
    }

  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, view->width, view->height));
  cairo_translate (cr, x, y);
  cairo_scale (cr, side, side);
  cairo_set_source_surface (cr, self->picture->surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), stretch == 1 ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_FAST);
  cairo_paint (cr);
  cairo_destroy (cr);
}

/* Whether another thread is to draw. */
static gboolean
is_slow (YttLinkLayer     *self,
         const YttMapView *view,
         double            scale)
{
  return ytt_arc_set_get_n_arcs (self->arcs) > MOST_EXACT ||
         view->width * view->height * scale * scale > MOST_PROMPT_PIXELS;
}

static gboolean
still_cb (gpointer user_data)
{
  YttLinkLayer *self = user_data;

  self->still_id = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));

  return G_SOURCE_REMOVE;
}

static void
draw_in_full_later (YttLinkLayer *self)
{
  g_clear_handle_id (&self->still_id, g_source_remove);
  self->still_id = g_timeout_add (STILL_TIME, still_cb, self);
}

/* Few arcs are drawn for each frame, even if more coarsely. */
static void
draw_for_now (YttLinkLayer     *self,
              const YttMapView *view,
              YttTheme          theme,
              double            coarse)
{
  if (view->zoom == self->last_zoom && self->picture != NULL && self->picture->theme == theme &&
      ytt_link_picture_serves (self->picture, view, 0))
    return;

  draw_picture (self, view, theme, coarse);
}

/* Large pictures cost time even where they are let go of: there is none in full while the zoom changes. */
static void
update_slowly (YttLinkLayer     *self,
               const YttMapView *view,
               YttTheme          theme,
               double            scale)
{
  double coarse = MIN (scale, sqrt (MOST_PROMPT_PIXELS / (view->width * view->height)));
  gboolean many = ytt_arc_set_get_n_arcs (self->arcs) > MOST_EXACT;
  gboolean moves = view->zoom != self->last_zoom;
  gboolean alike = self->picture != NULL && self->picture->theme == theme &&
                   (self->picture->scale == scale || (moves && self->picture->scale == coarse));

  if (moves && coarse < scale)
    draw_in_full_later (self);
  if (alike && ytt_link_picture_serves (self->picture, view, MARGIN_LEFT))
    return;

  if (!many)
    draw_for_now (self, view, theme, coarse);
  if (many || !moves)
    start_drawing (self, view, theme, moves ? coarse : scale);
}

/* Sees to a picture of the view. Returns whether there is one, if only one that will do for now. */
static gboolean
update_picture (YttLinkLayer     *self,
                const YttMapView *view)
{
  double scale = ytt_magnifier_get_pixel_scale (GTK_WIDGET (self));
  YttTheme theme = ytt_theme_get_current ();
  gboolean alike = self->picture != NULL && self->picture->theme == theme && self->picture->scale == scale;

  if (is_slow (self, view, scale))
    update_slowly (self, view, theme, scale);
  else if (!alike || !ytt_link_picture_serves (self->picture, view, 0))
    draw_picture (self, view, theme, scale);

  return self->picture != NULL && ytt_link_picture_can_stretch (self->picture, view);
}

static void
add_pointed (YttLinkLayer     *self,
             GtkSnapshot      *snapshot,
             const YttMapView *view,
             YttTheme          theme)
{
  YttArcView arc_view;
  cairo_t *cr;

  ytt_map_view_get_arc_view (view, &arc_view);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, view->width, view->height));
  ytt_arc_set_draw_bold (self->arcs, cr, &arc_view, theme, self->pointed);
  cairo_destroy (cr);
}

static void
ytt_link_layer_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  YttLinkLayer *self = YTT_LINK_LAYER (widget);
  double scale = ytt_magnifier_get_pixel_scale (widget);
  YttMapView view;
  double x, y, stretch;
  gboolean shown;

  ytt_map_motion_get_view (self->motion, &view);
  if (view.width <= 0 || view.height <= 0 || ytt_arc_set_get_n_arcs (self->arcs) == 0)
    return;

  shown = update_picture (self, &view);
  self->last_zoom = view.zoom;
  if (!shown)
    return;

  stretch = exp2 (view.zoom - self->picture->view.zoom);

  /* On whole pixels of the screen the picture stays sharp. */
  ytt_link_picture_get_offset (self->picture, &view, &x, &y);
  x = round ((x + (view.width - self->picture->view.width * stretch) / 2) * scale) / scale;
  y = round ((y + (view.height - self->picture->view.height * stretch) / 2) * scale) / scale;
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, view.width, view.height));
  add_picture (self, snapshot, &view, x, y, stretch);
  if (self->pointed != NULL)
    add_pointed (self, snapshot, &view, ytt_theme_get_current ());
  gtk_snapshot_pop (snapshot);
}

static void
ytt_link_layer_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  YttLinkLayer *self = YTT_LINK_LAYER (widget);

  if (self->card != NULL)
    gtk_popover_present (GTK_POPOVER (self->card));
}

/* Another font, or another size of text. */
static void
ytt_link_layer_system_setting_changed (GtkWidget        *widget,
                                       GtkSystemSetting  setting)
{
  YttLinkLayer *self = YTT_LINK_LAYER (widget);

  GTK_WIDGET_CLASS (ytt_link_layer_parent_class)->system_setting_changed (widget, setting);

  ytt_arc_set_set_context (self->arcs, gtk_widget_get_pango_context (widget));
  forget_picture (self);
}

static void
ytt_link_layer_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_N_LEFT_OUT:
      g_value_set_uint (value, ytt_link_layer_get_n_left_out (YTT_LINK_LAYER (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_link_layer_dispose (GObject *object)
{
  YttLinkLayer *self = YTT_LINK_LAYER (object);

  g_clear_handle_id (&self->still_id, g_source_remove);
  g_clear_pointer (&self->card, gtk_widget_unparent);
  g_clear_object (&self->signals);
  g_clear_object (&self->supply);
  g_clear_object (&self->motion);
  drop_picture (self);
  g_clear_pointer (&self->pointed, g_ptr_array_unref);

  G_OBJECT_CLASS (ytt_link_layer_parent_class)->dispose (object);
}

static void
ytt_link_layer_finalize (GObject *object)
{
  YttLinkLayer *self = YTT_LINK_LAYER (object);

  g_clear_pointer (&self->arcs, ytt_arc_set_free);
  g_clear_pointer (&self->links, g_ptr_array_unref);
  g_clear_pointer (&self->countries, ytt_country_points_free);
  g_clear_pointer (&self->basemap, ytt_basemap_unref);

  G_OBJECT_CLASS (ytt_link_layer_parent_class)->finalize (object);
}

static void
ytt_link_layer_class_init (YttLinkLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_link_layer_dispose;
  object_class->finalize = ytt_link_layer_finalize;
  object_class->get_property = ytt_link_layer_get_property;
  widget_class->size_allocate = ytt_link_layer_size_allocate;
  widget_class->snapshot = ytt_link_layer_snapshot;
  widget_class->system_setting_changed = ytt_link_layer_system_setting_changed;

  properties[PROP_N_LEFT_OUT] =
    g_param_spec_uint ("n-left-out", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /* The links of a facility are told in its record. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
ytt_link_layer_init (YttLinkLayer *self)
{
  self->arcs = ytt_arc_set_new (NULL, NULL);
  self->signals = g_signal_group_new (YTT_TYPE_SUPPLY);
  g_signal_group_connect_object (self->signals, "notify::links", G_CALLBACK (links_changed_cb), self,
                                 G_CONNECT_SWAPPED);
  ytt_theme_watch (self, G_CALLBACK (gtk_widget_queue_draw));
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (forget_picture), NULL);
}

/**
 * ytt_link_layer_new:
 * @map: (transfer none): the map that the layer is for; it is not added there
 * @motion: (transfer none): what moves that map
 * @facilities: (transfer none): what takes the pointer, in the same map
 * @basemap: (nullable) (transfer none): what knows where countries are
 *
 * Returns: (transfer floating): a new layer, without links
 */
YttLinkLayer *
ytt_link_layer_new (ShumateMap       *map,
                    YttMapMotion     *motion,
                    YttFacilityLayer *facilities,
                    YttBasemap       *basemap)
{
  ShumateViewport *viewport = shumate_map_get_viewport (map);
  YttLinkLayer *self = g_object_new (YTT_TYPE_LINK_LAYER, "viewport", viewport, "can-target", FALSE, NULL);

  self->motion = g_object_ref (motion);
  self->facilities = facilities;
  self->basemap = basemap != NULL ? ytt_basemap_ref (basemap) : NULL;
  g_signal_connect_object (viewport, "notify", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  ytt_link_layer_watch_pointer (self);

  return self;
}

/**
 * ytt_link_layer_set_supply:
 * @self: a layer
 * @supply: (transfer none) (nullable): whose links to draw
 */
void
ytt_link_layer_set_supply (YttLinkLayer *self,
                           YttSupply    *supply)
{
  g_return_if_fail (YTT_IS_LINK_LAYER (self));

  if (!g_set_object (&self->supply, supply))
    return;

  g_signal_group_set_target (self->signals, supply);
  ytt_link_layer_close_card (self);
  links_changed_cb (self);
}

/**
 * ytt_link_layer_set_links:
 * @self: a layer without a supply
 * @links: (transfer none) (nullable) (element-type YttSupplyLink): what to draw; a reference is taken
 *
 * Draws given links.
 */
void
ytt_link_layer_set_links (YttLinkLayer *self,
                          GPtrArray    *links)
{
  g_return_if_fail (YTT_IS_LINK_LAYER (self));

  if (self->links == links)
    return;

  g_clear_pointer (&self->links, g_ptr_array_unref);
  self->links = links != NULL ? g_ptr_array_ref (links) : NULL;
  ytt_link_layer_close_card (self);
  links_changed_cb (self);
}

/**
 * ytt_link_layer_append_places:
 * @self: a layer
 * @points: (element-type YttPoint): gets both ends of each link that is drawn
 */
void
ytt_link_layer_append_places (YttLinkLayer *self,
                              GArray       *points)
{
  g_return_if_fail (YTT_IS_LINK_LAYER (self));

  ytt_arc_set_append_places (self->arcs, points);
}

/**
 * ytt_link_layer_get_n_arcs:
 * @self: a layer
 *
 * Returns: how many links are drawn
 */
guint
ytt_link_layer_get_n_arcs (YttLinkLayer *self)
{
  g_return_val_if_fail (YTT_IS_LINK_LAYER (self), 0);

  return ytt_arc_set_get_n_arcs (self->arcs);
}

/**
 * ytt_link_layer_get_n_left_out:
 * @self: a layer
 *
 * Returns: how many of the links are not drawn, since an end has neither place nor country
 */
guint
ytt_link_layer_get_n_left_out (YttLinkLayer *self)
{
  g_return_val_if_fail (YTT_IS_LINK_LAYER (self), 0);

  return ytt_arc_set_get_n_left_out (self->arcs);
}

/**
 * ytt_link_layer_get_loading:
 * @self: a layer
 *
 * Returns: whether the links are still being drawn as they will be seen
 */
gboolean
ytt_link_layer_get_loading (YttLinkLayer *self)
{
  double scale = ytt_magnifier_get_pixel_scale (GTK_WIDGET (self));
  YttMapView view;

  g_return_val_if_fail (YTT_IS_LINK_LAYER (self), FALSE);

  ytt_map_motion_get_view (self->motion, &view);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || view.width <= 0 || view.height <= 0
      || ytt_arc_set_get_n_arcs (self->arcs) == 0 || !is_slow (self, &view, scale))
    return FALSE;

  return self->picture == NULL || self->picture->scale != scale
         || !ytt_link_picture_serves (self->picture, &view, 0);
}

/**
 * ytt_link_layer_pick:
 * @self: a layer
 * @x: px of the layer
 * @y: px of the layer
 *
 * Returns: (transfer full) (nullable) (element-type YttSupplyLink): the links that are drawn there, see
 *   ytt_arc_set_pick()
 */
GPtrArray *
ytt_link_layer_pick (YttLinkLayer *self,
                     double        x,
                     double        y)
{
  YttArcView view;

  g_return_val_if_fail (YTT_IS_LINK_LAYER (self), NULL);

  get_visible (self, &view);

  return ytt_arc_set_pick (self->arcs, &view, x, y);
}

/**
 * ytt_link_layer_get_card:
 * @self: a layer
 *
 * Returns: (transfer none) (nullable): the card that a click opened, %NULL once it is closed
 */
GtkWidget *
ytt_link_layer_get_card (YttLinkLayer *self)
{
  g_return_val_if_fail (YTT_IS_LINK_LAYER (self), NULL);

  return self->card;
}

/**
 * ytt_link_layer_append_boxes:
 * @self: a layer
 * @boxes: (element-type graphene_rect_t): gets the boxes of rings and their names, in px of the layer
 *
 * Says where no label of the map has room.
 */
void
ytt_link_layer_append_boxes (YttLinkLayer *self,
                             GArray       *boxes)
{
  g_autoptr(GArray) rectangles = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_t));
  YttArcView view;

  g_return_if_fail (YTT_IS_LINK_LAYER (self));

  get_visible (self, &view);
  ytt_arc_set_append_boxes (self->arcs, &view, rectangles);
  for (guint i = 0; i < rectangles->len; i++)
    {
      const cairo_rectangle_t *rectangle = &g_array_index (rectangles, cairo_rectangle_t, i);
      graphene_rect_t box = GRAPHENE_RECT_INIT (rectangle->x, rectangle->y, rectangle->width, rectangle->height);

      g_array_append_val (boxes, box);
    }
}

/**
 * ytt_link_layer_give_way:
 * @self: a layer
 * @boxes: (element-type graphene_rect_t): what lies over it, in px of the layer
 *
 * Puts the names of organisations where they can be read.
 */
void
ytt_link_layer_give_way (YttLinkLayer *self,
                         GArray       *boxes)
{
  g_autoptr(GArray) obstacles = NULL;
  YttArcView view;

  g_return_if_fail (YTT_IS_LINK_LAYER (self));

  obstacles = g_array_sized_new (FALSE, FALSE, sizeof (cairo_rectangle_t), boxes->len);
  for (guint i = 0; i < boxes->len; i++)
    {
      const graphene_rect_t *box = &g_array_index (boxes, graphene_rect_t, i);
      cairo_rectangle_t obstacle = { box->origin.x, box->origin.y, box->size.width, box->size.height };

      g_array_append_val (obstacles, obstacle);
    }
  get_visible (self, &view);
  if (ytt_arc_set_give_way (self->arcs, &view, obstacles))
    forget_picture (self);
}
