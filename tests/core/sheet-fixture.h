#pragma once

#include "query-fixture.h"
#include "ytt-sheet-load.h"

G_BEGIN_DECLS

/* Sheets over a document, and what other programs find in the files that they make. */
typedef struct
{
  Fixture     query;
  YttSession *session;
} SheetFixture;

void             sheet_fixture_set_up    (SheetFixture     *f,
                                          gconstpointer     data);
void             sheet_fixture_tear_down (SheetFixture     *f,
                                          gconstpointer     data);

/* Answers are waited for; the error is the caller's. */
YttSheetContent *sheet_load              (SheetFixture     *f,
                                          YttSheetRequest  *request,
                                          GError          **error);
YttSheet        *sheet_make              (SheetFixture     *f,
                                          YttSheetRequest  *request,
                                          const YttPaper   *paper,
                                          gboolean          with_notes);
/* A request for the fact sheet of a facility. */
YttSheetRequest *sheet_ask_for_facility  (SheetFixture     *f,
                                          gint64            facility);
YttTour         *sheet_find_tour         (SheetFixture     *f,
                                          const char       *title);

/* What a program of poppler's says of the file that the sheet makes. */
char            *sheet_run               (YttSheet         *sheet,
                                          const char       *program,
                                          const char       *option);
/* The text of the file without any blanks and hyphens at the ends of lines, to look for words that lines may part. */
char            *sheet_squeeze           (const char       *text);
void             sheet_assert_has        (const char       *squeezed,
                                          const char       *words);

G_END_DECLS
