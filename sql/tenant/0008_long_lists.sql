-- Lists of a hundred thousand opportunities (lib/store/list_long.c): every order that is offered as quick has an index for
-- everybody's deals of a status, and one for somebody's; other lists of everybody's, or of several people's, are merged of these.

DROP INDEX opportunity_by_closing;
DROP INDEX opportunity_by_amount;
DROP INDEX opportunity_by_name;
DROP INDEX opportunity_by_score;
DROP INDEX opportunity_by_start;
DROP INDEX opportunity_by_weight;
DROP INDEX opportunity_by_status;
CREATE INDEX opportunity_by_status ON opportunity (status, seq, stage, sector_type);
CREATE INDEX opportunity_by_status_name ON opportunity (status, project_name, seq);
CREATE INDEX opportunity_by_status_amount ON opportunity (status, original_amount, seq);
CREATE INDEX opportunity_by_status_start ON opportunity (status, starting_date, seq);
CREATE INDEX opportunity_by_status_closing ON opportunity (status, closing_date, seq);

DROP INDEX opportunity_by_owner;
DROP INDEX opportunity_top;
DROP INDEX opportunity_due;
CREATE INDEX opportunity_of_name ON opportunity (owner_id, status, project_name, seq);
CREATE INDEX opportunity_of_amount ON opportunity (owner_id, status, original_amount, seq);
CREATE INDEX opportunity_of_start ON opportunity (owner_id, status, starting_date, seq);
CREATE INDEX opportunity_of_closing ON opportunity (owner_id, status, closing_date, seq);
CREATE INDEX opportunity_of_score ON opportunity (owner_id, status, probability_score, seq);
CREATE INDEX opportunity_of_weight ON opportunity (owner_id, status, weighted_amount, seq);

-- All that lists filter by, for totals that no kept sum knows: counting reads this instead of the deals themselves. (A team's
-- deals are those of its people.)
DROP INDEX opportunity_filter;
CREATE INDEX opportunity_filter ON opportunity (owner_id, status, seq, stage, sector_type, service_type, client_id,
    original_amount, probability_score, starting_date, closing_date);

-- A client's count and total need no look at the deals themselves.
DROP INDEX opportunity_by_client;
CREATE INDEX opportunity_by_client ON opportunity (client_id, seq, owner_id, team_id, original_amount);

-- Sorting by the client's name must not look it up for each deal.
ALTER TABLE opportunity ADD COLUMN client_name TEXT;
UPDATE opportunity SET client_name = (SELECT name FROM client WHERE id = client_id) WHERE client_id IS NOT NULL;
CREATE TRIGGER opportunity_client_named AFTER INSERT ON opportunity WHEN new.client_id IS NOT NULL BEGIN
    UPDATE opportunity SET client_name = (SELECT name FROM client WHERE id = new.client_id) WHERE seq = new.seq;
END;
CREATE TRIGGER opportunity_client_changed AFTER UPDATE OF client_id ON opportunity WHEN old.client_id IS NOT new.client_id BEGIN
    UPDATE opportunity SET client_name = (SELECT name FROM client WHERE id = new.client_id) WHERE seq = new.seq;
END;
CREATE TRIGGER client_renamed AFTER UPDATE OF name ON client WHEN old.name IS NOT new.name BEGIN
    UPDATE opportunity SET client_name = new.name WHERE client_id = new.id;
END;

-- The company's deals by what lists filter, of which opportunity_stat has a row for each owner.
CREATE TABLE opportunity_total (
    status TEXT NOT NULL,
    stage TEXT NOT NULL,
    sector_type TEXT NOT NULL, -- '' for none
    deals INTEGER NOT NULL,
    PRIMARY KEY (status, stage, sector_type)
) WITHOUT ROWID, STRICT;
INSERT INTO opportunity_total (status, stage, sector_type, deals)
    SELECT status, stage, sector_type, sum(deals) FROM opportunity_stat GROUP BY status, stage, sector_type;
CREATE TRIGGER opportunity_stat_added AFTER INSERT ON opportunity_stat BEGIN
    INSERT INTO opportunity_total (status, stage, sector_type, deals) VALUES (new.status, new.stage, new.sector_type, new.deals)
        ON CONFLICT (status, stage, sector_type) DO UPDATE SET deals = deals + excluded.deals;
END;
CREATE TRIGGER opportunity_stat_changed AFTER UPDATE OF deals ON opportunity_stat WHEN old.deals <> new.deals BEGIN
    UPDATE opportunity_total SET deals = deals + new.deals - old.deals
        WHERE status = new.status AND stage = new.stage AND sector_type = new.sector_type;
END;
