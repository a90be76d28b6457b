/* SPDX-License-Identifier: MIT
 *
 * Customers of the demonstration garage, private people and businesses, and the cars they come with. */
#include "base/str.h"
#include "base/time.h"
#include "demo/garage_story.h"
#include "tenant/legal.h"
#include "tenant/settings.h"
#include "workshop/contact.h"
#include "workshop/vehicle.h"

#define KNOWN_PERCENT 40 /* customers whom the garage had before the year began */
#define OLDEST_PLATE_YEAR 2009
#define PLATE_LETTERS "ABCDEFGHJKLMNPQRSTVWXYZ" /* without I, O and U */
#define PLATE_PAIRS 528                         /* of those letters, without SS */
#define PLATE_SS 384                            /* S is the 17th letter: 16 * 23 + 16 */
#define VIN_LETTERS "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
#define VIN_LENGTH 17
#define VIN_SERIAL 6 /* digits at the end */

static const char *pick(struct story *story, const char *const *texts, int64_t count)
{
    return texts[dice_roll(&story->dice, count)];
}

/* ---- contacts ---- */

/* Lower-case ASCII of a name, for addresses: "Jean-Baptiste" -> "jean-baptiste", "Noël" -> "noel", "Da Silva" -> "da-silva". */
static const char *ascii_name(struct arena *arena, const char *name)
{
    static const struct {
        uint32_t code;
        const char *ascii;
    } folds[] = {{0xE0, "a"}, {0xE2, "a"}, {0xE7, "c"}, {0xC7, "c"}, {0xE8, "e"}, {0xE9, "e"}, {0xC9, "e"}, {0xEA, "e"},
                 {0xEB, "e"}, {0xEE, "i"}, {0xEF, "i"}, {0xF4, "o"}, {0xF6, "o"}, {0xFB, "u"}, {0xFC, "u"}, {' ', "-"}};
    struct buf out;
    buf_init(&out, arena, 32);
    for (uint32_t code = utf8_next(&name); code; code = utf8_next(&name)) {
        size_t i = 0;
        while (i < sizeof folds / sizeof *folds && folds[i].code != code) {
            i++;
        }
        if (i < sizeof folds / sizeof *folds) {
            buf_str(&out, folds[i].ascii);
        } else if (code < 0x80) {
            buf_char(&out, (char)code);
        }
    }
    return str_lower(arena, out.data);
}

/* The nth of that name gets a number. */
static void name_person(struct story *story, struct contact *contact)
{
    struct arena *arena = story->cx->arena;
    int64_t first = dice_roll(&story->dice, DEMO_FIRST_NAMES);
    int64_t last = dice_roll(&story->dice, DEMO_LAST_NAMES);
    int again = story->namesakes[first][last]++;
    contact->first_name = demo_first_names[first];
    contact->last_name = demo_last_names[last];
    const char *number = again ? arena_printf(arena, "%d", again + 1) : "";
    contact->email = arena_printf(arena, "%s.%s%s@example.fr", ascii_name(arena, contact->first_name),
                                  ascii_name(arena, contact->last_name), number);
}

static const char *siren_new(struct story *story)
{
    char digits[10];
    snprintf(digits, sizeof digits, "99%06d0", (int)dice_roll(&story->dice, 1000000));
    while (!siren_valid(digits)) {
        digits[8]++;
    }
    return arena_strdup(story->cx->arena, digits);
}

static const char *vat_number_of(struct story *story, const char *siren)
{
    int64_t base = 0;
    str_int(siren, 0, 999999999, &base);
    return arena_printf(story->cx->arena, "FR%02d%s", (int)((12 + 3 * (base % 97)) % 97), siren);
}

static const struct demo_trade *name_business(struct story *story, struct contact *contact)
{
    struct arena *arena = story->cx->arena;
    const struct demo_trade *trade = &demo_trades[dice_roll(&story->dice, DEMO_TRADES)];
    const char *family = pick(story, demo_last_names, DEMO_LAST_NAMES);
    if (dice_chance(&story->dice, 60)) {
        name_person(story, contact);
    } else {
        contact->email = arena_printf(arena, "contact%zu@%s.example.fr", story->customer_count, ascii_name(arena, family));
    }
    contact->company = arena_printf(arena, "%s%s%s", trade->before, family, trade->after);
    contact->siren = siren_new(story);
    contact->vat_number = dice_chance(&story->dice, 85) ? vat_number_of(story, contact->siren) : NULL;
    contact->tags = trade->tags;
    return trade;
}

