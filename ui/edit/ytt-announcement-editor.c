#include "config.h"

#include "ytt-announcement-editor-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-amount-field.h"
#include "ytt-announcement.h"
#include "ytt-choice-field.h"
#include "ytt-date-field.h"
#include "ytt-editor.h"
#include "ytt-long-text-field.h"
#include "ytt-record-part.h"
#include "ytt-session-page.h"
#include "ytt-summary.h"

enum
{
  PROP_0,
  PROP_ADDING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttAnnouncementEditor, ytt_announcement_editor, ADW_TYPE_BIN)

static YttEditor *
get_editor (YttAnnouncementEditor *self)
{
  return ytt_session_get_editor (self->session);
}

static void
done_cb (YttAnnouncementEditor *self)
{
  if (self->adding)
    {
      ytt_field_clear (self->title);
      ytt_announcement_editor_set_adding (self, FALSE);
    }
  else if (self->session != NULL)
    ytt_editor_set_editing (get_editor (self), FALSE);
}

/* What is typed has been put back by its field before the key comes here. */
static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  done_cb (YTT_ANNOUNCEMENT_EDITOR (widget));

  return TRUE;
}

/* The title, which alone a new announcement must have */

static gboolean
read_title_cb (YttField    *field,
               const char  *text,
               GPtrArray   *readings,
               gpointer     user_data,
               GError     **error)
{
  YttFieldReading *reading;

  if (*text == '\0')
    {
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_INVALID, _("An announcement has a title"));
      return FALSE;
    }

  reading = ytt_field_reading_new (NULL);
  ytt_field_reading_set (reading, "title", YTT_CELL_OF_TEXT (text));
  g_ptr_array_add (readings, reading);

  return TRUE;
}

static void
save_title_cb (YttField        *field,
               YttFieldReading *reading,
               YttChanges      *changes,
               gpointer         user_data)
{
  YttAnnouncementEditor *self = user_data;
  YttRow *row = ytt_field_get_row (field);
  YttCell title = ytt_field_reading_get (reading, "title");
  g_autofree char *summary = NULL;

  if (row == NULL || ytt_cell_equal (ytt_row_get (row, "title"), title))
    return;

  ytt_changes_update (changes, "announcement", ytt_row_get_id (row));
  ytt_changes_expect (changes, "title", ytt_row_get (row, "title"));
  ytt_changes_set (changes, "title", title);
  summary = ytt_summary_fill_in (_("Change the title of “%s”"), self->name);
  ytt_field_set_summary (field, summary);
}

/* Materials: a list with ";" between its items, and no space around them. */

