-- Works out anew what triggers keep: after bulk work with triggers off, and after an upgrade.
DELETE FROM facility_shown;
INSERT INTO facility_shown SELECT * FROM facility_derived ORDER BY id;

DELETE FROM search;
INSERT INTO search (rowid, name, names, place, country, operator, owners, products)
  SELECT id, name, names, place, country, operator, owners, products FROM facility_words ORDER BY id;

UPDATE gpkg_contents SET
  min_x = (SELECT min(ST_MinX(geom)) FROM facility),
  min_y = (SELECT min(ST_MinY(geom)) FROM facility),
  max_x = (SELECT max(ST_MaxX(geom)) FROM facility),
  max_y = (SELECT max(ST_MaxY(geom)) FROM facility)
WHERE table_name IN ('facility', 'facility_overview');
