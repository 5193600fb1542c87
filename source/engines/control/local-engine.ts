import {watchLoopLag} from '../shared-memory/loop-lag.js';
import {assertAble, assertChangeable, withFixed, type Abilities} from '../../model/abilities.js';
import {byProgram, byProxy, type Actor, type Cause} from '../../model/actor.js';
import type {BackendChange, NewBackend, PoolEntry} from '../../model/backend.js';
import {ControlError} from '../../model/control-error.js';
import type {LogPage} from '../../model/access-log-entry.js';
import type {Control, RemoveOptions, ReplayOptions} from '../../model/control.js';
import type {Engine, PlacedBackend} from '../../model/engine.js';
import type {ControlEvent, EventPage, UntimedEvent} from '../../model/event.js';
import type {ExchangeDetail} from '../../model/exchange-detail.js';
import type {History} from '../../model/history.js';
import type {OpenRequests} from '../../model/open-request.js';
import type {LiveSetting, SettingValue} from '../../model/live-setting.js';
import type {EngineMetrics} from '../../model/metrics.js';
import type {PoolChange} from '../../model/pool-change.js';
import type {BackendStatus, ClientAddresses, ListenAddress, Status} from '../../model/status.js';
import type {TopList, TopQuery, TopRequests, TopRequestsQuery} from '../../model/top-list.js';
import type {TunedSettings} from '../../model/tuning.js';
import {steadyNow} from '../../model/steady-clock.js';
import {Addresses} from './addresses.js';
import {auditedControl} from './audited-control.js';
import {type ControlPlane, createControlPlane} from './control-plane.js';
import type {EngineOptions} from './engine-options.js';
import {Events} from './events.js';
import {listenOnReservedPort} from './reserved-port.js';

const tickMs = 1000;

/** An engine of this process: the control plane over a data plane. */
export class LocalEngine implements Engine {
	readonly #options: EngineOptions;
	readonly #startedAt = steadyNow();
	readonly #events = new Events();
	readonly #addresses: Addresses;
	readonly #plane: ControlPlane;
	#ticker: NodeJS.Timeout | undefined;
	#unwatchLag: (() => void) | undefined;
	#phase: Status['phase'] = 'serving';

	constructor(options: EngineOptions) {
		this.#options = options;
		const {host = '::', ports: {port, tlsPort}} = options;
		this.#addresses = new Addresses({proxy: {host, port: port ?? tlsPort!}, ...(tlsPort !== undefined && {tls: {host, port: tlsPort}})});
		this.#plane = createControlPlane(options, this.#addresses, this.#events);
	}

	get abilities(): Abilities {
		return this.#plane.dataPlane.abilities;
	}

