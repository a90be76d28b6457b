-- SPDX-License-Identifier: MIT
--
-- What dashboards and lists read instead of counting deals, kept by trigger.

-- Counts and sums by owner and the dimensions that lists filter and dashboards group by;
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

-- The company's deals by what lists filter, of which opportunity_stat has a row for each owner.
CREATE TABLE opportunity_total (
    status TEXT NOT NULL,
    stage TEXT NOT NULL,
    sector_type TEXT NOT NULL, -- '' for none
    deals INTEGER NOT NULL,
    PRIMARY KEY (status, stage, sector_type)
) WITHOUT ROWID, STRICT;
CREATE TRIGGER opportunity_stat_added AFTER INSERT ON opportunity_stat BEGIN
    INSERT INTO opportunity_total (status, stage, sector_type, deals) VALUES (new.status, new.stage, new.sector_type, new.deals)
        ON CONFLICT (status, stage, sector_type) DO UPDATE SET deals = deals + excluded.deals;
END;
CREATE TRIGGER opportunity_stat_changed AFTER UPDATE OF deals ON opportunity_stat WHEN old.deals <> new.deals BEGIN
    UPDATE opportunity_total SET deals = deals + new.deals - old.deals
        WHERE status = new.status AND stage = new.stage AND sector_type = new.sector_type;
END;
