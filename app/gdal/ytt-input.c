#include "config.h"

#include "ytt-input.h"

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ytt-text.h"
#include "ytt-zip.h"

/* A text in another encoding is turned into UTF-8 as a whole. */
#define MOST_CONVERTED (256 * 1024 * 1024)

#define LOOK_AT 65536

/* What a spreadsheet or KMZ may hold unpacked: twice that of a million rows of twenty columns. */
#define MOST_UNPACKED (G_GUINT64_CONSTANT (2) << 30)

/* One file that GDAL may open. Its content is that of the descriptor, or of @text where it had to be converted. */
typedef struct
{
  char    *name;
  int      fd;
  GBytes  *text;   /* (nullable) */
  guint64  size;
  struct stat told;   /* when it was opened */
} Member;

struct _YttInput
{
  GPtrArray *members;    /* (element-type Member): the file itself first */
  GPtrArray *siblings;   /* (element-type utf8), with NULL at its end; borrowed from @members */
  char      *name;
  const char *title;     /* borrowed from @members */
  char      *encoding;   /* (nullable) */
  gboolean   padded;     /* there is a last column that is not in the file */
  guint64    reached;    /* of the first member */
};

/* One of GDAL's handles of a member. */
typedef struct
{
  YttInput *input;
  Member   *member;
  guint64   at;
  gboolean  at_end;
} Handle;

static void
member_free (Member *member)
{
  if (member->fd >= 0)
    close (member->fd);
  g_clear_pointer (&member->text, g_bytes_unref);
  g_free (member->name);
  g_free (member);
}

/* GDAL asks for names without our folder. */
static Member *
find_member (YttInput   *self,
             const char *name)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      Member *member = g_ptr_array_index (self->members, i);

      if (g_str_equal (member->name, name))
        return member;
    }

  return NULL;
}

static int
stat_cb (void         *user_data,
         const char   *path,
         VSIStatBufL  *told,
         int           flags)
{
  Member *member = find_member (user_data, path);

  memset (told, 0, sizeof *told);
  if (member == NULL)
    {
      errno = ENOENT;
      return -1;
    }
  told->st_mode = S_IFREG | S_IRUSR;
  told->st_size = (off_t) member->size;

  return 0;
}

static void *
open_cb (void       *user_data,
         const char *path,
         const char *access)
{
  Member *member = find_member (user_data, path);
  Handle *handle;

  if (member == NULL || strpbrk (access, "wa+") != NULL)
    {
      errno = member == NULL ? ENOENT : EACCES;
      return NULL;
    }

  handle = g_new0 (Handle, 1);
  handle->input = user_data;
  handle->member = member;

  return handle;
}

static vsi_l_offset
tell_cb (void *file)
{
  return ((Handle *) file)->at;
}

static int
seek_cb (void         *file,
         vsi_l_offset  offset,
         int           whence)
{
  Handle *handle = file;

  handle->at_end = FALSE;
  if (whence == SEEK_SET)
    handle->at = offset;
  else if (whence == SEEK_CUR)
    handle->at += offset;
  else
    handle->at = handle->member->size + offset;

  return 0;
}

static gsize
read_member (const Member *member,
             guint64       at,
             void         *buffer,
             gsize         size)
{
  gsize done = 0;

  if (at >= member->size)
    return 0;

  size = (gsize) MIN (size, member->size - at);
  if (member->text != NULL)
    {
      memcpy (buffer, (const char *) g_bytes_get_data (member->text, NULL) + at, size);
      return size;
    }

  while (done < size)
    {
      gssize n = pread (member->fd, (char *) buffer + done, size - done, (off_t) (at + done));

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        break;
      done += (gsize) n;
    }

  return done;
}

static size_t
read_cb (void   *file,
         void   *buffer,
         size_t  size,
         size_t  count)
{
  Handle *handle = file;
  gsize n;

  if (size == 0 || count > G_MAXSSIZE / size)
    return 0;

  n = read_member (handle->member, handle->at, buffer, size * count);
  handle->at += n;
  handle->at_end = n < size * count;
  if (handle->member == g_ptr_array_index (handle->input->members, 0))
    handle->input->reached = MAX (handle->input->reached, handle->at);

  return n / size;
}

static int
eof_cb (void *file)
{
  return ((Handle *) file)->at_end;
}

static int
close_cb (void *file)
{
  g_free (file);

  return 0;
}

