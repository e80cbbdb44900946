#pragma once

#include "ytt-placing.h"
#include "ytt-session-private.h"

G_BEGIN_DECLS

/* The name that the draft of a facility's place goes by. */
#define YTT_PLACING_DRAFT "place"

struct _YttPlacing
{
  GObject          parent_instance;

  YttSession      *session;      /* (nullable) borrowed: it owns this */
  gboolean         asking;
  gboolean         movable;
  GArray          *candidates;   /* (owned) (nullable) */
  YttPendingPlace *pending;      /* (owned) (nullable) */
  gint64           pending_of;   /* whose that is */
  gboolean         has_shown;
  YttShownPlace    shown;

  /* Where commits have put a facility that was not read anew since. */
  gint64           put_of;       /* or 0 */
  YttCell          put;
  guint            in_flight;    /* commits whose answer is awaited */
};

/* (nullable): the selected facility, if it can be edited now */
YttRecord *ytt_placing_get_record   (YttPlacing      *self);
/* Takes the place. */
void       ytt_placing_take_pending (YttPlacing      *self,
                                     YttPendingPlace *pending,
                                     gint64           facility);

G_END_DECLS
