#include "config.h"

#include "ytt-claim-edit-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-claim-fields.h"
#include "ytt-format.h"
#include "ytt-text-field.h"
#include "ytt-wrap-box.h"

struct _YttClaimEditRow
{
  AdwExpanderRow   parent_instance;

  YttEditor       *editor;            /* (owned) (nullable) */
  YttRecord       *record;            /* (owned) (nullable) */
  YttClaimBook    *book;              /* (owned) (nullable) */
  const YttFigure *figure;            /* (nullable): the book's */
  gint64           claim;

  GtkWidget       *tick;
  GtkWidget       *differs;
  GtkWidget       *pin;

  /* Once it was opened */
  YttClaimFields  *fields;            /* (owned) (nullable) */
  YttField        *pin_reason;        /* (owned) (nullable) */
  YttField        *withdrawn_reason;  /* (owned) (nullable) */
  GtkLabel        *why;
  GtkWidget       *pin_button;
  GtkWidget       *unpin_button;
  GtkWidget       *withdraw_button;
  GtkWidget       *put_back_button;
};

G_DEFINE_FINAL_TYPE (YttClaimEditRow, ytt_claim_edit_row, ADW_TYPE_EXPANDER_ROW)

static YttClaim *
get_claim (YttClaimEditRow *self)
{
  return self->book != NULL ? ytt_claim_book_get_claim (self->book, self->claim) : NULL;
}

/* What is done with a whole claim. */
typedef enum
{
  PIN,
  UNPIN,
  WITHDRAW,
  PUT_BACK,
} Deed;

/* (transfer full): what an edit does, for the history */
static char *
make_summary (YttClaimEditRow *self,
              Deed             deed)
{
  YttClaim *claim = get_claim (self);
  const char *name = self->record->name;
  const char *attribute = claim != NULL ? ytt_attribute_get_label (claim->attribute) : "";

  /* Translators: these say what an edit did: a facility and what the claim is about */
  switch (deed)
    {
    case PIN:
      return g_strdup_printf (_("Choose the claim to show on %s (%s)"), name, attribute);
    case UNPIN:
      return g_strdup_printf (_("Let the rules choose the claim on %s (%s)"), name, attribute);
    case WITHDRAW:
      return g_strdup_printf (_("Withdraw a claim on %s (%s)"), name, attribute);
    case PUT_BACK:
    default:
      return g_strdup_printf (_("Put back a claim on %s (%s)"), name, attribute);
    }
}

static void
set_summary (YttClaimEditRow *self,
             YttField        *field,
             Deed             deed)
{
  g_autofree char *summary = make_summary (self, deed);

  ytt_field_set_summary (field, summary);
}

/* Reasons */

static gboolean
is_in_field (YttField *field)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (field));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (field));
}

/* The field for a reason is there where there is one, or where one is being given. */
static void
show_reason (YttField *field,
             gboolean  has_reason)
{
  g_autofree char *text = ytt_field_get_text (field);

  gtk_widget_set_visible (GTK_WIDGET (field), has_reason || *text != '\0' || is_in_field (field));
}

static void
update_buttons (YttClaimEditRow *self)
{
  YttClaim *claim = get_claim (self);
  gboolean pinned = claim != NULL && claim->pinned && !claim->withdrawn;
  gboolean withdrawn = claim != NULL && claim->withdrawn;
  gboolean shown = self->figure != NULL && self->figure->shown == claim;

  if (self->fields == NULL || claim == NULL)
    return;

  show_reason (self->pin_reason, pinned);
  show_reason (self->withdrawn_reason, withdrawn);
  gtk_widget_set_visible (self->pin_button,
                          !pinned && !withdrawn && !gtk_widget_get_visible (GTK_WIDGET (self->pin_reason)));
  gtk_widget_set_visible (self->unpin_button, pinned);
  gtk_widget_set_visible (self->withdraw_button,
                          !withdrawn && !gtk_widget_get_visible (GTK_WIDGET (self->withdrawn_reason)));
  gtk_widget_set_visible (self->put_back_button, withdrawn);
  /* A promise that was chosen stands behind a statement all the same, and another part beside the whole. */
  gtk_label_set_label (self->why, shown ? ytt_format_shown_reason (self->figure)
                                        : _("Chosen among the claims on the same thing; the figure shows another one"));
  gtk_widget_set_visible (GTK_WIDGET (self->why), shown || pinned);
}

