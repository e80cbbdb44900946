#include "config.h"

#include "ytt-field-private.h"

#include <string.h>

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (YttField, ytt_field, ADW_TYPE_PREFERENCES_ROW)

enum
{
  SAVED,
  READ,
  EDITED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

YttFieldPrivate *
ytt_field_get_private (YttField *self)
{
  return ytt_field_get_instance_private (self);
}

void
ytt_field_emit_saved (YttField *self,
                      gint64    entry)
{
  g_signal_emit (self, signals[SAVED], 0, entry);
}

void
ytt_field_emit_read (YttField *self)
{
  g_signal_emit (self, signals[READ], 0);
}

/* Where nothing is in a field, its title stands in the middle of it, as in a row to be typed into. */
static void
update_empty (YttField *self)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);
  gboolean typed_into = GTK_IS_TEXT_VIEW (priv->focus)
                        || (GTK_IS_TEXT (priv->focus)
                            && gtk_text_get_placeholder_text (GTK_TEXT (priv->focus)) == NULL);
  g_autofree char *text = typed_into && !priv->had_focus ? ytt_field_get_text (self) : NULL;

  if (text != NULL && *text == '\0')
    gtk_widget_add_css_class (GTK_WIDGET (self), "empty");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "empty");
}

/* Puts a text in that nobody typed. */
void
ytt_field_show_text (YttField   *self,
                     const char *text)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);

  priv->showing = TRUE;
  YTT_FIELD_GET_CLASS (self)->set_text (self, text);
  priv->showing = FALSE;
  update_empty (self);
}

static void
title_changed_cb (YttField *self)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));

  gtk_label_set_label (priv->caption, title);
  gtk_label_set_label (priv->beside, title);
  if (priv->focus != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (priv->focus), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

/* A field is left when the focus is in no part of it any more, a list of proposals or a menu included. */
static void
focus_changed_cb (YttField *self)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);
  gboolean has_focus = gtk_event_controller_focus_contains_focus (GTK_EVENT_CONTROLLER_FOCUS (priv->focus_watch));

  if (priv->had_focus && !has_focus)
    {
      priv->had_focus = FALSE;
      ytt_field_save (self);
    }
  priv->had_focus = has_focus;
  update_empty (self);
}

static void
clicked_cb (YttField *self)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);

  if (priv->focus != NULL
      && !gtk_event_controller_focus_contains_focus (GTK_EVENT_CONTROLLER_FOCUS (priv->focus_watch)))
    gtk_widget_grab_focus (priv->focus);
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  YttField *self = YTT_FIELD (widget);
  YttFieldPrivate *priv = ytt_field_get_private (self);

  if (priv->state == YTT_FIELD_SAVING || (priv->state == YTT_FIELD_CLEAN && !ytt_field_is_touched (self)))
    return FALSE;

  ytt_field_put_back (self);

  return TRUE;
}

/* Typing is taken back as text as long as there is any; then the last edit of the document is. */
static gboolean
key_pressed_cb (YttField        *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  modifiers)
{
  GdkModifierType held = modifiers & gtk_accelerator_get_default_mod_mask ();
  gboolean redo = held == (GDK_CONTROL_MASK | GDK_SHIFT_MASK);

  if (gdk_keyval_to_lower (keyval) != GDK_KEY_z || (held != GDK_CONTROL_MASK && !redo))
    return GDK_EVENT_PROPAGATE;

  if (redo ? YTT_FIELD_GET_CLASS (self)->redo (self) : YTT_FIELD_GET_CLASS (self)->undo (self))
    return GDK_EVENT_STOP;

  gtk_widget_activate_action (GTK_WIDGET (self), redo ? "win.redo" : "win.undo", NULL);

  return GDK_EVENT_STOP;
}

static gboolean
ytt_field_undo_nothing (YttField *self)
{
  return FALSE;
}

