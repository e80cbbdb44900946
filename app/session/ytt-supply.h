#pragma once

#include "ytt-session.h"

G_BEGIN_DECLS

/* Which supply links the map draws. */
typedef enum
{
  YTT_SUPPLY_SELECTION,   /* those of the selected facility */
  YTT_SUPPLY_ALL,         /* those of all facilities of the result */
  YTT_SUPPLY_NONE,
} YttSupplyMode;

GType ytt_supply_mode_get_type (void);
#define YTT_TYPE_SUPPLY_MODE (ytt_supply_mode_get_type ())

/* How many links the map draws at most, and how many steps are traced. */
#define YTT_SUPPLY_MOST_LINKS 1000
#define YTT_SUPPLY_MOST_STEPS 500

#define YTT_TYPE_SUPPLY (ytt_supply_get_type ())

/**
 * YttSupply:
 *
 * The supply links that a session shows: those of its selection or its result, read anew when one of these changes,
 * and the chain that is being traced. A trace stays while another facility is selected, so that one can walk along
 * it; it ends with the selection, and with the document.
 *
 * Properties:
 *   "mode"     YttSupplyMode; rw
 *   "links"    GPtrArray of YttSupplyLink, nullable; r: what the map draws: the chain's links while there is one
 *   "cut"      boolean; r: whether there are more than that
 *   "chain"    YttChain boxed, nullable; r: what was traced
 *   "loading"  boolean; r
 *   "error"    GError boxed, nullable; r: why links or chain could not be read; they stay as they were
 */
G_DECLARE_FINAL_TYPE (YttSupply, ytt_supply, YTT, SUPPLY, GObject)

/* (transfer none): a session has one */
YttSupply     *ytt_session_get_supply  (YttSession        *session);

YttSession    *ytt_supply_get_session  (YttSupply         *self);
YttSupplyMode  ytt_supply_get_mode     (YttSupply         *self);
void           ytt_supply_set_mode     (YttSupply         *self,
                                        YttSupplyMode      mode);
GPtrArray     *ytt_supply_get_links    (YttSupply         *self);
gboolean       ytt_supply_get_cut      (YttSupply         *self);
YttChain      *ytt_supply_get_chain    (YttSupply         *self);
guint          ytt_supply_get_n_undated (YttSupply        *self);
gboolean       ytt_supply_get_loading  (YttSupply         *self);
const GError  *ytt_supply_get_error    (YttSupply         *self);
/* From the selected facility. */
void           ytt_supply_trace        (YttSupply         *self,
                                        YttChainDirection  direction);
void           ytt_supply_end_trace    (YttSupply         *self);

G_END_DECLS
