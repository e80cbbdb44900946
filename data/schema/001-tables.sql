-- Schema 1: a GeoPackage 1.3 and the tables of a Ytterby document.
--
-- This file never changes once a release has written documents with it. What comes
-- later is 002-*.sql and so on, which add tables and append columns (change sets know
-- columns by position). Views and triggers are not here: views.sql and triggers.sql
-- hold them as they are now, and an upgrade makes them anew.

PRAGMA application_id = 1196444487;   -- "GPKG"
PRAGMA user_version = 10300;          -- GeoPackage 1.3

CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL,
  srs_id INTEGER PRIMARY KEY,
  organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL,
  definition TEXT NOT NULL,
  description TEXT
);

INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined',
   'undefined cartesian coordinate reference system'),
  ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined',
   'undefined geographic coordinate reference system'),
  ('WGS 84 geodetic', 4326, 'EPSG', 4326,
   'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]',
   'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid');

CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY,
  data_type TEXT NOT NULL,
  identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE,
  min_y DOUBLE,
  max_x DOUBLE,
  max_y DOUBLE,
  srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
);

CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL,
  column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL,
  m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
);

CREATE TABLE gpkg_extensions (
  table_name TEXT,
  column_name TEXT,
  extension_name TEXT NOT NULL,
  definition TEXT NOT NULL,
  scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name)
);

-- What the document is: schema (its number), title, licence, credits, facts_date.
CREATE TABLE meta (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  value TEXT
);

CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  source TEXT UNIQUE,
  title TEXT NOT NULL,
  publisher TEXT,
  published TEXT,
  url TEXT
);

CREATE TABLE organisation (
  id INTEGER PRIMARY KEY,
  organisation TEXT UNIQUE,
  name TEXT NOT NULL,
  kind TEXT,
  country TEXT,
  parent INTEGER REFERENCES organisation(id),
  website TEXT,
  source INTEGER REFERENCES source(id)
);
CREATE INDEX organisation_parent ON organisation(parent);
CREATE INDEX organisation_source ON organisation(source);

-- geom is the only copy of the place, and null where the place is unknown. A facility
-- that another program made may have no slug yet.
CREATE TABLE facility (
  id INTEGER PRIMARY KEY,
  geom POINT,
  facility TEXT UNIQUE,
  name TEXT NOT NULL,
  country TEXT,
  admin1 TEXT,
  locality TEXT,
  location_precision TEXT,
  location_source TEXT,
  location_note TEXT,
  summary TEXT
);

CREATE TABLE facility_name (
  id INTEGER PRIMARY KEY,
  facility INTEGER NOT NULL REFERENCES facility(id),
  name TEXT NOT NULL,
  UNIQUE (facility, name)
);

CREATE TABLE facility_stage (
  id INTEGER PRIMARY KEY,
  facility INTEGER NOT NULL REFERENCES facility(id),
  stage TEXT NOT NULL,
  UNIQUE (facility, stage)
);

CREATE TABLE facility_element (
  id INTEGER PRIMARY KEY,
  facility INTEGER NOT NULL REFERENCES facility(id),
  element TEXT NOT NULL,
  UNIQUE (facility, element)
);

-- position: the order in which the list was written, from 0.
CREATE TABLE facility_product (
  id INTEGER PRIMARY KEY,
  facility INTEGER NOT NULL REFERENCES facility(id),
  product TEXT NOT NULL,
  position INTEGER NOT NULL DEFAULT 0,
  UNIQUE (facility, product)
);

-- role: operator or owner; share: per cent, null where not stated.
CREATE TABLE facility_organisation (
  id INTEGER PRIMARY KEY,
  facility INTEGER NOT NULL REFERENCES facility(id),
  organisation INTEGER NOT NULL REFERENCES organisation(id),
  role TEXT NOT NULL,
  share REAL,
  position INTEGER NOT NULL DEFAULT 0,
  UNIQUE (facility, organisation, role)
);
CREATE INDEX facility_organisation_organisation ON facility_organisation(organisation);

CREATE TABLE facility_source (
  id INTEGER PRIMARY KEY,
  facility INTEGER NOT NULL REFERENCES facility(id),
  source INTEGER NOT NULL REFERENCES source(id),
  UNIQUE (facility, source)
);
CREATE INDEX facility_source_source ON facility_source(source);

