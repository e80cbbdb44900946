#include "config.h"

#include "ytt-list-field.h"

#include <glib/gi18n.h>
#include <string.h>

struct _YttListField
{
  AdwPreferencesGroup parent_instance;

  YttEditor    *editor;         /* (owned) (nullable) */
  char         *row_title;      /* (owned) */
  char         *table;          /* (owned) (nullable) */
  char         *owner_table;    /* (owned) (nullable) */
  char         *owner_column;   /* (owned) (nullable) */
  char         *column;         /* (owned) (nullable) */
  char         *added;          /* (owned) (nullable) */
  char         *changed;        /* (owned) (nullable) */
  char         *removed;        /* (owned) (nullable) */
  char         *moved;          /* (owned) (nullable) */
  gint64        owner;
  gboolean      ordered;
  gboolean      matching;
  YttMatchKind  kind;

  GPtrArray    *fields;         /* (owned) (element-type YttTextField) (not owned): those of rows, in order */
  YttTextField *adder;
};

G_DEFINE_FINAL_TYPE (YttListField, ytt_list_field, ADW_TYPE_PREFERENCES_GROUP)

static gint64
get_position (YttListField *self,
              YttRow       *row)
{
  YttCell cell = ytt_row_get (row, "position");

  return self->ordered && cell.kind == YTT_CELL_INTEGER ? cell.integer : 0;
}

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  YttListField *self = user_data;
  YttRow *one = *(YttRow * const *) a, *other = *(YttRow * const *) b;
  gint64 position = get_position (self, one), other_position = get_position (self, other);

  if (self->ordered && position != other_position)
    return position < other_position ? -1 : 1;
  if (!self->ordered)
    {
      const char *text = ytt_row_get_text (one, self->column), *other_text = ytt_row_get_text (other, self->column);

      if (text != NULL && other_text != NULL && strcmp (text, other_text) != 0)
        return g_utf8_collate (text, other_text);
    }

  return ytt_row_get_id (one) < ytt_row_get_id (other) ? -1 : ytt_row_get_id (one) > ytt_row_get_id (other);
}

/* The same twice is no list. */
static gboolean
read_cb (YttField    *field,
         const char  *text,
         GPtrArray   *readings,
         gpointer     user_data,
         GError     **error)
{
  YttListField *self = user_data;
  YttFieldReading *reading;

  for (guint i = 0; *text != '\0' && i < self->fields->len; i++)
    {
      YttField *other = g_ptr_array_index (self->fields, i);
      YttRow *row = ytt_field_get_row (other);

      if (other != field && row != NULL && g_strcmp0 (ytt_row_get_text (row, self->column), text) == 0)
        {
          g_set_error_literal (error, YTT_ERROR, YTT_ERROR_INVALID, _("This is in the list already"));
          return FALSE;
        }
    }

  reading = ytt_field_reading_new (NULL);
  ytt_field_reading_set (reading, self->column, YTT_CELL_OF_TEXT (text));
  g_ptr_array_add (readings, reading);

  return TRUE;
}

static void
save_row_cb (YttField        *field,
             YttFieldReading *reading,
             YttChanges      *changes,
             gpointer         user_data)
{
  YttListField *self = user_data;
  YttRow *row = ytt_field_get_row (field);
  YttCell text = ytt_field_reading_get (reading, self->column);
  gboolean emptied = *text.text == '\0';

  if (row == NULL)
    return;

  ytt_field_set_summary (field, emptied ? self->removed : self->changed);
  if (emptied)
    ytt_changes_delete (changes, self->table, ytt_row_get_id (row));
  else if (!ytt_cell_equal (ytt_row_get (row, self->column), text))
    {
      ytt_changes_update (changes, self->table, ytt_row_get_id (row));
      ytt_changes_set (changes, self->column, text);
    }
  else
    return;

  ytt_changes_expect (changes, self->column, ytt_row_get (row, self->column));
}

