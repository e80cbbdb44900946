#include "config.h"

#include "ytt-history-window.h"

#include <glib/gi18n.h>

#include "ytt-editor.h"
#include "ytt-history-list.h"
#include "ytt-history-row.h"
#include "ytt-history-words.h"

struct _YttHistoryWindow
{
  AdwWindow            parent_instance;

  YttSession          *session;        /* (owned) */
  YttHistoryList      *list;           /* (owned) (nullable) */
  GHashTable          *rows;           /* (owned) (element-type YttHistoryItem YttHistoryRow): a reference to each */
  GPtrArray           *groups;         /* (owned) (element-type AdwPreferencesGroup) (not owned): a day each */
  GCancellable        *cancellable;    /* (owned): of what reads the names */
  char                *who;            /* (owned) (nullable): whose entries are shown */
  gboolean             filling;        /* the names are being put in, which chooses nobody */

  /* Template children */
  AdwWindowTitle      *title;
  AdwToastOverlay     *toast_overlay;
  GtkStack            *stack;
  AdwStatusPage       *failed_page;
  AdwStatusPage       *empty_page;
  AdwPreferencesPage  *page;
  GtkWidget           *filters;
  GtkDropDown         *people;
  GtkWidget           *record_chip;
  GtkLabel            *record_label;
  GtkWidget           *more;
};

G_DEFINE_FINAL_TYPE (YttHistoryWindow, ytt_history_window, ADW_TYPE_WINDOW)

/* The list */

static void
row_revert_cb (YttHistoryWindow *self,
               YttHistoryRow    *row)
{
  const YttHistoryEntry *entry = ytt_history_item_get_entry (ytt_history_row_get_item (row));

  ytt_editor_revert (ytt_session_get_editor (self->session), entry->id, NULL);
}

/* Rows stay as long as their entries do, and with them what was opened. */
static GtkWidget *
take_row (YttHistoryWindow *self,
          YttHistoryItem   *item)
{
  GtkWidget *row = g_hash_table_lookup (self->rows, item);

  if (row != NULL)
    return row;

  row = ytt_history_row_new (ytt_session_get_store (self->session), item,
                             ytt_editor_get_can_edit (ytt_session_get_editor (self->session)));
  g_signal_connect_object (row, "revert", G_CALLBACK (row_revert_cb), self, G_CONNECT_SWAPPED);
  g_hash_table_insert (self->rows, g_object_ref (item), g_object_ref_sink (row));

  return row;
}

static void
clear_groups (YttHistoryWindow *self)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    {
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      if (group != NULL)
        adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  for (guint i = 0; i < self->groups->len; i++)
    adw_preferences_page_remove (self->page, g_ptr_array_index (self->groups, i));
  g_ptr_array_set_size (self->groups, 0);
}

static AdwPreferencesGroup *
add_group (YttHistoryWindow *self,
           const char       *day)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, day);
  adw_preferences_page_add (self->page, group);
  g_ptr_array_add (self->groups, group);

  return group;
}

static void
forget_rows (YttHistoryWindow *self)
{
  g_autoptr(GHashTable) kept = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer item;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++)
    {
      g_autoptr(YttHistoryItem) one = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      g_hash_table_add (kept, one);
    }

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    if (!g_hash_table_contains (kept, item))
      g_hash_table_iter_remove (&iter);
}

static void
fill (YttHistoryWindow *self)
{
  AdwPreferencesGroup *group = NULL;
  g_autofree char *last_day = NULL;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  clear_groups (self);
  forget_rows (self);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(YttHistoryItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), i);
      g_autofree char *day = ytt_history_entry_format_day (ytt_history_item_get_entry (item));

      if (group == NULL || g_strcmp0 (day, last_day) != 0)
        {
          group = add_group (self, day);
          g_free (last_day);
          last_day = g_steal_pointer (&day);
        }
      adw_preferences_group_add (group, take_row (self, item));
    }
}

static void
update_page (YttHistoryWindow *self)
{
  const GError *error = ytt_history_list_get_error (self->list);
  gboolean complete = ytt_history_list_get_complete (self->list);
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0;

  gtk_widget_set_visible (self->more, !complete);
  if (error != NULL && empty)
    {
      adw_status_page_set_description (self->failed_page, error->message);
      gtk_stack_set_visible_child_name (self->stack, "failed");
    }
  else if (!empty)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else if (complete)
    gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
items_changed_cb (YttHistoryWindow *self)
{
  fill (self);
  update_page (self);
}

static void
more_cb (YttHistoryWindow *self)
{
  ytt_history_list_load_more (self->list);
}

static void
edge_reached_cb (YttHistoryWindow *self,
                 GtkPositionType   edge)
{
  if (edge == GTK_POS_BOTTOM)
    more_cb (self);
}

/* Filters */

static void
people_cb (YttHistoryWindow *self)
{
  guint selected = gtk_drop_down_get_selected (self->people);
  GtkStringList *names = GTK_STRING_LIST (gtk_drop_down_get_model (self->people));

  if (self->filling)
    return;

  g_free (self->who);
  self->who = selected > 0 && selected != GTK_INVALID_LIST_POSITION
                ? g_strdup (gtk_string_list_get_string (names, selected)) : NULL;
  ytt_history_list_set_who (self->list, self->who);
}

static void
people_read_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) people = ytt_store_get_people_finish (YTT_STORE (object), result, &error);
  YttHistoryWindow *self = user_data;
  g_autoptr(GtkStringList) names = NULL;
  guint selected = 0;

  /* Cancelled, the window is gone; and where they cannot be read, the entries cannot either, and that is told. */
  if (people == NULL)
    return;

  names = gtk_string_list_new (NULL);
  gtk_string_list_append (names, _("Everyone"));
  for (guint i = 0; people[i] != NULL; i++)
    {
      gtk_string_list_append (names, people[i]);
      if (g_strcmp0 (people[i], self->who) == 0)
        selected = i + 1;
    }

  self->filling = TRUE;
  gtk_drop_down_set_model (self->people, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->people, selected);
  self->filling = FALSE;
}

