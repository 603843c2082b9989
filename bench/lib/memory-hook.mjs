// Loaded into a measured process with --import; works where there is no /usr/bin/time.
import { writeFileSync } from 'node:fs';

const note = process.env['BENCH_MEMORY'];
if (note) process.on('exit', () => writeFileSync(note, String(process.resourceUsage().maxRSS)));
