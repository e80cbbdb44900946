#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * YttFence:
 * @memory: bytes of address space that the process may have
 * @output: bytes that any file may grow to
 * @seconds: of processor time
 * @talks: whether it may send and receive on the connections that it has
 *
 * How much a process may use up from when it is fenced in.
 */
typedef struct
{
  guint64  memory;
  guint64  output;
  guint    seconds;
  gboolean talks;
} YttFence;

gboolean ytt_fence_limit   (const YttFence  *fence,
                            GError         **error);
gboolean ytt_fence_enter   (const YttFence  *fence,
                            GError         **error);
gboolean ytt_fence_is_full (void);

G_END_DECLS
