#pragma once

#include "ytt-phrase.h"
#include "ytt-qualification.h"
#include "ytt-quantity.h"

G_BEGIN_DECLS

/* What the quantities of an attribute are. */
typedef enum
{
  KIND_RATE,     /* t/yr and the like */
  KIND_OUTPUT,   /* the same, or tonnes of a period */
  KIND_MASS,     /* t, Mt */
  KIND_SHARE,    /* % */
  KIND_MONEY,
  KIND_YEARS,
  KIND_PEOPLE,
  KIND_AREA,     /* m2 */
} QuantityKind;

typedef enum
{
  WORD_QUALIFIER,
  WORD_MULTIPLIER,         /* value: the power of ten */
  WORD_SHORT_MULTIPLIER,   /* a letter, which is something else elsewhere */
  WORD_CURRENCY,           /* code: ISO 4217, with | between where it may be several */
  WORD_MASS,               /* code: "t", "Mt", ... with | between */
  WORD_SHARE,
  WORD_AREA,
  WORD_YEARS,
  WORD_PEOPLE,
  WORD_RATE,               /* code: "yr", "month", ..., "" for no rate at all */
  WORD_PER,                /* before a WORD_PERIOD */
  WORD_PERIOD,             /* code: as that of WORD_RATE */
  WORD_BASIS,              /* value: 1 if the code says less than the word */
  WORD_ADJECTIVE,          /* goes with a basis, and into the note */
  WORD_RANGE,
  WORD_NOISE,
} WordType;

/* A unit by its code: how many of the unit that documents have. */
typedef struct
{
  const char *code;
  const char *target;     /* what it is brought to: "t", "%", "m2", ... */
  int         exponent;   /* of ten */
  double      factor;     /* 1 where the exponent is all */
  const char *equation;   /* (nullable) the factor in words */
  const char *hint;       /* (nullable) (translatable) what tells it from others that are written alike */
} QuantityUnit;

typedef struct
{
  YttNumber        number;
  YttSpan          span;
  int              exponent;      /* of "million" and the like */
  const YttPhrase *unit;          /* (nullable) */
  YttSpan          unit_span;
} Amount;

/* What the words of a text say, before it is decided what that means. */
typedef struct
{
  const char      *text;
  QuantityKind     kind;
  Amount           amounts[2];
  guint            n_amounts;
  gboolean         in_range;        /* "to" was read, and the end of the range not yet */
  guint            qualifiers;      /* a bit each: YttSays */
  const YttPhrase *currency;        /* (nullable) */
  YttSpan          currency_span;
  const char      *rate;            /* (nullable) "" for what was made in all */
  char            *basis;           /* (nullable) */
  YttSpan          basis_span;      /* with its adjectives */
  gboolean         basis_is_rough;
  gboolean         has_basis_span;
  GString         *remarks;         /* what is kept in the note alone, such as words in brackets */
} Quantity;

const YttPhrase    *ytt_quantity_find_word (guint        types,
                                            const char  *text,
                                            gsize       *length);
const QuantityUnit *ytt_quantity_get_unit  (const char  *code,
                                            gsize        length);
char               *ytt_quantity_find_element (const char *text,
                                               gsize      *length);
GPtrArray          *ytt_quantity_resolve   (Quantity    *self,
                                            const char  *attribute,
                                            YttSpan     *where,
                                            GError     **error);

G_END_DECLS
