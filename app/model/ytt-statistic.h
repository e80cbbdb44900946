#pragma once

#include "ytt-record.h"

G_BEGIN_DECLS

/* A country's statistic for a year, as published: never worked out from the facilities. */
typedef struct
{
  char        *measure;    /* mine-production, reserves, refining-share, magnet-share, ... */
  char        *country;    /* ISO 3166-1 alpha-2, or WLD for the world */
  int          year;
  double       low;
  double       high;       /* @low where it is no range; INFINITY for "at least", and @low is -INFINITY for "up to" */
  char        *unit;       /* as published: "t REO", "% of world"; "" where there is none */
  YttQualifier qualifier;  /* exact for a range */
  YttSource   *source;     /* (owned) */
} YttStatistic;

void         ytt_statistic_free              (YttStatistic *statistic);
/* (transfer full): "85–90 %", "about 270,000 t REO" */
char        *ytt_statistic_format            (const YttStatistic *statistic);
/* (translated) "Mine production"; an unknown measure as it is */
const char  *ytt_statistic_measure_get_label (const char *measure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttStatistic, ytt_statistic_free)

G_END_DECLS