-- typed: what was typed, where value holds its reading. A withdrawn claim stays in the
-- ledger and is never shown as the figure.
CREATE TABLE claim (
  id INTEGER PRIMARY KEY,
  claim TEXT UNIQUE,
  facility INTEGER NOT NULL REFERENCES facility(id),
  attribute TEXT NOT NULL,
  part TEXT NOT NULL DEFAULT '',
  scope TEXT NOT NULL DEFAULT 'site',
  value TEXT NOT NULL,
  value_max TEXT,
  unit TEXT NOT NULL DEFAULT '',
  basis TEXT NOT NULL DEFAULT '',
  qualifier TEXT NOT NULL DEFAULT 'exact',
  tense TEXT,
  as_of TEXT,
  source INTEGER NOT NULL REFERENCES source(id),
  note TEXT,
  inferred INTEGER NOT NULL DEFAULT 0,
  pinned INTEGER NOT NULL DEFAULT 0,
  pin_reason TEXT,
  withdrawn INTEGER NOT NULL DEFAULT 0,
  withdrawn_reason TEXT,
  typed TEXT
);
CREATE INDEX claim_facility ON claim(facility, attribute);
CREATE INDEX claim_source ON claim(source);

CREATE TABLE announcement (
  id INTEGER PRIMARY KEY,
  announcement TEXT UNIQUE,
  date TEXT,
  kind TEXT,
  title TEXT NOT NULL,
  summary TEXT,
  amount TEXT,
  currency TEXT,
  amount_qualifier TEXT,
  materials TEXT,
  status TEXT,
  rung TEXT
);
CREATE INDEX announcement_date ON announcement(date);

CREATE TABLE announcement_party (
  id INTEGER PRIMARY KEY,
  announcement INTEGER NOT NULL REFERENCES announcement(id),
  organisation INTEGER NOT NULL REFERENCES organisation(id),
  role TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL DEFAULT 0,
  UNIQUE (announcement, organisation, role)
);
CREATE INDEX announcement_party_organisation ON announcement_party(organisation);

CREATE TABLE announcement_facility (
  id INTEGER PRIMARY KEY,
  announcement INTEGER NOT NULL REFERENCES announcement(id),
  facility INTEGER NOT NULL REFERENCES facility(id),
  UNIQUE (announcement, facility)
);
CREATE INDEX announcement_facility_facility ON announcement_facility(facility);

CREATE TABLE announcement_source (
  id INTEGER PRIMARY KEY,
  announcement INTEGER NOT NULL REFERENCES announcement(id),
  source INTEGER NOT NULL REFERENCES source(id),
  UNIQUE (announcement, source)
);
CREATE INDEX announcement_source_source ON announcement_source(source);

-- Material that flows, or will flow. maker: the stage that makes the material. Just one
-- of to_facility and to_organisation is set.
CREATE TABLE link (
  id INTEGER PRIMARY KEY,
  link TEXT UNIQUE,
  from_facility INTEGER NOT NULL REFERENCES facility(id),
  to_facility INTEGER REFERENCES facility(id),
  to_organisation INTEGER REFERENCES organisation(id),
  material TEXT NOT NULL DEFAULT '',
  maker TEXT,
  state TEXT NOT NULL,
  since TEXT,
  until TEXT,
  announcement INTEGER REFERENCES announcement(id),
  source INTEGER REFERENCES source(id),
  note TEXT
);
CREATE INDEX link_from_facility ON link(from_facility);
CREATE INDEX link_to_facility ON link(to_facility);
CREATE INDEX link_to_organisation ON link(to_organisation);
CREATE INDEX link_announcement ON link(announcement);
CREATE INDEX link_source ON link(source);

-- Country statistics. country: ISO 3166-1 alpha-2, or WLD for the world.
CREATE TABLE figure (
  id INTEGER PRIMARY KEY,
  measure TEXT NOT NULL,
  country TEXT NOT NULL,
  year INTEGER NOT NULL,
  value TEXT NOT NULL,
  unit TEXT NOT NULL DEFAULT '',
  qualifier TEXT NOT NULL DEFAULT 'exact',
  source INTEGER NOT NULL REFERENCES source(id)
);
CREATE INDEX figure_source ON figure(source);

CREATE TABLE tour (
  id INTEGER PRIMARY KEY,
  tour TEXT UNIQUE,
  title TEXT NOT NULL,
  note TEXT
);

