#pragma once

#include "ytt-record.h"
#include "ytt-statistic.h"
#include "ytt-supply-link.h"

G_BEGIN_DECLS

/* What somebody is to a facility; for a country, that it is there. */
typedef struct
{
  gint64    facility;
  gboolean  operates;
  gboolean  owns;
  double    share;      /* per cent, NAN where not stated */
} YttStake;

#define YTT_TYPE_PROFILE (ytt_profile_get_type ())

/**
 * YttProfile:
 *
 * An organisation or a country whole: all that the document ties to it. Immutable once it was read, shared by
 * reference. Long lists are cut; their true lengths stand beside them.
 */
typedef struct
{
  gint64           organisation;     /* 0 for a country */
  char            *country;          /* (nullable) ISO 3166-1 alpha-2 */
  char            *name;
  char            *kind;             /* "" for a country */
  char            *website;          /* (nullable) */
  YttOrganisation *parent;           /* (nullable) */
  GPtrArray       *organisations;    /* (element-type YttOrganisation): those below it, or those of the country */
  guint            n_organisations;
  GArray          *stakes;           /* (element-type YttStake): by the facilities' names; all of them */
  GPtrArray       *announcements;    /* (element-type YttAnnouncement): newest first, without summary and parties */
  guint            n_announcements;
  GPtrArray       *links;            /* (element-type YttSupplyLink): of its facilities and to it; across its borders */
  guint            n_links;
  GPtrArray       *statistics;       /* (element-type YttStatistic): of the country */
} YttProfile;

GType       ytt_profile_get_type (void);
YttProfile *ytt_profile_new      (void);
YttProfile *ytt_profile_ref      (YttProfile *self);
void        ytt_profile_unref    (YttProfile *self);

/* (transfer full) (nullable): "Operator and owner, 62.5 %" */
char       *ytt_stake_format (gboolean operates,
                              gboolean owns,
                              double   share);

/* (translated) "Company"; an unknown kind as it is */
const char *ytt_organisation_kind_get_label (const char *kind);
/* (nullable): its code; NULL behind the last */
const char *ytt_organisation_kind_get_nth (guint n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttProfile, ytt_profile_unref)

G_END_DECLS
