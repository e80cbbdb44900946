-- What keeps the derived tables and the references right, whichever program writes:
-- others have foreign keys off, so deletes cascade here and not by foreign key actions.
-- Nothing in here may need a function that SQLite does not bring along.
--
-- Derived rows are deleted and inserted rather than replaced: the conflict clause of the
-- statement that fired a trigger would override the one written here.

-- Facilities

CREATE TRIGGER facility_inserted AFTER INSERT ON facility BEGIN
  DELETE FROM facility_shown WHERE id = NEW.id;
  INSERT INTO facility_shown SELECT * FROM facility_derived WHERE id = NEW.id;
  DELETE FROM search WHERE rowid = NEW.id;
  INSERT INTO search (rowid, name, names, place, country, operator, owners, products)
    SELECT id, name, names, place, country, operator, owners, products FROM facility_words WHERE id = NEW.id;
END;

CREATE TRIGGER facility_updated AFTER UPDATE OF name, country, admin1, locality ON facility BEGIN
  DELETE FROM facility_shown WHERE id = NEW.id;
  INSERT INTO facility_shown SELECT * FROM facility_derived WHERE id = NEW.id;
  DELETE FROM search WHERE rowid = NEW.id;
  INSERT INTO search (rowid, name, names, place, country, operator, owners, products)
    SELECT id, name, names, place, country, operator, owners, products FROM facility_words WHERE id = NEW.id;
END;

CREATE TRIGGER facility_deleted AFTER DELETE ON facility BEGIN
  DELETE FROM facility_name WHERE facility = OLD.id;
  DELETE FROM facility_stage WHERE facility = OLD.id;
  DELETE FROM facility_element WHERE facility = OLD.id;
  DELETE FROM facility_product WHERE facility = OLD.id;
  DELETE FROM facility_organisation WHERE facility = OLD.id;
  DELETE FROM facility_source WHERE facility = OLD.id;
  DELETE FROM claim WHERE facility = OLD.id;
  DELETE FROM announcement_facility WHERE facility = OLD.id;
  DELETE FROM link WHERE from_facility = OLD.id OR to_facility = OLD.id;
  UPDATE tour_stop SET facility = NULL WHERE facility = OLD.id;
  DELETE FROM facility_shown WHERE id = OLD.id;
  DELETE FROM search WHERE rowid = OLD.id;
END;

-- What a facility's derived row is made of

CREATE TRIGGER facility_stage_inserted AFTER INSERT ON facility_stage BEGIN
  DELETE FROM facility_shown WHERE id = NEW.facility;
  INSERT INTO facility_shown SELECT * FROM facility_derived WHERE id = NEW.facility;
END;

CREATE TRIGGER facility_stage_updated AFTER UPDATE ON facility_stage BEGIN
  DELETE FROM facility_shown WHERE id IN (OLD.facility, NEW.facility);
  INSERT INTO facility_shown SELECT * FROM facility_derived WHERE id IN (OLD.facility, NEW.facility);
END;

CREATE TRIGGER facility_stage_deleted AFTER DELETE ON facility_stage BEGIN
  DELETE FROM facility_shown WHERE id = OLD.facility;
  INSERT INTO facility_shown SELECT * FROM facility_derived WHERE id = OLD.facility;
END;

CREATE TRIGGER claim_inserted AFTER INSERT ON claim BEGIN
  DELETE FROM facility_shown WHERE id = NEW.facility;
  INSERT INTO facility_shown SELECT * FROM facility_derived WHERE id = NEW.facility;
END;

CREATE TRIGGER claim_updated AFTER UPDATE ON claim BEGIN
  DELETE FROM facility_shown WHERE id IN (OLD.facility, NEW.facility);
  INSERT INTO facility_shown SELECT * FROM facility_derived WHERE id IN (OLD.facility, NEW.facility);
END;

CREATE TRIGGER claim_deleted AFTER DELETE ON claim BEGIN
  DELETE FROM tour_stop_claim WHERE claim = OLD.id;
  DELETE FROM facility_shown WHERE id = OLD.facility;
  INSERT INTO facility_shown SELECT * FROM facility_derived WHERE id = OLD.facility;
END;

CREATE TRIGGER facility_source_inserted AFTER INSERT ON facility_source BEGIN
  DELETE FROM facility_shown WHERE id = NEW.facility;
  INSERT INTO facility_shown SELECT * FROM facility_derived WHERE id = NEW.facility;
END;

CREATE TRIGGER facility_source_updated AFTER UPDATE ON facility_source BEGIN
  DELETE FROM facility_shown WHERE id IN (OLD.facility, NEW.facility);
  INSERT INTO facility_shown SELECT * FROM facility_derived WHERE id IN (OLD.facility, NEW.facility);
END;