/* Space around a text is never meant. An empty text is nothing. */
static gboolean
ytt_field_default_read (YttField    *self,
                        const char  *text,
                        GPtrArray   *readings,
                        GError     **error)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);
  YttFieldReading *reading = ytt_field_reading_new (NULL);

  ytt_field_reading_set (reading, priv->column, *text != '\0' ? YTT_CELL_OF_TEXT (text) : YTT_CELL_OF_NULL);
  g_ptr_array_add (readings, reading);

  return TRUE;
}

static void
ytt_field_default_save (YttField        *self,
                        YttFieldReading *reading,
                        YttChanges      *changes)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);
  YttRow *row = ytt_field_reading_get_row (reading);
  g_auto(GStrv) columns = ytt_row_get_columns (row);
  gboolean differs = FALSE;

  if (priv->seen == NULL || ytt_row_get_id (priv->seen) == 0)
    return;

  for (gsize i = 0; columns[i] != NULL; i++)
    differs = differs || !ytt_cell_equal (ytt_row_get (priv->seen, columns[i]), ytt_row_get (row, columns[i]));
  if (!differs)
    return;

  ytt_changes_update (changes, priv->table, ytt_row_get_id (priv->seen));
  for (gsize i = 0; columns[i] != NULL; i++)
    {
      ytt_changes_expect (changes, columns[i], ytt_row_get (priv->seen, columns[i]));
      ytt_changes_set (changes, columns[i], ytt_row_get (row, columns[i]));
    }
}

/* What is typed is not lost with the page that it is on. */
static void
ytt_field_unmap (GtkWidget *widget)
{
  YttField *self = YTT_FIELD (widget);

  GTK_WIDGET_CLASS (ytt_field_parent_class)->unmap (widget);

  ytt_field_get_private (self)->had_focus = FALSE;
  update_empty (self);
  if (ytt_field_is_touched (self))
    ytt_field_save (self);
}

static gboolean
ytt_field_grab_focus (GtkWidget *widget)
{
  YttFieldPrivate *priv = ytt_field_get_private (YTT_FIELD (widget));

  return priv->focus != NULL && gtk_widget_grab_focus (priv->focus);
}

static void
clear_funcs (YttField *self)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);

  ytt_field_set_read_func (self, NULL, NULL, NULL);
  ytt_field_set_save_func (self, NULL, NULL, NULL);
  ytt_field_set_format_func (self, NULL, NULL, NULL);
  g_clear_pointer (&priv->row, ytt_row_unref);
  g_clear_pointer (&priv->seen, ytt_row_unref);
  g_clear_pointer (&priv->reading, ytt_field_reading_unref);
  g_clear_pointer (&priv->asked, g_ptr_array_unref);
}

static void
ytt_field_dispose (GObject *object)
{
  YttField *self = YTT_FIELD (object);
  YttFieldPrivate *priv = ytt_field_get_private (self);

  priv->generation++;
  g_clear_handle_id (&priv->check_id, g_source_remove);
  clear_funcs (self);
  if (priv->editor != NULL)
    g_signal_handlers_disconnect_by_data (priv->editor, self);
  g_clear_object (&priv->editor);
  priv->focus = NULL;
  priv->input = NULL;

  G_OBJECT_CLASS (ytt_field_parent_class)->dispose (object);
}

static void
ytt_field_finalize (GObject *object)
{
  YttFieldPrivate *priv = ytt_field_get_private (YTT_FIELD (object));

  g_free (priv->table);
  g_free (priv->column);
  g_free (priv->summary);
  g_free (priv->draft_table);
  g_free (priv->draft_name);
  g_free (priv->stored);
  g_free (priv->shown);

  G_OBJECT_CLASS (ytt_field_parent_class)->finalize (object);
}

