import { expect, test } from 'vitest';
import { fieldTypeNames } from '../../src/fields/types.ts';
import { parseField } from '../../src/language/field.ts';
import { failure } from './failure.ts';

const name =
  '%s is not a valid field name: use lower-case English letters, digits and single "_" between them; type %s';
const fieldName = (read: string, instead: string) => name.replace('%s', read).replace('%s', instead);

/** What is typed, and the whole message behind it. */
test.each([
  ['name', 'a field is name:type; type name:str'],
  ['name:', 'a field is name:type; type name:str'],
  ['name::str', 'a field is name:type; type name:str'],
  ['name:strr', 'unknown type "strr"; did you mean "str"?'],
  ['name:string', 'unknown type "string"; did you mean "str"?'],
  ['name:VARCHAR(80)', 'unknown type "VARCHAR(80)"; did you mean "str"?'],
  ['count:integer', 'unknown type "integer"; did you mean "int"?'],
  ['live:boolaen', 'unknown type "boolaen"; did you mean "bool"?'],
  ['at:timestamp', 'unknown type "timestamp"; did you mean "datetime"?'],
  ['owner:foreign-key', 'unknown type "foreign-key"; did you mean "ref"?'],
  ['tags:many_to_many', 'unknown type "many_to_many"; did you mean "many"?'],
  ['author:User', 'unknown type "User"; type author:ref:to=User to refer to it'],
  ['name:str:nullable', 'unknown modifier "nullable"; did you mean "optional"?'],
  [
    'name:str:required',
    'unknown modifier "required"; a field is required unless it is "optional"; leave it out',
  ],
  ['name:str:unique_key', 'unknown modifier "unique_key"; did you mean "unique"?'],
  ['count:int:gte=0', 'unknown modifier "gte"; did you mean "ge=0"?'],
  ['name:str:lte=9', 'unknown modifier "lte"; did you mean "max=9"?'],
  ['count:int:min=0', 'type "int" takes no "min"; did you mean "ge=0"?'],
  ['name:str:ge=2', 'type "str" takes no "ge"; did you mean "min=2"?'],
  ['count:int:max_length', 'unknown modifier "max_length"; did you mean "le"?'],
  [
    'tags:many:nullable',
    'unknown modifier "nullable"; it takes to, min, max, private; a colon in a value is typed "::"',
  ],
  ['name:constructor', `unknown type "constructor"; choose from ${fieldTypeNames.join(', ')}`],
  ['name:optional:str', '"optional" is a modifier and must follow the type; type name:str:optional'],
  ['unitPrice:int', fieldName('"unitPrice"', 'unit_price')],
  ['_a:int', fieldName('"_a"', 'a name, e.g. unit_price')],
  ['prénom:str', fieldName('"prénom"', 'a name, e.g. unit_price')],
  ['class:str', '"class" is a Python keyword; type another name, e.g. class_value'],
  [
    'created_at:datetime',
    '"created_at" is a column of every resource; type another name, e.g. created_at_value',
  ],
  ['metadata:json', '"metadata" has a meaning in SQLAlchemy models; type another name, e.g. metadata_value'],
  ['json:json', '"json" is an attribute of every Pydantic model; type another name, e.g. json_value'],
  [
    'model_dump_x:int',
    '"model_dump_x" has a prefix that Pydantic reserves for methods of models; type another name, e.g. own_model_dump_x',
  ],
  ['list:str', '"list" would shadow a name that generated classes use; type another name, e.g. list_value'],
  ['xmin:int', '"xmin" is a system column of PostgreSQL; type another name, e.g. xmin_value'],
  [`${'a'.repeat(41)}:int`, 'the name has 41 characters, the maximum is 40; shorten it'],
  ['price:decimal:precison=10', 'unknown modifier "precison"; did you mean "precision=10"?'],
  ['name:str:', 'unknown modifier ""; leave out the colon'],
  [
    'at:time:default=10:30',
    'unknown modifier "30"; it takes optional, default, private, readonly, example, unique, index; a colon in a value is typed "::"',
  ],
  [
    'live:bool:unique',
    'type "bool" takes no "unique"; it takes optional, default, private, readonly, example, index',
  ],
  ['name:str:unique=yes', '"unique" takes no value; type unique'],
  ['name:str:max', '"max" needs a value; type it as max=80'],
  ['name:str:default=', '"default" needs a value; type it as default=new'],
  ['name:str:max=-1', 'max=-1 is not a whole number; type it as max=80'],
  ['name:str:max=5:max=6', '"max" is given twice; keep one of them'],
  ['name:str:optional:optional', '"optional" is given twice; keep one of them'],
  ['name:str:max=0', 'max=0 is not from 1 to 10000; type a max in between'],
  ['tags:many:max=1001', 'max=1001 is not from 1 to 1000; type a max in between'],
  ['note:text:max=1000001', 'max=1000001 is not from 1 to 1000000; type a max in between'],
  ['name:str:min=256', 'min=256 is more than max=255; type min=255 or less'],
  ['name:str:unique:max=1', 'max=1 leaves too few unique values; type max=2 or more'],
  [
    'name:str:index:max=601',
    'max=601 is too long for an index, PostgreSQL takes 600 characters; type max=600 or less, or leave out unique and index',
  ],
  [
    'a:decimal:precision=16',
    'precision=16 is not from 1 to 15, which is what SQLite keeps exactly; type precision=15 or less',
  ],
  [
    'a:decimal:precision=4:scale=5',
    'scale=5 is more than precision=4, which counts all digits; type scale=4 or less',
  ],
  [
    'a:decimal:gt=0.001',
    'gt=0.001 is not a number from -9999999999.99 to 9999999999.99 with at most 2 decimal places; type it as gt=1',
  ],
  ['a:int:ge=1:gt=1', 'ge and gt are two lower bounds; keep one of them'],
  ['a:int:le=1:lt=1', 'le and lt are two upper bounds; keep one of them'],
  ['a:int:ge=2:le=1', 'no value is ge=2 and le=1; widen the bounds'],
  ['a:int:gt=1:lt=2', 'no value is gt=1 and lt=2; widen the bounds'],
  ['a:decimal:gt=0.01:lt=0.02', 'no value is gt=0.01 and lt=0.02; widen the bounds'],
  ['a:float:gt=1:le=1', 'no value is gt=1 and le=1; widen the bounds'],
  [
    'a:int:le=2147483648',
    'le=2147483648 is not a whole number from -2147483648 to 2147483647; type it as le=42',
  ],
  [
    'a:bigint:ge=9223372036854775808',
    'ge=9223372036854775808 is not a whole number from -9223372036854775808 to 9223372036854775807; type it as ge=42',
  ],
  [
    'a:int:unique:ge=1:le=99',
    'the bounds leave 99 values, too few to be unique; leave out unique or widen the bounds',
  ],
  [
    'a:decimal:unique:precision=2:scale=2:ge=0:le=0.5',
    'the bounds leave 51 values, too few to be unique; leave out unique or widen the bounds',
  ],
  ['a:int:ge=0:default=-1', 'default=-1 is not ge=0; type a value in the bounds'],
  ['a:float:lt=1:example=1.0', 'example=1 is not lt=1; type a value in the bounds'],
  ['a:str:max=2:default=abc', 'default="abc" has 3 characters, more than max=2; shorten it'],
  ['a:str:min=4:example=abc', 'example="abc" has 3 characters, fewer than min=4; lengthen it'],
  ['a:str:default=x:unique', 'a default would repeat a unique value; leave out default or unique'],
  ['a:str:private:readonly', 'private is never returned and readonly never taken; keep one of them'],
  [
    'a:str:readonly',
    'a readonly field is never taken from a request, so it needs a value; add default=…, from=… or optional',
  ],
  ['a:ref:on_delete=set_null', 'on_delete=set_null needs a field that may be null; add optional'],
  ['a:ref:on_delete=nul', 'on_delete=nul is not cascade, restrict or set_null; type it as on_delete=cascade'],
  ['a:ref:to=1', 'to=1 is not the name of a resource; type it as to=Category'],
  ['a:slug:from=name:default=x', 'from makes the value, so there is no default; leave one out'],
  ['a:slug:from=name:optional', 'from always makes a value, so nothing is optional; leave one out'],
  ['a:enum', 'an enum needs its values; add values=draft,published'],
  ['a:enum:values=', '"values" needs a value; type it as values=draft,published'],
  [
    'a:enum:values=a,,b',
    'values=a,,b is not different, visible words separated by single commas; type it as values=draft,published',
  ],
  [
    'a:enum:values=a,b,a',
    'values=a,b,a is not different, visible words separated by single commas; type it as values=draft,published',
  ],
  ['a:enum:values=a,b:default=c', 'default=c is not one of a, b; type it as default=a'],
  ['a:bool:default=yes', 'default=yes is not true or false; type it as default=true'],
  [
    'a:date:default=2026-02-30',
    'default=2026-02-30 is not a date that exists; type it as default=2026-01-31',
  ],
  [
    'a:datetime:default=2026-01-01T10::00',
    'default=2026-01-01T10:00 is not a date and time with Z or an offset; type it as default=2026-01-31T09::30::00Z',
  ],
  [
    'a:json:example={"a"::"\\ud800"}',
    'example={"a":"\\ud800"} is not a JSON object; type it as example={"a"::1}',
  ],
  [
    'a:str:default=x\ty',
    'the value of "default" has a control character, which cannot be stored; leave it out',
  ],
  [
    'a:str:default=\u0000',
    'the value of "default" has a control character, which cannot be stored; leave it out',
  ],
  [
    'a:enum:values=a,\u0007',
    'the value of "values" has a control character, which cannot be stored; leave it out',
  ],
  [
    'a:str:default=\ud800',
    'the value of "default" has a lone surrogate (half of a character), which cannot be stored; leave it out',
  ],
])('%j', (text, fault) => {
  const message = failure(() => parseField(text));
  expect(message.endsWith(`: ${fault}`), message).toBe(true);
});

test('the message shows what was typed, on one line', () => {
  expect(failure(() => parseField('a\n\u001b[31m:str'))).toMatch(
    /^a\\n\\u\{1b\}\[31m:str: "a\\n\\u\{1b\}\[31m" is not a valid field name/,
  );
  expect(failure(() => parseField('price:decimal:precison=10'))).toBe(
    'price:decimal:precison=10: unknown modifier "precison"; did you mean "precision=10"?',
  );
  expect(failure(() => parseField(`${'x'.repeat(5000)}:int`)).length).toBeLessThan(200);
});
