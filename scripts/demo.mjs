// Demonstrates the generator: creates a project, installs, migrates and starts it, and sends it requests.
// Usage: npm run demo [-- --with pip] [--into FOLDER]
import { spawn, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { SetupError, findPython, hasUv, inEnvironment, installProject, run } from './python.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = join(root, 'dist', 'bin', 'fastapi-architect.js');
const { values } = parseArgs({ options: { with: { type: 'string' }, into: { type: 'string' } } });
const project = values.into ?? join(root, 'demo', 'shop');
// Detects hangs; a start takes two seconds.
const START_SECONDS = 600;

const step = (text) => console.log(`\n$ ${text}`);

function generate() {
  rmSync(project, { recursive: true, force: true });
  const args = [
    'new',
    'shop',
    '--directory',
    project,
    '--profile',
    'layered',
    '--yes',
    '--skip-install',
    '--skip-git',
  ];
  step('fastapi-architect new shop --profile layered --yes');
  const { status } = spawnSync(process.execPath, [bin, ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new SetupError('the project was not generated');
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function untilAlive(url, server) {
  for (let waited = 0; waited < START_SECONDS; waited += 0.2) {
    if (server.exitCode !== null)
      throw new SetupError(`the server stopped with exit code ${server.exitCode}`);
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(200);
  }
  throw new SetupError(`the server did not answer within ${START_SECONDS} s`);
}

async function talk(url) {
  const headers = { 'Content-Type': 'application/json' };
  const requests = [
    ['GET', '/health/ready'],
    ['POST', '/notes', { title: 'It works' }],
    ['GET', '/notes?sort=title'],
    ['POST', '/notes', { title: 7 }],
  ];
  for (const [method, path, body] of requests) {
    step(`curl -X ${method} ${url}${path}${body ? ` -d '${JSON.stringify(body)}'` : ''}`);
    const answer = await fetch(url + path, { method, headers, body: body && JSON.stringify(body) });
    console.log(`${answer.status} ${await answer.text()}`);
    if (answer.status >= 500) throw new SetupError(`${method} ${path} answered ${answer.status}`);
  }
}

async function serve() {
  const port = await freePort();
  step(`uvicorn app.main:app --port ${port}`);
  const server = spawn(
    inEnvironment(project, 'python'),
    ['-m', 'uvicorn', 'app.main:app', '--port', String(port), '--log-level', 'warning'],
    { cwd: project, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilAlive(url, server);
    await talk(url);
  } finally {
    server.kill('SIGINT');
  }
}

async function main() {
  const way = values.with ?? (hasUv() ? 'uv' : 'pip');
  if (way !== 'uv' && way !== 'pip') throw new SetupError(`--with ${way}: expected uv or pip`);
  if (way === 'pip') findPython();
  generate();
  step(way === 'uv' ? 'uv sync' : 'python -m venv .venv && pip install --editable . --group dev');
  installProject(project, way);
  step('alembic upgrade head');
  run(inEnvironment(project, 'python'), ['-m', 'alembic', 'upgrade', 'head'], { cwd: project });
  await serve();
  console.log(`\nThe project is in ${relative(root, project)}; its README says how to go on.`);
}

main().catch((error) => {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
