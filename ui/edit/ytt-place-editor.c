#include "config.h"

#include "ytt-place-editor.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ytt-choice-field.h"
#include "ytt-coordinates.h"
#include "ytt-country-guess-row.h"
#include "ytt-format.h"
#include "ytt-gazetteer.h"
#include "ytt-pending-place-row.h"
#include "ytt-place-choices.h"
#include "ytt-placing.h"
#include "ytt-summary.h"
#include "ytt-text-field.h"

/* As many towns as can be taken in at a glance. */
#define MAX_TOWNS 6

/* How exactly the readings of a text are told, in degrees, unless it is more exact itself. */
#define READING_RESOLUTION 0.01

/* How far away a town is still named to say where a place is, in metres. */
#define NEAR 150000

struct _YttPlaceEditor
{
  AdwPreferencesGroup parent_instance;

  YttSession         *session;       /* (owned) (nullable) */
  YttPlacing         *placing;       /* (owned) (nullable) */
  YttRecord          *record;        /* (owned) (nullable) */
  YttGazetteer       *gazetteer;     /* (owned) (nullable): until it is loaded, and where there is no basemap */
  GCancellable       *cancellable;   /* (owned) (nullable) of what loads it */
  GHashTable         *slugs;         /* (owned): of the sources that are choices */
  GArray             *towns;         /* (owned) (nullable) (element-type YttTown): what is proposed, in @gazetteer */
  GPtrArray          *asked;         /* (owned) (nullable) (element-type YttCoordinates): what was typed may mean these */

  gboolean            focus_wanted;  /* by what is asked about a place, as soon as it can be seen */

  YttTextField       *coordinates;
  YttPendingPlaceRow *pending;
  YttChoiceField     *precision;
  YttTextField       *town;
  YttTextField       *state;
  YttChoiceField     *country;
  YttCountryGuessRow *guess;
  YttChoiceField     *source;
  YttTextField       *note;
  GtkWidget          *map_button;
  GtkWidget          *clear_button;
};

static void ytt_place_editor_part_init (YttRecordPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (YttPlaceEditor, ytt_place_editor, ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (YTT_TYPE_RECORD_PART, ytt_place_editor_part_init))

/* (transfer full): a summary with the facility's name in it */
/* Coordinates */

/* What was typed means one place, or is being typed on: nothing is to be told apart on the map. */
static void
stop_asking (YttPlaceEditor *self)
{
  g_clear_pointer (&self->asked, g_ptr_array_unref);
  if (self->placing != NULL)
    ytt_placing_set_candidates (self->placing, NULL);
}

/* (transfer full) (nullable): "Narva, Estonia" */
static char *
name_surroundings (YttPlaceEditor *self,
                   double          latitude,
                   double          longitude)
{
  YttTown town;

  if (self->gazetteer == NULL || !ytt_gazetteer_find_nearest (self->gazetteer, latitude, longitude, NEAR, &town))
    return NULL;
  if (*town.country == '\0')
    return g_strdup (town.name);

  return g_strdup_printf ("%s, %s", town.name, ytt_country_get_name (town.country));
}

/* (transfer full): a reading in words, with the letter that it has on the map */
static char *
describe (YttPlaceEditor       *self,
          const YttCoordinates *coordinates,
          guint                 position)
{
  g_autofree char *town = name_surroundings (self, coordinates->latitude, coordinates->longitude);
  g_autofree char *place = NULL;
  char letter = (char) ('A' + position % 26);

  /* The coarser of the two numbers is not to round the other one away, by which readings may be told apart. */
  place = ytt_coordinates_to_text (coordinates->latitude, coordinates->longitude,
                                   MIN (coordinates->resolution, READING_RESOLUTION));
  if (town == NULL)
    return g_strdup_printf ("%c: %s", letter, place);

  /* Translators: a letter, which stands on the map, too, coordinates, and a town with its country */
  return g_strdup_printf (_("%c: %s, near %s"), letter, place, town);
}

static void
ask (YttPlaceEditor *self,
     GPtrArray      *readings)
{
  g_autoptr(GArray) candidates = g_array_new (FALSE, FALSE, sizeof (YttCandidate));

  for (guint i = 0; i < readings->len; i++)
    {
      const YttCoordinates *coordinates = g_ptr_array_index (readings, i);
      YttCandidate candidate = { coordinates->latitude, coordinates->longitude };

      g_array_append_val (candidates, candidate);
    }
  g_clear_pointer (&self->asked, g_ptr_array_unref);
  self->asked = g_ptr_array_ref (readings);
  ytt_placing_set_candidates (self->placing, candidates);
}

static gboolean
has_letters (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_isalpha (g_utf8_get_char (at)))
      return TRUE;

  return FALSE;
}

