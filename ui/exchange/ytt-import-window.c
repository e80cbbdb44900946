#include "config.h"

#include "ytt-import-window.h"

#include <glib/gi18n.h>

#include "ytt-editor.h"
#include "ytt-foreign-file.h"
#include "ytt-format.h"
#include "ytt-import-choice.h"
#include "ytt-import-column-row.h"
#include "ytt-import-review.h"
#include "ytt-when.h"

struct _YttImportWindow
{
  AdwWindow           parent_instance;

  YttSession         *session;       /* (owned) */
  char               *path;
  gboolean            pasted;        /* the file is ours, and deleted at the end */
  guint               encoding;      /* that and the separator which the file was last read by, as their rows have them */
  guint               separator;
  YttStaging         *staging;       /* (owned) (nullable) */
  YttImport          *import;        /* (owned) (nullable) */
  GCancellable       *cancellable;   /* (owned): of reading, and of the import */
  GCancellable       *reviewing;     /* (owned) (nullable) */
  GPtrArray          *column_rows;   /* (element-type YttImportColumnRow) (not owned) */
  guint               text_id;       /* while something is being typed */
  gboolean            filling;       /* fields are set to what was guessed, which is nobody's choice */
  gboolean            decided;       /* the review under way only follows what was said of a row */
  gboolean            importing;

  /* Template children */
  AdwViewSwitcherTitle *switcher;
  GtkWidget          *import_button;
  GtkStack           *pages;
  AdwStatusPage      *working_page;
  GtkProgressBar     *progress;
  AdwStatusPage      *failed_page;
  AdwViewStack       *views;
  AdwPreferencesGroup *file_group;
  AdwActionRow       *swapped_row;
  AdwComboRow        *layer_row;
  AdwComboRow        *encoding_row;
  AdwComboRow        *separator_row;
  AdwEntryRow        *source_row;
  AdwEntryRow        *date_row;
  AdwComboRow        *precision_row;
  AdwPreferencesGroup *columns_group;
  YttImportReview    *rows;
};

enum
{
  IMPORTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Typing goes on until nothing was typed for so long, in ms. */
#define TYPING_TIME 400

G_DEFINE_FINAL_TYPE (YttImportWindow, ytt_import_window, ADW_TYPE_WINDOW)

static void read_file (YttImportWindow *self,
                       const char      *layer);

static char *
get_mappings_folder (void)
{
  return g_build_filename (g_get_user_state_dir (), "ytterby", "mappings", NULL);
}

static void
show_working (YttImportWindow *self,
              const char      *title,
              const char      *description)
{
  adw_status_page_set_title (self->working_page, title);
  adw_status_page_set_description (self->working_page, description);
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_stack_set_visible_child_name (self->pages, "working");
  adw_view_switcher_title_set_view_switcher_enabled (self->switcher, FALSE);
  gtk_widget_set_sensitive (self->import_button, FALSE);
}

static void
show_failure (YttImportWindow *self,
              const GError    *error)
{
  g_autofree char *escaped = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  escaped = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (self->failed_page, escaped);
  gtk_stack_set_visible_child_name (self->pages, "failed");
  adw_view_switcher_title_set_view_switcher_enabled (self->switcher, FALSE);
  gtk_widget_set_sensitive (self->import_button, FALSE);
}

/* The review */

static void
show_swapped (YttImportWindow *self)
{
  guint n = ytt_import_get_n_swapped (self->import);
  g_autofree char *text = g_strdup_printf (ngettext ("%u row fits only the other way round",
                                                     "%u rows fit only the other way round", n), n);

  adw_action_row_set_subtitle (self->swapped_row, text);
  gtk_widget_set_visible (GTK_WIDGET (self->swapped_row), n > 0);
}

static void
show_usable (YttImportWindow *self)
{
  guint n = ytt_import_count (self->import, YTT_IMPORT_NEW) + ytt_import_count (self->import, YTT_IMPORT_CHANGED);

  gtk_widget_set_sensitive (self->import_button, n > 0);
}

static void
reviewed_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(YttImportWindow) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!ytt_import_review_finish (YTT_IMPORT (object), result, &error) || YTT_IMPORT (object) != self->import)
    return;

  ytt_import_review_show (self->rows, self->import, !self->decided);
  show_swapped (self);
  show_usable (self);
}

