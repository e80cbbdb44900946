#include "config.h"

#include "ytt-cli.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "ytt-csv-writer.h"
#include "ytt-format.h"

/* So many rows are asked for at once. */
#define CHUNK 20000

/* Cells of the table for people are cut there. */
#define MOST_CELL_WIDTH 40

typedef enum
{
  FORMAT_TABLE,
  FORMAT_CSV,
  FORMAT_JSON,
} Format;

typedef struct
{
  YttCliChoice  choice;
  char         *document;
  char         *format_name;
  Format        format;
  char        **rest;
} Options;

/* The columns, as CSV and JSON name them. */
enum
{
  COLUMN_KEY,
  COLUMN_NAME,
  COLUMN_STATUS,
  COLUMN_STAGES,
  COLUMN_COUNTRY,
  COLUMN_LOCALITY,
  COLUMN_OPERATOR,
  COLUMN_CAPACITY,
  COLUMN_LATITUDE,
  COLUMN_LONGITUDE,
  N_COLUMNS
};

static const char * const column_names[N_COLUMNS] = {
  "facility", "name", "status", "stages", "country", "locality", "operator", "capacity", "latitude", "longitude"
};

/* Those that the table for people has. */
static const guint8 table_columns[] = {
  COLUMN_NAME, COLUMN_STATUS, COLUMN_STAGES, COLUMN_COUNTRY, COLUMN_OPERATOR, COLUMN_CAPACITY
};

