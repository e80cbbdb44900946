#include "config.h"

#include "ytt-pages.h"

#include <glib/gi18n.h>

#include "ytt-announcements-page.h"
#include "ytt-balance-page.h"

struct _YttPages
{
  GtkWidget     parent_instance;

  YttSession   *session;      /* (owned) (nullable) */

  AdwViewStack *stack;        /* the child */
  AdwBin       *places[YTT_N_PAGES];
  guint         narrow_source;
  gboolean      narrow;
};

enum
{
  PAGE_MADE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

enum
{
  PROP_0,
  PROP_MAP,
  PROP_SESSION,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttPages, ytt_pages, GTK_TYPE_WIDGET)

/* What has no function yet that makes it is not offered. */
static const struct
{
  const char *title;
  const char *icon_name;
  GtkWidget  *(*make) (YttSession *session);
} page_infos[YTT_N_PAGES] = {
  [YTT_PAGE_MAP] = { N_("Map"), "ytterby-map-symbolic", NULL },
  [YTT_PAGE_ANNOUNCEMENTS] = { N_("Announcements"), "ytterby-announcements-symbolic", ytt_announcements_page_new },
  [YTT_PAGE_BALANCE] = { N_("Balance"), "ytterby-balance-symbolic", ytt_balance_page_new },
};

static gboolean
is_offered (YttPage page)
{
  return page == YTT_PAGE_MAP || page_infos[page].make != NULL;
}

static void
make_page (YttPages *self,
           YttPage   page)
{
  if (adw_bin_get_child (self->places[page]) != NULL || page_infos[page].make == NULL)
    return;

  adw_bin_set_child (self->places[page], page_infos[page].make (self->session));
  g_signal_emit (self, signals[PAGE_MADE], 0, adw_bin_get_child (self->places[page]));
}

/* Where the keyboard was is gone with the page it was on; a tab that was clicked keeps it. */
static void
take_focus (YttPages *self,
            YttPage   page)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *child = adw_bin_get_child (self->places[page]);

  if (child != NULL && gtk_widget_get_mapped (child) && (focus == NULL || !gtk_widget_get_mapped (focus)))
    gtk_widget_grab_focus (child);
}

static void
session_page_cb (YttPages *self)
{
  YttPage page = ytt_session_get_page (self->session);

  if (!is_offered (page))
    {
      ytt_session_set_page (self->session, YTT_PAGE_MAP);
      return;
    }

  make_page (self, page);
  adw_view_stack_set_visible_child_name (self->stack, ytt_page_to_code (page));
  take_focus (self, page);
}

/* A tab was clicked. */
static void
visible_child_cb (YttPages *self)
{
  YttPage page;

  if (self->session != NULL && ytt_page_from_code (adw_view_stack_get_visible_child_name (self->stack), &page))
    ytt_session_set_page (self->session, page);
}

static gboolean
narrow_changed_cb (gpointer user_data)
{
  YttPages *self = user_data;

  self->narrow_source = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);

  return G_SOURCE_REMOVE;
}

static void
ytt_pages_measure (GtkWidget      *widget,
                   GtkOrientation  orientation,
                   int             for_size,
                   int            *minimum,
                   int            *natural,
                   int            *minimum_baseline,
                   int            *natural_baseline)
{
  YttPages *self = YTT_PAGES (widget);

  gtk_widget_measure (GTK_WIDGET (self->stack), orientation, for_size, minimum, natural, NULL, NULL);
}

/* As in the shell: what follows from a new width is told of after the size has been given. */
static void
ytt_pages_size_allocate (GtkWidget *widget,
                         int        width,
                         int        height,
                         int        baseline)
{
  YttPages *self = YTT_PAGES (widget);
  GtkWidget *shell = ytt_pages_get_page (self, YTT_PAGE_MAP);
  gboolean narrow = YTT_IS_SHELL (shell) && ytt_shell_get_mode_at (YTT_SHELL (shell), width) == YTT_SHELL_NARROW;

  gtk_widget_size_allocate (GTK_WIDGET (self->stack), &(GtkAllocation) { 0, 0, width, height }, baseline);

  if (narrow == self->narrow)
    return;

  self->narrow = narrow;
  if (self->narrow_source == 0)
    self->narrow_source = g_idle_add_full (GDK_PRIORITY_REDRAW - 1, narrow_changed_cb, self, NULL);
}

static void
ytt_pages_dispose (GObject *object)
{
  YttPages *self = YTT_PAGES (object);

  g_clear_handle_id (&self->narrow_source, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (self->session, session_page_cb, self);
  g_clear_object (&self->session);
  if (self->stack != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->stack, visible_child_cb, self);
      gtk_widget_unparent (GTK_WIDGET (self->stack));
      self->stack = NULL;
    }

  G_OBJECT_CLASS (ytt_pages_parent_class)->dispose (object);
}

