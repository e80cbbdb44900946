#include "config.h"

#include "ytt-filter-bar.h"

#include <glib/gi18n.h>

#include "ytt-facet-popover.h"
#include "ytt-filter-chips.h"
#include "ytt-filter-words.h"
#include "ytt-wrap-box.h"

/* What stands for the button that opens all others. */
#define MORE YTT_N_FACETS

static const int button_facets[] = { YTT_FACET_STAGE, YTT_FACET_STATUS, YTT_FACET_COUNTRY, MORE };

#define N_BUTTONS G_N_ELEMENTS (button_facets)

struct _YttFilterBar
{
  AdwBin          parent_instance;

  YttSession     *session;             /* (owned) (nullable) */
  GtkMenuButton  *buttons[N_BUTTONS];
  YttFilterChips *chips;
};

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttFilterBar, ytt_filter_bar, ADW_TYPE_BIN)

/* Called each time before it is opened. Until then a popover would only make the start slower. */
static void
create_popover_cb (GtkMenuButton *button,
                   gpointer       user_data)
{
  YttFilterBar *self = user_data;

  if (self->session == NULL)
    return;

  if (gtk_menu_button_get_popover (button) != NULL)
    {
      ytt_facet_popover_refresh (GTK_WIDGET (gtk_menu_button_get_popover (button)));
      return;
    }

  for (guint i = 0; i < N_BUTTONS; i++)
    if (self->buttons[i] == button)
      gtk_menu_button_set_popover (button, button_facets[i] == MORE
                                             ? ytt_more_popover_new (self->session)
                                             : ytt_facet_popover_new (self->session, button_facets[i]));
}

static void
drop_popovers (YttFilterBar *self)
{
  for (guint i = 0; i < N_BUTTONS; i++)
    if (gtk_menu_button_get_popover (self->buttons[i]) != NULL)
      {
        gtk_menu_button_set_popover (self->buttons[i], NULL);
        gtk_menu_button_set_create_popup_func (self->buttons[i], create_popover_cb, self, NULL);
      }
}

static void
ytt_filter_bar_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, YTT_FILTER_BAR (object)->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ytt_filter_bar_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_SESSION:
      ytt_filter_bar_set_session (YTT_FILTER_BAR (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ytt_filter_bar_dispose (GObject *object)
{
  YttFilterBar *self = YTT_FILTER_BAR (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (ytt_filter_bar_parent_class)->dispose (object);
}

static void
ytt_filter_bar_class_init (YttFilterBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ytt_filter_bar_dispose;
  object_class->get_property = ytt_filter_bar_get_property;
  object_class->set_property = ytt_filter_bar_set_property;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, YTT_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ytt_filter_bar_init (YttFilterBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *buttons = ytt_wrap_box_new ();

  for (guint i = 0; i < N_BUTTONS; i++)
    {
      const char *title = button_facets[i] == MORE ? _("More") : ytt_facet_get_title (button_facets[i]);

      self->buttons[i] = g_object_new (GTK_TYPE_MENU_BUTTON, "label", title, NULL);
      gtk_menu_button_set_create_popup_func (self->buttons[i], create_popover_cb, self, NULL);
      gtk_widget_add_css_class (GTK_WIDGET (self->buttons[i]), "facet-button");
      ytt_wrap_box_append (YTT_WRAP_BOX (buttons), GTK_WIDGET (self->buttons[i]));
    }
  self->chips = g_object_new (YTT_TYPE_FILTER_CHIPS, NULL);
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->chips));
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * ytt_filter_bar_set_session:
 * @self: a bar
 * @session: (nullable): whose filter is shown and changed from now on
 */
void
ytt_filter_bar_set_session (YttFilterBar *self,
                            YttSession   *session)
{
  g_return_if_fail (YTT_IS_FILTER_BAR (self));

  if (!g_set_object (&self->session, session))
    return;

  drop_popovers (self);
  ytt_filter_chips_set_session (self->chips, session);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}
