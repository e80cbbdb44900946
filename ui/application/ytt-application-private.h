#pragma once

#include "ytt-application.h"
#include "ytt-moment.h"

G_BEGIN_DECLS

/* ytt-options.c */
void  ytt_application_add_options    (YttApplication  *self);
int   ytt_application_check_options  (YttApplication  *self,
                                      GVariantDict    *options);
int   ytt_application_check_surroundings (void);
gboolean ytt_parse_size              (const char      *text,
                                      int             *width,
                                      int             *height);
gboolean ytt_parse_moment            (GVariantDict    *options,
                                      YttMoment       *moment);

G_END_DECLS
