#pragma once

#include "ytt-store.h"

G_BEGIN_DECLS

/**
 * YttRestKind:
 * @YTT_REST_FACILITY: a facility: claims on it, its place, or that the source is named for it
 * @YTT_REST_ANNOUNCEMENT: an announcement
 * @YTT_REST_LINK: a supply link
 * @YTT_REST_ORGANISATION: an organisation
 * @YTT_REST_FIGURE: a country's statistic, of one or several years
 *
 * What rests on a source.
 */
typedef enum
{
  YTT_REST_FACILITY,
  YTT_REST_ANNOUNCEMENT,
  YTT_REST_LINK,
  YTT_REST_ORGANISATION,
  YTT_REST_FIGURE,
} YttRestKind;

/**
 * YttRest:
 * @kind: what it is
 * @id: its key; of a supply link, that of the facility it comes from; 0 for a figure
 * @name: what it is called; of a link, what it comes from; of a figure, the country's code
 * @detail: (nullable): attributes of claims that stand, with ";" between them; an announcement's date; what a link leads
 *   to; an organisation's country; a figure's measure
 * @more: (nullable): the material of a link; the years of a figure, "2019" or "2019–2024"
 * @n: how many claims that stand, or figures; else 1
 * @n_withdrawn: how many claims that were withdrawn
 * @place: whether the source tells the facility's place
 * @named: whether it is among the facility's own sources
 *
 * One thing that rests on a source.
 */
typedef struct
{
  YttRestKind  kind;
  gint64       id;
  char        *name;
  char        *detail;
  char        *more;
  guint        n;
  guint        n_withdrawn;
  gboolean     place;
  gboolean     named;
} YttRest;

void        ytt_rest_free               (YttRest              *rest);

/* Finish: (element-type YttRest): by kind, facilities by name, announcements newest first; some thousands at most. */
void        ytt_store_get_rests_async   (YttStore             *self,
                                         gint64                source,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
GPtrArray  *ytt_store_get_rests_finish  (YttStore             *self,
                                         GAsyncResult         *result,
                                         GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttRest, ytt_rest_free)

G_END_DECLS
