-- SPDX-License-Identifier: MIT
--
-- Requests for wrk, one of a list after the other: wrk -s load.lua URL -- LIST COOKIE PAUSE_MS
-- LIST has one "METHOD host path" a line; a POST creates a contact that nobody had before. PAUSE_MS > 0 makes each connection
-- wait before its next request. The last line printed is "RESULT " and what was measured, as JSON.

local last_names = { "Lefèvre", "Moreau", "Girard", "Bonnet", "Lambert", "Fontaine", "Roussel", "Vincent", "Muller", "Faure" }
local threads = 0
local entries = {}
local at = 0

function setup(thread)
    thread:set("number", threads)
    threads = threads + 1
end

local function read_entries(name, cookie)
    for line in io.lines(name) do
        local method, host, path = line:match("^(%S+) (%S+) (%S+)$")
        local headers = { Host = host, Cookie = cookie }
        if method == "POST" then
            headers["Content-Type"] = "application/json"
            entries[#entries + 1] = { path = path, headers = headers }
        else
            entries[#entries + 1] = wrk.format(method, path, headers)
        end
    end
end

local function contact()
    local n = math.random(0, 99999999)
    local name = last_names[n % #last_names + 1]
    return string.format('{"first_name":"Camille","last_name":"%s","email":"camille.%d@example.fr","phone":"+336%08d",'
        .. '"address":{"street":"%d rue des Lilas","city":"Lyon","postal_code":"69003","country":"France"},"tags":["client"]}',
        name, n, n, n % 200 + 1)
end

function init(args)
    local pause = tonumber(args[3])
    math.randomseed(os.time() * 16 + number)
    read_entries(args[1], args[2])
    at = math.random(#entries)
    if pause > 0 then
        delay = function() return math.random(pause / 2, pause * 3 / 2) end
    end
end

function request()
    at = at % #entries + 1
    local entry = entries[at]
    if type(entry) == "string" then
        return entry
    end
    return wrk.format("POST", entry.path, entry.headers, contact())
end

function done(summary, latency)
    local errors = summary.errors
    print(string.format('RESULT {"requests":%d,"seconds":%.6f,"mean_ms":%.4f,"p50_ms":%.3f,"p99_ms":%.3f,"max_ms":%.3f,'
        .. '"errors":%d}', summary.requests, summary.duration / 1e6, latency.mean / 1e3, latency:percentile(50) / 1e3,
        latency:percentile(99) / 1e3, latency.max / 1e3,
        errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
