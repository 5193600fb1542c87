import type {Line} from '../../layout/line.js';
import type {Look} from '../../look/look.js';
import {comparisonLines} from '../replay/comparison-lines.js';
import type {Found, Inspection, ReadExchange} from './inspect-mode.js';
import {exchangeLines} from './exchange-lines.js';

type Drawn = {
	readonly again: ReadExchange | undefined;
	readonly showsSecrets: boolean;
	readonly columns: number;
	readonly lines: readonly Line[];
};

/** Large bodies are formatted once, not with every frame. */
const drawnBefore = new WeakMap<Look, WeakMap<Found, Drawn>>();

const draw = (inspection: Inspection, columns: number, look: Look): readonly Line[] => {
	const {found, again, showsSecrets} = inspection;
	return again && found.kind === 'read'
		? comparisonLines(found.exchange, again, showsSecrets, columns, look)
		: exchangeLines(inspection, columns, look);
};

/** The inspected request or, after a replay, the comparison of both responses. */
export const inspectorLines = (inspection: Inspection, columns: number, look: Look): readonly Line[] => {
	const {found, again, showsSecrets} = inspection;
	const drawn = drawnBefore.get(look) ?? new WeakMap<Found, Drawn>();
	drawnBefore.set(look, drawn);
	const before = drawn.get(found);
	if (before && before.again === again && before.showsSecrets === showsSecrets && before.columns === columns) {
		return before.lines;
	}

	const lines = draw(inspection, columns, look);
	drawn.set(found, {again, showsSecrets, columns, lines});
	return lines;
};
