#include "config.h"

#include "ytt-rest-rows.h"

#include <glib/gi18n.h>

#include "ytt-codes.h"
#include "ytt-format.h"
#include "ytt-statistic.h"

/* How many there are before one asks for all, and then. */
#define FEW  8
#define MOST 300

/* What is added once it is asked for. */
typedef struct
{
  GPtrArray *rows;       /* (owned) */
  GPtrArray *rests;      /* (owned) */
  gint64     facility;
} Rest;

static void
rest_free (Rest     *rest,
           GClosure *closure)
{
  g_ptr_array_unref (rest->rows);
  g_ptr_array_unref (rest->rests);
  g_free (rest);
}

/* Counting */

static void
append_count (GString *text,
              char    *words,
              guint    n)
{
  if (n > 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", words);
  g_free (words);
}

/* Claims, and the facilities that they are on. */
static char *
describe_claims (GPtrArray *rests,
                 guint     *n)
{
  g_autofree char *claims = NULL, *facilities = NULL;
  guint n_facilities = 0;

  for (guint i = 0; i < rests->len; i++)
    {
      const YttRest *rest = g_ptr_array_index (rests, i);
      guint n_here = rest->kind == YTT_REST_FACILITY ? rest->n + rest->n_withdrawn : 0;

      *n += n_here;
      n_facilities += n_here > 0;
    }

  claims = g_strdup_printf (ngettext ("%u claim", "%u claims", *n), *n);
  facilities = g_strdup_printf (ngettext ("%u facility", "%u facilities", n_facilities), n_facilities);

  /* Translators: how many claims, on how many facilities: "12 claims on 5 facilities" */
  return g_strdup_printf (_("%s on %s"), claims, facilities);
}

/**
 * ytt_rest_rows_describe:
 * @rests: (element-type YttRest): what rests on a source
 *
 * Returns: (transfer full): how much that is, in words
 */
char *
ytt_rest_rows_describe (GPtrArray *rests)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint n_claims = 0, n[YTT_REST_FIGURE + 1] = { 0 };
  char *claims = describe_claims (rests, &n_claims);

  for (guint i = 0; i < rests->len; i++)
    {
      const YttRest *rest = g_ptr_array_index (rests, i);

      n[rest->kind] += rest->kind == YTT_REST_FACILITY ? rest->n + rest->n_withdrawn == 0 : rest->n;
    }

  append_count (text, claims, n_claims);
  append_count (text, g_strdup_printf (ngettext ("%u facility without claims", "%u facilities without claims",
                                                 n[YTT_REST_FACILITY]), n[YTT_REST_FACILITY]), n[YTT_REST_FACILITY]);
  append_count (text, g_strdup_printf (ngettext ("%u announcement", "%u announcements", n[YTT_REST_ANNOUNCEMENT]),
                                       n[YTT_REST_ANNOUNCEMENT]), n[YTT_REST_ANNOUNCEMENT]);
  append_count (text, g_strdup_printf (ngettext ("%u supply link", "%u supply links", n[YTT_REST_LINK]),
                                       n[YTT_REST_LINK]), n[YTT_REST_LINK]);
  append_count (text, g_strdup_printf (ngettext ("%u organisation", "%u organisations", n[YTT_REST_ORGANISATION]),
                                       n[YTT_REST_ORGANISATION]), n[YTT_REST_ORGANISATION]);
  append_count (text, g_strdup_printf (ngettext ("%u country figure", "%u country figures", n[YTT_REST_FIGURE]),
                                       n[YTT_REST_FIGURE]), n[YTT_REST_FIGURE]);
  if (text->len == 0)
    return g_strdup (_("Nothing rests on it"));

  /* Translators: how much of the document rests on a source: "12 claims on 5 facilities, 2 announcements" */
  return g_strdup_printf (_("On it rest: %s"), text->str);
}

/* Naming */

