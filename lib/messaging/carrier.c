/* SPDX-License-Identifier: MIT
 *
 * What carriers have in common: which one it is, who a letter is from, and what a refusal means. */
#include "messaging/carrier.h"

#include "base/config.h"
#include "base/str.h"
#include "http/http.h"
#include "tenant/settings.h"
#include "tenant/tenant.h"

#define RETRY_MAX_S (24 * 3600)

carrier_send *carrier_choose(const struct message *message)
{
    const char *mail = config_get("mail");
    if (str_eq(message->channel, "whatsapp")) {
        return str_eq(config_get("whatsapp"), "twilio") ? twilio_send : spool_send;
    }
    if (!str_eq(message->channel, "email")) {
        return NULL;
    }
    return str_eq(mail, "maildir") ? maildir_send : str_eq(mail, "resend") ? resend_send : smtp_carrier_send;
}

bool carrier_leaves(const char *channel)
{
    carrier_send *carrier = carrier_choose(&(struct message){.channel = channel});
    return carrier && carrier != maildir_send && carrier != spool_send;
}

bool carrier_knows_attempts(carrier_send *carrier)
{
    return carrier != smtp_carrier_send && carrier != twilio_send;
}

enum rc carrier_sender(struct cx *cx, const struct message *message, struct sender *sender)
{
    bool ours = message->kind && !str_eq(message->kind, "MESSAGE");
    const char *from = config_get("mail_from");
    sender->address = *from ? from : arena_printf(cx->arena, "no-reply@%s", config_get("domain"));
    sender->name = ours ? "VisionCRM" : message->from_name ? message->from_name : cx->tenant->name;
    sender->reply_to = message->reply_to;
    if (!ours && !sender->reply_to && cx->db) {
        struct settings settings;
        TRY(settings_get(cx, &settings));
        sender->reply_to = settings.email;
    }
    return RC_OK;
}

enum rc carrier_refused(struct cx *cx, const char *service, const struct http_response *response, const char *detail)
{
    int status = response->status;
    bool later = status == 401 || status == 403 || status == 408 || status == 429 || status >= 500;
    int64_t wait_s = http_retry_after_s(cx, response);
    fault_printf(cx, later ? RC_UNAVAILABLE : RC_INVALID, NULL, "%s answered %d%s%s", service, status, detail ? ": " : "",
                 detail ? detail : "");
    cx->fault.retry_after_s = !later || wait_s < 0 ? 0 : wait_s < RETRY_MAX_S ? wait_s : RETRY_MAX_S;
    return cx->fault.rc;
}
