#pragma once

#include <gtk/gtk.h>

#include "ytt-store-balance.h"

G_BEGIN_DECLS

#define YTT_TYPE_BALANCE_CLAIMS (ytt_balance_claims_get_type ())

/**
 * YttBalanceClaims:
 *
 * What is behind a number: the claims that a bar adds up, what was left out, or what was published, each with its
 * source. Where it is of one country, the action "balance.country", of type "s", opens that country's page.
 *
 * Signals:
 *   "closed"              (): back to where one came from
 *   "facility-activated"  (int64): somebody wants to see a facility
 */
G_DECLARE_FINAL_TYPE (YttBalanceClaims, ytt_balance_claims, YTT, BALANCE_CLAIMS, GtkBox)

void ytt_balance_claims_show_entries    (YttBalanceClaims *self,
                                         YttStore         *store,
                                         YttBalance       *balance,
                                         GArray           *entries,
                                         const char       *country,
                                         const char       *title);
void ytt_balance_claims_show_statistics (YttBalanceClaims *self,
                                         GPtrArray        *statistics,
                                         const char       *title);
void ytt_balance_claims_clear           (YttBalanceClaims *self);

G_END_DECLS
