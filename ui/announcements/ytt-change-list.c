#include "config.h"

#include "ytt-change-list.h"

#include <glib/gi18n.h>

#include "ytt-format.h"

/* Rows that are made; whoever wants more than that to read chooses a later day. */
#define MAX_ROWS 200

struct _YttChangeList
{
  AdwBin         parent_instance;

  GtkStack      *stack;
  AdwStatusPage *empty;
  GtkLabel      *heading;
  GtkListBox    *list;
};

G_DEFINE_FINAL_TYPE (YttChangeList, ytt_change_list, ADW_TYPE_BIN)

/* "2028, Reuters, 3 Feb 2026" */
static char *
describe_claim (const YttClaim *claim)
{
  g_autofree char *value = ytt_format_claim (claim);
  g_autofree char *date = ytt_format_date (claim->as_of);
  const YttSource *source = claim->source;
  const char *name = NULL;

  if (source != NULL)
    name = source->publisher != NULL ? source->publisher : source->title;

  return name != NULL ? g_strdup_printf ("%s (%s, %s)", value, name, date) : g_strdup_printf ("%s (%s)", value, date);
}

static char *
describe_change (YttChangesKind   kind,
                 const YttNewsItem *change)
{
  g_autofree char *now = describe_claim (change->claim);
  g_autofree char *before = change->before != NULL ? describe_claim (change->before) : NULL;
  const char *attribute = ytt_attribute_get_label (change->claim->attribute);
  g_autofree char *part = change->claim->part != NULL && *change->claim->part != '\0'
                          ? g_strdup_printf ("%s, %s", attribute, change->claim->part) : g_strdup (attribute);

  if (before == NULL)
    /* Translators: what is told, such as "Start", and the claim */
    return g_strdup_printf (_("%s: %s"), part, now);
  if (kind == YTT_CHANGES_CONTRADICTED)
    /* Translators: what is told, such as "Capacity", the claim, and the one that it contradicts */
    return g_strdup_printf (_("%s: %s\nContradicts %s"), part, now, before);

  /* Translators: what is told, such as "Start", the claim, and what was told before */
  return g_strdup_printf (_("%s: %s\nBefore: %s"), part, now, before);
}

static GtkWidget *
make_row (YttChangesKind   kind,
          const YttNewsItem *change)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *chevron = gtk_image_new_from_icon_name ("go-next-symbolic");
  g_autofree char *text = describe_change (kind, change);
  g_autofree char *title = g_strdup_printf ("%s · %s", change->facility_name, ytt_country_get_name (change->country));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), change->country != NULL ? title : change->facility_name);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), chevron);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "announcement.facility");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "x", change->facility);

  return row;
}

static void
ytt_change_list_class_init (YttChangeListClass *klass)
{
}

static void
ytt_change_list_init (YttChangeList *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);

  self->heading = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->heading, 0);
  gtk_label_set_wrap (self->heading, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->heading), "dim-label");
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What changed"), -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->heading));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);

  self->empty = ADW_STATUS_PAGE (adw_status_page_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->empty), "compact");
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_child (self->stack, scrolled);
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->empty));
  gtk_stack_set_visible_child (self->stack, scrolled);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

GtkWidget *
ytt_change_list_new (void)
{
  return g_object_new (YTT_TYPE_CHANGE_LIST, NULL);
}

static const struct
{
  const char *heading;
  const char *empty_title;
} kinds[] = {
  [YTT_CHANGES_OPENED] =
    { N_("The newest status is commissioning or operating and the one before was not, or a start was stated that "
         "lies since then."),
      N_("Nothing Opened") },
  [YTT_CHANGES_SLIPPED] =
    { N_("A start was promised that is later than the one promised before."), N_("Nothing Slipped") },
  [YTT_CHANGES_CONTRADICTED] =
    { N_("Claims made since then that differ from another on the same thing by more than their qualifiers allow."),
      N_("Nothing Contradicts") },
};

/**
 * ytt_change_list_show:
 * @self: a list
 * @kind: which of the changes
 * @changes: (nullable): what changed; %NULL until that has been read
 */
void
ytt_change_list_show (YttChangeList    *self,
                      YttChangesKind    kind,
                      const YttNews *changes)
{
  GPtrArray *array = NULL;
  GtkListBoxRow *row;

  g_return_if_fail (YTT_IS_CHANGE_LIST (self));

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_label_set_text (self->heading, _(kinds[kind].heading));
  adw_status_page_set_title (self->empty, _(kinds[kind].empty_title));
  adw_status_page_set_description (self->empty, _("No claim since that day says so. Claims without a date are "
                                                  "left out."));

  if (changes != NULL)
    array = kind == YTT_CHANGES_OPENED ? changes->opened
            : kind == YTT_CHANGES_SLIPPED ? changes->slipped : changes->contradicted;
  for (guint i = 0; array != NULL && i < MIN (array->len, MAX_ROWS); i++)
    gtk_list_box_append (self->list, make_row (kind, g_ptr_array_index (array, i)));
  if (array != NULL && array->len > MAX_ROWS)
    {
      g_autofree char *number = ytt_format_number (array->len - MAX_ROWS, 0);
      /* Translators: %s is a number of rows that are not shown */
      g_autofree char *text = g_strdup_printf (_("%s more. A later day shows fewer."), number);
      GtkWidget *more = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (more), text);
      gtk_list_box_append (self->list, more);
    }

  gtk_stack_set_visible_child (self->stack, array != NULL && array->len == 0
                                            ? GTK_WIDGET (self->empty) : gtk_widget_get_first_child (GTK_WIDGET (self->stack)));
}
