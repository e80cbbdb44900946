#include "config.h"

#include "ytt-balance-claims.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ytt-export-balance.h"
#include "ytt-format-balance.h"
#include "ytt-format.h"
#include "ytt-web.h"

/* More rows than that nobody reads; the filter makes fewer of them. */
#define MOST_LINES 300

struct _YttBalanceClaims
{
  GtkBox        parent_instance;

  GtkWidget    *back;
  GtkLabel     *title;
  GtkLabel     *caption;
  GtkWidget    *country;
  GtkWidget    *copy;
  GtkListBox   *list;
  GtkLabel     *more;

  YttBalance   *balance;       /* (owned) (nullable) */
  GPtrArray    *lines;         /* (owned) (nullable) (element-type YttBalanceLine) */
  GCancellable *cancellable;   /* (owned) (nullable): there while lines are awaited */
};

enum
{
  CLOSED,
  FACILITY_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (YttBalanceClaims, ytt_balance_claims, GTK_TYPE_BOX)

static void
clear (YttBalanceClaims *self)
{
  GtkWidget *row;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->balance, ytt_balance_unref);
  g_clear_pointer (&self->lines, g_ptr_array_unref);

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  gtk_widget_set_visible (GTK_WIDGET (self->more), FALSE);
}

/* Leads from numbers of one country to its page, and from those of several or of an unknown one nowhere. */
static void
set_country (GtkWidget  *button,
             const char *country)
{
  gboolean known = country != NULL && *country != '\0';

  gtk_widget_set_visible (button, known);
  if (!known)
    return;

  /* The target comes first, for GTK warns of an action that lacks its own. */
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", country);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "balance.country");
}

static GtkWidget *
make_country_button (const char *country)
{
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON,
                                    "icon-name", "ytterby-map-symbolic",
                                    "tooltip-text", _("Show This Country"),
                                    "valign", GTK_ALIGN_CENTER,
                                    NULL);
  g_autofree char *label = NULL;

  /* Translators: a button beside a statistic; %s is the country that it is about */
  label = g_strdup_printf (_("Show %s"), ytt_country_get_name (country));
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  set_country (button, country);

  return button;
}

static GtkWidget *
append_row (YttBalanceClaims *self,
            const char       *title,
            const char       *subtitle,
            const char       *value,
            gboolean          activatable)
{
  GtkWidget *row = adw_action_row_new (), *label;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), activatable);

  label = gtk_label_new (value);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  /* A unit is not to be broken. */
  gtk_label_set_width_chars (GTK_LABEL (label), (int) MIN (g_utf8_strlen (value, -1), 14));
  gtk_label_set_max_width_chars (GTK_LABEL (label), 16);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_list_box_append (self->list, row);

  return row;
}

/* How the claim came to be what was counted. */
static char *
describe_line (YttBalanceClaims     *self,
               const YttBalanceLine *line)
{
  GString *text = g_string_new (NULL);

  if (self->balance->conversion != NULL && line->entry.left_out == YTT_LEFT_OUT_NOT)
    {
      g_autofree char *claim = ytt_format_claim (line->claim);

      /* Translators: the claim that a number was derived from */
      g_string_append_printf (text, _("derived from %s"), claim);
      g_string_append (text, " · ");
    }
  if (line->entry.left_out == YTT_LEFT_OUT_CHAIN)
    {
      /* Translators: a stage */
      g_string_append_printf (text, _("counted at: %s"), ytt_stage_get_label (line->entry.stage));
      g_string_append (text, " · ");
    }
  else if (line->entry.left_out == YTT_LEFT_OUT_NOT)
    {
      g_string_append (text, ytt_balance_phase_get_label (line->entry.phase));
      g_string_append (text, " · ");
    }

  if (line->claim != NULL)
    {
      g_autofree char *caption = ytt_format_claim_caption (line->claim);

      g_string_append (text, caption);
      if (line->claim->note != NULL)
        g_string_append_printf (text, "\n%s", line->claim->note);
    }
  else
    g_string_append (text, _("Nothing is claimed"));

  return g_string_free (text, FALSE);
}

