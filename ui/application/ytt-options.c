#include "config.h"

#include "ytt-application-private.h"
#include "ytt-session-page.h"
#include "ytt-timeline.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#define LEAST_SIZE 360
#define GREATEST_SIZE 16384

static const GOptionEntry entries[] = {
  { "screenshot", 0, 0, G_OPTION_ARG_FILENAME, NULL,
    N_("Write a picture of the window to FILE, and leave"), N_("FILE.png") },
  { "select", 0, 0, G_OPTION_ARG_STRING, NULL,
    N_("Select a facility: its slug, or words that find it"), N_("WORDS") },
  { "search", 0, 0, G_OPTION_ARG_STRING, NULL,
    N_("Search for TEXT"), N_("TEXT") },
  { "page", 0, 0, G_OPTION_ARG_STRING, NULL,
    N_("Show a page: map, announcements or balance"), N_("PAGE") },
  { "year", 0, 0, G_OPTION_ARG_INT, NULL,
    N_("Show what is, or was promised, at the end of YEAR"), N_("YEAR") },
  { "told", 0, 0, G_OPTION_ARG_STRING, NULL,
    N_("Show what was told by DATE"), N_("DATE") },
  { "size", 0, 0, G_OPTION_ARG_STRING, NULL,
    N_("Size of the window"), N_("WIDTHxHEIGHT") },
  { "dark", 0, 0, G_OPTION_ARG_NONE, NULL,
    N_("Be dark, whatever the preferences say"), NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL,
    N_("Say which version this is, and leave"), NULL },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, N_("[FILE or geo:LATITUDE,LONGITUDE…]") },
  { NULL }
};

/*< private >
 * ytt_application_add_options:
 *
 * Tells the command line what it may say.
 */
void
ytt_application_add_options (YttApplication *self)
{
  GApplication *application = G_APPLICATION (self);

  g_application_add_main_option_entries (application, entries);
  g_application_set_option_context_summary (application,
                                            _("A map of the rare earth industry: who digs, separates, and makes "
                                              "magnets, where, and who says so."));
}

/*< private >
 * ytt_parse_size:
 * @text: such as "1280x800"
 * @width: (out): px, 360 to 16384
 * @height: (out): px, 360 to 16384
 *
 * Returns: whether @text is a size; outputs stay untouched if not
 */
gboolean
ytt_parse_size (const char *text,
                int        *width,
                int        *height)
{
  char *end = NULL;
  guint64 w, h;

  if (!g_ascii_isdigit (*text))
    return FALSE;

  w = g_ascii_strtoull (text, &end, 10);
  if (*end != 'x' || !g_ascii_isdigit (end[1]))
    return FALSE;

  h = g_ascii_strtoull (end + 1, &end, 10);
  if (*end != '\0' || w < LEAST_SIZE || h < LEAST_SIZE || w > GREATEST_SIZE || h > GREATEST_SIZE)
    return FALSE;

  *width = (int) w;
  *height = (int) h;

  return TRUE;
}

/*< private >
 * ytt_parse_moment:
 * @options: what the command line said
 * @moment: (out): the two clocks it sets; now, where it says nothing of them
 *
 * Returns: whether year and date can be read
 */
gboolean
ytt_parse_moment (GVariantDict *options,
                  YttMoment    *moment)
{
  const char *text = NULL;
  int year = 0;

  *moment = (YttMoment) { 0, };
  if (g_variant_dict_lookup (options, "year", "i", &year)
      && (year < YTT_MOMENT_FIRST_YEAR || year > YTT_MOMENT_LAST_YEAR))
    return FALSE;

  moment->year = (gint16) year;
  if (g_variant_dict_lookup (options, "told", "&s", &text))
    moment->told = ytt_day_parse (text);

  return text == NULL || moment->told != 0;
}

static int
refuse (const char *text)
{
  g_printerr ("%s: %s\n", g_get_prgname (), text);

  return EXIT_FAILURE;
}

/*< private >
 * ytt_application_check_surroundings:
 *
 * Opens the display. GTK leaves with a warning where there is none, and Pango with a crash where there is no font.
 *
 * Returns: the status to leave with, or -1 to go on
 */
int
ytt_application_check_surroundings (void)
{
  g_autoptr(GObject) context = NULL;
  g_autoptr(GObject) font = NULL;
  PangoFontDescription *description;
  PangoFontMap *map;

  if (!gtk_init_check ())
    return refuse (_("no display can be opened. Start it on a desktop, or under a virtual one: "
                     "xvfb-run ytterby --screenshot ytterby.png"));

  map = pango_cairo_font_map_get_default ();
  context = G_OBJECT (pango_font_map_create_context (map));
  description = pango_font_description_from_string ("Sans 11");
  font = (GObject *) pango_font_map_load_font (map, PANGO_CONTEXT (context), description);
  pango_font_description_free (description);
  if (font == NULL)
    return refuse (_("no font is installed, so nothing could be read. Install one, such as the package "
                     "fonts-cantarell or fonts-dejavu-core"));

  return -1;
}

/*< private >
 * ytt_application_check_options:
 *
 * Looks at the options in the process that was started, before another one that runs already is asked.
 *
 * Returns: the status to leave with, or -1 to go on
 */
int
ytt_application_check_options (YttApplication *self,
                               GVariantDict   *options)
{
  const char *size = NULL, *name = NULL;
  const char *picture = NULL;
  int width, height;
  YttMoment moment;
  YttPage page;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Ytterby %s\n", YTT_VERSION);
      return EXIT_SUCCESS;
    }

  if (g_variant_dict_lookup (options, "size", "&s", &size) && !ytt_parse_size (size, &width, &height))
    return refuse (_("--size wants a width and a height from 360 to 16384, such as 1280x800"));

  if (!ytt_parse_moment (options, &moment))
    return refuse (_("--year wants a year from 1950 to 2040, and --told a date such as 2025-08-01"));

  if (g_variant_dict_lookup (options, "page", "&s", &name) && !ytt_page_from_code (name, &page))
    return refuse (_("--page wants one of map, announcements and balance"));

  if (g_variant_dict_lookup (options, "screenshot", "^&ay", &picture))
    {
      g_auto(GStrv) files = NULL;

      if (g_variant_dict_lookup (options, G_OPTION_REMAINING, "^aay", &files) && g_strv_length (files) > 1)
        return refuse (_("--screenshot makes a picture of one document"));

      /* A picture is taken beside whatever else runs, and leaves no trace in it. */
      g_application_set_flags (G_APPLICATION (self),
                               g_application_get_flags (G_APPLICATION (self)) | G_APPLICATION_NON_UNIQUE);
    }

  return -1;
}
