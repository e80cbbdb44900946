#pragma once

#include "edit-fixture.h"
#include "ytt-tours.h"

G_BEGIN_DECLS

/* What the tests of composing tours share. */

#define CLEAR "DELETE FROM tour_stop_claim; DELETE FROM tour_stop_announcement; DELETE FROM tour_stop; DELETE FROM tour;"

/* A slide, a place, another one with a facility, and another tour. */
#define TOURS CLEAR \
  "INSERT INTO tour (id, title) VALUES (1, 'Alpha'), (2, 'Beta');" \
  "INSERT INTO tour_stop (id, tour, position, kind, title, notes, seconds, facility, content) VALUES" \
  " (11, 1, 1, 'slide', 'Hello', NULL, 40, NULL, NULL)," \
  " (12, 1, 2, 'view', 'Baltic', 'Long words for the speaker, which take more than one line where there is little room'," \
  "  100, NULL, '{\"version\":1,\"viewport\":{\"latitude\":59.4,\"longitude\":28.2,\"zoom\":6},\"year\":2027}')," \
  " (13, 1, 3, 'view', 'Narva', NULL, NULL, (SELECT id FROM facility WHERE facility = 'ee-narva-neo')," \
  "  '{\"version\":1,\"viewport\":{\"latitude\":50,\"longitude\":20,\"zoom\":4},\"selected\":' ||" \
  "  (SELECT id FROM facility WHERE facility = 'ee-narva-neo') || '}')," \
  " (21, 2, 1, 'slide', 'Only one', NULL, NULL, NULL, NULL);" \
  "INSERT INTO tour_stop_claim (stop, claim) SELECT 13, min (id) FROM claim WHERE facility =" \
  " (SELECT id FROM facility WHERE facility = 'ee-narva-neo')"

#define ORDER "SELECT group_concat (title, '|') FROM (SELECT title FROM tour_stop WHERE tour = 1 ORDER BY position, id)"

typedef struct
{
  YttWindow   *window;
  YttSession  *session;
  YttTours    *tours;
  YttTourPane *pane;
  GtkListBox  *list;
  const char  *wanted;
  char        *seen;   /* (owned): what it was last that was not wanted */
} Tours;

/* A window on the document, changed by @sql, with the tours beside the map. */
Tours      open_tours    (WindowFixture *f,
                          const char    *sql);
/* A condition: (Tours): whether the stops are as wanted. */
gboolean   is_wanted     (gpointer       data);
GtkWidget *get_row       (Tours         *t,
                          int            index);
void       click_row     (Tours         *t,
                          int            index);
void       undo          (Tours         *t);
/* Clicks the button of the toast that says so. */
void       click_undo    (Tours         *t,
                          const char    *text);
/* The field of the chosen stop, which has the key @stop, once it shows it. */
YttField  *get_field     (Tours         *t,
                          gint64         stop,
                          const char    *title);

/* Conditions: (widget), and (session) */
gboolean   is_shown      (gpointer       data);
gboolean   is_hidden     (gpointer       data);
gboolean   shows_baltic  (gpointer       data);

/* Waits until the stops are these, "1 Hello|2 Baltic*|3 Narva", of which the one with the star is chosen. */
#define want(t, rows) \
  G_STMT_START { \
    (t)->wanted = rows; \
    wait_until (is_wanted, t); \
    g_clear_pointer (&(t)->seen, g_free); \
  } G_STMT_END

G_END_DECLS
