#include "config.h"

#include "ytt-layers-menu.h"

#include <glib/gi18n.h>

#include "ytt-ground-chooser.h"

struct _YttLayersMenu
{
  AdwBin         parent_instance;

  YttSupply     *supply;          /* (owned) (nullable) */
  GSignalGroup  *signals;         /* (owned) of @supply */
  YttSupplyMode  mode;
  guint          n_left_out;
  YttMapGround  *ground;          /* (owned) (nullable) */

  /* Template children */
  GtkMenuButton *button;
  GtkWidget     *choose_button;
  GtkLabel      *file_label;
  GtkLabel      *note;
  GtkWidget     *offline;
  GtkWidget     *openstreetmap;
  GtkWidget     *own_file;
};

enum
{
  PROP_0,
  PROP_LINKS,
  PROP_N_LEFT_OUT,
  PROP_GROUND,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttLayersMenu, ytt_layers_menu, ADW_TYPE_BIN)

/* What cannot be seen on the map is said here. */
static void
update_note (YttLayersMenu *self)
{
  g_autoptr(GString) text = g_string_new (NULL);
  gboolean tracing = self->supply != NULL && ytt_supply_get_chain (self->supply) != NULL;

  if (tracing)
    g_string_append (text, _("Now only the traced chain is drawn."));
  else if (self->supply != NULL && ytt_supply_get_cut (self->supply))
    g_string_append_printf (text, ngettext ("Only the first %u link is drawn, those that flow before what is planned.",
                                            "Only the first %u links are drawn, those that flow before what is planned.",
                                            YTT_SUPPLY_MOST_LINKS), YTT_SUPPLY_MOST_LINKS);
  if (self->n_left_out > 0)
    {
      g_autofree char *left_out =
        g_strdup_printf (ngettext ("%u link has an end without a known country or place; it is in the records only.",
                                   "%u links have an end without a known country or place; they are in the records "
                                   "only.", self->n_left_out), self->n_left_out);

      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", left_out);
    }

  gtk_label_set_label (self->note, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->note), text->len > 0);
}

static void
set_mode (YttLayersMenu *self,
          YttSupplyMode  mode)
{
  if (self->mode == mode)
    return;

  self->mode = mode;
  if (self->supply != NULL)
    ytt_supply_set_mode (self->supply, mode);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINKS]);
}

/* A file has to be told of before it can be shown. */
static void
set_ground_kind (YttLayersMenu *self,
                 YttGroundKind  kind)
{
  if (self->ground == NULL || ytt_map_ground_get_kind (self->ground) == kind)
    return;

  if (kind == YTT_GROUND_FILE && ytt_map_ground_get_file (self->ground) == NULL)
    {
      gtk_menu_button_popdown (self->button);
      ytt_ground_chooser_run (GTK_WIDGET (self), self->ground);
    }
  else
    ytt_map_ground_set_kind (self->ground, kind);
}

static void
ground_changed_cb (YttLayersMenu *self)
{
  const char *path = ytt_map_ground_get_file (self->ground);
  g_autofree char *name = path != NULL ? g_filename_display_basename (path) : NULL;

  gtk_label_set_label (self->file_label, name != NULL ? name : _("Your own map…"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->file_label), path != NULL ? _("Your own map") : NULL);
  gtk_widget_set_visible (self->choose_button, path != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GROUND]);
}

/* In a group of choices an arrow chooses what it comes to. On the way to a map of one's own that would go online, so here
 * it only moves the focus, and Space or Enter choose. */
static gboolean
key_pressed_cb (YttLayersMenu  *self,
                guint           keyval,
                guint           keycode,
                GdkModifierType state)
{
  GtkWidget *choices[] = { self->offline, self->openstreetmap, self->own_file };
  gboolean back = keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up || keyval == GDK_KEY_Left || keyval == GDK_KEY_KP_Left;
  gboolean on = keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down || keyval == GDK_KEY_Right
                || keyval == GDK_KEY_KP_Right;

  for (guint i = 0; (back || on) && i < G_N_ELEMENTS (choices); i++)
    if (gtk_widget_is_focus (choices[i]))
      {
        GtkRoot *root = gtk_widget_get_root (choices[i]);

        if (back ? i > 0 : i + 1 < G_N_ELEMENTS (choices))
          gtk_widget_grab_focus (choices[back ? i - 1 : i + 1]);
        if (GTK_IS_WINDOW (root))
          gtk_window_set_focus_visible (GTK_WINDOW (root), TRUE);
        return TRUE;
      }

  return FALSE;
}

static void
choose_clicked_cb (YttLayersMenu *self)
{
  gtk_menu_button_popdown (self->button);
  gtk_widget_activate_action (GTK_WIDGET (self), "map.choose-file", NULL);
}

static void
mode_changed_cb (YttLayersMenu *self)
{
  set_mode (self, ytt_supply_get_mode (self->supply));
}