static char **
read_dir_cb (void       *user_data,
             const char *path,
             int         most)
{
  YttInput *self = user_data;
  char **names = NULL;

  for (guint i = 0; i < self->members->len; i++)
    names = CSLAddString (names, ((Member *) g_ptr_array_index (self->members, i))->name);

  return names;
}

static void
install (YttInput *self)
{
  VSIFilesystemPluginCallbacksStruct *callbacks = VSIAllocFilesystemPluginCallbacksStruct ();

  callbacks->pUserData = self;
  callbacks->stat = stat_cb;
  callbacks->read_dir = read_dir_cb;
  callbacks->open = open_cb;
  callbacks->tell = tell_cb;
  callbacks->seek = seek_cb;
  callbacks->read = read_cb;
  callbacks->eof = eof_cb;
  callbacks->close = close_cb;
  VSIInstallPluginHandler (YTT_INPUT_FOLDER, callbacks);
  VSIFreeFilesystemPluginCallbacksStruct (callbacks);
}

/* (nullable) */
static Member *
open_member (const char  *path,
             GError     **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  struct stat told;
  Member *member;

  if (fd < 0 || fstat (fd, &told) != 0)
    {
      int saved = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved), _("“%s” cannot be read: %s"), shown, g_strerror (saved));
      if (fd >= 0)
        close (fd);
      return NULL;
    }
  if (!S_ISREG (told.st_mode))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, _("“%s” is not a file."), shown);
      close (fd);
      return NULL;
    }

  member = g_new0 (Member, 1);
  member->name = g_path_get_basename (path);
  member->fd = fd;
  member->size = (guint64) told.st_size;
  member->told = told;

  return member;
}

/* What belongs to a Shapefile, in either spelling. */
static void
open_siblings (YttInput   *self,
               const char *path)
{
  static const char * const suffixes[] = { "dbf", "shx", "prj", "cpg", "DBF", "SHX", "PRJ", "CPG" };
  gsize stem = strlen (path) - 4;

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *sibling = g_strdup_printf ("%.*s.%s", (int) stem, path, suffixes[i]);
      Member *member = open_member (sibling, NULL);

      if (member == NULL)
        continue;
      g_ptr_array_add (self->members, member);
      g_ptr_array_add (self->siblings, member->name);
    }
}

/* Takes the text. */
static void
set_text (Member *member,
          char   *text,
          gsize   length)
{
  g_clear_pointer (&member->text, g_bytes_unref);
  member->text = g_bytes_new_take (text, length);
  member->size = length;
}

static char *
to_utf8 (const Member  *member,
         const char    *encoding,
         gsize         *length,
         GError       **error)
{
  g_autofree char *text = NULL;
  g_autoptr(GError) why = NULL;
  char *converted;

  if (member->size > MOST_CONVERTED)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                   _("“%s” is not in UTF-8, and too large to be turned into it here. Save it as UTF-8."), member->name);
      return NULL;
    }

  text = g_malloc (member->size);
  converted = g_convert_with_fallback (text, (gssize) read_member (member, 0, text, member->size), "UTF-8", encoding,
                                       "\xef\xbf\xbd", NULL, length, &why);
  if (g_error_matches (why, G_CONVERT_ERROR, G_CONVERT_ERROR_NO_CONVERSION))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _("“%s” is no encoding that is known here."), encoding);
  else if (why != NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 _("“%s” is not in %s: it has bytes that are no letters in it. Choose another encoding."), member->name, encoding);

  return converted;
}

/* Whether a text is in UTF-8, read piece by piece; characters may be cut in two between them. @binary: a byte of nothing
 * was met before anything else that is not. */
static gboolean
is_utf8 (const Member *member,
         gboolean     *binary)
{
  g_autofree char *buffer = g_malloc (LOOK_AT + 4);
  gsize kept = 0;

  for (guint64 at = 0; at < member->size; )
    {
      gsize n = read_member (member, at, buffer + kept, LOOK_AT), all = kept + n;
      const char *end;

      if (n == 0)
        return FALSE;
      at += n;
      if (g_utf8_validate (buffer, (gssize) all, &end))
        {
          kept = 0;
          continue;
        }
      kept = all - (gsize) (end - buffer);
      *binary = kept > 0 && *end == '\0';
      if (kept >= 4 || *binary || at >= member->size)
        return FALSE;
      memmove (buffer, end, kept);
    }

  return TRUE;
}