static gboolean
is_in_country (YttPlaceEditor *self,
               double          latitude,
               double          longitude)
{
  YttTown town;

  return ytt_gazetteer_find_nearest (self->gazetteer, latitude, longitude, NEAR, &town) &&
         g_strcmp0 (town.country, self->record->country) == 0;
}

/* Two bare numbers are latitude and longitude. But where they lead to another country than the facility's, and the other
 * way round just into it, that may have been meant. */
static void
doubt_order (YttPlaceEditor *self,
             GPtrArray      *found)
{
  const YttCoordinates *read = g_ptr_array_index (found, 0);
  YttCoordinates *other;

  if (self->gazetteer == NULL || self->record == NULL || fabs (read->longitude) > 90 ||
      is_in_country (self, read->latitude, read->longitude) ||
      !is_in_country (self, read->longitude, read->latitude))
    return;

  other = g_new0 (YttCoordinates, 1);
  other->latitude = read->longitude;
  other->longitude = read->latitude;
  other->resolution = read->resolution;
  g_ptr_array_add (found, other);
}

static gboolean
read_coordinates_cb (YttField    *field,
                     const char  *text,
                     GPtrArray   *readings,
                     gpointer     user_data,
                     GError     **error)
{
  YttPlaceEditor *self = user_data;
  g_autoptr(GPtrArray) found = NULL;

  stop_asking (self);
  if (*text == '\0')
    {
      YttFieldReading *reading = ytt_field_reading_new (NULL);

      ytt_field_reading_set (reading, "geom", YTT_CELL_OF_NULL);
      g_ptr_array_add (readings, reading);
      return TRUE;
    }

  found = ytt_coordinates_parse (text, NULL, error);
  if (found == NULL)
    return FALSE;

  /* What they may mean is told by the towns near them, which are there in a moment. */
  if (self->cancellable != NULL && (found->len > 1 || !has_letters (text)))
    return FALSE;
  if (found->len == 1 && !has_letters (text))
    doubt_order (self, found);
  for (guint i = 0; i < found->len; i++)
    {
      const YttCoordinates *coordinates = g_ptr_array_index (found, i);
      g_autofree char *label = describe (self, coordinates, i);
      YttFieldReading *reading = ytt_field_reading_new (label);

      ytt_field_reading_set (reading, "geom", YTT_CELL_OF_POINT (coordinates->longitude, coordinates->latitude));
      g_ptr_array_add (readings, reading);
    }
  if (found->len > 1)
    ask (self, found);

  return TRUE;
}

static void
save_coordinates_cb (YttField        *field,
                     YttFieldReading *reading,
                     YttChanges      *changes,
                     gpointer         user_data)
{
  YttPlaceEditor *self = user_data;
  YttCell place = ytt_field_reading_get (reading, "geom");
  g_autofree char *summary = NULL;

  stop_asking (self);
  if (place.kind == YTT_CELL_POINT)
    ytt_placing_add_move (self->placing, place.point.latitude, place.point.longitude, changes, &summary);
  else
    ytt_placing_add_clear (self->placing, changes, &summary);
  if (summary != NULL)
    ytt_field_set_summary (field, summary);
}

