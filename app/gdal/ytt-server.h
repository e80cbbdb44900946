#pragma once

#include <gdal.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/* One connection to a PostgreSQL server, by GDAL's driver. */
typedef struct _YttServer YttServer;

YttServer    *ytt_server_connect     (const char    *address,
                                      const char    *password,
                                      gboolean      *wants_password,
                                      GError       **error);
void          ytt_server_close       (YttServer     *self);
GDALDatasetH  ytt_server_get_dataset (YttServer     *self);
/* A command, whose answer is not looked at */
gboolean      ytt_server_run         (YttServer     *self,
                                      const char    *sql,
                                      GError       **error);
/* (transfer full) (element-type GStrv): the rows that a statement answers with; an empty text for nothing */
GPtrArray    *ytt_server_ask         (YttServer     *self,
                                      const char    *sql,
                                      GError       **error);
/* Before a transaction: numbers are told with all their digits, the server notices when nobody is there any more, and does
 * not wait forever for others. */
gboolean      ytt_server_prepare     (YttServer     *self,
                                      int            version,
                                      GError       **error);
/* Says why GDAL's last call failed, and what can be done. */
void          ytt_server_set_error   (GError       **error);

/* (transfer full): a name or a text as SQL writes them */
char         *ytt_sql_name           (const char    *name);
char         *ytt_sql_text           (const char    *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (YttServer, ytt_server_close)

G_END_DECLS
