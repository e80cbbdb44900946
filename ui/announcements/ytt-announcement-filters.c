#include "config.h"

#include "ytt-announcement-filters.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "ytt-format.h"

/* Kinds that are seen at once; the others come behind one line. */
#define N_KINDS_SHOWN 10

#define MILLION 1e6

struct _YttAnnouncementFilters
{
  AdwBin            parent_instance;

  YttAnnouncements *model;          /* (owned) (nullable) */
  YttSession       *session;        /* (owned) (nullable) */
  GStrv             kind_codes;     /* (owned) (nullable): of the rows, in their order */
  GStrv             currencies;     /* (owned) (nullable): of the list below "any" */
  gboolean          all_kinds;
  gboolean          updating;       /* what changes is not what somebody has asked for */

  /* Template children */
  GtkWidget        *search;
  GtkWidget        *party;
  GtkLabel         *party_label;
  GtkMenuButton    *since_button;
  GtkWidget        *since_popover;
  GtkBox           *since_choices;
  GtkCalendar      *calendar;
  GtkListBox       *kinds;
  GtkDropDown      *currency;
  GtkWidget        *range;
  GtkWidget        *amount_min;
  GtkWidget        *amount_max;
  GtkLabel         *left_out;
};

G_DEFINE_FINAL_TYPE (YttAnnouncementFilters, ytt_announcement_filters, ADW_TYPE_BIN)

static void
search_changed_cb (YttAnnouncementFilters *self)
{
  YttAnnouncementQuery *query;

  if (self->model == NULL || self->updating)
    return;

  query = ytt_announcements_dup_query (self->model);
  g_free (query->words);
  query->words = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  ytt_announcements_take_query (self->model, query);
}

static void
party_clicked_cb (YttAnnouncementFilters *self)
{
  ytt_announcement_filters_set_party (self, 0, NULL);
}

static void
show_since (YttAnnouncementFilters *self)
{
  guint32 since = ytt_announcements_get_query (self->model)->since;
  g_autofree char *iso = ytt_period_to_iso (since);
  g_autofree char *date = iso != NULL ? ytt_format_date (iso) : g_strdup (_("Any day"));
  /* Translators: %s is a day, or "Any day" */
  g_autofree char *name = g_strdup_printf (_("Since: %s"), date);

  gtk_menu_button_set_label (self->since_button, date);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->since_button))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
choice_clicked_cb (YttAnnouncementFilters *self,
                   GtkButton              *button)
{
  gtk_popover_popdown (GTK_POPOVER (self->since_popover));
  ytt_announcement_filters_set_since (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "day")));
}

static void
add_choice (YttAnnouncementFilters *self,
            const char             *label,
            guint32                 day)
{
  GtkWidget *text = gtk_label_new (label);
  GtkWidget *button = gtk_button_new ();

  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_button_set_child (GTK_BUTTON (button), text);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "day", GUINT_TO_POINTER (day));
  g_signal_connect_object (button, "clicked", G_CALLBACK (choice_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->since_choices, button);
}

static guint32
get_day_before (int months,
                int days)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) then = g_date_time_add_full (now, 0, -months, -days, 0, 0, 0);

  return (guint32) (g_date_time_get_year (then) * 10000 + g_date_time_get_month (then) * 100
                    + g_date_time_get_day_of_month (then));
}

static void
since_shown_cb (YttAnnouncementFilters *self)
{
  guint32 visit = ytt_session_get_last_visit (self->session);
  guint32 since = ytt_announcements_get_query (self->model)->since;
  g_autoptr(GDateTime) day = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->since_choices))) != NULL)
    gtk_box_remove (self->since_choices, child);

  add_choice (self, _("Any day"), 0);
  if (visit != 0)
    {
      g_autofree char *iso = ytt_period_to_iso (visit);
      g_autofree char *date = ytt_format_date (iso);
      /* Translators: %s is a day, such as "3 Nov 2025" */
      g_autofree char *label = g_strdup_printf (_("Since your last visit on %s"), date);

      add_choice (self, label, visit);
    }
  add_choice (self, _("The last 30 days"), get_day_before (0, 30));
  add_choice (self, _("The last 12 months"), get_day_before (12, 0));

  self->updating = TRUE;
  if (since == 0)
    since = visit != 0 ? visit : ytt_period_get_today ();
  day = g_date_time_new_local ((int) since / 10000, (int) since % 10000 / 100, (int) since % 100, 12, 0, 0);
  gtk_calendar_select_day (self->calendar, day);
  self->updating = FALSE;
}

