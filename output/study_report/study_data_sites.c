/* study_data_sites.c - how often each site is chosen, and where it lies. */
#include <stdlib.h>
#include <string.h>

#include "output/study_report/study_data.h"

/* A site's number of choices by its word in the store. */
struct choices {
    long n_words;
    int *n; /* [n_words + 1] owned */
};

/* Sites that the plan opened, in the last step of the cases that may be used. */
static enum err count_choices(struct study_data *d, struct store *s, struct choices *c,
                              struct error *err)
{
    struct store_rows *rows;
    int at = -1, last = -1;
    bool more;

    TRY(store_one(s, &c->n_words, 0, err, "SELECT max(number) FROM word"));
    c->n = calloc((size_t)c->n_words + 1, sizeof *c->n);
    if (c->n == NULL) return error_nomem(err, "the sites of the study");
    TRY(store_ask(s, &rows, err,
                  "SELECT run, step, site FROM station_row WHERE opened_year IS NOT NULL", ""));
    for (;;) {
        long run, site;

        TRY(store_next(s, rows, &more, err));
        if (!more) return ERR_OK;
        run = store_integer(rows, 0);
        site = store_integer(rows, 2);
        if (at < 0 || d->at[at].number != run) {
            at = study_data_case(d, run);
            if (at < 0) continue;
            last = study_data_used(d, at) && d->at[at].n_steps > 0
                       ? d->at[at].step[d->at[at].n_steps - 1].step
                       : -1;
        }
        if (store_integer(rows, 1) == last && site >= 0 && site <= c->n_words) c->n[site]++;
    }
}

static bool put_place(struct study_data *d, struct study_site *site, struct store_rows *rows)
{
    const char *status = store_text(rows, 4);

    site->id = study_data_copy(d, store_text(rows, 0));
    site->name = study_data_copy(d, store_text(rows, 1));
    site->placed = true;
    site->east = store_number(rows, 2);
    site->north = store_number(rows, 3);
    site->existing = strcmp(status, "existing") == 0;
    site->required = strcmp(status, "required") == 0;
    site->forbidden = strcmp(status, "forbidden") == 0;
    return site->id != NULL && site->name != NULL;
}

/* Every site of the city drawn, then those that were chosen in other cities. */
static enum err read_sites(struct study_data *d, struct store *s, long city,
                           const struct choices *c, struct error *err)
{
    struct store_rows *rows;
    long n;
    bool more;

    TRY(store_one(s, &n, 0, err,
                  "SELECT (SELECT count(*) FROM site) + (SELECT count(*) FROM word)"));
    d->site = study_data_keep(d, (size_t)n, sizeof *d->site);
    if (d->site == NULL) return error_nomem(err, "the sites of the study");
    TRY(store_ask(s, &rows, err,
                  "SELECT s.id, s.name, s.east, s.north, s.status, w.number FROM site s LEFT "
                  "JOIN word w ON w.text = s.id WHERE s.city = ? ORDER BY s.id",
                  "i", city));
    for (;;) {
        struct study_site *site = &d->site[d->n_sites];

        TRY(store_next(s, rows, &more, err));
        if (!more) return ERR_OK;
        if (!put_place(d, site, rows)) {
            store_stop(rows);
            return error_nomem(err, "the sites of the study");
        }
        if (!store_null(rows, 5)) {
            site->n_chosen = c->n[store_integer(rows, 5)];
            c->n[store_integer(rows, 5)] = 0;
        }
        d->n_sites++;
    }
}

static enum err read_others(struct study_data *d, struct store *s, const struct choices *c,
                            struct error *err)
{
    struct store_rows *rows;
    bool more;

    TRY(store_ask(
        s, &rows, err,
        "SELECT w.number, w.text, (SELECT min(name) FROM site WHERE id = w.text) FROM "
        "word w ORDER BY w.text",
        ""));
    for (;;) {
        struct study_site *site = &d->site[d->n_sites];
        long number;

        TRY(store_next(s, rows, &more, err));
        if (!more) return ERR_OK;
        number = store_integer(rows, 0);
        if (number < 0 || number > c->n_words || c->n[number] == 0) continue;
        site->n_chosen = c->n[number];
        site->id = study_data_copy(d, store_text(rows, 1));
        site->name = study_data_copy(d, store_text(rows, store_null(rows, 2) ? 1 : 2));
        if (site->id == NULL || site->name == NULL) {
            store_stop(rows);
            return error_nomem(err, "the sites of the study");
        }
        d->n_sites++;
    }
}

static enum err read_zones(struct study_data *d, struct store *s, long city, struct error *err)
{
    struct store_rows *rows;
    const char *district = NULL;
    long n;
    bool more;

    TRY(store_one(s, &n, 0, err, "SELECT count(*) FROM zone"));
    d->zone = study_data_keep(d, (size_t)n, sizeof *d->zone);
    if (d->zone == NULL) return error_nomem(err, "the zones of the study");
    TRY(store_ask(s, &rows, err,
                  "SELECT east, north, w, h, core, district FROM zone WHERE city = ? ORDER BY "
                  "place",
                  "i", city));
    for (;;) {
        TRY(store_next(s, rows, &more, err));
        if (!more) return ERR_OK;
        if (district == NULL || strcmp(district, store_text(rows, 5)) != 0)
            district = study_data_copy(d, store_text(rows, 5));
        if (district == NULL) {
            store_stop(rows);
            return error_nomem(err, "the zones of the study");
        }
        d->zone[d->n_zones++] = (struct study_zone){
            store_number(rows, 0), store_number(rows, 1),       store_number(rows, 2),
            store_number(rows, 3), store_integer(rows, 4) != 0, district};
    }
}

/* The city of the first case that may be used, else of the first that has one. */
static long city_drawn(const struct study_data *d)
{
    long city = 0;

    for (int k = d->n_cases - 1; k >= 0; k--)
        if (d->at[k].city != 0 && !study_data_used(d, k)) city = d->at[k].city;
    for (int k = d->n_cases - 1; k >= 0; k--)
        if (d->at[k].city != 0 && study_data_used(d, k)) city = d->at[k].city;
    return city;
}

enum err study_data_sites(struct study_data *d, struct store *s, struct error *err)
{
    struct choices c = {0};
    long city = city_drawn(d), n_cities = 0;
    struct store_rows *rows;
    bool more;
    enum err code = count_choices(d, s, &c, err);

    if (code == ERR_OK) code = read_sites(d, s, city, &c, err);
    if (code == ERR_OK) code = read_others(d, s, &c, err);
    free(c.n);
    TRY(code);
    TRY(read_zones(d, s, city, err));
    TRY(store_one(s, &n_cities, 0, err,
                  "SELECT count(DISTINCT city) FROM run WHERE place IS NOT NULL"));
    d->n_cities = (int)n_cities;
    TRY(store_ask(s, &rows, err, "SELECT geographic, points FROM city WHERE number = ?", "i",
                  city));
    TRY(store_next(s, rows, &more, err));
    if (!more) return ERR_OK;
    d->geographic = store_integer(rows, 0) != 0;
    d->points = store_integer(rows, 1) != 0;
    store_stop(rows);
    return ERR_OK;
}
