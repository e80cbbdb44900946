#include "config.h"

#include "ytt-server.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <glib/gi18n.h>
#include <string.h>

#include "ytt-ask.h"

struct _YttServer
{
  GDALDatasetH dataset;
};

/* In seconds; libpq would wait for as long as the system does, which is minutes. */
#define CONNECT_TIMEOUT "15"

/* So long another program's lock is waited for, and so long one statement may take: those on a million facilities take a
 * minute. */
#define LOCK_TIMEOUT "20s"
#define STATEMENT_TIMEOUT "10min"

/* Words of the server, and what is to be done about them. A server that speaks another language is told word for word. */
static const struct
{
  const char *words;
  const char *advice;
} known[] = {
  { "No space left on device", N_("The server's disk is full. Somebody has to make room there; nothing was changed.") },
  { "could not extend file", N_("The server's disk is full. Somebody has to make room there; nothing was changed.") },
  { "permission denied", N_("The user may not read or write there. The owner of the schema or an administrator has to grant it.") },
  { "does not exist", N_("The tables there are not as Ytterby makes them.") },
  { "must be owner", N_("The tables there are another user's, who has to publish for once, or hand them over.") },
  { "lock timeout", N_("Somebody else is writing there. Try again in a while.") },
  { "read-only transaction", N_("The database can only be read. Publish to the server that it is copied from.") },
  { "terminating connection", N_("The server ended the connection. Nothing was changed there; try again.") },
  { "server closed the connection", N_("The server ended the connection. Nothing was changed there; try again.") },
  { "connection to server was lost", N_("The server ended the connection. Nothing was changed there; try again.") },
  { "violates foreign key constraint", N_("Rows refer to others that are not there, in the document or in tables that others made there.") },
};

static const struct
{
  const char *words;
  const char *advice;
} unreachable[] = {
  { "definition of service", N_("There is no such service in pg_service.conf.") },
  { "could not translate host name", N_("There is no server of that name. Look at the address, and whether there is a network.") },
  { "Connection refused", N_("No PostgreSQL server answers there. Look at the address and the port, and whether it runs.") },
  { "No such file or directory", N_("No PostgreSQL server answers there. Look at the address and the port, and whether it runs.") },
  { "timeout expired", N_("The server does not answer. Look at the address, and whether there is a network.") },
  { "is unreachable", N_("The server cannot be reached. Look at the address, and whether there is a network.") },
  { "No route to host", N_("The server cannot be reached. Look at the address, and whether there is a network.") },
  { "does not exist", N_("The server knows no such user or database.") },
  { "no pg_hba.conf entry", N_("The server does not let this user in from here. Its administrator can change that in pg_hba.conf.") },
};

char *
ytt_sql_name (const char *name)
{
  g_auto(GStrv) parts = g_strsplit (name, "\"", -1);
  g_autofree char *inner = g_strjoinv ("\"\"", parts);

  return g_strconcat ("\"", inner, "\"", NULL);
}

/* Right whatever standard_conforming_strings says. */
char *
ytt_sql_text (const char *text)
{
  GString *sql = g_string_new ("E'");

  for (; *text != '\0'; text++)
    {
      if (*text == '\'' || *text == '\\')
        g_string_append_c (sql, *text);
      g_string_append_c (sql, *text);
    }
  g_string_append_c (sql, '\'');

  return g_string_free (sql, FALSE);
}

/* What PostgreSQL says without what GDAL says before. */
static char *
dup_words (void)
{
  const char *message = CPLGetLastErrorMsg ();
  const char *start = strstr (message, "ERROR:");
  char *words;

  if (start == NULL)
    start = strstr (message, "FATAL:");
  if (start != NULL)
    start += strlen ("ERROR:");
  else if (g_str_has_prefix (message, "PQconnectdb failed."))
    start = strchr (message, '\n');
  words = g_utf8_make_valid (start != NULL ? start : message, -1);
  g_strdelimit (words, "\n\r\t", ' ');

  return g_strstrip (words);
}

void
ytt_server_set_error (GError **error)
{
  g_autofree char *words = dup_words ();

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (strstr (words, known[i].words) != NULL)
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("%s (The server: “%s”)"), _(known[i].advice), words);
        return;
      }

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The server did not do it, and nothing was changed there: “%s”"), words);
}

