#include "config.h"

#include "ytt-reference-list.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-choice-field.h"
#include "ytt-reference-field.h"

/* The two fields of a row. */
typedef struct
{
  gint64    id;
  YttField *name;
  YttField *role;   /* (nullable) */
} Pair;

struct _YttReferenceList
{
  AdwPreferencesGroup parent_instance;

  YttEditor    *editor;        /* (owned) (nullable) */
  YttMatchKind  kind;
  char         *row_title;     /* (owned) */
  GPtrArray    *roles;         /* (owned) (element-type utf8): codes and labels in turn; empty without roles */
  char         *table;         /* (owned) (nullable) */
  char         *owner_table;   /* (owned) (nullable): also the name of the column with the record's key */
  char         *column;        /* (owned) (nullable) */
  char         *added;         /* (owned) (nullable) */
  char         *changed;       /* (owned) (nullable) */
  char         *removed;       /* (owned) (nullable) */
  char         *moved;         /* (owned) (nullable) */
  gint64        owner;

  GArray       *pairs;         /* (owned) (element-type Pair), in order */
  YttField     *adder;
};

G_DEFINE_FINAL_TYPE (YttReferenceList, ytt_reference_list, ADW_TYPE_PREFERENCES_GROUP)

static gboolean
has_roles (YttReferenceList *self)
{
  return self->roles->len > 0;
}

static YttField *
get_name (YttReferenceList *self,
          guint             position)
{
  return g_array_index (self->pairs, Pair, position).name;
}

static gint64
get_integer (YttRow     *row,
             const char *column)
{
  YttCell cell = ytt_row_get (row, column);

  return cell.kind == YTT_CELL_INTEGER ? cell.integer : 0;
}

static const char *
peek_role (YttRow *row)
{
  const char *role = row != NULL ? ytt_row_get_text (row, "role") : NULL;

  return role != NULL ? role : "";
}

/* Whether another row than @itself names it in the same role. */
static gboolean
is_named (YttReferenceList *self,
          gint64            key,
          YttRow           *itself,
          const char       *role)
{
  for (guint i = 0; i < self->pairs->len; i++)
    {
      YttRow *row = ytt_field_get_row (get_name (self, i));

      if (row != NULL && (itself == NULL || ytt_row_get_id (row) != ytt_row_get_id (itself))
          && strcmp (peek_role (row), role) == 0 && get_integer (row, self->column) == key)
        return TRUE;
    }

  return FALSE;
}

/* Saving. A source is not refused while it is typed: one that is named already is just not named again. */

static void
save_row_cb (YttField        *field,
             YttFieldReading *reading,
             YttChanges      *changes,
             gpointer         user_data)
{
  YttReferenceList *self = user_data;
  YttRow *row = ytt_field_get_row (field);
  gint64 key;

  if (row == NULL)
    return;

  key = ytt_reference_field_take (reading, changes);
  if (key == 0)
    ytt_changes_delete (changes, self->table, ytt_row_get_id (row));
  else if (key != get_integer (row, self->column) && !is_named (self, key, row, peek_role (row)))
    {
      ytt_changes_update (changes, self->table, ytt_row_get_id (row));
      ytt_changes_set (changes, self->column, YTT_CELL_OF_INTEGER (key));
    }
  else
    return;

  ytt_changes_expect (changes, self->column, ytt_row_get (row, self->column));
  ytt_field_set_summary (field, key == 0 ? self->removed : self->changed);
}

static void
save_added_cb (YttField        *field,
               YttFieldReading *reading,
               YttChanges      *changes,
               gpointer         user_data)
{
  YttReferenceList *self = user_data;
  gint64 key = self->owner != 0 ? ytt_reference_field_take (reading, changes) : 0;
  gint64 position = 0;

  if (key == 0 || is_named (self, key, NULL, ""))
    return;

  for (guint i = 0; i < self->pairs->len && has_roles (self); i++)
    {
      YttRow *row = ytt_field_get_row (get_name (self, i));

      position = MAX (position, row != NULL ? get_integer (row, "position") + 1 : 0);
    }

  ytt_changes_insert (changes, self->table);
  ytt_changes_set (changes, self->owner_table, YTT_CELL_OF_INTEGER (self->owner));
  ytt_changes_set (changes, self->column, YTT_CELL_OF_INTEGER (key));
  if (has_roles (self))
    ytt_changes_set (changes, "position", YTT_CELL_OF_INTEGER (position));
  ytt_field_set_summary (field, self->added);
}

