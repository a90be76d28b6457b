/* SPDX-License-Identifier: MIT
 *
 * The table of tools as JSON Schema, the way chat completions want it. */
#include "assistant/model.h"
#include "base/str.h"

static void write_values(struct json *json, const char *const *values)
{
    json_key(json, "enum");
    json_array(json);
    for (; *values; values++) {
        json_text(json, *values);
    }
    json_array_end(json);
}

static const char *type_of(const struct field *field)
{
    switch (field->type) {
    case FT_INT:
        return "integer";
    case FT_DECIMAL:
        return "number";
    case FT_BOOL:
        return "boolean";
    case FT_TEXT:
    case FT_EMAIL:
    case FT_PHONE:
    case FT_UUID:
    case FT_ENUM:
    case FT_DATE:
    case FT_TIME:
    case FT_TAGS:
    case FT_IDS:
    case FT_OBJECT:
    case FT_RAW:
    case FT_LIST:
    case FT_RECORD:
    case FT_BASE:
    case FT_ROWS:
    case FT_TRUE:
        break;
    }
    return "string";
}

static void write_argument(struct json *json, const struct tool *tool, const struct field *field)
{
    const char *const *values = str_eq(field->name, "status") ? tool->statuses : field->values;
    json_key(json, field->name);
    json_object(json);
    json_kv_text(json, "type", type_of(field));
    if (field->about) {
        json_kv_text(json, "description", field->about);
    }
    if (field->type == FT_DATE) {
        json_kv_text(json, "format", "date");
    }
    if (values) {
        write_values(json, values);
    }
    json_object_end(json);
}

static void write_parameters(struct json *json, const struct tool *tool)
{
    json_object(json);
    json_kv_text(json, "type", "object");
    json_key(json, "properties");
    json_object(json);
    for (size_t i = 0; i < ask_record.count; i++) {
        if (tool_takes(tool, ask_record.fields[i].name)) {
            write_argument(json, tool, &ask_record.fields[i]);
        }
    }
    json_object_end(json);
    json_key(json, "required");
    json_array(json);
    for (size_t i = 0; i < ask_record.count; i++) {
        if (tool_needs(tool, ask_record.fields[i].name)) {
            json_text(json, ask_record.fields[i].name);
        }
    }
    json_array_end(json);
    json_kv_bool(json, "additionalProperties", 0);
    json_object_end(json);
}

void model_write_tools(struct json *json)
{
    json_array(json);
    for (const struct tool *tool = tools; tool->name; tool++) {
        json_object(json);
        json_kv_text(json, "type", "function");
        json_key(json, "function");
        json_object(json);
        json_kv_text(json, "name", tool->name);
        json_kv_text(json, "description", tool->about[LANGUAGE_EN]);
        json_key(json, "parameters");
        write_parameters(json, tool);
        json_object_end(json);
        json_object_end(json);
    }
    json_array_end(json);
}
