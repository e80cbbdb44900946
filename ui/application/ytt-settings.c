#include "config.h"

#include "ytt-settings.h"

#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>
#include <glib/gstdio.h>

/**
 * YttSettings:
 *
 * The preferences. They are kept by GSettings; where its schema is not installed, or nothing can be written,
 * they hold for as long as the program runs.
 *
 * Properties: "style" (#YttStyle), "order" (#YttOrder), "links" (#YttSupplyMode), "ground" (#YttGroundKind) and
 * "ground-file" (string, nullable: a path) and "who" (string, "" for the user's name), all rw.
 */
struct _YttSettings
{
  GObject        parent_instance;

  GSettings     *settings;   /* (owned) (nullable) */
  gboolean       forgetful;  /* nothing can be written: they hold for as long as the program runs */
  YttStyle       style;
  YttOrder       order;
  YttSupplyMode  links;
  YttGroundKind  ground;
  char          *ground_file;   /* (owned) (nullable) */
  char          *who;           /* (owned) */
};

enum
{
  PROP_0,
  PROP_STYLE,
  PROP_ORDER,
  PROP_LINKS,
  PROP_GROUND,
  PROP_GROUND_FILE,
  PROP_WHO,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttSettings, ytt_settings, G_TYPE_OBJECT)

GType
ytt_style_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    {
      static const GEnumValue values[] = {
        { YTT_STYLE_FOLLOW, "YTT_STYLE_FOLLOW", "follow" },
        { YTT_STYLE_LIGHT, "YTT_STYLE_LIGHT", "light" },
        { YTT_STYLE_DARK, "YTT_STYLE_DARK", "dark" },
        { 0, NULL, NULL }
      };

      g_once_init_leave (&type, g_enum_register_static ("YttStyle", values));
    }

  return type;
}

/* dconf, the usual backend, takes back what it cannot send over a session bus, so without one a file keeps the
 * preferences: the one that GSETTINGS_BACKEND=keyfile means. The bus is the one that the application asks for too. */
static GSettingsBackend *
find_backend (gboolean *forgetful)
{
  g_autoptr(GDBusConnection) bus = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;

  if (g_getenv ("GSETTINGS_BACKEND") != NULL)
    return NULL;

  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  if (bus != NULL)
    return NULL;

  folder = g_build_filename (g_get_user_config_dir (), "glib-2.0", "settings", NULL);
  *forgetful = g_mkdir_with_parents (folder, 0700) != 0;
  if (*forgetful)
    return g_memory_settings_backend_new ();

  path = g_build_filename (folder, "keyfile", NULL);

  return g_keyfile_settings_backend_new (path, "/", NULL);
}

/* g_settings_new() ends the program where the schema is missing, as it is for a build that was not installed. */
static GSettings *
find_settings (gboolean *forgetful)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema = NULL;
  g_autoptr(GSettingsBackend) backend = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, YTT_APPLICATION_ID, TRUE);

  /* So does asking for a key that the schema of another version lacks. */
  if (schema == NULL || !g_settings_schema_has_key (schema, "style") || !g_settings_schema_has_key (schema, "order") ||
      !g_settings_schema_has_key (schema, "links") || !g_settings_schema_has_key (schema, "ground") ||
      !g_settings_schema_has_key (schema, "ground-file") || !g_settings_schema_has_key (schema, "who"))
    return NULL;

  backend = find_backend (forgetful);

  return g_settings_new_full (schema, backend, NULL);
}

static void
set_ground (YttSettings   *self,
            YttGroundKind  ground)
{
  if (self->ground == ground)
    return;

  self->ground = ground;
  if (self->settings != NULL)
    g_settings_set_enum (self->settings, "ground", ground);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GROUND]);
}

/* A path is bytes, in any encoding. */
static char *
read_ground_file (GSettings *settings)
{
  g_autoptr(GVariant) value = g_settings_get_value (settings, "ground-file");
  const char *path = g_variant_get_bytestring (value);

  return *path != '\0' ? g_strdup (path) : NULL;
}

static void
set_ground_file (YttSettings *self,
                 const char  *path)
{
  if (g_strcmp0 (self->ground_file, path) == 0)
    return;

  g_free (self->ground_file);
  self->ground_file = g_strdup (path);
  if (self->settings != NULL)
    g_settings_set_value (self->settings, "ground-file", g_variant_new_bytestring (path != NULL ? path : ""));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GROUND_FILE]);
}

static void
set_who (YttSettings *self,
         const char  *who)
{
  if (who == NULL)
    who = "";
  if (g_strcmp0 (self->who, who) == 0)
    return;

  g_free (self->who);
  self->who = g_strdup (who);
  if (self->settings != NULL)
    g_settings_set_string (self->settings, "who", who);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WHO]);
}

static void
changed_cb (YttSettings *self,
            const char  *key,
            GSettings   *settings)
{
  if (g_str_equal (key, "style"))
    ytt_settings_set_style (self, g_settings_get_enum (settings, key));
  else if (g_str_equal (key, "order"))
    ytt_settings_set_order (self, g_settings_get_enum (settings, key));
  else if (g_str_equal (key, "links"))
    ytt_settings_set_links (self, g_settings_get_enum (settings, key));
  else if (g_str_equal (key, "ground"))
    set_ground (self, g_settings_get_enum (settings, key));
  else if (g_str_equal (key, "ground-file"))
    {
      g_autofree char *path = read_ground_file (settings);

      set_ground_file (self, path);
    }
  else if (g_str_equal (key, "who"))
    {
      g_autofree char *who = g_settings_get_string (settings, key);

      set_who (self, who);
    }
}