static void
set_connect_error (gboolean   had_password,
                   gboolean  *wants_password,
                   GError   **error)
{
  g_autofree char *words = dup_words ();

  if (strstr (words, "no password supplied") != NULL)
    {
      *wants_password = TRUE;
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, _("The server asks for a password."));
      return;
    }
  if (strstr (words, "password authentication failed") != NULL)
    {
      *wants_password = TRUE;
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                           had_password ? _("The password is wrong, or the server knows no such user.")
                                        : _("The password in the password file is wrong, or the server knows no such user."));
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (unreachable); i++)
    if (strstr (words, unreachable[i].words) != NULL)
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("%s (“%s”)"), _(unreachable[i].advice), words);
        return;
      }

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The server cannot be used: “%s”"), words);
}

/* What GDAL opens: the words of libpq, or an address, with the password. */
static char *
make_name (const char *address,
           const char *password)
{
  gboolean is_uri = g_str_has_prefix (address, "postgresql://") || g_str_has_prefix (address, "postgres://");
  g_autofree char *escaped = NULL;
  GString *name = g_string_new (NULL);

  g_string_append_printf (name, "%s%s", is_uri ? "" : "PG:", address);
  if (password == NULL)
    return g_string_free (name, FALSE);

  if (is_uri)
    {
      escaped = g_uri_escape_string (password, NULL, FALSE);
      g_string_append_printf (name, "%cpassword=%s", strchr (address, '?') != NULL ? '&' : '?', escaped);
      return g_string_free (name, FALSE);
    }

  g_string_append (name, " password='");
  for (; *password != '\0'; password++)
    {
      if (*password == '\'' || *password == '\\')
        g_string_append_c (name, '\\');
      g_string_append_c (name, *password);
    }
  g_string_append_c (name, '\'');

  return g_string_free (name, FALSE);
}

static void
wipe (char *text)
{
  explicit_bzero (text, strlen (text));
  g_free (text);
}

/**
 * ytt_server_connect:
 * @address: where it is, in one of the ways of libpq
 * @password: (nullable): %NULL for the one that libpq finds, if any
 * @wants_password: (out): whether it failed for want of a password, or of the right one
 * @error: return location for a #GIOErrorEnum that says what can be done
 *
 * Returns: (transfer full) (nullable): the connection
 */
YttServer *
ytt_server_connect (const char  *address,
                    const char  *password,
                    gboolean    *wants_password,
                    GError     **error)
{
  static const char * const drivers[] = { "PostgreSQL", NULL };
  char *name = make_name (address, password);
  YttServer *self;
  GDALDatasetH dataset;

  /* Of this process alone, for libpq: words that can be recognised, and what the user has not set. */
  g_setenv ("PGLOCALEDIR", "/nowhere", TRUE);
  g_setenv ("PGCLIENTENCODING", "UTF8", TRUE);
  g_setenv ("PGCONNECT_TIMEOUT", CONNECT_TIMEOUT, FALSE);
  g_setenv ("PGAPPNAME", "Ytterby", FALSE);
  CPLSetConfigOption ("PG_LIST_ALL_TABLES", "NO");
  CPLSetConfigOption ("PG_USE_COPY", "YES");

  *wants_password = FALSE;
  CPLErrorReset ();
  dataset = GDALOpenEx (name, GDAL_OF_VECTOR | GDAL_OF_UPDATE, drivers, NULL, NULL);
  wipe (name);
  if (dataset == NULL)
    {
      set_connect_error (password != NULL, wants_password, error);
      return NULL;
    }

  self = g_new0 (YttServer, 1);
  self->dataset = dataset;

  return self;
}

void
ytt_server_close (YttServer *self)
{
  if (self == NULL)
    return;

  GDALClose (self->dataset);
  g_free (self);
}

GDALDatasetH
ytt_server_get_dataset (YttServer *self)
{
  return self->dataset;
}

gboolean
ytt_server_run (YttServer   *self,
                const char  *sql,
                GError     **error)
{
  g_autoptr(GPtrArray) rows = ytt_server_ask (self, sql, error);

  return rows != NULL;
}

GPtrArray *
ytt_server_ask (YttServer   *self,
                const char  *sql,
                GError     **error)
{
  GPtrArray *rows = ytt_ask (self->dataset, sql);

  if (rows == NULL)
    ytt_server_set_error (error);

  return rows;
}

gboolean
ytt_server_prepare (YttServer  *self,
                    int         version,
                    GError    **error)
{
  /* A server that works on a long statement notices then that nobody is there any more. */
  return (version < 140000 || ytt_server_run (self, "SET client_connection_check_interval = '5s'", error))
         && ytt_server_run (self, "SET statement_timeout = '" STATEMENT_TIMEOUT "'", error)
         && ytt_server_run (self, "SET extra_float_digits = 3", error)
         && ytt_server_run (self, "SET lock_timeout = '" LOCK_TIMEOUT "'", error);
}