static void
append_line (YttBalanceClaims     *self,
             const YttBalanceLine *line)
{
  g_autofree char *words = describe_line (self, line), *value = NULL, *tonnes = NULL, *basis = NULL;
  GtkWidget *row;

  if (line->entry.left_out == YTT_LEFT_OUT_NOT && self->balance->conversion != NULL)
    {
      tonnes = ytt_format_tonnes (line->entry.low, line->entry.high);
      basis = ytt_format_basis (self->balance->basis);
      value = g_strdup_printf ("%s %s", tonnes, basis);
    }
  else
    value = line->claim != NULL ? ytt_format_claim (line->claim) : g_strdup ("\u2013");

  row = append_row (self, line->name, words, value, TRUE);
  g_object_set_data_full (G_OBJECT (row), "facility", g_memdup2 (&line->entry.facility, sizeof (gint64)), g_free);
}

static void
lines_read_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(YttBalanceClaims) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) lines = ytt_store_get_balance_lines_finish (YTT_STORE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->cancellable == NULL)
    return;   /* something else is shown by now */

  g_clear_object (&self->cancellable);
  if (lines == NULL)
    {
      gtk_label_set_label (self->more, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->more), TRUE);
      return;
    }

  self->lines = g_steal_pointer (&lines);
  for (guint i = 0; i < self->lines->len; i++)
    append_line (self, g_ptr_array_index (self->lines, i));
  gtk_widget_set_sensitive (self->copy, self->lines->len > 0);
}

static void
back_clicked_cb (YttBalanceClaims *self)
{
  g_signal_emit (self, signals[CLOSED], 0);
}

static void
copy_clicked_cb (YttBalanceClaims *self)
{
  g_autofree char *csv = NULL;

  if (self->lines == NULL)
    return;

  csv = ytt_export_balance_lines (self->balance, self->lines);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), csv);
}

static void
row_activated_cb (YttBalanceClaims *self,
                  GtkListBoxRow    *row)
{
  const gint64 *facility = g_object_get_data (G_OBJECT (row), "facility");
  const char *url = g_object_get_data (G_OBJECT (row), "url");

  if (facility != NULL)
    g_signal_emit (self, signals[FACILITY_ACTIVATED], 0, *facility);
  else if (url != NULL)
    gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), url, GDK_CURRENT_TIME);
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   user_data)
{
  g_signal_emit (widget, signals[CLOSED], 0);

  return TRUE;
}

static gboolean
ytt_balance_claims_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (YTT_BALANCE_CLAIMS (widget)->back);
}

static void
ytt_balance_claims_dispose (GObject *object)
{
  YttBalanceClaims *self = YTT_BALANCE_CLAIMS (object);

  if (self->list != NULL)
    clear (self);

  G_OBJECT_CLASS (ytt_balance_claims_parent_class)->dispose (object);
}

static void
ytt_balance_claims_class_init (YttBalanceClaimsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_balance_claims_dispose;
  widget_class->grab_focus = ytt_balance_claims_grab_focus;

  signals[CLOSED] =
    g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FACILITY_ACTIVATED] =
    g_signal_new ("facility-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);

  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "balance/ytt-balance-claims.ui");
  gtk_widget_class_bind_template_child (widget_class, YttBalanceClaims, back);
  gtk_widget_class_bind_template_child (widget_class, YttBalanceClaims, title);
  gtk_widget_class_bind_template_child (widget_class, YttBalanceClaims, caption);
  gtk_widget_class_bind_template_child (widget_class, YttBalanceClaims, country);
  gtk_widget_class_bind_template_child (widget_class, YttBalanceClaims, copy);
  gtk_widget_class_bind_template_child (widget_class, YttBalanceClaims, list);
  gtk_widget_class_bind_template_child (widget_class, YttBalanceClaims, more);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
ytt_balance_claims_init (YttBalanceClaims *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const YttBalanceEntry *first = a, *second = b;

  return (first->low < second->low) - (first->low > second->low);
}

