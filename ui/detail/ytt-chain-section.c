#include "config.h"

#include "ytt-chain-section.h"

#include <glib/gi18n.h>

#include "ytt-detail-section.h"
#include "ytt-link-sample.h"
#include "ytt-outside-note.h"
#include "ytt-symbol-image.h"

/* How many steps are shown before a row asks for all. */
#define N_FIRST_STEPS 12

#define SYMBOL_SIZE 24

struct _YttChainSection
{
  AdwBin            parent_instance;

  YttSupply        *supply;       /* (owned) (nullable) */
  GSignalGroup     *signals;      /* (owned) of @supply */
  gboolean          has_incoming;
  gboolean          has_outgoing;

  /* Template children */
  GtkWidget        *upstream_button;
  GtkWidget        *downstream_button;
  GtkWidget        *end_button;
  GtkLabel         *note;
  YttOutsideNote   *outside;
  YttDetailSection *list;
};

G_DEFINE_FINAL_TYPE (YttChainSection, ytt_chain_section, ADW_TYPE_BIN)

/* "Separation, Metal" */
static char *
name_stages (YttStages stages)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < YTT_N_STAGES; i++)
    if (stages & (1 << i))
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", ytt_stage_get_label (1 << i));

  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* What there is to say of a step beyond its material; (nullable) */
static const char *
describe_kind (const YttChainStep *step)
{
  switch (step->kind)
    {
    case YTT_CHAIN_STEP_JOINS:
      return _("In the chain already: another way leads here");
    case YTT_CHAIN_STEP_CIRCLE:
      return _("The circle closes here: this way came from there");
    case YTT_CHAIN_STEP_ORGANISATION:
      return _("The way ends here: which plant takes it is not recorded");
    case YTT_CHAIN_STEP_ENDED:
      return _("Not followed: this supply has ended");
    case YTT_CHAIN_STEP_FACILITY:
    default:
      return NULL;
    }
}

static char *
describe_step (const YttChainStep *step)
{
  const YttSupplyLink *link = step->link;
  g_autofree char *supply = ytt_supply_format (link->material, link->state, link->since, link->until);
  g_autofree char *source = ytt_supply_link_format_source (link);
  const char *kind = describe_kind (step);
  g_autoptr(GString) text = g_string_new (NULL);

  /* Translators: the other end of a supply link */
  g_string_append_printf (text, step->at == &link->from ? _("To %s") : _("From %s"), step->before->name);
  g_string_append_printf (text, "\n%s", supply);
  if (source != NULL)
    g_string_append_printf (text, " · %s", source);
  if (kind != NULL)
    g_string_append_printf (text, "\n%s", kind);
  if (step->unmade != 0)
    {
      g_autofree char *unmade = name_stages (step->unmade);

      g_string_append_c (text, '\n');
      /* Translators: the first %s is a facility, the others are stages of the chain, such as separation */
      g_string_append_printf (text, _("Not recorded at %s: %s"), link->from.name, unmade);
    }
  if (step->gap != 0)
    {
      g_autofree char *gap = name_stages (step->gap);

      g_string_append_c (text, '\n');
      /* Translators: %s are stages of the chain, such as separation */
      g_string_append_printf (text, _("Open between the two: %s"), gap);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GtkWidget *
create_step_row (const YttChainStep *step,
                 gpointer            user_data)
{
  YttLinkState drawn = ytt_link_standing_get_drawn (step->link->standing, step->link->state);
  GtkWidget *row = adw_action_row_new (), *depth;
  g_autofree char *subtitle = describe_step (step);
  g_autofree char *number = g_strdup_printf ("%u", step->depth);
  g_autofree char *label = NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), step->at->name);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);

  if (step->at->facility != 0)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                               ytt_symbol_image_new (step->at->stages, step->at->status, SYMBOL_SIZE));
  else
    /* The names of companies stand under those of facilities. */
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), g_object_new (GTK_TYPE_BOX, "width-request", SYMBOL_SIZE, NULL));
  depth = gtk_label_new (number);
  gtk_widget_set_tooltip_text (depth, _("Step of the chain"));
  gtk_widget_add_css_class (depth, "dim-label");
  gtk_widget_add_css_class (depth, "numeric");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), depth);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), ytt_link_sample_new (step->link->maker, drawn));

  /* Translators: the number of a step in a chain, a facility or company, and what is supplied there */
  label = g_strdup_printf (_("Step %u, %s: %s"), step->depth, step->at->name, subtitle);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  if (step->at->facility != 0 || step->at->organisation != 0)
    {
      gboolean facility = step->at->facility != 0;

      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), facility ? "detail.select" : "detail.organisation");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "x",
                                        facility ? step->at->facility : step->at->organisation);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
    }

  return row;
}

