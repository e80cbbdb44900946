/* Which facility a row is, and what it tells of it that is new. */

#include "config.h"

#include "ytt-import-private.h"

#include <glib/gi18n.h>
#include <math.h>

/* Two of one name farther apart are two. */
#define MOST_APART_KM 25.0

/* Of the mean Earth: a 360th of 2 pi times 6371.0088 km (IUGG). */
#define KM_PER_DEGREE 111.19508

void
ytt_import_seen_clear (YttImportSeen *seen)
{
  g_clear_pointer (&seen->keys, g_hash_table_unref);
}

/*< private >
 * ytt_import_are_near:
 * @longitude: of one place, degrees
 * @latitude: of it
 * @other_longitude: of another one, degrees
 * @other_latitude: of it
 *
 * Returns: whether facilities of one name there may be the same one
 */
gboolean
ytt_import_are_near (double longitude,
                     double latitude,
                     double other_longitude,
                     double other_latitude)
{
  double apart = fabs (longitude - other_longitude);
  double x = MIN (apart, 360 - apart) * cos (latitude * G_PI / 180), y = latitude - other_latitude;

  return hypot (x, y) * KM_PER_DEGREE <= MOST_APART_KM;
}

static gboolean
may_be (YttFacts           *facts,
        gint64              key,
        const YttImportRow *read)
{
  YttFactsFacility facility;

  if (!ytt_facts_get_facility (facts, key, &facility))
    return FALSE;
  if (*read->country != '\0' && *facility.country != '\0' && !g_str_equal (read->country, facility.country))
    return FALSE;

  return isnan (read->longitude) || isnan (facility.longitude)
         || ytt_import_are_near (read->longitude, read->latitude, facility.longitude, facility.latitude);
}

static gboolean
match_name (YttImport           *self,
            const YttImportRow  *read,
            gint64              *facility,
            GError             **error)
{
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n = 0;

  ytt_facts_find_name (self->facts, read->name, keys);
  for (guint i = 0; i < keys->len; i++)
    if (may_be (self->facts, g_array_index (keys, gint64, i), read))
      {
        *facility = g_array_index (keys, gint64, i);
        n++;
      }

  if (n > 1)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 g_dngettext (GETTEXT_PACKAGE, "“%s” fits %u facility.", "“%s” fits %u facilities. Choose one.", n),
                 read->name, n);

  return n <= 1;
}

/* Takes the key. */
static gboolean
note_seen (YttImportSeen  *seen,
           char           *key,
           guint           row,
           GError        **error)
{
  g_autofree char *owned = key;
  gpointer before;

  if (seen->keys == NULL)
    seen->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (g_hash_table_lookup_extended (seen->keys, key, NULL, &before))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("It is the same facility as in row %u."),
                   GPOINTER_TO_UINT (before) + 1);
      return FALSE;
    }
  g_hash_table_insert (seen->keys, g_steal_pointer (&owned), GUINT_TO_POINTER (row));

  return TRUE;
}

/* In ten-thousandths of a degree, some ten metres. */
static int
round_degrees (double degrees)
{
  return isnan (degrees) ? G_MAXINT : (int) lround (degrees * 1e4);
}

/* No two rows may be one facility: neither one of the document, nor a new one, unless a person said that it is another. */
static gboolean
check_seen (YttImportSeen       *seen,
            const YttImportRow  *read,
            guint                row,
            gint64               facility,
            gint64               decided,
            GError             **error)
{
  if (facility != 0 && !note_seen (seen, g_strdup_printf ("f%" G_GINT64_FORMAT, facility), row, error))
    return FALSE;
  if (decided != YTT_IMPORT_AS_GUESSED)
    return TRUE;
  if (*read->slug != '\0')
    return note_seen (seen, g_strconcat ("k", read->slug, NULL), row, error);

  return note_seen (seen, g_strdup_printf ("n%s\x1f%s\x1f%d,%d", read->name, read->country,
                                           round_degrees (read->longitude), round_degrees (read->latitude)), row, error);
}

/*< private >
 * ytt_import_match:
 * @self: an import
 * @read: what the row says
 * @row: which it is
 * @seen: the rows before
 * @facility: (out): the facility's key, 0 for a new one
 * @error: return location for what is in the way
 *
 * Returns: whether it is known which facility the row is
 */
gboolean
ytt_import_match (YttImport           *self,
                  const YttImportRow  *read,
                  guint                row,
                  YttImportSeen       *seen,
                  gint64              *facility,
                  GError             **error)
{
  gint64 *decision = g_hash_table_lookup (self->decisions, GUINT_TO_POINTER (row));
  gint64 decided = decision != NULL ? *decision : YTT_IMPORT_AS_GUESSED;

  *facility = 0;
  if (decided > 0)
    *facility = decided;
  else if (decided == YTT_IMPORT_AS_GUESSED && *read->slug != '\0')
    *facility = ytt_facts_find_slug (self->facts, read->slug);
  else if (decided == YTT_IMPORT_AS_GUESSED && *read->name != '\0' && !match_name (self, read, facility, error))
    return FALSE;

  if (*facility == 0 && *read->name == '\0')
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("It has no name."));
      return FALSE;
    }

  return check_seen (seen, read, row, *facility, decided, error);
}