/* One is named in a role but once. */
static gboolean
read_role_cb (YttField    *field,
              const char  *text,
              GPtrArray   *readings,
              gpointer     user_data,
              GError     **error)
{
  YttReferenceList *self = user_data;
  YttRow *own = ytt_field_get_row (field);
  YttFieldReading *reading;

  if (own != NULL && is_named (self, get_integer (own, self->column), own, text))
    {
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_INVALID, _("This is in the list already"));
      return FALSE;
    }

  reading = ytt_field_reading_new (NULL);
  ytt_field_reading_set (reading, "role", YTT_CELL_OF_TEXT (text));
  g_ptr_array_add (readings, reading);

  return TRUE;
}

/* The order is told by the document once it is there. */
static void
moved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(YttReferenceList) self = user_data;
  g_autoptr(GError) error = NULL;

  ytt_editor_commit_finish (YTT_EDITOR (object), result, &error);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), error->message);
  else
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), NULL);
}

static void
move (YttReferenceList *self,
      YttField         *field,
      int               by)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  g_autoptr(YttChanges) changes = NULL;
  guint from;

  for (guint i = 0; i < self->pairs->len; i++)
    g_ptr_array_add (names, get_name (self, i));
  if (!g_ptr_array_find (names, field, &from) || (by < 0 && from == 0) || (by > 0 && from + 1 == names->len))
    return;

  changes = ytt_changes_new ();
  ytt_fields_swap (names, from, by < 0 ? from - 1 : from + 1, changes);
  ytt_editor_commit_async (self->editor, changes, self->moved != NULL ? self->moved : "", NULL, NULL, moved_cb,
                           g_object_ref (self));
}

static gboolean
key_pressed_cb (GtkEventController *keys,
                guint               keyval,
                guint               keycode,
                GdkModifierType     modifiers,
                YttReferenceList   *self)
{
  if ((modifiers & gtk_accelerator_get_default_mod_mask ()) != GDK_ALT_MASK
      || (keyval != GDK_KEY_Up && keyval != GDK_KEY_Down))
    return GDK_EVENT_PROPAGATE;

  move (self, YTT_FIELD (gtk_event_controller_get_widget (keys)), keyval == GDK_KEY_Up ? -1 : 1);

  return GDK_EVENT_STOP;
}

static void
up_cb (GtkWidget        *button,
       YttReferenceList *self)
{
  move (self, YTT_FIELD (gtk_widget_get_ancestor (button, YTT_TYPE_FIELD)), -1);
}

static void
remove_cb (GtkWidget        *button,
           YttReferenceList *self)
{
  YttField *field = YTT_FIELD (gtk_widget_get_ancestor (button, YTT_TYPE_FIELD));

  gtk_widget_grab_focus (GTK_WIDGET (self->adder));
  ytt_field_type (field, "");
  ytt_field_save (field);
}

/* Building rows */

static GtkWidget *
add_button (YttReferenceList *self,
            YttField         *field,
            const char       *icon_name,
            const char       *label,
            GCallback         callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "field-button");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (button, "clicked", callback, self, 0);
  ytt_field_add_suffix (field, button);

  return button;
}

static void
make_role (YttReferenceList *self,
           Pair             *pair)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget *up = add_button (self, pair->name, "go-up-symbolic", _("Move Up"), G_CALLBACK (up_cb));

  g_object_set_data (G_OBJECT (pair->name), "up", up);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (pair->name), keys);

  pair->role = YTT_FIELD (ytt_choice_field_new (_("Role")));
  for (guint i = 0; i + 1 < self->roles->len; i += 2)
    ytt_choice_field_add (YTT_CHOICE_FIELD (pair->role), g_ptr_array_index (self->roles, i),
                          g_ptr_array_index (self->roles, i + 1));
  ytt_field_bind (pair->role, self->editor, self->table, "role");
  ytt_field_set_read_func (pair->role, read_role_cb, self, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (pair->role), "sub-field");
}

static void
make_pair (YttReferenceList *self,
           Pair             *pair)
{
  pair->name = YTT_FIELD (ytt_reference_field_new (self->row_title, self->kind));
  ytt_reference_field_bind (pair->name, self->editor, self->table, self->column);
  if (has_roles (self))
    make_role (self, pair);
  add_button (self, pair->name, "user-trash-symbolic", _("Remove"), G_CALLBACK (remove_cb));
}

/* Fields may outlive the group by a commit that is under way. */
static void
let_go (Pair *pair)
{
  ytt_field_set_save_func (pair->name, NULL, NULL, NULL);
  if (pair->role != NULL)
    ytt_field_set_read_func (pair->role, NULL, NULL, NULL);
}

