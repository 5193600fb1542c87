import type {Status} from '../../model/status.js';
import type {Tone} from '../theme.js';

/** What has happened, and when in milliseconds since the epoch. */
export type JournalEntry = {
	readonly at: number;
	readonly text: string;
	readonly tone: Tone;
};

/** How many entries are kept. */
export const journalLength = 500;

/** A command is told of as soon as what it changed is in force. */
const oneChangeMs = 5000;

/** Who gave a command is told after what it did. Where both say the same, one of them in more words, they are one: the longer, with who it was. */
const together = (done: JournalEntry, command: JournalEntry): JournalEntry | undefined => {
	const start = command.text.lastIndexOf(', by ');
	if (start === -1 || done.text.includes(', by ') || command.at - done.at > oneChangeMs) {
		return undefined;
	}

	const [what, by] = [command.text.slice(0, start), command.text.slice(start)];
	const isSaidBy = (longer: string, shorter: string): boolean => longer.startsWith(shorter) && /^(?:,| to |$)/v.test(longer.slice(shorter.length));
	if (isSaidBy(what, done.text)) {
		return command;
	}

	return isSaidBy(done.text, what) ? {...command, text: done.text + by} : undefined;
};

/** The newest first; the oldest are forgotten. */
export const withNews = (journal: readonly JournalEntry[], news: readonly JournalEntry[]): readonly JournalEntry[] => {
	if (news.length === 0) {
		return journal;
	}

	const entries = journal.toReversed();
	for (const entry of news) {
		const last = entries.at(-1);
		const both = last && together(last, entry);
		if (both) {
			entries.pop();
		}

		entries.push(both ?? entry);
	}

	return entries.slice(-journalLength).toReversed();
};

/** What had gone down before anybody looked. */
export const journalOf = ({backends}: Status): readonly JournalEntry[] => backends
	.filter(({health}) => health === 'unhealthy')
	.map(({url, healthSince = 0, healthReason, lastCheck}): JournalEntry => ({at: healthSince, text: `${url} is DOWN: ${lastCheck?.reason ?? healthReason ?? 'its health check failed'}`, tone: 'bad'}))
	.toSorted((first, second) => second.at - first.at)
	.slice(0, journalLength);