	async start(): Promise<ClientAddresses> {
		const {watch, trafficWatch, board, history, recycler, serveTls} = this.#plane;
		this.#addresses.clients = await this.#listen();
		watch.start();
		serveTls();
		trafficWatch.start();
		this.#unwatchLag = watchLoopLag(milliseconds => {
			this.#plane.activity.setLag(milliseconds);
		});
		this.#ticker = setInterval(() => {
			board.update();
			history.update(steadyNow());
			recycler.update();
		}, tickMs).unref();
		return this.#addresses.clients;
	}

	setAdminAddress(address: ListenAddress): void {
		this.#addresses.admin = address;
	}

	as(actor: Actor): Control {
		return auditedControl(this, actor, (event, cause) => {
			this.#events.emit(event, cause);
		});
	}

	metrics(): EngineMetrics {
		return this.#plane.activity.read();
	}

	async stop(graceMs: number): Promise<void> {
		this.#leave();
		await this.#plane.dataPlane.stop(graceMs);
		clearInterval(this.#ticker);
	}

	get hasEnded(): boolean {
		return this.#plane.dataPlane.hasEnded;
	}

	async terminate(): Promise<void> {
		this.#leave();
		clearInterval(this.#ticker);
		await this.#plane.dataPlane.terminate();
	}

	status(): Status {
		const {transport, certificates} = this.#options;
		const {registry, board, discovery} = this.#plane;
		const {members, policy, traffic: {rateLimit, captureBytes = 0}} = registry;
		const names = discovery.names();
		const {lacks} = this.abilities;
		return {
			version: registry.snapshot().version,
			startedAt: this.#startedAt,
			...this.#addresses.clients,
			admin: this.#addresses.admin,
			...(certificates && {certificates: certificates.status()}),
			policy,
			rateLimit,
			...(lacks.length > 0 && {lacks}),
			...(captureBytes > 0 && {captureBytes}),
			...(transport.tls.insecure && {insecureBackends: true}),
			...(board.serving(members).isPanic && {isPanic: true}),
			current: board.current(members, policy),
			backends: members.map(member => board.backend(member)),
			...(names.length > 0 && {names}),
			totals: board.totals(),
			recent: board.recent(),
			phase: this.#phase,
		};
	}

	checkBackend(backend: NewBackend): string | undefined {
		return this.#plane.entries.check(backend);
	}

	async addInitialBackends(backends: readonly PlacedBackend[], cause: Cause, onRefused?: (url: string, error: ControlError) => void): Promise<void> {
		await this.#plane.entries.addInitial(backends, cause, onRefused);
	}

	async addBackend(backend: PlacedBackend, cause = byProgram): Promise<BackendStatus> {
		this.#assertServing();
		const {board, entries} = this.#plane;
		return board.backend(await entries.add(backend, cause));
	}

	async updateBackend(id: string, change: BackendChange, cause = byProgram): Promise<BackendStatus | undefined> {
		this.#assertServing();
		const {board, entries} = this.#plane;
		const changed = await entries.update(id, change, cause);
		return changed && board.backend(changed);
	}

	async removeBackend(id: string, {force = false}: RemoveOptions = {}, cause = byProgram): Promise<BackendStatus | undefined> {
		this.#assertServing();
		const {board, entries} = this.#plane;
		const draining = await entries.remove(id, force, cause);
		return draining && board.backend(draining);
	}

	async replacePool(entries: readonly PoolEntry[], cause = byProgram): Promise<void> {
		this.#assertServing();
		await this.#plane.entries.replaceAll(entries, cause);
	}

	async undo(cause = byProgram): Promise<PoolChange> {
		this.#assertServing();
		return this.#plane.undoHistory.undo(cause);
	}

	reopenAccessLog(): void {
		this.#plane.dataPlane.reopenLogs();
	}

	async readLog(after: number, limit: number): Promise<LogPage> {
		return this.#plane.log.read(after, limit);
	}

	async openRequests(limit: number): Promise<OpenRequests> {
		assertAble(this.abilities, 'openRequests');
		return this.#plane.open.read(limit);
	}

	async top(query: TopQuery): Promise<TopList> {
		assertAble(this.abilities, 'top');
		return this.#plane.top.list(query);
	}

	async topRequests(query: TopRequestsQuery): Promise<TopRequests> {
		assertAble(this.abilities, 'top');
		return this.#plane.top.requests(query);
	}

	async readExchange(number: number): Promise<ExchangeDetail | undefined> {
		return this.#plane.exchanges.read(number);
	}

	async replay(number: number, options: ReplayOptions = {}): Promise<ExchangeDetail> {
		this.#assertServing();
		assertAble(this.abilities, 'replay');
		return this.#plane.exchanges.replay(number, options);
	}

	async history(id?: string): Promise<History> {
		assertAble(this.abilities, 'history');
		const {registry, history} = this.#plane;
		return history.read(id === undefined ? undefined : registry.get(id).id)!;
	}

	settings(): readonly LiveSetting[] {
		return withFixed(this.#options.settings.list(), this.abilities.fixedSettings);
	}

	async updateSettings(changes: Readonly<Record<string, SettingValue>>, cause = byProgram): Promise<readonly LiveSetting[]> {
		this.#assertServing();
		const {registry, undoHistory} = this.#plane;
		const {settings} = this.#options;
		assertChangeable(this.abilities.fixedSettings, Object.keys(changes));
		const checking = settings.check(changes);
		if (checking) {
			await checking;
		}

		const {policy: from} = registry;
		await this.tune(settings.change(changes), cause);
		const {policy: to} = registry;
		if (from !== to) {
			undoHistory.push({
				change: {type: 'policy-changed', from, to},
				isUndoable: () => registry.policy === to,
				takeBack: async by => this.tune(settings.change({policy: from}), by),
			}, cause);
		}

		return this.settings();
	}

	tell(event: UntimedEvent, cause = byProxy): void {
		this.#events.emit(event, cause);
	}

	async tune({tuning, names, remembered}: TunedSettings, cause: Cause): Promise<void> {
		if (names.length === 0) {
			return;
		}

		const {policy} = this.#plane.registry;
		await this.#plane.tune(tuning);
		this.#events.emit({type: 'settings-changed', names, ...(remembered.length > 0 && {remembered})}, cause);
		if (policy !== tuning.policy) {
			this.#events.emit({type: 'policy-changed', from: policy, to: tuning.policy}, cause);
		}
	}

	async readEvents(after: number): Promise<EventPage> {
		return this.#events.read(after);
	}

	subscribe(listener: (event: ControlEvent) => void): () => void {
		return this.#events.subscribe(listener);
	}

	async reloadCertificates(): Promise<void> {
		await this.#options.certificates?.reload();
	}

	async #listen(): Promise<ClientAddresses> {
		const {host, ports: {port, tlsPort}, threads} = this.#options;
		const {dataPlane} = this.#plane;
		const reserve = async (wanted: number | undefined, listen: (reserved: number | undefined) => Promise<ClientAddresses>): Promise<ClientAddresses> =>
			// A single worker picks a free port itself.
			wanted === undefined || (wanted === 0 && threads === 1) ? listen(wanted) : listenOnReservedPort(host, wanted, listen);
		return reserve(port, async plain => reserve(tlsPort, async tls => dataPlane.start({port: plain, tlsPort: tls})));
	}

	/** Stops what would still change the pool. */
	#leave(): void {
		const {watch, drains, discovery, trafficWatch} = this.#plane;
		this.#phase = 'leaving';
		watch.stop();
		drains.stop();
		discovery.stop();
		trafficWatch.stop();
		this.#unwatchLag?.();
		this.#options.certificates?.stop();
	}

	#assertServing(): void {
		if (this.#phase === 'leaving') {
			throw new ControlError('shutting_down', 'The proxy is shutting down; the pool can no longer be changed.');
		}
	}
}
