/* Rows of the document that cannot be shown as they should be, for another program wrote them: a bar says so, and a list
 * names them. */

#include "config.h"

#include "ytt-window-private.h"

#include <glib/gi18n.h>

#include "ytt-format.h"
#include "ytt-store-inspect.h"

/* Nobody waits for it, and what is wanted first is to be there before. */
#define INSPECT_AFTER_MS 2000

static void inspected_cb (GObject      *object,
                          GAsyncResult *result,
                          gpointer      user_data);

static char *
get_label (const YttProblem *problem)
{
  g_autofree char *number = NULL;

  if (problem->kind == YTT_PROBLEM_SEARCH)
    return g_strdup (_("Search"));
  if (problem->title != NULL)
    return g_strdup (problem->title);

  number = g_strdup_printf ("%" G_GINT64_FORMAT, problem->id);

  /* Translators: a row of a table: the table's name and the row's number */
  return g_strdup_printf (_("%s %s"), problem->table, number);
}

/* (transfer full): markup */
static char *
describe (const YttInspection *inspection)
{
  const YttProblem *first = g_ptr_array_index (inspection->problems, 0);
  g_autofree char *n = ytt_format_number (inspection->n_rows, 0);
  g_autofree char *label = get_label (first);
  g_autofree char *words = ytt_problem_describe (first);
  g_autofree char *heading = NULL;

  heading = g_strdup_printf (ngettext ("%s record cannot be read as it should be.",
                                       "%s records cannot be read as they should be.", inspection->n_rows), n);
  if (inspection->n_rows == 1)
    return g_markup_printf_escaped ("<b>%s</b> %s: %s.", heading, label, words);

  return g_markup_printf_escaped ("<b>%s</b> %s", heading, _("All the others are shown, and the file was left as it is."));
}

static gboolean
has_search (const YttInspection *inspection)
{
  for (guint i = 0; i < inspection->problems->len; i++)
    if (((YttProblem *) g_ptr_array_index (inspection->problems, i))->kind == YTT_PROBLEM_SEARCH)
      return TRUE;

  return FALSE;
}

static void
search_mended_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(YttWindow) self = user_data;
  gboolean mended = ytt_store_mend_search_finish (YTT_STORE (object), result, NULL);

  if (self->store != YTT_STORE (object))
    return;

  if (mended)
    ytt_window_toast (self, _("The search index was damaged, and was made anew"));
  self->search_mended = TRUE;
  ytt_store_inspect_async (self->store, self->cancellable, inspected_cb, g_object_ref (self));
}

static void
inspected_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(YttWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(YttInspection) inspection = ytt_store_inspect_finish (YTT_STORE (object), result, &error);
  g_autofree char *markup = NULL;

  /* What fails here as a whole has failed where it was to be shown, and was told there. */
  if (inspection == NULL || self->store != YTT_STORE (object) || inspection->n_rows == 0)
    return;

  /* That is derived from the records. Where it cannot be made anew, it is named with the others. */
  if (!self->search_mended && !ytt_store_get_read_only (self->store) && has_search (inspection))
    {
      ytt_store_mend_search_async (self->store, self->cancellable, search_mended_cb, g_object_ref (self));
      return;
    }

  markup = describe (inspection);
  gtk_label_set_markup (self->problems_label, markup);
  gtk_widget_set_visible (self->problems_bar, TRUE);
  g_clear_pointer (&self->inspection, ytt_inspection_free);
  self->inspection = g_steal_pointer (&inspection);
}

static gboolean
inspect_cb (gpointer user_data)
{
  YttWindow *self = user_data;

  self->inspect_source = 0;
  if (self->store != NULL)
    ytt_store_inspect_async (self->store, self->cancellable, inspected_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

/*< private >
 * ytt_window_inspect_soon:
 *
 * Called with a document that has just been opened.
 */
void
ytt_window_inspect_soon (YttWindow *self)
{
  g_clear_handle_id (&self->inspect_source, g_source_remove);
  self->inspect_source = g_timeout_add_full (G_PRIORITY_LOW, INSPECT_AFTER_MS, inspect_cb, self, NULL);
}

/*< private >
 * ytt_window_forget_problems:
 *
 * Called when the window lets go of its document.
 */
void
ytt_window_forget_problems (YttWindow *self)
{
  g_clear_handle_id (&self->inspect_source, g_source_remove);
  g_clear_pointer (&self->inspection, ytt_inspection_free);
  self->search_mended = FALSE;
  if (self->problems_bar != NULL)
    gtk_widget_set_visible (self->problems_bar, FALSE);
}

static void
row_activated_cb (YttWindow *self,
                  GtkWidget *row)
{
  gint64 *facility = g_object_get_data (G_OBJECT (row), "facility");

  if (facility != NULL)
    {
      ytt_session_set_page (self->session, YTT_PAGE_MAP);
      ytt_session_go_to (self->session, *facility);
      gtk_window_close (GTK_WINDOW (gtk_widget_get_root (row)));
    }
}

static GtkWidget *
make_row (YttWindow        *self,
          const YttProblem *problem)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *label = get_label (problem);
  g_autofree char *words = ytt_problem_describe (problem);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  if (problem->facility != 0)
    {
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
      g_object_set_data_full (G_OBJECT (row), "facility",
                              g_memdup2 (&problem->facility, sizeof problem->facility), g_free);
      g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
    }

  return row;
}

static GtkWidget *
make_list (YttWindow *self)
{
  GtkWidget *window = adw_preferences_window_new ();
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  guint n_told = self->inspection->problems->len;

  for (guint i = 0; i < n_told; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               make_row (self, g_ptr_array_index (self->inspection->problems, i)));
  if (self->inspection->n_rows > n_told)
    {
      g_autofree char *n = ytt_format_number (self->inspection->n_rows - n_told, 0);
      g_autofree char *text = g_strdup_printf (_("And %s more, which are not listed."), n);

      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), text);
    }

  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), ADW_PREFERENCES_PAGE (page));
  adw_preferences_window_set_search_enabled (ADW_PREFERENCES_WINDOW (window), FALSE);
  gtk_window_set_title (GTK_WINDOW (window), _("Written by Another Program"));
  gtk_window_set_default_size (GTK_WINDOW (window), 480, 480);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));

  return window;
}

static void
show_problems_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  YttWindow *self = user_data;

  if (self->inspection != NULL)
    gtk_window_present (GTK_WINDOW (make_list (self)));
}

static const GActionEntry entries[] = {
  { "show-problems", show_problems_cb },
};

/*< private >
 * ytt_window_add_problem_actions:
 *
 * Called once the template is there.
 */
void
ytt_window_add_problem_actions (YttWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
