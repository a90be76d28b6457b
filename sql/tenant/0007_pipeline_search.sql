-- Seeded coefficients and full-text search of the pipeline.

-- The specification's table. Ids are fixed, so that every tenant's seeds are alike.
INSERT INTO coefficient (id, factor_type, factor_value, coefficient, created_at, updated_at) VALUES
    ('00000000-0000-7000-8000-000000000001', 'project_type', 'Integrated services to Business', 9000, 0, 0),
    ('00000000-0000-7000-8000-000000000002', 'project_type', 'One-time service', 10000, 0, 0),
    ('00000000-0000-7000-8000-000000000003', 'project_maturity', 'Prospection', 1500, 0, 0),
    ('00000000-0000-7000-8000-000000000004', 'project_maturity', 'RFI', 2500, 0, 0),
    ('00000000-0000-7000-8000-000000000005', 'project_maturity', 'RFQ', 4500, 0, 0),
    ('00000000-0000-7000-8000-000000000006', 'project_maturity', 'Negotiation', 7500, 0, 0),
    ('00000000-0000-7000-8000-000000000007', 'project_maturity', 'Contract Signed', 10000, 0, 0),
    ('00000000-0000-7000-8000-000000000008', 'client_type', 'New', 9000, 0, 0),
    ('00000000-0000-7000-8000-000000000009', 'client_type', 'Existing', 10500, 0, 0),
    ('00000000-0000-7000-8000-000000000010', 'client_relationship', '1 - Low', 8500, 0, 0),
    ('00000000-0000-7000-8000-000000000011', 'client_relationship', '2 - Medium', 9000, 0, 0),
    ('00000000-0000-7000-8000-000000000012', 'client_relationship', '3 - Good', 10000, 0, 0),
    ('00000000-0000-7000-8000-000000000013', 'client_relationship', '4 - High', 10500, 0, 0),
    ('00000000-0000-7000-8000-000000000014', 'client_relationship', '5 - Excellent', 11000, 0, 0),
    ('00000000-0000-7000-8000-000000000015', 'conservative_approach', 'Yes', 9000, 0, 0),
    ('00000000-0000-7000-8000-000000000016', 'conservative_approach', 'No', 10000, 0, 0);

-- Search over project name, notes and the client's name. SQLite's own dialect.
CREATE VIRTUAL TABLE opportunity_fts USING fts5 (
    words, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);
CREATE VIEW opportunity_search_source AS
SELECT o.seq AS seq, o.project_name || ' ' || coalesce(o.update_notes, '') || ' ' || coalesce(c.name, '') AS words
FROM opportunity o LEFT JOIN client c ON c.id = o.client_id;
CREATE TRIGGER opportunity_words_insert AFTER INSERT ON opportunity BEGIN
    INSERT INTO opportunity_fts (rowid, words) SELECT seq, words FROM opportunity_search_source WHERE seq = new.seq;
END;
CREATE TRIGGER opportunity_words_update AFTER UPDATE OF project_name, update_notes, client_id ON opportunity
WHEN old.project_name IS NOT new.project_name OR old.update_notes IS NOT new.update_notes OR old.client_id IS NOT new.client_id BEGIN
    DELETE FROM opportunity_fts WHERE rowid = old.seq;
    INSERT INTO opportunity_fts (rowid, words) SELECT seq, words FROM opportunity_search_source WHERE seq = new.seq;
END;
CREATE TRIGGER opportunity_words_delete AFTER DELETE ON opportunity BEGIN
    DELETE FROM opportunity_fts WHERE rowid = old.seq;
END;
CREATE TRIGGER client_words_update AFTER UPDATE OF name ON client WHEN old.name IS NOT new.name BEGIN
    DELETE FROM opportunity_fts WHERE rowid IN (SELECT seq FROM opportunity WHERE client_id = new.id);
    INSERT INTO opportunity_fts (rowid, words)
        SELECT s.seq, s.words FROM opportunity o JOIN opportunity_search_source s ON s.seq = o.seq WHERE o.client_id = new.id;
END;

-- Search over clients and people.
CREATE VIRTUAL TABLE client_fts USING fts5 (words, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');
CREATE TRIGGER client_fts_insert AFTER INSERT ON client BEGIN
    INSERT INTO client_fts (rowid, words) VALUES (new.seq, new.name || ' ' || coalesce(new.industry, '') || ' '
        || coalesce(new.contact_person, '') || ' ' || coalesce(new.email, '') || ' ' || coalesce(new.phone, ''));
END;
CREATE TRIGGER client_fts_update AFTER UPDATE OF name, industry, contact_person, email, phone ON client BEGIN
    DELETE FROM client_fts WHERE rowid = old.seq;
    INSERT INTO client_fts (rowid, words) VALUES (new.seq, new.name || ' ' || coalesce(new.industry, '') || ' '
        || coalesce(new.contact_person, '') || ' ' || coalesce(new.email, '') || ' ' || coalesce(new.phone, ''));
END;
CREATE TRIGGER client_fts_delete AFTER DELETE ON client BEGIN
    DELETE FROM client_fts WHERE rowid = old.seq;
END;

CREATE VIRTUAL TABLE app_user_fts USING fts5 (words, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');
INSERT INTO app_user_fts (rowid, words)
    SELECT seq, username || ' ' || first_name || ' ' || coalesce(last_name, '') || ' ' || email FROM app_user;
CREATE TRIGGER app_user_fts_insert AFTER INSERT ON app_user BEGIN
    INSERT INTO app_user_fts (rowid, words)
        VALUES (new.seq, new.username || ' ' || new.first_name || ' ' || coalesce(new.last_name, '') || ' ' || new.email);
END;
CREATE TRIGGER app_user_fts_update AFTER UPDATE OF username, first_name, last_name, email ON app_user BEGIN
    DELETE FROM app_user_fts WHERE rowid = old.seq;
    INSERT INTO app_user_fts (rowid, words)
        VALUES (new.seq, new.username || ' ' || new.first_name || ' ' || coalesce(new.last_name, '') || ' ' || new.email);
END;
