import type { LimitTally } from './limits.ts';
import { spendsLookup } from './record.ts';
import type { CheckTrace, NodePath, RecordTrace, TermTrace, TraceEvent } from './trace.ts';

const nothingSpent: LimitTally = { lookups: 0, voidLookups: 0, elapsedMs: 0 };

/** A check's events, in order, gathered by place. The events of a check that is still running give what is known so
 *  far. */
export const foldTrace = (events: readonly TraceEvent[]): CheckTrace => {
  const records = new Map<NodePath, RecordTrace>();
  const terms = new Map<NodePath, TermTrace>();
  const questions: CheckTrace['questions'][number][] = [];
  let tally = nothingSpent;

  const updateTerm = (path: NodePath, change: (term: TermTrace) => Partial<TermTrace>): void => {
    const term = terms.get(path);
    if (term !== undefined) terms.set(path, { ...term, after: tally, ...change(term) });
  };
  const updateRecord = (path: NodePath, change: Partial<RecordTrace>): void => {
    const record = records.get(path);
    if (record !== undefined) records.set(path, { ...record, ...change });
  };

  for (const event of events) {
    const before = tally;
    tally = event.tally;
    switch (event.kind) {
      case 'check-started':
        records.set(event.path, { domain: event.domain, entry: event.entry });
        break;
      case 'record-selected':
        updateRecord(event.path, { selection: event.selection });
        break;
      case 'term-started': {
        const { domain, term } = event;
        const spent = spendsLookup(term) ? { lookupNumber: tally.lookups } : {};
        terms.set(event.path, { domain, term, before, after: tally, asked: [], ...spent });
        break;
      }
      case 'macro-expanded':
        updateTerm(event.path, () => ({ expansion: event.expansion, target: event.target }));
        break;
      case 'dns-asked': {
        const asked = { question: event.question, purpose: event.purpose, isVoid: false };
        questions.push({ path: event.path, ...asked });
        updateTerm(event.path, (term) => ({ asked: [...term.asked, asked] }));
        break;
      }
      case 'dns-answered': {
        const { question, purpose, answer, isVoid } = event;
        const answered = { question, purpose, answer, isVoid };
        questions[questions.length - 1] = { path: event.path, ...answered };
        updateTerm(event.path, (term) => ({ asked: [...term.asked.slice(0, -1), answered] }));
        break;
      }
      case 'term-finished':
        updateTerm(event.path, () => ({ outcome: event.outcome }));
        break;
      case 'check-finished':
        updateRecord(event.path, { result: event.result, cause: event.cause });
        break;
      default:
        event satisfies never;
    }
  }
  return { records, terms, questions, tally };
};
