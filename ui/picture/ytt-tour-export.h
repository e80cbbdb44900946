#pragma once

#include <adwaita.h>

#include "ytt-session.h"

G_BEGIN_DECLS

#define YTT_TYPE_TOUR_EXPORT (ytt_tour_export_get_type ())

/**
 * YttTourExport:
 *
 * A window that asks which tour is to be written to a file, and as what, and writes it.
 *
 * Signals:
 *   "exported"  (GFile file): the tour was written; the window closes
 */
G_DECLARE_FINAL_TYPE (YttTourExport, ytt_tour_export, YTT, TOUR_EXPORT, AdwWindow)

GtkWidget *ytt_tour_export_new  (YttSession    *session,
                                 gint64         tour);
/* Writes what is chosen to a file, as if that had been chosen. */
void       ytt_tour_export_save (YttTourExport *self,
                                 GFile         *file);

G_END_DECLS
