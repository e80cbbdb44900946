#pragma once

#include <gtk/gtk.h>

#include "ytt-codes.h"

G_BEGIN_DECLS

#define YTT_TYPE_LINK_SAMPLE (ytt_link_sample_get_type ())

/**
 * YttLinkSample:
 *
 * A piece of the line with which the map draws a supply link: its colour is that of the stage that makes the
 * material, its dashes tell the state of the link. It says nothing to a screen reader: the words stand beside it.
 */
G_DECLARE_FINAL_TYPE (YttLinkSample, ytt_link_sample, YTT, LINK_SAMPLE, GtkWidget)

GtkWidget *ytt_link_sample_new (YttStages    maker,
                                YttLinkState state);

G_END_DECLS
