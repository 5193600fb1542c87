import type {Abilities} from './abilities.js';
import type {Backend, NewBackend} from './backend.js';
import type {Control} from './control.js';
import type {ControlError} from './control-error.js';
import type {UntimedEvent} from './event.js';
import type {EngineMetrics} from './metrics.js';
import type {BackendStatus, ListenAddress} from './status.js';
import type {TunedSettings} from './tuning.js';

/** A backend in a state that it had before. */
export type PlacedBackend = NewBackend & Partial<Pick<Backend, 'state'>>;

/** A balancer that runs with this process: what the program starts, steers through {@link Control}, and ends. */
export type Engine = Control & {
	readonly abilities: Abilities;

	/**
	Adds the backends of the start, which cannot be undone. To be called before {@link start}, so that no client is told that there is no backend.

	@param onRefused - Called for each that cannot be added; without it, the first of them is thrown.
	*/
	addInitialBackends(backends: readonly PlacedBackend[], onRefused?: (url: string, error: ControlError) => void): Promise<void>;

	/**
	Starts to serve.

	@throws {NodeJS.ErrnoException} When the port cannot be listened on.
	*/
	start(): Promise<ListenAddress>;

	/** Stops accepting and finishes what is in flight, for `graceMs` at most. */
	stop(graceMs: number): Promise<void>;

	/** Ends everything at once. */
	terminate(): Promise<void>;

	/** Whether nothing of it is left in this process. */
	readonly hasEnded: boolean;

	/** The same, steered by one client: events tell its commands with this name. */
	as(by: string): Control;

	/** Like `Control.addBackend`, but in the state that is given. */
	addBackend(backend: PlacedBackend): Promise<BackendStatus>;

	/** What is counted for machines. */
	metrics(): EngineMetrics;

	/** Tells all subscribers of something that happened outside of the engine. */
	tell(event: UntimedEvent): void;

	/** Goes on with changed settings; resolves once every worker does. */
	tune(settings: TunedSettings): Promise<void>;

	/** Names the admin API's address, for the status and so that it is not taken for a backend. */
	setAdminAddress(address: ListenAddress): void;

	/** After the access log was moved away: has it written to a new file of the same name. */
	reopenAccessLog(): void;
};
