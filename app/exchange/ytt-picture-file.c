#include "config.h"

#include "ytt-picture-private.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ytt-error.h"

static const char * const suffixes[YTT_N_PICTURE_FORMATS] = {
  [YTT_PICTURE_PNG] = "png",
  [YTT_PICTURE_SVG] = "svg",
  [YTT_PICTURE_PDF] = "pdf",
};

/**
 * ytt_picture_format_get_suffix:
 * @format: a format
 *
 * Returns: what the name of such a file ends with, without the dot
 */
const char *
ytt_picture_format_get_suffix (YttPictureFormat format)
{
  return suffixes[format];
}

/**
 * ytt_picture_format_from_name:
 * @name: of a file
 * @format: (out): what it is to be
 *
 * Returns: whether the name tells; @format stays as it is if not
 */
gboolean
ytt_picture_format_from_name (const char       *name,
                              YttPictureFormat *format)
{
  const char *dot = strrchr (name, '.');

  for (guint i = 0; dot != NULL && i < YTT_N_PICTURE_FORMATS; i++)
    if (g_ascii_strcasecmp (dot + 1, suffixes[i]) == 0)
      {
        *format = i;
        return TRUE;
      }

  return FALSE;
}

/* The name by which the user is known here; "Unknown" is GLib's word for not being known. */
static char *
get_author (void)
{
  const char *name = g_get_real_name ();

  return name != NULL && *name != '\0' && strcmp (name, "Unknown") != 0 ? g_strdup (name) : NULL;
}

/*< private >
 * ytt_picture_metadata_new:
 * @picture: a picture
 *
 * Returns: (transfer full): what a file of it says of itself
 */
YttPictureMetadata *
ytt_picture_metadata_new (YttMapPicture *picture)
{
  YttPictureMetadata *self = g_new0 (YttPictureMetadata, 1);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  /* Translators: keywords of a file, with commas between */
  g_autoptr(GString) keywords = g_string_new (_("rare earths, map"));

  if (picture->selected_name != NULL)
    g_string_append_printf (keywords, ", %s", picture->selected_name);
  if (picture->footer->search != NULL && *picture->footer->search != '\0')
    g_string_append_printf (keywords, ", %s", picture->footer->search);

  self->title = ytt_map_picture_get_name (picture);
  self->author = get_author ();
  self->text = ytt_map_picture_get_text (picture);
  self->keywords = g_string_free (g_steal_pointer (&keywords), FALSE);
  self->time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S%:z");
  self->program = g_strdup ("Ytterby " YTT_VERSION);

  return self;
}

/*< private >
 * ytt_picture_metadata_free:
 * @self: (transfer full): metadata
 */
void
ytt_picture_metadata_free (YttPictureMetadata *self)
{
  g_free (self->title);
  g_free (self->author);
  g_free (self->text);
  g_free (self->keywords);
  g_free (self->time);
  g_free (self->program);
  g_free (self);
}

/**
 * ytt_map_picture_render:
 * @picture: a picture
 * @scale: pixels to a unit of its size, more than 0
 * @error: return location for an error, #YTT_ERROR_DAMAGED among them
 *
 * Returns: (transfer full) (nullable): an opaque image of it
 */
cairo_surface_t *
ytt_map_picture_render (YttMapPicture  *picture,
                        double          scale,
                        GError        **error)
{
  int width = (int) MAX (round (picture->width * scale), 1), height = (int) MAX (round (picture->height * scale), 1);
  cairo_surface_t *surface;
  gboolean good;
  cairo_t *cr;

  g_return_val_if_fail (picture != NULL, NULL);
  g_return_val_if_fail (scale > 0, NULL);

  if (width > YTT_PICTURE_MOST_PIXELS || height > YTT_PICTURE_MOST_PIXELS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _("A picture of %d × %d pixels is too large: %d is the most on each side."), width, height,
                   YTT_PICTURE_MOST_PIXELS);
      return NULL;
    }

  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cr = cairo_create (surface);
  cairo_scale (cr, width / picture->width, height / picture->height);
  good = ytt_map_picture_draw (picture, cr, error);
  if (good && cairo_status (cr) != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The picture could not be drawn: %s"),
                   cairo_status_to_string (cairo_status (cr)));
      good = FALSE;
    }
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  if (!good)
    g_clear_pointer (&surface, cairo_surface_destroy);

  return surface;
}

