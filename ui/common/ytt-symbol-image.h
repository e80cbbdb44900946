#pragma once

#include <gtk/gtk.h>

#include "ytt-codes.h"

G_BEGIN_DECLS

#define YTT_TYPE_SYMBOL_IMAGE (ytt_symbol_image_get_type ())

/**
 * YttSymbolImage:
 *
 * The symbol of a facility, as lists show it: one stage large, several small. Light and dark follow the
 * system's style. It says nothing to a screen reader: the words stand beside it.
 *
 * Properties, all rw: "stages" (uint, YttStages), "status" (uint, YttStatus), "pixel-size" (int, 32 by default:
 * the side of the box, in which one symbol takes 23).
 */
G_DECLARE_FINAL_TYPE (YttSymbolImage, ytt_symbol_image, YTT, SYMBOL_IMAGE, GtkWidget)

GtkWidget *ytt_symbol_image_new            (YttStages       stages,
                                            YttStatus       status,
                                            int             pixel_size);
void       ytt_symbol_image_set_stages     (YttSymbolImage *self,
                                            YttStages       stages);
void       ytt_symbol_image_set_status     (YttSymbolImage *self,
                                            YttStatus       status);
void       ytt_symbol_image_set_pixel_size (YttSymbolImage *self,
                                            int             pixel_size);

G_END_DECLS
