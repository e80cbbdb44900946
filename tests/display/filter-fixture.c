#include "config.h"

#include "filter-fixture.h"

void
set_up (Fixture       *f,
        gconstpointer  data)
{
  window_fixture_set_up (&f->window_fixture, data);
  f->window = open_window (&f->window_fixture, f->window_fixture.document);
  f->session = ytt_window_get_session (f->window);
}

void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  close_window (f->window);
  window_fixture_tear_down (&f->window_fixture, data);
}

static void
collect (GtkWidget *widget,
         GType      type,
         GPtrArray *found)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

GPtrArray *
find_all (GtkWidget *widget,
          GType      type)
{
  GPtrArray *found = g_ptr_array_new ();

  collect (widget, type, found);

  return found;
}

GtkWidget *
find_first (GtkWidget *widget,
            GType      type)
{
  g_autoptr(GPtrArray) found = find_all (widget, type);

  return found->len > 0 ? g_ptr_array_index (found, 0) : NULL;
}

GtkMenuButton *
get_button (Fixture    *f,
            const char *label)
{
  g_autoptr(GPtrArray) buttons = find_all (find_first (GTK_WIDGET (f->window), YTT_TYPE_FILTER_BAR),
                                           GTK_TYPE_MENU_BUTTON);

  for (guint i = 0; i < buttons->len; i++)
    if (g_str_equal (gtk_menu_button_get_label (g_ptr_array_index (buttons, i)), label))
      return g_ptr_array_index (buttons, i);

  g_assert_not_reached ();
}

gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

gboolean
is_unmapped (gpointer data)
{
  return !gtk_widget_get_mapped (data);
}

gboolean
is_counted (gpointer data)
{
  YttSession *session = data;

  return !ytt_session_get_loading (session) && ytt_session_get_counts (session) != NULL;
}

GtkWidget *
open_popover (Fixture    *f,
              const char *label)
{
  GtkMenuButton *button = get_button (f, label);
  GtkWidget *popover;

  wait_until (is_counted, f->session);
  gtk_menu_button_popup (button);
  popover = GTK_WIDGET (gtk_menu_button_get_popover (button));
  g_assert_nonnull (popover);
  /* GTK 4.8 minds a popover being closed while the pointer, wherever it is, waits for a tooltip in it. */
  gtk_widget_set_can_target (gtk_popover_get_child (GTK_POPOVER (popover)), FALSE);
  wait_until (is_mapped, popover);

  return popover;
}

/* As open_popover(), within reach of the pointer. */
GtkWidget *
open_for_pointer (Fixture    *f,
                  const char *label)
{
  GtkWidget *popover = open_popover (f, label);

  gtk_widget_set_can_target (gtk_popover_get_child (GTK_POPOVER (popover)), TRUE);

  return popover;
}

void
close_popover (GtkWidget *popover)
{
  gtk_popover_popdown (GTK_POPOVER (popover));
  wait_until (is_unmapped, popover);
}

/* The page of a facet that has no button of its own. */
GtkWidget *
open_page (Fixture    *f,
           GtkWidget  *popover,
           const char *title)
{
  g_autoptr(GPtrArray) rows = find_all (popover, ADW_TYPE_ACTION_ROW);
  GtkWidget *stack = find_first (popover, GTK_TYPE_STACK);

  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (adw_preferences_row_get_title (g_ptr_array_index (rows, i)), title))
      {
        gtk_widget_activate (g_ptr_array_index (rows, i));
        return gtk_stack_get_visible_child (GTK_STACK (stack));
      }

  g_assert_not_reached ();
}

YttFacetRow *
find_row (GtkWidget  *where,
          const char *value)
{
  g_autoptr(GPtrArray) rows = find_all (where, YTT_TYPE_FACET_ROW);

  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (ytt_facet_row_get_value (g_ptr_array_index (rows, i)), value))
      return g_ptr_array_index (rows, i);

  return NULL;
}

GtkWidget *
get_check (YttFacetRow *row)
{
  return find_first (GTK_WIDGET (row), GTK_TYPE_CHECK_BUTTON);
}

GtkWidget *
get_leave_out (YttFacetRow *row)
{
  return find_first (GTK_WIDGET (row), GTK_TYPE_TOGGLE_BUTTON);
}

guint
get_n_shown (Fixture *f)
{
  wait_until (is_counted, f->session);

  return g_list_model_get_n_items (G_LIST_MODEL (ytt_session_get_facilities (f->session)));
}

void
activate (Fixture   *f,
          GtkWidget *widget)
{
  g_assert_true (gtk_widget_is_sensitive (widget));
  /* A button that is activated plays being pressed first. */
  if (GTK_IS_BUTTON (widget))
    g_signal_emit_by_name (widget, "clicked");
  else
    gtk_widget_activate (widget);
  wait_until (is_counted, f->session);
}

void
clear_filter (Fixture *f)
{
  ytt_session_set_filter (f->session, NULL);
  wait_until (is_counted, f->session);
}

void
set_filter (Fixture    *f,
            const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(YttFilter) filter = ytt_filter_from_string (text, &error);

  g_assert_no_error (error);
  ytt_session_set_filter (f->session, filter);
  wait_until (is_counted, f->session);
}

void
assert_filter (Fixture    *f,
               const char *text)
{
  g_autofree char *filter = ytt_filter_to_string (ytt_session_get_filter (f->session));

  g_assert_cmpstr (filter, ==, text);
}

GtkWidget *
get_entry (GtkWidget *page,
           guint      position)
{
  g_autoptr(GPtrArray) entries = find_all (page, GTK_TYPE_ENTRY);

  g_assert_cmpuint (position, <, entries->len);

  return g_ptr_array_index (entries, position);
}

void
enter (Fixture    *f,
       GtkWidget  *entry,
       const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
  wait_until (is_counted, f->session);
}

gboolean
has_focus_within (GtkWidget *widget,
                  YttWindow *window)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

GtkWidget *
get_chips (Fixture *f)
{
  return find_first (GTK_WIDGET (f->window), YTT_TYPE_FILTER_CHIPS);
}

char *
get_chip_texts (Fixture *f)
{
  g_autoptr(GPtrArray) labels = find_all (get_chips (f), GTK_TYPE_LABEL);
  g_autoptr(GString) texts = g_string_new (NULL);

  for (guint i = 0; i < labels->len; i++)
    g_string_append_printf (texts, "%s;", gtk_label_get_text (g_ptr_array_index (labels, i)));

  return g_string_free (g_steal_pointer (&texts), FALSE);
}

GtkWidget *
get_chip (Fixture *f,
          guint    position)
{
  g_autoptr(GPtrArray) chips = find_all (get_chips (f), GTK_TYPE_BUTTON);

  g_assert_cmpuint (position, <, chips->len);

  return g_ptr_array_index (chips, position);
}
