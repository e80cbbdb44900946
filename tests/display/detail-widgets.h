#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Looking for widgets as somebody who sees the window, and waiting for what comes later. */

#define DEADLINE_S 20

typedef gboolean (*Predicate) (GtkWidget     *widget,
                               gconstpointer  data);

/* The first widget at or below @widget, in the order of the tree, that @predicate accepts; (nullable) */
GtkWidget *find               (GtkWidget     *widget,
                               Predicate      predicate,
                               gconstpointer  data);
guint      count              (GtkWidget     *widget,
                               Predicate      predicate,
                               gconstpointer  data);

/* data: a pointer to the type */
gboolean   is_of_type         (GtkWidget     *widget,
                               gconstpointer  type);
/* A label that a reader sees, with exactly this text. */
gboolean   is_text            (GtkWidget     *widget,
                               gconstpointer  text);
/* An icon that a reader sees. */
gboolean   is_icon            (GtkWidget     *widget,
                               gconstpointer  name);
gboolean   is_row_titled      (GtkWidget     *widget,
                               gconstpointer  title);
gboolean   is_figure          (GtkWidget     *widget,
                               gconstpointer  attribute);
/* An icon is no name: what can be pressed must have words. */
gboolean   is_nameless_button (GtkWidget     *widget,
                               gconstpointer  unused);

/* Runs the main loop for so long. */
void       iterate            (guint          ms);

#define wait_until(condition)                                                     \
  G_STMT_START                                                                    \
    {                                                                             \
      gint64 end_ = g_get_monotonic_time () + DEADLINE_S * G_USEC_PER_SEC;        \
      while (!(condition) && g_get_monotonic_time () < end_)                      \
        if (!g_main_context_iteration (NULL, FALSE))                              \
          g_usleep (1000);                                                        \
      g_assert_true (condition);                                                  \
    }                                                                             \
  G_STMT_END

G_END_DECLS
