/* gdal_begin.c - see module.h */
#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal.h>
#include <stdio.h>
#include <string.h>

#include "scenarios/csv.h"
#include "scenarios/geodata/module.h"
#include "scenarios/text.h"

enum { WORDS_ROOM = 400 };
static char said[WORDS_ROOM];
static bool failed;

static void CPL_STDCALL hear(CPLErr level, CPLErrorNum number, const char *words)
{
    size_t n;

    (void)number;
    failed = failed || level >= CE_Failure;
    if (level < CE_Warning || said[0] != '\0') return;
    n = (size_t)snprintf(said, sizeof said, "; GDAL says: %s", words);
    if (n >= sizeof said) n = text_cut(said, sizeof said - 1);
    said[n] = '\0';
    for (size_t k = 0; k < n; k++)
        if ((unsigned char)said[k] < 32 || said[k] == 127) said[k] = ' ';
    while (n > 0 && (said[n - 1] == ' ' || said[n - 1] == '.'))
        said[--n] = '\0';
}

static void set_up(void)
{
    static const char *const settings[][2] = {
        {"GDAL_PAM_ENABLED", "NO"},               /* no .aux.xml beside a raster that is read */
        {"GDAL_DISABLE_READDIR_ON_OPEN", "TRUE"}, /* folders may be large */
        {"GDAL_HTTP_TIMEOUT", "1"},
        {"PROJ_NETWORK", "OFF"},
        {"OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z"}, /* no clock in GeoPackages */
        {"OGR_SQLITE_CACHE", "64"},
        {"CPL_TIMESTAMP", "NO"},
    };

    for (size_t k = 0; k < sizeof settings / sizeof settings[0]; k++)
        CPLSetConfigOption(settings[k][0], settings[k][1]);
    CPLSetErrorHandler(hear);
    GDALAllRegister();
}

void module_begin(void)
{
    static bool ready;

    if (!ready) set_up();
    ready = true;
    module_hush();
}

void module_hush(void)
{
    said[0] = '\0';
    failed = false;
    CPLErrorReset();
}

bool module_failed(void)
{
    return failed;
}

const char *module_words(void)
{
    return said;
}
