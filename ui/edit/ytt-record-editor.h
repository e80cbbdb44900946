#pragma once

#include <adwaita.h>

#include "ytt-session.h"

G_BEGIN_DECLS

#define YTT_TYPE_RECORD_EDITOR (ytt_record_editor_get_type ())

/**
 * YttRecordEditor:
 *
 * The selected facility, field by field, to be edited. Each field is saved when it is left; there is nothing to confirm.
 *
 * What stands in it is told by the document: after each change, also one by another program, all fields are shown anew,
 * but for what is being typed.
 */
G_DECLARE_FINAL_TYPE (YttRecordEditor, ytt_record_editor, YTT, RECORD_EDITOR, AdwBin)

GtkWidget *ytt_record_editor_new (YttSession *session);

G_END_DECLS
