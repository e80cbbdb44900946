#include "config.h"

#include "ytt-merge-window.h"

#include <glib/gi18n.h>

#include "ytt-format.h"
#include "ytt-history-words.h"
#include "ytt-merge-choice-row.h"
#include "ytt-store-merge.h"

/* So many rows of a kind are listed, and so many decisions are asked one by one; of more the number is told. */
#define MOST_LISTED  100
#define MOST_ASKED   300

/* Below this width, in pixels, the two sides of a decision stand below each other. */
#define NARROW_WIDTH 520

#define PULSE_TIME   120   /* ms */

struct _YttMergeWindow
{
  AdwWindow            parent_instance;

  YttSession          *session;       /* (owned) */
  char                *path;
  gboolean             release;
  YttMergePlan        *plan;          /* (owned) (nullable) */
  GPtrArray           *rows;          /* (element-type YttMergeChoiceRow) (not owned) */
  GPtrArray           *listed;        /* (element-type GtkWidget) (not owned): what the groups hold */
  YttMergeChoice       rest;          /* of decisions that have no row */
  gboolean             rest_chosen;
  GCancellable        *cancellable;   /* (owned) */
  guint                pulse_id;
  guint                narrow_id;
  gboolean             merging;

  /* Template children */
  AdwWindowTitle      *window_title;
  GtkWidget           *merge_button;
  GtkStack            *pages;
  AdwStatusPage       *working_page;
  GtkProgressBar      *progress;
  AdwStatusPage       *failed_page;
  AdwStatusPage       *same_page;
  AdwPreferencesGroup *arriving_group;
  AdwPreferencesGroup *decisions_group;
};

enum
{
  MERGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttMergeWindow, ytt_merge_window, ADW_TYPE_WINDOW)

static gboolean
pulse_cb (gpointer user_data)
{
  gtk_progress_bar_pulse (YTT_MERGE_WINDOW (user_data)->progress);

  return G_SOURCE_CONTINUE;
}

static void
show_working (YttMergeWindow *self,
              const char     *title)
{
  adw_status_page_set_title (self->working_page, title);
  adw_status_page_set_description (self->working_page, NULL);
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_stack_set_visible_child_name (self->pages, "working");
  gtk_widget_set_sensitive (self->merge_button, FALSE);
  if (self->pulse_id == 0)
    self->pulse_id = g_timeout_add (PULSE_TIME, pulse_cb, self);
}

static void
show_page (YttMergeWindow *self,
           const char     *page)
{
  g_clear_handle_id (&self->pulse_id, g_source_remove);
  gtk_stack_set_visible_child_name (self->pages, page);
  gtk_widget_set_sensitive (self->merge_button, g_str_equal (page, "review"));
}

static void
show_failure (YttMergeWindow *self,
              const GError   *error)
{
  g_autofree char *escaped = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  escaped = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (self->failed_page, escaped);
  show_page (self, "failed");
}

/* What arrives */

/* What a part of a record is called, where that does not go without saying. */
static char *
name_part (const YttMergeItem *item)
{
  static const struct { const char *table, *column; } parts[] = {
    { "facility_name", "name" }, { "facility_stage", "stage" }, { "facility_element", "element" },
    { "facility_product", "product" }, { "facility_organisation", "organisation" }, { "facility_source", "source" },
    { "claim", "attribute" }, { "link", "material" }, { "announcement_facility", "facility" },
    { "announcement_source", "source" }
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (parts[i].table, item->table))
      {
        YttHistoryField field = { .table = (char *) parts[i].table, .column = (char *) parts[i].column };

        return ytt_history_field_format_name (&field);
      }

  return NULL;
}

static GtkWidget *
make_row (const char *title,
          const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);

  return row;
}

/* What arrives of a record, in its own row: "Stage: mining · Element: Nd" */
static void
add_part (GtkWidget          *row,
          const YttMergeItem *item)
{
  g_autofree char *part = name_part (item), *text = NULL;
  const char *before = adw_action_row_get_subtitle (ADW_ACTION_ROW (row));
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));

  if (item->what == NULL || g_strcmp0 (item->what, title) == 0)
    return;

  text = g_strconcat (before != NULL && *before != '\0' ? before : "", before != NULL && *before != '\0' ? " · " : "",
                      part != NULL ? part : "", part != NULL ? ": " : "", item->what, NULL);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
}

