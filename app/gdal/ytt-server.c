#include "config.h"

#include "ytt-server.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <glib/gi18n.h>
#include <string.h>

#include "ytt-ask.h"
#include "ytt-libpq.h"

struct _YttServer
{
  GDALDatasetH dataset;
};

/* In seconds; libpq would wait for as long as the system does, which is minutes. */
#define CONNECT_TIMEOUT "15"

/* So long another program's lock is waited for, unless the user or the database says otherwise, and so long one statement may take: those on a million facilities take a
 * minute. */
#define LOCK_TIMEOUT "20s"
#define STATEMENT_TIMEOUT "10min"

#define FULL N_("The server's disk is full. Somebody has to make room there; nothing was changed.")
#define BUSY N_("Somebody else is writing there. Try again in a while.")
#define SLOW N_("The server took too long and was stopped. Nothing was changed there; try again when it has less to do.")
#define ENDED N_("The server ended the connection. Nothing was changed there; try again.")
#define FOREIGN N_("The tables there are not as Ytterby makes them.")

/* What is to be done about errors of the server, by their codes (PostgreSQL's manual, appendix A), of which the first letters
 * are those of a class. */
typedef struct
{
  const char *sign;     /* of the code its beginning, else words */
  const char *advice;
} YttAdvice;

static const YttAdvice known[] = {
  { "08", ENDED },
  { "22021", N_("The database cannot hold all letters of the document. It has to be made with the encoding UTF8.") },
  { "22P05", N_("The database cannot hold all letters of the document. It has to be made with the encoding UTF8.") },
  { "23502", FOREIGN },
  { "23503", N_("Rows refer to others that are not there, in the document or in tables that others made there.") },
  { "23", N_("Rules that others made for the tables there stand against it.") },
  { "25006", N_("The database can only be read. Publish to the server that it is copied from.") },
  { "40", BUSY },
  { "42501", N_("The user may not read or write there. The owner of the schema or an administrator has to grant it.") },
  { "42P01", FOREIGN },
  { "42703", FOREIGN },
  { "42804", FOREIGN },
  { "42883", FOREIGN },
  { "53100", FULL },
  { "53200", N_("The server has not enough memory for it. Nothing was changed there.") },
  { "55P03", BUSY },
  { "57014", SLOW },
  { "57P0", ENDED },
  { "58030", FULL },
};

/* Words of the library that connects, which speaks English here, and those that need more than a code. */
static const YttAdvice said[] = {
  { "must be owner", N_("The tables there are another user's, who has to publish for once, or hand them over.") },
  { "server closed the connection", ENDED },
  { "connection to server was lost", ENDED },
};

#define SILENT N_("The server does not answer. Look at the address, and whether there is a network.")
#define NOBODY N_("No PostgreSQL server answers there. Look at the address and the port, and whether it runs.")
#define UNREACHABLE N_("The server cannot be reached. Look at the address, and whether there is a network.")
#define UNKNOWN N_("The server knows no such user or database.")
#define SHUT N_("The server does not know this user, or does not let it in from here. Its administrator can change that.")

/* The same of those by which a server turns somebody away. */
static const YttAdvice turned_away[] = {
  { "28", SHUT },
  { "3D000", UNKNOWN },
  { "53300", N_("The server has too many connections. Try again in a while.") },
  { "57P03", N_("The server is starting or stopping. Try again in a while.") },
};

static const YttAdvice unreachable[] = {
  { "definition of service", N_("There is no such service in pg_service.conf.") },
  { "could not translate host name", N_("There is no server of that name. Look at the address, and whether there is a network.") },
  { "Connection refused", NOBODY },
  { "No such file or directory", NOBODY },
  { "timeout expired", SILENT },
  { "is unreachable", UNREACHABLE },
  { "No route to host", UNREACHABLE },
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

/* What PostgreSQL says without what GDAL says before, and the code of it, which has a digit: "FEHLER:  42501: ..." */
static char *
dup_words (char **code)
{
  static const char pattern[] = "(?:^|\\s)\\S+:\\s+((?=[A-Z]*[0-9])[0-9A-Z]{5}): (.*?)(?:\\n *LOCATION: .*)?$";
  g_autoptr(GRegex) regex = g_regex_new (pattern, G_REGEX_DOTALL, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *message = g_utf8_make_valid (CPLGetLastErrorMsg (), -1);
  const char *start = strstr (message, "FATAL:");
  char *words;

  *code = NULL;
  if (g_regex_match (regex, message, 0, &match))
    {
      *code = g_match_info_fetch (match, 1);
      words = g_match_info_fetch (match, 2);
    }
  else
    {
      if (start != NULL)
        start += strlen ("FATAL:");
      else if (g_str_has_prefix (message, "PQconnectdb failed."))
        start = strchr (message, '\n');
      words = g_strdup (start != NULL ? start : message);
    }
  g_strdelimit (words, "\n\r\t", ' ');

  return g_strstrip (words);
}

static const char *
find_code (const YttAdvice *advices,
           guint            n,
           const char      *code)
{
  for (guint i = 0; code != NULL && i < n; i++)
    if (g_str_has_prefix (code, advices[i].sign))
      return _(advices[i].advice);

  return NULL;
}

static const char *
find_words (const YttAdvice *advices,
            guint            n,
            const char      *words)
{
  for (guint i = 0; i < n; i++)
    if (strstr (words, advices[i].sign) != NULL)
      return _(advices[i].advice);

  return NULL;
}

void
ytt_server_set_error (GError **error)
{
  g_autofree char *code = NULL;
  g_autofree char *words = dup_words (&code);
  const char *advice = find_words (said, G_N_ELEMENTS (said), words);

  if (advice == NULL)
    advice = find_code (known, G_N_ELEMENTS (known), code);
  if (advice != NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("%s (The server: “%s”)"), advice, words);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The server did not do it, and nothing was changed there: “%s”"), words);
}

static void
set_connect_error (gboolean   had_password,
                   gboolean  *wants_password,
                   GError   **error)
{
  g_autofree char *code = NULL;
  g_autofree char *words = dup_words (&code);
  gboolean wrong = g_strcmp0 (code, "28P01") == 0 || (code == NULL && ytt_libpq_get_used_password () && !ytt_libpq_get_needs_password ());
  const char *advice = ytt_libpq_get_timed_out () ? _(SILENT) : find_code (turned_away, G_N_ELEMENTS (turned_away), code);

  *wants_password = wrong || ytt_libpq_get_needs_password ();
  if (advice == NULL && code == NULL)
    advice = find_words (unreachable, G_N_ELEMENTS (unreachable), words);
  if (*wants_password)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                         !wrong ? _("The server asks for a password.")
                         : had_password ? _("The password is wrong, or the server knows no such user.")
                         : _("The password in the password file is wrong, or the server knows no such user."));
  else if (advice != NULL && !ytt_libpq_get_timed_out ())
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("%s (“%s”)"), advice, words);
  else if (advice != NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, advice);
  else
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
         && ytt_server_run (self, "WITH q AS (SELECT set_config('lock_timeout', CASE current_setting('lock_timeout') "
                            "WHEN '0' THEN '" LOCK_TIMEOUT "' ELSE current_setting('lock_timeout') END, false) AS t) "
                            "SELECT t FROM q", error);
}
