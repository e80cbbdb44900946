/* The way of what is typed into the document. */

#include "config.h"

#include "ytt-field-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* One commit under way. The field may show another record by the time it ends. */
typedef struct
{
  YttField   *field;         /* (owned) */
  YttEditor  *editor;        /* (owned) */
  YttFieldReading *reading;       /* (owned) */
  guint       generation;    /* of the field when it began */
  char       *text;          /* (owned): what was in it */
  char       *stored;        /* (owned): what the document held */
  char       *draft_table;   /* (owned) */
  gint64      draft_row;
  char       *draft_name;    /* (owned) */
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->field);
  g_object_unref (saving->editor);
  ytt_field_reading_unref (saving->reading);
  g_free (saving->text);
  g_free (saving->stored);
  g_free (saving->draft_table);
  g_free (saving->draft_name);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

/* Whether something else is in it than what the document was seen to hold. */
gboolean
ytt_field_is_touched (YttField *self)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);
  g_autofree char *text = NULL;

  if (priv->focus == NULL)
    return FALSE;

  text = ytt_field_get_text (self);

  return strcmp (text, priv->shown) != 0;
}

/* Whether it saves by itself. */
gboolean
ytt_field_is_bound (YttField *self)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);

  return priv->editor != NULL
         && (priv->save_func != NULL || priv->owner != 0
             || YTT_FIELD_GET_CLASS (self)->save != YTT_FIELD_CLASS (g_type_class_peek (YTT_TYPE_FIELD))->save);
}

/* Drafts */

static const char *
get_draft_table (YttFieldPrivate *priv)
{
  return priv->draft_name != NULL ? priv->draft_table : priv->table;
}

static gint64
get_draft_row (YttFieldPrivate *priv)
{
  return priv->draft_name != NULL ? priv->draft_row : priv->owner;
}

static const char *
get_draft_name (YttFieldPrivate *priv)
{
  return priv->draft_name != NULL ? priv->draft_name : priv->column;
}

static void
set_draft (YttField   *self,
           const char *text)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);

  if (priv->editor != NULL && *get_draft_table (priv) != '\0')
    ytt_editor_set_draft (priv->editor, get_draft_table (priv), get_draft_row (priv), get_draft_name (priv), text);
}

void
ytt_field_keep_draft (YttField *self)
{
  g_autofree char *text = ytt_field_get_text (self);

  ytt_field_get_private (self)->draft_kept = TRUE;
  set_draft (self, text);
}

void
ytt_field_drop_draft (YttField *self)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);

  if (!priv->draft_kept)
    return;

  priv->draft_kept = FALSE;
  set_draft (self, NULL);
}

/* What was left in the field another time is there again. */
gboolean
ytt_field_show_draft (YttField *self)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);
  const char *draft = NULL;

  if (priv->editor != NULL && *get_draft_table (priv) != '\0' && (priv->owner != 0 || priv->draft_name != NULL))
    draft = ytt_editor_get_draft (priv->editor, get_draft_table (priv), get_draft_row (priv), get_draft_name (priv));
  if (draft == NULL)
    return FALSE;

  priv->draft_kept = TRUE;
  if (strcmp (draft, priv->shown) == 0)
    {
      ytt_field_drop_draft (self);
      return FALSE;
    }

  ytt_field_show_text (self, draft);
  ytt_field_check (self);

  return TRUE;
}

/* Reading */

/* What is in it may mean: nothing, with an error; nothing yet; one thing, or several. */
static GPtrArray *
read_text (YttField  *self,
           gboolean  *pending,
           GError   **error)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);
  g_autoptr(GPtrArray) readings = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_field_reading_unref);
  g_autofree char *text = g_strstrip (ytt_field_get_text (self));
  GError *own_error = NULL;
  gboolean valid;

  valid = priv->read_func != NULL ? priv->read_func (self, text, readings, priv->read_data, &own_error)
                                  : YTT_FIELD_GET_CLASS (self)->read (self, text, readings, &own_error);
  *pending = !valid && own_error == NULL;
  if (valid && readings->len > 0)
    return g_steal_pointer (&readings);

  if (own_error != NULL)
    g_propagate_error (error, own_error);
  else if (!*pending)
    g_set_error_literal (error, YTT_ERROR, YTT_ERROR_INVALID, _("This cannot be read"));

  return NULL;
}