/* The answer holds no reference: a window that was closed must go at once, as the one that it belongs to may go next. */
static void
read_people (YttHistoryWindow *self)
{
  ytt_store_get_people_async (ytt_session_get_store (self->session), self->cancellable, people_read_cb, self);
}

/**
 * ytt_history_window_set_record:
 * @self: the window
 * @facility: the key of a facility; 0 for all records
 * @name: (nullable): its name
 *
 * Shows what was done to one facility.
 */
void
ytt_history_window_set_record (YttHistoryWindow *self,
                               gint64            facility,
                               const char       *name)
{
  g_return_if_fail (YTT_IS_HISTORY_WINDOW (self));

  gtk_label_set_text (self->record_label, name != NULL ? name : "");
  gtk_widget_set_visible (self->record_chip, facility != 0);
  adw_status_page_set_description (self->empty_page,
                                   facility != 0 ? _("Nothing has been changed in this record.")
                                                 : _("Nothing has been changed in this document."));
  ytt_history_list_set_record (self->list, facility != 0 ? "facility" : NULL, facility);
}

static void
all_records_cb (YttHistoryWindow *self)
{
  ytt_history_window_set_record (self, 0, NULL);
}

static void
ytt_history_window_dispose (GObject *object)
{
  YttHistoryWindow *self = YTT_HISTORY_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->list);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (ytt_history_window_parent_class)->dispose (object);
}

static void
ytt_history_window_finalize (GObject *object)
{
  YttHistoryWindow *self = YTT_HISTORY_WINDOW (object);

  g_hash_table_unref (self->rows);
  g_ptr_array_unref (self->groups);
  g_free (self->who);

  G_OBJECT_CLASS (ytt_history_window_parent_class)->finalize (object);
}

static void
ytt_history_window_class_init (YttHistoryWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_history_window_dispose;
  object_class->finalize = ytt_history_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "history/ytt-history-window.ui");
  gtk_widget_class_bind_template_child (widget_class, YttHistoryWindow, title);
  gtk_widget_class_bind_template_child (widget_class, YttHistoryWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, YttHistoryWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, YttHistoryWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, YttHistoryWindow, empty_page);
  gtk_widget_class_bind_template_child (widget_class, YttHistoryWindow, page);
  gtk_widget_class_bind_template_child (widget_class, YttHistoryWindow, filters);
  gtk_widget_class_bind_template_child (widget_class, YttHistoryWindow, people);
  gtk_widget_class_bind_template_child (widget_class, YttHistoryWindow, record_chip);
  gtk_widget_class_bind_template_child (widget_class, YttHistoryWindow, record_label);
  gtk_widget_class_bind_template_child (widget_class, YttHistoryWindow, more);
  gtk_widget_class_bind_template_callback (widget_class, people_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_records_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
ytt_history_window_init (YttHistoryWindow *self)
{
  GtkWidget *scroller;

  self->rows = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
  self->groups = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  /* The page scrolls by itself. */
  scroller = gtk_widget_get_first_child (GTK_WIDGET (self->page));
  if (GTK_IS_SCROLLED_WINDOW (scroller))
    g_signal_connect_object (scroller, "edge-reached", G_CALLBACK (edge_reached_cb), self, G_CONNECT_SWAPPED);
}

/**
 * ytt_history_window_new:
 * @session: what a window shows, with a document
 *
 * Returns: (transfer none): a window with the document's history, owned by GTK until it is destroyed
 */
GtkWidget *
ytt_history_window_new (YttSession *session)
{
  YttHistoryWindow *self = g_object_new (YTT_TYPE_HISTORY_WINDOW, NULL);
  YttStore *store = ytt_session_get_store (session);

  self->session = g_object_ref (session);
  self->list = ytt_history_list_new (store);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify", G_CALLBACK (update_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "changed", G_CALLBACK (read_people), self, G_CONNECT_SWAPPED);
  /* Another document has another history. */
  g_signal_connect_object (session, "notify::store", G_CALLBACK (gtk_window_destroy), self, G_CONNECT_SWAPPED);
  ytt_history_window_set_record (self, 0, NULL);
  read_people (self);

  return GTK_WIDGET (self);
}
