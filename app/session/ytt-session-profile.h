#pragma once

#include "ytt-profile.h"
#include "ytt-session.h"

G_BEGIN_DECLS

/* The page of an organisation or a country, before the record: from any name that is clicked, back to where one was.
 *
 * "profile-open" is a property of the session, and so is "profile", which is NULL until it has been read. A facility
 * that is selected closes it. */
void          ytt_session_open_organisation   (YttSession *self,
                                               gint64      organisation);
void          ytt_session_open_country        (YttSession *self,
                                               const char *country);
void          ytt_session_close_profile       (YttSession *self);
void          ytt_session_leave_organisation  (YttSession *self,
                                               gint64      organisation);
gboolean      ytt_session_get_profile_open    (YttSession *self);
YttProfile   *ytt_session_get_profile         (YttSession *self);
const GError *ytt_session_get_profile_error   (YttSession *self);

/* The same, of something else: a profile that was opened from a profile goes back to it. */
gboolean      ytt_session_profile_has_before  (YttSession *self);

G_END_DECLS