static void
ytt_field_class_init (YttFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_field_dispose;
  object_class->finalize = ytt_field_finalize;
  widget_class->unmap = ytt_field_unmap;
  widget_class->grab_focus = ytt_field_grab_focus;
  klass->undo = ytt_field_undo_nothing;
  klass->redo = ytt_field_undo_nothing;
  klass->read = ytt_field_default_read;
  klass->save = ytt_field_default_save;

  signals[SAVED] = g_signal_new ("saved", YTT_TYPE_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[READ] = g_signal_new ("read", YTT_TYPE_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[EDITED] = g_signal_new ("edited", YTT_TYPE_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}

static GtkLabel *
make_label (const char *style_class)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (GTK_WIDGET (label), style_class);
  gtk_widget_set_visible (GTK_WIDGET (label), FALSE);

  return label;
}

static void
add_controllers (YttField *self)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  priv->focus_watch = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (priv->focus_watch, "notify::contains-focus", G_CALLBACK (focus_changed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), priv->focus_watch);

  /* Before the text, which would swallow the key even where it has nothing to take back. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);

  g_signal_connect_swapped (click, "released", G_CALLBACK (clicked_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

static void
ytt_field_init (YttField *self)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);
  GtkWidget *top, *texts;

  priv->table = g_strdup ("");
  priv->column = g_strdup ("");
  priv->stored = g_strdup ("");
  priv->shown = g_strdup ("");

  priv->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (priv->box, "field-box");
  priv->caption = make_label ("field-caption");
  top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_hexpand (texts, TRUE);
  priv->suffixes = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  priv->line = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  priv->beside = make_label ("field-title");
  priv->note = make_label ("field-note");
  gtk_box_append (priv->line, GTK_WIDGET (priv->beside));
  gtk_widget_set_vexpand (top, TRUE);
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (priv->caption));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (priv->line));
  gtk_box_append (GTK_BOX (top), texts);
  gtk_box_append (GTK_BOX (top), GTK_WIDGET (priv->suffixes));
  gtk_box_append (GTK_BOX (priv->box), top);
  gtk_box_append (GTK_BOX (priv->box), GTK_WIDGET (priv->note));
  ytt_field_make_message (self);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), priv->box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "field");
  add_controllers (self);
  g_signal_connect (self, "notify::title", G_CALLBACK (title_changed_cb), NULL);
}

/* What is in it */

/**
 * ytt_field_get_text:
 * @self: a field
 *
 * Returns: (transfer full): what is in it
 */
char *
ytt_field_get_text (YttField *self)
{
  g_return_val_if_fail (YTT_IS_FIELD (self), NULL);

  return YTT_FIELD_GET_CLASS (self)->get_text (self);
}

/**
 * ytt_field_type:
 * @self: a field
 * @text: a text
 *
 * Puts a text into the field as if the user had typed it: it is saved when the field is left.
 */
void
ytt_field_type (YttField   *self,
                const char *text)
{
  g_return_if_fail (YTT_IS_FIELD (self));

  ytt_field_show_text (self, text);
  ytt_field_edited (self);
}

/**
 * ytt_field_is_showing:
 * @self: a field
 *
 * Returns: whether its text changes just now without the user's doing
 */
gboolean
ytt_field_is_showing (YttField *self)
{
  g_return_val_if_fail (YTT_IS_FIELD (self), FALSE);

  return ytt_field_get_private (self)->showing;
}

static gboolean
check_cb (gpointer user_data)
{
  ytt_field_get_private (user_data)->check_id = 0;
  ytt_field_check (user_data);

  return G_SOURCE_REMOVE;
}

/* As long as one pauses in the middle of a word. */
#define PAUSE_MS 500

static gboolean
take_theirs_cb (gpointer user_data)
{
  YttFieldPrivate *priv = ytt_field_get_private (user_data);

  priv->check_id = 0;
  if (!ytt_field_is_touched (user_data) && priv->in_flight == 0)
    ytt_field_take_theirs (user_data);

  return G_SOURCE_REMOVE;
}

/* What was there before is in the field again. The input is still at work on it: to set its text or to clear what it can
 * undo now would free the step of its history that it is taking. */
static void
settle (YttField *self)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);

  if (strcmp (priv->stored, priv->shown) == 0)
    ytt_field_settle (self);
  else
    priv->check_id = g_idle_add (take_theirs_cb, self);
}

