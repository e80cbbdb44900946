-- The rules of the claim ledger in SQL, and all that is derived from the records. The
-- same rules stand in app/model/ytt-ledger.c; tests compare the two. Triggers and
-- derive.sql share these definitions.

-- Each claim that counts, made comparable.
--   per      the unit, with rates brought to t/yr and masses to t; two currencies differ
--   tense    stated or promised
--   own      whether it speaks of the plant itself
--   as_of    a whole day: 2025 counts as 2025-01-01, no date is the oldest, and what no calendar has is no date
--   low/high the range in that unit, days as Julian day numbers; null for a status
CREATE VIEW claim_thing AS
SELECT id, facility, attribute, part, basis, per, tense, pinned, scope_rank, own, as_of,
       qualifier_rank, source, value, value_max,
       low, max(low, coalesce(high, low)) AS high,
       CASE WHEN qualifier = 'up-to' THEN -9e999
            WHEN unit <> 'date' AND qualifier IN ('about', 'planned', 'expected') THEN low - abs(low) / 10
            ELSE low END AS reach_low,
       CASE WHEN qualifier = 'at-least' THEN 9e999
            WHEN unit <> 'date' AND qualifier IN ('about', 'planned', 'expected')
              THEN max(low, coalesce(high, low)) + abs(max(low, coalesce(high, low))) / 10
            ELSE max(low, coalesce(high, low)) END AS reach_high
FROM (
  SELECT id, facility, attribute, part, basis, unit, qualifier, source, pinned, value, value_max,
         CASE WHEN unit IN ('t/quarter', 't/month', 't/week', 't/day', 'kt/yr', 'Mt/yr', 'kg/yr', 'kg/month', 'kg/day')
              THEN 't/yr'
              WHEN unit IN ('kg', 'kt', 'Mt') THEN 't'
              ELSE unit END AS per,
         CASE WHEN tense IN ('stated', 'promised') THEN tense
              WHEN qualifier IN ('planned', 'expected') THEN 'promised'
              ELSE 'stated' END AS tense,
         CASE scope WHEN 'site' THEN 0 WHEN 'phase' THEN 1 ELSE 2 END AS scope_rank,
         pinned OR scope IN ('site', 'phase') AS own,
         CASE WHEN length(as_of) IN (4, 7, 10)
                   AND date(substr(as_of || '-01-01', 1, 10), '+0 days') = substr(as_of || '-01-01', 1, 10)
              THEN substr(as_of || '-01-01', 1, 10) END AS as_of,
         CASE qualifier WHEN 'exact' THEN 0 WHEN 'about' THEN 1 WHEN 'at-least' THEN 2
                        WHEN 'up-to' THEN 3 WHEN 'planned' THEN 4 ELSE 5 END AS qualifier_rank,
         CASE WHEN value NOT GLOB '[-+.0-9]*' THEN NULL
              WHEN unit = 'date' THEN julianday(substr(value || '-01-01', 1, 10))
              ELSE CAST(value AS REAL) * factor / divisor END AS low,
         CASE WHEN value NOT GLOB '[-+.0-9]*' THEN NULL
              WHEN unit = 'date' THEN
                CASE length(coalesce(nullif(value_max, ''), value))
                  WHEN 4 THEN julianday(coalesce(nullif(value_max, ''), value) || '-01-01', '+1 year', '-1 day')
                  WHEN 7 THEN julianday(coalesce(nullif(value_max, ''), value) || '-01', '+1 month', '-1 day')
                  ELSE julianday(coalesce(nullif(value_max, ''), value)) END
              WHEN value_max <> '' THEN CAST(value_max AS REAL) * factor / divisor END AS high
  FROM (
    SELECT *,
           CASE unit WHEN 't/quarter' THEN 4.0 WHEN 't/month' THEN 12.0 WHEN 't/week' THEN 52.0
                     WHEN 't/day' THEN 365.0 WHEN 'kt/yr' THEN 1000.0 WHEN 'Mt/yr' THEN 1000000.0
                     WHEN 'kg/month' THEN 12.0 WHEN 'kg/day' THEN 365.0
                     WHEN 'kt' THEN 1000.0 WHEN 'Mt' THEN 1000000.0 ELSE 1.0 END AS factor,
           CASE WHEN unit IN ('kg', 'kg/yr', 'kg/month', 'kg/day') THEN 1000.0 ELSE 1.0 END AS divisor
    FROM claim
    WHERE NOT withdrawn
  )
);

