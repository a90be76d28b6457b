-- The one row of settings.

-- name: settings_get
SELECT name, legal_name, legal_form, siret, vat_number, rcs, address_street, address_city, address_postal_code,
       address_country, phone, email, iban, timezone, registration, probability_step, payment_terms_days,
       reminder_days_1, reminder_days_2, reminder_days_3, default_vat_rate,
       late_penalty_text, recovery_text, discount_text, quote_footer, invoice_footer, logo, demo,
       stalled_days, stalled_grave, conversion_target, revenue_fall_grave, updated_at
FROM setting
WHERE id = 1;

-- name: settings_update
UPDATE setting SET
    name = :name, legal_name = :legal_name, legal_form = :legal_form, siret = :siret, vat_number = :vat_number, rcs = :rcs,
    address_street = :address_street, address_city = :address_city, address_postal_code = :address_postal_code,
    address_country = :address_country, phone = :phone, email = :email, iban = :iban, timezone = :timezone,
    registration = :registration, probability_step = :probability_step, payment_terms_days = :payment_terms_days,
    reminder_days_1 = :reminder_days_1, reminder_days_2 = :reminder_days_2, reminder_days_3 = :reminder_days_3,
    default_vat_rate = :default_vat_rate, late_penalty_text = :late_penalty_text, recovery_text = :recovery_text,
    discount_text = :discount_text, quote_footer = :quote_footer, invoice_footer = :invoice_footer, logo = :logo,
    demo = :demo, stalled_days = :stalled_days, stalled_grave = :stalled_grave,
    conversion_target = :conversion_target, revenue_fall_grave = :revenue_fall_grave, updated_at = :updated_at
WHERE id = 1;

-- name: settings_zone
-- Read by every request: dates are the tenant's.
SELECT timezone FROM setting WHERE id = 1;