static void
append_note (GString    *note,
             const char *text)
{
  g_string_append_printf (note, "%s%s", note->len > 0 ? "\n" : "", text);
}

static gboolean
has_gap (const YttChain *chain)
{
  for (guint i = 0; i < chain->steps->len; i++)
    {
      const YttChainStep *step = &g_array_index (chain->steps, YttChainStep, i);

      if (step->gap != 0 || step->unmade != 0)
        return TRUE;
    }

  return FALSE;
}

static guint
count_circles (const YttChain *chain)
{
  guint n = 0;

  for (guint i = 0; i < chain->steps->len; i++)
    n += g_array_index (chain->steps, YttChainStep, i).kind == YTT_CHAIN_STEP_CIRCLE;

  return n;
}

/* What is missing inside, where it breaks off, and what was left out. */
static char *
describe_chain (const YttChain *chain,
                YttMoment       moment)
{
  gboolean upstream = chain->direction == YTT_CHAIN_UPSTREAM;
  g_autofree char *missing = name_stages (chain->missing);
  g_autofree char *beyond = name_stages (chain->beyond);
  guint n_circles = count_circles (chain);
  g_autoptr(GString) note = g_string_new (NULL);
  g_autofree char *text = NULL;

  if (chain->steps->len == 0)
    append_note (note, upstream ? _("No supply link that leads here is recorded.")
                                : _("No supply link that leads on from here is recorded."));
  if (chain->missing != 0)
    {
      text = g_strdup_printf (_("Missing inside: %s. No facility of the chain does this, though some do what comes "
                                "before and after."), missing);
      append_note (note, text);
    }
  if (chain->beyond != 0 && !chain->cut)
    {
      g_free (text);
      text = g_strdup_printf (upstream ? _("Missing before: %s. The chain does not reach back to a mine.")
                                       : _("Missing after: %s. The chain does not reach a magnet plant."), beyond);
      append_note (note, text);
    }
  if (chain->missing == 0 && chain->beyond == 0 && chain->steps->len > 0)
    append_note (note, has_gap (chain) ? _("Each stage has a facility in this chain, but some of its links leave one open.")
                                       : _("No stage is missing in this chain."));
  if (n_circles > 0)
    {
      g_free (text);
      text = g_strdup_printf (ngettext ("%u circle closes in it.", "%u circles close in it.", n_circles), n_circles);
      append_note (note, text);
    }
  if (chain->cut)
    {
      g_free (text);
      text = g_strdup_printf (ngettext ("Only the first %u step was followed.", "Only the first %u steps were followed.",
                                        chain->steps->len), chain->steps->len);
      append_note (note, text);
    }

  if (moment.year != 0)
    {
      g_free (text);
      text = g_strdup_printf (_("Only supply links of the end of %d were followed."), moment.year);
      append_note (note, text);
    }

  return g_string_free (g_steal_pointer (&note), FALSE);
}

static void
update_buttons (YttChainSection *self)
{
  gboolean tracing = self->supply != NULL && ytt_supply_get_chain (self->supply) != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chain.trace-upstream", self->has_incoming);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chain.trace-downstream", self->has_outgoing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chain.end", tracing);
  gtk_widget_set_visible (self->end_button, tracing);
  gtk_widget_set_visible (GTK_WIDGET (self), tracing || self->has_incoming || self->has_outgoing);
}

static void
chain_changed_cb (YttChainSection *self)
{
  YttChain *chain = self->supply != NULL ? ytt_supply_get_chain (self->supply) : NULL;
  const GError *error = self->supply != NULL ? ytt_supply_get_error (self->supply) : NULL;
  g_autoptr(GPtrArray) steps = g_ptr_array_new ();
  g_autofree char *title = NULL;
  g_autofree char *note = NULL;

  /* A button that goes would take the focus with it. */
  if (chain == NULL && gtk_widget_is_focus (self->end_button))
    gtk_widget_grab_focus (self->has_incoming ? self->upstream_button : self->downstream_button);
  update_buttons (self);
  gtk_widget_set_visible (GTK_WIDGET (self->note), chain != NULL || error != NULL);
  ytt_outside_note_set (self->outside, self->supply != NULL ? ytt_supply_get_session (self->supply) : NULL,
                        chain != NULL ? chain->facilities : NULL);
  if (error != NULL)
    note = g_strdup_printf (_("Supply links could not be read. %s"), error->message);
  if (chain == NULL)
    {
      gtk_label_set_label (self->note, note != NULL ? note : "");
      ytt_detail_section_clear (self->list);
      return;
    }

  for (guint i = 0; i < chain->steps->len; i++)
    g_ptr_array_add (steps, &g_array_index (chain->steps, YttChainStep, i));
  title = g_strdup_printf (chain->direction == YTT_CHAIN_UPSTREAM ? _("Upstream of %s") : _("Downstream of %s"),
                           chain->root_name);
  g_object_set (self->list, "title", title, NULL);
  ytt_detail_section_fill (self->list, steps, N_FIRST_STEPS, (YttCreateRowFunc) create_step_row, NULL);
  if (note == NULL)
    note = describe_chain (chain, ytt_session_get_moment (ytt_supply_get_session (self->supply)));
  gtk_label_set_label (self->note, note);
}

