#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The program that links GDAL, ytterby-exchange, run once. */

#define YTT_EXCHANGE_ERROR (ytt_exchange_error_quark ())

/**
 * YttExchangeError:
 * @YTT_EXCHANGE_ERROR_MISSING: the program is not installed
 * @YTT_EXCHANGE_ERROR_TOLD: it said itself why it failed: the message is its own
 * @YTT_EXCHANGE_ERROR_PASSWORD: the same, and a password, or another one, would help
 * @YTT_EXCHANGE_ERROR_HANGS: it said nothing for too long and was ended
 * @YTT_EXCHANGE_ERROR_BROKE: the system ended it, for what it used up or a fault in it
 * @YTT_EXCHANGE_ERROR_ENDED: it ended without a word
 */
typedef enum
{
  YTT_EXCHANGE_ERROR_MISSING,
  YTT_EXCHANGE_ERROR_TOLD,
  YTT_EXCHANGE_ERROR_PASSWORD,
  YTT_EXCHANGE_ERROR_HANGS,
  YTT_EXCHANGE_ERROR_BROKE,
  YTT_EXCHANGE_ERROR_ENDED,
} YttExchangeError;

GQuark   ytt_exchange_error_quark (void);

/* Called in the thread that asked, now and then: how much is done, 0 to 1. */
typedef void (*YttExchangeProgress) (double   fraction,
                                     gpointer user_data);

void     ytt_exchange_run_async   (const char * const   *arguments,
                                   GBytes               *input,
                                   guint                 patience,
                                   YttExchangeProgress   progress,
                                   gpointer              progress_data,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
gboolean ytt_exchange_run_finish  (GAsyncResult         *result,
                                   char                **told,
                                   GError              **error);

G_END_DECLS
