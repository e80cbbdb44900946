#include "config.h"

#include "tours-fixture.h"

#include <math.h>

#include "hand.h"

/* As it is seen: "1 Hello|2 Baltic*|3 Narva". */
static char *
describe (Tours *t)
{
  GString *text = g_string_new (NULL);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (t->list, i)) != NULL; i++)
    {
      GtkWidget *number = find_widget (GTK_WIDGET (row), GTK_TYPE_LABEL, "number_label");
      GtkWidget *title = find_widget (GTK_WIDGET (row), GTK_TYPE_LABEL, "title");

      g_string_append_printf (text, "%s%s %s%s", i > 0 ? "|" : "", gtk_label_get_text (GTK_LABEL (number)),
                              gtk_label_get_text (GTK_LABEL (title)), gtk_list_box_row_is_selected (row) ? "*" : "");
    }

  return g_string_free (text, FALSE);
}

gboolean
is_wanted (gpointer data)
{
  Tours *t = data;
  g_autofree char *is = describe (t);

  if (g_str_equal (is, t->wanted))
    return TRUE;
  if (g_strcmp0 (is, t->seen) != 0)
    {
      g_test_message ("%s", is);
      g_free (t->seen);
      t->seen = g_steal_pointer (&is);
    }

  return FALSE;
}

gboolean
is_shown (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

gboolean
is_hidden (gpointer data)
{
  return !gtk_widget_get_mapped (data);
}

gboolean
shows_baltic (gpointer data)
{
  double latitude;

  ytt_session_get_viewport (data, &latitude, NULL, NULL);

  return fabs (latitude - 59.4) < 0.01 && ytt_session_get_moment (data).year == 2027;
}

static gboolean
has_pane (gpointer data)
{
  YttWindow *window = data;

  return adw_bin_get_child (window->tours_bin) != NULL && gtk_widget_get_mapped (adw_bin_get_child (window->tours_bin));
}

Tours
open_tours (WindowFixture *f,
            const char    *sql)
{
  Tours t = { 0 };

  run_sql (f->document, sql);
  t.window = open_window (f, f->document);
  t.session = ytt_window_get_session (t.window);
  hand_press ("ctrl+t");
  wait_until (has_pane, t.window);
  wait_for_window (t.window);
  t.tours = ytt_session_get_tours (t.session);
  t.pane = YTT_TOUR_PANE (adw_bin_get_child (t.window->tours_bin));
  t.list = GTK_LIST_BOX (find_widget (GTK_WIDGET (t.pane), GTK_TYPE_LIST_BOX, "list"));

  return t;
}

GtkWidget *
get_row (Tours *t,
         int    index)
{
  return GTK_WIDGET (gtk_list_box_get_row_at_index (t->list, index));
}

void
click_row (Tours *t,
           int    index)
{
  wait_for_frames (GTK_WIDGET (t->window));
  hand_click (get_row (t, index), 0.4);
}

void
undo (Tours *t)
{
  ytt_editor_undo (ytt_session_get_editor (t->session));
}

/* (nullable): the button of the toast that says so */
static GtkWidget *
find_undo (GtkWidget  *widget,
           const char *text)
{
  if (G_OBJECT_TYPE (widget) == g_type_from_name ("AdwToastWidget"))
    return find_label (widget, text) != NULL ? find_widget (widget, GTK_TYPE_BUTTON, "action_button") : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_undo (child, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
offers_undo (gpointer data)
{
  Tours *t = data;

  return find_undo (GTK_WIDGET (t->window), t->wanted) != NULL;
}

/* Toasts come one after the other; one that is clicked while it still slides in brings libadwaita 1.2 down. */
void
click_undo (Tours      *t,
            const char *text)
{
  t->wanted = text;
  wait_until (offers_undo, t);
  click (find_undo (GTK_WIDGET (t->window), text));
  /* One under the pointer would stay, and the next would wait for it. */
  hand_leave ();
}

typedef struct
{
  YttField *field;
  gint64    stop;
} Wanted;

static gboolean
has_row (gpointer data)
{
  Wanted *wanted = data;
  YttRow *row = ytt_field_get_row (wanted->field);

  return row != NULL && ytt_row_get_id (row) == wanted->stop;
}

YttField *
get_field (Tours      *t,
           gint64      stop,
           const char *title)
{
  Wanted wanted = { find_field (GTK_WIDGET (t->pane), title), stop };

  wait_until (has_row, &wanted);

  return wanted.field;
}
