/* ytterby-exchange: reads foreign files with GDAL, publishes to PostgreSQL and reads from there, in a process of its own.
 *
 *   ytterby-exchange read [--layer NAME] [--encoding NAME] [--separator CHARACTER] FILE STAGING
 *   ytterby-exchange look SCHEMA
 *   ytterby-exchange publish [--entry ID] SCHEMA DOCUMENT
 *   ytterby-exchange fetch [--all] SCHEMA STAGING
 *
 * All but "read" find the server's address on their standard input, as libpq reads it, and behind it a password or nothing,
 * each with a zero byte at its end: command lines and environments can be seen by others.
 *
 * What it tells stands in lines on its standard output: "progress 0.25", "told" and what was done as JSON, and at the end
 * either "done" or "failed" and why; before that "password" where another password would help.
 */

#include "config.h"

#include <cpl_error.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ytt-fence.h"
#include "ytt-fetch.h"
#include "ytt-publish.h"
#include "ytt-read.h"
#include "ytt-server.h"

/* Progress is told no more often. */
#define TELL_EVERY (100 * G_TIME_SPAN_MILLISECOND)

/* GDAL and what it links take some 300 MB of addresses; ten times a large spreadsheet is left for the file. */
static const YttFence fence = { .memory = G_GUINT64_CONSTANT (3) << 30, .output = G_GUINT64_CONSTANT (4) << 30, .seconds = 600 };

/* A million facilities take some minutes. What it tells may go to a file. */
static const YttFence server_fence = {
  .memory = G_GUINT64_CONSTANT (3) << 30, .output = 1 << 20, .seconds = 3600, .talks = TRUE
};

static const YttFence fetch_fence = {
  .memory = G_GUINT64_CONSTANT (3) << 30, .output = G_GUINT64_CONSTANT (4) << 30, .seconds = 3600, .talks = TRUE
};

#define MOST_INPUT 65536

typedef struct
{
  char     *layer;
  char     *encoding;
  char     *separator;   /* its first letter counts */
  gint64    entry;
  gboolean  all;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->layer);
  g_free (options->encoding);
  g_free (options->separator);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static void
tell_progress (double   fraction,
               gpointer data)
{
  gint64 *told_at = data, now = g_get_monotonic_time ();
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (now - *told_at < TELL_EVERY)
    return;

  *told_at = now;
  printf ("progress %s\n", g_ascii_formatd (number, sizeof number, "%.4f", fraction));
  fflush (stdout);
}

static int
open_output (const char  *staging,
             GError     **error)
{
  int output = open (staging, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (output < 0)
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("What was read could not be kept: %s"),
                 g_strerror (errno));

  return output;
}

static gboolean
read_file (const char     *path,
           const Options  *options,
           const char     *staging,
           GError        **error)
{
  g_autoptr(YttInput) input = NULL;
  g_autoptr(GError) why = NULL;
  GError *changed = NULL;
  gint64 told_at = 0;
  int output;

  input = ytt_input_open (path, options->encoding, options->separator != NULL ? options->separator[0] : '\0', error);
  output = input != NULL ? open_output (staging, error) : -1;
  if (output < 0)
    return FALSE;

  if (ytt_read_prepare (&why) && ytt_fence_enter (&fence, &why))
    ytt_read_file (input, options->layer, output, tell_progress, &told_at, &why);
  close (output);

  /* That it was cut short, or that there was no more memory, says more than what was missed then. */
  if (!ytt_input_check (input, &changed))
    g_propagate_error (error, changed);
  else if (why != NULL && ytt_fence_is_full ())
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("“%s” needs more memory than a file may take. Nothing was changed."),
                 ytt_input_get_title (input));
  else if (why != NULL)
    g_propagate_error (error, g_steal_pointer (&why));
  else
    return TRUE;

  return FALSE;
}

/* The address, and the password behind it. */
static gboolean
read_address (char    buffer[MOST_INPUT],
              char  **password,
              GError **error)
{
  gsize length = 0;
  gssize n;

  while (length < MOST_INPUT - 2 && (n = read (STDIN_FILENO, buffer + length, MOST_INPUT - 2 - length)) != 0)
    {
      if (n < 0 && errno != EINTR)
        break;
      length += n > 0 ? (gsize) n : 0;
    }
  buffer[length] = buffer[length + 1] = '\0';
  *password = buffer + strlen (buffer) + 1;
  if (**password == '\0')
    *password = NULL;

  if (*buffer == '\0')
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("There is no address of a server."));

  return *buffer != '\0';
}

/* Reaches the server behind the wider fence; from then on there is only that connection. */
static YttServer *
connect_fenced (const YttFence  *limits,
                GError         **error)
{
  char buffer[MOST_INPUT];
  char *password;
  gboolean wants_password = FALSE;
  YttServer *server = NULL;

  if (read_address (buffer, &password, error) && ytt_fence_limit (limits, error))
    server = ytt_server_connect (buffer, password, &wants_password, error);
  explicit_bzero (buffer, sizeof buffer);
  if (wants_password)
    printf ("password\n");
  if (server != NULL && !ytt_fence_enter (limits, error))
    g_clear_pointer (&server, ytt_server_close);

  return server;
}

