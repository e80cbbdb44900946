#include "config.h"

#include "ytt-balance-page.h"

#include <glib/gi18n.h>

#include "ytt-balance-chart.h"
#include "ytt-balance-claims.h"
#include "ytt-balance-columns.h"
#include "ytt-balance-sheet.h"
#include "ytt-balance-side.h"
#include "ytt-export-balance.h"
#include "ytt-format-balance.h"
#include "ytt-format-moment.h"
#include "ytt-format.h"
#include "ytt-session-page.h"
#include "ytt-session-profile.h"
#include "ytt-symbol-image.h"
#include "ytt-wrap-box.h"

struct _YttBalancePage
{
  AdwBin             parent_instance;

  YttSession        *session;        /* (owned) */
  YttBalanceSheet   *sheet;          /* (owned) */

  GtkScrolledWindow *scrolled;
  GtkWidget         *columns;
  GtkDropDown       *stage_drop;
  GtkDropDown       *basis_drop;
  GtkDropDown       *year_drop;
  GtkWidget         *told_button;
  GtkLabel          *told_label;
  GtkSpinner        *spinner;
  GtkToggleButton   *table_button;
  GtkWidget         *error_bar;
  GtkLabel          *error_label;
  YttBalanceChart   *chart;
  YttBalanceSide    *side;
  YttBalanceClaims  *claims;

  GtkStringList     *bases;          /* (owned): what the drop-down of bases says */
  GPtrArray         *basis_choices;  /* (owned) (element-type BasisChoice): in the same order */
  gboolean           updating;       /* drop-downs are being filled, nobody chose anything */
  GtkWidget         *opened_from;    /* (nullable) (not owned): where the keyboard was before the claims opened */
};

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_LOADING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (YttBalancePage, ytt_balance_page, ADW_TYPE_BIN)

/* The stages along the chain; recycling feeds it from the side, and comes last. */
static const YttStages stages[] = {
  YTT_STAGE_MINING, YTT_STAGE_CONCENTRATION, YTT_STAGE_CRACKING, YTT_STAGE_SEPARATION, YTT_STAGE_METAL,
  YTT_STAGE_MAGNET, YTT_STAGE_RECYCLING
};

typedef struct
{
  char                *basis;
  const YttConversion *conversion;   /* (nullable) */
} BasisChoice;

static void
basis_choice_free (gpointer data)
{
  BasisChoice *choice = data;

  g_free (choice->basis);
  g_free (choice);
}

static void
add_basis (YttBalancePage      *self,
           GPtrArray           *words,
           const char          *basis,
           const YttConversion *conversion)
{
  BasisChoice *choice = g_new0 (BasisChoice, 1);
  g_autofree char *text = ytt_format_basis (conversion != NULL ? conversion->to : basis);

  choice->basis = g_strdup (basis);
  choice->conversion = conversion;
  g_ptr_array_add (self->basis_choices, choice);
  /* Translators: a unit that nobody published, but that was worked out */
  g_ptr_array_add (words, conversion != NULL ? g_strdup_printf (_("%s, derived"), text) : g_steal_pointer (&text));
}

/* The bases that are told of, what can be derived from them, and in any case the one that is shown. */
static void
fill_bases (YttBalancePage *self,
            YttBalance     *balance)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  const char *shown = balance->conversion != NULL ? balance->conversion->from : balance->basis;
  const YttConversion *conversions;
  gsize n_conversions;
  guint selected = 0;

  g_ptr_array_set_size (self->basis_choices, 0);
  for (guint i = 0; i < balance->bases->len; i++)
    add_basis (self, words, g_array_index (balance->bases, YttBalanceBasis, i).basis, NULL);

  conversions = ytt_conversions_get (&n_conversions);
  for (gsize i = 0; i < n_conversions; i++)
    for (guint j = 0; j < balance->bases->len; j++)
      if (g_strcmp0 (g_array_index (balance->bases, YttBalanceBasis, j).basis, conversions[i].from) == 0)
        add_basis (self, words, conversions[i].from, &conversions[i]);

  for (selected = 0; selected < self->basis_choices->len; selected++)
    {
      const BasisChoice *choice = g_ptr_array_index (self->basis_choices, selected);

      if (g_strcmp0 (choice->basis, shown) == 0 && choice->conversion == balance->conversion)
        break;
    }
  if (selected == self->basis_choices->len)
    add_basis (self, words, shown, balance->conversion);

  g_ptr_array_add (words, NULL);
  self->updating = TRUE;
  gtk_string_list_splice (self->bases, 0, g_list_model_get_n_items (G_LIST_MODEL (self->bases)),
                          (const char * const *) words->pdata);
  gtk_drop_down_set_selected (self->basis_drop, selected);
  self->updating = FALSE;
}

