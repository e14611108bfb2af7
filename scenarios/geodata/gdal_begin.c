/* gdal_begin.c - see module.h */
#define _DEFAULT_SOURCE /* unsetenv, environ */
#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_http.h>
#include <gdal.h>
#include <gdal_frmts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/geodata/module.h"
#include "scenarios/text.h"

/* The formats that are read and written, and no others. Their header is for C++ alone. */
void RegisterOGRShape(void);
void RegisterOGRGeoPackage(void);
void RegisterOGRGeoJSON(void);

enum { WORDS_ROOM = 240 }; /* a message has 512 */
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

/* What a user has set for other programs of GDAL: drivers left out, encodings, files restored
 * beside what is read, the network. A scenario is the same city without them. */
static void forget_environment(void)
{
    static const char *const families[] = {"GDAL_", "OGR_",     "OSR_",  "CPL_",       "SHAPE_",
                                           "DBF_",  "GTIFF_",   "VSI_",  "SQLITE_",    "PROJ_",
                                           "AWS_",  "GEOTIFF_", "GPKG_", "CENTER_LONG"};
    static const char *const kept[] = {"GDAL_DATA=", "PROJ_LIB=", "PROJ_DATA="};
    extern char **environ;

    for (char **e = environ; e != NULL && *e != NULL;) {
        bool own = false, keep = false;
        char name[64];

        for (size_t k = 0; k < sizeof families / sizeof families[0]; k++)
            own = own || strncmp(*e, families[k], strlen(families[k])) == 0;
        for (size_t k = 0; k < sizeof kept / sizeof kept[0]; k++)
            keep = keep || strncmp(*e, kept[k], strlen(kept[k])) == 0;
        snprintf(name, sizeof name, "%.*s", (int)strcspn(*e, "="), *e);
        if (!own || keep || unsetenv(name) != 0 || strlen(name) == sizeof name - 1)
            e++;
        else
            e = environ; /* the list moved */
    }
}

/* A layer may name an address where its system of coordinates is said; nothing is fetched. */
static CPLHTTPResult *no_network(const char *url, char **options, GDALProgressFunc progress,
                                 void *progress_with, CPLHTTPFetchWriteFunc write,
                                 void *write_with, void *with)
{
    CPLHTTPResult *out = CPLCalloc(1, sizeof *out);

    (void)url, (void)options, (void)progress, (void)progress_with;
    (void)write, (void)write_with, (void)with;
    out->nStatus = 1;
    out->pszErrBuf = CPLStrdup("nothing is fetched from the network");
    return out;
}

static void set_up(void)
{
    static const char *const settings[][2] = {
        {"GDAL_PAM_ENABLED", "NO"},               /* no .aux.xml beside a raster that is read */
        {"GDAL_DISABLE_READDIR_ON_OPEN", "TRUE"}, /* folders may be large */
        {"GDAL_CONFIG_FILE", ""},                 /* not the user's gdalrc either */
        {"GDAL_DRIVER_PATH", "disable"},
        {"GDAL_PYTHON_DRIVER_PATH", ""},
        {"PROJ_NETWORK", "OFF"},
        {"OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z"}, /* no clock in GeoPackages */
        {"OGR_SQLITE_CACHE", "64"},
        {"CPL_TIMESTAMP", "NO"},
    };

    forget_environment();
    for (size_t k = 0; k < sizeof settings / sizeof settings[0]; k++)
        CPLSetConfigOption(settings[k][0], settings[k][1]);
    CPLSetErrorHandler(hear);
    CPLHTTPSetFetchCallback(no_network, NULL);
    GDALRegister_GTiff();
    RegisterOGRShape();
    RegisterOGRGeoPackage();
    RegisterOGRGeoJSON();
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
