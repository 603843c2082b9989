import { describe, expect, test } from 'vitest';
import { readProfiles } from '../src/overlay/manifest.ts';
import { withLayers } from './support/layers.ts';
import { renderProject, templates } from './support/render.ts';
import { faultsOf, workspace } from './support/ruff.ts';

const forty = (start: string): string => start.padEnd(40, 'abcdefghij');

/** Short, ordinary and long names; a long field goes with a short resource, because PostgreSQL's names end at 63. */
const SHAPES: Readonly<Record<string, readonly string[]>> = {
  none: [],
  'one letter': ['B b:str:unique c:enum:values=d,e f:ref:to=G h:many:to=G i:decimal:gt=0', 'G j:str'],
  ordinary: [
    'Category name:str:max=80:unique',
    'OrderItem title:str:max=200 slug:slug:from=title price:decimal:precision=10:scale=2:gt=0 status:enum:values=draft,active:default=draft category:ref:to=Category:on_delete=cascade related:many:to=OrderItem released_at:datetime:optional api_key:str:private',
  ],
  'forty letters': [
    `${forty('A')} b:str:unique:max=9 c:enum:values=d,e f:ref:to=G:optional g:bigint:ge=-1 k:decimal:gt=0`,
    `G ${forty('h')}:str ${forty('i')}:decimal:gt=0:lt=9.5 ${forty('j')}:datetime:optional ${forty('k')}:int:private`,
  ],
};

describe.each(readProfiles(templates).map((profile) => [profile.id, profile] as const))(
  '%s',
  (id, profile) => {
    test.each(Object.keys(SHAPES))('is what ruff would write, whatever the names: %s', (shape) => {
      const lines = (SHAPES[shape] ?? []).map((line) => withLayers(line, profile));
      const python = [...renderProject(id, lines)].filter(([path]) => path.endsWith('.py'));
      expect(python.length).toBeGreaterThan(20);
      for (const [path, text] of python) {
        expect(`${path}\n${text}`).toBe(`${path}\n${workspace.format(text)}`);
        expect({ path, faults: faultsOf(text) }).toEqual({ path, faults: [] });
      }
    });
  },
);
