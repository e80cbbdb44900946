#include "config.h"

#include "ytt-pending-place.h"

#include <math.h>

/* Coordinates, then what a town fills, each of which may be unknown. */
#define DRAFT_TYPE "(ddmsmsmsms)"

G_DEFINE_BOXED_TYPE (YttPendingPlace, ytt_pending_place, ytt_pending_place_copy, ytt_pending_place_free)

/**
 * ytt_pending_place_new:
 * @latitude: degrees, -90 to 90
 * @longitude: degrees, -180 to 180
 *
 * Returns: (transfer full): a place of which only that is known
 */
YttPendingPlace *
ytt_pending_place_new (double latitude,
                       double longitude)
{
  YttPendingPlace *self = g_new0 (YttPendingPlace, 1);

  self->latitude = latitude;
  self->longitude = longitude;

  return self;
}

/**
 * ytt_pending_place_copy:
 * @self: a place
 *
 * Returns: (transfer full): another one like it
 */
YttPendingPlace *
ytt_pending_place_copy (const YttPendingPlace *self)
{
  YttPendingPlace *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = ytt_pending_place_new (self->latitude, self->longitude);
  copy->locality = g_strdup (self->locality);
  copy->admin1 = g_strdup (self->admin1);
  copy->country = g_strdup (self->country);
  copy->source = g_strdup (self->source);

  return copy;
}

/**
 * ytt_pending_place_free:
 * @self: (transfer full) (nullable): a place
 */
void
ytt_pending_place_free (YttPendingPlace *self)
{
  if (self == NULL)
    return;

  g_free (self->locality);
  g_free (self->admin1);
  g_free (self->country);
  g_free (self->source);
  g_free (self);
}

/**
 * ytt_pending_place_to_text:
 * @place: a place
 *
 * Numbers in the text do not depend on the locale, and come back as they were.
 *
 * Returns: (transfer full): all of it as text
 */
char *
ytt_pending_place_to_text (const YttPendingPlace *place)
{
  g_autoptr(GVariant) variant = NULL;

  g_return_val_if_fail (place != NULL, NULL);

  variant = g_variant_ref_sink (g_variant_new (DRAFT_TYPE, place->latitude, place->longitude, place->locality,
                                               place->admin1, place->country, place->source));

  return g_variant_print (variant, FALSE);
}

/**
 * ytt_pending_place_new_from_text:
 * @text: (nullable): what ytt_pending_place_to_text() wrote
 *
 * Returns: (transfer full) (nullable): the place; %NULL if @text is something else
 */
YttPendingPlace *
ytt_pending_place_new_from_text (const char *text)
{
  g_autoptr(GVariant) variant = NULL;
  YttPendingPlace *place;

  variant = text != NULL ? g_variant_parse (G_VARIANT_TYPE (DRAFT_TYPE), text, NULL, NULL, NULL) : NULL;
  if (variant == NULL)
    return NULL;

  place = ytt_pending_place_new (NAN, NAN);
  g_variant_get (variant, DRAFT_TYPE, &place->latitude, &place->longitude, &place->locality, &place->admin1,
                 &place->country, &place->source);
  /* What others wrote into the file of drafts is no place on Earth by itself. */
  if (!(fabs (place->latitude) <= 90 && fabs (place->longitude) <= 180))
    g_clear_pointer (&place, ytt_pending_place_free);

  return place;
}
