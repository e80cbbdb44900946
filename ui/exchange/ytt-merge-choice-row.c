#include "config.h"

#include "ytt-merge-choice-row.h"

#include <glib/gi18n.h>

#include "ytt-format.h"
#include "ytt-history-words.h"

/* Longer texts are cut: the record has the whole. */
#define MOST_CHARACTERS 240

struct _YttMergeChoiceRow
{
  AdwPreferencesRow  parent_instance;

  GtkBox            *sides;
  GtkCheckButton    *buttons[YTT_MERGE_BOTH + 1];   /* the last one is there only where both can be kept */
};

G_DEFINE_FINAL_TYPE (YttMergeChoiceRow, ytt_merge_choice_row, ADW_TYPE_PREFERENCES_ROW)

static void
ytt_merge_choice_row_class_init (YttMergeChoiceRowClass *klass)
{
}

static void
ytt_merge_choice_row_init (YttMergeChoiceRow *self)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

static GtkWidget *
make_label (const char *text,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  if (g_strcmp0 (css_class, "caption") == 0)
    gtk_widget_add_css_class (label, "dim-label");

  return label;
}

/* (transfer full) */
static char *
shorten (const char *text)
{
  g_autofree char *head = NULL;

  if (g_utf8_strlen (text, -1) <= MOST_CHARACTERS)
    return g_strdup (text);

  head = g_utf8_substring (text, 0, MOST_CHARACTERS);

  return g_strconcat (head, "…", NULL);
}

/* (transfer full) (nullable): "Ann · 3 Nov 2025, 14:02 · the source was mended" */
static char *
describe_change (const YttMergeView *view)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr(GDateTime) at = view->at != NULL ? g_date_time_new_from_iso8601 (view->at, utc) : NULL;
  g_autoptr(GDateTime) local = at != NULL ? g_date_time_to_local (at) : NULL;
  g_autofree char *iso = local != NULL ? g_date_time_format (local, "%F") : NULL;
  g_autofree char *clock = local != NULL ? g_date_time_format (local, "%H:%M") : NULL;
  g_autofree char *day = iso != NULL ? ytt_format_date (iso) : NULL;
  g_autofree char *time = day != NULL ? g_strdup_printf ("%s, %s", day, clock) : NULL;
  g_autofree char *why = view->why != NULL ? shorten (view->why) : NULL;
  const char *parts[4];
  guint n = 0;

  if (view->who != NULL && *view->who != '\0')
    parts[n++] = view->who;
  if (time != NULL)
    parts[n++] = time;
  if (why != NULL && *why != '\0')
    parts[n++] = why;
  parts[n] = NULL;

  return n > 0 ? g_strjoinv (" · ", (char **) parts) : NULL;
}

/* What is chosen with a side, in words. */
static const char *
word_side (const YttMergeDecision *decision,
           YttMergeChoice          choice)
{
  const char *text = choice == YTT_MERGE_MINE ? decision->mine.text : decision->theirs.text;

  if (choice == YTT_MERGE_BOTH)
    return _("Keep both, as two claims");
  if (decision->question == YTT_MERGE_THEY_DELETED)
    return choice == YTT_MERGE_MINE ? _("Keep it") : _("Delete it");
  if (decision->question == YTT_MERGE_HERE_DELETED)
    return choice == YTT_MERGE_MINE ? _("Leave it deleted") : _("Bring it back");

  return text != NULL && *text != '\0' ? text : _("Nothing");
}

static void
add_side (YttMergeChoiceRow      *self,
          const YttMergeDecision *decision,
          YttMergeChoice          choice)
{
  static const char * const names[] = { NC_("merge", "Mine"), NC_("merge", "Theirs"), NC_("merge", "Both") };
  const char *name = g_dpgettext2 (GETTEXT_PACKAGE, "merge", names[choice]);
  g_autofree char *words = shorten (word_side (decision, choice)), *label = NULL;
  g_autofree char *change = choice == YTT_MERGE_BOTH ? NULL : describe_change (choice == YTT_MERGE_MINE ? &decision->mine
                                                                                                       : &decision->theirs);
  GtkWidget *button = gtk_check_button_new (), *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_box_append (GTK_BOX (texts), make_label (name, "caption"));
  gtk_box_append (GTK_BOX (texts), make_label (words, NULL));
  if (change != NULL)
    gtk_box_append (GTK_BOX (texts), make_label (change, "caption"));
  gtk_widget_set_margin_start (texts, 6);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), texts);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_hexpand (button, TRUE);
  if (choice != YTT_MERGE_MINE)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), self->buttons[YTT_MERGE_MINE]);
  label = change != NULL ? g_strdup_printf ("%s: %s, %s", name, words, change) : g_strdup_printf ("%s: %s", name, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  self->buttons[choice] = GTK_CHECK_BUTTON (button);
  gtk_box_append (self->sides, button);
}

