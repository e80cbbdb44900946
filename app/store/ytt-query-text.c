#include "config.h"

#include "ytt-query-text.h"

/* Other programs may have written anything; what goes on to labels has to be UTF-8. */
char *
ytt_sqlite_dup_text (sqlite3_stmt *stmt,
                     int           column)
{
  const char *text = (const char *) sqlite3_column_text (stmt, column);

  if (text == NULL || *text == '\0')
    return NULL;

  return g_utf8_make_valid (text, -1);
}
