#include "config.h"

#include "ytt-state.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>

#include "ytt-announcement.h"

#define LEAST_SIZE 360
#define GREATEST_SIZE 16384
#define GREATEST_SCALE 8
#define GREATEST_FILE (64 * 1024)

/**
 * ytt_state_new:
 *
 * Returns: (transfer full): the state of a first start
 */
YttState *
ytt_state_new (void)
{
  YttState *state = g_new0 (YttState, 1);

  state->width = 1280;
  state->height = 800;
  state->show_list = TRUE;
  state->show_summary = TRUE;

  return state;
}

void
ytt_state_free (YttState *state)
{
  if (state == NULL)
    return;

  g_free (state->document);
  g_free (state->search);
  g_clear_pointer (&state->filter, ytt_filter_unref);
  g_free (state);
}

/**
 * ytt_state_get_last_visit:
 * @state: how a window was left
 * @today: as YYYYMMDD
 *
 * Who starts the program twice on a day has been away since the day before.
 *
 * Returns: the day of the last visit before @today, as YYYYMMDD; 0 where nobody knows
 */
guint32
ytt_state_get_last_visit (const YttState *state,
                          guint32         today)
{
  g_return_val_if_fail (state != NULL, 0);

  return state->visited != 0 && state->visited < today ? state->visited : state->visited_before;
}

/**
 * ytt_state_get_path:
 *
 * Returns: (transfer full): where the state is kept
 */
char *
ytt_state_get_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "ytterby", "state.ini", NULL);
}

static GKeyFile *
read_file (const char *path)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  GStatBuf info;

  if (g_stat (path, &info) != 0 || !S_ISREG (info.st_mode) || info.st_size > GREATEST_FILE)
    return NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return NULL;

  return g_steal_pointer (&file);
}

static int
read_size (GKeyFile   *file,
           const char *key,
           int         otherwise)
{
  g_autoptr(GError) error = NULL;
  int size = g_key_file_get_integer (file, "window", key, &error);

  return error == NULL ? CLAMP (size, LEAST_SIZE, GREATEST_SIZE) : otherwise;
}

static gboolean
read_flag (GKeyFile   *file,
           const char *key,
           gboolean    otherwise)
{
  g_autoptr(GError) error = NULL;
  gboolean flag = g_key_file_get_boolean (file, "window", key, &error);

  return error == NULL ? flag : otherwise;
}

/* 0 for what cannot be. */
static int
read_count (GKeyFile   *file,
            const char *key,
            int         greatest)
{
  int count = g_key_file_get_integer (file, "window", key, NULL);

  return count > 0 && count <= greatest ? count : 0;
}

static gboolean
read_double (GKeyFile   *file,
             const char *key,
             double      least,
             double      greatest,
             double     *value)
{
  g_autoptr(GError) error = NULL;

  *value = g_key_file_get_double (file, "view", key, &error);

  return error == NULL && isfinite (*value) && *value >= least && *value <= greatest;
}

/* What is not understood any more is not asked for. */
/* 0 for what is no whole day */
static guint32
read_day (GKeyFile   *file,
          const char *key)
{
  g_autofree char *text = g_key_file_get_string (file, "visit", key, NULL);
  guint32 day = ytt_period_parse (text);

  return day % 100 != 0 ? day : 0;
}

static void
write_day (GKeyFile   *file,
           const char *key,
           guint32     day)
{
  g_autofree char *iso = ytt_period_to_iso (day);

  if (iso != NULL)
    g_key_file_set_string (file, "visit", key, iso);
}

static YttFilter *
read_filter (GKeyFile *file)
{
  g_autofree char *text = g_key_file_get_string (file, "view", "filter", NULL);

  return text != NULL ? ytt_filter_from_string (text, NULL) : NULL;
}

/**
 * ytt_state_load:
 * @path: a file
 *
 * Returns: (transfer full): what the file says, as far as it can be understood; else the state of a first start
 */
