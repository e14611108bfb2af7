/* city_audit_warn.c - what the audit of the datums finds, in sentences; see city_audit.h */
#include <stdlib.h>

#include "scenarios/audit/audit_place.h"
#include "scenarios/audit/city_audit.h"
#include "scenarios/csv.h"
#include "scenarios/text.h"

#define WARN(city, err, ...) said_add(&(city)->warning, &(city)->n_warnings, (err), __VA_ARGS__)

static const double names_share = 0.1; /* that miss their zone and are told of; assumed */
enum { NAMES_LEAST = 5 };              /* likewise */

struct found {
    struct city *city; /* NULL: nothing is warned of */
    const struct scenario *scenario;
    const struct city_audit *audit;
};

/* "sites.today", "sites.today, sites.new": the layers of a source. */
static void name_layers(const struct found *f, int source, struct text *to)
{
    for (int k = 0; k < f->audit->n_layers; k++)
        if (f->audit->layer[k].source == source)
            text_addf(to, "%ssites.%s", to->n > 0 ? ", " : "",
                      csv_quote(f->scenario->sites[k].id).text);
}

/* "sites.today.coordinates: GCJ02", "sites.{old,new}.coordinates: GCJ02". */
static void add_setting(const struct found *f, int source, int reading, struct text *to)
{
    int n = 0, said = 0;

    for (int k = 0; k < f->audit->n_layers; k++)
        n += f->audit->layer[k].source == source;
    text_add(to, n > 1 ? "sites.{" : "sites.");
    for (int k = 0; k < f->audit->n_layers; k++)
        if (f->audit->layer[k].source == source)
            text_addf(to, "%s%s", said++ > 0 ? "," : "",
                      csv_quote(f->scenario->sites[k].id).text);
    text_addf(to, "%s.coordinates: %s", n > 1 ? "}" : "", audit_reading_word(reading));
}

static void add_areas_setting(const struct city_audit *a, int reading, struct text *to)
{
    text_addf(to, "%s.coordinates: %s", a->areas == AUDIT_BOUNDARY ? "boundary" : "zones",
              audit_reading_word(reading));
}

/* The ways to read a source that are as good as any. */
struct options {
    struct text text; /* the settings; with the count behind each where `counts` */
    int n, last;      /* how many; the last as a pair */
};

static void add_options(const struct found *f, int source, bool counts, struct options *to)
{
    const struct city_audit *a = f->audit;
    const struct audit_source *s = &a->source[source];
    unsigned all = a->changes > 0 ? a->areas_readings : 1u << a->areas_declared;

    for (int pair = 0; pair < AUDIT_PAIRS; pair++) {
        int areas = pair / AUDIT_READINGS, places = pair % AUDIT_READINGS;

        if ((all >> areas & 1) == 0 || (audit_readings(&s->fit, areas) >> places & 1) == 0)
            continue;
        if (to->n++ > 0) text_add(&to->text, ", ");
        if (areas != a->areas_declared) add_areas_setting(a, areas, &to->text);
        if (areas != a->areas_declared && places != s->fit.declared) text_add(&to->text, " + ");
        if (places != s->fit.declared) add_setting(f, source, places, &to->text);
        if (counts) text_addf(&to->text, " (%d)", s->outside[pair]);
        to->last = pair;
    }
}

void city_audit_advise(const struct city_audit *audit, const struct scenario *scenario,
                       int source, struct text *to)
{
    const struct found f = {NULL, scenario, audit};
    struct options options = {*to, 0, 0};

    add_options(&f, source, true, &options);
    *to = options.text;
}

static struct said_value areas_word(const struct city_audit *a)
{
    return said_word(a->areas == AUDIT_BOUNDARY ? MSG_AUDIT_THE_BOUNDARY : MSG_AUDIT_ALL_ZONES);
}

struct named {
    int n, declared, then; /* that name a zone; that lie in it as declared, and as advised */
};

/* The named zones of a source under another reading of its places alone. */
static struct named count_named(const struct city_audit *a, int source, int pair)
{
    struct named named = {0};

    if (pair / AUDIT_READINGS != a->areas_declared) return named;
    for (int k = 0; k < a->n_layers; k++) {
        if (a->layer[k].source != source) continue;
        named.n += a->layer[k].named;
        named.declared += a->layer[k].in_named[a->source[source].fit.declared];
        named.then += a->layer[k].in_named[pair % AUDIT_READINGS];
    }
    return named;
}

static enum err warn_source(const struct found *f, int source, struct error *err)
{
    const struct city_audit *a = f->audit;
    const struct audit_source *s = &a->source[source];
    struct text layers = {0};
    struct options one = {{0}, 0, 0}, many = {{0}, 0, 0};
    struct said_value outside =
        said_number(s->outside[audit_pair(a->areas_declared, s->fit.declared)], 0);
    struct named named;
    enum err code;

