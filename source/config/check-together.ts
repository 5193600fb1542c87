import {healthCheckProblem, type HealthMethod} from '../model/health-check-settings.js';
import {isLoopback} from '../model/loopback.js';
import type {BackendSetting} from './backend-setting.js';
import type {GivenSettings} from './given-settings.js';
import {flagName, environmentName} from './names.js';
import type {SettingKey} from './settings.js';

const anyHosts: ReadonlySet<unknown> = new Set([undefined, '0.0.0.0', '::']);

/** Whether the admin API is protected. */
const checkTokens = (settings: GivenSettings): readonly string[] => {
	const problems: string[] = [];
	const value = (key: Parameters<GivenSettings['get']>[0]): unknown => settings.get(key)?.value;

	const adminHost = String(value('adminHost'));
	const hasToken = value('adminToken') !== undefined || value('adminTokenFile') !== undefined;
	if (!isLoopback(adminHost) && !hasToken) {
		const token = `${flagName('adminToken')} (or ${environmentName('adminToken')}) or ${flagName('adminTokenFile')}`;
		problems.push(`${settings.get('adminHost')?.from}: other machines can reach ${adminHost}; set ${token} to keep them from changing the proxy.`);
	}

	if (value('adminToken') !== undefined && value('adminTokenFile') !== undefined) {
		problems.push(`${settings.get('adminToken')?.from} and ${settings.get('adminTokenFile')?.from} both set the token; give one of them.`);
	}

	if (value('adminReadToken') !== undefined && !hasToken) {
		problems.push(`${settings.get('adminReadToken')?.from}: without ${flagName('adminToken')} anyone can change everything; set that, too.`);
	}

	return problems;
};

const hasTls = (settings: GivenSettings): boolean =>
	(['tlsCert', 'acme', 'tlsSelfSigned'] as const).some(key => (settings.get(key)!.value as readonly string[]).length > 0);

/** Prefix of a message: where the first of these was given, if anywhere. */
const placeOf = (settings: GivenSettings, keys: readonly SettingKey[]): string => {
	const from = keys.map(key => settings.get(key)?.from).find(source => source !== undefined && source !== 'default');
	return from === undefined || from.startsWith('--') ? '' : `${from}: `;
};

/** Whether each listener has a port of its own. */
const checkPorts = (settings: GivenSettings): readonly string[] => {
	const value = (key: SettingKey): unknown => settings.get(key)?.value;
	const isSameHost = value('host') === value('adminHost') || [value('host'), value('adminHost')].some(host => anyHosts.has(host));
	const pairs = [
		...isSameHost ? [['port', 'adminPort'] as const] : [],
		...hasTls(settings) ? [['port', 'tlsPort'] as const] : [],
		...hasTls(settings) && isSameHost ? [['tlsPort', 'adminPort'] as const] : [],
	];
	return pairs
		.filter(([key, other]) => value(key) !== 0 && value(key) === value(other))
		.map(([key, other]) => `${placeOf(settings, [key, other])}${flagName(key)} and ${flagName(other)} are both ${String(value(key))}; give each a port of its own.`);
};

const checkTls = (settings: GivenSettings): readonly string[] => {
	const problems: string[] = [];
	const certificates = settings.get('tlsCert')!.value as readonly string[];
	const keys = settings.get('tlsKey')!.value as readonly string[];
	if (certificates.length !== keys.length) {
		problems.push(`${placeOf(settings, ['tlsCert', 'tlsKey'])}${flagName('tlsCert')} is given ${certificates.length} and ${flagName('tlsKey')} ${keys.length} times; give a key for each certificate, in the same order.`);
	}

	if (settings.get('port')?.value === 'off' && !hasTls(settings)) {
		problems.push(`${placeOf(settings, ['port'])}${flagName('port')} is off, and there is no certificate to serve TLS with: give ${flagName('tlsCert')} and ${flagName('tlsKey')}, ${flagName('acme')}, ${flagName('tlsSelfSigned')}, or a port.`);
	}

	if (settings.get('clientCa')?.value !== undefined && !hasTls(settings)) {
		problems.push(`${placeOf(settings, ['clientCa'])}${flagName('clientCa')} is for clients over TLS: it needs ${flagName('tlsCert')}, ${flagName('acme')} or ${flagName('tlsSelfSigned')}.`);
	}

	if (settings.get('redirectHttps')?.value === true && (!hasTls(settings) || settings.get('port')?.value === 'off')) {
		problems.push(`${placeOf(settings, ['redirectHttps'])}${flagName('redirectHttps')} redirects from ${flagName('port')} to ${flagName('tlsPort')}: it needs ${flagName('tlsCert')}, ${flagName('acme')} or ${flagName('tlsSelfSigned')}, and a port that is not off.`);
	}

	return problems;
};

/** Problems of settings that are each valid alone. */
export const checkTogether = (settings: GivenSettings): readonly string[] => {
	const problems = [...checkTokens(settings), ...checkPorts(settings), ...checkTls(settings)];
	const value = (key: Parameters<GivenSettings['get']>[0]): unknown => settings.get(key)?.value;

	for (const [key, other] of [['backendCert', 'backendKey'], ['backendKey', 'backendCert'], ['acmeEabKid', 'acmeEabKey'], ['acmeEabKey', 'acmeEabKid']] as const) {
		if (value(key) !== undefined && value(other) === undefined) {
			problems.push(`${settings.get(key)?.from}: ${flagName(key)} needs ${flagName(other)}; give both or neither.`);
		}
	}

	const health = {method: value('healthMethod') as HealthMethod, ...(value('healthBody') !== undefined && {body: String(value('healthBody'))})};
	const healthProblem = healthCheckProblem(health);
	if (healthProblem !== undefined) {
		problems.push(`${placeOf(settings, ['healthMethod', 'healthBody'])}${flagName('healthMethod')} and ${flagName('healthBody')}: ${healthProblem}.`);
	}

	for (const {url, healthCheck} of (value('backends') ?? []) as readonly BackendSetting[]) {
		// A problem of all is reported once.
		const problem = healthCheck && healthProblem === undefined ? healthCheckProblem({...health, ...healthCheck}) : undefined;
		if (problem !== undefined) {
			problems.push(`${placeOf(settings, ['backends'])}${url}, health check: ${problem}.`);
		}
	}

	if (value('changeOrigin') === true && value('rewriteHost') !== undefined) {
		problems.push(`${placeOf(settings, ['changeOrigin', 'rewriteHost'])}${flagName('changeOrigin')} and ${flagName('rewriteHost')} both set the Host header for backends; give one of them.`);
	}

	return problems;
};