static void
ytt_settings_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  YttSettings *self = YTT_SETTINGS (object);

  switch (prop_id)
    {
    case PROP_STYLE:
      g_value_set_enum (value, self->style);
      break;
    case PROP_ORDER:
      g_value_set_enum (value, self->order);
      break;
    case PROP_LINKS:
      g_value_set_enum (value, self->links);
      break;
    case PROP_GROUND:
      g_value_set_enum (value, self->ground);
      break;
    case PROP_GROUND_FILE:
      g_value_set_string (value, self->ground_file);
      break;
    case PROP_WHO:
      g_value_set_string (value, self->who);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ytt_settings_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  YttSettings *self = YTT_SETTINGS (object);

  switch (prop_id)
    {
    case PROP_STYLE:
      ytt_settings_set_style (self, g_value_get_enum (value));
      break;
    case PROP_ORDER:
      ytt_settings_set_order (self, g_value_get_enum (value));
      break;
    case PROP_LINKS:
      ytt_settings_set_links (self, g_value_get_enum (value));
      break;
    case PROP_GROUND:
      set_ground (self, g_value_get_enum (value));
      break;
    case PROP_GROUND_FILE:
      set_ground_file (self, g_value_get_string (value));
      break;
    case PROP_WHO:
      set_who (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ytt_settings_dispose (GObject *object)
{
  YttSettings *self = YTT_SETTINGS (object);

  g_clear_object (&self->settings);

  G_OBJECT_CLASS (ytt_settings_parent_class)->dispose (object);
}

static void
ytt_settings_finalize (GObject *object)
{
  g_free (YTT_SETTINGS (object)->ground_file);
  g_free (YTT_SETTINGS (object)->who);

  G_OBJECT_CLASS (ytt_settings_parent_class)->finalize (object);
}

static void
ytt_settings_class_init (YttSettingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ytt_settings_dispose;
  object_class->finalize = ytt_settings_finalize;
  object_class->get_property = ytt_settings_get_property;
  object_class->set_property = ytt_settings_set_property;

  properties[PROP_STYLE] =
    g_param_spec_enum ("style", NULL, NULL, YTT_TYPE_STYLE, YTT_STYLE_FOLLOW,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ORDER] =
    g_param_spec_enum ("order", NULL, NULL, YTT_TYPE_ORDER, YTT_ORDER_RELEVANCE,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LINKS] =
    g_param_spec_enum ("links", NULL, NULL, YTT_TYPE_SUPPLY_MODE, YTT_SUPPLY_SELECTION,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_GROUND] =
    g_param_spec_enum ("ground", NULL, NULL, YTT_TYPE_GROUND_KIND, YTT_GROUND_OFFLINE,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_GROUND_FILE] =
    g_param_spec_string ("ground-file", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_WHO] =
    g_param_spec_string ("who", NULL, NULL, "",
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ytt_settings_init (YttSettings *self)
{
  self->order = YTT_ORDER_RELEVANCE;
  self->who = g_strdup ("");
  self->settings = find_settings (&self->forgetful);
  if (self->settings == NULL)
    return;

  self->style = g_settings_get_enum (self->settings, "style");
  self->order = g_settings_get_enum (self->settings, "order");
  self->links = g_settings_get_enum (self->settings, "links");
  self->ground = g_settings_get_enum (self->settings, "ground");
  self->ground_file = read_ground_file (self->settings);
  g_free (self->who);
  self->who = g_settings_get_string (self->settings, "who");
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * ytt_settings_new:
 *
 * Returns: (transfer full): the preferences as they are kept
 */
YttSettings *
ytt_settings_new (void)
{
  return g_object_new (YTT_TYPE_SETTINGS, NULL);
}

/**
 * ytt_settings_get_kept:
 * @self: the preferences
 *
 * Returns: whether a change is still there at the next start
 */
gboolean
ytt_settings_get_kept (YttSettings *self)
{
  g_return_val_if_fail (YTT_IS_SETTINGS (self), FALSE);

  return self->settings != NULL && !self->forgetful && g_settings_is_writable (self->settings, "style");
}

YttStyle
ytt_settings_get_style (YttSettings *self)
{
  g_return_val_if_fail (YTT_IS_SETTINGS (self), YTT_STYLE_FOLLOW);

  return self->style;
}

void
ytt_settings_set_style (YttSettings *self,
                        YttStyle     style)
{
  g_return_if_fail (YTT_IS_SETTINGS (self));

  if (self->style == style)
    return;

  self->style = style;
  if (self->settings != NULL)
    g_settings_set_enum (self->settings, "style", style);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STYLE]);
}

YttOrder
ytt_settings_get_order (YttSettings *self)
{
  g_return_val_if_fail (YTT_IS_SETTINGS (self), YTT_ORDER_RELEVANCE);

  return self->order;
}

void
ytt_settings_set_order (YttSettings *self,
                        YttOrder     order)
{
  g_return_if_fail (YTT_IS_SETTINGS (self));

  if (self->order == order)
    return;

  self->order = order;
  if (self->settings != NULL)
    g_settings_set_enum (self->settings, "order", order);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ORDER]);
}

YttSupplyMode
ytt_settings_get_links (YttSettings *self)
{
  g_return_val_if_fail (YTT_IS_SETTINGS (self), YTT_SUPPLY_SELECTION);

  return self->links;
}

void
ytt_settings_set_links (YttSettings   *self,
                        YttSupplyMode  links)
{
  g_return_if_fail (YTT_IS_SETTINGS (self));

  if (self->links == links)
    return;

  self->links = links;
  if (self->settings != NULL)
    g_settings_set_enum (self->settings, "links", links);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINKS]);
}
