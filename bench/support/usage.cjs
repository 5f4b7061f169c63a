// Loaded into a command before its own code: leaves what it used in a file when it ends.
'use strict';
const { writeFileSync } = require('node:fs');

const file = process.env.QTCLOUD_BENCH_USAGE;
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(file, JSON.stringify({ ms: (user + system) / 1000, mb: process.resourceUsage().maxRSS / 1024 }));
});
