#include "config.h"

#include "ytt-claim-adder.h"

#include <glib/gi18n.h>

#include "ytt-choice-field.h"
#include "ytt-claim-fields.h"

struct _YttClaimAdder
{
  AdwExpanderRow  parent_instance;

  YttEditor      *editor;      /* (owned) (nullable) */
  YttRecord      *record;      /* (owned) (nullable) */
  YttClaimBook   *book;        /* (owned) (nullable) */
  gboolean        adding;
  gboolean        wanted;      /* it is to be added as soon as all was looked up */

  YttField       *attribute;   /* (nullable): once it was opened */
  YttClaimFields *fields;      /* (owned) (nullable) */
  GtkLabel       *message;
  GtkWidget      *add_button;
  GtkWidget      *discard_button;
};

G_DEFINE_FINAL_TYPE (YttClaimAdder, ytt_claim_adder, ADW_TYPE_EXPANDER_ROW)

static void
say (YttClaimAdder *self,
     const char    *message)
{
  gtk_label_set_label (self->message, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), message != NULL);
}

static void
update_buttons (YttClaimAdder *self)
{
  g_autofree char *attribute = ytt_field_get_text (self->attribute);

  gtk_widget_set_sensitive (self->add_button, *attribute != '\0' && !self->adding);
  gtk_widget_set_visible (self->discard_button, *attribute != '\0' || ytt_claim_fields_is_touched (self->fields));
}

/* The line that is there while it is closed: the row in an expander row that takes the focus. */
static gboolean
focus_line (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if ((GTK_IS_LIST_BOX_ROW (child) && gtk_widget_get_focusable (child) && gtk_widget_grab_focus (child))
        || focus_line (child))
      return TRUE;

  return FALSE;
}

static gboolean
ytt_claim_adder_grab_focus (GtkWidget *widget)
{
  return focus_line (widget);
}

static void
clear (YttClaimAdder *self)
{
  ytt_field_clear (self->attribute);
  ytt_claim_fields_clear (self->fields);
  ytt_claim_fields_set_attribute (self->fields, "");
  say (self, NULL);
  update_buttons (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), FALSE);
}

static void
added_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(YttClaimAdder) self = user_data;
  g_autoptr(GError) error = NULL;

  ytt_editor_commit_finish (YTT_EDITOR (object), result, &error);
  self->adding = FALSE;
  if (self->fields == NULL)
    return;

  if (error == NULL)
    clear (self);
  else
    say (self, error->message);
  update_buttons (self);
}

static void
add_cb (YttClaimAdder *self)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *attribute = ytt_field_get_text (self->attribute);
  g_autofree char *summary = NULL;

  self->wanted = FALSE;
  if (self->adding)
    return;
  if (!ytt_claim_fields_take (self->fields, changes, &error))
    {
      /* The source may still be looked for: it goes on when that is known. */
      self->wanted = ytt_claim_fields_is_pending (self->fields);
      say (self, self->wanted ? NULL : error->message);
      return;
    }

  /* Translators: what an edit did: a facility and what the claim is about */
  summary = g_strdup_printf (_("Add a claim on %s (%s)"), self->record->name, ytt_attribute_get_label (attribute));
  self->adding = TRUE;
  update_buttons (self);
  ytt_editor_commit_async (self->editor, changes, summary, NULL, NULL, added_cb, g_object_ref (self));
}

static void
changed_cb (YttClaimAdder *self)
{
  say (self, NULL);
  update_buttons (self);
  if (self->wanted && !ytt_claim_fields_is_pending (self->fields))
    add_cb (self);
}

static void
attribute_cb (YttClaimAdder *self)
{
  g_autofree char *attribute = ytt_field_get_text (self->attribute);

  ytt_claim_fields_set_attribute (self->fields, attribute);
  changed_cb (self);
}

static void
discard_cb (YttClaimAdder *self)
{
  clear (self);
}

/* Building */

static void
add_attribute (YttClaimAdder *self)
{
  const char *attribute;

  self->attribute = YTT_FIELD (ytt_choice_field_new (_("About")));
  ytt_choice_field_add (YTT_CHOICE_FIELD (self->attribute), "", _("Choose…"));
  ytt_choice_field_add (YTT_CHOICE_FIELD (self->attribute), "status", ytt_attribute_get_label ("status"));
  for (guint i = 0; (attribute = ytt_attribute_get_nth (i)) != NULL; i++)
    if (!g_str_equal (attribute, "status"))
      ytt_choice_field_add (YTT_CHOICE_FIELD (self->attribute), attribute, ytt_attribute_get_label (attribute));
  ytt_field_bind (self->attribute, self->editor, "claim", "attribute");
  g_signal_connect_object (self->attribute, "edited", G_CALLBACK (attribute_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->attribute));
}

