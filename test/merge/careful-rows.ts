import { layOutAs } from '../../src/python/ruff.ts';

/** What a careful person merges without a question. */
export interface Row {
  readonly path: string;
  /** The fields that the resource has, and gets. */
  readonly before: string;
  readonly after: string;
  readonly edit: (text: string) => string;
  readonly has: readonly (string | RegExp)[];
  readonly hasNot?: readonly string[];
}

/** Replaces what is there for certain. */
export function put(text: string, ...pairs: readonly (readonly [was: string, is: string])[]): string {
  let edited = text;
  for (const [was, is] of pairs) {
    if (!edited.includes(was)) throw new Error(`${was} is not in\n${edited}`);
    edited = edited.replace(was, () => is);
  }
  return edited;
}

const [model, schema, service, router, repository] = [
  'app/models/loan.py',
  'app/schemas/loan.py',
  'app/services/loan.py',
  'app/routers/loans.py',
  'app/repositories/loan.py',
];
const mixin = (text: string): string =>
  put(
    text,
    [
      'from app.models.base import Base',
      'from app.models.base import Base\nfrom app.models.mixins import Dated',
    ],
    ['class Loan(Base)', 'class Loan(Dated, Base)'],
  );
const mailer = (text: string): string =>
  put(
    text,
    [
      'from app.services.unit_of_work',
      'from app.services.mailer import Mailer\nfrom app.services.unit_of_work',
    ],
    ['        loans: LoanRepository,\n', '        loans: LoanRepository,\n        mailer: Mailer,\n'],
    ['        self._loans = loans\n', '        self._loans = loans\n        self._mailer = mailer\n'],
    [
      '        values = payload.model_dump()\n',
      '        values = payload.model_dump()\n        await self._mailer.check(values)\n',
    ],
  );

