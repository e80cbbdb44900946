#include "config.h"

#include "ytt-stop-row.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ytt-symbol-image.h"
#include "ytt-tours.h"

struct _YttStopRow
{
  GtkListBoxRow   parent_instance;

  YttTourStop    *stop;       /* (owned) */
  gboolean        newer;      /* what it shows was written by a newer version */
  gboolean        unreadable;
  gint64          selected;   /* the facility in what it shows, 0 for none */
  guint           number;
  char           *name;       /* (owned) (nullable): as it is read out */

  /* Template children */
  GtkLabel       *number_label;
  GtkStack       *symbols;
  GtkImage       *icon;
  YttSymbolImage *symbol;
  GtkStack       *stack;
  GtkLabel       *title;
  GtkEntry       *entry;
  GtkLabel       *caption;
  GtkLabel       *seconds;
};

enum
{
  RENAME,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttStopRow, ytt_stop_row, GTK_TYPE_LIST_BOX_ROW)

/**
 * ytt_stop_format_seconds:
 * @seconds: how long something takes; 0 if nothing is said of it
 *
 * Returns: (transfer full): in minutes and seconds, as "1:40"; "" for nothing
 */
char *
ytt_stop_format_seconds (double seconds)
{
  guint64 whole = (guint64) round (CLAMP (seconds, 0, 1e9));

  if (whole == 0)
    return g_strdup ("");

  /* Translators: minutes and seconds, as in 1:40 */
  return g_strdup_printf (_("%u:%02u"), (guint) (whole / 60), (guint) (whole % 60));
}

static gboolean
is_renaming (YttStopRow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "entry") == 0;
}

