/* GDAL hands on what a server says in words alone, which are in the server's language, and has no way to ask for more. So the
 * function by which it connects is this one: it does the same, and asks that all errors come with their SQLSTATE code. */

#include "config.h"

#include "ytt-libpq.h"

#include <libpq-fe.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

/* As in libpq, which takes less for a mistake; in seconds. */
#define SHORTEST_TIMEOUT 2

static gboolean needs_password;
static gboolean used_password;
static gboolean timed_out;

/* What has several servers to try, each for so long, is left to libpq. timeout: (out): in seconds, 0 for ever */
static gboolean
has_one_server (PGconn *connection,
                int    *timeout)
{
  PQconninfoOption *options = PQconninfo (connection);
  gboolean one = TRUE;

  *timeout = 0;
  for (PQconninfoOption *option = options; option != NULL && option->keyword != NULL; option++)
    {
      if (option->val == NULL)
        continue;
      if (strcmp (option->keyword, "host") == 0 || strcmp (option->keyword, "hostaddr") == 0)
        one = one && strchr (option->val, ',') == NULL;
      else if (strcmp (option->keyword, "connect_timeout") == 0)
        *timeout = atoi (option->val);
    }
  PQconninfoFree (options);
  if (*timeout > 0)
    *timeout = MAX (*timeout, SHORTEST_TIMEOUT);

  return one;
}

static void
wait_for_connection (PGconn *connection,
                     int     timeout)
{
  gint64 end = g_get_monotonic_time () + timeout * G_TIME_SPAN_SECOND;
  PostgresPollingStatusType status = PGRES_POLLING_WRITING;

  while (status == PGRES_POLLING_READING || status == PGRES_POLLING_WRITING)
    {
      struct pollfd waited = { PQsocket (connection), status == PGRES_POLLING_READING ? POLLIN : POLLOUT, 0 };
      gint64 left = (end - g_get_monotonic_time ()) / G_TIME_SPAN_MILLISECOND;

      timed_out = timeout > 0 && (left <= 0 || poll (&waited, 1, (int) left) == 0);
      if (timed_out)
        return;
      if (timeout <= 0)
        poll (&waited, 1, -1);
      status = PQconnectPoll (connection);
    }
}

/* In the place of libpq's own, for the linker takes that of the program first. It is exported for that. */
PGconn *
PQconnectdb (const char *conninfo)
{
  const char * const keywords[] = { "dbname", NULL }, * const values[] = { conninfo, NULL };
  PGconn *connection = PQconnectStartParams (keywords, values, 1);
  int timeout;

  timed_out = FALSE;
  if (PQstatus (connection) != CONNECTION_BAD)
    {
      if (has_one_server (connection, &timeout))
        {
          PQsetErrorVerbosity (connection, PQERRORS_VERBOSE);
          wait_for_connection (connection, timeout);
          /* GDAL takes one that is half there for a good one. */
          if (timed_out)
            {
              PQfinish (connection);
              connection = PQconnectStart ("timed out");
            }
        }
      else
        {
          PQfinish (connection);
          connection = PQconnectdbParams (keywords, values, 1);
        }
    }

  needs_password = PQconnectionNeedsPassword (connection) != 0;
  used_password = PQconnectionUsedPassword (connection) != 0;
  PQsetErrorVerbosity (connection, PQERRORS_VERBOSE);

  return connection;
}

gboolean
ytt_libpq_get_used_password (void)
{
  return used_password;
}

gboolean
ytt_libpq_get_needs_password (void)
{
  return needs_password;
}

gboolean
ytt_libpq_get_timed_out (void)
{
  return timed_out;
}
