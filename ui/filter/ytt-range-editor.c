#include "config.h"

#include "ytt-range-editor.h"

#include <string.h>

#include <glib/gi18n.h>

#include "ytt-facet-row.h"
#include "ytt-filter-words.h"
#include "ytt-format.h"
#include "ytt-histogram.h"
#include "ytt-range-text.h"

/* Until then more is on its way. */
#define APPLY_AFTER_MS 400

struct _YttRangeEditor
{
  AdwBin         parent_instance;

  YttSession    *session;        /* (owned) */
  GSignalGroup  *signals;        /* (owned) of the session */
  YttFacet       facet;
  GPtrArray     *bases;          /* (owned) (element-type utf8) of a capacity, as the chooser lists them */
  guint          apply_source;
  gboolean       taking;         /* what changes comes from the session */

  YttHistogram  *histogram;      /* (nullable) */
  GtkDropDown   *basis;          /* (nullable) */
  GtkWidget     *from;           /* (nullable) */
  GtkWidget     *to;
  GtkWidget     *fields;         /* what they stand in */
  GtkWidget     *leave_out;
  GtkWidget     *within;         /* how many carry what was typed */
  GtkWidget     *unrecorded;
};

G_DEFINE_FINAL_TYPE (YttRangeEditor, ytt_range_editor, ADW_TYPE_BIN)

static const char *
get_basis (YttRangeEditor *self)
{
  guint position = self->basis != NULL ? gtk_drop_down_get_selected (self->basis) : GTK_INVALID_LIST_POSITION;

  return position < self->bases->len ? g_ptr_array_index (self->bases, position) : NULL;
}

/* Whether a term is the range that the fields show: of a capacity, the one in the chosen basis. */
static gboolean
is_edited (YttRangeEditor      *self,
           const YttFilterTerm *term)
{
  g_autofree char *basis = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (term->facet != self->facet || !ytt_filter_split_range (self->facet, term->value, &basis, &from, &to))
    return FALSE;

  return self->facet != YTT_FACET_CAPACITY || g_strcmp0 (basis, get_basis (self)) == 0;
}

static const YttFilterTerm *
find_edited (YttRangeEditor *self)
{
  YttFilter *filter = ytt_session_get_filter (self->session);

  for (guint i = 0; i < ytt_filter_get_n_terms (filter); i++)
    if (is_edited (self, ytt_filter_get_term (filter, i)))
      return ytt_filter_get_term (filter, i);

  return NULL;
}

static const char *
get_text (GtkWidget *entry)
{
  return entry != NULL ? gtk_editable_get_text (GTK_EDITABLE (entry)) : "";
}

/* What cannot be read is marked, and spoken so. */
static void
mark (GtkWidget *entry,
      gboolean   wrong)
{
  if (entry == NULL)
    return;

  if (wrong)
    gtk_widget_add_css_class (entry, "error");
  else
    gtk_widget_remove_css_class (entry, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static gboolean
is_left_out (YttRangeEditor *self)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->leave_out));
}

static void
apply (YttRangeEditor *self)
{
  g_autofree char *value = ytt_range_text_to_value (self->facet, get_basis (self), get_text (self->from),
                                                    get_text (self->to));
  const YttFilterTerm *edited = find_edited (self);
  g_autoptr(YttFilter) changed = NULL;
  gboolean negated = is_left_out (self);

  g_clear_handle_id (&self->apply_source, g_source_remove);
  mark (self->from, value == NULL);
  mark (self->to, value == NULL);
  if (value == NULL || (edited != NULL && edited->negated == negated && strcmp (edited->value, value) == 0))
    return;

  changed = ytt_filter_ref (ytt_session_get_filter (self->session));
  if (edited != NULL)
    {
      YttFilter *without = ytt_filter_without (changed, self->facet, edited->value);

      ytt_filter_unref (changed);
      changed = without;
    }
  if (*value != '\0')
    {
      YttFilter *with = ytt_filter_with (changed, self->facet, value, negated);

      ytt_filter_unref (changed);
      changed = with;
    }
  self->taking = TRUE;
  ytt_session_set_filter (self->session, changed);
  self->taking = FALSE;
}

static gboolean
apply_cb (gpointer user_data)
{
  YttRangeEditor *self = user_data;

  self->apply_source = 0;
  apply (self);

  return G_SOURCE_REMOVE;
}

static void
text_changed_cb (YttRangeEditor *self)
{
  if (self->taking)
    return;

  mark (self->from, FALSE);
  mark (self->to, FALSE);
  g_clear_handle_id (&self->apply_source, g_source_remove);
  self->apply_source = g_timeout_add (APPLY_AFTER_MS, apply_cb, self);
}

static void
activate_cb (YttRangeEditor *self)
{
  apply (self);
}

