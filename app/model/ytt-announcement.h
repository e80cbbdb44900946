#pragma once

#include "ytt-facility.h"
#include "ytt-record.h"
#include "ytt-rung.h"

G_BEGIN_DECLS

/* What is not told of a date is 0 in its day: 20250900 is September 2025, 20250000 is 2025, and 0 is no date. */
guint32      ytt_period_parse        (const char *iso);
guint32      ytt_period_get_first    (guint32     day);
guint32      ytt_period_get_last     (guint32     day);
guint32      ytt_period_get_today    (void);
char        *ytt_period_to_iso       (guint32     day);

/**
 * YttAnnouncementQuery:
 * @kinds: (nullable): codes of kinds, any of which is wanted; %NULL for all
 * @words: (nullable): beginnings of words that title, parties, currency or amount must all have
 * @party: the key of an organisation that is a party, 0 for any
 * @currency: (nullable): the code of the currency that the amount must be in
 * @amount_min: the least amount in @currency, %NAN for none
 * @amount_max: the greatest amount in @currency, %NAN for none
 * @since: the first day, as YYYYMMDD, 0 for none: an announcement counts whose period reaches to that day or beyond
 * @until: the last day, likewise: one counts whose period began by then
 * @told: what was told up to this day, as YYYYMMDD; 0 for all, dated or not
 * @facilities: (nullable) (element-type gint64): the facilities found, in any order; an announcement must name one of
 *   them. %NULL where nothing is searched or filtered: then those without any facility count too
 *
 * Which announcements are wanted.
 */
typedef struct
{
  GStrv    kinds;
  char    *words;
  gint64   party;
  char    *currency;
  double   amount_min;
  double   amount_max;
  guint32  since;
  guint32  until;
  guint32  told;
  GArray  *facilities;
} YttAnnouncementQuery;

YttAnnouncementQuery *ytt_announcement_query_new  (void);
YttAnnouncementQuery *ytt_announcement_query_copy (const YttAnnouncementQuery *query);
void                  ytt_announcement_query_free (YttAnnouncementQuery       *query);

typedef struct
{
  gint64  id;
  guint32 day;   /* see ytt_period_parse() */
} YttAnnouncementEntry;

typedef struct
{
  char  *kind;
  guint  n;
} YttKindCount;

/**
 * YttAnnouncementResult:
 * @entries: (element-type YttAnnouncementEntry): newest first; of a month those whose day is not told come last, of a
 *   year those whose month is not; those without a date at the end
 * @kinds: (element-type YttKindCount): of all kinds that the document has, how many there are under the other
 *   conditions, the most frequent of the document first
 * @currencies: of the amounts of the document, the most frequent first
 * @n_total: announcements in the document
 * @n_elsewhere: how many more there would be, if they named one of the facilities found
 * @n_later: how many more there would be, if they had been told of by then; the undated are among them
 * @n_unreadable: among the entries, those whose date is no date
 */
typedef struct
{
  GArray *entries;
  GArray *kinds;
  GStrv   currencies;
  guint   n_total;
  guint   n_elsewhere;
  guint   n_later;
  guint   n_unreadable;
} YttAnnouncementResult;

YttAnnouncementResult *ytt_announcement_result_new  (void);
void                   ytt_announcement_result_free (YttAnnouncementResult *result);

/* What the timeline shows of an announcement. Strings are owned by the struct. */
typedef struct
{
  gint64   id;
  char    *date;               /* (nullable) as stored */
  guint32  day;
  char    *kind;               /* "" where it is not told */
  char    *title;
  char    *amount;             /* (nullable) number in C notation */
  char    *currency;           /* (nullable) ISO 4217 */
  char    *amount_qualifier;   /* (nullable) */
  YttRung  rung;
  char    *parties;            /* (nullable) their names, with commas */
} YttAnnouncementRow;

void ytt_announcement_row_free (YttAnnouncementRow *row);

#define YTT_TYPE_ANNOUNCEMENT_RECORD (ytt_announcement_record_get_type ())

/**
 * YttAnnouncementRecord:
 * @announcement: itself, with its parties; its sources are those of @sources
 * @rung: how far the deal had come
 * @materials: what it is about
 * @facilities: (element-type YttFacilityRow): those that it names, by name
 * @sources: (element-type YttSource): who says so, newest first
 *
 * One announcement whole: immutable once it was read, shared by reference.
 */
typedef struct
{
  YttAnnouncement *announcement;
  YttRung          rung;
  GStrv            materials;
  GPtrArray       *facilities;
  GPtrArray       *sources;
} YttAnnouncementRecord;

GType                  ytt_announcement_record_get_type (void);
YttAnnouncementRecord *ytt_announcement_record_new      (void);
YttAnnouncementRecord *ytt_announcement_record_ref      (YttAnnouncementRecord *record);
void                   ytt_announcement_record_unref    (YttAnnouncementRecord *record);

const char            *ytt_party_role_get_label         (const char                  *role);
const char            *ytt_party_role_get_word          (const char                  *role);
const char            *ytt_party_role_get_nth           (guint                        n);
char                  *ytt_format_announcement          (const YttAnnouncementRecord *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttAnnouncementQuery, ytt_announcement_query_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttAnnouncementResult, ytt_announcement_result_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttAnnouncementRow, ytt_announcement_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttAnnouncementRecord, ytt_announcement_record_unref)

G_END_DECLS