/**
 * ytt_map_picture_encode:
 * @picture: a picture
 * @format: the format of the file
 * @scale: pixels to a unit of the picture's size, for PNG
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Draws the picture and makes a file of it, which says in its metadata what the footer has no room for.
 *
 * Returns: (transfer full) (nullable): the file's bytes
 */
GBytes *
ytt_map_picture_encode (YttMapPicture    *picture,
                        YttPictureFormat  format,
                        double            scale,
                        GCancellable     *cancellable,
                        GError          **error)
{
  g_autoptr(YttPictureMetadata) metadata = NULL;
  cairo_surface_t *surface;
  GBytes *bytes;

  g_return_val_if_fail (picture != NULL, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  metadata = ytt_picture_metadata_new (picture);
  if (format == YTT_PICTURE_SVG)
    return ytt_picture_encode_svg (picture, metadata, error);
  if (format == YTT_PICTURE_PDF)
    return ytt_picture_encode_pdf (picture, metadata, error);

  surface = ytt_map_picture_render (picture, scale, error);
  if (surface == NULL)
    return NULL;

  bytes = ytt_picture_encode_png (surface, scale, metadata, cancellable, error);
  cairo_surface_destroy (surface);

  return bytes;
}

/**
 * ytt_file_take_error:
 * @reason: (transfer full): why a file could not be written, of #GFileError or #GIOErrorEnum
 * @name: what people know the file by
 * @error: return location for the error
 *
 * Says what happened, to what, and what to do; the system's own words where nothing better is known.
 */
void
ytt_file_take_error (GError      *reason,
                     const char  *name,
                     GError     **error)
{
  const char *words = NULL;

  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, reason);
      return;
    }

  if (g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_NOSPC)
      || g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    words = _("the disk is full");
  else if (g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_ACCES)
           || g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_PERM)
           || g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_ROFS)
           || g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED)
           || g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_READ_ONLY))
    words = _("its folder cannot be written; choose another");
  else if (g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_NOENT)
           || g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_NOTDIR)
           || g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    words = _("its folder is not there");
  else if (g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_ISDIR)
           || g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY))
    words = _("that is the name of a folder");

  /* Translators: the name of a file, and why */
  g_set_error (error, reason->domain, reason->code, _("“%s” was not written: %s."), name,
               words != NULL ? words : reason->message);
  g_error_free (reason);
}

/**
 * ytt_file_take_document_error:
 * @reason: (transfer full): why a file could not be written, of any domain
 * @path: (type filename): the file
 * @error: return location for the error
 *
 * Does what ytt_file_take_error() does, also where the file was being written by the store, which does not know by which
 * name people know it.
 */
void
ytt_file_take_document_error (GError      *reason,
                              const char  *path,
                              GError     **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *folder = g_path_get_dirname (path);
  GFileError code = G_FILE_ERROR_FAILED;

  if (g_error_matches (reason, YTT_ERROR, YTT_ERROR_SPACE))
    code = G_FILE_ERROR_NOSPC;
  else if (g_error_matches (reason, YTT_ERROR, YTT_ERROR_PERMISSION))
    code = g_file_test (folder, G_FILE_TEST_EXISTS) ? G_FILE_ERROR_ACCES : G_FILE_ERROR_NOENT;

  if (code != G_FILE_ERROR_FAILED)
    {
      ytt_file_take_error (g_error_new_literal (G_FILE_ERROR, (int) code, reason->message), shown, error);
      g_error_free (reason);
    }
  else if (reason->domain == G_FILE_ERROR || reason->domain == G_IO_ERROR)
    ytt_file_take_error (reason, shown, error);
  else
    g_propagate_prefixed_error (error, reason, _("“%s” was not written: "), shown);
}

static gboolean
write_local (const char  *path,
             GBytes      *bytes,
             GError     **error)
{
  g_autofree char *target = g_canonicalize_filename (path, NULL);
  gboolean exists = g_file_test (path, G_FILE_TEST_EXISTS);
  gboolean plain = !exists || g_file_test (path, G_FILE_TEST_IS_REGULAR);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_ISDIR, g_strerror (EISDIR));
      return FALSE;
    }

  /* What a link names is replaced and not the link; a device or a pipe is written to. */
  if (exists && plain && g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    {
      char *real = realpath (path, NULL);

      if (real != NULL)
        {
          g_free (target);
          target = g_strdup (real);
          free (real);
        }
    }

  return g_file_set_contents_full (target, data, (gssize) length,
                                   plain ? G_FILE_SET_CONTENTS_CONSISTENT : G_FILE_SET_CONTENTS_NONE, 0666, error);
}

