#pragma once

#include <adwaita.h>

#include "ytt-import.h"

G_BEGIN_DECLS

#define YTT_TYPE_IMPORT_REVIEW (ytt_import_review_get_type ())

/**
 * YttImportReview:
 *
 * The rows of a foreign file by what would become of them: new, changed, the same, unusable, left out. Of each it can be
 * said which facility it is, or that it is to be left out.
 *
 * Signals:
 *   "decided" (): something was said of a row, which the import knows by then
 */
G_DECLARE_FINAL_TYPE (YttImportReview, ytt_import_review, YTT, IMPORT_REVIEW, GtkBox)

/* Where facilities are looked for */
void ytt_import_review_set_store (YttImportReview *self,
                                  YttStore        *store);
/* An import that has been reviewed; anew: by another mapping, and not only after something was said of a row */
void ytt_import_review_show      (YttImportReview *self,
                                  YttImport       *import,
                                  gboolean         anew);

/* Shows those rows instead of the new ones. */
void ytt_import_review_choose    (YttImportReview  *self,
                                  YttImportVerdict  verdict);

G_END_DECLS
