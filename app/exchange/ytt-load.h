#pragma once

#include "ytt-data-set.h"
#include "ytt-loader.h"

G_BEGIN_DECLS

gboolean   ytt_load_data_set       (const YttDataSet  *set,
                                    YttLoader         *loader,
                                    GError           **error);
char      *ytt_load_status_source  (const YttDataSet  *set,
                                    guint              facility,
                                    gboolean          *inferred);
/* The same, with the id of the facility that is shown. */
char      *ytt_load_stop_view      (const YttTable    *stops,
                                    guint              row,
                                    gint64             facility,
                                    GError           **error);
char      *ytt_load_stop_content   (const YttTable    *stops,
                                    guint              row,
                                    GError           **error);

G_END_DECLS
