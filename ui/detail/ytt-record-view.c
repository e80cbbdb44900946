#include "config.h"

#include "ytt-record-view.h"

#include <glib/gi18n.h>

#include "ytt-chain-section.h"
#include "ytt-detail-rows.h"
#include "ytt-detail-section.h"
#include "ytt-element-strip.h"
#include "ytt-figure-row.h"
#include "ytt-ledger-view.h"
#include "ytt-record-header.h"

/* How many items of a list that may be long are shown at first: look, picture "detail". */
#define N_FIRST_SUPPLY 6
#define N_FIRST_ANNOUNCEMENTS 3
#define N_FIRST_SOURCES 3

struct _YttRecordView
{
  AdwBin             parent_instance;

  YttRecord         *record;   /* (owned) (nullable) */
  YttEditor         *editor;   /* (owned) (nullable): the way to the copies of sources */
  guint              fill_id;  /* a source, while what lies further down is filled */
  guint              next_step;

  /* Template children */
  GtkScrolledWindow *scroller;
  YttRecordHeader   *header;
  GtkWidget         *figures_section;
  GtkBox            *figures;
  YttElementStrip   *elements;
  GtkWidget         *no_elements_label;
  YttDetailSection  *place;
  YttDetailSection  *supply;
  YttChainSection   *chain;
  YttDetailSection  *announcements;
  YttDetailSection  *about;
  YttDetailSection  *companies;
  YttDetailSection  *sources;
};

G_DEFINE_FINAL_TYPE (YttRecordView, ytt_record_view, ADW_TYPE_BIN)

/* The attributes whose ledgers are open, for a record that is read again. */
static GHashTable *
get_open_ledgers (YttRecordView *self)
{
  GHashTable *open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->figures));

  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    if (YTT_IS_FIGURE_ROW (row) && ytt_figure_row_get_expanded (YTT_FIGURE_ROW (row)))
      g_hash_table_add (open, g_strdup (ytt_figure_row_get_attribute (YTT_FIGURE_ROW (row))));

  return open;
}

static gboolean
has_figure (const YttRecord *record,
            const char      *attribute)
{
  if (record->status_figure != NULL && g_str_equal (attribute, "status"))
    return TRUE;
  for (guint i = 0; i < record->figures->len; i++)
    if (g_str_equal (((YttFigure *) g_ptr_array_index (record->figures, i))->attribute, attribute))
      return TRUE;

  return FALSE;
}

/* Where all that was claimed was withdrawn there is no figure, but there is its ledger. */
static void
append_withdrawn (YttRecordView *self)
{
  GPtrArray *withdrawn = self->record->withdrawn;
  const char *last = NULL;

  for (guint i = 0; i < withdrawn->len; i++)
    {
      const char *attribute = ((YttClaim *) g_ptr_array_index (withdrawn, i))->attribute;

      if (g_strcmp0 (attribute, last) != 0 && !has_figure (self->record, attribute))
        gtk_box_append (self->figures, ytt_ledger_view_new_withdrawn (self->record, attribute));
      last = attribute;
    }
}

static void
fill_figures (YttRecordView *self,
              GHashTable    *open)
{
  GPtrArray *figures = self->record->figures;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->figures))) != NULL)
    gtk_box_remove (self->figures, row);

  for (guint i = 0; i < figures->len; i++)
    {
      YttFigure *figure = g_ptr_array_index (figures, i);

      row = ytt_figure_row_new (self->record, figure);
      gtk_box_append (self->figures, row);
      if (open != NULL && g_hash_table_contains (open, figure->attribute))
        ytt_figure_row_set_expanded (YTT_FIGURE_ROW (row), TRUE);
    }

  append_withdrawn (self);
  gtk_widget_set_visible (self->figures_section,
                          gtk_widget_get_first_child (GTK_WIDGET (self->figures)) != NULL);
}

static void
append_words (YttDetailSection *section,
              const char       *title,
              GStrv             words)
{
  g_autofree char *text = NULL;

  if (words == NULL || words[0] == NULL)
    return;

  text = g_strjoinv (", ", words);
  ytt_detail_section_append (section, ytt_property_row_new (title, text));
}

