#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * YttFence:
 * @memory: bytes of address space that the process may have
 * @output: bytes that any file may grow to
 * @seconds: of processor time
 *
 * How much a process may use up from when it is fenced in.
 */
typedef struct
{
  guint64 memory;
  guint64 output;
  guint   seconds;
} YttFence;

gboolean ytt_fence_enter (const YttFence  *fence,
                          GError         **error);

G_END_DECLS
