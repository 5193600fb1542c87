import type {Context} from '../../input/contexts.js';
import type {Command} from '../../state/screen-state.js';

/** Maximizes what has the focus, in the lists and in what stands beside them. */
export const zoomCommand = (id: string, context: Context, backLabel: string, help: string): Command => ({
	id,
	context,
	keys: ['z'],
	label: 'zoom',
	labelNow: ({isZoomed}) => isZoomed ? backLabel : 'zoom',
	help,
	run(session) {
		session.change({isZoomed: !session.state.isZoomed});
	},
});