static void
append_words (GString    *text,
              const char *words)
{
  if (words != NULL && *words != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", words);
}

/* "Capacity, status, 1 withdrawn claim" */
static char *
describe_facility (const YttRest *rest)
{
  g_auto(GStrv) attributes = g_strsplit (rest->detail != NULL ? rest->detail : "", ";", -1);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *withdrawn = NULL;

  for (gsize i = 0; attributes[i] != NULL; i++)
    append_words (text, ytt_attribute_get_label (attributes[i]));
  if (rest->n_withdrawn > 0)
    withdrawn = g_strdup_printf (ngettext ("%u withdrawn claim", "%u withdrawn claims", rest->n_withdrawn),
                                 rest->n_withdrawn);
  append_words (text, withdrawn);
  if (rest->place)
    /* Translators: of a source: it tells where a facility is */
    append_words (text, _("Place"));
  if (text->len == 0)
    append_words (text, _("Named as a source of the facility"));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
describe (const YttRest *rest)
{
  g_autofree char *date = NULL;

  switch (rest->kind)
    {
    case YTT_REST_FACILITY:
      return describe_facility (rest);
    case YTT_REST_ANNOUNCEMENT:
      date = rest->detail != NULL ? ytt_format_date (rest->detail) : NULL;
      /* Translators: what something is, and its date */
      return date != NULL ? g_strdup_printf (_("Announcement, %s"), date) : g_strdup (_("Announcement"));
    case YTT_REST_LINK:
      return rest->more != NULL && *rest->more != '\0' ? g_strdup_printf (_("Supply link, %s"), rest->more)
                                                       : g_strdup (_("Supply link"));
    case YTT_REST_ORGANISATION:
      return rest->detail != NULL ? g_strdup_printf (_("Organisation, %s"), ytt_country_get_name (rest->detail))
                                  : g_strdup (_("Organisation"));
    case YTT_REST_FIGURE:
    default:
      return g_strdup_printf ("%s, %s", ytt_statistic_measure_get_label (rest->detail), rest->more);
    }
}

static char *
name (const YttRest *rest)
{
  switch (rest->kind)
    {
    case YTT_REST_LINK:
      /* Translators: a supply link: from whom to whom */
      return g_strdup_printf (_("%s → %s"), rest->name, rest->detail != NULL ? rest->detail : "");
    case YTT_REST_FIGURE:
      return g_strdup (g_str_equal (rest->name, "WLD") ? _("World") : ytt_country_get_name (rest->name));
    case YTT_REST_FACILITY:
    case YTT_REST_ANNOUNCEMENT:
    case YTT_REST_ORGANISATION:
    default:
      return g_strdup (rest->name);
    }
}

/* Where a click leads, if anywhere. */
static void
set_way (GtkWidget     *row,
         const YttRest *rest,
         gint64         facility)
{
  GtkActionable *actionable = GTK_ACTIONABLE (row);
  static const char * const actions[] = {
    [YTT_REST_FACILITY] = "detail.select",
    [YTT_REST_ANNOUNCEMENT] = "detail.announcement",
    [YTT_REST_LINK] = "detail.select",
    [YTT_REST_ORGANISATION] = "detail.organisation",
    [YTT_REST_FIGURE] = "detail.country",
  };

  if (rest->kind == YTT_REST_FIGURE ? g_str_equal (rest->name, "WLD") : rest->kind != YTT_REST_ANNOUNCEMENT
                                                                        && rest->kind != YTT_REST_ORGANISATION
                                                                        && rest->id == facility)
    return;

  gtk_actionable_set_action_name (actionable, actions[rest->kind]);
  if (rest->kind == YTT_REST_FIGURE)
    gtk_actionable_set_action_target (actionable, "s", rest->name);
  else
    gtk_actionable_set_action_target (actionable, "x", rest->id);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
}

static GtkWidget *
create_row (const YttRest *rest,
            gint64         facility)
{
  g_autofree char *title = name (rest), *subtitle = describe (rest);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "subtitle", subtitle, NULL);

  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  gtk_widget_add_css_class (row, "rest");
  set_way (row, rest, facility);

  return row;
}

static void
add_rows (AdwExpanderRow *row,
          GPtrArray      *rows,
          GPtrArray      *rests,
          guint           from,
          guint           to,
          gint64          facility)
{
  for (guint i = from; i < MIN (rests->len, to); i++)
    {
      GtkWidget *added = create_row (g_ptr_array_index (rests, i), facility);

      adw_expander_row_add_row (row, added);
      g_ptr_array_add (rows, added);
    }
}

static void
show_all_cb (GtkWidget *all,
             Rest      *rest)
{
  AdwExpanderRow *row = ADW_EXPANDER_ROW (gtk_widget_get_ancestor (all, ADW_TYPE_EXPANDER_ROW));
  GtkWidget *line = gtk_widget_get_ancestor (all, GTK_TYPE_LIST_BOX_ROW);

  add_rows (row, rest->rows, rest->rests, FEW, MOST, rest->facility);
  gtk_widget_child_focus (g_ptr_array_index (rest->rows, FEW + 1), GTK_DIR_TAB_FORWARD);
  g_ptr_array_remove (rest->rows, line);
  adw_expander_row_remove (row, line);
}

static void
add_show_all (AdwExpanderRow *row,
              GPtrArray      *rows,
              GPtrArray      *rests,
              gint64          facility)
{
  g_autofree char *label = NULL;
  GtkWidget *line, *button;
  Rest *rest;

  label = rests->len <= MOST ? g_strdup_printf (ngettext ("Show _All %u", "Show _All %u", rests->len), rests->len)
                             : g_strdup_printf (_("Show the First %u of %u"), (guint) MOST, rests->len);
  button = gtk_button_new_with_mnemonic (label);
  gtk_widget_add_css_class (button, "flat");
  line = g_object_new (GTK_TYPE_LIST_BOX_ROW, "child", button, "activatable", FALSE, "selectable", FALSE, "focusable",
                       FALSE, NULL);
  adw_expander_row_add_row (row, line);
  g_ptr_array_add (rows, line);

  rest = g_new0 (Rest, 1);
  rest->rows = g_ptr_array_ref (rows);
  rest->rests = g_ptr_array_ref (rests);
  rest->facility = facility;
  g_signal_connect_data (button, "clicked", G_CALLBACK (show_all_cb), rest, (GClosureNotify) rest_free, 0);
}

void
ytt_rest_rows_fill (AdwExpanderRow *row,
                    GPtrArray      *rows,
                    GPtrArray      *rests,
                    gint64          facility)
{
  for (guint i = 0; i < rows->len; i++)
    adw_expander_row_remove (row, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);

  /* One more than few is shown at once: the button takes as much room. */
  if (rests->len <= FEW + 1)
    {
      add_rows (row, rows, rests, 0, rests->len, facility);
      return;
    }

  add_rows (row, rows, rests, 0, FEW, facility);
  add_show_all (row, rows, rests, facility);
}
