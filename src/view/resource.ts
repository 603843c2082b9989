import type { Profile } from '../overlay/manifest.ts';
import { wireNameOf } from '../language/derived-names.ts';
import { formatField, type FieldSpec } from '../language/field.ts';
import { layersOf } from '../derived/layers.ts';
import { namesOf } from '../language/names.ts';
import type { ResourceSpec } from '../language/resource.ts';
import { derive } from '../derived/derived.ts';
import { urlOf } from '../derived/routes.ts';
import { lazily, once } from '../lazy.ts';
import { endpointView } from './endpoint.ts';
import { modelView } from './model.ts';
import { pipelineView } from './pipeline.ts';
import { repositoryView } from './repository.ts';
import { routerView } from './router.ts';
import { schemaView } from './schema.ts';
import { serviceView } from './service.ts';
import { testView } from './test.ts';
import type { FieldView, ResourceView } from './views.ts';

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "an order", but "a user": the article depends on the sound. */
function withArticle(noun: string): string {
  return `${/^([aeio]|u(?!ni|s[aeiu]))/.test(noun) && !/^(eu|one)/.test(noun) ? 'an' : 'a'} ${noun}`;
}

function fieldView(said: FieldSpec): FieldView {
  return {
    wireName: wireNameOf(said),
    line: formatField(said),
    type: said.type,
    optional: said.optional ?? false,
  };
}

const SCHEMA_CLASSES = ['Create', 'Page', 'Query', 'Response', 'Update'];

/**
 * Builds the view of a resource.
 *
 * @param everyone all resources of the project, for the names of what this one refers to
 * @param profile the layers of a resource that has all, and what addresses begin with
 */
export function resourceView(
  spec: ResourceSpec,
  everyone: readonly ResourceSpec[],
  profile: Pick<Profile, 'layers' | 'optionalLayers' | 'prefix'>,
): ResourceView {
  const names = namesOf(spec);
  const derived = once(() => derive(spec, everyone));
  const service = once(() => serviceView(derived()));
  const one = withArticle(names.human);
  const said = {
    names,
    one,
    One: capitalised(one),
    Many: capitalised(names.humanPlural),
    schemas: SCHEMA_CLASSES.map((suffix) => names.pascal + suffix).join(', '),
    url: urlOf(names, profile),
    layers: layersOf(spec, profile),
  };
  return lazily(said, {
    fields: () => spec.fields.map(fieldView),
    model: () => modelView(derived()),
    schema: () => schemaView(derived()),
    repository: () => repositoryView(derived()),
    service,
    router: () => routerView(service()),
    endpoint: () => endpointView(derived()),
    pipeline: () => pipelineView(derived()),
    test: () => testView(derived(), profile.prefix),
  });
}