    name_layers(f, source, &layers);
    add_options(f, source, false, &one);
    add_options(f, source, true, &many);
    named = count_named(a, source, one.last);
    if (layers.nomem || one.text.nomem || many.text.nomem)
        code = error_nomem(err, "the warnings");
    else if (one.n == 0)
        code = ERR_OK;
    else if (one.n > 1)
        code = WARN(f->city, err, MSG_WARN_AUDIT_EITHER, outside, said_number(s->n, 0),
                    said_text(layers.data), areas_word(a), said_text(many.text.data));
    else if (named.then < named.declared)
        code = WARN(f->city, err, MSG_WARN_AUDIT_NAMED, outside, said_number(s->n, 0),
                    said_text(layers.data), areas_word(a), said_text(one.text.data),
                    said_number(s->outside[one.last], 0), said_number(named.then, 0),
                    said_number(named.n, 0), said_number(named.declared, 0));
    else
        code = WARN(f->city, err, MSG_WARN_AUDIT, outside, said_number(s->n, 0),
                    said_text(layers.data), areas_word(a), said_text(one.text.data),
                    said_number(s->outside[one.last], 0));
    text_clear(&layers);
    text_clear(&one.text);
    text_clear(&many.text);
    return code;
}

/* Only the areas' file is to be read in another way, and that is sure: one sentence for all. */
static enum err warn_areas(const struct found *f, int reading, struct error *err)
{
    const struct city_audit *a = f->audit;
    struct text layers = {0}, setting = {0};
    int n = 0, outside = 0, then = 0;
    enum err code;

    add_areas_setting(a, reading, &setting);
    for (int k = 0; k < a->n_sources; k++) {
        const struct audit_source *s = &a->source[k];

        if (s->verdict != AUDIT_OTHER) continue;
        name_layers(f, k, &layers);
        n += s->n;
        outside += s->outside[audit_pair(a->areas_declared, s->fit.declared)];
        then += s->outside[audit_pair(reading, s->fit.declared)];
    }
    code = layers.nomem || setting.nomem
               ? error_nomem(err, "the warnings")
               : WARN(f->city, err, MSG_WARN_AUDIT, said_number(outside, 0), said_number(n, 0),
                      said_text(layers.data), areas_word(a), said_text(setting.data),
                      said_number(then, 0));
    text_clear(&layers);
    text_clear(&setting);
    return code;
}

static enum err warn_datums(const struct found *f, struct error *err)
{
    const struct city_audit *a = f->audit;

    for (int z = 0; z < AUDIT_READINGS; z++)
        if (a->changes == 1 && z != a->areas_declared && a->areas_readings == 1u << z)
            return warn_areas(f, z, err);
    for (int k = 0; k < a->n_sources; k++)
        if (a->source[k].verdict == AUDIT_OTHER) TRY(warn_source(f, k, err));
    return ERR_OK;
}

/* Of a layer whose datum is not in doubt. */
static enum err warn_names(const struct found *f, int layer, struct error *err)
{
    const struct city_audit *a = f->audit;
    const struct audit_layer *l = &a->layer[layer];
    const struct audit_source *s = &a->source[l->source];
    const struct csv_quote id = csv_quote(f->scenario->sites[layer].id);
    int missed = l->named - l->in_named[s->fit.declared];
    int raw = a->areas_declared; /* the numbers of both files side by side */
    struct text name = {0}, columns = {0};
    enum err code;

    if (s->verdict == AUDIT_OTHER || missed < NAMES_LEAST || missed < names_share * l->named)
        return ERR_OK;
    text_addf(&name, "sites.%s", id.text);
    text_addf(&columns, "sites.%s.zone, zones.id", id.text);
    if (name.nomem || columns.nomem)
        code = error_nomem(err, "the warnings");
    else if (s->known && 2 * (l->named - l->in_named[raw]) < missed)
        code = WARN(f->city, err, MSG_WARN_AUDIT_NAMES_RAW, said_number(missed, 0),
                    said_number(l->named, 0), said_text(name.data),
                    said_number(l->named - l->in_named[raw], 0),
                    said_text(audit_reading_name(raw)));
    else
        code = WARN(f->city, err, MSG_WARN_AUDIT_NAMES, said_number(missed, 0),
                    said_number(l->named, 0), said_text(name.data), said_text(columns.data));
    text_clear(&name);
    text_clear(&columns);
    return code;
}

enum err city_audit_warn(struct city *city, const struct scenario *scenario, struct error *err)
{
    struct city_audit audit;
    const struct found f = {city, scenario, &audit};
    enum err code = city_audit_make(&audit, city, scenario, false, err);

    if (code == ERR_OK) code = warn_datums(&f, err);
    for (int k = 0; k < audit.n_layers && code == ERR_OK; k++)
        code = warn_names(&f, k, err);
    city_audit_clear(&audit);
    return code;
}
