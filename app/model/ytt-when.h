#pragma once

#include "ytt-reading.h"

G_BEGIN_DECLS

/**
 * YttWhenFlags:
 * @YTT_WHEN_PLAIN: a year, a month or a day
 * @YTT_WHEN_CLAIM: also ranges, quarters and qualifiers, as a claim has them
 *
 * What a date may be.
 */
typedef enum
{
  YTT_WHEN_PLAIN,
  YTT_WHEN_CLAIM,
} YttWhenFlags;

/* (transfer full) (element-type YttReading) (nullable): "late 2027", "Q3 2026", "8 September 2025" */
GPtrArray *ytt_when_parse         (const char    *text,
                                   YttWhenFlags   flags,
                                   YttSpan       *where,
                                   GError       **error);
/* Whether claims on it are dates. */
gboolean   ytt_attribute_is_date  (const char    *attribute);

G_END_DECLS