static void
add_buttons (YttClaimAdder *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "child", box, "activatable", FALSE, "selectable", FALSE,
                                 "focusable", FALSE, NULL);

  self->message = GTK_LABEL (g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "visible", FALSE,
                                           "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "error");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->message));

  self->discard_button = gtk_button_new_with_mnemonic (_("_Discard"));
  gtk_widget_add_css_class (self->discard_button, "answer");
  g_signal_connect_object (self->discard_button, "clicked", G_CALLBACK (discard_cb), self, G_CONNECT_SWAPPED);
  self->add_button = gtk_button_new_with_mnemonic (_("_Add Claim"));
  gtk_widget_add_css_class (self->add_button, "answer");
  gtk_widget_add_css_class (self->add_button, "suggested-action");
  g_signal_connect_object (self->add_button, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (buttons), self->discard_button);
  gtk_box_append (GTK_BOX (buttons), self->add_button);
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_widget_add_css_class (row, "claim-buttons");
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
build (YttClaimAdder *self)
{
  GPtrArray *fields;

  self->fields = ytt_claim_fields_new (self->editor, "", TRUE);
  add_attribute (self);
  fields = ytt_claim_fields_get_fields (self->fields);
  for (guint i = 0; i < fields->len; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (self), g_ptr_array_index (fields, i));
  add_buttons (self);
  g_signal_connect_object (self->fields, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

/* What was left of a claim another time is there again. */
static void
show_drafts (YttClaimAdder *self)
{
  ytt_field_set_draft_key (self->attribute, "facility", self->record->id, "claim/attribute");
  attribute_cb (self);
  ytt_claim_fields_set_claim (self->fields, self->record, self->book, 0);
  update_buttons (self);
}

static void
expanded_cb (YttClaimAdder *self)
{
  if (!adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)) || self->record == NULL)
    return;

  if (self->fields == NULL)
    {
      build (self);
      show_drafts (self);
    }
}

static gboolean
has_draft (YttClaimAdder *self)
{
  static const char * const names[] = { "claim/attribute", "claim/value", "claim/status", "claim/source" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (ytt_editor_get_draft (self->editor, "facility", self->record->id, names[i]) != NULL)
      return TRUE;

  return FALSE;
}

static void
ytt_claim_adder_dispose (GObject *object)
{
  YttClaimAdder *self = YTT_CLAIM_ADDER (object);

  if (self->fields != NULL)
    ytt_claim_fields_let_go (self->fields);
  g_clear_object (&self->fields);
  g_clear_object (&self->editor);
  g_clear_pointer (&self->record, ytt_record_unref);
  g_clear_pointer (&self->book, ytt_claim_book_unref);

  G_OBJECT_CLASS (ytt_claim_adder_parent_class)->dispose (object);
}

static void
ytt_claim_adder_class_init (YttClaimAdderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ytt_claim_adder_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = ytt_claim_adder_grab_focus;
}

static void
ytt_claim_adder_init (YttClaimAdder *self)
{
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", "list-add-symbolic", "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("Add a Claim"));
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), icon);
  gtk_widget_add_css_class (GTK_WIDGET (self), "claim-edit");
  g_signal_connect (self, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
}

/**
 * ytt_claim_adder_new:
 * @editor: the way into the document
 *
 * Returns: (transfer floating): what adds a claim
 */
GtkWidget *
ytt_claim_adder_new (YttEditor *editor)
{
  YttClaimAdder *self;

  g_return_val_if_fail (YTT_IS_EDITOR (editor), NULL);

  self = g_object_new (YTT_TYPE_CLAIM_ADDER, NULL);
  self->editor = g_object_ref (editor);

  return GTK_WIDGET (self);
}

/**
 * ytt_claim_adder_set_record:
 * @self: what adds a claim
 * @record: the facility that it is on
 * @book: the claims on it, which a new one may contradict
 *
 * Says what is added to. A claim that was begun on that facility is there again.
 */
void
ytt_claim_adder_set_record (YttClaimAdder *self,
                            YttRecord     *record,
                            YttClaimBook  *book)
{
  gboolean other;

  g_return_if_fail (YTT_IS_CLAIM_ADDER (self));

  other = self->record == NULL || self->record->id != record->id;
  ytt_record_ref (record);
  g_clear_pointer (&self->record, ytt_record_unref);
  self->record = record;
  ytt_claim_book_ref (book);
  g_clear_pointer (&self->book, ytt_claim_book_unref);
  self->book = book;
  if (self->fields != NULL)
    show_drafts (self);
  if (other)
    {
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), has_draft (self));
      expanded_cb (self);
    }
}