/* The regulator keeps 06 39 98 and 04 65 71 for fiction (ARCEP, national numbering plan). */
static void fill_address(struct story *story, struct contact *contact)
{
    struct arena *arena = story->cx->arena;
    const struct demo_city *city = &demo_cities[dice_roll(&story->dice, DEMO_CITIES)];
    contact->address_street =
        arena_printf(arena, "%d %s", (int)(1 + dice_roll(&story->dice, 140)), pick(story, demo_streets, DEMO_STREETS));
    contact->address_city = city->name;
    contact->address_postal_code = city->postal_code;
    contact->address_country = "France";
    contact->phone = arena_printf(arena, "%s%04d", contact->company && dice_chance(&story->dice, 50) ? "+3346571" : "+3363998",
                                  (int)(((int64_t)story->customer_count * 7919 + 137) % 10000));
    contact->custom_fields = dice_chance(&story->dice, 40) ? pick(story, demo_sources, DEMO_SOURCES) : NULL;
}

/* Returns the most vehicles that may come with the contact. */
static int64_t make_up(struct story *story, struct contact *contact)
{
    int64_t fleet = 2;
    record_clear(&contact_record, contact);
    if (dice_chance(&story->dice, 25)) {
        fleet = name_business(story, contact)->fleet;
    } else {
        name_person(story, contact);
        contact->tags = pick(story, demo_private_tags, DEMO_PRIVATE_TAGS);
    }
    contact->is_vip = dice_chance(&story->dice, contact->company ? 14 : 5);
    fill_address(story, contact);
    return fleet;
}

/* The first contact is the one that the printed examples of the API show. */
static int64_t make_up_first(struct contact *contact)
{
    record_clear(&contact_record, contact);
    contact->first_name = "Marc";
    contact->last_name = "Dupont";
    contact->email = "marc.dupont@example.fr";
    contact->phone = "+33612345678";
    contact->company = "Dupont SARL";
    contact->address_street = "12 Rue de la Paix";
    contact->address_city = "Paris";
    contact->address_postal_code = "75001";
    contact->address_country = "France";
    contact->tags = "[\"client_fidele\",\"commercial\"]";
    contact->is_vip = 1;
    return 3;
}

/* ---- vehicles ---- */

/* SIV plates run from AA-001-AA (2009) at some ten pairs of letters a year. `serial` makes them unique. */
static const char *plate_new(struct story *story, int64_t year, size_t serial)
{
    int64_t since = year < OLDEST_PLATE_YEAR ? 0 : year - OLDEST_PLATE_YEAR;
    int64_t pair = since * 97 / 10 + dice_roll(&story->dice, 9);
    int64_t mixed = (int64_t)(((uint64_t)serial * 48271 + 20011) % (PLATE_PAIRS * 999));
    int64_t end = mixed / 999;
    end += end >= PLATE_SS;
    return arena_printf(story->cx->arena, "%c%c-%03d-%c%c", PLATE_LETTERS[pair / 23], PLATE_LETTERS[pair % 23],
                        (int)(mixed % 999 + 1), PLATE_LETTERS[end / 23], PLATE_LETTERS[end % 23]);
}

static const char *vin_new(struct story *story, const char *wmi, size_t serial)
{
    char vin[VIN_LENGTH + 1];
    snprintf(vin, sizeof vin, "%s", wmi);
    for (size_t i = strlen(wmi); i < VIN_LENGTH - VIN_SERIAL; i++) {
        vin[i] = VIN_LETTERS[dice_roll(&story->dice, (int64_t)sizeof VIN_LETTERS - 1)];
    }
    snprintf(vin + VIN_LENGTH - VIN_SERIAL, VIN_SERIAL + 1, "%06zu", (serial * 7919 + 100003) % 1000000);
    return arena_strdup(story->cx->arena, vin);
}

