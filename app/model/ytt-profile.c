#include "config.h"

#include "ytt-profile.h"

#include "ytt-format.h"

#include <glib/gi18n.h>
#include <math.h>

static const struct
{
  const char *kind;
  const char *label;
} kinds[] = {
  { "agency",        N_("Agency") },
  { "company",       N_("Company") },
  { "government",    N_("Government") },
  { "investor",      N_("Investor") },
  { "research",      N_("Research institute") },
  { "state-company", N_("State company") },
};

G_DEFINE_BOXED_TYPE (YttProfile, ytt_profile, ytt_profile_ref, ytt_profile_unref)

/**
 * ytt_profile_new:
 *
 * Returns: (transfer full): an empty profile
 */
YttProfile *
ytt_profile_new (void)
{
  YttProfile *self = g_atomic_rc_box_new0 (YttProfile);

  self->organisations = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_organisation_free);
  self->stakes = g_array_new (FALSE, TRUE, sizeof (YttStake));
  self->announcements = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_announcement_free);
  self->links = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_supply_link_unref);
  self->statistics = g_ptr_array_new_with_free_func ((GDestroyNotify) ytt_statistic_free);

  return self;
}

YttProfile *
ytt_profile_ref (YttProfile *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
profile_clear (gpointer data)
{
  YttProfile *self = data;

  g_free (self->country);
  g_free (self->name);
  g_free (self->kind);
  g_free (self->website);
  g_clear_pointer (&self->parent, ytt_organisation_free);
  g_ptr_array_unref (self->organisations);
  g_array_unref (self->stakes);
  g_ptr_array_unref (self->announcements);
  g_ptr_array_unref (self->links);
  g_ptr_array_unref (self->statistics);
}

void
ytt_profile_unref (YttProfile *self)
{
  g_atomic_rc_box_release_full (self, profile_clear);
}

/**
 * ytt_stake_format:
 * @operates: whether somebody operates the facility
 * @owns: whether somebody owns it, or a part of it
 * @share: per cent, NAN where not stated
 *
 * Returns: (transfer full) (nullable): what somebody is to a facility, %NULL for nothing
 */
char *
ytt_stake_format (gboolean operates,
                  gboolean owns,
                  double   share)
{
  g_autofree char *number = NULL;

  if (!operates && !owns)
    return NULL;
  if (!owns)
    return g_strdup (_("Operator"));
  if (isnan (share))
    return g_strdup (operates ? _("Operator and owner") : _("Owner"));

  number = ytt_format_number (share, -1);
  /* Translators: %s is a number: the per cent that somebody owns */
  return g_strdup_printf (operates ? _("Operator and owner, %s\302\240%%") : _("Owner, %s\302\240%%"), number);
}

/**
 * ytt_organisation_kind_get_label:
 * @kind: an organisation's kind
 *
 * Returns: the word for it, in the user's language
 */
const char *
ytt_organisation_kind_get_label (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].kind, kind) == 0)
      return _(kinds[i].label);

  return kind;
}

/**
 * ytt_organisation_kind_get_nth:
 * @n: a number, from 0
 *
 * Returns: (nullable): the code of a kind of organisations; %NULL behind the last
 */
const char *
ytt_organisation_kind_get_nth (guint n)
{
  return n < G_N_ELEMENTS (kinds) ? kinds[n].kind : NULL;
}
