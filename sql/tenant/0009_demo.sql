-- SPDX-License-Identifier: MIT
--
-- A demonstration says so itself, whatever it is called: `visioncrm demo` sets the flag, and nothing clears it.

ALTER TABLE setting ADD COLUMN demo INTEGER NOT NULL DEFAULT 0 CHECK (demo IN (0, 1));

-- Those made before: the demonstration's SIRET is a textbook's, which no business has.
UPDATE setting SET demo = 1
WHERE siret = '12345678200010'
  AND EXISTS (SELECT 1 FROM app_user WHERE lower(email) = 'owner@garage-dupont.fr' AND role = 'owner');
