import type { DnsQuestion } from '../dns/resolver.ts';
import { quote } from './quote-text.ts';

/** A question in quotation marks: `"TXT example.com"`. */
export const formatAsked = ({ name, type }: DnsQuestion): string =>
  quote(`${type} ${name === '' ? '.' : name}`);
