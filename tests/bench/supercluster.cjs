// supercluster.cjs POINTS: npm's supercluster over the points that bench-cluster wrote, if node finds it.
'use strict';

const fs = require('fs');
let Supercluster;
try {
  const found = require('supercluster');
  Supercluster = found.default || found;
} catch (error) {
  console.log('supercluster: node does not find it (npm install supercluster, NODE_PATH)');
  process.exit(0);
}

const bytes = fs.readFileSync(process.argv[2]);
const numbers = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8);
const features = [];
for (let i = 0; i < numbers.length; i += 2)
  features.push({type: 'Feature', properties: {}, geometry: {type: 'Point', coordinates: [numbers[i], numbers[i + 1]]}});

const before = process.memoryUsage();
let start = performance.now();
const index = new Supercluster({maxZoom: 20, radius: 46, extent: 256}).load(features);
const built = (performance.now() - start) / 1000;
const after = process.memoryUsage();
const memory = (after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / 1e6;

let line = `supercluster: built in ${built.toFixed(2)} s, ${memory.toFixed(0)} MB; ms a query:`;
for (let zoom = 0; zoom <= 20; zoom += 2) {
  const world = 256 * 2 ** zoom;
  start = performance.now();
  for (let i = 0; i < 1000; i++) {
    const west = Math.random() * 360 - 180;
    const south = Math.random() * 100 - 50;
    index.getClusters([west, Math.max(south - 400 / world * 180, -85),
      Math.min(west + 1280 / world * 360, 180), Math.min(south + 400 / world * 180, 85)], zoom);
  }
  line += ` ${((performance.now() - start) / 1000).toFixed(4)} (zoom ${zoom})`;
}
console.log(line);