/**
 * ytt_field_edited:
 * @self: a field
 *
 * To be called when the user changed what is in it.
 */
void
ytt_field_edited (YttField *self)
{
  YttFieldPrivate *priv;

  g_return_if_fail (YTT_IS_FIELD (self));

  priv = ytt_field_get_private (self);
  if (priv->showing)
    return;

  g_clear_pointer (&priv->reading, ytt_field_reading_unref);
  g_clear_pointer (&priv->asked, g_ptr_array_unref);
  priv->save_wanted = FALSE;
  g_clear_handle_id (&priv->check_id, g_source_remove);
  /* What was there before is new again while something else is on its way. */
  if (!ytt_field_is_touched (self) && priv->in_flight == 0)
    settle (self);
  else
    {
      priv->check_id = g_timeout_add (PAUSE_MS, check_cb, self);
      /* The words under it stay until it is known whether they still hold. */
      if (priv->state != YTT_FIELD_INVALID && priv->state != YTT_FIELD_CONFLICT)
        ytt_field_set_state (self, YTT_FIELD_TYPING, NULL);
    }
  g_signal_emit (self, signals[EDITED], 0);
}

/**
 * ytt_field_get_reading:
 * @self: a field
 *
 * Returns: (transfer none) (nullable): what is in it means; %NULL where it is not valid, or was not read since it was
 *   typed
 */
YttFieldReading *
ytt_field_get_reading (YttField *self)
{
  g_return_val_if_fail (YTT_IS_FIELD (self), NULL);

  return ytt_field_get_private (self)->reading;
}

/**
 * ytt_field_get_state:
 * @self: a field
 *
 * Returns: what is going on in it
 */
YttFieldState
ytt_field_get_state (YttField *self)
{
  g_return_val_if_fail (YTT_IS_FIELD (self), YTT_FIELD_CLEAN);

  return ytt_field_get_private (self)->state;
}

/**
 * ytt_field_clear:
 * @self: a field
 *
 * Empties it and lets its draft go: what was in it has been saved by other means, or is not wanted any more.
 */
void
ytt_field_clear (YttField *self)
{
  YttFieldPrivate *priv;

  g_return_if_fail (YTT_IS_FIELD (self));

  priv = ytt_field_get_private (self);
  ytt_field_drop_draft (self);
  g_clear_handle_id (&priv->check_id, g_source_remove);
  g_clear_pointer (&priv->reading, ytt_field_reading_unref);
  g_clear_pointer (&priv->asked, g_ptr_array_unref);
  g_free (priv->shown);
  priv->shown = g_strdup (priv->stored);
  ytt_field_show_text (self, priv->stored);
  ytt_field_set_state (self, YTT_FIELD_CLEAN, NULL);
}

/* How it looks */

/**
 * ytt_field_add_suffix:
 * @self: a field
 * @widget: (transfer floating): what stands at its end, such as a button
 */
void
ytt_field_add_suffix (YttField  *self,
                      GtkWidget *widget)
{
  g_return_if_fail (YTT_IS_FIELD (self));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_box_append (ytt_field_get_private (self)->suffixes, widget);
}

/**
 * ytt_field_set_note:
 * @self: a field
 * @note: (nullable): words that stand under it for as long as nothing else has to be said
 */
void
ytt_field_set_note (YttField   *self,
                    const char *note)
{
  YttFieldPrivate *priv;

  g_return_if_fail (YTT_IS_FIELD (self));

  priv = ytt_field_get_private (self);
  gtk_label_set_label (priv->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (priv->note),
                          note != NULL && *note != '\0' && !gtk_widget_get_visible (priv->message_box));
}

/**
 * ytt_field_set_input:
 * @self: a field, once
 * @input: (transfer floating): what is edited with
 * @focus: (transfer none): the widget in it that takes the focus
 * @beside: whether the title stands beside it, and not above
 */
