#include "config.h"

#include "ytt-facet-list.h"

#include <string.h>

#include <glib/gi18n.h>

#include "ytt-elements.h"
#include "ytt-facet-values.h"

/* More rows than anybody reads; a search finds the others. */
#define MAX_ROWS 150

/* From so many on a list has a search. */
#define SEARCH_FROM 20

struct _YttFacetList
{
  AdwBin           parent_instance;

  YttSession      *session;          /* (owned) */
  GSignalGroup    *signals;          /* (owned) of the session */
  YttFacet         facet;
  gboolean         taking;           /* what changes comes from the session */
  char            *words;            /* (nullable): what the rows were searched for */
  GArray          *values;           /* (owned) (nullable): what there is to show */
  GHashTable      *numbers;          /* (owned) (nullable): of organisations, of which there may be thousands */
  YttFacetCounts  *numbered;         /* (owned) (nullable): the counts that they are of */

  GtkWidget       *search_entry;
  GtkWidget       *definition_box;
  GtkDropDown     *definition;       /* (nullable): of light and heavy */
  GtkLabel        *source;
  GtkWidget       *scrolled;
  GtkWidget       *rows;
  GtkLabel        *note;
};

G_DEFINE_FINAL_TYPE (YttFacetList, ytt_facet_list, ADW_TYPE_BIN)

static void
row_changed_cb (YttFacetList *self,
                guint         state,
                YttFacetRow  *row)
{
  YttFilter *filter = ytt_session_get_filter (self->session);
  const char *value = ytt_facet_row_get_value (row);
  g_autoptr(YttFilter) changed = NULL;

  if (state == YTT_FACET_ROW_OFF)
    changed = ytt_filter_without (filter, self->facet, value);
  else
    changed = ytt_filter_with (filter, self->facet, value, state == YTT_FACET_ROW_LEFT_OUT);
  ytt_session_set_filter (self->session, changed);
}

/* An organisation's number by its key. */
static guint
get_organisation_count (YttFacetList   *self,
                        const char     *value,
                        YttFacetCounts *counts)
{
  if (self->numbered != counts)
    {
      GArray *listed = ytt_facet_counts_get (counts, self->facet);

      g_clear_pointer (&self->numbers, g_hash_table_unref);
      g_clear_pointer (&self->numbered, ytt_facet_counts_unref);
      self->numbered = ytt_facet_counts_ref (counts);
      /* The keys belong to the counts. */
      self->numbers = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint i = 0; i < listed->len; i++)
        {
          const YttFacetCount *count = &g_array_index (listed, YttFacetCount, i);

          g_hash_table_insert (self->numbers, (gpointer) count->value, GUINT_TO_POINTER (count->n));
        }
    }

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, value));
}

static guint
get_count (YttFacetList   *self,
           const char     *value,
           YttFacetCounts *counts)
{
  return self->facet == YTT_FACET_ORGANISATION ? get_organisation_count (self, value, counts)
                                               : ytt_facet_values_get_count (self->facet, value, counts);
}

static void
update_row (YttFacetList *self,
            YttFacetRow  *row)
{
  const char *value = ytt_facet_row_get_value (row);
  const YttFilterTerm *term = ytt_filter_find (ytt_session_get_filter (self->session), self->facet, value);
  YttFacetCounts *counts = ytt_session_get_counts (self->session);
  YttFacetRowState state = YTT_FACET_ROW_OFF;

  if (term != NULL)
    state = term->negated ? YTT_FACET_ROW_LEFT_OUT : YTT_FACET_ROW_WANTED;
  ytt_facet_row_set_state (row, state);
  if (counts != NULL)
    ytt_facet_row_set_count (row, get_count (self, value, counts));
}

static void
update_rows (YttFacetList *self)
{
  GtkWidget *row = gtk_widget_get_first_child (self->rows);

  /* Before it is shown it is put in order anew. */
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  /* A list that was opened before anything had been counted. */
  if (row == NULL)
    {
      ytt_facet_list_refresh (self);
      return;
    }

  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    update_row (self, YTT_FACET_ROW (row));
}

static void
update_definition (YttFacetList *self)
{
  gsize n;
  const YttElementDefinition *definitions = ytt_element_definitions_get (&n);
  const char *code = ytt_filter_get_definition (ytt_session_get_filter (self->session));

  for (guint i = 0; i < n; i++)
    if (strcmp (definitions[i].code, code) == 0)
      {
        self->taking = TRUE;
        gtk_drop_down_set_selected (self->definition, i);
        self->taking = FALSE;
        gtk_label_set_text (self->source, definitions[i].source);
      }
}

static void
filter_notify_cb (YttFacetList *self)
{
  if (self->definition != NULL)
    update_definition (self);
  update_rows (self);
}