/* Returns: of how many rows it tells */
static guint
list_records (YttMergeWindow *self,
              YttMergeKind    kind,
              GtkWidget      *expander)
{
  GPtrArray *items = ytt_merge_plan_get_items (self->plan);
  g_autoptr(GHashTable) rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = 0;

  for (guint i = 0; i < items->len; i++)
    {
      const YttMergeItem *item = g_ptr_array_index (items, i);
      g_autofree char *key = g_strdup_printf ("%s %" G_GINT64_FORMAT, item->record_table, item->record);
      GtkWidget *row = g_hash_table_lookup (rows, key);

      if (item->kind != kind || item->decision >= 0 || (row == NULL && g_hash_table_size (rows) >= MOST_LISTED))
        continue;
      n++;
      if (row == NULL)
        {
          row = make_row (item->record_name != NULL ? item->record_name : item->what != NULL ? item->what
                                                                                             : _("Without a name"), NULL);
          adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
          g_hash_table_insert (rows, g_steal_pointer (&key), row);
        }
      add_part (row, item);
    }

  return n;
}

static void
list_kind (YttMergeWindow *self,
           YttMergeKind    kind,
           const char     *title)
{
  guint n_total = ytt_merge_plan_count (self->plan, kind), n;
  g_autofree char *count = ytt_format_number (n_total, 0);
  GtkWidget *expander, *label;

  if (n_total == 0)
    return;

  expander = adw_expander_row_new ();
  label = gtk_label_new (count);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), title);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (expander), label);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "numeric");
  n = list_records (self, kind, expander);
  if (n < n_total)
    {
      /* Translators: what is left out of a list */
      g_autofree char *more = g_strdup_printf (ngettext ("and %u more", "and %u more", n_total - n), n_total - n);

      adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), make_row (more, NULL));
    }
  adw_preferences_group_add (self->arriving_group, expander);
  g_ptr_array_add (self->listed, expander);
}

/* From whom it is, and from where both were compared. */
static void
describe_origin (YttMergeWindow *self)
{
  const YttHistoryEntry *ancestor = ytt_merge_plan_get_ancestor (self->plan);
  g_auto(GStrv) people = ytt_merge_plan_dup_people (self->plan);
  g_autofree char *names = g_strjoinv (", ", people), *escaped_names = g_markup_escape_text (names, -1);
  guint n = ytt_merge_plan_get_n_renumbered (self->plan);
  g_autoptr(GString) text = g_string_new (NULL);

  if (*names != '\0')
    {
      /* Translators: names of people whose changes arrive */
      g_string_append_printf (text, _("Changes of %s."), escaped_names);
      g_string_append_c (text, ' ');
    }
  if (ancestor != NULL)
    {
      g_autofree char *day = ytt_history_entry_format_day (ancestor);
      g_autofree char *summary = g_markup_escape_text (ancestor->summary, -1);

      /* Translators: what was done last before two documents parted, and the day */
      g_string_append_printf (text, _("Both were the same until “%s” of %s."), summary, day);
    }
  else if (!self->release)
    g_string_append (text, _("They have no history in common and were compared row by row."));
  if (n > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, ngettext ("%u row gets a new number, for its own is taken.",
                                              "%u rows get new numbers, for their own are taken.", n), n);
    }
  adw_preferences_group_set_description (self->arriving_group, text->str);
}

/* Decisions */

static void
list_decisions (YttMergeWindow *self)
{
  GPtrArray *decisions = ytt_merge_plan_get_decisions (self->plan);
  gboolean narrow = gtk_widget_get_width (GTK_WIDGET (self)) < NARROW_WIDTH;

  for (guint i = 0; i < decisions->len && i < MOST_ASKED; i++)
    {
      GtkWidget *row = ytt_merge_choice_row_new (g_ptr_array_index (decisions, i));

      ytt_merge_choice_row_set_narrow (YTT_MERGE_CHOICE_ROW (row), narrow);
      adw_preferences_group_add (self->decisions_group, row);
      g_ptr_array_add (self->rows, row);
    }
  if (decisions->len > MOST_ASKED)
    {
      guint more = decisions->len - MOST_ASKED;
      g_autofree char *text = g_strdup_printf (ngettext ("%u more is not asked one by one", "%u more are not asked one by one",
                                                         more), more);
      GtkWidget *row = make_row (text, _("They follow “All Mine” or “All Theirs”, else what was changed last"));

      adw_preferences_group_add (self->decisions_group, row);
      g_ptr_array_add (self->listed, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->decisions_group), decisions->len > 0);
}

