/* study_city.c - see study_city.h. Places in metres of the local plane and, of sites, as the
 * city has them (WGS 84 or its own grid). */
#include "output/study/study_city.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scenarios/sha256.h"
#include "scenarios/text.h"

enum { NUMBER_DIGITS = 15 }; /* of the hash, in hex: less than the largest integer */

static void add_number(struct text *all, double value)
{
    text_add_bytes(all, (const char *)&value, sizeof value);
}

static void add_word(struct text *all, const char *word)
{
    text_add_bytes(all, word, strlen(word) + 1);
}

/* All that is entered, in one piece. */
static enum err number_of(const struct city *city, const struct digest *d, long *number,
                          struct error *err)
{
    struct text all = {0};
    char hex[SHA256_HEX];

    add_number(&all, city->geographic);
    add_number(&all, d->points);
    for (int s = 0; s < city->n_sites; s++) {
        add_word(&all, city->site[s].id);
        add_word(&all, city->site[s].name);
        add_number(&all, city->site[s].status);
        add_number(&all, city->site_x[s]);
        add_number(&all, city->site_y[s]);
    }
    for (int z = 0; z < city->n_zones; z++) {
        add_number(&all, city->zone_x[z]);
        add_number(&all, city->zone_y[z]);
        add_number(&all, d->cell_w[z]);
        add_number(&all, d->cell_h[z]);
        add_number(&all, city->core[z]);
        add_word(&all, city->district_name[city->district[z]]);
    }
    if (all.nomem) {
        text_clear(&all);
        return error_nomem(err, "the city of the store");
    }
    sha256_bytes(all.data, all.n, hex);
    text_clear(&all);
    hex[NUMBER_DIGITS] = '\0';
    *number = strtol(hex, NULL, 16);
    return ERR_OK;
}

static enum err put_sites(struct store *s, const struct city *city, const struct digest *d,
                          long number, struct error *err)
{
    for (int k = 0; k < city->n_sites; k++)
        TRY(store_do(s, err, "INSERT INTO site VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
                     "ittdddd"
                     "t",
                     number, city->site[k].id, city->site[k].name, city->site_x[k],
                     city->site_y[k], d->site_east[k], d->site_north[k],
                     scenario_status_word(city->site[k].status)));
    return ERR_OK;
}

/* To the decimetre: they are ground to draw on. */
static double rounded(double m)
{
    return round(10 * m) / 10;
}

static enum err put_zones(struct store *s, const struct city *city, const struct digest *d,
                          long number, struct error *err)
{
    for (int z = 0; z < city->n_zones; z++)
        TRY(store_do(s, err, "INSERT INTO zone VALUES(?, ?, ?, ?, ?, ?, ?, ?)", "iiddddit",
                     number, (long)z, rounded(d->east[z]), rounded(d->north[z]),
                     rounded(d->cell_w[z]), rounded(d->cell_h[z]), (long)city->core[z],
                     city->district_name[city->district[z]]));
    return ERR_OK;
}

enum err study_city_put(struct store *store, const struct city *city,
                        const struct digest *digest, long *number, struct error *err)
{
    TRY(number_of(city, digest, number, err));
    TRY(store_do(store, err, "INSERT OR IGNORE INTO city VALUES(?, ?, ?)", "iii", *number,
                 (long)city->geographic, (long)digest->points));
    if (store_changed(store) == 0) return ERR_OK;
    TRY(put_sites(store, city, digest, *number, err));
    return put_zones(store, city, digest, *number, err);
}

/* FNV-1a by words of eight bytes, with a turn so that high bits count too. */
static uint64_t mix(uint64_t hash, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;

    while (n > 0) {
        uint64_t word = 0;
        size_t part = n < sizeof word ? n : sizeof word;

        memcpy(&word, p, part);
        hash = (hash ^ word) * 1099511628211u;
        hash = (hash << 23) | (hash >> 41);
        p += part;
        n -= part;
    }
    return hash;
}

uint64_t study_city_mark(const struct city *city)
{
    size_t zones = (size_t)city->n_zones, sites = (size_t)city->n_sites;
    int counts[] = {city->geographic, city->n_zones, city->n_sites, city->n_districts};
    uint64_t hash = mix(14695981039346656037u, counts, sizeof counts);

    hash = mix(hash, city->zone_x, zones * sizeof *city->zone_x);
    hash = mix(hash, city->zone_y, zones * sizeof *city->zone_y);
    hash = mix(hash, city->cell_w_m, zones * sizeof *city->cell_w_m);
    hash = mix(hash, city->cell_h_m, zones * sizeof *city->cell_h_m);
    hash = mix(hash, city->core, zones * sizeof *city->core);
    hash = mix(hash, city->district, zones * sizeof *city->district);
    hash = mix(hash, city->site_x, sites * sizeof *city->site_x);
    hash = mix(hash, city->site_y, sites * sizeof *city->site_y);
    for (int k = 0; k < city->n_districts; k++)
        hash = mix(hash, city->district_name[k], strlen(city->district_name[k]) + 1);
    for (int k = 0; k < city->n_sites; k++) {
        const struct site *s = &city->site[k];
        int status = (int)s->status;

        hash = mix(hash, s->id, strlen(s->id) + 1);
        hash = mix(hash, s->name, strlen(s->name) + 1);
        hash = mix(hash, &status, sizeof status);
    }
    return hash;
}
