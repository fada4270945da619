#!/usr/bin/env node
// Starts main.ts, or says in one line that this Node is too old. Plain JavaScript, so that an old Node can read it.
'use strict';

// Node strips types without a flag since 22.18.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `Archway needs Node 22.18 or later, this is ${process.versions.node}. ` +
      'Run `npm ci` and start with `npm start`: on Linux and Windows that brings its own Node; on macOS install Node 24.\n',
  );
  process.exit(1);
}
import('./main.ts');
