/* SPDX-License-Identifier: MIT
 *
 * libFuzzer over suppliers' electronic invoices: whatever the XML, the reader comes to an end, and what it answers its own parent
 * would believe. */
#include <stdint.h>
#include <stdlib.h>

#include "invoicing/incoming_parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct incoming incoming;
    incoming_clear(&incoming);
    enum incoming_end end = incoming_xml((const char *)data, size, &incoming);
    if (end >= INCOMING_ENDS || !incoming_is_sound(&incoming)) {
        abort();
    }
    return 0;
}
