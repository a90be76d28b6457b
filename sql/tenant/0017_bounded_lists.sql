-- Lists of sixty thousand rows: one index of each table has all that its list filters and sorts by, so that pages and totals are
-- found without a look at the rows themselves, which may be large.
DROP INDEX task_by_assignee;
CREATE INDEX task_by_assignee ON task (assignee_id, seq, status, priority, contact_id, due_date, updated_at);
DROP INDEX activity_by_type;
CREATE INDEX activity_by_type ON activity (type, seq, created_at, contact_id, user_id);
DROP INDEX quote_by_status;
CREATE INDEX quote_by_status ON quote (status, seq, total, issue_date, contact_id, vehicle_id);
DROP INDEX invoice_by_status;
CREATE INDEX invoice_by_status ON invoice (status, seq, due_date, issue_date, total, contact_id, vehicle_id);
DROP INDEX vehicle_by_make;
CREATE INDEX vehicle_by_make ON vehicle (make_key, seq, make, year, mileage, updated_at, deleted_at) WHERE deleted_at IS NULL;

-- The revenue report reads payments invoice by invoice.
DROP INDEX payment_by_invoice;
CREATE INDEX payment_by_invoice ON payment (invoice_id, seq, paid_at, amount);

-- What is read as a whole stays small.
CREATE TRIGGER app_user_few BEFORE INSERT ON app_user WHEN (SELECT count(*) FROM app_user) >= 10000 BEGIN
    SELECT RAISE(ABORT, 'TOO_MANY: A tenant has at most 10,000 people');
END;
CREATE TRIGGER team_few BEFORE INSERT ON team WHEN (SELECT count(*) FROM team) >= 1000 BEGIN
    SELECT RAISE(ABORT, 'TOO_MANY: A tenant has at most 1,000 teams');
END;
CREATE TRIGGER coefficient_few BEFORE INSERT ON coefficient WHEN (SELECT count(*) FROM coefficient) >= 1000 BEGIN
    SELECT RAISE(ABORT, 'TOO_MANY: A tenant has at most 1,000 coefficients');
END;
