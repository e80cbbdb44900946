#pragma once

#include <adwaita.h>

#include "ytt-session.h"

G_BEGIN_DECLS

#define YTT_TYPE_ORGANISATION_EDITOR (ytt_organisation_editor_get_type ())

/**
 * YttOrganisationEditor:
 *
 * The organisation whose page is open, field by field, to be edited while the session's editor edits.
 */
G_DECLARE_FINAL_TYPE (YttOrganisationEditor, ytt_organisation_editor, YTT, ORGANISATION_EDITOR, AdwBin)

GtkWidget *ytt_organisation_editor_new (YttSession *session);

G_END_DECLS
