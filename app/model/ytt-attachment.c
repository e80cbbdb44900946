/* Copies of pages and papers: what they are called on disk, and which of them are never opened. */

#include "config.h"

#include "ytt-attachment.h"

#include <string.h>

/* File systems allow 255 bytes; some of them are left to programs that add to a name. */
#define MAX_NAME 200
#define MAX_EXTENSION 16

YttAttachment *
ytt_attachment_copy (const YttAttachment *attachment)
{
  YttAttachment *copy = g_memdup2 (attachment, sizeof *attachment);

  copy->name = g_strdup (attachment->name);
  copy->media_type = g_strdup (attachment->media_type);
  copy->added = g_strdup (attachment->added);

  return copy;
}

void
ytt_attachment_free (YttAttachment *attachment)
{
  if (attachment == NULL)
    return;

  g_free (attachment->name);
  g_free (attachment->media_type);
  g_free (attachment->added);
  g_free (attachment);
}

/* What parts a path, what some file systems refuse, and what would show a name as another than it is: characters that
 * cannot be seen or that turn the direction of writing. */
static gboolean
is_harmless (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_UNASSIGNED:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return FALSE;

    default:
      return c >= 0x80 || strchr ("/\\:*?\"<>|", (int) c) == NULL;
    }
}

/* (nullable): from the last dot on, if that looks like an extension */
static const char *
find_extension (const char *name)
{
  const char *dot = strrchr (name, '.');

  return dot != NULL && dot != name && dot[1] != '\0' && strlen (dot) <= MAX_EXTENSION ? dot : NULL;
}

/* Cuts between characters. */
static void
cut_name (GString    *name,
          const char *extension)
{
  gsize end = MAX_NAME - strlen (extension);
  const char *start = name->str;

  while (end > 0 && (start[end] & 0xc0) == 0x80)
    end--;
  g_string_truncate (name, end);
  g_string_append (name, extension);
}

/**
 * ytt_attachment_safe_name:
 * @name: (nullable): what a file was called; any bytes
 *
 * A name that stays inside the folder it is put into, is seen there, and is not longer than file systems allow. Its
 * extension is kept.
 *
 * Returns: (transfer full): a name in UTF-8, of 1 to 200 bytes, without separators and without a dot in front
 */
char *
ytt_attachment_safe_name (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name != NULL ? name : "", -1);
  g_autofree char *extension = NULL;
  GString *safe = g_string_new (NULL);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (safe->len == 0 && (c == '.' || g_unichar_isspace (c)))
        continue;
      if (is_harmless (c))
        g_string_append_unichar (safe, c);
      else
        g_string_append_c (safe, '_');
    }

  /* Some file systems drop what a name ends with. */
  while (safe->len > 0 && strchr (". ", safe->str[safe->len - 1]) != NULL)
    g_string_truncate (safe, safe->len - 1);

  if (safe->len == 0)
    g_string_append (safe, "copy");

  if (safe->len > MAX_NAME)
    {
      extension = g_strdup (find_extension (safe->str));
      cut_name (safe, extension != NULL ? extension : "");
    }

  return g_string_free (safe, FALSE);
}

static gboolean
starts_with (const guint8 *head,
             gsize         size,
             const char   *magic,
             gsize         length)
{
  return size >= length && memcmp (head, magic, length) == 0;
}

/* By the first bytes: programs of Linux, Windows and macOS, scripts, and what starts a program from a desktop. */
static gboolean
looks_like_program (const guint8 *head,
                    gsize         size)
{
  static const struct { const char *magic; gsize length; } magics[] = {
    { "\177ELF", 4 }, { "MZ", 2 }, { "#!", 2 }, { "\357\273\277#!", 5 }, { "\312\376\272\276", 4 },
    { "\376\355\372\316", 4 }, { "\376\355\372\317", 4 }, { "\316\372\355\376", 4 }, { "\317\372\355\376", 4 },
  };
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (magics); i++)
    if (starts_with (head, size, magics[i].magic, magics[i].length))
      return TRUE;

  text = g_strndup ((const char *) head, MIN (size, 4096));

  return strstr (text, "[Desktop Entry]") != NULL;
}

/**
 * ytt_attachment_is_program:
 * @name: the name of a copy
 * @head: (array length=size): how its content begins
 * @size: bytes of @head; some thousand are enough
 *
 * Whether opening it might run something: such copies are only ever saved. Content and name are both looked at, for
 * either decides what a desktop does with a file.
 *
 * Returns: whether it is, or passes for, a program, a script or a package of programs
 */
gboolean
ytt_attachment_is_program (const char   *name,
                           const guint8 *head,
                           gsize         size)
{
  static const char * const extensions[] = {
    "desktop", "sh", "bash", "csh", "ksh", "zsh", "fish", "py", "pyc", "pyw", "pl", "rb", "lua", "tcl", "php", "js", "mjs",
    "jse", "vbs", "vbe", "wsf", "wsh", "ps1", "psm1", "bat", "cmd", "com", "exe", "scr", "pif", "msi", "msp", "cpl", "dll",
    "lnk", "url", "reg", "hta", "jar", "jnlp", "class", "appimage", "run", "bin", "elf", "so", "deb", "rpm", "flatpak",
    "flatpakref", "flatpakrepo", "snap", "apk", "app", "command", "dmg", "pkg", "service", "action", "scpt", "gadget",
  };
  const char *dot = strrchr (name, '.');

  for (guint i = 0; dot != NULL && i < G_N_ELEMENTS (extensions); i++)
    if (g_ascii_strcasecmp (dot + 1, extensions[i]) == 0)
      return TRUE;

  return looks_like_program (head, size);
}