static gboolean
read_materials_cb (YttField    *field,
                   const char  *text,
                   GPtrArray   *readings,
                   gpointer     user_data,
                   GError     **error)
{
  g_auto(GStrv) parts = g_strsplit (text, ";", -1);
  g_autoptr(GString) list = g_string_new (NULL);
  YttFieldReading *reading = ytt_field_reading_new (NULL);

  for (gsize i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_string_append_printf (list, "%s%s", list->len > 0 ? ";" : "", parts[i]);
  ytt_field_reading_set (reading, "materials", list->len > 0 ? YTT_CELL_OF_TEXT (list->str) : YTT_CELL_OF_NULL);
  g_ptr_array_add (readings, reading);

  return TRUE;
}

static char *
format_materials_cb (YttField *field,
                     YttRow   *row,
                     gpointer  user_data)
{
  const char *list = ytt_row_get_text (row, "materials");
  g_auto(GStrv) parts = g_strsplit (list != NULL ? list : "", ";", -1);

  return g_strjoinv ("; ", parts);
}

/* Showing an announcement */

static void
set_summaries (YttAnnouncementEditor *self)
{
  const struct { YttField *field; const char *format; } fields[] = {
    { self->date, _("Change the date of “%s”") },
    { self->kind, _("Change the kind of “%s”") },
    { self->status, _("Change the status of “%s”") },
    { self->rung, _("Change how far “%s” has come") },
    { self->amount, _("Change the amount of “%s”") },
    { self->materials, _("Change the materials of “%s”") },
    { self->summary, _("Change the summary of “%s”") },
  };
  const struct { YttReferenceList *list; const char *added, *changed, *removed, *moved; } lists[] = {
    { self->parties, _("Add a party to “%s”"), _("Change a party of “%s”"), _("Remove a party from “%s”"),
      _("Reorder the parties of “%s”") },
    { self->facilities, _("Add a facility to “%s”"), _("Change a facility of “%s”"),
      _("Remove a facility from “%s”"), "" },
    { self->sources, _("Add a source to “%s”"), _("Change a source of “%s”"), _("Remove a source from “%s”"), "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    ytt_field_summarize (fields[i].field, fields[i].format, self->name);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *added = ytt_summary_fill_in (lists[i].added, self->name);
      g_autofree char *changed = ytt_summary_fill_in (lists[i].changed, self->name);
      g_autofree char *removed = ytt_summary_fill_in (lists[i].removed, self->name);
      g_autofree char *moved = ytt_summary_fill_in (lists[i].moved, self->name);

      ytt_reference_list_set_summary (lists[i].list, (YttListFieldSummary) { added, changed, removed, moved });
    }
}

static void
update_words (YttAnnouncementEditor *self)
{
  gtk_label_set_label (self->heading, self->adding ? _("New Announcement") : _("Edit Announcement"));
  gtk_button_set_label (self->done_button, self->adding ? _("_Cancel") : _("_Done"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->done_button), self->adding ? NULL : _("All Is Saved Already"));
  gtk_widget_set_visible (GTK_WIDGET (self->add_button), self->adding);
  gtk_widget_set_visible (GTK_WIDGET (self->delete_button), !self->adding);
  ytt_field_set_note (self->title, NULL);
  for (guint i = 0; i < self->rest->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->rest, i), !self->adding);
}

static void
focus_if_wanted (YttAnnouncementEditor *self)
{
  if (self->wants_focus && gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      self->wants_focus = FALSE;
      gtk_widget_grab_focus (GTK_WIDGET (self->title));
    }
}

static void
show_rows (YttAnnouncementEditor *self,
           GPtrArray             *rows)
{
  YttRow *row = ytt_rows_find (rows, "announcement", 0);
  YttField *fields[] = { self->title, self->date, self->kind, self->status, self->rung, self->amount, self->materials,
                         self->summary };
  gint64 id;

  if (row == NULL)
    return;

  id = ytt_row_get_id (row);
  if (id != self->shown)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  self->shown = id;
  g_free (self->name);
  self->name = g_strdup (ytt_row_get_text (row, "title"));
  update_words (self);
  set_summaries (self);
  ytt_field_set_draft_key (self->title, "announcement", id, "title");
  ytt_field_set_save_func (self->title, save_title_cb, self, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    ytt_field_set_row (fields[i], row);
  ytt_reference_list_set_rows (self->parties, id, rows);
  ytt_reference_list_set_rows (self->facilities, id, rows);
  ytt_reference_list_set_rows (self->sources, id, rows);
  ytt_similar_row_ask (self->similar, ytt_session_get_store (self->session), id, self->name);
  focus_if_wanted (self);
}

static void
rows_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(YttAnnouncementEditor) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = ytt_store_read_rows_finish (YTT_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* they are read anew */

  g_clear_object (&self->cancellable);
  /* Where these cannot be read, the announcement cannot either, and its page says so. */
  if (rows != NULL && !self->adding)
    show_rows (self, rows);
}

static void
read_rows (YttAnnouncementEditor *self)
{
  YttStore *store = self->session != NULL ? ytt_session_get_store (self->session) : NULL;
  gint64 id = self->session != NULL ? ytt_session_get_announcement (self->session) : 0;
  const YttRowsWanted wanted[] = {
    { "announcement", "id", id },
    { "announcement_party", "announcement", id },
    { "announcement_facility", "announcement", id },
    { "announcement_source", "announcement", id },
  };

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (id == 0 || store == NULL || self->adding || !ytt_editor_get_editing (get_editor (self)))
    return;

  self->cancellable = g_cancellable_new ();
  ytt_store_read_referred_async (store, wanted, G_N_ELEMENTS (wanted), self->cancellable, rows_read_cb,
                                 g_object_ref (self));
}

static void
editing_cb (YttAnnouncementEditor *self)
{
  self->wants_focus = ytt_editor_get_editing (get_editor (self));
  read_rows (self);
}

/* Building the groups */

static GtkWidget *
add_group (YttAnnouncementEditor *self,
           const char            *title)
{
  GtkWidget *group = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", title, NULL);

  gtk_box_append (self->groups, group);

  return group;
}

/* What a new announcement has only once it is there. */
static YttField *
add (YttAnnouncementEditor *self,
     GtkWidget             *group,
     GtkWidget             *field)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), field);
  g_ptr_array_add (self->rest, field);

  return YTT_FIELD (field);
}