static GtkWidget *
make_row (YttFacetList        *self,
          const YttFacetValue *value)
{
  GtkWidget *row = ytt_facet_row_new (value->value, value->label);
  YttStages stage;
  YttStatus status;

  if (self->facet == YTT_FACET_STAGE && ytt_stage_from_code (value->value, &stage))
    ytt_facet_row_set_stage (YTT_FACET_ROW (row), stage);
  if (self->facet == YTT_FACET_STATUS && ytt_status_from_code (value->value, &status))
    ytt_facet_row_set_status (YTT_FACET_ROW (row), status);
  ytt_facet_row_set_depth (YTT_FACET_ROW (row), value->depth, value->group);
  g_signal_connect_object (row, "changed", G_CALLBACK (row_changed_cb), self, G_CONNECT_SWAPPED);
  update_row (self, YTT_FACET_ROW (row));

  return row;
}

static void
update_note (YttFacetList *self,
             guint         n_matching,
             guint         n_more)
{
  g_autofree char *text = NULL;

  if (n_more > 0)
    text = g_strdup_printf (ngettext ("%u more: search for it", "%u more: search for them", n_more), n_more);
  else if (n_matching == 0)
    text = g_strdup (_("Nothing of that name"));

  gtk_label_set_text (self->note, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), text != NULL);
}

static void
fill_rows (YttFacetList *self)
{
  GtkWidget *row;
  guint n_matching = 0;
  g_auto(GStrv) words = NULL;

  g_free (self->words);
  self->words = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  words = ytt_facet_fold_words (self->words);
  while ((row = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), row);

  for (guint i = 0; i < self->values->len; i++)
    {
      YttFacetValue *value = &g_array_index (self->values, YttFacetValue, i);

      if (!ytt_facet_value_matches (value, words))
        continue;
      if (n_matching++ < MAX_ROWS || *value->value == '\0')
        gtk_box_append (GTK_BOX (self->rows), make_row (self, value));
    }
  update_note (self, n_matching, n_matching - MIN (n_matching, MAX_ROWS));
}

static void
search_changed_cb (YttFacetList *self)
{
  /* An entry also tells of the text that it was made with. */
  if (self->values != NULL && g_strcmp0 (self->words, gtk_editable_get_text (GTK_EDITABLE (self->search_entry))) != 0)
    fill_rows (self);
}

