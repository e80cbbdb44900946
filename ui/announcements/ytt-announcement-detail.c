#include "config.h"

#include "ytt-announcement-detail.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ytt-announcement-map.h"
#include "ytt-format.h"
#include "ytt-ladder.h"
#include "ytt-symbol-image.h"
#include "ytt-web.h"

struct _YttAnnouncementDetail
{
  AdwBin               parent_instance;

  GPtrArray           *rows;   /* (owned) (element-type GtkWidget) (not owned): of the three groups */

  /* Template children */
  GtkScrolledWindow   *scrolled;
  GtkWidget           *map_overlay;
  YttAnnouncementMap  *map;
  GtkLabel            *title;
  GtkLabel            *caption;
  GtkWidget           *ladder_card;
  YttLadder           *ladder;
  GtkLabel            *rung;
  GtkLabel            *next;
  GtkLabel            *summary;
  AdwPreferencesGroup *parties;
  AdwPreferencesGroup *facilities;
  AdwPreferencesGroup *sources;
};

G_DEFINE_FINAL_TYPE (YttAnnouncementDetail, ytt_announcement_detail, ADW_TYPE_BIN)

/* Titles come from the document: they are text and never markup. */
static GtkWidget *
make_row (const char *title,
          const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (subtitle != NULL && *subtitle != '\0')
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);

  return row;
}

static void
make_leading (GtkWidget  *row,
              const char *icon_name,
              const char *action_name,
              GVariant   *target)
{
  GtkWidget *image = gtk_image_new_from_icon_name (icon_name);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), image);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action_name);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (row), target);
}

static void
add_row (YttAnnouncementDetail *self,
         AdwPreferencesGroup   *group,
         GtkWidget             *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
  g_object_set_data (G_OBJECT (row), "group", group);
}

static void
clear_rows (YttAnnouncementDetail *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      adw_preferences_group_remove (g_object_get_data (G_OBJECT (row), "group"), row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

static GtkWidget *
make_filter_button (const YttOrganisation *party)
{
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON,
                                    "icon-name", "system-search-symbolic",
                                    "tooltip-text", _("Only Its Announcements"),
                                    "action-name", "announcement.party",
                                    "valign", GTK_ALIGN_CENTER,
                                    NULL);
  g_autofree char *label = NULL;

  /* Translators: %s is an organisation */
  label = g_strdup_printf (_("Only announcements of %s"), party->name);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", party->id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return button;
}

static void
add_parties (YttAnnouncementDetail *self,
             GPtrArray             *parties)
{
  for (guint i = 0; i < parties->len; i++)
    {
      const YttOrganisation *party = g_ptr_array_index (parties, i);
      GtkWidget *row = make_row (party->name, ytt_party_role_get_word (party->role));

      adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_filter_button (party));
      gtk_widget_set_tooltip_text (row, _("Show This Organisation"));
      make_leading (row, "go-next-symbolic", "announcement.organisation", g_variant_new_int64 (party->id));
      add_row (self, self->parties, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->parties), parties->len > 0);
}

static void
add_facilities (YttAnnouncementDetail *self,
                GPtrArray             *facilities)
{
  for (guint i = 0; i < facilities->len; i++)
    {
      const YttFacilityRow *facility = g_ptr_array_index (facilities, i);
      const char *country = facility->country != NULL ? ytt_country_get_name (facility->country) : NULL;
      g_autoptr(GString) subtitle = g_string_new (ytt_status_get_label (facility->status));
      GtkWidget *row;

      if (country != NULL)
        g_string_append_printf (subtitle, " · %s", country);
      if (isnan (facility->longitude))
        g_string_append_printf (subtitle, " · %s", _("place unknown"));
      row = make_row (facility->name, subtitle->str);
      gtk_widget_set_tooltip_text (row, _("Show This Facility"));
      adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                                 ytt_symbol_image_new (facility->stages, facility->status, 32));
      make_leading (row, "go-next-symbolic", "announcement.facility", g_variant_new_int64 (facility->id));
      add_row (self, self->facilities, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->facilities), facilities->len > 0);
}

