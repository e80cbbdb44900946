#include "config.h"

#include "ytt-facet-popover.h"

#include <glib/gi18n.h>

#include "ytt-facet-list.h"
#include "ytt-filter-words.h"
#include "ytt-range-editor.h"

#define NEVER_CUT 6   /* letters */
#define WIDTH 300   /* px: an open popover fits into the narrowest window */

static GtkWidget *
make_popover (GtkWidget *content)
{
  GtkWidget *popover = gtk_popover_new ();

  gtk_widget_set_size_request (content, WIDTH, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), content);
  gtk_widget_add_css_class (popover, "facets");

  return popover;
}

static gboolean
is_range (YttFacet facet)
{
  return facet == YTT_FACET_START || facet == YTT_FACET_CAPACITY || facet == YTT_FACET_NEWEST_SOURCE;
}

static GtkWidget *
make_facet (YttSession *session,
            YttFacet    facet)
{
  return is_range (facet) ? ytt_range_editor_new (session, facet) : ytt_facet_list_new (session, facet);
}

/**
 * ytt_facet_popover_new:
 * @session: whose filter is shown and changed
 * @facet: a facet
 *
 * Returns: (transfer floating): a popover with the facet's values
 */
GtkWidget *
ytt_facet_popover_new (YttSession *session,
                       YttFacet    facet)
{
  GtkWidget *content = make_facet (session, facet);
  GtkWidget *popover = make_popover (content);

  ytt_facet_popover_refresh (popover);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  ytt_facet_get_title (facet), -1);

  return popover;
}

/**
 * ytt_facet_popover_refresh:
 * @popover: what ytt_facet_popover_new() or ytt_more_popover_new() made
 *
 * Puts the values in order anew. That is done before it is shown: afterwards a row has the focus.
 */
void
ytt_facet_popover_refresh (GtkWidget *popover)
{
  GtkWidget *content = gtk_popover_get_child (GTK_POPOVER (popover));

  if (YTT_IS_FACET_LIST (content))
    ytt_facet_list_refresh (YTT_FACET_LIST (content));
}

/* The facets that have no button of their own. */
static const YttFacet more_facets[] = {
  YTT_FACET_ELEMENT,
  YTT_FACET_ORGANISATION,
  YTT_FACET_PRECISION,
  YTT_FACET_START,
  YTT_FACET_CAPACITY,
  YTT_FACET_CONFLICT,
  YTT_FACET_NEWEST_SOURCE,
};

#define N_MORE G_N_ELEMENTS (more_facets)

/* What the popover is made of; it lives as long as its index. */
typedef struct
{
  YttSession   *session;        /* (owned) */
  GSignalGroup *signals;        /* (owned) of the session */
  GtkStack     *stack;
  GtkWidget    *index;
  GtkWidget    *rows[N_MORE];
  GtkWidget    *pages[N_MORE];  /* (nullable) until it has been looked at */
} More;

static void
more_free (gpointer data)
{
  More *more = data;

  g_clear_object (&more->signals);
  g_clear_object (&more->session);
  g_free (more);
}

/* Each facet says what it asks for now. */
static void
update_index (More *more)
{
  YttFilter *filter = ytt_session_get_filter (more->session);

  for (guint i = 0; i < N_MORE; i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);

      for (guint j = 0; j < ytt_filter_get_n_terms (filter); j++)
        {
          const YttFilterTerm *term = ytt_filter_get_term (filter, j);
          g_autofree char *words = NULL;

          if (term->facet != more_facets[i])
            continue;

          words = ytt_filter_describe_term (filter, term, ytt_session_get_counts (more->session));
          g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", words);
        }
      /* GTK 4.8 asks for the width of the ellipsis, and warns that a text such as “Y” is narrower. */
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (more->rows[i]), text->len > NEVER_CUT ? 1 : 0);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (more->rows[i]), text->str);
    }
}

static void
show_index (More *more)
{
  GtkWidget *page = gtk_stack_get_visible_child (more->stack);

  gtk_stack_set_visible_child_name (more->stack, "index");
  /* Back to where one came from. */
  for (guint i = 0; i < N_MORE; i++)
    if (more->pages[i] != NULL && more->pages[i] == page)
      gtk_widget_grab_focus (more->rows[i]);
}

/* The focus is where the popover was opened from by now. */
static void
closed_cb (More *more)
{
  gtk_stack_set_visible_child_name (more->stack, "index");
}

static GtkWidget *
make_page (More     *more,
           YttFacet  facet)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *header = gtk_center_box_new ();
  GtkWidget *back = g_object_new (GTK_TYPE_BUTTON, "icon-name", "go-previous-symbolic",
                                  "tooltip-text", _("Back"), NULL);
  GtkWidget *title = gtk_label_new (ytt_facet_get_title (facet));

  gtk_widget_add_css_class (back, "flat");
  gtk_widget_add_css_class (title, "heading");
  gtk_accessible_update_property (GTK_ACCESSIBLE (back), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Back"), -1);
  g_signal_connect_swapped (back, "clicked", G_CALLBACK (show_index), more);
  gtk_center_box_set_start_widget (GTK_CENTER_BOX (header), back);
  gtk_center_box_set_center_widget (GTK_CENTER_BOX (header), title);
  gtk_box_append (GTK_BOX (page), header);
  gtk_box_append (GTK_BOX (page), make_facet (more->session, facet));

  return page;
}

