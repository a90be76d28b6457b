-- Every text that a list of clients sorts by has its key and its index: they are written rarely, and listed often.
ALTER TABLE client ADD COLUMN industry_key TEXT;
ALTER TABLE client ADD COLUMN relationship_tier_key TEXT;
ALTER TABLE client ADD COLUMN contact_person_key TEXT;
ALTER TABLE client ADD COLUMN email_key TEXT;
UPDATE client SET industry_key = text_key(industry), relationship_tier_key = text_key(relationship_tier),
    contact_person_key = text_key(contact_person), email_key = text_key(email);
CREATE INDEX client_by_industry ON client (industry_key, seq);
CREATE INDEX client_by_relationship_tier ON client (relationship_tier_key, seq);
CREATE INDEX client_by_contact_person ON client (contact_person_key, seq);
CREATE INDEX client_by_email_order ON client (email_key, seq);
CREATE INDEX client_by_phone_order ON client (phone, seq);
