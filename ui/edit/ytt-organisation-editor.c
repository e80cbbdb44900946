#include "config.h"

#include "ytt-organisation-editor.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-choice-field.h"
#include "ytt-codes.h"
#include "ytt-countries.h"
#include "ytt-editor.h"
#include "ytt-record-part.h"
#include "ytt-reference-field.h"
#include "ytt-session-profile.h"
#include "ytt-similar-row.h"
#include "ytt-summary.h"
#include "ytt-web.h"

struct _YttOrganisationEditor
{
  AdwBin             parent_instance;

  YttSession        *session;           /* (owned) (nullable) */
  GSignalGroup      *session_signals;   /* (owned) */
  GSignalGroup      *editor_signals;    /* (owned) */
  GCancellable      *cancellable;       /* (owned) (nullable) of what reads the rows, and what is below */
  gint64             shown;             /* the key of the organisation whose fields are shown */
  gboolean           wants_focus;       /* the name gets the focus once it is shown */

  YttField          *name;
  YttField          *kind;
  YttField          *country;
  YttField          *parent;
  YttField          *website;
  YttField          *source;
  YttSimilarRow     *similar;

  /* Template children */
  GtkScrolledWindow *scroller;
  GtkBox            *groups;
};

G_DEFINE_FINAL_TYPE (YttOrganisationEditor, ytt_organisation_editor, ADW_TYPE_BIN)

static YttEditor *
get_editor (YttOrganisationEditor *self)
{
  return ytt_session_get_editor (self->session);
}

static void
done_cb (YttOrganisationEditor *self)
{
  if (self->session != NULL)
    ytt_editor_set_editing (get_editor (self), FALSE);
}

/* What is typed has been put back by its field before the key comes here. */
static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  done_cb (YTT_ORGANISATION_EDITOR (widget));

  return TRUE;
}

/* Reading */

static gboolean
fail (GError     **error,
      const char  *message)
{
  g_set_error_literal (error, YTT_ERROR, YTT_ERROR_INVALID, message);

  return FALSE;
}

static void
add_reading (GPtrArray  *readings,
             const char *column,
             const char *text)
{
  YttFieldReading *reading = ytt_field_reading_new (NULL);

  ytt_field_reading_set (reading, column, *text != '\0' ? YTT_CELL_OF_TEXT (text) : YTT_CELL_OF_NULL);
  g_ptr_array_add (readings, reading);
}

static gboolean
read_name_cb (YttField    *field,
              const char  *text,
              GPtrArray   *readings,
              gpointer     user_data,
              GError     **error)
{
  if (*text == '\0')
    return fail (error, _("An organisation has a name"));

  add_reading (readings, "name", text);

  return TRUE;
}

/* An address that the program would not open is none. */
static gboolean
read_website_cb (YttField    *field,
                 const char  *text,
                 GPtrArray   *readings,
                 gpointer     user_data,
                 GError     **error)
{
  g_autofree char *address = NULL;

  if (*text == '\0' || strstr (text, "://") != NULL)
    address = g_strdup (text);
  else
    address = g_strconcat ("https://", text, NULL);
  if (*address != '\0'
      && (!ytt_web_is_address (address) || !g_uri_is_valid (address, G_URI_FLAGS_NONE, NULL)))
    return fail (error, _("This is no address of a page, such as https://www.example.com"));

  add_reading (readings, "website", address);

  return TRUE;
}

/* Showing an organisation */

static void
set_summaries (YttOrganisationEditor *self,
               const char            *name)
{
  /* Translators, here and below: %s is an organisation */
  ytt_field_summarize (self->name, _("Change the name of %s"), name);
  ytt_field_summarize (self->kind, _("Change the kind of %s"), name);
  ytt_field_summarize (self->country, _("Change the country of %s"), name);
  ytt_field_summarize (self->parent, _("Change what %s is part of"), name);
  ytt_field_summarize (self->website, _("Change the website of %s"), name);
  ytt_field_summarize (self->source, _("Change the source of %s"), name);
}

/* What it cannot be a part of. */
static void
exclude (YttOrganisationEditor *self,
         GArray                *below)
{
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (keys, self->shown);
  if (below != NULL)
    g_array_append_vals (keys, below->data, below->len);
  ytt_reference_field_set_excluded (self->parent, (gint64 *) (gpointer) keys->data, keys->len,
                                    keys->len > 1 ? _("This is the organisation itself, or a part of it")
                                                  : _("This is the organisation itself"));
}

