import type {Random} from './random-numbers.js';

/** The backend of an outage. */
export type Outage = {
	goDown(): void;
	comeBack(): void;
};

const firstOutageMs = 10_000;
const outageMs = 8000;
const betweenOutagesMs = 32_000;

/** Up to a tenth shorter or longer. */
const about = (durationMs: number, random: Random) => durationMs * (0.9 + (0.2 * random()));

/** Takes a backend down for about eight seconds every forty, first after about ten, until the returned function is called. */
export const startOutages = (outage: Outage, random: Random): (() => void) => {
	let timer: NodeJS.Timeout;

	const goDownAfter = (delayMs: number) => {
		timer = setTimeout(() => {
			outage.goDown();
			timer = setTimeout(() => {
				outage.comeBack();
				goDownAfter(betweenOutagesMs);
			}, about(outageMs, random));
		}, about(delayMs, random));
	};

	goDownAfter(firstOutageMs);

	return () => {
		clearTimeout(timer);
	};
};
