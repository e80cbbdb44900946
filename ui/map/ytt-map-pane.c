#include "ytt-map-pane.h"

#include <shumate/shumate.h>

#include "ytt-symbol.h"

struct _YttMapPane
{
  AdwBin      parent_instance;

  YttSession *session;   /* (owned) (nullable) */
  gboolean    narrow;

  /* Template children */
  ShumateMap *map;
};

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_NARROW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttMapPane, ytt_map_pane, ADW_TYPE_BIN)

static YttTheme
get_theme (void)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  return dark ? YTT_THEME_DARK : YTT_THEME_LIGHT;
}

/* Water lies under the tiles, so that a switch of theme never flashes white. */
static void
ytt_map_pane_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  guint32 water = ytt_theme_get_water (get_theme ());
  GdkRGBA colour = { (water >> 16) / 255.f, ((water >> 8) & 0xff) / 255.f, (water & 0xff) / 255.f, 1 };

  gtk_snapshot_append_color (snapshot, &colour,
                             &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget),
                                                  gtk_widget_get_height (widget)));
  GTK_WIDGET_CLASS (ytt_map_pane_parent_class)->snapshot (widget, snapshot);
}

static void
ytt_map_pane_dispose (GObject *object)
{
  YttMapPane *self = YTT_MAP_PANE (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (ytt_map_pane_parent_class)->dispose (object);
}

static void
ytt_map_pane_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  YttMapPane *self = YTT_MAP_PANE (object);

  switch (property_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_map_pane_set_property (GObject      *object,
                           guint         property_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  YttMapPane *self = YTT_MAP_PANE (object);

  switch (property_id)
    {
    case PROP_SESSION:
      ytt_map_pane_set_session (self, g_value_get_object (value));
      break;
    case PROP_NARROW:
      ytt_map_pane_set_narrow (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_map_pane_class_init (YttMapPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = ytt_map_pane_dispose;
  object_class->get_property = ytt_map_pane_get_property;
  object_class->set_property = ytt_map_pane_set_property;
  widget_class->snapshot = ytt_map_pane_snapshot;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, G_TYPE_OBJECT, flags);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SHUMATE_TYPE_MAP);
  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "map/ytt-map-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, YttMapPane, map);
}

static void
ytt_map_pane_init (YttMapPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

/**
 * ytt_map_pane_new:
 *
 * Returns: (transfer floating): a new pane, without a session
 */
GtkWidget *
ytt_map_pane_new (void)
{
  return g_object_new (YTT_TYPE_MAP_PANE, NULL);
}

/**
 * ytt_map_pane_get_session:
 * @self: a pane
 *
 * Returns: (transfer none) (nullable): what the pane shows
 */
YttSession *
ytt_map_pane_get_session (YttMapPane *self)
{
  g_return_val_if_fail (YTT_IS_MAP_PANE (self), NULL);

  return self->session;
}

/**
 * ytt_map_pane_set_session:
 * @self: a pane
 * @session: (transfer none) (nullable): what to show
 *
 * Sets what the pane shows.
 */
void
ytt_map_pane_set_session (YttMapPane *self,
                          YttSession *session)
{
  g_return_if_fail (YTT_IS_MAP_PANE (self));

  if (g_set_object (&self->session, session))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

/**
 * ytt_map_pane_get_narrow:
 * @self: a pane
 *
 * Returns: whether the controls are laid out for a narrow window
 */
gboolean
ytt_map_pane_get_narrow (YttMapPane *self)
{
  g_return_val_if_fail (YTT_IS_MAP_PANE (self), FALSE);

  return self->narrow;
}

/**
 * ytt_map_pane_set_narrow:
 * @self: a pane
 * @narrow: whether the window is narrow
 *
 * Lays out the controls for a narrow or a wide window.
 */
void
ytt_map_pane_set_narrow (YttMapPane *self,
                         gboolean    narrow)
{
  g_return_if_fail (YTT_IS_MAP_PANE (self));

  narrow = !!narrow;
  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}
