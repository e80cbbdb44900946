#pragma once

#include <gio/gio.h>

#include "ytt-import.h"
#include "ytt-store.h"
#include "ytt-view.h"

G_BEGIN_DECLS

/* What a command ends with, as tools of Unix do. */
#define YTT_CLI_DONE   0
#define YTT_CLI_FAILED 1
#define YTT_CLI_USAGE  2

/**
 * YttCommand:
 * @name: what it is called by
 * @arguments: what follows its name, for the help: "OUT"
 * @summary: what it does, in a few words; to be translated
 * @run: does it, and says with what it ends; @argv begins with the command's name, as a program's does with its own
 *
 * A command of ytterby-cli. To add one, write its function and a line in the table of ytt-cli.c.
 */
typedef struct _YttCommand YttCommand;

struct _YttCommand
{
  const char *name;
  const char *arguments;
  const char *summary;
  int       (*run) (const YttCommand *command,
                    int               argc,
                    char            **argv);
};

int   ytt_cli_build                (const YttCommand *command,
                                    int               argc,
                                    char            **argv);
int   ytt_cli_check                (const YttCommand *command,
                                    int               argc,
                                    char            **argv);
int   ytt_cli_claims               (const YttCommand *command,
                                    int               argc,
                                    char            **argv);
int   ytt_cli_export               (const YttCommand *command,
                                    int               argc,
                                    char            **argv);
int   ytt_cli_figures              (const YttCommand *command,
                                    int               argc,
                                    char            **argv);
int   ytt_cli_history              (const YttCommand *command,
                                    int               argc,
                                    char            **argv);
int   ytt_cli_import               (const YttCommand *command,
                                    int               argc,
                                    char            **argv);
int   ytt_cli_list                 (const YttCommand *command,
                                    int               argc,
                                    char            **argv);
int   ytt_cli_merge                (const YttCommand *command,
                                    int               argc,
                                    char            **argv);
int   ytt_cli_picture              (const YttCommand *command,
                                    int               argc,
                                    char            **argv);
int   ytt_cli_publish              (const YttCommand *command,
                                    int               argc,
                                    char            **argv);
int   ytt_cli_send                 (const YttCommand *command,
                                    int               argc,
                                    char            **argv);
int   ytt_cli_show                 (const YttCommand *command,
                                    int               argc,
                                    char            **argv);
int   ytt_cli_undo                 (const YttCommand *command,
                                    int               argc,
                                    char            **argv);
int   ytt_cli_update               (const YttCommand *command,
                                    int               argc,
                                    char            **argv);

/* Each prints "ytterby-cli picture: ..." and returns what the command ends with. */
int   ytt_cli_refuse               (const YttCommand *command,
                                    const char       *format,
                                    ...) G_GNUC_PRINTF (2, 3);
int   ytt_cli_fail                 (const YttCommand *command,
                                    const GError     *error);

/* Text for standard output, as it is; where it cannot be written, the program ends. */
void  ytt_cli_print                (const char       *text);
void  ytt_cli_append_json_text     (GString          *out,
                                    const char       *text);

YttFacts *ytt_cli_get_facts        (YttStore         *store,
                                    GError          **error);
gboolean ytt_cli_review            (YttImport        *import,
                                    GError          **error);
void  ytt_cli_print_review         (YttImport        *import,
                                    gboolean          columns);
/* (transfer full) (nullable): asked for on the terminal, without showing it; to be wiped. NULL where nobody can be asked, or
 * nothing is said. */
char *ytt_cli_ask_password         (void);

/* (transfer full): for the options of a command, which has --document besides */
GOptionContext *ytt_cli_create_context (const YttCommand   *command,
                                        const GOptionEntry *entries);

/* Calls back into the main context until an answer is there. */
typedef struct
{
  GAsyncResult *result;   /* (owned) (nullable) */
} YttCliWait;

void          ytt_cli_wait_cb      (GObject          *object,
                                    GAsyncResult     *result,
                                    gpointer          user_data);
GAsyncResult *ytt_cli_wait         (YttCliWait       *wait);

/* (transfer full) (nullable): where that of the user is, else the shipped one */
char         *ytt_cli_find_document (GError         **error);
/* (transfer full) (nullable): a document to read; without a path that of the user, else the shipped one */
YttStore     *ytt_cli_open         (const char       *path,
                                    GError          **error);
/* The same to change it; the shipped one is copied first. */
YttStore     *ytt_cli_open_to_write (const char      *path,
                                    GError          **error);

/**
 * YttCliChoice:
 *
 * The options by which commands choose what of a document they are about, as they were given.
 */
typedef struct
{
  char   *view;
  char   *tour;
  int     stop;
  char   *select;
  char   *at;
  char   *search;
  char  **filters;
  int     year;
  char   *told;
  char   *links;
} YttCliChoice;

void          ytt_cli_choice_clear (YttCliChoice     *choice);
/* Whether all that needs no document can be read; prints what cannot. */
gboolean      ytt_cli_choice_check (const YttCliChoice *choice,
                                    const YttCommand *command);
/* (transfer full) (nullable): what was chosen. title: (out) (transfer full) (nullable): that of the tour's stop.
 * placed: (out): whether it has a viewport */
YttView      *ytt_cli_choice_get_view (const YttCliChoice *choice,
                                       YttStore      *store,
                                       char         **title,
                                       gboolean      *placed,
                                       GError       **error);

/* ids: (out) (transfer full) (nullable): the facilities that were chosen; NULL for all */
gboolean      ytt_cli_choice_find  (const YttCliChoice  *choice,
                                    YttStore            *store,
                                    const YttView       *view,
                                    GArray             **ids,
                                    GError             **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (YttCliChoice, ytt_cli_choice_clear)

G_END_DECLS