static void
save_added_cb (YttField        *field,
               YttFieldReading *reading,
               YttChanges      *changes,
               gpointer         user_data)
{
  YttListField *self = user_data;
  YttCell text = ytt_field_reading_get (reading, self->column);
  gint64 position = 0;

  if (*text.text == '\0' || self->owner == 0)
    return;

  for (guint i = 0; i < self->fields->len; i++)
    {
      YttRow *row = ytt_field_get_row (g_ptr_array_index (self->fields, i));

      position = MAX (position, row != NULL ? get_position (self, row) + 1 : 0);
    }

  ytt_field_set_summary (field, self->added);
  ytt_changes_insert (changes, self->table);
  ytt_changes_set (changes, self->owner_column, YTT_CELL_OF_INTEGER (self->owner));
  ytt_changes_set (changes, self->column, text);
  if (self->ordered)
    ytt_changes_set (changes, "position", YTT_CELL_OF_INTEGER (position));
}

/* The order is told by the document once it is there. */
static void
moved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(YttListField) self = user_data;
  g_autoptr(GError) error = NULL;

  ytt_editor_commit_finish (YTT_EDITOR (object), result, &error);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), error->message);
  else
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), NULL);
}

static void
move (YttListField *self,
      guint         from,
      guint         to)
{
  g_autoptr(YttChanges) changes = ytt_changes_new ();

  ytt_fields_swap (self->fields, from, to, changes);
  ytt_editor_commit_async (self->editor, changes, self->moved != NULL ? self->moved : "", NULL, NULL, moved_cb,
                           g_object_ref (self));
}

static gboolean
key_pressed_cb (GtkEventController *keys,
                guint               keyval,
                guint               keycode,
                GdkModifierType     modifiers,
                YttListField       *self)
{
  GtkWidget *field = gtk_event_controller_get_widget (keys);
  guint position;

  if (!self->ordered || (modifiers & gtk_accelerator_get_default_mod_mask ()) != GDK_ALT_MASK
      || (keyval != GDK_KEY_Up && keyval != GDK_KEY_Down)
      || !g_ptr_array_find (self->fields, field, &position))
    return GDK_EVENT_PROPAGATE;

  if (keyval == GDK_KEY_Up && position > 0)
    move (self, position, position - 1);
  else if (keyval == GDK_KEY_Down && position + 1 < self->fields->len)
    move (self, position, position + 1);

  return GDK_EVENT_STOP;
}

static void
up_cb (GtkWidget    *button,
       YttListField *self)
{
  GtkWidget *field = gtk_widget_get_ancestor (button, YTT_TYPE_FIELD);
  guint position;

  if (g_ptr_array_find (self->fields, field, &position) && position > 0)
    move (self, position, position - 1);
}

static void
remove_cb (GtkWidget    *button,
           YttListField *self)
{
  YttField *field = YTT_FIELD (gtk_widget_get_ancestor (button, YTT_TYPE_FIELD));

  gtk_widget_grab_focus (GTK_WIDGET (self->adder));
  ytt_field_type (field, "");
  ytt_field_save (field);
}

static GtkWidget *
make_button (YttListField *self,
             const char   *icon_name,
             const char   *label,
             GCallback     callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "field-button");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (button, "clicked", callback, self, 0);

  return button;
}

static YttTextField *
make_field (YttListField *self)
{
  GtkWidget *field = ytt_text_field_new (self->row_title);
  GtkEventController *keys = gtk_event_controller_key_new ();

  ytt_field_bind (YTT_FIELD (field), self->editor, self->table, self->column);
  ytt_field_set_read_func (YTT_FIELD (field), read_cb, self, NULL);
  ytt_field_set_save_func (YTT_FIELD (field), save_row_cb, self, NULL);
  if (self->matching)
    ytt_text_field_set_match_kind (YTT_TEXT_FIELD (field), self->kind);
  if (self->ordered)
    {
      GtkWidget *up = make_button (self, "go-up-symbolic", _("Move Up"), G_CALLBACK (up_cb));

      g_object_set_data (G_OBJECT (field), "up", up);
      ytt_field_add_suffix (YTT_FIELD (field), up);
    }
  ytt_field_add_suffix (YTT_FIELD (field),
                        make_button (self, "user-trash-symbolic", _("Remove"), G_CALLBACK (remove_cb)));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  gtk_widget_add_controller (field, keys);

  return YTT_TEXT_FIELD (field);
}

