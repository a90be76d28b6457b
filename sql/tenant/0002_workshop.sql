-- The garage: contacts, vehicles, service records, quotes, invoices, payments, credit notes, tasks, activities.
-- seq orders rows and is never shown; id is the public UUIDv7. Money is in cents, quantities in thousandths, rates in
-- hundredths of a percent, instants in milliseconds UTC, dates are YYYY-MM-DD.

CREATE TABLE contact (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    first_name TEXT,
    last_name TEXT,
    email TEXT,
    phone TEXT,
    company TEXT,
    siren TEXT,
    vat_number TEXT,
    address_street TEXT,
    address_city TEXT,
    address_postal_code TEXT,
    address_country TEXT,
    tags TEXT NOT NULL DEFAULT '[]',
    is_vip INTEGER NOT NULL DEFAULT 0 CHECK (is_vip IN (0, 1)),
    custom_fields TEXT NOT NULL DEFAULT '{}',
    vehicles_count INTEGER NOT NULL DEFAULT 0,
    name TEXT GENERATED ALWAYS AS
        (coalesce(nullif(trim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')), ''), company)) STORED,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER,
    CHECK (first_name IS NOT NULL OR last_name IS NOT NULL OR company IS NOT NULL)
) STRICT;
CREATE INDEX contact_by_vip ON contact (is_vip, seq) WHERE deleted_at IS NULL;
CREATE INDEX contact_by_last_name ON contact (last_name, seq) WHERE deleted_at IS NULL;
CREATE INDEX contact_by_company ON contact (company, seq) WHERE deleted_at IS NULL;
CREATE INDEX contact_by_updated ON contact (updated_at, seq) WHERE deleted_at IS NULL;

CREATE TABLE vehicle (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    owner_id TEXT NOT NULL REFERENCES contact (id),
    vin TEXT CHECK (length(vin) = 17),
    license_plate TEXT,
    make TEXT,
    model TEXT,
    year INTEGER,
    color TEXT,
    mileage INTEGER CHECK (mileage >= 0),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER
) STRICT;
CREATE INDEX vehicle_by_owner ON vehicle (owner_id, seq);
CREATE INDEX vehicle_by_plate ON vehicle (license_plate) WHERE deleted_at IS NULL;
CREATE INDEX vehicle_by_vin ON vehicle (vin) WHERE deleted_at IS NULL;

CREATE TABLE service_record (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    vehicle_id TEXT NOT NULL REFERENCES vehicle (id),
    date TEXT NOT NULL,
    mileage INTEGER,
    description TEXT NOT NULL,
    cost INTEGER,
    parts TEXT NOT NULL DEFAULT '[]',
    labor_hours INTEGER,
    created_by TEXT REFERENCES app_user (id),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX service_record_by_vehicle ON service_record (vehicle_id, date, seq);
CREATE INDEX service_record_by_creator ON service_record (created_by);

-- The statuses of quotes, in the order in which they are shown; lib/workshop/quote.c has the same rows. A draft may be changed and
-- deleted, open waits for something, closed does not; success: closed as it was hoped.
CREATE TABLE quote_status (
    name TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('draft', 'open', 'closed')),
    success INTEGER NOT NULL DEFAULT 0 CHECK (success IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO quote_status (name, position, phase, success) VALUES
    ('DRAFT', 10, 'draft', 0),
    ('SENT', 20, 'open', 0),
    ('ACCEPTED', 30, 'closed', 1),
    ('REJECTED', 40, 'closed', 0),
    ('EXPIRED', 50, 'closed', 0);

CREATE TABLE quote (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    quote_number TEXT NOT NULL UNIQUE,
    contact_id TEXT NOT NULL REFERENCES contact (id),
    vehicle_id TEXT REFERENCES vehicle (id),
    issue_date TEXT NOT NULL,
    valid_until TEXT,
    subtotal INTEGER NOT NULL,
    vat_rate INTEGER NOT NULL,
    vat_amount INTEGER NOT NULL,
    total INTEGER NOT NULL CHECK (total >= 0),
    status TEXT NOT NULL REFERENCES quote_status (name),
    notes TEXT,
    created_by TEXT REFERENCES app_user (id),
    sent_at INTEGER,
    closed_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX quote_by_contact ON quote (contact_id, seq);
CREATE INDEX quote_by_vehicle ON quote (vehicle_id);
CREATE INDEX quote_by_status ON quote (status, seq, total);
CREATE INDEX quote_by_expiry ON quote (valid_until) WHERE status = 'SENT';
CREATE INDEX quote_by_issue_date ON quote (issue_date, seq);
CREATE INDEX quote_by_creator ON quote (created_by);

CREATE TABLE quote_item (
    seq INTEGER PRIMARY KEY,
    quote_id TEXT NOT NULL REFERENCES quote (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    description TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    unit_price INTEGER NOT NULL,
    vat_rate INTEGER, -- NULL: the document's
    total INTEGER NOT NULL,
    UNIQUE (quote_id, position)
) STRICT;

-- The statuses of invoices (lib/workshop/payment.c).
CREATE TABLE invoice_status (
    name TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('draft', 'open', 'closed')),
    success INTEGER NOT NULL DEFAULT 0 CHECK (success IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO invoice_status (name, position, phase, success) VALUES
    ('DRAFT', 10, 'draft', 0),
    ('SENT', 20, 'open', 0),
    ('PAID', 30, 'closed', 1),
    ('OVERDUE', 40, 'open', 0),
    ('CREDITED', 50, 'closed', 0);

-- status is what was last recorded; a SENT invoice past its due date reads as OVERDUE before the sweep says so.
-- seller, buyer and vehicle are copies made at issue (JSON), so that the document never changes.
CREATE TABLE invoice (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    invoice_number TEXT UNIQUE,
    quote_id TEXT UNIQUE REFERENCES quote (id),
    contact_id TEXT NOT NULL REFERENCES contact (id),
    vehicle_id TEXT REFERENCES vehicle (id),
    issue_date TEXT,
    due_date TEXT,
    service_date TEXT,
    subtotal INTEGER NOT NULL,
    vat_rate INTEGER NOT NULL,
    vat_amount INTEGER NOT NULL,
    total INTEGER NOT NULL CHECK (total >= 0),
    amount_paid INTEGER NOT NULL DEFAULT 0,
    amount_credited INTEGER NOT NULL DEFAULT 0,
    status TEXT NOT NULL REFERENCES invoice_status (name),
    payment_method TEXT CHECK (payment_method IN ('BANK_TRANSFER', 'CARD', 'CASH', 'CHECK', 'DIRECT_DEBIT', 'OTHER')),
    paid_at INTEGER,
    notes TEXT,
    seller TEXT,
    buyer TEXT,
    vehicle TEXT,
    created_by TEXT REFERENCES app_user (id),
    issued_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CHECK ((status = 'DRAFT') = (invoice_number IS NULL)),
    CHECK (status = 'DRAFT' OR (issue_date IS NOT NULL AND due_date IS NOT NULL AND seller IS NOT NULL AND buyer IS NOT NULL)),
    CHECK (amount_paid BETWEEN 0 AND total AND amount_credited BETWEEN 0 AND total)
) STRICT;
CREATE INDEX invoice_by_contact ON invoice (contact_id, seq);
CREATE INDEX invoice_by_vehicle ON invoice (vehicle_id);
CREATE INDEX invoice_by_status ON invoice (status, seq);
CREATE INDEX invoice_by_issue_date ON invoice (issue_date, seq);
CREATE INDEX invoice_by_due ON invoice (due_date, seq) WHERE status = 'SENT';
CREATE INDEX invoice_by_creator ON invoice (created_by);

CREATE TABLE invoice_item (
    seq INTEGER PRIMARY KEY,
    invoice_id TEXT NOT NULL REFERENCES invoice (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    description TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    unit_price INTEGER NOT NULL,
    vat_rate INTEGER, -- NULL: the document's
    total INTEGER NOT NULL,
    UNIQUE (invoice_id, position)
) STRICT;

-- A reversal is a payment row of its own with a negative amount that names what it undoes.
CREATE TABLE payment (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    invoice_id TEXT NOT NULL REFERENCES invoice (id),
    amount INTEGER NOT NULL CHECK (amount <> 0),
    payment_method TEXT NOT NULL CHECK (payment_method IN ('BANK_TRANSFER', 'CARD', 'CASH', 'CHECK', 'DIRECT_DEBIT', 'OTHER')),
    paid_at INTEGER NOT NULL,
    reversal_of TEXT UNIQUE REFERENCES payment (id),
    reason TEXT,
    created_by TEXT REFERENCES app_user (id),
    created_at INTEGER NOT NULL,
    CHECK ((reversal_of IS NULL) = (amount > 0))
) STRICT;
CREATE INDEX payment_by_invoice ON payment (invoice_id, seq);
CREATE INDEX payment_by_day ON payment (paid_at, amount, invoice_id);
CREATE INDEX payment_by_creator ON payment (created_by);

CREATE TABLE credit_note (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    credit_note_number TEXT NOT NULL UNIQUE,
    invoice_id TEXT NOT NULL REFERENCES invoice (id),
    issue_date TEXT NOT NULL,
    reason TEXT,
    subtotal INTEGER NOT NULL,
    vat_amount INTEGER NOT NULL,
    total INTEGER NOT NULL CHECK (total > 0),
    created_by TEXT REFERENCES app_user (id),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX credit_note_by_invoice ON credit_note (invoice_id, seq);
CREATE INDEX credit_note_by_creator ON credit_note (created_by);

CREATE TABLE credit_note_item (
    seq INTEGER PRIMARY KEY,
    credit_note_id TEXT NOT NULL REFERENCES credit_note (id),
    position INTEGER NOT NULL,
    description TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    unit_price INTEGER NOT NULL,
    vat_rate INTEGER NOT NULL,
    total INTEGER NOT NULL,
    UNIQUE (credit_note_id, position)
) STRICT;

-- The statuses of tasks (lib/workshop/task.c).
CREATE TABLE task_status (
    name TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('draft', 'open', 'closed')),
    success INTEGER NOT NULL DEFAULT 0 CHECK (success IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO task_status (name, position, phase, success) VALUES
    ('TODO', 10, 'open', 0),
    ('IN_PROGRESS', 20, 'open', 0),
    ('DONE', 30, 'closed', 1);

CREATE TABLE task (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    description TEXT,
    assignee_id TEXT REFERENCES app_user (id),
    contact_id TEXT REFERENCES contact (id),
    due_date INTEGER,
    status TEXT NOT NULL DEFAULT 'TODO' REFERENCES task_status (name),
    priority TEXT NOT NULL DEFAULT 'MEDIUM' CHECK (priority IN ('LOW', 'MEDIUM', 'HIGH', 'URGENT')),
    created_by TEXT REFERENCES app_user (id),
    completed_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX task_by_status ON task (status, seq);
CREATE INDEX task_by_assignee ON task (assignee_id, seq);
CREATE INDEX task_by_contact ON task (contact_id, seq);
CREATE INDEX task_by_due ON task (due_date, seq);
CREATE INDEX task_by_creator ON task (created_by);

CREATE TABLE activity (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    description TEXT NOT NULL,
    user_id TEXT REFERENCES app_user (id),
    contact_id TEXT REFERENCES contact (id),
    metadata TEXT NOT NULL DEFAULT '{}',
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX activity_by_contact ON activity (contact_id, seq);
CREATE INDEX activity_by_user ON activity (user_id, seq);
CREATE INDEX activity_by_type ON activity (type, seq);
CREATE INDEX activity_by_time ON activity (created_at, seq);

-- Kept totals, so that an unfiltered list does not count its rows.
INSERT INTO counter (name, value) VALUES ('contact', 0), ('vehicle', 0), ('quote', 0), ('invoice', 0), ('task', 0), ('activity', 0);
CREATE TRIGGER contact_counted AFTER INSERT ON contact BEGIN
    UPDATE counter SET value = value + 1 WHERE name = 'contact';
END;
CREATE TRIGGER contact_uncounted AFTER UPDATE OF deleted_at ON contact WHEN old.deleted_at IS NULL AND new.deleted_at IS NOT NULL BEGIN
    UPDATE counter SET value = value - 1 WHERE name = 'contact';
END;
CREATE TRIGGER vehicle_counted AFTER INSERT ON vehicle BEGIN
    UPDATE counter SET value = value + 1 WHERE name = 'vehicle';
    UPDATE contact SET vehicles_count = vehicles_count + 1 WHERE id = new.owner_id;
END;
CREATE TRIGGER vehicle_uncounted AFTER UPDATE OF deleted_at ON vehicle WHEN old.deleted_at IS NULL AND new.deleted_at IS NOT NULL BEGIN
    UPDATE counter SET value = value - 1 WHERE name = 'vehicle';
    UPDATE contact SET vehicles_count = vehicles_count - 1 WHERE id = new.owner_id;
END;
CREATE TRIGGER vehicle_moved AFTER UPDATE OF owner_id ON vehicle WHEN old.owner_id <> new.owner_id AND new.deleted_at IS NULL BEGIN
    UPDATE contact SET vehicles_count = vehicles_count - 1 WHERE id = old.owner_id;
    UPDATE contact SET vehicles_count = vehicles_count + 1 WHERE id = new.owner_id;
END;
CREATE TRIGGER quote_counted AFTER INSERT ON quote BEGIN
    UPDATE counter SET value = value + 1 WHERE name = 'quote';
END;
CREATE TRIGGER quote_uncounted AFTER DELETE ON quote BEGIN
    UPDATE counter SET value = value - 1 WHERE name = 'quote';
END;
CREATE TRIGGER invoice_counted AFTER INSERT ON invoice BEGIN
    UPDATE counter SET value = value + 1 WHERE name = 'invoice';
END;
CREATE TRIGGER invoice_uncounted AFTER DELETE ON invoice BEGIN
    UPDATE counter SET value = value - 1 WHERE name = 'invoice';
END;
CREATE TRIGGER task_counted AFTER INSERT ON task BEGIN
    UPDATE counter SET value = value + 1 WHERE name = 'task';
END;
CREATE TRIGGER task_uncounted AFTER DELETE ON task BEGIN
    UPDATE counter SET value = value - 1 WHERE name = 'task';
END;
CREATE TRIGGER activity_counted AFTER INSERT ON activity BEGIN
    UPDATE counter SET value = value + 1 WHERE name = 'activity';
END;
