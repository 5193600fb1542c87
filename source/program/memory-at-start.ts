import type {GivenSettings} from '../config/given-settings.js';
import type {SettingSources} from '../config/load-settings.js';
import type {SavedStateFile} from '../config/saved-state.js';
import type {RunProxyOptions, SteeredProxy} from './run-proxy.js';

/** What is remembered from earlier runs, as a start finds it. */
export class MemoryAtStart {
	/** Undefined while nothing is remembered. */
	file: SavedStateFile | undefined;
	/** What is wrong with it, for a person; the same is found again with each reading. */
	readonly problems = new Set<string>();

	/** How a start gets at it. */
	readonly source: Pick<SettingSources, 'loadSavedState' | 'onLeftOut'> = {
		loadSavedState: async key => {
			if (!this.file) {
				// Loaded only when something is remembered: what it rests on is a third of all that is loaded before requests are served.
				const {openSavedState} = await import('../config/saved-state.js');
				this.file = openSavedState({key});
				if (this.file.warning !== undefined) {
					this.problems.add(this.file.warning);
				}
			}

			return this.file.load();
		},
		onLeftOut: message => {
			this.problems.add(message);
		},
	};

	/** Takes note of backends that cannot be used; undefined when they are not the remembered ones. */
	refusals(started: GivenSettings): RunProxyOptions['onRefusedBackend'] {
		if (started.get('backends')?.from !== 'saved') {
			return undefined;
		}

		return (url, {message}) => {
			this.problems.add(`The saved backend ${url} cannot be used: ${message}`);
		};
	}

	/** Says which settings hold because they were changed in an earlier run. */
	tell({tell}: Pick<SteeredProxy, 'tell'>, started: GivenSettings): void {
		const names = [...started].filter(([key, {from}]) => from === 'saved' && key !== 'backends').map(([key]) => key);
		if (this.file && names.length > 0) {
			const file = this.file.path;
			tell({type: 'settings-remembered', names, file}, {actor: {face: 'saved-state', name: file}});
		}
	}
}
