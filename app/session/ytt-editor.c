#include "config.h"

#include "ytt-editor-private.h"
#include "ytt-session-private.h"

static GParamSpec *properties[YTT_EDITOR_N_PROPS];

G_DEFINE_FINAL_TYPE (YttEditor, ytt_editor, G_TYPE_OBJECT)

void
ytt_editor_notify (YttEditor *self,
                   guint      property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* What can be taken back */

/* Takes the state. */
static void
take_undo_state (YttEditor    *self,
                 YttUndoState *state)
{
  if (self->undo_state == NULL && state == NULL)
    return;

  g_clear_pointer (&self->undo_state, ytt_undo_state_free);
  self->undo_state = state;
  ytt_editor_notify (self, YTT_EDITOR_PROP_UNDO_SUMMARY);
  ytt_editor_notify (self, YTT_EDITOR_PROP_REDO_SUMMARY);
}

static void
state_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(YttEditor) self = user_data;
  g_autoptr(GError) error = NULL;
  YttUndoState *state;

  state = ytt_store_get_undo_state_finish (YTT_STORE (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* a newer state is being read */

  g_clear_object (&self->state_cancellable);

  /* What cannot be read cannot be offered; trying it tells why. */
  take_undo_state (self, state);
}

static void
read_state (YttEditor *self)
{
  g_cancellable_cancel (self->state_cancellable);
  g_clear_object (&self->state_cancellable);

  if (!ytt_editor_get_can_edit (self))
    {
      take_undo_state (self, NULL);
      return;
    }

  self->state_cancellable = g_cancellable_new ();
  ytt_store_get_undo_state_async (self->store, self->state_cancellable, state_read_cb, g_object_ref (self));
}

/* The document */

/**
 * ytt_editor_get_store:
 * @self: an editor
 *
 * Returns: (transfer none) (nullable): the document
 */
YttStore *
ytt_editor_get_store (YttEditor *self)
{
  g_return_val_if_fail (YTT_IS_EDITOR (self), NULL);

  return self->store;
}

/* The store knows the name of the user of this machine. */
static void
sign (YttEditor *self)
{
  if (self->store != NULL)
    ytt_store_set_who (self->store, self->who[0] != '\0' ? self->who : NULL);
}

static void
set_who (YttEditor  *self,
         const char *who)
{
  g_autofree char *name = g_strstrip (g_strdup (who != NULL ? who : ""));

  if (g_strcmp0 (self->who, name) == 0)
    return;

  g_free (self->who);
  self->who = g_steal_pointer (&name);
  sign (self);
  /* Undo is each person's own. */
  read_state (self);
  ytt_editor_notify (self, YTT_EDITOR_PROP_WHO);
}

/**
 * ytt_editor_set_store:
 * @self: an editor
 * @store: (nullable): the document
 *
 * Sets what is edited. What still waits for another program is given up, and told so.
 */
void
ytt_editor_set_store (YttEditor *self,
                      YttStore  *store)
{
  g_return_if_fail (YTT_IS_EDITOR (self));
  g_return_if_fail (store == NULL || YTT_IS_STORE (store));

  if (self->store == store)
    return;

  g_object_freeze_notify (G_OBJECT (self));
  ytt_editor_set_editing (self, FALSE);
  ytt_editor_drop_jobs (self);
  if (self->drafts != NULL)
    ytt_drafts_flush (self->drafts);
  g_clear_object (&self->drafts);
  g_set_object (&self->store, store);
  g_signal_group_set_target (self->store_signals, store);
  if (store != NULL)
    self->drafts = ytt_drafts_new (ytt_store_get_path (store));
  sign (self);
  take_undo_state (self, NULL);
  read_state (self);
  ytt_editor_notify (self, YTT_EDITOR_PROP_STORE);
  ytt_editor_notify (self, YTT_EDITOR_PROP_CAN_EDIT);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * ytt_editor_get_can_edit:
 * @self: an editor
 *
 * Returns: whether there is a document that can be written
 */
gboolean
ytt_editor_get_can_edit (YttEditor *self)
{
  g_return_val_if_fail (YTT_IS_EDITOR (self), FALSE);

  return self->store != NULL && !ytt_store_get_read_only (self->store);
}

/**
 * ytt_editor_get_editing:
 * @self: an editor
 *
 * Returns: whether the detail pane shows fields
 */
gboolean
ytt_editor_get_editing (YttEditor *self)
{
  g_return_val_if_fail (YTT_IS_EDITOR (self), FALSE);

  return self->editing;
}

/**
 * ytt_editor_set_editing:
 * @self: an editor
 * @editing: whether the detail pane shows fields
 *
 * Begins or ends editing. Where nothing can be edited, nothing begins.
 */
void
ytt_editor_set_editing (YttEditor *self,
                        gboolean   editing)
{
  g_return_if_fail (YTT_IS_EDITOR (self));

  editing = editing && ytt_editor_get_can_edit (self);
  if (self->editing == editing)
    return;

  self->editing = editing;
  ytt_editor_notify (self, YTT_EDITOR_PROP_EDITING);
}

/**
 * ytt_editor_get_waiting:
 * @self: an editor
 *
 * Returns: whether a change waits for another program that is writing
 */
gboolean
ytt_editor_get_waiting (YttEditor *self)
{
  g_return_val_if_fail (YTT_IS_EDITOR (self), FALSE);

  return self->waiting;
}

/**
 * ytt_editor_get_undo_summary:
 * @self: an editor
 *
 * Returns: (transfer none) (nullable): what undo would take back, in words
 */
const char *
ytt_editor_get_undo_summary (YttEditor *self)
{
  g_return_val_if_fail (YTT_IS_EDITOR (self), NULL);

  return self->undo_state != NULL ? self->undo_state->undo_summary : NULL;
}

/**
 * ytt_editor_get_redo_summary:
 * @self: an editor
 *
 * Returns: (transfer none) (nullable): what redo would do again, in words
 */
const char *
ytt_editor_get_redo_summary (YttEditor *self)
{
  g_return_val_if_fail (YTT_IS_EDITOR (self), NULL);

  return self->undo_state != NULL ? self->undo_state->redo_summary : NULL;
}

/* Drafts */

/**
 * ytt_editor_get_draft:
 * @self: an editor
 * @table: a record table
 * @row: the key of its row
 * @field: the name of the field
 *
 * Returns: (transfer none) (nullable): what was left in the field without being valid
 */
const char *
ytt_editor_get_draft (YttEditor  *self,
                      const char *table,
                      gint64      row,
                      const char *field)
{
  g_return_val_if_fail (YTT_IS_EDITOR (self), NULL);

  return self->drafts != NULL ? ytt_drafts_get (self->drafts, table, row, field) : NULL;
}

/**
 * ytt_editor_set_draft:
 * @self: an editor
 * @table: a record table
 * @row: the key of its row
 * @field: the name of the field
 * @text: (nullable): what was left in the field; %NULL for nothing
 *
 * Keeps what is not valid yet.
 */
void
ytt_editor_set_draft (YttEditor  *self,
                      const char *table,
                      gint64      row,
                      const char *field,
                      const char *text)
{
  g_return_if_fail (YTT_IS_EDITOR (self));

  if (self->drafts != NULL)
    ytt_drafts_set (self->drafts, table, row, field, text);
}

static void
ytt_editor_dispose (GObject *object)
{
  YttEditor *self = YTT_EDITOR (object);

  ytt_editor_drop_jobs (self);
  g_cancellable_cancel (self->state_cancellable);
  g_clear_object (&self->state_cancellable);
  if (self->drafts != NULL)
    ytt_drafts_flush (self->drafts);
  g_clear_object (&self->drafts);
  g_clear_object (&self->store_signals);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (ytt_editor_parent_class)->dispose (object);
}

static void
ytt_editor_finalize (GObject *object)
{
  YttEditor *self = YTT_EDITOR (object);

  g_clear_pointer (&self->undo_state, ytt_undo_state_free);
  g_free (self->who);

  G_OBJECT_CLASS (ytt_editor_parent_class)->finalize (object);
}

static void
ytt_editor_get_property (GObject    *object,
                         guint       property_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  YttEditor *self = YTT_EDITOR (object);

  switch (property_id)
    {
    case YTT_EDITOR_PROP_STORE:
      g_value_set_object (value, self->store);
      break;

    case YTT_EDITOR_PROP_EDITING:
      g_value_set_boolean (value, self->editing);
      break;

    case YTT_EDITOR_PROP_CAN_EDIT:
      g_value_set_boolean (value, ytt_editor_get_can_edit (self));
      break;

    case YTT_EDITOR_PROP_WAITING:
      g_value_set_boolean (value, self->waiting);
      break;

    case YTT_EDITOR_PROP_WHO:
      g_value_set_string (value, self->who);
      break;

    case YTT_EDITOR_PROP_UNDO_SUMMARY:
      g_value_set_string (value, ytt_editor_get_undo_summary (self));
      break;

    case YTT_EDITOR_PROP_REDO_SUMMARY:
      g_value_set_string (value, ytt_editor_get_redo_summary (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_editor_set_property (GObject      *object,
                         guint         property_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  YttEditor *self = YTT_EDITOR (object);

  switch (property_id)
    {
    case YTT_EDITOR_PROP_STORE:
      ytt_editor_set_store (self, g_value_get_object (value));
      break;

    case YTT_EDITOR_PROP_EDITING:
      ytt_editor_set_editing (self, g_value_get_boolean (value));
      break;

    case YTT_EDITOR_PROP_WHO:
      set_who (self, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
ytt_editor_class_init (YttEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GParamFlags writable = readable | G_PARAM_WRITABLE;

  object_class->dispose = ytt_editor_dispose;
  object_class->finalize = ytt_editor_finalize;
  object_class->get_property = ytt_editor_get_property;
  object_class->set_property = ytt_editor_set_property;

  properties[YTT_EDITOR_PROP_STORE] = g_param_spec_object ("store", NULL, NULL, YTT_TYPE_STORE, writable);
  properties[YTT_EDITOR_PROP_EDITING] = g_param_spec_boolean ("editing", NULL, NULL, FALSE, writable);
  properties[YTT_EDITOR_PROP_CAN_EDIT] = g_param_spec_boolean ("can-edit", NULL, NULL, FALSE, readable);
  properties[YTT_EDITOR_PROP_WAITING] = g_param_spec_boolean ("waiting", NULL, NULL, FALSE, readable);
  properties[YTT_EDITOR_PROP_WHO] = g_param_spec_string ("who", NULL, NULL, "", writable);
  properties[YTT_EDITOR_PROP_UNDO_SUMMARY] = g_param_spec_string ("undo-summary", NULL, NULL, NULL, readable);
  properties[YTT_EDITOR_PROP_REDO_SUMMARY] = g_param_spec_string ("redo-summary", NULL, NULL, NULL, readable);

  g_object_class_install_properties (object_class, YTT_EDITOR_N_PROPS, properties);
  ytt_editor_add_signals ();
}

static void
ytt_editor_init (YttEditor *self)
{
  g_queue_init (&self->jobs);
  self->who = g_strdup ("");
  self->store_signals = g_signal_group_new (YTT_TYPE_STORE);
  g_signal_group_connect_swapped (self->store_signals, "changed", G_CALLBACK (read_state), self);
}

/**
 * ytt_editor_new:
 *
 * Returns: (transfer full): an editor of no document
 */
YttEditor *
ytt_editor_new (void)
{
  return g_object_new (YTT_TYPE_EDITOR, NULL);
}

/**
 * ytt_session_get_editor:
 * @session: a session
 *
 * Returns: (transfer none): the editing of its document; the same for as long as it lives
 */
YttEditor *
ytt_session_get_editor (YttSession *session)
{
  g_return_val_if_fail (YTT_IS_SESSION (session), NULL);

  if (session->editor == NULL)
    {
      session->editor = ytt_editor_new ();
      g_object_bind_property (session, "store", session->editor, "store", G_BINDING_SYNC_CREATE);
    }

  return session->editor;
}
