/* SPDX-License-Identifier: MIT
 *
 * THE table: every endpoint of the product, with everything that dispatch, OpenAPI, nginx and the tests need to know of it. The
 * rows of a noun stand with its handlers in fcgi/api/; `visioncrm routes` prints them all. Of two rows of one method and path
 * that with ROUTE_BEARER comes first. */
#include "fcgi/serve/route.h"

#define GROUPS(X)                                                                                                              \
    X(auth_routes)                                                                                                             \
    X(account_routes)                                                                                                          \
    X(bootstrap_routes)                                                                                                        \
    X(contact_routes)                                                                                                          \
    X(vehicle_routes)                                                                                                          \
    X(search_routes)                                                                                                           \
    X(changes_routes)                                                                                                          \
    X(saved_view_routes)                                                                                                       \
    X(ocr_routes)                                                                                                              \
    X(catalogue_routes)                                                                                                        \
    X(quote_routes)                                                                                                            \
    X(invoice_routes)                                                                                                          \
    X(credit_note_routes)                                                                                                      \
    X(closing_routes)                                                                                                          \
    X(supplier_invoice_routes)                                                                                                 \
    X(task_routes)                                                                                                             \
    X(activity_routes)                                                                                                         \
    X(today_routes)                                                                                                            \
    X(communication_routes)                                                                                                    \
    X(pipeline_report_routes)                                                                                                  \
    X(report_routes)                                                                                                           \
    X(ereport_routes)                                                                                                          \
    X(ai_routes)                                                                                                               \
    X(opportunity_routes)                                                                                                      \
    X(export_routes)                                                                                                           \
    X(coefficient_routes)                                                                                                      \
    X(client_routes)                                                                                                           \
    X(dashboard_routes)                                                                                                        \
    X(people_routes)                                                                                                           \
    X(profile_routes)                                                                                                          \
    X(team_routes)                                                                                                             \
    X(settings_routes)                                                                                                         \
    X(import_routes)                                                                                                           \
    X(audit_routes)                                                                                                            \
    X(job_routes)                                                                                                              \
    X(billing_routes)                                                                                                          \
    X(webhook_routes)                                                                                                          \
    X(stripe_routes)                                                                                                           \
    X(system_routes)

#define DECLARE(group) extern const struct route_group group;
GROUPS(DECLARE)

#define LIST(group) &(group),
const struct route_group *const route_groups[] = {GROUPS(LIST) NULL};
