/* test_chinese_run.c - label: chain. The demo city with a Chinese report: whatever its reader
 * sees is Chinese, but for symbols, names of files and settings, and names that come from the
 * scenario's own files. */
#include "tests/assert.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scenarios/csv.h"

static char folder[64] = "/tmp/chargeplan-chinese-XXXXXX";

static int run_demo(void **state)
{
    char command[512];

    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(command, sizeof command,
             PROGRAM " run " SOURCE_DIR "/scenarios/demo-city/scenario.yaml "
                     "--set report.language=zh -o %s/out >%s/stdout 2>%s/stderr",
             folder, folder, folder);
    assert_int_equal(system(command), 0);
    return 0;
}

static int remove_demo(void **state)
{
    char command[128];

    (void)state;
    snprintf(command, sizeof command, "rm -r %s", folder);
    return system(command);
}

static char *read_result(const char *name)
{
    char path[256], *text;
    FILE *f;
    long size;

    snprintf(path, sizeof path, "%s/%s", folder, name);
    f = fopen(path, "rb");
    assert_non_null(f);
    fseek(f, 0, SEEK_END);
    size = ftell(f);
    rewind(f);
    text = malloc((size_t)size + 1);
    assert_int_equal(fread(text, 1, (size_t)size, f), size);
    text[size] = '\0';
    fclose(f);
    return text;
}

/* Where an element that is not prose ends; NULL: the tag opens none. */
static const char *behind(const char *tag)
{
    static const char *const none[][2] = {
        {"<style", "</style>"}, {"<pre", "</pre>"}, {"<code", "</code>"}};

    for (size_t k = 0; k < COUNT(none); k++)
        if (strncmp(tag, none[k][0], strlen(none[k][0])) == 0)
            return strstr(tag, none[k][1]) + strlen(none[k][1]);
    return NULL;
}

/* What is read or read aloud: text, alt and aria-label. Owned by the caller. */
static char *seen(const char *html)
{
    char *out = calloc(strlen(html) + 1, 1), *to = out;
    const char *p = html;

    while (*p != '\0') {
        if (*p != '<') {
            *to++ = *p++;
            continue;
        }

        const char *end = strchr(p, '>'), *skip = behind(p);

        for (const char *q = p; q < end; q++) {
            size_t n = strncmp(q, " alt=\"", 6) == 0           ? 6
                       : strncmp(q, " aria-label=\"", 13) == 0 ? 13
                                                               : 0;

            if (n == 0) continue;
            memcpy(to, q + n, strcspn(q + n, "\""));
            to += strcspn(q + n, "\"");
        }
        *to++ = '\n';
        p = skip != NULL ? skip : end + 1;
    }
    return out;
}

static bool stands_in(const struct csv *csv, const char *word)
{
    static const char *const columns[] = {"name", "type", "district", "layer"};

    for (int row = 0; row < csv_n_rows(csv); row++)
        for (size_t k = 0; k < COUNT(columns); k++)
            if (strstr(csv_cell(csv, row, csv_column(csv, columns[k])), word)) return true;
    return false;
}

/* Words of letters only: what has digits, dots or underscores is an id, a file or a setting. */
static void only_chinese(void **state)
{
    static const char *const allowed[] = {
        "kW",        "kWh",    "km",     "min",    "WGS",        "SHA",
        "Bass",      "public", "opened", "access", "chargeplan", "demo-city",
        "scenarios", "amp",    "quot",   "lt",     "gt"};
    char *html = read_result("out/report.html"), *text = seen(html), path[256], word[128];
    struct csv *stations = NULL;
    struct error err;
    int n_words = 0;

    (void)state;
    snprintf(path, sizeof path, "%s/out/stations.csv", folder);
    assert_int_equal(csv_read(&stations, path, &err), ERR_OK);
    for (const char *p = text; *p != '\0';) {
        size_t n = 0, letters = 0;
        bool known = false;

        for (; isalnum((unsigned char)p[n]) || (n > 0 && p[n] != '\0' && strchr("_.-[]", p[n]));
             n++)
            letters += isalpha((unsigned char)p[n]) || p[n] == '-';
        if (n >= 2 && n == letters && n < sizeof word) {
            memcpy(word, p, n);
            word[n] = '\0';
            n_words++;
            for (size_t k = 0; k < COUNT(allowed); k++)
                known = known || strcmp(word, allowed[k]) == 0;
            if (!known && !stands_in(stations, word))
                fail_msg("the report says \"%s\": %.60s", word, p > text + 20 ? p - 20 : text);
        }
        p += n > 0 ? n : 1;
    }
    assert_true(n_words > 1000); /* names and units were looked at */
    csv_free(stations);
    free(text);
    free(html);
}

static void conventions(void **state)
{
    static const char *const says[] = {"<html lang=\"zh-CN\">",
                                       "万kWh",
                                       "万元",
                                       "亿元",
                                       "车桩比",
                                       "核心区",
                                       "充电枪",
                                       "<td>1:7</td>",
                                       "泊位",
                                       "虚构数据",
                                       "私人小汽车",
                                       "直流120",
                                       "默认值",
                                       "假定",
                                       "分2期实施"};
    char *html = read_result("out/report.html"), *told = read_result("stderr");

    (void)state;
    for (size_t k = 0; k < COUNT(says); k++)
        if (!strstr(html, says[k])) fail_msg("the report does not say: %s", says[k]);
    assert_non_null(
        strstr(told, "zones are larger than a quarter")); /* the terminal: English */
    assert_null(strstr(html, "zones are larger than"));
    assert_non_null(strstr(html, "大于慢充服务半径的四分之一"));
    free(told);
    free(html);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {cmocka_unit_test(only_chinese),
                                              cmocka_unit_test(conventions)};

    return cmocka_run_group_tests_name("chinese run", tests, run_demo, remove_demo);
}
