import assert from 'node:assert/strict';
import test from 'node:test';
import {stripVTControlCharacters} from 'node:util';
import fc from 'fast-check';
import stringWidth from 'string-width';
import type {AdminState, Health} from '../../../source/model/backend.js';
import {exportFormats} from '../../../source/tui/features/export/export-format.js';
import {asciiGlyphs, unicodeGlyphs} from '../../../source/tui/look/glyphs.js';
import {backendField, typeInto} from '../../../source/tui/features/new-backend/backend-field.js';
import {appendPage, emptyLog} from '../../../source/tui/state/request-log.js';
import {queryOf} from '../../../source/tui/state/request-query.js';
import {pausedView} from '../../../source/tui/state/requests-list.js';
import {browse, type Mode} from '../../../source/tui/state/mode.js';
import type {Pane, ScreenState} from '../../../source/tui/state/screen-state.js';
import {listedBackends} from '../../../source/tui/state/backends-list.js';
import type {SortColumn} from '../../../source/tui/state/backends-order.js';
import {settle} from '../../../source/tui/state/settle.js';
import {textField} from '../../../source/tui/state/text-field.js';
import {widthOf} from '../../../source/tui/text/width.js';
import {
	colorTheme,
	darkTheme,
	highContrastTheme,
	lightTheme,
	monoTheme,
} from '../../../source/tui/look/theme.js';
import {initialState} from '../../../source/tui/store/initial-state.js';
import {settingsMode, settingMode} from '../../../source/tui/features/settings/settings-mode.js';
import {metricsMode} from '../../../source/tui/features/metrics/metrics-mode.js';
import {inspectMode} from '../../../source/tui/features/inspect/inspect-mode.js';
import {newBackendMode} from '../../../source/tui/features/new-backend/new-backend-mode.js';
import {detailsMode} from '../../../source/tui/features/details/details-mode.js';
import {weightMode} from '../../../source/tui/features/weight/weight-mode.js';
import {filterMode} from '../../../source/tui/features/filter/filter-mode.js';
import {findMode} from '../../../source/tui/features/find/find-mode.js';
import {filterByValueMode} from '../../../source/tui/features/filter-by-value/filter-by-value-mode.js';
import {exportMode} from '../../../source/tui/features/export/export-mode.js';
import {confirmMode} from '../../../source/tui/features/pool/confirm-mode.js';
import {drawnRows, screenOf, tonesOn} from '../../helpers/drawn-screen.js';
import {FakeControl, fakeBackend, fakeRecord, fakeStatus} from '../../helpers/fake-control.js';

const text = fc.string({unit: 'binary', maxLength: 40});
const figure = fc.option(fc.double({min: 0, max: 1e7, noNaN: true}), {nil: undefined});
const traffic = fc.record({
	requestsPerSecond: fc.double({min: 0, max: 1e6, noNaN: true}),
	p50Ms: figure,
	p95Ms: figure,
	p99Ms: figure,
	errorShare: fc.option(fc.double({min: 0, max: 1, noNaN: true}), {nil: undefined}),
});
const backend = fc.record({
	url: text,
	state: fc.constantFrom<AdminState>('active', 'draining', 'disabled'),
	health: fc.constantFrom<Health>('unknown', 'healthy', 'unhealthy'),
	weight: fc.integer({min: 1, max: 256}),
	connections: fc.nat(),
	recent: traffic,
	drainEndsAt: fc.option(fc.nat(), {nil: undefined}),
	ejectedUntil: fc.option(fc.nat(), {nil: undefined}),
	origin: fc.option(text, {nil: undefined}),
	recentRequests: fc.array(fc.nat(), {maxLength: 60}),
	lastCheck: fc.option(fc.record({
		at: fc.nat(),
		passed: fc.boolean(),
		durationMs: fc.nat(),
		reason: text,
	}), {nil: undefined}),
});
const backends = fc.array(backend, {maxLength: 60}).map(all => all.map((given, index) => fakeBackend({...given, id: `b${index}`})));
const records = fc.array(fc.record({target: text, method: text, status: fc.integer({min: 100, max: 599})}), {maxLength: 60})
	.map(all => all.map((given, index) => fakeRecord({...given, number: index + 1})));
