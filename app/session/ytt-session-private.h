#pragma once

#include "ytt-editor.h"
#include "ytt-placing.h"
#include "ytt-session-page.h"
#include "ytt-session-shown.h"
#include "ytt-supply.h"
#include "ytt-session.h"
#include "ytt-tours.h"

G_BEGIN_DECLS

typedef struct _YttSessionProfile YttSessionProfile;
typedef struct _YttSessionShown YttSessionShown;

struct _YttSession
{
  GObject          parent_instance;

  YttStore        *store;                /* (owned) (nullable) */
  char            *search;
  YttOrder         order;
  YttFilter       *filter;               /* (owned) */
  YttMoment        moment;
  YttFacilityList *facilities;           /* (owned) */
  GArray          *points;               /* (owned) (nullable) */
  guint            n_total;
  YttFacetCounts  *counts;               /* (owned) (nullable) */
  GArray          *without;              /* (owned) (nullable) */
  gint64           led_to;               /* the facility that another one led to last */
  gint64           selected;
  YttRecord       *record;               /* (owned) (nullable) */
  YttSummary      *summary;              /* (owned) (nullable) */
  double           latitude;
  double           longitude;
  double           zoom;
  int              viewport_width;       /* px */
  int              viewport_height;
  YttPage          page;
  gint64           announcement;
  guint32          last_visit;

  YttSessionProfile *profile_state;      /* (owned) (nullable): made when first needed */
  YttSessionShown *shown_state;          /* (owned) (nullable): likewise */
  YttSupply       *supply;               /* (owned) (nullable): made when first asked for */
  YttEditor       *editor;               /* (owned) (nullable): likewise */
  YttPlacing      *placing;              /* (owned) (nullable): likewise */
  YttTours        *tours;                /* (owned) (nullable): likewise */

  GError          *search_error;         /* (owned) (nullable) */
  GError          *record_error;         /* (owned) (nullable) */

  /* Each is there as long as its answer is awaited. */
  GCancellable    *search_cancellable;   /* (owned) (nullable) */
  GCancellable    *first_cancellable;    /* (owned) (nullable) */
  GCancellable    *count_cancellable;    /* (owned) (nullable) */
  GCancellable    *record_cancellable;   /* (owned) (nullable) */
  GCancellable    *summary_cancellable;  /* (owned) (nullable) */
};

enum
{
  YTT_SESSION_PROP_0,
  YTT_SESSION_PROP_STORE,
  YTT_SESSION_PROP_SEARCH,
  YTT_SESSION_PROP_ORDER,
  YTT_SESSION_PROP_FILTER,
  YTT_SESSION_PROP_YEAR,
  YTT_SESSION_PROP_TOLD,
  YTT_SESSION_PROP_COUNTS,
  YTT_SESSION_PROP_WITHOUT,
  YTT_SESSION_PROP_FACILITIES,
  YTT_SESSION_PROP_POINTS,
  YTT_SESSION_PROP_SHOWN,
  YTT_SESSION_PROP_LEFT_OUT,
  YTT_SESSION_PROP_N_TOTAL,
  YTT_SESSION_PROP_LOADING,
  YTT_SESSION_PROP_ERROR,
  YTT_SESSION_PROP_SELECTED,
  YTT_SESSION_PROP_RECORD,
  YTT_SESSION_PROP_SUMMARY,
  YTT_SESSION_PROP_LATITUDE,
  YTT_SESSION_PROP_LONGITUDE,
  YTT_SESSION_PROP_ZOOM,
  YTT_SESSION_PROP_PAGE,
  YTT_SESSION_PROP_ANNOUNCEMENT,
  YTT_SESSION_PROP_PROFILE,
  YTT_SESSION_PROP_PROFILE_OPEN,
  YTT_SESSION_N_PROPS
};

void ytt_session_notify        (YttSession *self, guint property);
/* Each cancels its own kind of reading, and starts a new one if there is something to read. */
void ytt_session_read_record   (YttSession *self);
void ytt_session_read_summary  (YttSession *self);
void ytt_session_read_profile  (YttSession *self);
/* Forgets its session, which goes. */
void ytt_placing_leave         (YttPlacing *placing);
void ytt_session_leave_profiles (YttSession *self);
void ytt_session_profile_free  (YttSessionProfile *state);
/* Another result is there, or others are looked at. */
void ytt_session_update_shown  (YttSession *self, gboolean renewed);
gboolean ytt_session_is_guest  (YttSession *self, gint64 id);
void ytt_session_shown_cancel  (YttSession *self);
void ytt_session_shown_free    (YttSessionShown *state);
void ytt_session_start_search  (YttSession *self);
void ytt_session_cancel        (YttSession *self);
/* Takes the error; NULL clears it. */
void ytt_session_set_error     (YttSession *self, GError **place, GError *error);
void ytt_session_set_points    (YttSession *self, GArray *points);
void ytt_session_set_counts    (YttSession *self, YttFacetCounts *counts);
void ytt_session_set_without   (YttSession *self, GArray *without);
void ytt_session_set_n_total   (YttSession *self, guint n_total);

G_END_DECLS
