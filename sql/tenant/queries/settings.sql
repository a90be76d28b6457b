-- The one row of settings.

-- fragment: setting_columns
name, legal_name, legal_form, siret, vat_number, rcs, address_street, address_city, address_postal_code, address_country, phone,
email, iban, timezone, registration, probability_step, payment_terms_days, reminder_days_1, reminder_days_2, reminder_days_3,
default_vat_rate, price_mode, late_penalty_text, recovery_text, discount_text, quote_footer, invoice_footer, logo, demo,
stalled_days, stalled_grave, conversion_target, revenue_fall_grave, currency, modules_garage, modules_pipeline,
electronic_address_scheme, electronic_address_value, vat_regime, vat_on_debits, parts_follow_repair, fiscal_year_end, einvoicing,
private_endpoint, platform_name, platform_matricule, accounts_customers, accounts_services, accounts_goods, accounts_expenses,
accounts_deposits, accounts_vat, accounts_vat_pending, accounts_bank, accounts_cheques, accounts_cards, accounts_cash, updated_at

-- name: settings_get
SELECT {setting_columns}, version
FROM setting
WHERE id = 1;

-- name: settings_update
UPDATE setting SET {setting_columns =}, version = version + 1
WHERE id = 1;

-- name: settings_zone
-- Read by every request: dates are the tenant's.
SELECT timezone FROM setting WHERE id = 1;

-- name: logo_put
INSERT INTO logo (id, png) VALUES (1, :png)
ON CONFLICT (id) DO UPDATE SET png = excluded.png;

-- name: logo_remove
DELETE FROM logo WHERE id = 1;

-- name: logo_get
SELECT png FROM logo WHERE id = 1;
