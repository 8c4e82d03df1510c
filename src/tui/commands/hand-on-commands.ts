import { evaluationOf } from '../../exploration/exploration.ts';
import { textWithEdits } from '../../exploration/published-text.ts';
import { recordOf } from '../../policy/policy-tree.ts';
import { escapeOctets, escapeText } from '../../report/escape-text.ts';
import { textReport } from '../../report/text-report.ts';
import { rowText } from '../../report/tree-rows.ts';
import { formatPlainRecord, formatZoneRecord } from '../../report/zone-text.ts';
import type { Screen } from '../panes/compose-screen.ts';
import type { Desk } from './desk.ts';

/** An hour: what a record gets that is not published yet. */
const newTtlSeconds = 3600;

/** Clients as `--clients FILE` reads them: JSON is YAML. */
const formatClients = (desk: Desk): string =>
  `${JSON.stringify(
    desk
      .getView()
      .clients.filter(({ ip }) => ip !== '')
      .map(({ label, ip, helo, sender, expected }) => ({
        label: label || ip,
        ip,
        helo,
        sender,
        expect: expected,
      })),
    undefined,
    2,
  )}\n`;

/** The commands that take something out of the program: copies and pictures. */
export const handOnCommands = (desk: Desk, draw: () => Screen) => {
  const { session, deps } = desk;

  const hand = (over: Promise<string>): void => {
    const told = (text: string, isTrouble: boolean): void => {
      desk.say(escapeText(text), isTrouble);
      desk.changed();
    };
    over.then(
      (said) => told(said, false),
      (error: unknown) => told(error instanceof Error ? error.message : String(error), true),
    );
  };

  const currentText = (domain: string): string | undefined =>
    textWithEdits(session.exploration(), desk.edits(), domain);

  const zoneRecord = (domain: string): string | undefined => {
    const exploration = session.exploration();
    const text = currentText(domain);
    const record = recordOf(exploration.policy, domain);
    const ttlSeconds = record?.kind === 'read' ? record.answer.ttlSeconds : undefined;
    return text === undefined || text === ''
      ? undefined
      : formatZoneRecord(
          domain,
          ttlSeconds === undefined || ttlSeconds === 0 ? newTtlSeconds : ttlSeconds,
          text,
        );
  };

  const copyOrSay = (text: string | undefined, what: string): void => {
    if (text === undefined) desk.say('there is no record to copy here', true);
    else hand(deps.copy(text, what));
  };

  return {
    copy: (): void => {
      const row = desk.row();
      if (row === undefined) return;
      if (row.kind === 'root') copyOrSay(zoneRecord(row.domain), 'the record, as zone-file text, is');
      else
        hand(
          deps.copy(
            row.kind === 'term' ? formatPlainRecord(row.term.term.text) : rowText(row),
            'the term is',
          ),
        );
    },

    copyRecord: (): void => {
      const text = currentText(desk.row()?.domain ?? '');
      copyOrSay(text === undefined || text === '' ? undefined : formatPlainRecord(text), 'the record is');
    },

    copyReport: (): void => {
      const exploration = session.exploration();
      const evaluation = evaluationOf(exploration);
      const lines = textReport({
        domain: exploration.domain,
        policy: exploration.policy,
        ...(evaluation === undefined ? {} : { evaluation }),
        ...(exploration.fix === undefined ? {} : { fix: exploration.fix }),
        nowMs: deps.now(),
        glyphs: deps.glyphs,
        paint: (_, text) => text,
      });
      // A report on edited records never passes for one on what is published.
      const edited = [...exploration.edits].map(
        ([domain, { text }]) =>
          `  ${escapeText(domain)}  ${text === '' ? '(no record)' : escapeOctets(text)}`,
      );
      const head = edited.length === 0 ? [] : ['What if this was published, which it is not:', ...edited, ''];
      hand(deps.copy(`${[...head, ...lines].join('\n')}\n`, 'the report is'));
    },

    copyClients: (): void => {
      if (desk.getView().clients.every(({ ip }) => ip === ''))
        desk.say('there is no client to copy; s simulates one', true);
      else hand(deps.copy(formatClients(desk), 'the clients are'));
    },

    savePicture: (): void => hand(deps.savePicture(draw().lines, session.exploration().domain)),
  };
};