/* One walk over what a row tells. */
typedef struct
{
  YttFacts            *facts;
  gint64               facility;
  const YttImportRow  *read;
  YttImportNewsFunc    func;
  gpointer             data;
} Walk;

static gboolean
look_at (Walk                *walk,
         const char          *kind,
         const char * const  *parts,
         gpointer             item,
         GError             **error)
{
  return (walk->facility != 0 && ytt_facts_has (walk->facts, walk->facility, kind, parts))
         || walk->func (walk->read, kind, parts, item, walk->data, error);
}

static gboolean
look_at_text (Walk         *walk,
              const char   *kind,
              const char   *text,
              GError      **error)
{
  const char *parts[] = { text, NULL };

  return *text == '\0' || look_at (walk, kind, parts, NULL, error);
}

static gboolean
look_at_texts (Walk        *walk,
               const char  *kind,
               GPtrArray   *texts,
               GError     **error)
{
  for (guint i = 0; i < texts->len; i++)
    if (!look_at_text (walk, kind, g_ptr_array_index (texts, i), error))
      return FALSE;

  return TRUE;
}

/* Whatever its case, and by another name, too. */
static gboolean
is_called (Walk *walk)
{
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (walk->facility == 0)
    return FALSE;

  ytt_facts_find_name (walk->facts, walk->read->name, keys);
  for (guint i = 0; i < keys->len; i++)
    if (g_array_index (keys, gint64, i) == walk->facility)
      return TRUE;

  return FALSE;
}

static gboolean
look_at_columns (Walk    *walk,
                 GError **error)
{
  const YttImportRow *read = walk->read;
  gboolean placed = isnan (read->longitude)
                    || (walk->facility != 0
                        && ytt_facts_has_place (walk->facts, walk->facility, read->longitude, read->latitude));

  return (walk->facility != 0 || look_at_text (walk, "facility", read->slug, error))
         && (is_called (walk) || look_at_text (walk, "name", read->name, error))
         && look_at_text (walk, "country", read->country, error)
         && look_at_text (walk, "admin1", read->admin1, error)
         && look_at_text (walk, "locality", read->locality, error)
         && look_at_text (walk, "summary", read->summary, error)
         && (read->precision == YTT_PRECISION_UNKNOWN
             || look_at_text (walk, "location_precision", ytt_precision_to_code (read->precision), error))
         && (placed || walk->func (read, "geom", NULL, NULL, walk->data, error));
}

static gboolean
look_at_companies (Walk    *walk,
                   GError **error)
{
  for (guint i = 0; i < walk->read->companies->len; i++)
    {
      YttImportCompany *company = &g_array_index (walk->read->companies, YttImportCompany, i);
      gint64 organisation = ytt_facts_find_organisation (walk->facts, company->name);
      g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, organisation);
      const char *parts[] = { company->role, key, NULL };

      if (!look_at (walk, "facility_organisation", parts, company, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
look_at_claims (Walk    *walk,
                GError **error)
{
  const YttImportRow *read = walk->read;

  for (guint i = 0; i < read->claims->len; i++)
    {
      YttImportClaim *claim = &g_array_index (read->claims, YttImportClaim, i);
      const char *parts[] = { claim->attribute, claim->part, claim->value, claim->value_max, claim->unit, claim->basis,
                              ytt_qualifier_to_code (claim->qualifier), NULL };

      if (!look_at (walk, "claim", parts, claim, error))
        return FALSE;
    }
  if (read->status != YTT_STATUS_UNKNOWN)
    {
      YttImportClaim claim = { "status", ytt_status_to_code (read->status), "", "", "", "", "", "", "site", NULL,
                               YTT_QUALIFIER_EXACT, YTT_TENSE_STATED };
      const char *parts[] = { "status", "", claim.value, "", "", "", ytt_qualifier_to_code (claim.qualifier), NULL };

      return look_at (walk, "claim", parts, &claim, error);
    }

  return TRUE;
}

static gboolean
look_at_stages (Walk    *walk,
                GError **error)
{
  for (guint i = 0; i < YTT_N_STAGES; i++)
    if ((walk->read->stages & (1u << i)) != 0
        && !look_at_text (walk, "facility_stage", ytt_stage_to_code (1 << i), error))
      return FALSE;

  return TRUE;
}

/*< private >
 * ytt_import_for_each_news:
 * @facts: what the document knows
 * @facility: which facility the row is, 0 for a new one
 * @read: what the row says
 * @func: called for each thing that is not there yet
 * @data: for @func
 * @error: return location for an error of @func
 *
 * Returns: whether @func did not fail
 */
gboolean
ytt_import_for_each_news (YttFacts            *facts,
                          gint64               facility,
                          const YttImportRow  *read,
                          YttImportNewsFunc    func,
                          gpointer             data,
                          GError             **error)
{
  Walk walk = { facts, facility, read, func, data };

  return look_at_columns (&walk, error) && look_at_texts (&walk, "facility_name", read->other_names, error)
         && look_at_stages (&walk, error) && look_at_companies (&walk, error)
         && look_at_texts (&walk, "facility_product", read->products, error)
         && look_at_texts (&walk, "facility_element", read->elements, error) && look_at_claims (&walk, error);
}