static void
fill_about (YttRecordView *self)
{
  ytt_detail_section_clear (self->about);

  if (self->record->summary != NULL && *self->record->summary != '\0')
    ytt_detail_section_append (self->about, ytt_text_row_new (self->record->summary));
  append_words (self->about, _("Products"), self->record->products);
  append_words (self->about, _("Other names"), self->record->other_names);
}

static YttOrganisation *
find_organisation (GPtrArray *organisations,
                   gint64     id)
{
  for (guint i = 0; i < organisations->len; i++)
    {
      YttOrganisation *organisation = g_ptr_array_index (organisations, i);

      if (organisation->id == id)
        return organisation;
    }

  return NULL;
}

/* Operators first; who owns the facility as well is one row and not two. */
static void
fill_companies (YttRecordView *self)
{
  GPtrArray *operators = self->record->operators;
  GPtrArray *owners = self->record->owners;

  ytt_detail_section_clear (self->companies);

  for (guint i = 0; i < operators->len; i++)
    {
      YttOrganisation *operator = g_ptr_array_index (operators, i);

      ytt_detail_section_append (self->companies,
                                 ytt_organisation_row_new (operator, find_organisation (owners, operator->id)));
    }

  for (guint i = 0; i < owners->len; i++)
    {
      YttOrganisation *owner = g_ptr_array_index (owners, i);

      if (find_organisation (operators, owner->id) == NULL)
        ytt_detail_section_append (self->companies, ytt_organisation_row_new (NULL, owner));
    }
}

static void
fill_announcements (YttRecordView *self)
{
  ytt_detail_section_fill (self->announcements, self->record->announcements, N_FIRST_ANNOUNCEMENTS,
                           (YttCreateRowFunc) ytt_announcement_row_new, NULL);
}

static void
fill_sources (YttRecordView *self)
{
  ytt_detail_section_fill (self->sources, self->record->sources, N_FIRST_SOURCES,
                           (YttCreateRowFunc) ytt_source_row_new, self->editor);
}

/* What is on the screen at once, in a window of the usual height. */
static void
fill_top (YttRecordView *self,
          GHashTable    *open)
{
  YttRecord *record = self->record;

  ytt_record_header_set_record (self->header, record);
  fill_figures (self, open);
  ytt_element_strip_set_elements (self->elements, (const char * const *) record->elements);
  gtk_widget_set_visible (self->no_elements_label, record->elements == NULL || record->elements[0] == NULL);
  ytt_detail_section_clear (self->place);
  ytt_detail_section_append (self->place, ytt_place_row_new (record));
  ytt_detail_section_fill (self->supply, record->links, N_FIRST_SUPPLY, (YttCreateRowFunc) ytt_supply_row_new, record);
  ytt_chain_section_set_record (self->chain, record);
}

/* Laying out a long record takes several frames' time, and the map flies meanwhile: what lies further down is filled
 * a part at a time, after the top is on the screen. */
static void (* const steps[]) (YttRecordView *self) = {
  fill_announcements,
  fill_about,
  fill_companies,
  fill_sources,
};

static gboolean
fill_next_cb (gpointer user_data)
{
  YttRecordView *self = user_data;

  steps[self->next_step++] (self);
  if (self->next_step < G_N_ELEMENTS (steps))
    return G_SOURCE_CONTINUE;

  self->fill_id = 0;

  return G_SOURCE_REMOVE;
}

static void
clear_bottom (YttRecordView *self)
{
  g_clear_handle_id (&self->fill_id, g_source_remove);
  self->next_step = 0;
  ytt_detail_section_clear (self->announcements);
  ytt_detail_section_clear (self->about);
  ytt_detail_section_clear (self->companies);
  ytt_detail_section_clear (self->sources);
}

static void
ytt_record_view_dispose (GObject *object)
{
  YttRecordView *self = YTT_RECORD_VIEW (object);

  g_clear_handle_id (&self->fill_id, g_source_remove);
  g_clear_pointer (&self->record, ytt_record_unref);
  g_clear_object (&self->editor);

  G_OBJECT_CLASS (ytt_record_view_parent_class)->dispose (object);
}