static void
show_claims (YttBalancePage *self,
             gboolean        claims)
{
  gtk_widget_set_visible (GTK_WIDGET (self->claims), claims);
  gtk_widget_set_visible (GTK_WIDGET (self->side), !claims);
  g_object_set (self->columns, "side-only", claims, NULL);
}

static void
close_claims (YttBalancePage *self)
{
  show_claims (self, FALSE);
  ytt_balance_claims_clear (self->claims);
}

static void
open_claims (YttBalancePage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  self->opened_from = root != NULL ? gtk_root_get_focus (root) : NULL;
  if (self->opened_from != NULL)
    g_object_add_weak_pointer (G_OBJECT (self->opened_from), (gpointer *) &self->opened_from);
  show_claims (self, TRUE);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->claims));
}

static void
forget_opened_from (YttBalancePage *self)
{
  if (self->opened_from != NULL)
    g_object_remove_weak_pointer (G_OBJECT (self->opened_from), (gpointer *) &self->opened_from);
  self->opened_from = NULL;
}

static void
claims_closed_cb (YttBalancePage *self)
{
  GtkWidget *from = self->opened_from;

  forget_opened_from (self);
  close_claims (self);
  if (from != NULL)
    gtk_widget_grab_focus (from);
}

static void
balance_changed_cb (YttBalancePage *self)
{
  YttBalance *balance = ytt_balance_sheet_get_balance (self->sheet);

  if (balance == NULL)
    return;

  /* The claims of another balance are not behind these numbers. */
  forget_opened_from (self);
  close_claims (self);
  fill_bases (self, balance);
  ytt_balance_chart_set_balance (self->chart, balance);
  ytt_balance_side_set_balance (self->side, balance);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "balance.copy-csv", balance->n_counted > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "balance.copy-picture", balance->n_counted > 0);
}

static void
statistics_changed_cb (YttBalancePage *self)
{
  ytt_balance_side_set_statistics (self->side, ytt_balance_sheet_get_statistics (self->sheet),
                                   ytt_balance_sheet_get_stage (self->sheet));
}

