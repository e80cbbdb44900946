#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* To be called once for each overlay, before it has toasts. */
void ytt_toasts_watch   (AdwToastOverlay *overlay);
void ytt_toasts_dismiss (AdwToastOverlay *overlay,
                         AdwToast        *toast);

G_END_DECLS
