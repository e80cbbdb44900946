#include "config.h"

#include "ytt-pending-place-row.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ytt-coordinates.h"
#include "ytt-format.h"
#include "ytt-wrap-box.h"

struct _YttPendingPlaceRow
{
  AdwPreferencesRow  parent_instance;

  YttPlacing        *placing;   /* (owned) (nullable) */
  GtkWidget         *first;     /* the first of the answers */

  /* Template children */
  YttWrapBox        *answers;
  GtkLabel          *place;
  GtkLabel          *question;
};

/* Parts of a degree that are told apart at most: a site's. */
#define MOST_PARTS 10000.0

G_DEFINE_FINAL_TYPE (YttPendingPlaceRow, ytt_pending_place_row, ADW_TYPE_PREFERENCES_ROW)

static gboolean
is_whole (double number)
{
  return fabs (number - round (number)) < 1e-6;
}

/* (transfer full): all digits that it has, for how many of them count is just what is asked */
static char *
format_point (const YttPendingPlace *place)
{
  double scale = 1;

  while (scale < MOST_PARTS && (!is_whole (place->latitude * scale) || !is_whole (place->longitude * scale)))
    scale *= 10;

  return ytt_coordinates_to_text (place->latitude, place->longitude, 1 / scale);
}

static void
update (YttPendingPlaceRow *self)
{
  const YttPendingPlace *pending = self->placing != NULL ? ytt_placing_get_pending (self->placing) : NULL;
  g_autofree char *coordinates = NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  gtk_widget_set_visible (GTK_WIDGET (self), pending != NULL);
  if (pending == NULL)
    return;

  if (pending->locality != NULL)
    {
      g_autofree char *town = ytt_format_place (pending->locality, pending->admin1, pending->country);

      g_string_append_printf (text, "%s\n", town);
    }
  coordinates = pending->locality != NULL
                  ? ytt_format_coordinates (pending->latitude, pending->longitude, YTT_PRECISION_LOCALITY)
                  : format_point (pending);
  g_string_append (text, coordinates);
  gtk_label_set_label (self->place, text->str);
}

static void
answer_cb (YttPendingPlaceRow *self,
           GtkButton          *button)
{
  YttPrecision precision = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "precision"));

  if (precision != YTT_PRECISION_UNKNOWN)
    ytt_placing_settle (self->placing, precision);
  else
    ytt_placing_set_pending (self->placing, NULL);
}

static GtkWidget *
add_answer (YttPendingPlaceRow *self,
            YttPrecision        precision,
            const char         *label)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_object_set_data (G_OBJECT (button), "precision", GUINT_TO_POINTER (precision));
  gtk_widget_add_css_class (button, "answer");
  g_signal_connect_object (button, "clicked", G_CALLBACK (answer_cb), self, G_CONNECT_SWAPPED);
  ytt_wrap_box_append (self->answers, button);

  return button;
}

/* The first answer takes the focus, but answers nothing by it. */
static gboolean
ytt_pending_place_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (YTT_PENDING_PLACE_ROW (widget)->first);
}

static void
ytt_pending_place_row_dispose (GObject *object)
{
  ytt_pending_place_row_set_placing (YTT_PENDING_PLACE_ROW (object), NULL);

  G_OBJECT_CLASS (ytt_pending_place_row_parent_class)->dispose (object);
}

static void
ytt_pending_place_row_class_init (YttPendingPlaceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ytt_pending_place_row_dispose;
  widget_class->grab_focus = ytt_pending_place_row_grab_focus;

  g_type_ensure (YTT_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "edit/ytt-pending-place-row.ui");
  gtk_widget_class_bind_template_child (widget_class, YttPendingPlaceRow, answers);
  gtk_widget_class_bind_template_child (widget_class, YttPendingPlaceRow, place);
  gtk_widget_class_bind_template_child (widget_class, YttPendingPlaceRow, question);
}

static void
ytt_pending_place_row_init (YttPendingPlaceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->first = add_answer (self, YTT_PRECISION_SITE, _("The Site Itself"));
  add_answer (self, YTT_PRECISION_LOCALITY, _("Its Town"));
  add_answer (self, YTT_PRECISION_REGION, _("Its Region"));
  add_answer (self, YTT_PRECISION_UNKNOWN, _("Discard"));
}

/**
 * ytt_pending_place_row_new:
 *
 * Returns: (transfer floating): a row that asks nothing yet
 */
GtkWidget *
ytt_pending_place_row_new (void)
{
  return g_object_new (YTT_TYPE_PENDING_PLACE_ROW, NULL);
}

/**
 * ytt_pending_place_row_set_placing:
 * @self: a row
 * @placing: (transfer none) (nullable): whose pending place it asks about
 */
void
ytt_pending_place_row_set_placing (YttPendingPlaceRow *self,
                                   YttPlacing         *placing)
{
  g_return_if_fail (YTT_IS_PENDING_PLACE_ROW (self));

  if (self->placing == placing)
    return;

  if (self->placing != NULL)
    g_signal_handlers_disconnect_by_data (self->placing, self);
  g_set_object (&self->placing, placing);
  if (placing != NULL)
    {
      g_signal_connect_object (placing, "notify::pending", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      update (self);
    }
}
