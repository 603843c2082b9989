import type { Rule } from './review.ts';

type Advice = Omit<Rule, 'name'>;

const LAYERS: Advice = {
  says: 'Import only from lower layers',
  why: 'Code that imports a higher layer cannot be used or tested without it.',
  instead: `# Take the object as an argument, or move the code into the package that uses it.
class InvoiceService:
    def __init__(self, invoices: InvoiceRepository) -> None: ...`,
};

const TASKS: Advice = {
  says: 'Await coroutines; keep references to tasks',
  why: 'A coroutine that is not awaited never runs. A task without a reference can be garbage-collected before it finishes.',
  instead: `await self._unit_of_work.commit()

async with asyncio.TaskGroup() as group:  # waits for every task and raises their errors
    group.create_task(self._notify(product))`,
};

/**
 * What to know about a finding of another tool: by the tool and the code of its rule. A key that ends in `*` is for all
 * codes that start with it.
 */
const ADVICE: Readonly<Record<string, Advice>> = {
  'ruff/invalid-syntax': {
    says: 'Keep every file valid Python',
    why: 'No other rule can check a file that does not parse.',
    instead: '# Correct the syntax error; "ruff check" shows the line.',
  },
  'ruff/TID252': {
    says: 'Use absolute imports',
    why: 'A relative import breaks when its file moves, and does not show which module it loads.',
    instead: 'from app.models.invoice import Invoice',
  },
  'ruff/RUF006': TASKS,
  'mypy/unused-coroutine': TASKS,
  'mypy/unused-awaitable': TASKS,
  'ruff/DTZ*': {
    says: 'Use only timezone-aware datetimes',
    why: 'A datetime without a time zone means another moment on each server.',
    instead: 'datetime.now(UTC)',
  },
  'ruff/ASYNC*': {
    says: 'Do not block the event loop',
    why: 'While a coroutine blocks, the process answers no other request.',
    instead: 'await asyncio.to_thread(path.read_bytes)',
  },
  'ruff/BLE001': {
    says: 'Catch the exceptions that the code can handle',
    why: 'Catching everything hides defects.',
    instead: 'except NotFoundError:',
  },
  'import-linter/layers': LAYERS,
  'import-linter/unlisted': {
    says: 'Put every module into a package listed in pyproject.toml',
    why: 'No rule applies to a module outside the listed packages.',
    instead: '# Move the module, or add its package to `layers` of the first contract in pyproject.toml.',
  },
  'import-linter/protected': {
    says: 'Import a package only from the packages listed for it',
    why: 'Code that skips a layer also skips its business rules.',
    instead: `# Call the layer in between, and let it make the call.
async def get_invoice(invoice_id: UUID, service: InvoiceServiceDep) -> InvoiceResponse:
    return await service.get(invoice_id)`,
  },
  'import-linter/forbidden': {
    says: 'Import web and database libraries only where they are allowed',
    why: 'A business rule that imports the web or database library cannot be tested or used without it.',
    instead: `class InvoiceService:
    async def get(self, invoice_id: UUID) -> InvoiceResponse:
        invoice = await self._invoices.get(invoice_id)  # the repository runs the query
        if invoice is None:
            raise NotFoundError("there is no such invoice")  # an exception handler returns 404
        return InvoiceResponse.model_validate(invoice)`,
  },
};

const isFor = (key: string, rule: string): boolean =>
  key.endsWith('*') ? rule.startsWith(key.slice(0, -1)) : key === rule;

/**
 * Returns a rule of another tool, with its reason and corrected code.
 *
 * @param name tool and code, e.g. `ruff/TID252`
 * @param otherwise for a rule without advice of ours
 */
export function advised(name: string, otherwise: Advice): Rule {
  const found = Object.entries(ADVICE).find(([key]) => isFor(key, name));
  return { name, ...(found?.[1] ?? otherwise) };
}

/** Rules of ours that report the same places as a rule of another tool, with a better explanation. */
const SAME: readonly (readonly [ours: string, theirs: string])[] = [
  ['valid-python', 'ruff/invalid-syntax'],
  ['aware-datetimes', 'ruff/DTZ*'],
  ['no-blocking-calls', 'ruff/ASYNC*'],
  ['no-hard-coded-secrets', 'ruff/S1*'],
];

/** Returns the rules of ours that make a finding of another tool superfluous, if they report the same line. */
export const samesOf = (rule: string): readonly string[] =>
  SAME.filter(([, theirs]) => isFor(theirs, rule)).map(([ours]) => ours);
