-- The sales pipeline: clients, coefficients, opportunities with their history, and the aggregates that dashboards read.
-- Shares, scores and coefficients are in ten-thousandths (0.25 = 2500); money in cents.

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
    created_by TEXT REFERENCES app_user (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX client_by_name ON client (name, seq);
CREATE INDEX client_by_creator ON client (created_by);

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
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX coefficient_value ON coefficient (factor_type, lower(factor_value));
CREATE INDEX coefficient_unfinished ON coefficient (recalculated_to) WHERE recalculated_to IS NOT NULL;

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
    stage TEXT NOT NULL CHECK (stage IN ('Prospection', 'Qualification', 'RFI', 'RFQ', 'Proposal', 'Negotiation', 'Closed')),
    created_date TEXT NOT NULL,      -- created_at in the tenant's zone
    closed_date TEXT,                -- the day it became Won, Lost or Cancelled; NULL while open
    last_activity_at INTEGER NOT NULL,
    created_by_id TEXT REFERENCES app_user (id),
    last_modified_by_id TEXT REFERENCES app_user (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CHECK (closing_date >= starting_date),
    CHECK ((closed_date IS NOT NULL) = (status IN ('Won', 'Lost', 'Cancelled')))
) STRICT;
CREATE INDEX opportunity_by_owner ON opportunity (owner_id, status, seq);
CREATE INDEX opportunity_by_team ON opportunity (team_id, seq);
CREATE INDEX opportunity_by_client ON opportunity (client_id, seq);
CREATE INDEX opportunity_by_status ON opportunity (status, seq);
CREATE INDEX opportunity_by_creator ON opportunity (created_by_id);
CREATE INDEX opportunity_by_modifier ON opportunity (last_modified_by_id);
CREATE INDEX opportunity_by_closing ON opportunity (closing_date, seq);
CREATE INDEX opportunity_by_amount ON opportunity (original_amount, seq);
CREATE INDEX opportunity_by_name ON opportunity (project_name, seq);
CREATE INDEX opportunity_by_score ON opportunity (probability_score, seq);
CREATE INDEX opportunity_by_status_score ON opportunity (status, probability_score, seq);
CREATE INDEX opportunity_by_status_weight ON opportunity (status, weighted_amount, seq);
CREATE INDEX opportunity_by_start ON opportunity (starting_date, seq);
CREATE INDEX opportunity_by_weight ON opportunity (weighted_amount, seq);
-- All that lists filter by, for totals that no kept sum knows: counting reads this instead of the deals themselves.
CREATE INDEX opportunity_filter ON opportunity (service_type, sector_type, status, stage, owner_id, client_id, original_amount,
    probability_score, starting_date, closing_date, team_id);
CREATE INDEX opportunity_top ON opportunity (owner_id, weighted_amount, seq) WHERE status = 'Active';
CREATE INDEX opportunity_due ON opportunity (owner_id, closing_date, seq) WHERE status = 'Active';
CREATE INDEX opportunity_quiet ON opportunity (owner_id, last_activity_at, seq) WHERE status = 'Active';

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
    created_by TEXT NOT NULL REFERENCES app_user (id),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX report_by_creator ON report (created_by, seq);

-- Aggregates, kept by trigger. Counts and sums by owner and the dimensions that lists filter and dashboards group by;
-- a team's or the company's figures are sums over its owners.
CREATE TABLE opportunity_stat (
    owner_id TEXT NOT NULL,
    status TEXT NOT NULL,
    stage TEXT NOT NULL,
    sector_type TEXT NOT NULL, -- '' for none
    deals INTEGER NOT NULL,
    total INTEGER NOT NULL,    -- cents
    weighted INTEGER NOT NULL, -- cents
    created_sum INTEGER NOT NULL, -- sum of created_at in seconds, for the mean age
    PRIMARY KEY (owner_id, status, stage, sector_type)
) WITHOUT ROWID, STRICT;

-- What happened in which month (YYYY-MM of the tenant's zone).
CREATE TABLE opportunity_month (
    owner_id TEXT NOT NULL,
    month TEXT NOT NULL,
    created INTEGER NOT NULL,
    won INTEGER NOT NULL,
    lost INTEGER NOT NULL,
    won_total INTEGER NOT NULL, -- cents
    PRIMARY KEY (owner_id, month)
) WITHOUT ROWID, STRICT;

-- Expected revenue as a difference array: the revenue of month m (12 * year + month - 1) is the sum of all differences up to
-- and including m. A deal of n months adds its share at its first month, takes back the odd cents after the months that have
-- them, and its share after its last: three numbers instead of n.
CREATE TABLE revenue_delta (
    owner_id TEXT NOT NULL,
    month INTEGER NOT NULL,
    sales INTEGER NOT NULL,  -- cents
    margin INTEGER NOT NULL, -- cents
    PRIMARY KEY (owner_id, month)
) WITHOUT ROWID, STRICT;

CREATE VIEW opportunity_delta AS
WITH parts AS NOT MATERIALIZED ( -- so that a trigger's WHERE reaches the table
    SELECT seq, owner_id, duration_months AS n,
        CAST(substr(starting_date, 1, 4) AS INTEGER) * 12 + CAST(substr(starting_date, 6, 2) AS INTEGER) - 1 AS first,
        weighted_amount / duration_months AS sales, weighted_amount % duration_months AS sales_odd,
        gross_margin_amount / duration_months AS margin, gross_margin_amount % duration_months AS margin_odd
    FROM opportunity WHERE status IN ('Active', 'Won')
)
SELECT seq, owner_id, first AS month, sales + (sales_odd > 0) AS sales, margin + (margin_odd > 0) AS margin FROM parts
UNION ALL SELECT seq, owner_id, first + sales_odd, -1, 0 FROM parts WHERE sales_odd > 0
UNION ALL SELECT seq, owner_id, first + margin_odd, 0, -1 FROM parts WHERE margin_odd > 0
UNION ALL SELECT seq, owner_id, first + n, -sales, -margin FROM parts;

CREATE VIEW opportunity_months AS
SELECT seq, owner_id, substr(created_date, 1, 7) AS month, 1 AS created, 0 AS won, 0 AS lost, 0 AS won_total FROM opportunity
UNION ALL
SELECT seq, owner_id, substr(closed_date, 1, 7), 0, status = 'Won', status = 'Lost',
    CASE WHEN status = 'Won' THEN original_amount ELSE 0 END
FROM opportunity WHERE status IN ('Won', 'Lost');

CREATE TRIGGER opportunity_added AFTER INSERT ON opportunity BEGIN
    INSERT INTO opportunity_stat (owner_id, status, stage, sector_type, deals, total, weighted, created_sum)
        VALUES (new.owner_id, new.status, new.stage, coalesce(new.sector_type, ''), 1, new.original_amount, new.weighted_amount,
            (new.created_at / 1000))
        ON CONFLICT (owner_id, status, stage, sector_type) DO UPDATE SET deals = deals + excluded.deals,
            total = total + excluded.total, weighted = weighted + excluded.weighted, created_sum = created_sum + excluded.created_sum;
    INSERT INTO opportunity_month (owner_id, month, created, won, lost, won_total)
        SELECT owner_id, month, created, won, lost, won_total FROM opportunity_months WHERE seq = new.seq
        ON CONFLICT (owner_id, month) DO UPDATE SET created = created + excluded.created, won = won + excluded.won,
            lost = lost + excluded.lost, won_total = won_total + excluded.won_total;
    INSERT INTO revenue_delta (owner_id, month, sales, margin)
        SELECT owner_id, month, sales, margin FROM opportunity_delta WHERE seq = new.seq
        ON CONFLICT (owner_id, month) DO UPDATE SET sales = sales + excluded.sales, margin = margin + excluded.margin;
    UPDATE counter SET value = value + 1 WHERE name = 'opportunity';
END;
CREATE TRIGGER opportunity_changing BEFORE UPDATE OF owner_id, status, stage, sector_type, original_amount, weighted_amount, gross_margin_amount, starting_date,
    duration_months, created_at, created_date, closed_date ON opportunity BEGIN
    INSERT INTO opportunity_stat (owner_id, status, stage, sector_type, deals, total, weighted, created_sum)
        VALUES (old.owner_id, old.status, old.stage, coalesce(old.sector_type, ''), -1, -old.original_amount, -old.weighted_amount,
            -(old.created_at / 1000))
        ON CONFLICT (owner_id, status, stage, sector_type) DO UPDATE SET deals = deals + excluded.deals,
            total = total + excluded.total, weighted = weighted + excluded.weighted, created_sum = created_sum + excluded.created_sum;
    INSERT INTO opportunity_month (owner_id, month, created, won, lost, won_total)
        SELECT owner_id, month, -created, -won, -lost, -won_total FROM opportunity_months WHERE seq = old.seq
        ON CONFLICT (owner_id, month) DO UPDATE SET created = created + excluded.created, won = won + excluded.won,
            lost = lost + excluded.lost, won_total = won_total + excluded.won_total;
    INSERT INTO revenue_delta (owner_id, month, sales, margin)
        SELECT owner_id, month, -sales, -margin FROM opportunity_delta WHERE seq = old.seq
        ON CONFLICT (owner_id, month) DO UPDATE SET sales = sales + excluded.sales, margin = margin + excluded.margin;
END;
CREATE TRIGGER opportunity_changed AFTER UPDATE OF owner_id, status, stage, sector_type, original_amount, weighted_amount, gross_margin_amount, starting_date,
    duration_months, created_at, created_date, closed_date ON opportunity BEGIN
    INSERT INTO opportunity_stat (owner_id, status, stage, sector_type, deals, total, weighted, created_sum)
        VALUES (new.owner_id, new.status, new.stage, coalesce(new.sector_type, ''), 1, new.original_amount, new.weighted_amount,
            (new.created_at / 1000))
        ON CONFLICT (owner_id, status, stage, sector_type) DO UPDATE SET deals = deals + excluded.deals,
            total = total + excluded.total, weighted = weighted + excluded.weighted, created_sum = created_sum + excluded.created_sum;
    INSERT INTO opportunity_month (owner_id, month, created, won, lost, won_total)
        SELECT owner_id, month, created, won, lost, won_total FROM opportunity_months WHERE seq = new.seq
        ON CONFLICT (owner_id, month) DO UPDATE SET created = created + excluded.created, won = won + excluded.won,
            lost = lost + excluded.lost, won_total = won_total + excluded.won_total;
    INSERT INTO revenue_delta (owner_id, month, sales, margin)
        SELECT owner_id, month, sales, margin FROM opportunity_delta WHERE seq = new.seq
        ON CONFLICT (owner_id, month) DO UPDATE SET sales = sales + excluded.sales, margin = margin + excluded.margin;
END;
CREATE TRIGGER opportunity_removing BEFORE DELETE ON opportunity BEGIN
    INSERT INTO opportunity_stat (owner_id, status, stage, sector_type, deals, total, weighted, created_sum)
        VALUES (old.owner_id, old.status, old.stage, coalesce(old.sector_type, ''), -1, -old.original_amount, -old.weighted_amount,
            -(old.created_at / 1000))
        ON CONFLICT (owner_id, status, stage, sector_type) DO UPDATE SET deals = deals + excluded.deals,
            total = total + excluded.total, weighted = weighted + excluded.weighted, created_sum = created_sum + excluded.created_sum;
    INSERT INTO opportunity_month (owner_id, month, created, won, lost, won_total)
        SELECT owner_id, month, -created, -won, -lost, -won_total FROM opportunity_months WHERE seq = old.seq
        ON CONFLICT (owner_id, month) DO UPDATE SET created = created + excluded.created, won = won + excluded.won,
            lost = lost + excluded.lost, won_total = won_total + excluded.won_total;
    INSERT INTO revenue_delta (owner_id, month, sales, margin)
        SELECT owner_id, month, -sales, -margin FROM opportunity_delta WHERE seq = old.seq
        ON CONFLICT (owner_id, month) DO UPDATE SET sales = sales + excluded.sales, margin = margin + excluded.margin;
    UPDATE counter SET value = value - 1 WHERE name = 'opportunity';
END;

-- How an owner's deals move: those that entered a stage; those of them that later reached a later step of Prospection, RFI, RFQ,
-- Negotiation, Closed (a loss is no step); completed stays and the time spent in them. A deal takes its history along to a new
-- owner.
CREATE TABLE stage_stat (
    owner_id TEXT NOT NULL,
    stage TEXT NOT NULL,
    entered INTEGER NOT NULL,
    advanced INTEGER NOT NULL,
    stays INTEGER NOT NULL,
    seconds INTEGER NOT NULL,
    PRIMARY KEY (owner_id, stage)
) WITHOUT ROWID, STRICT;

CREATE VIEW opportunity_step AS
SELECT seq, opportunity_id, stage, entered_at, left_at, CASE stage WHEN 'Prospection' THEN 1 WHEN 'RFI' THEN 2 WHEN 'RFQ' THEN 3
    WHEN 'Negotiation' THEN 4 WHEN 'Closed' THEN CASE lost WHEN 0 THEN 5 END END AS step
FROM opportunity_stage;

CREATE VIEW opportunity_path AS
SELECT s.opportunity_id, o.owner_id, s.stage, s.entered,
    s.entered AND EXISTS (SELECT 1 FROM opportunity_step later WHERE later.opportunity_id = s.opportunity_id
        AND later.seq > s.seq AND later.step > s.step) AS advanced,
    s.left_at IS NOT NULL AS stays, coalesce((s.left_at - s.entered_at) / 1000, 0) AS seconds
FROM (SELECT i.*, NOT EXISTS (SELECT 1 FROM opportunity_stage earlier WHERE earlier.opportunity_id = i.opportunity_id
        AND earlier.seq < i.seq AND earlier.stage = i.stage) AS entered FROM opportunity_step i) s
JOIN opportunity o ON o.id = s.opportunity_id;

CREATE TRIGGER stay_adding BEFORE INSERT ON opportunity_stage BEGIN
    INSERT INTO stage_stat (owner_id, stage, entered, advanced, stays, seconds)
        SELECT owner_id, stage, -entered, -advanced, -stays, -seconds FROM opportunity_path WHERE opportunity_id = new.opportunity_id
        ON CONFLICT (owner_id, stage) DO UPDATE SET entered = entered + excluded.entered,
            advanced = advanced + excluded.advanced, stays = stays + excluded.stays, seconds = seconds + excluded.seconds;
END;
CREATE TRIGGER stay_added AFTER INSERT ON opportunity_stage BEGIN
    INSERT INTO stage_stat (owner_id, stage, entered, advanced, stays, seconds)
        SELECT owner_id, stage, entered, advanced, stays, seconds FROM opportunity_path WHERE opportunity_id = new.opportunity_id
        ON CONFLICT (owner_id, stage) DO UPDATE SET entered = entered + excluded.entered,
            advanced = advanced + excluded.advanced, stays = stays + excluded.stays, seconds = seconds + excluded.seconds;
END;
CREATE TRIGGER stay_changing BEFORE UPDATE OF left_at, lost ON opportunity_stage
WHEN old.left_at IS NOT new.left_at OR old.lost <> new.lost BEGIN
    INSERT INTO stage_stat (owner_id, stage, entered, advanced, stays, seconds)
        SELECT owner_id, stage, -entered, -advanced, -stays, -seconds FROM opportunity_path WHERE opportunity_id = old.opportunity_id
        ON CONFLICT (owner_id, stage) DO UPDATE SET entered = entered + excluded.entered,
            advanced = advanced + excluded.advanced, stays = stays + excluded.stays, seconds = seconds + excluded.seconds;
END;
CREATE TRIGGER stay_changed AFTER UPDATE OF left_at, lost ON opportunity_stage
WHEN old.left_at IS NOT new.left_at OR old.lost <> new.lost BEGIN
    INSERT INTO stage_stat (owner_id, stage, entered, advanced, stays, seconds)
        SELECT owner_id, stage, entered, advanced, stays, seconds FROM opportunity_path WHERE opportunity_id = new.opportunity_id
        ON CONFLICT (owner_id, stage) DO UPDATE SET entered = entered + excluded.entered,
            advanced = advanced + excluded.advanced, stays = stays + excluded.stays, seconds = seconds + excluded.seconds;
END;
CREATE TRIGGER path_leaving BEFORE UPDATE OF owner_id ON opportunity WHEN old.owner_id <> new.owner_id BEGIN
    INSERT INTO stage_stat (owner_id, stage, entered, advanced, stays, seconds)
        SELECT owner_id, stage, -entered, -advanced, -stays, -seconds FROM opportunity_path WHERE opportunity_id = old.id
        ON CONFLICT (owner_id, stage) DO UPDATE SET entered = entered + excluded.entered,
            advanced = advanced + excluded.advanced, stays = stays + excluded.stays, seconds = seconds + excluded.seconds;
END;
CREATE TRIGGER path_arriving AFTER UPDATE OF owner_id ON opportunity WHEN old.owner_id <> new.owner_id BEGIN
    INSERT INTO stage_stat (owner_id, stage, entered, advanced, stays, seconds)
        SELECT owner_id, stage, entered, advanced, stays, seconds FROM opportunity_path WHERE opportunity_id = new.id
        ON CONFLICT (owner_id, stage) DO UPDATE SET entered = entered + excluded.entered,
            advanced = advanced + excluded.advanced, stays = stays + excluded.stays, seconds = seconds + excluded.seconds;
END;
CREATE TRIGGER path_removing BEFORE DELETE ON opportunity BEGIN
    INSERT INTO stage_stat (owner_id, stage, entered, advanced, stays, seconds)
        SELECT owner_id, stage, -entered, -advanced, -stays, -seconds FROM opportunity_path WHERE opportunity_id = old.id
        ON CONFLICT (owner_id, stage) DO UPDATE SET entered = entered + excluded.entered,
            advanced = advanced + excluded.advanced, stays = stays + excluded.stays, seconds = seconds + excluded.seconds;
END;

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
