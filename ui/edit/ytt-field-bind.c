/* What a field is about, and how its text is read, written and saved. */

#include "config.h"

#include "ytt-field-private.h"

#include <string.h>

static void
waiting_changed_cb (YttField *self)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);

  if (priv->state != YTT_FIELD_SAVING)
    return;

  /* Nobody knows how long it waits, and whether the program is still there then. */
  if (ytt_editor_get_waiting (priv->editor))
    ytt_field_keep_draft (self);
  ytt_field_set_state (self, YTT_FIELD_SAVING, NULL);
}

/* What the field is about */

/**
 * ytt_field_bind:
 * @self: a field
 * @editor: (nullable): the way into the document
 * @table: a record table
 * @column: the column that is edited
 *
 * Says what the field edits. Its draft goes by the same names, unless ytt_field_set_draft_key() gave others.
 */
void
ytt_field_bind (YttField   *self,
                YttEditor  *editor,
                const char *table,
                const char *column)
{
  YttFieldPrivate *priv;

  g_return_if_fail (YTT_IS_FIELD (self));
  g_return_if_fail (editor == NULL || YTT_IS_EDITOR (editor));
  g_return_if_fail (table != NULL && column != NULL);

  priv = ytt_field_get_private (self);
  if (priv->editor != editor)
    {
      if (priv->editor != NULL)
        g_signal_handlers_disconnect_by_data (priv->editor, self);
      g_set_object (&priv->editor, editor);
      if (editor != NULL)
        g_signal_connect_object (editor, "notify::waiting", G_CALLBACK (waiting_changed_cb), self, G_CONNECT_SWAPPED);
    }
  g_free (priv->table);
  priv->table = g_strdup (table);
  g_free (priv->column);
  priv->column = g_strdup (column);
}

/**
 * ytt_field_get_editor:
 * @self: a field
 *
 * Returns: (transfer none) (nullable): the way into the document
 */
YttEditor *
ytt_field_get_editor (YttField *self)
{
  g_return_val_if_fail (YTT_IS_FIELD (self), NULL);

  return ytt_field_get_private (self)->editor;
}

static char *
format (YttField *self,
        YttRow   *row)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);

  if (row == NULL)
    return g_strdup ("");
  if (priv->format_func != NULL)
    return priv->format_func (self, row, priv->format_data);

  return ytt_cell_to_text (ytt_row_get (row, priv->column));
}

/**
 * ytt_field_set_row:
 * @self: a field
 * @row: (nullable): the row as it stands in the document now; a reference is taken
 *
 * Shows a row. For the same row, read anew, what is being typed stays, and where the document holds something else by
 * now the field says so. What was typed for another row is kept as its draft.
 */
void
ytt_field_set_row (YttField *self,
                   YttRow   *row)
{
  YttFieldPrivate *priv;
  g_autofree char *text = NULL;
  gint64 id = row != NULL ? ytt_row_get_id (row) : 0;

  g_return_if_fail (YTT_IS_FIELD (self));

  priv = ytt_field_get_private (self);
  text = format (self, row);
  if (row != NULL)
    ytt_row_ref (row);
  g_clear_pointer (&priv->row, ytt_row_unref);
  priv->row = row;
  if (priv->owner != id || !ytt_field_is_touched (self))
    {
      g_clear_pointer (&priv->seen, ytt_row_unref);
      priv->seen = row != NULL ? ytt_row_ref (row) : NULL;
    }
  ytt_field_take_stored (self, id, text);
}

/**
 * ytt_field_get_row:
 * @self: a field
 *
 * Returns: (transfer none) (nullable): the row as it stands in the document
 */
YttRow *
ytt_field_get_row (YttField *self)
{
  g_return_val_if_fail (YTT_IS_FIELD (self), NULL);

  return ytt_field_get_private (self)->row;
}

/**
 * ytt_field_take_stored:
 * @self: a field
 * @owner: the key of what it is a value of
 * @text: the text for what the document holds
 *
 * For fields whose value is not in one row: as ytt_field_set_row().
 */
void
ytt_field_take_stored (YttField   *self,
                       gint64      owner,
                       const char *text)
{
  YttFieldPrivate *priv;

  g_return_if_fail (YTT_IS_FIELD (self));

  priv = ytt_field_get_private (self);
  if (priv->owner != owner)
    {
      if (ytt_field_is_touched (self))
        ytt_field_keep_draft (self);
      priv->owner = owner;
      priv->generation++;
      priv->in_flight = 0;
      priv->again = FALSE;
      priv->draft_kept = FALSE;
      g_clear_handle_id (&priv->check_id, g_source_remove);
      g_clear_pointer (&priv->asked, g_ptr_array_unref);
      g_free (priv->shown);
      priv->shown = g_strdup (text);
      g_free (priv->stored);
      priv->stored = g_strdup (text);
      ytt_field_show_text (self, text);
      ytt_field_set_state (self, YTT_FIELD_CLEAN, NULL);
      ytt_field_show_draft (self);
      return;
    }

  if (strcmp (priv->stored, text) != 0)
    {
      g_free (priv->stored);
      priv->stored = g_strdup (text);
    }
  /* With a change of ours on its way, what is there by now is most likely that one, and what is in the field is newer. */
  if (priv->in_flight > 0)
    return;

  if (!ytt_field_is_touched (self))
    {
      if (strcmp (priv->shown, text) != 0)
        {
          g_free (priv->shown);
          priv->shown = g_strdup (text);
          ytt_field_show_text (self, text);
        }
      if (priv->state == YTT_FIELD_CONFLICT)
        ytt_field_set_state (self, YTT_FIELD_CLEAN, NULL);
      if (priv->state == YTT_FIELD_CLEAN && !priv->draft_kept)
        ytt_field_show_draft (self);
    }
  else if (strcmp (priv->shown, text) != 0)
    ytt_field_show_conflict (self);
}