static gboolean
read_reason_cb (YttField    *field,
                const char  *text,
                GPtrArray   *readings,
                gpointer     user_data,
                GError     **error)
{
  YttFieldReading *reading = ytt_field_reading_new (NULL);

  ytt_field_reading_set (reading, "reason", YTT_CELL_OF_TEXT (text));
  g_ptr_array_add (readings, reading);

  return TRUE;
}

static char *
format_pin_cb (YttField *field,
               YttRow   *row,
               gpointer  user_data)
{
  YttClaim *claim = get_claim (user_data);

  return g_strdup (claim != NULL && claim->pinned && claim->pin_reason != NULL ? claim->pin_reason : "");
}

static char *
format_withdrawn_cb (YttField *field,
                     YttRow   *row,
                     gpointer  user_data)
{
  YttClaim *claim = get_claim (user_data);

  return g_strdup (claim != NULL && claim->withdrawn && claim->withdrawn_reason != NULL ? claim->withdrawn_reason : "");
}

static void
save_pin_cb (YttField        *field,
             YttFieldReading *reading,
             YttChanges      *changes,
             gpointer         user_data)
{
  YttClaimEditRow *self = user_data;
  const char *reason = ytt_field_reading_get (reading, "reason").text;
  YttClaim *claim = get_claim (self);

  if (claim == NULL || claim->withdrawn)
    return;

  set_summary (self, field, *reason != '\0' ? PIN : UNPIN);
  if (*reason != '\0')
    ytt_claim_book_pin (self->book, self->claim, reason, changes);
  else if (claim->pinned)
    ytt_claim_book_unpin (self->book, self->claim, changes);
}

static void
save_withdrawn_cb (YttField        *field,
                   YttFieldReading *reading,
                   YttChanges      *changes,
                   gpointer         user_data)
{
  YttClaimEditRow *self = user_data;
  const char *reason = ytt_field_reading_get (reading, "reason").text;
  YttClaim *claim = get_claim (self);

  if (claim == NULL)
    return;

  set_summary (self, field, *reason != '\0' ? WITHDRAW : PUT_BACK);
  if (*reason != '\0')
    ytt_claim_book_withdraw (self->book, self->claim, reason, changes);
  else if (claim->withdrawn)
    ytt_claim_book_put_back (self->book, self->claim, changes);
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(YttClaimEditRow) self = user_data;
  g_autoptr(GError) error = NULL;

  ytt_editor_commit_finish (YTT_EDITOR (object), result, &error);
  if (error != NULL && self->fields != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      gtk_label_set_label (self->why, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->why), TRUE);
    }
}

static void
commit (YttClaimEditRow *self,
        YttChanges      *changes,
        Deed             deed)
{
  g_autofree char *summary = make_summary (self, deed);

  ytt_editor_commit_async (self->editor, changes, summary, NULL, NULL, done_cb, g_object_ref (self));
}

static void
pin_cb (YttClaimEditRow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->pin_reason), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->pin_reason));
  update_buttons (self);
}

static void
withdraw_cb (YttClaimEditRow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->withdrawn_reason), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->withdrawn_reason));
  update_buttons (self);
}

static void
unpin_cb (YttClaimEditRow *self)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();

  ytt_claim_book_unpin (self->book, self->claim, changes);
  commit (self, changes, UNPIN);
}

static void
put_back_cb (YttClaimEditRow *self)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();

  ytt_claim_book_put_back (self->book, self->claim, changes);
  commit (self, changes, PUT_BACK);
}

/* A reason that was not given after all goes with the focus. */
static void
reason_left_cb (YttClaimEditRow *self)
{
  update_buttons (self);
}

/* Building */

