#include "config.h"

#include "ytt-balance-page.h"

struct _YttBalancePage
{
  AdwBin      parent_instance;

  YttSession *session;   /* (owned) */
};

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttBalancePage, ytt_balance_page, ADW_TYPE_BIN)

static void
ytt_balance_page_dispose (GObject *object)
{
  YttBalancePage *self = YTT_BALANCE_PAGE (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (ytt_balance_page_parent_class)->dispose (object);
}

static void
ytt_balance_page_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  YttBalancePage *self = YTT_BALANCE_PAGE (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ytt_balance_page_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  YttBalancePage *self = YTT_BALANCE_PAGE (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ytt_balance_page_class_init (YttBalancePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_balance_page_dispose;
  object_class->get_property = ytt_balance_page_get_property;
  object_class->set_property = ytt_balance_page_set_property;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, YTT_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "balance/ytt-balance-page.ui");
}

static void
ytt_balance_page_init (YttBalancePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ytt_balance_page_new:
 * @session: what it shows
 *
 * Returns: (transfer floating): a page of charts
 */
GtkWidget *
ytt_balance_page_new (YttSession *session)
{
  return g_object_new (YTT_TYPE_BALANCE_PAGE, "session", session, NULL);
}