static void
loading_changed_cb (YttBalancePage *self)
{
  gtk_spinner_set_spinning (self->spinner, ytt_balance_sheet_get_loading (self->sheet));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
error_changed_cb (YttBalancePage *self)
{
  const GError *error = ytt_balance_sheet_get_error (self->sheet);

  gtk_label_set_label (self->error_label, error != NULL ? error->message : "");
  gtk_widget_set_visible (self->error_bar, error != NULL);
}

static void
stage_selected_cb (YttBalancePage *self)
{
  guint position = gtk_drop_down_get_selected (self->stage_drop);

  if (position < G_N_ELEMENTS (stages))
    ytt_balance_sheet_set_stage (self->sheet, stages[position]);
}

static void
basis_selected_cb (YttBalancePage *self)
{
  guint position = gtk_drop_down_get_selected (self->basis_drop);
  const BasisChoice *choice;

  if (self->updating || position >= self->basis_choices->len)
    return;

  choice = g_ptr_array_index (self->basis_choices, position);
  ytt_balance_sheet_set_basis (self->sheet, choice->basis, choice->conversion);
}

/* "Now", and then each year of the clock, the last first. */
static void
set_up_years (YttBalancePage *self)
{
  g_autoptr(GtkStringList) years = gtk_string_list_new ((const char *[]) { _("Now"), NULL });

  for (int year = YTT_MOMENT_LAST_YEAR; year >= YTT_MOMENT_FIRST_YEAR; year--)
    {
      g_autofree char *words = g_strdup_printf (_("End of %d"), year);

      gtk_string_list_append (years, words);
    }
  gtk_drop_down_set_model (self->year_drop, G_LIST_MODEL (years));
}

static void
year_changed_cb (YttBalancePage *self)
{
  int year = ytt_session_get_moment (self->session).year;

  gtk_drop_down_set_selected (self->year_drop, year == 0 ? 0 : (guint) (YTT_MOMENT_LAST_YEAR - year + 1));
}

static void
year_selected_cb (YttBalancePage *self)
{
  guint position = gtk_drop_down_get_selected (self->year_drop);
  YttMoment moment = ytt_session_get_moment (self->session);

  moment.year = (gint16) (position == 0 ? 0 : YTT_MOMENT_LAST_YEAR - (int) position + 1);
  ytt_session_set_moment (self->session, moment);
}

/* The second clock is set on the map; here it is told of, and put back. */
static void
told_changed_cb (YttBalancePage *self)
{
  guint32 told = ytt_session_get_moment (self->session).told;
  g_autofree char *words = told != 0 ? ytt_format_told (told) : NULL;

  gtk_label_set_label (self->told_label, words != NULL ? words : "");
  gtk_widget_set_visible (self->told_button, words != NULL);
}

static void
told_clicked_cb (YttBalancePage *self)
{
  YttMoment moment = ytt_session_get_moment (self->session);

  moment.told = 0;
  ytt_session_set_moment (self->session, moment);
}

/* (transfer full): the entries of one country's bar, or those left out for one reason */
static GArray *
select_entries (YttBalance *balance,
                const char *country,
                YttLeftOut  reason)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (YttBalanceEntry));

  for (guint i = 0; i < balance->entries->len; i++)
    {
      const YttBalanceEntry *entry = &g_array_index (balance->entries, YttBalanceEntry, i);

      if (entry->left_out == reason && (country == NULL || g_strcmp0 (entry->country, country) == 0))
        g_array_append_vals (entries, entry, 1);
    }

  return entries;
}

static void
show_entries (YttBalancePage *self,
              const char     *country,
              YttLeftOut      reason,
              const char     *title)
{
  YttBalance *balance = ytt_balance_sheet_get_balance (self->sheet);
  YttStore *store = ytt_session_get_store (self->session);
  g_autoptr(GArray) entries = NULL;

  if (balance == NULL || store == NULL)
    return;

  entries = select_entries (balance, country, reason);
  ytt_balance_claims_show_entries (self->claims, store, balance, entries, country, title);
  open_claims (self);
}

static void
country_activated_cb (YttBalancePage *self,
                      const char     *country)
{
  show_entries (self, country, YTT_LEFT_OUT_NOT, ytt_balance_get_country_name (country));
}

static void
reason_activated_cb (YttBalancePage *self,
                     guint           reason)
{
  show_entries (self, NULL, reason, ytt_left_out_get_label (reason));
}

static void
statistics_activated_cb (YttBalancePage *self,
                         const char     *measure)
{
  g_autoptr(GPtrArray) selected = ytt_balance_side_select (ytt_balance_sheet_get_statistics (self->sheet), measure);

  ytt_balance_claims_show_statistics (self->claims, selected, ytt_statistic_measure_get_label (measure));
  open_claims (self);
}

static void
facility_activated_cb (YttBalancePage *self,
                       gint64          facility)
{
  ytt_session_go_to (self->session, facility);
  ytt_session_set_page (self->session, YTT_PAGE_MAP);
}

static void
country_cb (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  YttBalancePage *self = YTT_BALANCE_PAGE (widget);

  ytt_session_open_country (self->session, g_variant_get_string (parameter, NULL));
}

static void
all_facilities_cb (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  YttBalancePage *self = YTT_BALANCE_PAGE (widget);
  g_autoptr(YttFilter) filter = ytt_filter_new ();

  ytt_session_set_search (self->session, "");
  ytt_session_set_filter (self->session, filter);
}

/* It can only be left out where there is one. */
static void
filter_changed_cb (YttBalancePage *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "balance.all-facilities",
                                 *ytt_session_get_search (self->session) != '\0'
                                 || !ytt_filter_is_empty (ytt_session_get_filter (self->session)));
}

