/* SPDX-License-Identifier: MIT
 *
 * What was done to a vehicle, and when: its service records. */
#ifndef WORKSHOP_SERVICE_H
#define WORKSHOP_SERVICE_H

#include "workshop/vehicle.h"

struct service_part {
    const char *name;
    int64_t quantity;   /* thousandths */
    int64_t unit_price; /* ten-thousandths */
};

struct service_record {
    const char *id;
    const char *vehicle_id;
    const char *date;
    int64_t mileage; /* km */
    const char *description;
    int64_t cost;        /* cents */
    const char *parts;   /* JSON array of service_part */
    int64_t labor_hours; /* hundredths */
    const char *created_by;
    int64_t created_at;
    int64_t version;   /* one more at each write */
    struct list items; /* service_part, on input */
};
extern const struct record service_record_record; /* stored row and answer */
extern const struct record service_input_record;  /* body of POST …/service-records */

/* Adds a service record; raises the vehicle's mileage when it is higher; logs VEHICLE_SERVICED. Fills id. */
enum rc service_record_add(struct cx *cx, const struct vehicle *vehicle, struct service_record *service);
/* All of a vehicle, newest first. */
extern const struct list_spec service_record_list; /* takes :vehicle_id */

#endif