static void
ytt_record_view_class_init (YttRecordViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_record_view_dispose;

  g_type_ensure (YTT_TYPE_CHAIN_SECTION);
  g_type_ensure (YTT_TYPE_DETAIL_SECTION);
  g_type_ensure (YTT_TYPE_ELEMENT_STRIP);
  g_type_ensure (YTT_TYPE_RECORD_HEADER);
  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "detail/ytt-record-view.ui");
  gtk_widget_class_bind_template_child (widget_class, YttRecordView, scroller);
  gtk_widget_class_bind_template_child (widget_class, YttRecordView, header);
  gtk_widget_class_bind_template_child (widget_class, YttRecordView, figures_section);
  gtk_widget_class_bind_template_child (widget_class, YttRecordView, figures);
  gtk_widget_class_bind_template_child (widget_class, YttRecordView, elements);
  gtk_widget_class_bind_template_child (widget_class, YttRecordView, no_elements_label);
  gtk_widget_class_bind_template_child (widget_class, YttRecordView, place);
  gtk_widget_class_bind_template_child (widget_class, YttRecordView, supply);
  gtk_widget_class_bind_template_child (widget_class, YttRecordView, chain);
  gtk_widget_class_bind_template_child (widget_class, YttRecordView, announcements);
  gtk_widget_class_bind_template_child (widget_class, YttRecordView, about);
  gtk_widget_class_bind_template_child (widget_class, YttRecordView, companies);
  gtk_widget_class_bind_template_child (widget_class, YttRecordView, sources);
}

static void
ytt_record_view_init (YttRecordView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ytt_record_view_get_record:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the facility that is shown
 */
YttRecord *
ytt_record_view_get_record (YttRecordView *self)
{
  g_return_val_if_fail (YTT_IS_RECORD_VIEW (self), NULL);

  return self->record;
}

/**
 * ytt_record_view_set_record:
 * @self: a view
 * @record: the facility to show; a reference is taken
 *
 * Another facility is shown from its top, with all ledgers closed. The same one, read again, keeps its place and
 * its open ledgers.
 */
void
ytt_record_view_set_record (YttRecordView *self,
                            YttRecord     *record)
{
  g_autoptr(GHashTable) open = NULL;
  gboolean same, status_open;

  g_return_if_fail (YTT_IS_RECORD_VIEW (self));
  g_return_if_fail (record != NULL);

  if (record == self->record)
    return;

  same = self->record != NULL && self->record->id == record->id;
  status_open = same && ytt_record_header_get_expanded (self->header);
  if (same)
    open = get_open_ledgers (self);

  ytt_record_ref (record);
  g_clear_pointer (&self->record, ytt_record_unref);
  self->record = record;
  clear_bottom (self);
  fill_top (self, open);
  ytt_record_header_set_expanded (self->header, status_open);

  /* The same record stays where the reader scrolled it to, and so must not be shorter for a while. */
  if (same)
    for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
      steps[i] (self);
  else
    {
      self->fill_id = g_idle_add (fill_next_cb, self);
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
    }
}

/**
 * ytt_record_view_set_supply:
 * @self: a view
 * @supply: (transfer none) (nullable): where chains of supply are traced
 */
void
ytt_record_view_set_supply (YttRecordView *self,
                            YttSupply     *supply)
{
  g_return_if_fail (YTT_IS_RECORD_VIEW (self));

  ytt_chain_section_set_supply (self->chain, supply);
}

/**
 * ytt_record_view_set_editor:
 * @self: a view
 * @editor: (transfer none) (nullable): where copies of sources are kept and opened; without it none are shown
 *
 * It is for the records that are set from then on.
 */
void
ytt_record_view_set_editor (YttRecordView *self,
                            YttEditor     *editor)
{
  g_return_if_fail (YTT_IS_RECORD_VIEW (self));

  if (self->editor == editor)
    return;

  clear_bottom (self);
  g_set_object (&self->editor, editor);
}