/* (transfer full): what it is about, under the record's name */
static char *
describe_question (const YttMergeDecision *decision)
{
  YttHistoryField field = { .table = decision->table, .column = decision->column };
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *name = NULL, *before = NULL;

  if (decision->what != NULL && g_strcmp0 (decision->what, decision->record_name) != 0
      && !g_str_equal (decision->table, decision->record_table))
    g_string_append_printf (text, "%s · ", decision->what);

  switch (decision->question)
    {
    case YTT_MERGE_THEY_DELETED:
      g_string_append (text, _("Deleted there, but changed or needed here"));
      break;

    case YTT_MERGE_HERE_DELETED:
      g_string_append (text, _("Deleted here, but changed or needed there"));
      break;

    case YTT_MERGE_PIN:
      g_string_append (text, _("Each side pinned another claim"));
      break;

    case YTT_MERGE_VALUE:
    default:
      name = ytt_history_field_format_name (&field);
      g_string_append (text, name);
      if (decision->before != NULL)
        {
          before = shorten (decision->before);
          g_string_append (text, " · ");
          /* Translators: what a field held before both sides changed it */
          g_string_append_printf (text, _("before: %s"), before);
        }
      break;
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * ytt_merge_choice_row_new:
 * @decision: what is to be decided; it is not looked at later
 *
 * Returns: (transfer floating): a row, with what was changed last chosen
 */
GtkWidget *
ytt_merge_choice_row_new (const YttMergeDecision *decision)
{
  YttMergeChoiceRow *self = g_object_new (YTT_TYPE_MERGE_CHOICE_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *sides = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  const char *title = decision->record_name != NULL ? decision->record_name : _("Without a name");
  g_autofree char *question = describe_question (decision), *label = g_strdup_printf ("%s: %s", title, question);

  self->sides = GTK_BOX (sides);
  gtk_box_set_homogeneous (self->sides, TRUE);
  add_side (self, decision, YTT_MERGE_MINE);
  add_side (self, decision, YTT_MERGE_THEIRS);
  if (decision->may_both)
    add_side (self, decision, YTT_MERGE_BOTH);
  ytt_merge_choice_row_set_choice (self, decision->newer);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  gtk_box_append (GTK_BOX (box), make_label (title, NULL));
  gtk_box_append (GTK_BOX (box), make_label (question, "caption"));
  gtk_box_append (GTK_BOX (box), sides);
  gtk_widget_set_margin_top (sides, 6);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (sides), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return GTK_WIDGET (self);
}

YttMergeChoice
ytt_merge_choice_row_get_choice (YttMergeChoiceRow *self)
{
  g_return_val_if_fail (YTT_IS_MERGE_CHOICE_ROW (self), YTT_MERGE_MINE);

  for (YttMergeChoice choice = YTT_MERGE_MINE; choice <= YTT_MERGE_BOTH; choice++)
    if (self->buttons[choice] != NULL && gtk_check_button_get_active (self->buttons[choice]))
      return choice;

  return YTT_MERGE_MINE;
}

/* Where both cannot be kept, choosing both changes nothing. */
void
ytt_merge_choice_row_set_choice (YttMergeChoiceRow *self,
                                 YttMergeChoice     choice)
{
  g_return_if_fail (YTT_IS_MERGE_CHOICE_ROW (self));
  g_return_if_fail (choice <= YTT_MERGE_BOTH);

  if (self->buttons[choice] != NULL)
    gtk_check_button_set_active (self->buttons[choice], TRUE);
}

void
ytt_merge_choice_row_set_narrow (YttMergeChoiceRow *self,
                                 gboolean           narrow)
{
  g_return_if_fail (YTT_IS_MERGE_CHOICE_ROW (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->sides), narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_homogeneous (self->sides, !narrow);
}
