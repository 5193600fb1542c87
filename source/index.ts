export {createProxy, type ProxyOptions} from './program/create-proxy.js';
export {ListenError, type RunningProxy} from './program/run-proxy.js';
export {SettingsError} from './config/settings-error.js';
export {ControlError, type ControlErrorCode} from './model/control-error.js';
export type {Control} from './model/control.js';
export type {
	AdminState, Backend, BackendChange, Health, NewBackend, PoolEntry,
} from './model/backend.js';
export type {
	BackendStatus, HealthCheck, ListenAddress, RecentTraffic, Status, Totals,
} from './model/status.js';
export type {Actor, Face} from './model/actor.js';
export type {Command} from './model/command.js';
export type {ControlEvent} from './model/event.js';
export type {Outlier} from './model/outlier.js';
export type {Warning} from './model/warning.js';
export type {AccessLogEntry, ExchangeErrorCode, LogPage, LogRecord} from './model/access-log-entry.js';
