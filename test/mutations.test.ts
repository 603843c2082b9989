import { expect, test } from 'vitest';
import { readProfile, readProfiles } from '../src/overlay/manifest.ts';
import { sourceRules } from '../src/overlay/rules.ts';
import { mutatedRules, mutationsFor } from './support/mutations.ts';
import { templates } from './support/render.ts';

const ENOUGH = 5;

test.each(readProfiles(templates).map(({ id }) => id))('each rule of %s is broken in five ways', (id) => {
  const profile = readProfile(templates, id);
  const every = sourceRules().map(({ name }) => name);
  const rules = every.filter((rule) => !profile.withoutRules.includes(rule));
  const mutations = mutationsFor(profile);
  const few = rules.filter((rule) => mutations.filter((each) => each.rule === rule).length < ENOUGH);
  expect(few).toEqual([]);
  expect(mutatedRules.filter((rule) => rule !== 'legal' && !every.includes(rule))).toEqual([]);
});
