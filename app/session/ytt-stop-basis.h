#pragma once

#include "ytt-moment.h"
#include "ytt-store.h"
#include "ytt-tour.h"

G_BEGIN_DECLS

/**
 * YttStopBasis:
 * @claim: the key of a claim, 0 for an announcement
 * @announcement: the key of an announcement, 0 for a claim
 * @about: the facility that the claim is on; "" for an announcement
 * @attribute: (nullable): what the claim is of, a code; %NULL for an announcement
 * @part: (nullable): what part of the facility it is of; %NULL for the whole
 * @value: the claim as a wall says it, as in "2,000 t/yr magnets"; the title of an announcement
 * @publisher: (nullable): who published the source
 * @title: (nullable): of the source
 * @date: (nullable): when it was told, or announced, in ISO 8601
 * @url: (nullable): of the source
 * @contradicted: whether other claims contradict it
 *
 * One thing that a stop of a tour rests on, with its source. All texts belong to it.
 */
typedef struct
{
  gint64    claim;
  gint64    announcement;
  char     *about;
  char     *attribute;
  char     *part;
  char     *value;
  char     *publisher;
  char     *title;
  char     *date;
  char     *url;
  gboolean  contradicted;
} YttStopBasis;

void        ytt_stop_basis_free        (YttStopBasis         *self);

/* Finish: (element-type YttStopBasis), the claims first, each in the stop's order. What is gone is left out. */
void        ytt_stop_basis_read_async  (YttStore             *store,
                                        YttTourStop          *stop,
                                        YttMoment             moment,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
/* What it may rest on; the same finish. */
void        ytt_stop_basis_read_choices_async (YttStore            *store,
                                        YttTourStop          *stop,
                                        gint64                facility,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
GPtrArray  *ytt_stop_basis_read_finish (YttStore             *store,
                                        GAsyncResult         *result,
                                        GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttStopBasis, ytt_stop_basis_free)

G_END_DECLS