static void
show_left_out (YttRangeEditor *self)
{
  if (is_left_out (self))
    gtk_widget_add_css_class (self->fields, "left-out");
  else
    gtk_widget_remove_css_class (self->fields, "left-out");
}

/* Before a range is typed, it holds for the one that will be. */
static void
leave_out_toggled_cb (YttRangeEditor *self)
{
  show_left_out (self);
  if (!self->taking)
    apply (self);
}

static void
set_text (GtkWidget  *entry,
          const char *text)
{
  if (entry != NULL && strcmp (get_text (entry), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static void
update_histogram_range (YttRangeEditor *self,
                        const char     *from,
                        const char     *to,
                        gboolean        left_out)
{
  if (self->histogram == NULL)
    return;

  /* A date begins with its year; a newest source older than June 2024 has some of that year within. */
  ytt_histogram_set_range (self->histogram,
                           from != NULL ? (int) g_ascii_strtoll (from, NULL, 10) : G_MININT,
                           to != NULL ? (int) g_ascii_strtoll (to, NULL, 10) : G_MAXINT,
                           left_out);
}

/* Shows in the fields what the filter asks for, unless they are why it does. */
static void
update_fields (YttRangeEditor *self)
{
  const YttFilterTerm *edited = find_edited (self);
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *from_text = NULL;
  g_autofree char *to_text = NULL;
  gboolean kept;

  if (edited != NULL)
    ytt_filter_split_range (self->facet, edited->value, NULL, &from, &to);
  update_histogram_range (self, from, to, edited != NULL && edited->negated);
  if (self->taking)
    return;

  from_text = ytt_range_text_from_value (self->facet, from);
  to_text = ytt_range_text_from_value (self->facet, to);
  /* What is pressed for a range that is still to be typed stays so, whatever else the filter is given. */
  kept = edited == NULL && *get_text (self->from) == '\0' && *get_text (self->to) == '\0' && is_left_out (self);
  self->taking = TRUE;
  g_clear_handle_id (&self->apply_source, g_source_remove);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->leave_out), kept || (edited != NULL && edited->negated));
  set_text (self->from, from_text);
  set_text (self->to, to_text);
  mark (self->from, FALSE);
  mark (self->to, FALSE);
  self->taking = FALSE;
}

static void
update_unrecorded (YttRangeEditor *self)
{
  const YttFilterTerm *term = ytt_filter_find (ytt_session_get_filter (self->session), self->facet, "");
  YttFacetCounts *counts = ytt_session_get_counts (self->session);
  YttFacetRowState state = YTT_FACET_ROW_OFF;

  if (term != NULL)
    state = term->negated ? YTT_FACET_ROW_LEFT_OUT : YTT_FACET_ROW_WANTED;
  ytt_facet_row_set_state (YTT_FACET_ROW (self->unrecorded), state);
  if (counts != NULL)
    ytt_facet_row_set_count (YTT_FACET_ROW (self->unrecorded), ytt_facet_counts_find (counts, self->facet, ""));
}

/* Of the range that the filter asks for, and not of what is just being typed. */
static void
update_within (YttRangeEditor *self)
{
  YttFacetCounts *counts = ytt_session_get_counts (self->session);
  const YttFilterTerm *edited = find_edited (self);
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;
  guint n;

  if (counts != NULL && edited != NULL && ytt_facet_counts_get_range (counts, self->facet, edited->value, &n))
    {
      number = ytt_format_number (n, 0);
      text = g_strdup_printf (ngettext ("%s facility", "%s facilities", n), number);
    }
  gtk_label_set_label (GTK_LABEL (self->within), text != NULL ? text : "");
}

static int
compare_counts (gconstpointer a,
                gconstpointer b)
{
  guint first = (*(const YttFacetCount * const *) a)->n;
  guint second = (*(const YttFacetCount * const *) b)->n;

  return (first < second) - (first > second);
}

/* Lists the bases once, the most frequent first; they must not change places under the pointer. */
static void
list_bases (YttRangeEditor *self,
            GArray         *counts)
{
  g_autoptr(GPtrArray) sorted = g_ptr_array_new ();

  for (guint i = 0; i < counts->len; i++)
    if (*g_array_index (counts, YttFacetCount, i).value != '\0')
      g_ptr_array_add (sorted, &g_array_index (counts, YttFacetCount, i));
  g_ptr_array_sort (sorted, compare_counts);

  for (guint i = 0; i < sorted->len; i++)
    g_ptr_array_add (self->bases, g_strdup (((const YttFacetCount *) g_ptr_array_index (sorted, i))->value));
}

/* Their numbers follow what else is asked for. */
static void
name_bases (YttRangeEditor *self,
            YttFacetCounts *counts)
{
  guint selected = gtk_drop_down_get_selected (self->basis);
  g_auto(GStrv) names = g_new0 (char *, self->bases->len + 1);
  g_autoptr(GtkStringList) list = NULL;
  GListModel *before = gtk_drop_down_get_model (self->basis);
  gboolean same = before != NULL && g_list_model_get_n_items (before) == self->bases->len;

  for (guint i = 0; i < self->bases->len; i++)
    {
      const char *basis = g_ptr_array_index (self->bases, i);
      g_autofree char *number = ytt_format_number (ytt_facet_counts_find (counts, self->facet, basis), 0);

      /* Translators: a basis that capacities are counted in, and how many facilities have one: "magnets (54)" */
      names[i] = g_strdup_printf (_("%s (%s)"), basis, number);
      same = same && strcmp (gtk_string_list_get_string (GTK_STRING_LIST (before), i), names[i]) == 0;
    }
  if (same)
    return;

  list = gtk_string_list_new ((const char * const *) names);
  self->taking = TRUE;
  gtk_drop_down_set_model (self->basis, G_LIST_MODEL (list));
  if (selected < self->bases->len)
    gtk_drop_down_set_selected (self->basis, selected);
  self->taking = FALSE;
}

/* The basis that the filter asks about is the one to start with. */
static void
choose_basis (YttRangeEditor *self)
{
  YttFilter *filter = ytt_session_get_filter (self->session);

  for (guint i = 0; i < ytt_filter_get_n_terms (filter); i++)
    {
      const YttFilterTerm *term = ytt_filter_get_term (filter, i);
      g_autofree char *basis = NULL;
      g_autofree char *from = NULL;
      g_autofree char *to = NULL;
      guint position;

      if (term->facet == self->facet && ytt_filter_split_range (self->facet, term->value, &basis, &from, &to)
          && g_ptr_array_find_with_equal_func (self->bases, basis, g_str_equal, &position))
        {
          gtk_drop_down_set_selected (self->basis, position);
          return;
        }
    }
}

static void
counts_notify_cb (YttRangeEditor *self)
{
  YttFacetCounts *counts = ytt_session_get_counts (self->session);

  update_unrecorded (self);
  update_within (self);
  if (counts == NULL)
    return;

  if (self->histogram != NULL)
    ytt_histogram_set_years (self->histogram, ytt_facet_counts_get (counts, self->facet));
  if (self->basis != NULL && self->bases->len > 0)
    name_bases (self, counts);
  else if (self->basis != NULL)
    {
      list_bases (self, ytt_facet_counts_get (counts, self->facet));
      name_bases (self, counts);
      choose_basis (self);
      update_fields (self);
      update_within (self);
    }
}

static void
filter_notify_cb (YttRangeEditor *self)
{
  update_fields (self);
  update_unrecorded (self);
  update_within (self);
}

/* Unless a range is left out, none that comes next is. */
static void
forget_left_out (YttRangeEditor *self)
{
  if (self->session == NULL || find_edited (self) != NULL)
    return;

  self->taking = TRUE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->leave_out), FALSE);
  self->taking = FALSE;
}