static void
review (YttImportWindow *self,
        gboolean         decided)
{
  self->decided = decided;
  g_cancellable_cancel (self->reviewing);
  g_clear_object (&self->reviewing);
  self->reviewing = g_cancellable_new ();
  gtk_widget_set_sensitive (self->import_button, FALSE);
  ytt_import_review_async (self->import, NULL, NULL, self->reviewing, reviewed_cb, g_object_ref (self));
}

/* What a row was said to be counts at once; then its neighbours are looked at, too, for two may have become one. */
static void
decided_cb (YttImportWindow *self)
{
  show_usable (self);
  review (self, TRUE);
}

/* NULL where it is no day, which its field says */
static char *
read_date (YttImportWindow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->date_row));
  g_autoptr(GPtrArray) readings = *text != '\0' ? ytt_when_parse (text, YTT_WHEN_PLAIN, NULL, NULL) : NULL;
  gboolean valid = *text == '\0' || (readings != NULL && readings->len == 1);

  if (valid)
    gtk_widget_remove_css_class (GTK_WIDGET (self->date_row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->date_row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->date_row), GTK_ACCESSIBLE_STATE_INVALID,
                               valid ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);

  return valid && readings != NULL ? g_strdup (((YttReading *) g_ptr_array_index (readings, 0))->value) : NULL;
}

static void
mapping_cb (YttImportWindow *self)
{
  g_autoptr(YttImportMapping) mapping = NULL;

  if (self->filling || self->import == NULL)
    return;

  mapping = ytt_import_mapping_copy (ytt_import_get_mapping (self->import));
  for (guint i = 0; i < self->column_rows->len; i++)
    ytt_import_column_row_apply (g_ptr_array_index (self->column_rows, i), mapping);
  g_free (mapping->source);
  mapping->source = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->source_row)));
  g_free (mapping->date);
  mapping->date = read_date (self);
  mapping->precision = YTT_PRECISION_SITE + adw_combo_row_get_selected (self->precision_row);
  ytt_import_set_mapping (self->import, mapping);
  review (self, FALSE);
}

static gboolean
typed_cb (gpointer user_data)
{
  YttImportWindow *self = user_data;

  self->text_id = 0;
  mapping_cb (self);

  return G_SOURCE_REMOVE;
}

static void
text_cb (YttImportWindow *self)
{
  if (self->filling)
    return;

  g_clear_handle_id (&self->text_id, g_source_remove);
  self->text_id = g_timeout_add (TYPING_TIME, typed_cb, self);
}

static void
fill_layers (YttImportWindow *self)
{
  GPtrArray *layers = ytt_staging_get_layers (self->staging);
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = 0;

  for (guint i = 0; i < layers->len; i++)
    {
      const YttStagedLayer *layer = g_ptr_array_index (layers, i);

      gtk_string_list_append (names, layer->name != NULL ? layer->name : "");
      if (g_strcmp0 (layer->name, ytt_staging_get_layer (self->staging)) == 0)
        chosen = i;
    }
  adw_combo_row_set_model (self->layer_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->layer_row, chosen);
  gtk_widget_set_visible (GTK_WIDGET (self->layer_row), layers->len > 1);
}

