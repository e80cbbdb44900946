#include "config.h"

#include "ytt-detail-rows.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "ytt-copies-button.h"
#include "ytt-format.h"
#include "ytt-link-sample.h"
#include "ytt-markup.h"
#include "ytt-profile.h"
#include "ytt-supply-link.h"
#include "ytt-web.h"

/* Titles come from the document, whose names have ampersands: they are text and never markup. That must be said
 * first: while an object is made its properties arrive in any order. */
static void
set_title (GtkWidget  *row,
           const char *title)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
}

static GtkWidget *
create_row (const char *title,
            const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  set_title (row, title);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (subtitle != NULL && *subtitle != '\0')
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);

  return row;
}

/* The row leads to something of the document. */
static void
make_leading_row (GtkWidget  *row,
                  const char *action_name,
                  gint64      target)
{
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action_name);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "x", target);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
}

/**
 * ytt_row_add_chevron:
 * @row: an AdwActionRow that leads to something of the document
 *
 * Shows that it does.
 */
void
ytt_row_add_chevron (GtkWidget *row)
{
  GtkWidget *chevron = g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                     "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_add_css_class (chevron, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), chevron);
}

/**
 * ytt_row_open_page:
 * @row: an AdwActionRow
 * @uri: (nullable): an address
 *
 * Lets the row open a page of the web, if the address is one.
 */
void
ytt_row_open_page (GtkWidget  *row,
                   const char *uri)
{
  GtkWidget *image;

  if (!ytt_web_is_address (uri))
    return;

  image = g_object_new (GTK_TYPE_IMAGE,
                        "icon-name", "adw-external-link-symbolic",
                        "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                        NULL);
  gtk_widget_add_css_class (image, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), image);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "detail.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", uri);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
}

static GtkWidget *
create_button (const char *icon_name,
               const char *name,
               const char *action_name)
{
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON,
                                    "icon-name", icon_name,
                                    "tooltip-text", name,
                                    "action-name", action_name,
                                    "valign", GTK_ALIGN_CENTER,
                                    NULL);

  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return button;
}

/* Who gave the point: short where that is known, for titles are long; (nullable) */
static const char *
get_location_source (const YttRecord *record)
{
  for (guint i = 0; i < record->sources->len; i++)
    {
      const YttSource *source = g_ptr_array_index (record->sources, i);

      if (g_strcmp0 (source->slug, record->location_source) == 0 && source->publisher != NULL)
        return source->publisher;
    }

  if (record->location_source_title == NULL && g_strcmp0 (record->location_source, "geonames") == 0)
    return "GeoNames";

  return record->location_source_title;
}

/* How exact the point is, and who gave it; (nullable) */
static char *
describe_precision (const YttRecord *record)
{
  const char *source = get_location_source (record);

  switch (record->precision)
    {
    case YTT_PRECISION_SITE:
      /* Translators: %s is a source */
      return source != NULL ? g_strdup_printf (_("The site itself, from %s"), source) : g_strdup (_("The site itself"));
    case YTT_PRECISION_LOCALITY:
      return source != NULL ? g_strdup_printf (_("Only its town is known; point from %s"), source)
                            : g_strdup (_("Only its town is known"));
    case YTT_PRECISION_REGION:
      return source != NULL ? g_strdup_printf (_("Only its region is known; point from %s"), source)
                            : g_strdup (_("Only its region is known"));
    case YTT_PRECISION_UNKNOWN:
    default:
      return NULL;
    }
}

/**
 * ytt_place_row_new:
 * @record: a facility
 *
 * Returns: (transfer floating): where it is, how exactly that is known and how it was found
 */
