import type { TestView } from './test-views.ts';
import type { EnumMember } from '../fields/enum-members.ts';
import type { Profile } from '../overlay/manifest.ts';
import type { Row } from '../overlay/rows.ts';
import type { ArchitectureRule } from '../overlay/rules.ts';
import type { Names } from '../language/names.ts';
import type { ContractsView } from './contracts.ts';
import type { PipelineView } from './pipeline.ts';
import type { PrintedRows } from './printed.ts';

/** What a template may print, already decided: every string is Python source or a validated identifier. */

/** A field as people read about it: in `CLAUDE.md`, in the README. */
export interface FieldView {
  /** What a client calls it: `category_id` for a reference `category`. */
  readonly wireName: string;
  /** The line of the resource language that made it. */
  readonly line: string;
  /** The type in words: `decimal(10, 2)`, `ref to Category`. */
  readonly type: string;
  readonly optional: boolean;
}

export interface EnumView {
  readonly name: string;
  readonly field: string;
  readonly members: readonly EnumMember[];
}

export interface ModelView {
  readonly imports: readonly string[];
  /** The block that imports other models for the type checker alone, so that two may refer to each other. */
  readonly guarded: readonly string[];
  readonly enums: readonly EnumView[];
  /** Association tables. */
  readonly tables: readonly string[];
  /** `__tablename__` and what else the class says before its columns. */
  readonly head: readonly string[];
  /** Columns, then relationships. */
  readonly groups: readonly (readonly string[])[];
  /** What a client sees of a set of references. */
  readonly keys: readonly { readonly wireName: string; readonly attribute: string; readonly item: string }[];
}

export interface SchemaView {
  readonly imports: readonly string[];
  /** Lines of the example of a response in the contract. */
  readonly example: readonly string[];
  /** The bodies of the classes below their docstrings, indented: fields, and an example where there is something to show. */
  readonly create: readonly string[];
  readonly update: readonly string[];
  readonly response: readonly string[];
  readonly sorts: readonly string[];
  readonly query: readonly string[];
}

export interface RepositoryView {
  readonly imports: readonly string[];
  readonly filters: readonly string[];
  readonly sorts: readonly string[];
  /** Lines of the class that load what a response needs. */
  readonly loads: readonly string[];
  /** Lines of the class that declare its rules, where repositories have them, and what these import. */
  readonly rules: readonly string[];
  readonly ruleImports: readonly string[];
}

/** A repository that a service needs: `self._categories`, a `CategoryRepository`. */
export interface CollaboratorView {
  readonly attribute: string;
  readonly module: string;
  readonly pascal: string;
}

export interface ServiceView {
  readonly imports: readonly string[];
  readonly repositories: readonly string[];
  readonly collaborators: readonly CollaboratorView[];
  /** Statements of `create` and of `update` that check and complete the values. */
  readonly create: readonly string[];
  readonly update: readonly string[];
  /** The statement of `create` that inserts the row. */
  readonly insert: string;
  readonly createErrors: readonly string[];
  readonly updateErrors: readonly string[];
  readonly createRaises: readonly string[];
  readonly updateRaises: readonly string[];
}

export interface RouterView {
  readonly createErrors: readonly string[];
  readonly updateErrors: readonly string[];
  readonly imports: readonly string[];
}

/** Endpoints that execute their own statements. */
export interface EndpointView {
  readonly imports: readonly string[];
  /** The statement that declares the loader options of a response. */
  readonly loads: string;
  /** What the function that checks does besides, in sentences. */
  readonly checkNotes: readonly string[];
  readonly checkParameters: readonly string[];
  /** Its call in a create and in an update, if there is something to check. */
  readonly checkCreate: readonly string[];
  readonly checkUpdate: readonly string[];
  /** Statements that check and complete the values of a request. */
  readonly checks: readonly string[];
  /** The statement that inserts a row. */
  readonly insert: string;
}

