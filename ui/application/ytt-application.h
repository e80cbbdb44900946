#pragma once

#include <adwaita.h>

#include "ytt-settings.h"

G_BEGIN_DECLS

#define YTT_TYPE_APPLICATION (ytt_application_get_type ())

/**
 * YttApplication:
 *
 * The program: it opens documents, a window each, and owns what windows have in common.
 */
G_DECLARE_FINAL_TYPE (YttApplication, ytt_application, YTT, APPLICATION, AdwApplication)

typedef struct _YttWindow YttWindow;

YttApplication *ytt_application_new             (void);
YttSettings    *ytt_application_get_settings    (YttApplication *self);
int             ytt_application_get_exit_status (YttApplication *self);
YttWindow      *ytt_application_open_file       (YttApplication *self,
                                                 GFile          *file,
                                                 YttWindow      *window);
void            ytt_application_keep_state      (YttApplication *self,
                                                 YttWindow      *window);

G_END_DECLS
