#include "config.h"

#include "ytt-record-editor.h"

#include <glib/gi18n.h>

#include "ytt-claims-part.h"
#include "ytt-company-list.h"
#include "ytt-elements.h"
#include "ytt-link-list.h"
#include "ytt-list-field.h"
#include "ytt-long-text-field.h"
#include "ytt-place-editor.h"
#include "ytt-record-part.h"
#include "ytt-set-field.h"
#include "ytt-similar-row.h"
#include "ytt-summary.h"

struct _YttRecordEditor
{
  AdwBin           parent_instance;

  YttSession      *session;           /* (owned) (nullable) */
  GSignalGroup    *session_signals;   /* (owned) */
  GSignalGroup    *editor_signals;    /* (owned) */
  GCancellable    *cancellable;       /* (owned) (nullable) of what reads the rows */
  YttRecord       *record;            /* (owned) (nullable): the one that is shown */
  gint64           wanted_focus;      /* the facility whose name gets the focus once it is shown */

  YttTextField    *name;
  YttSimilarRow   *similar;
  YttListField    *names;
  YttSetField     *stages;
  YttSetField     *elements;
  YttCompanyList  *operators;
  YttCompanyList  *owners;
  YttListField    *products;
  YttLongTextField *summary;
  GPtrArray       *parts;             /* (owned) (element-type YttRecordPart) (not owned) */

  /* Template children */
  GtkScrolledWindow *scroller;
  GtkBox          *groups;
};

G_DEFINE_FINAL_TYPE (YttRecordEditor, ytt_record_editor, ADW_TYPE_BIN)

static YttEditor *
get_editor (YttRecordEditor *self)
{
  return self->session != NULL ? ytt_session_get_editor (self->session) : NULL;
}

static void
done_cb (YttRecordEditor *self)
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
  done_cb (YTT_RECORD_EDITOR (widget));

  return TRUE;
}

/* Showing a record */

static void
set_summaries (YttRecordEditor *self)
{
  const char *name = self->record->name;
  g_autofree char *name_added = ytt_summary_fill_in (_("Add a name of %s"), name);
  g_autofree char *name_changed = ytt_summary_fill_in (_("Change another name of %s"), name);
  g_autofree char *name_removed = ytt_summary_fill_in (_("Remove a name of %s"), name);
  g_autofree char *product_added = ytt_summary_fill_in (_("Add a product of %s"), name);
  g_autofree char *product_changed = ytt_summary_fill_in (_("Change a product of %s"), name);
  g_autofree char *product_removed = ytt_summary_fill_in (_("Remove a product of %s"), name);
  g_autofree char *products_moved = ytt_summary_fill_in (_("Reorder the products of %s"), name);

  ytt_field_summarize (YTT_FIELD (self->name), _("Change the name of %s"), name);
  ytt_field_summarize (YTT_FIELD (self->stages), _("Change the stages of %s"), name);
  ytt_field_summarize (YTT_FIELD (self->elements), _("Change the elements of %s"), name);
  ytt_field_summarize (YTT_FIELD (self->summary), _("Change the description of %s"), name);
  ytt_list_field_set_summary (self->names,
                              (YttListFieldSummary) { name_added, name_changed, name_removed, NULL });
  ytt_list_field_set_summary (self->products, (YttListFieldSummary) { product_added, product_changed,
                                                                      product_removed, products_moved });
}

static void
show_rows (YttRecordEditor *self,
           GPtrArray       *rows)
{
  YttRow *facility = ytt_rows_find (rows, "facility", 0);
  gint64 id = self->record->id;
  gboolean first;

  if (facility == NULL)
    return;

  first = ytt_field_get_row (YTT_FIELD (self->name)) == NULL
          || ytt_row_get_id (ytt_field_get_row (YTT_FIELD (self->name))) != id;
  set_summaries (self);
  ytt_field_set_row (YTT_FIELD (self->name), facility);
  ytt_list_field_set_rows (self->names, id, rows);
  ytt_set_field_set_rows (self->stages, id, rows);
  ytt_set_field_set_rows (self->elements, id, rows);
  ytt_company_list_set_record (self->operators, get_editor (self), self->record, rows);
  ytt_company_list_set_record (self->owners, get_editor (self), self->record, rows);
  ytt_list_field_set_rows (self->products, id, rows);
  ytt_field_set_row (YTT_FIELD (self->summary), facility);
  for (guint i = 0; i < self->parts->len; i++)
    ytt_record_part_set_record (g_ptr_array_index (self->parts, i), self->session, self->record, rows);

  ytt_similar_row_ask (self->similar, ytt_session_get_store (self->session), id,
                       ytt_row_get_text (facility, "name"));
  if (first)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  if (self->wanted_focus == id || self->wanted_focus == -1)
    gtk_widget_grab_focus (GTK_WIDGET (self->name));
  self->wanted_focus = 0;
}

