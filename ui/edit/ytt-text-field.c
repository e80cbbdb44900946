#include "config.h"

#include "ytt-text-field.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-codes.h"

/* As many as can be taken in at a glance. */
#define MAX_PROPOSALS 6

struct _YttTextField
{
  YttField      parent_instance;

  GtkText      *input;
  GtkListBox   *proposals;
  gboolean      matching;       /* proposals come from the document */
  YttMatchKind  kind;
  GCancellable *cancellable;    /* (owned) (nullable) of what looks for them */
  gint64        picked;         /* the key of the one that was taken; 0 for none */
  char         *picked_text;    /* (owned) (nullable): what was put in for it */
};

enum
{
  PROPOSE,
  PICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttTextField, ytt_text_field, YTT_TYPE_FIELD)

static void
cancel (YttTextField *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
hide_proposals (YttTextField *self)
{
  cancel (self);
  gtk_widget_set_visible (GTK_WIDGET (self->proposals), FALSE);
}

static void
matched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(YttTextField) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) matches = ytt_store_match_finish (YTT_STORE (object), result, &error);

  /* Proposals are a help: where they cannot be read, typing goes on without. */
  if (matches != NULL && self->cancellable != NULL)
    ytt_text_field_propose (self, matches);
}

static void
look_for_proposals (YttTextField *self)
{
  YttEditor *editor = ytt_field_get_editor (YTT_FIELD (self));
  YttStore *store = editor != NULL ? ytt_editor_get_store (editor) : NULL;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->input));

  /* The older ones stay until the newer are there, so that nothing flickers under what is typed. */
  cancel (self);
  if (*text == '\0')
    hide_proposals (self);
  else if (!self->matching)
    g_signal_emit (self, signals[PROPOSE], 0, text);
  else if (store != NULL)
    {
      self->cancellable = g_cancellable_new ();
      ytt_store_match_async (store, self->kind, text, MAX_PROPOSALS, self->cancellable, matched_cb,
                             g_object_ref (self));
    }
}

static void
changed_cb (YttTextField *self)
{
  if (ytt_field_is_showing (YTT_FIELD (self)))
    {
      hide_proposals (self);
      return;
    }

  self->picked = 0;
  ytt_field_edited (YTT_FIELD (self));
  look_for_proposals (self);
}

static void
activate_cb (YttTextField *self)
{
  hide_proposals (self);
  ytt_field_save (YTT_FIELD (self));
}

static void
proposal_activated_cb (YttTextField  *self,
                       GtkListBoxRow *row)
{
  YttMatch *match = g_object_get_data (G_OBJECT (row), "match");
  gint64 id = match->id;
  g_autofree char *text = g_strdup (match->text);

  gtk_widget_grab_focus (GTK_WIDGET (self->input));
  ytt_field_type (YTT_FIELD (self), text);
  self->picked = id;
  g_free (self->picked_text);
  self->picked_text = g_strdup (text);
  hide_proposals (self);
  g_signal_emit (self, signals[PICKED], 0, id, text);
  ytt_field_save (YTT_FIELD (self));
}

static gboolean
key_pressed_cb (YttTextField    *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  modifiers)
{
  GtkListBoxRow *first;

  if (!gtk_widget_get_visible (GTK_WIDGET (self->proposals)))
    return GDK_EVENT_PROPAGATE;

  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    {
      first = gtk_list_box_get_row_at_index (self->proposals, 0);

      return first != NULL && gtk_widget_grab_focus (GTK_WIDGET (first));
    }

  return GDK_EVENT_PROPAGATE;
}

/* Above the first proposal is the text that it is for. */
static gboolean
keynav_failed_cb (YttTextField     *self,
                  GtkDirectionType  direction)
{
  if (direction != GTK_DIR_UP)
    return FALSE;

  return gtk_widget_grab_focus (GTK_WIDGET (self->input));
}

