#include "config.h"

#include "ytt-claim-fields-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-choice-field.h"
#include "ytt-claim-reading.h"
#include "ytt-format.h"
#include "ytt-long-text-field.h"
#include "ytt-source-field.h"
#include "ytt-when.h"

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttClaimFields, ytt_claim_fields, G_TYPE_OBJECT)

static void
read_cb (YttField       *field,
         YttClaimFields *self)
{
  if (self->filling)
    return;

  self->filling = TRUE;
  if (self->adds && field == self->value)
    ytt_claim_fields_take_chosen (self);
  if (self->adds && field == self->source)
    ytt_claim_fields_update_details (self);
  self->filling = FALSE;
  ytt_claim_fields_update_note (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* What is said stays until it is known whether it still holds; what was emptied says nothing. */
static void
edited_cb (YttField       *field,
           YttClaimFields *self)
{
  if (field == ytt_claim_fields_get_value (self) && ytt_field_is_empty (field))
    ytt_field_set_note (field, NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Building */

static YttField *
add_field (YttClaimFields *self,
           GtkWidget      *widget,
           const char     *column)
{
  YttField *field = YTT_FIELD (widget);

  g_ptr_array_add (self->fields, g_object_ref_sink (field));
  ytt_field_bind (field, self->editor, "claim", column);
  g_signal_connect_object (field, "read", G_CALLBACK (read_cb), self, 0);
  g_signal_connect_object (field, "edited", G_CALLBACK (edited_cb), self, 0);

  return field;
}

static void
add_values (YttClaimFields *self)
{
  self->value = add_field (self, ytt_text_field_new (_("Value")), "value");
  if (!self->adds && !ytt_claim_fields_is_status (self))
    return;

  self->status = add_field (self, ytt_choice_field_new (_("Status")), "value");
  if (self->adds)
    ytt_choice_field_add (YTT_CHOICE_FIELD (self->status), "", "–");
  for (YttStatus status = YTT_STATUS_EXPLORATION; status < YTT_N_STATUSES; status++)
    ytt_choice_field_add (YTT_CHOICE_FIELD (self->status), ytt_status_to_code (status),
                          ytt_status_get_label (status));
  self->inferred = add_field (self, ytt_choice_field_new (_("Source Says So")), "inferred");
  ytt_choice_field_add (YTT_CHOICE_FIELD (self->inferred), self->adds ? "" : "0", _("Yes"));
  /* Translators: a status that an editor concludes from what the source says */
  ytt_choice_field_add (YTT_CHOICE_FIELD (self->inferred), "1", _("No, inferred"));
}

static YttField *
add_detail (YttClaimFields *self,
            const char     *title)
{
  YttField *field = add_field (self, ytt_text_field_new (title), "source");

  gtk_widget_add_css_class (GTK_WIDGET (field), "sub-field");
  gtk_widget_set_visible (GTK_WIDGET (field), FALSE);

  return field;
}

static void
add_source (YttClaimFields *self)
{
  self->source = add_field (self, ytt_source_field_new (C_("of a claim", "Source")), "source");
  if (!self->adds)
    return;

  self->title = add_detail (self, _("Title of the New Source"));
  self->publisher = add_detail (self, _("Publisher"));
  self->published = add_detail (self, _("Published"));
  self->address = add_detail (self, _("Address"));
}

static void
add_choices (YttClaimFields *self)
{
  const char *code, *label;

  self->scope = add_field (self, ytt_choice_field_new (_("Speaks Of")), "scope");
  for (guint i = 0; (code = ytt_claim_scope_get_nth (i, &label)) != NULL; i++)
    ytt_choice_field_add (YTT_CHOICE_FIELD (self->scope), self->adds && i == 0 ? "" : code, label);

  self->qualifier = add_field (self, ytt_choice_field_new (_("How Exact")), "qualifier");
  self->tense = add_field (self, ytt_choice_field_new (_("It Is")), "tense");
  if (self->adds)
    {
      ytt_choice_field_add (YTT_CHOICE_FIELD (self->qualifier), "", _("As the value says"));
      ytt_choice_field_add (YTT_CHOICE_FIELD (self->tense), "", _("As the value says"));
    }
  for (YttQualifier qualifier = YTT_QUALIFIER_EXACT; qualifier <= YTT_QUALIFIER_EXPECTED; qualifier++)
    ytt_choice_field_add (YTT_CHOICE_FIELD (self->qualifier), ytt_qualifier_to_code (qualifier),
                          ytt_qualifier_get_label (qualifier));
  for (YttTense tense = YTT_TENSE_STATED; tense <= YTT_TENSE_PROMISED; tense++)
    ytt_choice_field_add (YTT_CHOICE_FIELD (self->tense), ytt_tense_to_code (tense), ytt_tense_get_label (tense));
}

static void
add_fields (YttClaimFields *self)
{
  add_values (self);
  add_source (self);
  self->as_of = add_field (self, ytt_text_field_new (_("Date")), "as_of");
  self->part = add_field (self, ytt_text_field_new (_("Part")), "part");
  ytt_text_field_set_match_kind (YTT_TEXT_FIELD (self->part), YTT_MATCH_PART);
  ytt_text_field_set_placeholder (YTT_TEXT_FIELD (self->part), _("The whole"));
  add_choices (self);
  self->note = add_field (self, ytt_long_text_field_new (_("Note")), "note");
}

static const char *
get_example (const char *attribute)
{
  if (ytt_attribute_is_date (attribute))
    return _("Such as late 2027 or 8 September 2025");
  if (strcmp (attribute, "capex") == 0 || strcmp (attribute, "funding") == 0 || strcmp (attribute, "spent") == 0
      || strcmp (attribute, "purchase-price") == 0)
    return _("Such as USD 223m");
  if (strcmp (attribute, "capacity") == 0 || strcmp (attribute, "production") == 0
      || strcmp (attribute, "permitted-capacity") == 0)
    return _("Such as up to 5 000 t/a magnets");

  return NULL;
}

static void
show_for_attribute (YttClaimFields *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->value), !ytt_claim_fields_is_status (self));
  if (self->status != NULL)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->status), ytt_claim_fields_is_status (self));
      gtk_widget_set_visible (GTK_WIDGET (self->inferred), ytt_claim_fields_is_status (self));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->qualifier), !ytt_claim_fields_is_status (self));
  ytt_text_field_set_placeholder (YTT_TEXT_FIELD (self->value), get_example (self->attribute));
}