-- The preference for a claim among those on the same thing: weight is a text of which the
-- greater is preferred (pinned, scope, date, exactness); then comes the value that more
-- sources give, agreeing, which is dear and so only asked for where weights are equal; what
-- is left is decided by the lower id.
CREATE VIEW claim_weighed AS
SELECT *,
       pinned || (2 - scope_rank) || coalesce(as_of, '0000-00-00') || (9 - qualifier_rank) AS weight,
       (SELECT count(DISTINCT o.source) FROM claim_thing o
        WHERE o.facility = t.facility AND o.attribute = t.attribute AND o.part = t.part
          AND o.basis = t.basis AND o.per = t.per AND o.tense = t.tense
          AND CASE WHEN t.low IS NULL THEN o.value = t.value
                   ELSE printf('%.9g %.9g', o.low, o.high) = printf('%.9g %.9g', t.low, t.high) END) AS agreeing
FROM claim_thing t;

-- The shown statement and the shown promise of each thing. What only others than the
-- plant (a company, a country) are said to have is not shown as the plant's.
--
-- Written without window functions: those would be worked out for all claims of the
-- document where one facility is asked for.
CREATE VIEW claim_shown AS
SELECT *
FROM claim_weighed c
WHERE own
  AND NOT EXISTS (SELECT 1 FROM claim_weighed o
                  WHERE o.facility = c.facility AND o.attribute = c.attribute AND o.part = c.part
                    AND o.basis = c.basis AND o.per = c.per AND o.tense = c.tense AND o.id <> c.id
                    AND (o.weight > c.weight
                         OR (o.weight = c.weight
                             AND (o.agreeing > c.agreeing OR (o.agreeing = c.agreeing AND o.id < c.id)))));

-- One claim a thing: the shown statement, or the promise where there is only a promise.
CREATE VIEW claim_line AS
SELECT *
FROM claim_shown s
WHERE tense = 'stated'
   OR NOT EXISTS (SELECT 1 FROM claim_thing o
                  WHERE o.facility = s.facility AND o.attribute = s.attribute AND o.part = s.part
                    AND o.basis = s.basis AND o.per = s.per AND o.tense = 'stated' AND o.own);

-- Pairs that contradict: on the same thing, both statements or both promises, dated
-- within a year of each other, and their ranges do not meet. a is the lower id.
CREATE VIEW claim_contradiction AS
SELECT a.facility, a.attribute, a.id AS a, b.id AS b
FROM claim_thing a
JOIN claim_thing b
  ON b.facility = a.facility AND b.attribute = a.attribute AND b.part = a.part
 AND b.basis = a.basis AND b.per = a.per AND b.tense = a.tense AND b.id > a.id
WHERE printf('%04d%s', substr(min(a.as_of, b.as_of), 1, 4) + 1, substr(min(a.as_of, b.as_of), 5))
        >= max(a.as_of, b.as_of)
  AND CASE WHEN a.low IS NULL OR b.low IS NULL THEN a.value <> b.value
           -- Sums in binary leave a hair between numbers that are equal on paper.
           ELSE (a.reach_high < b.reach_low
                 AND b.reach_low - a.reach_high > 1e-9 * max(abs(a.reach_high), abs(b.reach_low)))
             OR (b.reach_high < a.reach_low
                 AND a.reach_low - b.reach_high > 1e-9 * max(abs(b.reach_high), abs(a.reach_low))) END;

-- Names in the order of people, as far as SQL can fold them.
CREATE VIEW facility_sort_name AS
SELECT id,
       CASE WHEN raw NOT GLOB '*[^ -~]*' THEN lower(raw) ELSE
         replace(replace(replace(replace(replace(replace(replace(replace(
         replace(replace(replace(replace(replace(replace(replace(replace(
         replace(replace(replace(replace(replace(name,
           'á', 'a'), 'à', 'a'), 'â', 'a'), 'ã', 'a'), 'ä', 'a'), 'å', 'a'), 'ā', 'a'), 'ă', 'a'), 'ą', 'a'),
           'ç', 'c'), 'ć', 'c'), 'č', 'c'), 'é', 'e'), 'è', 'e'), 'ê', 'e'), 'ë', 'e'), 'ē', 'e'), 'ę', 'e'),
           'ě', 'e'), 'í', 'i'), 'ï', 'i')
       END AS sort_name