/* With no more digits than the precision earns. */
static char *
format_coordinates_cb (YttField *field,
                       YttRow   *row,
                       gpointer  user_data)
{
  YttCell place = ytt_row_get (row, "geom");
  YttPrecision precision = YTT_PRECISION_UNKNOWN;

  if (place.kind != YTT_CELL_POINT)
    return g_strdup ("");

  if (ytt_row_get_text (row, "location_precision") != NULL)
    ytt_precision_from_code (ytt_row_get_text (row, "location_precision"), &precision);

  return ytt_format_coordinates (place.point.latitude, place.point.longitude,
                                 precision != YTT_PRECISION_UNKNOWN ? precision : YTT_PRECISION_SITE);
}

/* It was typed on, or put back. */
static void
coordinates_changed_cb (YttPlaceEditor *self)
{
  stop_asking (self);
}

/* One of the candidates was clicked on the map. */
static void
chosen_cb (YttPlaceEditor *self,
           guint           candidate)
{
  const YttCoordinates *chosen = NULL;
  double latitude, longitude;

  if (self->asked == NULL || candidate >= self->asked->len)
    return;

  chosen = g_ptr_array_index (self->asked, candidate);
  latitude = chosen->latitude;
  longitude = chosen->longitude;
  stop_asking (self);
  ytt_field_put_back (YTT_FIELD (self->coordinates));
  ytt_placing_place (self->placing, latitude, longitude);
}

static void
clear_cb (YttPlaceEditor *self)
{
  stop_asking (self);
  ytt_field_put_back (YTT_FIELD (self->coordinates));
  ytt_placing_clear (self->placing);
}

/* The town */

static void
propose_towns_cb (YttPlaceEditor *self,
                  const char     *text)
{
  g_autoptr(GPtrArray) matches = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_match_free);

  g_clear_pointer (&self->towns, g_array_unref);
  if (self->gazetteer == NULL)
    return;

  self->towns = ytt_gazetteer_search (self->gazetteer, text, MAX_TOWNS);
  for (guint i = 0; i < self->towns->len; i++)
    {
      const YttTown *town = &g_array_index (self->towns, YttTown, i);
      YttMatch *match = g_new0 (YttMatch, 1);

      match->id = i + 1;
      match->text = g_strdup (town->name);
      match->detail = ytt_format_place (NULL, town->state, town->country);
      g_ptr_array_add (matches, match);
    }
  ytt_text_field_propose (self->town, matches);
}

static void
take_town (YttPlaceEditor *self,
           const YttTown  *town)
{
  g_autoptr(YttPendingPlace) place = ytt_pending_place_new (town->latitude, town->longitude);

  place->locality = g_strdup (town->name);
  place->admin1 = g_strdup (town->state);
  place->country = g_strdup (town->country);
  place->source = town->from_geonames ? g_strdup ("geonames") : NULL;
  ytt_placing_set_pending (self->placing, place);
  gtk_widget_grab_focus (GTK_WIDGET (self->pending));
}

/* A town that was picked says where the facility is, once somebody has said how exactly; one that was typed is a name. */
static void
save_town_cb (YttField        *field,
              YttFieldReading *reading,
              YttChanges      *changes,
              gpointer         user_data)
{
  YttPlaceEditor *self = user_data;
  YttRow *row = ytt_field_get_row (field);
  gint64 picked = ytt_text_field_get_picked (YTT_TEXT_FIELD (field));
  YttCell name = ytt_field_reading_get (reading, "locality");

  if (picked > 0 && self->towns != NULL && picked <= self->towns->len)
    {
      take_town (self, &g_array_index (self->towns, YttTown, picked - 1));
      return;
    }
  if (row == NULL || ytt_cell_equal (ytt_row_get (row, "locality"), name))
    return;

  ytt_changes_update (changes, "facility", ytt_row_get_id (row));
  ytt_changes_expect (changes, "locality", ytt_row_get (row, "locality"));
  ytt_changes_set (changes, "locality", name);
}

