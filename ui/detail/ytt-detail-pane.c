#include "config.h"

#include "ytt-detail-pane-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ytt-editor.h"
#include "ytt-facility-adder.h"
#include "ytt-late-menu.h"
#include "ytt-organisation-editor.h"
#include "ytt-placing.h"
#include "ytt-profile-view.h"
#include "ytt-record-editor.h"
#include "ytt-record-view.h"
#include "ytt-session-profile.h"
#include "ytt-summary-page.h"

/* How long the pane keeps what it shows while the next record is read: most are there sooner, and a spinner that
 * comes and goes would flicker. */
#define PATIENCE_MS 300

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_TOOLBAR_VISIBLE,
  PROP_ADDING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttDetailPane, ytt_detail_pane, ADW_TYPE_BIN)

static void
update_actions (YttDetailPane *self)
{
  YttRecord *record = ytt_detail_pane_get_visible_record (self);
  gboolean selected = self->session != NULL && ytt_session_get_selected (self->session) != 0;
  gboolean placed = record != NULL && !isnan (record->latitude) && !isnan (record->longitude);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "detail.copy", record != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "detail.copy-coordinates", placed);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "detail.open-place", placed);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "detail.close", selected);
}

static void
show_page (YttDetailPane *self,
           const char    *name)
{
  g_clear_handle_id (&self->patience_id, g_source_remove);
  gtk_stack_set_visible_child_name (self->stack, name);
  update_actions (self);
}

/* The page to be read, or the fields of the organisation that it is of. */
static void
show_profile_page (YttDetailPane *self,
                   YttProfile    *profile)
{
  gboolean editable = profile->organisation != 0;

  gtk_widget_set_visible (self->profile_edit, editable);
  if (!editable || !ytt_editor_get_editing (ytt_session_get_editor (self->session)))
    {
      show_page (self, "profile");
      return;
    }

  if (adw_bin_get_child (self->organisation_place) == NULL)
    adw_bin_set_child (self->organisation_place, ytt_organisation_editor_new (self->session));
  show_page (self, "organisation");
}

/* The page of an organisation or a country goes before the record, which stays behind it. */
static void
show_profile (YttDetailPane *self)
{
  YttProfile *profile = ytt_session_get_profile (self->session);
  const GError *error = ytt_session_get_profile_error (self->session);

  if (profile != NULL)
    {
      if (adw_bin_get_child (self->profile_place) == NULL)
        adw_bin_set_child (self->profile_place, g_object_new (YTT_TYPE_PROFILE_VIEW, NULL));
      ytt_profile_view_set_profile (YTT_PROFILE_VIEW (adw_bin_get_child (self->profile_place)), self->session,
                                    profile);
      show_profile_page (self, profile);
    }
  else if (error != NULL)
    {
      g_autofree char *text = g_strdup (error->message);

      ytt_session_close_profile (self->session);
      ytt_detail_pane_toast (self, text);
    }
}

/* The record that is selected is not there: it is still being read, or cannot be. */
static void
show_pending (YttDetailPane *self)
{
  const GError *error = ytt_session_get_error (self->session);

  if (error != NULL)
    {
      g_autofree char *text = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->failed_page, text);
    }

  show_page (self, error != NULL ? "failed" : "loading");
}

static gboolean
patience_ended_cb (gpointer user_data)
{
  YttDetailPane *self = user_data;

  self->patience_id = 0;
  show_pending (self);

  return G_SOURCE_REMOVE;
}

static void
added_cb (YttDetailPane *self,
          gint64         facility)
{
  ytt_detail_pane_set_adding (self, FALSE);
  ytt_placing_give_shown (ytt_session_get_placing (self->session), facility);
  ytt_session_go_to (self->session, facility);
  ytt_editor_set_editing (ytt_session_get_editor (self->session), TRUE);
}

static void
adder_closed_cb (YttDetailPane *self)
{
  ytt_detail_pane_set_adding (self, FALSE);
}