/* Without a mark at its beginning a text of two bytes a character is known by the bytes of nothing beside those of Latin
 * letters, digits and separators: most of a table. */
static const char *
guess_two_bytes (const Member *member)
{
  g_autofree char *head = g_malloc (LOOK_AT);
  gsize n = read_member (member, 0, head, LOOK_AT) & ~(gsize) 1, even = 0, odd = 0;

  for (gsize i = 0; i < n; i += 2)
    {
      even += head[i] == '\0';
      odd += head[i + 1] == '\0';
    }
  if (even == 0 && odd > n / 4)
    return "UTF-16LE";

  return odd == 0 && even > n / 4 ? "UTF-16BE" : NULL;
}

static const char *
guess_encoding (const Member *member,
                gboolean     *binary)
{
  guint8 head[4] = { 0 };
  gsize n = read_member (member, 0, head, sizeof head);

  if (n >= 2 && head[0] == 0xff && head[1] == 0xfe)
    return "UTF-16LE";
  if (n >= 2 && head[0] == 0xfe && head[1] == 0xff)
    return "UTF-16BE";

  if (guess_two_bytes (member) != NULL)
    return guess_two_bytes (member);

  return is_utf8 (member, binary) ? NULL : "WINDOWS-1252";
}

/* Columns are told apart by commas from here on, where GDAL would not find that out, or a person said by what they are. */
static gboolean
separate (Member   *member,
          char      separator,
          GError  **error)
{
  g_autofree char *head = g_malloc (LOOK_AT);
  g_autofree char *text = NULL;
  char *separated;
  gsize length = read_member (member, 0, head, LOOK_AT);

  if (separator == '\0' && ytt_text_has_bars (head, length))
    separator = '|';
  if (separator == '\0')
    return TRUE;
  if (member->size > MOST_CONVERTED)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                   _("“%s” has other marks than commas between its columns, and is too large for that here. Save it with commas."),
                   member->name);
      return FALSE;
    }

  text = g_malloc (member->size);
  length = read_member (member, 0, text, member->size);
  separated = ytt_text_with_commas (text, length, separator, &length);
  set_text (member, separated, length);

  return TRUE;
}

/* GDAL takes texts with columns for UTF-8. */
static gboolean
decode (YttInput    *self,
        const char  *chosen,
        GError     **error)
{
  Member *member = g_ptr_array_index (self->members, 0);
  g_autofree char *head = g_malloc (LOOK_AT);
  gboolean binary = FALSE;
  const char *encoding = guess_encoding (member, &binary);
  char *text;
  gsize length;

  /* No text has a byte of nothing, unless it has two bytes a character. */
  if (chosen == NULL
      && (binary || (encoding != NULL && !g_str_has_prefix (encoding, "UTF-16")
                     && memchr (head, '\0', read_member (member, 0, head, LOOK_AT)) != NULL)))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("“%s” is not a text: it has bytes that are no letters."),
                   member->name);
      return FALSE;
    }

  encoding = chosen != NULL ? chosen : encoding;
  if (encoding == NULL)
    return TRUE;

  text = to_utf8 (member, encoding, &length, error);
  if (text == NULL)
    return FALSE;

  set_text (member, text, length);
  if (g_ascii_strcasecmp (encoding, "UTF-8") != 0)
    self->encoding = g_ascii_strup (encoding, -1);

  return TRUE;
}

/* An only column gets a second one, without which GDAL sees no table. */
static void
pad (YttInput *self,
     Member   *member)
{
  g_autofree char *head = g_malloc (LOOK_AT);
  gsize length = read_member (member, 0, head, LOOK_AT), end = ytt_text_find_only_column (head, length);
  char *text;

  if (end == 0 || end == LOOK_AT || member->size > MOST_CONVERTED)
    return;

  text = g_malloc (member->size + 1);
  length = read_member (member, 0, text, member->size);
  memmove (text + end + 1, text + end, length - end);
  text[end] = ',';
  set_text (member, text, length + 1);
  self->padded = TRUE;
}

