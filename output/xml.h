/* xml.h - texts inside XML: escaped here and nowhere else. */
#ifndef CHARGEPLAN_OUTPUT_XML_H
#define CHARGEPLAN_OUTPUT_XML_H

#include <stdio.h>

/* Text between tags. What XML 1.0 does not allow (control characters, U+FFFE, U+FFFF) becomes
 * U+FFFD. The text is UTF-8. */
void xml_text(FILE *stream, const char *text);
/* ` key="value"`; line breaks and tabs are kept as references. */
void xml_attribute(FILE *stream, const char *key, const char *value);

#endif
