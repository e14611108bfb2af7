/* html_page.c - what every page has around its content: head, style, title. */
#include "output/report/html.h"

static const char style[] =
    "@page{size:A4;margin:16mm 15mm}"
    "@page map{size:A4 landscape;margin:9mm 10mm}" /* the map is a sheet of its own */
    "@page tallmap{size:A4;margin:9mm 10mm}"
    "html{font:10.5pt/1.45 \"Noto Sans\",\"Noto Sans CJK SC\",\"Segoe UI\",Arial,sans-serif;"
    "color:#1a1a1a;background:#fff}"
    "body{margin:0 auto;padding:1.2em;max-width:62em}"
    "h1{font-size:20pt;line-height:1.2;margin:0 0 .2em}"
    "h2{font-size:14pt;margin:1.3em 0 .35em;padding-bottom:.15em;border-bottom:1.5pt solid "
    "#2f6796;"
    "break-after:avoid}"
    "h3{font-size:11.5pt;margin:1.2em 0 .3em;break-after:avoid}"
    "p{margin:.4em 0;max-width:52em;orphans:3;widows:3}"
    ".sub,.note{color:#555}.note{font-size:9pt}"
    ".mark,.key{max-width:none}.mark{border-left:3pt solid #d55e00;padding:.2em "
    ".8em;background:#fdf3ec}"
    ".key{border-left:3pt solid #2f6796;padding:.2em .8em;background:#eef4f8}"
    "table{border-collapse:collapse;width:100%;margin:.5em 0 1em;font-size:8.8pt;"
    "font-variant-numeric:tabular-nums}"
    "caption{text-align:left;font-weight:600;padding:.2em 0;break-after:avoid}"
    "thead{display:table-header-group}thead,thead tr{break-after:avoid}"
    "tr,.keep,tbody.keep{break-inside:avoid}"
    "th,td{padding:.22em .45em;text-align:left;vertical-align:top;"
    "border-bottom:.5pt solid #ccd2d8}"
    "thead th{border-bottom:1pt solid #555;vertical-align:bottom;font-weight:600}"
    "tbody th{font-weight:500}"
    "td.n,th.n{text-align:right}td.n,td.w{white-space:nowrap}"
    "tbody th{min-width:4em}table.sites tbody th{min-width:9em}table.sites{font-size:7.8pt}"
    "td.id{overflow-wrap:anywhere}"
    "tr.sum th,tr.sum td{border-top:1pt solid #555;font-weight:600}"
    ".bad{color:#a33c00;font-weight:600}.good{color:#00573c;font-weight:600}"
    ".some{color:#6b4e00;font-weight:600}"
    "figure{margin:.5em 0;break-inside:avoid}"
    "figure img{width:100%;height:auto;max-height:235mm;object-fit:contain;"
    "object-position:left top}"
    ".pair{display:flex;gap:2%}.pair div{flex:1}.pair p{margin:0}"
    ".classes{font-size:9pt;max-width:none}.classes b{font-weight:400;white-space:nowrap}"
    ".classes span{display:inline-block;width:1.6em;height:.8em;"
    "border:.5pt solid #9aa0a6;margin-left:.6em;print-color-adjust:exact;"
    "-webkit-print-color-adjust:exact}"
    "svg{width:100%;max-width:44em;height:auto;break-inside:avoid}"
    "svg text{font:11px \"Noto Sans\",\"Noto Sans CJK SC\",Arial,sans-serif;fill:#1a1a1a}"
    "code,pre{font:8.3pt/1.4 \"Noto Sans Mono\",\"DejaVu Sans Mono\",monospace}"
    "pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f4f6f8;padding:.8em}"
    "td code{overflow-wrap:anywhere}td.value{min-width:9em}"
    "ul.key{padding-left:2em}table.sites .note{font-size:inherit}"
    ".rules thead th:nth-child(1){width:23%}.rules thead th:nth-child(5){width:9%}"
    ".rules thead th:nth-child(6){width:20%}.rules thead th:nth-child(7){width:18%}"
    ".rules td .note{font-weight:400;font-size:inherit}"
    ":lang(zh) thead th,:lang(zh) table.sites td,:lang(zh) .rules td[rowspan]"
    "{word-break:keep-all}"
    ":lang(zh) .rules thead th:nth-child(6){min-width:6.5em}"
    "@media print{body{padding:0;max-width:none}"
    ".map{page:map;break-before:page;break-after:page}.map.tall{page:tallmap}"
    ".map h2{margin:0;border:0;font-size:11pt}.map figure{margin:0}"
    ".map img{max-height:174mm;object-position:center top}.map.tall img{max-height:260mm}}";

void html_begin(struct html *h, const char *title, const char *more_style)
{
    fprintf(h->stream,
            "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n<meta "
            "name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>",
            messages_text(h->language, MSG_HTML_LANGUAGE));
    html_text(h, title);
    fprintf(h->stream, "</title>\n<style>%s%s</style>\n</head>\n<body>\n<main>\n<h1>", style,
            more_style);
    html_text(h, title);
    html_raw(h, "</h1>\n");
}

void html_end(struct html *h)
{
    html_raw(h, "</main>\n</body>\n</html>\n");
}
