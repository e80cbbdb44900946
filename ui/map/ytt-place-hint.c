#include "config.h"

#include "ytt-place-hint.h"

#include <glib/gi18n.h>

#include "ytt-coordinates.h"
#include "ytt-placing.h"

struct _YttPlaceHint
{
  AdwBin            parent_instance;

  YttFacilityLayer *layer;          /* (nullable) borrowed: it is in the same pane */
  YttSession       *session;        /* (owned) (nullable) */
  char             *failure;        /* (owned) (nullable) why the last move was not done */

  /* Template children */
  GtkWidget        *add_button;
  GtkWidget        *cancel_button;
  GtkWidget        *close_button;
  GtkLabel         *detail;
  GtkLabel         *title;
};

G_DEFINE_FINAL_TYPE (YttPlaceHint, ytt_place_hint, ADW_TYPE_BIN)

static void
show (YttPlaceHint *self,
      const char   *title,
      const char   *detail,
      const char   *button)
{
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->detail, detail);
  gtk_widget_set_visible (GTK_WIDGET (self->detail), *detail != '\0');
  gtk_widget_set_visible (self->add_button, FALSE);
  gtk_widget_set_visible (self->close_button, FALSE);
  gtk_button_set_label (GTK_BUTTON (self->cancel_button), button != NULL ? button : "");
  gtk_widget_set_visible (self->cancel_button, button != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/* A place that belongs to no facility yet. */
static void
show_place (YttPlaceHint *self)
{
  g_autofree char *title = NULL;
  YttShownPlace shown;

  if (self->session == NULL || !ytt_placing_get_shown (ytt_session_get_placing (self->session), &shown))
    {
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      return;
    }

  title = ytt_coordinates_to_text (shown.latitude, shown.longitude, shown.resolution);
  show (self, title, "", NULL);
  gtk_widget_set_visible (self->close_button, TRUE);
  gtk_widget_set_visible (self->add_button, ytt_editor_get_can_edit (ytt_session_get_editor (self->session)));
}

static void
update (YttPlaceHint *self)
{
  YttRecord *record = self->session != NULL ? ytt_session_get_record (self->session) : NULL;
  g_autofree char *title = NULL;
  double latitude, longitude, resolution;

  if (record == NULL || self->layer == NULL)
    {
      show_place (self);
      return;
    }

  if (ytt_placing_get_asking (ytt_session_get_placing (self->session)))
    {
      /* Translators: %s is a facility */
      title = g_strdup_printf (_("Where is %s?"), record->name);
      show (self, title, _("Click there, or move the map and press Enter."), _("_Cancel"));
    }
  else if (ytt_facility_layer_get_move (self->layer, &latitude, &longitude, &resolution))
    {
      title = ytt_coordinates_to_text (latitude, longitude, resolution);
      show (self, title, _("Escape leaves it where it was."), NULL);
    }
  else if (self->failure != NULL)
    {
      /* Translators: %s is a facility */
      title = g_strdup_printf (_("%s was not moved"), record->name);
      show (self, title, self->failure, _("_Close"));
    }
  else
    show_place (self);
}

static void
forget_failure (YttPlaceHint *self)
{
  g_clear_pointer (&self->failure, g_free);
  update (self);
}

static void
failed_cb (YttPlaceHint *self,
           gint64        facility,
           const GError *error)
{
  if (self->session == NULL || facility != ytt_session_get_selected (self->session))
    return;

  g_free (self->failure);
  self->failure = g_strdup (error->message);
  update (self);
}

static void
cancel_cb (YttPlaceHint *self)
{
  YttPlacing *placing = self->session != NULL ? ytt_session_get_placing (self->session) : NULL;

  /* One thing at a time: what is looked at stays while something else is given up. */
  if (placing != NULL && ytt_placing_get_asking (placing))
    ytt_placing_set_asking (placing, FALSE);
  else if (placing != NULL && self->failure == NULL)
    ytt_placing_show (placing, NULL);
  forget_failure (self);
}

static void
ytt_place_hint_dispose (GObject *object)
{
  YttPlaceHint *self = YTT_PLACE_HINT (object);

  ytt_place_hint_set_session (self, NULL);
  self->layer = NULL;

  G_OBJECT_CLASS (ytt_place_hint_parent_class)->dispose (object);
}

static void
ytt_place_hint_class_init (YttPlaceHintClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ytt_place_hint_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "map/ytt-place-hint.ui");
  gtk_widget_class_bind_template_child (widget_class, YttPlaceHint, add_button);
  gtk_widget_class_bind_template_child (widget_class, YttPlaceHint, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, YttPlaceHint, close_button);
  gtk_widget_class_bind_template_child (widget_class, YttPlaceHint, detail);
  gtk_widget_class_bind_template_child (widget_class, YttPlaceHint, title);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
ytt_place_hint_init (YttPlaceHint *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ytt_place_hint_set_layer:
 * @self: a hint
 * @layer: (transfer none): what is dragged there; it must outlive @self
 */
void
ytt_place_hint_set_layer (YttPlaceHint     *self,
                          YttFacilityLayer *layer)
{
  g_return_if_fail (YTT_IS_PLACE_HINT (self));

  self->layer = layer;
  g_signal_connect_object (layer, "moving", G_CALLBACK (forget_failure), self, G_CONNECT_SWAPPED);
}

/**
 * ytt_place_hint_set_session:
 * @self: a hint
 * @session: (transfer none) (nullable): whose selection is placed
 */
void
ytt_place_hint_set_session (YttPlaceHint *self,
                            YttSession   *session)
{
  g_return_if_fail (YTT_IS_PLACE_HINT (self));

  if (self->session == session)
    return;

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_signal_handlers_disconnect_by_data (ytt_session_get_editor (self->session), self);
      g_signal_handlers_disconnect_by_data (ytt_session_get_placing (self->session), self);
    }
  g_set_object (&self->session, session);
  if (session != NULL)
    {
      YttPlacing *placing = ytt_session_get_placing (session);

      g_signal_connect_object (placing, "notify::asking", G_CALLBACK (forget_failure), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (placing, "notify::shown", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (ytt_session_get_editor (session), "notify::can-edit", G_CALLBACK (update), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (placing, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify::selected", G_CALLBACK (forget_failure), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify::record", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }
  forget_failure (self);
}