static void
options_clear (Options *options)
{
  ytt_cli_choice_clear (&options->choice);
  g_free (options->document);
  g_free (options->format_name);
  g_strfreev (options->rest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse (Options          *options,
       const YttCommand *command,
       int               argc,
       char            **argv,
       GError          **error)
{
  YttCliChoice *choice = &options->choice;
  const GOptionEntry entries[] = {
    { "document", 'd', 0, G_OPTION_ARG_FILENAME, &options->document, N_("The document, instead of yours"), N_("FILE") },
    { "view", 0, 0, G_OPTION_ARG_STRING, &choice->view, N_("What a saved view of the document shows"), N_("NAME") },
    { "search", 0, 0, G_OPTION_ARG_STRING, &choice->search, N_("What a search finds"), N_("TEXT") },
    { "filter", 0, 0, G_OPTION_ARG_STRING_ARRAY, &choice->filters,
      N_("What has a value, as in stage=magnet, or has not, as in country!=CN"), N_("FACET=VALUE") },
    { "year", 0, 0, G_OPTION_ARG_INT, &choice->year, N_("What is, or was promised, at the end of YEAR"), N_("YEAR") },
    { "told", 0, 0, G_OPTION_ARG_STRING, &choice->told, N_("What was told by DATE"), N_("DATE") },
    { "format", 'f', 0, G_OPTION_ARG_STRING, &options->format_name, N_("table, csv or json"), N_("FORMAT") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->rest, NULL, NULL },
    { NULL }
  };
  g_autoptr(GOptionContext) context = ytt_cli_create_context (command, entries);

  return g_option_context_parse (context, &argc, &argv, error);
}

static gboolean
check (Options          *options,
       const YttCommand *command)
{
  static const char * const formats[] = { "table", "csv", "json", NULL };

  if (options->rest != NULL)
    {
      ytt_cli_refuse (command, _("“%s” is not understood. Write --search TEXT to search."), options->rest[0]);
      return FALSE;
    }
  for (guint i = 0; options->format_name != NULL && formats[i] != NULL; i++)
    if (g_str_equal (options->format_name, formats[i]))
      options->format = i;
  if (options->format_name != NULL && !g_strv_contains (formats, options->format_name))
    {
      ytt_cli_refuse (command, _("“%s” is no format; write table, csv or json."), options->format_name);
      return FALSE;
    }

  return ytt_cli_choice_check (&options->choice, command);
}

/* (transfer full) (nullable) */
static YttResult *
search (YttStore       *store,
        const YttView  *view,
        GError        **error)
{
  YttQuery query = { *view->search != '\0' ? view->search : NULL, YTT_ORDER_NAME, view->filter, view->moment };
  g_autoptr(GAsyncResult) result = NULL;
  YttCliWait wait = { NULL };

  ytt_store_search_async (store, &query, NULL, ytt_cli_wait_cb, &wait);
  result = ytt_cli_wait (&wait);

  return ytt_store_search_finish (store, result, error);
}

/* (transfer full) (nullable): which go on from @first */
static GPtrArray *
read_rows (YttStore       *store,
           GArray         *ids,
           guint           first,
           YttMoment       moment,
           GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  YttCliWait wait = { NULL };

  ytt_store_get_rows_async (store, &g_array_index (ids, gint64, first), MIN (CHUNK, ids->len - first), moment, NULL,
                            ytt_cli_wait_cb, &wait);
  result = ytt_cli_wait (&wait);

  return ytt_store_get_rows_finish (store, result, error);
}

/* "mining;separation", as the data set's files write it */
static char *
format_stages (YttStages stages)
{
  g_autoptr(GString) list = g_string_new (NULL);

  for (guint i = 0; i < YTT_N_STAGES; i++)
    if ((stages & (1u << i)) != 0)
      g_string_append_printf (list, "%s%s", list->len > 0 ? ";" : "", ytt_stage_to_code (1 << i));

  return g_strdup (list->str);
}

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

/* Texts that need no copy are borrowed from @row; @stages and @numbers are scratch. */
static void
fill_cells (const YttFacilityRow *row,
            char                 *numbers[2],
            char                 *stages,
            const char           *cells[N_COLUMNS + 1])
{
  gboolean placed = !isnan (row->longitude);

  cells[COLUMN_KEY] = or_empty (row->slug);
  cells[COLUMN_NAME] = or_empty (row->name);
  cells[COLUMN_STATUS] = row->status != YTT_STATUS_UNKNOWN ? ytt_status_to_code (row->status) : "";
  cells[COLUMN_STAGES] = stages;
  cells[COLUMN_COUNTRY] = or_empty (row->country);
  cells[COLUMN_LOCALITY] = or_empty (row->locality);
  cells[COLUMN_OPERATOR] = or_empty (row->operator_name);
  cells[COLUMN_CAPACITY] = or_empty (row->headline);
  cells[COLUMN_LATITUDE] = placed ? g_ascii_formatd (numbers[0], G_ASCII_DTOSTR_BUF_SIZE, "%.7g", row->latitude) : "";
  cells[COLUMN_LONGITUDE] = placed ? g_ascii_formatd (numbers[1], G_ASCII_DTOSTR_BUF_SIZE, "%.8g", row->longitude) : "";
  cells[N_COLUMNS] = NULL;
}

static void
append_json (GString    *out,
             const char *cells[N_COLUMNS + 1],
             gboolean    first)
{
  g_string_append (out, first ? "  {" : ",\n  {");
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      gboolean number = i >= COLUMN_LATITUDE;

      g_string_append_printf (out, "%s\"%s\": ", i > 0 ? ", " : "", column_names[i]);
      if (*cells[i] == '\0')
        g_string_append (out, "null");
      else if (number)
        g_string_append (out, cells[i]);
      else
        ytt_cli_append_json_text (out, cells[i]);
    }
  g_string_append_c (out, '}');
}

/* Letters of the screen, of which some take two columns. */
static int
get_width (const char *text)
{
  int width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }

  return width;
}

static void
append_padded (GString    *out,
               const char *text,
               int         width)
{
  int used = 0;

  for (; *text != '\0' && used < MOST_CELL_WIDTH; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      /* What a document says cannot move the cursor. */
      g_string_append_unichar (out, g_unichar_iscntrl (c) ? ' ' : c);
      used += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }
  for (; used < width; used++)
    g_string_append_c (out, ' ');
}

/* Rows for people, all of which are known before the first is printed. */
static void
print_table (GPtrArray *table)
{
  static const char * const heads[] = { N_("Name"), N_("Status"), N_("Stages"), N_("Country"), N_("Operator"), N_("Capacity") };
  g_autoptr(GString) out = g_string_new (NULL);
  int widths[G_N_ELEMENTS (table_columns)];

  for (guint i = 0; i < G_N_ELEMENTS (table_columns); i++)
    {
      widths[i] = get_width (_(heads[i]));
      for (guint row = 0; row < table->len; row++)
        widths[i] = MAX (widths[i], get_width (((char **) g_ptr_array_index (table, row))[i]));
      widths[i] = MIN (widths[i], MOST_CELL_WIDTH) + 2;
    }

  for (guint i = 0; i < G_N_ELEMENTS (table_columns); i++)
    append_padded (out, _(heads[i]), i + 1 < G_N_ELEMENTS (table_columns) ? widths[i] : 0);
  g_string_append_c (out, '\n');
  for (guint row = 0; row < table->len; row++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (table_columns); i++)
        append_padded (out, ((char **) g_ptr_array_index (table, row))[i],
                       i + 1 < G_N_ELEMENTS (table_columns) ? widths[i] : 0);
      g_string_append_c (out, '\n');
    }
  ytt_cli_print (out->str);
}

