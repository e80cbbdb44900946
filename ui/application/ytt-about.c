#include "config.h"

#include "ytt-about.h"

#include <glib/gi18n.h>

#include "ytt-format.h"

/* Which facts are on the screen: the document, and the day of its newest claim and of its last change. */
static char *
describe_document (YttWindow *window)
{
  const YttSummary *summary = ytt_session_get_summary (ytt_window_get_session (window));
  const char *path = ytt_window_get_path (window);
  g_autofree char *name = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *newest = NULL;
  g_autofree char *changed = NULL;
  GString *text;

  if (!ytt_window_has_document (window) || path == NULL)
    return g_strdup ("");

  text = g_string_new (NULL);
  name = g_filename_display_name (path);
  escaped = g_markup_escape_text (name, -1);
  g_string_append_printf (text, _("Document: %s"), escaped);
  if (summary != NULL && summary->last_change != NULL)
    {
      changed = ytt_format_date (summary->last_change);
      g_string_append_c (text, '\n');
      g_string_append_printf (text, _("Facts as of: %s"), changed);
    }
  if (summary != NULL && summary->newest_claim != NULL)
    {
      newest = ytt_format_date (summary->newest_claim);
      g_string_append_c (text, '\n');
      g_string_append_printf (text, _("Newest claim: %s"), newest);
    }

  return g_string_free (text, FALSE);
}

static void
add_credits (AdwAboutWindow *about)
{
  adw_about_window_add_legal_section (about, _("Data Set"), NULL, GTK_LICENSE_CUSTOM,
                                      _("The facts on facilities and what is claimed of them may be used under "
                                        "<a href=\"https://creativecommons.org/licenses/by/4.0/\">Creative Commons "
                                        "Attribution 4.0</a>. Each claim names its source."));
  adw_about_window_add_legal_section (about, _("Places"), NULL, GTK_LICENSE_CUSTOM,
                                      _("Places of towns are from <a href=\"https://www.geonames.org/\">GeoNames</a>, "
                                        "under <a href=\"https://creativecommons.org/licenses/by/4.0/\">Creative "
                                        "Commons Attribution 4.0</a>."));
  adw_about_window_add_legal_section (about, _("Map"), NULL, GTK_LICENSE_CUSTOM,
                                      _("The map is made with <a href=\"https://www.naturalearthdata.com/\">Natural "
                                        "Earth</a>, which is in the public domain."));
}

/**
 * ytt_about_present:
 * @window: (nullable): the window whose document is meant
 *
 * Shows version, document, credits of the data, and licences.
 */
void
ytt_about_present (YttWindow *window)
{
  g_autofree char *document = window != NULL ? describe_document (window) : g_strdup ("");
  GtkWidget *about = adw_about_window_new ();

  g_object_set (about,
                "application-name", _("Ytterby"),
                "application-icon", YTT_APPLICATION_ID,
                "version", YTT_VERSION,
                "comments", document,
                "developer-name", _("The contributors of Ytterby"),
                "license-type", GTK_LICENSE_GPL_3_0,
                /* Translators: your names, a line each */
                "translator-credits", _("translator-credits"),
                "transient-for", window,
                "modal", TRUE,
                NULL);
  add_credits (ADW_ABOUT_WINDOW (about));
  gtk_window_present (GTK_WINDOW (about));
}