static void
gazetteer_loaded_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(YttPlaceEditor) self = user_data;
  g_autoptr(GError) error = NULL;
  YttGazetteer *gazetteer = ytt_gazetteer_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* Without a basemap there are no proposals; the map says that it is not there. */
  g_clear_object (&self->cancellable);
  self->gazetteer = gazetteer;
  ytt_country_guess_row_look (self->guess, self->gazetteer, self->record);
  ytt_field_read_again (YTT_FIELD (self->coordinates));
}

/* What is asked about a place that was clicked on the map comes into view, wherever the fields were scrolled to. */
static void
focus_question (YttPlaceEditor *self)
{
  if (self->focus_wanted && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->focus_wanted = !gtk_widget_grab_focus (GTK_WIDGET (self->pending));
}

static void
ytt_place_editor_map (GtkWidget *widget)
{
  YttPlaceEditor *self = YTT_PLACE_EDITOR (widget);

  GTK_WIDGET_CLASS (ytt_place_editor_parent_class)->map (widget);

  focus_question (self);
  if (self->gazetteer != NULL || self->cancellable != NULL)
    return;

  self->cancellable = g_cancellable_new ();
  ytt_gazetteer_load_async (self->cancellable, gazetteer_loaded_cb, g_object_ref (self));
}

/* Showing a record */

static void
update (YttPlaceEditor *self)
{
  gboolean pending = self->placing != NULL && ytt_placing_get_pending (self->placing) != NULL;
  gboolean placed = self->record != NULL && !isnan (self->record->latitude);

  gtk_widget_set_visible (GTK_WIDGET (self->precision), placed && !pending);
  gtk_widget_set_visible (GTK_WIDGET (self->source), placed && !pending);
  gtk_widget_set_visible (self->clear_button, placed);
}

/* That a click is asked for ends only after what it led to. */
static void
pending_changed_cb (YttPlaceEditor *self)
{
  self->focus_wanted = ytt_placing_get_asking (self->placing) && ytt_placing_get_pending (self->placing) != NULL;
  update (self);
  focus_question (self);
}

/* The focus is not to be lost with the question that was answered. */
static void
pending_shown_cb (YttPlaceEditor *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (!gtk_widget_get_visible (GTK_WIDGET (self->pending)) && root != NULL && gtk_root_get_focus (root) == NULL)
    gtk_widget_grab_focus (self->map_button);
}

/* Who may say where it is: the sources that the record rests on. */
static void
add_sources (YttPlaceEditor *self)
{
  for (guint i = 0; i < self->record->sources->len; i++)
    {
      const YttSource *source = g_ptr_array_index (self->record->sources, i);

      if (source->slug != NULL && g_hash_table_add (self->slugs, g_strdup (source->slug)))
        {
          g_autofree char *label = ytt_place_choices_name_source (source);

          ytt_choice_field_add (self->source, source->slug, label);
        }
    }
}

/* Another facility has other sources. */
static void
clear_sources (YttPlaceEditor *self)
{
  /* Without a choice there is nothing that could be taken for one of the user's. */
  ytt_field_set_row (YTT_FIELD (self->source), NULL);
  g_hash_table_remove_all (self->slugs);
  ytt_choice_field_clear_choices (self->source);
  ytt_choice_field_add (self->source, "", _("Not Stated"));
  ytt_choice_field_add (self->source, "geonames", "GeoNames");
}

static void
set_session (YttPlaceEditor *self,
             YttSession     *session)
{
  const struct { gpointer field; const char *column; } bound[] = {
    { self->coordinates, "geom" },
    { self->precision, "location_precision" },
    { self->town, "locality" },
    { self->state, "admin1" },
    { self->country, "country" },
    { self->source, "location_source" },
    { self->note, "location_note" },
  };
  YttEditor *editor = session != NULL ? ytt_session_get_editor (session) : NULL;
  YttPlacing *placing = session != NULL ? ytt_session_get_placing (session) : NULL;

  if (self->session == session)
    return;

  if (self->placing != NULL)
    g_signal_handlers_disconnect_by_data (self->placing, self);
  g_set_object (&self->session, session);
  g_set_object (&self->placing, placing);
  ytt_pending_place_row_set_placing (self->pending, self->placing);
  for (gsize i = 0; i < G_N_ELEMENTS (bound); i++)
    ytt_field_bind (YTT_FIELD (bound[i].field), editor, "facility", bound[i].column);
  if (self->placing == NULL)
    return;

  g_object_bind_property (self->placing, "asking", self->map_button, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->placing, "notify::pending", G_CALLBACK (pending_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->placing, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
}

static void
ytt_place_editor_set_record (YttRecordPart *part,
                             YttSession    *session,
                             YttRecord     *record,
                             GPtrArray     *rows)
{
  YttPlaceEditor *self = YTT_PLACE_EDITOR (part);
  YttRow *row = ytt_rows_find (rows, "facility", record->id);
  gpointer fields[] = {
    self->coordinates, self->precision, self->town, self->state, self->country, self->source, self->note,
  };

  set_session (self, session);
  if (self->record == NULL || self->record->id != record->id)
    {
      stop_asking (self);
      clear_sources (self);
    }
  ytt_record_ref (record);
  g_clear_pointer (&self->record, ytt_record_unref);
  self->record = record;

  ytt_field_summarize (YTT_FIELD (self->precision), _("Change how exactly the place of %s is known"), record->name);
  ytt_field_summarize (YTT_FIELD (self->town), _("Change the town of %s"), record->name);
  ytt_field_summarize (YTT_FIELD (self->state), _("Change the state of %s"), record->name);
  ytt_field_summarize (YTT_FIELD (self->country), _("Change the country of %s"), record->name);
  ytt_field_summarize (YTT_FIELD (self->source), _("Change the source of the place of %s"), record->name);
  ytt_field_summarize (YTT_FIELD (self->note), _("Change the note on the place of %s"), record->name);
  add_sources (self);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    ytt_field_set_row (fields[i], row);
  update (self);
  ytt_country_guess_row_look (self->guess, self->gazetteer, self->record);
}

/* Building the group */

static void
add_field (YttPlaceEditor *self,
           gpointer        field)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (field));
}

static void
add_point (YttPlaceEditor *self)
{
  self->coordinates = YTT_TEXT_FIELD (ytt_text_field_new (_("Coordinates")));
  ytt_text_field_set_placeholder (self->coordinates, _("59.3618 N, 28.1478 E, or an address of a map"));
  ytt_field_set_read_func (YTT_FIELD (self->coordinates), read_coordinates_cb, self, NULL);
  ytt_field_set_save_func (YTT_FIELD (self->coordinates), save_coordinates_cb, self, NULL);
  ytt_field_set_format_func (YTT_FIELD (self->coordinates), format_coordinates_cb, self, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->coordinates), "numeric");
  g_signal_connect_object (ytt_text_field_get_input (self->coordinates), "changed",
                           G_CALLBACK (coordinates_changed_cb), self, G_CONNECT_SWAPPED);
  self->clear_button = g_object_new (GTK_TYPE_BUTTON,
                                     "icon-name", "edit-clear-symbolic",
                                     "tooltip-text", _("No Place: Take It off the Map"),
                                     "valign", GTK_ALIGN_CENTER,
                                     NULL);
  gtk_widget_add_css_class (self->clear_button, "flat");
  gtk_widget_add_css_class (self->clear_button, "field-button");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->clear_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("No place: take it off the map"), -1);
  g_signal_connect_object (self->clear_button, "clicked", G_CALLBACK (clear_cb), self, G_CONNECT_SWAPPED);
  ytt_field_add_suffix (YTT_FIELD (self->coordinates), self->clear_button);
  add_field (self, self->coordinates);

  self->pending = YTT_PENDING_PLACE_ROW (ytt_pending_place_row_new ());
  g_signal_connect_object (self->pending, "notify::visible", G_CALLBACK (pending_shown_cb), self, G_CONNECT_SWAPPED);
  add_field (self, self->pending);

  self->precision = YTT_CHOICE_FIELD (ytt_choice_field_new (_("How Exact")));
  ytt_choice_field_add (self->precision, "site", _("The Site Itself"));
  ytt_choice_field_add (self->precision, "locality", _("Its Town"));
  ytt_choice_field_add (self->precision, "region", _("Its Region"));
  add_field (self, self->precision);
}