/* Looks at what is typed without saving it: what is not valid is said while one types. */
void
ytt_field_check (YttField *self)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);
  g_autoptr(GPtrArray) readings = NULL;
  g_autoptr(GError) error = NULL;
  gboolean pending;

  if (!ytt_field_is_touched (self) || priv->state == YTT_FIELD_CONFLICT)
    return;

  ytt_field_keep_draft (self);
  readings = read_text (self, &pending, &error);
  g_clear_pointer (&priv->reading, ytt_field_reading_unref);
  if (readings != NULL && readings->len == 1)
    priv->reading = ytt_field_reading_ref (g_ptr_array_index (readings, 0));
  if (pending)
    return;

  if (error != NULL)
    ytt_field_set_state (self, YTT_FIELD_INVALID, error->message);
  else if (priv->had_focus || !ytt_field_is_bound (self))
    ytt_field_set_state (self, YTT_FIELD_TYPING, NULL);
  else
    /* It comes from another time: valid, but nobody had left the field. */
    ytt_field_set_state (self, YTT_FIELD_TYPING, _("Not saved yet. Press Enter to save it, Escape to put back what was there"));
  ytt_field_emit_read (self);
}

/* Saving */

/* The values that the field was left with, over those that were seen. */
static YttRow *
merge (YttRow          *seen,
       YttFieldReading *reading)
{
  YttRow *row = ytt_row_new (ytt_row_get_table (seen), ytt_row_get_id (seen));
  YttRow *set = ytt_field_reading_get_row (reading);
  g_auto(GStrv) old_columns = ytt_row_get_columns (seen);
  g_auto(GStrv) columns = ytt_row_get_columns (set);

  for (gsize i = 0; old_columns[i] != NULL; i++)
    ytt_row_set (row, old_columns[i], ytt_row_get (seen, old_columns[i]));
  for (gsize i = 0; columns[i] != NULL; i++)
    ytt_row_set (row, columns[i], ytt_row_get (set, columns[i]));

  return row;
}

/* Takes the text. What is in the field already stays, and with it the cursor in it. */
static void
show (YttField *self,
      char     *text)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);

  g_free (priv->shown);
  priv->shown = text;
  ytt_field_show_text (self, text);
}

/* What the document holds now is known before it is read again. */
static char *
get_saved_text (YttField     *self,
                const Saving *saving)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);
  gboolean own_way = priv->save_func != NULL;

  if (priv->owner == 0)
    return g_strdup (priv->stored);   /* it adds, and waits for the next one to be added */
  if (strcmp (saving->stored, priv->stored) != 0 && own_way)
    return g_strdup (priv->stored);
  if (!own_way && priv->seen != NULL && priv->format_func != NULL)
    return priv->format_func (self, priv->seen, priv->format_data);
  if (!own_way && priv->seen != NULL && ytt_row_get_id (priv->seen) != 0)
    return ytt_cell_to_text (ytt_row_get (priv->seen, priv->column));

  return g_strdup (saving->text);
}

static void
saved (YttField *self,
       Saving   *saving,
       gint64    entry)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);
  g_autofree char *text = ytt_field_get_text (self);
  gboolean typed_on = strcmp (text, saving->text) != 0;

  if (priv->save_func == NULL && priv->seen != NULL)
    {
      YttRow *row = merge (priv->seen, saving->reading);

      g_clear_pointer (&priv->seen, ytt_row_unref);
      priv->seen = row;
    }
  else if (priv->row != NULL)
    {
      ytt_row_ref (priv->row);
      g_clear_pointer (&priv->seen, ytt_row_unref);
      priv->seen = priv->row;
    }

  if (typed_on)
    {
      g_free (priv->shown);
      priv->shown = get_saved_text (self, saving);
      ytt_field_set_state (self, YTT_FIELD_TYPING, NULL);
    }
  else if (strcmp (saving->stored, priv->stored) != 0)
    /* It was read anew already. */
    ytt_field_take_theirs (self);
  else
    {
      ytt_field_drop_draft (self);
      show (self, get_saved_text (self, saving));
      ytt_field_set_state (self, YTT_FIELD_CLEAN, NULL);
    }
  ytt_field_emit_saved (self, entry);
  if (priv->again)
    {
      priv->again = FALSE;
      ytt_field_save (self);
    }
}

