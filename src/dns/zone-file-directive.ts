import { ttlFromWire } from './decode-record.ts';
import type { DomainName } from './resolver.ts';
import type { ZoneField } from './zone-file-entries.ts';
import { type FieldReader, quoteField } from './zone-file-fields.ts';
import type { ZoneContext } from './zone-file-record.ts';

/** A `$INCLUDE`: the field that names the file, and the origin that holds in it. */
export type IncludeDirective = Readonly<{ fileField: ZoneField; origin: DomainName | undefined }>;

/** Whether a field that begins an entry makes it a directive. */
export const isDirective = (first: ZoneField | undefined): boolean =>
  first !== undefined && !first.isQuoted && first.text.startsWith('$');

/** Obeys the directive of an entry by changing the context; gives an `$INCLUDE` back to be followed. */
export const readDirective = (fields: FieldReader, context: ZoneContext): IncludeDirective | undefined => {
  const directive = fields.take('a directive');
  if (directive === undefined) return undefined;
  switch (directive.text.toUpperCase()) {
    case '$ORIGIN': {
      const origin = fields.takeName('the new origin');
      if (fields.isDone()) context.origin = origin;
      return undefined;
    }
    case '$TTL': {
      const seconds = fields.takeSeconds('a TTL in seconds, or with units like 1h30m,');
      if (fields.isDone() && seconds !== undefined) context.ttl.default = ttlFromWire(seconds);
      return undefined;
    }
    case '$INCLUDE': {
      const fileField = fields.take('the name of a file');
      const origin = fields.peek() ? fields.takeName('an origin') : context.origin;
      return fields.isDone() && fileField ? { fileField, origin } : undefined;
    }
    default:
      return fields.fail(
        directive,
        `${quoteField(directive)} is not supported; $ORIGIN, $TTL, $INCLUDE or a record is expected`,
      );
  }
};
