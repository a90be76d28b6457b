-- Processes that died while they worked at the attempt under way: a job that ends whoever works at it is given up.
ALTER TABLE job ADD COLUMN deaths INTEGER NOT NULL DEFAULT 0 CHECK (deaths >= 0);
