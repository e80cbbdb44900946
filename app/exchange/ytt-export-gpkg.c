/* Facilities, and all that they rest on, as a document of their own. */

#include "config.h"

#include "ytt-export-private.h"

#include "ytt-store-part.h"

/*< private >
 * ytt_export_write_gpkg:
 * @self: an export
 * @error: return location for an error
 *
 * Writes the document, or the part of it that these facilities rest on, see ytt_store_write_part_async().
 *
 * Returns: whether all was written
 */
gboolean
ytt_export_write_gpkg (YttExport  *self,
                       GError    **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  YttExportWait wait = { NULL };

  ytt_store_write_part_async (self->store, self->all ? NULL : self->ids, self->path, self->cancellable, ytt_export_wait_cb,
                              &wait);
  result = ytt_export_wait (&wait);

  return ytt_store_write_part_finish (self->store, result, error) && ytt_export_tell (self, 1, error);
}
