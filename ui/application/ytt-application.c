#include "config.h"

#include "ytt-application-private.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "ytt-about.h"
#include "ytt-change-file.h"
#include "ytt-icons.h"
#include "ytt-map-ahead.h"
#include "ytt-opening.h"
#include "ytt-picture.h"
#include "ytt-preferences.h"
#include "ytt-session-page.h"
#include "ytt-shipped.h"
#include "ytt-store-attach.h"
#include "ytt-announcement.h"
#include "ytt-state.h"
#include "ytt-window.h"

struct _YttApplication
{
  AdwApplication  parent_instance;

  YttSettings    *settings;      /* (owned) */
  gboolean        picture;       /* started to take one: nothing is remembered */
  gboolean        has_files;     /* started to open some */
  gboolean        dark;          /* whatever the preferences say */
  int             exit_status;
  guint           terminated;    /* sources of signals */
  guint           hung_up;
};

G_DEFINE_FINAL_TYPE (YttApplication, ytt_application, ADW_TYPE_APPLICATION)

static void
apply_style (YttApplication *self)
{
  AdwColorScheme scheme = ADW_COLOR_SCHEME_DEFAULT;

  if (self->dark || ytt_settings_get_style (self->settings) == YTT_STYLE_DARK)
    scheme = ADW_COLOR_SCHEME_FORCE_DARK;
  else if (ytt_settings_get_style (self->settings) == YTT_STYLE_LIGHT)
    scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;

  adw_style_manager_set_color_scheme (adw_application_get_style_manager (ADW_APPLICATION (self)), scheme);
}

/* Two paths may lead to one file. */
static gboolean
is_same_file (const char *path,
              const char *other)
{
  struct stat info, other_info;

  if (g_strcmp0 (path, other) == 0)
    return TRUE;
  if (path == NULL || other == NULL || stat (path, &info) != 0 || stat (other, &other_info) != 0)
    return FALSE;

  return info.st_dev == other_info.st_dev && info.st_ino == other_info.st_ino;
}

static YttWindow *
find_window (YttApplication *self,
             const char     *path)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (YTT_IS_WINDOW (l->data) && is_same_file (path, ytt_window_get_path (l->data)))
      return l->data;

  return NULL;
}

static YttWindow *
find_any_window (YttApplication *self)
{
  /* The list begins with the one that had the focus last. */
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (YTT_IS_WINDOW (l->data))
      return l->data;

  return NULL;
}

static YttState *
load_state (YttApplication *self)
{
  g_autofree char *path = NULL;

  if (self->picture)
    return ytt_state_new ();

  path = ytt_state_get_path ();

  return ytt_state_load (path);
}

/* The document that was open last; where it is gone, the shipped one is better than a page of regret. */
static YttState *
load_last (YttApplication *self)
{
  YttState *state = load_state (self);

  if (state->document != NULL && !g_file_test (state->document, G_FILE_TEST_EXISTS))
    {
      g_clear_pointer (&state->document, g_free);
      state->selected = 0;
    }

  return state;
}

/* What takes long and needs no display is begun before there is one. */
static void
begin_early (YttApplication *self)
{
  g_autoptr(YttState) state = NULL;
  g_autofree char *path = NULL;

  if (self->has_files)
    return;

  state = load_last (self);
  if (state->has_view)
    ytt_map_ahead_begin (&(YttMapAhead) { state->latitude, state->longitude, state->zoom, state->map_width,
                                          state->map_height, state->map_dark, state->map_scale });
  path = state->document != NULL ? g_strdup (state->document) : ytt_shipped_get_current ();
  if (path != NULL)
    ytt_opening_begin (path);
}

static YttWindow *
open_last (YttApplication *self)
{
  g_autoptr(YttState) state = load_last (self);
  YttWindow *window = ytt_window_new (self);

  ytt_window_restore (window, state);
  ytt_window_open (window, state->document);

  return window;
}

static YttWindow *
open_path (YttApplication *self,
           const char     *path,
           YttWindow      *window)
{
  YttWindow *open = find_window (self, path);

  if (open != NULL && ytt_window_get_error (open) == NULL)
    {
      gtk_window_present (GTK_WINDOW (open));
      return open;
    }

  if (window == NULL || ytt_window_get_error (window) == NULL)
    {
      g_autoptr(YttState) state = load_state (self);

      window = ytt_window_new (self);
      gtk_window_set_default_size (GTK_WINDOW (window), state->width, state->height);
      ytt_session_set_last_visit (ytt_window_get_session (window),
                                  ytt_state_get_last_visit (state, ytt_period_get_today ()));
    }
  ytt_window_open (window, path);

  return window;
}