static void
add_sources (YttAnnouncementDetail *self,
             GPtrArray             *sources)
{
  for (guint i = 0; i < sources->len; i++)
    {
      const YttSource *source = g_ptr_array_index (sources, i);
      g_autoptr(GString) subtitle = g_string_new (source->publisher);
      GtkWidget *row;

      if (source->published != NULL)
        {
          g_autofree char *date = ytt_format_date (source->published);

          g_string_append_printf (subtitle, "%s%s", subtitle->len > 0 ? " · " : "", date);
        }
      row = make_row (source->title, subtitle->str);
      if (ytt_web_is_address (source->url))
        make_leading (row, "adw-external-link-symbolic", "announcement.open", g_variant_new_string (source->url));
      add_row (self, self->sources, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->sources), sources->len > 0);
}

/* "26 Aug 2025 · Memorandum · no amount given" */
static char *
describe (const YttAnnouncement *announcement)
{
  g_autofree char *date = *announcement->date != '\0' ? ytt_format_date (announcement->date) : g_strdup (_("undated"));
  g_autofree char *amount = announcement->amount != NULL
                            ? ytt_format_amount (announcement->amount, announcement->currency,
                                                 announcement->amount_qualifier)
                            : g_strdup (_("no amount given"));

  if (*announcement->kind == '\0')
    return g_strdup_printf ("%s · %s", date, amount);

  return g_strdup_printf ("%s · %s · %s", date, ytt_announcement_kind_get_label (announcement->kind), amount);
}

static void
show_rung (YttAnnouncementDetail *self,
           YttRung                rung)
{
  const char *next = ytt_rung_get_next (rung);

  ytt_ladder_set_rung (self->ladder, rung);
  gtk_label_set_text (self->rung, ytt_rung_get_label (rung));
  if (next == NULL && rung == YTT_RUNG_NOT_STATED)
    /* Translators: beside "Not stated", of a deal */
    next = _("how far it has come");
  gtk_label_set_text (self->next, next != NULL ? next : "");
}

static void
ytt_announcement_detail_finalize (GObject *object)
{
  YttAnnouncementDetail *self = YTT_ANNOUNCEMENT_DETAIL (object);

  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (ytt_announcement_detail_parent_class)->finalize (object);
}

static void
ytt_announcement_detail_class_init (YttAnnouncementDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ytt_announcement_detail_finalize;

  g_type_ensure (YTT_TYPE_ANNOUNCEMENT_MAP);
  g_type_ensure (YTT_TYPE_LADDER);
  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "announcements/ytt-announcement-detail.ui");
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementDetail, scrolled);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementDetail, map_overlay);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementDetail, map);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementDetail, title);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementDetail, caption);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementDetail, ladder_card);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementDetail, ladder);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementDetail, rung);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementDetail, next);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementDetail, summary);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementDetail, parties);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementDetail, facilities);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementDetail, sources);
}

static void
ytt_announcement_detail_init (YttAnnouncementDetail *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (self->map_overlay, FALSE);
}

/**
 * ytt_announcement_detail_show:
 * @self: a pane
 * @store: (nullable): the document
 * @record: (nullable): the announcement; %NULL leaves nothing on the map
 */
void
ytt_announcement_detail_show (YttAnnouncementDetail *self,
                              YttStore              *store,
                              YttAnnouncementRecord *record)
{
  g_autofree char *caption = NULL;

  g_return_if_fail (YTT_IS_ANNOUNCEMENT_DETAIL (self));

  ytt_announcement_map_show (self->map, store, record != NULL ? record->announcement->id : 0,
                             record != NULL ? record->facilities : NULL);
  gtk_widget_set_visible (self->map_overlay, gtk_widget_get_visible (GTK_WIDGET (self->map)));
  if (record == NULL)
    return;

  caption = describe (record->announcement);
  gtk_label_set_text (self->title, record->announcement->title);
  gtk_label_set_text (self->caption, caption);
  show_rung (self, record->rung);
  gtk_label_set_text (self->summary, record->announcement->summary != NULL ? record->announcement->summary : "");
  gtk_widget_set_visible (GTK_WIDGET (self->summary), record->announcement->summary != NULL);

  clear_rows (self);
  add_parties (self, record->announcement->parties);
  add_facilities (self, record->facilities);
  add_sources (self, record->sources);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
}

gboolean
ytt_announcement_detail_get_loading (YttAnnouncementDetail *self)
{
  g_return_val_if_fail (YTT_IS_ANNOUNCEMENT_DETAIL (self), FALSE);

  return ytt_announcement_map_get_loading (self->map);
}