static void
fill_columns (YttImportWindow        *self,
              const YttImportMapping *mapping)
{
  for (guint i = 0; i < self->column_rows->len; i++)
    adw_preferences_group_remove (self->columns_group, g_ptr_array_index (self->column_rows, i));
  g_ptr_array_set_size (self->column_rows, 0);

  for (guint i = 0; i < mapping->columns->len; i++)
    {
      GtkWidget *row = ytt_import_column_row_new (self->staging, i, &g_array_index (mapping->columns, YttImportColumn, i));

      g_signal_connect_object (row, "changed", G_CALLBACK (mapping_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->columns_group, row);
      g_ptr_array_add (self->column_rows, row);
    }
}

static void
fill (YttImportWindow        *self,
      const YttImportMapping *mapping)
{
  g_autofree char *description = ytt_import_choice_describe (self->staging, self->encoding > 0);

  self->filling = TRUE;
  adw_preferences_group_set_description (self->file_group, description);
  fill_layers (self);
  ytt_import_choice_show (self->encoding_row, self->separator_row, self->staging, self->pasted);
  fill_columns (self, mapping);
  gtk_editable_set_text (GTK_EDITABLE (self->source_row), mapping->source != NULL ? mapping->source : "");
  adw_combo_row_set_selected (self->precision_row, mapping->precision - YTT_PRECISION_SITE);
  self->filling = FALSE;
}

static void
swap_cb (YttImportWindow *self)
{
  g_autoptr(YttImportMapping) mapping = ytt_import_mapping_copy (ytt_import_get_mapping (self->import));

  ytt_import_mapping_swap (mapping);
  ytt_import_set_mapping (self->import, mapping);
  self->filling = TRUE;
  fill_columns (self, mapping);
  self->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->swapped_row), FALSE);
  review (self, FALSE);
}

/* What the source is called at first: a file by its name, a text by its day. */
static char *
name_source (YttImportWindow *self)
{
  g_autoptr(GDateTime) now = NULL;
  g_autofree char *day = NULL, *shown = NULL;

  if (!self->pasted)
    return g_filename_display_basename (self->path);

  now = g_date_time_new_now_local ();
  day = g_date_time_format (now, "%F");
  shown = ytt_format_date (day);

  /* Translators: the title of a source; %s is a day */
  return g_strdup_printf (_("Pasted on %s"), shown);
}

/* What was said of a file is not forgotten when it is read in another way, even if it was typed just now. */
static void
take_over (YttImportWindow  *self,
           YttImportMapping *mapping)
{
  if (self->import != NULL)
    {
      g_free (mapping->source);
      mapping->source = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->source_row)));
      g_free (mapping->date);
      mapping->date = read_date (self);
      mapping->precision = YTT_PRECISION_SITE + adw_combo_row_get_selected (self->precision_row);
    }
  /* An approximate place never looks exact, so what nobody has said is a town. */
  else if (mapping->precision == YTT_PRECISION_UNKNOWN)
    mapping->precision = YTT_PRECISION_LOCALITY;
}

static void
show_review (YttImportWindow *self)
{
  gtk_stack_set_visible_child_name (self->pages, "review");
  adw_view_switcher_title_set_view_switcher_enabled (self->switcher, TRUE);
}

static void
facts_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(YttImportWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(YttFacts) facts = ytt_store_get_facts_finish (YTT_STORE (object), result, &error);
  g_autofree char *folder = get_mappings_folder (), *name = name_source (self);
  g_autoptr(YttImportMapping) mapping = NULL;

  if (facts == NULL)
    {
      show_failure (self, error);
      return;
    }

  mapping = ytt_import_mapping_load (self->staging, name, folder);
  take_over (self, mapping);
  g_clear_object (&self->import);
  self->import = ytt_import_new (self->staging, facts, mapping);
  fill (self, mapping);
  show_review (self);
  review (self, FALSE);
}

