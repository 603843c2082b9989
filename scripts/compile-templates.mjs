// Compiles the templates of each profile to functions, because EJS takes longer to compile them than to render them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ejs from 'ejs';

/**
 * The code of a function that prints a template. Without EJS's counter of lines: to report an error, the template is
 * compiled again with it.
 *
 * @param {string} text
 * @param {string} filename
 */
function codeOf(text, filename) {
  const template = new ejs.Template(text, { filename, compileDebug: false });
  template.compile();
  return `function (locals, escapeFn) {\n${template.source}}`;
}

/**
 * @param {string} build the folder of the build
 * @param {string} templates
 */
export async function compileTemplates(build, templates) {
  const load = (/** @type {string} */ name) => import(pathToFileURL(join(build, 'src', `${name}.js`)).href);
  const { readProfile, readProfiles } = await load('overlay/manifest');
  const { openStack } = await load('overlay/stack');
  const { compiledFile, keyOf } = await load('render/compiled');
  for (const { id, auths } of readProfiles(templates, true)) {
    const functions = new Map();
    for (const auth of auths)
      for (const { rendered, text, file } of openStack(
        templates,
        readProfile(templates, id, auth),
      ).templates.values())
        if (rendered) functions.set(keyOf(text()), codeOf(text(), file));
    const file = join(build, compiledFile(id));
    mkdirSync(dirname(file), { recursive: true });
    const lines = [...functions].map(([key, code]) => `exports['${key}'] = ${code};\n`);
    // CommonJS, because functions of EJS use `with`, which modules forbid.
    writeFileSync(file, lines.join(''));
  }
}