static void
day_selected_cb (YttAnnouncementFilters *self)
{
  g_autoptr(GDateTime) day = gtk_calendar_get_date (self->calendar);

  if (self->updating)
    return;

  ytt_announcement_filters_set_since (self, (guint32) (g_date_time_get_year (day) * 10000
                                                       + g_date_time_get_month (day) * 100
                                                       + g_date_time_get_day_of_month (day)));
}

static gboolean
is_wanted (const YttAnnouncementQuery *query,
           const char                 *kind)
{
  return query->kinds != NULL && g_strv_contains ((const char * const *) query->kinds, kind);
}

/* (transfer full) (nullable): the kinds with one added or taken away; NULL for all kinds */
static GStrv
toggle_kind (GStrv       kinds,
             const char *kind,
             gboolean    wanted)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  gboolean any = wanted;

  for (guint i = 0; kinds != NULL && kinds[i] != NULL; i++)
    if (strcmp (kinds[i], kind) != 0)
      {
        g_strv_builder_add (builder, kinds[i]);
        any = TRUE;
      }
  if (wanted)
    g_strv_builder_add (builder, kind);

  return any ? g_strv_builder_end (builder) : NULL;
}

static void
kind_toggled_cb (YttAnnouncementFilters *self,
                 GtkCheckButton         *check)
{
  const char *kind = g_object_get_data (G_OBJECT (check), "kind");
  YttAnnouncementQuery *query;
  GStrv kinds;

  if (self->updating)
    return;

  query = ytt_announcements_dup_query (self->model);
  kinds = toggle_kind (query->kinds, kind, gtk_check_button_get_active (check));
  g_strfreev (query->kinds);
  query->kinds = kinds;
  ytt_announcements_take_query (self->model, query);
}

static GtkWidget *
make_kind_row (YttAnnouncementFilters *self,
               const char             *kind)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *count = gtk_label_new (NULL);

  g_object_set_data_full (G_OBJECT (check), "kind", g_strdup (kind), g_free);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  g_signal_connect_object (check, "toggled", G_CALLBACK (kind_toggled_cb), self, G_CONNECT_SWAPPED);

  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_add_css_class (count, "caption");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 *kind != '\0' ? ytt_announcement_kind_get_label (kind) : _("Not stated"));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), count);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_object_set_data (G_OBJECT (row), "check", check);
  g_object_set_data (G_OBJECT (row), "count", count);

  return row;
}

static void
kind_activated_cb (YttAnnouncementFilters *self,
                   GtkListBoxRow          *row)
{
  GtkListBoxRow *first;

  if (g_object_get_data (G_OBJECT (row), "more") == NULL)
    return;

  self->all_kinds = TRUE;
  gtk_list_box_remove (self->kinds, GTK_WIDGET (row));
  for (guint i = 0; (first = gtk_list_box_get_row_at_index (self->kinds, (int) i)) != NULL; i++)
    gtk_widget_set_visible (GTK_WIDGET (first), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->kinds, N_KINDS_SHOWN)));
}

/* The rows stay as long as the document has the same kinds. */
static void
make_kind_rows (YttAnnouncementFilters *self,
                GArray                 *counts)
{
  g_autoptr(GStrvBuilder) codes = g_strv_builder_new ();
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->kinds, 0)) != NULL)
    gtk_list_box_remove (self->kinds, GTK_WIDGET (row));

  for (guint i = 0; i < counts->len; i++)
    {
      const char *kind = g_array_index (counts, YttKindCount, i).kind;
      GtkWidget *kind_row = make_kind_row (self, kind);

      gtk_list_box_append (self->kinds, kind_row);
      gtk_widget_set_visible (kind_row, self->all_kinds || i < N_KINDS_SHOWN);
      g_strv_builder_add (codes, kind);
    }
  if (!self->all_kinds && counts->len > N_KINDS_SHOWN)
    {
      guint n = counts->len - N_KINDS_SHOWN;
      g_autofree char *label = g_strdup_printf (ngettext ("%u more kind", "%u more kinds", n), n);
      GtkWidget *more = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (more), label);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (more), TRUE);
      gtk_widget_add_css_class (more, "more-kinds");
      g_object_set_data (G_OBJECT (more), "more", GINT_TO_POINTER (TRUE));
      gtk_list_box_append (self->kinds, more);
    }

  g_strfreev (self->kind_codes);
  self->kind_codes = g_strv_builder_end (codes);
}

static gboolean
has_kinds (YttAnnouncementFilters *self,
           GArray                 *counts)
{
  if (self->kind_codes == NULL || g_strv_length (self->kind_codes) != counts->len)
    return FALSE;

  for (guint i = 0; i < counts->len; i++)
    if (strcmp (self->kind_codes[i], g_array_index (counts, YttKindCount, i).kind) != 0)
      return FALSE;

  return TRUE;
}

