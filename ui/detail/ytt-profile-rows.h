#pragma once

#include <gtk/gtk.h>

#include "ytt-facility.h"
#include "ytt-profile.h"

G_BEGIN_DECLS

/* The rows of the page of an organisation or a country. */
GtkWidget *ytt_stake_row_new      (const YttStake        *stake,
                                   YttFacility           *facility);
GtkWidget *ytt_subsidiary_row_new (const YttOrganisation *organisation);
GtkWidget *ytt_announced_row_new  (const YttAnnouncement *announcement);
GtkWidget *ytt_flow_row_new       (const YttSupplyLink   *link);
GtkWidget *ytt_statistic_row_new  (const YttStatistic    *statistic);

G_END_DECLS