static void
ytt_claim_fields_dispose (GObject *object)
{
  YttClaimFields *self = YTT_CLAIM_FIELDS (object);

  ytt_claim_fields_let_go (self);
  g_clear_object (&self->editor);
  g_clear_pointer (&self->record, ytt_record_unref);
  g_clear_pointer (&self->book, ytt_claim_book_unref);
  g_clear_pointer (&self->chosen, ytt_field_reading_unref);

  G_OBJECT_CLASS (ytt_claim_fields_parent_class)->dispose (object);
}

static void
ytt_claim_fields_finalize (GObject *object)
{
  YttClaimFields *self = YTT_CLAIM_FIELDS (object);

  g_ptr_array_unref (self->fields);
  g_free (self->attribute);
  g_free (self->detailed);
  g_free (self->dated);
  g_free (self->noted);
  g_free (self->chosen_text);

  G_OBJECT_CLASS (ytt_claim_fields_parent_class)->finalize (object);
}

static void
ytt_claim_fields_class_init (YttClaimFieldsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ytt_claim_fields_dispose;
  object_class->finalize = ytt_claim_fields_finalize;

  signals[CHANGED] = g_signal_new ("changed", YTT_TYPE_CLAIM_FIELDS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
ytt_claim_fields_init (YttClaimFields *self)
{
  self->fields = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * ytt_claim_fields_new:
 * @editor: the way into the document
 * @attribute: what the claim is about; the empty text where that is not known yet
 * @adds: whether they are those of a new claim
 *
 * Returns: (transfer full): the fields of a claim
 */
YttClaimFields *
ytt_claim_fields_new (YttEditor  *editor,
                      const char *attribute,
                      gboolean    adds)
{
  YttClaimFields *self;

  g_return_val_if_fail (YTT_IS_EDITOR (editor), NULL);
  g_return_val_if_fail (attribute != NULL, NULL);

  self = g_object_new (YTT_TYPE_CLAIM_FIELDS, NULL);
  self->editor = g_object_ref (editor);
  self->attribute = g_strdup (attribute);
  self->adds = adds;
  add_fields (self);
  ytt_claim_fields_bind_reading (self);
  show_for_attribute (self);

  return self;
}

/**
 * ytt_claim_fields_get_fields:
 * @self: the fields of a claim
 *
 * Returns: (transfer none) (element-type YttField): all of them, in order, to be put into a list box
 */
GPtrArray *
ytt_claim_fields_get_fields (YttClaimFields *self)
{
  g_return_val_if_fail (YTT_IS_CLAIM_FIELDS (self), NULL);

  return self->fields;
}

/**
 * ytt_claim_fields_get_value:
 * @self: the fields of a claim
 *
 * Returns: (transfer none): the one that has its value
 */
YttField *
ytt_claim_fields_get_value (YttClaimFields *self)
{
  g_return_val_if_fail (YTT_IS_CLAIM_FIELDS (self), NULL);

  return ytt_claim_fields_is_status (self) && self->status != NULL ? self->status : self->value;
}

static void
set_claim_rows (YttClaimFields *self)
{
  YttRow *row = ytt_claim_fields_get_row (self);
  g_autofree char *summary = NULL;

  /* Translators: what an edit did: a facility and what the claim is about */
  summary = g_strdup_printf (_("Change a claim on %s (%s)"), self->record->name,
                             ytt_attribute_get_label (self->attribute));
  for (guint i = 0; i < self->fields->len; i++)
    {
      YttField *field = g_ptr_array_index (self->fields, i);

      /* One value has two fields, of which the other one is not seen. */
      if (field == (ytt_claim_fields_is_status (self) ? self->value : self->status))
        continue;
      ytt_field_set_summary (field, summary);
      ytt_field_set_row (field, row);
    }
}

static void
set_draft_keys (YttClaimFields *self)
{
  const struct
  {
    YttField   *field;
    const char *name;
  } drafts[] = {
    { self->value, "claim/value" }, { self->status, "claim/status" }, { self->inferred, "claim/inferred" },
    { self->source, "claim/source" }, { self->title, "claim/source-title" },
    { self->publisher, "claim/source-publisher" }, { self->published, "claim/source-published" },
    { self->address, "claim/source-url" }, { self->as_of, "claim/as-of" }, { self->part, "claim/part" },
    { self->scope, "claim/scope" }, { self->qualifier, "claim/qualifier" }, { self->tense, "claim/tense" },
    { self->note, "claim/note" },
  };

  /* The details stand before what they would be filled from. */
  for (gsize i = G_N_ELEMENTS (drafts); i > 0; i--)
    ytt_field_set_draft_key (drafts[i - 1].field, "facility", self->record->id, drafts[i - 1].name);
}

/**
 * ytt_claim_fields_set_claim:
 * @self: the fields of a claim
 * @record: its facility
 * @book: the claims on it, as they stand in the document
 * @claim: its key; 0 for a new one
 *
 * Shows a claim, or what was left of a new one.
 */
void
ytt_claim_fields_set_claim (YttClaimFields *self,
                            YttRecord      *record,
                            YttClaimBook   *book,
                            gint64          claim)
{
  gboolean other;

  g_return_if_fail (YTT_IS_CLAIM_FIELDS (self));
  g_return_if_fail (self->adds == (claim == 0));

  other = self->record == NULL || self->record->id != record->id;
  ytt_record_ref (record);
  g_clear_pointer (&self->record, ytt_record_unref);
  self->record = record;
  ytt_claim_book_ref (book);
  g_clear_pointer (&self->book, ytt_claim_book_unref);
  self->book = book;
  self->claim = claim;
  if (!self->adds)
    set_claim_rows (self);
  else if (other)
    {
      g_clear_pointer (&self->detailed, g_free);
      g_clear_pointer (&self->dated, g_free);
      g_clear_pointer (&self->noted, g_free);
      g_clear_pointer (&self->chosen, ytt_field_reading_unref);
      set_draft_keys (self);
      ytt_claim_fields_update_details (self);
    }
  ytt_claim_fields_update_note (self);
}

/**
 * ytt_claim_fields_set_attribute:
 * @self: the fields of a new claim
 * @attribute: what it is about; the empty text where that is not known yet
 *
 * Reads the value as one of that.
 */
void
ytt_claim_fields_set_attribute (YttClaimFields *self,
                                const char     *attribute)
{
  g_return_if_fail (YTT_IS_CLAIM_FIELDS (self) && self->adds);
  g_return_if_fail (attribute != NULL);

  if (strcmp (self->attribute, attribute) == 0)
    return;

  g_free (self->attribute);
  self->attribute = g_strdup (attribute);
  g_clear_pointer (&self->chosen, ytt_field_reading_unref);
  show_for_attribute (self);
  ytt_field_read_again (ytt_claim_fields_get_value (self));
  ytt_claim_fields_update_note (self);
}