static void
show_kinds (YttAnnouncementFilters      *self,
            const YttAnnouncementResult *result)
{
  const YttAnnouncementQuery *query = ytt_announcements_get_query (self->model);

  if (!has_kinds (self, result->kinds))
    make_kind_rows (self, result->kinds);

  for (guint i = 0; i < result->kinds->len; i++)
    {
      const YttKindCount *count = &g_array_index (result->kinds, YttKindCount, i);
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->kinds, (int) i);
      g_autofree char *number = ytt_format_number (count->n, 0);

      gtk_label_set_text (g_object_get_data (G_OBJECT (row), "count"), number);
      gtk_check_button_set_active (g_object_get_data (G_OBJECT (row), "check"), is_wanted (query, count->kind));
    }
}

static void
show_currencies (YttAnnouncementFilters      *self,
                 const YttAnnouncementResult *result)
{
  const YttAnnouncementQuery *query = ytt_announcements_get_query (self->model);
  g_autoptr(GtkStringList) list = NULL;
  guint selected = 0;

  if (self->currencies != NULL
      && g_strv_equal ((const char * const *) self->currencies, (const char * const *) result->currencies))
    return;

  list = gtk_string_list_new (NULL);
  gtk_string_list_append (list, _("Any amount or none"));
  for (guint i = 0; result->currencies[i] != NULL; i++)
    {
      gtk_string_list_append (list, result->currencies[i]);
      if (g_strcmp0 (query->currency, result->currencies[i]) == 0)
        selected = i + 1;
    }
  g_strfreev (self->currencies);
  self->currencies = g_strdupv (result->currencies);
  gtk_drop_down_set_model (self->currency, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->currency, selected);
}

static double
read_millions (GtkWidget *entry)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  g_autofree char *plain = g_strstrip (g_strdup (text));
  char *end = NULL;
  double value;

  if (*plain == '\0')
    {
      gtk_widget_remove_css_class (entry, "error");
      return NAN;
    }

  /* A comma is a decimal mark in most of the world; nobody types millions with separators. */
  value = g_ascii_strtod (g_strdelimit (plain, ",", '.'), &end);
  if (*end != '\0' || !isfinite (value))
    {
      gtk_widget_add_css_class (entry, "error");
      return NAN;
    }
  gtk_widget_remove_css_class (entry, "error");

  return value * MILLION;
}

static void
amount_changed_cb (YttAnnouncementFilters *self)
{
  guint selected = gtk_drop_down_get_selected (self->currency);
  gboolean any = selected == 0 || selected == GTK_INVALID_LIST_POSITION;
  YttAnnouncementQuery *query;

  gtk_widget_set_visible (self->range, !any);
  if (self->model == NULL || self->updating)
    return;

  query = ytt_announcements_dup_query (self->model);
  g_free (query->currency);
  query->currency = any ? NULL : g_strdup (self->currencies[selected - 1]);
  query->amount_min = read_millions (self->amount_min);
  query->amount_max = read_millions (self->amount_max);
  ytt_announcements_take_query (self->model, query);
}

static void
append_line (GString    *text,
             const char *line)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

static void
show_left_out (YttAnnouncementFilters      *self,
               const YttAnnouncementResult *result)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (result->n_elsewhere > 0)
    {
      g_autofree char *number = ytt_format_number (result->n_elsewhere, 0);
      g_autofree char *line =
        g_strdup_printf (ngettext ("Left out: %s that names none of the facilities found.",
                                   "Left out: %s that name none of the facilities found.", result->n_elsewhere),
                         number);

      append_line (text, line);
    }
  if (result->n_later > 0)
    {
      g_autofree char *number = ytt_format_number (result->n_later, 0);
      /* Translators: %s is a number of announcements */
      g_autofree char *line = g_strdup_printf (_("Left out: %s announced later, or on a day not told."), number);

      append_line (text, line);
    }
  if (result->n_unreadable > 0)
    {
      g_autofree char *number = ytt_format_number (result->n_unreadable, 0);
      g_autofree char *line =
        g_strdup_printf (ngettext ("%s has a date that cannot be read and stands under “Undated”.",
                                   "%s have a date that cannot be read and stand under “Undated”.",
                                   result->n_unreadable), number);

      append_line (text, line);
    }

  gtk_label_set_text (self->left_out, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->left_out), text->len > 0);
}