static void
failed (YttField *self,
        GError   *error)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);

  priv->again = FALSE;
  ytt_field_keep_draft (self);
  if (!g_error_matches (error, YTT_ERROR, YTT_ERROR_CHANGED))
    {
      ytt_field_set_state (self, YTT_FIELD_FAILED, error->message);
      return;
    }

  ytt_field_show_conflict (self);
  /* To what it was changed is known once the row is read again. */
  if (strcmp (priv->stored, priv->shown) == 0 && ytt_editor_get_store (priv->editor) != NULL)
    ytt_store_look_for_changes (ytt_editor_get_store (priv->editor));
}

static void
committed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(Saving) saving = user_data;
  YttField *self = saving->field;
  YttFieldPrivate *priv = ytt_field_get_private (self);
  g_autoptr(GError) error = NULL;
  gint64 entry = ytt_editor_commit_finish (YTT_EDITOR (object), result, &error);

  /* The field is about something else by now: what did not go through is there when one comes back. */
  if (saving->generation != priv->generation)
    {
      ytt_editor_set_draft (saving->editor, saving->draft_table, saving->draft_row, saving->draft_name,
                            error != NULL ? saving->text : NULL);
      return;
    }

  priv->in_flight--;
  if (error != NULL)
    failed (self, error);
  else
    saved (self, saving, entry);
}

static Saving *
saving_new (YttField        *self,
            YttFieldReading *reading)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);
  Saving *saving = g_new0 (Saving, 1);

  saving->field = g_object_ref (self);
  saving->editor = g_object_ref (priv->editor);
  saving->reading = ytt_field_reading_ref (reading);
  saving->generation = priv->generation;
  saving->text = ytt_field_get_text (self);
  saving->stored = g_strdup (priv->stored);
  saving->draft_table = g_strdup (get_draft_table (priv));
  saving->draft_row = get_draft_row (priv);
  saving->draft_name = g_strdup (get_draft_name (priv));

  return saving;
}

/* One reading was found, or chosen. */
void
ytt_field_take_reading (YttField        *self,
                        YttFieldReading *reading)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);
  g_autoptr(YttFieldReading) taken = ytt_field_reading_ref (reading);
  g_autoptr(YttChanges) changes = NULL;

  g_clear_pointer (&priv->asked, g_ptr_array_unref);
  g_clear_pointer (&priv->reading, ytt_field_reading_unref);
  priv->reading = ytt_field_reading_ref (taken);
  if (!ytt_field_is_bound (self))
    {
      ytt_field_keep_draft (self);
      ytt_field_set_state (self, YTT_FIELD_TYPING, NULL);
      ytt_field_emit_read (self);
      return;
    }

  changes = ytt_changes_new ();
  if (priv->save_func != NULL)
    priv->save_func (self, taken, changes, priv->save_data);
  else
    YTT_FIELD_GET_CLASS (self)->save (self, taken, changes);
  if (ytt_changes_get_n (changes) == 0)
    {
      /* Another way to write what is stored. */
      ytt_field_put_back (self);
      return;
    }

  priv->in_flight++;
  ytt_field_set_state (self, YTT_FIELD_SAVING, NULL);
  ytt_editor_commit_async (priv->editor, changes,
                           priv->summary != NULL ? priv->summary
                                                 : adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)),
                           NULL, NULL, committed_cb, saving_new (self, taken));
}

/**
 * ytt_field_save:
 * @self: a field
 *
 * Saves what is in it, as when it is left.
 */
