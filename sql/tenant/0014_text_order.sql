-- The order of texts as people expect it: keys that the program fills (text_key of lib/store/order.c) and plain indexes serve.

DROP INDEX contact_by_last_name;
DROP INDEX contact_by_company;
DROP INDEX client_by_name;
DROP INDEX opportunity_by_status_name;
DROP INDEX opportunity_of_name;

ALTER TABLE contact ADD COLUMN last_name_key TEXT;
ALTER TABLE contact ADD COLUMN company_key TEXT;
ALTER TABLE vehicle ADD COLUMN make_key TEXT;
ALTER TABLE client ADD COLUMN name_key TEXT;
ALTER TABLE app_user ADD COLUMN name_key TEXT;
ALTER TABLE team ADD COLUMN name_key TEXT;
ALTER TABLE opportunity ADD COLUMN project_name_key TEXT;
ALTER TABLE opportunity ADD COLUMN client_name_key TEXT; -- its client's
UPDATE contact SET last_name_key = text_key(last_name), company_key = text_key(company);
UPDATE vehicle SET make_key = text_key(make) WHERE make IS NOT NULL;
UPDATE client SET name_key = text_key(name);
UPDATE app_user SET name_key = text_key(trim(first_name || ' ' || coalesce(last_name, '')));
UPDATE team SET name_key = text_key(name);
UPDATE opportunity SET project_name_key = text_key(project_name),
    client_name_key = (SELECT name_key FROM client WHERE id = client_id);

CREATE INDEX contact_by_last_name ON contact (last_name_key, seq) WHERE deleted_at IS NULL;
CREATE INDEX contact_by_company ON contact (company_key, seq) WHERE deleted_at IS NULL;
CREATE INDEX vehicle_by_make ON vehicle (make_key, seq) WHERE deleted_at IS NULL;
CREATE INDEX client_by_name ON client (name_key, seq);
CREATE INDEX opportunity_by_status_name ON opportunity (status, project_name_key, seq);
CREATE INDEX opportunity_of_name ON opportunity (owner_id, status, project_name_key, seq);

DROP TRIGGER opportunity_client_named;
DROP TRIGGER opportunity_client_changed;
DROP TRIGGER client_renamed;
CREATE TRIGGER opportunity_client_named AFTER INSERT ON opportunity WHEN new.client_id IS NOT NULL BEGIN
    UPDATE opportunity SET (client_name, client_name_key) = (SELECT name, name_key FROM client WHERE id = new.client_id)
        WHERE seq = new.seq;
END;
CREATE TRIGGER opportunity_client_changed AFTER UPDATE OF client_id ON opportunity WHEN old.client_id IS NOT new.client_id BEGIN
    UPDATE opportunity SET (client_name, client_name_key) = (SELECT name, name_key FROM client WHERE id = new.client_id)
        WHERE seq = new.seq;
END;
CREATE TRIGGER client_renamed AFTER UPDATE OF name ON client WHEN old.name IS NOT new.name BEGIN
    UPDATE opportunity SET client_name = new.name, client_name_key = new.name_key WHERE client_id = new.id;
END;
