import type {Abilities} from './abilities.js';
import type {Actor, Cause} from './actor.js';
import type {Backend, BackendChange, NewBackend, PoolEntry} from './backend.js';
import type {Control, RemoveOptions} from './control.js';
import type {ControlError} from './control-error.js';
import type {UntimedEvent} from './event.js';
import type {LiveSetting, SettingValue} from './live-setting.js';
import type {EngineMetrics} from './metrics.js';
import type {PoolChange} from './pool-change.js';
import type {BackendStatus, ClientAddresses, ListenAddress} from './status.js';
import type {TunedSettings} from './tuning.js';

/** A backend in a state that it had before. */
export type PlacedBackend = NewBackend & Partial<Pick<Backend, 'state'>>;

/** The commands of {@link Control} that change something, with the cause that the events of their changes tell; the program by default. */
export type CausedCommands = {
	/** In the state that is given. */
	addBackend(backend: PlacedBackend, cause?: Cause): Promise<BackendStatus>;
	updateBackend(id: string, change: BackendChange, cause?: Cause): Promise<BackendStatus | undefined>;
	removeBackend(id: string, options?: RemoveOptions, cause?: Cause): Promise<BackendStatus | undefined>;
	replacePool(entries: readonly PoolEntry[], cause?: Cause): Promise<void>;
	undo(cause?: Cause): Promise<PoolChange>;
	updateSettings(changes: Readonly<Record<string, SettingValue>>, cause?: Cause): Promise<readonly LiveSetting[]>;
};

/** A balancer that runs with this process: what the program starts, steers through {@link Control}, and ends. */
export type Engine = Omit<Control, keyof CausedCommands> & CausedCommands & {
	readonly abilities: Abilities;

	/**
	Adds the backends of the start, which cannot be undone. To be called before {@link start}, so that no client is told that there is no backend.

	@param onRefused - Called for each that cannot be added; without it, the first of them is thrown.
	*/
	addInitialBackends(backends: readonly PlacedBackend[], cause: Cause, onRefused?: (url: string, error: ControlError) => void): Promise<void>;

	/**
	Starts to serve.

	@throws {NodeJS.ErrnoException} When a port cannot be listened on.
	*/
	start(): Promise<ClientAddresses>;

	/** Stops accepting and finishes what is in flight, for `graceMs` at most. */
	stop(graceMs: number): Promise<void>;

	/** Ends everything at once. */
	terminate(): Promise<void>;

	/** Whether nothing of it is left in this process. */
	readonly hasEnded: boolean;

	/** The control on behalf of an actor, whose commands are reported as events. */
	as(actor: Actor): Control;

	/** What is counted for machines. */
	metrics(): EngineMetrics;

	/**
	Tells all subscribers of something that happened outside of the engine.

	@param cause - The proxy itself by default.
	*/
	tell(event: UntimedEvent, cause?: Cause): void;

	/** Goes on with changed settings; resolves once every worker does. */
	tune(settings: TunedSettings, cause: Cause): Promise<void>;

	/** Names the admin API's address, for the status and so that it is not taken for a backend. */
	setAdminAddress(address: ListenAddress): void;

	/** After the access log was moved away: has it written to a new file of the same name. */
	reopenAccessLog(): void;

	/** After files of certificates have changed: resolves once the new ones are served, or are refused. */
	reloadCertificates(): Promise<void>;
};