void
ytt_field_save (YttField *self)
{
  YttFieldPrivate *priv;
  g_autoptr(GPtrArray) readings = NULL;
  g_autoptr(GError) error = NULL;
  gboolean pending;

  g_return_if_fail (YTT_IS_FIELD (self));

  priv = ytt_field_get_private (self);
  g_clear_handle_id (&priv->check_id, g_source_remove);
  if (priv->state == YTT_FIELD_CONFLICT || priv->state == YTT_FIELD_ASKING)
    return;

  /* What is on its way may become another row than the one that was seen. */
  if (priv->in_flight > 0)
    {
      priv->again = TRUE;
      ytt_field_set_state (self, YTT_FIELD_SAVING, NULL);
      return;
    }
  if (!ytt_field_is_touched (self))
    {
      ytt_field_drop_draft (self);
      ytt_field_set_state (self, YTT_FIELD_CLEAN, NULL);
      return;
    }

  readings = read_text (self, &pending, &error);
  priv->save_wanted = pending;
  if (pending)
    {
      ytt_field_keep_draft (self);
      ytt_field_set_state (self, YTT_FIELD_READING, NULL);
    }
  else if (readings == NULL)
    {
      ytt_field_keep_draft (self);
      ytt_field_set_state (self, YTT_FIELD_INVALID, error->message);
      ytt_field_emit_read (self);
    }
  else if (readings->len > 1)
    {
      ytt_field_keep_draft (self);
      g_clear_pointer (&priv->asked, g_ptr_array_unref);
      priv->asked = g_steal_pointer (&readings);
      ytt_field_set_state (self, YTT_FIELD_ASKING, NULL);
    }
  else
    ytt_field_take_reading (self, g_ptr_array_index (readings, 0));
}

/**
 * ytt_field_read_again:
 * @self: a field
 *
 * To be called when what its text was looked up for is there. A field that was left meanwhile is saved.
 */
void
ytt_field_read_again (YttField *self)
{
  YttFieldPrivate *priv;

  g_return_if_fail (YTT_IS_FIELD (self));

  priv = ytt_field_get_private (self);
  if (priv->save_wanted)
    {
      priv->state = YTT_FIELD_TYPING;
      ytt_field_save (self);
    }
  else
    ytt_field_check (self);
}

/**
 * ytt_field_put_back:
 * @self: a field
 *
 * Shows what the document holds again. What was typed is given up.
 */
void
ytt_field_put_back (YttField *self)
{
  g_return_if_fail (YTT_IS_FIELD (self));

  ytt_field_take_theirs (self);
}

/* Where another program changed it, too */

void
ytt_field_show_conflict (YttField *self)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);
  g_autofree char *message = NULL;

  ytt_field_keep_draft (self);
  if (strcmp (priv->stored, priv->shown) == 0)
    message = g_strdup (_("Somebody else changed this meanwhile"));
  else if (*priv->stored == '\0')
    message = g_strdup (_("Somebody else emptied this meanwhile"));
  else
    /* Translators: %s is the new text of a field */
    message = g_strdup_printf (_("Somebody else changed this meanwhile, to “%s”"), priv->stored);
  ytt_field_set_state (self, YTT_FIELD_CONFLICT, message);
}

void
ytt_field_keep_mine (YttField *self)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);

  g_free (priv->shown);
  priv->shown = g_strdup (priv->stored);
  if (priv->row != NULL)
    {
      ytt_row_ref (priv->row);
      g_clear_pointer (&priv->seen, ytt_row_unref);
      priv->seen = priv->row;
    }
  ytt_field_set_state (self, YTT_FIELD_TYPING, NULL);
  ytt_field_save (self);
}

/* Gives up what was typed, where the field shows what the document holds. What can be undone in it as text stays. */
void
ytt_field_settle (YttField *self)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);

  g_clear_handle_id (&priv->check_id, g_source_remove);
  g_clear_pointer (&priv->asked, g_ptr_array_unref);
  g_clear_pointer (&priv->reading, ytt_field_reading_unref);
  priv->save_wanted = FALSE;
  if (priv->row != NULL)
    {
      ytt_row_ref (priv->row);
      g_clear_pointer (&priv->seen, ytt_row_unref);
      priv->seen = priv->row;
    }
  ytt_field_drop_draft (self);
  ytt_field_set_state (self, YTT_FIELD_CLEAN, NULL);
}

void
ytt_field_take_theirs (YttField *self)
{
  YttFieldPrivate *priv = ytt_field_get_private (self);

  show (self, g_strdup (priv->stored));
  ytt_field_settle (self);
}
