import {pictureSvg} from './screen-svg.js';

/** A screen's rows as they stood at one moment, drawn. */
export type Shot = readonly string[];

type AnimationOptions = {
	readonly columns: number;
	readonly rows: number;
	/** How long each shot stands, in milliseconds. */
	readonly shotMs: number;
};

/** A row that stayed the same is drawn once, for as long as it did. */
type Span = {
	readonly svg: string;
	readonly from: number;
	to: number;
};

const spansOf = (shots: readonly Shot[], row: number): readonly Span[] => {
	const spans: Span[] = [];
	for (const [index, shot] of shots.entries()) {
		const svg = shot[row]!;
		const last = spans.at(-1);
		if (last?.svg === svg) {
			last.to = index + 1;
		} else {
			spans.push({svg, from: index, to: index + 1});
		}
	}

	return spans.filter(({svg}) => svg !== '');
};

const timeOf = (index: number, count: number): string => String(Number((index / count).toFixed(4)));

/** Shown in its span of each round: SMIL, which also plays in a picture of a page. */
const drawSpan = ({svg, from, to}: Span, count: number, seconds: number): string => {
	if (from === 0 && to === count) {
		return svg;
	}

	const steps: ReadonlyArray<readonly [number, string]> = [
		...(from > 0 ? [[0, 'none'] as const] : []),
		[from, 'inline'],
		...(to < count ? [[to, 'none'] as const] : []),
	];
	const values = steps.map(([, display]) => display).join(';');
	const times = steps.map(([index]) => timeOf(index, count)).join(';');
	return `<g display="${from === 0 ? 'inline' : 'none'}"><animate attributeName="display" values="${values}" keyTimes="${times}" calcMode="discrete" dur="${seconds}s" repeatCount="indefinite"/>${svg}</g>`;
};

/** One shot after the other, for ever. Where pictures do not move, the first one stands. */
export const animationSvg = (shots: readonly Shot[], {columns, rows, shotMs}: AnimationOptions): string => {
	const seconds = (shots.length * shotMs) / 1000;
	const drawn = Array.from({length: rows}, (_, row) => spansOf(shots, row).map(span => drawSpan(span, shots.length, seconds)).join('\n'));
	return pictureSvg(drawn.filter(row => row !== ''), {columns, rows});
};