static void
take_picture_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(YttApplication) self = user_data;
  YttWindow *window = YTT_WINDOW (object);
  g_autoptr(GError) error = NULL;
  g_autofree char *description = ytt_window_describe (window);

  self->exit_status = EXIT_FAILURE;
  if (!ytt_picture_take_finish (result, &error))
    g_printerr ("%s: %s\n", g_get_prgname (), error->message);
  else if (ytt_window_get_error (window) != NULL)
    g_printerr ("%s: %s\n", g_get_prgname (), ytt_window_get_error (window)->message);
  else if (ytt_window_get_unfound (window) != NULL)
    g_printerr (_("%s: nothing found for “%s”\n"), g_get_prgname (), ytt_window_get_unfound (window));
  else
    self->exit_status = EXIT_SUCCESS;

  g_print ("%s", description);
  gtk_window_destroy (GTK_WINDOW (window));
  g_application_release (G_APPLICATION (self));
}

static void
take_picture (YttApplication          *self,
              YttWindow               *window,
              GApplicationCommandLine *command_line,
              const char              *path)
{
  g_autoptr(GFile) file = g_application_command_line_create_file_for_arg (command_line, path);

  g_application_hold (G_APPLICATION (self));
  ytt_picture_take_async (window, g_file_peek_path (file), take_picture_cb, g_object_ref (self));
}

/* A geo URI: of a place, not of a file. */
static gboolean
is_place (const char *text)
{
  return g_ascii_strncasecmp (text, "geo:", strlen ("geo:")) == 0;
}

static YttWindow *
show_place (YttApplication *self,
            const char     *uri)
{
  YttWindow *window = find_any_window (self);

  if (window == NULL)
    window = open_last (self);
  ytt_window_show_place (window, uri);

  return window;
}

/* Changes that were sent are no document: they go into that of the window in front. */
static gboolean
is_changes (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  return name != NULL && g_str_has_suffix (name, YTT_CHANGE_FILE_ENDING);
}

static YttWindow *
open_file (YttApplication *self,
           GFile          *file)
{
  YttWindow *window;

  if (!is_changes (file))
    return ytt_application_open_file (self, file, NULL);

  window = find_any_window (self);
  if (window == NULL)
    window = open_last (self);
  ytt_window_merge_file (window, file);

  return window;
}

static YttWindow *
open_from_command_line (YttApplication          *self,
                        GApplicationCommandLine *command_line,
                        GVariantDict            *options)
{
  g_auto(GStrv) files = NULL;
  YttWindow *window = NULL;

  if (!g_variant_dict_lookup (options, G_OPTION_REMAINING, "^aay", &files))
    {
      window = find_any_window (self);
      return window != NULL ? window : open_last (self);
    }

  for (guint i = 0; files[i] != NULL; i++)
    {
      g_autoptr(GFile) file = NULL;

      if (is_place (files[i]))
        {
          window = show_place (self, files[i]);
          continue;
        }
      file = g_application_command_line_create_file_for_arg (command_line, files[i]);

      window = open_file (self, file);
    }

  return window;
}

static int
ytt_application_command_line (GApplication            *application,
                              GApplicationCommandLine *command_line)
{
  YttApplication *self = YTT_APPLICATION (application);
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  const char *picture = NULL;
  const char *text;
  int width, height;
  YttMoment moment;
  YttPage page;
  YttWindow *window;

  self->picture = g_variant_dict_lookup (options, "screenshot", "^&ay", &picture);
  if (g_variant_dict_contains (options, "dark"))
    {
      self->dark = TRUE;
      apply_style (self);
    }

  window = open_from_command_line (self, command_line, options);
  if (g_variant_dict_lookup (options, "size", "&s", &text) && ytt_parse_size (text, &width, &height))
    gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  if (ytt_parse_moment (options, &moment) && !ytt_moment_is_now (moment))
    ytt_session_set_moment (ytt_window_get_session (window), moment);
  if (g_variant_dict_lookup (options, "search", "&s", &text))
    ytt_window_search (window, text);
  if (g_variant_dict_lookup (options, "select", "&s", &text))
    ytt_window_select (window, text);
  if (g_variant_dict_lookup (options, "page", "&s", &text) && ytt_page_from_code (text, &page))
    ytt_session_set_page (ytt_window_get_session (window), page);

  /* The frame that GTK draws where nothing composes the screen is not ours to show. */
  if (picture != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (window), "picture");
  ytt_window_present (window);
  if (picture != NULL)
    take_picture (self, window, command_line, picture);

  return EXIT_SUCCESS;
}

