import { questionNames } from '../advice/questions.ts';
import type { NewRequest } from '../actions/new.ts';
import { shellWord } from '../run/shell-word.ts';
import type { Spell } from '../run/verb.ts';

/** Returns the command that creates the same project without questions. */
export function newCommand(request: NewRequest, switches: readonly string[], spell: Spell): string {
  const { name, profile, database, auth, directory, description, from, resources, example, answers } =
    request;
  const valued = Object.entries({ profile, database, auth, directory, description, from });
  const flags = valued.flatMap(([flag, value]) =>
    value === undefined ? [] : [`--${flag}`, shellWord(value)],
  );
  const advised = answers
    ? ['--advise', ...questionNames.flatMap((question) => [`--${question}`, answers[question]])]
    : [];
  const said = resources.flatMap((resource) => ['--resource', shellWord(resource)]);
  const isNone = !example && resources.length === 0 && from === undefined;
  const words = [
    'new',
    ...(name === undefined ? [] : [shellWord(name)]),
    ...flags,
    ...advised,
    ...said,
    ...(isNone ? ['--no-example'] : []),
    ...switches,
    '--yes',
  ];
  return spell(words.join(' '));
}
