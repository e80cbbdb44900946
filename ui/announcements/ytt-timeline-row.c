#include "config.h"

#include "ytt-timeline-row.h"

#include <glib/gi18n.h>

#include "ytt-format.h"
#include "ytt-ladder.h"

struct _YttTimelineRow
{
  AdwBin               parent_instance;

  YttAnnouncementItem *item;   /* (owned) (nullable) */

  /* Template children */
  GtkWidget           *header;
  GtkLabel            *month;
  GtkLabel            *count;
  GtkWidget           *entry;
  GtkLabel            *day;
  GtkLabel            *weekday;
  GtkLabel            *title;
  GtkLabel            *subtitle;
  GtkLabel            *amount;
  GtkWidget           *rung;
  GtkLabel            *rung_word;
  YttLadder           *ladder;
};

G_DEFINE_FINAL_TYPE (YttTimelineRow, ytt_timeline_row, ADW_TYPE_BIN)

/* (transfer full): "September 2025", "2025, month not told", "Undated" */
static char *
describe_period (guint32 period)
{
  g_autoptr(GDateTime) date = NULL;

  if (period == 0)
    return g_strdup (_("Undated"));
  if (period % 100 == 0)
    /* Translators: %u is a year */
    return g_strdup_printf (_("%u, month not told"), period / 100);

  date = g_date_time_new_utc ((int) period / 100, (int) period % 100, 1, 0, 0, 0);

  /* Translators: a month as a title, as in "September 2025"; see g_date_time_format() */
  return g_date_time_format (date, C_("month", "%OB %Y"));
}

static void
show_place (YttTimelineRow *self)
{
  const YttAnnouncementPlace *place = ytt_announcement_item_get_place (self->item);
  g_autofree char *month = describe_period (place->period);
  g_autofree char *count = g_strdup_printf (ngettext ("%u announcement", "%u announcements", place->n), place->n);

  gtk_widget_set_visible (self->header, place->is_first);
  gtk_label_set_text (self->month, month);
  gtk_label_set_text (self->count, count);
  if (place->is_first)
    gtk_widget_add_css_class (self->entry, "first");
  else
    gtk_widget_remove_css_class (self->entry, "first");
  if (place->is_last)
    gtk_widget_add_css_class (self->entry, "last");
  else
    gtk_widget_remove_css_class (self->entry, "last");
}

static void
show_day (YttTimelineRow *self,
          guint32         day)
{
  g_autofree char *number = NULL;
  g_autofree char *weekday = NULL;

  if (day % 100 != 0)
    {
      g_autoptr(GDateTime) date = g_date_time_new_utc ((int) day / 10000, (int) day % 10000 / 100, (int) day % 100,
                                                       0, 0, 0);

      number = g_strdup_printf ("%u", day % 100);
      weekday = g_date_time_format (date, "%a");
    }

  gtk_label_set_text (self->day, number != NULL ? number : "–");
  gtk_label_set_text (self->weekday, weekday != NULL ? weekday : "");
  gtk_widget_set_visible (GTK_WIDGET (self->weekday), weekday != NULL);
}

/* "about <b>USD 223 million</b>": qualifiers are in regular weight before a bold value. */
static char *
make_amount_markup (const YttAnnouncementRow *row)
{
  g_autofree char *value = ytt_format_amount (row->amount, row->currency, NULL);
  g_autofree char *prefix = NULL;
  YttClaim claim = { .qualifier = YTT_QUALIFIER_EXACT };

  ytt_qualifier_from_code (row->amount_qualifier, &claim.qualifier);
  prefix = ytt_format_claim_prefix (&claim);

  return g_markup_printf_escaped ("%s%s<b>%s</b>", prefix != NULL ? prefix : "", prefix != NULL ? " " : "", value);
}

static void
update_accessible (YttTimelineRow           *self,
                   const YttAnnouncementRow *row,
                   const char               *subtitle)
{
  g_autofree char *date = ytt_format_date (row->date);
  g_autoptr(GString) label = g_string_new (row->title);

  g_string_append_printf (label, ", %s, %s", date, subtitle);
  if (row->amount != NULL)
    {
      g_autofree char *amount = ytt_format_amount (row->amount, row->currency, row->amount_qualifier);

      g_string_append_printf (label, ", %s", amount);
    }
  if (row->rung != YTT_RUNG_NOT_STATED)
    g_string_append_printf (label, ", %s", ytt_rung_get_word (row->rung));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label->str, -1);
}

