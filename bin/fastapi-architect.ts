#!/usr/bin/env node
import { main } from '../src/shell/cli.ts';

// A reader that has seen enough (| head) is no failure, and the run goes on without it to its end.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

process.exitCode = await main(process.argv.slice(2));
