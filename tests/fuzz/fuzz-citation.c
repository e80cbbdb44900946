#include "config.h"

#include <string.h>

#include "fuzz-reading.h"
#include "ytt-address.h"
#include "ytt-citation.h"
#include "ytt-ledger.h"

static void
check_words (const char *words)
{
  if (words == NULL)
    return;

  g_assert_cmpstr (words, !=, "");
  g_assert_true (g_utf8_validate (words, -1, NULL));
}

/* Whatever is pasted as a source: an address that may be opened or a title, in valid text, or an error. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr(GError) error = NULL;
  YttSpan where = { G_MAXSIZE, G_MAXSIZE };
  g_autoptr(YttCitation) citation = ytt_citation_parse (text, &where, &error);

  check_parsed (text, citation, &where, error);
  if (citation == NULL)
    return 0;

  check_words (citation->title);
  check_words (citation->publisher);
  check_words (citation->rest);
  g_assert_true (citation->title != NULL || citation->url != NULL);
  g_assert_true (citation->published == NULL || citation->dates == NULL);
  if (citation->published != NULL)
    g_assert_cmpint (ytt_claim_parse_day (citation->published, FALSE), !=, 0);
  if (citation->url != NULL)
    {
      g_autofree char *key = ytt_address_get_key (citation->url);
      const char *schemes[] = { "http://", "https://", "geo:" };
      gboolean known = FALSE;

      for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
        known = known || g_ascii_strncasecmp (citation->url, schemes[i], strlen (schemes[i])) == 0;
      g_assert_true (known && ytt_address_is_allowed (citation->url));
      g_assert_true (g_utf8_validate (citation->url, -1, NULL) && *key != '\0');
    }

  return 0;
}
