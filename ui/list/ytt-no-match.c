#include "config.h"

#include "ytt-no-match.h"

#include <glib/gi18n.h>

#include "ytt-filter-words.h"
#include "ytt-format.h"

/* What a row leaves out, beside a term of the filter by its position. */
#define LEAVE_OUT_SEARCH -1
#define LEAVE_OUT_MOMENT -2
#define LEAVE_OUT_ALL -3

struct _YttNoMatch
{
  AdwBin         parent_instance;

  YttSession    *session;   /* (owned) (nullable) */
  YttFilter     *filter;    /* (owned) (nullable): what the rows are of */

  /* Template children */
  AdwStatusPage *page;
  GtkListBox    *rows;
};

enum
{
  CLEARED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttNoMatch, ytt_no_match, ADW_TYPE_BIN)

static void
leave_out_search (YttNoMatch *self)
{
  ytt_session_set_search (self->session, "");
  g_signal_emit (self, signals[CLEARED], 0);
}

static void
row_activated_cb (YttNoMatch *self,
                  GtkWidget  *row)
{
  int what = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "ytt-what"));
  g_autoptr(YttFilter) changed = NULL;
  const YttFilterTerm *term;

  if (self->session == NULL || self->filter == NULL)
    return;

  if (what == LEAVE_OUT_SEARCH)
    {
      leave_out_search (self);
      return;
    }
  if (what == LEAVE_OUT_MOMENT)
    {
      ytt_session_set_moment (self->session, (YttMoment) { 0 });
      return;
    }
  if (what == LEAVE_OUT_ALL)
    {
      ytt_session_set_moment (self->session, (YttMoment) { 0 });
      changed = ytt_filter_new ();
      ytt_session_set_filter (self->session, changed);
      leave_out_search (self);
      return;
    }

  term = ytt_filter_get_term (self->filter, (guint) what);
  changed = ytt_filter_without (self->filter, term->facet, term->value);
  ytt_session_set_filter (self->session, changed);
}

/* The number is left out where it is not known. */
static void
add_row (YttNoMatch *self,
         int         what,
         const char *title,
         int         count)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW,
                                 "use-markup", FALSE,
                                 "title-lines", 2,
                                 "activatable", TRUE,
                                 NULL);

  /* Not with the others, or it would be taken for markup still. */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);

  if (count >= 0)
    {
      g_autofree char *number = ytt_format_number (count, 0);
      /* Translators: %s is a number with its thousands grouped */
      g_autofree char *text = g_strdup_printf (ngettext ("%s facility", "%s facilities", (gulong) count), number);
      GtkWidget *label = gtk_label_new (text);

      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_add_css_class (label, "numeric");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE,
                                           "icon-name", "go-next-symbolic",
                                           "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                           NULL));
  g_object_set_data (G_OBJECT (row), "ytt-what", GINT_TO_POINTER (what));
  gtk_list_box_append (self->rows, row);
}

static int
get_count (GArray *without,
           guint   position)
{
  return without != NULL && position < without->len ? (int) g_array_index (without, guint, position) : -1;
}

/* What would bring nothing is no way out; it is offered only as part of all. */
static void
add_rows (YttNoMatch *self)
{
  const char *search = ytt_session_get_search (self->session);
  GArray *without = ytt_session_get_without (self->session);
  guint n_terms = ytt_filter_get_n_terms (self->filter);
  gboolean now = ytt_moment_is_now (ytt_session_get_moment (self->session));
  int n_searched = n_terms > 0 || !now ? get_count (without, n_terms) : (int) ytt_session_get_n_total (self->session);

  for (guint i = 0; i < n_terms; i++)
    {
      const YttFilterTerm *term = ytt_filter_get_term (self->filter, i);
      g_autofree char *words = ytt_filter_describe_term (self->filter, term, ytt_session_get_counts (self->session));
      /* Translators: %s is a term of the filter: "Mining" without quotes, “not China” with them */
      g_autofree char *title = g_strdup_printf (term->negated ? _("Leave out “%s”") : _("Leave out %s"), words);

      if (get_count (without, i) != 0)
        add_row (self, (int) i, title, get_count (without, i));
    }
  if (*search != '\0' && n_searched != 0)
    {
      g_autofree char *title = g_strdup_printf (_("Leave out “%s”"), search);

      add_row (self, LEAVE_OUT_SEARCH, title, n_searched);
    }
  if (!now)
    add_row (self, LEAVE_OUT_MOMENT, _("Go to now"), -1);
  if (n_terms + (*search != '\0') + !now > 1)
    add_row (self, LEAVE_OUT_ALL, _("Clear everything"), (int) ytt_session_get_n_total (self->session));
}