/* What could be read before is still there. */
static void
go_back (YttImportWindow *self,
         const GError    *error)
{
  g_autofree char *escaped = g_markup_escape_text (error->message, -1);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->filling = TRUE;
  adw_combo_row_set_selected (self->encoding_row, self->encoding);
  adw_combo_row_set_selected (self->separator_row, self->separator);
  fill_layers (self);
  self->filling = FALSE;
  adw_preferences_group_set_description (self->file_group, escaped);
  show_review (self);
  show_usable (self);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(YttImportWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  YttStaging *staging = ytt_foreign_file_read_finish (result, &error);

  if (staging == NULL && self->import != NULL)
    go_back (self, error);
  else if (staging == NULL)
    show_failure (self, error);
  if (staging == NULL)
    return;

  g_clear_object (&self->staging);
  self->staging = staging;
  self->encoding = adw_combo_row_get_selected (self->encoding_row);
  self->separator = adw_combo_row_get_selected (self->separator_row);
  ytt_store_get_facts_async (ytt_session_get_store (self->session), self->cancellable, facts_cb, g_object_ref (self));
}

static void
read_progress_cb (double   fraction,
                  gpointer user_data)
{
  gtk_progress_bar_set_fraction (YTT_IMPORT_WINDOW (user_data)->progress, fraction);
}

static void
read_file (YttImportWindow *self,
           const char      *layer)
{
  g_autofree char *name = g_filename_display_basename (self->path);
  g_autofree char *title = g_strdup_printf (_("Reading “%s”…"), name);
  YttForeignChoice choice = { .layer = layer };

  show_working (self, title, NULL);
  ytt_import_choice_read (self->encoding_row, self->separator_row, &choice);
  ytt_foreign_file_read_as_async (self->path, &choice, read_progress_cb, self, self->cancellable, read_cb, g_object_ref (self));
}

static void
layer_cb (YttImportWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->layer_row);
  GPtrArray *layers = self->staging != NULL ? ytt_staging_get_layers (self->staging) : NULL;

  if (!self->filling && layers != NULL && selected < layers->len)
    {
      g_autofree char *layer = g_strdup (((YttStagedLayer *) g_ptr_array_index (layers, selected))->name);

      read_file (self, layer);
    }
}

/* A text has one layer. */
static void
choice_cb (YttImportWindow *self)
{
  if (!self->filling && self->staging != NULL)
    read_file (self, NULL);
}

/* The import */

static void
imported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(YttImportWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  gint64 entry = ytt_import_run_finish (self->import, result, &error);
  guint n = ytt_import_count (self->import, YTT_IMPORT_NEW) + ytt_import_count (self->import, YTT_IMPORT_CHANGED);
  g_autofree char *summary = NULL;

  self->importing = FALSE;
  if (error != NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        gtk_window_destroy (GTK_WINDOW (self));
      else
        show_failure (self, error);
      return;
    }

  summary = g_strdup_printf (ngettext ("%u facility imported", "%u facilities imported", n), n);
  g_signal_emit (self, signals[IMPORTED], 0, entry, summary);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
import_progress_cb (YttBulkPhase phase,
                    double       fraction,
                    gpointer     user_data)
{
  YttImportWindow *self = user_data;
  static const char * const words[] = {
    N_("Rows go into the document"), N_("What changed goes into the history"), N_("The search index is brought up to date")
  };

  adw_status_page_set_description (self->working_page, _(words[phase]));
  if (phase == YTT_BULK_ROWS)
    gtk_progress_bar_set_fraction (self->progress, fraction);
  else
    gtk_progress_bar_pulse (self->progress);
}

static void
import_cb (YttImportWindow *self)
{
  g_autofree char *folder = get_mappings_folder ();

  if (!ytt_import_get_reviewed (self->import))
    return;

  /* A mapping that cannot be kept is guessed the next time. */
  ytt_import_mapping_save (ytt_import_get_mapping (self->import), self->staging, folder, NULL);
  self->importing = TRUE;
  show_working (self, _("Importing…"), NULL);
  ytt_import_run_async (self->import, ytt_session_get_store (self->session), import_progress_cb, self, self->cancellable,
                        imported_cb, g_object_ref (self));
}

static void
give_up (YttImportWindow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->reviewing);
}

/* While it is written the window waits to hear whether that could still be stopped. */
static void
cancel_cb (YttImportWindow *self)
{
  give_up (self);
  if (!self->importing)
    gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
ytt_import_window_close_request (GtkWindow *window)
{
  cancel_cb (YTT_IMPORT_WINDOW (window));

  return TRUE;
}

/* What is under way keeps the window until it has heard that it was given up; by then the one that it belonged to may be
 * gone. */
static void
ytt_import_window_unrealize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ytt_import_window_parent_class)->unrealize (widget);

  gtk_window_set_transient_for (GTK_WINDOW (widget), NULL);
  give_up (YTT_IMPORT_WINDOW (widget));
}