static YttField *
add_reason (YttClaimEditRow   *self,
            const char        *title,
            const char        *column,
            YttFieldSaveFunc   save,
            YttFieldFormatFunc format)
{
  YttField *field = YTT_FIELD (ytt_text_field_new (title));
  GtkEventController *focus = gtk_event_controller_focus_new ();

  ytt_field_bind (field, self->editor, "claim", column);
  ytt_field_set_read_func (field, read_reason_cb, NULL, NULL);
  ytt_field_set_save_func (field, save, self, NULL);
  ytt_field_set_format_func (field, format, self, NULL);
  ytt_text_field_set_placeholder (YTT_TEXT_FIELD (field), _("Write the reason, then press Enter"));
  g_signal_connect_object (focus, "leave", G_CALLBACK (reason_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (field), focus);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (field));

  return g_object_ref (field);
}

static GtkWidget *
add_button (YttClaimEditRow *self,
            YttWrapBox      *box,
            const char      *label,
            GCallback        callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_add_css_class (button, "answer");
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  ytt_wrap_box_append (box, button);

  return button;
}

static void
add_buttons (YttClaimEditRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *buttons = ytt_wrap_box_new ();
  GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "child", box, "activatable", FALSE, "selectable", FALSE,
                                 "focusable", FALSE, NULL);

  self->why = GTK_LABEL (g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->why), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->why), "dim-label");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->why));
  self->pin_button = add_button (self, YTT_WRAP_BOX (buttons), _("_Show This One"), G_CALLBACK (pin_cb));
  self->unpin_button = add_button (self, YTT_WRAP_BOX (buttons), _("_Let the Rules Choose"), G_CALLBACK (unpin_cb));
  self->withdraw_button = add_button (self, YTT_WRAP_BOX (buttons), _("_Withdraw"), G_CALLBACK (withdraw_cb));
  self->put_back_button = add_button (self, YTT_WRAP_BOX (buttons), _("_Put Back"), G_CALLBACK (put_back_cb));
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_widget_add_css_class (row, "claim-buttons");
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
show_fields (YttClaimEditRow *self)
{
  YttRow *row = ytt_claim_book_get_claim_row (self->book, self->claim);

  ytt_claim_fields_set_claim (self->fields, self->record, self->book, self->claim);
  ytt_field_set_row (self->pin_reason, row);
  ytt_field_set_row (self->withdrawn_reason, row);
  update_buttons (self);
}

/* Most claims are never opened: the fields of one are built when it first is. */
static void
expanded_cb (YttClaimEditRow *self)
{
  YttClaim *claim = get_claim (self);
  GPtrArray *fields;

  if (!adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)) || self->fields != NULL || claim == NULL)
    return;

  self->fields = ytt_claim_fields_new (self->editor, claim->attribute, FALSE);
  fields = ytt_claim_fields_get_fields (self->fields);
  for (guint i = 0; i < fields->len; i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (self), g_ptr_array_index (fields, i));
  self->pin_reason = add_reason (self, _("Shown Because"), "pin_reason", save_pin_cb, format_pin_cb);
  self->withdrawn_reason = add_reason (self, _("Withdrawn Because"), "withdrawn_reason", save_withdrawn_cb,
                                       format_withdrawn_cb);
  add_buttons (self);
  show_fields (self);
}

static void
let_go (YttField *field)
{
  if (field == NULL)
    return;

  ytt_field_set_read_func (field, NULL, NULL, NULL);
  ytt_field_set_save_func (field, NULL, NULL, NULL);
  ytt_field_set_format_func (field, NULL, NULL, NULL);
}

static void
ytt_claim_edit_row_dispose (GObject *object)
{
  YttClaimEditRow *self = YTT_CLAIM_EDIT_ROW (object);

  let_go (self->pin_reason);
  let_go (self->withdrawn_reason);
  g_clear_object (&self->pin_reason);
  g_clear_object (&self->withdrawn_reason);
  if (self->fields != NULL)
    ytt_claim_fields_let_go (self->fields);
  g_clear_object (&self->fields);
  g_clear_object (&self->editor);
  self->figure = NULL;
  g_clear_pointer (&self->record, ytt_record_unref);
  g_clear_pointer (&self->book, ytt_claim_book_unref);

  G_OBJECT_CLASS (ytt_claim_edit_row_parent_class)->dispose (object);
}

static void
ytt_claim_edit_row_class_init (YttClaimEditRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ytt_claim_edit_row_dispose;
}

