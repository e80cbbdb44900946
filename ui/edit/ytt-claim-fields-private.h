#pragma once

#include "ytt-claim-fields.h"

G_BEGIN_DECLS

struct _YttClaimFields
{
  GObject          parent_instance;

  YttEditor       *editor;         /* (owned) (nullable) */
  YttRecord       *record;         /* (owned) (nullable) */
  YttClaimBook    *book;           /* (owned) (nullable) */
  gint64           claim;          /* 0 for a new one */
  char            *attribute;      /* (owned) */
  gboolean         adds;

  GPtrArray       *fields;         /* (owned) (element-type YttField) in order */
  YttField        *value;          /* a text */
  YttField        *status;         /* (nullable): a choice, for a status */
  YttField        *source;
  YttField        *title;          /* (nullable): these four of a new source, for a new claim */
  YttField        *publisher;      /* (nullable) */
  YttField        *published;      /* (nullable) */
  YttField        *address;        /* (nullable) */
  YttField        *as_of;
  YttField        *part;
  YttField        *scope;
  YttField        *qualifier;
  YttField        *tense;
  YttField        *inferred;       /* (nullable): of a status */
  YttField        *note;

  char            *detailed;       /* (owned) (nullable): what the fields of the new source were filled from */
  char            *dated;          /* (owned) (nullable): the date that came from the source */
  char            *noted;          /* (owned) (nullable): the note that came from the value */
  char            *chosen_text;    /* (owned) (nullable): what may mean several things, */
  YttFieldReading *chosen;         /* (owned) (nullable): and the one of them that was chosen */
  gboolean         filling;
};

/* ytt-claim-fields-reading.c */
gboolean  ytt_field_is_empty               (YttField       *field);
gboolean  ytt_claim_fields_is_status       (YttClaimFields *self);
/* (nullable): as the claim stands in the document */
YttRow   *ytt_claim_fields_get_row         (YttClaimFields *self);
/* (transfer full): with what is being typed, as a row of its table */
YttRow   *ytt_claim_fields_make_row        (YttClaimFields *self);
/* Says under the value what it means and what it contradicts. */
void      ytt_claim_fields_update_note     (YttClaimFields *self);
void      ytt_claim_fields_bind_reading    (YttClaimFields *self);

/* ytt-claim-fields-new.c */
void      ytt_claim_fields_take_chosen     (YttClaimFields *self);
void      ytt_claim_fields_update_details  (YttClaimFields *self);

G_END_DECLS
