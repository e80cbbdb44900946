/* A document that is damaged: how much of it can be read, and reading that into a new one. */

#include "config.h"

#include "ytt-window-private.h"

#include <glib/gi18n.h>

#include "ytt-format.h"
#include "ytt-store-recover.h"

static char *
format_count (guint64 n)
{
  return ytt_format_number ((double) n, 0);
}

/* ngettext() takes a long, and of a large number only its end matters. */
static gulong
get_plural (guint64 n)
{
  return n < 1000000 ? n : n % 1000000 + 1000000;
}

static void
append_sentence (GString *text,
                 char    *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
  g_free (sentence);
}

/* How much can be read, before anything is recovered. */
static char *
describe_damage (const YttRecovery *recovery)
{
  GString *text = g_string_new (NULL);
  gulong plural = get_plural (recovery->n_facilities);
  gulong others_plural = get_plural (recovery->n_others_lost);
  g_autofree char *all = format_count (recovery->n_facilities);
  g_autofree char *lost = format_count (recovery->n_facilities_lost);
  g_autofree char *others = format_count (recovery->n_others_lost);

  if (recovery->n_facilities_lost > 0)
    append_sentence (text, g_strdup_printf (ngettext ("%s of %s facility could not be read.",
                                                      "%s of %s facilities could not be read.", plural), lost, all));
  else
    append_sentence (text, g_strdup_printf (ngettext ("Its %s facility can be read.",
                                                      "All of its %s facilities can be read.", plural), all));
  if (recovery->n_others_lost > 0)
    append_sentence (text, g_strdup_printf (ngettext ("%s other record could not be read.",
                                                      "%s other records could not be read.", others_plural), others));
  append_sentence (text, g_strdup (_("The file was left as it is.")));
  append_sentence (text, g_strdup (_("Go on with a backup copy of it, or with what can be recovered.")));

  return g_string_free (text, FALSE);
}

/* What is in the new document, and what is not. */
static char *
describe_recovery (const YttRecovery *recovery)
{
  GString *text = g_string_new (NULL);
  guint64 n_gone = recovery->n_facilities_lost - recovery->n_facilities_mended;
  g_autofree char *all = format_count (recovery->n_facilities);
  g_autofree char *read = format_count (recovery->n_facilities - recovery->n_facilities_lost);
  g_autofree char *mended = format_count (recovery->n_facilities_mended);
  g_autofree char *gone = format_count (n_gone);
  g_autofree char *others = format_count (recovery->n_others_lost);

  append_sentence (text, g_strdup_printf (ngettext ("%s of %s facility was read.", "%s of %s facilities were read.",
                                                    get_plural (recovery->n_facilities)), read, all));
  if (recovery->n_facilities_mended > 0)
    append_sentence (text, g_strdup_printf (ngettext ("%s more lost its place and description.",
                                                      "%s more lost their places and descriptions.",
                                                      get_plural (recovery->n_facilities_mended)), mended));
  if (n_gone > 0)
    append_sentence (text, g_strdup_printf (ngettext ("%s facility is lost.", "%s facilities are lost.",
                                                      get_plural (n_gone)), gone));
  if (recovery->n_others_lost > 0)
    append_sentence (text, g_strdup_printf (ngettext ("%s other record is lost.", "%s other records are lost.",
                                                      get_plural (recovery->n_others_lost)), others));
  else if (recovery->n_facilities_lost == 0)
    append_sentence (text, g_strdup (_("Nothing is lost.")));

  return g_string_free (text, FALSE);
}

static void
offer_recovery (YttWindow *self)
{
  gtk_widget_set_visible (self->failed_recover, TRUE);
  ytt_window_suggest_way_out (self);
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(YttWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(YttRecovery) recovery = ytt_store_recover_finish (result, &error);
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *path = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;   /* the window is gone, or shows something else */

  /* Then the page says already all that there is to say. */
  if (recovery == NULL || recovery->n_facilities == recovery->n_facilities_lost)
    {
      gtk_widget_set_visible (self->failed_recover, FALSE);
      ytt_window_suggest_way_out (self);
      return;
    }

  text = describe_damage (recovery);
  escaped = g_markup_escape_text (text, -1);
  path = g_filename_display_name (self->path);
  adw_status_page_set_title (self->failed_page, _("This File Is Damaged"));
  adw_status_page_set_description (self->failed_page, escaped);
  gtk_label_set_text (self->failed_path, path);
  gtk_widget_set_visible (GTK_WIDGET (self->failed_path), TRUE);
  offer_recovery (self);
}

/*< private >
 * ytt_window_look_into_damage:
 *
 * Offers to recover a damaged document, and counts what can be read of it. A document whose beginning was overwritten
 * looks like none of ours at first, and is offered once something has been found in it.
 */
void
ytt_window_look_into_damage (YttWindow *self)
{
  gboolean damaged = g_error_matches (self->error, YTT_ERROR, YTT_ERROR_DAMAGED);

  if (self->path == NULL || !(damaged || g_error_matches (self->error, YTT_ERROR, YTT_ERROR_NOT_OURS)))
    return;

  if (damaged)
    offer_recovery (self);
  ytt_store_look_into_async (self->path, self->cancellable, looked_cb, g_object_ref (self));
}

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  YttWindow *self = user_data;

  if (fraction < YTT_RECOVER_READ)
    gtk_progress_bar_set_fraction (self->recovering_bar, fraction);
  else
    gtk_progress_bar_pulse (self->recovering_bar);
}

