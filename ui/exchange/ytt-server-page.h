#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define YTT_TYPE_SERVER_PAGE (ytt_server_page_get_type ())

/**
 * YttServerPage:
 *
 * Asks where a PostgreSQL database is, and for a password once that is wanted. The address that was used last is filled in;
 * a password is kept nowhere but in its field, until that is gone.
 *
 * Signals:
 *   "changed" (): something was typed
 *   "entered" (): Enter was pressed, and what is typed will do
 */
G_DECLARE_FINAL_TYPE (YttServerPage, ytt_server_page, YTT, SERVER_PAGE, GtkBox)

void         ytt_server_page_set_description (YttServerPage *self,
                                              const char    *description);
/* Whether there is an address and a schema that can be tried */
gboolean     ytt_server_page_get_complete    (YttServerPage *self);
const char  *ytt_server_page_get_address     (YttServerPage *self);
const char  *ytt_server_page_get_schema      (YttServerPage *self);
/* (nullable): to be copied nowhere */
const char  *ytt_server_page_get_password    (YttServerPage *self);
/* Shows why it could not be reached, and a field for the password where that would help; NULL clears that. */
void         ytt_server_page_set_error       (YttServerPage *self,
                                              const GError  *error);
/* For the next time */
void         ytt_server_page_keep            (YttServerPage *self);

G_END_DECLS