FROM (
  SELECT id, raw,
         replace(replace(replace(replace(replace(replace(replace(replace(
         replace(replace(replace(replace(replace(replace(replace(replace(
         replace(replace(replace(replace(replace(name,
           'ī', 'i'), 'ł', 'l'), 'ñ', 'n'), 'ń', 'n'), 'ó', 'o'), 'ô', 'o'), 'õ', 'o'), 'ö', 'o'), 'ø', 'o'),
           'ō', 'o'), 'ř', 'r'), 'ś', 's'), 'š', 's'), 'ß', 'ss'), 'ú', 'u'), 'û', 'u'), 'ü', 'u'), 'ū', 'u'),
           'ý', 'y'), 'ž', 'z'), 'ż', 'z') AS name
  FROM (
    SELECT id, name AS raw,
           replace(replace(replace(replace(replace(replace(replace(replace(
           replace(replace(replace(replace(replace(replace(replace(replace(
           replace(replace(replace(replace(lower(name),
             'æ', 'ae'), 'Á', 'a'), 'Å', 'a'), 'Ä', 'a'), 'Ç', 'c'), 'Č', 'c'), 'É', 'e'), 'Í', 'i'), 'Ł', 'l'),
             'Ñ', 'n'), 'Ó', 'o'), 'Ö', 'o'), 'Ø', 'o'), 'Ō', 'o'), 'Ś', 's'), 'Š', 's'), 'Ú', 'u'), 'Ü', 'u'),
             'Ž', 'z'), 'Æ', 'ae') AS name
    FROM facility
  )
);

-- The claim that tells a facility's status, start and headline capacity: that of the whole,
-- else of the part told of last, statements before promises. The headline is in the basis that the last stage of the
-- chain is counted in; where a stage is counted in several, the first of them that there is.
CREATE VIEW facility_figure AS
SELECT f.id,
       (SELECT l.id FROM claim_line l
        WHERE l.facility = f.id AND l.attribute = 'status'
        ORDER BY pinned DESC, part <> '', CASE WHEN part <> '' THEN tense <> 'stated' END,
                 CASE WHEN part <> '' THEN as_of END DESC, as_of DESC, tense <> 'stated',
                 weight DESC, agreeing DESC, id
        LIMIT 1) AS status_claim,
       (SELECT l.id FROM claim_line l
        WHERE l.facility = f.id AND l.attribute = 'start'
        ORDER BY pinned DESC, part <> '', CASE WHEN part <> '' THEN tense <> 'stated' END,
                 CASE WHEN part <> '' THEN as_of END DESC, as_of DESC, tense <> 'stated',
                 weight DESC, agreeing DESC, id
        LIMIT 1) AS start_claim,
       (SELECT id FROM (
          SELECT l.id, l.part, l.as_of, l.tense, l.pinned, l.weight, l.agreeing,
                 CASE f.last_stage
                   WHEN 'magnet' THEN CASE l.basis WHEN 'magnets' THEN 1 END
                   WHEN 'metal' THEN CASE l.basis WHEN 'metal' THEN 1 WHEN 'alloy' THEN 2 END
                   WHEN 'separation' THEN CASE WHEN l.basis IN ('REO', 'TREO') THEN 1
                                               WHEN l.basis = 'NdPr oxide' THEN 2
                                               WHEN l.basis GLOB '* oxide' THEN 3 END
                   WHEN 'cracking' THEN CASE WHEN l.basis IN ('REO', 'TREO') THEN 1 END
                   WHEN 'concentration' THEN CASE WHEN l.basis = 'concentrate' THEN 1
                                                  WHEN l.basis IN ('REO', 'TREO') THEN 2 END
                   WHEN 'mining' THEN CASE l.basis WHEN 'ore' THEN 1 END
                   WHEN 'recycling' THEN CASE WHEN l.basis <> '' THEN 1 END
                 END AS rank
          FROM claim_line l
          WHERE l.facility = f.id AND l.attribute = 'capacity' AND l.per = 't/yr')
        WHERE rank IS NOT NULL
        ORDER BY pinned DESC, part <> '', CASE WHEN part <> '' THEN tense <> 'stated' END,
                 CASE WHEN part <> '' THEN as_of END DESC, rank, as_of DESC, tense <> 'stated',
                 weight DESC, agreeing DESC, id
        LIMIT 1) AS headline_claim
FROM (
  SELECT id,
         (SELECT stage FROM facility_stage s WHERE s.facility = facility.id
          ORDER BY CASE stage WHEN 'magnet' THEN 1 WHEN 'metal' THEN 2 WHEN 'separation' THEN 3
                              WHEN 'cracking' THEN 4 WHEN 'concentration' THEN 5 WHEN 'mining' THEN 6
                              WHEN 'recycling' THEN 7 ELSE 8 END
          LIMIT 1) AS last_stage
  FROM facility
) f;

