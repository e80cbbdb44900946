#pragma once

#include <gtk/gtk.h>

#include "ytt-record.h"

G_BEGIN_DECLS

char    *ytt_markup_claim            (const YttClaim *claim);
void     ytt_markup_append_link      (GString        *markup,
                                      const char     *text,
                                      const char     *uri);
gboolean ytt_markup_activate_link_cb (GtkLabel       *label,
                                      const char     *uri,
                                      gpointer        user_data);

G_END_DECLS
