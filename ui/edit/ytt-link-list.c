#include "config.h"

#include "ytt-link-list.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ytt-editor.h"
#include "ytt-field.h"
#include "ytt-link-adder.h"
#include "ytt-link-row.h"
#include "ytt-reference-field.h"

struct _YttLinkList
{
  AdwPreferencesGroup parent_instance;

  YttSession    *session;       /* (owned) (nullable) */
  YttRecord     *record;        /* (owned) (nullable) */
  GCancellable  *cancellable;   /* (owned) (nullable) of what reads the links */
  GPtrArray     *rows;          /* (owned) (nullable) (element-type YttRow): the links, and what they refer to */
  GPtrArray     *links;         /* (owned) (element-type YttLinkRow) (not owned), in order */
  gint64         added;         /* the key of a link that is to be opened once it is there */
  YttLinkAdder  *adder;
};

static void ytt_link_list_part_init (YttRecordPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (YttLinkList, ytt_link_list, ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (YTT_TYPE_RECORD_PART, ytt_link_list_part_init))

/* Deleting */

/* A link that is being deleted. */
typedef struct
{
  YttLinkList *list;   /* (owned) */
  char        *text;   /* (owned): what is said of it then */
} Deletion;

static void
deletion_free (Deletion *deletion)
{
  g_object_unref (deletion->list);
  g_free (deletion->text);
  g_free (deletion);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deletion, deletion_free)

static void
deleted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Deletion) deletion = user_data;
  g_autoptr(GError) error = NULL;
  gint64 entry = ytt_editor_commit_finish (YTT_EDITOR (object), result, &error);

  if (entry != 0)
    gtk_widget_activate_action (GTK_WIDGET (deletion->list), "win.offer-undo", "(xs)", entry, deletion->text);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (deletion->list), error->message);
  else
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (deletion->list), NULL);
}

static void
delete_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  YttLinkList *self = YTT_LINK_LIST (widget);
  gint64 id = g_variant_get_int64 (parameter);
  YttRow *link = self->rows != NULL ? ytt_rows_find (self->rows, "link", id) : NULL;
  g_autoptr(YttChanges) changes = ytt_changes_new ();
  g_autofree char *summary = NULL;
  const char *from, *to;
  Deletion *deletion;

  if (link == NULL)
    return;

  from = ytt_rows_get_name (self->rows, "facility", ytt_row_get (link, "from_facility"));
  to = ytt_link_get_to_name (link, self->rows);
  deletion = g_new0 (Deletion, 1);
  deletion->list = g_object_ref (self);
  /* Translators, here and below: from a facility to a facility or an organisation */
  deletion->text = ytt_link_summarize (_("Deleted the supply from %s to %s"), from, to);
  summary = ytt_link_summarize (_("Delete the supply from %s to %s"), from, to);
  gtk_widget_grab_focus (GTK_WIDGET (self->adder));
  ytt_changes_delete (changes, "link", id);
  ytt_editor_commit_async (ytt_session_get_editor (self->session), changes, summary, NULL, NULL, deleted_cb, deletion);
}

/* Showing */

static gboolean
is_incoming (YttLinkList *self,
             YttRow      *link)
{
  return !ytt_cell_equal (ytt_row_get (link, "from_facility"), YTT_CELL_OF_INTEGER (self->record->id));
}

static const char *
get_other_name (YttLinkList *self,
                YttRow      *link)
{
  if (is_incoming (self, link))
    return ytt_rows_get_name (self->rows, "facility", ytt_row_get (link, "from_facility"));

  return ytt_link_get_to_name (link, self->rows);
}

/* As the record shows them. */
static int
compare_links (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  YttLinkList *self = user_data;
  YttRow *one = *(YttRow * const *) a, *other = *(YttRow * const *) b;
  int order;

  if (is_incoming (self, one) != is_incoming (self, other))
    return is_incoming (self, one) ? -1 : 1;

  order = g_utf8_collate (get_other_name (self, one), get_other_name (self, other));
  if (order != 0)
    return order;

  return ytt_row_get_id (one) < ytt_row_get_id (other) ? -1 : ytt_row_get_id (one) > ytt_row_get_id (other);
}

/* (transfer container) (element-type YttRow): a link from the facility to itself was read twice */
static GPtrArray *
get_links (YttLinkList *self)
{
  GPtrArray *links = g_ptr_array_new ();

  for (guint i = 0; i < self->rows->len; i++)
    {
      YttRow *row = g_ptr_array_index (self->rows, i);

      if (strcmp (ytt_row_get_table (row), "link") == 0
          && ytt_rows_find (self->rows, "link", ytt_row_get_id (row)) == row)
        g_ptr_array_add (links, row);
    }
  g_ptr_array_sort_with_data (links, compare_links, self);

  return links;
}