static void
add_names (YttPlaceEditor *self)
{
  self->town = YTT_TEXT_FIELD (ytt_text_field_new (_("Town")));
  ytt_field_set_save_func (YTT_FIELD (self->town), save_town_cb, self, NULL);
  g_signal_connect_object (self->town, "propose", G_CALLBACK (propose_towns_cb), self, G_CONNECT_SWAPPED);
  add_field (self, self->town);

  self->state = YTT_TEXT_FIELD (ytt_text_field_new (_("State or Province")));
  ytt_text_field_set_match_kind (self->state, YTT_MATCH_ADMIN1);
  add_field (self, self->state);

  self->country = YTT_CHOICE_FIELD (ytt_choice_field_new (_("Country")));
  ytt_place_choices_add_countries (self->country);
  add_field (self, self->country);
  self->guess = YTT_COUNTRY_GUESS_ROW (ytt_country_guess_row_new (YTT_FIELD (self->country)));
  add_field (self, self->guess);
}

static void
add_origin (YttPlaceEditor *self)
{
  self->source = YTT_CHOICE_FIELD (ytt_choice_field_new (C_("place", "Source")));
  add_field (self, self->source);

  self->note = YTT_TEXT_FIELD (ytt_text_field_new (_("Note on the Place")));
  add_field (self, self->note);
}

