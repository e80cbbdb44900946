#include "config.h"

#include "ytt-shell.h"

#include <adwaita.h>

/* Widths in px at scale 1: look, "Layout". */
#define LIST_WIDTH 312
#define DETAIL_WIDTH 372
#define MEDIUM_FROM 720
#define WIDE_FROM 1040
#define REVEAL_MS 200

/**
 * YttShell:
 *
 * Lays out list, map and detail as the width allows, and slides list and detail in and out.
 *
 * It decides while it is given its size, so that no frame is drawn in a layout that does not fit. What others
 * change upon a new mode would ask for a size anew, so "mode" is notified right after that.
 *
 * Where only one pane fits, detail goes before list and list before map.
 */
struct _YttShell
{
  GtkWidget     parent_instance;

  GtkWidget    *map;
  GtkWidget    *detail;
  GtkWidget    *list;

  int           list_width;        /* px */
  AdwAnimation *list_animation;
  AdwAnimation *detail_animation;
  double        list_progress;     /* 0 away, 1 in place */
  double        detail_progress;

  YttShellMode  mode;
  guint         mode_source;
  gboolean      show_list;
  gboolean      show_detail;
};

enum
{
  PROP_0,
  PROP_LIST,
  PROP_MAP,
  PROP_DETAIL,
  PROP_SHOW_LIST,
  PROP_SHOW_DETAIL,
  PROP_MODE,
  PROP_LIST_WIDTH,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttShell, ytt_shell, GTK_TYPE_WIDGET)

GType
ytt_shell_mode_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    {
      static const GEnumValue values[] = {
        { YTT_SHELL_WIDE, "YTT_SHELL_WIDE", "wide" },
        { YTT_SHELL_MEDIUM, "YTT_SHELL_MEDIUM", "medium" },
        { YTT_SHELL_NARROW, "YTT_SHELL_NARROW", "narrow" },
        { 0, NULL, NULL }
      };

      g_once_init_leave (&type, g_enum_register_static ("YttShellMode", values));
    }

  return type;
}

static int
least_width (GtkWidget *widget)
{
  int minimum;

  if (widget == NULL || !gtk_widget_get_visible (widget))
    return 0;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);

  return minimum;
}

/* Large text asks for more room than the look's widths, and then the panes fold earlier. */
static YttShellMode
mode_for_width (YttShell *self,
                int       width,
                int       list_width,
                int       detail_width)
{
  int map_width = least_width (self->map);

  if (width >= MAX (WIDE_FROM, list_width + map_width + detail_width))
    return YTT_SHELL_WIDE;

  if (width >= MAX (MEDIUM_FROM, MAX (list_width, map_width) + detail_width))
    return YTT_SHELL_MEDIUM;

  return YTT_SHELL_NARROW;
}

static void
allocate_child (YttShell  *self,
                GtkWidget *child,
                gboolean   shown,
                int        x,
                int        width)
{
  int total = gtk_widget_get_width (GTK_WIDGET (self));
  GtkAllocation allocation = { x, 0, width, gtk_widget_get_height (GTK_WIDGET (self)) };

  if (child == NULL)
    return;

  gtk_widget_set_child_visible (child, shown);
  if (!shown || !gtk_widget_get_visible (child))
    return;

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    allocation.x = total - x - width;

  gtk_widget_size_allocate (child, &allocation, -1);
}

static void
set_css_class (GtkWidget  *widget,
               const char *name,
               gboolean    set)
{
  if (widget != NULL && set)
    gtk_widget_add_css_class (widget, name);
  else if (widget != NULL)
    gtk_widget_remove_css_class (widget, name);
}

static gboolean
mode_changed_cb (gpointer user_data)
{
  YttShell *self = user_data;

  self->mode_source = 0;

  set_css_class (self->list, "overlaid", self->mode == YTT_SHELL_MEDIUM);
  set_css_class (GTK_WIDGET (self), "narrow", self->mode == YTT_SHELL_NARROW);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODE]);

  return G_SOURCE_REMOVE;
}

static void
take_mode (YttShell     *self,
           YttShellMode  mode)
{
  if (mode == self->mode)
    return;

  self->mode = mode;
  if (self->mode_source == 0)
    self->mode_source = g_idle_add_full (GDK_PRIORITY_REDRAW - 1, mode_changed_cb, self, NULL);
}