static char *
escape (char *text)
{
  g_autofree char *plain = text;

  return plain != NULL ? g_markup_escape_text (plain, -1) : NULL;
}

/* Where a filter only leaves out, all that there is has been left out. */
static char *
describe_left_out (const char *search,
                   const char *left_out)
{
  if (*search == '\0')
    /* Translators: %s is such as "the country China or the status Shelved" */
    return g_strdup_printf (_("Every record has %s."), left_out);

  /* Translators: the second is such as "the country China or the status Shelved" */
  return g_strdup_printf (_("Every record with “%s” in its name, place or companies has %s."), search, left_out);
}

static char *
make_description (YttSession *session)
{
  YttFilter *filter = ytt_session_get_filter (session);
  YttFacetCounts *counts = ytt_session_get_counts (session);
  g_autofree char *search = g_markup_escape_text (ytt_session_get_search (session), -1);
  g_autofree char *wanted = escape (ytt_filter_describe_side (filter, FALSE, counts));
  g_autofree char *left_out = escape (ytt_filter_describe_side (filter, TRUE, counts));
  g_autofree char *all = escape (ytt_filter_describe (filter, counts));
  gboolean now = ytt_moment_is_now (ytt_session_get_moment (session));

  if (ytt_filter_is_empty (filter) && *search == '\0')
    return g_strdup (_("No record tells of a facility at this time."));
  if (ytt_filter_is_empty (filter))
    return g_strdup_printf (_("No record has “%s” in its name, place or companies."), search);
  if (wanted == NULL && left_out != NULL && now)
    return describe_left_out (search, left_out);
  if (*search == '\0')
    /* Translators: %s is such as "the stage Mining, but not the country China" */
    return g_strdup_printf (_("No record has %s."), all);

  /* Translators: the second is such as "the stage Mining, but not the country China" */
  return g_strdup_printf (_("No record with “%s” in its name, place or companies has %s."), search, all);
}

static void
ytt_no_match_dispose (GObject *object)
{
  YttNoMatch *self = YTT_NO_MATCH (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->filter, ytt_filter_unref);

  G_OBJECT_CLASS (ytt_no_match_parent_class)->dispose (object);
}

static void
ytt_no_match_class_init (YttNoMatchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ytt_no_match_dispose;

  signals[CLEARED] = g_signal_new ("cleared", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "list/ytt-no-match.ui");
  gtk_widget_class_bind_template_child (widget_class, YttNoMatch, page);
  gtk_widget_class_bind_template_child (widget_class, YttNoMatch, rows);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
ytt_no_match_init (YttNoMatch *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ytt_no_match_update:
 * @self: a page
 * @session: whose search and filter found nothing
 */
void
ytt_no_match_update (YttNoMatch *self,
                     YttSession *session)
{
  g_autofree char *description = NULL;
  GtkListBoxRow *row;

  g_return_if_fail (YTT_IS_NO_MATCH (self));
  g_return_if_fail (YTT_IS_SESSION (session));

  g_set_object (&self->session, session);
  g_clear_pointer (&self->filter, ytt_filter_unref);
  self->filter = ytt_filter_ref (ytt_session_get_filter (session));

  description = make_description (session);
  adw_status_page_set_description (self->page, description);
  while ((row = gtk_list_box_get_row_at_index (self->rows, 0)) != NULL)
    gtk_list_box_remove (self->rows, GTK_WIDGET (row));
  add_rows (self);
}
