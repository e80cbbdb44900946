#include "config.h"

#include "fuzz.h"
#include "ytt-mbtiles.h"

typedef struct
{
  guint depth;
} Links;

static void
start_cb (GMarkupParseContext  *context,
          const char           *name,
          const char          **names,
          const char          **values,
          gpointer              user_data,
          GError              **error)
{
  Links *links = user_data;

  if (g_str_equal (name, "markup"))
    return;

  g_assert_cmpstr (name, ==, "a");
  g_assert_cmpuint (links->depth++, ==, 0);
  g_assert_cmpstr (names[0], ==, "href");
  g_assert_null (names[1]);
  g_assert_true (g_str_has_prefix (values[0], "http://") || g_str_has_prefix (values[0], "https://"));
}

static void
end_cb (GMarkupParseContext  *context,
        const char           *name,
        gpointer              user_data,
        GError              **error)
{
  if (g_str_equal (name, "a"))
    ((Links *) user_data)->depth--;
}

/* Whatever a stranger's map has as its attribution: well-formed markup comes out, with nothing but links of the web. */
static void
check_attribution (const uint8_t *data,
                   size_t         size)
{
  static const GMarkupParser parser = { start_cb, end_cb, NULL, NULL, NULL };
  g_autofree char *html = g_strndup ((const char *) data, size);
  g_autofree char *inner = ytt_attribution_to_markup (html);
  g_autofree char *markup = g_strconcat ("<markup>", inner, "</markup>", NULL);
  g_autoptr(GError) error = NULL;
  Links links = { 0 };
  GMarkupParseContext *context = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, &links, NULL);

  g_markup_parse_context_parse (context, markup, -1, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  g_markup_parse_context_free (context);
}

/* And whatever it has as a tile: it is of a known kind, or it is refused. */
static void
check_picture (const uint8_t *data,
               size_t         size)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, size);
  g_autoptr(GError) error = NULL;
  YttImageKind kind;

  if (ytt_image_check (bytes, &kind, &error))
    g_assert_cmpint (kind, !=, YTT_IMAGE_UNKNOWN);
  else
    g_assert_nonnull (error);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  check_attribution (data, size);
  check_picture (data, size);

  return 0;
}
