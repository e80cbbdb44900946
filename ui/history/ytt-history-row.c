#include "config.h"

#include "ytt-history-row.h"

#include <glib/gi18n.h>

#include "ytt-history-words.h"

/* An import changes more than anybody reads through. */
#define MOST_FIELDS 100

struct _YttHistoryRow
{
  AdwExpanderRow   parent_instance;

  YttStore        *store;         /* (owned) */
  YttHistoryItem  *item;          /* (owned) */
  GtkWidget       *revert;        /* (nullable) the row of its button */
  gboolean         read;

  /* There once it has been opened. */
  GCancellable    *cancellable;   /* (owned) (nullable) */
};

enum
{
  REVERT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttHistoryRow, ytt_history_row, ADW_TYPE_EXPANDER_ROW)

static GtkWidget *
make_text_row (const char *title,
               const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (row, "history-field");

  return row;
}

/* The record is named where it is another one than before. */
static void
add_field (YttHistoryRow         *self,
           const YttHistoryField *field,
           const char            *last_record)
{
  g_autofree char *name = ytt_history_field_format_name (field);
  g_autofree char *change = ytt_history_field_format_change (field);
  g_autofree char *title = NULL;

  if (field->record_name != NULL && g_strcmp0 (field->record_name, last_record) != 0)
    title = g_strdup_printf ("%s: %s", field->record_name, name);

  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), make_text_row (title != NULL ? title : name, change));
}

static void
revert_clicked_cb (YttHistoryRow *self)
{
  g_signal_emit (self, signals[REVERT], 0);
}

static void
add_revert (YttHistoryRow *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Take Back"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (revert_clicked_cb), self, G_CONNECT_SWAPPED);
  self->revert = make_text_row (_("If nothing since rests on it, this can be taken back."), NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->revert), button);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->revert);
}

static void
fields_read_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  YttHistoryRow *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) fields = NULL;
  const char *last_record = NULL;
  guint n_total = 0;

  fields = ytt_store_get_fields_finish (YTT_STORE (object), result, &n_total, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* the row is gone, which no answer keeps */

  self->read = TRUE;
  if (fields == NULL)
    {
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self),
                                make_text_row (_("What it changed cannot be read"), error->message));
      return;
    }

  for (guint i = 0; i < fields->len; i++)
    {
      const YttHistoryField *field = g_ptr_array_index (fields, i);

      add_field (self, field, last_record);
      last_record = field->record_name;
    }

  if (n_total > fields->len)
    {
      guint more = n_total - fields->len;
      /* Translators: what is left out of a list */
      g_autofree char *text = g_strdup_printf (ngettext ("and %u more field", "and %u more fields", more), more);

      adw_expander_row_add_row (ADW_EXPANDER_ROW (self), make_text_row (text, NULL));
    }

  if (self->revert != NULL)
    {
      g_object_ref (self->revert);
      adw_expander_row_remove (ADW_EXPANDER_ROW (self), self->revert);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->revert);
      g_object_unref (self->revert);
    }
}

static void
expanded_cb (YttHistoryRow *self)
{
  if (!adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)) || self->cancellable != NULL)
    return;

  self->cancellable = g_cancellable_new ();
  ytt_store_get_fields_async (self->store, ytt_history_item_get_entry (self->item)->id, MOST_FIELDS,
                              self->cancellable, fields_read_cb, self);
}

static void
ytt_history_row_dispose (GObject *object)
{
  YttHistoryRow *self = YTT_HISTORY_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (ytt_history_row_parent_class)->dispose (object);
}

static void
ytt_history_row_class_init (YttHistoryRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ytt_history_row_dispose;

  signals[REVERT] = g_signal_new ("revert", YTT_TYPE_HISTORY_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
ytt_history_row_init (YttHistoryRow *self)
{
  g_signal_connect (self, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
}

/* What it did in the end, for those that took something back. */
static const char *
get_icon (const YttHistoryEntry *entry)
{
  switch (entry->kind)
    {
    case YTT_HISTORY_UNDO:
    case YTT_HISTORY_REVERT:
      return "edit-undo-symbolic";
    case YTT_HISTORY_REDO:
      return "edit-redo-symbolic";
    case YTT_HISTORY_OUTSIDE:
      return "application-x-executable-symbolic";
    case YTT_HISTORY_EDIT:
    case YTT_HISTORY_IMPORT:
    case YTT_HISTORY_MERGE:
    default:
      return "document-edit-symbolic";
    }
}

/**
 * ytt_history_row_new:
 * @store: the document
 * @item: an entry of its history
 * @can_revert: whether the document can be written
 *
 * Returns: (transfer floating): its row
 */
GtkWidget *
ytt_history_row_new (YttStore       *store,
                     YttHistoryItem *item,
                     gboolean        can_revert)
{
  YttHistoryRow *self = g_object_new (YTT_TYPE_HISTORY_ROW, NULL);
  const YttHistoryEntry *entry = ytt_history_item_get_entry (item);
  g_autofree char *caption = ytt_history_entry_format_caption (entry);
  GtkWidget *icon = gtk_image_new_from_icon_name (get_icon (entry));

  self->store = g_object_ref (store);
  self->item = g_object_ref (item);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), entry->summary);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), caption);
  gtk_widget_add_css_class (icon, "dim-label");
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), icon);
  if (!entry->stands)
    gtk_widget_add_css_class (GTK_WIDGET (self), "taken-back");
  if (can_revert && entry->stands)
    add_revert (self);

  return GTK_WIDGET (self);
}

YttHistoryItem *
ytt_history_row_get_item (YttHistoryRow *self)
{
  g_return_val_if_fail (YTT_IS_HISTORY_ROW (self), NULL);

  return self->item;
}

gboolean
ytt_history_row_get_read (YttHistoryRow *self)
{
  g_return_val_if_fail (YTT_IS_HISTORY_ROW (self), FALSE);

  return self->read;
}
