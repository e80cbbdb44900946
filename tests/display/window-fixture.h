#pragma once

#include "ytt-window-private.h"

G_BEGIN_DECLS

/* A program without a bus, and a folder of its own in which it opens documents. */
typedef struct
{
  YttApplication *application;
  char           *folder;
  char           *document;   /* a copy of the shipped document */
} WindowFixture;

typedef gboolean (*Condition) (gpointer data);

void       window_fixture_set_up    (WindowFixture *f,
                                     gconstpointer  data);
void       window_fixture_tear_down (WindowFixture *f,
                                     gconstpointer  data);

/* Iterates the main context until @condition holds; fails after thirty seconds. */
#define    wait_until(condition, data) wait_until_at (condition, data, #condition, G_STRLOC)
void       wait_until_at            (Condition      condition,
                                     gpointer       data,
                                     const char    *name,
                                     const char    *place);
/* Until the window of @widget was laid out and painted anew. */
void       wait_for_frames          (GtkWidget     *widget);
/* A window with @path on the screen, all that it shows being there. */
YttWindow *open_window              (WindowFixture *f,
                                     const char    *path);
void       wait_for_window          (YttWindow     *window);
void       close_window             (YttWindow     *window);
void       resize_window            (YttWindow     *window,
                                     int            width,
                                     int            height);
char      *copy_document            (WindowFixture *f,
                                     const char    *name);
void       run_sql                  (const char    *path,
                                     const char    *sql);
/* Finds a widget by type, and by name where that is given (the id in the template); NULL if there is none. */
GtkWidget *find_widget              (GtkWidget     *widget,
                                     GType          type,
                                     const char    *name);
/* To be called once, by programs that show message dialogs. */
void       drop_heading_warnings    (void);

G_END_DECLS
