-- SPDX-License-Identifier: MIT
--
-- The sales pipeline: clients, coefficients, opportunities with their history, and reports.

CREATE TABLE client (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    industry TEXT,
    relationship_tier TEXT,
    contact_person TEXT,
    email TEXT,
    phone TEXT,
    address TEXT,
    notes TEXT,
    -- Every text that a list of clients sorts by has its key and its index: they are written rarely, and listed often.
    name_key TEXT,
    industry_key TEXT,
    relationship_tier_key TEXT,
    contact_person_key TEXT,
    email_key TEXT,
    words TEXT,
    name_words TEXT, -- of the name alone, for its opportunities
    phone_words TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    created_by TEXT REFERENCES app_user (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX client_by_name ON client (name_key, seq);
CREATE INDEX client_by_industry ON client (industry_key, seq);
CREATE INDEX client_by_relationship_tier ON client (relationship_tier_key, seq);
CREATE INDEX client_by_contact_person ON client (contact_person_key, seq);
CREATE INDEX client_by_email_order ON client (email_key, seq);
CREATE INDEX client_by_phone_order ON client (phone, seq);
CREATE INDEX client_by_creator ON client (created_by);
-- Whose address or number it is (see contact_by_email).
CREATE INDEX client_by_email ON client (email COLLATE NOCASE) WHERE email IS NOT NULL;
CREATE INDEX client_by_phone ON client (phone) WHERE phone IS NOT NULL;

CREATE TABLE coefficient (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    factor_type TEXT NOT NULL CHECK (factor_type IN
        ('project_type', 'project_maturity', 'client_type', 'client_relationship', 'conservative_approach')),
    factor_value TEXT NOT NULL CHECK (length(factor_value) BETWEEN 1 AND 100),
    coefficient INTEGER NOT NULL CHECK (coefficient BETWEEN 0 AND 100000), -- ten-thousandths
    is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    -- A change of the coefficient is carried to the opportunities in batches, in order of seq: how far it has come.
    -- NULL: nothing to do.
    recalculated_to INTEGER,
    version INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX coefficient_value ON coefficient (factor_type, lower(factor_value));
CREATE INDEX coefficient_unfinished ON coefficient (recalculated_to) WHERE recalculated_to IS NOT NULL;
CREATE TRIGGER coefficient_few BEFORE INSERT ON coefficient WHEN (SELECT count(*) FROM coefficient) >= 1000 BEGIN
    SELECT RAISE(ABORT, 'TOO_MANY: A tenant has at most 1,000 coefficients');
END;

-- The specification's table, in its order. Each tenant has ids of its own, which begin with the time.
-- anew: coefficient
INSERT INTO coefficient (seq, id, factor_type, factor_value, coefficient, created_at, updated_at)
    WITH seed (seq, factor_type, factor_value, coefficient) AS (VALUES
        (1, 'project_type', 'Integrated services to Business', 9000),
        (2, 'project_type', 'One-time service', 10000),
        (3, 'project_maturity', 'Prospection', 1500),
        (4, 'project_maturity', 'RFI', 2500),
        (5, 'project_maturity', 'RFQ', 4500),
        (6, 'project_maturity', 'Negotiation', 7500),
        (7, 'project_maturity', 'Contract Signed', 10000),
        (8, 'client_type', 'New', 9000),
        (9, 'client_type', 'Existing', 10500),
        (10, 'client_relationship', '1 - Low', 8500),
        (11, 'client_relationship', '2 - Medium', 9000),
        (12, 'client_relationship', '3 - Good', 10000),
        (13, 'client_relationship', '4 - High', 10500),
        (14, 'client_relationship', '5 - Excellent', 11000),
        (15, 'conservative_approach', 'Yes', 9000),
        (16, 'conservative_approach', 'No', 10000)
    ), began AS MATERIALIZED (SELECT CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER) AS at)
    SELECT seq, lower(printf('%08x-%04x-7%03x-%04x-%04x%08x', began.at >> 16, began.at & 65535, seq, 32768 | (random() & 16383),
        random() & 65535, random() & 4294967295)), factor_type, factor_value, coefficient, began.at, began.at
    FROM seed, began ORDER BY seq;

-- The statuses of opportunities (lib/pipeline/opportunity.c).
CREATE TABLE opportunity_status (
    name TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('draft', 'open', 'closed')),
    success INTEGER NOT NULL DEFAULT 0 CHECK (success IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO opportunity_status (name, position, phase, success) VALUES
    ('Active', 10, 'open', 0),
    ('Won', 20, 'closed', 1),
    ('Lost', 30, 'closed', 0),
    ('On Hold', 40, 'open', 0),
    ('Cancelled', 50, 'closed', 0);

-- The stages that a deal goes through (lib/pipeline/opportunity.c); `phase` says where nothing is waited for any more.
CREATE TABLE stage (
    name TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('draft', 'open', 'closed')),
    success INTEGER NOT NULL DEFAULT 0 CHECK (success IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO stage (name, position, phase, success) VALUES
    ('Prospection', 10, 'open', 0),
    ('Qualification', 20, 'open', 0),
    ('RFI', 30, 'open', 0),
    ('RFQ', 40, 'open', 0),
    ('Proposal', 50, 'open', 0),
    ('Negotiation', 60, 'open', 0),
    ('Closed', 70, 'closed', 0);

-- probability is the product of the five coefficients kept beside it, rounded to three decimals; score is what counts:
-- the rounded probability, the override, 1 for Won, 0 for Lost and Cancelled.
CREATE TABLE opportunity (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    project_name TEXT NOT NULL,
    update_notes TEXT,
    owner_id TEXT NOT NULL REFERENCES app_user (id),
    team_id TEXT REFERENCES team (id), -- always the owner's
    client_id TEXT REFERENCES client (id),
    client_name TEXT, -- sorting by it must not look it up for each deal
    client_name_key TEXT,
    project_name_key TEXT,
    words TEXT,
    service_type TEXT,
    sector_type TEXT,
    original_amount INTEGER NOT NULL CHECK (original_amount >= 0),
    gross_margin_percentage INTEGER NOT NULL CHECK (gross_margin_percentage BETWEEN 0 AND 10000),
    project_type TEXT NOT NULL,
    project_maturity TEXT NOT NULL,
    client_type TEXT NOT NULL,
    client_relationship TEXT NOT NULL,
    conservative_approach INTEGER NOT NULL CHECK (conservative_approach IN (0, 1)),
    project_type_coef INTEGER NOT NULL,
    maturity_coef INTEGER NOT NULL,
    client_type_coef INTEGER NOT NULL,
    relationship_coef INTEGER NOT NULL,
    conservative_coef INTEGER NOT NULL,
    probability INTEGER NOT NULL,
    probability_score INTEGER NOT NULL CHECK (probability_score BETWEEN 0 AND 10000),
    win_probability_override INTEGER CHECK (win_probability_override BETWEEN 0 AND 10000),
    weighted_amount INTEGER NOT NULL,
    gross_margin_amount INTEGER NOT NULL,
    starting_date TEXT NOT NULL,
    closing_date TEXT NOT NULL,
    duration_months INTEGER NOT NULL CHECK (duration_months >= 1),
    status TEXT NOT NULL REFERENCES opportunity_status (name),
    stage TEXT NOT NULL REFERENCES stage (name),
    created_date TEXT NOT NULL,      -- created_at in the tenant's zone
    closed_date TEXT,                -- the day its status became a closed one; NULL while open
    last_activity_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    created_by_id TEXT REFERENCES app_user (id),
    last_modified_by_id TEXT REFERENCES app_user (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CHECK (closing_date >= starting_date)
) STRICT;
-- What a CHECK would say, but that a status is a row.
CREATE TRIGGER opportunity_closed_insert BEFORE INSERT ON opportunity
WHEN (new.closed_date IS NOT NULL) <> (SELECT phase = 'closed' FROM opportunity_status WHERE name = new.status) BEGIN
    SELECT RAISE(ABORT, 'a deal has closed_date while its status is a closed one');
END;
CREATE TRIGGER opportunity_closed_update BEFORE UPDATE OF status, closed_date ON opportunity
WHEN (new.closed_date IS NOT NULL) <> (SELECT phase = 'closed' FROM opportunity_status WHERE name = new.status) BEGIN
    SELECT RAISE(ABORT, 'a deal has closed_date while its status is a closed one');
END;
-- Lists of a hundred thousand opportunities (lib/store/list_long.c): every order that is offered as quick has an index for
-- everybody's deals of a status, and one for somebody's; other lists of everybody's, or of several people's, are merged of these.
CREATE INDEX opportunity_by_status ON opportunity (status, seq, stage, sector_type);
CREATE INDEX opportunity_by_status_name ON opportunity (status, project_name_key, seq);
CREATE INDEX opportunity_by_status_amount ON opportunity (status, original_amount, seq);
CREATE INDEX opportunity_by_status_score ON opportunity (status, probability_score, seq);
CREATE INDEX opportunity_by_status_weight ON opportunity (status, weighted_amount, seq);
CREATE INDEX opportunity_by_status_start ON opportunity (status, starting_date, seq);
CREATE INDEX opportunity_by_status_closing ON opportunity (status, closing_date, seq);
CREATE INDEX opportunity_of_name ON opportunity (owner_id, status, project_name_key, seq);
CREATE INDEX opportunity_of_amount ON opportunity (owner_id, status, original_amount, seq);
CREATE INDEX opportunity_of_start ON opportunity (owner_id, status, starting_date, seq);
CREATE INDEX opportunity_of_closing ON opportunity (owner_id, status, closing_date, seq);
CREATE INDEX opportunity_of_score ON opportunity (owner_id, status, probability_score, seq);
CREATE INDEX opportunity_of_weight ON opportunity (owner_id, status, weighted_amount, seq);
CREATE INDEX opportunity_quiet ON opportunity (owner_id, last_activity_at, seq) WHERE status = 'Active';
-- All that lists filter by, for totals that no kept sum knows: counting reads this instead of the deals themselves. (A team's
-- deals are those of its people.)
CREATE INDEX opportunity_filter ON opportunity (owner_id, status, seq, stage, sector_type, service_type, client_id,
    original_amount, probability_score, starting_date, closing_date);
-- A client's count and total need no look at the deals themselves.
CREATE INDEX opportunity_by_client ON opportunity (client_id, seq, owner_id, team_id, original_amount);
CREATE INDEX opportunity_by_team ON opportunity (team_id, seq);
-- For the foreign key; partial, so that no list and no grouping is drawn to it.
CREATE INDEX opportunity_by_stage ON opportunity (stage) WHERE stage IS NOT NULL;
CREATE INDEX opportunity_by_creator ON opportunity (created_by_id);
CREATE INDEX opportunity_by_modifier ON opportunity (last_modified_by_id);

-- Each stay in a stage. `lost` marks the entry into Closed by a loss or cancellation, which is no step forward.
CREATE TABLE opportunity_stage (
    seq INTEGER PRIMARY KEY,
    opportunity_id TEXT NOT NULL REFERENCES opportunity (id) ON DELETE CASCADE,
    stage TEXT NOT NULL,
    entered_at INTEGER NOT NULL,
    left_at INTEGER,
    lost INTEGER NOT NULL DEFAULT 0 CHECK (lost IN (0, 1))
) STRICT;
CREATE INDEX opportunity_stage_of ON opportunity_stage (opportunity_id, seq);

CREATE TABLE opportunity_activity (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    opportunity_id TEXT NOT NULL REFERENCES opportunity (id) ON DELETE CASCADE,
    user_id TEXT REFERENCES app_user (id),
    activity_type TEXT NOT NULL CHECK (activity_type IN ('created', 'updated', 'status_changed', 'stage_changed', 'note_added',
        'meeting_scheduled', 'call_made', 'email_sent', 'proposal_sent', 'document_uploaded')),
    description TEXT NOT NULL,
    old_value TEXT,
    new_value TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX opportunity_activity_of ON opportunity_activity (opportunity_id, seq);
CREATE INDEX opportunity_activity_by_user ON opportunity_activity (user_id);

-- A report keeps what it said: parameters and data as JSON, and who may read it again.
CREATE TABLE report (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    report_type TEXT NOT NULL CHECK (report_type IN ('pipeline')),
    parameters TEXT NOT NULL,
    data TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    created_by TEXT NOT NULL REFERENCES app_user (id),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX report_by_creator ON report (created_by, seq);

INSERT INTO counter (name, value) VALUES ('opportunity', 0), ('client', 0);
CREATE TRIGGER client_counted AFTER INSERT ON client BEGIN
    UPDATE counter SET value = value + 1 WHERE name = 'client';
END;
CREATE TRIGGER client_uncounted AFTER DELETE ON client BEGIN
    UPDATE counter SET value = value - 1 WHERE name = 'client';
END;

-- An opportunity's team is its owner's, whoever moves the owner.
CREATE TRIGGER app_user_moved AFTER UPDATE OF team_id ON app_user WHEN old.team_id IS NOT new.team_id BEGIN
    UPDATE opportunity SET team_id = new.team_id WHERE owner_id = new.id;
END;