static void
rows_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(YttRecordEditor) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = ytt_store_read_rows_finish (YTT_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* they are read anew */

  g_clear_object (&self->cancellable);
  /* Where rows cannot be read, the record cannot either, and the pane says so in this one's place. */
  if (rows != NULL && self->record != NULL)
    show_rows (self, rows);
}

static void
read_rows (YttRecordEditor *self)
{
  YttRecord *record = self->session != NULL ? ytt_session_get_record (self->session) : NULL;
  YttStore *store = self->session != NULL ? ytt_session_get_store (self->session) : NULL;
  gint64 id = record != NULL ? record->id : 0;
  const YttRowsWanted wanted[] = {
    { "facility", "id", id },
    { "facility_name", "facility", id },
    { "facility_stage", "facility", id },
    { "facility_element", "facility", id },
    { "facility_product", "facility", id },
    { "facility_organisation", "facility", id },
  };

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (record == NULL || store == NULL || !ytt_editor_get_editing (get_editor (self)))
    return;

  ytt_record_ref (record);
  g_clear_pointer (&self->record, ytt_record_unref);
  self->record = record;
  self->cancellable = g_cancellable_new ();
  ytt_store_read_rows_async (store, wanted, G_N_ELEMENTS (wanted), self->cancellable, rows_read_cb,
                             g_object_ref (self));
}

static void
editing_cb (YttRecordEditor *self)
{
  if (ytt_editor_get_editing (get_editor (self)))
    self->wanted_focus = -1;
  read_rows (self);
}

/* Building the groups */

static gboolean
read_name_cb (YttField    *field,
              const char  *text,
              GPtrArray   *readings,
              gpointer     user_data,
              GError     **error)
{
  YttFieldReading *reading;

  if (*text == '\0')
    {
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_INVALID, _("A facility has a name"));
      return FALSE;
    }

  reading = ytt_field_reading_new (NULL);
  ytt_field_reading_set (reading, "name", YTT_CELL_OF_TEXT (text));
  g_ptr_array_add (readings, reading);

  return TRUE;
}

/* Pointed out while one types. */
static void
name_edited_cb (YttRecordEditor *self)
{
  g_autofree char *name = ytt_field_get_text (YTT_FIELD (self->name));

  if (self->record != NULL)
    ytt_similar_row_ask (self->similar, ytt_session_get_store (self->session), self->record->id, name);
}

static GtkWidget *
add_group (YttRecordEditor *self,
           const char      *title)
{
  GtkWidget *group = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", title, NULL);

  gtk_box_append (self->groups, group);

  return group;
}

/* Those built elsewhere, in the order in which they are read. */
static void
add_part (YttRecordEditor *self,
          GtkWidget       *part)
{
  g_ptr_array_add (self->parts, part);
  gtk_box_append (self->groups, part);
}

static void
add_names (YttRecordEditor *self)
{
  GtkWidget *group = add_group (self, NULL);

  self->name = YTT_TEXT_FIELD (ytt_text_field_new (_("Name")));
  ytt_field_set_read_func (YTT_FIELD (self->name), read_name_cb, NULL, NULL);
  g_signal_connect_object (self->name, "edited", G_CALLBACK (name_edited_cb), self, G_CONNECT_SWAPPED);
  self->similar = YTT_SIMILAR_ROW (ytt_similar_row_new (YTT_MATCH_FACILITY));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->name));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->similar));
  ytt_fields_name_list (GTK_WIDGET (self->name), _("Name"));

  self->names = YTT_LIST_FIELD (ytt_list_field_new (_("Other Names"), _("Other Name"), _("Add Another Name")));
  gtk_box_append (self->groups, GTK_WIDGET (self->names));
}

static void
add_sets (YttRecordEditor *self)
{
  GtkWidget *group = add_group (self, _("Chain"));
  const char * const *elements = ytt_elements_get ();

  self->stages = YTT_SET_FIELD (ytt_set_field_new (_("Stages")));
  for (guint i = 0; i < YTT_N_STAGES; i++)
    ytt_set_field_add (self->stages, ytt_stage_to_code (1 << i), ytt_stage_get_label (1 << i), NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->stages));

  self->elements = YTT_SET_FIELD (ytt_set_field_new (_("Elements")));
  for (gsize i = 0; elements[i] != NULL; i++)
    ytt_set_field_add (self->elements, elements[i], elements[i], ytt_element_get_name (elements[i]));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->elements));
}