static void
add_map_button (YttPlaceEditor *self)
{
  GtkWidget *content = g_object_new (ADW_TYPE_BUTTON_CONTENT,
                                     "icon-name", "find-location-symbolic",
                                     "label", _("Place on _Map"),
                                     "use-underline", TRUE,
                                     NULL);

  self->map_button = g_object_new (GTK_TYPE_TOGGLE_BUTTON,
                                   "child", content,
                                   "valign", GTK_ALIGN_CENTER,
                                   "tooltip-text", _("Say with a click on the map where it is"),
                                   NULL);
  gtk_widget_add_css_class (self->map_button, "flat");
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), self->map_button);
}

static void
ytt_place_editor_dispose (GObject *object)
{
  YttPlaceEditor *self = YTT_PLACE_EDITOR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->placing != NULL)
    g_signal_handlers_disconnect_by_data (self->placing, self);
  g_clear_object (&self->placing);
  g_clear_object (&self->session);
  g_clear_pointer (&self->record, ytt_record_unref);
  g_clear_pointer (&self->slugs, g_hash_table_unref);
  g_clear_pointer (&self->towns, g_array_unref);
  g_clear_pointer (&self->asked, g_ptr_array_unref);
  g_clear_pointer (&self->gazetteer, ytt_gazetteer_unref);

  G_OBJECT_CLASS (ytt_place_editor_parent_class)->dispose (object);
}

static void
ytt_place_editor_part_init (YttRecordPartInterface *iface)
{
  iface->set_record = ytt_place_editor_set_record;
}

static void
ytt_place_editor_class_init (YttPlaceEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ytt_place_editor_dispose;
  GTK_WIDGET_CLASS (klass)->map = ytt_place_editor_map;
}

static void
ytt_place_editor_init (YttPlaceEditor *self)
{
  self->slugs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Place"));
  add_map_button (self);
  add_point (self);
  add_names (self);
  add_origin (self);
  update (self);
}

/**
 * ytt_place_editor_new:
 *
 * Returns: (transfer floating): an editor of no facility's place yet
 */
GtkWidget *
ytt_place_editor_new (void)
{
  return g_object_new (YTT_TYPE_PLACE_EDITOR, NULL);
}
