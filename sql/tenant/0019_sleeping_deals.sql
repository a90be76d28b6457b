-- SPDX-License-Identifier: MIT
--
-- What shows that a deal sleeps: since when it stands in its stage; and counting those that nobody follows up reads the same index
-- as every other filter. The sums of a board come out of it as well.

ALTER TABLE opportunity ADD COLUMN stage_entered_at INTEGER;
UPDATE opportunity SET stage_entered_at = (SELECT entered_at FROM opportunity_stage
    WHERE opportunity_id = opportunity.id AND left_at IS NULL ORDER BY seq DESC LIMIT 1);

DROP INDEX opportunity_filter;
CREATE INDEX opportunity_filter ON opportunity (owner_id, status, seq, stage, sector_type, service_type, client_id,
    original_amount, probability_score, starting_date, closing_date, last_activity_at, weighted_amount);