/* Escape empties the search before it closes the list. */
static void
stop_search_cb (YttFacetList *self)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_POPOVER);

  if (*gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  else if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
definition_changed_cb (YttFacetList *self)
{
  gsize n;
  const YttElementDefinition *definitions = ytt_element_definitions_get (&n);
  guint position = gtk_drop_down_get_selected (self->definition);
  g_autoptr(YttFilter) changed = NULL;

  if (self->taking || position >= n)
    return;

  changed = ytt_filter_with_definition (ytt_session_get_filter (self->session), definitions[position].code);
  ytt_session_set_filter (self->session, changed);
  /* The rows name the definition. */
  ytt_facet_list_refresh (self);
}

static gboolean
focus_sibling (GtkWidget *row,
               GtkWidget *sibling)
{
  if (sibling == NULL)
    return FALSE;

  ytt_facet_row_focus (YTT_FACET_ROW (sibling), ytt_facet_row_focuses_leave_out (YTT_FACET_ROW (row)));

  return TRUE;
}

/* Up and down go from row to row; Tab goes on past the rows, of which there may be many. */
static gboolean
ytt_facet_list_focus (GtkWidget        *widget,
                      GtkDirectionType  direction)
{
  YttFacetList *self = YTT_FACET_LIST (widget);
  GtkWidget *row = gtk_widget_get_focus_child (self->rows);

  if (row != NULL && direction == GTK_DIR_DOWN)
    return focus_sibling (row, gtk_widget_get_next_sibling (row));
  if (row != NULL && direction == GTK_DIR_UP && focus_sibling (row, gtk_widget_get_prev_sibling (row)))
    return TRUE;
  if (row != NULL && direction == GTK_DIR_TAB_FORWARD && ytt_facet_row_focuses_leave_out (YTT_FACET_ROW (row)))
    return self->definition != NULL && gtk_widget_grab_focus (GTK_WIDGET (self->definition));
  if (row != NULL && (direction == GTK_DIR_UP
                      || (direction == GTK_DIR_TAB_BACKWARD
                          && !ytt_facet_row_focuses_leave_out (YTT_FACET_ROW (row)))))
    return gtk_widget_get_visible (self->search_entry) && gtk_widget_grab_focus (self->search_entry);

  return GTK_WIDGET_CLASS (ytt_facet_list_parent_class)->focus (widget, direction);
}

static void
ytt_facet_list_dispose (GObject *object)
{
  YttFacetList *self = YTT_FACET_LIST (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (ytt_facet_list_parent_class)->dispose (object);
}

static void
ytt_facet_list_finalize (GObject *object)
{
  YttFacetList *self = YTT_FACET_LIST (object);

  g_free (self->words);
  g_clear_pointer (&self->values, g_array_unref);
  g_clear_pointer (&self->numbers, g_hash_table_unref);
  g_clear_pointer (&self->numbered, ytt_facet_counts_unref);

  G_OBJECT_CLASS (ytt_facet_list_parent_class)->finalize (object);
}

static void
ytt_facet_list_class_init (YttFacetListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ytt_facet_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = ytt_facet_list_finalize;
  GTK_WIDGET_CLASS (klass)->focus = ytt_facet_list_focus;
}

static GtkWidget *
make_scrolled (YttFacetList *self)
{
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW,
                                 "child", self->rows,
                                 "hscrollbar-policy", GTK_POLICY_NEVER,
                                 "propagate-natural-height", TRUE,
                                 "max-content-height", 400,
                                 NULL);

  return self->scrolled;
}

static void
ytt_facet_list_init (YttFacetList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->search_entry = g_object_new (GTK_TYPE_SEARCH_ENTRY, "visible", FALSE, "search-delay", 0, NULL);
  g_signal_connect_object (self->search_entry, "search-changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search_entry, "stop-search", G_CALLBACK (stop_search_cb), self, G_CONNECT_SWAPPED);
  self->definition_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  self->note = g_object_new (GTK_TYPE_LABEL, "visible", FALSE, "xalign", 0.0f, "wrap", TRUE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "dim-label");

  gtk_box_append (GTK_BOX (box), self->search_entry);
  gtk_box_append (GTK_BOX (box), make_scrolled (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->note));
  gtk_box_append (GTK_BOX (box), self->definition_box);
  adw_bin_set_child (ADW_BIN (self), box);

  self->signals = g_signal_group_new (YTT_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "notify::filter", G_CALLBACK (filter_notify_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::counts", G_CALLBACK (update_rows), self);
}

static void
add_definition (YttFacetList *self)
{
  gsize n;
  const YttElementDefinition *definitions = ytt_element_definitions_get (&n);
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", _("Light and heavy as drawn by"), "xalign", 0.0f, NULL);

  for (gsize i = 0; i < n; i++)
    gtk_string_list_append (names, definitions[i].name);
  self->definition = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL));
  self->source = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "max-width-chars", 36,
                               "width-chars", 36, NULL);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->source), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->source), "dim-label");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->definition),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL,
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->source, NULL, -1);
  gtk_box_append (GTK_BOX (self->definition_box), label);
  gtk_box_append (GTK_BOX (self->definition_box), GTK_WIDGET (self->definition));
  gtk_box_append (GTK_BOX (self->definition_box), GTK_WIDGET (self->source));
  update_definition (self);
  g_signal_connect_object (self->definition, "notify::selected", G_CALLBACK (definition_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * ytt_facet_list_new:
 * @session: whose filter is shown and changed
 * @facet: a facet whose values are codes or organisations
 *
 * Returns: (transfer floating): a list that is filled by ytt_facet_list_refresh(), or as soon as there are numbers
 */
GtkWidget *
ytt_facet_list_new (YttSession *session,
                    YttFacet    facet)
{
  YttFacetList *self = g_object_new (YTT_TYPE_FACET_LIST, NULL);
  const char *placeholder = facet == YTT_FACET_COUNTRY ? _("Country or region") : _("Operator or owner");

  self->session = g_object_ref (session);
  self->facet = facet;
  g_object_set (self->search_entry, "placeholder-text", placeholder, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search_entry), GTK_ACCESSIBLE_PROPERTY_LABEL, placeholder, -1);
  if (facet == YTT_FACET_ELEMENT)
    add_definition (self);
  g_signal_group_set_target (self->signals, session);

  return GTK_WIDGET (self);
}

/**
 * ytt_facet_list_refresh:
 * @self: a list
 *
 * Puts the rows in order anew.
 */
void
ytt_facet_list_refresh (YttFacetList *self)
{
  YttFacetCounts *counts;

  g_return_if_fail (YTT_IS_FACET_LIST (self));

  counts = ytt_session_get_counts (self->session);
  if (counts == NULL)
    return;

  g_clear_pointer (&self->values, g_array_unref);
  self->values = ytt_facet_values_new (self->facet, ytt_session_get_filter (self->session), counts);
  gtk_widget_set_visible (self->search_entry, self->values->len >= SEARCH_FROM && self->facet != YTT_FACET_ELEMENT);
  fill_rows (self);
}