export interface ResourceView {
  readonly names: Names;
  /** "a product", "A product", "Products". */
  readonly one: string;
  readonly One: string;
  readonly Many: string;
  /** The schema classes that a service and a router use. */
  readonly schemas: string;
  /** The address of its list. */
  readonly url: string;
  readonly layers: readonly string[];
  readonly fields: readonly FieldView[];
  readonly model: ModelView;
  readonly schema: SchemaView;
  readonly repository: RepositoryView;
  readonly service: ServiceView;
  readonly router: RouterView;
  readonly endpoint: EndpointView;
  readonly pipeline: PipelineView;
  readonly test: TestView;
}

/** What a policy adds to a router. */
export interface GuardView {
  /** The errors that it answers with, and where they come from. */
  readonly errors: readonly string[];
  readonly imports: readonly string[];
  /** Arguments of a router that stands under it. */
  readonly keywords: readonly string[];
}

/** What a project's own files print. */
export interface ProjectView extends PrintedRows {
  /** The folder's and the distribution's name. */
  readonly name: string;
  /** The name as a database or a prefix can have it. */
  readonly package: string;
  readonly title: string;
  readonly description: string;
  readonly database: string;
  readonly usesPostgres: boolean;
  readonly profile: Pick<
    Profile,
    'id' | 'title' | 'layers' | 'prefix' | 'update' | 'body' | 'pageSize' | 'withoutRules'
  >;
  /** Names of the dependencies that say who may read and who may write. */
  readonly access: { readonly read: string; readonly write: string };
  readonly guards: { readonly read: GuardView; readonly write: GuardView };
  /** Partials of the router's tests that every resource has. */
  readonly routerTests: readonly string[];
  /** Every dependency that says who may call a route, and the set of errors that its routes answer with. */
  readonly policies: readonly { readonly name: string; readonly errors: string }[];
  readonly policyImports: readonly string[];
  /** Partials that wire the ways to log in. */
  readonly logins: readonly string[];
  readonly loginImports: readonly string[];
  /** Partials of the README that say how to use what a block adds. */
  readonly guides: readonly string[];
  readonly resources: readonly ResourceView[];
  /** Those that have a layer which not every resource has, by layer. */
  readonly optional: Readonly<Record<string, readonly ResourceView[]>>;
  /** Lines of an entity diagram in Mermaid. */
  readonly diagram: readonly string[];
  readonly models: { readonly imports: readonly string[]; readonly names: readonly string[] };
  readonly routers: { readonly imports: readonly string[]; readonly items: readonly string[] };
  readonly wiring: { readonly imports: readonly string[] };
  /** The rules of its architecture, by name: about its text, and about the routes of the running application. */
  readonly rules: readonly ArchitectureRule[];
  readonly routeRules: readonly ArchitectureRule[];
  /** What `main.py` imports beside what every project's does, and what it wraps the application in, from the inside out. */
  readonly mainImports: readonly string[];
  /** The asynchronous contexts within which the application lives, as Python. */
  readonly lifespan: readonly string[];
  readonly configImports: readonly string[];
  /** Partials of `Settings`: what has to hold between one setting and another. */
  readonly configRules: readonly string[];
  readonly fixtureImports: readonly string[];
  /** What `testSettings` need. */
  readonly testSettingsImports: readonly string[];
  /** Headers that a browser's code may read, as Python strings. */
  readonly exposedHeaders: readonly string[];
  /** What imports what. */
  readonly contracts: ContractsView;
  /** Partials of compose.yaml: what runs besides the application and its database. */
  readonly services: readonly string[];
  /** Named volumes of compose.yaml, besides that of the database. */
  readonly volumes: readonly string[];
  /** What the image tells the server beside what every project's does, as JSON strings. */
  readonly serverOptions: readonly string[];
  /** Partials of the workflow: what runs beside the database of its tests. */
  readonly ciCheckout: readonly string[];
  readonly ciServices: readonly string[];
  /** With the line of `.env.example`, a comment where development and deployments have different defaults. */
  readonly settings: readonly (Row<'settings'> & { readonly variable: string })[];
  /** Those with a default on a developer's machine only; `source` is that as Python. */
  readonly localSettings: readonly (Row<'settings'> & { readonly source: string })[];
  /** Those of them that have to be set in a deployment. */
  readonly requiredSettings: readonly Row<'settings'>[];
  /** Keyword arguments of the settings that tests run with. */
  readonly testSettings: readonly string[];
  readonly dependencies: readonly Row<'dependencies'>[];
}