CREATE TRIGGER facility_source_deleted AFTER DELETE ON facility_source BEGIN
  DELETE FROM facility_shown WHERE id = OLD.facility;
  INSERT INTO facility_shown SELECT * FROM facility_derived WHERE id = OLD.facility;
END;

CREATE TRIGGER source_updated AFTER UPDATE OF published ON source
WHEN OLD.published IS NOT NEW.published BEGIN
  DELETE FROM facility_shown WHERE id IN (
    SELECT facility FROM claim WHERE source = NEW.id UNION SELECT facility FROM facility_source WHERE source = NEW.id);
  INSERT INTO facility_shown SELECT * FROM facility_derived WHERE id IN (
    SELECT facility FROM claim WHERE source = NEW.id UNION SELECT facility FROM facility_source WHERE source = NEW.id);
END;

-- The words by which a facility is found

CREATE TRIGGER facility_name_inserted AFTER INSERT ON facility_name BEGIN
  DELETE FROM search WHERE rowid = NEW.facility;
  INSERT INTO search (rowid, name, names, place, country, operator, owners, products)
    SELECT id, name, names, place, country, operator, owners, products FROM facility_words WHERE id = NEW.facility;
END;

CREATE TRIGGER facility_name_updated AFTER UPDATE ON facility_name BEGIN
  DELETE FROM search WHERE rowid IN (OLD.facility, NEW.facility);
  INSERT INTO search (rowid, name, names, place, country, operator, owners, products)
    SELECT id, name, names, place, country, operator, owners, products FROM facility_words WHERE id IN (OLD.facility, NEW.facility);
END;

CREATE TRIGGER facility_name_deleted AFTER DELETE ON facility_name BEGIN
  DELETE FROM search WHERE rowid = OLD.facility;
  INSERT INTO search (rowid, name, names, place, country, operator, owners, products)
    SELECT id, name, names, place, country, operator, owners, products FROM facility_words WHERE id = OLD.facility;
END;

CREATE TRIGGER facility_product_inserted AFTER INSERT ON facility_product BEGIN
  DELETE FROM search WHERE rowid = NEW.facility;
  INSERT INTO search (rowid, name, names, place, country, operator, owners, products)
    SELECT id, name, names, place, country, operator, owners, products FROM facility_words WHERE id = NEW.facility;
END;

CREATE TRIGGER facility_product_updated AFTER UPDATE ON facility_product BEGIN
  DELETE FROM search WHERE rowid IN (OLD.facility, NEW.facility);
  INSERT INTO search (rowid, name, names, place, country, operator, owners, products)
    SELECT id, name, names, place, country, operator, owners, products FROM facility_words WHERE id IN (OLD.facility, NEW.facility);
END;

CREATE TRIGGER facility_product_deleted AFTER DELETE ON facility_product BEGIN
  DELETE FROM search WHERE rowid = OLD.facility;
  INSERT INTO search (rowid, name, names, place, country, operator, owners, products)
    SELECT id, name, names, place, country, operator, owners, products FROM facility_words WHERE id = OLD.facility;
END;

CREATE TRIGGER facility_organisation_inserted AFTER INSERT ON facility_organisation BEGIN
  DELETE FROM search WHERE rowid = NEW.facility;
  INSERT INTO search (rowid, name, names, place, country, operator, owners, products)
    SELECT id, name, names, place, country, operator, owners, products FROM facility_words WHERE id = NEW.facility;
END;

CREATE TRIGGER facility_organisation_updated AFTER UPDATE ON facility_organisation BEGIN
  DELETE FROM search WHERE rowid IN (OLD.facility, NEW.facility);
  INSERT INTO search (rowid, name, names, place, country, operator, owners, products)
    SELECT id, name, names, place, country, operator, owners, products FROM facility_words WHERE id IN (OLD.facility, NEW.facility);
END;

CREATE TRIGGER facility_organisation_deleted AFTER DELETE ON facility_organisation BEGIN
  DELETE FROM search WHERE rowid = OLD.facility;
  INSERT INTO search (rowid, name, names, place, country, operator, owners, products)
    SELECT id, name, names, place, country, operator, owners, products FROM facility_words WHERE id = OLD.facility;
END;

CREATE TRIGGER organisation_updated AFTER UPDATE OF name ON organisation
WHEN OLD.name IS NOT NEW.name BEGIN
  DELETE FROM search WHERE rowid IN (
    SELECT facility FROM facility_organisation WHERE organisation = NEW.id);
  INSERT INTO search (rowid, name, names, place, country, operator, owners, products)
    SELECT id, name, names, place, country, operator, owners, products FROM facility_words WHERE id IN (
    SELECT facility FROM facility_organisation WHERE organisation = NEW.id);
END;

-- The rest of the references

