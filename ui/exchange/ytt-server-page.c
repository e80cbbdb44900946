#include "config.h"

#include "ytt-server-page.h"

#include <glib/gi18n.h>

#include "ytt-list-name.h"
#include "ytt-publish.h"
#include "ytt-server-kept.h"

struct _YttServerPage
{
  GtkBox               parent_instance;

  /* Template children */
  AdwPreferencesGroup *group;
  AdwEntryRow         *address_row;
  AdwEntryRow         *schema_row;
  AdwPasswordEntryRow *password_row;
  GtkLabel            *error_label;
};

enum
{
  CHANGED,
  ENTERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttServerPage, ytt_server_page, GTK_TYPE_BOX)

static char *
get_folder (void)
{
  return g_build_filename (g_get_user_state_dir (), "ytterby", NULL);
}

static void
show_error (YttServerPage *self,
            const char    *text)
{
  gtk_label_set_label (self->error_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), text != NULL);
}

/* A password that is part of the address would be kept, and seen. */
static void
changed_cb (YttServerPage *self)
{
  gboolean bears = ytt_address_has_password (ytt_server_page_get_address (self));

  if (bears)
    gtk_widget_add_css_class (GTK_WIDGET (self->address_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->address_row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->address_row), GTK_ACCESSIBLE_STATE_INVALID,
                               bears ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  show_error (self, bears ? _("Leave the password out of the address: it is asked for, or read from ~/.pgpass.") : NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
entered_cb (YttServerPage *self)
{
  if (ytt_server_page_get_complete (self))
    g_signal_emit (self, signals[ENTERED], 0);
}

static gboolean
ytt_server_page_grab_focus (GtkWidget *widget)
{
  YttServerPage *self = YTT_SERVER_PAGE (widget);
  gboolean asks = gtk_widget_get_visible (GTK_WIDGET (self->password_row));

  return gtk_widget_grab_focus (asks ? GTK_WIDGET (self->password_row) : GTK_WIDGET (self->address_row));
}

static void
ytt_server_page_class_init (YttServerPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->grab_focus = ytt_server_page_grab_focus;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ENTERED] = g_signal_new ("entered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "exchange/ytt-server-page.ui");
  gtk_widget_class_bind_template_child (widget_class, YttServerPage, group);
  gtk_widget_class_bind_template_child (widget_class, YttServerPage, address_row);
  gtk_widget_class_bind_template_child (widget_class, YttServerPage, schema_row);
  gtk_widget_class_bind_template_child (widget_class, YttServerPage, password_row);
  gtk_widget_class_bind_template_child (widget_class, YttServerPage, error_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
}

static void
ytt_server_page_init (YttServerPage *self)
{
  g_autofree char *folder = get_folder (), *address = NULL, *schema = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  ytt_list_name_set (GTK_WIDGET (self), _("Database"));
  ytt_server_kept_load (folder, &address, &schema);
  gtk_editable_set_text (GTK_EDITABLE (self->address_row), address);
  gtk_editable_set_text (GTK_EDITABLE (self->schema_row), *schema != '\0' ? schema : YTT_PUBLISH_SCHEMA);
}

void
ytt_server_page_set_description (YttServerPage *self,
                                 const char    *description)
{
  g_return_if_fail (YTT_IS_SERVER_PAGE (self));

  adw_preferences_group_set_description (self->group, description);
}

gboolean
ytt_server_page_get_complete (YttServerPage *self)
{
  g_return_val_if_fail (YTT_IS_SERVER_PAGE (self), FALSE);

  return *ytt_server_page_get_address (self) != '\0' && *ytt_server_page_get_schema (self) != '\0'
         && !ytt_address_has_password (ytt_server_page_get_address (self));
}

const char *
ytt_server_page_get_address (YttServerPage *self)
{
  g_return_val_if_fail (YTT_IS_SERVER_PAGE (self), "");

  return gtk_editable_get_text (GTK_EDITABLE (self->address_row));
}

const char *
ytt_server_page_get_schema (YttServerPage *self)
{
  g_return_val_if_fail (YTT_IS_SERVER_PAGE (self), "");

  return gtk_editable_get_text (GTK_EDITABLE (self->schema_row));
}

const char *
ytt_server_page_get_password (YttServerPage *self)
{
  const char *password;

  g_return_val_if_fail (YTT_IS_SERVER_PAGE (self), NULL);

  password = gtk_editable_get_text (GTK_EDITABLE (self->password_row));

  return *password != '\0' ? password : NULL;
}

/**
 * ytt_server_page_set_error:
 * @self: a page
 * @error: (nullable): why the server could not be reached; %NULL for nothing
 *
 * Says what is in the way. Where that is the password, it is asked for.
 */
void
ytt_server_page_set_error (YttServerPage *self,
                           const GError  *error)
{
  gboolean password = g_error_matches (error, YTT_EXCHANGE_ERROR, YTT_EXCHANGE_ERROR_PASSWORD);

  g_return_if_fail (YTT_IS_SERVER_PAGE (self));

  show_error (self, error != NULL ? error->message : NULL);
  if (!password)
    return;

  gtk_widget_set_visible (GTK_WIDGET (self->password_row), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->password_row));
}

/**
 * ytt_server_page_keep:
 * @self: a page
 *
 * Keeps the address and the schema, without a password. Where they cannot be kept they are typed again the next time.
 */
void
ytt_server_page_keep (YttServerPage *self)
{
  g_autofree char *folder = get_folder ();

  g_return_if_fail (YTT_IS_SERVER_PAGE (self));

  ytt_server_kept_save (folder, ytt_server_page_get_address (self), ytt_server_page_get_schema (self), NULL);
}
