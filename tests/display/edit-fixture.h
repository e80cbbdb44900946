#pragma once

#include "window-fixture.h"
#include "ytt-editor.h"
#include "ytt-text-field.h"

G_BEGIN_DECLS

/* What the tests of editing share: a window with a writable document, and its fields. */

/* Selects a facility by its slug or words, and waits for its record. */
void          select_facility  (YttWindow  *window,
                                const char *words);
/* The same, and shows its fields by Ctrl+E. */
void          edit_facility    (YttWindow  *window,
                                const char *words);
/* The first visible field of this title, below @widget; fails if there is none. */
YttField     *find_field       (GtkWidget  *widget,
                                const char *title);
/* (nullable) */
YttField     *look_for_field   (GtkWidget  *widget,
                                const char *title);
/* Replaces what is in a text field with ASCII, by keys. */
void          type_into        (YttField   *field,
                                const char *text);
void          wait_for_state   (YttField   *field,
                                YttFieldState state);
/* Waits until nothing of what was done is under way. */
void          wait_for_undo    (YttWindow  *window,
                                const char *summary);
/* The first visible button with these words; fails if there is none. */
GtkWidget    *find_button      (GtkWidget  *widget,
                                const char *words);
/* Clicks a widget that has no words, once it has come to rest. */
void          click            (GtkWidget  *widget);
/* (nullable): a visible button or toggle that is read out so */
GtkWidget    *look_for_tooltip (GtkWidget  *widget,
                                const char *tooltip);
/* Waits until the document says so. */
void          wait_for_document (const char *path,
                                const char *sql,
                                const char *expected);
/* Clicks it, once it has come to rest. */
void          click_button     (GtkWidget  *widget,
                                const char *words);
/* (nullable): a visible label with this text */
GtkWidget    *find_label       (GtkWidget  *widget,
                                const char *text);
/* A condition: (window, text): whether a toast says so. */
gboolean      find_toast       (gpointer    window_and_text);
/* Waits for a field of this title to be there. */
YttField     *wait_for_field   (GtkWidget  *widget,
                                const char *title);
/* The same, of a label or a button with these words. */
void          wait_for_words   (GtkWidget  *widget,
                                const char *text);
/* A condition: (field): whether it shows a row of the document. */
gboolean      shows_row        (gpointer    field);
/* Replaces what is in a text field, presses Enter and waits until it is in the document. */
void          put              (YttField   *field,
                                const char *text);
/* Each field, list and button below @widget that can be seen has a name to be read out; at least so many inputs. */
void          assert_all_named (GtkWidget  *widget,
                                guint       n_inputs);
/* The first column of the first row, as text; (nullable). Through a connection of its own. */
char         *ask_document     (const char *path,
                                const char *sql);
void          assert_document  (const char *path,
                                const char *sql,
                                const char *expected);

G_END_DECLS