static void
ytt_claim_edit_row_init (YttClaimEditRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "claim-edit");

  self->tick = g_object_new (GTK_TYPE_IMAGE, "icon-name", "object-select-symbolic", "accessible-role",
                             GTK_ACCESSIBLE_ROLE_PRESENTATION, "tooltip-text", _("The Claim Shown"), NULL);
  gtk_widget_add_css_class (self->tick, "success");
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), self->tick);

  self->pin = g_object_new (GTK_TYPE_IMAGE, "icon-name", "view-pin-symbolic", "tooltip-text", _("Chosen by an Editor"),
                            NULL);
  gtk_widget_add_css_class (self->pin, "dim-label");
  /* Translators: a claim that contradicts the one shown */
  self->differs = gtk_label_new (_("differs"));
  gtk_widget_add_css_class (self->differs, "caption-heading");
  gtk_widget_add_css_class (self->differs, "warning");
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), self->pin);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), self->differs);

  g_signal_connect (self, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
}

/**
 * ytt_claim_edit_row_new:
 * @editor: the way into the document
 *
 * Returns: (transfer floating): a row without a claim yet
 */
GtkWidget *
ytt_claim_edit_row_new (YttEditor *editor)
{
  YttClaimEditRow *self;

  g_return_val_if_fail (YTT_IS_EDITOR (editor), NULL);

  self = g_object_new (YTT_TYPE_CLAIM_EDIT_ROW, NULL);
  self->editor = g_object_ref (editor);

  return GTK_WIDGET (self);
}

/**
 * ytt_claim_edit_row_get_claim:
 * @self: a row
 *
 * Returns: the key of its claim
 */
gint64
ytt_claim_edit_row_get_claim (YttClaimEditRow *self)
{
  g_return_val_if_fail (YTT_IS_CLAIM_EDIT_ROW (self), 0);

  return self->claim;
}

/* The line as it is read, and what the marks at its ends say, in words. */
static void
show_line (YttClaimEditRow *self)
{
  YttClaim *claim = get_claim (self);
  gboolean shown = self->figure != NULL && self->figure->shown == claim;
  gboolean differs = self->figure != NULL && g_ptr_array_find (self->figure->contradicting, claim, NULL);
  g_autofree char *value = ytt_format_claim (claim);
  g_autofree char *caption = ytt_format_claim_caption (claim);
  g_autofree char *subtitle = NULL;

  if (claim->withdrawn && claim->withdrawn_reason != NULL)
    /* Translators: the reason why a claim was withdrawn, then how and by whom it was said */
    subtitle = g_strdup_printf (_("Withdrawn: %s\n%s"), claim->withdrawn_reason, caption);
  else if (claim->withdrawn)
    subtitle = g_strdup_printf (_("Withdrawn\n%s"), caption);
  else
    subtitle = g_strdup (caption);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), value);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  gtk_widget_set_opacity (self->tick, shown ? 1.0 : 0.0);
  gtk_widget_set_visible (self->pin, claim->pinned && !claim->withdrawn);
  gtk_widget_set_visible (self->differs, differs);
  if (claim->withdrawn)
    gtk_widget_add_css_class (GTK_WIDGET (self), "withdrawn");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "withdrawn");
  if (shown)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    _("the claim shown"), -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

/**
 * ytt_claim_edit_row_set_claim:
 * @self: a row, always for the same claim
 * @record: its facility
 * @book: the claims on it, as they stand in the document
 * @figure: (nullable): the book's figure that the claim belongs to; %NULL for one that was withdrawn
 * @claim: its key
 *
 * Shows a claim as it stands now.
 */
void
ytt_claim_edit_row_set_claim (YttClaimEditRow *self,
                              YttRecord       *record,
                              YttClaimBook    *book,
                              const YttFigure *figure,
                              gint64           claim)
{
  g_return_if_fail (YTT_IS_CLAIM_EDIT_ROW (self));
  g_return_if_fail (self->claim == 0 || self->claim == claim);

  ytt_record_ref (record);
  g_clear_pointer (&self->record, ytt_record_unref);
  self->record = record;
  ytt_claim_book_ref (book);
  g_clear_pointer (&self->book, ytt_claim_book_unref);
  self->book = book;
  self->figure = figure;
  self->claim = claim;
  show_line (self);
  if (self->fields != NULL)
    show_fields (self);
}