static void
ytt_import_window_dispose (GObject *object)
{
  YttImportWindow *self = YTT_IMPORT_WINDOW (object);

  if (self->cancellable != NULL)
    give_up (self);
  g_clear_handle_id (&self->text_id, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->reviewing);
  g_clear_object (&self->import);
  g_clear_object (&self->staging);
  g_clear_object (&self->session);
  g_clear_pointer (&self->column_rows, g_ptr_array_unref);
  if (self->pasted && self->path != NULL)
    ytt_pasted_forget (self->path);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (ytt_import_window_parent_class)->dispose (object);
}

static void
ytt_import_window_class_init (YttImportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ytt_import_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = ytt_import_window_close_request;
  widget_class->unrealize = ytt_import_window_unrealize;

  signals[IMPORTED] = g_signal_new ("imported", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);

  g_type_ensure (YTT_TYPE_IMPORT_REVIEW);
  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "exchange/ytt-import-window.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, YttImportWindow, name)
  CHILD (switcher);
  CHILD (import_button);
  CHILD (pages);
  CHILD (working_page);
  CHILD (progress);
  CHILD (failed_page);
  CHILD (views);
  CHILD (file_group);
  CHILD (swapped_row);
  CHILD (layer_row);
  CHILD (encoding_row);
  CHILD (separator_row);
  CHILD (source_row);
  CHILD (date_row);
  CHILD (precision_row);
  CHILD (columns_group);
  CHILD (rows);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, choice_cb);
  gtk_widget_class_bind_template_callback (widget_class, decided_cb);
  gtk_widget_class_bind_template_callback (widget_class, import_cb);
  gtk_widget_class_bind_template_callback (widget_class, layer_cb);
  gtk_widget_class_bind_template_callback (widget_class, mapping_cb);
  gtk_widget_class_bind_template_callback (widget_class, swap_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, (GtkShortcutFunc) (gpointer) gtk_window_close, NULL);
}

static void
ytt_import_window_init (YttImportWindow *self)
{
  g_autoptr(GtkStringList) precisions = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->column_rows = g_ptr_array_new ();
  self->filling = TRUE;
  for (YttPrecision precision = YTT_PRECISION_SITE; precision <= YTT_PRECISION_REGION; precision++)
    gtk_string_list_append (precisions, ytt_precision_get_label (precision));
  adw_combo_row_set_model (self->precision_row, G_LIST_MODEL (precisions));
  ytt_import_choice_fill (self->encoding_row, self->separator_row);
  self->filling = FALSE;
}

/**
 * ytt_import_window_new:
 * @session: whose document gets the file
 * @path: the file
 *
 * Returns: (transfer floating): a window that begins to read the file
 */
GtkWidget *
ytt_import_window_new (YttSession *session,
                       const char *path)
{
  YttImportWindow *self;
  g_autofree char *name = NULL;

  g_return_val_if_fail (YTT_IS_SESSION (session), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (YTT_TYPE_IMPORT_WINDOW, NULL);
  self->session = g_object_ref (session);
  ytt_import_review_set_store (self->rows, ytt_session_get_store (session));
  self->path = g_strdup (path);
  name = g_filename_display_basename (path);
  adw_view_switcher_title_set_subtitle (self->switcher, name);
  read_file (self, NULL);

  return GTK_WIDGET (self);
}

/**
 * ytt_import_window_new_for_text:
 * @session: whose document gets what was pasted
 * @text: rows, or places
 * @pasted: which of them
 * @error: return location for a #GFileError
 *
 * A text goes the way of a file: the program that is fenced in reads it.
 *
 * Returns: (transfer floating) (nullable): a window that begins to read the text
 */
GtkWidget *
ytt_import_window_new_for_text (YttSession  *session,
                                const char  *text,
                                YttPasted    pasted,
                                GError     **error)
{
  g_autofree char *path = NULL;
  GtkWidget *window;

  g_return_val_if_fail (YTT_IS_SESSION (session), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  path = ytt_pasted_keep (text, pasted, error);
  if (path == NULL)
    return NULL;

  window = ytt_import_window_new (session, path);
  YTT_IMPORT_WINDOW (window)->pasted = TRUE;

  return window;
}
