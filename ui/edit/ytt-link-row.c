#include "config.h"

#include "ytt-link-row.h"

#include <glib/gi18n.h>

#include "ytt-choice-field.h"
#include "ytt-date-field.h"
#include "ytt-reference-field.h"
#include "ytt-supply-link.h"

struct _YttLinkRow
{
  AdwExpanderRow parent_instance;

  gboolean       incoming;
  gint64         link;

  YttField      *other;          /* the end that is not the facility itself */
  YttField      *material;
  YttField      *maker;
  YttField      *state;
  YttField      *since;
  YttField      *until;
  YttField      *announcement;
  YttField      *source;
  YttField      *note;
  GtkWidget     *delete_row;
};

G_DEFINE_FINAL_TYPE (YttLinkRow, ytt_link_row, ADW_TYPE_EXPANDER_ROW)

/* A link always has a material, if only one that is not told. */
static gboolean
read_material_cb (YttField    *field,
                  const char  *text,
                  GPtrArray   *readings,
                  gpointer     user_data,
                  GError     **error)
{
  YttFieldReading *reading = ytt_field_reading_new (NULL);

  ytt_field_reading_set (reading, "material", YTT_CELL_OF_TEXT (text));
  g_ptr_array_add (readings, reading);

  return TRUE;
}

static YttField *
add (YttLinkRow *self,
     GtkWidget  *field)
{
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), field);

  return YTT_FIELD (field);
}

static void
add_choices (YttLinkRow *self)
{
  YttLinkState state;

  self->maker = add (self, ytt_choice_field_new (_("Made in the Stage")));
  ytt_choice_field_add (YTT_CHOICE_FIELD (self->maker), "", _("Not Stated"));
  for (guint i = 0; i < YTT_N_STAGES; i++)
    ytt_choice_field_add (YTT_CHOICE_FIELD (self->maker), ytt_stage_to_code (1 << i), ytt_stage_get_label (1 << i));

  self->state = add (self, ytt_choice_field_new (_("State")));
  for (state = YTT_LINK_OPERATING; state <= YTT_LINK_ENDED; state++)
    ytt_choice_field_add (YTT_CHOICE_FIELD (self->state), ytt_link_state_to_code (state),
                          ytt_link_state_get_label (state));
}

static void
add_delete_row (YttLinkRow *self)
{
  GtkWidget *image = gtk_image_new_from_icon_name ("user-trash-symbolic");

  self->delete_row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->delete_row), _("Delete This Link"));
  adw_action_row_add_prefix (ADW_ACTION_ROW (self->delete_row), image);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->delete_row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->delete_row), "link.delete");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->delete_row), "x", self->link);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->delete_row);
}

static void
ytt_link_row_class_init (YttLinkRowClass *klass)
{
}