static void
ytt_layers_menu_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  YttLayersMenu *self = YTT_LAYERS_MENU (object);

  switch (property_id)
    {
    case PROP_LINKS:
      g_value_set_enum (value, self->mode);
      break;
    case PROP_N_LEFT_OUT:
      g_value_set_uint (value, self->n_left_out);
      break;
    case PROP_GROUND:
      g_value_set_enum (value, self->ground != NULL ? ytt_map_ground_get_kind (self->ground) : YTT_GROUND_OFFLINE);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_layers_menu_set_property (GObject      *object,
                              guint         property_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  YttLayersMenu *self = YTT_LAYERS_MENU (object);

  switch (property_id)
    {
    case PROP_LINKS:
      set_mode (self, g_value_get_enum (value));
      break;
    case PROP_GROUND:
      set_ground_kind (self, g_value_get_enum (value));
      break;
    case PROP_N_LEFT_OUT:
      if (self->n_left_out == g_value_get_uint (value))
        break;
      self->n_left_out = g_value_get_uint (value);
      update_note (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_layers_menu_dispose (GObject *object)
{
  YttLayersMenu *self = YTT_LAYERS_MENU (object);

  ytt_layers_menu_set_ground (self, NULL);
  g_clear_object (&self->signals);
  g_clear_object (&self->supply);

  G_OBJECT_CLASS (ytt_layers_menu_parent_class)->dispose (object);
}

static void
ytt_layers_menu_class_init (YttLayersMenuClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = ytt_layers_menu_dispose;
  object_class->get_property = ytt_layers_menu_get_property;
  object_class->set_property = ytt_layers_menu_set_property;

  properties[PROP_LINKS] =
    g_param_spec_enum ("links", NULL, NULL, YTT_TYPE_SUPPLY_MODE, YTT_SUPPLY_SELECTION, flags);
  properties[PROP_N_LEFT_OUT] = g_param_spec_uint ("n-left-out", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_GROUND] =
    g_param_spec_enum ("ground", NULL, NULL, YTT_TYPE_GROUND_KIND, YTT_GROUND_OFFLINE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_property_action (widget_class, "layers.links", "links");
  gtk_widget_class_install_property_action (widget_class, "layers.ground", "ground");
  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "map/ytt-layers-menu.ui");
  gtk_widget_class_bind_template_child (widget_class, YttLayersMenu, button);
  gtk_widget_class_bind_template_child (widget_class, YttLayersMenu, choose_button);
  gtk_widget_class_bind_template_child (widget_class, YttLayersMenu, file_label);
  gtk_widget_class_bind_template_child (widget_class, YttLayersMenu, note);
  gtk_widget_class_bind_template_child (widget_class, YttLayersMenu, offline);
  gtk_widget_class_bind_template_child (widget_class, YttLayersMenu, openstreetmap);
  gtk_widget_class_bind_template_child (widget_class, YttLayersMenu, own_file);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_clicked_cb);
}

static void
ytt_layers_menu_init (YttLayersMenu *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* The focus lies on the button within, which does not take over the name of the menu button. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->button))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Layers of the map"), -1);

  self->signals = g_signal_group_new (YTT_TYPE_SUPPLY);
  g_signal_group_connect_object (self->signals, "notify::mode", G_CALLBACK (mode_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->signals, "notify::cut", G_CALLBACK (update_note), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->signals, "notify::chain", G_CALLBACK (update_note), self, G_CONNECT_SWAPPED);
}

/**
 * ytt_layers_menu_set_supply:
 * @self: a menu
 * @supply: (transfer none) (nullable): whose links are chosen
 */
void
ytt_layers_menu_set_supply (YttLayersMenu *self,
                            YttSupply     *supply)
{
  g_return_if_fail (YTT_IS_LAYERS_MENU (self));

  if (!g_set_object (&self->supply, supply))
    return;

  g_signal_group_set_target (self->signals, supply);
  if (supply != NULL)
    mode_changed_cb (self);
  update_note (self);
}

/**
 * ytt_layers_menu_set_ground:
 * @self: a menu
 * @ground: (transfer none) (nullable): what lies under the facilities
 */
void
ytt_layers_menu_set_ground (YttLayersMenu *self,
                            YttMapGround  *ground)
{
  g_return_if_fail (YTT_IS_LAYERS_MENU (self));

  if (self->ground == ground)
    return;

  if (self->ground != NULL)
    g_signal_handlers_disconnect_by_data (self->ground, self);
  g_set_object (&self->ground, ground);
  if (ground == NULL)
    return;

  g_signal_connect_object (ground, "notify::kind", G_CALLBACK (ground_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ground, "notify::file", G_CALLBACK (ground_changed_cb), self, G_CONNECT_SWAPPED);
  ground_changed_cb (self);
}