static YttReferenceList *
add_list (YttAnnouncementEditor *self,
          GtkWidget             *list)
{
  gtk_box_append (self->groups, list);
  g_ptr_array_add (self->rest, list);

  return YTT_REFERENCE_LIST (list);
}

static void
add_choices (YttField    *field,
             const char *(*get_nth)   (guint n),
             const char *(*get_label) (const char *code))
{
  ytt_choice_field_add (YTT_CHOICE_FIELD (field), "", _("Not Stated"));
  for (guint i = 0; get_nth (i) != NULL; i++)
    ytt_choice_field_add (YTT_CHOICE_FIELD (field), get_nth (i), get_label (get_nth (i)));
}

static void
add_facts (YttAnnouncementEditor *self)
{
  GtkWidget *group = add_group (self, NULL);
  YttRung rung;

  self->title = YTT_FIELD (ytt_text_field_new (_("Title")));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->title));
  ytt_fields_name_list (GTK_WIDGET (self->title), _("Announcement"));
  ytt_field_set_read_func (self->title, read_title_cb, NULL, NULL);
  g_signal_connect_object (self->title, "edited", G_CALLBACK (ytt_announcement_editor_title_edited), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (ytt_text_field_get_input (YTT_TEXT_FIELD (self->title)), "activate",
                           G_CALLBACK (ytt_announcement_editor_add), self, G_CONNECT_SWAPPED);
  self->similar = YTT_SIMILAR_ROW (ytt_similar_row_new (YTT_MATCH_ANNOUNCEMENT));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->similar));
  self->date = add (self, group, ytt_date_field_new (_("Date")));
  self->kind = add (self, group, ytt_choice_field_new (_("Kind")));
  add_choices (self->kind, ytt_announcement_kind_get_nth, ytt_announcement_kind_get_label);
  self->status = add (self, group, ytt_choice_field_new (_("Status")));
  add_choices (self->status, ytt_announcement_status_get_nth, ytt_announcement_status_get_label);

  group = add_group (self, _("Deal"));
  g_ptr_array_add (self->rest, group);
  self->rung = add (self, group, ytt_choice_field_new (_("How Far It Has Come")));
  ytt_choice_field_add (YTT_CHOICE_FIELD (self->rung), "", _("Not Stated"));
  for (rung = YTT_RUNG_STATEMENT_OF_INTEREST; rung <= YTT_RUNG_FIRST_DELIVERY; rung++)
    ytt_choice_field_add (YTT_CHOICE_FIELD (self->rung), ytt_rung_to_code (rung), ytt_rung_get_label (rung));
  self->amount = add (self, group, ytt_amount_field_new (_("Amount")));
  self->materials = add (self, group, ytt_text_field_new (_("Materials, with “;” between Them")));
}