/**
 * ytt_field_set_summary:
 * @self: a field
 * @summary: what the next commit does, for the history and for what undo says: "Change the name of Narva magnet plant"
 */
void
ytt_field_set_summary (YttField   *self,
                       const char *summary)
{
  YttFieldPrivate *priv;

  g_return_if_fail (YTT_IS_FIELD (self));

  priv = ytt_field_get_private (self);
  g_free (priv->summary);
  priv->summary = g_strdup (summary);
}

/**
 * ytt_field_set_draft_key:
 * @self: a field
 * @table: the table of the record that the draft is kept with
 * @row: the record's key
 * @name: a name of the field in it
 *
 * Names the draft of a field whose row is not there yet, such as that of a new claim: ("facility", id, "claim/value").
 * If there is one, it is shown.
 */
void
ytt_field_set_draft_key (YttField   *self,
                         const char *table,
                         gint64      row,
                         const char *name)
{
  YttFieldPrivate *priv;

  g_return_if_fail (YTT_IS_FIELD (self));
  g_return_if_fail (table != NULL && name != NULL);

  priv = ytt_field_get_private (self);
  if (g_strcmp0 (priv->draft_table, table) == 0 && priv->draft_row == row && g_strcmp0 (priv->draft_name, name) == 0)
    return;

  if (priv->draft_name != NULL && ytt_field_is_touched (self))
    {
      ytt_field_keep_draft (self);
      priv->generation++;
      priv->in_flight = 0;
      priv->again = FALSE;
      ytt_field_show_text (self, priv->stored);
      g_free (priv->shown);
      priv->shown = g_strdup (priv->stored);
      ytt_field_set_state (self, YTT_FIELD_CLEAN, NULL);
    }
  g_free (priv->draft_table);
  priv->draft_table = g_strdup (table);
  priv->draft_row = row;
  g_free (priv->draft_name);
  priv->draft_name = g_strdup (name);
  priv->draft_kept = FALSE;
  ytt_field_show_draft (self);
}

/* How its text is read, written and saved */

/**
 * ytt_field_set_read_func:
 * @self: a field
 * @func: (nullable): reads its text; %NULL for a plain text, of which the empty one is nothing
 * @user_data: for @func
 * @destroy: (nullable): frees @user_data
 */
void
ytt_field_set_read_func (YttField         *self,
                         YttFieldReadFunc  func,
                         gpointer          user_data,
                         GDestroyNotify    destroy)
{
  YttFieldPrivate *priv;

  g_return_if_fail (YTT_IS_FIELD (self));

  priv = ytt_field_get_private (self);
  if (priv->read_destroy != NULL)
    priv->read_destroy (priv->read_data);
  priv->read_func = func;
  priv->read_data = user_data;
  priv->read_destroy = destroy;
}

/**
 * ytt_field_set_save_func:
 * @self: a field
 * @func: (nullable): says what is done with a reading; %NULL to put it into the row
 * @user_data: for @func
 * @destroy: (nullable): frees @user_data
 */
void
ytt_field_set_save_func (YttField         *self,
                         YttFieldSaveFunc  func,
                         gpointer          user_data,
                         GDestroyNotify    destroy)
{
  YttFieldPrivate *priv;

  g_return_if_fail (YTT_IS_FIELD (self));

  priv = ytt_field_get_private (self);
  if (priv->save_destroy != NULL)
    priv->save_destroy (priv->save_data);
  priv->save_func = func;
  priv->save_data = user_data;
  priv->save_destroy = destroy;
}

/**
 * ytt_field_set_format_func:
 * @self: a field
 * @func: (nullable): writes a row as text; %NULL for what is in the column
 * @user_data: for @func
 * @destroy: (nullable): frees @user_data
 */
void
ytt_field_set_format_func (YttField           *self,
                           YttFieldFormatFunc  func,
                           gpointer            user_data,
                           GDestroyNotify      destroy)
{
  YttFieldPrivate *priv;

  g_return_if_fail (YTT_IS_FIELD (self));

  priv = ytt_field_get_private (self);
  if (priv->format_destroy != NULL)
    priv->format_destroy (priv->format_data);
  priv->format_func = func;
  priv->format_data = user_data;
  priv->format_destroy = destroy;
}