CREATE TRIGGER source_deleted AFTER DELETE ON source BEGIN
  DELETE FROM facility_source WHERE source = OLD.id;
  DELETE FROM claim WHERE source = OLD.id;
  DELETE FROM announcement_source WHERE source = OLD.id;
  DELETE FROM figure WHERE source = OLD.id;
  UPDATE organisation SET source = NULL WHERE source = OLD.id;
  UPDATE link SET source = NULL WHERE source = OLD.id;
  DELETE FROM source_attachment WHERE source = OLD.id;
END;

CREATE TRIGGER organisation_deleted AFTER DELETE ON organisation BEGIN
  DELETE FROM facility_organisation WHERE organisation = OLD.id;
  DELETE FROM announcement_party WHERE organisation = OLD.id;
  DELETE FROM link WHERE to_organisation = OLD.id;
  UPDATE organisation SET parent = NULL WHERE parent = OLD.id;
END;

CREATE TRIGGER announcement_deleted AFTER DELETE ON announcement BEGIN
  DELETE FROM announcement_party WHERE announcement = OLD.id;
  DELETE FROM announcement_facility WHERE announcement = OLD.id;
  DELETE FROM announcement_source WHERE announcement = OLD.id;
  DELETE FROM tour_stop_announcement WHERE announcement = OLD.id;
  UPDATE link SET announcement = NULL WHERE announcement = OLD.id;
END;

CREATE TRIGGER tour_deleted AFTER DELETE ON tour BEGIN
  DELETE FROM tour_stop WHERE tour = OLD.id;
END;

CREATE TRIGGER tour_stop_deleted AFTER DELETE ON tour_stop BEGIN
  DELETE FROM tour_stop_claim WHERE stop = OLD.id;
  DELETE FROM tour_stop_announcement WHERE stop = OLD.id;
END;

CREATE TRIGGER attachment_deleted AFTER DELETE ON attachment BEGIN
  DELETE FROM source_attachment WHERE attachment = OLD.id;
END;

-- An id is what others refer to, and never changes

CREATE TRIGGER facility_id_kept BEFORE UPDATE OF id ON facility
WHEN OLD.id IS NOT NEW.id BEGIN
  SELECT RAISE (ABORT, 'the id of a row of facility cannot be changed');
END;

CREATE TRIGGER source_id_kept BEFORE UPDATE OF id ON source
WHEN OLD.id IS NOT NEW.id BEGIN
  SELECT RAISE (ABORT, 'the id of a row of source cannot be changed');
END;

CREATE TRIGGER organisation_id_kept BEFORE UPDATE OF id ON organisation
WHEN OLD.id IS NOT NEW.id BEGIN
  SELECT RAISE (ABORT, 'the id of a row of organisation cannot be changed');
END;

CREATE TRIGGER announcement_id_kept BEFORE UPDATE OF id ON announcement
WHEN OLD.id IS NOT NEW.id BEGIN
  SELECT RAISE (ABORT, 'the id of a row of announcement cannot be changed');
END;

CREATE TRIGGER tour_id_kept BEFORE UPDATE OF id ON tour
WHEN OLD.id IS NOT NEW.id BEGIN
  SELECT RAISE (ABORT, 'the id of a row of tour cannot be changed');
END;

CREATE TRIGGER tour_stop_id_kept BEFORE UPDATE OF id ON tour_stop
WHEN OLD.id IS NOT NEW.id BEGIN
  SELECT RAISE (ABORT, 'the id of a row of tour_stop cannot be changed');
END;

CREATE TRIGGER claim_id_kept BEFORE UPDATE OF id ON claim
WHEN OLD.id IS NOT NEW.id BEGIN
  SELECT RAISE (ABORT, 'the id of a row of claim cannot be changed');
END;

-- History is only appended to

CREATE TRIGGER history_kept BEFORE UPDATE ON history BEGIN
  SELECT RAISE (ABORT, 'history cannot be changed');
END;

CREATE TRIGGER history_whole BEFORE DELETE ON history BEGIN
  SELECT RAISE (ABORT, 'history cannot be deleted');
END;

CREATE TRIGGER history_piece_kept BEFORE UPDATE ON history_piece BEGIN
  SELECT RAISE (ABORT, 'history cannot be changed');
END;

CREATE TRIGGER history_piece_whole BEFORE DELETE ON history_piece BEGIN
  SELECT RAISE (ABORT, 'history cannot be deleted');
END;

CREATE TRIGGER history_record_kept BEFORE UPDATE ON history_record BEGIN
  SELECT RAISE (ABORT, 'history cannot be changed');
END;

CREATE TRIGGER history_record_whole BEFORE DELETE ON history_record BEGIN
  SELECT RAISE (ABORT, 'history cannot be deleted');
END;
