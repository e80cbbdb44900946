#include "config.h"

#include "ytt-ask.h"

#include <cpl_error.h>
#include <ogr_api.h>

GPtrArray *
ytt_ask (GDALDatasetH  dataset,
         const char   *sql)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  OGRFeatureH feature;
  OGRLayerH layer;

  CPLErrorReset ();
  layer = GDALDatasetExecuteSQL (dataset, sql, NULL, NULL);
  while (layer != NULL && (feature = OGR_L_GetNextFeature (layer)) != NULL)
    {
      guint n = (guint) OGR_F_GetFieldCount (feature);
      char **row = g_new0 (char *, n + 1);

      for (guint i = 0; i < n; i++)
        row[i] = g_strdup (OGR_F_GetFieldAsString (feature, (int) i));
      g_ptr_array_add (rows, row);
      OGR_F_Destroy (feature);
    }
  if (layer != NULL)
    GDALDatasetReleaseResultSet (dataset, layer);

  return CPLGetLastErrorType () >= CE_Failure ? NULL : g_steal_pointer (&rows);
}