static void
add_companies (YttRecordEditor *self)
{
  self->operators = YTT_COMPANY_LIST (ytt_company_list_new (_("Operator"), "operator", _("Operator"),
                                                            _("Add an Operator"), FALSE));
  gtk_box_append (self->groups, GTK_WIDGET (self->operators));
  self->owners = YTT_COMPANY_LIST (ytt_company_list_new (_("Owners"), "owner", _("Owner"), _("Add an Owner"), TRUE));
  gtk_box_append (self->groups, GTK_WIDGET (self->owners));
}

static void
add_products (YttRecordEditor *self)
{
  self->products = YTT_LIST_FIELD (ytt_list_field_new (_("Products"), _("Product"), _("Add a Product")));
  ytt_list_field_set_ordered (self->products, TRUE);
  ytt_list_field_set_match_kind (self->products, YTT_MATCH_PRODUCT);
  gtk_box_append (self->groups, GTK_WIDGET (self->products));
}

static void
add_description (YttRecordEditor *self)
{
  GtkWidget *group = add_group (self, _("About"));

  self->summary = YTT_LONG_TEXT_FIELD (ytt_long_text_field_new (_("Description")));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->summary));
}

static void
bind_fields (YttRecordEditor *self,
             YttEditor       *editor)
{
  ytt_field_bind (YTT_FIELD (self->name), editor, "facility", "name");
  ytt_list_field_bind (self->names, editor, "facility_name", "facility", "facility", "name");
  ytt_set_field_bind (self->stages, editor, "facility_stage", "facility", "stage");
  ytt_set_field_bind (self->elements, editor, "facility_element", "facility", "element");
  ytt_list_field_bind (self->products, editor, "facility_product", "facility", "facility", "product");
  ytt_field_bind (YTT_FIELD (self->summary), editor, "facility", "summary");
}

static void
ytt_record_editor_dispose (GObject *object)
{
  YttRecordEditor *self = YTT_RECORD_EDITOR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->editor_signals);
  g_clear_pointer (&self->record, ytt_record_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (ytt_record_editor_parent_class)->dispose (object);
}

static void
ytt_record_editor_finalize (GObject *object)
{
  YttRecordEditor *self = YTT_RECORD_EDITOR (object);

  g_ptr_array_unref (self->parts);

  G_OBJECT_CLASS (ytt_record_editor_parent_class)->finalize (object);
}

static gboolean
ytt_record_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (YTT_RECORD_EDITOR (widget)->name));
}

static void
ytt_record_editor_class_init (YttRecordEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_record_editor_dispose;
  object_class->finalize = ytt_record_editor_finalize;
  widget_class->grab_focus = ytt_record_editor_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "edit/ytt-record-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, YttRecordEditor, scroller);
  gtk_widget_class_bind_template_child (widget_class, YttRecordEditor, groups);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}

static void
ytt_record_editor_init (YttRecordEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->parts = g_ptr_array_new ();
  add_names (self);
  add_sets (self);
  add_part (self, ytt_place_editor_new ());
  add_companies (self);
  add_products (self);
  add_part (self, ytt_link_list_new ());
  add_description (self);
  add_part (self, ytt_claims_part_new ());

  self->session_signals = g_signal_group_new (YTT_TYPE_SESSION);
  g_signal_group_connect_object (self->session_signals, "notify::record", G_CALLBACK (read_rows), self,
                                 G_CONNECT_SWAPPED);
  self->editor_signals = g_signal_group_new (YTT_TYPE_EDITOR);
  /* Rows that were read before a change of ours would look like somebody else's. */
  g_signal_group_connect_object (self->editor_signals, "done", G_CALLBACK (read_rows), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->editor_signals, "notify::editing", G_CALLBACK (editing_cb), self,
                                 G_CONNECT_SWAPPED);
}

/**
 * ytt_record_editor_new:
 * @session: the session whose selection is edited
 *
 * Returns: (transfer floating): an editor of records
 */
GtkWidget *
ytt_record_editor_new (YttSession *session)
{
  YttRecordEditor *self;

  g_return_val_if_fail (YTT_IS_SESSION (session), NULL);

  self = g_object_new (YTT_TYPE_RECORD_EDITOR, NULL);
  self->session = g_object_ref (session);
  bind_fields (self, ytt_session_get_editor (session));
  g_signal_group_set_target (self->session_signals, session);
  g_signal_group_set_target (self->editor_signals, ytt_session_get_editor (session));
  editing_cb (self);

  return GTK_WIDGET (self);
}
