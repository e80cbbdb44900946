#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* For toasts that the program takes back itself, or that take the place of another one. */
void ytt_toasts_add     (AdwToastOverlay *overlay,
                         AdwToast        *toast);
void ytt_toasts_dismiss (AdwToastOverlay *overlay,
                         AdwToast        *toast);

G_END_DECLS