static void
show_adder (YttDetailPane *self)
{
  GtkWidget *adder = adw_bin_get_child (self->adder_place);

  if (adder == NULL)
    {
      adder = ytt_facility_adder_new (self->session);
      g_signal_connect_object (adder, "added", G_CALLBACK (added_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (adder, "closed", G_CALLBACK (adder_closed_cb), self, G_CONNECT_SWAPPED);
      adw_bin_set_child (self->adder_place, adder);
    }
  show_page (self, "adder");
}

/* The view of a record serves the session that the pane has. */
static void
update_record_view (YttDetailPane *self)
{
  GtkWidget *view = adw_bin_get_child (self->record_place);

  if (view == NULL)
    return;

  ytt_record_view_set_supply (YTT_RECORD_VIEW (view),
                              self->session != NULL ? ytt_session_get_supply (self->session) : NULL);
  ytt_record_view_set_editor (YTT_RECORD_VIEW (view),
                              self->session != NULL ? ytt_session_get_editor (self->session) : NULL);
}

/* The record to be read, or its fields. */
static void
show_record (YttDetailPane *self,
             YttRecord     *record)
{
  gboolean was_edited = gtk_widget_get_focus_child (GTK_WIDGET (self->editor_place)) != NULL;

  if (adw_bin_get_child (self->record_place) == NULL)
    {
      adw_bin_set_child (self->record_place, g_object_new (YTT_TYPE_RECORD_VIEW, NULL));
      update_record_view (self);
    }
  ytt_record_view_set_record (YTT_RECORD_VIEW (adw_bin_get_child (self->record_place)), record);
  if (!ytt_editor_get_editing (ytt_session_get_editor (self->session)))
    {
      show_page (self, "record");
      /* The focus stays in the pane, at what would begin again. */
      if (was_edited)
        gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
      return;
    }

  if (adw_bin_get_child (self->editor_place) == NULL)
    adw_bin_set_child (self->editor_place, ytt_record_editor_new (self->session));
  show_page (self, "editor");
}

/* What was being edited is no longer there: somebody deleted it, or took back what had added it. */
static gboolean
leave_what_is_gone (YttDetailPane *self)
{
  const GError *error = self->session != NULL ? ytt_session_get_error (self->session) : NULL;
  g_autofree char *text = NULL;

  if (!g_error_matches (error, YTT_ERROR, YTT_ERROR_NOT_FOUND) || ytt_session_get_selected (self->session) == 0
      || !ytt_editor_get_editing (ytt_session_get_editor (self->session)))
    return FALSE;

  text = g_strdup (error->message);
  ytt_session_set_selected (self->session, 0);
  ytt_detail_pane_toast (self, text);

  return TRUE;
}

static void
update_selection (YttDetailPane *self)
{
  gint64 selected = self->session != NULL ? ytt_session_get_selected (self->session) : 0;
  YttRecord *record = self->session != NULL ? ytt_session_get_record (self->session) : NULL;
  const char *page = gtk_stack_get_visible_child_name (self->stack);

  if (leave_what_is_gone (self))
    return;

  if (self->session != NULL && ytt_session_get_profile_open (self->session))
    show_profile (self);
  else if (self->adding)
    show_adder (self);
  else if (selected == 0)
    show_page (self, "summary");
  else if (record != NULL && record->id == selected)
    show_record (self, record);
  else if (g_strcmp0 (page, "loading") == 0 || g_strcmp0 (page, "failed") == 0)
    show_pending (self);
  else
    {
      /* An error may be that of an earlier search: that the record fails is known when it does not come. */
      if (self->patience_id == 0)
        self->patience_id = g_timeout_add (PATIENCE_MS, patience_ended_cb, self);
      update_actions (self);
    }
}

/* Whoever goes elsewhere adds nothing now; the name that was typed is there the next time. Where nothing is selected,
 * nothing is edited. */
static void
selected_cb (YttDetailPane *self)
{
  if (ytt_session_get_selected (self->session) == 0)
    ytt_editor_set_editing (ytt_session_get_editor (self->session), FALSE);
  if (self->adding)
    {
      self->adding = FALSE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ADDING]);
    }
  update_selection (self);
}

static void
update_summary (YttDetailPane *self)
{
  ytt_summary_page_set_summary (self->summary_page,
                                self->session != NULL ? ytt_session_get_summary (self->session) : NULL);
}

