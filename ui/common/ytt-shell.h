#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * YttShellMode:
 * @YTT_SHELL_WIDE: list, map and detail stand side by side
 * @YTT_SHELL_MEDIUM: the list folds over the map
 * @YTT_SHELL_NARROW: one of the three at a time
 *
 * What the width of the window allows.
 */
typedef enum
{
  YTT_SHELL_WIDE,
  YTT_SHELL_MEDIUM,
  YTT_SHELL_NARROW,
} YttShellMode;

GType         ytt_shell_mode_get_type  (void);
#define YTT_TYPE_SHELL_MODE (ytt_shell_mode_get_type ())

#define YTT_TYPE_SHELL (ytt_shell_get_type ())

G_DECLARE_FINAL_TYPE (YttShell, ytt_shell, YTT, SHELL, GtkWidget)

YttShellMode  ytt_shell_get_mode        (YttShell *self);
YttShellMode  ytt_shell_get_mode_at     (YttShell *self,
                                         int       width);
gboolean      ytt_shell_get_sliding     (YttShell *self);
gboolean      ytt_shell_get_show_list   (YttShell *self);
void          ytt_shell_set_show_list   (YttShell *self,
                                         gboolean  show_list);
gboolean      ytt_shell_get_show_detail (YttShell *self);
void          ytt_shell_set_show_detail (YttShell *self,
                                         gboolean  show_detail);

G_END_DECLS