void
ytt_field_set_input (YttField  *self,
                     GtkWidget *input,
                     GtkWidget *focus,
                     gboolean   beside)
{
  YttFieldPrivate *priv;

  g_return_if_fail (YTT_IS_FIELD (self));
  g_return_if_fail (GTK_IS_WIDGET (input) && GTK_IS_WIDGET (focus));

  priv = ytt_field_get_private (self);
  g_return_if_fail (priv->input == NULL);

  priv->input = input;
  priv->focus = focus;
  gtk_widget_set_hexpand (input, TRUE);
  if (beside)
    {
      gtk_widget_set_halign (input, GTK_ALIGN_END);
      gtk_widget_set_valign (gtk_widget_get_parent (GTK_WIDGET (priv->line)), GTK_ALIGN_CENTER);
    }
  gtk_widget_set_visible (GTK_WIDGET (priv->caption), !beside);
  gtk_widget_set_visible (GTK_WIDGET (priv->beside), beside);
  gtk_box_insert_child_after (priv->line, input, GTK_WIDGET (priv->beside));
  title_changed_cb (self);
  update_empty (self);
}

/*< private >
 * ytt_fields_name_list:
 * @row: a row of an #AdwPreferencesGroup that has no title
 * @name: what the rows are about
 *
 * Newer libadwaita lets the list be labelled by the group's title, and would have an empty one win over @name.
 */
void
ytt_fields_name_list (GtkWidget  *row,
                      const char *name)
{
  GtkAccessible *list = GTK_ACCESSIBLE (gtk_widget_get_ancestor (row, GTK_TYPE_LIST_BOX));

  gtk_accessible_reset_relation (list, GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (list, GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * ytt_fields_arrange:
 * @list_box: the list box, such as the parent of a row that was added to an AdwPreferencesGroup
 * @fields: (element-type GtkWidget): rows, in it already or not
 *
 * Puts rows at the top of a list box, in order. A row that moves loses what is being typed in it to a save, so none moves
 * that need not.
 */
void
ytt_fields_arrange (GtkListBox *list_box,
                    GPtrArray  *fields)
{
  GtkRoot *root;
  GtkWidget *focus;

  g_return_if_fail (GTK_IS_LIST_BOX (list_box));
  g_return_if_fail (fields != NULL);

  root = gtk_widget_get_root (GTK_WIDGET (list_box));
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  for (guint i = 0; i < fields->len; i++)
    {
      GtkWidget *field = g_ptr_array_index (fields, i);
      gboolean focused = focus != NULL && (focus == field || gtk_widget_is_ancestor (focus, field));

      if ((GtkWidget *) gtk_list_box_get_row_at_index (list_box, (int) i) == field)
        continue;

      g_object_ref (field);
      if (gtk_widget_get_parent (field) != NULL)
        gtk_list_box_remove (list_box, field);
      gtk_list_box_insert (list_box, field, (int) i);
      g_object_unref (field);
      if (focused)
        gtk_widget_grab_focus (focus);
    }
}

/**
 * ytt_fields_swap:
 * @fields: (element-type YttField): those of rows, in order
 * @from: one of them
 * @to: another one, which it changes places with
 * @changes: to be filled
 *
 * Other programs may have numbered the rows in their own way, so all that is not where it belongs is moved.
 */
void
ytt_fields_swap (GPtrArray  *fields,
                 guint       from,
                 guint       to,
                 YttChanges *changes)
{
  g_return_if_fail (fields != NULL && from < fields->len && to < fields->len);

  for (guint i = 0; i < fields->len; i++)
    {
      guint at = i == to ? from : i == from ? to : i;
      YttRow *row = ytt_field_get_row (g_ptr_array_index (fields, at));

      if (row == NULL || ytt_cell_equal (ytt_row_get (row, "position"), YTT_CELL_OF_INTEGER (i)))
        continue;

      ytt_changes_update (changes, ytt_row_get_table (row), ytt_row_get_id (row));
      ytt_changes_expect (changes, "position", ytt_row_get (row, "position"));
      ytt_changes_set (changes, "position", YTT_CELL_OF_INTEGER (i));
    }
}
