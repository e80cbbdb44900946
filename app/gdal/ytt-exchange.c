/* ytterby-exchange: reads foreign files with GDAL, in a process of its own.
 *
 *   ytterby-exchange read [--layer NAME] FILE STAGING
 *
 * What it tells stands in lines on its standard output: "progress 0.25", and at the end either "done" or "failed" and why.
 */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ytt-fence.h"
#include "ytt-read.h"

/* Progress is told no more often. */
#define TELL_EVERY (100 * G_TIME_SPAN_MILLISECOND)

/* GDAL and what it links take some 300 MB of addresses; ten times a large spreadsheet is left for the file. */
static const YttFence fence = { .memory = G_GUINT64_CONSTANT (3) << 30, .output = G_GUINT64_CONSTANT (4) << 30, .seconds = 600 };

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

static gboolean
read_file (const char  *path,
           const char  *layer,
           const char  *staging,
           GError     **error)
{
  g_autoptr(YttInput) input = NULL;
  gint64 told_at = 0;
  gboolean done;
  int output;

  input = ytt_input_open (path, error);
  if (input == NULL)
    return FALSE;

  output = open (staging, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (output < 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("What was read could not be kept: %s"),
                   g_strerror (errno));
      return FALSE;
    }

  done = ytt_read_prepare (error) && ytt_fence_enter (&fence, error)
         && ytt_read_file (input, layer, output, tell_progress, &told_at, error);
  close (output);

  return done;
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *layer = NULL;
  const GOptionEntry options[] = {
    { "layer", 0, 0, G_OPTION_ARG_STRING, &layer, N_("Read this layer or sheet"), N_("NAME") },
    { NULL }
  };
  g_autoptr(GOptionContext) context = g_option_context_new ("read FILE STAGING");
  g_autoptr(GError) error = NULL;

  setlocale (LC_ALL, "");
  setlocale (LC_NUMERIC, "C");
  bindtextdomain (GETTEXT_PACKAGE, YTT_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  g_option_context_add_main_entries (context, options, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 4 || !g_str_equal (argv[1], "read"))
    {
      g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);

      fputs (error != NULL ? error->message : help, stderr);
      return 2;
    }

  if (!read_file (argv[2], layer, argv[3], &error))
    {
      g_autofree char *line = g_strdelimit (g_strdup (error->message), "\n\r", ' ');

      printf ("failed %s\n", line);
      return EXIT_FAILURE;
    }
  printf ("done\n");

  return EXIT_SUCCESS;
}