static int
ytt_application_handle_local_options (GApplication *application,
                                      GVariantDict *options)
{
  YttApplication *self = YTT_APPLICATION (application);
  g_autoptr(GError) error = NULL;
  int status = ytt_application_check_options (self, options);

  if (status >= 0)
    return status;

  self->picture = g_variant_dict_contains (options, "screenshot");
  self->has_files = g_variant_dict_contains (options, G_OPTION_REMAINING);
  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("%s: %s\n", g_get_prgname (), error->message);
      return EXIT_FAILURE;
    }

  return -1;
}

static void
ytt_application_activate (GApplication *application)
{
  YttApplication *self = YTT_APPLICATION (application);
  YttWindow *window = find_any_window (self);

  if (window == NULL)
    window = open_last (self);

  ytt_window_present (window);
}

static void
ytt_application_open (GApplication  *application,
                      GFile        **files,
                      int            n_files,
                      const char    *hint)
{
  for (int i = 0; i < n_files; i++)
    {
      YttApplication *self = YTT_APPLICATION (application);
      g_autofree char *uri = g_file_get_uri (files[i]);

      ytt_window_present (is_place (uri) ? show_place (self, uri) : open_file (self, files[i]));
    }
}

static void
close_windows (YttApplication *self)
{
  g_autolist(GtkWindow) windows = NULL;

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    windows = g_list_prepend (windows, g_object_ref (l->data));

  /* Last is the one in front: its state is the one to come back to. The program ends with its last window. */
  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
}

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  close_windows (user_data);
}

/* Told to end by the session: the same as when the user says so. */
static gboolean
terminated_cb (gpointer user_data)
{
  close_windows (user_data);

  return G_SOURCE_CONTINUE;
}

static void
preferences_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  YttApplication *self = user_data;
  GtkWidget *window = ytt_preferences_new (self->settings);

  gtk_window_set_transient_for (GTK_WINDOW (window),
                                gtk_application_get_active_window (GTK_APPLICATION (self)));
  gtk_window_present (GTK_WINDOW (window));
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  YttApplication *self = user_data;

  ytt_about_present (find_any_window (self));
}

static const GActionEntry entries[] = {
  { "quit", quit_cb },
  { "preferences", preferences_cb },
  { "about", about_cb },
};

