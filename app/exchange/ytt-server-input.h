#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full): an address and a password, or none, as ytterby-exchange reads them; wiped when it is freed */
GBytes *ytt_server_input_new (const char *address,
                              const char *password);

G_END_DECLS