static void
ytt_reference_list_dispose (GObject *object)
{
  YttReferenceList *self = YTT_REFERENCE_LIST (object);

  for (guint i = 0; i < self->pairs->len; i++)
    let_go (&g_array_index (self->pairs, Pair, i));
  g_array_set_size (self->pairs, 0);
  g_clear_object (&self->editor);

  G_OBJECT_CLASS (ytt_reference_list_parent_class)->dispose (object);
}

static void
ytt_reference_list_finalize (GObject *object)
{
  YttReferenceList *self = YTT_REFERENCE_LIST (object);

  g_array_unref (self->pairs);
  g_ptr_array_unref (self->roles);
  g_free (self->row_title);
  g_free (self->table);
  g_free (self->owner_table);
  g_free (self->column);
  g_free (self->added);
  g_free (self->changed);
  g_free (self->removed);
  g_free (self->moved);

  G_OBJECT_CLASS (ytt_reference_list_parent_class)->finalize (object);
}

static void
ytt_reference_list_class_init (YttReferenceListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ytt_reference_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = ytt_reference_list_finalize;
}

static void
ytt_reference_list_init (YttReferenceList *self)
{
  self->pairs = g_array_new (FALSE, TRUE, sizeof (Pair));
  self->roles = g_ptr_array_new_with_free_func (g_free);
}

/**
 * ytt_reference_list_new:
 * @title: the heading
 * @kind: what is named
 * @row_title: what each is
 * @add_title: what names another one
 *
 * Returns: (transfer floating): a group
 */
GtkWidget *
ytt_reference_list_new (const char   *title,
                        YttMatchKind  kind,
                        const char   *row_title,
                        const char   *add_title)
{
  YttReferenceList *self = g_object_new (YTT_TYPE_REFERENCE_LIST, "title", title, NULL);

  self->kind = kind;
  self->row_title = g_strdup (row_title);
  self->adder = YTT_FIELD (ytt_reference_field_new (add_title, kind));
  ytt_field_set_save_func (self->adder, save_added_cb, self, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->adder));

  return GTK_WIDGET (self);
}

/**
 * ytt_reference_list_add_role:
 * @self: a group without rows yet
 * @code: what is stored; the empty text for no role
 * @label: what people read
 */
void
ytt_reference_list_add_role (YttReferenceList *self,
                             const char       *code,
                             const char       *label)
{
  g_return_if_fail (YTT_IS_REFERENCE_LIST (self));

  g_ptr_array_add (self->roles, g_strdup (code));
  g_ptr_array_add (self->roles, g_strdup (label));
}

/**
 * ytt_reference_list_bind:
 * @self: a group, once
 * @editor: the way into the document
 * @table: the table with a row for each, such as "announcement_facility"
 * @owner_table: the table of the record, and the column of @table with its key
 * @column: the column of @table with the key of what is named
 */
void
ytt_reference_list_bind (YttReferenceList *self,
                         YttEditor        *editor,
                         const char       *table,
                         const char       *owner_table,
                         const char       *column)
{
  g_return_if_fail (YTT_IS_REFERENCE_LIST (self));
  g_return_if_fail (self->table == NULL);

  g_set_object (&self->editor, editor);
  self->table = g_strdup (table);
  self->owner_table = g_strdup (owner_table);
  self->column = g_strdup (column);
  ytt_reference_field_bind (self->adder, editor, table, column);
}

/**
 * ytt_reference_list_set_summary:
 * @self: a group
 * @summary: what the next commits do; copied
 */
void
ytt_reference_list_set_summary (YttReferenceList    *self,
                                YttListFieldSummary  summary)
{
  g_return_if_fail (YTT_IS_REFERENCE_LIST (self));

  g_free (self->added);
  self->added = g_strdup (summary.added);
  g_free (self->changed);
  self->changed = g_strdup (summary.changed);
  g_free (self->removed);
  self->removed = g_strdup (summary.removed);
  g_free (self->moved);
  self->moved = g_strdup (summary.moved);
  for (guint i = 0; i < self->pairs->len; i++)
    if (g_array_index (self->pairs, Pair, i).role != NULL)
      ytt_field_set_summary (g_array_index (self->pairs, Pair, i).role, self->changed);
}

/* Showing rows */

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  YttRow *one = *(YttRow * const *) a, *other = *(YttRow * const *) b;
  gint64 position = get_integer (one, "position"), other_position = get_integer (other, "position");

  if (position != other_position)
    return position < other_position ? -1 : 1;

  return ytt_row_get_id (one) < ytt_row_get_id (other) ? -1 : ytt_row_get_id (one) > ytt_row_get_id (other);
}