static void
trace_cb (GtkWidget  *widget,
          const char *action_name,
          GVariant   *parameter)
{
  YttChainSection *self = YTT_CHAIN_SECTION (widget);
  gboolean upstream = g_str_equal (action_name, "chain.trace-upstream");

  if (self->supply != NULL)
    ytt_supply_trace (self->supply, upstream ? YTT_CHAIN_UPSTREAM : YTT_CHAIN_DOWNSTREAM);
}

static void
end_cb (GtkWidget  *widget,
        const char *action_name,
        GVariant   *parameter)
{
  YttChainSection *self = YTT_CHAIN_SECTION (widget);

  if (self->supply != NULL)
    ytt_supply_end_trace (self->supply);
}

static void
ytt_chain_section_dispose (GObject *object)
{
  YttChainSection *self = YTT_CHAIN_SECTION (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->supply);

  G_OBJECT_CLASS (ytt_chain_section_parent_class)->dispose (object);
}

static void
ytt_chain_section_class_init (YttChainSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_chain_section_dispose;

  gtk_widget_class_install_action (widget_class, "chain.trace-upstream", NULL, trace_cb);
  gtk_widget_class_install_action (widget_class, "chain.trace-downstream", NULL, trace_cb);
  gtk_widget_class_install_action (widget_class, "chain.end", NULL, end_cb);

  g_type_ensure (YTT_TYPE_DETAIL_SECTION);
  g_type_ensure (YTT_TYPE_OUTSIDE_NOTE);
  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "detail/ytt-chain-section.ui");
  gtk_widget_class_bind_template_child (widget_class, YttChainSection, upstream_button);
  gtk_widget_class_bind_template_child (widget_class, YttChainSection, downstream_button);
  gtk_widget_class_bind_template_child (widget_class, YttChainSection, end_button);
  gtk_widget_class_bind_template_child (widget_class, YttChainSection, note);
  gtk_widget_class_bind_template_child (widget_class, YttChainSection, outside);
  gtk_widget_class_bind_template_child (widget_class, YttChainSection, list);
}

static void
ytt_chain_section_init (YttChainSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (YTT_TYPE_SUPPLY);
  g_signal_group_connect_object (self->signals, "notify::chain", G_CALLBACK (chain_changed_cb), self,
                                 G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->signals, "notify::error", G_CALLBACK (chain_changed_cb), self,
                                 G_CONNECT_SWAPPED);
  ytt_detail_section_clear (self->list);
  update_buttons (self);
}

/**
 * ytt_chain_section_set_supply:
 * @self: a section
 * @supply: (transfer none) (nullable): what is traced in
 */
void
ytt_chain_section_set_supply (YttChainSection *self,
                              YttSupply       *supply)
{
  g_return_if_fail (YTT_IS_CHAIN_SECTION (self));

  if (!g_set_object (&self->supply, supply))
    return;

  g_signal_group_set_target (self->signals, supply);
  chain_changed_cb (self);
}

/**
 * ytt_chain_section_set_record:
 * @self: a section
 * @record: (transfer none): the facility that a trace would begin with
 *
 * Offers the traces that have something to follow. Without links and without a chain the section hides.
 */
void
ytt_chain_section_set_record (YttChainSection *self,
                              YttRecord       *record)
{
  g_return_if_fail (YTT_IS_CHAIN_SECTION (self));

  self->has_incoming = self->has_outgoing = FALSE;
  for (guint i = 0; i < record->links->len; i++)
    {
      const YttLink *link = g_ptr_array_index (record->links, i);

      self->has_incoming |= link->incoming;
      /* A link to the facility itself is told as one that comes in. */
      self->has_outgoing |= !link->incoming || link->other_facility == record->id;
    }
  update_buttons (self);
}