static void
ytt_link_row_init (YttLinkRow *self)
{
  /* Names come from the document: they are text and never markup. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

static void
add_fields (YttLinkRow *self)
{
  self->other = add (self, self->incoming ? ytt_reference_field_new (_("From"), YTT_MATCH_FACILITY)
                                          : ytt_reference_field_new (_("To"), YTT_MATCH_SUPPLY_END));
  ytt_reference_field_set_required (self->other, _("A supply link has two ends. Delete it if there is none"));
  self->material = add (self, ytt_text_field_new (_("Material")));
  ytt_text_field_set_match_kind (YTT_TEXT_FIELD (self->material), YTT_MATCH_MATERIAL);
  add_choices (self);
  self->since = add (self, ytt_date_field_new (_("Since")));
  self->until = add (self, ytt_date_field_new (_("Until")));
  self->announcement = add (self, ytt_reference_field_new (_("Announcement"), YTT_MATCH_ANNOUNCEMENT));
  self->source = add (self, ytt_reference_field_new (C_("supply link", "Source"), YTT_MATCH_SOURCE));
  self->note = add (self, ytt_text_field_new (_("Note")));
  add_delete_row (self);
}

/**
 * ytt_link_row_new:
 * @editor: the way into the document
 * @incoming: whether the link comes to the facility, and not from it
 *
 * Returns: (transfer floating): a row without a link yet
 */
GtkWidget *
ytt_link_row_new (YttEditor *editor,
                  gboolean   incoming)
{
  YttLinkRow *self = g_object_new (YTT_TYPE_LINK_ROW, NULL);

  self->incoming = incoming;
  add_fields (self);
  ytt_reference_field_bind (self->other, editor, "link", incoming ? "from_facility" : "to_facility");
  ytt_field_bind (self->material, editor, "link", "material");
  ytt_field_set_read_func (self->material, read_material_cb, NULL, NULL);
  ytt_field_bind (self->maker, editor, "link", "maker");
  ytt_field_bind (self->state, editor, "link", "state");
  ytt_date_field_bind (self->since, editor, "link", "since");
  ytt_date_field_bind (self->until, editor, "link", "until");
  ytt_reference_field_bind (self->announcement, editor, "link", "announcement");
  ytt_reference_field_bind (self->source, editor, "link", "source");
  ytt_field_bind (self->note, editor, "link", "note");

  return GTK_WIDGET (self);
}

char *
ytt_link_summarize (const char *format,
                    const char *from,
                    const char *to)
{
  g_auto(GStrv) parts = g_strsplit (format, "%s", 3);

  /* The format is a translation: it is taken apart and not trusted with the names. */
  if (g_strv_length (parts) != 3)
    return g_strdup (format);

  return g_strconcat (parts[0], from, parts[1], to, parts[2], NULL);
}

const char *
ytt_link_get_to_name (YttRow    *link,
                      GPtrArray *rows)
{
  const char *name = ytt_rows_get_name (rows, "facility", ytt_row_get (link, "to_facility"));

  return *name != '\0' ? name : ytt_rows_get_name (rows, "organisation", ytt_row_get (link, "to_organisation"));
}

static char *
describe (YttRow *link)
{
  const char *material = ytt_row_get_text (link, "material");
  const char *code = ytt_row_get_text (link, "state");
  YttLinkState state;

  if (!ytt_link_state_from_code (code, &state))
    return g_strdup (code);
  if (material == NULL || *material == '\0')
    return g_strdup (ytt_link_state_get_label (state));

  return ytt_supply_format (material, state, ytt_row_get_text (link, "since"), ytt_row_get_text (link, "until"));
}

static void
set_words (YttLinkRow *self,
           YttRow     *link,
           GPtrArray  *rows)
{
  const char *from = ytt_rows_get_name (rows, "facility", ytt_row_get (link, "from_facility"));
  const char *to = ytt_link_get_to_name (link, rows);
  /* Translators: a supply link; %s is a facility or an organisation */
  g_autofree char *title = self->incoming ? g_strdup_printf (_("From %s"), from) : g_strdup_printf (_("To %s"), to);
  g_autofree char *subtitle = describe (link);
  /* Translators: from a facility to a facility or an organisation */
  g_autofree char *summary = ytt_link_summarize (_("Change the supply from %s to %s"), from, to);
  YttField *fields[] = { self->other, self->material, self->maker, self->state, self->since, self->until,
                         self->announcement, self->source, self->note };

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    ytt_field_set_summary (fields[i], summary);
}

/**
 * ytt_link_row_set_link:
 * @self: a row
 * @link: the link as it stands in the document
 * @rows: (element-type YttRow): what it refers to is among them
 */
void
ytt_link_row_set_link (YttLinkRow *self,
                       YttRow     *link,
                       GPtrArray  *rows)
{
  YttField *plain[] = { self->material, self->maker, self->state, self->since, self->until, self->note };
  YttCell own;
  gint64 itself;

  g_return_if_fail (YTT_IS_LINK_ROW (self));
  g_return_if_fail (link != NULL && rows != NULL);

  self->link = ytt_row_get_id (link);
  own = ytt_row_get (link, self->incoming ? "to_facility" : "from_facility");
  set_words (self, link, rows);
  itself = own.kind == YTT_CELL_INTEGER ? own.integer : 0;
  ytt_reference_field_set_excluded (self->other, &itself, 1, _("This is the facility itself"));
  ytt_reference_field_set_row (self->other, link, rows);
  ytt_reference_field_set_row (self->announcement, link, rows);
  ytt_reference_field_set_row (self->source, link, rows);
  for (gsize i = 0; i < G_N_ELEMENTS (plain); i++)
    ytt_field_set_row (plain[i], link);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->delete_row), "x", self->link);
}

/**
 * ytt_link_row_get_link:
 * @self: a row
 *
 * Returns: the key of the link
 */
gint64
ytt_link_row_get_link (YttLinkRow *self)
{
  g_return_val_if_fail (YTT_IS_LINK_ROW (self), 0);

  return self->link;
}

/**
 * ytt_link_row_get_incoming:
 * @self: a row
 *
 * Returns: whether the link comes to the facility
 */
gboolean
ytt_link_row_get_incoming (YttLinkRow *self)
{
  g_return_val_if_fail (YTT_IS_LINK_ROW (self), FALSE);

  return self->incoming;
}

void
ytt_link_row_open (YttLinkRow *self)
{
  g_return_if_fail (YTT_IS_LINK_ROW (self));

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->material));
}