-- kind: view, or slide for an opening or closing one. text is for the wall, notes are for
-- the speaker. facility: the one whose card is shown. content: what is on the screen, as
-- versioned JSON, which still has the facility's id once that is gone.
CREATE TABLE tour_stop (
  id INTEGER PRIMARY KEY,
  tour INTEGER NOT NULL REFERENCES tour(id),
  position INTEGER NOT NULL DEFAULT 0,
  kind TEXT NOT NULL DEFAULT 'view',
  title TEXT,
  text TEXT,
  notes TEXT,
  seconds REAL,
  facility INTEGER REFERENCES facility(id),
  content TEXT
);
CREATE INDEX tour_stop_tour ON tour_stop(tour, position);
CREATE INDEX tour_stop_facility ON tour_stop(facility);

-- What a stop's words rest on, so that a talk can tell when something newer is shown instead.
CREATE TABLE tour_stop_claim (
  id INTEGER PRIMARY KEY,
  stop INTEGER NOT NULL REFERENCES tour_stop(id),
  claim INTEGER NOT NULL REFERENCES claim(id),
  UNIQUE (stop, claim)
);
CREATE INDEX tour_stop_claim_claim ON tour_stop_claim(claim);

CREATE TABLE tour_stop_announcement (
  id INTEGER PRIMARY KEY,
  stop INTEGER NOT NULL REFERENCES tour_stop(id),
  announcement INTEGER NOT NULL REFERENCES announcement(id),
  UNIQUE (stop, announcement)
);
CREATE INDEX tour_stop_announcement_announcement ON tour_stop_announcement(announcement);

-- position: its place in the menu, from 1. content: what was on the screen, as versioned JSON.
CREATE TABLE saved_view (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  position INTEGER NOT NULL DEFAULT 0,
  content TEXT NOT NULL
);

-- Copies of pages and papers, each stored once: sha256 is that of its content, in lower
-- case hexadecimal. In no change set, and removed only by hand; what belongs to a source
-- stands in source_attachment, which is undone like all else. The content is empty once it was
-- deleted by hand: the row stays, for history refers to it.
CREATE TABLE attachment (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  media_type TEXT,
  size INTEGER NOT NULL,
  added TEXT NOT NULL,
  content BLOB NOT NULL
);

CREATE TABLE source_attachment (
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES source(id),
  attachment INTEGER NOT NULL REFERENCES attachment(id),
  UNIQUE (source, attachment)
);
CREATE INDEX source_attachment_attachment ON source_attachment(attachment);

-- What was done, only ever appended to. Ids are alike in copies of a document, so order is
-- position's, from 1. kind: edit, undo, redo, revert, import, merge, or outside for what
-- another program did. undoes: the entry that this one took back or did again; schema: the
-- schema's number at the time.
CREATE TABLE history (
  id INTEGER PRIMARY KEY,
  position INTEGER NOT NULL UNIQUE,
  at TEXT NOT NULL,
  who TEXT,
  kind TEXT NOT NULL,
  summary TEXT NOT NULL,
  reason TEXT,
  undoes INTEGER REFERENCES history(id),
  schema INTEGER NOT NULL
);
CREATE INDEX history_undoes ON history(undoes);

-- An entry's change set, compressed, in pieces from 0.
CREATE TABLE history_piece (
  id INTEGER PRIMARY KEY,
  history INTEGER NOT NULL REFERENCES history(id),
  piece INTEGER NOT NULL,
  content BLOB NOT NULL,
  UNIQUE (history, piece)
);

-- The records that an entry changed: a facility's claims and names are part of it.
CREATE TABLE history_record (
  id INTEGER PRIMARY KEY,
  history INTEGER NOT NULL REFERENCES history(id),
  record_table TEXT NOT NULL,
  record INTEGER NOT NULL,
  UNIQUE (history, record_table, record)
);
CREATE INDEX history_record_record ON history_record(record_table, record);

-- What other programs did to the records and no entry tells of yet: each row as it was at
-- first, its columns after the key as c1 and so on. Filled by triggers, and emptied into the
-- history.
CREATE TABLE history_noted (
  id INTEGER PRIMARY KEY,
  record_table TEXT NOT NULL,
  record INTEGER NOT NULL,
  existed INTEGER NOT NULL,
  c1 BLOB, c2 BLOB, c3 BLOB, c4 BLOB, c5 BLOB, c6 BLOB, c7 BLOB, c8 BLOB,
  c9 BLOB, c10 BLOB, c11 BLOB, c12 BLOB, c13 BLOB, c14 BLOB, c15 BLOB, c16 BLOB,
  c17 BLOB, c18 BLOB, c19 BLOB, c20 BLOB, c21 BLOB, c22 BLOB, c23 BLOB, c24 BLOB,
  UNIQUE (record_table, record)
);

