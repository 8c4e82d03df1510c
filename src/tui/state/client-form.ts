import { escapeText } from '../../report/escape-text.ts';
import { isSpfResult, type SpfResult } from '../../spf/result.ts';
import { type FieldAction, fieldWith, reduceField, type TextField } from '../editing/text-field.ts';

/** A client as typed: nothing is read into it yet. An empty IP is no client; an empty label stands for the IP. */
export type ClientTexts = Readonly<{
  ip: string;
  helo: string;
  sender: string;
  label?: string;
  expected?: SpfResult;
}>;

/** No client. */
export const nobody: ClientTexts = { ip: '', helo: '', sender: '' };

/** How a client is named: by its label, or else by its address. */
export const clientName = ({ label, ip }: ClientTexts): string =>
  escapeText(label === undefined || label === '' ? ip : label);

/** The fields of the form, in their order. */
export const formFields = ['ip', 'helo', 'sender', 'label', 'expected'] as const;

/** A field of the form. */
export type FormField = (typeof formFields)[number];

/** The form for a client, while it is open. `before`: all clients, and which was looked at, from before it was opened,
 *  for the way back. */
export type ClientForm = Readonly<{
  fields: Readonly<Record<FormField, TextField>>;
  active: FormField;
  before: Readonly<{ clients: readonly ClientTexts[]; active: number }>;
}>;

/** The fields of a client. */
export const fieldsOf = (client: ClientTexts): ClientForm['fields'] => ({
  ip: fieldWith(client.ip),
  helo: fieldWith(client.helo),
  sender: fieldWith(client.sender),
  label: fieldWith(client.label ?? ''),
  expected: fieldWith(client.expected ?? ''),
});

/** The client that a form holds. An expected result that is none is left out; `formProblem` says so. */
export const clientOf = ({ fields }: ClientForm): ClientTexts => {
  const text = (name: FormField): string => fields[name].text.trim();
  const [label, expected] = [text('label'), text('expected').toLowerCase()];
  return {
    ip: text('ip'),
    helo: text('helo'),
    sender: text('sender'),
    ...(label === '' ? {} : { label }),
    ...(isSpfResult(expected) ? { expected } : {}),
  };
};

/** What is wrong with the fields that no check reads. */
export const formProblem = ({ fields }: ClientForm): string | undefined => {
  const expected = fields.expected.text.trim().toLowerCase();
  return expected === '' || isSpfResult(expected)
    ? undefined
    : 'expect: pass, fail, softfail, neutral, none, permerror or temperror';
};

/** The form after a key in its active field. */
export const editForm = (form: ClientForm, action: FieldAction): ClientForm => ({
  ...form,
  fields: { ...form.fields, [form.active]: reduceField(form.fields[form.active], action) },
});

/** The form with the next field active, or the one before, round and round. */
export const moveInForm = (form: ClientForm, step: 1 | -1): ClientForm => {
  const index = (formFields.indexOf(form.active) + step + formFields.length) % formFields.length;
  return { ...form, active: formFields[index] ?? 'ip' };
};