static void
take_rows (GPtrArray *rows,
           Format     format,
           GString   *out,
           GPtrArray *table,
           gboolean   first)
{
  char latitude[G_ASCII_DTOSTR_BUF_SIZE], longitude[G_ASCII_DTOSTR_BUF_SIZE];
  char *numbers[2] = { latitude, longitude };

  for (guint i = 0; i < rows->len; i++)
    {
      const YttFacilityRow *row = g_ptr_array_index (rows, i);
      g_autofree char *stages = format_stages (row->stages);
      const char *cells[N_COLUMNS + 1];

      fill_cells (row, numbers, stages, cells);
      if (format == FORMAT_CSV)
        ytt_csv_append_row (out, cells);
      else if (format == FORMAT_JSON)
        append_json (out, cells, first && i == 0);
      else
        {
          char **texts = g_new0 (char *, G_N_ELEMENTS (table_columns) + 1);

          /* Codes are for programs. */
          if (row->status != YTT_STATUS_UNKNOWN)
            cells[COLUMN_STATUS] = ytt_status_get_label (row->status);
          for (guint column = 0; column < G_N_ELEMENTS (table_columns); column++)
            texts[column] = g_strdup (cells[table_columns[column]]);
          g_ptr_array_add (table, texts);
        }
    }
}

static gboolean
list (Options   *options,
      YttStore  *store,
      GError   **error)
{
  g_autoptr(YttView) view = NULL;
  g_autoptr(YttResult) result = NULL;
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GPtrArray) table = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autofree char *title = NULL;
  gboolean placed;

  view = ytt_cli_choice_get_view (&options->choice, store, &title, &placed, error);
  result = view != NULL ? search (store, view, error) : NULL;
  if (result == NULL)
    return FALSE;

  if (options->format == FORMAT_CSV)
    {
      const char *head[N_COLUMNS + 1] = { NULL };

      memcpy (head, column_names, sizeof column_names);
      ytt_csv_append_row (out, head);
    }
  else if (options->format == FORMAT_JSON)
    g_string_append (out, "[\n");
  ytt_cli_print (out->str);

  for (guint first = 0; first < result->ids->len; first += CHUNK)
    {
      g_autoptr(GPtrArray) rows = read_rows (store, result->ids, first, view->moment, error);

      if (rows == NULL)
        return FALSE;
      g_string_truncate (out, 0);
      take_rows (rows, options->format, out, table, first == 0);
      ytt_cli_print (out->str);
    }

  if (options->format == FORMAT_JSON)
    ytt_cli_print (result->ids->len > 0 ? "\n]\n" : "]\n");
  else if (options->format == FORMAT_TABLE)
    print_table (table);

  return TRUE;
}

/**
 * ytt_cli_list:
 * @command: the command
 * @argc: how many arguments there are
 * @argv: the arguments
 *
 * Lists facilities.
 *
 * Returns: what the program ends with
 */
int
ytt_cli_list (const YttCommand  *command,
              int                argc,
              char             **argv)
{
  g_auto(Options) options = { { NULL } };
  g_autoptr(GError) error = NULL;
  g_autoptr(YttStore) store = NULL;
  gboolean done;

  if (!parse (&options, command, argc, argv, &error))
    return ytt_cli_refuse (command, "%s", error->message);
  if (!check (&options, command))
    return YTT_CLI_USAGE;

  store = ytt_cli_open (options.document, &error);
  if (store == NULL)
    return ytt_cli_fail (command, error);
  done = list (&options, store, &error);
  ytt_store_close (store);

  return done ? YTT_CLI_DONE : ytt_cli_fail (command, error);
}