static void
focus_changed_cb (YttTextField       *self,
                  GParamSpec         *pspec,
                  GtkEventController *focus)
{
  if (!gtk_event_controller_focus_contains_focus (GTK_EVENT_CONTROLLER_FOCUS (focus)))
    hide_proposals (self);
}

static char *
ytt_text_field_get_text (YttField *field)
{
  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (YTT_TEXT_FIELD (field)->input)));
}

/* What was typed before is not there to be taken back any more. */
static void
forget_typing (YttTextField *self)
{
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->input), FALSE);
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->input), TRUE);
}

static void
ytt_text_field_set_text (YttField   *field,
                         const char *text)
{
  YttTextField *self = YTT_TEXT_FIELD (field);

  if (strcmp (gtk_editable_get_text (GTK_EDITABLE (self->input)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->input), text);
  hide_proposals (self);
  forget_typing (self);
}

static gboolean
change_by (YttTextField *self,
           const char   *action)
{
  g_autofree char *before = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->input)));

  gtk_widget_activate_action (GTK_WIDGET (self->input), action, NULL);

  return strcmp (before, gtk_editable_get_text (GTK_EDITABLE (self->input))) != 0;
}

static gboolean
ytt_text_field_undo (YttField *field)
{
  return change_by (YTT_TEXT_FIELD (field), "text.undo");
}

static gboolean
ytt_text_field_redo (YttField *field)
{
  return change_by (YTT_TEXT_FIELD (field), "text.redo");
}

static void
ytt_text_field_dispose (GObject *object)
{
  YttTextField *self = YTT_TEXT_FIELD (object);

  cancel (self);
  g_clear_pointer (&self->picked_text, g_free);

  G_OBJECT_CLASS (ytt_text_field_parent_class)->dispose (object);
}

static void
ytt_text_field_class_init (YttTextFieldClass *klass)
{
  YttFieldClass *field_class = YTT_FIELD_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ytt_text_field_dispose;
  field_class->get_text = ytt_text_field_get_text;
  field_class->set_text = ytt_text_field_set_text;
  field_class->undo = ytt_text_field_undo;
  field_class->redo = ytt_text_field_redo;

  signals[PROPOSE] = g_signal_new ("propose", YTT_TYPE_TEXT_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[PICKED] = g_signal_new ("picked", YTT_TYPE_TEXT_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);
}

static void
ytt_text_field_init (YttTextField *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->input = GTK_TEXT (gtk_text_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->input), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->input));
  self->proposals = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->proposals, GTK_SELECTION_NONE);
  gtk_widget_set_visible (GTK_WIDGET (self->proposals), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->proposals), "proposals");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->proposals), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("What may be meant"), -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->proposals));
  ytt_field_set_input (YTT_FIELD (self), box, GTK_WIDGET (self->input), FALSE);

  g_signal_connect_swapped (self->input, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->input, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_swapped (self->proposals, "row-activated", G_CALLBACK (proposal_activated_cb), self);
  g_signal_connect_swapped (self->proposals, "keynav-failed", G_CALLBACK (keynav_failed_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->input), keys);
  g_signal_connect_swapped (focus, "notify::contains-focus", G_CALLBACK (focus_changed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/**
 * ytt_text_field_new:
 * @title: what the text is
 *
 * Returns: (transfer floating): a field for a text of one line
 */
GtkWidget *
ytt_text_field_new (const char *title)
{
  return g_object_new (YTT_TYPE_TEXT_FIELD, "title", title, NULL);
}

/**
 * ytt_text_field_set_placeholder:
 * @self: a field
 * @placeholder: (nullable): what stands in it where nothing is, such as an example
 */
void
ytt_text_field_set_placeholder (YttTextField *self,
                                const char   *placeholder)
{
  g_return_if_fail (YTT_IS_TEXT_FIELD (self));

  gtk_text_set_placeholder_text (self->input, placeholder);
  /* The title is not to stand where the placeholder does. */
  if (placeholder != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "empty");
}

/**
 * ytt_text_field_set_match_kind:
 * @self: a field
 * @kind: what is proposed
 *
 * Proposes what the document has already.
 */
void
ytt_text_field_set_match_kind (YttTextField *self,
                               YttMatchKind  kind)
{
  g_return_if_fail (YTT_IS_TEXT_FIELD (self));

  self->matching = TRUE;
  self->kind = kind;
}

/* The details of most are a country's code. */
static char *
make_detail (YttMatch *match)
{
  const char *detail = match->detail != NULL && strlen (match->detail) == 2 ? ytt_country_get_name (match->detail)
                                                                           : match->detail;

  if (match->id >= 0)
    return g_strdup (detail);

  /* Translators: beside the name of an organisation, where facilities stand in the same list; then with its country */
  return detail != NULL ? g_strdup_printf (_("organisation, %s"), detail) : g_strdup (_("organisation"));
}

static GtkWidget *
make_proposal (YttMatch *match)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *text = gtk_label_new (match->text);
  GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "child", box, NULL);
  YttMatch *copy = g_new0 (YttMatch, 1);
  g_autofree char *words = make_detail (match);

  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (box), text);
  if (words != NULL)
    {
      GtkWidget *detail = gtk_label_new (words);

      gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
      gtk_label_set_max_width_chars (GTK_LABEL (detail), 28);
      gtk_widget_add_css_class (detail, "dim-label");
      gtk_widget_add_css_class (detail, "caption");
      gtk_box_append (GTK_BOX (box), detail);
    }

  copy->id = match->id;
  copy->text = g_strdup (match->text);
  g_object_set_data_full (G_OBJECT (row), "match", copy, (GDestroyNotify) ytt_match_free);

  return row;
}