static void
copy_csv_cb (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  YttBalancePage *self = YTT_BALANCE_PAGE (widget);
  YttBalance *balance = ytt_balance_sheet_get_balance (self->sheet);
  g_autofree char *csv = NULL;

  if (balance == NULL)
    return;

  csv = ytt_export_balance (balance);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), csv);
}

/* Twice the size on the screen, so that it stays sharp on paper. */
#define PICTURE_SCALE 2

static void
copy_picture_cb (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  YttBalancePage *self = YTT_BALANCE_PAGE (widget);
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (widget));
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (self->chart));
  int width = gdk_paintable_get_intrinsic_width (paintable), height = gdk_paintable_get_intrinsic_height (paintable);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, width * PICTURE_SCALE, height * PICTURE_SCALE);
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;

  gtk_snapshot_append_color (snapshot, dark ? &(GdkRGBA) { 0.14f, 0.14f, 0.14f, 1 } : &(GdkRGBA) { 1, 1, 1, 1 },
                             &bounds);
  gtk_snapshot_scale (snapshot, PICTURE_SCALE, PICTURE_SCALE);
  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL || renderer == NULL)
    return;

  texture = gsk_renderer_render_texture (renderer, node, &bounds);
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (widget), texture);
}

static void
set_up_stage_cb (GtkSignalListItemFactory *factory,
                 GtkListItem              *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_box_append (GTK_BOX (box), ytt_symbol_image_new (YTT_STAGE_MINING, YTT_STATUS_OPERATING, 22));
  gtk_box_append (GTK_BOX (box), gtk_label_new (NULL));
  gtk_list_item_set_child (item, box);
}

static void
bind_stage_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  YttStages stage = stages[gtk_list_item_get_position (item) % G_N_ELEMENTS (stages)];

  ytt_symbol_image_set_stages (YTT_SYMBOL_IMAGE (gtk_widget_get_first_child (box)), stage);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (box)), ytt_stage_get_label (stage));
}

static void
set_up_stages (YttBalancePage *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    gtk_string_list_append (labels, ytt_stage_get_label (stages[i]));

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_stage_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_stage_cb), NULL);
  gtk_drop_down_set_factory (self->stage_drop, factory);
  gtk_drop_down_set_model (self->stage_drop, G_LIST_MODEL (labels));
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    if (stages[i] == ytt_balance_sheet_get_stage (self->sheet))
      gtk_drop_down_set_selected (self->stage_drop, i);
  g_signal_connect_object (self->stage_drop, "notify::selected", G_CALLBACK (stage_selected_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
ytt_balance_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ytt_balance_page_parent_class)->map (widget);

  ytt_balance_sheet_set_active (YTT_BALANCE_PAGE (widget)->sheet, TRUE);
}

/* A page that nobody looks at is not worth the reading. */
static void
ytt_balance_page_unmap (GtkWidget *widget)
{
  ytt_balance_sheet_set_active (YTT_BALANCE_PAGE (widget)->sheet, FALSE);

  GTK_WIDGET_CLASS (ytt_balance_page_parent_class)->unmap (widget);
}