static void
basis_changed_cb (YttRangeEditor *self)
{
  if (self->taking)
    return;

  forget_left_out (self);
  update_fields (self);
  update_within (self);
}

static void
unrecorded_changed_cb (YttRangeEditor *self,
                       guint           state)
{
  YttFilter *filter = ytt_session_get_filter (self->session);
  g_autoptr(YttFilter) changed = NULL;

  if (state == YTT_FACET_ROW_OFF)
    changed = ytt_filter_without (filter, self->facet, "");
  else
    changed = ytt_filter_with (filter, self->facet, "", state == YTT_FACET_ROW_LEFT_OUT);
  ytt_session_set_filter (self->session, changed);
}

static void
ytt_range_editor_unmap (GtkWidget *widget)
{
  YttRangeEditor *self = YTT_RANGE_EDITOR (widget);

  /* Whoever closes the popover has said all. */
  if (self->apply_source != 0)
    apply (self);
  forget_left_out (self);

  GTK_WIDGET_CLASS (ytt_range_editor_parent_class)->unmap (widget);
}

static void
ytt_range_editor_dispose (GObject *object)
{
  YttRangeEditor *self = YTT_RANGE_EDITOR (object);

  g_clear_handle_id (&self->apply_source, g_source_remove);
  g_clear_object (&self->signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (ytt_range_editor_parent_class)->dispose (object);
}

static void
ytt_range_editor_finalize (GObject *object)
{
  g_ptr_array_unref (YTT_RANGE_EDITOR (object)->bases);

  G_OBJECT_CLASS (ytt_range_editor_parent_class)->finalize (object);
}

static void
ytt_range_editor_class_init (YttRangeEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ytt_range_editor_dispose;
  object_class->finalize = ytt_range_editor_finalize;
  GTK_WIDGET_CLASS (klass)->unmap = ytt_range_editor_unmap;
}

static void
ytt_range_editor_init (YttRangeEditor *self)
{
  self->bases = g_ptr_array_new_with_free_func (g_free);

  self->signals = g_signal_group_new (YTT_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "notify::filter", G_CALLBACK (filter_notify_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::counts", G_CALLBACK (counts_notify_cb), self);
}

static GtkWidget *
make_entry (YttRangeEditor *self,
            const char     *name,
            const char     *placeholder)
{
  GtkWidget *entry = g_object_new (GTK_TYPE_ENTRY,
                                   "placeholder-text", placeholder,
                                   "hexpand", TRUE,
                                   "width-chars", 8,
                                   "max-width-chars", 8,
                                   "max-length", 24,
                                   NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (text_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);

  return entry;
}

static GtkWidget *
make_leave_out (YttRangeEditor *self)
{
  const char *name = self->facet == YTT_FACET_START ? _("Exclude these years")
                     : self->facet == YTT_FACET_CAPACITY ? _("Exclude these capacities") : _("Exclude what is older");
  GtkWidget *button = g_object_new (GTK_TYPE_TOGGLE_BUTTON,
                                    "icon-name", "ytterby-leave-out-symbolic",
                                    "tooltip-text", name,
                                    "valign", GTK_ALIGN_CENTER,
                                    NULL);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_add_css_class (button, "leave-out");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "toggled", G_CALLBACK (leave_out_toggled_cb), self, G_CONNECT_SWAPPED);

  return button;
}

static void
append_words (YttRangeEditor *self,
              const char     *words)
{
  gtk_box_append (GTK_BOX (self->fields), gtk_label_new (words));
}

static void
make_fields (YttRangeEditor *self)
{
  gboolean years = self->facet == YTT_FACET_START;

  self->fields = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (self->fields, "range-fields");
  if (self->facet == YTT_FACET_NEWEST_SOURCE)
    {
      append_words (self, _("older than"));
      /* Translators: how a date may be typed: a year, or a year and a month */
      self->to = make_entry (self, _("Newest source older than"), _("2024 or 2024-06"));
      gtk_box_append (GTK_BOX (self->fields), self->to);
    }
  else
    {
      self->from = make_entry (self, years ? _("From year") : _("At least, in tonnes a year"),
                               years ? _("From") : _("At least"));
      self->to = make_entry (self, years ? _("To year") : _("At most, in tonnes a year"),
                             years ? _("To") : _("At most"));
      gtk_box_append (GTK_BOX (self->fields), self->from);
      append_words (self, "–");
      gtk_box_append (GTK_BOX (self->fields), self->to);
      if (!years)
        append_words (self, _("t/yr"));
    }

  self->leave_out = make_leave_out (self);
  gtk_box_append (GTK_BOX (self->fields), self->leave_out);
}

static void
build (YttRangeEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  g_autofree char *unrecorded = ytt_facet_describe_value (self->facet, "", NULL, NULL);

  if (self->facet == YTT_FACET_CAPACITY)
    {
      self->basis = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->basis), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _("What the tonnes are of"), -1);
      g_signal_connect_object (self->basis, "notify::selected", G_CALLBACK (basis_changed_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->basis));
    }
  else
    {
      self->histogram = YTT_HISTOGRAM (ytt_histogram_new ());
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->histogram));
    }
  make_fields (self);
  gtk_box_append (GTK_BOX (box), self->fields);
  /* Its line is there when it is empty, too: a popover does not grow while one types. */
  self->within = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, NULL);
  gtk_widget_add_css_class (self->within, "dim-label");
  gtk_widget_add_css_class (self->within, "numeric");
  gtk_widget_add_css_class (self->within, "range-count");
  gtk_box_append (GTK_BOX (box), self->within);

  self->unrecorded = ytt_facet_row_new ("", unrecorded);
  g_signal_connect_object (self->unrecorded, "changed", G_CALLBACK (unrecorded_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->unrecorded);
  adw_bin_set_child (ADW_BIN (self), box);
}

/**
 * ytt_range_editor_new:
 * @session: whose filter is shown and changed
 * @facet: start, capacity or newest source
 *
 * Returns: (transfer floating): an editor
 */
GtkWidget *
ytt_range_editor_new (YttSession *session,
                      YttFacet    facet)
{
  YttRangeEditor *self = g_object_new (YTT_TYPE_RANGE_EDITOR, NULL);

  self->session = g_object_ref (session);
  self->facet = facet;
  build (self);
  counts_notify_cb (self);
  filter_notify_cb (self);
  g_signal_group_set_target (self->signals, session);

  return GTK_WIDGET (self);
}