static Pair
take_pair (GArray *pairs,
           gint64  id)
{
  Pair pair = { id, NULL, NULL };

  for (guint i = 0; i < pairs->len; i++)
    if (g_array_index (pairs, Pair, i).id == id)
      {
        pair = g_array_index (pairs, Pair, i);
        g_array_remove_index (pairs, i);
        break;
      }

  return pair;
}

static void
arrange (YttReferenceList *self,
         GArray           *gone)
{
  GtkListBox *list_box = GTK_LIST_BOX (gtk_widget_get_parent (GTK_WIDGET (self->adder)));
  g_autoptr(GPtrArray) fields = g_ptr_array_new ();

  for (guint i = 0; i < gone->len; i++)
    {
      Pair *pair = &g_array_index (gone, Pair, i);

      let_go (pair);
      if (pair->role != NULL)
        gtk_list_box_remove (list_box, GTK_WIDGET (pair->role));
      gtk_list_box_remove (list_box, GTK_WIDGET (pair->name));
    }
  for (guint i = 0; i < self->pairs->len; i++)
    {
      Pair *pair = &g_array_index (self->pairs, Pair, i);

      g_ptr_array_add (fields, pair->name);
      if (pair->role != NULL)
        g_ptr_array_add (fields, pair->role);
    }
  ytt_fields_arrange (list_box, fields);
}

/* What the others of the same role are cannot be named in it again. */
static void
exclude_others (YttField   *field,
                GPtrArray  *own,
                YttRow     *itself,
                const char *column)
{
  g_autoptr(GArray) others = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < own->len; i++)
    {
      YttRow *row = g_ptr_array_index (own, i);
      gint64 key = get_integer (row, column);

      if (row != itself && strcmp (peek_role (row), peek_role (itself)) == 0)
        g_array_append_val (others, key);
    }
  ytt_reference_field_set_excluded (field, (const gint64 *) (gconstpointer) others->data, others->len,
                                    _("This is in the list already"));
}

static void
show_pair (YttReferenceList *self,
           Pair             *pair,
           YttRow           *row,
           gboolean          first,
           GPtrArray        *rows)
{
  GtkWidget *up = g_object_get_data (G_OBJECT (pair->name), "up");

  ytt_reference_field_set_row (pair->name, row, rows);
  ytt_field_set_save_func (pair->name, save_row_cb, self, NULL);
  if (up != NULL)
    gtk_widget_set_visible (up, !first);
  if (pair->role != NULL)
    {
      ytt_field_set_summary (pair->role, self->changed);
      ytt_field_set_row (pair->role, row);
    }
}

/**
 * ytt_reference_list_set_rows:
 * @self: a group
 * @owner: the key of the record
 * @rows: (element-type YttRow): the rows of the record as they stand in the document, and those that they refer to
 */
void
ytt_reference_list_set_rows (YttReferenceList *self,
                             gint64            owner,
                             GPtrArray        *rows)
{
  g_autoptr(GPtrArray) own = g_ptr_array_new ();
  g_autoptr(GArray) old = NULL;
  g_autofree char *draft_name = NULL;

  g_return_if_fail (YTT_IS_REFERENCE_LIST (self));
  g_return_if_fail (self->table != NULL);

  self->owner = owner;
  for (guint i = 0; i < rows->len; i++)
    if (strcmp (ytt_row_get_table (g_ptr_array_index (rows, i)), self->table) == 0)
      g_ptr_array_add (own, g_ptr_array_index (rows, i));
  g_ptr_array_sort (own, compare_rows);

  old = g_steal_pointer (&self->pairs);
  self->pairs = g_array_new (FALSE, TRUE, sizeof (Pair));
  for (guint i = 0; i < own->len; i++)
    {
      Pair pair = take_pair (old, ytt_row_get_id (g_ptr_array_index (own, i)));

      if (pair.name == NULL)
        make_pair (self, &pair);
      g_array_append_val (self->pairs, pair);
    }
  arrange (self, old);
  for (guint i = 0; i < own->len; i++)
    {
      show_pair (self, &g_array_index (self->pairs, Pair, i), g_ptr_array_index (own, i), i == 0, rows);
      exclude_others (get_name (self, i), own, g_ptr_array_index (own, i), self->column);
    }
  exclude_others (self->adder, own, NULL, self->column);

  draft_name = g_strconcat (self->table, "/new", NULL);
  ytt_field_set_draft_key (self->adder, self->owner_table, owner, draft_name);
}
