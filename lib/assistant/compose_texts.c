/* SPDX-License-Identifier: MIT
 *
 * The templates. {1} the blank and first name, {2} the paper's number, {3} its amount, {4} "il y a 7 jours", {5} a date with its
 * time, {6} the vehicle, {7} "12 jours". */
#include "assistant/compose.h"

const struct letter_template letter_templates[] = {
    {"quote_followup", NULL, "fr", "Suivi de votre devis {2}",
     "Bonjour{1},\n\nJ'espère que vous allez bien.\n\nJe me permets de revenir vers vous concernant le devis {2} d'un montant "
     "de {3} que "
     "nous vous avons transmis {4}.\n\nAvez-vous eu l'occasion de le consulter ? N'hésitez pas si vous avez des questions ou "
     "souhaitez des ajustements.",
     "Bonjour{1}, avez-vous pu consulter le devis {2} de {3} transmis {4} ? Nous restons à votre disposition."},
    {"quote_followup", NULL, "en", "Your quote {2}",
     "Hello{1},\n\nI hope you are well.\n\nI am writing about the quote {2} of {3} that we sent you {4}.\n\nHave you had a "
     "chance to "
     "look at it? Please let me know if you have any questions or would like changes.",
     "Hello{1}, have you had a chance to look at quote {2} of {3}, sent {4}? We are here for your questions."},

    {"overdue_reminder", "friendly", "fr", "Rappel : facture {2}",
     "Bonjour{1},\n\nSauf erreur de notre part, la facture {2} d'un montant de {3} reste à régler : son échéance est dépassée "
     "de "
     "{7}.\n\nIl s'agit sans doute d'un oubli. Si votre règlement est déjà parti, merci de ne pas tenir compte de ce message.",
     "Bonjour{1}, sauf erreur, la facture {2} de {3} reste à régler (échéance dépassée de {7}). Si c'est déjà fait, merci de "
     "ne pas "
     "tenir compte de ce message."},
    {"overdue_reminder", "firm", "fr", "Relance : facture {2} impayée",
     "Bonjour{1},\n\nMalgré notre rappel, nous n'avons pas reçu le règlement de la facture {2} d'un montant de {3}, échue "
     "depuis "
     "{7}.\n\nNous vous remercions de procéder au paiement sous huit jours, ou de nous contacter si une difficulté se "
     "présente.",
     "Bonjour{1}, la facture {2} de {3} est échue depuis {7}. Merci de la régler sous huit jours ou de nous contacter."},
    {"overdue_reminder", "final", "fr", "Dernier rappel avant recouvrement : facture {2}",
     "Bonjour{1},\n\nLa facture {2} d'un montant de {3}, échue depuis {7}, demeure impayée malgré nos relances.\n\nCeci est "
     "notre "
     "dernier rappel : sans règlement de votre part sous huit jours, nous devrons engager une procédure de "
     "recouvrement.\n\nNous "
     "restons joignables pour convenir d'une solution.",
     "Bonjour{1}, dernier rappel : la facture {2} de {3}, échue depuis {7}, est impayée. Sans règlement sous huit jours, nous "
     "devrons "
     "engager un recouvrement."},
    {"overdue_reminder", "friendly", "en", "Reminder: invoice {2}",
     "Hello{1},\n\nUnless we are mistaken, invoice {2} of {3} is still unpaid; it was due {7} ago.\n\nThis may have slipped "
     "your mind. "
     "If your payment is already on its way, please ignore this message.",
     "Hello{1}, unless we are mistaken, invoice {2} of {3} is still unpaid (due {7} ago). If you have paid already, please "
     "ignore this "
     "message."},
    {"overdue_reminder", "firm", "en", "Unpaid invoice {2}",
     "Hello{1},\n\nDespite our reminder, we have not received the payment of invoice {2} of {3}, which was due {7} "
     "ago.\n\nPlease pay "
     "within eight days, or contact us if there is a difficulty.",
     "Hello{1}, invoice {2} of {3} was due {7} ago. Please pay within eight days or contact us."},
    {"overdue_reminder", "final", "en", "Final reminder before collection: invoice {2}",
     "Hello{1},\n\nInvoice {2} of {3}, due {7} ago, remains unpaid despite our reminders.\n\nThis is our final reminder: "
     "without your "
     "payment within eight days, we shall have to start a collection procedure.\n\nWe remain available to agree on a solution.",
     "Hello{1}, final reminder: invoice {2} of {3}, due {7} ago, is unpaid. Without payment within eight days we shall have to "
     "start a "
     "collection procedure."},

    {"appointment", NULL, "fr", "Votre rendez-vous {5}",
     "Bonjour{1},\n\nNous vous confirmons votre rendez-vous {5}{6}.\n\nSi vous avez un empêchement, merci de nous prévenir "
     "afin que nous "
     "convenions d'une autre date.",
     "Bonjour{1}, nous vous confirmons votre rendez-vous {5}{6}. En cas d'empêchement, merci de nous prévenir."},
    {"appointment", NULL, "en", "Your appointment {5}",
     "Hello{1},\n\nThis is to confirm your appointment {5}{6}.\n\nIf you cannot come, please let us know so that we can find "
     "another "
     "date.",
     "Hello{1}, this is to confirm your appointment {5}{6}. If you cannot come, please let us know."},

    {"vehicle_ready", NULL, "fr", "Votre véhicule est prêt",
     "Bonjour{1},\n\nVotre véhicule{6} est prêt. Vous pouvez passer le récupérer aux heures d'ouverture.\n\nNous restons à "
     "votre "
     "disposition pour toute question.",
     "Bonjour{1}, votre véhicule{6} est prêt ! Vous pouvez passer le récupérer."},
    {"vehicle_ready", NULL, "en", "Your vehicle is ready",
     "Hello{1},\n\nYour vehicle{6} is ready. You can collect it during opening hours.\n\nPlease let us know if you have any "
     "questions.",
     "Hello{1}, your vehicle{6} is ready! You can come and collect it."},

    {"thanks", NULL, "fr", "Merci de votre confiance",
     "Bonjour{1},\n\nNous vous remercions de votre confiance et de votre visite.\n\nN'hésitez pas à revenir vers nous si vous "
     "avez la "
     "moindre question.",
     "Bonjour{1}, merci de votre confiance et de votre visite. À bientôt !"},
    {"thanks", NULL, "en", "Thank you",
     "Hello{1},\n\nThank you for your trust and your visit.\n\nPlease do not hesitate to contact us if you have any questions.",
     "Hello{1}, thank you for your trust and your visit. See you soon!"},
    {NULL, NULL, NULL, NULL, NULL, NULL},
};