-- What facility_shown holds, worked out anew.
CREATE VIEW facility_derived AS
SELECT f.id,
       n.sort_name,
       f.country,
       (SELECT coalesce(sum(CASE stage WHEN 'recycling' THEN 1 WHEN 'mining' THEN 2 WHEN 'concentration' THEN 4
                                       WHEN 'cracking' THEN 8 WHEN 'separation' THEN 16 WHEN 'metal' THEN 32
                                       WHEN 'magnet' THEN 64 ELSE 0 END), 0)
        FROM facility_stage s WHERE s.facility = f.id) AS stages,
       (SELECT group_concat(stage, ';')
        FROM (SELECT stage FROM facility_stage s WHERE s.facility = f.id
              ORDER BY CASE stage WHEN 'recycling' THEN 1 WHEN 'mining' THEN 2 WHEN 'concentration' THEN 3
                                  WHEN 'cracking' THEN 4 WHEN 'separation' THEN 5 WHEN 'metal' THEN 6
                                  WHEN 'magnet' THEN 7 ELSE 8 END)) AS stage_list,
       status.value AS status,
       status.id AS status_claim,
       status.as_of AS status_as_of,
       CAST(substr(start.value, 1, 4) AS INTEGER) AS start_year,
       start.id AS start_claim,
       headline.id AS headline_claim,
       headline.value AS headline_value,
       headline.value_max AS headline_value_max,
       headline.unit AS headline_unit,
       headline.basis AS headline_basis,
       headline.qualifier AS headline_qualifier,
       headline.as_of AS headline_as_of,
       (SELECT max(c.as_of) FROM claim c
        WHERE c.facility = f.id AND NOT c.withdrawn
          AND date(substr(c.as_of || '-01-01', 1, 10), '+0 days') = substr(c.as_of || '-01-01', 1, 10)) AS newest_claim,
       (SELECT max(s.published) FROM source s
        WHERE s.id IN (SELECT c.source FROM claim c WHERE c.facility = f.id AND NOT c.withdrawn
                       UNION ALL
                       SELECT r.source FROM facility_source r WHERE r.facility = f.id)) AS newest_source,
       EXISTS (SELECT 1 FROM claim_contradiction x WHERE x.facility = f.id) AS contradicted
FROM facility f
JOIN facility_sort_name n ON n.id = f.id
JOIN facility_figure g ON g.id = f.id
LEFT JOIN claim status ON status.id = g.status_claim
LEFT JOIN claim start ON start.id = g.start_claim
LEFT JOIN claim headline ON headline.id = g.headline_claim;

-- The words by which a facility is found, in the columns of search.
CREATE VIEW facility_words AS
SELECT f.id,
       f.name,
       (SELECT group_concat(n.name, char(10)) FROM facility_name n WHERE n.facility = f.id) AS names,
       coalesce(f.locality, '') || char(10) || coalesce(f.admin1, '') AS place,
       f.country,
       (SELECT group_concat(o.name, char(10)) FROM facility_organisation r JOIN organisation o ON o.id = r.organisation
        WHERE r.facility = f.id AND r.role = 'operator') AS operator,
       (SELECT group_concat(o.name, char(10)) FROM facility_organisation r JOIN organisation o ON o.id = r.organisation
        WHERE r.facility = f.id AND r.role <> 'operator') AS owners,
       (SELECT group_concat(p.product, char(10)) FROM facility_product p WHERE p.facility = f.id) AS products
FROM facility f;

-- A layer for other programs, so that a map made elsewhere can be styled by what is shown.
CREATE VIEW facility_overview AS
SELECT f.id AS OGC_FID,
       f.geom,
       f.facility,
       f.name,
       f.country,
       f.admin1,
       f.locality,
       f.location_precision,
       s.status,
       s.status_as_of,
       s.stage_list AS stages,
       (SELECT o.name FROM facility_organisation r JOIN organisation o ON o.id = r.organisation
        WHERE r.facility = f.id AND r.role = 'operator' ORDER BY r.position, r.id LIMIT 1) AS operator,
       s.start_year,
       s.headline_value AS capacity,
       s.headline_value_max AS capacity_max,
       s.headline_unit AS capacity_unit,
       s.headline_basis AS capacity_basis,
       s.headline_qualifier AS capacity_qualifier,
       s.headline_as_of AS capacity_as_of,
       s.newest_claim,
       s.newest_source,
       s.contradicted
FROM facility f
LEFT JOIN facility_shown s ON s.id = f.id;