typedef struct
{
  YttWindow    *window;
  GApplication *application;   /* (nullable) */
  char         *new_path;
} RecoverJob;

static void
recover_job_free (RecoverJob *job)
{
  if (job->application != NULL)
    g_application_release (job->application);
  g_clear_object (&job->application);
  g_object_unref (job->window);
  g_free (job->new_path);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RecoverJob, recover_job_free)

static void
recovered_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(RecoverJob) job = user_data;
  YttWindow *self = job->window;
  g_autoptr(GError) error = NULL;
  g_autoptr(YttRecovery) recovery = ytt_store_recover_finish (result, &error);

  if (self->recovering != NULL && g_task_get_cancellable (G_TASK (result)) == self->recovering)
    g_clear_object (&self->recovering);
  else
    return;   /* the window is gone, or shows something else */

  if (recovery != NULL)
    {
      g_autofree char *text = describe_recovery (recovery);
      g_autofree char *markup = g_markup_printf_escaped ("<b>%s</b> %s", _("Recovered."), text);

      ytt_window_open (self, job->new_path);
      gtk_label_set_markup (self->recovered_label, markup);
      gtk_widget_set_visible (self->recovered_bar, TRUE);
      return;
    }

  gtk_stack_set_visible_child_name (self->stack, "failed");
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ytt_window_tell_failure (self, _("Not Recovered"), error, "win.recover");
}

/*< private >
 * ytt_window_recover:
 * @self: a window that shows that its document is damaged
 * @path: (type filename): where the new document shall be
 *
 * Reads what can be read of the damaged document into a new one, and opens that.
 */
void
ytt_window_recover (YttWindow  *self,
                    const char *path)
{
  GApplication *application = g_application_get_default ();
  RecoverJob *job;
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;

  if (self->error == NULL || self->path == NULL || self->recovering != NULL)
    return;

  /* Translators: %s is the name of a file */
  text = g_strdup_printf (_("What can be read is written to “%s”."), name);
  escaped = g_markup_escape_text (text, -1);
  adw_status_page_set_description (self->recovering_page, escaped);
  gtk_progress_bar_set_fraction (self->recovering_bar, 0);
  gtk_stack_set_visible_child_name (self->stack, "recovering");
  gtk_widget_child_focus (GTK_WIDGET (self->recovering_page), GTK_DIR_TAB_FORWARD);

  job = g_new0 (RecoverJob, 1);
  job->window = g_object_ref (self);
  job->new_path = g_strdup (path);
  /* A program that ended at once would leave the half-made file behind. */
  if (application != NULL)
    {
      job->application = g_object_ref (application);
      g_application_hold (application);
    }
  self->recovering = g_cancellable_new ();
  ytt_store_recover_async (self->path, path, progress_cb, self, self->recovering, recovered_cb, job);
}

static void
recover_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  YttWindow *self = user_data;
  g_autofree char *name = NULL;
  g_autofree char *suggestion = NULL;

  if (self->error == NULL || self->path == NULL)
    return;

  name = g_filename_display_basename (self->path);
  if (g_str_has_suffix (name, ".gpkg"))
    name[strlen (name) - strlen (".gpkg")] = '\0';
  /* Translators: the name of a new file; %s is the damaged one's name */
  suggestion = g_strdup_printf (_("%s recovered.gpkg"), name);
  ytt_window_choose_file (self, _("Recover into a New File"), suggestion, ytt_window_recover);
}

static void
cancel_recovery_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  YttWindow *self = user_data;

  g_cancellable_cancel (self->recovering);
}

static const GActionEntry entries[] = {
  { "recover", recover_cb },
  { "cancel-recovery", cancel_recovery_cb },
};

/*< private >
 * ytt_window_add_recover_actions:
 *
 * Called once the template is there.
 */
void
ytt_window_add_recover_actions (YttWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