GtkWidget *
ytt_place_row_new (const YttRecord *record)
{
  g_autofree char *coordinates = NULL;
  g_autofree char *precision = describe_precision (record);
  g_autoptr(GString) subtitle = g_string_new (precision);
  gboolean known = !isnan (record->latitude) && !isnan (record->longitude);
  GtkWidget *row;

  if (record->location_note != NULL && *record->location_note != '\0')
    g_string_append_printf (subtitle, "%s%s", subtitle->len > 0 ? "\n" : "", record->location_note);

  if (!known)
    return create_row (_("Place unknown: in the list, not on the map."), subtitle->str);

  coordinates = ytt_format_coordinates (record->latitude, record->longitude, record->precision);
  row = create_row (coordinates, subtitle->str);
  gtk_widget_add_css_class (row, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             create_button ("edit-copy-symbolic", _("Copy Coordinates"), "detail.copy-coordinates"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             create_button ("find-location-symbolic", _("Show on the Map"), "win.go-to-selection"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             create_button ("adw-external-link-symbolic", _("Open in Another Maps Program"),
                                            "detail.open-place"));

  return row;
}

/* The publisher, or failing that the title, of the source with this id; (nullable) */
static const char *
get_source_name (const YttRecord *record,
                 gint64           source_id)
{
  for (guint i = 0; i < record->sources->len; i++)
    {
      const YttSource *source = g_ptr_array_index (record->sources, i);

      if (source->id == source_id)
        return source->publisher != NULL ? source->publisher : source->title;
    }

  return NULL;
}

/**
 * ytt_supply_row_new:
 * @link: a supply link of the facility
 * @record: the facility
 *
 * Returns: (transfer floating): where material comes from or goes to, and who says so; it leads to
 *   the facility or the organisation at the other end
 */
GtkWidget *
ytt_supply_row_new (const YttLink   *link,
                    const YttRecord *record)
{
  const char *source = get_source_name (record, link->source_id);
  YttLinkState drawn = ytt_link_standing_get_drawn (link->standing, link->state);
  g_autofree char *text = ytt_supply_format (link->material, link->state, link->since, link->until);
  g_autoptr(GString) subtitle = g_string_new (text);
  g_autofree char *label = NULL;
  GtkWidget *row, *chevron;

  if (source != NULL)
    g_string_append_printf (subtitle, " · %s", source);
  if (link->note != NULL && *link->note != '\0')
    g_string_append_printf (subtitle, "\n%s", link->note);
  row = create_row (link->other_name, subtitle->str);

  chevron = g_object_new (GTK_TYPE_IMAGE,
                          "icon-name", link->incoming ? "go-previous-symbolic" : "go-next-symbolic",
                          "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                          "tooltip-text", link->incoming ? _("Supplies This Facility") : _("Supplied by This Facility"),
                          NULL);
  gtk_widget_add_css_class (chevron, "dim-label");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), chevron);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), ytt_link_sample_new (link->maker, drawn));

  /* Translators: %s is a facility or company, then the material and how far the supply has come */
  label = g_strdup_printf (link->incoming ? _("From %s: %s") : _("To %s: %s"), link->other_name, text);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  if (link->other_facility != 0)
    make_leading_row (row, "detail.select", link->other_facility);
  else if (link->other_organisation != 0)
    make_leading_row (row, "detail.organisation", link->other_organisation);

  return row;
}

