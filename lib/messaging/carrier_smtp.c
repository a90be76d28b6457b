/* SPDX-License-Identifier: MIT
 *
 * The carrier of e-mail for hosts that have a mail server. SMTP knows no attempts: a letter that was taken just before a crash comes
 * again under the Message-ID that it had, by which readers and servers tell that it is the same. */
#include "base/config.h"
#include "data/email.h"
#include "http/smtp.h"
#include "messaging/carrier.h"
#include "messaging/mime.h"

enum rc smtp_carrier_send(struct cx *cx, struct message *message)
{
    struct sender sender;
    struct buf text;
    TRY(carrier_sender(cx, message, &sender));
    TRY(mime_compose(cx, message, &sender, &text));
    return smtp_send(cx, &(struct smtp_letter){
                             .server = config_get("mail"),
                             .password = config_get("mail_password"),
                             .helo = config_get("domain"),
                             .from = sender.address,
                             .to = email_ascii(cx->arena, message->recipient),
                             .text = text.data,
                             .len = text.len,
                             .total_ms = config_int("send_timeout_ms"),
                         });
}