/**
 * ytt_file_write:
 * @file: a file, which need not be there
 * @bytes: what it is to hold
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error, which says in words what happened to which file
 *
 * Writes a file beside and puts it in place: either all of it is there in the end, or what was there before. It waits
 * for the disk, and belongs on a thread of its own.
 *
 * Returns: whether the file was written
 */
gboolean
ytt_file_write (GFile         *file,
                GBytes        *bytes,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autofree char *path = NULL, *name = NULL;
  GError *reason = NULL;

  g_return_val_if_fail (G_IS_FILE (file), FALSE);
  g_return_val_if_fail (bytes != NULL, FALSE);

  path = g_file_get_path (file);
  name = path != NULL ? g_filename_display_basename (path) : g_file_get_parse_name (file);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  if (path != NULL)
    write_local (path, bytes, &reason);
  else
    g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, FALSE,
                             G_FILE_CREATE_REPLACE_DESTINATION, NULL, cancellable, &reason);
  if (reason == NULL)
    return TRUE;

  ytt_file_take_error (reason, name, error);
  return FALSE;
}

/**
 * ytt_map_picture_save:
 * @picture: a picture
 * @file: the file to write
 * @format: what to write
 * @scale: see ytt_map_picture_encode()
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Draws the picture and writes it to a file, see ytt_file_write().
 *
 * Returns: whether the file was written
 */
gboolean
ytt_map_picture_save (YttMapPicture    *picture,
                      GFile            *file,
                      YttPictureFormat  format,
                      double            scale,
                      GCancellable     *cancellable,
                      GError          **error)
{
  g_autoptr(GBytes) bytes = ytt_map_picture_encode (picture, format, scale, cancellable, error);

  return bytes != NULL && ytt_file_write (file, bytes, cancellable, error);
}

typedef struct
{
  YttMapPicture    *picture;   /* (owned) */
  GFile            *file;      /* (owned) (nullable) */
  YttPictureFormat  format;
  double            scale;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  ytt_map_picture_free (job->picture);
  g_clear_object (&job->file);
  g_free (job);
}

static void
encode_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr(GError) error = NULL;
  GBytes *bytes = ytt_map_picture_encode (job->picture, job->format, job->scale, cancellable, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
save_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr(GError) error = NULL;

  if (ytt_map_picture_save (job->picture, job->file, job->format, job->scale, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
start (YttMapPicture       *picture,
       GFile               *file,   /* (nullable) */
       YttPictureFormat     format,
       double               scale,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data,
       gpointer             tag,
       GTaskThreadFunc      func)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->picture = ytt_map_picture_copy (picture);
  job->file = file != NULL ? g_object_ref (file) : NULL;
  job->format = format;
  job->scale = scale;
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, func);
}

/**
 * ytt_map_picture_encode_async:
 * @picture: a picture, which may be changed at once
 * @format: see ytt_map_picture_encode()
 * @scale: likewise
 * @cancellable: (nullable): a cancellable
 * @callback: called when the file is made
 * @user_data: for @callback
 *
 * Does what ytt_map_picture_encode() does on another thread.
 */
void
ytt_map_picture_encode_async (YttMapPicture       *picture,
                              YttPictureFormat     format,
                              double               scale,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (picture != NULL);

  start (picture, NULL, format, scale, cancellable, callback, user_data, ytt_map_picture_encode_async, encode_thread);
}

/**
 * ytt_map_picture_encode_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the file's bytes
 */
GBytes *
ytt_map_picture_encode_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_map_picture_encode_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * ytt_map_picture_save_async:
 * @picture: a picture, which may be changed at once
 * @file: the file to write
 * @format: see ytt_map_picture_encode()
 * @scale: likewise
 * @cancellable: (nullable): a cancellable
 * @callback: called when the file is written
 * @user_data: for @callback
 *
 * Does what ytt_map_picture_save() does on another thread.
 */
void
ytt_map_picture_save_async (YttMapPicture       *picture,
                            GFile               *file,
                            YttPictureFormat     format,
                            double               scale,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (picture != NULL);
  g_return_if_fail (G_IS_FILE (file));

  start (picture, file, format, scale, cancellable, callback, user_data, ytt_map_picture_save_async, save_thread);
}

/**
 * ytt_map_picture_save_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: whether the file was written
 */
gboolean
ytt_map_picture_save_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, ytt_map_picture_save_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