/* The words for a role; an unknown code comes back as it is. */
static const char *
get_role_label (const char *role)
{
  static const struct
  {
    const char *role;
    const char *label;
  } roles[] = {
    { "partner", N_("Partner") },   { "issuer", N_("Issuer") },     { "buyer", N_("Buyer") },
    { "seller", N_("Seller") },     { "grantor", N_("Grantor") },   { "grantee", N_("Grantee") },
    { "lender", N_("Lender") },     { "borrower", N_("Borrower") }, { "investor", N_("Investor") },
    { "investee", N_("Investee") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_strcmp0 (roles[i].role, role) == 0)
      return _(roles[i].label);

  return role;
}

/**
 * ytt_organisation_row_new:
 * @operator: (nullable): an organisation as operator
 * @owner: (nullable): the same organisation as owner; one of the two is given
 *
 * Returns: (transfer floating): its name, role, share and country; it leads to its page
 */
GtkWidget *
ytt_organisation_row_new (const YttOrganisation *operator,
                          const YttOrganisation *owner)
{
  const YttOrganisation *organisation = operator != NULL ? operator : owner;
  g_autofree char *role = ytt_stake_format (operator != NULL, owner != NULL, owner != NULL ? owner->share : NAN);
  g_autofree char *subtitle = NULL;
  GtkWidget *row;

  if (organisation->country != NULL && *organisation->country != '\0')
    subtitle = g_strdup_printf ("%s · %s", role, ytt_country_get_name (organisation->country));

  row = create_row (organisation->name, subtitle != NULL ? subtitle : role);
  make_leading_row (row, "detail.organisation", organisation->id);
  ytt_row_add_chevron (row);

  return row;
}

/* Some sentences to read, as Pango markup; they can be selected. */
static GtkWidget *
create_text_row (const char *markup)
{
  GtkWidget *label, *row;

  label = g_object_new (GTK_TYPE_LABEL,
                        "label", markup,
                        "use-markup", TRUE,
                        "wrap", TRUE,
                        "wrap-mode", PANGO_WRAP_WORD_CHAR,
                        "selectable", TRUE,
                        "xalign", 0.0,
                        NULL);
  gtk_widget_add_css_class (label, "body");
  gtk_widget_add_css_class (label, "plain-links");
  g_signal_connect (label, "activate-link", G_CALLBACK (ytt_markup_activate_link_cb), NULL);
  row = g_object_new (GTK_TYPE_LIST_BOX_ROW,
                      "child", label,
                      "activatable", FALSE,
                      "selectable", FALSE,
                      "focusable", FALSE,
                      NULL);
  gtk_widget_add_css_class (row, "text-row");

  return row;
}

/* A line of an announcement: what it is in words, and what is said of it. */
static void
append_fact (GString    *markup,
             const char *name,
             const char *value)
{
  g_autofree char *line = g_markup_printf_escaped ("%s: %s", name, value);

  g_string_append_printf (markup, "%s%s", markup->len > 0 ? "\n" : "", line);
}

static void
append_sources (GString   *markup,
                GPtrArray *sources)
{
  if (sources == NULL || sources->len == 0)
    return;

  /* Translators: stands before the names of sources */
  g_string_append_printf (markup, "%s%s ", markup->len > 0 ? "\n" : "",
                          ngettext ("Source:", "Sources:", sources->len));
  for (guint i = 0; i < sources->len; i++)
    {
      const YttSource *source = g_ptr_array_index (sources, i);

      g_string_append (markup, i > 0 ? ", " : "");
      ytt_markup_append_link (markup, source->publisher != NULL ? source->publisher : source->title, source->url);
    }
}

/* Pango markup of what an announcement says, its amount, parties and sources; (nullable) */
static char *
describe_announcement (const YttAnnouncement *announcement)
{
  g_autoptr(GString) facts = g_string_new (NULL);
  g_autofree char *summary = g_markup_escape_text (announcement->summary != NULL ? announcement->summary : "", -1);

  if (announcement->amount != NULL && *announcement->amount != '\0')
    {
      g_autofree char *amount = ytt_format_amount (announcement->amount, announcement->currency,
                                                   announcement->amount_qualifier);

      append_fact (facts, _("Amount"), amount);
    }

  for (guint i = 0; announcement->parties != NULL && i < announcement->parties->len; i++)
    {
      const YttOrganisation *party = g_ptr_array_index (announcement->parties, i);

      append_fact (facts, get_role_label (party->role), party->name);
    }
  append_sources (facts, announcement->sources);

  if (facts->len == 0 && *summary == '\0')
    return NULL;

  return g_strconcat (summary, facts->len > 0 && *summary != '\0' ? "\n\n" : "", facts->str, NULL);
}

/* Most announcements are never opened, and their long texts take time to lay out: each is added when it is first
 * looked at. */
static void
announcement_expanded_cb (AdwExpanderRow *row)
{
  g_autofree char *markup = g_object_steal_data (G_OBJECT (row), "markup");

  if (markup != NULL)
    adw_expander_row_add_row (row, create_text_row (markup));
}

static GtkWidget *
create_open_button (const YttAnnouncement *announcement)
{
  GtkWidget *button = create_button ("go-next-symbolic", _("Show Among the Announcements"), "detail.announcement");

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", announcement->id);

  return button;
}

/**
 * ytt_announcement_row_new:
 * @announcement: what was announced
 *
 * Returns: (transfer floating): its title, date and kind, which open to what it says
 */
GtkWidget *
ytt_announcement_row_new (const YttAnnouncement *announcement)
{
  g_autofree char *date = ytt_format_date (announcement->date);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", date, ytt_announcement_kind_get_label (announcement->kind));
  char *markup = describe_announcement (announcement);
  GtkWidget *row;

  if (markup == NULL)
    {
      row = create_row (announcement->title, subtitle);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_open_button (announcement));
      return row;
    }

  row = adw_expander_row_new ();
  set_title (row, announcement->title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  g_object_set_data_full (G_OBJECT (row), "markup", markup, g_free);
  g_signal_connect (row, "notify::expanded", G_CALLBACK (announcement_expanded_cb), NULL);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), create_open_button (announcement));

  return row;
}

static void
add_copies (GtkWidget       *row,
            const YttSource *source,
            YttEditor       *editor)
{
  GtkWidget *button = ytt_copies_button_new (editor, source->id);

  ytt_copies_button_take_drops_on (YTT_COPIES_BUTTON (button), row);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/**
 * ytt_source_row_new:
 * @source: a page that the record rests on
 * @editor: (nullable): the way into the document
 *
 * Returns: (transfer floating): its title, publisher and date, and which copies of it are kept. It opens the page where
 *   that is one of the web
 */
GtkWidget *
ytt_source_row_new (const YttSource *source,
                    YttEditor       *editor)
{
  g_autoptr(GString) subtitle = g_string_new (source->publisher);
  GtkWidget *row;

  if (source->published != NULL && *source->published != '\0')
    {
      g_autofree char *date = ytt_format_date (source->published);

      g_string_append_printf (subtitle, "%s%s", subtitle->len > 0 ? " · " : "", date);
    }

  row = create_row (source->title, subtitle->str);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  gtk_widget_set_tooltip_text (row, source->title);
  if (editor != NULL)
    add_copies (row, source, editor);
  ytt_row_open_page (row, source->url);

  return row;
}

/**
 * ytt_text_row_new:
 * @text: some sentences
 *
 * Returns: (transfer floating): a row to read, whose text can be selected
 */
GtkWidget *
ytt_text_row_new (const char *text)
{
  g_autofree char *markup = g_markup_escape_text (text, -1);

  return create_text_row (markup);
}

/**
 * ytt_property_row_new:
 * @title: what it is
 * @value: what the record says
 *
 * Returns: (transfer floating): a row with both
 */
GtkWidget *
ytt_property_row_new (const char *title,
                      const char *value)
{
  return create_row (title, value);
}
