#pragma once

#include "ytt-phrase.h"
#include "ytt-qualification.h"
#include "ytt-when.h"

G_BEGIN_DECLS

/* Years are written with four digits, and these are all that there are. */
#define WHEN_FIRST_YEAR 1000
#define WHEN_LAST_YEAR 2999

/* What may be read in two ways. */
typedef enum
{
  OPEN_NOTHING,
  OPEN_DAY_MONTH,     /* 08/09/2025 */
  OPEN_MONTH_RANGE,   /* 2009-10: a month, or two years */
} WhenOpen;

/* A time as it was written, 0 for what was not. */
typedef struct
{
  int       year;
  int       month;
  int       day;
  int       quarter;
  int       half;
  int       end_year;      /* 2027-28 */
  gboolean  fiscal;
  gboolean  vague;         /* "late": goes into the note, for documents keep no such thing */
  WhenOpen  open;
  YttSpan   span;
} WhenPart;

typedef struct
{
  const char *text;
  WhenPart    parts[2];
  guint       n_parts;     /* complete ones, and the one that is being read */
  guint       says;        /* a bit each: YttQualifier and YttSays */
} When;

GPtrArray *ytt_when_resolve (When          *self,
                             YttWhenFlags   flags,
                             YttSpan       *where,
                             GError       **error);

G_END_DECLS