/**
 * ytt_text_field_propose:
 * @self: a field
 * @matches: (element-type YttMatch): what fits, the best first
 *
 * Shows what may be meant. It goes when one types on, and when the field is left.
 */
void
ytt_text_field_propose (YttTextField *self,
                        GPtrArray    *matches)
{
  GtkWidget *row;
  gboolean itself;

  g_return_if_fail (YTT_IS_TEXT_FIELD (self));
  g_return_if_fail (matches != NULL);

  /* Somebody is about to take one. */
  if (gtk_widget_get_visible (GTK_WIDGET (self->proposals))
      && gtk_widget_get_focus_child (GTK_WIDGET (self->proposals)) != NULL
      && !gtk_widget_has_focus (GTK_WIDGET (self->input)))
    return;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->proposals))) != NULL)
    gtk_list_box_remove (self->proposals, row);
  for (guint i = 0; i < matches->len && i < MAX_PROPOSALS; i++)
    gtk_list_box_append (self->proposals, make_proposal (g_ptr_array_index (matches, i)));

  itself = matches->len == 1
           && strcmp (((YttMatch *) g_ptr_array_index (matches, 0))->text,
                      gtk_editable_get_text (GTK_EDITABLE (self->input))) == 0;
  gtk_widget_set_visible (GTK_WIDGET (self->proposals),
                          matches->len > 0 && !itself && gtk_widget_has_focus (GTK_WIDGET (self->input)));
}

/**
 * ytt_text_field_get_picked:
 * @self: a field
 *
 * Returns: the key of the proposal that was taken and not typed over since; 0 for none
 */
gint64
ytt_text_field_get_picked (YttTextField *self)
{
  g_return_val_if_fail (YTT_IS_TEXT_FIELD (self), 0);

  if (g_strcmp0 (self->picked_text, gtk_editable_get_text (GTK_EDITABLE (self->input))) != 0)
    return 0;

  return self->picked;
}

/**
 * ytt_text_field_get_input:
 * @self: a field
 *
 * Returns: (transfer none): the text in it, to set what keyboard it wants
 */
GtkText *
ytt_text_field_get_input (YttTextField *self)
{
  g_return_val_if_fail (YTT_IS_TEXT_FIELD (self), NULL);

  return self->input;
}
