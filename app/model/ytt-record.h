#pragma once

#include "ytt-link-standing.h"
#include "ytt-moment.h"

G_BEGIN_DECLS

typedef struct
{
  gint64  id;
  char   *slug;
  char   *title;
  char   *publisher;   /* (nullable) */
  char   *published;   /* (nullable) ISO 8601 */
  char   *url;         /* (nullable) */
} YttSource;

/* One dated figure by one source. */
typedef struct
{
  gint64       id;
  char        *slug;
  char        *attribute;
  char        *part;         /* "" is the whole */
  char        *scope;        /* site, phase, part, project, several-sites, company, district, country */
  char        *value;        /* as stored: a number in C notation, an ISO date, or a status code */
  char        *value_max;    /* (nullable) end of a range */
  char        *unit;         /* t/yr, Mt, %, people, years, m2, date, an ISO 4217 code; "" for a status */
  char        *basis;        /* REO, magnets, ...; "" where there is none */
  YttQualifier qualifier;
  YttTense     tense;
  char        *as_of;        /* (nullable) ISO 8601 */
  char        *note;         /* (nullable) */
  gboolean     inferred;     /* a status whose source does not state it */
  gboolean     pinned;       /* an editor's choice */
  char        *pin_reason;   /* (nullable) */
  gboolean     withdrawn;    /* it is in the ledger, and counts for nothing */
  char        *withdrawn_reason; /* (nullable) */
  gint64       source_id;
  YttSource   *source;       /* (not owned): in the record's sources; NULL only in made-up ledgers */
} YttClaim;

/* All that is claimed on one attribute of a facility: a line of the figures, with its ledger. */
typedef struct
{
  char      *attribute;
  GPtrArray *claims;        /* (element-type YttClaim): the shown one first, then newest first */
  YttClaim  *shown;         /* = first of claims */
  YttClaim  *promise;       /* (nullable) a newer promise on the same thing, named after a shown statement */
  GPtrArray *contradicting; /* (element-type YttClaim) (not owned): those that contradict the shown claim */
  guint8     why;           /* YttShownReason: why @shown is shown */
} YttFigure;

typedef enum
{
  YTT_SHOWN_ONLY,          /* there is but one */
  YTT_SHOWN_PINNED,
  YTT_SHOWN_SCOPE,         /* the only kind about the plant itself */
  YTT_SHOWN_NEWEST,
  YTT_SHOWN_MORE_EXACT,
  YTT_SHOWN_MORE_SOURCES,
  YTT_SHOWN_FIRST,         /* nothing else told them apart */
  YTT_SHOWN_BASIS,         /* the others are counted in another basis or currency */
  YTT_SHOWN_WHOLE,         /* the others speak of parts */
  YTT_SHOWN_LATEST_PART,   /* the part told of last; none speaks of the whole */
  YTT_SHOWN_STATED,        /* a statement; the others on it are promises */
  YTT_SHOWN_WIDER,         /* none is about the plant itself: the figure of a company, country or project */
} YttShownReason;

typedef struct
{
  gint64  id;
  char   *slug;
  char   *name;
  char   *kind;      /* company, government, ... */
  char   *country;   /* (nullable) ISO 3166-1 alpha-2 */
  char   *website;   /* (nullable) */
  char   *role;      /* operator, owner, or a party's role */
  double  share;     /* per cent, NAN where not stated */
} YttOrganisation;

typedef struct
{
  gint64     id;
  char      *slug;
  char      *date;               /* ISO 8601 */
  char      *kind;
  char      *title;
  char      *summary;            /* (nullable) */
  char      *status;             /* (nullable) */
  char      *amount;             /* (nullable) number in C notation */
  char      *currency;           /* (nullable) ISO 4217 */
  char      *amount_qualifier;   /* (nullable) */
  GPtrArray *parties;            /* (element-type YttOrganisation), role set */
  GPtrArray *sources;            /* (element-type YttSource) (not owned) (nullable): in the record's sources */
} YttAnnouncement;

/* Material that flows, or will flow, from this facility or to it. */
typedef struct
{
  gint64       id;
  char        *slug;
  gboolean     incoming;          /* TRUE: from the other end to this facility */
  gint64       other_facility;    /* 0 where the other end is an organisation */
  gint64       other_organisation;
  char        *other_name;
  char        *other_country;     /* (nullable) */
  char        *material;
  YttStages    maker;             /* the stage that makes the material: its colour */
  YttLinkState state;
  char        *since;             /* (nullable) ISO 8601 */
  char        *until;             /* (nullable) */
  char        *note;              /* (nullable) */
  gint64       source_id;
  YttLinkStanding standing;       /* at the record's moment */
} YttLink;

#define YTT_TYPE_RECORD (ytt_record_get_type ())

/**
 * YttRecord:
 *
 * One facility whole, as the detail pane shows it: immutable once it was read, shared by reference.
 */
typedef struct
{
  gint64       id;
  char        *slug;
  char        *name;
  char        *country;
  char        *admin1;            /* (nullable) */
  char        *locality;          /* (nullable) */
  double       longitude;         /* degrees, NAN where the place is unknown */
  double       latitude;
  YttPrecision precision;
  char        *location_source;   /* (nullable) a source's slug, or "geonames" */
  char        *location_source_title; /* (nullable) */
  char        *location_note;     /* (nullable) */
  YttStages    stages;
  YttMoment    moment;            /* what it tells of: its claims are those told then */
  gboolean     there;             /* FALSE where the ledger knows nothing of it at that moment: YttStanding */
  YttStatus    status;
  gboolean     promised;          /* the status is what was promised for then */
  guint        n_later;           /* claims left out because they were told later */
  guint        n_undated;         /* claims left out because nobody knows when they were told */
  char        *summary;           /* (nullable) */
  GStrv        other_names;
  GStrv        products;
  GStrv        elements;          /* symbols */
  GPtrArray   *operators;         /* (element-type YttOrganisation) */
  GPtrArray   *owners;            /* (element-type YttOrganisation) */
  YttFigure   *status_figure;     /* (nullable) the ledger of its status */
  GPtrArray   *figures;           /* (element-type YttFigure), in the order of the pane */
  GPtrArray   *announcements;     /* (element-type YttAnnouncement), newest first */
  GPtrArray   *links;             /* (element-type YttLink), incoming first */
  GPtrArray   *sources;           /* (element-type YttSource), newest first: all that the record rests on */
  GPtrArray   *withdrawn;         /* (element-type YttClaim), by attribute: in the ledger, and in no figure */
  GPtrArray   *withdrawn_sources; /* (element-type YttSource): those that nothing but withdrawn claims names */
} YttRecord;

GType       ytt_record_get_type (void);
YttRecord  *ytt_record_new      (void);
YttRecord  *ytt_record_ref      (YttRecord *record);
void        ytt_record_unref    (YttRecord *record);

void        ytt_claim_free        (YttClaim        *claim);
void        ytt_source_free       (YttSource       *source);
void        ytt_figure_free       (YttFigure       *figure);
void        ytt_organisation_free (YttOrganisation *organisation);
void        ytt_announcement_free (YttAnnouncement *announcement);
void        ytt_link_free         (YttLink         *link);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttRecord, ytt_record_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttClaim, ytt_claim_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttFigure, ytt_figure_free)

G_END_DECLS
