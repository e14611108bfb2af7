/* writer_report_html.c - the report for readers. */
#include "output/report/report.h"
#include "output/writers/writer.h"

const struct writer writer_report_html = {
    .name = "report_html",
    .file = "report.html",
    .summary = "the report: summary, map, fleet, demand, supply, stations, rules, money, annex",
    .write = report_write,
    .write_maps = report_write_maps,
};