static void
show_caption (YttBalanceClaims *self,
              GArray           *entries)
{
  double low = 0, high = 0;
  guint n_counted = 0;
  g_autofree char *tonnes = NULL, *basis = ytt_format_basis (self->balance->basis), *caption = NULL, *count = NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      const YttBalanceEntry *entry = &g_array_index (entries, YttBalanceEntry, i);

      low += entry->low;
      high += entry->high;
      n_counted += entry->left_out == YTT_LEFT_OUT_NOT;
    }

  count = ytt_format_number (entries->len, 0);
  if (n_counted > 0)
    {
      tonnes = ytt_format_tonnes (low, high);
      /* Translators: stage, number, unit, number of facilities */
      caption = g_strdup_printf (ngettext ("%s: %s %s at %s facility", "%s: %s %s at %s facilities", entries->len),
                                 ytt_stage_get_label (self->balance->stage), tonnes, basis, count);
    }
  else
    /* Translators: stage, unit, number of facilities */
    caption = g_strdup_printf (ngettext ("%s in %s: %s facility left out", "%s in %s: %s facilities left out",
                                         entries->len),
                               ytt_stage_get_label (self->balance->stage), basis, count);
  gtk_label_set_label (self->caption, caption);
}

/**
 * ytt_balance_claims_show_entries:
 * @self: a list of claims
 * @store: the document
 * @balance: the balance
 * @entries: (element-type YttBalanceEntry): some of its entries; sorted here
 * @country: (nullable): the country that all of them are in, ISO 3166-1 alpha-2; %NULL or empty where there is none
 * @title: what they have in common
 */
void
ytt_balance_claims_show_entries (YttBalanceClaims *self,
                                 YttStore         *store,
                                 YttBalance       *balance,
                                 GArray           *entries,
                                 const char       *country,
                                 const char       *title)
{
  g_return_if_fail (YTT_IS_BALANCE_CLAIMS (self));
  g_return_if_fail (YTT_IS_STORE (store));

  clear (self);
  self->balance = ytt_balance_ref (balance);
  gtk_label_set_label (self->title, title);
  show_caption (self, entries);
  set_country (self->country, country);
  gtk_widget_set_visible (self->copy, TRUE);
  gtk_widget_set_sensitive (self->copy, FALSE);

  g_array_sort (entries, compare_entries);
  if (entries->len > MOST_LINES)
    {
      g_autofree char *count = ytt_format_number (entries->len - MOST_LINES, 0), *text = NULL;

      text = g_strdup_printf (_("%s more, smaller ones, are not listed: a filter makes fewer of them."), count);
      gtk_label_set_label (self->more, text);
      gtk_widget_set_visible (GTK_WIDGET (self->more), TRUE);
      g_array_set_size (entries, MOST_LINES);
    }

  self->cancellable = g_cancellable_new ();
  ytt_store_get_balance_lines_async (store, entries, self->cancellable, lines_read_cb, g_object_ref (self));
}

/**
 * ytt_balance_claims_show_statistics:
 * @self: a list of claims
 * @statistics: (element-type YttStatistic): statistics of one measure
 * @title: what they have in common
 */
void
ytt_balance_claims_show_statistics (YttBalanceClaims *self,
                                    GPtrArray        *statistics,
                                    const char       *title)
{
  g_return_if_fail (YTT_IS_BALANCE_CLAIMS (self));

  clear (self);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->caption, _("As published; a row opens its source"));
  set_country (self->country, NULL);
  gtk_widget_set_visible (self->copy, FALSE);

  for (guint i = statistics->len; i-- > 0;)
    {
      const YttStatistic *statistic = g_ptr_array_index (statistics, i);
      const YttSource *source = statistic->source;
      gboolean has_page = source->url != NULL && ytt_web_is_address (source->url);
      g_autofree char *value = ytt_statistic_format (statistic), *head = NULL, *words = NULL, *date = NULL;
      GtkWidget *row;

      head = g_strdup_printf ("%s, %d", g_strcmp0 (statistic->country, "WLD") == 0
                                        ? _("World") : ytt_country_get_name (statistic->country), statistic->year);
      date = source->published != NULL ? ytt_format_date (source->published) : g_strdup (_("no date"));
      words = g_strdup_printf ("%s · %s", source->publisher != NULL ? source->publisher : source->title, date);
      row = append_row (self, head, words, value, has_page);
      gtk_widget_set_tooltip_text (row, source->title);
      if (g_strcmp0 (statistic->country, "WLD") != 0)
        adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_country_button (statistic->country));
      if (has_page)
        g_object_set_data_full (G_OBJECT (row), "url", g_strdup (source->url), g_free);
    }
}

/**
 * ytt_balance_claims_clear:
 * @self: a list of claims
 */
void
ytt_balance_claims_clear (YttBalanceClaims *self)
{
  g_return_if_fail (YTT_IS_BALANCE_CLAIMS (self));

  clear (self);
}
