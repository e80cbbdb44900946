#include "config.h"

#include "ytt-filter-chips.h"

#include <glib/gi18n.h>

#include "ytt-filter-words.h"
#include "ytt-wrap-box.h"

/* From so many on there is a button that takes all away. */
#define CLEAR_ALL_FROM 2

struct _YttFilterChips
{
  AdwBin        parent_instance;

  YttSession   *session;   /* (owned) (nullable) */
  GSignalGroup *signals;   /* (owned) of the session */
  YttFilter    *shown;     /* (owned) (nullable): what the chips are of */
  YttWrapBox   *box;
};

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttFilterChips, ytt_filter_chips, ADW_TYPE_BIN)

static void
chip_clicked_cb (YttFilterChips *self,
                 GtkWidget      *chip)
{
  YttFilter *filter = ytt_session_get_filter (self->session);
  guint position = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (chip), "ytt-position"));
  const YttFilterTerm *term = ytt_filter_get_term (filter, position);
  g_autoptr(YttFilter) changed = NULL;

  if (term == NULL)
    return;

  changed = ytt_filter_without (filter, term->facet, term->value);
  ytt_session_set_filter (self->session, changed);
}

static void
clear_all_cb (YttFilterChips *self)
{
  g_autoptr(YttFilter) empty = ytt_filter_new ();

  ytt_session_set_filter (self->session, empty);
}

static GtkWidget *
make_chip (YttFilterChips *self,
           guint           position)
{
  YttFilter *filter = ytt_session_get_filter (self->session);
  const YttFilterTerm *term = ytt_filter_get_term (filter, position);
  g_autofree char *text = ytt_filter_describe_term (filter, term, ytt_session_get_counts (self->session));
  /* Translators: takes a term out of the filter; %s is one such as "Mining" or "not China" */
  g_autofree char *name = g_strdup_printf (_("Remove “%s”"), text);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  GtkWidget *chip = gtk_button_new ();

  gtk_box_append (GTK_BOX (content), label);
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("window-close-symbolic"));
  gtk_button_set_child (GTK_BUTTON (chip), content);
  gtk_widget_add_css_class (chip, "filter-chip");
  if (term->negated)
    gtk_widget_add_css_class (chip, "negated");
  gtk_widget_set_tooltip_text (chip, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (chip), "ytt-position", GUINT_TO_POINTER (position));
  g_signal_connect_object (chip, "clicked", G_CALLBACK (chip_clicked_cb), self, G_CONNECT_SWAPPED);

  return chip;
}

static guint
get_focused_position (YttFilterChips *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  guint position = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->box)); child != NULL;
       child = gtk_widget_get_next_sibling (child), position++)
    if (child == focus)
      return position;

  return G_MAXUINT;
}

/* Who takes one chip after the other away by keyboard goes on with the next, and at last to where filters are set. */
static void
focus_position (YttFilterChips *self,
                guint           position)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->box));

  if (child == NULL)
    {
      GtkWidget *buttons = gtk_widget_get_prev_sibling (GTK_WIDGET (self));

      if (buttons != NULL)
        gtk_widget_child_focus (buttons, GTK_DIR_TAB_FORWARD);
      return;
    }

  while (position-- > 0 && gtk_widget_get_next_sibling (child) != NULL)
    child = gtk_widget_get_next_sibling (child);
  gtk_widget_grab_focus (child);
}

static void
rebuild (YttFilterChips *self)
{
  YttFilter *filter = ytt_session_get_filter (self->session);
  guint n_terms = ytt_filter_get_n_terms (filter);
  guint focused = get_focused_position (self);

  g_clear_pointer (&self->shown, ytt_filter_unref);
  self->shown = ytt_filter_ref (filter);
  ytt_wrap_box_clear (self->box);
  for (guint i = 0; i < n_terms; i++)
    ytt_wrap_box_append (self->box, make_chip (self, i));
  if (n_terms >= CLEAR_ALL_FROM)
    {
      GtkWidget *button = gtk_button_new_with_label (_("Clear all"));

      gtk_widget_add_css_class (button, "filter-chip");
      gtk_widget_add_css_class (button, "flat");
      g_signal_connect_object (button, "clicked", G_CALLBACK (clear_all_cb), self, G_CONNECT_SWAPPED);
      ytt_wrap_box_append (self->box, button);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), n_terms > 0);
  if (focused != G_MAXUINT)
    focus_position (self, focused);
}

/* The names of organisations come with the numbers. */
static void
counts_notify_cb (YttFilterChips *self)
{
  if (ytt_filter_count (ytt_session_get_filter (self->session), YTT_FACET_ORGANISATION) > 0)
    rebuild (self);
}

static void
ytt_filter_chips_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, YTT_FILTER_CHIPS (object)->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ytt_filter_chips_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_SESSION:
      ytt_filter_chips_set_session (YTT_FILTER_CHIPS (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ytt_filter_chips_dispose (GObject *object)
{
  YttFilterChips *self = YTT_FILTER_CHIPS (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->session);
  g_clear_pointer (&self->shown, ytt_filter_unref);

  G_OBJECT_CLASS (ytt_filter_chips_parent_class)->dispose (object);
}

static void
ytt_filter_chips_class_init (YttFilterChipsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ytt_filter_chips_dispose;
  object_class->get_property = ytt_filter_chips_get_property;
  object_class->set_property = ytt_filter_chips_set_property;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, YTT_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ytt_filter_chips_init (YttFilterChips *self)
{
  self->box = YTT_WRAP_BOX (ytt_wrap_box_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);

  self->signals = g_signal_group_new (YTT_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "notify::filter", G_CALLBACK (rebuild), self);
  g_signal_group_connect_swapped (self->signals, "notify::counts", G_CALLBACK (counts_notify_cb), self);
}

/**
 * ytt_filter_chips_set_session:
 * @self: chips
 * @session: (nullable): whose filter is shown and changed from now on
 */
void
ytt_filter_chips_set_session (YttFilterChips *self,
                              YttSession     *session)
{
  g_return_if_fail (YTT_IS_FILTER_CHIPS (self));

  if (!g_set_object (&self->session, session))
    return;

  g_signal_group_set_target (self->signals, session);
  if (session != NULL)
    rebuild (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}
