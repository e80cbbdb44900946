#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A folder for a data set of a few rows, in which tests change one thing at a time. */
typedef struct
{
  char *directory;
} DataFixture;

void  data_fixture_set_up     (DataFixture   *f,
                               gconstpointer  data);
void  data_fixture_tear_down  (DataFixture   *f,
                               gconstpointer  data);
void  data_fixture_write_file (DataFixture   *f,
                               const char    *name,
                               const char    *text);
/* Writes the data set with the first @from in @name put as @to. */
void  data_fixture_write      (DataFixture   *f,
                               const char    *name,
                               const char    *from,
                               const char    *to);

G_END_DECLS
