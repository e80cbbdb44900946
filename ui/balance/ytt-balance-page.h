#pragma once

#include <adwaita.h>

#include "ytt-session.h"

G_BEGIN_DECLS

#define YTT_TYPE_BALANCE_PAGE (ytt_balance_page_get_type ())

/**
 * YttBalancePage:
 *
 * Charts over the session's filter and year.
 *
 * Properties:
 *   "session"  YttSession; construct only
 *   "loading"  boolean; r: whether what it shows is still being worked out
 */
G_DECLARE_FINAL_TYPE (YttBalancePage, ytt_balance_page, YTT, BALANCE_PAGE, AdwBin)

GtkWidget *ytt_balance_page_new (YttSession *session);

G_END_DECLS
