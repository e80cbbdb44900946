#pragma once

#include "ytt-number.h"
#include "ytt-record.h"

G_BEGIN_DECLS

/**
 * YttReading:
 * @value: as documents store it: a number in C notation, a date in ISO 8601, a status's code
 * @value_max: (nullable): the end of a range
 * @unit: a unit's code or a currency; "date"; "" for a status
 * @basis: "REO", "magnets", ...; "" where none was said
 * @qualifier: what the words imply; exact where they imply nothing
 * @qualified: whether there were such words
 * @tense: what goes with @qualifier, or what the words say
 * @note: (nullable): what was said and these fields do not keep ("late 2027", a conversion with its factor), to
 *   be offered as the claim's note
 * @meaning: what it would mean, in the user's language
 *
 * One way to read what was typed.
 */
typedef struct
{
  char         *value;
  char         *value_max;
  char         *unit;
  char         *basis;
  YttQualifier  qualifier;
  gboolean      qualified;
  YttTense      tense;
  char         *note;
  char         *meaning;
} YttReading;

YttReading *ytt_reading_new    (const char   *value,
                                const char   *value_max,
                                const char   *unit,
                                const char   *basis,
                                YttQualifier  qualifier);
void        ytt_reading_free   (YttReading   *self);
/* Says in words what the reading means; to be called when all else is set. */
void        ytt_reading_explain (YttReading  *self,
                                 const char  *attribute,
                                 const char  *hint);
/* Adds a reading unless there is one alike. */
void        ytt_readings_add   (GPtrArray    *readings,
                                YttReading   *reading);
/* (transfer full) (element-type YttReading): the value of a claim on @attribute, from what was typed */
GPtrArray  *ytt_readings_parse (const char   *attribute,
                                const char   *text,
                                YttSpan      *where,
                                GError      **error);
/* (transfer full): what to put into a field for a claim; parsed, it means the claim again */
char       *ytt_readings_unparse (const YttClaim *claim);
/* Whether the reading is just what the claim says */
gboolean    ytt_reading_matches (const YttReading *self,
                                 const YttClaim   *claim);

/* For the parsers: @text must be worth reading at all. */
gboolean    ytt_typed_text_check (const char  *text,
                                  const char  *advice,
                                  YttSpan     *where,
                                  GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttReading, ytt_reading_free)

G_END_DECLS