const settings = new FakeControl().settings();
/** What help and commands may come over. */
const back = fc.constantFrom<Mode>(browse, settingsMode.of({settings, selected: 3}), metricsMode.of({askedAt: 0, isAsking: false, top: 0}), inspectMode.of({inspection: {record: fakeRecord({number: 1}), found: {kind: 'asked'}, lacks: [], showsSecrets: false, top: 2}}));
const mode: fc.Arbitrary<Mode> = fc.oneof(
	fc.constant(browse),
	fc.record({kind: fc.constant('help'), top: fc.nat({max: 80}), back}),
	text.map(typed => newBackendMode.of({field: typeInto(backendField(), typed), isPending: false, problem: typed})),
	fc.tuple(fc.oneof(fc.constantFrom('b0', 'b1', 'b2'), text), text, fc.nat({max: 40})).map(([id, url, top]) => detailsMode.of({backendId: id, url, settings, askedAt: 0, top})),
	fc.tuple(backend, text).map(([given, typed]) => weightMode.of({backends: [fakeBackend({...given, id: 'b1'})], field: textField(typed.toWellFormed()), isPending: false, problem: typed, back: browse})),
	fc.tuple(text, fc.nat({max: 40})).map(([typed, cursor]) => filterMode.of({field: {text: typed.toWellFormed(), cursor: Math.min(cursor, typed.length)}, before: undefined, paneBefore: 'backends', seen: () => [], choice: 0})),
	text.map(typed => findMode.of({field: textField(typed.toWellFormed()), before: ''})),
	text.map(target => filterByValueMode.of({request: fakeRecord({number: 1, target})})),
	fc.constantFrom<Mode>({kind: 'sort'}, metricsMode.of({askedAt: 0, isAsking: false, top: 0})),
	fc.record({kind: fc.constant('palette'), field: fc.oneof(fc.constant(''), text).map(typed => textField(typed.toWellFormed())), choice: fc.nat({max: 40}), settings: fc.constant(settings), back}),
	fc.tuple(text, fc.nat({max: 40})).map(([reason, top]) => inspectMode.of({inspection: {
		record: fakeRecord({number: 1, target: reason}), found: {kind: 'missing', reason}, lacks: [], showsSecrets: false, top,
	}})),
	text.map(name => exportMode.of({records: [fakeRecord({number: 1})], choice: 'listed', format: exportFormats[0], field: textField(name.toWellFormed()), showsSecrets: false, isPending: false, problem: name, back: {kind: 'browse'}})),
	fc.tuple(fc.nat({max: settings.length - 1}), text).map(([selected, name]) => settingMode.of({settings: settings.map(setting => ({...setting, name, help: name, source: name})), selected, field: textField(''), isPending: false})),
	fc.nat({max: settings.length - 1}).map(selected => settingsMode.of({settings, selected})),
	fc.tuple(fc.nat({max: settings.length - 1}), text).map(([selected, problem]) => settingMode.of({settings, selected, field: textField(problem.toWellFormed()), isPending: false, problem})),
	backend.map(given => confirmMode.of({pending: {type: 'remove', backends: [fakeBackend({...given, id: 'b1'})], isLast: false}, back: browse})),
);
const anyState: fc.Arbitrary<ScreenState> = fc.record({
	columns: fc.oneof(fc.integer({min: 1, max: 30}), fc.integer({min: 1, max: 220})),
	rows: fc.oneof(fc.integer({min: 1, max: 12}), fc.integer({min: 1, max: 70})),
	backends,
	records,
	recent: traffic,
	mode,
	pane: fc.constantFrom<Pane>('backends', 'requests'),
	isPaused: fc.boolean(),
	isLeaving: fc.boolean(),
	query: fc.oneof(fc.constantFrom('', 'status:2xx', '!status:2xx'), text),
	selected: fc.nat({max: 70}),
	order: fc.record({
		column: fc.constantFrom<SortColumn>('added', 'state', 'url', 'rate', 'p99'), isDescending: fc.boolean(), isGrouped: fc.boolean(), isProblemsOnly: fc.boolean(), search: fc.oneof({weight: 8, arbitrary: fc.constant('')}, text),
	}),
	names: fc.array(fc.record({
		url: text, weight: fc.constant(1), addresses: fc.nat({max: 1}), error: text,
	}), {maxLength: 2}),
}).map(({columns, rows, isPaused, selected, recent, ...given}) => {
	const log = appendPage(emptyLog, {records: given.records, skipped: 0, last: given.records.length});
	const state: ScreenState = {
		...initialState({
			size: {columns, rows},
			now: Date.UTC(2026, 0, 2),
			version: '0.1.0',
			status: fakeStatus({backends: given.backends, recent, names: given.names}),
		}),
		log,
		query: queryOf(given.query),
		selection: {index: selected},
		pane: given.pane,
		order: given.order,
		mode: given.mode,
		isLeaving: given.isLeaving,
	};
	return settle({...state, view: isPaused ? pausedView(state) : state.view});
});

test('whatever there is to show, and however small the screen, it is exactly filled', () => {
	fc.assert(fc.property(anyState, fc.constantFrom(unicodeGlyphs, asciiGlyphs), fc.constantFrom(colorTheme, darkTheme, lightTheme, highContrastTheme, monoTheme), (state, glyphs, theme) => {
		const rows = drawnRows(state, {theme, glyphs}).map(row => stripVTControlCharacters(row));
		assert.equal(rows.length, state.size.rows);
		for (const row of rows) {
			assert.ok(widthOf(row) <= state.size.columns, row);
			assert.equal(widthOf(row), stringWidth(row), 'terminals and Ink agree on what stands where');
			assert.doesNotMatch(row.replaceAll('\u{200C}', ''), /\p{Other}/v);
		}

		assert.deepEqual(rows.map(row => row.trimEnd()), screenOf(state, {theme: monoTheme, glyphs}), 'colours change no character');
	}), {numRuns: 80});
});

test('the selected backend is always on the screen', () => {
	const browsing = anyState.map(state => settle({...state, mode: browse, pane: 'backends', isLeaving: false}));
	fc.assert(fc.property(browsing, state => {
		fc.pre(listedBackends(state).length > 0 && state.size.rows > 2);
		assert.equal(tonesOn(state).filter(row => row[0]?.tone === 'selected' || row[0]?.tone === 'selectedBad').length, 1);
	}), {numRuns: 60});
});