/* Businesses drive vans as often as cars. */
static const struct demo_model *model_new(struct story *story, bool business)
{
    bool van = dice_chance(&story->dice, business ? 55 : 4);
    const struct demo_model *model = &demo_models[dice_roll(&story->dice, DEMO_MODELS)];
    while (model->van != van) {
        model = &demo_models[dice_roll(&story->dice, DEMO_MODELS)];
    }
    return model;
}

static int64_t year_new(struct story *story, const struct demo_model *model)
{
    int year, month, day;
    date_parts(story->day, &year, &month, &day);
    int64_t last = model->last_year && model->last_year < year ? model->last_year : year - 1;
    int64_t age = dice_roll(&story->dice, 8) + dice_roll(&story->dice, 8);
    return last - age > model->first_year ? last - age : model->first_year;
}

static enum rc insert_vehicle(struct story *story, const struct demo_customer *owner, const struct demo_model *model,
                              struct vehicle *vehicle)
{
    int year, month, day;
    struct demo_car *car = &story->cars[story->car_count++];
    date_parts(story->day, &year, &month, &day);
    *car = (struct demo_car){.owner = owner, .model = model, .since = story->day};
    car->daily = owner->business ? 40 + dice_roll(&story->dice, 60) : 15 + dice_roll(&story->dice, 40);
    car->mileage = (year - vehicle->year) * car->daily * 250 + 1500 + dice_roll(&story->dice, 6000);
    vehicle->owner_id = owner->id;
    vehicle->make = model->make;
    vehicle->model = model->model;
    vehicle->color = pick(story, demo_colors, DEMO_COLORS);
    vehicle->mileage = car->mileage;
    TRY(resource_create(story->cx, &vehicle_resource, vehicle, UINT64_MAX));
    car->id = story_keep(story, vehicle->id);
    return RC_OK;
}

static enum rc add_vehicle(struct story *story, const struct demo_customer *owner)
{
    struct vehicle vehicle;
    const struct demo_model *model = model_new(story, owner->business);
    record_clear(&vehicle_record, &vehicle);
    if (story->car_count == 0) {
        model = &demo_models[0];
        vehicle.year = 2020;
        vehicle.license_plate = "AB-123-CD";
        vehicle.vin = "VF1AAAA1234567890";
    } else {
        vehicle.year = year_new(story, model);
        vehicle.license_plate = plate_new(story, vehicle.year, story->car_count);
        vehicle.vin = vin_new(story, model->wmi, story->car_count);
    }
    return insert_vehicle(story, owner, model, &vehicle);
}

/* Most people have one car; of a fleet any number up to the most. */
static int64_t vehicle_count(struct story *story, int64_t most)
{
    if (most <= 2) {
        int64_t roll = dice_roll(&story->dice, 100);
        return roll < 4 ? 0 : roll < 72 || most == 1 ? 1 : 2;
    }
    return 1 + dice_roll(&story->dice, most);
}

static enum rc add_customer(struct story *story)
{
    struct contact contact;
    bool is_first = story->customer_count == 0;
    int64_t most = is_first ? make_up_first(&contact) : make_up(story, &contact);
    int64_t vehicles = is_first ? most : vehicle_count(story, most);
    story_act(story);
    TRY(resource_create(story->cx, &contact_resource, &contact, UINT64_MAX));
    struct demo_customer *customer = &story->customers[story->customer_count++];
    *customer = (struct demo_customer){story_keep(story, contact.id), contact.company != NULL, contact.is_vip == 1};
    for (int64_t i = 0; i < vehicles; i++) {
        TRY(add_vehicle(story, customer));
    }
    story->batch_rows++;
    return story_breathe(story);
}

enum rc story_people(struct story *story)
{
    int64_t known = story->order->contacts * KNOWN_PERCENT / 100;
    size_t due = story->customer_count < (size_t)known ? (size_t)known : 0;
    if (!due) {
        due = story_owed(story, story->order->contacts - known, story->customer_count - (size_t)known, story->first);
    }
    for (; due; due--) {
        TRY(add_customer(story));
    }
    return RC_OK;
}

const struct demo_car *story_car(struct story *story)
{
    return &story->cars[dice_roll(&story->dice, (int64_t)story->car_count)];
}

int64_t car_mileage(const struct story *story, const struct demo_car *car)
{
    return car->mileage + (story->day - car->since) * car->daily;
}
