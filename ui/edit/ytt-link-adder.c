#include "config.h"

#include "ytt-link-adder.h"

#include <glib/gi18n.h>

#include "ytt-choice-field.h"
#include "ytt-link-row.h"
#include "ytt-reference-field.h"

struct _YttLinkAdder
{
  AdwExpanderRow parent_instance;

  YttEditor     *editor;     /* (owned) (nullable) */
  gint64         facility;
  char          *name;       /* (owned) (nullable): the facility's */
  gboolean       wanted;     /* it is to be added as soon as what was typed has been looked up */
  gboolean       adding;
  gint64         added;      /* the key that the new link is to have */

  YttField      *direction;
  YttField      *to;
  YttField      *from;
  YttField      *state;
  GtkWidget     *add_button;
};

enum
{
  ADDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttLinkAdder, ytt_link_adder, ADW_TYPE_EXPANDER_ROW)

static gboolean
is_incoming (YttLinkAdder *self)
{
  g_autofree char *direction = ytt_field_get_text (self->direction);

  return *direction != '\0';
}

static YttField *
get_end (YttLinkAdder *self)
{
  return is_incoming (self) ? self->from : self->to;
}

static void
update (YttLinkAdder *self)
{
  g_autofree char *end = ytt_field_get_text (get_end (self));
  g_autofree char *state = ytt_field_get_text (self->state);

  gtk_widget_set_visible (GTK_WIDGET (self->from), is_incoming (self));
  gtk_widget_set_visible (GTK_WIDGET (self->to), !is_incoming (self));
  gtk_widget_set_sensitive (self->add_button, *end != '\0' && *state != '\0' && !self->adding);
}

static void
committed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(YttLinkAdder) self = user_data;
  g_autoptr(GError) error = NULL;

  ytt_editor_commit_finish (YTT_EDITOR (object), result, &error);
  self->adding = FALSE;
  if (error != NULL)
    {
      update (self);
      ytt_field_set_note (get_end (self), error->message);
      return;
    }

  ytt_field_clear (self->from);
  ytt_field_clear (self->to);
  ytt_field_clear (self->state);
  ytt_field_clear (self->direction);
  update (self);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), FALSE);
  g_signal_emit (self, signals[ADDED], 0, self->added);
}

static void
commit (YttLinkAdder    *self,
        YttFieldReading *end)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autofree char *other = ytt_field_get_text (get_end (self));
  g_autofree char *state = ytt_field_get_text (self->state);
  g_autofree char *summary = NULL;
  gint64 key = ytt_reference_field_take (end, changes);
  gboolean incoming = is_incoming (self);

  self->wanted = FALSE;
  self->adding = TRUE;
  update (self);
  self->added = ytt_changes_insert (changes, "link");
  ytt_changes_set (changes, "from_facility", YTT_CELL_OF_INTEGER (incoming ? key : self->facility));
  if (incoming)
    ytt_changes_set (changes, "to_facility", YTT_CELL_OF_INTEGER (self->facility));
  else
    ytt_changes_set (changes, key > 0 ? "to_facility" : "to_organisation", YTT_CELL_OF_INTEGER (ABS (key)));
  ytt_changes_set (changes, "state", YTT_CELL_OF_TEXT (state));
  /* Translators: from a facility to a facility or an organisation */
  summary = ytt_link_summarize (_("Add a supply from %s to %s"), incoming ? other : self->name,
                                incoming ? self->name : other);
  ytt_editor_commit_async (self->editor, changes, summary, NULL, NULL, committed_cb, g_object_ref (self));
}

static void
read_cb (YttLinkAdder *self)
{
  YttFieldReading *end = ytt_field_get_reading (get_end (self));

  if (self->wanted && !self->adding && end != NULL && self->editor != NULL)
    commit (self, end);
}

static void
edited_cb (YttLinkAdder *self)
{
  self->wanted = FALSE;
  ytt_field_set_note (get_end (self), NULL);
  update (self);
}

/* What was typed may still have to be looked up, or asked about. */
static void
add_clicked_cb (YttLinkAdder *self)
{
  YttFieldState state = ytt_field_get_state (get_end (self));

  self->wanted = TRUE;
  if (state != YTT_FIELD_READING && state != YTT_FIELD_ASKING)
    ytt_field_save (get_end (self));
}