static gboolean
tell (char *told)
{
  if (told == NULL)
    return FALSE;

  printf ("told %s\n", told);
  g_free (told);

  return TRUE;
}

static gboolean
look (const char  *schema,
      GError     **error)
{
  g_autoptr(YttServer) server = NULL;

  if (!ytt_read_prepare (error))
    return FALSE;

  server = connect_fenced (&server_fence, error);

  return server != NULL && tell (ytt_publish_look (server, schema, error));
}

static gboolean
publish (const char  *schema,
         const char  *path,
         gint64       entry,
         GError     **error)
{
  static const char * const drivers[] = { "GPKG", NULL };
  g_autoptr(YttInput) input = ytt_input_open (path, NULL, '\0', error);
  g_autoptr(YttServer) server = NULL;
  GDALDatasetH document;
  gint64 told_at = 0;
  gboolean done;

  if (input == NULL || !ytt_read_prepare (error))
    return FALSE;

  server = connect_fenced (&server_fence, error);
  if (server == NULL)
    return FALSE;

  /* Whoever made the document, it is read by a process that can no more do than that. */
  document = GDALOpenEx (ytt_input_get_name (input), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, NULL, NULL);
  if (document == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("“%s” cannot be read: %s"), ytt_input_get_title (input),
                   CPLGetLastErrorMsg ());
      return FALSE;
    }

  done = tell (ytt_publish (server, document, schema, entry, tell_progress, &told_at, error));
  GDALClose (document);

  return done;
}

/* What is written to is open before the fence is there. */
static gboolean
fetch (const char  *schema,
       const char  *staging,
       gboolean     all,
       GError     **error)
{
  g_autoptr(YttServer) server = NULL;
  gint64 told_at = 0;
  gboolean done;
  int output = open_output (staging, error);

  if (output < 0)
    return FALSE;

  server = ytt_read_prepare (error) ? connect_fenced (&fetch_fence, error) : NULL;
  done = server != NULL && tell (ytt_fetch (server, schema, all, output, tell_progress, &told_at, error));
  close (output);

  return done;
}

static gboolean
run (int            argc,
     char         **argv,
     const Options *options,
     gboolean      *understood,
     GError       **error)
{
  const char *command = argc > 1 ? argv[1] : "";

  *understood = TRUE;
  if (g_str_equal (command, "read") && argc == 4)
    return read_file (argv[2], options, argv[3], error);
  if (g_str_equal (command, "look") && argc == 3)
    return look (argv[2], error);
  if (g_str_equal (command, "publish") && argc == 4)
    return publish (argv[2], argv[3], options->entry, error);
  if (g_str_equal (command, "fetch") && argc == 4)
    return fetch (argv[2], argv[3], options->all, error);

  *understood = FALSE;

  return FALSE;
}

int
main (int    argc,
      char **argv)
{
  g_auto(Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "layer", 0, 0, G_OPTION_ARG_STRING, &options.layer, N_("Read this layer or sheet"), N_("NAME") },
    { "encoding", 0, 0, G_OPTION_ARG_STRING, &options.encoding, N_("The text is written in this encoding"), N_("NAME") },
    { "separator", 0, 0, G_OPTION_ARG_STRING, &options.separator, N_("This stands between columns"), N_("CHARACTER") },
    { "entry", 0, 0, G_OPTION_ARG_INT64, &options.entry, N_("The newest entry of the history of what is published"), N_("ID") },
    { "all", 0, 0, G_OPTION_ARG_NONE, &options.all, N_("Fetch all, and not only what was changed since it was published"), NULL },
    { NULL }
  };
  g_autoptr(GOptionContext) context =
    g_option_context_new ("read FILE STAGING | look SCHEMA | publish SCHEMA DOCUMENT | fetch SCHEMA STAGING");
  g_autoptr(GError) error = NULL;
  gboolean understood = FALSE, done = FALSE;

  setlocale (LC_ALL, "");
  setlocale (LC_NUMERIC, "C");
  bindtextdomain (GETTEXT_PACKAGE, YTT_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (g_option_context_parse (context, &argc, &argv, &error))
    done = run (argc, argv, &options, &understood, &error);
  if (!understood)
    {
      g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);

      fputs (error != NULL ? error->message : help, stderr);
      return 2;
    }
  if (!done)
    {
      g_autofree char *line = g_strdelimit (g_strdup (error->message), "\n\r", ' ');

      printf ("failed %s\n", line);
      return EXIT_FAILURE;
    }
  printf ("done\n");

  return EXIT_SUCCESS;
}
