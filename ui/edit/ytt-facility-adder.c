#include "config.h"

#include "ytt-facility-adder.h"

#include <glib/gi18n.h>

#include "ytt-coordinates.h"
#include "ytt-placing.h"
#include "ytt-similar-row.h"
#include "ytt-text-field.h"

struct _YttFacilityAdder
{
  AdwBin               parent_instance;

  YttSession          *session;       /* (owned) (nullable) */
  GCancellable        *cancellable;   /* (owned) (nullable) of what looks for others of the name */
  char                *warned;        /* (owned) (nullable): the name that others were pointed out for */
  gboolean             adding;
  gint64               added;         /* the key that the new facility is to have */

  YttTextField        *name;
  YttSimilarRow       *similar;

  /* Template children */
  GtkButton           *add_button;
  AdwPreferencesGroup *group;
};

enum
{
  ADDED,
  CLOSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttFacilityAdder, ytt_facility_adder, ADW_TYPE_BIN)

static char *
dup_name (YttFacilityAdder *self)
{
  return g_strstrip (ytt_field_get_text (YTT_FIELD (self->name)));
}

static void
update_button (YttFacilityAdder *self)
{
  g_autofree char *name = dup_name (self);
  gboolean warned = g_strcmp0 (self->warned, name) == 0 && *name != '\0';

  gtk_button_set_label (self->add_button, warned ? _("_Add Nevertheless") : _("_Add"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->add_button), *name != '\0' && !self->adding);
}

static void
edited_cb (YttFacilityAdder *self)
{
  g_autofree char *name = dup_name (self);

  ytt_field_set_note (YTT_FIELD (self->name), NULL);
  ytt_similar_row_ask (self->similar, ytt_session_get_store (self->session), 0, name);
  update_button (self);
}

static void
committed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(YttFacilityAdder) self = user_data;
  g_autoptr(GError) error = NULL;

  ytt_editor_commit_finish (YTT_EDITOR (object), result, &error);
  self->adding = FALSE;
  update_button (self);
  if (error != NULL)
    {
      ytt_field_set_note (YTT_FIELD (self->name), error->message);
      return;
    }

  ytt_field_clear (YTT_FIELD (self->name));
  g_clear_pointer (&self->warned, g_free);
  update_button (self);
  g_signal_emit (self, signals[ADDED], 0, self->added);
}

static void
commit (YttFacilityAdder *self)
{
  YttEditor *editor = ytt_session_get_editor (self->session);
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autofree char *name = dup_name (self);
  g_autofree char *summary = NULL;

  self->added = ytt_changes_insert (changes, "facility");
  ytt_changes_set (changes, "name", YTT_CELL_OF_TEXT (name));
  /* Translators: %s is the name of a facility */
  summary = g_strdup_printf (_("Add %s"), name);
  self->adding = TRUE;
  update_button (self);
  ytt_editor_commit_async (editor, changes, summary, NULL, NULL, committed_cb, g_object_ref (self));
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(YttFacilityAdder) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) matches = ytt_store_find_similar_finish (YTT_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;

  if (matches == NULL || matches->len == 0)
    {
      commit (self);
      return;
    }

  g_free (self->warned);
  self->warned = dup_name (self);
  ytt_field_set_note (YTT_FIELD (self->name), _("There is a facility of this name"));
  update_button (self);
}

/* The first time others of the name are only pointed out. */
static void
add_cb (YttFacilityAdder *self)
{
  g_autofree char *name = dup_name (self);
  YttStore *store = ytt_session_get_store (self->session);

  if (*name == '\0' || self->adding || store == NULL)
    return;
  if (g_strcmp0 (self->warned, name) == 0)
    {
      commit (self);
      return;
    }

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  ytt_store_find_similar_async (store, YTT_MATCH_FACILITY, 0, name, self->cancellable, found_cb, g_object_ref (self));
}

static void
close_cb (YttFacilityAdder *self)
{
  ytt_field_clear (YTT_FIELD (self->name));
  update_button (self);
  g_signal_emit (self, signals[CLOSED], 0);
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  close_cb (YTT_FACILITY_ADDER (widget));

  return TRUE;
}

/* The new facility gets the place that is looked at, which is said before. */
static void
shown_changed_cb (YttFacilityAdder *self)
{
  g_autofree char *place = NULL, *text = NULL;
  YttShownPlace shown;

  if (ytt_placing_get_shown (ytt_session_get_placing (self->session), &shown))
    {
      place = ytt_coordinates_to_text (shown.latitude, shown.longitude, shown.resolution);
      /* Translators: %s are coordinates */
      text = g_strdup_printf (_("It gets the place that is shown on the map: %s"), place);
    }
  adw_preferences_group_set_description (self->group, text);
}

static void
ytt_facility_adder_dispose (GObject *object)
{
  YttFacilityAdder *self = YTT_FACILITY_ADDER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->warned, g_free);

  G_OBJECT_CLASS (ytt_facility_adder_parent_class)->dispose (object);
}

static gboolean
ytt_facility_adder_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (YTT_FACILITY_ADDER (widget)->name));
}

static void
ytt_facility_adder_class_init (YttFacilityAdderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ytt_facility_adder_dispose;
  widget_class->grab_focus = ytt_facility_adder_grab_focus;

  signals[ADDED] = g_signal_new ("added", YTT_TYPE_FACILITY_ADDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[CLOSED] = g_signal_new ("closed", YTT_TYPE_FACILITY_ADDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "edit/ytt-facility-adder.ui");
  gtk_widget_class_bind_template_child (widget_class, YttFacilityAdder, add_button);
  gtk_widget_class_bind_template_child (widget_class, YttFacilityAdder, group);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}

static void
ytt_facility_adder_init (YttFacilityAdder *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->name = YTT_TEXT_FIELD (ytt_text_field_new (_("Name")));
  adw_preferences_group_add (self->group, GTK_WIDGET (self->name));
  self->similar = YTT_SIMILAR_ROW (ytt_similar_row_new (YTT_MATCH_FACILITY));
  adw_preferences_group_add (self->group, GTK_WIDGET (self->similar));
  g_signal_connect_object (self->name, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ytt_text_field_get_input (self->name), "activate", G_CALLBACK (add_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * ytt_facility_adder_new:
 * @session: the session whose document gets the facility
 *
 * Returns: (transfer floating): what asks for a name; one that was typed and not added yet is there again
 */
GtkWidget *
ytt_facility_adder_new (YttSession *session)
{
  YttFacilityAdder *self;

  g_return_val_if_fail (YTT_IS_SESSION (session), NULL);

  self = g_object_new (YTT_TYPE_FACILITY_ADDER, NULL);
  self->session = g_object_ref (session);
  ytt_field_bind (YTT_FIELD (self->name), ytt_session_get_editor (session), "facility", "name");
  ytt_field_set_draft_key (YTT_FIELD (self->name), "facility", 0, "new");
  edited_cb (self);
  g_signal_connect_object (ytt_session_get_placing (session), "notify::shown", G_CALLBACK (shown_changed_cb), self,
                           G_CONNECT_SWAPPED);
  shown_changed_cb (self);

  return GTK_WIDGET (self);
}
