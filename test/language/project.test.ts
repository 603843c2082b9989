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
  'a project name must consist of lower-case letters, digits and single "-" between them, and begin with a letter';

test.each([
  [{}, 'the project name is missing; type one, e.g. my-shop'],
  [5, 'the project: expected an object with a name, e.g. {"name": "my-shop"}'],
  [{ name: 5 }, 'name: found "5", expected a string; put it in quotation marks'],
  [{ name: 'My Shop' }, `My Shop: ${rule}; type my-shop`],
  [{ name: 'my_shop' }, `my_shop: ${rule}; type my-shop`],
  [{ name: '../up' }, `../up: ${rule}; type up`],
  [{ name: '商店' }, `商店: ${rule}; type my-shop`],
  [{ name: 'a'.repeat(61) }, `${'a'.repeat(61)}: the name has 61 characters, the maximum is 60; shorten it`],
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
  [{ name: 'x', profile: 'layred' }, 'profile: unknown value "layred"; did you mean "layered"?'],
  [{ name: 'x', database: 'oracle' }, 'database: unknown value "oracle"; choose from sqlite, postgresql'],
  [{ name: 'x', auth: 'jwt' }, 'auth: unknown value "jwt"; choose from none'],
  [
    { name: 'x', stateFormat: 2 },
    'stateFormat: found "2", but this version supports 1; install the version of the generator that wrote the project',
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