export const rows: Readonly<Record<string, Row>> = {
  'a mixin, and an enum': {
    path: model,
    before: 'title:str',
    after: 'title:str status:enum:values=open,closed',
    edit: mixin,
    has: [/import Dated\n\n\nclass LoanStatus/, 'class Loan(Dated, Base)'],
  },
  'a mixin, and a table of a set': {
    path: model,
    before: 'title:str',
    after: 'title:str tags:many:to=Tag',
    edit: mixin,
    has: [/import Dated\n\nif TYPE_CHECKING/, /import Tag\n\nloan_tags = Table/],
  },
  'a mixin behind a set, and an enum': {
    path: model,
    before: 'title:str tags:many:to=Tag',
    after: 'title:str tags:many:to=Tag status:enum:values=open,closed',
    edit: mixin,
    has: [/import Dated\n\nif TYPE_CHECKING/],
  },
  'an import of types of the user’s, and a reference': {
    path: model,
    before: 'title:str',
    after: 'title:str category:ref:to=Category',
    edit: (text) =>
      put(text, [
        '\n\nclass Loan',
        '\nif TYPE_CHECKING:\n    from app.models.tag import Tag\n\n\nclass Loan',
      ]).replace('from sqlalchemy', 'from typing import TYPE_CHECKING\n\nfrom sqlalchemy'),
    has: [
      /if TYPE_CHECKING:\n {4}from app.models.category import Category\n {4}from app.models.tag import Tag\n/,
    ],
  },
  'an own collaborator and check, and a reference': {
    path: service,
    before: 'title:str',
    after: 'title:str category:ref:to=Category',
    edit: mailer,
    has: [
      'categories: CategoryRepository,',
      'mailer: Mailer,',
      'self._mailer.check',
      'self._categories = categories',
    ],
  },
  'an own collaborator and check, and a set beside a reference': {
    path: service,
    before: 'title:str category:ref:to=Category',
    after: 'title:str category:ref:to=Category tags:many:to=Tag',
    edit: mailer,
    has: ['tags: TagRepository,', 'mailer: Mailer,', 'require_references(self._tags'],
  },
  'an entry in a Literal, and a field': {
    path: schema,
    before: 'title:str',
    after: 'title:str due:date:optional',
    edit: (text) => put(text, ['    "-title",\n', '    "-title",\n    "relevance",\n']),
    has: ['"relevance",', '"-due",'],
  },
  'an entry at the end of a Literal, and a field': {
    path: schema,
    before: 'title:str',
    after: 'title:str due:date:optional',
    edit: (text) => put(text, ['    "created_at",\n', '    "relevance",\n    "created_at",\n']),
    has: ['"relevance",', '"-due",'],
  },
  'a sort of the user’s, and a field': {
    path: repository,
    before: 'title:str',
    after: 'title:str due:date:optional',
    edit: (text) =>
      put(text, [
        '        "title": Loan.title,\n',
        '        "title": Loan.title,\n        "name": Loan.title,\n',
      ]),
    has: ['"name": Loan.title', '"due": Loan.due'],
  },
  'an own error in a route, and a reference': {
    path: router,
    before: 'title:str',
    after: 'title:str category:ref:to=Category',
    edit: (text) =>
      put(
        text,
        ['import ConflictError, NotFoundError', 'import ConflictError, NotFoundError, QuotaError'],
        ['    responses=responses(),\n', '    responses=responses(QuotaError),\n'],
      ),
    has: [/responses=responses\((UnknownReferenceError, QuotaError|QuotaError, UnknownReferenceError)\)/],
  },
  'a decorator, and another one changed': {
    path: router,
    before: 'title:str',
    after: 'title:str category:ref:to=Category',
    edit: (text) =>
      put(text, ['async def update_loan(', 'async def update_loan('])
        .replace(/^(@router.patch\([^]*?\)\n)(async def update_loan)/m, '$1@audited\n$2')
        .replace('from app.dependencies', 'from app.audit import audited\nfrom app.dependencies'),
    has: ['@audited\nasync def update_loan', 'UnknownReferenceError'],
  },
  'the import of a type that the last field of it leaves behind': {
    path: model,
    before: 'title:str amount:decimal:precision=9:scale=2',
    after: 'title:str',
    edit: (text) =>
      `${text}\n    def doubled(self, amount: Decimal) -> Decimal:\n        """Twice."""\n        return amount * 2\n`,
    has: ['from decimal import Decimal', 'def doubled'],
    hasNot: ['Numeric'],
  },
  'black at 88': {
    path: model,
    before: 'title:str category:ref:to=Category:on_delete=cascade:optional',
    after: 'title:str category:ref:to=Category:on_delete=cascade:optional status:enum:values=open,closed',
    edit: (text) =>
      layOutAs(
        { 'line-length': 88 },
        `${mixin(text)}\n    def mine(self) -> str:\n        return self.title\n`,
      ),
    has: ['class LoanStatus', 'def mine'],
  },
  'black at 88, in a schema': {
    path: schema,
    before: 'title:str:max=80 amount:decimal:precision=12:scale=2:gt=0:le=5000',
    after:
      'title:str:max=80 amount:decimal:precision=12:scale=2:gt=0:le=5000 price:decimal:precision=12:scale=2:gt=0:le=5000:optional',
    edit: (text) =>
      layOutAs(
        { 'line-length': 88 },
        put(text, ['class LoanUpdate', 'def helper() -> int:\n    return 1\n\n\nclass LoanUpdate']),
      ),
    has: ['def helper', 'price_from'],
  },
  'single quotes at 79': {
    path: repository,
    before: 'title:str',
    after: 'title:str due:date:optional',
    edit: (text) =>
      layOutAs(
        { 'line-length': 79, format: { 'quote-style': 'single' } },
        put(text, ['    model = Loan\n', '    model = Loan\n    mine = "mine"\n']),
      ),
    has: ["mine = 'mine'", "'due': Loan.due"],
  },
  'a line next to a changed one': {
    path: service,
    before: 'title:str',
    after: 'title:str tags:many:to=Tag',
    edit: (text) =>
      put(text, [
        '        loan = await self._loans.add(Loan(**values))\n',
        '        loan = await self._loans.add(Loan(**values))\n        await self._loans.flush()\n',
      ]),
    has: ['self._loans.flush()', 'values["tags"]'],
  },
};