static YttField *
add (YttLinkAdder *self,
     GtkWidget    *field)
{
  g_signal_connect_object (field, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (field, "read", G_CALLBACK (read_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), field);

  return YTT_FIELD (field);
}

static void
add_fields (YttLinkAdder *self)
{
  YttLinkState state;

  self->direction = add (self, ytt_choice_field_new (_("Direction")));
  ytt_choice_field_add (YTT_CHOICE_FIELD (self->direction), "", _("From here to"));
  ytt_choice_field_add (YTT_CHOICE_FIELD (self->direction), "incoming", _("To here from"));
  self->to = add (self, ytt_reference_field_new (_("Facility or Organisation"), YTT_MATCH_SUPPLY_END));
  self->from = add (self, ytt_reference_field_new (_("Facility"), YTT_MATCH_FACILITY));
  self->state = add (self, ytt_choice_field_new (_("State")));
  ytt_choice_field_add (YTT_CHOICE_FIELD (self->state), "", _("Choose…"));
  for (state = YTT_LINK_OPERATING; state <= YTT_LINK_ENDED; state++)
    ytt_choice_field_add (YTT_CHOICE_FIELD (self->state), ytt_link_state_to_code (state),
                          ytt_link_state_get_label (state));
}

static void
add_add_row (YttLinkAdder *self)
{
  GtkWidget *row = g_object_new (ADW_TYPE_PREFERENCES_ROW, "activatable", FALSE, "focusable", FALSE, NULL);

  self->add_button = gtk_button_new_with_mnemonic (_("_Add Link"));
  gtk_widget_set_halign (self->add_button, GTK_ALIGN_END);
  gtk_widget_set_margin_top (self->add_button, 8);
  gtk_widget_set_margin_bottom (self->add_button, 8);
  gtk_widget_set_margin_end (self->add_button, 8);
  gtk_widget_add_css_class (self->add_button, "suggested-action");
  g_signal_connect_object (self->add_button, "clicked", G_CALLBACK (add_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), self->add_button);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
ytt_link_adder_dispose (GObject *object)
{
  YttLinkAdder *self = YTT_LINK_ADDER (object);

  g_clear_object (&self->editor);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (ytt_link_adder_parent_class)->dispose (object);
}

static void
ytt_link_adder_class_init (YttLinkAdderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ytt_link_adder_dispose;

  signals[ADDED] = g_signal_new ("added", YTT_TYPE_LINK_ADDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
ytt_link_adder_init (YttLinkAdder *self)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("Add a Supply Link"));
  gtk_widget_add_css_class (GTK_WIDGET (self), "adder");
  add_fields (self);
  add_add_row (self);
  update (self);
}

/**
 * ytt_link_adder_new:
 *
 * Returns: (transfer floating): a row that adds links of no facility yet
 */
GtkWidget *
ytt_link_adder_new (void)
{
  return g_object_new (YTT_TYPE_LINK_ADDER, NULL);
}

/**
 * ytt_link_adder_set_facility:
 * @self: a row
 * @editor: the way into the document
 * @facility: the key of the facility whose links are added
 * @name: its name
 *
 * What was typed for another facility is there again when one comes back to it.
 */
void
ytt_link_adder_set_facility (YttLinkAdder *self,
                             YttEditor    *editor,
                             gint64        facility,
                             const char   *name)
{
  const struct { YttField *field; const char *column; const char *draft; } fields[] = {
    { self->direction, "direction", "link/direction" },
    { self->to, "to_facility", "link/to" },
    { self->from, "from_facility", "link/from" },
    { self->state, "state", "link/state" },
  };
  g_autofree char *to = NULL, *from = NULL;

  g_return_if_fail (YTT_IS_LINK_ADDER (self));

  g_set_object (&self->editor, editor);
  self->facility = facility;
  g_free (self->name);
  self->name = g_strdup (name);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      ytt_field_bind (fields[i].field, editor, "link", fields[i].column);
      ytt_field_set_draft_key (fields[i].field, "facility", facility, fields[i].draft);
    }
  ytt_reference_field_set_excluded (self->to, &facility, 1, _("This is the facility itself"));
  ytt_reference_field_set_excluded (self->from, &facility, 1, _("This is the facility itself"));
  update (self);

  to = ytt_field_get_text (self->to);
  from = ytt_field_get_text (self->from);
  if (*to != '\0' || *from != '\0')
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
}