static void
show_row (YttTimelineRow *self)
{
  const YttAnnouncementRow *row = self->item != NULL ? ytt_announcement_item_get_row (self->item) : NULL;
  g_autoptr(GString) subtitle = g_string_new (NULL);
  g_autofree char *amount = NULL;

  if (row == NULL)
    {
      gtk_label_set_text (self->title, "");
      gtk_label_set_text (self->subtitle, "");
      gtk_widget_set_visible (GTK_WIDGET (self->amount), FALSE);
      gtk_widget_set_visible (self->rung, FALSE);
      gtk_label_set_text (self->day, "");
      gtk_label_set_text (self->weekday, "");
      return;
    }

  /* A date that cannot be read is shown as it is written. */
  if (row->day == 0 && row->date != NULL)
    g_string_append_printf (subtitle, "%s · ", row->date);
  g_string_append (subtitle, ytt_announcement_kind_get_label (row->kind));
  if (row->parties != NULL)
    g_string_append_printf (subtitle, "%s%s", subtitle->len > 0 ? " · " : "", row->parties);

  show_day (self, row->day);
  gtk_label_set_text (self->title, row->title);
  gtk_label_set_text (self->subtitle, subtitle->str);
  if (row->amount != NULL)
    amount = make_amount_markup (row);
  gtk_label_set_markup (self->amount, amount != NULL ? amount : "");
  gtk_widget_set_visible (GTK_WIDGET (self->amount), amount != NULL);
  gtk_label_set_text (self->rung_word, ytt_rung_get_word (row->rung));
  ytt_ladder_set_rung (self->ladder, row->rung);
  gtk_widget_set_visible (self->rung, row->rung != YTT_RUNG_NOT_STATED);
  update_accessible (self, row, subtitle->str);
}

static void
ytt_timeline_row_dispose (GObject *object)
{
  ytt_timeline_row_set_item (YTT_TIMELINE_ROW (object), NULL);

  G_OBJECT_CLASS (ytt_timeline_row_parent_class)->dispose (object);
}

static void
ytt_timeline_row_class_init (YttTimelineRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ytt_timeline_row_dispose;

  g_type_ensure (YTT_TYPE_LADDER);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "announcements/ytt-timeline-row.ui");
  gtk_widget_class_bind_template_child (widget_class, YttTimelineRow, header);
  gtk_widget_class_bind_template_child (widget_class, YttTimelineRow, month);
  gtk_widget_class_bind_template_child (widget_class, YttTimelineRow, count);
  gtk_widget_class_bind_template_child (widget_class, YttTimelineRow, entry);
  gtk_widget_class_bind_template_child (widget_class, YttTimelineRow, day);
  gtk_widget_class_bind_template_child (widget_class, YttTimelineRow, weekday);
  gtk_widget_class_bind_template_child (widget_class, YttTimelineRow, title);
  gtk_widget_class_bind_template_child (widget_class, YttTimelineRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, YttTimelineRow, amount);
  gtk_widget_class_bind_template_child (widget_class, YttTimelineRow, rung);
  gtk_widget_class_bind_template_child (widget_class, YttTimelineRow, rung_word);
  gtk_widget_class_bind_template_child (widget_class, YttTimelineRow, ladder);
}

static void
ytt_timeline_row_init (YttTimelineRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ytt_timeline_row_new:
 *
 * Returns: (transfer floating): a row without an announcement
 */
GtkWidget *
ytt_timeline_row_new (void)
{
  return g_object_new (YTT_TYPE_TIMELINE_ROW, NULL);
}

/**
 * ytt_timeline_row_set_item:
 * @self: a row
 * @item: (nullable): the announcement that it shows, as soon as that has been read
 */
void
ytt_timeline_row_set_item (YttTimelineRow      *self,
                           YttAnnouncementItem *item)
{
  g_return_if_fail (YTT_IS_TIMELINE_ROW (self));

  if (self->item == item)
    return;

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, show_row, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;

  g_signal_connect_object (item, "notify::loaded", G_CALLBACK (show_row), self, G_CONNECT_SWAPPED);
  show_place (self);
  show_row (self);
}
