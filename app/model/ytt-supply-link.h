#pragma once

#include "ytt-link-standing.h"

G_BEGIN_DECLS

/**
 * YttSupplyEnd:
 * @facility: its key, 0 where only an organisation is known
 * @organisation: its key, 0 for a facility
 * @name: never %NULL
 * @country: (nullable): ISO 3166-1 alpha-2
 * @latitude: degrees; %NAN where the place is unknown, and for an organisation
 * @longitude: degrees; %NAN likewise
 * @stages: what the facility does
 * @status: how far it is
 * @precision: how exactly its place is known
 *
 * Where a supply link begins or ends.
 */
typedef struct
{
  gint64    facility;
  gint64    organisation;
  char     *name;
  char     *country;
  double    latitude;
  double    longitude;
  YttStages stages;
  YttStatus status;
  YttPrecision precision;
} YttSupplyEnd;

#define YTT_TYPE_SUPPLY_LINK (ytt_supply_link_get_type ())

/**
 * YttSupplyLink:
 *
 * Material that flows, or will flow, from a facility to a facility or an organisation, with both its ends. Immutable
 * once it was read, shared by reference.
 */
typedef struct
{
  gint64       id;
  YttSupplyEnd from;          /* always a facility */
  YttSupplyEnd to;
  char        *material;      /* "" where it is not told */
  YttStages    maker;         /* the stage that makes the material: its colour */
  YttLinkState state;
  char        *since;         /* (nullable) ISO 8601 */
  char        *until;         /* (nullable) */
  char        *note;          /* (nullable) */
  char        *source;        /* (nullable) publisher, else title, of who says so */
  char        *source_date;   /* (nullable) ISO 8601 */
  char        *source_url;    /* (nullable) */
  YttLinkStanding standing;   /* at the moment that it was read for */
} YttSupplyLink;

GType          ytt_supply_link_get_type (void);
YttSupplyLink *ytt_supply_link_new      (void);
YttSupplyLink *ytt_supply_link_ref      (YttSupplyLink *link);
void           ytt_supply_link_unref    (YttSupplyLink *link);

/* "NdPr oxide, planned for 2026" */
char          *ytt_supply_format        (const char   *material,
                                         YttLinkState  state,
                                         const char   *since,
                                         const char   *until);
/* (nullable) "Automotive World, 19 Sep 2025" */
char          *ytt_supply_link_format_source (const YttSupplyLink *link);
/* From where to where, what, how far, and who says so: some lines of plain text. */
char          *ytt_supply_link_describe (const YttSupplyLink *link);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttSupplyLink, ytt_supply_link_unref)

G_END_DECLS
