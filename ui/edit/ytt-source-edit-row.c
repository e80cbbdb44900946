#include "config.h"

#include "ytt-source-edit-row.h"

#include <glib/gi18n.h>

#include "ytt-claim-reading.h"
#include "ytt-copies-button.h"
#include "ytt-format.h"
#include "ytt-rest-rows.h"
#include "ytt-text-field.h"

struct _YttSourceEditRow
{
  AdwExpanderRow  parent_instance;

  YttEditor      *editor;        /* (owned) (nullable) */
  YttClaimBook   *book;          /* (owned) (nullable) */
  gint64          source;
  gint64          facility;      /* that it is shown with */
  GCancellable   *cancellable;   /* (owned) (nullable) of what looks for what rests on it */

  /* Once it was opened */
  YttField       *title;         /* (nullable) */
  YttField       *publisher;
  YttField       *published;
  YttField       *url;
  GtkLabel       *rests;
  GPtrArray      *rest_rows;     /* (owned) (element-type GtkWidget) (not owned): what names it */
  char           *rests_shown;   /* (owned) (nullable): what they tell, to be compared */
};

G_DEFINE_FINAL_TYPE (YttSourceEditRow, ytt_source_edit_row, ADW_TYPE_EXPANDER_ROW)

static gboolean
read_title_cb (YttField    *field,
               const char  *text,
               GPtrArray   *readings,
               gpointer     user_data,
               GError     **error)
{
  YttFieldReading *reading;

  if (*text == '\0')
    {
      g_set_error_literal (error, YTT_ERROR, YTT_ERROR_INVALID, _("A source has a title"));
      return FALSE;
    }

  reading = ytt_field_reading_new (NULL);
  ytt_field_reading_set (reading, "title", YTT_CELL_OF_TEXT (text));
  g_ptr_array_add (readings, reading);

  return TRUE;
}

static gboolean
read_published_cb (YttField    *field,
                   const char  *text,
                   GPtrArray   *readings,
                   gpointer     user_data,
                   GError     **error)
{
  return ytt_claim_read_date ("published", text, readings, error);
}

static char *
format_published_cb (YttField *field,
                     YttRow   *row,
                     gpointer  user_data)
{
  return ytt_claim_write_date (ytt_row_get_text (row, "published"));
}

static gboolean
read_url_cb (YttField    *field,
             const char  *text,
             GPtrArray   *readings,
             gpointer     user_data,
             GError     **error)
{
  return ytt_claim_read_address (text, readings, error);
}

/* What rests on it */

/* Whether the same is named already: its rows stay as they are, one of them may have the focus. */
static gboolean
are_shown (YttSourceEditRow *self,
           const char       *text,
           GPtrArray        *rests)
{
  g_autoptr(GString) all = g_string_new (text);

  for (guint i = 0; rests != NULL && i < rests->len; i++)
    {
      const YttRest *rest = g_ptr_array_index (rests, i);

      g_string_append_printf (all, "\n%d %" G_GINT64_FORMAT " %s|%s|%s|%u|%u|%d", rest->kind, rest->id, rest->name,
                              rest->detail, rest->more, rest->n, rest->n_withdrawn, rest->place);
    }
  if (g_strcmp0 (self->rests_shown, all->str) == 0)
    return TRUE;

  g_free (self->rests_shown);
  self->rests_shown = g_string_free (g_steal_pointer (&all), FALSE);

  return FALSE;
}

static void
rests_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(YttSourceEditRow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rests = ytt_store_get_rests_finish (YTT_STORE (object), result, &error);
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->editor == NULL)
    return;

  text = rests != NULL ? ytt_rest_rows_describe (rests) : g_strdup (error->message);
  if (are_shown (self, text, rests))
    return;

  gtk_label_set_label (self->rests, text);
  if (rests != NULL)
    ytt_rest_rows_fill (ADW_EXPANDER_ROW (self), self->rest_rows, rests, self->facility);
}

static void
read_rests (YttSourceEditRow *self)
{
  YttStore *store = ytt_editor_get_store (self->editor);

  if (store == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  ytt_store_get_rests_async (store, self->source, self->cancellable, rests_read_cb, g_object_ref (self));
}

/* Building */

static YttField *
add_field (YttSourceEditRow *self,
           const char       *title,
           const char       *column)
{
  YttField *field = YTT_FIELD (ytt_text_field_new (title));

  ytt_field_bind (field, self->editor, "source", column);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (field));

  return field;
}