static void
empty (YttMergeWindow *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->decisions_group, g_ptr_array_index (self->rows, i));
  for (guint i = 0; i < self->listed->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->listed, i);

      adw_preferences_group_remove (gtk_widget_is_ancestor (row, GTK_WIDGET (self->arriving_group)) ? self->arriving_group
                                                                                                    : self->decisions_group,
                                    row);
    }
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->listed, 0);
  self->rest_chosen = FALSE;
}

static void
choose_all (YttMergeWindow *self,
            YttMergeChoice  choice)
{
  for (guint i = 0; i < self->rows->len; i++)
    ytt_merge_choice_row_set_choice (g_ptr_array_index (self->rows, i), choice);
  self->rest = choice;
  self->rest_chosen = TRUE;
}

static void
all_mine_cb (YttMergeWindow *self)
{
  choose_all (self, YTT_MERGE_MINE);
}

static void
all_theirs_cb (YttMergeWindow *self)
{
  choose_all (self, YTT_MERGE_THEIRS);
}

/* (transfer full): one for each decision */
static YttMergeChoice *
get_choices (YttMergeWindow *self)
{
  GPtrArray *decisions = ytt_merge_plan_get_decisions (self->plan);
  YttMergeChoice *choices = g_new (YttMergeChoice, decisions->len + 1);

  for (guint i = 0; i < decisions->len; i++)
    {
      const YttMergeDecision *decision = g_ptr_array_index (decisions, i);

      if (i < self->rows->len)
        choices[i] = ytt_merge_choice_row_get_choice (g_ptr_array_index (self->rows, i));
      else
        choices[i] = self->rest_chosen ? self->rest : decision->newer;
    }

  return choices;
}

/* Comparing */

static void
compared_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(YttMergeWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  YttMergePlan *plan = ytt_store_merge_compare_finish (YTT_STORE (object), result, &error);

  if (plan == NULL)
    {
      show_failure (self, error);
      return;
    }

  g_clear_pointer (&self->plan, ytt_merge_plan_unref);
  self->plan = plan;
  empty (self);
  if (ytt_merge_plan_is_empty (plan))
    {
      show_page (self, "same");
      return;
    }

  describe_origin (self);
  list_kind (self, YTT_MERGE_ADDED, _("Added"));
  list_kind (self, YTT_MERGE_CHANGED, _("Changed"));
  list_kind (self, YTT_MERGE_DELETED, _("Deleted"));
  list_kind (self, YTT_MERGE_MISSING, _("Left out, for what they rest on is not here"));
  list_decisions (self);
  show_page (self, "review");
}

static void
compare (YttMergeWindow *self)
{
  show_working (self, _("Comparing…"));
  ytt_store_merge_compare_async (ytt_session_get_store (self->session), self->path, self->release, self->cancellable,
                                 compared_cb, g_object_ref (self));
}

/* Merging */

static char *
get_name (YttMergeWindow *self)
{
  return self->release ? g_strdup (_("Newer facts")) : g_filename_display_basename (self->path);
}