-- What lists, filters and orders need of each facility: derived from the records by
-- triggers (or by derive.sql after bulk work), never edited, and in no change set.
-- stages: the bits of YttStages; stage_list: their codes, with ; between them.
CREATE TABLE facility_shown (
  id INTEGER PRIMARY KEY,
  sort_name TEXT NOT NULL,
  country TEXT,
  stages INTEGER NOT NULL,
  stage_list TEXT,
  status TEXT,
  status_claim INTEGER,
  status_as_of TEXT,
  start_year INTEGER,
  start_claim INTEGER,
  headline_claim INTEGER,
  headline_value TEXT,
  headline_value_max TEXT,
  headline_unit TEXT,
  headline_basis TEXT,
  headline_qualifier TEXT,
  headline_as_of TEXT,
  newest_claim TEXT,
  newest_source TEXT,
  contradicted INTEGER NOT NULL
);
CREATE INDEX facility_shown_name ON facility_shown(sort_name);
CREATE INDEX facility_shown_country ON facility_shown(country, sort_name);
CREATE INDEX facility_shown_start ON facility_shown(start_year, sort_name);
CREATE INDEX facility_shown_newest ON facility_shown(newest_claim, sort_name);

-- rowid: the facility. It keeps its own text, so that what leaves the index is always
-- what went in, whatever another program did to the records in between.
CREATE VIRTUAL TABLE search USING fts5 (
  name, names, place, country, operator, owners, products,
  tokenize = 'unicode61 remove_diacritics 2', prefix = '3 4'
);

INSERT INTO meta (id, key, value) VALUES (1, 'schema', '1');

INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES
  ('facility', 'features', 'facility', 'Mines, plants and other places of the rare earth chain', 4326),
  ('facility_overview', 'features', 'facility_overview', 'Facilities with status, stages and shown figures', 4326);

INSERT INTO gpkg_geometry_columns VALUES
  ('facility', 'geom', 'POINT', 4326, 0, 0),
  ('facility_overview', 'geom', 'POINT', 4326, 0, 0);

INSERT INTO gpkg_contents (table_name, data_type, identifier, description) VALUES
  ('facility_name', 'attributes', 'facility_name', 'Other names of facilities'),
  ('facility_stage', 'attributes', 'facility_stage', 'Stages of the chain at each facility'),
  ('facility_element', 'attributes', 'facility_element', 'Elements named for each facility'),
  ('facility_product', 'attributes', 'facility_product', 'Products of each facility'),
  ('facility_organisation', 'attributes', 'facility_organisation', 'Operators and owners of facilities'),
  ('facility_source', 'attributes', 'facility_source', 'Sources of each facility''s record'),
  ('facility_shown', 'attributes', 'facility_shown', 'Derived from the records: what lists and filters use'),
  ('claim', 'attributes', 'claim', 'Dated figures and statuses, each with its source'),
  ('source', 'attributes', 'source', 'Pages and documents that facts come from'),
  ('organisation', 'attributes', 'organisation', 'Companies, governments and agencies'),
  ('announcement', 'attributes', 'announcement', 'Deals, policies and milestones'),
  ('announcement_party', 'attributes', 'announcement_party', 'Parties to announcements'),
  ('announcement_facility', 'attributes', 'announcement_facility', 'Facilities that announcements speak of'),
  ('announcement_source', 'attributes', 'announcement_source', 'Sources of announcements'),
  ('link', 'attributes', 'link', 'Material from a facility to a facility or organisation'),
  ('figure', 'attributes', 'figure', 'Country statistics'),
  ('tour', 'attributes', 'tour', 'Tours'),
  ('tour_stop', 'attributes', 'tour_stop', 'Stops of tours'),
  ('tour_stop_claim', 'attributes', 'tour_stop_claim', 'Claims that stops of tours rest on'),
  ('tour_stop_announcement', 'attributes', 'tour_stop_announcement', 'Announcements that stops of tours rest on'),
  ('saved_view', 'attributes', 'saved_view', 'Saved views'),
  ('attachment', 'attributes', 'attachment', 'Kept copies of pages and papers'),
  ('source_attachment', 'attributes', 'source_attachment', 'Which copies belong to which source'),
  ('meta', 'attributes', 'meta', 'What this document is');