static void
add_accelerators (GtkApplication *application)
{
  static const struct { const char *action; const char *keys[3]; } accelerators[] = {
    { "app.quit", { "<Control>q" } },
    { "app.preferences", { "<Control>comma" } },
    { "win.open", { "<Control>o" } },
    { "win.copy-picture", { "<Control><Shift>c" } },
    { "win.export-picture", { "<Control><Shift>e" } },
    { "win.print", { "<Control>p" } },
    { "win.search", { "<Control>f" } },
    { "win.show-list", { "F9" } },
    { "win.fullscreen", { "F11" } },
    { "win.go-to-selection", { "<Control>j" } },
    { "win.present", { "F5" } },
    { "win.present-from-here", { "<Shift>F5" } },
    { "window.close", { "<Control>w" } },
    { "win.show-help-overlay", { "<Control>question", "<Control>F1" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (application, accelerators[i].action, accelerators[i].keys);
}

/* As the settings of the display are first asked for, GTK reads the style sheet of its own theme; libadwaita then puts an
 * empty theme of this name in its place, and its own style sheet over that. To name the empty one from the start saves
 * reading the other, a tenth of a start. libadwaita takes the variable for the wish of the user to have another style, so
 * it must be gone before that begins. A theme that the user did ask for stays. */
static gboolean
name_theme (void)
{
  return g_setenv ("GTK_THEME", "Adwaita-empty", FALSE) && g_str_equal (g_getenv ("GTK_THEME"), "Adwaita-empty");
}

/* Threads that run by now ask for no variable that could be moved. */
static int
open_display (gboolean named)
{
  int status = ytt_application_check_surroundings ();

  gtk_settings_get_default ();
  if (named)
    g_unsetenv ("GTK_THEME");

  return status;
}

static void
ytt_application_startup (GApplication *application)
{
  YttApplication *self = YTT_APPLICATION (application);
  gboolean named = name_theme ();
  int status;

  begin_early (self);
  status = open_display (named);
  if (status >= 0)
    {
      /* There is no way to refuse a start from here, and GTK would leave likewise. */
      ytt_opening_end ();
      exit (status);
    }

  ytt_icons_hold ();
  G_APPLICATION_CLASS (ytt_application_parent_class)->startup (application);
  ytt_icons_release ();

  self->settings = ytt_settings_new ();
  g_signal_connect_object (self->settings, "notify::style", G_CALLBACK (apply_style), self, G_CONNECT_SWAPPED);
  apply_style (self);

  self->terminated = g_unix_signal_add (SIGTERM, terminated_cb, self);
  self->hung_up = g_unix_signal_add (SIGHUP, terminated_cb, self);

  gtk_window_set_default_icon_name (YTT_APPLICATION_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  add_accelerators (GTK_APPLICATION (self));
}

static void
ytt_application_dispose (GObject *object)
{
  YttApplication *self = YTT_APPLICATION (object);

  g_clear_handle_id (&self->terminated, g_source_remove);
  g_clear_handle_id (&self->hung_up, g_source_remove);
  g_clear_object (&self->settings);
  ytt_opening_end ();
  ytt_map_ahead_end ();

  G_OBJECT_CLASS (ytt_application_parent_class)->dispose (object);
}

/* What was opened in other programs is only lent. */
static void
ytt_application_shutdown (GApplication *application)
{
  ytt_attachments_remove_opened ();

  G_APPLICATION_CLASS (ytt_application_parent_class)->shutdown (application);
}

static void
ytt_application_class_init (YttApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->dispose = ytt_application_dispose;
  application_class->startup = ytt_application_startup;
  application_class->shutdown = ytt_application_shutdown;
  application_class->activate = ytt_application_activate;
  application_class->open = ytt_application_open;
  application_class->command_line = ytt_application_command_line;
  application_class->handle_local_options = ytt_application_handle_local_options;
}

static void
ytt_application_init (YttApplication *self)
{
  ytt_application_add_options (self);
}

/**
 * ytt_application_new:
 *
 * Returns: (transfer full): the application; not yet registered
 */
YttApplication *
ytt_application_new (void)
{
  return g_object_new (YTT_TYPE_APPLICATION,
                       "application-id", YTT_APPLICATION_ID,
                       "resource-base-path", "/io/github/ytterby/Ytterby",
                       "flags", G_APPLICATION_HANDLES_OPEN | G_APPLICATION_HANDLES_COMMAND_LINE,
                       NULL);
}

/**
 * ytt_application_get_settings:
 * @self: the application, started
 *
 * Returns: (transfer none): the preferences
 */
YttSettings *
ytt_application_get_settings (YttApplication *self)
{
  g_return_val_if_fail (YTT_IS_APPLICATION (self), NULL);

  return self->settings;
}

/**
 * ytt_application_get_exit_status:
 * @self: the application
 *
 * Returns: the status that the program ends with: not 0 where a picture was wanted and there is none
 */
int
ytt_application_get_exit_status (YttApplication *self)
{
  g_return_val_if_fail (YTT_IS_APPLICATION (self), EXIT_FAILURE);

  return self->exit_status;
}

/**
 * ytt_application_open_file:
 * @self: the application
 * @file: a document
 * @window: (nullable): a window that it may be shown in, if that one shows none
 *
 * Opens @file in a window; one that is open already comes to the front.
 *
 * Returns: (transfer none): the window
 */
YttWindow *
ytt_application_open_file (YttApplication *self,
                           GFile          *file,
                           YttWindow      *window)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (YTT_IS_APPLICATION (self), NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  path = g_file_get_path (file);
  if (path == NULL)
    path = g_file_get_uri (file);
  window = open_path (self, path, window);
  ytt_window_present (window);

  return window;
}

/**
 * ytt_application_keep_state:
 * @self: the application
 * @window: a window with a document
 *
 * Remembers how @window is, for the next start. That fails silently: nobody asked for it, and nothing is lost
 * but a view.
 */
void
ytt_application_keep_state (YttApplication *self,
                            YttWindow      *window)
{
  g_autoptr(YttState) state = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (YTT_IS_APPLICATION (self));
  g_return_if_fail (YTT_IS_WINDOW (window));

  if (self->picture)
    return;

  state = ytt_window_get_state (window);
  path = ytt_state_get_path ();
  if (!ytt_state_save (state, path, &error))
    g_debug ("The state was not kept: %s", error->message);
}