static void
row_activated_cb (More       *more,
                  GtkWidget  *row)
{
  for (guint i = 0; i < N_MORE; i++)
    {
      GtkWidget *facet;

      if (more->rows[i] != row)
        continue;

      if (more->pages[i] == NULL)
        {
          more->pages[i] = make_page (more, more_facets[i]);
          gtk_stack_add_child (more->stack, more->pages[i]);
        }
      facet = gtk_widget_get_last_child (more->pages[i]);
      if (YTT_IS_FACET_LIST (facet))
        ytt_facet_list_refresh (YTT_FACET_LIST (facet));
      gtk_stack_set_visible_child (more->stack, more->pages[i]);
      gtk_widget_child_focus (facet, GTK_DIR_TAB_FORWARD);
      return;
    }
}

static GtkWidget *
make_index (More *more)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "facet-index");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("More to filter by"), -1);
  for (guint i = 0; i < N_MORE; i++)
    {
      GtkWidget *image = gtk_image_new_from_icon_name ("go-next-symbolic");

      more->rows[i] = g_object_new (ADW_TYPE_ACTION_ROW,
                                    "use-markup", FALSE,
                                    "title", ytt_facet_get_title (more_facets[i]),
                                    "subtitle-lines", 1,
                                    "activatable", TRUE,
                                    NULL);
      adw_action_row_add_suffix (ADW_ACTION_ROW (more->rows[i]), image);
      gtk_list_box_append (GTK_LIST_BOX (list), more->rows[i]);
    }
  g_signal_connect_swapped (list, "row-activated", G_CALLBACK (row_activated_cb), more);

  return list;
}

/* Newer GTK closes a popover whose least size outgrows, between two frames, the size that it has been given. So what is
 * within asks for none, whatever is shown, and however far the change to it has come. */
static void
yielding_measure (GtkWidget      *widget,
                  GtkOrientation  orientation,
                  int             for_size,
                  int            *minimum,
                  int            *natural,
                  int            *minimum_baseline,
                  int            *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int least = -1;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    for_size = -1;
  else if (for_size >= 0)
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);

  gtk_widget_measure (child, orientation, MAX (for_size, least), NULL, natural, NULL, NULL);
  *minimum = 0;
}

static void
yielding_allocate (GtkWidget *widget,
                   int        width,
                   int        height,
                   int        baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int least_width, least_height;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
  width = MAX (width, least_width);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &least_height, NULL, NULL, NULL);
  gtk_widget_size_allocate (child, &(GtkAllocation) { 0, 0, width, MAX (height, least_height) }, baseline);
}

static GtkSizeRequestMode
yielding_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static GtkWidget *
make_yielding (GtkWidget *child)
{
  GtkWidget *bin = adw_bin_new ();

  adw_bin_set_child (ADW_BIN (bin), child);
  gtk_widget_set_layout_manager (bin, gtk_custom_layout_new (yielding_request_mode, yielding_measure,
                                                             yielding_allocate));
  gtk_widget_set_overflow (bin, GTK_OVERFLOW_HIDDEN);

  return bin;
}

/**
 * ytt_more_popover_new:
 * @session: whose filter is shown and changed
 *
 * Returns: (transfer floating): a popover that lists the facets without a button, each of which opens a page
 */
GtkWidget *
ytt_more_popover_new (YttSession *session)
{
  More *more = g_new0 (More, 1);
  GtkWidget *popover;

  more->session = g_object_ref (session);
  more->stack = g_object_new (GTK_TYPE_STACK, "hhomogeneous", FALSE, "vhomogeneous", FALSE, "interpolate-size", TRUE,
                              "transition-type", GTK_STACK_TRANSITION_TYPE_SLIDE_LEFT_RIGHT, NULL);
  more->index = make_index (more);
  gtk_stack_add_named (more->stack, more->index, "index");

  popover = make_popover (make_yielding (GTK_WIDGET (more->stack)));
  g_object_set_data_full (G_OBJECT (popover), "ytt-more", more, more_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("More to filter by"), -1);
  g_signal_connect_swapped (popover, "closed", G_CALLBACK (closed_cb), more);

  more->signals = g_signal_group_new (YTT_TYPE_SESSION);
  g_signal_group_connect_swapped (more->signals, "notify::filter", G_CALLBACK (update_index), more);
  g_signal_group_connect_swapped (more->signals, "notify::counts", G_CALLBACK (update_index), more);
  g_signal_group_set_target (more->signals, session);
  update_index (more);

  return popover;
}
