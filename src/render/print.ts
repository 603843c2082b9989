import { format } from './format.ts';
import { createRenderer, type Render } from './render.ts';
import { templateOf, type Stack } from '../overlay/stack.ts';

/**
 * Returns a function that renders and formats plan entries.
 *
 * @throws Error as `createRenderer` and `format` do
 */
export function createPrinter(stack: Stack): Render {
  const render = createRenderer(stack);
  return (entry) => format(entry.output, render(entry), () => templateOf(stack, entry.template).text());
}