static void
ytt_balance_page_constructed (GObject *object)
{
  YttBalancePage *self = YTT_BALANCE_PAGE (object);

  G_OBJECT_CLASS (ytt_balance_page_parent_class)->constructed (object);

  self->sheet = ytt_balance_sheet_new (self->session);
  set_up_stages (self);
  gtk_drop_down_set_model (self->basis_drop, G_LIST_MODEL (self->bases));
  g_signal_connect_object (self->basis_drop, "notify::selected", G_CALLBACK (basis_selected_cb), self,
                           G_CONNECT_SWAPPED);
  set_up_years (self);
  year_changed_cb (self);
  g_signal_connect_object (self->year_drop, "notify::selected", G_CALLBACK (year_selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::year", G_CALLBACK (year_changed_cb), self, G_CONNECT_SWAPPED);
  told_changed_cb (self);
  g_signal_connect_object (self->session, "notify::told", G_CALLBACK (told_changed_cb), self, G_CONNECT_SWAPPED);
  filter_changed_cb (self);
  g_signal_connect_object (self->session, "notify::filter", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::search", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  g_object_bind_property (self->table_button, "active", self->chart, "table", G_BINDING_DEFAULT);

  g_signal_connect_object (self->sheet, "notify::balance", G_CALLBACK (balance_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sheet, "notify::stage", G_CALLBACK (statistics_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sheet, "notify::statistics", G_CALLBACK (statistics_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sheet, "notify::loading", G_CALLBACK (loading_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sheet, "notify::error", G_CALLBACK (error_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
ytt_balance_page_dispose (GObject *object)
{
  YttBalancePage *self = YTT_BALANCE_PAGE (object);

  forget_opened_from (self);
  g_clear_object (&self->sheet);
  g_clear_object (&self->session);
  g_clear_object (&self->bases);
  g_clear_pointer (&self->basis_choices, g_ptr_array_unref);

  G_OBJECT_CLASS (ytt_balance_page_parent_class)->dispose (object);
}

static void
ytt_balance_page_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  YttBalancePage *self = YTT_BALANCE_PAGE (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, ytt_balance_sheet_get_loading (self->sheet));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
ytt_balance_page_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  YttBalancePage *self = YTT_BALANCE_PAGE (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (YTT_TYPE_BALANCE_CHART);
  g_type_ensure (YTT_TYPE_BALANCE_CLAIMS);
  g_type_ensure (YTT_TYPE_BALANCE_COLUMNS);
  g_type_ensure (YTT_TYPE_BALANCE_SIDE);
  g_type_ensure (YTT_TYPE_WRAP_BOX);

  gtk_widget_class_set_template_from_resource (widget_class, YTT_UI "balance/ytt-balance-page.ui");
  gtk_widget_class_bind_template_child (widget_class, YttBalancePage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, YttBalancePage, columns);
  gtk_widget_class_bind_template_child (widget_class, YttBalancePage, stage_drop);
  gtk_widget_class_bind_template_child (widget_class, YttBalancePage, basis_drop);
  gtk_widget_class_bind_template_child (widget_class, YttBalancePage, year_drop);
  gtk_widget_class_bind_template_child (widget_class, YttBalancePage, told_button);
  gtk_widget_class_bind_template_child (widget_class, YttBalancePage, told_label);
  gtk_widget_class_bind_template_child (widget_class, YttBalancePage, spinner);
  gtk_widget_class_bind_template_child (widget_class, YttBalancePage, table_button);
  gtk_widget_class_bind_template_child (widget_class, YttBalancePage, error_bar);
  gtk_widget_class_bind_template_child (widget_class, YttBalancePage, error_label);
  gtk_widget_class_bind_template_child (widget_class, YttBalancePage, chart);
  gtk_widget_class_bind_template_child (widget_class, YttBalancePage, side);
  gtk_widget_class_bind_template_child (widget_class, YttBalancePage, claims);
  gtk_widget_class_bind_template_callback (widget_class, country_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, reason_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, statistics_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, claims_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, told_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, facility_activated_cb);
}

static void
ytt_balance_page_class_init (YttBalancePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = ytt_balance_page_constructed;
  object_class->dispose = ytt_balance_page_dispose;
  object_class->get_property = ytt_balance_page_get_property;
  object_class->set_property = ytt_balance_page_set_property;
  widget_class->map = ytt_balance_page_map;
  widget_class->unmap = ytt_balance_page_unmap;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, YTT_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "balance.country", "s", country_cb);
  gtk_widget_class_install_action (widget_class, "balance.all-facilities", NULL, all_facilities_cb);
  gtk_widget_class_install_action (widget_class, "balance.copy-csv", NULL, copy_csv_cb);
  gtk_widget_class_install_action (widget_class, "balance.copy-picture", NULL, copy_picture_cb);
  bind_template (widget_class);
}

static void
ytt_balance_page_init (YttBalancePage *self)
{
  self->bases = gtk_string_list_new (NULL);
  self->basis_choices = g_ptr_array_new_with_free_func (basis_choice_free);

  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * ytt_balance_page_new:
 * @session: what it shows
 *
 * Returns: (transfer floating): a page of charts
 */
GtkWidget *
ytt_balance_page_new (YttSession *session)
{
  return g_object_new (YTT_TYPE_BALANCE_PAGE, "session", session, NULL);
}