static void
ytt_pages_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  YttPages *self = YTT_PAGES (object);

  switch (prop_id)
    {
    case PROP_MAP:
      g_value_set_object (value, ytt_pages_get_page (self, YTT_PAGE_MAP));
      break;
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ytt_pages_set_property (GObject      *object,
                        guint         prop_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  YttPages *self = YTT_PAGES (object);

  switch (prop_id)
    {
    case PROP_MAP:
      adw_bin_set_child (self->places[YTT_PAGE_MAP], g_value_get_object (value));
      break;
    case PROP_SESSION:
      ytt_pages_set_session (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ytt_pages_class_init (YttPagesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_pages_dispose;
  object_class->get_property = ytt_pages_get_property;
  object_class->set_property = ytt_pages_set_property;
  widget_class->measure = ytt_pages_measure;
  widget_class->size_allocate = ytt_pages_size_allocate;

  signals[PAGE_MADE] = g_signal_new ("page-made", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, GTK_TYPE_WIDGET);

  properties[PROP_MAP] =
    g_param_spec_object ("map", NULL, NULL, YTT_TYPE_SHELL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, YTT_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ytt_pages_init (YttPages *self)
{
  self->stack = ADW_VIEW_STACK (adw_view_stack_new ());
  adw_view_stack_set_hhomogeneous (self->stack, FALSE);
  adw_view_stack_set_vhomogeneous (self->stack, FALSE);

  for (guint i = 0; i < YTT_N_PAGES; i++)
    {
      AdwViewStackPage *page;

      self->places[i] = ADW_BIN (adw_bin_new ());
      page = adw_view_stack_add_titled (self->stack, GTK_WIDGET (self->places[i]), ytt_page_to_code ((YttPage) i),
                                        _(page_infos[i].title));
      adw_view_stack_page_set_icon_name (page, page_infos[i].icon_name);
      adw_view_stack_page_set_visible (page, is_offered ((YttPage) i));
    }

  gtk_widget_set_parent (GTK_WIDGET (self->stack), GTK_WIDGET (self));
  g_signal_connect_object (self->stack, "notify::visible-child", G_CALLBACK (visible_child_cb), self,
                           G_CONNECT_SWAPPED);
}

YttSession *
ytt_pages_get_session (YttPages *self)
{
  g_return_val_if_fail (YTT_IS_PAGES (self), NULL);

  return self->session;
}

/**
 * ytt_pages_set_session:
 * @self: pages
 * @session: (nullable): whose page is shown
 */
void
ytt_pages_set_session (YttPages   *self,
                       YttSession *session)
{
  g_return_if_fail (YTT_IS_PAGES (self));
  g_return_if_fail (session == NULL || YTT_IS_SESSION (session));

  if (self->session == session)
    return;

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (self->session, session_page_cb, self);
  g_set_object (&self->session, session);
  if (session != NULL)
    {
      g_signal_connect_object (session, "notify::page", G_CALLBACK (session_page_cb), self, G_CONNECT_SWAPPED);
      session_page_cb (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

gboolean
ytt_pages_get_narrow (YttPages *self)
{
  g_return_val_if_fail (YTT_IS_PAGES (self), FALSE);

  return self->narrow;
}

/**
 * ytt_pages_get_stack:
 * @self: pages
 *
 * Returns: (transfer none): what a view switcher switches
 */
AdwViewStack *
ytt_pages_get_stack (YttPages *self)
{
  g_return_val_if_fail (YTT_IS_PAGES (self), NULL);

  return self->stack;
}

/**
 * ytt_pages_has_several:
 * @self: pages
 *
 * Returns: whether there is anything to switch to
 */
gboolean
ytt_pages_has_several (YttPages *self)
{
  g_return_val_if_fail (YTT_IS_PAGES (self), FALSE);

  return is_offered (YTT_PAGE_ANNOUNCEMENTS) || is_offered (YTT_PAGE_BALANCE);
}

/**
 * ytt_pages_get_page:
 * @self: pages
 * @page: one of them
 *
 * Returns: (transfer none) (nullable): the page, %NULL until it has been shown once
 */
GtkWidget *
ytt_pages_get_page (YttPages *self,
                    YttPage   page)
{
  g_return_val_if_fail (YTT_IS_PAGES (self), NULL);
  g_return_val_if_fail ((guint) page < YTT_N_PAGES, NULL);

  return adw_bin_get_child (self->places[page]);
}

/**
 * ytt_pages_get_loading:
 * @self: pages
 *
 * Returns: whether the visible page says by a property "loading" that it still reads what it shows
 */
gboolean
ytt_pages_get_loading (YttPages *self)
{
  GtkWidget *place, *page;
  gboolean loading = FALSE;

  g_return_val_if_fail (YTT_IS_PAGES (self), FALSE);

  place = adw_view_stack_get_visible_child (self->stack);
  page = ADW_IS_BIN (place) ? adw_bin_get_child (ADW_BIN (place)) : NULL;
  if (page != NULL && g_object_class_find_property (G_OBJECT_GET_CLASS (page), "loading") != NULL)
    g_object_get (page, "loading", &loading, NULL);

  return loading;
}

/**
 * ytt_pages_get_title:
 * @self: pages
 * @page: one of them
 *
 * Returns: what it is called, translated
 */
const char *
ytt_pages_get_title (YttPages *self,
                     YttPage   page)
{
  g_return_val_if_fail (YTT_IS_PAGES (self), NULL);
  g_return_val_if_fail ((guint) page < YTT_N_PAGES, NULL);

  return _(page_infos[page].title);
}