static void
build (YttSourceEditRow *self)
{
  GtkWidget *row;

  self->title = add_field (self, _("Title"), "title");
  ytt_field_set_read_func (self->title, read_title_cb, NULL, NULL);
  self->publisher = add_field (self, _("Publisher"), "publisher");
  self->published = add_field (self, _("Published"), "published");
  ytt_field_set_read_func (self->published, read_published_cb, NULL, NULL);
  ytt_field_set_format_func (self->published, format_published_cb, NULL, NULL);
  self->url = add_field (self, _("Address"), "url");
  ytt_field_set_read_func (self->url, read_url_cb, NULL, NULL);

  self->rests = GTK_LABEL (g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->rests), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->rests), "dim-label");
  row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "child", self->rests, "activatable", FALSE, "selectable", FALSE,
                      "focusable", FALSE, NULL);
  gtk_widget_add_css_class (row, "claim-buttons");
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
show_fields (YttSourceEditRow *self)
{
  YttRow *row = ytt_claim_book_get_source_row (self->book, self->source);
  YttField *fields[] = { self->title, self->publisher, self->published, self->url };
  g_autofree char *summary = NULL;

  /* Translators: what an edit did: a source's title */
  summary = g_strdup_printf (_("Change the source “%s”"), ytt_claim_book_get_source (self->book, self->source)->title);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      ytt_field_set_summary (fields[i], summary);
      ytt_field_set_row (fields[i], row);
    }
  read_rests (self);
}

static void
expanded_cb (YttSourceEditRow *self)
{
  if (!adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)) || self->title != NULL || self->book == NULL)
    return;

  build (self);
  show_fields (self);
}

static void
ytt_source_edit_row_dispose (GObject *object)
{
  YttSourceEditRow *self = YTT_SOURCE_EDIT_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->editor);
  g_clear_pointer (&self->book, ytt_claim_book_unref);
  g_clear_pointer (&self->rest_rows, g_ptr_array_unref);
  g_clear_pointer (&self->rests_shown, g_free);

  G_OBJECT_CLASS (ytt_source_edit_row_parent_class)->dispose (object);
}

static void
ytt_source_edit_row_class_init (YttSourceEditRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ytt_source_edit_row_dispose;
}

static void
ytt_source_edit_row_init (YttSourceEditRow *self)
{
  self->rest_rows = g_ptr_array_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "claim-edit");
  gtk_widget_add_css_class (GTK_WIDGET (self), "source-edit");
  g_signal_connect (self, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
}

/**
 * ytt_source_edit_row_new:
 * @editor: the way into the document
 * @facility: the key of the facility that it is shown with
 *
 * Returns: (transfer floating): a row without a source yet
 */
GtkWidget *
ytt_source_edit_row_new (YttEditor *editor,
                         gint64     facility)
{
  YttSourceEditRow *self;

  g_return_val_if_fail (YTT_IS_EDITOR (editor), NULL);

  self = g_object_new (YTT_TYPE_SOURCE_EDIT_ROW, NULL);
  self->editor = g_object_ref (editor);
  self->facility = facility;

  return GTK_WIDGET (self);
}

/**
 * ytt_source_edit_row_get_source:
 * @self: a row
 *
 * Returns: the key of its source
 */
gint64
ytt_source_edit_row_get_source (YttSourceEditRow *self)
{
  g_return_val_if_fail (YTT_IS_SOURCE_EDIT_ROW (self), 0);

  return self->source;
}

/* Copies of the page are kept here, too. */
static void
add_copies (YttSourceEditRow *self)
{
  GtkWidget *copies = ytt_copies_button_new (self->editor, self->source);

  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), copies);
  ytt_copies_button_take_drops_on (YTT_COPIES_BUTTON (copies), GTK_WIDGET (self));
}

/**
 * ytt_source_edit_row_set_source:
 * @self: a row, always for the same source
 * @book: the claims on a facility and their sources, as they stand in the document
 * @source: its key
 *
 * Shows a source as it stands now.
 */
void
ytt_source_edit_row_set_source (YttSourceEditRow *self,
                                YttClaimBook     *book,
                                gint64            source)
{
  YttSource *shown;
  g_autofree char *date = NULL, *subtitle = NULL;

  g_return_if_fail (YTT_IS_SOURCE_EDIT_ROW (self));
  g_return_if_fail (self->source == 0 || self->source == source);

  ytt_claim_book_ref (book);
  g_clear_pointer (&self->book, ytt_claim_book_unref);
  self->book = book;
  if (self->source == 0)
    {
      self->source = source;
      add_copies (self);
    }

  shown = ytt_claim_book_get_source (book, source);
  date = shown->published != NULL ? ytt_format_date (shown->published) : NULL;
  subtitle = g_strconcat (shown->publisher != NULL ? shown->publisher : "",
                          shown->publisher != NULL && date != NULL ? ", " : "", date != NULL ? date : "", NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), shown->title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  if (self->title != NULL)
    show_fields (self);
}