/* A field may outlive the group by a commit that is under way. */
static void
let_go (YttField *field)
{
  ytt_field_set_read_func (field, NULL, NULL, NULL);
  ytt_field_set_save_func (field, NULL, NULL, NULL);
}

static void
ytt_list_field_dispose (GObject *object)
{
  YttListField *self = YTT_LIST_FIELD (object);

  for (guint i = 0; i < self->fields->len; i++)
    let_go (g_ptr_array_index (self->fields, i));
  g_ptr_array_set_size (self->fields, 0);
  g_clear_object (&self->editor);

  G_OBJECT_CLASS (ytt_list_field_parent_class)->dispose (object);
}

static void
ytt_list_field_finalize (GObject *object)
{
  YttListField *self = YTT_LIST_FIELD (object);

  g_ptr_array_unref (self->fields);
  g_free (self->row_title);
  g_free (self->table);
  g_free (self->owner_table);
  g_free (self->owner_column);
  g_free (self->column);
  g_free (self->added);
  g_free (self->changed);
  g_free (self->removed);
  g_free (self->moved);

  G_OBJECT_CLASS (ytt_list_field_parent_class)->finalize (object);
}

static void
ytt_list_field_class_init (YttListFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ytt_list_field_dispose;
  G_OBJECT_CLASS (klass)->finalize = ytt_list_field_finalize;
}

static void
ytt_list_field_init (YttListField *self)
{
  self->fields = g_ptr_array_new ();
}

/**
 * ytt_list_field_new:
 * @title: the heading
 * @row_title: what each text is
 * @add_title: what adds another one
 *
 * Returns: (transfer floating): a group
 */
GtkWidget *
ytt_list_field_new (const char *title,
                    const char *row_title,
                    const char *add_title)
{
  YttListField *self = g_object_new (YTT_TYPE_LIST_FIELD, "title", title, NULL);

  self->row_title = g_strdup (row_title);
  self->adder = YTT_TEXT_FIELD (ytt_text_field_new (add_title));
  ytt_field_set_read_func (YTT_FIELD (self->adder), read_cb, self, NULL);
  ytt_field_set_save_func (YTT_FIELD (self->adder), save_added_cb, self, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->adder));

  return GTK_WIDGET (self);
}

/**
 * ytt_list_field_bind:
 * @self: a group
 * @editor: (nullable): the way into the document
 * @table: the table with a row for each text, such as "facility_name"
 * @owner_table: the table of the record
 * @owner_column: the column of @table with the record's key
 * @column: the column of @table with the text
 */
void
ytt_list_field_bind (YttListField *self,
                     YttEditor    *editor,
                     const char   *table,
                     const char   *owner_table,
                     const char   *owner_column,
                     const char   *column)
{
  g_return_if_fail (YTT_IS_LIST_FIELD (self));
  g_return_if_fail (table != NULL && owner_table != NULL && owner_column != NULL && column != NULL);
  g_return_if_fail (self->table == NULL);

  g_set_object (&self->editor, editor);
  self->table = g_strdup (table);
  self->owner_table = g_strdup (owner_table);
  self->owner_column = g_strdup (owner_column);
  self->column = g_strdup (column);
  ytt_field_bind (YTT_FIELD (self->adder), editor, table, column);
}

/**
 * ytt_list_field_set_ordered:
 * @self: a group without rows yet
 * @ordered: whether the table has a column "position", by which the texts are in an order that people choose
 */
void
ytt_list_field_set_ordered (YttListField *self,
                            gboolean      ordered)
{
  g_return_if_fail (YTT_IS_LIST_FIELD (self));

  self->ordered = ordered;
}

/**
 * ytt_list_field_set_match_kind:
 * @self: a group without rows yet
 * @kind: what is proposed while one types
 */
void
ytt_list_field_set_match_kind (YttListField *self,
                               YttMatchKind  kind)
{
  g_return_if_fail (YTT_IS_LIST_FIELD (self));

  self->matching = TRUE;
  self->kind = kind;
  ytt_text_field_set_match_kind (self->adder, kind);
}

/**
 * ytt_list_field_set_summary:
 * @self: a group
 * @summary: what the next commits do; copied
 */
