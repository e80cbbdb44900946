#pragma once

#include <adwaita.h>

#include "ytt-supply.h"

G_BEGIN_DECLS

#define YTT_TYPE_CHAIN_SECTION (ytt_chain_section_get_type ())

/**
 * YttChainSection:
 *
 * The part of the detail pane that traces supply over several steps, and lists the chain: who supplies whom with what,
 * where circles close and ways end, and what is missing.
 */
G_DECLARE_FINAL_TYPE (YttChainSection, ytt_chain_section, YTT, CHAIN_SECTION, AdwBin)

void ytt_chain_section_set_supply (YttChainSection *self,
                                   YttSupply       *supply);
void ytt_chain_section_set_record (YttChainSection *self,
                                   YttRecord       *record);

G_END_DECLS