static void
result_cb (YttAnnouncementFilters *self)
{
  const YttAnnouncementResult *result = ytt_announcements_get_result (self->model);

  if (result == NULL)
    return;

  self->updating = TRUE;
  show_kinds (self, result);
  show_currencies (self, result);
  show_left_out (self, result);
  self->updating = FALSE;
}

static void
ytt_announcement_filters_dispose (GObject *object)
{
  YttAnnouncementFilters *self = YTT_ANNOUNCEMENT_FILTERS (object);

  g_clear_object (&self->model);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (ytt_announcement_filters_parent_class)->dispose (object);
}

static void
ytt_announcement_filters_finalize (GObject *object)
{
  YttAnnouncementFilters *self = YTT_ANNOUNCEMENT_FILTERS (object);

  g_strfreev (self->kind_codes);
  g_strfreev (self->currencies);

  G_OBJECT_CLASS (ytt_announcement_filters_parent_class)->finalize (object);
}

static void
ytt_announcement_filters_class_init (YttAnnouncementFiltersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ytt_announcement_filters_dispose;
  object_class->finalize = ytt_announcement_filters_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "announcements/ytt-announcement-filters.ui");
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementFilters, search);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementFilters, party);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementFilters, party_label);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementFilters, since_button);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementFilters, since_popover);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementFilters, since_choices);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementFilters, calendar);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementFilters, kinds);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementFilters, currency);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementFilters, range);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementFilters, amount_min);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementFilters, amount_max);
  gtk_widget_class_bind_template_child (widget_class, YttAnnouncementFilters, left_out);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, party_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, since_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, amount_changed_cb);
}

static void
ytt_announcement_filters_init (YttAnnouncementFilters *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* The focus lies on the button within, which does not take over the name of the list that it opens. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->currency))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Currency of the amount"), -1);
}

/**
 * ytt_announcement_filters_set_model:
 * @self: the column
 * @model: the announcements
 * @session: what they follow
 *
 * To be called once.
 */
void
ytt_announcement_filters_set_model (YttAnnouncementFilters *self,
                                    YttAnnouncements       *model,
                                    YttSession             *session)
{
  g_return_if_fail (YTT_IS_ANNOUNCEMENT_FILTERS (self));
  g_return_if_fail (self->model == NULL);

  self->model = g_object_ref (model);
  self->session = g_object_ref (session);
  g_signal_connect_object (model, "notify::result", G_CALLBACK (result_cb), self, G_CONNECT_SWAPPED);
  show_since (self);
  result_cb (self);
}

void
ytt_announcement_filters_focus_search (YttAnnouncementFilters *self)
{
  g_return_if_fail (YTT_IS_ANNOUNCEMENT_FILTERS (self));

  gtk_widget_grab_focus (self->search);
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
}

/**
 * ytt_announcement_filters_set_party:
 * @self: the column
 * @id: the key of an organisation, 0 for any
 * @name: (nullable): what it is called
 *
 * Asks for the announcements that it is a party to.
 */
void
ytt_announcement_filters_set_party (YttAnnouncementFilters *self,
                                    gint64                  id,
                                    const char             *name)
{
  YttAnnouncementQuery *query;

  g_return_if_fail (YTT_IS_ANNOUNCEMENT_FILTERS (self));

  gtk_label_set_text (self->party_label, name != NULL ? name : "");
  gtk_widget_set_visible (self->party, id != 0);
  query = ytt_announcements_dup_query (self->model);
  query->party = id;
  ytt_announcements_take_query (self->model, query);
}

/**
 * ytt_announcement_filters_set_since:
 * @self: the column
 * @day: the first day, as YYYYMMDD, 0 for any
 */
void
ytt_announcement_filters_set_since (YttAnnouncementFilters *self,
                                    guint32                 day)
{
  YttAnnouncementQuery *query;

  g_return_if_fail (YTT_IS_ANNOUNCEMENT_FILTERS (self));

  if (ytt_announcements_get_query (self->model)->since == day)
    return;

  query = ytt_announcements_dup_query (self->model);
  query->since = day;
  ytt_announcements_take_query (self->model, query);
  show_since (self);
}

void
ytt_announcement_filters_reset (YttAnnouncementFilters *self)
{
  g_return_if_fail (YTT_IS_ANNOUNCEMENT_FILTERS (self));

  self->updating = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_editable_set_text (GTK_EDITABLE (self->amount_min), "");
  gtk_editable_set_text (GTK_EDITABLE (self->amount_max), "");
  gtk_drop_down_set_selected (self->currency, 0);
  gtk_widget_set_visible (self->party, FALSE);
  self->updating = FALSE;

  ytt_announcements_take_query (self->model, ytt_announcement_query_new ());
  show_since (self);
}