static void
merged_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(YttMergeWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  gint64 entry = ytt_store_merge_run_finish (YTT_STORE (object), result, &error);
  g_autofree char *name = NULL, *summary = NULL;

  self->merging = FALSE;
  if (g_error_matches (error, YTT_ERROR, YTT_ERROR_CHANGED))
    {
      /* What was chosen may not be what is to be chosen now. */
      compare (self);
      return;
    }
  if (error != NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        gtk_window_destroy (GTK_WINDOW (self));
      else
        show_failure (self, error);
      return;
    }

  name = get_name (self);
  /* Translators: the name of a file */
  summary = self->release ? g_strdup (_("Newer facts taken over")) : g_strdup_printf (_("“%s” merged"), name);
  g_signal_emit (self, signals[MERGED], 0, entry, summary);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
progress_cb (YttBulkPhase phase,
             double       fraction,
             gpointer     user_data)
{
  YttMergeWindow *self = user_data;
  static const char * const words[] = {
    N_("Rows go into the document"), N_("What changed goes into the history"), N_("The search index is brought up to date")
  };

  adw_status_page_set_description (self->working_page, _(words[phase]));
  if (phase != YTT_BULK_ROWS)
    return;
  g_clear_handle_id (&self->pulse_id, g_source_remove);
  gtk_progress_bar_set_fraction (self->progress, fraction);
}

static void
merge_cb (YttMergeWindow *self)
{
  g_autofree YttMergeChoice *choices = get_choices (self);
  g_autofree char *name = get_name (self);
  g_autofree char *summary = self->release ? g_strdup (_("Newer facts taken over"))
                                           : g_strdup_printf (_("Merge of “%s”"), name);

  self->merging = TRUE;
  show_working (self, _("Merging…"));
  ytt_store_merge_run_async (ytt_session_get_store (self->session), self->plan, choices, summary, NULL, progress_cb, self,
                             self->cancellable, merged_cb, g_object_ref (self));
}

/* While it is written the window waits to hear whether that could still be stopped. */
static void
cancel_cb (YttMergeWindow *self)
{
  g_cancellable_cancel (self->cancellable);
  if (!self->merging)
    gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
ytt_merge_window_close_request (GtkWindow *window)
{
  cancel_cb (YTT_MERGE_WINDOW (window));

  return TRUE;
}

/* The sides of a decision */

static gboolean
narrow_cb (gpointer user_data)
{
  YttMergeWindow *self = user_data;
  gboolean narrow = gtk_widget_get_width (GTK_WIDGET (self)) < NARROW_WIDTH;

  self->narrow_id = 0;
  for (guint i = 0; i < self->rows->len; i++)
    ytt_merge_choice_row_set_narrow (g_ptr_array_index (self->rows, i), narrow);

  return G_SOURCE_REMOVE;
}

/* Rows cannot be turned while the window is being laid out. */
static void
ytt_merge_window_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  YttMergeWindow *self = YTT_MERGE_WINDOW (widget);

  GTK_WIDGET_CLASS (ytt_merge_window_parent_class)->size_allocate (widget, width, height, baseline);
  if (self->narrow_id == 0)
    self->narrow_id = g_idle_add (narrow_cb, self);
}

static void
ytt_merge_window_dispose (GObject *object)
{
  YttMergeWindow *self = YTT_MERGE_WINDOW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->pulse_id, g_source_remove);
  g_clear_handle_id (&self->narrow_id, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->plan, ytt_merge_plan_unref);
  if (self->rows != NULL)
    g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (ytt_merge_window_parent_class)->dispose (object);
}

static void
ytt_merge_window_finalize (GObject *object)
{
  YttMergeWindow *self = YTT_MERGE_WINDOW (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->listed);

  G_OBJECT_CLASS (ytt_merge_window_parent_class)->finalize (object);
}

static void
ytt_merge_window_class_init (YttMergeWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ytt_merge_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = ytt_merge_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = ytt_merge_window_close_request;
  widget_class->size_allocate = ytt_merge_window_size_allocate;

  signals[MERGED] = g_signal_new ("merged", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "exchange/ytt-merge-window.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, YttMergeWindow, name)
  CHILD (window_title);
  CHILD (merge_button);
  CHILD (pages);
  CHILD (working_page);
  CHILD (progress);
  CHILD (failed_page);
  CHILD (same_page);
  CHILD (arriving_group);
  CHILD (decisions_group);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, all_mine_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_theirs_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, merge_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, (GtkShortcutFunc) (gpointer) gtk_window_close, NULL);
}

static void
ytt_merge_window_init (YttMergeWindow *self)
{
  self->rows = g_ptr_array_new ();
  self->listed = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * ytt_merge_window_new:
 * @session: whose document takes the other one in
 * @path: the other document, or a file of changes
 * @release: whether it is the data set of a new release
 *
 * Returns: (transfer floating): a window that begins to compare
 */
GtkWidget *
ytt_merge_window_new (YttSession *session,
                      const char *path,
                      gboolean    release)
{
  YttMergeWindow *self;
  g_autofree char *name = NULL, *escaped = NULL, *text = NULL;

  g_return_val_if_fail (YTT_IS_SESSION (session), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (YTT_TYPE_MERGE_WINDOW, NULL);
  self->session = g_object_ref (session);
  self->path = g_strdup (path);
  self->release = release;
  name = get_name (self);
  escaped = g_markup_escape_text (name, -1);
  adw_window_title_set_subtitle (self->window_title, name);
  if (release)
    adw_preferences_group_set_description (self->decisions_group, _("You changed this, and so did the newer data set. What "
                                                                    "you have is chosen."));
  text = release ? g_strdup (_("Your document has all of them already."))
                 : g_strdup_printf (_("Your document has all that “%s” holds already."), escaped);
  adw_status_page_set_description (self->same_page, text);
  compare (self);

  return GTK_WIDGET (self);
}
