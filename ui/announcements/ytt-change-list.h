#pragma once

#include <adwaita.h>

#include "ytt-query-changes.h"

G_BEGIN_DECLS

#define YTT_TYPE_CHANGE_LIST (ytt_change_list_get_type ())

/**
 * YttChangeList:
 *
 * What happened to facilities since a day, one row each; a row leads to its facility by the action
 * "announcement.facility".
 */
G_DECLARE_FINAL_TYPE (YttChangeList, ytt_change_list, YTT, CHANGE_LIST, AdwBin)

typedef enum
{
  YTT_CHANGES_OPENED,
  YTT_CHANGES_SLIPPED,
  YTT_CHANGES_CONTRADICTED,
} YttChangesKind;

GtkWidget *ytt_change_list_new  (void);
void       ytt_change_list_show (YttChangeList    *self,
                                 YttChangesKind    kind,
                                 const YttNews *changes);

G_END_DECLS
