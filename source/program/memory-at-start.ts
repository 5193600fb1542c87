import type {GivenSettings} from '../config/given-settings.js';
import type {SettingSources} from '../config/load-settings.js';
import type {SavedStateFile} from '../config/saved-state.js';
import type {RunProxyOptions, SteeredProxy} from './run-proxy.js';

/** The saved state at startup. */
export class MemoryAtStart {
	/** Undefined without a saved state. */
	file: SavedStateFile | undefined;
	/** Its problems; each reading reports the same. */
	readonly problems = new Set<string>();

	/** Access to the saved state. */
	readonly source: Pick<SettingSources, 'loadSavedState' | 'onLeftOut'> = {
		loadSavedState: async key => {
			if (!this.file) {
				// Loaded only with a saved state: its dependencies are a third of all that is loaded before requests are served.
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

	/** Reports saved backends that cannot be used; undefined if the backends are not the saved ones. */
	refusals(started: GivenSettings): RunProxyOptions['onRefusedBackend'] {
		if (started.get('backends')?.from !== 'saved') {
			return undefined;
		}

		return (url, {message}) => {
			this.problems.add(`The saved backend ${url} cannot be used: ${message}`);
		};
	}

	/** Reports the saved settings in effect. */
	tell({tell}: Pick<SteeredProxy, 'tell'>, started: GivenSettings): void {
		const names = [...started].filter(([key, {from}]) => from === 'saved' && key !== 'backends').map(([key]) => key);
		if (this.file && names.length > 0) {
			const file = this.file.path;
			tell({type: 'settings-remembered', names, file}, {actor: {face: 'saved-state', name: file}});
		}
	}
}