/* Only texts, and what belongs to Shapefiles, do not say what they are written in. */
static gboolean
take_choice (YttInput        *self,
             const char      *path,
             const char      *encoding,
             char             separator,
             GError         **error)
{
  Member *member = g_ptr_array_index (self->members, 0);

  if (ytt_input_has_suffix (self, ".csv") || ytt_input_has_suffix (self, ".tsv") || ytt_input_has_suffix (self, ".txt"))
    {
      if (!decode (self, encoding, error) || !separate (member, separator, error))
        return FALSE;
      pad (self, member);
      g_free (self->name);
      self->name = g_strconcat ("CSV:", YTT_INPUT_FOLDER, member->name, NULL);
      return TRUE;
    }
  if (ytt_input_has_suffix (self, ".shp") && separator == '\0')
    {
      open_siblings (self, path);
      self->encoding = encoding != NULL ? g_ascii_strup (encoding, -1) : NULL;
      return TRUE;
    }

  if (encoding != NULL || separator != '\0')
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                 _("“%s” is of a kind that says itself how it is written: that cannot be chosen."), member->name);

  return encoding == NULL && separator == '\0';
}

/* Before anything is unpacked. */
static gboolean
check_archive (const Member  *member,
               GError       **error)
{
  g_autofree char *unpacked = NULL;
  guint64 size;

  if (!ytt_zip_measure (member->fd, member->size, &size) || size <= MOST_UNPACKED)
    return TRUE;

  unpacked = g_format_size (size);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
               _("“%s” holds %s when it is unpacked, which is more than can be read here."), member->name, unpacked);

  return FALSE;
}

/**
 * ytt_input_open:
 * @path: the file to read
 * @encoding: (nullable): what its text is written in, as iconv calls it; %NULL to find that out
 * @separator: what its columns are told apart by; 0 to find that out
 * @error: return location for a #GIOErrorEnum
 *
 * Opens a file and what belongs to it. There can be one at a time.
 *
 * Returns: (transfer full) (nullable): the file
 */
YttInput *
ytt_input_open (const char  *path,
                const char  *encoding,
                char         separator,
                GError     **error)
{
  g_autoptr(YttInput) self = NULL;
  Member *member = open_member (path, error);

  if (member == NULL)
    return NULL;

  self = g_new0 (YttInput, 1);
  self->members = g_ptr_array_new_with_free_func ((GDestroyNotify) member_free);
  self->siblings = g_ptr_array_new ();
  g_ptr_array_add (self->members, member);
  self->name = g_strconcat (YTT_INPUT_FOLDER, member->name, NULL);
  self->title = member->name;
  if (member->size == 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("“%s” is empty."), member->name);
      return NULL;
    }
  if (!check_archive (member, error))
    return NULL;
  if (!take_choice (self, path, encoding, separator, error))
    return NULL;

  g_ptr_array_add (self->siblings, NULL);
  install (self);

  return g_steal_pointer (&self);
}

void
ytt_input_close (YttInput *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->siblings);
  g_ptr_array_unref (self->members);
  g_free (self->name);
  g_free (self->encoding);
  g_free (self);
}

const char *
ytt_input_get_name (YttInput *self)
{
  return self->name;
}

const char *
ytt_input_get_title (YttInput *self)
{
  return self->title;
}

const char * const *
ytt_input_get_siblings (YttInput *self)
{
  return (const char * const *) self->siblings->pdata;
}

const char *
ytt_input_get_encoding (YttInput *self)
{
  return self->encoding;
}

/**
 * ytt_input_check:
 * @self: a file that was read
 * @error: return location for %G_IO_ERROR_INVALID_DATA
 *
 * Half of an old state and half of a new one is neither.
 *
 * Returns: whether the file, and what belongs to it, is as it was when it was opened
 */
gboolean
ytt_input_check (YttInput  *self,
                 GError   **error)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      const Member *member = g_ptr_array_index (self->members, i);
      struct stat now;

      if (fstat (member->fd, &now) == 0 && now.st_size == member->told.st_size
          && now.st_mtim.tv_sec == member->told.st_mtim.tv_sec && now.st_mtim.tv_nsec == member->told.st_mtim.tv_nsec)
        continue;

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   _("“%s” was changed by another program while it was read. Choose it once more."), member->name);
      return FALSE;
    }

  return TRUE;
}

gboolean
ytt_input_get_padded (YttInput *self)
{
  return self->padded;
}

double
ytt_input_get_progress (YttInput *self)
{
  const Member *member = g_ptr_array_index (self->members, 0);

  return member->size > 0 ? (double) self->reached / (double) member->size : 0;
}

gboolean
ytt_input_has_suffix (YttInput   *self,
                      const char *suffix)
{
  gsize length = strlen (self->name), wanted = strlen (suffix);

  return length >= wanted && g_ascii_strcasecmp (self->name + length - wanted, suffix) == 0;
}