static void
update_moment (YttDetailPane *self)
{
  ytt_summary_page_set_moment (self->summary_page, ytt_session_get_moment (self->session));
}

/* What was typed for one document is no draft of another. */
static void
store_changed_cb (YttDetailPane *self)
{
  adw_bin_set_child (self->editor_place, NULL);
  adw_bin_set_child (self->organisation_place, NULL);
  adw_bin_set_child (self->adder_place, NULL);
}

static void
session_bind_cb (YttDetailPane *self,
                 YttSession    *session)
{
  update_record_view (self);
  store_changed_cb (self);
  g_signal_group_set_target (self->editor_signals, session != NULL ? ytt_session_get_editor (session) : NULL);
  update_summary (self);
  update_moment (self);
  update_selection (self);
}

static void
ytt_detail_pane_dispose (GObject *object)
{
  YttDetailPane *self = YTT_DETAIL_PANE (object);

  g_clear_handle_id (&self->patience_id, g_source_remove);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->editor_signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (ytt_detail_pane_parent_class)->dispose (object);
}

static void
ytt_detail_pane_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  YttDetailPane *self = YTT_DETAIL_PANE (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_TOOLBAR_VISIBLE:
      g_value_set_boolean (value, ytt_detail_pane_get_toolbar_visible (self));
      break;
    case PROP_ADDING:
      g_value_set_boolean (value, self->adding);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ytt_detail_pane_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  YttDetailPane *self = YTT_DETAIL_PANE (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      ytt_detail_pane_set_session (self, g_value_get_object (value));
      break;
    case PROP_TOOLBAR_VISIBLE:
      ytt_detail_pane_set_toolbar_visible (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ytt_detail_pane_class_init (YttDetailPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_detail_pane_dispose;
  object_class->get_property = ytt_detail_pane_get_property;
  object_class->set_property = ytt_detail_pane_set_property;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, YTT_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TOOLBAR_VISIBLE] =
    g_param_spec_boolean ("toolbar-visible", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ADDING] =
    g_param_spec_boolean ("adding", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);

  g_type_ensure (YTT_TYPE_SUMMARY_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "detail/ytt-detail-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, YttDetailPane, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, YttDetailPane, stack);
  gtk_widget_class_bind_template_child (widget_class, YttDetailPane, summary_page);
  gtk_widget_class_bind_template_child (widget_class, YttDetailPane, failed_page);
  gtk_widget_class_bind_template_child (widget_class, YttDetailPane, toolbar);
  gtk_widget_class_bind_template_child (widget_class, YttDetailPane, profile_back);
  gtk_widget_class_bind_template_child (widget_class, YttDetailPane, profile_edit);
  gtk_widget_class_bind_template_child (widget_class, YttDetailPane, menu);
  gtk_widget_class_bind_template_child (widget_class, YttDetailPane, menu_button);
  gtk_widget_class_bind_template_child (widget_class, YttDetailPane, record_place);
  gtk_widget_class_bind_template_child (widget_class, YttDetailPane, profile_place);
  gtk_widget_class_bind_template_child (widget_class, YttDetailPane, organisation_place);
  gtk_widget_class_bind_template_child (widget_class, YttDetailPane, editor_place);
  gtk_widget_class_bind_template_child (widget_class, YttDetailPane, adder_place);

  ytt_detail_pane_class_add_actions (widget_class);
}

static void
ytt_detail_pane_init (YttDetailPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ytt_menu_button_set_late_menu (GTK_MENU_BUTTON (self->menu_button), self->menu);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Details"), -1);
  /* The focus lies on the button within, which does not take over the name of the menu button. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (self->menu_button)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("More"), -1);

  self->editor_signals = g_signal_group_new (YTT_TYPE_EDITOR);
  g_signal_group_connect_object (self->editor_signals, "notify::editing",
                                 G_CALLBACK (update_selection), self, G_CONNECT_SWAPPED);
  self->session_signals = g_signal_group_new (YTT_TYPE_SESSION);
  g_signal_connect_object (self->session_signals, "bind", G_CALLBACK (session_bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->session_signals, "notify::store",
                                 G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->session_signals, "notify::summary",
                                 G_CALLBACK (update_summary), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->session_signals, "notify::year",
                                 G_CALLBACK (update_moment), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->session_signals, "notify::told",
                                 G_CALLBACK (update_moment), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->session_signals, "notify::selected",
                                 G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->session_signals, "notify::record",
                                 G_CALLBACK (update_selection), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->session_signals, "notify::profile-open",
                                 G_CALLBACK (update_selection), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->session_signals, "notify::profile",
                                 G_CALLBACK (update_selection), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->session_signals, "notify::error",
                                 G_CALLBACK (update_selection), self, G_CONNECT_SWAPPED);
  update_actions (self);
}

/**
 * ytt_detail_pane_new:
 * @session: (nullable): the session whose selection is shown
 *
 * Returns: (transfer floating): a new pane
 */
GtkWidget *
ytt_detail_pane_new (YttSession *session)
{
  g_return_val_if_fail (session == NULL || YTT_IS_SESSION (session), NULL);

  return g_object_new (YTT_TYPE_DETAIL_PANE, "session", session, NULL);
}

/**
 * ytt_detail_pane_get_session:
 * @self: a pane
 *
 * Returns: (transfer none) (nullable): the session whose selection is shown
 */
YttSession *
ytt_detail_pane_get_session (YttDetailPane *self)
{
  g_return_val_if_fail (YTT_IS_DETAIL_PANE (self), NULL);

  return self->session;
}

/**
 * ytt_detail_pane_set_session:
 * @self: a pane
 * @session: (nullable): the session whose selection is to be shown
 */
void
ytt_detail_pane_set_session (YttDetailPane *self,
                             YttSession    *session)
{
  g_return_if_fail (YTT_IS_DETAIL_PANE (self));
  g_return_if_fail (session == NULL || YTT_IS_SESSION (session));

  if (!g_set_object (&self->session, session))
    return;

  g_signal_group_set_target (self->session_signals, session);
  if (session == NULL)
    session_bind_cb (self, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

/**
 * ytt_detail_pane_get_toolbar_visible:
 * @self: a pane
 *
 * Returns: whether the pane shows its own row of buttons
 */
gboolean
ytt_detail_pane_get_toolbar_visible (YttDetailPane *self)
{
  g_return_val_if_fail (YTT_IS_DETAIL_PANE (self), FALSE);

  return gtk_widget_get_visible (self->toolbar);
}

/**
 * ytt_detail_pane_set_toolbar_visible:
 * @self: a pane
 * @toolbar_visible: whether the pane shows its own row of buttons
 */
void
ytt_detail_pane_set_toolbar_visible (YttDetailPane *self,
                                     gboolean       toolbar_visible)
{
  g_return_if_fail (YTT_IS_DETAIL_PANE (self));

  if (gtk_widget_get_visible (self->toolbar) == !!toolbar_visible)
    return;

  gtk_widget_set_visible (self->toolbar, toolbar_visible);
  gtk_widget_set_visible (self->profile_back, toolbar_visible);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOOLBAR_VISIBLE]);
}

/**
 * ytt_detail_pane_get_adding:
 * @self: a pane
 *
 * Returns: whether the name of a new facility is asked for
 */
gboolean
ytt_detail_pane_get_adding (YttDetailPane *self)
{
  g_return_val_if_fail (YTT_IS_DETAIL_PANE (self), FALSE);

  return self->adding;
}

/**
 * ytt_detail_pane_set_adding:
 * @self: a pane with a session
 * @adding: whether the name of a new facility is asked for
 *
 * Asks for the name of a new facility, or shows the selection again. Selecting another facility ends it, too.
 */
void
ytt_detail_pane_set_adding (YttDetailPane *self,
                            gboolean       adding)
{
  g_return_if_fail (YTT_IS_DETAIL_PANE (self));
  g_return_if_fail (self->session != NULL);

  if (adding)
    while (ytt_session_get_profile_open (self->session))
      ytt_session_close_profile (self->session);

  if (self->adding != !!adding)
    {
      self->adding = adding;
      update_selection (self);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ADDING]);
    }
  if (adding)
    gtk_widget_grab_focus (adw_bin_get_child (self->adder_place));
}
