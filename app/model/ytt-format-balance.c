#include "config.h"

#include "ytt-format-balance.h"

#include "ytt-format.h"

#include <glib/gi18n.h>
#include <math.h>

/* Tonnes are told whole, unless there is hardly one. */
static char *
format_amount (double amount)
{
  return ytt_format_number (amount, amount > 0 && amount < 10 ? 1 : 0);
}

/**
 * ytt_format_tonnes:
 * @low: the lower end, in tonnes
 * @high: the upper end
 *
 * Returns: (transfer full): a number or a range, without a unit; "–" for nothing
 */
char *
ytt_format_tonnes (double low,
                   double high)
{
  g_autofree char *first = NULL, *last = NULL;

  if (!(high > 0))
    return g_strdup ("\u2013");

  first = format_amount (low);
  last = format_amount (high);
  if (g_strcmp0 (first, last) == 0)
    return g_steal_pointer (&first);

  return g_strdup_printf ("%s\u2013%s", first, last);
}

/**
 * ytt_format_basis:
 * @basis: a basis; "" where none is stated
 *
 * Returns: (transfer full): the unit that it is counted in
 */
char *
ytt_format_basis (const char *basis)
{
  return *basis != '\0' ? g_strdup_printf ("t/yr\u00a0%s", basis) : g_strdup ("t/yr");
}

/**
 * ytt_format_share:
 * @percent: per cent; NAN for none
 *
 * Returns: (transfer full): "90.4 %"; "–" for none
 */
char *
ytt_format_share (double percent)
{
  g_autofree char *number = ytt_format_number (percent, 1);

  return isfinite (percent) ? g_strdup_printf ("%s\u00a0%%", number) : g_steal_pointer (&number);
}

const char *
ytt_balance_phase_get_label (YttBalancePhase phase)
{
  switch (phase)
    {
    case YTT_BALANCE_OPERATING:
      return _("Operating");

    case YTT_BALANCE_BUILDING:
      return _("Being built");

    case YTT_BALANCE_PROMISED:
    default:
      return _("Promised");
    }
}

const char *
ytt_left_out_get_label (YttLeftOut reason)
{
  switch (reason)
    {
    case YTT_LEFT_OUT_CHAIN:
      return _("Counted at a later stage of the same plant");

    case YTT_LEFT_OUT_BASIS:
      return _("Other basis or unit");

    case YTT_LEFT_OUT_NO_BASIS:
      return _("Basis not stated by the source");

    case YTT_LEFT_OUT_WIDER:
      return _("Only a figure of its company or project");

    case YTT_LEFT_OUT_FLOW:
      return _("Production, feed or permit, no capacity");

    case YTT_LEFT_OUT_NO_FIGURE:
      return _("No figure at all");

    case YTT_LEFT_OUT_STATUS:
      return _("Suspended, closed, shelved or cancelled");

    case YTT_LEFT_OUT_STATUS_UNKNOWN:
      return _("Status not recorded");

    case YTT_LEFT_OUT_NOT:
    default:
      return _("Counted");
    }
}

/**
 * ytt_conversion_format:
 * @conversion: a conversion
 *
 * Returns: (transfer full): what was multiplied by what, and where the factor is from
 */
char *
ytt_conversion_format (const YttConversion *conversion)
{
  g_autofree char *low = ytt_format_number (conversion->low, 3), *high = ytt_format_number (conversion->high, 3);

  if (g_strcmp0 (low, high) == 0)
    /* Translators: a basis, a factor, where it is from */
    return g_strdup_printf (_("Derived: %s × %s (%s)"), conversion->from, low, _(conversion->source));

  /* Translators: a basis, the ends of a range of factors, where they are from */
  return g_strdup_printf (_("Derived: %s × %s to %s (%s)"), conversion->from, low, high, _(conversion->source));
}
