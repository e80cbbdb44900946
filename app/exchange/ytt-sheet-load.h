#pragma once

#include "ytt-basemap.h"
#include "ytt-map-backdrop.h"
#include "ytt-session.h"
#include "ytt-sheet.h"
#include "ytt-tour.h"
#include "ytt-view.h"

G_BEGIN_DECLS

/* What can be printed. */
typedef enum
{
  YTT_PRINT_MAP,        /* the map as the window shows it */
  YTT_PRINT_FACILITY,   /* the fact sheet of a facility */
  YTT_PRINT_LIST,       /* what search and filter leave, as a table */
  YTT_PRINT_TOUR,       /* a tour as a handout */
} YttPrintSubject;

/**
 * YttSheetRequest:
 * @subject: what is printed
 * @view: what the window shows
 * @facility: the facility of a fact sheet
 * @tour: (nullable): the tour of a handout
 * @ids: (nullable) (element-type gint64): the facilities of a table, in their order
 * @landscape: whether the paper will lie on its side: a map then shows, and has sources for, another part of the world
 * @result: (nullable): how these were found, in words
 * @author: (nullable): who prints
 * @basemap: (nullable): what lies below maps
 * @backdrop: (nullable): what lies over that on the map of the window
 * @made: when, in seconds since 1970
 *
 * What is wanted on paper. Plain data.
 */
typedef struct
{
  YttPrintSubject  subject;
  YttView         *view;
  gint64           facility;
  YttTour         *tour;
  GArray          *ids;
  gboolean         landscape;
  char            *result;
  char            *author;
  YttBasemap      *basemap;
  YttMapBackdrop  *backdrop;
  gint64           made;
} YttSheetRequest;

YttSheetRequest *ytt_sheet_request_new_for_session (YttSession            *session,
                                                    YttPrintSubject        subject,
                                                    YttTour               *tour,
                                                    YttBasemap            *basemap);
YttSheetRequest *ytt_sheet_request_copy            (const YttSheetRequest *self);
void             ytt_sheet_request_free            (YttSheetRequest       *self);

#define YTT_TYPE_SHEET_CONTENT (ytt_sheet_content_get_type ())

/**
 * YttSheetContent:
 *
 * All that a sheet says, read from a document, to be laid out on any paper in any thread. Immutable, shared by
 * reference.
 */
typedef struct _YttSheetContent YttSheetContent;

GType            ytt_sheet_content_get_type        (void);
YttSheetContent *ytt_sheet_content_ref             (YttSheetContent       *self);
void             ytt_sheet_content_unref           (YttSheetContent       *self);
const char      *ytt_sheet_content_get_title       (YttSheetContent       *self);
YttSheet        *ytt_sheet_content_lay_out         (YttSheetContent       *self,
                                                    const YttPaper        *paper,
                                                    gboolean               with_notes);
void             ytt_sheet_content_lay_out_async   (YttSheetContent       *self,
                                                    const YttPaper        *paper,
                                                    gboolean               with_notes,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
YttSheet        *ytt_sheet_content_lay_out_finish  (GAsyncResult          *result,
                                                    GError               **error);

void             ytt_sheet_load_async              (YttStore              *store,
                                                    const YttSheetRequest *request,
                                                    GCancellable          *cancellable,
                                                    GAsyncReadyCallback    callback,
                                                    gpointer               user_data);
YttSheetContent *ytt_sheet_load_finish             (YttStore              *store,
                                                    GAsyncResult          *result,
                                                    GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttSheetRequest, ytt_sheet_request_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttSheetContent, ytt_sheet_content_unref)

G_END_DECLS