void
ytt_list_field_set_summary (YttListField        *self,
                            YttListFieldSummary  summary)
{
  g_return_if_fail (YTT_IS_LIST_FIELD (self));

  g_free (self->added);
  self->added = g_strdup (summary.added);
  g_free (self->changed);
  self->changed = g_strdup (summary.changed);
  g_free (self->removed);
  self->removed = g_strdup (summary.removed);
  g_free (self->moved);
  self->moved = g_strdup (summary.moved);
}

static YttTextField *
take_field_of (GPtrArray *fields,
               gint64     id)
{
  for (guint i = 0; i < fields->len; i++)
    {
      YttRow *row = ytt_field_get_row (g_ptr_array_index (fields, i));

      if (row != NULL && ytt_row_get_id (row) == id)
        return g_ptr_array_steal_index (fields, i);
    }

  return NULL;
}

/**
 * ytt_list_field_set_rows:
 * @self: a group
 * @owner: the key of the record
 * @rows: (element-type YttRow): the rows of the record as they stand in the document; those of other tables are left out
 */
void
ytt_list_field_set_rows (YttListField *self,
                         gint64        owner,
                         GPtrArray    *rows)
{
  g_autoptr(GPtrArray) own = g_ptr_array_new ();
  g_autoptr(GPtrArray) old = NULL;
  GtkListBox *list_box;
  g_autofree char *draft_name = NULL;

  g_return_if_fail (YTT_IS_LIST_FIELD (self));
  g_return_if_fail (self->table != NULL);
  g_return_if_fail (rows != NULL);

  self->owner = owner;
  for (guint i = 0; i < rows->len; i++)
    if (strcmp (ytt_row_get_table (g_ptr_array_index (rows, i)), self->table) == 0)
      g_ptr_array_add (own, g_ptr_array_index (rows, i));
  g_ptr_array_sort_with_data (own, compare_rows, self);

  list_box = GTK_LIST_BOX (gtk_widget_get_parent (GTK_WIDGET (self->adder)));
  old = g_steal_pointer (&self->fields);
  self->fields = g_ptr_array_new ();
  for (guint i = 0; i < own->len; i++)
    {
      YttRow *row = g_ptr_array_index (own, i);
      YttTextField *field = take_field_of (old, ytt_row_get_id (row));

      g_ptr_array_add (self->fields, field != NULL ? field : make_field (self));
    }
  for (guint i = 0; i < old->len; i++)
    {
      let_go (g_ptr_array_index (old, i));
      gtk_list_box_remove (list_box, g_ptr_array_index (old, i));
    }
  ytt_fields_arrange (list_box, self->fields);
  for (guint i = 0; i < own->len; i++)
    {
      GtkWidget *up = g_object_get_data (g_ptr_array_index (self->fields, i), "up");

      ytt_field_set_row (g_ptr_array_index (self->fields, i), g_ptr_array_index (own, i));
      if (up != NULL)
        gtk_widget_set_visible (up, i > 0);
    }

  draft_name = g_strconcat (self->table, "/new", NULL);
  ytt_field_set_draft_key (YTT_FIELD (self->adder), self->owner_table, owner, draft_name);
}

/**
 * ytt_list_field_get_adder:
 * @self: a group
 *
 * Returns: (transfer none): the field that adds another text
 */
YttTextField *
ytt_list_field_get_adder (YttListField *self)
{
  g_return_val_if_fail (YTT_IS_LIST_FIELD (self), NULL);

  return self->adder;
}

/**
 * ytt_list_field_get_n_fields:
 * @self: a group
 *
 * Returns: how many texts there are, without the one that adds
 */
guint
ytt_list_field_get_n_fields (YttListField *self)
{
  g_return_val_if_fail (YTT_IS_LIST_FIELD (self), 0);

  return self->fields->len;
}

/**
 * ytt_list_field_get_field:
 * @self: a group
 * @position: less than ytt_list_field_get_n_fields()
 *
 * Returns: (transfer none): the field of a text
 */
YttTextField *
ytt_list_field_get_field (YttListField *self,
                          guint         position)
{
  g_return_val_if_fail (YTT_IS_LIST_FIELD (self) && position < self->fields->len, NULL);

  return g_ptr_array_index (self->fields, position);
}
