#pragma once

#include "ytt-organisation-field.h"
#include "ytt-record.h"

G_BEGIN_DECLS

#define YTT_TYPE_COMPANY_LIST (ytt_company_list_get_type ())

/**
 * YttCompanyList:
 *
 * The organisations that have one role at a facility: those that operate it, or those that own it with their shares.
 */
G_DECLARE_FINAL_TYPE (YttCompanyList, ytt_company_list, YTT, COMPANY_LIST, AdwPreferencesGroup)

GtkWidget    *ytt_company_list_new         (const char     *title,
                                            const char     *role,
                                            const char     *row_title,
                                            const char     *add_title,
                                            gboolean        has_shares);
void          ytt_company_list_set_record  (YttCompanyList *self,
                                            YttEditor      *editor,
                                            YttRecord      *record,
                                            GPtrArray      *rows);
YttTextField *ytt_company_list_get_adder   (YttCompanyList *self);

G_END_DECLS
