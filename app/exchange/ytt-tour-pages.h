#pragma once

#include "ytt-basemap.h"
#include "ytt-key-figures.h"
#include "ytt-map-picture.h"
#include "ytt-store.h"
#include "ytt-tour.h"
#include "ytt-view.h"

G_BEGIN_DECLS

/**
 * YttTourProof:
 * @claim: the key of the claim, 0 for an announcement
 * @text: what is claimed, in words, or the announcement's title
 * @day: of an announcement, see ytt_period_parse(); 0 for a claim
 * @about: what it is about, as in "Strange Lake: resource, indicated", or the announcement's date
 * @sources: (element-type YttSource): who says so; they belong to it
 *
 * One thing that a stop rests on.
 */
typedef struct
{
  gint64     claim;
  guint32    day;
  char      *text;
  char      *about;
  GPtrArray *sources;
} YttTourProof;

/**
 * YttTourPage:
 * @stop: the stop
 * @view: (nullable): what it shows; %NULL for a slide, and where it cannot be read
 * @record: (nullable): the facility whose card is shown; %NULL where there is none, or it was deleted
 * @missing: whether that facility was deleted
 * @line: (nullable): whose it is and where it is, in words
 * @figures: (element-type YttKeyFigure): those of the card
 * @proofs: (element-type YttTourProof): what the figures and the stop's words rest on, each once
 * @picture: (nullable): the map, for a view, where there is a basemap to draw it with
 *
 * A stop with all that is told at it.
 */
typedef struct
{
  YttTourStop *stop;
  YttView     *view;
  YttRecord   *record;
  gboolean     missing;
  char        *line;
  GPtrArray   *figures;
  GPtrArray   *proofs;
  YttMapPicture *picture;
} YttTourPage;

/**
 * YttTourPages:
 * @tour: the tour
 * @document: what the document is called
 * @date: when it was last changed, in ISO 8601; (nullable)
 * @pages: (element-type YttTourPage): its stops
 *
 * A tour with all that is told in it, to be written into a file in any thread: it never changes once it was read.
 */
typedef struct
{
  YttTour   *tour;
  char      *document;
  char      *date;
  GPtrArray *pages;
} YttTourPages;

void           ytt_tour_pages_load_async  (YttStore             *store,
                                           YttTour              *tour,
                                           YttBasemap           *basemap,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
YttTourPages  *ytt_tour_pages_load_finish (YttStore             *store,
                                           GAsyncResult         *result,
                                           GError              **error);
void           ytt_tour_pages_free        (YttTourPages         *self);

/* (transfer full): who published a source, its title and its date */
char          *ytt_tour_pages_format_source (const YttSource    *source);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttTourPages, ytt_tour_pages_free)

G_END_DECLS
