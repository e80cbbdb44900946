#pragma once

#include <adwaita.h>

#include "ytt-session.h"
#include "ytt-tour.h"

G_BEGIN_DECLS

#define YTT_TYPE_BASIS_LIST (ytt_basis_list_get_type ())

/**
 * YttBasisList:
 *
 * What the stop that is chosen rests on: its claims and announcements with their sources. Where the document can be
 * edited, each is let go of by a button, and others are named in a popover. Where there is nothing to show, it is hidden.
 */
G_DECLARE_FINAL_TYPE (YttBasisList, ytt_basis_list, YTT, BASIS_LIST, AdwPreferencesGroup)

/* (nullable) */
void      ytt_basis_list_set_session  (YttBasisList *self,
                                       YttSession   *session);
/* (nullable) */
void      ytt_basis_list_set_stop     (YttBasisList *self,
                                       YttTourStop  *stop);
gboolean  ytt_basis_list_get_loading  (YttBasisList *self);

G_END_DECLS