static void
below_found_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(YttOrganisationEditor) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) below = ytt_store_find_below_finish (YTT_STORE (object), result, &error);

  /* Where they cannot be found, the document itself refuses what would go round in a circle. */
  if (below != NULL && self->session != NULL)
    {
      exclude (self, below);
      ytt_field_read_again (self->parent);
    }
}

static void
focus_if_wanted (YttOrganisationEditor *self)
{
  if (self->wants_focus && gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      self->wants_focus = FALSE;
      gtk_widget_grab_focus (GTK_WIDGET (self->name));
    }
}

static void
show_rows (YttOrganisationEditor *self,
           GPtrArray             *rows)
{
  YttRow *row = ytt_rows_find (rows, "organisation", 0);
  YttField *plain[] = { self->name, self->kind, self->country, self->website };
  const char *name;
  gint64 id;

  if (row == NULL)
    return;

  id = ytt_row_get_id (row);
  name = ytt_row_get_text (row, "name");
  if (id != self->shown)
    {
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
      self->shown = id;
      exclude (self, NULL);
    }
  set_summaries (self, name != NULL ? name : "");
  for (gsize i = 0; i < G_N_ELEMENTS (plain); i++)
    ytt_field_set_row (plain[i], row);
  ytt_reference_field_set_row (self->parent, row, rows);
  ytt_reference_field_set_row (self->source, row, rows);
  ytt_similar_row_ask (self->similar, ytt_session_get_store (self->session), id, name);
  focus_if_wanted (self);
}

static void
rows_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(YttOrganisationEditor) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = ytt_store_read_rows_finish (YTT_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* they are read anew */

  /* Where these cannot be read, the page cannot either, and the pane says so. */
  if (rows == NULL || self->session == NULL)
    return;

  show_rows (self, rows);
  ytt_store_find_below_async (YTT_STORE (object), self->shown, self->cancellable, below_found_cb, g_object_ref (self));
}

static void
read_rows (YttOrganisationEditor *self)
{
  YttProfile *profile = self->session != NULL ? ytt_session_get_profile (self->session) : NULL;
  YttStore *store = self->session != NULL ? ytt_session_get_store (self->session) : NULL;
  const YttRowsWanted wanted[] = { { "organisation", "id", profile != NULL ? profile->organisation : 0 } };

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (store == NULL || wanted[0].key == 0 || !ytt_editor_get_editing (get_editor (self)))
    return;

  self->cancellable = g_cancellable_new ();
  ytt_store_read_referred_async (store, wanted, G_N_ELEMENTS (wanted), self->cancellable, rows_read_cb,
                                 g_object_ref (self));
}

static void
editing_cb (YttOrganisationEditor *self)
{
  self->wants_focus = ytt_editor_get_editing (get_editor (self));
  read_rows (self);
}

/* Building the group */

static int
compare_countries (gconstpointer a,
                   gconstpointer b)
{
  return g_utf8_collate (ytt_country_get_name (*(const char * const *) a),
                         ytt_country_get_name (*(const char * const *) b));
}

static void
add_countries (YttChoiceField *field)
{
  gsize n_countries;
  const YttCountry *countries = ytt_countries_get (&n_countries);
  g_autoptr(GPtrArray) codes = g_ptr_array_sized_new (n_countries);

  for (gsize i = 0; i < n_countries; i++)
    g_ptr_array_add (codes, (gpointer) countries[i].code);
  g_ptr_array_sort (codes, compare_countries);

  ytt_choice_field_add (field, "", _("Unknown"));
  for (guint i = 0; i < codes->len; i++)
    ytt_choice_field_add (field, g_ptr_array_index (codes, i), ytt_country_get_name (g_ptr_array_index (codes, i)));
}

/* Pointed out while one types. */
static void
name_edited_cb (YttOrganisationEditor *self)
{
  g_autofree char *name = ytt_field_get_text (self->name);

  if (self->session != NULL && self->shown != 0)
    ytt_similar_row_ask (self->similar, ytt_session_get_store (self->session), self->shown, name);
}

static YttField *
add (GtkWidget *group,
     GtkWidget *field)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), field);

  return YTT_FIELD (field);
}