static void
add_lists (YttAnnouncementEditor *self)
{
  self->parties = add_list (self, ytt_reference_list_new (_("Parties"), YTT_MATCH_ORGANISATION, _("Party"),
                                                          _("Add a Party")));
  ytt_reference_list_add_role (self->parties, "", _("Not Stated"));
  for (guint i = 0; ytt_party_role_get_nth (i) != NULL; i++)
    ytt_reference_list_add_role (self->parties, ytt_party_role_get_nth (i),
                                 ytt_party_role_get_label (ytt_party_role_get_nth (i)));
  self->facilities = add_list (self, ytt_reference_list_new (_("Facilities"), YTT_MATCH_FACILITY,
                                                             C_("announcement", "Facility"), _("Add a Facility")));
  self->sources = add_list (self, ytt_reference_list_new (_("Sources"), YTT_MATCH_SOURCE,
                                                          C_("announcement", "Source"), _("Add a Source")));
}

static void
add_about (YttAnnouncementEditor *self)
{
  GtkWidget *group = add_group (self, _("About"));

  g_ptr_array_add (self->rest, group);
  self->summary = add (self, group, ytt_long_text_field_new (_("Summary")));
}

static void
bind_fields (YttAnnouncementEditor *self,
             YttEditor             *editor)
{
  ytt_field_bind (self->title, editor, "announcement", "title");
  ytt_date_field_bind (self->date, editor, "announcement", "date");
  ytt_field_bind (self->kind, editor, "announcement", "kind");
  ytt_field_bind (self->status, editor, "announcement", "status");
  ytt_field_bind (self->rung, editor, "announcement", "rung");
  ytt_amount_field_bind (self->amount, editor, "announcement");
  ytt_field_bind (self->materials, editor, "announcement", "materials");
  ytt_field_set_read_func (self->materials, read_materials_cb, NULL, NULL);
  ytt_field_set_format_func (self->materials, format_materials_cb, NULL, NULL);
  ytt_field_bind (self->summary, editor, "announcement", "summary");
  ytt_reference_list_bind (self->parties, editor, "announcement_party", "announcement", "organisation");
  ytt_reference_list_bind (self->facilities, editor, "announcement_facility", "announcement", "facility");
  ytt_reference_list_bind (self->sources, editor, "announcement_source", "announcement", "source");
}

static void
session_store_cb (YttAnnouncementEditor *self)
{
  g_signal_group_set_target (self->store_signals, ytt_session_get_store (self->session));
  ytt_announcement_editor_set_adding (self, FALSE);
}

static void
ytt_announcement_editor_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ytt_announcement_editor_parent_class)->map (widget);
  focus_if_wanted (YTT_ANNOUNCEMENT_EDITOR (widget));
}

static gboolean
ytt_announcement_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (YTT_ANNOUNCEMENT_EDITOR (widget)->title));
}

static void
ytt_announcement_editor_dispose (GObject *object)
{
  YttAnnouncementEditor *self = YTT_ANNOUNCEMENT_EDITOR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->editor_signals);
  g_clear_object (&self->store_signals);
  g_clear_object (&self->session);
  /* It may outlive this by a commit that is under way. */
  if (self->title != NULL)
    {
      ytt_field_set_save_func (self->title, NULL, NULL, NULL);
      self->title = NULL;
    }

  G_OBJECT_CLASS (ytt_announcement_editor_parent_class)->dispose (object);
}

static void
ytt_announcement_editor_finalize (GObject *object)
{
  YttAnnouncementEditor *self = YTT_ANNOUNCEMENT_EDITOR (object);

  g_ptr_array_unref (self->rest);
  g_free (self->name);
  g_free (self->warned);

  G_OBJECT_CLASS (ytt_announcement_editor_parent_class)->finalize (object);
}

