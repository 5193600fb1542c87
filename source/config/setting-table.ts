import {policies, rateLimitKeys} from '../model/pool.js';
import {screenThemes} from '../model/screen-theme.js';
import {accessLogFormats} from '../model/wire-settings.js';
import {addressRanges} from './address-ranges.js';
import {backendList} from './backend-setting.js';
import {defaultMaxConnections} from './default-max-connections.js';
import {defaultThreads} from './default-threads.js';
import {headerRules} from './header-rule-value.js';
import {
	bodyText,
	expectedStatus,
	headerFields,
	healthInterval,
	healthMethod,
	healthTimeout,
	probeCount,
} from './health-value.js';
import {keyBindings} from './key-binding-value.js';
import type {Setting} from './setting.js';
import {
	authority,
	bearerToken,
	byteCount,
	byteCountBetween,
	byteCountUpTo,
	dnsServerAddress,
	fileName,
	keySecret,
	listenHost,
	nameList,
	oneOf,
	onOff,
	pathPrefix,
	portNumber,
	requestPath,
	timeSpan,
	wholeNumber,
} from './value-types.js';

/** All settings, in the order in which they are shown within their groups. */
export const settingTable = {
	port: {
		group: 'Proxy', ...portNumber, shortFlag: 'p', default: 8000, needsRestart: true,
		help: 'Port for clients; 0 picks a free one',
	},
	host: {
		group: 'Proxy', ...listenHost, default: undefined, defaultNote: 'all interfaces', needsRestart: true,
		help: 'Address for clients',
	},
	backends: {
		group: 'Proxy', ...backendList, isPositional: true, default: [], needsRestart: true,
		help: 'Where requests are sent, such as http://localhost:3000, localhost:3000 or 3000',
	},
	dnsServer: {
		group: 'Proxy', ...dnsServerAddress, default: undefined, defaultNote: 'that of the system', needsRestart: true,
		help: 'DNS server, such as 127.0.0.1:8600, for backends that are names: http+dns://, https+srv:// and the like',
	},
	policy: {
		group: 'Proxy', ...oneOf(policies, 'POLICY'), shortFlag: 'b', default: 'round-robin',
		help: `How a backend is chosen: ${policies.join(', ')}`,
	},
	sticky: {
		group: 'Proxy', ...oneOf(['off', 'cookie'], 'MODE'), default: 'off',
		help: 'How a client is kept at its backend: cookie, by one that the proxy sets; off, not at all',
	},
	rateLimit: {
		group: 'Proxy', ...wholeNumber(0, 1_000_000), default: 100,
		help: 'Requests a second for all clients together; 0 turns the limit off',
	},
	rateLimitBy: {
		group: 'Proxy', ...oneOf(rateLimitKeys, 'KEY'), default: 'all',
		help: 'Whom the rate limit counts for: all clients together, or each ip (IPv6: each /64)',
	},
	threads: {
		group: 'Proxy', ...wholeNumber(1, 64), default: defaultThreads(), defaultNote: 'cores − 1, at most 4', needsRestart: true,
		help: 'Threads that carry requests',
	},
	accessLog: {
		group: 'Proxy', ...fileName, default: undefined, defaultNote: 'stdout when headless, otherwise off',
		help: 'File that gets a line for each request, or off',
	},
	accessLogFormat: {
		group: 'Proxy', ...oneOf(accessLogFormats, 'FORMAT'), default: 'json',
		help: 'How these lines are written: json, common or combined',
	},
	redact: {
		group: 'Proxy', ...nameList, default: [], defaultNote: 'nothing',
		help: 'Query parameters and header fields whose values the access log leaves out, such as token,referer; repeatable',
	},
	capture: {
		group: 'Proxy', ...byteCountUpTo('10MB'), default: '0', isForOneRun: true,
		help: 'Bytes of each request and response body that are kept to be looked at and sent again; 0: none',
	},
	stickySecret: {
		group: 'Proxy', ...keySecret, default: undefined, defaultNote: 'one that is remembered', isSecret: true, needsRestart: true,
		help: 'Secret of at least 32 characters that session cookies are signed with: sessions outlive a restart with --no-save, and instances share them. Other users of the machine see flags, not the environment',
	},
	maxConnections: {
		group: 'Limits', ...wholeNumber(1, 1_000_000), default: defaultMaxConnections(), defaultNote: 'a third of the files that may be open',
		help: 'Client connections at once; further ones wait',
	},
	maxBackendConnections: {
		group: 'Limits', ...wholeNumber(0, 1_000_000), default: 0,
		help: 'Requests in flight at each backend; further ones wait; 0 turns the limit off',
	},
	maxQueue: {
		group: 'Limits', ...wholeNumber(0, 1_000_000), default: 1000,
		help: 'Requests that may wait for a backend, in each thread',
	},
	queueTimeout: {
		group: 'Limits', ...timeSpan('0s', '1h'), default: '5s',
		help: 'Time a request may wait for a backend',
	},
	waitForBackend: {
		group: 'Limits', ...timeSpan('0s', '1h'), default: '0s',
		help: 'Time a request may wait for a backend to come up when none is, such as one that restarts at every save; 0s: none',
	},
	maxBody: {
		group: 'Limits', ...byteCount, default: '0',
		help: 'Bytes of a request body, such as 512KB or 10MB; 0 turns the limit off',
	},
	maxResponseHeader: {
		group: 'Limits', ...byteCountBetween('1KiB', '1MiB'), default: '64KiB',
		help: 'Bytes of the headers of a response, such as 64KiB; larger ones are answered with 502',
	},
	retries: {
		group: 'Limits', ...wholeNumber(0, 10), default: 2,
		help: 'Other backends that are tried when one fails before it answers a request that may be repeated',
	},
	requestHeader: {
		group: 'Changes to messages', ...headerRules, default: [],
		help: 'Change to what backends get: "Name: value" sets, "+Name: value" adds, "-Name" removes; may hold {client}, {request_id}, {backend}; repeatable',
	},
	responseHeader: {
		group: 'Changes to messages', ...headerRules, default: [],
		help: 'The same for the responses that clients get from backends',
	},
	rewriteHost: {
		group: 'Changes to messages', ...authority, default: undefined, defaultNote: 'what the client asked for',
		help: 'Host that backends are told',
	},
	changeOrigin: {
		group: 'Changes to messages', ...onOff, default: false,
		help: 'Tell each backend its own address as Host',
	},
	stripPrefix: {
		group: 'Changes to messages', ...pathPrefix, default: undefined,
		help: 'Beginning that is taken off paths; backends get it in X-Forwarded-Prefix',
	},
	trustProxy: {
		group: 'Changes to messages', ...addressRanges, default: [], defaultNote: 'nobody',
		help: 'Proxies in front whose X-Forwarded-*, Forwarded, Via and X-Request-Id are believed: addresses, ranges, loopback, private; repeatable',
	},
	forwarded: {
		group: 'Changes to messages', ...onOff, default: false,
		help: 'Tell backends where requests come from in Forwarded (RFC 7239) as well',
	},
	traceparent: {
		group: 'Changes to messages', ...oneOf(['start', 'pass'], 'MODE'), default: 'start',
		help: 'What requests without a trace (W3C traceparent) get: start, a new one; pass, none. Those that have one keep it',
	},
	backendCa: {
		group: 'Backends by https', ...fileName, default: undefined, defaultNote: 'those that Node.js trusts', needsRestart: true,
		help: 'PEM file with the authorities that backends are trusted by',
	},
	backendCert: {
		group: 'Backends by https', ...fileName, default: undefined, needsRestart: true,
		help: 'PEM file with the certificate that is shown to backends',
	},
	backendKey: {
		group: 'Backends by https', ...fileName, default: undefined, needsRestart: true,
		help: 'PEM file with its private key',
	},
	insecureBackends: {
		group: 'Backends by https', ...onOff, default: false, needsRestart: true,
		help: 'Trust any certificate of a backend; who is in between can read and change everything',
	},
	healthPath: {
		group: 'Health checks', ...requestPath, default: '/',
		help: 'Path that is asked for',
	},
	healthMethod: {
		group: 'Health checks', ...healthMethod, default: 'GET',
		help: 'Method of the requests: GET or HEAD',
	},
	healthStatus: {
		group: 'Health checks', ...expectedStatus, default: '200-399',
		help: 'Statuses that are healthy, such as 200-399 or 200,204,301-303',
	},
	healthBody: {
		group: 'Health checks', ...bodyText, default: undefined, defaultNote: 'any',
		help: 'Text that the first 64 KiB of the body have to hold',
	},
	healthHeader: {
		group: 'Health checks', ...headerFields, default: [],
		help: 'Header field of the requests, such as "Host: example.com"; repeatable',
	},
	healthInterval: {
		group: 'Health checks', ...healthInterval, default: '10s',
		help: 'Time between two checks of a backend',
	},
	healthTimeout: {
		group: 'Health checks', ...healthTimeout, default: '5s',
		help: 'Time a check may take',
	},
	healthRise: {
		group: 'Health checks', ...probeCount, default: 1,
		help: 'Passed checks in a row after which a backend that is down is up',
	},
	healthFall: {
		group: 'Health checks', ...probeCount, default: 1,
		help: 'Failed checks in a row after which a backend that is up is down',
	},
	ejectConsecutive: {
		group: 'Ejection by traffic', ...wholeNumber(0, 10_000), default: 0,
		help: 'Failed requests in a row (5xx or broken) after which a backend is taken out for a while; 0: never',
	},
	ejectErrorShare: {
		group: 'Ejection by traffic', ...wholeNumber(0, 100, 'PERCENT'), default: 0,
		help: 'Failed requests in percent of at least 20 within the window after which it is; 0: never',
	},
	ejectTimeouts: {
		group: 'Ejection by traffic', ...onOff, default: false,
		help: 'Count requests as failed, too, that clients give up after a wait far longer than is usual; time-outs always count',
	},
	ejectWindow: {
		group: 'Ejection by traffic', ...timeSpan('1s', '1h'), default: '10s',
		help: 'The window',
	},
	ejectTime: {
		group: 'Ejection by traffic', ...timeSpan('100ms', '1h'), default: '30s',
		help: 'Time of the first ejection; each further one lasts that much longer, up to ten times. Never is more than half of the pool ejected',
	},
	panicThreshold: {
		group: 'Ejection by traffic', ...wholeNumber(0, 100, 'PERCENT'), default: 0,
		help: 'With fewer of the active backends available all active ones serve; 0: only ejected ones do, when no other is left',
	},
	slowStart: {
		group: 'Proxy', ...timeSpan('0s', '1h'), default: '0s',
		help: 'Time until a backend that comes or comes back gets its full share, with policies that weigh; 0s: at once',
	},
	connectTimeout: {
		group: 'Timeouts', ...timeSpan('1ms', '10m'), default: '5s',
		help: 'Time to connect to a backend',
	},
	responseTimeout: {
		group: 'Timeouts', ...timeSpan('1ms', '24h'), default: '60s',
		help: 'Time until a backend has sent its response headers; has to be longer than long polls are held',
	},
	idleTimeout: {
		group: 'Timeouts', ...timeSpan('1ms', '24h'), default: '60s',
		help: 'Time without a byte in either direction',
	},
	headerTimeout: {
		group: 'Timeouts', ...timeSpan('1ms', '1h'), default: '10s',
		help: 'Time a client may take to send the headers of a request',
	},
	keepAliveTimeout: {
		group: 'Timeouts', ...timeSpan('1ms', '24h'), default: '75s',
		help: 'Time an unused connection of a client is kept open',
	},
	tunnelIdleTimeout: {
		group: 'Timeouts', ...timeSpan('0s', '24h'), default: '0s',
		help: 'Time without a byte in either direction of a WebSocket or other tunnel; 0s: no limit',
	},
	drainTimeout: {
		group: 'Timeouts', ...timeSpan('0s', '24h'), default: '30s',
		help: 'Time for requests in flight at a backend that drains; then they are cut off',
	},
	shutdownTimeout: {
		group: 'Timeouts', ...timeSpan('0s', '1h'), default: '10s',
		help: 'Time for requests in flight when the program is asked to leave',
	},
	workerTimeout: {
		group: 'Timeouts', ...timeSpan('1s', '1h', true), default: '15s', needsRestart: true,
		help: 'Time after which a thread that stands still is ended and replaced; 0s: never',
	},
	adminPort: {
		group: 'Admin API', ...portNumber, default: 8082, needsRestart: true,
		help: 'Port of the admin API; 0 picks a free one',
	},
	adminHost: {
		group: 'Admin API', ...listenHost, default: '127.0.0.1', needsRestart: true,
		help: 'Address of the admin API; needs a token when other machines can reach it',
	},
	adminToken: {
		group: 'Admin API', ...bearerToken, default: undefined, isSecret: true, needsRestart: true,
		help: 'Bearer token that the admin API asks for',
	},
	adminTokenFile: {
		group: 'Admin API', ...fileName, default: undefined, needsRestart: true,
		help: 'File with that token, for this user alone; made with a new one when it does not exist',
	},
	adminReadToken: {
		group: 'Admin API', ...bearerToken, default: undefined, isSecret: true, needsRestart: true,
		help: 'Bearer token of those who may only look; needs the other one',
	},
	adminSocket: {
		group: 'Admin API', ...fileName, default: undefined, needsRestart: true,
		help: 'Unix socket on which the admin API answers as well, to this user alone and without a token',
	},
	config: {
		group: 'Program', ...fileName, shortFlag: 'c', default: undefined, defaultNote: 'proxy-tui.yaml, .yml or .json here, if there is one', isNotInFile: true, needsRestart: true,
		help: 'JSON or YAML file with settings and backends',
	},
	save: {
		group: 'Program', ...onOff, default: true, needsRestart: true,
		help: 'Neither load nor save the remembered backends',
		helpInFile: 'Remember backends and changed settings from one run to the next',
	},
	logLevel: {
		group: 'Program', ...oneOf(['info', 'warn', 'error'], 'LEVEL'), default: 'info',
		help: 'Least important lines of the headless log: info, warn or error; requests and the first line are written always',
	},
	theme: {
		group: 'Screen', ...oneOf(screenThemes, 'THEME'), default: 'auto', needsRestart: true,
		help: 'Colours of the screen: auto, for the ground of the terminal; dark; light; high-contrast; mono, none',
	},
	ascii: {
		group: 'Screen', ...onOff, default: false, defaultNote: 'automatic without UTF-8', needsRestart: true,
		help: 'Draw the screen with ASCII alone',
	},
	readOnly: {
		group: 'Screen', ...onOff, default: false, needsRestart: true,
		help: 'Leave out of the screen what changes anything',
	},
	keys: {
		group: 'Screen', ...keyBindings, default: [], needsRestart: true,
		help: 'Another key for a command of the screen, such as drain=D; repeatable',
	},
	headless: {
		group: 'Program', ...onOff, default: false, defaultNote: 'automatic without a terminal', needsRestart: true,
		help: 'No terminal UI: JSON log lines on stdout',
	},
	screenReader: {
		group: 'Program', ...onOff, default: false, defaultNote: 'as INK_SCREEN_READER says', needsRestart: true,
		help: 'Tell what happens line by line instead of drawing a screen',
	},
	alarm: {
		group: 'Program', ...oneOf(['off', 'bell', 'notification'], 'KIND'), default: 'off', needsRestart: true,
		help: 'How the terminal calls a person when a backend is down',
	},
	demo: {
		group: 'Program', ...onOff, default: false, needsRestart: true,
		help: 'Three demo backends and a trickle of traffic; nothing is remembered',
	},
} as const satisfies Record<string, Setting>;
