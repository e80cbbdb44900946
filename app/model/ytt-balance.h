#pragma once

#include "ytt-record.h"

G_BEGIN_DECLS

/* How firm a capacity is, by the status of its facility and the tense of its claim. */
typedef enum
{
  YTT_BALANCE_OPERATING,
  YTT_BALANCE_BUILDING,    /* construction and commissioning */
  YTT_BALANCE_PROMISED,
} YttBalancePhase;

#define YTT_N_BALANCE_PHASES 3

/* Why a facility of the stage adds nothing; the order is that in which the reasons are looked for. */
typedef enum
{
  YTT_LEFT_OUT_NOT,             /* it is counted */
  YTT_LEFT_OUT_CHAIN,           /* its tonnes in this basis are counted at a later stage of the same plant */
  YTT_LEFT_OUT_BASIS,           /* its capacity is in another basis or unit */
  YTT_LEFT_OUT_NO_BASIS,        /* its source does not say of what */
  YTT_LEFT_OUT_WIDER,           /* the capacity of a company, country or project, not of the plant */
  YTT_LEFT_OUT_FLOW,            /* production, feed or a permit, but no capacity */
  YTT_LEFT_OUT_NO_FIGURE,
  YTT_LEFT_OUT_STATUS,          /* suspended, closed, shelved or cancelled */
  YTT_LEFT_OUT_STATUS_UNKNOWN,
} YttLeftOut;

#define YTT_N_LEFT_OUT (YTT_LEFT_OUT_STATUS_UNKNOWN + 1)

/* One facility's part in a balance. */
typedef struct
{
  gint64          facility;
  gint64          claim;        /* what is counted, else what kept it out; 0 for none */
  double          low;          /* t/yr in the balance's basis, after any conversion; a range is @low to @high */
  double          high;
  int             as_of;        /* YYYYMMDD of the claim's first day, 0 where it has none */
  char            country[3];   /* ISO 3166-1 alpha-2, "" where it is not recorded */
  guint8          phase;        /* YttBalancePhase */
  guint8          left_out;     /* YttLeftOut */
  guint8          stage;        /* YttStages: where its tonnes are counted, if that is another stage */
} YttBalanceEntry;

/* One country's bar. */
typedef struct
{
  char   country[3];
  double low[YTT_N_BALANCE_PHASES];    /* t/yr */
  double high[YTT_N_BALANCE_PHASES];
  guint  n[YTT_N_BALANCE_PHASES];      /* facilities */
} YttBalanceBar;

/* A basis that the stage's capacities are told in. */
typedef struct
{
  char  *basis;
  guint  n;       /* facilities */
} YttBalanceBasis;

/* A number to multiply by, from one basis to another. */
typedef struct
{
  const char *code;
  const char *from;     /* basis */
  const char *to;       /* basis */
  double      low;      /* t of @to a t of @from */
  double      high;
  const char *source;   /* (translated) where the factor is from, and what it leaves out */
} YttConversion;

#define YTT_TYPE_BALANCE (ytt_balance_get_type ())

/**
 * YttBalance:
 *
 * Capacity of one stage by country, in one basis, of the facilities of a result that have a figure: no census.
 * Immutable once it was finished, shared by reference.
 */
typedef struct
{
  YttStages            stage;
  char                *basis;
  const YttConversion *conversion;   /* (nullable): then @basis is what it leads to, and all of it is derived */
  GArray              *entries;      /* (element-type YttBalanceEntry): all facilities that have the stage */
  GArray              *bars;         /* (element-type YttBalanceBar): the largest first */
  GArray              *bases;        /* (element-type YttBalanceBasis): the most frequent first */
  YttBalanceBar        total;
  guint                n_counted;
  guint                n_left_out[YTT_N_LEFT_OUT];
  int                  oldest;       /* YYYYMMDD of the oldest figure counted, 0 where none has a date */
  /* Of what operates, and of all; NAN where there is nothing to share. */
  double               hhi[2];       /* 0 to 10,000 */
  double               share[2];     /* per cent, of the largest country */
  char                 largest[2][3];
} YttBalance;

GType       ytt_balance_get_type (void);
YttBalance *ytt_balance_new      (YttStages             stage,
                                  const char           *basis,
                                  const YttConversion  *conversion);
YttBalance *ytt_balance_ref      (YttBalance           *self);
void        ytt_balance_unref    (YttBalance           *self);
void        ytt_balance_add      (YttBalance           *self,
                                  GPtrArray            *claims,
                                  gint64                facility,
                                  const char           *country,
                                  YttStages             stages,
                                  YttStatus             status,
                                  gboolean              promised);
void        ytt_balance_finish   (YttBalance           *self);

double      ytt_herfindahl_hirschman (const double *amounts,
                                      gsize         n_amounts);

/* The basis that tonnes of it are added up in: REO for TREO, any other as it is. */
const char          *ytt_balance_group_basis    (const char *basis);
const YttConversion *ytt_conversions_get        (gsize      *n_conversions);
/* (nullable) */
const YttConversion *ytt_conversion_from_code   (const char *code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttBalance, ytt_balance_unref)

G_END_DECLS
