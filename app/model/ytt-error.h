#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define YTT_ERROR (ytt_error_quark ())

/**
 * YttError:
 * @YTT_ERROR_STORE: SQLite refused; its text is in the message
 * @YTT_ERROR_TOO_NEW: the document was written by a later Ytterby
 * @YTT_ERROR_NOT_OURS: a database, but not one of Ytterby's documents
 * @YTT_ERROR_DAMAGED: the document is damaged or was altered in a way that it cannot be read
 * @YTT_ERROR_NOT_FOUND: there is no such file or record
 * @YTT_ERROR_PERMISSION: the file or its folder cannot be read (or written, where that was asked)
 * @YTT_ERROR_BUSY: another program holds the document
 * @YTT_ERROR_SPACE: the disk is full
 * @YTT_ERROR_CHANGED: somebody else changed the record meanwhile; nothing was done
 * @YTT_ERROR_RESTS: later entries of the history rest on the one to take back; the message names them, nothing was done
 * @YTT_ERROR_INVALID: a change that the document does not allow, such as a claim without a source; nothing was done
 * @YTT_ERROR_SYNTAX: text that is not valid; the message gives file, line and column
 *
 * Causes that the interface can act upon.
 */
typedef enum
{
  YTT_ERROR_STORE,
  YTT_ERROR_TOO_NEW,
  YTT_ERROR_NOT_OURS,
  YTT_ERROR_DAMAGED,
  YTT_ERROR_NOT_FOUND,
  YTT_ERROR_PERMISSION,
  YTT_ERROR_BUSY,
  YTT_ERROR_SPACE,
  YTT_ERROR_SYNTAX,
  YTT_ERROR_CHANGED,
  YTT_ERROR_RESTS,
  YTT_ERROR_INVALID,
} YttError;

GQuark ytt_error_quark (void);

G_END_DECLS