static YttLinkRow *
take_row (GPtrArray *rows,
          gint64     id,
          gboolean   incoming)
{
  for (guint i = 0; i < rows->len; i++)
    {
      YttLinkRow *row = g_ptr_array_index (rows, i);

      if (ytt_link_row_get_link (row) == id && ytt_link_row_get_incoming (row) == incoming)
        return g_ptr_array_steal_index (rows, i);
    }

  return NULL;
}

static void
open_added (YttLinkList *self)
{
  for (guint i = 0; i < self->links->len; i++)
    if (ytt_link_row_get_link (g_ptr_array_index (self->links, i)) == self->added)
      {
        self->added = 0;
        ytt_link_row_open (g_ptr_array_index (self->links, i));
        return;
      }
}

static void
show_links (YttLinkList *self)
{
  YttEditor *editor = ytt_session_get_editor (self->session);
  GtkListBox *list_box = GTK_LIST_BOX (gtk_widget_get_parent (GTK_WIDGET (self->adder)));
  g_autoptr(GPtrArray) links = get_links (self);
  g_autoptr(GPtrArray) old = g_steal_pointer (&self->links);

  self->links = g_ptr_array_new ();
  for (guint i = 0; i < links->len; i++)
    {
      YttRow *link = g_ptr_array_index (links, i);
      gboolean incoming = is_incoming (self, link);
      YttLinkRow *row = take_row (old, ytt_row_get_id (link), incoming);

      g_ptr_array_add (self->links, row != NULL ? GTK_WIDGET (row) : ytt_link_row_new (editor, incoming));
    }
  for (guint i = 0; i < old->len; i++)
    gtk_list_box_remove (list_box, g_ptr_array_index (old, i));
  ytt_fields_arrange (list_box, self->links);
  for (guint i = 0; i < links->len; i++)
    ytt_link_row_set_link (g_ptr_array_index (self->links, i), g_ptr_array_index (links, i), self->rows);
  open_added (self);
}

static void
rows_read_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(YttLinkList) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = ytt_store_read_rows_finish (YTT_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* they are read anew */

  g_clear_object (&self->cancellable);
  /* Where these cannot be read, the record cannot either, and the pane says so in its place. */
  if (rows == NULL)
    return;

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = g_steal_pointer (&rows);
  show_links (self);
}

static void
ytt_link_list_set_record (YttRecordPart *part,
                          YttSession    *session,
                          YttRecord     *record,
                          GPtrArray     *rows)
{
  YttLinkList *self = YTT_LINK_LIST (part);
  const YttRowsWanted wanted[] = {
    { "link", "to_facility", record->id },
    { "link", "from_facility", record->id },
  };

  g_set_object (&self->session, session);
  ytt_record_ref (record);
  g_clear_pointer (&self->record, ytt_record_unref);
  self->record = record;
  ytt_link_adder_set_facility (self->adder, ytt_session_get_editor (session), record->id, record->name);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  ytt_store_read_referred_async (ytt_session_get_store (session), wanted, G_N_ELEMENTS (wanted), self->cancellable,
                                 rows_read_cb, g_object_ref (self));
}

/* It is opened as soon as it has been read. */
static void
added_cb (YttLinkList *self,
          gint64       link)
{
  self->added = link;
  open_added (self);
}

static void
ytt_link_list_dispose (GObject *object)
{
  YttLinkList *self = YTT_LINK_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_ptr_array_set_size (self->links, 0);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->record, ytt_record_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (ytt_link_list_parent_class)->dispose (object);
}

static void
ytt_link_list_finalize (GObject *object)
{
  YttLinkList *self = YTT_LINK_LIST (object);

  g_ptr_array_unref (self->links);

  G_OBJECT_CLASS (ytt_link_list_parent_class)->finalize (object);
}

static void
ytt_link_list_part_init (YttRecordPartInterface *iface)
{
  iface->set_record = ytt_link_list_set_record;
}

static void
ytt_link_list_class_init (YttLinkListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ytt_link_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = ytt_link_list_finalize;

  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "link.delete", "x", delete_cb);
}

static void
ytt_link_list_init (YttLinkList *self)
{
  self->links = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Supply Links"));
  self->adder = YTT_LINK_ADDER (ytt_link_adder_new ());
  g_signal_connect_object (self->adder, "added", G_CALLBACK (added_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->adder));
}

/**
 * ytt_link_list_new:
 *
 * Returns: (transfer floating): an editor of no facility's links yet
 */
GtkWidget *
ytt_link_list_new (void)
{
  return g_object_new (YTT_TYPE_LINK_LIST, NULL);
}