static void
add_fields (YttOrganisationEditor *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  gtk_box_append (self->groups, group);
  self->name = add (group, ytt_text_field_new (_("Name")));
  ytt_fields_name_list (GTK_WIDGET (self->name), _("Organisation"));
  g_signal_connect_object (self->name, "edited", G_CALLBACK (name_edited_cb), self, G_CONNECT_SWAPPED);
  self->similar = YTT_SIMILAR_ROW (ytt_similar_row_new (YTT_MATCH_ORGANISATION));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->similar));
  self->kind = add (group, ytt_choice_field_new (_("Kind")));
  ytt_choice_field_add (YTT_CHOICE_FIELD (self->kind), "", _("Not Stated"));
  for (guint i = 0; ytt_organisation_kind_get_nth (i) != NULL; i++)
    ytt_choice_field_add (YTT_CHOICE_FIELD (self->kind), ytt_organisation_kind_get_nth (i),
                          ytt_organisation_kind_get_label (ytt_organisation_kind_get_nth (i)));
  self->country = add (group, ytt_choice_field_new (_("Country")));
  add_countries (YTT_CHOICE_FIELD (self->country));
  self->parent = add (group, ytt_reference_field_new (_("Part of"), YTT_MATCH_ORGANISATION));
  self->website = add (group, ytt_text_field_new (_("Website")));
  self->source = add (group, ytt_reference_field_new (C_("organisation", "Source"), YTT_MATCH_SOURCE));
}

static void
bind_fields (YttOrganisationEditor *self,
             YttEditor             *editor)
{
  ytt_field_bind (self->name, editor, "organisation", "name");
  ytt_field_set_read_func (self->name, read_name_cb, NULL, NULL);
  ytt_field_bind (self->kind, editor, "organisation", "kind");
  ytt_field_bind (self->country, editor, "organisation", "country");
  ytt_reference_field_bind (self->parent, editor, "organisation", "parent");
  ytt_field_bind (self->website, editor, "organisation", "website");
  ytt_field_set_read_func (self->website, read_website_cb, NULL, NULL);
  ytt_reference_field_bind (self->source, editor, "organisation", "source");
}

static void
ytt_organisation_editor_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ytt_organisation_editor_parent_class)->map (widget);
  focus_if_wanted (YTT_ORGANISATION_EDITOR (widget));
}

static gboolean
ytt_organisation_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (YTT_ORGANISATION_EDITOR (widget)->name));
}

static void
ytt_organisation_editor_dispose (GObject *object)
{
  YttOrganisationEditor *self = YTT_ORGANISATION_EDITOR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->editor_signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (ytt_organisation_editor_parent_class)->dispose (object);
}

static void
ytt_organisation_editor_class_init (YttOrganisationEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ytt_organisation_editor_dispose;
  widget_class->map = ytt_organisation_editor_map;
  widget_class->grab_focus = ytt_organisation_editor_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "edit/ytt-organisation-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, YttOrganisationEditor, scroller);
  gtk_widget_class_bind_template_child (widget_class, YttOrganisationEditor, groups);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}

static void
ytt_organisation_editor_init (YttOrganisationEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_fields (self);

  self->session_signals = g_signal_group_new (YTT_TYPE_SESSION);
  g_signal_group_connect_object (self->session_signals, "notify::profile", G_CALLBACK (read_rows), self,
                                 G_CONNECT_SWAPPED);
  self->editor_signals = g_signal_group_new (YTT_TYPE_EDITOR);
  /* Rows that were read before a change of ours would look like somebody else's. */
  g_signal_group_connect_object (self->editor_signals, "done", G_CALLBACK (read_rows), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->editor_signals, "notify::editing", G_CALLBACK (editing_cb), self,
                                 G_CONNECT_SWAPPED);
}

/**
 * ytt_organisation_editor_new:
 * @session: the session whose page is edited
 *
 * Returns: (transfer floating): an editor of organisations
 */
GtkWidget *
ytt_organisation_editor_new (YttSession *session)
{
  YttOrganisationEditor *self;

  g_return_val_if_fail (YTT_IS_SESSION (session), NULL);

  self = g_object_new (YTT_TYPE_ORGANISATION_EDITOR, NULL);
  self->session = g_object_ref (session);
  bind_fields (self, get_editor (self));
  g_signal_group_set_target (self->session_signals, session);
  g_signal_group_set_target (self->editor_signals, get_editor (self));
  editing_cb (self);

  return GTK_WIDGET (self);
}
