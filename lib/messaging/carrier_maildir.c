/* SPDX-License-Identifier: MIT
 *
 * The embedded carrier of e-mail: a Maildir for each tenant, DATA/mail/<subdomain>/{tmp,new,cur}, which any mail reader opens. */
#include "messaging/carrier.h"
#include "messaging/mime.h"

enum rc maildir_send(struct cx *cx, struct message *message)
{
    bool there = false;
    struct sender sender;
    struct buf text;
    TRY(carrier_dropped(cx, "mail", message->attempt_id, &there));
    if (there) {
        return RC_OK;
    }
    TRY(carrier_sender(cx, message, &sender));
    TRY(mime_compose(cx, message, &sender, &text));
    return carrier_drop(cx, "mail", message->attempt_id, &text);
}
