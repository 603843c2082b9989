import { expect, test } from 'vitest';
import { parseProject, projectNameFrom } from '../../src/language/project.ts';
import { failure } from './failure.ts';

const profiles = [
  { id: 'layered', databases: ['sqlite', 'postgresql'], auths: ['none'] },
  { id: 'pragmatic', databases: ['postgresql'], auths: ['jwt', 'none'] },
];

test('defaults are the first of what the profile offers', () => {
  expect(parseProject({ name: 'shop' }, profiles)).toEqual({
    name: 'shop',
    description: 'A FastAPI backend.',
    profile: 'layered',
    database: 'sqlite',
    auth: 'none',
    stateFormat: 1,
  });
  expect(parseProject({ name: 'shop', profile: 'pragmatic' }, profiles)).toMatchObject({
    database: 'postgresql',
    auth: 'jwt',
  });
});

test('what was parsed parses to itself', () => {
  const project = parseProject(
    { name: 'my-shop-2', description: ' "Ünï" <% 😀 ', database: 'postgresql' },
    profiles,
  );
  expect(project.description).toBe('"Ünï" <% 😀');
  expect(parseProject(project, profiles)).toEqual(project);
});

const rule =
  'a project name is lower-case letters, digits and single "-" between them, and begins with a letter';

test.each([
  [{}, 'there is no project name; type one, e.g. my-shop'],
  [5, 'the project: expected an object with a name; type the name, e.g. my-shop'],
  [{ name: 5 }, 'name: read "5", expected text; put it in quotation marks'],
  [{ name: 'My Shop' }, `My Shop: ${rule}; type my-shop`],
  [{ name: 'my_shop' }, `my_shop: ${rule}; type my-shop`],
  [{ name: '../up' }, `../up: ${rule}; type up`],
  [{ name: '商店' }, `商店: ${rule}; type my-shop`],
  [{ name: 'a'.repeat(61) }, `${'a'.repeat(61)}: the name has 61 characters, 60 is the most; shorten it`],
  [{ name: 'app' }, 'app: "app" is the name of a folder in every project; type another name, e.g. app-api'],
  [
    { name: 'fastapi' },
    'fastapi: "fastapi" is a package that the project depends on; type another name, e.g. fastapi-api',
  ],
  [
    { name: 'json' },
    'json: "json" is a module of the Python standard library; type another name, e.g. json-api',
  ],
  [{ name: 'con' }, 'con: "con" is a device name in Windows; type another name, e.g. con-api'],
  [
    { name: 'x', description: 'a\nb' },
    'description: "a\\nb" has a control character, which cannot be stored; type one line of text',
  ],
  [{ name: 'x', profile: 'layred' }, 'profile: there is no "layred"; did you mean "layered"?'],
  [{ name: 'x', database: 'oracle' }, 'database: there is no "oracle"; choose from sqlite, postgresql'],
  [{ name: 'x', auth: 'jwt' }, 'auth: there is no "jwt"; choose from none'],
  [
    { name: 'x', stateFormat: 2 },
    'stateFormat: read "2", this version writes 1; install the generator that wrote the project',
  ],
])('%j is refused', (input, message) => {
  expect(failure(() => parseProject(input, profiles))).toBe(message);
});

test.each(['My Shop', 'Ünï çödé!', '123', '', '--x--', 'App', 'a'.repeat(90), 'json', '3D Store'])(
  'a name can be made from %j',
  (text) => {
    expect(() => parseProject({ name: projectNameFrom(text) }, profiles)).not.toThrow();
  },
);