/* The focus goes back to the row only where it is still in the entry: leaving it is no reason to come back. */
static void
stop_renaming (YttStopRow *self,
               gboolean    keep_focus)
{
  if (!is_renaming (self))
    return;

  gtk_stack_set_visible_child_name (self->stack, "label");
  if (keep_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
take_title (YttStopRow *self,
            gboolean    keep_focus)
{
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  if (!is_renaming (self))
    return;

  stop_renaming (self, keep_focus);
  if (g_strcmp0 (title, ytt_tour_stop_get_title (self->stop)) != 0)
    g_signal_emit (self, signals[RENAME], 0, title);
}

static void
entry_activate_cb (YttStopRow *self)
{
  take_title (self, TRUE);
}

static void
entry_left_cb (YttStopRow *self)
{
  take_title (self, FALSE);
}

/* Escape puts back what was there, and leaves nothing else. */
static gboolean
entry_key_cb (YttStopRow *self,
              guint       keyval)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;

  stop_renaming (self, TRUE);

  return GDK_EVENT_STOP;
}

/**
 * ytt_stop_row_begin_renaming:
 * @self: a row
 *
 * Lets its title be typed in its place.
 */
void
ytt_stop_row_begin_renaming (YttStopRow *self)
{
  g_return_if_fail (YTT_IS_STOP_ROW (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), ytt_tour_stop_get_title (self->stop));
  gtk_stack_set_visible_child_name (self->stack, "entry");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static const char *
get_title (YttStopRow *self)
{
  const char *title = ytt_tour_stop_get_title (self->stop);

  return title[0] != '\0' ? title : _("Untitled");
}

static void
update_name (YttStopRow *self)
{
  g_autofree char *name = NULL;

  /* Translators: the number and the title of a stop, and what it is of */
  name = g_strdup_printf (_("%u, %s, %s"), self->number, get_title (self), gtk_label_get_text (self->caption));
  if (g_strcmp0 (name, self->name) == 0)
    return;

  g_free (self->name);
  self->name = g_steal_pointer (&name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->name, -1);
}

static void
show_icon (YttStopRow *self,
           const char *icon_name,
           const char *caption)
{
  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_stack_set_visible_child_name (self->symbols, "icon");
  gtk_label_set_text (self->caption, caption);
}

/* What the stop is of. */
static void
show_facility (YttStopRow           *self,
               const YttFacilityRow *facility)
{
  if (ytt_tour_stop_get_kind (self->stop) == YTT_STOP_SLIDE)
    show_icon (self, "x-office-presentation-symbolic", _("Slide"));
  else if (self->unreadable)
    show_icon (self, "dialog-warning-symbolic", _("Cannot be shown"));
  else if (self->newer)
    show_icon (self, "dialog-information-symbolic", _("Made with a newer Ytterby"));
  else if (ytt_tour_stop_get_facility (self->stop) == 0 && self->selected != 0)
    show_icon (self, "dialog-warning-symbolic", _("The facility was deleted"));
  else if (facility == NULL)
    show_icon (self, "ytterby-map-symbolic", _("Map"));
  else
    {
      ytt_symbol_image_set_stages (self->symbol, facility->stages);
      ytt_symbol_image_set_status (self->symbol, facility->status);
      gtk_stack_set_visible_child_name (self->symbols, "symbol");
      gtk_label_set_text (self->caption, facility->name);
    }
}

static void
show_stop (YttStopRow  *self,
           YttTourStop *stop)
{
  g_autoptr(YttView) view = NULL;
  g_autofree char *seconds = NULL;

  g_set_object (&self->stop, stop);
  if (ytt_tour_stop_get_kind (stop) == YTT_STOP_VIEW)
    view = ytt_view_new_from_json (ytt_tour_stop_get_content (stop), NULL);
  self->unreadable = view == NULL && ytt_tour_stop_get_kind (stop) == YTT_STOP_VIEW;
  self->newer = view != NULL && view->newer;
  self->selected = view != NULL ? view->selected : 0;

  seconds = ytt_stop_format_seconds (ytt_tour_stop_get_seconds (stop));
  gtk_label_set_text (self->title, get_title (self));
  gtk_label_set_text (self->seconds, seconds);
  gtk_widget_set_visible (GTK_WIDGET (self->seconds), seconds[0] != '\0');
}

/**
 * ytt_stop_row_update:
 * @self: a row
 * @stop: the same stop, as it is now
 * @number: its place, from 1
 * @facility: (nullable): of the stop, if that is known already
 *
 * Shows what has changed. All at once, so that a screen reader reads a row that has moved once, as it is then.
 */
void
ytt_stop_row_update (YttStopRow           *self,
                     YttTourStop          *stop,
                     guint                 number,
                     const YttFacilityRow *facility)
{
  g_autofree char *text = g_strdup_printf ("%u", number);

  g_return_if_fail (YTT_IS_STOP_ROW (self));
  g_return_if_fail (YTT_IS_TOUR_STOP (stop));

  if (self->stop != stop && (self->stop == NULL || !ytt_tour_stop_equal (self->stop, stop)))
    show_stop (self, stop);
  self->number = number;
  gtk_label_set_text (self->number_label, text);
  ytt_stop_row_set_facility (self, facility);
}

/**
 * ytt_stop_row_set_facility:
 * @self: a row
 * @facility: (nullable): of the stop
 *
 * Says what the stop is of.
 */
void
ytt_stop_row_set_facility (YttStopRow           *self,
                           const YttFacilityRow *facility)
{
  g_return_if_fail (YTT_IS_STOP_ROW (self));

  show_facility (self, facility);
  update_name (self);
}

static void
ytt_stop_row_dispose (GObject *object)
{
  g_clear_object (&YTT_STOP_ROW (object)->stop);

  G_OBJECT_CLASS (ytt_stop_row_parent_class)->dispose (object);
}

static void
ytt_stop_row_finalize (GObject *object)
{
  g_free (YTT_STOP_ROW (object)->name);

  G_OBJECT_CLASS (ytt_stop_row_parent_class)->finalize (object);
}

static void
ytt_stop_row_class_init (YttStopRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ytt_stop_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = ytt_stop_row_finalize;

  signals[RENAME] = g_signal_new ("rename", YTT_TYPE_STOP_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (YTT_TYPE_SYMBOL_IMAGE);
  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "tours/ytt-stop-row.ui");
  gtk_widget_class_bind_template_child (widget_class, YttStopRow, number_label);
  gtk_widget_class_bind_template_child (widget_class, YttStopRow, symbols);
  gtk_widget_class_bind_template_child (widget_class, YttStopRow, icon);
  gtk_widget_class_bind_template_child (widget_class, YttStopRow, symbol);
  gtk_widget_class_bind_template_child (widget_class, YttStopRow, stack);
  gtk_widget_class_bind_template_child (widget_class, YttStopRow, title);
  gtk_widget_class_bind_template_child (widget_class, YttStopRow, entry);
  gtk_widget_class_bind_template_child (widget_class, YttStopRow, caption);
  gtk_widget_class_bind_template_child (widget_class, YttStopRow, seconds);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_left_cb);
}

static void
ytt_stop_row_init (YttStopRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ytt_stop_row_new:
 * @stop: a stop
 *
 * Returns: (transfer floating): its row
 */
GtkWidget *
ytt_stop_row_new (YttTourStop *stop)
{
  YttStopRow *self = g_object_new (YTT_TYPE_STOP_ROW, NULL);

  show_stop (self, stop);
  ytt_stop_row_set_facility (self, NULL);

  return GTK_WIDGET (self);
}

/**
 * ytt_stop_row_get_stop:
 * @self: a row
 *
 * Returns: (transfer none): its stop
 */
YttTourStop *
ytt_stop_row_get_stop (YttStopRow *self)
{
  g_return_val_if_fail (YTT_IS_STOP_ROW (self), NULL);

  return self->stop;
}