static void
ytt_announcement_editor_get_property (GObject    *object,
                                      guint       prop_id,
                                      GValue     *value,
                                      GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_ADDING:
      g_value_set_boolean (value, YTT_ANNOUNCEMENT_EDITOR (object)->adding);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ytt_announcement_editor_set_property (GObject      *object,
                                      guint         prop_id,
                                      const GValue *value,
                                      GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_ADDING:
      ytt_announcement_editor_set_adding (YTT_ANNOUNCEMENT_EDITOR (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ytt_announcement_editor_class_init (YttAnnouncementEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_announcement_editor_dispose;
  object_class->finalize = ytt_announcement_editor_finalize;
  object_class->get_property = ytt_announcement_editor_get_property;
  object_class->set_property = ytt_announcement_editor_set_property;
  widget_class->map = ytt_announcement_editor_map;
  widget_class->grab_focus = ytt_announcement_editor_grab_focus;

  properties[PROP_ADDING] =
    g_param_spec_boolean ("adding", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "edit/ytt-announcement-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementEditor, heading);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementEditor, delete_button);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementEditor, done_button);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementEditor, add_button);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementEditor, scroller);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementEditor, groups);
  gtk_widget_class_bind_template_callback (widget_class, ytt_announcement_editor_add);
  gtk_widget_class_bind_template_callback (widget_class, ytt_announcement_editor_delete);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}

static void
ytt_announcement_editor_init (YttAnnouncementEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->rest = g_ptr_array_new ();
  add_facts (self);
  add_lists (self);
  add_about (self);

  self->session_signals = g_signal_group_new (YTT_TYPE_SESSION);
  g_signal_group_connect_object (self->session_signals, "notify::announcement", G_CALLBACK (read_rows), self,
                                 G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->session_signals, "notify::store", G_CALLBACK (session_store_cb), self,
                                 G_CONNECT_SWAPPED);
  self->editor_signals = g_signal_group_new (YTT_TYPE_EDITOR);
  /* Rows that were read before a change of ours would look like somebody else's. */
  g_signal_group_connect_object (self->editor_signals, "done", G_CALLBACK (read_rows), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->editor_signals, "done", G_CALLBACK (ytt_announcement_editor_undone), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->editor_signals, "notify::editing", G_CALLBACK (editing_cb), self,
                                 G_CONNECT_SWAPPED);
  self->store_signals = g_signal_group_new (YTT_TYPE_STORE);
  g_signal_group_connect_object (self->store_signals, "changed", G_CALLBACK (read_rows), self, G_CONNECT_SWAPPED);
}

/**
 * ytt_announcement_editor_new:
 * @session: the session whose announcement is edited
 *
 * Returns: (transfer floating): an editor of announcements
 */
GtkWidget *
ytt_announcement_editor_new (YttSession *session)
{
  YttAnnouncementEditor *self;

  g_return_val_if_fail (YTT_IS_SESSION (session), NULL);

  self = g_object_new (YTT_TYPE_ANNOUNCEMENT_EDITOR, NULL);
  self->session = g_object_ref (session);
  bind_fields (self, get_editor (self));
  g_signal_group_set_target (self->session_signals, session);
  g_signal_group_set_target (self->editor_signals, get_editor (self));
  g_signal_group_set_target (self->store_signals, ytt_session_get_store (session));
  update_words (self);
  editing_cb (self);

  return GTK_WIDGET (self);
}

/**
 * ytt_announcement_editor_get_adding:
 * @self: an editor
 *
 * Returns: whether the title of a new announcement is asked for
 */
gboolean
ytt_announcement_editor_get_adding (YttAnnouncementEditor *self)
{
  g_return_val_if_fail (YTT_IS_ANNOUNCEMENT_EDITOR (self), FALSE);

  return self->adding;
}

/**
 * ytt_announcement_editor_set_adding:
 * @self: an editor
 * @adding: whether to ask for the title of a new announcement
 */
void
ytt_announcement_editor_set_adding (YttAnnouncementEditor *self,
                                    gboolean               adding)
{
  g_return_if_fail (YTT_IS_ANNOUNCEMENT_EDITOR (self));

  if (self->adding == adding)
    return;

  self->adding = adding;
  self->shown = 0;
  /* What was typed for a new one is there again the next time; it is not saved by being left. */
  ytt_field_set_save_func (self->title, NULL, NULL, NULL);
  ytt_field_set_draft_key (self->title, "announcement", adding ? 0 : ytt_session_get_announcement (self->session),
                           "title");
  ytt_field_set_row (self->title, NULL);
  update_words (self);
  ytt_announcement_editor_title_edited (self);
  self->wants_focus = TRUE;
  if (adding)
    focus_if_wanted (self);
  else
    read_rows (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ADDING]);
}
