/* Edits a document until somebody ends it, and writes the number of each edit that was acknowledged to its standard
 * output. Not a test itself: test-killed starts and kills it. */

#include "config.h"

#include <stdlib.h>
#include <unistd.h>

#include "edit-fixture.h"

/* Every row of an edit bears its number; so one that is half there is told from one that is whole. */
static YttChanges *
make_edit (guint   number,
           gint64  facility)
{
  YttChanges *changes = ytt_changes_new ();
  guint n_rows = number % 20 == 0 ? 300 : 1 + number % 7;
  g_autofree char *text = g_strdup_printf ("%u", number);
  g_autofree char *count = g_strdup_printf ("%u", n_rows);

  for (guint i = 0; i < n_rows; i++)
    {
      ytt_changes_insert (changes, "source");
      ytt_changes_set (changes, "title", YTT_CELL_OF_TEXT (text));
      ytt_changes_set (changes, "publisher", YTT_CELL_OF_TEXT (count));
    }
  ytt_changes_update (changes, "facility", facility);
  ytt_changes_set (changes, "name", YTT_CELL_OF_TEXT (text));

  return changes;
}

int
main (int   argc,
      char *argv[])
{
  EditFixture f = { 0 };
  g_autoptr(GError) error = NULL;
  gint64 facility;
  int numbers;

  if (argc != 3)
    return EXIT_FAILURE;

  /* Nothing but numbers goes there, whatever a library may print; and a slow machine is no reason to give up. */
  numbers = dup (STDOUT_FILENO);
  dup2 (STDERR_FILENO, STDOUT_FILENO);
  g_setenv ("YTTERBY_CHECKER", "1", TRUE);

  f.path = argv[1];
  f.store = store_open (f.path, YTT_STORE_OPEN, &error);
  g_assert_no_error (error);
  facility = edit_ask_number (&f, "SELECT id FROM facility");

  for (guint number = (guint) g_ascii_strtoull (argv[2], NULL, 10);; number++)
    {
      g_autoptr(YttChanges) changes = make_edit (number, facility);

      edit_do (&f, changes, "Edit");
      if (write (numbers, &number, sizeof number) != sizeof number)
        return EXIT_FAILURE;

      /* Now and then a step back and forth, which leaves all as it is. */
      if (number % 11 == 0)
        {
          edit_undo (&f, &error);
          edit_redo (&f, &error);
          g_assert_no_error (error);
        }
    }
}
