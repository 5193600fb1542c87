import {policies, rateLimitKeys} from '../model/pool.js';
import {proxyProtocols} from '../model/proxy-protocol/write-proxy-header.js';
import {screenThemes} from '../model/screen-theme.js';
import {clientAuthModes, tlsVersions} from '../model/server-tls.js';
import {accessLogFormats} from '../model/wire-settings.js';
import {addressRanges} from './address-ranges.js';
import {backendList} from './backend-setting.js';
import {base64UrlText, dnsNames, emailAddress, hostNames, httpsUrl, plainText} from './certificate-values.js';
import {defaultMaxConnections} from './open-files.js';
import {defaultThreads} from './default-threads.js';
import {headerRules} from './header-rule-value.js';
import {
	bodyText,
	expectedStatus,
	headerFields,
	healthInterval,
	grpcHealth,
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
	directoryName,
	dnsServerAddress,
	fileName,
	fileNames,
	keySecret,
	listenHost,
	nameList,
	oneOf,
	onOff,
	pathPrefix,
	portNumber,
	portOrOff,
	requestPath,
	timeSpan,
	wholeNumber,
} from './value-types.js';

/** All settings, in the order in which they are shown within their groups. */
export const settingTable = {
	port: {
		group: 'Proxy', ...portOrOff, shortFlag: 'p', default: 8000, needsRestart: true,
		help: 'Port for clients; 0 picks a free one; off: none, for TLS alone',
	},
	host: {
		group: 'Proxy', ...listenHost, default: undefined, defaultNote: 'all interfaces', needsRestart: true,
		help: 'Address for clients',
	},
	backends: {
		group: 'Proxy', ...backendList, isPositional: true, default: [], needsRestart: true,
		help: 'Backends to send requests to, such as http://localhost:3000, localhost:3000 or 3000',
	},
	dnsServer: {
		group: 'Proxy', ...dnsServerAddress, default: undefined, defaultNote: 'from the system', needsRestart: true,
		help: 'DNS server, such as 127.0.0.1:8600, for backends found by DNS: http+dns://, https+srv:// and similar',
	},
	policy: {
		group: 'Proxy', ...oneOf(policies, 'POLICY'), shortFlag: 'b', default: 'round-robin',
		help: `Load-balancing policy: ${policies.join(', ')}`,
	},
	sticky: {
		group: 'Proxy', ...oneOf(['off', 'cookie'], 'MODE'), default: 'off',
		help: 'Sticky sessions: cookie keeps a client at its backend by a cookie that the proxy sets',
	},
	rateLimit: {
		group: 'Proxy', ...wholeNumber(0, 1_000_000), default: 100, tunes: 'traffic',
		help: 'Rate limit in requests per second; 0 turns it off',
	},
	rateLimitBy: {
		group: 'Proxy', ...oneOf(rateLimitKeys, 'KEY'), default: 'all', tunes: 'traffic',
		help: 'What the rate limit applies to: all clients together, or each ip (IPv6: each /64)',
	},
	threads: {
		group: 'Proxy', ...wholeNumber(1, 64), default: defaultThreads(), defaultNote: 'cores − 1, at most 4', needsRestart: true,
		help: 'Worker threads that carry requests',
	},
	accessLog: {
		group: 'Proxy', ...fileName, default: undefined, defaultNote: 'stdout when headless, otherwise off',
		help: 'Access log file, one line per request; or off',
	},
	accessLogFormat: {
		group: 'Proxy', ...oneOf(accessLogFormats, 'FORMAT'), default: 'json',
		help: 'Format of the access log: json, common or combined',
	},
	redact: {
		group: 'Proxy', ...nameList, default: [], defaultNote: 'nothing',
		help: 'Query parameters and header fields whose values the access log leaves out, such as token,referer; repeatable',
	},
	capture: {
		group: 'Proxy', ...byteCountUpTo('10MB'), default: '0', isForOneRun: true,
		help: 'Bytes of each request and response body to keep for inspection and replay; 0: none',
	},
	stickySecret: {
		group: 'Proxy', ...keySecret, default: undefined, defaultNote: 'generated and saved', isSecret: true, needsRestart: true,
		help: 'Secret of at least 32 characters to sign session cookies with: sessions survive a restart with --no-save, and instances share them. Other users of the machine see flags, not the environment',
	},
	maxConnections: {
		group: 'Limits', ...wholeNumber(1, 1_000_000), default: defaultMaxConnections(), defaultNote: 'a third of the open-files limit',
		help: 'Concurrent client connections; further ones wait',
	},
	maxBackendConnections: {
		group: 'Limits', ...wholeNumber(0, 1_000_000), default: 0, tunes: 'traffic',
		help: 'Concurrent requests at each backend; further ones are queued; 0 turns the limit off',
	},
	maxQueue: {
		group: 'Limits', ...wholeNumber(0, 1_000_000), default: 1000, tunes: 'traffic',
		help: 'Requests that may be queued for a backend, in each thread',
	},
	queueTimeout: {
		group: 'Limits', ...timeSpan('0s', '1h'), default: '5s', tunes: 'traffic',
		help: 'Time a request may be queued for a backend',
	},
	waitForBackend: {
		group: 'Limits', ...timeSpan('0s', '1h'), default: '0s', tunes: 'traffic',
		help: 'Time a request may wait for a backend to come up when none is, such as one that restarts at every save; 0s: none',
	},
	maxBody: {
		group: 'Limits', ...byteCount, default: '0',
		help: 'Largest request body, such as 512KB or 10MB; 0 turns the limit off',
	},
	maxResponseHeader: {
		group: 'Limits', ...byteCountBetween('1KiB', '1MiB'), default: '64KiB',
		help: 'Largest response header, such as 64KiB; larger ones are answered with 502',
	},
	retries: {
		group: 'Limits', ...wholeNumber(0, 10), default: 2, tunes: 'traffic',
		help: 'Retries at other backends when one fails before it answers a request that may be repeated',
	},
	acceptProxy: {
		group: 'PROXY protocol', ...addressRanges, default: [], defaultNote: 'none', tunes: 'clientConnections',
		help: 'Load balancers in front whose connections begin with the client\'s address in the PROXY protocol, version 1 or 2, and are refused without it: addresses, ranges, loopback, private; repeatable',
	},
	sendProxy: {
		group: 'PROXY protocol', ...oneOf(proxyProtocols, 'VERSION'), default: 'off', needsRestart: true,
		help: 'Begin connections to backends with the client\'s address in the PROXY protocol, for backends that expect it: v1 or v2',
	},
	requestHeader: {
		group: 'Rewriting and forwarded headers', ...headerRules, default: [],
		help: 'Rewrite a header field of requests to backends: "Name: value" sets, "+Name: value" adds, "-Name" removes; may hold {client}, {request_id}, {backend}; repeatable',
	},
	responseHeader: {
		group: 'Rewriting and forwarded headers', ...headerRules, default: [],
		help: 'The same for responses of backends',
	},
	rewriteHost: {
		group: 'Rewriting and forwarded headers', ...authority, default: undefined, defaultNote: 'as the client sent it', tunes: 'forwarding',
		help: 'Host header for requests to backends',
	},
	changeOrigin: {
		group: 'Rewriting and forwarded headers', ...onOff, default: false, tunes: 'forwarding',
		help: 'Send each backend its own address as Host',
	},
	stripPrefix: {
		group: 'Rewriting and forwarded headers', ...pathPrefix, default: undefined, tunes: 'forwarding',
		help: 'Prefix to strip from paths; backends get it in X-Forwarded-Prefix',
	},
	trustProxy: {
		group: 'Rewriting and forwarded headers', ...addressRanges, default: [], defaultNote: 'none', tunes: 'forwarding',
		help: 'Proxies in front whose X-Forwarded-*, Forwarded, Via and X-Request-Id are trusted: addresses, ranges, loopback, private; repeatable',
	},
	forwarded: {
		group: 'Rewriting and forwarded headers', ...onOff, default: false, tunes: 'forwarding',
		help: 'Also send backends the Forwarded header (RFC 7239)',
	},
	traceparent: {
		group: 'Rewriting and forwarded headers', ...oneOf(['start', 'pass'], 'MODE'), default: 'start',
		help: 'For requests without a trace (W3C traceparent): start a new one, or pass them on without. Existing ones are kept',
	},
	tlsCert: {
		group: 'HTTPS', ...fileNames, default: [], needsRestart: true,
		help: 'PEM file with a certificate for clients and the chain behind it; replaced when the file changes; repeatable, with a key for each',
	},
	tlsKey: {
		group: 'HTTPS', ...fileNames, default: [], needsRestart: true,
		help: 'PEM file with its private key',
	},
	acme: {
		group: 'HTTPS', ...dnsNames, default: [], needsRestart: true,
		help: 'Obtain a certificate for each of these names from an authority by ACME, and renew it; needs port 80 or 443 of them to lead here; repeatable',
	},
	acmeEmail: {
		group: 'HTTPS', ...emailAddress, default: undefined, needsRestart: true,
		help: 'Where the authority can reach you',
	},
	acmeDirectory: {
		group: 'HTTPS', ...httpsUrl, default: 'https://acme-v02.api.letsencrypt.org/directory', defaultNote: 'that of Let\'s Encrypt', needsRestart: true,
		help: 'Directory of the authority; its terms of service are agreed to',
	},
	acmeCa: {
		group: 'HTTPS', ...fileName, default: undefined, defaultNote: 'those of Node.js', needsRestart: true,
		help: 'PEM file with the authorities that the directory is verified with',
	},
	acmeDir: {
		group: 'HTTPS', ...directoryName, default: undefined, defaultNote: 'acme in the data directory of the user', needsRestart: true,
		help: 'Where the account and the certificates are kept',
	},
	acmeEabKid: {
		group: 'HTTPS', ...plainText, default: undefined, needsRestart: true,
		help: 'Identifier of the key that binds the account to one that the authority knows (external account binding)',
	},
	acmeEabKey: {
		group: 'HTTPS', ...base64UrlText, default: undefined, isSecret: true, needsRestart: true,
		help: 'That key. Other users of the machine see flags, not the environment',
	},
	tlsSelfSigned: {
		group: 'HTTPS', ...hostNames, bareValue: 'localhost', default: [], needsRestart: true,
		help: 'Serve TLS for localhost, and for these names, with a certificate of a local authority that is made once; see proxy-tui ca; repeatable',
	},
	tlsPort: {
		group: 'HTTPS', ...portNumber, default: 8443, needsRestart: true,
		help: 'Port for TLS clients, with a certificate; 0 picks a free one',
	},
	tlsMinVersion: {
		group: 'HTTPS', ...oneOf(tlsVersions, 'VERSION'), default: '1.2', needsRestart: true,
		help: 'Lowest TLS version for clients: 1.2 or 1.3',
	},
	http2: {
		group: 'HTTPS', ...oneOf(['on', 'off'], 'MODE'), default: 'on', needsRestart: true,
		help: 'Offer HTTP/2 to TLS clients; off: HTTP/1.1 alone',
	},
	h2c: {
		group: 'HTTPS', ...onOff, default: false, needsRestart: true,
		help: 'Also serve HTTP/2 on the plain port to clients that speak it without asking (prior knowledge)',
	},
	clientCa: {
		group: 'HTTPS', ...fileName, default: undefined, needsRestart: true,
		help: 'PEM file with the authorities whose certificates clients show; backends get them in Client-Cert (RFC 9440)',
	},
	clientAuth: {
		group: 'HTTPS', ...oneOf(clientAuthModes, 'MODE'), default: 'require', needsRestart: true,
		help: 'With --client-ca: require a client certificate for each request, or optional',
		helpInFile: 'With clientCa: require a client certificate for each request, or optional',
	},
	redirectHttps: {
		group: 'HTTPS', ...onOff, default: false, tunes: 'forwarding',
		help: 'Redirect plain HTTP requests to HTTPS; behind a proxy that ends TLS, needs --trust-proxy',
		helpInFile: 'Redirect plain HTTP requests to HTTPS; behind a proxy that ends TLS, needs trustProxy',
	},
	hsts: {
		group: 'HTTPS', ...timeSpan('0s', '87600h'), default: '0s', tunes: 'forwarding',
		help: 'Time for which browsers are told to use HTTPS alone (HSTS), such as 8760h for a year; 0s: none',
	},
	backendCa: {
		group: 'Backend TLS', ...fileName, default: undefined, defaultNote: 'those of Node.js', needsRestart: true,
		help: 'PEM file with the certificate authorities that backends are verified with',
	},
	backendCert: {
		group: 'Backend TLS', ...fileName, default: undefined, needsRestart: true,
		help: 'PEM file with the client certificate for backends',
	},
	backendKey: {
		group: 'Backend TLS', ...fileName, default: undefined, needsRestart: true,
		help: 'PEM file with its private key',
	},
	insecureBackends: {
		group: 'Backend TLS', ...onOff, default: false, needsRestart: true,
		help: 'Skip certificate verification of backends; anyone on the path can read and change everything',
	},
	backendHttp2: {
		group: 'Backend TLS', ...onOff, default: false, needsRestart: true,
		help: 'Ask backends with TLS for HTTP/2 first; those that do not speak it get HTTP/1.1',
	},
	healthPath: {
		group: 'Health checks', ...requestPath, default: '/',
		help: 'Path to request',
	},
	healthMethod: {
		group: 'Health checks', ...healthMethod, default: 'GET',
		help: 'Request method: GET or HEAD',
	},
	healthStatus: {
		group: 'Health checks', ...expectedStatus, default: '200-399',
		help: 'Healthy statuses, such as 200-399 or 200,204,301-303',
	},
	healthBody: {
		group: 'Health checks', ...bodyText, default: undefined, defaultNote: 'any',
		help: 'Text that the first 64 KiB of the body must contain',
	},
	healthGrpc: {
		group: 'Health checks', ...grpcHealth, bareValue: 'on', default: 'off',
		help: 'Ask gRPC servers for the health of this service by grpc.health.v1, or, without a name, of the whole server; path, method, statuses and text then do not count',
	},
	healthHeader: {
		group: 'Health checks', ...headerFields, default: [],
		help: 'Header field to send, such as "Host: example.com"; repeatable',
	},
	healthInterval: {
		group: 'Health checks', ...healthInterval, default: '10s',
		help: 'Time between two checks of a backend',
	},
	healthTimeout: {
		group: 'Health checks', ...healthTimeout, default: '5s',
		help: 'Timeout of a check',
	},
	healthRise: {
		group: 'Health checks', ...probeCount, default: 1,
		help: 'Consecutive successful checks after which a backend that is down is up',
	},
	healthFall: {
		group: 'Health checks', ...probeCount, default: 1,
		help: 'Consecutive failed checks after which a backend that is up is down',
	},
	ejectConsecutive: {
		group: 'Outlier detection', ...wholeNumber(0, 10_000), default: 0,
		help: 'Consecutive failed requests (5xx or broken) after which a backend is ejected; 0: never',
	},
	ejectErrorShare: {
		group: 'Outlier detection', ...wholeNumber(0, 100, 'PERCENT'), default: 0,
		help: 'Error rate, in percent of at least 20 requests within the error-rate window, at which a backend is ejected; 0: never',
	},
	ejectTimeouts: {
		group: 'Outlier detection', ...onOff, default: false, tunes: 'traffic',
		help: 'Also count requests as failed that clients abort after a wait far longer than usual; timeouts always count',
	},
	ejectWindow: {
		group: 'Outlier detection', ...timeSpan('1s', '1h'), default: '10s',
		help: 'Error-rate window',
	},
	ejectTime: {
		group: 'Outlier detection', ...timeSpan('100ms', '1h'), default: '30s',
		help: 'Duration of the first ejection; each further one lasts that much longer, up to ten times. At most half of the pool is ejected',
	},
	panicThreshold: {
		group: 'Outlier detection', ...wholeNumber(0, 100, 'PERCENT'), default: 0, tunes: 'traffic',
		help: 'Panic mode: with a smaller share of active backends available, all active ones serve; 0: only ejected ones do, when no other is left',
	},
	slowStart: {
		group: 'Proxy', ...timeSpan('0s', '1h'), default: '0s',
		help: 'Time until a backend that is added or recovers gets its full share, with policies that use weights; 0s: at once',
	},
	connectTimeout: {
		group: 'Timeouts', ...timeSpan('1ms', '10m'), default: '5s', tunes: 'traffic',
		help: 'Time to connect to a backend',
	},
	responseTimeout: {
		group: 'Timeouts', ...timeSpan('1ms', '24h'), default: '60s', tunes: 'traffic',
		help: 'Time until a backend has sent its response headers; must be longer than long polls are held',
	},
	idleTimeout: {
		group: 'Timeouts', ...timeSpan('1ms', '24h'), default: '60s', tunes: 'traffic',
		help: 'Time without a byte in either direction',
	},
	headerTimeout: {
		group: 'Timeouts', ...timeSpan('1ms', '1h'), default: '10s', tunes: 'clientConnections',
		help: 'Time for a client to send the headers of a request',
	},
	keepAliveTimeout: {
		group: 'Timeouts', ...timeSpan('1ms', '24h'), default: '75s', tunes: 'clientConnections',
		help: 'Time to keep an idle client connection open',
	},
	tunnelIdleTimeout: {
		group: 'Timeouts', ...timeSpan('0s', '24h'), default: '0s', tunes: 'traffic',
		help: 'Time without a byte in either direction of a WebSocket or other tunnel; 0s: no limit',
	},
	drainTimeout: {
		group: 'Timeouts', ...timeSpan('0s', '24h'), default: '30s',
		help: 'Time for requests in flight at a draining backend; then they are cut off',
	},
	shutdownTimeout: {
		group: 'Timeouts', ...timeSpan('0s', '1h'), default: '10s',
		help: 'Time for requests in flight at shutdown',
	},
	workerTimeout: {
		group: 'Timeouts', ...timeSpan('1s', '1h', true), default: '15s', needsRestart: true,
		help: 'Time after which a blocked worker thread is ended and replaced; 0s: never',
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
		help: 'Bearer token of the admin API',
	},
	adminTokenFile: {
		group: 'Admin API', ...fileName, default: undefined, needsRestart: true,
		help: 'File with that token, readable by this user alone; created with a new one if missing',
	},
	adminReadToken: {
		group: 'Admin API', ...bearerToken, default: undefined, isSecret: true, needsRestart: true,
		help: 'Read-only bearer token of the admin API; needs the other one',
	},
	adminSocket: {
		group: 'Admin API', ...fileName, default: undefined, needsRestart: true,
		help: 'Unix socket that serves the admin API as well, to this user alone and without a token',
	},
	config: {
		group: 'Program', ...fileName, shortFlag: 'c', default: undefined, defaultNote: 'proxy-tui.yaml, .yml or .json here, if present', isNotInFile: true, needsRestart: true,
		help: 'JSON or YAML file with settings and backends',
	},
	save: {
		group: 'Program', ...onOff, default: true, needsRestart: true,
		help: 'Neither load nor save the state: backends and changed settings',
		helpInFile: 'Save backends and changed settings, and load them at the next start',
	},
	logLevel: {
		group: 'Program', ...oneOf(['info', 'warn', 'error'], 'LEVEL'), default: 'info',
		help: 'Lowest level in the headless log: info, warn or error; requests and the first line are always written',
	},
	theme: {
		group: 'Screen', ...oneOf(screenThemes, 'THEME'), default: 'auto', needsRestart: true,
		help: 'Colours of the screen: auto, by the background of the terminal; dark; light; high-contrast; mono, none',
	},
	ascii: {
		group: 'Screen', ...onOff, default: false, defaultNote: 'automatic without UTF-8', needsRestart: true,
		help: 'Draw the screen with ASCII characters only',
	},
	readOnly: {
		group: 'Screen', ...onOff, default: false, needsRestart: true,
		help: 'Read-only screen: without commands that change anything',
	},
	keys: {
		group: 'Screen', ...keyBindings, default: [], needsRestart: true,
		help: 'Key binding for a command of the screen, such as drain=D; repeatable',
	},
	headless: {
		group: 'Program', ...onOff, default: false, defaultNote: 'automatic without a terminal', needsRestart: true,
		help: 'No terminal UI: JSON log lines on stdout',
	},
	screenReader: {
		group: 'Program', ...onOff, default: false, defaultNote: 'from INK_SCREEN_READER', needsRestart: true,
		help: 'Screen-reader mode: announce events line by line instead of drawing a screen',
	},
	alarm: {
		group: 'Program', ...oneOf(['off', 'bell', 'notification'], 'KIND'), default: 'off', needsRestart: true,
		help: 'Terminal alert when a backend goes down: off, bell or notification',
	},
	demo: {
		group: 'Program', ...onOff, default: false, needsRestart: true,
		help: 'Three demo backends with light traffic; nothing is saved',
	},
	fastLane: {
		group: 'Troubleshooting', ...oneOf(['on', 'off'], 'MODE'), default: 'on',
		help: 'Carry plain HTTP/1.1 exchanges socket to socket; off: all through node:http, slower, for comparison',
	},
} as const satisfies Record<string, Setting>;
