#include "config.h"

#include "ytt-cli.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "ytt-map-picture-load.h"
#include "ytt-picture-file.h"

#define DEFAULT_WIDTH 1280
#define DEFAULT_HEIGHT 800
#define LEAST_SIDE 100
#define MOST_SIDE 16384

typedef struct
{
  YttCliChoice  choice;
  char         *document;
  char         *size;
  double        scale;
  double        magnify;
  char         *title;
  gboolean      no_title;
  gboolean      no_legend;
  gboolean      no_scale_bar;
  gboolean      dark;
  char        **out;

  int           width;
  int           height;
} Options;

static void
options_clear (Options *options)
{
  ytt_cli_choice_clear (&options->choice);
  g_free (options->document);
  g_free (options->size);
  g_free (options->title);
  g_strfreev (options->out);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse (Options          *options,
       const YttCommand *command,
       int               argc,
       char            **argv,
       GError          **error)
{
  YttCliChoice *choice = &options->choice;
  const GOptionEntry entries[] = {
    { "document", 'd', 0, G_OPTION_ARG_FILENAME, &options->document, N_("The document, instead of yours"),
      N_("FILE") },
    { "view", 0, 0, G_OPTION_ARG_STRING, &choice->view, N_("Show what a saved view of the document shows"),
      N_("NAME") },
    { "tour", 0, 0, G_OPTION_ARG_STRING, &choice->tour, N_("Show what a stop of a tour shows: its short name, or how its title begins"),
      N_("TOUR") },
    { "stop", 0, 0, G_OPTION_ARG_INT, &choice->stop, N_("Which stop; the first is 1"), N_("NUMBER") },
    { "select", 0, 0, G_OPTION_ARG_STRING, &choice->select,
      N_("Select a facility: its slug, or words that find it"), N_("WORDS") },
    { "at", 0, 0, G_OPTION_ARG_STRING, &choice->at, N_("The middle of the map, in degrees, and its zoom"),
      N_("LAT,LON,ZOOM") },
    { "search", 0, 0, G_OPTION_ARG_STRING, &choice->search, N_("Show what a search finds"), N_("TEXT") },
    { "filter", 0, 0, G_OPTION_ARG_STRING_ARRAY, &choice->filters,
      N_("Show what has a value, as in stage=magnet, or has not, as in country!=CN"), N_("FACET=VALUE") },
    { "year", 0, 0, G_OPTION_ARG_INT, &choice->year, N_("Show what is, or was promised, at the end of YEAR"),
      N_("YEAR") },
    { "told", 0, 0, G_OPTION_ARG_STRING, &choice->told, N_("Show what was told by DATE"), N_("DATE") },
    { "links", 0, 0, G_OPTION_ARG_STRING, &choice->links, N_("Supply links: selection, all or none"), N_("WHICH") },
    { "size", 0, 0, G_OPTION_ARG_STRING, &options->size, N_("Size of the picture; 1280x800 unless told otherwise"),
      N_("WIDTHxHEIGHT") },
    { "scale", 0, 0, G_OPTION_ARG_DOUBLE, &options->scale, N_("Pixels of a PNG to each of these, 1 to 4"),
      N_("NUMBER") },
    { "magnify", 0, 0, G_OPTION_ARG_DOUBLE, &options->magnify,
      N_("Draw letters and symbols larger, 0.5 to 10 times"), N_("NUMBER") },
    { "title", 0, 0, G_OPTION_ARG_STRING, &options->title, N_("A title; of a tour’s stop, instead of its own"),
      N_("TEXT") },
    { "no-title", 0, 0, G_OPTION_ARG_NONE, &options->no_title, N_("Leave the title out"), NULL },
    { "no-legend", 0, 0, G_OPTION_ARG_NONE, &options->no_legend, N_("Leave the legend out"), NULL },
    { "no-scale-bar", 0, 0, G_OPTION_ARG_NONE, &options->no_scale_bar, N_("Leave the scale bar out"), NULL },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &options->dark, N_("Dark instead of light"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->out, NULL, NULL },
    { NULL }
  };
  g_autoptr(GOptionContext) context = ytt_cli_create_context (command, entries);

  g_option_context_set_description (context, _("The name of OUT says what it will be: .png, .svg or .pdf. Without a "
                                               "view, a tour, a place or a selection, the picture shows all that is "
                                               "found. It always carries its sources."));

  return g_option_context_parse (context, &argc, &argv, error);
}

/* "1280x800" */
static gboolean
parse_size (const char *text,
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
  if (*end != '\0' || w < LEAST_SIDE || h < LEAST_SIDE || w > MOST_SIDE || h > MOST_SIDE)
    return FALSE;

  *width = (int) w;
  *height = (int) h;

  return TRUE;
}

/* Says what is wrong. */
static gboolean
check (Options          *options,
       const YttCommand *command,
       YttPictureFormat *format)
{
  if (options->out == NULL || options->out[0] == NULL || options->out[1] != NULL)
    {
      ytt_cli_refuse (command, _("Name one file to write."));
      return FALSE;
    }
  if (!ytt_picture_format_from_name (options->out[0], format))
    {
      ytt_cli_refuse (command, _("“%s” does not end with .png, .svg or .pdf."), options->out[0]);
      return FALSE;
    }
  if (options->size != NULL && !parse_size (options->size, &options->width, &options->height))
    {
      ytt_cli_refuse (command, _("“%s” is no size; write it as 1280x800, each side %d to %d."), options->size,
                      LEAST_SIDE, MOST_SIDE);
      return FALSE;
    }
  if (!(options->scale >= 1 && options->scale <= YTT_PICTURE_MOST_SCALE))
    {
      ytt_cli_refuse (command, _("The scale may be 1 to %d."), (int) YTT_PICTURE_MOST_SCALE);
      return FALSE;
    }
  if (!(options->magnify >= 0.5 && options->magnify <= 10))
    {
      ytt_cli_refuse (command, _("The picture may be magnified 0.5 to 10 times."));
      return FALSE;
    }

  return ytt_cli_choice_check (&options->choice, command);
}

static YttPictureScope
get_scope (const YttView *view,
           gboolean       placed)
{
  if (placed)
    return YTT_PICTURE_OF_VIEW;

  return view->selected != 0 ? YTT_PICTURE_OF_SELECTION : YTT_PICTURE_OF_RESULT;
}

/* (transfer full) (nullable) */
static YttMapPicture *
load (Options     *options,
      YttStore    *store,
      GError     **error)
{
  g_autofree char *title = NULL, *path = ytt_basemap_find_file ();
  g_autoptr(YttBasemap) basemap = NULL;
  g_autoptr(YttView) view = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  YttCliWait wait = { NULL };
  YttMapPicture *picture;
  gboolean placed;

  basemap = ytt_basemap_open (path, error);
  if (basemap == NULL)
    return NULL;
  view = ytt_cli_choice_get_view (&options->choice, store, &title, &placed, error);
  if (view == NULL)
    return NULL;

  ytt_map_picture_load_async (store, basemap, view, get_scope (view, placed), options->width, options->height,
                              options->magnify, NULL, ytt_cli_wait_cb, &wait);
  result = ytt_cli_wait (&wait);
  picture = ytt_map_picture_load_finish (store, result, error);
  if (picture == NULL)
    return NULL;

  picture->theme = options->dark ? YTT_THEME_DARK : YTT_THEME_LIGHT;
  picture->legend = !options->no_legend;
  picture->scale = !options->no_scale_bar;
  if (!options->no_title)
    picture->title = options->title != NULL ? g_strdup (options->title) : g_steal_pointer (&title);

  return picture;
}

/**
 * ytt_cli_picture:
 * @command: the command's entry in the table
 * @argc: number of arguments
 * @argv: the command's name and its arguments
 *
 * Writes a picture of the map.
 *
 * Returns: what the program ends with
 */
int
ytt_cli_picture (const YttCommand *command,
                 int               argc,
                 char            **argv)
{
  g_auto(Options) options = { .scale = 1, .magnify = 1, .width = DEFAULT_WIDTH, .height = DEFAULT_HEIGHT };
  g_autoptr(YttMapPicture) picture = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = NULL;
  g_autoptr(YttStore) store = NULL;
  YttPictureFormat format;

  if (!parse (&options, command, argc, argv, &error))
    return ytt_cli_refuse (command, "%s", error->message);
  if (!check (&options, command, &format))
    return YTT_CLI_USAGE;

  store = ytt_cli_open (options.document, &error);
  if (store == NULL)
    return ytt_cli_fail (command, error);

  picture = load (&options, store, &error);
  ytt_store_close (store);
  if (picture == NULL)
    return ytt_cli_fail (command, error);

  file = g_file_new_for_commandline_arg (options.out[0]);
  if (!ytt_map_picture_save (picture, file, format, options.scale, NULL, &error))
    return ytt_cli_fail (command, error);

  return YTT_CLI_DONE;
}
