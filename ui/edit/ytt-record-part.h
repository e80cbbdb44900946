#pragma once

#include <gtk/gtk.h>

#include "ytt-row.h"
#include "ytt-session.h"

G_BEGIN_DECLS

#define YTT_TYPE_RECORD_PART (ytt_record_part_get_type ())

/**
 * YttRecordPart:
 *
 * A part of the record editor that is built elsewhere, such as the one for the place: a widget, most often an
 * AdwPreferencesGroup, which stands among the other groups. ytt_record_editor_init() names them all.
 */
G_DECLARE_INTERFACE (YttRecordPart, ytt_record_part, YTT, RECORD_PART, GtkWidget)

/**
 * YttRecordPartInterface:
 * @set_record: shows a facility. Called when another one is edited, and each time the document changed. The rows are as
 *   they stand in the document: of "facility" itself, and of facility_name, _stage, _element, _product and
 *   _organisation. What else is needed is read with ytt_store_read_rows_async()
 */
struct _YttRecordPartInterface
{
  GTypeInterface parent_iface;

  void (* set_record) (YttRecordPart *self,
                       YttSession    *session,
                       YttRecord     *record,
                       GPtrArray     *rows);
};

void    ytt_record_part_set_record (YttRecordPart *self,
                                    YttSession    *session,
                                    YttRecord     *record,
                                    GPtrArray     *rows);

/* (transfer none) (nullable): the row with a key, or the first one of a table where the key is 0 */
YttRow *ytt_rows_find              (GPtrArray     *rows,
                                    const char    *table,
                                    gint64         id);

G_END_DECLS