YttState *
ytt_state_load (const char *path)
{
  g_autoptr(GKeyFile) file = read_file (path);
  g_autoptr(YttState) state = ytt_state_new ();

  g_return_val_if_fail (path != NULL, NULL);

  if (file == NULL)
    return g_steal_pointer (&state);

  state->width = read_size (file, "width", state->width);
  state->height = read_size (file, "height", state->height);
  state->maximized = read_flag (file, "maximized", state->maximized);
  state->show_list = read_flag (file, "list", state->show_list);
  state->show_summary = read_flag (file, "summary", state->show_summary);
  state->document = g_key_file_get_string (file, "view", "document", NULL);
  if (state->document != NULL && !g_path_is_absolute (state->document))
    g_clear_pointer (&state->document, g_free);
  state->search = g_key_file_get_string (file, "view", "search", NULL);
  state->filter = read_filter (file);
  state->selected = g_key_file_get_int64 (file, "view", "selected", NULL);
  state->visited = read_day (file, "last");
  state->visited_before = read_day (file, "before");
  state->has_view = read_double (file, "latitude", -90, 90, &state->latitude)
                    && read_double (file, "longitude", -180, 180, &state->longitude)
                    && read_double (file, "zoom", 0, 30, &state->zoom);
  state->map_width = read_count (file, "map-width", GREATEST_SIZE);
  state->map_height = read_count (file, "map-height", GREATEST_SIZE);
  state->map_scale = read_count (file, "map-scale", GREATEST_SCALE);
  state->map_dark = read_flag (file, "map-dark", FALSE);

  return g_steal_pointer (&state);
}

/**
 * ytt_state_save:
 * @state: a state
 * @path: the file; its folder is made where it is missing
 * @error: return location for an error
 *
 * Replaces the file whole: whoever reads it sees the old state or the new one.
 *
 * Returns: whether it was written
 */
gboolean
ytt_state_save (YttState    *state,
                const char  *path,
                GError     **error)
{
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autofree char *folder = NULL;
  g_autofree char *text = NULL;
  gsize length;

  g_return_val_if_fail (state != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  g_key_file_set_integer (file, "window", "width", state->width);
  g_key_file_set_integer (file, "window", "height", state->height);
  g_key_file_set_boolean (file, "window", "maximized", state->maximized);
  g_key_file_set_boolean (file, "window", "list", state->show_list);
  g_key_file_set_boolean (file, "window", "summary", state->show_summary);
  if (state->map_width > 0 && state->map_height > 0 && state->map_scale > 0)
    {
      g_key_file_set_integer (file, "window", "map-width", state->map_width);
      g_key_file_set_integer (file, "window", "map-height", state->map_height);
      g_key_file_set_integer (file, "window", "map-scale", state->map_scale);
      g_key_file_set_boolean (file, "window", "map-dark", state->map_dark);
    }
  if (state->document != NULL && g_utf8_validate (state->document, -1, NULL))
    g_key_file_set_string (file, "view", "document", state->document);
  if (state->search != NULL && *state->search != '\0')
    g_key_file_set_string (file, "view", "search", state->search);
  if (state->filter != NULL)
    {
      g_autofree char *filter = ytt_filter_to_string (state->filter);

      if (*filter != '\0')
        g_key_file_set_string (file, "view", "filter", filter);
    }
  if (state->selected != 0)
    g_key_file_set_int64 (file, "view", "selected", state->selected);
  write_day (file, "last", state->visited);
  write_day (file, "before", state->visited_before);
  if (state->has_view)
    {
      g_key_file_set_double (file, "view", "latitude", state->latitude);
      g_key_file_set_double (file, "view", "longitude", state->longitude);
      g_key_file_set_double (file, "view", "zoom", state->zoom);
    }

  folder = g_path_get_dirname (path);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", folder, g_strerror (code));
      return FALSE;
    }

  text = g_key_file_to_data (file, &length, NULL);

  return g_file_set_contents_full (path, text, length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}
