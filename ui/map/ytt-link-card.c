#include "config.h"

#include "ytt-link-card.h"

#include <glib/gi18n.h>

#include "ytt-supply-link.h"
#include "ytt-web.h"

#define TEXT_WIDTH 34
#define MOST_HEIGHT 320

static GtkWidget *
create_label (const char *text,
              const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "label", text,
                                   "xalign", 0.0,
                                   "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   "width-chars", TEXT_WIDTH,
                                   "max-width-chars", TEXT_WIDTH,
                                   NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

/* Who holds the map knows how one gets there. */
static void
go_to_cb (GtkButton          *button,
          const YttSupplyEnd *end)
{
  GtkWidget *card = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER);
  GtkWidget *layer = gtk_widget_get_parent (card);
  gint64 facility = end->facility, organisation = end->organisation;

  gtk_popover_popdown (GTK_POPOVER (card));
  if (facility != 0)
    gtk_widget_activate_action (layer, "link.facility", "x", facility);
  else
    gtk_widget_activate_action (layer, "link.organisation", "x", organisation);
}

/* An end leads to the facility, or to the page of the organisation. */
static GtkWidget *
create_end (const YttSupplyEnd *end,
            gboolean            begins)
{
  /* Translators: where supply begins, and where it ends; %s is a facility or company */
  g_autofree char *text = g_strdup_printf (begins ? _("From %s") : _("To %s"), end->name);
  GtkWidget *button, *label;

  if (end->facility == 0 && end->organisation == 0)
    return create_label (text, "heading");

  label = create_label (text, "heading");
  button = g_object_new (GTK_TYPE_BUTTON, "child", label, "halign", GTK_ALIGN_FILL, NULL);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "link-end");
  g_signal_connect (button, "clicked", G_CALLBACK (go_to_cb), (gpointer) end);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);

  return button;
}

static GtkWidget *
create_source (const YttSupplyLink *link)
{
  g_autofree char *source = ytt_supply_link_format_source (link);
  GtkWidget *button;

  if (source == NULL)
    return create_label (_("No source is recorded"), "dim-label");
  if (link->source_url == NULL || !ytt_web_is_address (link->source_url))
    return create_label (source, "dim-label");

  button = gtk_link_button_new_with_label (link->source_url, source);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "link-source");
  gtk_label_set_ellipsize (GTK_LABEL (gtk_widget_get_first_child (button)), PANGO_ELLIPSIZE_END);

  return button;
}

static void
append_link (GtkBox              *box,
             const YttSupplyLink *link)
{
  g_autofree char *supply = ytt_supply_format (link->material, link->state, link->since, link->until);

  if (gtk_widget_get_first_child (GTK_WIDGET (box)) != NULL)
    gtk_box_append (box, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));

  gtk_box_append (box, create_end (&link->from, TRUE));
  gtk_box_append (box, create_end (&link->to, FALSE));
  gtk_box_append (box, create_label (supply, NULL));
  if (link->note != NULL && *link->note != '\0')
    gtk_box_append (box, create_label (link->note, "dim-label"));
  if (link->to.facility == 0 && link->to.country != NULL)
    {
      g_autofree char *text = g_strdup_printf (_("Drawn to the country of %s, %s: its plant is not recorded"),
                                               link->to.name, ytt_country_get_name (link->to.country));

      gtk_box_append (box, create_label (text, "dim-label"));
    }
  gtk_box_append (box, create_source (link));
}

/**
 * ytt_link_card_new:
 * @links: (element-type YttSupplyLink) (transfer none): what to tell of
 *
 * A click on an end activates "link.facility" or "link.organisation" with its key, an action that the map or the page
 * around it has.
 *
 * Returns: (transfer floating): a card, not yet open
 */
GtkWidget *
ytt_link_card_new (GPtrArray *links)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller, *card;

  for (guint i = 0; i < links->len; i++)
    append_link (GTK_BOX (box), g_ptr_array_index (links, i));

  scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW,
                           "child", box,
                           "hscrollbar-policy", GTK_POLICY_NEVER,
                           "max-content-height", MOST_HEIGHT,
                           "propagate-natural-height", TRUE,
                           NULL);
  card = g_object_new (GTK_TYPE_POPOVER, "child", scroller, NULL);
  g_object_set_data_full (G_OBJECT (card), "links", g_ptr_array_ref (links), (GDestroyNotify) g_ptr_array_unref);
  gtk_widget_add_css_class (card, "link-card");
  gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Supply"), -1);

  return card;
}
