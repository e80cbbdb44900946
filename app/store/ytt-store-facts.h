#pragma once

#include "ytt-store.h"

G_BEGIN_DECLS

#define YTT_TYPE_FACTS (ytt_facts_get_type ())

/**
 * YttFacts:
 *
 * What a document knows of its facilities, as far as it has to be compared with many rows of another file: whether a fact
 * is there already, and which facility has a key or a name. Facts are kept as 64 bits of their hash, so that those of a
 * million facilities take some tens of megabytes; that two of ten million have the same is as likely as one in 300,000.
 *
 * Immutable, shared by reference, for any thread.
 */
typedef struct _YttFacts YttFacts;

/**
 * YttFactsFacility:
 * @id: its key
 * @country: ISO 3166-1 alpha-2, "" where unknown
 * @longitude: degrees, NAN where the place is unknown
 * @latitude: degrees
 *
 * What a facility is told from others of its name by.
 */
typedef struct
{
  gint64  id;
  char    country[4];
  double  longitude;
  double  latitude;
} YttFactsFacility;

GType       ytt_facts_get_type         (void);
YttFacts   *ytt_facts_ref              (YttFacts             *self);
void        ytt_facts_unref            (YttFacts             *self);

/* Finish: (transfer full): as they are at one moment. */
void        ytt_store_get_facts_async  (YttStore             *self,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
YttFacts   *ytt_store_get_facts_finish (YttStore             *self,
                                        GAsyncResult         *result,
                                        GError              **error);

/* 0 if there is none */
gint64      ytt_facts_find_slug        (YttFacts             *self,
                                        const char           *slug);
/* Adds the keys of those that are called so, whatever its case and marks. */
void        ytt_facts_find_name        (YttFacts             *self,
                                        const char           *name,
                                        GArray               *keys);
/* 0 if there is none */
gint64      ytt_facts_find_organisation (YttFacts            *self,
                                        const char           *name);
/* 0 if there is none of that title and address; @address may be NULL */
gint64      ytt_facts_find_source      (YttFacts             *self,
                                        const char           *title,
                                        const char           *address);
gboolean    ytt_facts_get_facility     (YttFacts             *self,
                                        gint64                id,
                                        YttFactsFacility     *facility);
/* Whether the facility has just that: a column's name with its text, or a table's name with what a row of it holds. What is
 * not there counts as "". */
gboolean    ytt_facts_has              (YttFacts             *self,
                                        gint64                facility,
                                        const char           *kind,
                                        const char * const   *parts);
/* The same for a place, to a ten-millionth of a degree. */
gboolean    ytt_facts_has_place        (YttFacts             *self,
                                        gint64                facility,
                                        double                longitude,
                                        double                latitude);
guint       ytt_facts_get_n_facilities (YttFacts             *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttFacts, ytt_facts_unref)

G_END_DECLS