static void
list_progress_cb (double   value,
                  gpointer user_data)
{
  YttShell *self = user_data;

  self->list_progress = value;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
detail_progress_cb (double   value,
                    gpointer user_data)
{
  YttShell *self = user_data;

  self->detail_progress = value;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static AdwAnimation *
make_animation (YttShell               *self,
                AdwAnimationTargetFunc  func)
{
  AdwAnimationTarget *target = adw_callback_animation_target_new (func, self, NULL);

  return adw_timed_animation_new (GTK_WIDGET (self), 0, 1, REVEAL_MS, target);
}

/* One at a time nothing slides: the pane is the page. */
static void
slide (YttShell     *self,
       AdwAnimation *animation,
       double        from,
       double        to)
{
  AdwTimedAnimation *timed = ADW_TIMED_ANIMATION (animation);

  adw_timed_animation_set_value_from (timed, from);
  adw_timed_animation_set_value_to (timed, to);
  adw_animation_play (animation);
  if (self->mode == YTT_SHELL_NARROW || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    adw_animation_skip (animation);
}

/* A click beside a list that lies over the map puts it away; the click itself goes on to what it hit. */
static void
pressed_cb (YttShell        *self,
            int              n_press,
            double           x,
            double           y,
            GtkGestureClick *gesture)
{
  GtkWidget *hit;

  if (self->mode != YTT_SHELL_MEDIUM || !self->show_list || self->list == NULL)
    return;

  hit = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  if (hit != NULL && self->map != NULL && (hit == self->map || gtk_widget_is_ancestor (hit, self->map)))
    ytt_shell_set_show_list (self, FALSE);
}

static void
ytt_shell_measure (GtkWidget      *widget,
                   GtkOrientation  orientation,
                   int             for_size,
                   int            *minimum,
                   int            *natural,
                   int            *minimum_baseline,
                   int            *natural_baseline)
{
  YttShell *self = YTT_SHELL (widget);
  GtkWidget *children[] = { self->list, self->map, self->detail };

  /* Each pane scrolls, and is as high as the shell. To ask how high they would like to be takes a good part of a
   * start: all their texts would be broken into lines, for a width that they do not get. */
  if (orientation == GTK_ORIENTATION_VERTICAL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    {
      int child_minimum, child_natural;

      if (children[i] == NULL || !gtk_widget_get_visible (children[i]))
        continue;

      gtk_widget_measure (children[i], orientation, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural;
    }
}

static void
ytt_shell_size_allocate (GtkWidget *widget,
                         int        width,
                         int        height,
                         int        baseline)
{
  YttShell *self = YTT_SHELL (widget);
  int list_width = MAX (self->list_width, least_width (self->list));
  int detail_width = MAX (DETAIL_WIDTH, least_width (self->detail));
  int list_shown = (int) (list_width * self->list_progress + 0.5);
  int detail_shown = (int) (detail_width * self->detail_progress + 0.5);
  int map_x;

  take_mode (self, mode_for_width (self, width, list_width, detail_width));

  if (self->mode == YTT_SHELL_NARROW)
    {
      gboolean list_on_top = self->show_list && !self->show_detail;

      allocate_child (self, self->detail, self->show_detail, 0, width);
      allocate_child (self, self->list, list_on_top, 0, width);
      allocate_child (self, self->map, !self->show_detail && !list_on_top, 0, width);
      return;
    }

  map_x = self->mode == YTT_SHELL_WIDE ? list_shown : 0;
  allocate_child (self, self->list, list_shown > 0, list_shown - list_width, list_width);
  allocate_child (self, self->map, TRUE, map_x, width - map_x - detail_shown);
  allocate_child (self, self->detail, detail_shown > 0, width - detail_shown, detail_width);
}

static void
set_child (YttShell   *self,
           GtkWidget **field,
           GtkWidget  *child)
{
  g_clear_pointer (field, gtk_widget_unparent);
  *field = child;
  if (child == NULL)
    return;

  /* Last in the order of children is drawn on top: the list may lie over the map. */
  if (field == &self->list)
    gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
  else
    gtk_widget_insert_after (child, GTK_WIDGET (self), NULL);
}

static void
ytt_shell_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  YttShell *self = YTT_SHELL (object);

  switch (prop_id)
    {
    case PROP_LIST:
      g_value_set_object (value, self->list);
      break;
    case PROP_MAP:
      g_value_set_object (value, self->map);
      break;
    case PROP_DETAIL:
      g_value_set_object (value, self->detail);
      break;
    case PROP_SHOW_LIST:
      g_value_set_boolean (value, self->show_list);
      break;
    case PROP_SHOW_DETAIL:
      g_value_set_boolean (value, self->show_detail);
      break;
    case PROP_MODE:
      g_value_set_enum (value, self->mode);
      break;
    case PROP_LIST_WIDTH:
      g_value_set_int (value, self->list_width);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ytt_shell_set_property (GObject      *object,
                        guint         prop_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  YttShell *self = YTT_SHELL (object);

  switch (prop_id)
    {
    case PROP_LIST:
      set_child (self, &self->list, g_value_get_object (value));
      break;
    case PROP_MAP:
      set_child (self, &self->map, g_value_get_object (value));
      break;
    case PROP_DETAIL:
      set_child (self, &self->detail, g_value_get_object (value));
      break;
    case PROP_SHOW_LIST:
      ytt_shell_set_show_list (self, g_value_get_boolean (value));
      break;
    case PROP_SHOW_DETAIL:
      ytt_shell_set_show_detail (self, g_value_get_boolean (value));
      break;
    case PROP_LIST_WIDTH:
      self->list_width = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ytt_shell_dispose (GObject *object)
{
  YttShell *self = YTT_SHELL (object);

  g_clear_handle_id (&self->mode_source, g_source_remove);
  g_clear_object (&self->list_animation);
  g_clear_object (&self->detail_animation);
  g_clear_pointer (&self->list, gtk_widget_unparent);
  g_clear_pointer (&self->map, gtk_widget_unparent);
  g_clear_pointer (&self->detail, gtk_widget_unparent);

  G_OBJECT_CLASS (ytt_shell_parent_class)->dispose (object);
}

static void
ytt_shell_class_init (YttShellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_shell_dispose;
  object_class->get_property = ytt_shell_get_property;
  object_class->set_property = ytt_shell_set_property;
  widget_class->measure = ytt_shell_measure;
  widget_class->size_allocate = ytt_shell_size_allocate;

  properties[PROP_LIST] =
    g_param_spec_object ("list", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MAP] =
    g_param_spec_object ("map", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_DETAIL] =
    g_param_spec_object ("detail", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_LIST] =
    g_param_spec_boolean ("show-list", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_DETAIL] =
    g_param_spec_boolean ("show-detail", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_MODE] =
    g_param_spec_enum ("mode", NULL, NULL, YTT_TYPE_SHELL_MODE, YTT_SHELL_WIDE,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LIST_WIDTH] =
    g_param_spec_int ("list-width", NULL, NULL, 0, G_MAXINT, LIST_WIDTH, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "shell");
}

static void
ytt_shell_init (YttShell *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->list_width = LIST_WIDTH;
  self->show_list = TRUE;
  self->list_progress = 1;
  self->list_animation = make_animation (self, list_progress_cb);
  self->detail_animation = make_animation (self, detail_progress_cb);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/**
 * ytt_shell_get_mode:
 * @self: a shell
 *
 * Returns: what the width it last got allows
 */
YttShellMode
ytt_shell_get_mode (YttShell *self)
{
  g_return_val_if_fail (YTT_IS_SHELL (self), YTT_SHELL_WIDE);

  return self->mode;
}

/**
 * ytt_shell_get_mode_at:
 * @self: a shell
 * @width: px
 *
 * Returns: what that width would allow
 */
YttShellMode
ytt_shell_get_mode_at (YttShell *self,
                       int       width)
{
  g_return_val_if_fail (YTT_IS_SHELL (self), YTT_SHELL_WIDE);

  return mode_for_width (self, width, MAX (self->list_width, least_width (self->list)),
                         MAX (DETAIL_WIDTH, least_width (self->detail)));
}

/**
 * ytt_shell_get_sliding:
 * @self: a shell
 *
 * Returns: whether a pane is on its way in or out, or what others do upon a new mode is still to come
 */
gboolean
ytt_shell_get_sliding (YttShell *self)
{
  g_return_val_if_fail (YTT_IS_SHELL (self), FALSE);

  return self->mode_source != 0
         || adw_animation_get_state (self->list_animation) == ADW_ANIMATION_PLAYING
         || adw_animation_get_state (self->detail_animation) == ADW_ANIMATION_PLAYING;
}

gboolean
ytt_shell_get_show_list (YttShell *self)
{
  g_return_val_if_fail (YTT_IS_SHELL (self), FALSE);

  return self->show_list;
}

/**
 * ytt_shell_set_show_list:
 * @self: a shell
 * @show_list: whether the list is wanted; where one pane fits, it still gives way to the detail
 */
void
ytt_shell_set_show_list (YttShell *self,
                         gboolean  show_list)
{
  g_return_if_fail (YTT_IS_SHELL (self));

  if (self->show_list == show_list)
    return;

  self->show_list = show_list;
  slide (self, self->list_animation, self->list_progress, show_list ? 1 : 0);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_LIST]);
}

gboolean
ytt_shell_get_show_detail (YttShell *self)
{
  g_return_val_if_fail (YTT_IS_SHELL (self), FALSE);

  return self->show_detail;
}

/**
 * ytt_shell_set_show_detail:
 * @self: a shell
 * @show_detail: whether the detail is wanted
 */
void
ytt_shell_set_show_detail (YttShell *self,
                           gboolean  show_detail)
{
  g_return_if_fail (YTT_IS_SHELL (self));

  if (self->show_detail == show_detail)
    return;

  self->show_detail = show_detail;
  slide (self, self->detail_animation, self->detail_progress, show_detail ? 1 : 0);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_DETAIL]);
}
