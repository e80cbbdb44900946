#include "config.h"

#include "ytt-country-guess-row.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ytt-codes.h"

/* Farther away a town tells nothing of the country, in metres. */
#define REACH 150000

struct _YttCountryGuessRow
{
  AdwActionRow  parent_instance;

  YttField     *country;
  char          guess[3];   /* ISO 3166-1 alpha-2; "" for none */
  GtkButton    *button;
};

G_DEFINE_FINAL_TYPE (YttCountryGuessRow, ytt_country_guess_row, ADW_TYPE_ACTION_ROW)

static void
take_cb (YttCountryGuessRow *self)
{
  if (*self->guess == '\0')
    return;

  ytt_field_type (self->country, self->guess);
  ytt_field_save (self->country);
  gtk_widget_grab_focus (GTK_WIDGET (self->country));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
show_guess (YttCountryGuessRow *self,
            const YttTown      *town)
{
  const char *name = ytt_country_get_name (town->country);
  /* Translators: %s is a country */
  g_autofree char *title = g_strdup_printf (_("Probably %s"), name);
  /* Translators: %s is a town */
  g_autofree char *subtitle = g_strdup_printf (_("There is the nearest town, %s"), town->name);
  /* Translators: %s is a country */
  g_autofree char *label = g_strdup_printf (_("Take %s for the country"), name);
  g_autofree char *escaped_title = g_markup_escape_text (title, -1);
  g_autofree char *escaped = g_markup_escape_text (subtitle, -1);

  g_strlcpy (self->guess, town->country, sizeof self->guess);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), escaped_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), escaped);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
ytt_country_guess_row_class_init (YttCountryGuessRowClass *klass)
{
}

static void
ytt_country_guess_row_init (YttCountryGuessRow *self)
{
  self->button = GTK_BUTTON (gtk_button_new_with_mnemonic (_("_Take It")));
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (take_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 2);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * ytt_country_guess_row_new:
 * @country: the field of the country
 *
 * Returns: (transfer floating): a hidden row
 */
GtkWidget *
ytt_country_guess_row_new (YttField *country)
{
  YttCountryGuessRow *self;

  g_return_val_if_fail (YTT_IS_FIELD (country), NULL);

  self = g_object_new (YTT_TYPE_COUNTRY_GUESS_ROW, NULL);
  self->country = country;

  return GTK_WIDGET (self);
}

/**
 * ytt_country_guess_row_look:
 * @self: a row
 * @gazetteer: (nullable): the towns
 * @record: (nullable): the facility as it stands
 *
 * Looks what town is nearest, and tells what follows from that.
 */
void
ytt_country_guess_row_look (YttCountryGuessRow *self,
                            YttGazetteer       *gazetteer,
                            YttRecord          *record)
{
  gboolean known = record != NULL && record->country != NULL && *record->country != '\0';
  g_autofree char *text = NULL;
  YttTown town;

  g_return_if_fail (YTT_IS_COUNTRY_GUESS_ROW (self));

  *self->guess = '\0';
  if (gazetteer != NULL && record != NULL && !isnan (record->latitude)
      && ytt_gazetteer_find_nearest (gazetteer, record->latitude, record->longitude, REACH, &town)
      && *town.country != '\0')
    {
      if (!known)
        show_guess (self, &town);
      else if (!g_str_equal (town.country, record->country))
        /* Translators: a town, and the country that it is in */
        text = g_strdup_printf (_("The nearest town, %s, is in %s"), town.name, ytt_country_get_name (town.country));
    }

  gtk_widget_set_visible (GTK_WIDGET (self), *self->guess != '\0');
  ytt_field_set_note (self->country, text);
}
