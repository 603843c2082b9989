import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, hostname, tmpdir } from 'node:os';
import { setTimeout as setTimeout$1 } from 'node:timers/promises';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
// test/proof/owned.ts
/** Names this machine in what is kept outside it. */
const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 6);
const prefix = 'fastapi-architect-proof-';
/** What a proof makes says which process made it, so that a later run can delete what a killed one left. */
const mark = `${machine}_${process.pid}`;
/** A name that begins with `start` and says who made it. */
const ownName = (start) => `${start}${mark}`;
const ownFolder = () => join(tmpdir(), ownName(prefix));
/** Deletes the folder of this process. */
function deleteOwnFolder() {
  rmSync(ownFolder(), {
    recursive: true,
    force: true,
  });
}
/** Returns the folder for everything that this process makes; the first call makes it, the end of the process deletes it. */
function ownTemporaryFolder() {
  const folder = ownFolder();
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true });
    process.once('exit', deleteOwnFolder);
    process.once('SIGTERM', () => process.exit());
  }
  return folder;
}
// test/support/limits.ts
/** In milliseconds, for hangs only: nothing takes a tenth of it, on a machine that is ten times slower than usual. */
const HANG = 36e5;
// test/proof/machine.ts
const checkout = join(import.meta.dirname, '..', '..');
join(checkout, 'node_modules', '.cache', 'generator-fastapi-architect');
const isWindows = process.platform === 'win32';
/** The path of a program in a virtual environment. */
function programIn(environment, name) {
  return join(environment, isWindows ? 'Scripts' : 'bin', isWindows ? `${name}.exe` : name);
}
const supported = ['3.11', '3.12', '3.13', '3.14'];
function pyenvPythons(version) {
  const folder = join(homedir(), '.pyenv', 'versions');
  return (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => new RegExp(`^${version}\\.\\d+$`).test(name))
    .map((name) => programIn(join(folder, name), 'python'));
}
function pathPythons(version) {
  return (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, `python${version}`));
}
function works(command, version) {
  if (!existsSync(command)) return false;
  return (
    spawnSync(command, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], {
      encoding: 'utf8',
    }).stdout?.trim() === version
  );
}
let known;
/** Returns every supported Python of this machine, the oldest first. Raises Error when there is none. */
function pythons() {
  known ??= findPythons();
  return known;
}
function findPythons() {
  const [oldest, ...newer] = supported.flatMap((version) => {
    const command = [...pyenvPythons(version), ...pathPythons(version), ...plainPythons()].find((candidate) =>
      works(candidate, version),
    );
    return command === void 0
      ? []
      : [
          {
            version,
            command,
          },
        ];
  });
  if (oldest === void 0) throw new Error('Python 3.11 or newer is needed: install it and run this again');
  return [oldest, ...newer];
}
function plainPythons() {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => ['python3', 'python', 'python.exe'].map((name) => join(folder, name)));
}
// test/proof/worker.ts
const SIGNALS = {
  SIGTERM: 15,
  SIGKILL: 9,
};
const script = join(import.meta.dirname, 'worker.py');
process.once('disconnect', () => process.exit(1));
let cpu = 0;
function variables(env) {
  const all = Object.entries({
    ...process.env,
    ...env,
  });
  return Object.fromEntries(all.filter((entry) => entry[1] !== void 0));
}
/** Numbers the files below. */
let files = 0;
let folder;
function newFile(content) {
  folder ??= mkdtempSync(join(ownTemporaryFolder(), 'run-'));
  files += 1;
  const file = join(folder, String(files));
  writeFileSync(file, content);
  return file;
}
/** A Python process that forks one child for each program, so that imports are paid for once. */
var Worker = class {
  #process;
  #waiting = /* @__PURE__ */ new Map();
  #started = 0;
  #failure;
  constructor(python) {
    this.#process = spawn(python, [script], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: {
        ...process.env,
        PYTHONDONTWRITEBYTECODE: void 0,
      },
    });
    this.#process.unref();
    this.#process.stdin?.unref();
    this.#process.stdout?.unref();
    createInterface({ input: this.#process.stdout }).on('line', (line) => {
      const ended = JSON.parse(line);
      cpu += ended.cpu;
      this.#waiting.get(ended.id)?.(ended);
      this.#waiting.delete(ended.id);
    });
    this.#process.once('exit', (code, signal) => this.#fail(`the worker ended with ${signal ?? code}`));
    this.#process.once('error', (error) => this.#fail(error.message));
  }
  #fail(reason) {
    this.#failure = reason;
    for (const [id, tell] of this.#waiting)
      tell({
        id,
        code: 1,
        signal: reason,
        cpu: 0,
      });
    this.#waiting.clear();
  }
  start(request, { cwd, env, input }) {
    this.#started += 1;
    const id = this.#started;
    const output = newFile('');
    const read = () => readFileSync(output, 'utf8');
    const ended = new Promise((resolve) => {
      if (this.#failure === void 0) this.#waiting.set(id, resolve);
      else
        resolve({
          id,
          code: 1,
          signal: this.#failure,
          cpu: 0,
        });
    });
    const given = input === void 0 ? null : newFile(input);
    this.#send({
      ...request,
      id,
      cwd,
      env: variables(env),
      input: given,
      output,
    });
    return {
      ended: ended.then(({ code, signal }) => ({
        code,
        output: signal === null ? read() : `${read()}\nended by ${signal}`,
      })),
      printed: read,
      kill: (signal) =>
        this.#send({
          kill: id,
          signal: SIGNALS[signal],
        }),
    };
  }
  #send(message) {
    if (this.#failure === void 0) this.#process.stdin?.write(`${JSON.stringify(message)}\n`);
  }
};
const workers = /* @__PURE__ */ new Map();
function workerOf(python) {
  const worker = workers.get(python) ?? new Worker(python);
  workers.set(python, worker);
  return worker;
}
/** Starts a program as Node does, where no process can be forked. */
function spawned(program, { cwd, env, input }) {
  const output = newFile('');
  const target = openSync(output, 'w');
  const [command = '', ...args] = program;
  const child = spawn(command, args, {
    cwd,
    env: variables(env),
    stdio: [input === void 0 ? 'ignore' : 'pipe', target, target],
  });
  child.stdin?.end(input);
  const read = () => readFileSync(output, 'utf8');
  const ended = async () => {
    try {
      const [code, signal] = await once(child, 'exit');
      return {
        code: code ?? 1,
        output: signal === null ? read() : `${read()}\nended by ${signal}`,
      };
    } finally {
      closeSync(target);
    }
  };
  return {
    ended: ended(),
    printed: read,
    kill: (signal) => void child.kill(signal),
  };
}
/** Starts a program. It ends with this process, however that ends. */
function start(program, options) {
  return isWindows ? spawned(program, options) : workerOf(pythons()[0].command).start({ program }, options);
}
/** Starts Python as `<python> <args>` does, in a process that has imported the large libraries of its environment already. */
function startPython(python, args, options) {
  return isWindows ? spawned([python, ...args], options) : workerOf(python).start({ python: args }, options);
}
// test/proof/run.ts
async function finish(started) {
  const timer = setTimeout(() => started.kill('SIGKILL'), HANG);
  try {
    return await started.ended;
  } finally {
    clearTimeout(timer);
  }
}
function expectSuccess(command, { code, output }) {
  if (code === 0) return output;
  throw new Error(`${command.join(' ')} ended with ${code}\n${output.slice(-8e3)}`);
}
/** Runs Python in a process that has the large libraries of its environment loaded, which saves a second a call. */
function runPython(python, args, options) {
  return finish(startPython(python, args, options));
}
/** As `runPython`, for what has to succeed. Raises Error with the end of what it printed. */
async function mustRunPython(python, args, options) {
  return expectSuccess(['python', ...args], await runPython(python, args, options));
}
// test/proof/databases.ts
const local = 'postgresql://postgres@127.0.0.1:5432/postgres';
const databasePrefix = 'architect_test_';
/** Reads a URL from the environment; raises Error with the name of the variable. */
function urlIn(variable, fallback) {
  const text = process.env[variable];
  if (text === void 0) return new URL(fallback);
  if (!URL.canParse(text))
    throw new Error(`${variable} is no URL: ${JSON.stringify(text)}; e.g. ${fallback}`);
  return new URL(text);
}
/** Where PostgreSQL is looked for: what TEST_DATABASE_URL names, else the local default. */
const postgresUrl = () => urlIn('TEST_DATABASE_URL', local);
const plainUrl = () => postgresUrl().href.replace(/^postgres(ql)?(\+\w+)?:/, 'postgresql:');
/** Runs statements, each outside a transaction, and prints the rows of the last one as JSON. */
const program = `
import asyncio, json, sys, asyncpg
async def main(url, *statements):
    connection = await asyncpg.connect(url, timeout=60)
    for text in statements:
        rows = await connection.fetch(text)
    await connection.close()
    print(json.dumps([list(row.values()) for row in rows]))
try:
    asyncio.run(main(*sys.argv[1:]))
except Exception as error:
    raise SystemExit(f"{type(error).__name__}: {error}")
`;
async function execute(python, ...statements) {
  const args = ['-c', program, plainUrl(), ...statements];
  return JSON.parse(await mustRunPython(python, args, { cwd: import.meta.dirname }));
}
/** Creates an empty database whose name contains `test`. `python` is one that has the project's drivers, `root` a folder for files. */
async function createDatabase(name, python, root) {
  const label = `${ownName(databasePrefix)}_${randomBytes(5).toString('hex')}`;
  if (name === 'sqlite')
    return {
      url: `sqlite+aiosqlite:///${join(root, `.${label}.db`).replaceAll('\\', '/')}`,
      drop: async () => {},
    };
  const careless = `ALTER DATABASE ${label} SET synchronous_commit = off`;
  await execute(python, `CREATE DATABASE ${label}`, careless);
  const url = new URL(plainUrl().replace('postgresql:', 'postgresql+asyncpg:'));
  url.pathname = `/${label}`;
  return {
    url: url.href,
    drop: async () => void (await execute(python, `DROP DATABASE ${label} WITH (FORCE)`)),
  };
}
// test/proof/contract.ts
/** Whole numbers that JavaScript would round are kept as marked text. */
function parseExact(json) {
  return JSON.parse(json.replace(/(?<=[:[,]\s*)-?\d{16,}(?=\s*[,}\]])/g, '"@exact:$&"'));
}
/** Where the documentation says that the contract is: `/openapi.json`, or below a version. */
async function contractUrl(url) {
  const page = await (await fetch(`${url}/docs`)).text();
  const path = /url: '([^']+)'/.exec(page)?.[1];
  if (path === void 0) throw new Error(`GET /docs names no contract: ${page.slice(0, 300)}`);
  return url + path;
}
async function readContract(url) {
  const address = await contractUrl(url);
  const answer = await fetch(address);
  if (answer.status !== 200) throw new Error(`GET ${address} answered ${answer.status}`);
  return parseExact(await answer.text());
}
/** What an operation takes as JSON, if anything. */
function bodyOf(contract, operation) {
  const schema = operation?.requestBody?.content['application/json']?.schema;
  const name = schema?.$ref?.split('/').at(-1);
  return name === void 0 ? schema : contract.components.schemas[name];
}
/** The collections of the contract, without those that belong to an entry of another. Raises Error when a body has no example: the documentation promises one. */
function collectionsOf(contract) {
  return Object.entries(contract.paths).flatMap(([path, operations]) => {
    const body = bodyOf(contract, operations['post']);
    if (body === void 0 || operations['get'] === void 0 || path.includes('{')) return [];
    const example = body.examples?.[0];
    if (example === void 0) throw new Error(`POST ${path}: its body has no example`);
    return [
      {
        path,
        example,
      },
    ];
  });
}
/** The method that changes an entry of a collection: PATCH, or PUT where the profile has it so. */
function changeOf(contract, path) {
  const entry = Object.keys(contract.paths).find((each) => new RegExp(`^${path}/\\{[^/]+\\}$`).test(each));
  const method = ['patch', 'put'].find((name) => name in (contract.paths[entry ?? ''] ?? {}));
  if (method === void 0) throw new Error(`${path}: its entries cannot be changed`);
  return method.toUpperCase();
}
// test/proof/server.ts
/** A port that nobody listens on at this moment. */
async function freePort() {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
/** How often a port that somebody else took in between is replaced by another one. */
const PORTS = 5;
/** Waits until an address answers 200; returns false when the program that serves it has ended first. */
async function answersAt(address, server) {
  const state = { ended: false };
  server.ended.then(() => Object.assign(state, { ended: true }));
  const end = Date.now() + HANG;
  for (; Date.now() < end && !state.ended; await setTimeout$1(100))
    if ((await fetch(address).catch(() => void 0))?.status === 200 && !state.ended) return true;
  return false;
}
/**
 * Starts a generated project as its README says, on a port of its own and with the subject's database. Raises Error with its log when it does not
 * become ready.
 *
 * @param more added to the environment
 */
async function startServer({ python, root, env, databaseUrl }, more = {}) {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const args = ['-m', 'uvicorn', 'app.main:app', '--host', '127.0.0.1', '--port', String(port)];
    const options = {
      cwd: root,
      env: {
        ...env,
        ...more,
        DATABASE_URL: databaseUrl,
      },
    };
    const server = start([python, ...args], options);
    const stop = async () => {
      server.kill('SIGTERM');
      return (await server.ended).code;
    };
    const url = `http://127.0.0.1:${port}`;
    if (await answersAt(`${url}/health/ready`, server))
      return {
        url,
        log: server.printed,
        stop,
      };
    await stop();
    if (!/address already in use/i.test(server.printed()) || attempt === PORTS)
      throw new Error(`the server did not become ready\n${server.printed().slice(-4e3)}`);
  }
}
// test/proof/beside.ts
const issuer = 'scripts/dev_issuer.py';
/** Starts the issuer of development tokens where a project has one. Raises Error when it does not answer. */
async function startBeside({ python, root, env }) {
  if (!existsSync(join(root, issuer)))
    return {
      env: {},
      stop: async () => {},
    };
  const address = `http://127.0.0.1:${await freePort()}`;
  const own = { CLERK_ISSUER: address };
  const child = start([python, '-m', 'scripts.dev_issuer'], {
    cwd: root,
    env: {
      ...env,
      ...own,
    },
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await child.ended;
  };
  if (await answersAt(`${address}/.well-known/jwks.json`, child))
    return {
      env: own,
      stop,
    };
  await stop();
  throw new Error(`${issuer} did not answer at ${address}\n${child.printed().slice(-2e3)}`);
}
/** Does something with a project while that runs which its logins need beside the application. */
async function withBeside(subject, work) {
  const beside = await startBeside(subject);
  try {
    await work({
      ...subject,
      env: {
        ...subject.env,
        ...beside.env,
      },
    });
  } finally {
    await beside.stop();
  }
}
join(checkout, 'node_modules', 'typescript', 'bin', 'tsc');
// test/proof/login.ts
const email = 'proof@example.com';
const password = 'correct horse battery staple';
/** As a superuser, whom the project's own command makes. */
async function tokenByPassword(subject, url, { flows }) {
  const env = {
    ...subject.env,
    DATABASE_URL: subject.databaseUrl,
    SUPERUSER_EMAIL: email,
    SUPERUSER_PASSWORD: password,
  };
  await mustRunPython(subject.python, ['-m', 'scripts.create_superuser'], {
    cwd: subject.root,
    env,
  });
  const form = new URLSearchParams({
    username: email,
    password,
  });
  const address = new URL(flows?.password?.tokenUrl ?? '', `${url}/`);
  const answer = await fetch(address, {
    method: 'POST',
    body: form,
  });
  const said = await answer.json();
  if (said.access_token === void 0)
    throw new Error(`the login answered ${answer.status}: ${JSON.stringify(said)}`);
  return said.access_token;
}
/** As somebody whom the project's own stand-in for an identity provider vouches for. */
async function developmentToken({ python, root, env }) {
  return (
    await mustRunPython(python, ['-m', 'scripts.dev_token', 'user_proof', '--minutes', '240'], {
      cwd: root,
      env,
    })
  ).trim();
}
/** THE table of the ways to log in; a project without any of them lets everybody in. */
const ways = [
  {
    isOf: ({ flows }) => flows?.password !== void 0,
    token: tokenByPassword,
    mark: '"is_superuser":true',
  },
  {
    isOf: ({ type, scheme }) => type === 'http' && scheme === 'bearer',
    token: developmentToken,
    mark: '"clerk_id":"user_ada"',
  },
];
async function wayOf(url) {
  return Object.values((await readContract(url)).components.securitySchemes ?? {})
    .flatMap((scheme) => ways.filter(({ isOf }) => isOf(scheme)).map((way) => [way, scheme]))
    .at(0);
}
/** Logs in where the contract shows a way to do so. Raises Error when that login fails. */
async function logIn(subject, url) {
  const found = await wayOf(url);
  if (found === void 0)
    return {
      url,
      headers: {},
    };
  const [way, scheme] = found;
  return {
    url,
    headers: { Authorization: `Bearer ${await way.token(subject, url, scheme)}` },
  };
}
/** What was sent to log in, and no log may have. */
function secretsOf({ headers }) {
  const token = headers['Authorization']?.replace(/^Bearer /, '');
  return token === void 0 ? [] : [password, token];
}
// src/state/layout.ts
const STATE_FOLDER = '.fastapi-architect';
// src/merge/marks.ts
/** What git puts at the beginning of a line to set two sides of a conflict apart. */
const MARKS = {
  mine: '<<<<<<<',
  base: '|||||||',
  between: '=======',
  theirs: '>>>>>>>',
};
new RegExp(`^(${MARKS.mine}|${MARKS.theirs})( |$)`, 'm');
['', '/resources', '/lock', '/objects', '/undo', '/tx'].map((name) => STATE_FOLDER + name);
join(import.meta.dirname, 'violations');
const optionsOf = ({ root, env, databaseUrl }) => ({
  cwd: root,
  env: {
    ...env,
    ...(databaseUrl !== '' && { DATABASE_URL: databaseUrl }),
  },
});
/** Alembic's own command line, several times in one process. */
const ALEMBIC = `
import sys
from alembic.config import main
for command in sys.argv[1:]:
    main(argv=command.split())
`;
/** Runs commands of Alembic, each as it is typed. */
async function alembic(subject, ...commands) {
  await mustRunPython(subject.python, ['-c', ALEMBIC, ...commands], optionsOf(subject));
}
async function serve(subject, work) {
  const server = await startServer(subject);
  let secrets = [];
  try {
    const api = await logIn(subject, server.url);
    secrets = secretsOf(api);
    await work(api, subject);
  } catch (error) {
    throw new Error(`${error.message}\n${server.log().slice(-4e3)}`, { cause: error });
  } finally {
    await server.stop();
  }
  const leaked = secrets.find((secret) => server.log().includes(secret));
  if (leaked !== void 0) throw new Error(`the server logged the password or the token ${leaked}`);
  if (/Traceback|ERROR/.test(server.log())) throw new Error(`the server logged an error\n${server.log()}`);
}
/** Does something with the running project, on a database that is migrated. */
async function migrateAndServe(subject, work) {
  await alembic(subject, 'upgrade head');
  await withBeside(subject, (own) => serve(own, work));
}
// test/proof/attacks/shop.ts
/** Sends one request and reads what is answered; a connection that breaks is status 0. */
async function send(api, method, path, body) {
  const described = body && { 'Content-Type': 'application/json' };
  try {
    const answer = await fetch(api.url + path, {
      method,
      headers: {
        ...api.headers,
        ...described,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = text !== '' && answer.headers.get('content-type')?.includes('json') === true;
    return {
      status: answer.status,
      headers: answer.headers,
      body: isJson ? JSON.parse(text) : {},
    };
  } catch {
    return {
      status: 0,
      headers: new Headers(),
      body: {},
    };
  }
}
const verbs = /* @__PURE__ */ new Map();
/** Changes a row with the verb that the contract has for it. */
async function changed(api, path, body) {
  if (!verbs.has(api.url)) {
    const contract = await readContract(api.url);
    verbs.set(api.url, changeOf(contract, collectionsOf(contract)[0]?.path ?? ''));
  }
  return send(api, verbs.get(api.url) ?? 'PATCH', path, body);
}
/** Finds the related resources in the contract. Raises Error when one is missing. */
async function shop(api) {
  const collections = collectionsOf(await readContract(api.url));
  const find = (kind) => {
    const found = collections.find(({ path }) => path.endsWith(`/${kind}s`));
    if (found === void 0) throw new Error(`there is no collection of ${kind}s`);
    return found;
  };
  const all = {
    maker: find('maker'),
    tag: find('tag'),
    product: find('product'),
  };
  const paths = {
    maker: all.maker.path,
    tag: all.tag.path,
    product: all.product.path,
  };
  const own = {
    maker: async () => ({
      name: randomUUID(),
      email: `${randomUUID()}@example.com`,
    }),
    tag: async () => ({
      label: randomUUID(),
      key: randomUUID(),
    }),
    product: async () => {
      const [maker, other] = [await add('maker'), await add('maker')];
      return {
        name: randomUUID(),
        maker_id: maker,
        owner_id: other,
        maker_ids: [other],
        tag_ids: [],
      };
    },
  };
  const bodyOf = async (kind, values = {}) => {
    const example = Object.entries(all[kind].example).filter(([name]) => name !== 'slug');
    return {
      ...Object.fromEntries(example),
      ...(await own[kind]()),
      ...values,
    };
  };
  const add = async (kind, values = {}) => {
    const { status, body } = await send(api, 'POST', paths[kind], await bodyOf(kind, values));
    if (status !== 201) throw new Error(`POST ${paths[kind]} answered ${status}: ${JSON.stringify(body)}`);
    return String(body['id']);
  };
  return {
    api,
    paths,
    bodyOf,
    add,
  };
}
// test/proof/attacks/parallel.attack.ts
const AT_ONCE$1 = 20;
const ROUNDS = 4;
/** Asks for each list twenty times at once. Raises Error for an answer that is no list. */
async function readTogether({ url, headers }) {
  const faults = [];
  for (const { path } of collectionsOf(await readContract(url))) {
    const requests = Array.from({ length: AT_ONCE$1 }, () => fetch(url + path, { headers }));
    for (const answer of await Promise.all(requests)) {
      const text = await answer.text();
      if (answer.status !== 200) faults.push(`GET ${path} answered ${answer.status}: ${text.slice(0, 300)}`);
    }
  }
  if (faults.length > 0) throw new Error(faults.slice(0, 10).join('\n'));
}
const times = (count, make) => Array.from({ length: count }, (_, turn) => make(turn));
/** Raises Error that counts the statuses other than those allowed. */
function expectOnly(what, statuses, ...allowed) {
  const wrong = statuses.filter((status) => !allowed.includes(status));
  if (wrong.length > 0)
    throw new Error(`${what}: ${wrong.length} of ${statuses.length} answered ${wrong.join(', ')}`);
}
/** Twenty requests set a set of four at once: the result is what one of them asked for. */
async function setTogether({ api, paths, add }) {
  const faults = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const tags = await Promise.all(times(AT_ONCE$1, () => add('tag')));
    const product = await add('product', { tag_ids: tags.slice(0, 4) });
    const before = (await send(api, 'GET', `${paths.product}/${product}`)).body;
    const sets = times(AT_ONCE$1, (turn) =>
      times(4, (at) => tags[(turn * 7 + at * 3) % AT_ONCE$1] ?? '').toSorted(),
    );
    expectOnly(
      'parallel updates of a set',
      (
        await Promise.all(sets.map((set) => changed(api, `${paths.product}/${product}`, { tag_ids: set })))
      ).map(({ status }) => status),
      200,
    );
    const after = (await send(api, 'GET', `${paths.product}/${product}`)).body;
    const stored = JSON.stringify(after['tag_ids'].toSorted());
    if (!sets.some((set) => JSON.stringify(set) === stored))
      faults.push(`${after['tag_ids'].length} entries that no request asked for`);
    if (String(after['updated_at']) <= String(before['updated_at'])) faults.push('updated_at did not change');
  }
  if (faults.length > 0) throw new Error(`${faults.length} of ${ROUNDS} rounds: ${faults.join('; ')}`);
}
/** Rows are changed while they are deleted: who comes too late gets 404. */
async function changeWhatIsDeleted({ api, paths, add }) {
  const statuses = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const tags = await Promise.all(times(4, () => add('tag')));
    const at = `${paths.product}/${await add('product', { tag_ids: tags.slice(0, 2) })}`;
    const change = async (turn) =>
      (await changed(api, at, turn % 2 ? { stock: turn } : { tag_ids: tags.slice(turn % 3) })).status;
    const answers = await Promise.all([
      ...times(10, change),
      send(api, 'DELETE', at).then(({ status }) => status),
      ...times(10, change),
    ]);
    statuses.push(...answers);
    statuses.push((await changed(api, at, { stock: 1 })).status);
  }
  expectOnly('updates and deletes of one row', statuses, 200, 204, 404);
}
/** What is referred to is deleted while references to it are made. */
async function deleteWhatIsReferredTo({ api, paths, add, bodyOf }) {
  for (let round = 0; round < ROUNDS; round += 1) {
    const [maker, tag] = [await add('maker'), await add('tag')];
    const at = `${paths.product}/${await add('product')}`;
    const body = await bodyOf('product', { maker_id: maker });
    const tagged = await bodyOf('product', { tag_ids: [tag] });
    const named = (given) => ({
      ...given,
      name: randomUUID(),
    });
    const [deleted, made, tagGone, sets] = await Promise.all([
      send(api, 'DELETE', `${paths.maker}/${maker}`),
      Promise.all(times(6, () => send(api, 'POST', paths.product, named(body)))),
      send(api, 'DELETE', `${paths.tag}/${tag}`),
      Promise.all([
        ...times(6, () => changed(api, at, { tag_ids: [tag] })),
        ...times(6, () => send(api, 'POST', paths.product, named(tagged))),
      ]),
    ]);
    const statuses = (answers) => answers.map(({ status }) => status);
    expectOnly('the delete of a maker', [deleted.status], 204, 409);
    expectOnly('products of a deleted maker', statuses(made), 201, 422);
    expectOnly('the delete of a tag', [tagGone.status], 204);
    expectOnly('sets with a deleted tag', statuses(sets), 200, 201, 422);
  }
}
/** Rows that refer to each other are changed and deleted in all orders. */
async function changeAndDeleteACircle({ api, paths, add }) {
  const statuses = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const makers = await Promise.all(times(5, () => add('maker')));
    const tags = await Promise.all(times(5, () => add('tag')));
    const next = (keys, turn) => keys[(turn + 1) % keys.length] ?? '';
    const answers = await Promise.all([
      ...makers.map((key, turn) =>
        changed(api, `${paths.maker}/${key}`, {
          parent_id: next(makers, turn),
          name: randomUUID(),
        }),
      ),
      ...tags.map((key, turn) =>
        changed(api, `${paths.tag}/${key}`, {
          related_ids: [next(tags, turn)],
          key: randomUUID(),
        }),
      ),
      ...makers.toReversed().map((key) => send(api, 'DELETE', `${paths.maker}/${key}`)),
      ...tags.toReversed().map((key) => send(api, 'DELETE', `${paths.tag}/${key}`)),
    ]);
    statuses.push(...answers.map(({ status }) => status));
  }
  expectOnly('updates and deletes of rows that refer to each other', statuses, 200, 204, 404, 422);
}
/** Twenty rows of one name at once: each gets a slug of its own. */
async function nameTogether({ api, paths, bodyOf }) {
  for (const kind of ['tag', 'product']) {
    const label = kind === 'tag' ? 'label' : 'name';
    const bodies = await Promise.all(
      times(AT_ONCE$1, () =>
        bodyOf(kind, {
          [label]: 'The same',
          ...(kind === 'tag' && { key: randomUUID() }),
        }),
      ),
    );
    const answers = await Promise.all(bodies.map((body) => send(api, 'POST', paths[kind], body)));
    expectOnly(
      `${kind}s of one name`,
      answers.map(({ status }) => status),
      201,
    );
    const slugs = new Set(answers.map(({ body }) => body['slug']));
    if (slugs.size < AT_ONCE$1) throw new Error(`${AT_ONCE$1} ${kind}s have ${slugs.size} slugs`);
  }
}
/** What is tried on one running project, by name. */
const races = {
  'a set that many change at once is that of one request': setTogether,
  'an update of a row that is deleted meanwhile is 404': changeWhatIsDeleted,
  'deletes race with references': deleteWhatIsReferredTo,
  'rows that refer to each other are changed and deleted at once': changeAndDeleteACircle,
  'rows of one name that are created at once get different slugs': nameTogether,
};
/** Runs all races. Raises Error that lists those that were lost. */
async function writeTogether(api) {
  const where = await shop(api);
  const lost = [];
  for (const [name, race] of Object.entries(races))
    await race(where).catch((error) => lost.push(`${name}: ${error.message}`));
  if (lost.length > 0) throw new Error(lost.join('\n'));
}
const attacks$2 = [
  {
    name: 'twenty requests at once are answered',
    databases: 'each',
    run: (subject) => migrateAndServe(subject, readTogether),
  },
  {
    name: 'parallel writes and deletes keep the data consistent',
    databases: 'each',
    run: (subject) => migrateAndServe(subject, writeTogether),
  },
];
// test/proof/attacks/proxy.ts
/** Starts a proxy in front of the database of a URL. */
async function startProxy(databaseUrl) {
  const target = new URL(databaseUrl);
  const pairs = /* @__PURE__ */ new Set();
  let state = 'forwarding';
  const hold = (sockets) => {
    for (const socket of sockets) if (state === 'frozen') socket.pause();
  };
  const server = createServer((client) => {
    if (state === 'refusing') {
      client.resetAndDestroy();
      return;
    }
    const upstream = connect(Number(target.port || 5432), target.hostname);
    const pair = [client, upstream];
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      client.destroy();
      upstream.destroy();
    };
    for (const [from, to] of [pair, [upstream, client]]) {
      from.on('data', (chunk) => to.write(chunk));
      from.on('error', end);
      from.on('close', end);
    }
    hold(pair);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${server.address().port}`;
  const cut = () => {
    for (const pair of [...pairs]) for (const socket of pair) socket.resetAndDestroy();
  };
  return {
    url: url.href,
    connections: () => pairs.size,
    cut,
    freeze: () => {
      state = 'frozen';
      for (const pair of pairs) hold(pair);
    },
    refuse: () => {
      state = 'refusing';
      cut();
    },
    forward: () => {
      state = 'forwarding';
      for (const pair of pairs) for (const socket of pair) socket.resume();
    },
    close: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
// test/proof/attacks/database.attack.ts
/** Short timeouts, so that a fault shows soon. */
const timeouts = {
  DATABASE_POOL_SIZE: '4',
  DATABASE_POOL_TIMEOUT_SECONDS: '2',
  DATABASE_CONNECT_TIMEOUT_SECONDS: '2',
  DATABASE_STATEMENT_TIMEOUT_SECONDS: '2',
  DATABASE_LOCK_TIMEOUT_SECONDS: '1',
};
/** Milliseconds in which each request is answered, whatever becomes of the database. */
const LIMIT = 2e4;
const AT_ONCE = 12;
const isPostgres = ({ databaseUrl }) => databaseUrl.startsWith('postgresql');
/** Raises Error for an answer that is neither of these statuses, or a 503 that is no problem or does not say when to come back. */
function expectAnswers(what, answers, ...allowed) {
  const wrong = answers.filter(({ status }) => !allowed.includes(status)).map(({ status }) => status);
  if (wrong.length > 0)
    throw new Error(`${what}: ${wrong.length} of ${answers.length} answered ${wrong.join(', ')}`);
  for (const { status, headers, body } of answers)
    if (status === 503 && (!headers.has('retry-after') || body['error_code'] !== 'unavailable'))
      throw new Error(`${what}: a 503 without Retry-After or error_code: ${JSON.stringify(body)}`);
}
/** Sends requests at once. Raises Error when they take too long. */
async function together(what, make) {
  const began = Date.now();
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, (_, turn) => make(turn)));
  const took = Date.now() - began;
  if (took > LIMIT) throw new Error(`${what}: answered after ${took} ms`);
  return answers;
}
/** Serves a migrated project whose database is behind a proxy. Raises Error when it logs a traceback. */
async function serveBehindProxy(subject, work) {
  await alembic(subject, 'upgrade head');
  await withBeside(subject, async (own) => {
    const proxy = await startProxy(own.databaseUrl);
    const server = await startServer(
      {
        ...own,
        databaseUrl: proxy.url,
      },
      timeouts,
    );
    try {
      await work({
        shop: await shop(await logIn(own, server.url)),
        proxy,
        subject: own,
      });
    } catch (error) {
      throw new Error(`${error.message}\n${server.log().slice(-3e3)}`, { cause: error });
    } finally {
      proxy.forward();
      await server.stop();
      await proxy.close();
    }
    if (server.log().includes('Traceback')) throw new Error(`a traceback\n${server.log().slice(-4e3)}`);
  });
}
const mixed =
  ({ api, paths, bodyOf }) =>
  async (turn) =>
    turn % 2 ? send(api, 'GET', paths.tag) : send(api, 'POST', paths.tag, await bodyOf('tag'));
/** Liveness does not depend on the database, and readiness says within moments how it is. */
async function expectHealth({ api }, ready) {
  const probes = await together('the probes', (turn) =>
    send(api, 'GET', turn % 2 ? '/health/live' : '/health/ready'),
  );
  expectAnswers(
    'liveness',
    probes.filter((_, turn) => turn % 2),
    200,
  );
  expectAnswers(
    'readiness',
    probes.filter((_, turn) => turn % 2 === 0),
    ready,
  );
}
/** The database answers again: soon all requests succeed. */
async function expectRecovery(all) {
  const end = Date.now() + LIMIT;
  for (;;) {
    const answers = await together('after the fault', mixed(all));
    if (answers.every(({ status }) => status === 200 || status === 201)) return;
    if (Date.now() > end) return expectAnswers('after the fault', answers, 200, 201);
    await setTimeout$1(200);
  }
}
/** Connections break while requests run; the next requests do not notice. */
async function cutConnections({ shop: all, proxy }) {
  const running = together('cut connections', mixed(all));
  await setTimeout$1(20);
  proxy.cut();
  expectAnswers('cut connections', await running, 200, 201, 503);
  await together('warming up', mixed(all));
  proxy.cut();
  expectAnswers('after a restart', await together('after a restart', mixed(all)), 200, 201);
}
async function refuseConnections({ shop: all, proxy }) {
  proxy.refuse();
  expectAnswers('refused connections', await together('refused connections', mixed(all)), 503);
  await expectHealth(all, 503);
  proxy.forward();
  await expectRecovery(all);
}
async function freezeConnections({ shop: all, proxy }) {
  proxy.freeze();
  expectAnswers('a frozen database', await together('a frozen database', mixed(all)), 503);
  await expectHealth(all, 503);
  proxy.forward();
  await expectRecovery(all);
}
/** Locks a table for some seconds, as a migration or a long transaction does. */
const LOCK = `
import asyncio, sys, asyncpg
async def main(url, table, seconds):
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    async with connection.transaction():
        await connection.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        print("locked", flush=True)
        await asyncio.sleep(float(seconds))
asyncio.run(main(*sys.argv[1:]))
`;
/** All connections wait for a lock: requests are told so, and the instance stays in service. */
async function exhaustPool({ shop: all, subject }) {
  const args = ['-c', LOCK, subject.databaseUrl, 'tags', '8'];
  const locker = startPython(subject.python, args, {
    cwd: subject.root,
    env: subject.env,
  });
  while (!locker.printed().includes('locked')) await setTimeout$1(50);
  const waiting = together('an exhausted pool', mixed(all));
  await setTimeout$1(200);
  await expectHealth(all, 200);
  expectAnswers('an exhausted pool', await waiting, 503);
  await locker.ended;
  await expectRecovery(all);
}
const REQUESTS = 500;
const WORKERS = 25;
/** 500 requests while the database restarts twice: what was acknowledged is there, and nothing is our fault. */
async function restartUnderLoad({ shop: all, proxy }) {
  const turns = Array.from({ length: REQUESTS }, (_, turn) => turn).values();
  const answers = [];
  const sendMixed = mixed(all);
  const work = async () => {
    for (const turn of turns) answers.push(await sendMixed(turn));
  };
  const restart = async (at) => {
    while (answers.length < at) await setTimeout$1(10);
    proxy.refuse();
    await setTimeout$1(500);
    proxy.forward();
  };
  const restarts = Promise.all([restart(REQUESTS / 4), restart(REQUESTS / 2)]);
  await Promise.all(Array.from({ length: WORKERS }, work));
  await restarts;
  await expectRecovery(all);
  expectAnswers('load during restarts', answers, 200, 201, 503);
  const kept = answers.filter(({ status }) => status === 201).map(({ body }) => String(body['id']));
  if (kept.length < REQUESTS / 10) throw new Error(`only ${kept.length} writes were acknowledged`);
  for (const key of kept) {
    const { status } = await send(all.api, 'GET', `${all.paths.tag}/${key}`);
    if (status !== 200) throw new Error(`an acknowledged write was lost: ${key} answered ${status}`);
  }
}
/** What is tried on one running project, by name. */
const faults = {
  cut: cutConnections,
  refused: refuseConnections,
  exhausted: exhaustPool,
  restarted: restartUnderLoad,
  frozen: freezeConnections,
};
async function faultsOfPostgres(scene) {
  const found = [];
  for (const [name, attack] of Object.entries(faults))
    await attack(scene).catch((error) => found.push(`${name}: ${error.message}`));
  if (found.length > 0) throw new Error(found.join('\n'));
}
/** Starts a project that is alive and may not be ready, and says what it answers. */
async function serveUnready(subject, work) {
  const port = await freePort();
  const args = ['-m', 'uvicorn', 'app.main:app', '--host', '127.0.0.1', '--port', String(port)];
  const env = {
    ...subject.env,
    ...timeouts,
    DATABASE_URL: subject.databaseUrl,
  };
  const server = start([subject.python, ...args], {
    cwd: subject.root,
    env,
  });
  const api = {
    url: `http://127.0.0.1:${port}`,
    headers: {},
  };
  try {
    while ((await send(api, 'GET', '/health/live')).status !== 200) await setTimeout$1(100);
    await work(api.url);
  } finally {
    server.kill('SIGTERM');
    await server.ended;
  }
  return server.printed();
}
/** A database without tables, and one that lacks the newest migration: both are told in one line. */
async function missingMigrations(subject) {
  for (const commands of [[], ['upgrade head', 'downgrade -1']]) {
    if (commands.length > 0) await alembic(subject, ...commands);
    const log = await serveUnready(subject, async (url) => {
      const ready = await send(
        {
          url,
          headers: {},
        },
        'GET',
        '/health/ready',
      );
      expectAnswers('readiness without migrations', [ready], 503);
      if (!String(ready.body['detail']).includes('alembic upgrade head'))
        throw new Error(`readiness does not name the command: ${JSON.stringify(ready.body)}`);
      if (commands.length > 0) return;
      const all = await shop({
        url,
        headers: {},
      });
      expectAnswers('a list without its table', [await send(all.api, 'GET', all.paths.tag)], 401, 503);
    });
    if (log.includes('Traceback')) throw new Error(`a traceback\n${log.slice(-4e3)}`);
    if (!log.includes('alembic upgrade head')) throw new Error(`the start says nothing\n${log}`);
  }
}
/** Parameters that hosting platforms add, which have to work, and some that have to be named. */
const WORKING =
  'sslmode=prefer&connect_timeout=10&application_name=shop&options=-c%20search_path%3Dpublic&target_session_attrs=any&channel_binding=prefer';
const REFUSED = {
  channel_binding: 'channel_binding=require',
  sslmode: 'sslmode=sometimes',
  sslrootcert: 'sslmode=verify-full&sslrootcert=/no/such/file',
  pool_size: 'pool_size=5',
};
async function hostingUrls(subject) {
  const plain = subject.databaseUrl.replace('postgresql+asyncpg', 'postgres');
  const own = {
    ...subject,
    databaseUrl: `${plain}?${WORKING}`,
  };
  await alembic(own, 'upgrade head');
  await withBeside(own, async (beside) => {
    const server = await startServer(beside);
    try {
      const all = await shop(await logIn(beside, server.url));
      expectAnswers('a URL with parameters', await together('a URL', mixed(all)), 200, 201);
    } finally {
      await server.stop();
    }
  });
  for (const [name, query] of Object.entries(REFUSED)) {
    const env = {
      ...subject.env,
      DATABASE_URL: `postgres://me:hunter2@127.0.0.1/shop?${query}`,
    };
    const { code, output } = await runPython(subject.python, ['-c', 'import app.main'], {
      cwd: subject.root,
      env,
    });
    if (code === 0) throw new Error(`${query} did not stop the start`);
    if (!output.includes(name))
      throw new Error(`${query}: the start does not name it\n${output.slice(-800)}`);
    if (output.includes('hunter2')) throw new Error(`${query}: the password was printed`);
  }
}
/** Locks a file of SQLite for some seconds. */
const LOCK_FILE = `
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
time.sleep(float(sys.argv[2]))
`;
async function lockFile(subject) {
  await alembic(subject, 'upgrade head');
  await withBeside(subject, async (own) => {
    const server = await startServer(own, {
      ...timeouts,
      DATABASE_LOCK_TIMEOUT_SECONDS: '0.5',
    });
    try {
      const all = await shop(await logIn(own, server.url));
      const args = ['-c', LOCK_FILE, own.databaseUrl.replace('sqlite+aiosqlite:///', ''), '15'];
      const locker = startPython(own.python, args, {
        cwd: own.root,
        env: own.env,
      });
      while (!locker.printed().includes('locked')) await setTimeout$1(50);
      const body = {
        label: randomUUID(),
        key: randomUUID(),
      };
      const wait = together('a locked file', (turn) =>
        turn % 2 ? send(all.api, 'GET', all.paths.tag) : send(all.api, 'POST', all.paths.tag, body),
      );
      await expectHealth(all, 200);
      const answers = await wait;
      expectAnswers(
        'reading a locked file',
        answers.filter((_, turn) => turn % 2),
        200,
        503,
      );
      expectAnswers(
        'writing to a locked file',
        answers.filter((_, turn) => turn % 2 === 0),
        503,
      );
      await locker.ended;
      await expectRecovery(all);
    } finally {
      await server.stop();
    }
    if (server.log().includes('Traceback')) throw new Error(`a traceback\n${server.log().slice(-4e3)}`);
  });
}
const attacks$1 = [
  {
    name: 'faults of the database are answered 503',
    databases: 'each',
    run: (subject) => (isPostgres(subject) ? serveBehindProxy(subject, faultsOfPostgres) : lockFile(subject)),
  },
  {
    name: 'a database that is not migrated says so',
    databases: 'each',
    run: missingMigrations,
  },
  {
    name: 'database URLs of hosting platforms work or are refused',
    databases: 'each',
    run: async (subject) => (isPostgres(subject) ? hostingUrls(subject) : void 0),
  },
];
// test/proof/zz-runner.ts
setInterval(() => {}, 1e3);
const [, , file, root, database, only] = process.argv;
const attacks = file === 'parallel' ? attacks$2 : attacks$1;
const python = '/tmp/h2/venv/bin/python';
const env = {
  PATH: `/tmp/h2/venv/bin:${process.env.PATH}`,
  PYTHONPATH: root,
  CI: 'true',
  ENVIRONMENT: void 0,
  DATABASE_URL: void 0,
};
for (const attack of attacks) {
  if (only && !attack.name.includes(only)) continue;
  const db = await createDatabase(database, python, mkdtempSync('/tmp/h2/db-'));
  const t = Date.now();
  try {
    await attack.run({
      root,
      python,
      env,
      databaseUrl: db.url,
      testDatabaseUrl: '',
      redisUrl: '',
    });
    console.log('PASS', attack.name, Math.round((Date.now() - t) / 1e3));
  } catch (error) {
    console.log('FAIL', attack.name, Math.round((Date.now() - t) / 1e3));
    const m = String(error.cause?.message ?? error.message);
    console.log('   ', m.slice(0, 700));
    if (process.env.LOG) console.log(String(error.message).slice(-3e3));
  }
  await db.drop();
}
process.exit(0);
export {};
